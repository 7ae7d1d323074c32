/* SPDX-License-Identifier: MIT */
/* Each unit's events as lines of a trace: all public fields that are not what they always are. */
#include "trace_parts.h"

static const char *mark_name(unsigned kind)
{
  switch (kind) {
  case MW_LINE_BARE_CR: return "BARE_CR";
  case MW_LINE_BARE_LF: return "BARE_LF";
  case MW_LINE_NUL: return "NUL";
  case MW_LINE_CONTROL: return "CONTROL";
  case MW_LINE_EIGHT_BIT: return "EIGHT_BIT";
  case MW_LINE_TOO_LONG: return "TOO_LONG";
  default: return "UNKNOWN";
  }
}

/* The marks of a line, which must be those that its bits promise. */
static void put_marks(const trace *t, const mw_line *line, text_buffer *body)
{
  const char *before = " marks=";
  unsigned kinds = 0;
  mw_line_mark mark;
  size_t at = 0;
  while (mw_line_mark_next(line, &at, &mark)) {
    text_add(body, before);
    text_add(body, mark_name(mark.kind));
    part_offset(t, body, mark.offset, line->offset);
    kinds |= mark.kind;
    before = ",";
  }
  if (kinds != line->marks) {
    text_add(body, " LAW: the marks are not those of the bits");
  }
}

void trace_line(trace *t, const mw_line *line, uint64_t allow)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  text_buffer body = {NULL, 0, 0};
  mw_line_judge(line, allow, &finding);
  part_slice(&body, " ", line->text);
  part_ending(&body, line->ending);
  put_marks(t, line, &body);
  part_fault(t, &body, finding.fault, line->offset + finding.offset, line->offset);
  part_tolerated(&body, finding.tolerated);
  trace_event(t, "LINE", line->offset, line->end, &body);
  text_free(&body);
}

void trace_dot(trace *t, const mw_dot_event *event)
{
  text_buffer line = {NULL, 0, 0};
  if (event->kind == MW_DOT_OCTETS) {
    trace_octets(t, "OCTETS", event->offset, 0, false, event->octets, NULL);
    return;
  }
  t->events++;
  if (event->kind == MW_DOT_FAULT) {
    text_add(&line, "FAULT ");
    text_add(&line, mw_fault_name(event->fault));
    part_offset(t, &line, event->offset, 0);
  } else {
    text_add(&line, event->kind == MW_DOT_END ? "END " : "UNKNOWN ");
    part_offset(t, &line, event->offset, 0);
    if (event->fault != MW_FAULT_NONE) {
      text_add(&line, " fault=");
      text_add(&line, mw_fault_name(event->fault));
    }
    part_tolerated(&line, event->tolerated);
  }
  text_put(&line, "", 1);
  trace_add(t, line.ptr);
  text_free(&line);
}

static void put_chunk(text_buffer *body, const mw_chunk *chunk)
{
  text_add(body, " chunk=");
  if (chunk->octets == MW_OCTETS_UNKNOWN) {
    text_add(body, "UNKNOWN");
  } else {
    text_number(body, chunk->octets);
  }
  text_add(body, chunk->last ? ",LAST" : "");
  if (chunk->fault != MW_FAULT_NONE) {
    text_add(body, " chunk_fault=");
    text_add(body, mw_fault_name(chunk->fault));
    part_number(body, "@", chunk->at);
  }
}

static void put_command(text_buffer *body, const mw_smtp_command_event *event)
{
  const mw_smtp_command *command = &event->command;
  part_command(body, mw_smtp_verb_name(command->verb), event->raw, command->keyword,
               command->argument);
  if (command->verb == MW_SMTP_BDAT) {
    put_chunk(body, &command->chunk);
  }
}

/* BODY_END and UNFINISHED. */
static void put_end(text_buffer *body, const mw_smtp_command_event *event)
{
  if (event->kind == MW_SMTP_EVENT_UNFINISHED) {
    part_slice(body, " raw=", event->raw);
  }
  part_number(body, " octets=", event->octets);
  text_add(body, event->last ? " last" : "");
}

static const char *command_kind(mw_smtp_command_kind kind)
{
  switch (kind) {
  case MW_SMTP_EVENT_COMMAND: return "COMMAND";
  case MW_SMTP_EVENT_AUTH: return "AUTH";
  case MW_SMTP_EVENT_BODY_FAULT: return "BODY_FAULT";
  case MW_SMTP_EVENT_BODY_END: return "BODY_END";
  case MW_SMTP_EVENT_UNFINISHED: return "UNFINISHED";
  default: return "UNKNOWN";
  }
}

