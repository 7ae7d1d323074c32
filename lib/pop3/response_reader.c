/* SPDX-License-Identifier: MIT */
/* What a server sends, octets to events: which command is answered, and where the answer ends.
 *
 * The law of this machine:
 *   - The greeting is the first status line; each later one answers the oldest command that waits.
 *     Where none waits it answers nothing, and changes nothing.
 *   - A challenge begins an exchange, also where AUTH named no mechanism: what ends it is one line.
 *   - Only +OK to a command whose answer has more than one line begins a listing or a message. It
 *     ends with a dot alone on its line, and with nothing else.
 *   - A line that is no status line, where one is due, is told and passed over.
 *   - After the +OK to STLS no octet is read as a response.
 *
 *   mode         event                     next mode
 *   STATUS_DUE   +OK, lines follow         LISTING, MESSAGE
 *   STATUS_DUE   +OK to STLS               TLS
 *   LISTING      "." CRLF                  STATUS_DUE
 *   MESSAGE      end of the message        STATUS_DUE
 *   any          finish(), abort           ENDED
 *   any          reset()                   STATUS_DUE
 */
#include "pop3/response_reader.h"

#include <mailwire/sasl.h>
#include <string.h>

#include "base/finding.h"

/* The command that is answered, or NULL. */
static mw_pop3_waiting *oldest_waiting(const mw_pop3_response_reader *r)
{
  return r->count > 0 ? &r->ring[r->first] : NULL;
}

/* The answer is complete. */
static void answered(mw_pop3_response_reader *r)
{
  r->first = r->first + 1 < r->ring_size ? r->first + 1 : 0;
  r->count--;
  r->mode = MWI_POP3_STATUS_DUE;
}

/* ---- status lines --------------------------------------------------------------------------- */

/* What the +OK to a command begins. */
static void begin_answer(mw_pop3_response_reader *r, const mw_pop3_waiting *command)
{
  r->number = 0;
  switch (command->answer) {
  case MW_POP3_ANSWER_LINES:
    r->mode = MWI_POP3_LISTING;
    r->flags = MWI_POP3_AFTER_CRLF;
    break;
  case MW_POP3_ANSWER_MESSAGE:
    (void)mw_dot_decoder_init(&r->dot, (mw_dot_policy)r->policy, 0, r->lines.allow);
    r->mode = MWI_POP3_MESSAGE;
    break;
  default:
    answered(r);
    if ((command->form & MWI_POP3_MAY_START_TLS) != 0) {
      r->flags = 0;
      r->mode = MWI_POP3_SERVER_TLS;
    }
    break;
  }
}

/* A +OK or -ERR that answers a command. */
static void take_answer(mw_pop3_response_reader *r, const mw_pop3_waiting *command,
                        mw_pop3_response_event *event)
{
  bool good = event->response.status == MW_POP3_STATUS_OK;
  event->kind = MW_POP3_EVENT_RESPONSE;
  event->verb = command->verb;
  event->more = good && command->answer != MW_POP3_ANSWER_LINE;
  if (good) {
    begin_answer(r, command);
  } else {
    answered(r);
  }
}

/* What the line is for those who wait. */
static void take_response(mw_pop3_response_reader *r, mw_pop3_response_event *event)
{
  mw_pop3_waiting *command = oldest_waiting(r);
  bool challenge = event->response.status == MW_POP3_STATUS_CHALLENGE;
  bool greeting = (r->flags & MWI_POP3_GREETING_DUE) != 0;
  event->kind = MW_POP3_EVENT_UNSOLICITED;
  if (challenge) {
    if (!greeting && command != NULL && (command->form & MWI_POP3_MAY_CHALLENGE) != 0) {
      event->kind = MW_POP3_EVENT_CHALLENGE;
      event->verb = command->verb;
      command->answer = MW_POP3_ANSWER_LINE;
    }
  } else if (greeting) {
    event->kind = MW_POP3_EVENT_GREETING;
    r->flags = 0;
  } else if (command != NULL) {
    take_answer(r, command, event);
  }
}

/* Status lines are shorter than challenges: one that is over is cut at its own limit. */
static void cut_pop3_line(const mw_pop3_response_reader *r, mw_line *line, mw_finding *finding)
{
  bool challenge = line->text.len >= 2 && memcmp(line->text.ptr, "+ ", 2) == 0;
  bool longer = challenge && r->line_limit < MW_SASL_LINE;
  mwi_line_cut(line, longer ? MW_SASL_LINE : r->line_limit, r->lines.allow, finding);
}

/* The fields that every line has. */
static void begin_line_event(const mw_line *line, mw_pop3_response_event *event)
{
  memset(event, 0, sizeof *event);
  event->ending = line->ending;
  event->offset = line->offset;
  event->end = line->end;
  event->raw = line->text;
}

static void end_line_event(const mw_finding *finding, mw_pop3_response_event *event)
{
  event->fault = finding->fault;
  event->fault_offset = finding->fault != MW_FAULT_NONE ? event->offset + finding->offset : 0;
  event->tolerated |= finding->tolerated;
}

