/* SPDX-License-Identifier: MIT */
/* What a client sends, octets to events.
 *
 * The law of this machine:
 *   - The mode alone says who reads: the line framer (COMMANDS, AUTHING), nobody (HELD, ENDED), or
 *     the first octet only (TLS).
 *   - Only a line event changes the mode to HELD; only expect() changes it back.
 *   - What the client means by its next octets is the server's decision after AUTH and STLS. There
 *     the mode is HELD, whatever else is wrong with the line.
 *
 *   mode       event             next mode
 *   COMMANDS   AUTH STLS         HELD
 *   AUTHING    any line          HELD
 *   HELD       expect(x)         x
 *   any        finish(), abort   ENDED
 *   any        reset()           COMMANDS
 */
#include "pop3/command_reader.h"

#include <mailwire/sasl.h>
#include <string.h>

/* The longest line of the kind that is read now, in octets with its CRLF. */
static uint32_t pop3_kind_limit(const mw_pop3_command_reader *r)
{
  return r->mode == MWI_POP3_AUTHING ? r->auth_limit : r->command_limit;
}

/* Lets the line framer read lines of the mode. */
static void enter_pop3_lines(mw_pop3_command_reader *r, uint8_t mode)
{
  mwi_pop3_command_mode(r, mode);
  r->lines.limit = mwi_line_most(&r->lines, pop3_kind_limit(r));
  if (mode == MWI_POP3_COMMANDS) {
    r->plain = r->command_limit - 2 < r->lines.limit ? r->command_limit - 2 : r->lines.limit;
  }
}

/* A line of either kind to its event. */
static void take_pop3_line(mw_pop3_command_reader *r, const mw_line *line,
                           mw_pop3_command_event *event)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  memset(event, 0, sizeof *event);
  mwi_line_judge_kind(line, r->lines.allow, pop3_kind_limit(r), &finding);
  if (r->mode == MWI_POP3_COMMANDS) {
    event->kind = MW_POP3_EVENT_COMMAND;
    mw_pop3_command_split(line->text, r->lines.allow, &event->command, &finding);
    mwi_pop3_follow(r, event);
  } else {
    event->kind = MW_POP3_EVENT_AUTH;
    event->command.secret = line->text;
    event->held = true;
    r->held_for = MW_POP3_AUTH;
    mwi_pop3_command_mode(r, MWI_POP3_HELD);
  }
  event->ending = line->ending;
  event->offset = line->offset;
  event->end = line->end;
  event->raw = line->text;
  event->tolerated = finding.tolerated;
  event->fault = finding.fault;
  event->fault_offset = finding.fault != MW_FAULT_NONE ? line->offset + finding.offset : 0;
}

static mw_status next_pop3_line(mw_pop3_command_reader *r, mw_slice *in,
                                mw_pop3_command_event *event)
{
  mw_line line;
  mw_status status = mw_line_framer_next(&r->lines, in, &line);
  if (status == MW_OK) {
    take_pop3_line(r, &line, event);
  }
  return status;
}

static mw_status next_pop3_leftover(mw_pop3_command_reader *r, mw_slice *in,
                                    mw_pop3_command_event *event)
{
  mw_slice octets;
  uint64_t offset;
  if (!mwi_handover_take(&r->lines, &r->flags, &r->begin, in, &octets, &offset)) {
    return MW_NEED_MORE;
  }
  memset(event, 0, sizeof *event);
  event->kind = MW_POP3_EVENT_LEFTOVER;
  event->raw = octets;
  event->offset = offset;
  event->end = offset + octets.len;
  if (mwi_handover_is_plaintext(r->flags)) {
    event->fault = MW_FAULT_PLAINTEXT_LEFT;
    event->fault_offset = r->begin;
  }
  return MW_OK;
}

MWI_RARE mw_status mwi_pop3_command_next_other(mw_pop3_command_reader *r, mw_slice *in,
                                               mw_pop3_command_event *event)
{
  switch (r->mode) {
  case MWI_POP3_HELD: return MW_PAUSED;
  case MWI_POP3_TLS: return next_pop3_leftover(r, in, event);
  case MWI_POP3_ENDED: return MW_E_ABORTED;
  default: return next_pop3_line(r, in, event);
  }
}

