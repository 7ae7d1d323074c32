/* SPDX-License-Identifier: MIT */
/* The path and the host that nearly all lines carry, on a short way.
 *
 *   plain-path   = Dot-string "@" plain-domain ">"     ; behind "<", in ASCII
 *   plain-domain = Domain                              ; of at most 31 octets
 *
 * The domain is looked at by blocks of 16 octets: a bit for each octet says to which class it
 * belongs, and the rules of Domain become rules of neighbouring bits. What this does not know is
 * left to the productions (local_part.c, domain.c), which are its oracle.
 */
#ifndef MWI_GRAMMAR_SCAN_PATH_H
#define MWI_GRAMMAR_SCAN_PATH_H

#include <mailwire/address.h>

#include "base/compiler.h"
#include "text/char_class.h"

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define MWI_SCAN_PATH 1
#endif

#if MWI_SCAN_PATH
enum { MWI_DOMAIN_BLOCK = 16, MWI_DOMAIN_WINDOW = 32, MWI_PLAIN_LOCAL_PART = 64 };

/* Classes of the octets of a window; the first octet is the lowest bit. */
typedef struct mwi_domain_bits {
  uint32_t let_dig;
  uint32_t hyphen;
  uint32_t dot;
} mwi_domain_bits;

/* Whether octets lie in [first, first + count): shifted so that these are the least signed octets.
 */
static inline __m128i mwi_in_range(__m128i v, char first, int count)
{
  __m128i shifted = _mm_sub_epi8(v, _mm_set1_epi8((char)(first - 128)));
  return _mm_cmplt_epi8(shifted, _mm_set1_epi8((char)(count - 128)));
}

static inline __m128i mwi_equal(__m128i v, char octet)
{
  return _mm_cmpeq_epi8(v, _mm_set1_epi8(octet));
}

static inline uint32_t mwi_bits_of(__m128i matches)
{
  return (uint32_t)_mm_movemask_epi8(matches);
}

static inline __m128i mwi_let_digs(__m128i v)
{
  __m128i letters = mwi_in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
  return _mm_or_si128(letters, mwi_in_range(v, '0', 10));
}

