/* SPDX-License-Identifier: MIT */
/* The events of the POP3 readers as lines of a trace. */
#include "trace_parts.h"

static const char *command_kind(mw_pop3_command_kind kind)
{
  switch (kind) {
  case MW_POP3_EVENT_COMMAND: return "COMMAND";
  case MW_POP3_EVENT_AUTH: return "AUTH";
  case MW_POP3_EVENT_UNFINISHED: return "UNFINISHED";
  default: return "UNKNOWN";
  }
}

void trace_pop3_command(trace *t, const mw_pop3_command_event *event)
{
  const mw_pop3_command *command = &event->command;
  text_buffer body = {NULL, 0, 0};
  if (event->kind == MW_POP3_EVENT_LEFTOVER) {
    trace_faulty_octets(t, "LEFTOVER", event->offset, event->end, event->raw, event->fault,
                        event->fault_offset);
    return;
  }
  if (event->kind == MW_POP3_EVENT_COMMAND) {
    part_command(&body, mw_pop3_verb_name(command->verb), event->raw, command->keyword,
                 command->argument);
  } else {
    part_slice(&body, " raw=", event->raw);
  }
  if (event->kind != MW_POP3_EVENT_UNFINISHED) {
    part_ending(&body, event->ending);
  }
  part_secret(&body, command->secret);
  part_fault(t, &body, event->fault, event->fault_offset, event->offset);
  part_tolerated(&body, event->tolerated);
  trace_event(t, command_kind(event->kind), event->offset, event->end, &body);
  text_free(&body);
}

static const char *response_kind(mw_pop3_response_kind kind)
{
  switch (kind) {
  case MW_POP3_EVENT_GREETING: return "GREETING";
  case MW_POP3_EVENT_RESPONSE: return "RESPONSE";
  case MW_POP3_EVENT_CHALLENGE: return "CHALLENGE";
  case MW_POP3_EVENT_LINE: return "LINE";
  case MW_POP3_EVENT_BODY: return "BODY";
  case MW_POP3_EVENT_BODY_FAULT: return "BODY_FAULT";
  case MW_POP3_EVENT_END: return "END";
  case MW_POP3_EVENT_UNSOLICITED: return "UNSOLICITED";
  case MW_POP3_EVENT_NO_RESPONSE: return "NO_RESPONSE";
  case MW_POP3_EVENT_SERVER_LEFTOVER: return "LEFTOVER";
  case MW_POP3_EVENT_RESPONSE_UNFINISHED: return "UNFINISHED";
  default: return "UNKNOWN";
  }
}

/* What is answered: "LIST", "OWN 2" for the second command of the caller's own; nothing for none.
 */
static void put_verb(text_buffer *body, int verb)
{
  if (verb >= TRACE_OWN_VERB) {
    part_number(body, " OWN ", (uint64_t)(verb - TRACE_OWN_VERB + 1));
  } else if (verb != MW_POP3_UNKNOWN) {
    text_add(body, " ");
    text_add(body, mw_pop3_verb_name((mw_pop3_verb)verb));
  }
}

static void put_status(text_buffer *body, const mw_pop3_response *response)
{
  if (response->status != MW_POP3_STATUS_NONE) {
    text_add(body, " ");
    text_add(body, mw_pop3_status_name(response->status));
  }
}

/* What stands behind the status. */
static void put_response(text_buffer *body, const mw_pop3_response *response)
{
  if (response->text.ptr != NULL) {
    part_slice(body, " text=", response->text);
  }
  if (response->code.ptr != NULL) {
    part_slice(body, " code=", response->code);
    text_add(body, " known=");
    text_add(body, mw_pop3_code_name(response->known));
  }
  if (response->code_fault != MW_FAULT_NONE) {
    text_add(body, " code_fault=");
    text_add(body, mw_fault_name(response->code_fault));
  }
  if (response->message.ptr != response->text.ptr || response->message.len != response->text.len) {
    part_slice(body, " message=", response->message);
  }
}

/* The line, and what the library says of it. */
static void put_line(text_buffer *body, const mw_pop3_response_event *event)
{
  if (event->kind == MW_POP3_EVENT_BODY_FAULT ||
      (event->kind == MW_POP3_EVENT_END && event->raw.ptr == NULL)) {
    return;
  }
  part_slice(body, " raw=", event->raw);
  put_response(body, &event->response);
  if (event->kind == MW_POP3_EVENT_LINE && !mw_slice_equal(event->text, event->raw)) {
    part_slice(body, " text=", event->text);
  }
  if (event->kind != MW_POP3_EVENT_RESPONSE_UNFINISHED) {
    part_ending(body, event->ending);
  }
}

void trace_pop3_response(trace *t, const mw_pop3_response_event *event)
{
  text_buffer body = {NULL, 0, 0};
  if (event->kind == MW_POP3_EVENT_SERVER_LEFTOVER || event->kind == MW_POP3_EVENT_BODY) {
    trace_faulty_octets(t, event->kind == MW_POP3_EVENT_BODY ? "BODY" : "LEFTOVER", event->offset,
                        event->end, event->raw, event->fault, event->fault_offset);
    return;
  }
  put_verb(&body, event->verb);
  put_status(&body, &event->response);
  put_line(&body, event);
  if (event->kind == MW_POP3_EVENT_END) {
    part_number(&body, " number=", event->number);
  } else if (event->kind == MW_POP3_EVENT_RESPONSE_UNFINISHED) {
    part_number(&body, " waiting=", event->number);
  }
  text_add(&body, event->more ? " more" : "");
  part_fault(t, &body, event->fault, event->fault_offset, event->offset);
  part_tolerated(&body, event->tolerated);
  trace_event(t, response_kind(event->kind), event->offset, event->end, &body);
  text_free(&body);
}
