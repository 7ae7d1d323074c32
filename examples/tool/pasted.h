/* SPDX-License-Identifier: MIT */
/* A reply as a person has it: within the words of a bounce message, a log, a transcript. */
#ifndef TOOL_PASTED_H
#define TOOL_PASTED_H

#include <mailwire/mailwire.h>

#include "buffer.h"

/* What was found in a text; slices point into it or into the buffers. */
typedef struct pasted {
  mw_slice reply;    /* the reply as it came over the wire, its further lines behind LF without
                        their codes; the whole text when there is none */
  mw_slice enhanced; /* an enhanced status code that stands where no reply has it; ptr NULL: none */
  bool has_code;     /* reply begins with a code or a status */
  bool goes_on;      /* "550-": a further line of the reply has to follow */
  mw_place place;    /* what it answers, where the text tells: COMMAND with verb, or another one;
                        0: it does not tell */
  mw_smtp_verb verb;
  buffer kept;   /* the reply */
  buffer narrow; /* the text with ASCII in place of full-width letters and digits */
} pasted;

/* Finds the reply in a text: at its begin, or where digits stand as a reply code does. Digits amid
 * other words are a code when an enhanced status code of its class follows, when "said:", "smtp;",
 * "error", a quote and the like stand in front, or when the catalogue has the line. */
void pasted_find(mw_slice text, pasted *found);
void pasted_free(pasted *found);

/* ---- its parts
 * --------------------------------------------------------------------------------- */

/* Where a code or a status stands. */
typedef struct pasted_mark {
  size_t at;    /* its first octet */
  size_t text;  /* where what it says begins */
  char quote;   /* the quote that opens in front of the reply or its text; NUL: none */
  bool smtp;    /* three digits; else a status of POP3 */
  bool goes_on; /* "-" stands behind the digits */
} pasted_mark;

/* False: there is none. pasted_mark.c */
bool pasted_mark_in(mw_slice text, pasted_mark *mark);

/* An enhanced status code at the begin of text, also "#5.1.1", "(5.1.1)", "[5.1.1]"; how many
 * octets it has, a blank behind it included; 0: none. *digits is it alone. pasted_mark.c */
size_t pasted_enhanced(mw_slice text, mw_slice *digits);

/* What the text says that the reply answers. pasted_place.c */
void pasted_place(mw_slice text, pasted *found);

/* Adds text with the full-width letters, digits and blanks of Japanese as those of ASCII; false:
 * there are none. */
bool pasted_narrow(buffer *b, mw_slice text);

/* text from octet at on, and whether it begins with word or ends with it, letters in either case.
 */
mw_slice pasted_from(mw_slice text, size_t at);
bool pasted_begins(mw_slice text, const char *word);
bool pasted_ends(mw_slice text, const char *word);

/* Where word stands first in text, letters as they are; text.len: nowhere. */
size_t pasted_where(mw_slice text, const char *word);

#endif
