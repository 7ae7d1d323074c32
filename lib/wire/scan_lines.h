/* SPDX-License-Identifier: MIT */
/* How many lines octets hold, and whether any octet is above 127: what is counted of a body that
 * goes by. SSE2 where the compiler has it; elsewhere octet by octet, which is its oracle. */
#ifndef MWI_WIRE_SCAN_LINES_H
#define MWI_WIRE_SCAN_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The plain way. */
static inline size_t mwi_count_lines_plain(const char *at, size_t len, bool *high)
{
  size_t lines = 0;
  unsigned char all = 0;
  size_t i;
  for (i = 0; i < len; i++) {
    lines += at[i] == '\n';
    all |= (unsigned char)at[i];
  }
  *high = all > 0x7f;
  return lines;
}

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>

/* 16 octets a step; a lane of 8 bits counts up to 255 of them. */
static inline size_t mwi_count_blocks(const char *at, size_t blocks, bool *high)
{
  const __m128i lf = _mm_set1_epi8('\n');
  __m128i sums = _mm_setzero_si128();
  __m128i any = _mm_setzero_si128();
  while (blocks > 0) {
    size_t some = blocks < 255 ? blocks : 255;
    __m128i count = _mm_setzero_si128();
    blocks -= some;
    for (; some > 0; some--, at += 16) {
      __m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
      count = _mm_sub_epi8(count, _mm_cmpeq_epi8(v, lf));
      any = _mm_or_si128(any, v);
    }
    sums = _mm_add_epi64(sums, _mm_sad_epu8(count, _mm_setzero_si128()));
  }
  *high = _mm_movemask_epi8(any) != 0;
  return (size_t)_mm_cvtsi128_si64(_mm_add_epi64(sums, _mm_unpackhi_epi64(sums, sums)));
}

/* The number of LF in len octets at `at`; *high: one of them is above 127. */
static inline size_t mwi_count_lines(const char *at, size_t len, bool *high)
{
  size_t whole = len / 16;
  bool tail;
  size_t lines = mwi_count_blocks(at, whole, high);
  lines += mwi_count_lines_plain(at + whole * 16, len % 16, &tail);
  *high = *high || tail;
  return lines;
}

#else

static inline size_t mwi_count_lines(const char *at, size_t len, bool *high)
{
  return mwi_count_lines_plain(at, len, high);
}

#endif

#endif
