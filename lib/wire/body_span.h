/* SPDX-License-Identifier: MIT */
/* How far the octets of a body need no second look: what decoder and encoder share. */
#ifndef MWI_WIRE_BODY_SPAN_H
#define MWI_WIRE_BODY_SPAN_H

#include <mailwire/base.h>

/* No limit for a line. */
#define MWI_SPAN_NO_LIMIT (SIZE_MAX - 1)

/* What is known before a span and after it. */
typedef struct mwi_span {
  size_t line;  /* octets of text in the line so far; saturates */
  size_t most;  /* the most that this line may have */
  size_t limit; /* the most that lines after it may have */
  bool at_line; /* the last octets were CRLF, or there were none */
  bool ended;   /* after: a line ended in the span */
  bool high;    /* after: an octet is above 127 */
  size_t lines; /* after: LF in it */
} mwi_span;

/* The octets from `from` on, left of them being there, up to the first one that needs a second
 * look: a CR without LF behind it, a LF without CR before it (a CR before the span does not count),
 * a NUL, a dot at the begin of a line, the first octet over a line's limit. */
size_t mwi_span_take(mwi_span *s, const char *from, size_t left);

#endif
