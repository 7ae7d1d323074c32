/* SPDX-License-Identifier: MIT */
/* What a client sends, octets to events: which machine reads the next octet, and when to stop.
 *
 * The law of this machine:
 *   - The mode alone says who reads: the line framer (COMMAND, AUTH), the dot decoder (DATA), the
 *     counter (CHUNK), nobody (HELD, ENDED), or the first octet only (TLS).
 *   - Only a line event changes the mode to HELD or CHUNK; only the end of a body, and expect(),
 *     change it back. Nothing that a body holds changes the mode.
 *   - What the client means by its next octets is the server's decision after DATA, AUTH, STARTTLS
 *     and a BDAT that is not clear. There the mode is HELD, whatever else is wrong with the line.
 *
 *   mode      event             next mode
 *   COMMAND   DATA AUTH STARTTLS, unclear BDAT, any BDAT if asked      HELD
 *   COMMAND   BDAT n            CHUNK
 *   AUTH      any line          HELD
 *   DATA      end of the body   COMMAND
 *   CHUNK     end of the chunk  COMMAND
 *   HELD      expect(x)         x
 *   any       finish(), abort   ENDED
 *   any       reset()           COMMAND
 */
#include <mailwire/smtp_command_reader.h>
#include <string.h>

#include "base/finding.h"
#include "smtp/command_reader.h"
#include "wire/handover.h"

/* What the verb of a command line makes of the mode. */
static void follow(mw_smtp_command_reader *r, mw_smtp_command_event *event)
{
  const mw_smtp_command *command = &event->command;
  bool clear = event->fault == MW_FAULT_NONE && (r->options & MW_SMTP_HOLD_BDAT) == 0;
  switch (command->verb) {
  case MW_SMTP_DATA:
  case MW_SMTP_AUTH:
  case MW_SMTP_STARTTLS: mwi_command_hold(r, command->verb, event); break;
  case MW_SMTP_BDAT:
    r->flags = command->chunk.last ? MWI_COMMAND_LAST : 0;
    mwi_command_enter_chunk(r, command->chunk.octets);
    if (!clear) {
      mwi_command_hold(r, MW_SMTP_BDAT, event);
    }
    break;
  default: break;
  }
}

/* A line of either kind to its event. */
static void take_command_line(const mw_smtp_command_reader *r, const mw_line *line,
                              mw_smtp_command_event *event)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  memset(event, 0, sizeof *event);
  mwi_line_judge_kind(line, r->lines.allow, mwi_command_kind_limit(r), &finding);
  if (r->mode == MWI_MODE_COMMAND) {
    event->kind = MW_SMTP_EVENT_COMMAND;
    mw_smtp_command_split(line->text, r->lines.allow, &event->command, &finding);
  } else {
    event->kind = MW_SMTP_EVENT_AUTH;
    event->command.secret = line->text;
  }
  event->ending = line->ending;
  event->offset = line->offset;
  event->end = line->end;
  event->raw = line->text;
  event->tolerated = finding.tolerated;
  event->fault = finding.fault;
  event->fault_offset = finding.fault != MW_FAULT_NONE ? line->offset + finding.offset : 0;
}

static mw_status next_line(mw_smtp_command_reader *r, mw_slice *in, mw_smtp_command_event *event)
{
  mw_line line;
  mw_status status = mw_line_framer_next(&r->lines, in, &line);
  if (status == MW_OK) {
    take_command_line(r, &line, event);
    if (r->mode == MWI_MODE_AUTH) {
      mwi_command_hold(r, MW_SMTP_AUTH, event);
    } else {
      follow(r, event);
    }
  }
  return status;
}

/* An event that no line made, from offset on. */
static void begin_event(mw_smtp_command_event *event, mw_smtp_command_kind kind, uint64_t offset)
{
  memset(event, 0, sizeof *event);
  event->kind = kind;
  event->offset = offset;
  event->end = offset;
}

/* Octets in place, from the event's offset on. */
static void put_octets(mw_smtp_command_event *event, mw_slice octets)
{
  event->raw = octets;
  event->octets = octets.len;
  event->end += octets.len;
}

/* The body or chunk is complete: commands follow. */
static void end_body(mw_smtp_command_reader *r, uint64_t offset, mw_smtp_command_event *event)
{
  event->octets = r->octets;
  event->last = (r->flags & MWI_COMMAND_LAST) != 0;
  r->lines.offset = offset;
  r->flags = 0;
  mwi_command_enter_commands(r);
}

static mw_status next_dot(mw_smtp_command_reader *r, mw_slice *in, mw_smtp_command_event *event)
{
  mw_dot_event dot;
  uint64_t offset;
  mw_status status = mw_dot_decoder_next(&r->dot, in, &dot);
  if (status != MW_OK) {
    return status;
  }
  offset = r->lines.offset + dot.offset;
  begin_event(event, MW_SMTP_EVENT_BODY, offset);
  event->fault = dot.fault;
  event->tolerated = dot.tolerated;
  if (dot.kind == MW_DOT_OCTETS) {
    put_octets(event, dot.octets);
    event->end = r->lines.offset + r->dot.offset;
    r->octets += dot.octets.len;
    r->body_lines += dot.lines;
    r->eight_bit |= dot.eight_bit;
  } else if (dot.kind == MW_DOT_FAULT) {
    event->kind = MW_SMTP_EVENT_BODY_FAULT;
    event->fault_offset = offset;
  } else {
    event->kind = MW_SMTP_EVENT_BODY_END;
    event->fault_offset = dot.fault != MW_FAULT_NONE ? offset : 0;
    end_body(r, offset, event);
  }
  return MW_OK;
}