static inline __m128i mwi_load(const char *at)
{
  return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* The lowest bits, up to the first that is not set. */
static inline uint32_t mwi_run_of(uint32_t bits)
{
  return bits & ~(bits + 1);
}

/* Adds the classes of the 16 octets at `at`, from that bit on. */
static inline void mwi_domain_block(mwi_domain_bits *bits, const char *at, unsigned bit)
{
  __m128i v = mwi_load(at);
  bits->let_dig |= mwi_bits_of(mwi_let_digs(v)) << bit;
  bits->hyphen |= mwi_bits_of(mwi_equal(v, '-')) << bit;
  bits->dot |= mwi_bits_of(mwi_equal(v, '.')) << bit;
}

/* Classes from `at` on: of a window of octets, or of all up to the end.
 * No octet outside of [begin, end) is read: the last block ends with the text, over what stands
 * before it if need be. False: the text is too short for that. */
static inline bool mwi_domain_look(mwi_domain_bits *bits, const char *begin, const char *at,
                                   const char *end)
{
  size_t left = (size_t)(end - at);
  bits->let_dig = bits->hyphen = bits->dot = 0;
  if (left < MWI_DOMAIN_BLOCK) {
    unsigned before = MWI_DOMAIN_BLOCK - (unsigned)left;
    if (end - begin < MWI_DOMAIN_BLOCK) {
      return false;
    }
    mwi_domain_block(bits, end - MWI_DOMAIN_BLOCK, 0);
    bits->let_dig >>= before;
    bits->hyphen >>= before;
    bits->dot >>= before;
    return true;
  }
  mwi_domain_block(bits, at, 0);
  if (left > MWI_DOMAIN_BLOCK) {
    unsigned last =
        (unsigned)(left < MWI_DOMAIN_WINDOW ? left : MWI_DOMAIN_WINDOW) - MWI_DOMAIN_BLOCK;
    mwi_domain_block(bits, at + last, last);
  }
  return true;
}

/* The octets of the domain at `at` in a line from begin to end: a letter or digit at both ends, and
 * on both sides of each dot. 0: there is no plain domain. */
static MWI_INLINE size_t mwi_plain_domain(const char *begin, const char *at, const char *end)
{
  mwi_domain_bits bits;
  uint32_t all;
  uint32_t beside;
  if (!mwi_domain_look(&bits, begin, at, end)) {
    return 0;
  }
  all = bits.let_dig | bits.hyphen | bits.dot;
  if (all == UINT32_MAX) {
    return 0;
  }
  all = mwi_run_of(all);
  beside = bits.dot & all;
  beside = beside << 1 | beside >> 1 | 1 | (all ^ all >> 1);
  return (beside & ~(bits.let_dig & all)) == 0 ? (size_t)__builtin_ctz(~all) : 0;
}

/* Adds the atext and the dots of the 16 octets at `at`, from that bit on: of atext letters, digits
 * and "-" "_"
 * "+" "=" alone. */
static inline void mwi_local_block(uint32_t *atext, uint32_t *dot, const char *at, unsigned bit)
{
  __m128i v = mwi_load(at);
  __m128i signs = _mm_or_si128(_mm_or_si128(mwi_equal(v, '-'), mwi_equal(v, '_')),
                               _mm_or_si128(mwi_equal(v, '+'), mwi_equal(v, '=')));
  *atext |= mwi_bits_of(_mm_or_si128(mwi_let_digs(v), signs)) << bit;
  *dot |= mwi_bits_of(mwi_equal(v, '.')) << bit;
}

/* The octets of the Dot-string at `at`, of such atext and of fewer than 32 octets; 0: there is
 * none. */
static inline unsigned mwi_plain_local_part(const char *at, const char *end)
{
  uint32_t atext = 0;
  uint32_t dot = 0;
  uint32_t all;
  if (end - at < MWI_DOMAIN_BLOCK) {
    return 0;
  }
  mwi_local_block(&atext, &dot, at, 0);
  if ((atext | dot) == 0xffff && end - at >= 2 * MWI_DOMAIN_BLOCK) {
    mwi_local_block(&atext, &dot, at + MWI_DOMAIN_BLOCK, MWI_DOMAIN_BLOCK);
  }
  all = mwi_run_of(atext | dot);
  dot &= all;
  if (all == UINT32_MAX || (dot & (dot << 1 | 1 | (all ^ all >> 1))) != 0) {
    return 0;
  }
  return (unsigned)__builtin_ctz(~all);
}

/* The same of any atext and any length, octet by octet. */
static inline size_t mwi_plain_dot_string(const char *begin, const char *end)
{
  const char *at = begin;
  const char *atom = at;
  for (;;) {
    while (at < end && mwi_is_atext(*at)) {
      at++;
    }
    if (at == atom || at == end) {
      return 0;
    }
    if (*at != '.') {
      return (size_t)(at - begin) <= MWI_PLAIN_LOCAL_PART ? (size_t)(at - begin) : 0;
    }
    atom = ++at;
  }
}

/* Reads the plain path that begins at `at`, behind its "<", in a line that goes from begin to end.
 * Returns where it ends, behind its ">", with its local part and host text stored; NULL: it is
 * none. */
static inline const char *mwi_plain_path(const char *begin, const char *at, const char *end,
                                         mw_slice *local, mw_slice *domain)
{
  size_t octets = mwi_plain_local_part(at, end);
  const char *sign;
  if (octets == 0 || at + octets == end || at[octets] != '@') {
    octets = mwi_plain_dot_string(at, end);
  }
  sign = at + octets;
  if (octets == 0 || *sign != '@') {
    return NULL;
  }
  octets = mwi_plain_domain(begin, sign + 1, end);
  if (octets == 0 || sign + 1 + octets == end || sign[1 + octets] != '>') {
    return NULL;
  }
  local->ptr = at;
  local->len = (size_t)(sign - at);
  domain->ptr = sign + 1;
  domain->len = octets;
  return sign + octets + 2;
}
#endif

#endif
