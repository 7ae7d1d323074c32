/* SPDX-License-Identifier: MIT */
/* Words compared as numbers, four or eight octets at a time, without regard to case.
 *
 *   Letters compare without regard to case (RFC 5321 2.4, RFC 1939 3).
 */
#ifndef MWI_BASE_WORD_H
#define MWI_BASE_WORD_H

#include <stdint.h>
#include <string.h>

/* The octets in memory order; words are only compared, so the order does not matter. */
static inline uint32_t mwi_word_four(const char *octets)
{
  uint32_t word;
  memcpy(&word, octets, sizeof word);
  return word;
}

static inline uint64_t mwi_word_eight(const char *octets)
{
  uint64_t word;
  memcpy(&word, octets, sizeof word);
  return word;
}

/* Small letters become capital ones. Other octets may change too, but into no letter, digit or "-":
 * the bit 20 is taken from those that have the bit 40, as digits and "-" have not. */
static inline uint64_t mwi_fold_eight(uint64_t word)
{
  return word & ~((word & UINT64_C(0x4040404040404040)) >> 1);
}

static inline uint32_t mwi_fold_four(uint32_t word)
{
  return word & ~((word & UINT32_C(0x40404040)) >> 1);
}

/* Which of eight octets are not in 21-7E, the high bit of each. */
static inline uint64_t mwi_no_vchar(uint64_t v)
{
  const uint64_t ones = UINT64_C(0x0101010101010101);
  const uint64_t high = UINT64_C(0x8080808080808080);
  uint64_t low = v & ~high;
  return (~(low + ones * 0x5f) | (low + ones) | v) & high;
}

#endif
