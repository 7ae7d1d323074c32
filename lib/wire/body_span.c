/* SPDX-License-Identifier: MIT */
/* How far the octets of a body need no second look: by blocks of 64, and by octets where blocks
 * cannot tell.
 *
 * The two loops answer the same question. The one by octets is the oracle of the other; a block
 * that holds something odd is left to it from there on.
 */
#include "wire/body_span.h"

#include "base/compiler.h"
#include "wire/scan_body.h"

/* Where odd octets stand close together, blocks would be read in vain: these many octets come
 * first. */
enum { FEW = 8 };

#if MWI_BODY_BLOCKS
/* The octets of a block, from its first one, that need no second look. CR and LF must match: a LF
 * behind each CR, a CR before each LF; a CR whose LF is missing ends the span before it. */
static unsigned clean_octets(const mwi_block *b, char before)
{
  uint64_t odd = b->lf ^ (b->cr << 1 | (uint64_t)(before == '\r'));
  unsigned count;
  odd |= b->nul | (b->dot & (b->lf << 1 | (uint64_t)(before == '\n')));
  if (odd == 0) {
    return MWI_BLOCK;
  }
  count = mwi_lowest_bit(odd);
  return count > 0 && (b->cr >> (count - 1) & 1) != 0 ? count - 1 : count;
}

/* The same of the block at `at`, and what is to be known of them. */
static MWI_APART size_t take_some(mwi_span *s, const char *at)
{
  mwi_block b;
  unsigned count;
  uint64_t taken;
  mwi_block_read(at, &b);
  count = clean_octets(&b, at[-1]);
  taken = count < MWI_BLOCK ? (UINT64_C(1) << count) - 1 : UINT64_MAX;
  s->high |= (b.high & taken) != 0;
  for (taken &= b.lf; taken != 0; taken &= taken - 1) {
    s->lines++;
  }
  return count;
}

/* Sums up a span that is not empty: where does the line begin that is open at its end? */
static void settle(mwi_span *s, const char *from, const char *at)
{
  const char *begin = at;
  s->at_line = at[-1] == '\n';
  while (begin > from && begin[-1] != '\n') {
    begin--;
  }
  if (begin == from) {
    s->line += (size_t)(at - from);
    return;
  }
  s->line = (size_t)(at - begin);
  s->most = s->limit;
  s->ended = true;
}

/* A block at a glance: whether none of its octets needs a second look. */
static inline bool is_clean(mwi_look *look, const char *at)
{
  mwi_look64(look, at);
  return !mwi_any16(look->odd) && !(mwi_any16(look->dot) && mwi_line_dot64(at));
}

/* The octet before `from` must be there. A line is only measured where a block holds no LF, as if
 * it had begun with the last block that does; one that may be over its limit then is left to the
 * loop by octets. */
static size_t by_blocks(mwi_span *s, const char *from, size_t left)
{
  const char *end = from + (s->limit >= 4 * MWI_BLOCK ? left : 0);
  const char *at = from;
  const char *measured = from;
  size_t most = s->most > s->line ? s->most - s->line : 0;
  mwi_tally tally;
  mwi_look look;
  mwi_tally_begin(&tally);
  for (; end - at >= MWI_BLOCK && (size_t)(at - measured) + 2 * MWI_BLOCK <= most;
       at += MWI_BLOCK) {
    if (!is_clean(&look, at)) {
      at += take_some(s, at);
      break;
    }
    mwi_tally_add(&tally, &look);
    if (mwi_any16(look.lf)) {
      measured = at;
      most = s->limit;
    }
  }
  s->lines += mwi_tally_lines(&tally);
  s->high |= mwi_any16(tally.high);
  if (at > from && at[-1] == '\r') {
    at--;
  }
  if (at > from) {
    settle(s, from, at);
  }
  return (size_t)(at - from);
}
#else
static size_t by_blocks(mwi_span *s, const char *from, size_t left)
{
  (void)s;
  (void)from;
  (void)left;
  return 0;
}
#endif

/* Whether the octet, which is no CR, needs a second look. */
static bool is_odd(const mwi_span *s, char octet)
{
  return octet == '\n' || octet == '\0' || (octet == '.' && s->at_line) || s->line >= s->most;
}

/* About `most` octets. */
static size_t by_octets(mwi_span *s, const char *from, size_t left, size_t most)
{
  unsigned char all = 0;
  size_t i = 0;
  while (i < left && i < most) {
    if (from[i] == '\r') {
      if (i + 1 == left || from[i + 1] != '\n') {
        break;
      }
      s->at_line = true;
      s->ended = true;
      s->line = 0;
      s->most = s->limit;
      s->lines++;
      i += 2;
    } else {
      if (is_odd(s, from[i])) {
        break;
      }
      s->at_line = false;
      s->line++;
      all |= (unsigned char)from[i++];
    }
  }
  s->high |= all > 0x7f;
  return i;
}

size_t mwi_span_take(mwi_span *s, const char *from, size_t left)
{
  size_t total = by_octets(s, from, left, FEW);
  size_t count = total >= FEW ? MWI_BLOCK : 0;
  while (count >= MWI_BLOCK) {
    total += by_blocks(s, from + total, left - total);
    count = by_octets(s, from + total, left - total, MWI_BLOCK);
    total += count;
  }
  return total;
}
