/* SPDX-License-Identifier: MIT */
/* Where the octets of each kind stand in a block of 64: what the dot decoder and encoder look at
 * bodies with.
 *
 * One bit an octet, the first octet lowest. SSE2 where the compiler has it; elsewhere there are no
 * blocks (MWI_BODY_BLOCKS is 0), and the byte machine, their oracle, does all the work.
 */
#ifndef MWI_WIRE_SCAN_BODY_H
#define MWI_WIRE_SCAN_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MWI_BLOCK = 64 };

typedef struct mwi_block {
  uint64_t cr;
  uint64_t lf;
  uint64_t nul;
  uint64_t dot;
  uint64_t high;
} mwi_block;

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define MWI_BODY_BLOCKS 1

static inline unsigned mwi_equal16(__m128i v, __m128i octet)
{
  return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(v, octet));
}

static inline uint64_t mwi_equal64(const __m128i v[4], char octet)
{
  const __m128i all = _mm_set1_epi8(octet);
  uint64_t low = (uint64_t)mwi_equal16(v[0], all) | (uint64_t)mwi_equal16(v[1], all) << 16;
  uint64_t high = (uint64_t)mwi_equal16(v[2], all) | (uint64_t)mwi_equal16(v[3], all) << 16;
  return low | high << 32;
}

/* The octets above 127. */
static inline uint64_t mwi_high64(const __m128i v[4])
{
  uint64_t low = (uint64_t)(unsigned)_mm_movemask_epi8(v[0]) |
                 (uint64_t)(unsigned)_mm_movemask_epi8(v[1]) << 16;
  uint64_t high = (uint64_t)(unsigned)_mm_movemask_epi8(v[2]) |
                  (uint64_t)(unsigned)_mm_movemask_epi8(v[3]) << 16;
  return low | high << 32;
}

static inline void mwi_load64(__m128i v[4], const char *at)
{
  const __m128i *p = (const __m128i *)(const void *)at;
  v[0] = _mm_loadu_si128(p);
  v[1] = _mm_loadu_si128(p + 1);
  v[2] = _mm_loadu_si128(p + 2);
  v[3] = _mm_loadu_si128(p + 3);
}

/* What a quick look at a block gathers; each is non-zero somewhere if there is one. */
typedef struct mwi_look {
  __m128i odd; /* a CR without LF, a LF without CR */
  __m128i lf;  /* lane by lane: how many there are, downwards */
  __m128i dot;
  __m128i least; /* octet by octet: a NUL makes it 0 */
  __m128i high;  /* octet by octet: the highest bits */
} mwi_look;

/* What was counted of clean blocks. */
typedef struct mwi_tally {
  __m128i lanes; /* LF, as in a look */
  __m128i sums;
  __m128i high;
  unsigned room; /* blocks that the lanes still hold */
} mwi_tally;

enum { MWI_TALLY_ROOM = 63 };

static inline void mwi_tally_begin(mwi_tally *t)
{
  t->lanes = t->sums = t->high = _mm_setzero_si128();
  t->room = MWI_TALLY_ROOM;
}

static inline void mwi_tally_empty(mwi_tally *t)
{
  t->lanes = _mm_sub_epi8(_mm_setzero_si128(), t->lanes);
  t->sums = _mm_add_epi64(t->sums, _mm_sad_epu8(t->lanes, _mm_setzero_si128()));
  t->lanes = _mm_setzero_si128();
  t->room = MWI_TALLY_ROOM;
}

static inline void mwi_tally_add(mwi_tally *t, const mwi_look *look)
{
  t->high = _mm_or_si128(t->high, look->high);
  t->lanes = _mm_add_epi8(t->lanes, look->lf);
  if (--t->room == 0) {
    mwi_tally_empty(t);
  }
}

/* How many LF there were. */
static inline size_t mwi_tally_lines(mwi_tally *t)
{
  mwi_tally_empty(t);
  return (size_t)_mm_cvtsi128_si64(_mm_add_epi64(t->sums, _mm_unpackhi_epi64(t->sums, t->sums)));
}

static inline void mwi_look16(mwi_look *look, const char *at)
{
  __m128i before = _mm_loadu_si128((const __m128i *)(const void *)(at - 1));
  __m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
  __m128i lf = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));
  before = _mm_cmpeq_epi8(before, _mm_set1_epi8('\r'));
  look->odd = _mm_or_si128(look->odd, _mm_xor_si128(before, lf));
  look->lf = _mm_add_epi8(look->lf, lf);
  look->least = _mm_min_epu8(look->least, v);
  look->high = _mm_or_si128(look->high, v);
  look->dot = _mm_or_si128(look->dot, _mm_cmpeq_epi8(v, _mm_set1_epi8('.')));
}

/* Looks at the 64 octets at `at`; the octet before them must be there too. A CR as the last octet
 * is the next block's. */
static inline void mwi_look64(mwi_look *look, const char *at)
{
  look->odd = look->lf = look->dot = look->high = _mm_setzero_si128();
  look->least = _mm_set1_epi8(-1);
  mwi_look16(look, at);
  mwi_look16(look, at + 16);
  mwi_look16(look, at + 32);
  mwi_look16(look, at + 48);
  look->odd = _mm_or_si128(look->odd, _mm_cmpeq_epi8(look->least, _mm_setzero_si128()));
}

/* Whether a dot stands behind a LF. */
static inline bool mwi_line_dot64(const char *at)
{
  const __m128i dots = _mm_set1_epi8('.');
  const __m128i lfs = _mm_set1_epi8('\n');
  __m128i any = _mm_setzero_si128();
  int i;
  for (i = 0; i < MWI_BLOCK; i += 16) {
    __m128i before = _mm_loadu_si128((const __m128i *)(const void *)(at + i - 1));
    __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(at + i));
    any = _mm_or_si128(any, _mm_and_si128(_mm_cmpeq_epi8(before, lfs), _mm_cmpeq_epi8(v, dots)));
  }
  return _mm_movemask_epi8(any) != 0;
}

static inline bool mwi_any16(__m128i found)
{
  return _mm_movemask_epi8(found) != 0;
}

/* Looks closely. */
static inline void mwi_block_read(const char *at, mwi_block *block)
{
  __m128i v[4];
  mwi_load64(v, at);
  block->cr = mwi_equal64(v, '\r');
  block->lf = mwi_equal64(v, '\n');
  block->nul = mwi_equal64(v, '\0');
  block->dot = mwi_equal64(v, '.');
  block->high = mwi_high64(v);
}

static inline unsigned mwi_lowest_bit(uint64_t mask)
{
  return (unsigned)__builtin_ctzll(mask);
}

#else
#define MWI_BODY_BLOCKS 0
#endif

#endif
