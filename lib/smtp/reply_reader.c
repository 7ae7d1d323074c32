/* SPDX-License-Identifier: MIT */
/* What a server sends, octets to events: lines to replies, and where TLS takes over.
 *
 * The law of this machine:
 *   - A reply begins with the first line that has a code, and ends with the first line that has one
 *     and no "-" behind it. Other lines are garbage: they neither begin, nor end, nor break a
 *     reply.
 *   - A line of another code belongs to the reply all the same; it is reported.
 *   - After the reply to an announced STARTTLS, if it is positive, no octet is read as a reply.
 */
#include <mailwire/sasl.h>
#include <mailwire/smtp_reply_reader.h>
#include <string.h>

#include "base/finding.h"
#include "smtp/reply_reader.h"
#include "wire/handover.h"

enum { REPLY_LINES = 1000, REPLY_OCTETS = 100000 };

static uint32_t least(uint32_t a, uint32_t b)
{
  return a < b ? a : b;
}

/* Lets the line framer read reply lines. A plain line must fit into the reply's limits even as its
 * first one. */
static void enter_lines(mw_smtp_reply_reader *r)
{
  uint32_t most = least(r->line_limit, r->max_octets);
  mwi_reply_mode(r, MWI_REPLY_MODE_LINES, most > 2 ? least(most - 2, r->lines.limit) : 0);
}

/* Tells the framer how long a line may be; challenges are longer than other lines. */
static void settle_reply_limits(mw_smtp_reply_reader *r)
{
  size_t limit = r->line_limit > MW_SASL_LINE ? r->line_limit : MW_SASL_LINE;
  (void)mw_line_framer_limit(&r->lines,
                             (r->allow & MW_ALLOW_LONG_LINE) != 0 ? r->lines.size : limit);
}

/* Lines of replies are shorter than challenges: one that is over is cut at its own limit. */
static void cut_long_line(const mw_smtp_reply_reader *r, mw_line *line, mw_finding *finding)
{
  bool challenge = line->text.len >= 3 && memcmp(line->text.ptr, "334", 3) == 0;
  bool longer = challenge && r->line_limit < MW_SASL_LINE;
  mwi_line_cut(line, longer ? MW_SASL_LINE : r->line_limit, r->allow, finding);
}

/* What the line means for the reply in progress. */
static void count_line(mw_smtp_reply_reader *r, const mw_line *line,
                       const mw_smtp_reply_line *reply, mw_finding *finding)
{
  if (r->number++ == 0) {
    mwi_reply_begin(r, reply, line->offset);
  }
  if (reply->code != r->code) {
    r->flags |= MWI_REPLY_MIXED_CODES;
    mwi_find_fault(finding, MW_FAULT_MIXED_CODES, 0);
  }
  if (!mwi_enhanced_same(reply->enhanced, r->enhanced)) {
    r->flags |= MWI_REPLY_MIXED_ENHANCED;
  }
  if ((r->number > r->max_lines || line->end - r->reply_offset > r->max_octets) &&
      (r->flags & MWI_REPLY_TOO_LONG) == 0) {
    r->flags |= MWI_REPLY_TOO_LONG;
    mwi_find_fault(finding, MW_FAULT_REPLY_TOO_LONG, 0);
  }
}

/* The last line of a reply was seen: what comes next? */
static void end_reply(mw_smtp_reply_reader *r, unsigned last_code)
{
  r->number = 0;
  if ((r->flags & MWI_REPLY_EXPECT_TLS) != 0) {
    bool accepted = last_code / 100 == 2 || r->code / 100 == 2;
    r->flags = 0;
    if (accepted) {
      mwi_reply_mode(r, MWI_REPLY_MODE_TLS, 0);
    } else {
      enter_lines(r);
    }
  }
}

/* What the event says of the reply that the line is in; nothing when it is in none. */
static void fill_reply(const mw_smtp_reply_reader *r, mw_smtp_reply_event *event)
{
  event->reply_offset = event->offset;
  if (r->number > 0) {
    event->code = r->code;
    event->number = r->number;
    event->reply_offset = r->reply_offset;
    event->mixed_codes = (r->flags & MWI_REPLY_MIXED_CODES) != 0;
    event->mixed_enhanced = (r->flags & MWI_REPLY_MIXED_ENHANCED) != 0;
  }
}

static void take_reply_line(mw_smtp_reply_reader *r, mw_line *line, mw_smtp_reply_event *event)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  memset(event, 0, sizeof *event);
  if (line->text.len + 2 > r->line_limit) {
    cut_long_line(r, line, &finding);
  }
  if (line->marks != 0) {
    mw_line_judge(line, r->allow, &finding);
  }
  event->kind = MW_SMTP_EVENT_GARBAGE;
  if (mw_smtp_reply_line_parse(line->text, r->allow, &event->line, &finding)) {
    event->kind = MW_SMTP_EVENT_REPLY_LINE;
    count_line(r, line, &event->line, &finding);
  }
  event->offset = line->offset;
  event->end = line->end;
  event->raw = line->text;
  event->ending = line->ending;
  event->fault = finding.fault;
  event->fault_offset = finding.fault != MW_FAULT_NONE ? line->offset + finding.offset : 0;
  event->tolerated = finding.tolerated;
  fill_reply(r, event);
  if (event->line.last) {
    end_reply(r, event->line.code);
  }
}

