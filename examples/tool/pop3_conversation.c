/* SPDX-License-Identifier: MIT */
/* POP3, both directions in the order in which they were seen.
 *
 * The response reader must know what a status line answers before it reads it: it is told of one
 * command at a time, the oldest that waits.
 */
#include "print.h"

#include <stdlib.h>
#include <string.h>

/* Where servers end their lines in LF, a dot line between two LF ends a listing or message. */
#define ALLOWED_TO_SERVERS (MW_ALLOW_REPORTED | MW_ALLOW_LF_DOT_END)

/* ---- the client
 * -------------------------------------------------------------------------------------- */

void pop3_resolve_alone(conversation *c, mw_pop3_verb verb)
{
  mw_pop3_expect what = MW_POP3_EXPECT_COMMAND;
  if (verb == MW_POP3_AUTH && auth_goes_on(c)) {
    what = MW_POP3_EXPECT_AUTH;
  } else if (verb == MW_POP3_STLS && c->assumed && !c->recording->shows_tls) {
    what = MW_POP3_EXPECT_TLS;
    c->tally.tls = true;
  }
  (void)mw_pop3_command_reader_expect(&c->pop3->commands, what);
}

static bool is_known(const char *verb)
{
  return mw_pop3_verb_find(mw_slice_text(verb)) != MW_POP3_UNKNOWN;
}

static void take_command(conversation *c, const mw_pop3_command_event *event)
{
  mw_pop3_verb verb = event->command.verb;
  mw_pop3_command_event shown = *event;
  pop3_command t;
  tally_command(&c->tally, event->raw, event->ending, is_known);
  conversation_count_line(c, event->end);
  if (verb == MW_POP3_STLS) {
    c->tally.tls_client = event->end;
  }
  if (auth_is_stray(c, verb != MW_POP3_UNKNOWN)) {
    shown.command.secret = event->raw;
    shown.raw.len = shown.command.keyword.len = shown.command.argument.len = 0;
  }
  pop3_read_command(&t, &shown);
  if (verb == MW_POP3_AUTH) {
    auth_begin(c, t.argument.mechanism, t.argument.initial.ptr != NULL);
  }
  c->print->pop3->command(c, &shown, &t);
}

static void take_auth(conversation *c, const mw_pop3_command_event *event)
{
  auth_line line = {.offset = event->offset, .end = event->end, .raw = event->raw};
  line.fault = event->fault;
  line.fault_offset = event->fault_offset;
  line.tolerated = event->tolerated;
  auth_take(c, &line);
}

static void take_client(conversation *c, const mw_pop3_command_event *event)
{
  if (event->kind == MW_POP3_EVENT_LEFTOVER) {
    conversation_tls(c, 'C', event->offset, event->end, event->fault);
    return;
  }
  if (event->kind == MW_POP3_EVENT_COMMAND) {
    take_command(c, event);
  } else {
    take_auth(c, event);
  }
  pop3_add_unit(c, event);
  if (event->held && c->assumed) {
    pop3_resolve_alone(c, c->pop3->units[c->pop3->unit_count - 1].verb);
  }
}

void pop3_run_client(conversation *c)
{
  mw_pop3_command_event event;
  mw_slice in = conversation_unread(c);
  while (mw_pop3_command_reader_next(&c->pop3->commands, &in, &event) == MW_OK) {
    conversation_took(c, &in);
    take_client(c, &event);
  }
  conversation_took(c, &in);
}

/* A line that began before a response can be what it answers, also where the rest of the line was
 * seen later: it is read to its end now. */
static void read_begun_line(conversation *c)
{
  const buffer *client = &c->recording->client;
  uint64_t seen = c->client_seen;
  const char *lf;
  if (seen == 0 || c->client_fed != seen || client->ptr[seen - 1] == '\n' || c->tally.tls) {
    return;
  }
  lf = memchr(client->ptr + seen, '\n', (size_t)(client->len - seen));
  if (lf != NULL) {
    c->client_seen = (uint64_t)(lf + 1 - client->ptr);
    pop3_run_client(c);
    c->client_seen = seen;
  }
}

/* ---- the server
 * -------------------------------------------------------------------------------------- */

/* Tells the reader what the next status line answers. A command that was challenged waits in the
 * reader on, for what answers the lines of its exchange. */
static void tell_expected(conversation *c)
{
  pop3_half *half = c->pop3;
  const pop3_unit *u;
  if (pop3_oldest(c) == NULL) {
    read_begun_line(c);
  }
  u = pop3_oldest(c);
  if (u != NULL && mw_pop3_response_reader_waiting(&half->responses) == 0) {
    (void)mw_pop3_response_reader_expect(&half->responses, u->verb, u->auth || u->argument.len > 0);
  }
}

