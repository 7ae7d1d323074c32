/* SPDX-License-Identifier: MIT */
/* Lines that a server announced, on their way into the caller's room. */
#ifndef MWI_GRAMMAR_ANNOUNCED_H
#define MWI_GRAMMAR_ANNOUNCED_H

#include <mailwire/announced.h>
#include <mailwire/writer.h>

/* No lines yet; room may be NULL. */
void mwi_announced_init(mw_announced *lines, char *room, size_t size);

/* Keeps a line, which holds no LF. What does not fit, and all after it, is left out and said. */
void mwi_announced_keep(mw_announced *lines, mw_slice line);

/* Whether both lines have the same words, whatever their case and the blanks between them. */
bool mwi_same_words(mw_slice a, mw_slice b);

/* Whether every line of a that counts stands among the lines of b. */
bool mwi_announced_within(const mw_announced *a, const mw_announced *b,
                          bool (*counts)(mw_slice line));

/* The words, each with a space in front; octets that may not stand in text refuse the item. */
void mwi_put_words(mw_writer *w, mw_slice words);

#endif
