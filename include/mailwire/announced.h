/* SPDX-License-Identifier: MIT */
/* Lines of words that a server announces, the keywords of EHLO and the tags of CAPA: kept as they
 * were in the caller's room, and walked word by word.
 */
#ifndef MAILWIRE_ANNOUNCED_H
#define MAILWIRE_ANNOUNCED_H

#include <mailwire/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Lines one after the other, a LF after each, which no line can hold. */
typedef struct mw_announced {
  bool overflow; /* public: not all lines fit into the room */
  bool lost;     /* public: and one of those says what nothing else in the set does */
  /* --- private */
  char *room;
  size_t size;
  size_t used;
} mw_announced;

/* The next line; *at begins with 0. False at the end. It points into the room. */
MW_API bool mw_announced_next(const mw_announced *lines, size_t *at, mw_slice *line);

/* The next word of *words, which spaces and tabs separate; false at the end. */
MW_API bool mw_word_next(mw_slice *words, mw_slice *word);

#ifdef __cplusplus
}
#endif

#endif