static void take_status_line(mw_pop3_response_reader *r, mw_line *line,
                             mw_pop3_response_event *event)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_finding part = {MW_FAULT_NONE, 0, 0};
  cut_pop3_line(r, line, &finding);
  if (line->marks != 0) {
    mw_line_judge(line, r->lines.allow, &finding);
  }
  begin_line_event(line, event);
  if (mw_pop3_response_parse(line->text, r->lines.allow, &event->response, &part)) {
    take_response(r, event);
    if (event->kind == MW_POP3_EVENT_UNSOLICITED) {
      mwi_find_fault(&finding, MW_FAULT_NOT_ASKED_FOR, 0);
    }
  } else {
    event->kind = MW_POP3_EVENT_NO_RESPONSE;
    memset(&event->response, 0, sizeof event->response);
  }
  mwi_add_finding(&finding, &part, 0);
  end_line_event(&finding, event);
}

/* ---- listings ------------------------------------------------------------------------------- */

/* Whether the line ends the listing. A dot line without its CRLFs does so only where that is
 * tolerated. */
static bool ends_lines(const mw_pop3_response_reader *r, const mw_line *line, uint64_t *tolerated)
{
  bool strict = (r->flags & MWI_POP3_AFTER_CRLF) != 0 && line->ending == MW_LINE_END_CRLF;
  if (line->text.len != 1 || line->text.ptr[0] != '.' || line->ending == MW_LINE_END_NONE) {
    return false;
  }
  if (!strict && (r->lines.allow & MW_ALLOW_LF_DOT_END) != 0) {
    *tolerated |= MW_ALLOW_LF_DOT_END;
    return true;
  }
  return strict;
}

/* Takes the stuffed dot away. Behind a LF there is one only where a LF may stand before the last
 * line, too: the same as in a message. */
static void unstuff(const mw_pop3_response_reader *r, mw_pop3_response_event *event,
                    mw_finding *finding)
{
  bool begins =
      (r->flags & MWI_POP3_AFTER_CRLF) != 0 || (r->lines.allow & MW_ALLOW_LF_DOT_END) != 0;
  event->text = event->raw;
  if (begins && event->raw.len > 0 && event->raw.ptr[0] == '.') {
    event->text.ptr++;
    event->text.len--;
    if (event->text.len == 0 || event->text.ptr[0] != '.') {
      mwi_find_fault(finding, MW_FAULT_UNSTUFFED_DOT, 0);
    }
  }
}

static void take_listing_line(mw_pop3_response_reader *r, mw_line *line,
                              mw_pop3_response_event *event)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_line_end ending = line->ending;
  mwi_line_cut(line, r->listing_limit, r->lines.allow, &finding);
  if (line->marks != 0) {
    mw_line_judge(line, r->lines.allow, &finding);
  }
  begin_line_event(line, event);
  event->verb = r->ring[r->first].verb;
  if (ends_lines(r, line, &finding.tolerated)) {
    event->kind = MW_POP3_EVENT_END;
    event->number = r->number;
    answered(r);
  } else {
    event->kind = MW_POP3_EVENT_LINE;
    event->number = ++r->number;
    unstuff(r, event, &finding);
  }
  r->flags = ending != MW_LINE_END_LF ? MWI_POP3_AFTER_CRLF : 0;
  end_line_event(&finding, event);
}

/* The rest of a line that was too long. In front of the first line of a listing it is that of the
 * status line, whose end does not matter. */
static bool skip_response_line(mw_pop3_response_reader *r, mw_slice *in)
{
  mw_line_end ending = mwi_line_skip(&r->lines, in);
  if (ending == MW_LINE_END_LF && r->mode == MWI_POP3_LISTING && r->number > 0) {
    r->flags = 0;
  }
  return ending != MW_LINE_END_NONE;
}

static mw_status next_response_line(mw_pop3_response_reader *r, mw_slice *in,
                                    mw_pop3_response_event *event)
{
  mw_line line;
  mw_status status;
  if (mwi_line_skipping(&r->lines) && !skip_response_line(r, in)) {
    return MW_NEED_MORE;
  }
  status = mw_line_framer_next(&r->lines, in, &line);
  if (status != MW_OK) {
    return status;
  }
  if (r->mode == MWI_POP3_LISTING) {
    take_listing_line(r, &line, event);
  } else {
    take_status_line(r, &line, event);
  }
  return MW_OK;
}

/* ---- messages ------------------------------------------------------------------------------- */

