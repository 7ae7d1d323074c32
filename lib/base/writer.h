/* SPDX-License-Identifier: MIT */
/* How items are put together: what the library's writers use of the writer. */
#ifndef MWI_BASE_WRITER_H
#define MWI_BASE_WRITER_H

#include <mailwire/writer.h>

/* Which of eight octets are not in 20-7E, the high bit of each: those that have it themselves, are
 * below 20, or are 7F. */
static inline uint64_t mwi_odd_octets(uint64_t v)
{
  const uint64_t ones = UINT64_C(0x0101010101010101);
  const uint64_t high = UINT64_C(0x8080808080808080);
  uint64_t below = ~((v & ~high) + ones * 0x60);
  uint64_t above = (v & ~high) + ones;
  return (below | above | v) & high;
}

/* Where the item begins that is written next; 0 when w is NULL. */
size_t mwi_item_begin(const mw_writer *w);

/* Whether there is a writer, and something for it. False: an item that is NULL was refused. */
bool mwi_may_write(mw_writer *w, const void *item);

/* The item is complete: it counts as written if all of it fits, or not at all. */
void mwi_item_end(mw_writer *w, size_t begin);

/* The library's own octets, unchecked. */
void mwi_put(mw_writer *w, mw_slice octets);

/* How many octets of text, from the first on, may be written: text.len when all may. Else what
 * follows is an octet, or a character of several, that mwi_put_text() refuses. */
size_t mwi_text_octets(mw_slice text, bool utf8_allowed);

/* The caller's text: textstring (RFC 5321 4.2: HT, 32-126), or UTF-8 where the writer allows it;
 * anything else refuses the item. */
void mwi_put_text(mw_writer *w, mw_slice text);

/* A space and the octets, unchecked. */
void mwi_put_word(mw_writer *w, mw_slice word);

void mwi_put_number(mw_writer *w, uint64_t value);
void mwi_put_crlf(mw_writer *w);

/* Refuses the item, and all that come later. */
void mwi_refuse(mw_writer *w);

#endif
