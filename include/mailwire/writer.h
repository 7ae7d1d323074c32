/* SPDX-License-Identifier: MIT */
/* The writer: the one way by which commands and replies leave the library.
 *
 * Writing goes item by item (a command, a reply, a line). An item counts as written when all of it
 * is in the buffer, and not before: what mw_writer_result() hands out ends with a whole item. What
 * would forge a line (CR, LF, NUL or another control character in an argument, an over-long line,
 * text that is not ASCII where nobody agreed to UTF-8) is refused: the writer then stays in
 * MW_E_ARGUMENT, and nothing of the item, nor of any later one, is written.
 */
#ifndef MAILWIRE_WRITER_H
#define MAILWIRE_WRITER_H

#include <mailwire/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bounded output. All fields are private; see mw_writer_result(). */
typedef struct mw_writer {
  char *ptr;
  size_t cap;
  size_t len;
  size_t done;
  mw_status status;
  bool utf8;
} mw_writer;

/* Prepares w for the cap octets at buffer. cap 0 (buffer may be NULL) measures: every item is
 * counted and none is written. */
MW_API void mw_writer_init(mw_writer *w, char *buffer, size_t cap);

/* Whether well-formed UTF-8 may stand in text (SMTPUTF8, RFC 6531; POP3 UTF8, RFC 6856). False
 * after init(). */
MW_API void mw_writer_allow_utf8(mw_writer *w, bool allowed);

/* How it went: MW_OK: all items are in the buffer. MW_E_SPACE: some are not, for want of room; the
 * items in front of them are. MW_E_ARGUMENT: an item was refused; the items in front of it are
 * there. *written (may be NULL): the complete items, in the buffer; it is all that may be sent. */
MW_API mw_status mw_writer_result(const mw_writer *w, mw_slice *written);

/* The octets that all items so far need: the size of a buffer that would hold them. */
MW_API size_t mw_writer_needed(const mw_writer *w);

/* Writes one line: text and CRLF. For lines that the library has no type for. limit: the longest
 * line in octets, its CRLF included. */
MW_API void mw_write_line(mw_writer *w, mw_slice text, size_t limit);

#ifdef __cplusplus
}
#endif

#endif