static mw_status next_reply_leftover(mw_smtp_reply_reader *r, mw_slice *in,
                                     mw_smtp_reply_event *event)
{
  mw_slice octets;
  uint64_t offset;
  if (!mwi_handover_take(&r->lines, &r->flags, &r->reply_offset, in, &octets, &offset)) {
    return MW_NEED_MORE;
  }
  memset(event, 0, sizeof *event);
  event->kind = MW_SMTP_EVENT_SERVER_LEFTOVER;
  event->raw = octets;
  event->offset = offset;
  event->end = offset + octets.len;
  if (mwi_handover_is_plaintext(r->flags)) {
    event->fault = MW_FAULT_PLAINTEXT_LEFT;
    event->fault_offset = r->reply_offset;
  }
  return MW_OK;
}

MWI_RARE mw_status mwi_reply_next_other(mw_smtp_reply_reader *r, mw_slice *in,
                                        mw_smtp_reply_event *event)
{
  mw_line line;
  mw_status status;
  if (r->mode != MWI_REPLY_MODE_LINES) {
    return r->mode == MWI_REPLY_MODE_TLS ? next_reply_leftover(r, in, event) : MW_E_ABORTED;
  }
  status = mw_line_framer_next(&r->lines, in, &line);
  if (status == MW_OK) {
    take_reply_line(r, &line, event);
  }
  return status;
}

mw_status mw_smtp_reply_reader_next(mw_smtp_reply_reader *r, mw_slice *in,
                                    mw_smtp_reply_event *event)
{
  if (r == NULL || in == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  return mwi_reply_next(r, in, event);
}

mw_status mw_smtp_reply_reader_init(mw_smtp_reply_reader *r, char *storage, size_t size,
                                    uint64_t allow)
{
  mw_line_framer lines;
  mw_status status = mw_line_framer_init(&lines, storage, size, MW_SASL_LINE, allow);
  if (r == NULL || status != MW_OK) {
    return MW_E_ARGUMENT;
  }
  memset(r, 0, sizeof *r);
  r->lines = lines;
  r->allow = allow;
  r->line_limit = MW_SMTP_REPLY_LINE;
  r->max_lines = REPLY_LINES;
  r->max_octets = REPLY_OCTETS;
  settle_reply_limits(r);
  enter_lines(r);
  return MW_OK;
}

/* Whether no octet of a reply was taken that is not complete. */
static bool between_replies(const mw_smtp_reply_reader *r)
{
  return r->number == 0 && (r->lines.used | r->lines.state) == 0;
}

/* A limit of the caller's; 0 keeps the one in force. */
static void set_reply_limit(uint32_t *limit, size_t value)
{
  if (value != 0) {
    *limit = mwi_clamp_limit(value);
  }
}

mw_status mw_smtp_reply_reader_limits(mw_smtp_reply_reader *r, size_t line, size_t lines,
                                      size_t octets)
{
  if (r == NULL || (line != 0 && line < 3) || !between_replies(r)) {
    return MW_E_ARGUMENT;
  }
  if (r->mode == MWI_REPLY_MODE_ENDED) {
    return MW_E_ABORTED;
  }
  set_reply_limit(&r->line_limit, line);
  set_reply_limit(&r->max_lines, lines);
  set_reply_limit(&r->max_octets, octets);
  settle_reply_limits(r);
  if (r->mode == MWI_REPLY_MODE_LINES && (r->flags & MWI_REPLY_EXPECT_TLS) == 0) {
    enter_lines(r);
  }
  return MW_OK;
}

mw_status mw_smtp_reply_reader_expect_tls(mw_smtp_reply_reader *r)
{
  if (r == NULL || r->mode != MWI_REPLY_MODE_LINES || !between_replies(r)) {
    return MW_E_ARGUMENT;
  }
  r->flags |= MWI_REPLY_EXPECT_TLS;
  mwi_reply_mode(r, r->mode, 0);
  return MW_OK;
}

void mw_smtp_reply_reader_reset(mw_smtp_reply_reader *r)
{
  if (r != NULL) {
    mw_line_framer_reset(&r->lines);
    r->number = 0;
    r->flags = 0;
    enter_lines(r);
  }
}

mw_status mw_smtp_reply_reader_finish(mw_smtp_reply_reader *r, mw_smtp_reply_event *event)
{
  mw_line line;
  if (r == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  if (r->mode == MWI_REPLY_MODE_ENDED) {
    return MW_E_ABORTED;
  }
  mwi_reply_mode(r, MWI_REPLY_MODE_ENDED, 0);
  memset(event, 0, sizeof *event);
  event->offset = r->lines.offset;
  event->end = r->lines.offset;
  if (mw_line_framer_finish(&r->lines, &line) == MW_OK) {
    event->raw = line.text;
    event->end = line.end;
  } else if (r->number == 0) {
    return MW_NEED_MORE;
  }
  event->kind = MW_SMTP_EVENT_REPLY_UNFINISHED;
  event->fault = MW_FAULT_UNFINISHED;
  event->fault_offset = event->end;
  event->code = r->number > 0 ? r->code : 0;
  event->number = r->number;
  event->reply_offset = r->number > 0 ? r->reply_offset : event->offset;
  r->number = 0;
  return MW_OK;
}
