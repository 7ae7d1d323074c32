/* SPDX-License-Identifier: MIT */
/* Decimal digits, many at a time, for the items of listings.
 *
 * Where the compiler has no SSE2 there is only the plain way, base/number.h, which is the oracle of
 * this one.
 */
#ifndef MWI_TEXT_SCAN_DIGITS_H
#define MWI_TEXT_SCAN_DIGITS_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define MWI_DIGITS 1

/* A bit for each octet of two words of eight that is no digit, the first octet lowest. */
static inline unsigned mwi_no_digits(uint64_t first, uint64_t second)
{
  __m128i v = _mm_set_epi64x((long long)second, (long long)first);
  v = _mm_sub_epi8(v, _mm_set1_epi8('0'));
  return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(9)), v)) ^ 0xffff;
}

/* The numbers of two words of eight digits; leading digits may be NULs instead. The first is the
 * lower half of the result. Digits become pairs, pairs fours, fours eights. */
static inline uint64_t mwi_two_numbers(uint64_t first, uint64_t second)
{
  __m128i v = _mm_set_epi64x((long long)second, (long long)first);
  __m128i tens = _mm_and_si128(v, _mm_set1_epi16(0x000f));
  v = _mm_and_si128(_mm_srli_epi16(v, 8), _mm_set1_epi16(0x000f));
  v = _mm_add_epi16(_mm_mullo_epi16(tens, _mm_set1_epi16(10)), v);
  v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 100));
  v = _mm_packs_epi32(v, v);
  v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 10000));
  return (uint64_t)_mm_cvtsi128_si64(v);
}
#endif

#endif