void trace_command(trace *t, const mw_smtp_command_event *event)
{
  text_buffer body = {NULL, 0, 0};
  if (event->kind == MW_SMTP_EVENT_BODY || event->kind == MW_SMTP_EVENT_LEFTOVER) {
    trace_faulty_octets(t, event->kind == MW_SMTP_EVENT_BODY ? "BODY" : "LEFTOVER", event->offset,
                        event->end, event->raw, event->fault, event->fault_offset);
    return;
  }
  if (event->kind == MW_SMTP_EVENT_COMMAND) {
    put_command(&body, event);
    part_ending(&body, event->ending);
  } else if (event->kind == MW_SMTP_EVENT_AUTH) {
    part_slice(&body, " raw=", event->raw);
    part_ending(&body, event->ending);
  } else if (event->kind != MW_SMTP_EVENT_BODY_FAULT) {
    put_end(&body, event);
  }
  part_secret(&body, event->command.secret);
  part_fault(t, &body, event->fault, event->fault_offset, event->offset);
  part_tolerated(&body, event->tolerated);
  trace_event(t, command_kind(event->kind), event->offset, event->end, &body);
  text_free(&body);
}

static void put_enhanced(text_buffer *body, const mw_smtp_reply_line *line)
{
  if (line->enhanced.klass != 0) {
    part_number(body, " enhanced=", line->enhanced.klass);
    part_number(body, ".", line->enhanced.subject);
    part_number(body, ".", line->enhanced.detail);
  }
  if (line->enhanced_fault != MW_FAULT_NONE) {
    text_add(body, " enhanced_fault=");
    text_add(body, mw_fault_name(line->enhanced_fault));
  }
  if (line->message.ptr != line->text.ptr || line->message.len != line->text.len) {
    part_slice(body, " message=", line->message);
  }
}

static void put_code(text_buffer *body, const char *name, unsigned code)
{
  char digits[3] = {(char)('0' + code / 100), (char)('0' + code / 10 % 10),
                    (char)('0' + code % 10)};
  text_add(body, name);
  text_put(body, code <= 999 ? digits : "???", 3);
}

/* Which reply the line belongs to: not told for the first line of one, and for a line that belongs
 * to none. */
static void put_reply(text_buffer *body, const mw_smtp_reply_event *event)
{
  bool begins = event->number == 1 && event->reply_offset == event->offset &&
                event->kind == MW_SMTP_EVENT_REPLY_LINE && event->code == event->line.code;
  bool alone = event->number == 0 && event->code == 0 && event->reply_offset == event->offset;
  if (!begins && !alone) {
    part_number(body, " #", event->number);
    put_code(body, " of=", event->code);
    part_number(body, "@", event->reply_offset);
  }
}

static const char *reply_kind(mw_smtp_reply_kind kind)
{
  switch (kind) {
  case MW_SMTP_EVENT_REPLY_LINE: return "REPLY_LINE";
  case MW_SMTP_EVENT_GARBAGE: return "GARBAGE";
  case MW_SMTP_EVENT_REPLY_UNFINISHED: return "UNFINISHED";
  default: return "UNKNOWN";
  }
}

void trace_reply(trace *t, const mw_smtp_reply_event *event)
{
  text_buffer body = {NULL, 0, 0};
  if (event->kind == MW_SMTP_EVENT_SERVER_LEFTOVER) {
    trace_faulty_octets(t, "LEFTOVER", event->offset, event->end, event->raw, event->fault,
                        event->fault_offset);
    return;
  }
  if (event->kind == MW_SMTP_EVENT_REPLY_LINE) {
    put_code(&body, " ", event->line.code);
    text_add(&body, event->line.last ? " last" : " more");
  }
  put_reply(&body, event);
  part_slice(&body, " raw=", event->raw);
  if (event->kind == MW_SMTP_EVENT_REPLY_LINE) {
    part_slice(&body, " text=", event->line.text);
    put_enhanced(&body, &event->line);
  }
  if (event->kind != MW_SMTP_EVENT_REPLY_UNFINISHED) {
    part_ending(&body, event->ending);
  }
  part_fault(t, &body, event->fault, event->fault_offset, event->offset);
  part_tolerated(&body, event->tolerated);
  text_add(&body, event->mixed_codes ? " mixed_codes" : "");
  text_add(&body, event->mixed_enhanced ? " mixed_enhanced" : "");
  trace_event(t, reply_kind(event->kind), event->offset, event->end, &body);
  text_free(&body);
}
