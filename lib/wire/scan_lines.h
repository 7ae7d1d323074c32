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

/* What was counted: in 16 lanes of 8 bits, which are emptied before they overflow; a lane counts
 * downwards. */
typedef struct mwi_line_count {
  __m128i lanes;
  __m128i sums;
  __m128i any;
} mwi_line_count;

static inline __m128i mwi_count_load(const char *at)
{
  return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline __m128i mwi_count_is_lf(__m128i v)
{
  return _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
}

static inline void mwi_count_empty(mwi_line_count *c)
{
  c->lanes = _mm_sub_epi8(_mm_setzero_si128(), c->lanes);
  c->sums = _mm_add_epi64(c->sums, _mm_sad_epu8(c->lanes, _mm_setzero_si128()));
  c->lanes = _mm_setzero_si128();
}

/* The lanes' LF of 64 octets, counted downwards. */
static inline __m128i mwi_count_block(const char *at)
{
  return _mm_add_epi8(
      _mm_add_epi8(mwi_count_is_lf(mwi_count_load(at)), mwi_count_is_lf(mwi_count_load(at + 16))),
      _mm_add_epi8(mwi_count_is_lf(mwi_count_load(at + 32)),
                   mwi_count_is_lf(mwi_count_load(at + 48))));
}

/* 64 octets a step; a lane holds 62 of them. */
static inline const char *mwi_count_blocks(mwi_line_count *c, const char *at, size_t blocks)
{
  while (blocks > 0) {
    size_t some = blocks < 62 ? blocks : 62;
    const char *end = at + some * 64;
    blocks -= some;
    if (some % 2 != 0) {
      c->lanes = _mm_add_epi8(c->lanes, mwi_count_block(at));
      at += 64;
    }
    for (; at != end; at += 128) {
      c->lanes =
          _mm_add_epi8(c->lanes, _mm_add_epi8(mwi_count_block(at), mwi_count_block(at + 64)));
    }
    mwi_count_empty(c);
  }
  return at;
}

/* All octets of some blocks, one over the other. */
static inline __m128i mwi_any_of(const char *at, size_t blocks)
{
  __m128i any = _mm_setzero_si128();
  for (; blocks > 0; blocks--, at += 64) {
    any = _mm_or_si128(any, mwi_count_load(at));
    any = _mm_or_si128(any, mwi_count_load(at + 16));
    any = _mm_or_si128(any, mwi_count_load(at + 32));
    any = _mm_or_si128(any, mwi_count_load(at + 48));
  }
  return any;
}

/* The last 16 octets, of which the last `left` were not counted. */
static inline __m128i mwi_count_tail(const char *end, size_t left)
{
  static const char masks[32] = {0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
                                 -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
  return _mm_and_si128(mwi_count_load(end - 16), mwi_count_load(masks + left));
}

/* The number of LF in len octets at `at`; *high: one of them is above 127. high NULL: nobody asks,
 * and they are read once. */
static inline size_t mwi_count_lines(const char *at, size_t len, bool *high)
{
  const char *end = at + len;
  mwi_line_count c;
  __m128i tail;
  if (len < 16) {
    bool unused;
    return mwi_count_lines_plain(at, len, high != NULL ? high : &unused);
  }
  c.any = high != NULL ? mwi_any_of(at, len / 64) : _mm_setzero_si128();
  c.lanes = c.sums = _mm_setzero_si128();
  at = mwi_count_blocks(&c, at, len / 64);
  for (; end - at >= 16; at += 16) {
    c.any = _mm_or_si128(c.any, mwi_count_load(at));
    c.lanes = _mm_add_epi8(c.lanes, mwi_count_is_lf(mwi_count_load(at)));
  }
  tail = mwi_count_tail(end, (size_t)(end - at));
  c.lanes = _mm_add_epi8(c.lanes, mwi_count_is_lf(tail));
  mwi_count_empty(&c);
  if (high != NULL) {
    *high = _mm_movemask_epi8(_mm_or_si128(c.any, tail)) != 0;
  }
  return (size_t)_mm_cvtsi128_si64(_mm_add_epi64(c.sums, _mm_unpackhi_epi64(c.sums, c.sums)));
}

/* Whether an octet is above 127. */
static inline bool mwi_has_high(const char *at, size_t len)
{
  size_t blocks = len / 64;
  bool high = false;
  if (blocks > 0 && _mm_movemask_epi8(mwi_any_of(at, blocks)) != 0) {
    return true;
  }
  (void)mwi_count_lines(at + blocks * 64, len % 64, &high);
  return high;
}

#else

static inline bool mwi_has_high(const char *at, size_t len)
{
  bool high;
  (void)mwi_count_lines_plain(at, len, &high);
  return high;
}

static inline size_t mwi_count_lines(const char *at, size_t len, bool *high)
{
  bool unused;
  return mwi_count_lines_plain(at, len, high != NULL ? high : &unused);
}

#endif

#endif