static void take_fault(pop3_reply *r, const mw_pop3_response_event *event)
{
  r->tolerated |= event->tolerated;
  if (r->fault == MW_FAULT_NONE && event->fault != MW_FAULT_NONE) {
    r->fault = event->fault;
    r->fault_offset = event->fault_offset;
  }
}

/* Prints what is complete, or as complete as it will be. */
static void deliver(conversation *c)
{
  pop3_reply *r = &c->pop3->current;
  pop3_read_reply(c, r);
  c->print->pop3->reply(c, r);
  free(r->lines);
  r->lines = NULL;
  r->count = 0;
}

static void begin_body(conversation *c)
{
  const pop3_reply *r = &c->pop3->current;
  body *b = &c->pop3->open_body;
  memset(b, 0, sizeof *b);
  b->dir = 'S';
  b->offset = r->end;
  b->mode = mw_pop3_verb_name(r->answers.verb);
}

/* Also where the reader has an AUTH command that waits, but the client's next line had not begun.
 */
static void take_unsolicited(conversation *c, pop3_reply *r)
{
  c->tally.unsolicited++;
  if (r->fault == MW_FAULT_NONE) {
    r->fault = MW_FAULT_NOT_ASKED_FOR;
    r->fault_offset = r->offset;
  }
}

static void begin_status(conversation *c, const mw_pop3_response_event *event)
{
  pop3_reply *r = &c->pop3->current;
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  memset(r, 0, sizeof *r);
  r->offset = event->offset;
  r->end = event->end;
  r->status.offset = event->offset;
  r->status.len = event->raw.len;
  (void)mw_pop3_response_parse(kept_text(c, &r->status), ALLOWED_TO_SERVERS, &r->response,
                               &ignored);
  r->greeting = event->kind == MW_POP3_EVENT_GREETING;
  r->more = event->more;
  take_fault(r, event);
}

/* A status line, or a challenge. */
static void take_status(conversation *c, const mw_pop3_response_event *event)
{
  pop3_reply *r = &c->pop3->current;
  begin_status(c, event);
  c->pop3->statuses[r->response.status]++;
  c->pop3->multiline += r->more ? 1 : 0;
  if (event->kind != MW_POP3_EVENT_UNSOLICITED && !r->greeting) {
    pop3_answer(c, r);
  }
  if (!r->answered && !r->greeting) {
    take_unsolicited(c, r);
  }
  r->message = r->more && (event->verb == MW_POP3_RETR || event->verb == MW_POP3_TOP);
  if (r->message) {
    deliver(c);
    begin_body(c);
  } else if (!r->more) {
    deliver(c);
  }
}

static void take_line(conversation *c, const mw_pop3_response_event *event)
{
  pop3_reply *r = &c->pop3->current;
  kept_line *line;
  r->lines = grow(r->lines, r->count, sizeof *r->lines);
  line = &r->lines[r->count++];
  line->offset = event->offset + (uint64_t)(event->text.ptr - event->raw.ptr);
  line->len = event->text.len;
  r->octets += event->end - line->offset;
  r->end = event->end;
  take_fault(r, event);
}

static void keep_part(conversation *c, const pop3_part *part)
{
  pop3_half *half = c->pop3;
  half->parts = grow(half->parts, half->part_count, sizeof *half->parts);
  half->parts[half->part_count++] = *part;
}

/* The listing or message is complete, or the recording ended in it. */
static void end_part(conversation *c, const mw_pop3_response_event *event, bool truncated)
{
  pop3_half *half = c->pop3;
  pop3_reply *r = &half->current;
  body *b = &half->open_body;
  pop3_part part;
  memset(&part, 0, sizeof part);
  part.command = r->answers;
  part.message = r->message;
  part.truncated = truncated;
  part.end = event->end;
  if (r->message) {
    part.offset = b->offset;
    part.octets = b->octets;
    part.lines = b->lines;
    b->end = event->end;
    b->fault = truncated ? event->fault : MW_FAULT_NONE;
    b->fault_offset = event->fault_offset;
    b->tolerated = event->tolerated;
    c->print->body(c, b);
  } else {
    part.offset = r->count > 0 ? r->lines[0].offset : event->offset;
    part.octets = r->octets;
    part.lines = r->count;
    r->complete = !truncated;
    r->end = event->end;
    take_fault(r, event);
    deliver(c);
  }
  keep_part(c, &part);
}

static void take_garbage(conversation *c, const mw_pop3_response_event *event)
{
  c->pop3->garbage++;
  if (!conversation_aside(c, event->raw)) {
    c->print->fault(c, 'S', event->fault, event->fault_offset, event->offset, event->end);
  }
}

