/* SPDX-License-Identifier: MIT */
/* The line framer: where a command, AUTH or reply line ends (RFC 5321 2.3.8).
 *
 *   line = *octet CRLF
 *
 * Only CRLF ends a line; with MW_ALLOW_BARE_LF a LF does too. A line that lies whole in the input
 * is handed out in place; only a line that the end of a buffer cut is gathered in the caller's
 * storage. The lines do not depend on where the stream was cut.
 *
 * The readers use it for you; use it alone to read a protocol of your own.
 */
#ifndef MAILWIRE_LINE_H
#define MAILWIRE_LINE_H

#include <mailwire/fault.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What stands in a line that is not plain ASCII text: bits of mw_line.marks. A TAB is no mark. */
#define MW_LINE_BARE_CR 0x01u   /* a CR without LF, at its place in the text */
#define MW_LINE_BARE_LF 0x02u   /* a LF without CR: in the text, or as the end when tolerated */
#define MW_LINE_NUL 0x04u       /* a NUL */
#define MW_LINE_CONTROL 0x08u   /* another control character, DEL included, TAB not */
#define MW_LINE_EIGHT_BIT 0x10u /* an octet above 127 */
#define MW_LINE_TOO_LONG 0x20u  /* text is the part that was kept, the rest is skipped */

/* What ended a line. */
typedef enum mw_line_end {
  MW_LINE_END_NONE = 0, /* too long: handed out at the limit; or the stream ended */
  MW_LINE_END_CRLF = 1,
  MW_LINE_END_LF = 2 /* tolerated by MW_ALLOW_BARE_LF */
} mw_line_end;

/* One line. Fields are public. */
typedef struct mw_line {
  mw_slice text;      /* without its end; valid until the next call on the framer */
  uint64_t offset;    /* of the first octet of text in the stream */
  uint64_t end;       /* of the octet after the line's end; too long: after the last octet kept */
  mw_line_end ending; /* what ended it */
  unsigned marks;     /* MW_LINE_* bits */
} mw_line;

/* Gathers lines. All fields are private. */
typedef struct mw_line_framer {
  char *storage;
  uint64_t offset;
  uint64_t allow;
  uint32_t size;
  uint32_t limit;
  uint32_t used;
  uint8_t marks;
  uint8_t state;
} mw_line_framer;

/* Prepares f. storage: size octets of the caller's, for the life of f; only the line that a
 * buffer's end cuts is kept there. limit: the longest line in octets, its CRLF included; the limit
 * in force is the smaller of limit and size, even for a line that lies whole in the input. allow:
 * MW_ALLOW_BARE_LF matters, other bits do not. MW_E_ARGUMENT, and f is untouched, when f or storage
 * is NULL, or limit or size is below 3. Sizes above 2^31 count as 2^31. */
MW_API mw_status mw_line_framer_init(mw_line_framer *f, char *storage, size_t size, size_t limit,
                                     uint64_t allow);

/* Begins a new stream: offset 0, no partial line, the storage wiped; limit and tolerances stay. */
MW_API void mw_line_framer_reset(mw_line_framer *f);

/* Sets another limit, of the same meaning, for the lines to come. MW_E_ARGUMENT below 3, and in the
 * middle of a line. */
MW_API mw_status mw_line_framer_limit(mw_line_framer *f, size_t limit);

/* Stores the next line. MW_OK: *in is shortened by what was taken. MW_NEED_MORE: all of *in was
 * taken. A line over the limit is handed out once, as soon as it is over, with MW_LINE_TOO_LONG
 * and the octets kept; what follows up to its end is skipped by later calls. */
MW_API mw_status mw_line_framer_next(mw_line_framer *f, mw_slice *in, mw_line *line);

/* The stream ended. MW_OK: *line is what stood without an end (ending MW_LINE_END_NONE).
 * MW_NEED_MORE: nothing was unfinished. */
MW_API mw_status mw_line_framer_finish(mw_line_framer *f, mw_line *line);

/* One mark of a line: its kind (one MW_LINE_* bit) and where it stands. Fields are public. */
typedef struct mw_line_mark {
  unsigned kind;
  uint64_t offset; /* in the stream */
} mw_line_mark;

/* Walks the marks of a line in the order of their offsets. *at: 0 for the first call; advanced by
 * each. True: *mark was stored. False: there are no more. Cheap when line->marks is 0. */
MW_API bool mw_line_mark_next(const mw_line *line, size_t *at, mw_line_mark *mark);

/* Adds to *finding the first mark of the line that allow does not tolerate, as a fault, and a bit
 * for each tolerance that the others need. */
MW_API void mw_line_judge(const mw_line *line, uint64_t allow, mw_finding *finding);

#ifdef __cplusplus
}
#endif

#endif
