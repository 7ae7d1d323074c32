/* SPDX-License-Identifier: MIT */
/* Lines out of octets (RFC 5321 2.3.8): finds the end of a line, keeps a cut one, skips a long one.
 *
 * The law of this machine:
 *   - Between calls it knows: how much of a line is in the storage, whether a CR is held back
 *     behind it, whether the rest of a long line is to be skipped. Nothing else.
 *   - A CR is held back only when it is the last octet of the input: the next octet decides whether
 *     it ends the line or is part of it.
 *   - A line is over its limit when one more octet of text would be, whatever comes after.
 */
#include "wire/line.h"

#include <string.h>

#include "wire/scan_text.h"

/* What a search for the end of a line came to. */
typedef enum line_found {
  FOUND_NOTHING = -2,             /* the input ended in the text */
  FOUND_CUT = -1,                 /* the input ended in a CR */
  FOUND_LIMIT = MW_LINE_END_NONE, /* the text would be longer than its limit */
  FOUND_CRLF = MW_LINE_END_CRLF,
  FOUND_LF = MW_LINE_END_LF
} line_found;

/* How many octets a line's end has, and the mark that the end itself leaves. */
static const uint8_t end_octets[] = {0, 2, 1};
static const uint8_t end_marks[] = {MW_LINE_TOO_LONG, 0, MW_LINE_BARE_LF};

/* Whether the octet at `at` ends the line; end is the end of the input, and at < end. */
static line_found end_at(const char *at, const char *end, uint64_t allow)
{
  if (*at == '\r') {
    if (at + 1 == end) {
      return FOUND_CUT;
    }
    return at[1] == '\n' ? FOUND_CRLF : FOUND_NOTHING;
  }
  return *at == '\n' && (allow & MW_ALLOW_BARE_LF) != 0 ? FOUND_LF : FOUND_NOTHING;
}

/* Looks for the line's end in the input, before which at most room octets of text may stand. *text:
 * how many do. */
static line_found find_end(mw_line_framer *f, const mw_slice *in, size_t room, size_t *text)
{
  const char *at = in->ptr;
  const char *end = in->ptr + in->len;
  const char *stop = in->len > room ? in->ptr + room : end;
  line_found found = FOUND_NOTHING;
  for (;;) {
    at = mwi_scan_text(at, stop);
    if (at == end || (found = end_at(at, end, f->allow)) != FOUND_NOTHING) {
      break;
    }
    if (at == stop) {
      found = FOUND_LIMIT;
      break;
    }
    f->marks = (uint8_t)(f->marks | mwi_mark_of(*at));
    at++;
  }
  *text = (size_t)(at - in->ptr);
  return found;
}

/* Keeps what the end of the input cut: count octets, and a CR behind them if found says so. */
static void keep(mw_line_framer *f, mw_slice *in, size_t count, line_found found)
{
  memcpy(f->storage + f->used, in->ptr, count);
  f->used += (uint32_t)count;
  if (found == FOUND_CUT) {
    f->state |= MWI_LINE_AFTER_CR;
  }
  in->ptr += in->len;
  in->len = 0;
}

/* Hands a line out: what is in the storage and count octets of the input, or these alone in place.
 */
static void hand_out(mw_line_framer *f, mw_slice *in, size_t count, line_found found, mw_line *line)
{
  size_t end = end_octets[found];
  size_t held = f->state == MWI_LINE_AFTER_CR ? 1 : 0;
  size_t taken = count + (end > held ? end - held : 0);
  line->text.ptr = in->ptr;
  line->text.len = count;
  if (f->used > 0) {
    memcpy(f->storage + f->used, in->ptr, count);
    line->text.ptr = f->storage;
    line->text.len = f->used + count;
  }
  line->offset = f->offset;
  line->end = f->offset + line->text.len + end;
  line->ending = (mw_line_end)found;
  line->marks = (unsigned)f->marks | end_marks[found];
  f->state = 0;
  if (found == FOUND_LIMIT) {
    f->state = held > 0 ? MWI_LINE_SKIPPING | MWI_LINE_CR_AHEAD : MWI_LINE_SKIPPING;
  }
  f->offset = line->end;
  f->used = 0;
  f->marks = 0;
  in->ptr += taken;
  in->len -= taken;
}

/* A CR was held back and *in is not empty: a LF ends the line, another octet makes the CR text.
 * True: *line was stored. */
