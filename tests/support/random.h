/* SPDX-License-Identifier: MIT */
/* Numbers and texts by chance, the same ones in every run. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <mailwire/base.h>
#include <string.h>

/* From 0 to bound - 1. *state: not 0 to begin with. */
static inline unsigned random_below(uint64_t *state, unsigned bound)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return (unsigned)(*state >> 33) % bound;
}

/* Fewer than `most` of those octets, in the room. */
static inline mw_slice random_slice(uint64_t *state, char *room, const char *octets, unsigned most)
{
  size_t len = random_below(state, most);
  size_t i;
  for (i = 0; i < len; i++) {
    room[i] = octets[random_below(state, (unsigned)strlen(octets))];
  }
  return mw_slice_of(room, len);
}

#endif
