/* SPDX-License-Identifier: MIT */
/* What the readers know of the line framer beyond its public face. */
#ifndef MWI_WIRE_LINE_H
#define MWI_WIRE_LINE_H

#include <mailwire/line.h>

#include "wire/scan_text.h"

/* Bits of mw_line_framer.state. */
enum {
  MWI_LINE_SKIPPING = 1, /* a line was handed out at its limit; its rest is to be passed over */
  MWI_LINE_AFTER_CR = 2, /* the last octet taken was a CR, and it is not in the storage */
  MWI_LINE_CR_AHEAD = 4  /* with SKIPPING: a CR of the rest was taken, and is not counted yet */
};

/* The mark of an octet that is not plain; 0 for a TAB. */
static inline unsigned mwi_mark_of(char octet)
{
  switch (octet) {
  case '\t': return 0;
  case '\r': return MW_LINE_BARE_CR;
  case '\n': return MW_LINE_BARE_LF;
  case '\0': return MW_LINE_NUL;
  default: return (unsigned char)octet > 0x7f ? MW_LINE_EIGHT_BIT : MW_LINE_CONTROL;
  }
}

static inline bool mwi_line_skipping(const mw_line_framer *f)
{
  return (f->state & MWI_LINE_SKIPPING) != 0;
}

/* Passes over the rest of a line that was too long: what ended it, when the framer is in step
 * again, MW_LINE_END_NONE before. */
mw_line_end mwi_line_skip(mw_line_framer *f, mw_slice *in);

/* Whether a line begins with the next octet. */
static inline bool mwi_line_fresh(const mw_line_framer *f)
{
  return (f->used | f->state) == 0;
}

/* The way that nearly all lines go: the octets of [begin, end) up to `at`, the first that is not
 * plain, are a line if CRLF stands there and they are at most `most`, which must not be above the
 * framer's limit. */
static inline bool mwi_line_plain(const char *begin, const char *at, const char *end, size_t most)
{
  return end - at >= 2 && memcmp(at, "\r\n", 2) == 0 && (size_t)(at - begin) <= most;
}

/* *in without its octets before `at`. */
static inline void mwi_line_go_on(mw_slice *in, const char *at)
{
  in->len -= (size_t)(at - in->ptr);
  in->ptr = at;
}

/* Where the first octet of a line that is not plain stands, if the line may go the plain way. */
static inline const char *mwi_line_scan(const mw_slice *in, size_t most)
{
  return mwi_scan_text(in->ptr, in->ptr + (in->len < most ? in->len : most));
}

/* mw_line_judge() for a text that no framer took. */
void mwi_line_judge_text(mw_slice text, uint64_t allow, mw_finding *finding);

/* What is wrong with a line of a kind whose limit in octets, its CRLF included, is that: its marks,
 * and its length where any length was tolerated. */
static inline void mwi_line_judge_kind(const mw_line *line, uint64_t allow, uint32_t limit,
                                       mw_finding *finding)
{
  if (line->marks != 0) {
    mw_line_judge(line, allow, finding);
  }
  if (line->text.len + 2 > limit && line->ending != MW_LINE_END_NONE) {
    finding->tolerated |= MW_ALLOW_LONG_LINE;
  }
}

/* Cuts a line that the framer let through at the limit of its kind, in octets with its CRLF, unless
 * any length is tolerated. */
void mwi_line_cut(mw_line *line, size_t limit, uint64_t allow, mw_finding *finding);

/* The longest text of a line that a framer is to take, given the limit of the line's kind. */
static inline uint32_t mwi_line_most(const mw_line_framer *f, uint32_t limit)
{
  bool any_length = (f->allow & MW_ALLOW_LONG_LINE) != 0;
  return (any_length || limit > f->size ? f->size : limit) - 2;
}

/* The longest limit; it stands for none. */
#define MWI_LINE_NO_LIMIT ((size_t)1 << 31)

/* Whether a reader's limit for a kind of line can be set: 0 keeps the one in force. */
static inline bool mwi_line_limit_fits(size_t limit)
{
  return limit == 0 || (limit >= 3 && limit <= MWI_LINE_NO_LIMIT);
}

static inline void mwi_line_set_limit(uint32_t *limit, size_t octets)
{
  if (octets != 0) {
    *limit = (uint32_t)octets;
  }
}

/* A limit as framer and readers keep it. */
static inline uint32_t mwi_clamp_limit(size_t limit)
{
  const size_t most = (size_t)1 << 31;
  return (uint32_t)(limit < most ? limit : most);
}

#endif
