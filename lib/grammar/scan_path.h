/* SPDX-License-Identifier: MIT */
/* The path and the host that nearly all lines carry, on a short way.
 *
 *   plain-path   = Dot-string "@" plain-domain ">"     ; behind "<", in ASCII
 *   plain-domain = Domain
 *
 * A window of the text is looked at once, by blocks of 16 octets: a bit for each octet says to
 * which class it belongs, and the rules of Dot-string and Domain become rules of neighbouring bits.
 * What this does not know, or what is longer, is left to the productions (local_part.c, domain.c),
 * which are its oracle.
 */
#ifndef MWI_GRAMMAR_SCAN_PATH_H
#define MWI_GRAMMAR_SCAN_PATH_H

#include <mailwire/address.h>

#include "base/compiler.h"
#include "text/char_class.h"

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define MWI_SCAN_PATH 1
#else
#define MWI_SCAN_PATH 0
#endif

#if MWI_SCAN_PATH
/* Of 64 bits two stay free, so that both ends, of a local part and of a domain, have a bit. */
enum { MWI_NAME_BLOCK = 16, MWI_NAME_WINDOW = 62 };

/* Classes of the octets of a window; the first octet is the lowest bit. */
typedef struct mwi_name_bits {
  uint64_t let_dig;
  uint64_t hyphen;
  uint64_t dot;
} mwi_name_bits;

/* Whether octets lie in [first, last]: shifted so that these are the greatest signed octets. */
static inline __m128i mwi_in_range(__m128i v, char first, char last)
{
  __m128i shifted = _mm_add_epi8(v, _mm_set1_epi8((char)(127 - last)));
  return _mm_cmpgt_epi8(shifted, _mm_set1_epi8((char)(126 - last + first)));
}

static inline uint64_t mwi_bits_of(__m128i matches)
{
  return (uint64_t)(unsigned)_mm_movemask_epi8(matches);
}

/* Adds the classes of the 16 octets at `at`, from that bit on. */
static MWI_INLINE void mwi_name_block(mwi_name_bits *bits, const char *at, unsigned bit)
{
  __m128i v = _mm_loadu_si128((const __m128i *)(const void *)at);
  __m128i letters = mwi_in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 'z');
  __m128i digits = mwi_in_range(v, '0', '9');
  bits->let_dig |= mwi_bits_of(_mm_or_si128(letters, digits)) << bit;
  bits->hyphen |= mwi_bits_of(_mm_cmpeq_epi8(v, _mm_set1_epi8('-'))) << bit;
  bits->dot |= mwi_bits_of(_mm_cmpeq_epi8(v, _mm_set1_epi8('.'))) << bit;
}

/* Classes of the octets of the window at `at`, which is in a line that begins at `begin`.
 * No other octet is read but those before the window, if it is smaller than a block: the last block
 * ends with the window, over what stands before it. False: the line is too short for that. */
static MWI_INLINE bool mwi_name_look(mwi_name_bits *bits, const char *begin, const char *at,
                                     size_t window)
{
  unsigned last = (unsigned)window - MWI_NAME_BLOCK;
  bits->let_dig = bits->hyphen = bits->dot = 0;
  if (window < MWI_NAME_BLOCK) {
    unsigned before = MWI_NAME_BLOCK - (unsigned)window;
    if (at - begin < (ptrdiff_t)before) {
      return false;
    }
    mwi_name_block(bits, at - before, 0);
    bits->let_dig >>= before;
    bits->hyphen >>= before;
    bits->dot >>= before;
    return true;
  }
  mwi_name_block(bits, at, 0);
  if (last > 0) {
    if (last > MWI_NAME_BLOCK) {
      mwi_name_block(bits, at + MWI_NAME_BLOCK, MWI_NAME_BLOCK);
    }
    if (last > 2 * MWI_NAME_BLOCK) {
      mwi_name_block(bits, at + 2 * MWI_NAME_BLOCK, 2 * MWI_NAME_BLOCK);
    }
    mwi_name_block(bits, at + last, last);
  }
  return true;
}

/* The window at `at` in a text that ends at `end`. */
static inline size_t mwi_name_window(const char *at, const char *end)
{
  return end - at < MWI_NAME_WINDOW ? (size_t)(end - at) : MWI_NAME_WINDOW;
}

/* The lowest bit that is not set. */
static inline uint64_t mwi_first_not(uint64_t bits)
{
  return ~bits & (bits + 1);
}

/* Which octet a bit stands for. */
static inline size_t mwi_octet_of(uint64_t bit)
{
  return (size_t)__builtin_ctzll(bit);
}

/* Marks are the bits of what ends a part. Whether no part is empty, and none of those hyphens
 * stands at either end of one. */
static inline bool mwi_are_sound(uint64_t marks, uint64_t hyphens)
{
  return ((marks | hyphens) & (marks << 1 | marks >> 1 | 1)) == 0;
}

/* The octets of the domain at `at` in a line from begin to end; 0: there is no plain domain. */
static MWI_INLINE size_t mwi_plain_domain(const char *begin, const char *at, const char *end)
{
  mwi_name_bits bits;
  uint64_t close;
  if (!mwi_name_look(&bits, begin, at, mwi_name_window(at, end))) {
    return 0;
  }
  close = mwi_first_not(bits.let_dig | bits.hyphen | bits.dot);
  return mwi_are_sound((bits.dot & (close - 1)) | close, bits.hyphen) ? mwi_octet_of(close) : 0;
}

/* Reads the plain path that begins at `at`, behind its "<", in a line that goes from begin to end.
 * Returns where it ends, behind its ">", with its local part and host text stored; NULL: it is
 * none. */
static MWI_INLINE const char *mwi_plain_path(const char *begin, const char *at, const char *end,
                                             mw_slice *local, mw_slice *domain)
{
  mwi_name_bits bits;
  size_t window = mwi_name_window(at, end);
  uint64_t name;
  uint64_t atext;
  uint64_t sign;
  uint64_t close;
  if (!mwi_name_look(&bits, begin, at, window)) {
    return NULL;
  }
  name = atext = bits.let_dig | bits.hyphen | bits.dot;
  for (;;) { /* what else is atext is rare: one round for each */
    sign = mwi_first_not(atext);
    close = mwi_first_not(name | (2 * sign - 1));
    if (mwi_octet_of(close) >= window) {
      return NULL;
    }
    if (at[mwi_octet_of(sign)] == '@') {
      break;
    }
    if (!mwi_is_atext(at[mwi_octet_of(sign)])) {
      return NULL;
    }
    atext |= sign;
  }
  if (at[mwi_octet_of(close)] != '>' ||
      !mwi_are_sound((bits.dot & (close - 1)) | close | sign, bits.hyphen & ~(sign - 1))) {
    return NULL;
  }
  local->ptr = at;
  local->len = mwi_octet_of(sign);
  domain->ptr = at + local->len + 1;
  domain->len = mwi_octet_of(close) - local->len - 1;
  return at + mwi_octet_of(close) + 1;
}
#endif

#endif