static bool settle_cr(mw_line_framer *f, mw_slice *in, mw_line *line)
{
  bool ends = in->ptr[0] == '\n';
  if (ends || f->used == f->limit) {
    hand_out(f, in, 0, ends ? FOUND_CRLF : FOUND_LIMIT, line);
    return true;
  }
  f->storage[f->used++] = '\r';
  f->marks |= MW_LINE_BARE_CR;
  f->state = 0;
  return false;
}

/* The rest of a long line begins with the CR that was held back. */
static void count_ahead(mw_line_framer *f)
{
  f->offset += (f->state & MWI_LINE_CR_AHEAD) != 0;
  f->state &= (uint8_t)~MWI_LINE_CR_AHEAD;
}

mw_line_end mwi_line_skip(mw_line_framer *f, mw_slice *in)
{
  const char *at = in->ptr;
  size_t left = in->len;
  const char *lf;
  if (left > 0) {
    count_ahead(f);
  }
  while (left > 0 && (lf = memchr(at, '\n', left)) != NULL) {
    bool after_cr = lf == in->ptr ? (f->state & MWI_LINE_AFTER_CR) != 0 : lf[-1] == '\r';
    left -= (size_t)(lf + 1 - at);
    at = lf + 1;
    if (after_cr || (f->allow & MW_ALLOW_BARE_LF) != 0) {
      f->state = 0;
      f->offset += (uint64_t)(at - in->ptr);
      in->ptr = at;
      in->len = left;
      return after_cr ? MW_LINE_END_CRLF : MW_LINE_END_LF;
    }
  }
  if (in->len > 0) {
    bool cr = in->ptr[in->len - 1] == '\r';
    f->state = (uint8_t)(MWI_LINE_SKIPPING | (cr ? MWI_LINE_AFTER_CR : 0));
    f->offset += in->len;
    in->ptr += in->len;
    in->len = 0;
  }
  return MW_LINE_END_NONE;
}

mw_status mw_line_framer_next(mw_line_framer *f, mw_slice *in, mw_line *line)
{
  size_t count;
  line_found found;
  if (f == NULL || in == NULL || line == NULL) {
    return MW_E_ARGUMENT;
  }
  if (mwi_line_skipping(f) && mwi_line_skip(f, in) == MW_LINE_END_NONE) {
    return MW_NEED_MORE;
  }
  if (in->len == 0) {
    return MW_NEED_MORE;
  }
  if (f->state != 0 && settle_cr(f, in, line)) {
    return MW_OK;
  }
  found = find_end(f, in, f->limit - f->used, &count);
  if (found <= FOUND_CUT) {
    keep(f, in, count, found);
    return MW_NEED_MORE;
  }
  hand_out(f, in, count, found, line);
  return MW_OK;
}

mw_status mw_line_framer_init(mw_line_framer *f, char *storage, size_t size, size_t limit,
                              uint64_t allow)
{
  if (f == NULL || storage == NULL || size < 3 || limit < 3) {
    return MW_E_ARGUMENT;
  }
  memset(f, 0, sizeof *f);
  f->storage = storage;
  f->size = mwi_clamp_limit(size);
  f->allow = allow;
  return mw_line_framer_limit(f, limit);
}

mw_status mw_line_framer_limit(mw_line_framer *f, size_t limit)
{
  if (f == NULL || limit < 3 || f->used > 0 || f->state == MWI_LINE_AFTER_CR) {
    return MW_E_ARGUMENT;
  }
  f->limit = (uint32_t)(limit < f->size ? limit : f->size) - 2;
  return MW_OK;
}

void mw_line_framer_reset(mw_line_framer *f)
{
  if (f != NULL) {
    memset(f->storage, 0, f->size);
    f->offset = 0;
    f->used = 0;
    f->marks = 0;
    f->state = 0;
  }
}

mw_status mw_line_framer_finish(mw_line_framer *f, mw_line *line)
{
  if (f == NULL || line == NULL) {
    return MW_E_ARGUMENT;
  }
  if (f->used == 0 && f->state == 0) {
    return MW_NEED_MORE;
  }
  if (f->state == MWI_LINE_AFTER_CR) {
    f->storage[f->used++] = '\r';
    f->marks |= MW_LINE_BARE_CR;
  }
  count_ahead(f);
  line->text.ptr = f->storage;
  line->text.len = f->used;
  line->offset = f->offset;
  line->end = f->offset + f->used;
  line->ending = MW_LINE_END_NONE;
  line->marks = f->marks;
  f->offset = line->end;
  f->used = 0;
  f->marks = 0;
  f->state = 0;
  return MW_OK;
}