static mw_status next_chunk(mw_smtp_command_reader *r, mw_slice *in, mw_smtp_command_event *event)
{
  mw_slice octets;
  uint64_t offset = r->lines.offset + r->octets;
  mw_status status = mw_counted_next(&r->counted, in, &octets);
  if (status == MW_NEED_MORE) {
    return status;
  }
  begin_event(event, MW_SMTP_EVENT_BODY, offset);
  if (status == MW_OK) {
    put_octets(event, octets);
    r->octets += octets.len;
  } else {
    event->kind = MW_SMTP_EVENT_BODY_END;
    end_body(r, offset, event);
  }
  return MW_OK;
}

static mw_status next_command_leftover(mw_smtp_command_reader *r, mw_slice *in,
                                       mw_smtp_command_event *event)
{
  mw_slice octets;
  uint64_t offset;
  if (!mwi_handover_take(&r->lines, &r->flags, &r->octets, in, &octets, &offset)) {
    return MW_NEED_MORE;
  }
  begin_event(event, MW_SMTP_EVENT_LEFTOVER, offset);
  put_octets(event, octets);
  if (mwi_handover_is_plaintext(r->flags)) {
    event->fault = MW_FAULT_PLAINTEXT_LEFT;
    event->fault_offset = r->octets;
  }
  return MW_OK;
}

/* What is not read by lines; the rest of a line that was too long comes first. */
static mw_status next_octets(mw_smtp_command_reader *r, mw_slice *in, mw_smtp_command_event *event)
{
  if (mwi_line_skipping(&r->lines) && mwi_line_skip(&r->lines, in) == MW_LINE_END_NONE) {
    return MW_NEED_MORE;
  }
  switch (r->mode) {
  case MWI_MODE_DATA: return next_dot(r, in, event);
  case MWI_MODE_CHUNK: return next_chunk(r, in, event);
  default: return next_command_leftover(r, in, event);
  }
}

MWI_RARE mw_status mwi_command_next_other(mw_smtp_command_reader *r, mw_slice *in,
                                          mw_smtp_command_event *event)
{
  switch (r->mode) {
  case MWI_MODE_COMMAND:
  case MWI_MODE_AUTH: return next_line(r, in, event);
  case MWI_MODE_HELD: return MW_PAUSED;
  case MWI_MODE_ENDED: return MW_E_ABORTED;
  default: return next_octets(r, in, event);
  }
}

mw_status mw_smtp_command_reader_next(mw_smtp_command_reader *r, mw_slice *in,
                                      mw_smtp_command_event *event)
{
  if (r == NULL || in == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  return mwi_command_next(r, in, event);
}

/* The octets of the body or chunk that the wire has brought so far. */
static uint64_t body_taken(const mw_smtp_command_reader *r)
{
  uint64_t taken = r->octets;
  if (r->mode == MWI_MODE_DATA) {
    (void)mw_dot_decoder_finish(&r->dot, &taken);
  }
  return taken;
}

/* Whether octets of a body or chunk are still due. */
static bool body_is_due(const mw_smtp_command_reader *r)
{
  return r->mode == MWI_MODE_DATA ||
         (r->mode == MWI_MODE_CHUNK && mw_counted_left(&r->counted) > 0);
}

/* What a log must not show of a line that the stream's end cut. */
static mw_slice secret_of(const mw_smtp_command_reader *r, mw_slice text)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  if (r->mode == MWI_MODE_AUTH) {
    return text;
  }
  mw_smtp_command_split(text, r->lines.allow, &command, &unused);
  return command.secret;
}

mw_status mw_smtp_command_reader_finish(mw_smtp_command_reader *r, mw_smtp_command_event *event)
{
  mw_line line;
  bool body;
  bool cut;
  if (r == NULL || event == NULL) {
    return MW_E_ARGUMENT;
  }
  if (r->mode == MWI_MODE_ENDED) {
    return MW_E_ABORTED;
  }
  body = body_is_due(r);
  begin_event(event, MW_SMTP_EVENT_UNFINISHED, r->lines.offset);
  cut = mw_line_framer_finish(&r->lines, &line) == MW_OK;
  if (cut) {
    event->raw = line.text;
    event->end = line.end;
    event->command.secret = secret_of(r, line.text);
  } else if (body) {
    event->end += body_taken(r);
    event->octets = r->octets;
    r->lines.offset = event->end;
  }
  mwi_command_mode(r, MWI_MODE_ENDED);
  if (!cut && !body) {
    return MW_NEED_MORE;
  }
  event->fault = MW_FAULT_UNFINISHED;
  event->fault_offset = event->end;
  return MW_OK;
}
