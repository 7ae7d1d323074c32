/* SPDX-License-Identifier: MIT */
/* The modes of the reply reader, and the way that nearly all reply lines go. */
#ifndef MWI_SMTP_REPLY_READER_H
#define MWI_SMTP_REPLY_READER_H

#include <mailwire/smtp_reply_reader.h>

#include "base/compiler.h"
#include "smtp/reply_parse.h"
#include "wire/line.h"

enum {
  MWI_REPLY_MODE_LINES, /* the line framer */
  MWI_REPLY_MODE_TLS,   /* nobody but for the first octet, until reset() */
  MWI_REPLY_MODE_ENDED /* nobody, until reset(): a callback said MW_ABORT, or finish() was called */
};

/* Bits of flags. The first three belong to the reply in progress. */
enum {
  MWI_REPLY_MIXED_CODES = 1,
  MWI_REPLY_MIXED_ENHANCED = 2,
  MWI_REPLY_TOO_LONG = 4,   /* the reply went over its limits, and that was reported */
  MWI_REPLY_EXPECT_TLS = 8, /* the next reply answers STARTTLS */
  MWI_REPLY_IN_PROGRESS = 7
  /* and those of wire/handover.h */
};

/* The one place where the mode changes. plain: the longest line in octets of text that may go the
 * plain way; 0 when lines are not read, or the next reply may end them. */
static inline void mwi_reply_mode(mw_smtp_reply_reader *r, uint8_t mode, uint32_t plain)
{
  r->mode = mode;
  r->plain = plain;
}

static inline bool mwi_enhanced_same(mw_enhanced a, mw_enhanced b)
{
  return a.klass == b.klass && a.subject == b.subject && a.detail == b.detail;
}

/* The fields of an event that are the same for all plain lines. */
static inline void mwi_reply_event_clear(mw_smtp_reply_event *event)
{
  event->kind = MW_SMTP_EVENT_REPLY_LINE;
  event->ending = MW_LINE_END_CRLF;
  event->tolerated = 0;
  event->fault_offset = 0;
  event->fault = MW_FAULT_NONE;
  event->mixed_codes = false;
  event->mixed_enhanced = false;
}

/* Makes known what the first line of a reply says. */
static inline void mwi_reply_begin(mw_smtp_reply_reader *r, const mw_smtp_reply_line *line,
                                   uint64_t offset)
{
  r->reply_offset = offset;
  r->code = (uint16_t)line->code;
  r->enhanced = line->enhanced;
  r->flags = (uint8_t)(r->flags & ~MWI_REPLY_IN_PROGRESS);
}

/* Whether a further line is like the first, and the reply within its limits with it. */
static inline bool mwi_reply_goes_on(const mw_smtp_reply_reader *r, const mw_smtp_reply_line *line,
                                     uint64_t end)
{
  return line->code == r->code && mwi_enhanced_same(line->enhanced, r->enhanced) &&
         (r->flags & MWI_REPLY_IN_PROGRESS) == 0 && r->number < r->max_lines &&
         end - r->reply_offset <= r->max_octets;
}

/* A plain line to an event that was cleared. A line must begin at `begin`; `at` must be the first
 * octet from there that is not plain, or the end. True: the line ends two octets behind `at`.
 * False: it is not plain, or says something odd; nothing was done that matters. */
static inline bool mwi_reply_plain(mw_smtp_reply_reader *r, const char *begin, const char *at,
                                   const char *end, mw_smtp_reply_event *event)
{
  mw_slice text = {begin, (size_t)(at - begin)};
  uint64_t offset = r->lines.offset;
  if (!mwi_line_plain(begin, at, end, r->plain) || !mwi_reply_parse_plain(text, &event->line)) {
    return false;
  }
  if (r->number == 0) {
    mwi_reply_begin(r, &event->line, offset);
  } else if (!mwi_reply_goes_on(r, &event->line, offset + text.len + 2)) {
    return false;
  }
  event->offset = offset;
  r->lines.offset = offset + text.len + 2;
  event->end = r->lines.offset;
  event->raw = text;
  event->code = r->code;
  event->number = r->number + 1;
  event->reply_offset = r->reply_offset;
  r->number = event->line.last ? 0 : event->number;
  return true;
}

/* Every way but the plain one. */
mw_status mwi_reply_next_other(mw_smtp_reply_reader *r, mw_slice *in, mw_smtp_reply_event *event);

/* mw_smtp_reply_reader_next() without its checks. */
static MWI_INLINE mw_status mwi_reply_next(mw_smtp_reply_reader *r, mw_slice *in,
                                           mw_smtp_reply_event *event)
{
  if (r->plain != 0 && in->len > 0 && mwi_line_fresh(&r->lines)) {
    const char *at = mwi_line_scan(in, r->plain);
    mwi_reply_event_clear(event);
    if (mwi_reply_plain(r, in->ptr, at, in->ptr + in->len, event)) {
      mwi_line_go_on(in, at + 2);
      return MW_OK;
    }
  }
  return mwi_reply_next_other(r, in, event);
}

#endif