static mw_status next_message(mw_pop3_response_reader *r, mw_slice *in,
                              mw_pop3_response_event *event)
{
  mw_dot_event dot;
  mw_status status = mw_dot_decoder_next(&r->dot, in, &dot);
  if (status != MW_OK) {
    return status;
  }
  memset(event, 0, sizeof *event);
  event->verb = r->ring[r->first].verb;
  event->offset = r->lines.offset + dot.offset;
  event->end = event->offset;
  event->fault = dot.fault;
  event->fault_offset = dot.fault != MW_FAULT_NONE ? event->offset : 0;
  event->tolerated = dot.tolerated;
  if (dot.kind == MW_DOT_OCTETS) {
    event->kind = MW_POP3_EVENT_BODY;
    event->raw = dot.octets;
    event->end = r->lines.offset + r->dot.offset;
    r->number += dot.octets.len;
  } else if (dot.kind == MW_DOT_FAULT) {
    event->kind = MW_POP3_EVENT_BODY_FAULT;
  } else {
    event->kind = MW_POP3_EVENT_END;
    event->number = r->number;
    r->lines.offset = event->offset;
    answered(r);
  }
  return MW_OK;
}

/* ---- TLS ------------------------------------------------------------------------------------ */

static mw_status next_server_leftover(mw_pop3_response_reader *r, mw_slice *in,
                                      mw_pop3_response_event *event)
{
  mw_slice octets;
  uint64_t offset;
  if (!mwi_handover_take(&r->lines, &r->flags, &r->number, in, &octets, &offset)) {
    return MW_NEED_MORE;
  }
  memset(event, 0, sizeof *event);
  event->kind = MW_POP3_EVENT_SERVER_LEFTOVER;
  event->raw = octets;
  event->offset = offset;
  event->end = offset + octets.len;
  if (mwi_handover_is_plaintext(r->flags)) {
    event->fault = MW_FAULT_PLAINTEXT_LEFT;
    event->fault_offset = r->number;
  }
  return MW_OK;
}

/* ---- the whole ------------------------------------------------------------------------------ */

/* The rest of a line that was too long comes before a message. */
static mw_status next_of_message(mw_pop3_response_reader *r, mw_slice *in,
                                 mw_pop3_response_event *event)
{
  if (mwi_line_skipping(&r->lines) && mwi_line_skip(&r->lines, in) == MW_LINE_END_NONE) {
    return MW_NEED_MORE;
  }
  return next_message(r, in, event);
}

MWI_RARE mw_status mwi_pop3_response_next_other(mw_pop3_response_reader *r, mw_slice *in,
                                                mw_pop3_response_event *event)
{
  switch (r->mode) {
  case MWI_POP3_MESSAGE: return next_of_message(r, in, event);
  case MWI_POP3_SERVER_TLS: return next_server_leftover(r, in, event);
  case MWI_POP3_SERVER_ENDED: return MW_E_ABORTED;
  default: return next_response_line(r, in, event);
  }
}

mw_status mw_pop3_response_reader_next(mw_pop3_response_reader *r, mw_slice *in,
                                       mw_pop3_response_event *event)
{
  if (r == NULL || in == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  if (mwi_pop3_lists(r, in)) {
    uint32_t most = mwi_pop3_plain(r);
    const char *at = mwi_line_scan(in, most);
    mwi_pop3_begin_lines(r, event);
    if (mwi_pop3_line_plain(in->ptr, at, in->ptr + in->len, most, r->lines.offset, event)) {
      mwi_pop3_end_lines(r, event);
      mwi_line_go_on(in, at + 2);
      return MW_OK;
    }
  }
  return mwi_pop3_response_next_other(r, in, event);
}

/* The octets of the line, listing or message that the stream's end cut. Whether it cut a line. */
static bool fill_unfinished(mw_pop3_response_reader *r, mw_pop3_response_event *event)
{
  const mw_pop3_waiting *command = oldest_waiting(r);
  mw_line line;
  uint64_t taken = 0;
  bool cut = false;
  event->kind = MW_POP3_EVENT_RESPONSE_UNFINISHED;
  event->offset = r->lines.offset;
  event->end = r->lines.offset;
  event->more = r->mode == MWI_POP3_LISTING || r->mode == MWI_POP3_MESSAGE;
  event->verb = command != NULL ? command->verb : MW_POP3_UNKNOWN;
  event->number = r->count;
  if (r->mode == MWI_POP3_MESSAGE) {
    (void)mw_dot_decoder_finish(&r->dot, &taken);
    event->end += taken;
  } else if (mw_line_framer_finish(&r->lines, &line) == MW_OK) {
    cut = true;
    event->raw = line.text;
    event->end = line.end;
  }
  event->fault = MW_FAULT_UNFINISHED;
  event->fault_offset = event->end;
  return cut;
}

mw_status mw_pop3_response_reader_finish(mw_pop3_response_reader *r, mw_pop3_response_event *event)
{
  bool due;
  if (r == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  if (r->mode == MWI_POP3_SERVER_ENDED) {
    return MW_E_ABORTED;
  }
  due = r->count > 0 || (r->mode != MWI_POP3_SERVER_TLS && (r->flags & MWI_POP3_GREETING_DUE) != 0);
  memset(event, 0, sizeof *event);
  due = fill_unfinished(r, event) || due;
  r->mode = MWI_POP3_SERVER_ENDED;
  if (due) {
    return MW_OK;
  }
  memset(event, 0, sizeof *event);
  return MW_NEED_MORE;
}
