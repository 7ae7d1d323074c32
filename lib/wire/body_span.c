/* SPDX-License-Identifier: MIT */
/* How far the octets of a body need no second look: by blocks of 64, and by octets where blocks
 * cannot tell.
 *
 * The two loops answer the same question. The one by octets is the oracle of the other; a block
 * that holds something odd is left to it from there on.
 */
#include "wire/body_span.h"

#include "wire/scan_body.h"

/* Where odd octets stand close together, blocks would be read in vain: these many octets come
 * first. */
enum { FEW = 8 };

#if MWI_BODY_BLOCKS
/* The octets of a block, from its first one, that need no second look. CR and LF must match: a LF
 * behind each CR, a CR before each LF; a CR whose LF is missing ends the span before it. */
static unsigned clean_octets(const char *at)
{
  mwi_block b;
  uint64_t odd;
  unsigned count;
  mwi_block_read(at, &b);
  odd = b.lf ^ (b.cr << 1 | (uint64_t)(at[-1] == '\r'));
  odd |= b.nul | (b.dot & (b.lf << 1 | (uint64_t)(at[-1] == '\n')));
  if (odd == 0) {
    return MWI_BLOCK;
  }
  count = mwi_lowest_bit(odd);
  return count > 0 && (b.cr >> (count - 1) & 1) != 0 ? count - 1 : count;
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

/* A block at a glance: the octets that need no second look, and whether a LF is there. */
static inline unsigned glance(const char *at, bool *lf)
{
  mwi_look look;
  mwi_look64(&look, at);
  *lf = mwi_any16(look.lf);
  if (mwi_any16(look.odd) || (mwi_any16(look.dot) && mwi_line_dot64(at))) {
    return clean_octets(at);
  }
  return MWI_BLOCK;
}

/* The octet before `from` must be there. A line is only measured where a block holds no LF, as if
 * it had begun with the last block that does; one that may be over its limit then is left to the
 * loop by octets. */
static size_t by_blocks(mwi_span *s, const char *from, size_t left)
{
  const char *at = from;
  const char *measured = from;
  size_t most = s->most > s->line ? s->most - s->line : 0;
  unsigned count = s->limit >= 4 * MWI_BLOCK ? MWI_BLOCK : 0;
  while (count == MWI_BLOCK && left >= MWI_BLOCK &&
         (size_t)(at - measured) + 2 * MWI_BLOCK <= most) {
    bool lf;
    count = glance(at, &lf);
    if (lf) {
      measured = at;
      most = s->limit;
    }
    at += count;
    left -= count;
  }
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
      i += 2;
    } else {
      if (is_odd(s, from[i])) {
        break;
      }
      s->at_line = false;
      s->line++;
      i++;
    }
  }
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
