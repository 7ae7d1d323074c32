/* SPDX-License-Identifier: MIT */
/* Lines that a server announced, on their way into the caller's room. */
#ifndef MWI_GRAMMAR_ANNOUNCED_H
#define MWI_GRAMMAR_ANNOUNCED_H

#include <mailwire/announced.h>
#include <mailwire/writer.h>

/* No lines yet; room may be NULL. */
void mwi_announced_init(mw_announced *lines, char *room, size_t size);

/* How lines say what no typed field does. Both protocols have a kind of their own. */
typedef struct mwi_announced_kind {
  /* Reads a line. *of: the number of its word; *says: where its items stand. False: no line. */
  bool (*read)(mw_slice line, unsigned *of, mw_slice *says);
  /* The next item of *says, which is advanced. */
  bool (*next)(unsigned of, mw_slice *says, mw_slice *item);
} mwi_announced_kind;

/* Keeps a line, which holds no LF. What does not fit, and all after it, is left out and said. */
void mwi_announced_keep(mw_announced *lines, mw_slice line, const mwi_announced_kind *kind);

/* Each item is looked for among those of the other set; beyond so many lines and items in one of
 * them, both must have the same octets. */
enum { MWI_ANNOUNCED_MOST = 256 };

/* Whether both have the same items, none of them lost; order, case, blanks and repetition do not
 * matter. */
bool mwi_announced_same(const mw_announced *a, const mw_announced *b,
                        const mwi_announced_kind *kind);

/* A walk over items; begin with all zero but lines and kind. */
typedef struct mwi_item_walk {
  const mw_announced *lines;
  const mwi_announced_kind *kind;
  mw_slice says; /* what is left of the line */
  mw_slice text; /* the item */
  size_t at;
  size_t steps;
  unsigned of; /* the number of the line's word */
} mwi_item_walk;

bool mwi_item_next(mwi_item_walk *walk);

/* Whether the item of the walk stood among those in front of it. */
bool mwi_item_repeats(const mwi_item_walk *walk);

/* The words, each with a space in front; octets that may not stand in text refuse the item. */
void mwi_put_words(mw_writer *w, mw_slice words);

#endif