static void take_server(conversation *c, const mw_pop3_response_event *event)
{
  switch (event->kind) {
  case MW_POP3_EVENT_LINE: take_line(c, event); break;
  case MW_POP3_EVENT_BODY:
    c->pop3->open_body.octets += event->raw.len;
    c->pop3->open_body.lines += tally_lines(event->raw);
    break;
  case MW_POP3_EVENT_BODY_FAULT:
    c->print->fault(c, 'S', event->fault, event->fault_offset, event->offset, event->end);
    break;
  case MW_POP3_EVENT_END: end_part(c, event, false); break;
  case MW_POP3_EVENT_NO_RESPONSE: take_garbage(c, event); break;
  case MW_POP3_EVENT_SERVER_LEFTOVER:
    conversation_tls(c, 'S', event->offset, event->end, event->fault);
    break;
  default: take_status(c, event); break;
  }
}

/* The first line of a connection is its greeting. */
static void keep_welcome(conversation *c, const mw_pop3_response_event *event)
{
  if (!c->pop3->spoke) {
    c->pop3->spoke = true;
    c->pop3->welcome.offset = event->offset;
    c->pop3->welcome.len = event->raw.len;
  }
}

static void run_server(conversation *c, mw_slice in)
{
  mw_pop3_response_event event;
  while (in.len > 0) {
    tell_expected(c);
    if (mw_pop3_response_reader_next(&c->pop3->responses, &in, &event) != MW_OK) {
      break;
    }
    keep_welcome(c, &event);
    take_server(c, &event);
  }
}

/* ---- the whole
 * --------------------------------------------------------------------------------------- */

/* The client speaks first, and of messages: the greeting and the login were not recorded. */
static bool begins_later(const recording *r)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  const mw_pop3_verb_info *row;
  mw_pop3_command command;
  mw_slice line = mw_slice_of(r->client.ptr, 0);
  if (r->segments[0].server) {
    return false;
  }
  while (line.len < r->client.len && r->client.ptr[line.len] != '\r' &&
         r->client.ptr[line.len] != '\n') {
    line.len++;
  }
  mw_pop3_command_split(line, MW_ALLOW_REPORTED, &command, &ignored);
  row = mw_pop3_verb_row(command.verb);
  return row != NULL && strcmp(row->states, "transaction") == 0;
}

static void begin(conversation *c)
{
  pop3_half *half = grow(NULL, 0, sizeof *half);
  memset(half, 0, sizeof *half);
  c->pop3 = half;
  half->command_storage = grow(NULL, 0, LINE_STORAGE);
  half->response_storage = grow(NULL, 0, LINE_STORAGE);
  (void)mw_pop3_command_reader_init(&half->commands, half->command_storage, LINE_STORAGE,
                                    MW_ALLOW_REPORTED);
  (void)mw_pop3_response_reader_init(&half->responses, half->response_storage, LINE_STORAGE,
                                     half->waiting, 1, ALLOWED_TO_SERVERS);
  if (c->recording->lacks_greeting || begins_later(c->recording)) {
    mw_pop3_response_reader_reset(&half->responses, false);
    half->spoke = true;
  }
}

static void finish_client(conversation *c)
{
  mw_pop3_command_event event;
  while (mw_pop3_command_reader_held(&c->pop3->commands)) {
    pop3_resolve_alone(c, c->pop3->units[c->pop3->unit_count - 1].verb);
    pop3_run_client(c);
  }
  if (mw_pop3_command_reader_finish(&c->pop3->commands, &event) == MW_OK) {
    conversation_cut(c, event.offset, event.raw, event.command.secret);
    c->print->fault(c, 'C', event.fault, event.fault_offset, event.offset, event.end);
  }
}

/* Commands that wait are counted; what is cut is shown. */
static void finish(conversation *c)
{
  mw_pop3_response_event event;
  size_t i;
  finish_client(c);
  if (mw_pop3_response_reader_finish(&c->pop3->responses, &event) == MW_OK) {
    c->tally.truncated = event.more || event.raw.len > 0;
    if (event.more) {
      end_part(c, &event, true);
    } else if (event.raw.len > 0) {
      c->print->fault(c, 'S', event.fault, event.fault_offset, event.offset, event.end);
    }
  }
  for (i = c->pop3->unit_first; i < c->pop3->unit_count; i++) {
    c->tally.unanswered += c->pop3->units[i].auth ? 0 : 1;
  }
}

static void summarise(conversation *c, const char *name)
{
  c->print->pop3->end(c, name);
}

static void end(conversation *c)
{
  pop3_half *half = c->pop3;
  free(half->command_storage);
  free(half->response_storage);
  free(half->units);
  free(half->parts);
  free(half);
}

const protocol_half pop3_reads = {"POP3",     MW_PROTOCOL_POP3, begin,     pop3_run_client,
                                  run_server, finish,           summarise, end};
