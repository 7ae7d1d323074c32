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

/* The bits above those of sixteen octets. */
#define MWI_ABOVE_SIXTEEN 0xffff0000u

/* A bit for each of the eight octets at `first` and the eight at `second` that is no digit, the
 * first one lowest, and MWI_ABOVE_SIXTEEN: 50 added, digits are the least of all signed octets. */
static inline unsigned mwi_no_digits(const char *first, const char *second)
{
  __m128i v = _mm_loadl_epi64((const __m128i *)(const void *)first);
  v = _mm_unpacklo_epi64(v, _mm_loadl_epi64((const __m128i *)(const void *)second));
  v = _mm_add_epi8(v, _mm_set1_epi8(0x50));
  return ~(unsigned)_mm_movemask_epi8(_mm_cmpgt_epi8(_mm_set1_epi8(-118), v));
}

/* Two numbers at once: one has the first `digits` of the eight octets at `first`, 0 to 8, the other
 * the eight at `second` but the first `before`. The one is the lower half of the result. Digits
 * become pairs, pairs fours, fours eights. In a pair the first digit is the lower octet: 2561 times
 * both has ten times it and the other in the upper octet. */
static inline uint64_t mwi_two_numbers(const char *first, unsigned digits, const char *second,
                                       unsigned before)
{
  __m128i head = _mm_loadl_epi64((const __m128i *)(const void *)first);
  __m128i tail = _mm_loadl_epi64((const __m128i *)(const void *)second);
  __m128i left_out = _mm_cvtsi32_si128((int)(8 * before));
  __m128i v = _mm_unpacklo_epi64(_mm_sll_epi64(head, _mm_cvtsi32_si128(64 - 8 * (int)digits)),
                                 _mm_sll_epi64(_mm_srl_epi64(tail, left_out), left_out));
  __m128i times = _mm_set1_epi16(2561);
  __asm__("" : "+x"(times)); /* else the one multiplication becomes shifts and additions */
  v = _mm_and_si128(v, _mm_set1_epi8(0x0f));
  v = _mm_srli_epi16(_mm_mullo_epi16(v, times), 8);
  v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 100));
  v = _mm_packs_epi32(v, v);
  v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 10000));
  return (uint64_t)_mm_cvtsi128_si64(v);
}
#endif

#endif
