/* SPDX-License-Identifier: MIT */
/* How items are put together: what the library's writers use of the writer. */
#ifndef MWI_BASE_WRITER_H
#define MWI_BASE_WRITER_H

#include <mailwire/writer.h>

/* Where the item begins that is written next. */
size_t mwi_item_begin(const mw_writer *w);

/* The item is complete: it counts as written if all of it fits, or not at all. */
void mwi_item_end(mw_writer *w, size_t begin);

/* The library's own octets, unchecked. */
void mwi_put(mw_writer *w, mw_slice octets);

/* The caller's text: textstring (RFC 5321 4.2: HT, 32-126), or UTF-8 where the writer allows it;
 * anything else refuses the item. */
void mwi_put_text(mw_writer *w, mw_slice text);

void mwi_put_number(mw_writer *w, uint64_t value);
void mwi_put_crlf(mw_writer *w);

/* Refuses the item, and all that come later. */
void mwi_refuse(mw_writer *w);

#endif