mw_status mw_pop3_command_reader_next(mw_pop3_command_reader *r, mw_slice *in,
                                      mw_pop3_command_event *event)
{
  if (r == NULL || in == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  if (r->plain != 0 && in->len > 0 && mwi_line_fresh(&r->lines)) {
    const char *at = mwi_line_scan(in, r->plain);
    mwi_pop3_command_event_clear(event);
    if (mwi_pop3_command_plain(r, in->ptr, at, in->ptr + in->len, event)) {
      mwi_line_go_on(in, at + 2);
      return MW_OK;
    }
  }
  return mwi_pop3_command_next_other(r, in, event);
}

mw_status mw_pop3_command_reader_init(mw_pop3_command_reader *r, char *storage, size_t size,
                                      uint64_t allow)
{
  mw_line_framer lines;
  mw_status status = mw_line_framer_init(&lines, storage, size, MW_SASL_LINE, allow);
  if (r == NULL || status != MW_OK) {
    return MW_E_ARGUMENT;
  }
  memset(r, 0, sizeof *r);
  r->lines = lines;
  r->command_limit = MW_POP3_COMMAND_LINE;
  r->auth_limit = MW_SASL_LINE;
  enter_pop3_lines(r, MWI_POP3_COMMANDS);
  return MW_OK;
}

mw_status mw_pop3_command_reader_limits(mw_pop3_command_reader *r, size_t command_line,
                                        size_t auth_line)
{
  if (r == NULL || !mwi_line_limit_fits(command_line) || !mwi_line_limit_fits(auth_line) ||
      !mwi_line_fresh(&r->lines)) {
    return MW_E_ARGUMENT;
  }
  mwi_line_set_limit(&r->command_limit, command_line);
  mwi_line_set_limit(&r->auth_limit, auth_line);
  if (r->mode == MWI_POP3_COMMANDS || r->mode == MWI_POP3_AUTHING) {
    enter_pop3_lines(r, r->mode);
  }
  return MW_OK;
}

bool mw_pop3_command_reader_held(const mw_pop3_command_reader *r)
{
  return r != NULL && r->mode == MWI_POP3_HELD;
}

mw_status mw_pop3_command_reader_expect(mw_pop3_command_reader *r, mw_pop3_expect what)
{
  if (!mw_pop3_command_reader_held(r)) {
    return MW_E_ARGUMENT;
  }
  if (what == MW_POP3_EXPECT_COMMAND) {
    enter_pop3_lines(r, MWI_POP3_COMMANDS);
  } else if (what == MW_POP3_EXPECT_AUTH && r->held_for == MW_POP3_AUTH) {
    enter_pop3_lines(r, MWI_POP3_AUTHING);
  } else if (what == MW_POP3_EXPECT_TLS && r->held_for == MW_POP3_STLS) {
    r->flags = 0;
    mwi_pop3_command_mode(r, MWI_POP3_TLS);
  } else {
    return MW_E_ARGUMENT;
  }
  return MW_OK;
}

void mw_pop3_command_reader_reset(mw_pop3_command_reader *r)
{
  if (r != NULL) {
    mw_line_framer_reset(&r->lines);
    r->flags = 0;
    enter_pop3_lines(r, MWI_POP3_COMMANDS);
  }
}

/* What a log must not show of a line that the stream's end cut. */
static mw_slice pop3_secret_of(uint8_t mode, mw_slice text)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_pop3_command command;
  if (mode == MWI_POP3_AUTHING) {
    return text;
  }
  mw_pop3_command_split(text, 0, &command, &unused);
  return command.secret;
}

mw_status mw_pop3_command_reader_finish(mw_pop3_command_reader *r, mw_pop3_command_event *event)
{
  mw_line line;
  uint8_t mode;
  if (r == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  if (r->mode == MWI_POP3_ENDED) {
    return MW_E_ABORTED;
  }
  mode = r->mode;
  mwi_pop3_command_mode(r, MWI_POP3_ENDED);
  if (mw_line_framer_finish(&r->lines, &line) != MW_OK) {
    return MW_NEED_MORE;
  }
  memset(event, 0, sizeof *event);
  event->kind = MW_POP3_EVENT_UNFINISHED;
  event->raw = line.text;
  event->offset = line.offset;
  event->end = line.end;
  event->command.secret = pop3_secret_of(mode, line.text);
  event->fault = MW_FAULT_UNFINISHED;
  event->fault_offset = line.end;
  return MW_OK;
}
