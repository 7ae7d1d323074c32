/* SPDX-License-Identifier: MIT */
/* How far plain text goes: the search that every line begins with.
 *
 *   plain = %x20-7E
 *
 * One search finds the line's end and checks its octets: the first octet that is not plain is, in a
 * good line, its CR. Three ways to the same answer: 16 or 32 octets at a time where the compiler
 * has SSE2 or NEON, 8 at a time elsewhere, one at a time at the end of the input.
 */
#ifndef MWI_WIRE_SCAN_TEXT_H
#define MWI_WIRE_SCAN_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/compiler.h"

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define MWI_SCAN_TEXT_SSE2 1
#elif defined(__ARM_NEON) && defined(__aarch64__) && defined(__GNUC__)
#include <arm_neon.h>
#define MWI_SCAN_TEXT_NEON 1
#endif

static inline int mwi_is_plain(char octet)
{
  unsigned char c = (unsigned char)octet;
  return c >= 0x20 && c <= 0x7e;
}

/* The oracle of the others. */
static inline const char *mwi_scan_text_plain(const char *at, const char *end)
{
  while (at < end && mwi_is_plain(*at)) {
    at++;
  }
  return at;
}

#if !defined(MWI_SCAN_TEXT_SSE2)
/* 8 octets at a time: the high bit of each octet says whether it is below 20, is 7F or is above it.
 */
static inline const char *mwi_scan_text_words(const char *at, const char *end)
{
  const uint64_t ones = UINT64_C(0x0101010101010101);
  const uint64_t high = UINT64_C(0x8080808080808080);
  while (end - at >= 8) {
    uint64_t v;
    memcpy(&v, at, 8);
    uint64_t low = v & ~high;
    uint64_t below = ~(low + ones * 0x60);
    uint64_t above = low + ones;
    if (((below | above | v) & high) != 0) {
      break;
    }
    at += 8;
  }
  return mwi_scan_text_plain(at, end);
}
#endif

#if defined(MWI_SCAN_TEXT_SSE2)
/* Bits for the octets of 16 that are plain: 60 added, they are the least of all signed octets. */
static inline unsigned mwi_plain16(const char *at)
{
  __m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
  v = _mm_add_epi8(v, _mm_set1_epi8(0x60));
  return (unsigned)_mm_movemask_epi8(_mm_cmpgt_epi8(_mm_set1_epi8(-33), v));
}
#endif

/* The first octet of [at, end) that is not plain; end if all are. */
static inline const char *mwi_scan_text(const char *at, const char *end)
{
#if defined(MWI_SCAN_TEXT_SSE2)
  size_t left = (size_t)(end - at);
  for (; left >= 32; left -= 32) {
    uint32_t plain = mwi_plain16(at) | mwi_plain16(at + 16) << 16;
    if (plain != UINT32_MAX) {
      return at + (size_t)__builtin_ctzll(~(uint64_t)plain);
    }
    at += 32;
  }
  return mwi_scan_text_plain(at, end);
#elif defined(MWI_SCAN_TEXT_NEON)
  while (end - at >= 16) {
    uint8x16_t v = vld1q_u8((const uint8_t *)at);
    uint8x16_t odd = vcgtq_u8(vsubq_u8(v, vdupq_n_u8(0x20)), vdupq_n_u8(0x5e));
    if (vmaxvq_u8(odd) != 0) {
      break;
    }
    at += 16;
  }
  return mwi_scan_text_words(at, end);
#else
  return mwi_scan_text_words(at, end);
#endif
}

/* A run of searches over the same octets, each beginning where the last line ended: a block of 64
 * is looked at once, however many lines it holds. */
typedef struct mwi_text_run {
  const char *block;
  const char *end;
  uint64_t odd; /* a bit for each octet of the block that is not plain, the first octet lowest; 0:
                   no block was looked at */
} mwi_text_run;

static inline void mwi_text_run_begin(mwi_text_run *run, const char *at, const char *end)
{
  run->block = at;
  run->end = end;
  run->odd = 0;
}

#if defined(MWI_SCAN_TEXT_SSE2)
static inline uint64_t mwi_odd64(const char *at)
{
  uint64_t low = mwi_plain16(at) | mwi_plain16(at + 16) << 16;
  uint64_t high = mwi_plain16(at + 32) | mwi_plain16(at + 48) << 16;
  return ~(low | high << 32);
}

/* Nothing is left at or behind `at` in the block that was looked at: looks on. */
static inline const char *mwi_text_run_on(mwi_text_run *run, const char *at)
{
  if (run->odd != 0 && at < run->block + 64) {
    at = run->block + 64;
  }
  while (run->end - at >= 64) {
    uint64_t odd = mwi_odd64(at);
    if (odd != 0) {
      run->odd = odd;
      run->block = at;
      return at + (unsigned)__builtin_ctzll(odd);
    }
    at += 64;
  }
  return mwi_scan_text(at, run->end);
}

/* The same as mwi_scan_text(at, run->end). */
static inline const char *mwi_text_run_scan(mwi_text_run *run, const char *at)
{
  size_t skip = (size_t)(at - run->block);
  if (skip < 64) {
    uint64_t odd = run->odd >> skip;
    if (MWI_OFTEN(odd != 0)) {
      return at + (unsigned)__builtin_ctzll(odd);
    }
  }
  return mwi_text_run_on(run, at);
}
#else
static inline const char *mwi_text_run_scan(mwi_text_run *run, const char *at)
{
  return mwi_scan_text(at, run->end);
}
#endif

#endif
