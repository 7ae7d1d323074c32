/* SPDX-License-Identifier: MIT */
/* Sets of table rows: a bit for each number, 64 in a word. */
#ifndef MWI_BASE_BITS_H
#define MWI_BASE_BITS_H

#include <mailwire/base.h>

static inline bool mwi_has_bit(const uint64_t *words, size_t number)
{
  return (words[number / 64] >> number % 64 & 1) != 0;
}

static inline void mwi_put_bit(uint64_t *words, size_t number)
{
  words[number / 64] |= UINT64_C(1) << number % 64;
}

/* The place of the lowest bit of a set that is not empty. */
static inline unsigned mwi_first_bit(uint64_t set)
{
#if defined(__GNUC__)
  return (unsigned)__builtin_ctzll(set);
#else
  unsigned place = 0;
  for (; (set & 1) == 0; set >>= 1) {
    place++;
  }
  return place;
#endif
}

#endif
