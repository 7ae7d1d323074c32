/* SPDX-License-Identifier: MIT */
/* SMTP and LMTP, both directions in the order in which they were seen. */
#include "print.h"

#include <stdlib.h>
#include <string.h>

/* ---- the client
 * -------------------------------------------------------------------------------------- */

/* Where no reply will come, or none ever came, a held command is read in the way that fits. */
static void resolve_alone(conversation *c, mw_smtp_verb verb)
{
  mw_smtp_expect what = MW_SMTP_EXPECT_COMMAND;
  if (verb == MW_SMTP_BDAT) {
    what = MW_SMTP_EXPECT_CHUNK;
  } else if (c->assumed && verb == MW_SMTP_DATA) {
    what = MW_SMTP_EXPECT_DATA;
  } else if (verb == MW_SMTP_AUTH && auth_goes_on(c)) {
    what = MW_SMTP_EXPECT_AUTH;
  } else if (c->assumed && verb == MW_SMTP_STARTTLS && !c->recording->shows_tls) {
    what = MW_SMTP_EXPECT_TLS;
    c->tally.tls = true;
  }
  if (mw_smtp_command_reader_expect(&c->smtp->commands, what) != MW_OK) {
    (void)mw_smtp_command_reader_expect(&c->smtp->commands, MW_SMTP_EXPECT_COMMAND);
  }
}

/* A chunk is one if its size is well formed, of at most 12 digits. */
static bool is_chunk(const mw_smtp_command_event *event)
{
  const mw_chunk *chunk = &event->command.chunk;
  return chunk->fault == MW_FAULT_NONE && chunk->octets <= UINT64_C(999999999999);
}

static void show_command(conversation *c, const mw_smtp_command_event *event)
{
  smtp_command t;
  smtp_read_command(&t, event);
  if (event->command.verb == MW_SMTP_AUTH) {
    auth_begin(c, t.argument.text, t.argument.initial.ptr != NULL);
  }
  c->print->smtp->command(c, event, &t);
}

/* What is known of a held command without its reply. */
static void resolve_early(conversation *c, const mw_smtp_command_event *event)
{
  mw_smtp_verb verb = event->command.verb;
  if (verb != MW_SMTP_BDAT) {
    if (c->assumed) {
      resolve_alone(c, verb);
    }
  } else if (!is_chunk(event)) {
    (void)mw_smtp_command_reader_expect(&c->smtp->commands, MW_SMTP_EXPECT_COMMAND);
  } else if (c->smtp->chunking || c->assumed) {
    (void)mw_smtp_command_reader_expect(&c->smtp->commands, MW_SMTP_EXPECT_CHUNK);
  }
}

static const char *const known_verbs[] = {
    "HELO", "EHLO", "LHLO", "MAIL", "RCPT",    "DATA",     "BDAT",     "BURL", "RSET",
    "QUIT", "NOOP", "VRFY", "EXPN", "HELP",    "AUTH",     "STARTTLS", "ETRN", "ATRN",
    "TURN", "SEND", "SOML", "SAML", "XCLIENT", "XFORWARD", "VERB",     "ONEX"};

static bool is_known(const char *verb)
{
  size_t i;
  for (i = 0; i < sizeof known_verbs / sizeof known_verbs[0]; i++) {
    if (strcmp(known_verbs[i], verb) == 0) {
      return true;
    }
  }
  return false;
}

static void take_command(conversation *c, const mw_smtp_command_event *event)
{
  mw_smtp_verb verb = event->command.verb;
  bool last_chunk = verb == MW_SMTP_BDAT && event->command.chunk.last;
  mw_smtp_command_event shown = *event;
  tally_command(&c->tally, event->raw, event->ending, is_known);
  c->smtp->tally.lmtp = c->smtp->tally.lmtp || verb == MW_SMTP_LHLO;
  conversation_count_line(c, event->end);
  c->smtp->body_begin = event->end;
  if (verb == MW_SMTP_STARTTLS) {
    c->tally.tls_client = event->end;
  }
  if (auth_is_stray(c, verb != MW_SMTP_UNKNOWN)) {
    shown.command.secret = event->raw;
    shown.raw.len = shown.command.keyword.len = shown.command.argument.len = 0;
  }
  show_command(c, &shown);
  if (event->held) {
    resolve_early(c, event);
  }
  smtp_pair_unit(c, SMTP_UNIT_COMMAND, verb, event->offset, last_chunk ? 0 : 1);
}

static void take_auth(conversation *c, const mw_smtp_command_event *event)
{
  auth_line line = {.offset = event->offset, .end = event->end, .raw = event->raw};
  line.fault = event->fault;
  line.fault_offset = event->fault_offset;
  line.tolerated = event->tolerated;
  auth_take(c, &line);
  if (c->assumed) {
    resolve_alone(c, MW_SMTP_AUTH);
  }
  smtp_pair_unit(c, SMTP_UNIT_AUTH, MW_SMTP_AUTH, event->offset, 1);
}

static void take_body(conversation *c, const mw_smtp_command_event *event)
{
  if (!c->smtp->in_body) {
    memset(&c->smtp->open_body, 0, sizeof c->smtp->open_body);
    c->smtp->open_body.offset = c->smtp->body_begin;
    c->smtp->in_body = true;
  }
  c->smtp->open_body.lines += tally_lines(event->raw);
}

/* Whether octets after the last command are those of a chunk. */
static bool in_chunk(const conversation *c)
{
  const smtp_half *half = c->smtp;
  return half->unit_count > 0 && half->units[half->unit_count - 1].verb == MW_SMTP_BDAT;
}

static void end_body(conversation *c, const mw_smtp_command_event *event)
{
  bool chunk = in_chunk(c);
  body *b = &c->smtp->open_body;
  c->smtp->in_body = false;
  b->dir = 'C';
  b->end = event->end;
  b->octets = event->octets;
  b->fault = event->fault;
  b->fault_offset = event->fault_offset;
  b->mode = chunk ? "BDAT" : "DATA";
  c->print->body(c, b);
}

static void take_body_end(conversation *c, const mw_smtp_command_event *event)
{
  if (!c->smtp->in_body) {
    memset(&c->smtp->open_body, 0, sizeof c->smtp->open_body);
    c->smtp->open_body.offset = c->smtp->body_begin;
  }
  end_body(c, event);
  if (!in_chunk(c)) {
    smtp_pair_unit(c, SMTP_UNIT_MESSAGE, MW_SMTP_UNKNOWN, event->end - 1, 0);
  }
}

static void take_client(conversation *c, const mw_smtp_command_event *event)
{
  switch (event->kind) {
  case MW_SMTP_EVENT_COMMAND: take_command(c, event); break;
  case MW_SMTP_EVENT_AUTH: take_auth(c, event); break;
  case MW_SMTP_EVENT_BODY: take_body(c, event); break;
  case MW_SMTP_EVENT_BODY_FAULT:
    c->print->fault(c, 'C', event->fault, event->fault_offset, event->offset, event->end);
    break;
  case MW_SMTP_EVENT_BODY_END: take_body_end(c, event); break;
  default: conversation_tls(c, 'C', event->offset, event->end, event->fault); break;
  }
}

static void run_client(conversation *c)
{
  mw_smtp_command_event event;
  mw_slice in = conversation_unread(c);
  while (mw_smtp_command_reader_next(&c->smtp->commands, &in, &event) == MW_OK) {
    conversation_took(c, &in);
    take_client(c, &event);
  }
  conversation_took(c, &in);
}

/* ---- the server
 * -------------------------------------------------------------------------------------- */

static void begin_reply(conversation *c, const mw_smtp_reply_event *event)
{
  memset(&c->smtp->current, 0, sizeof c->smtp->current);
  c->smtp->current.first = *event;
  c->smtp->current.offset = event->offset;
  c->smtp->current.client_seen = c->client_seen;
}

static void take_reply_line(conversation *c, const mw_smtp_reply_event *event)
{
  smtp_reply *r = &c->smtp->current;
  kept_line *line;
  if (event->number == 1) {
    begin_reply(c, event);
  }
  r->lines = grow(r->lines, r->count, sizeof *r->lines);
  line = &r->lines[r->count++];
  line->offset = event->offset + (uint64_t)(event->line.text.ptr - event->raw.ptr);
  line->len = event->line.text.len;
  r->end = event->end;
  r->tolerated |= event->tolerated;
  r->mixed_codes = event->mixed_codes;
  r->bare_lf_lines += event->ending == MW_LINE_END_LF ? 1 : 0;
  if (r->fault == MW_FAULT_NONE && event->fault != MW_FAULT_NONE) {
    r->fault = event->fault;
    r->fault_offset = event->fault_offset;
  }
  if (event->line.last) {
    smtp_pair_reply(c, r);
    memset(r, 0, sizeof *r);
    run_client(c);
  }
}

/* The next reply may be the one that TLS waits for. */
static void expect_tls(conversation *c)
{
  if (!c->recording->shows_tls && c->smtp->unit_first < c->smtp->unit_count &&
      c->smtp->units[c->smtp->unit_first].verb == MW_SMTP_STARTTLS &&
      c->smtp->units[c->smtp->unit_first].kind == SMTP_UNIT_COMMAND) {
    (void)mw_smtp_reply_reader_expect_tls(&c->smtp->replies);
  }
}

static void take_server(conversation *c, const mw_smtp_reply_event *event)
{
  switch (event->kind) {
  case MW_SMTP_EVENT_REPLY_LINE: take_reply_line(c, event); break;
  case MW_SMTP_EVENT_GARBAGE:
    c->smtp->tally.garbage++;
    c->print->fault(c, 'S', event->fault, event->fault_offset, event->offset, event->end);
    break;
  default: conversation_tls(c, 'S', event->offset, event->end, event->fault); break;
  }
}

static void run_server(conversation *c, mw_slice in)
{
  mw_smtp_reply_event event;
  expect_tls(c);
  while (mw_smtp_reply_reader_next(&c->smtp->replies, &in, &event) == MW_OK) {
    take_server(c, &event);
    expect_tls(c);
  }
}

/* ---- the whole
 * --------------------------------------------------------------------------------------- */

static void begin(conversation *c)
{
  smtp_half *half = grow(NULL, 0, sizeof *half);
  memset(half, 0, sizeof *half);
  c->smtp = half;
  half->command_storage = grow(NULL, 0, LINE_STORAGE);
  half->reply_storage = grow(NULL, 0, LINE_STORAGE);
  half->tally.greeting = -1;
  half->tally.lmtp = c->speaks == LANGUAGE_LMTP;
  (void)mw_smtp_command_reader_init(&half->commands, half->command_storage, LINE_STORAGE,
                                    MW_ALLOW_REPORTED, MW_SMTP_HOLD_BDAT);
  (void)mw_smtp_command_reader_policy(&half->commands, MW_DOT_REPORT);
  (void)mw_smtp_reply_reader_init(&half->replies, half->reply_storage, LINE_STORAGE,
                                  MW_ALLOW_REPORTED);
}

static void finish_client(conversation *c)
{
  mw_smtp_command_event event;
  while (mw_smtp_command_reader_held(&c->smtp->commands)) {
    resolve_alone(c, (mw_smtp_verb)c->smtp->units[c->smtp->unit_count - 1].verb);
    run_client(c);
  }
  if (mw_smtp_command_reader_finish(&c->smtp->commands, &event) != MW_OK) {
    return;
  }
  conversation_cut(c, event.offset, event.raw, event.command.secret);
  if (c->smtp->in_body) { /* what there was of it */
    end_body(c, &event);
    return;
  }
  c->print->fault(c, 'C', event.fault, event.fault_offset, event.offset, event.end);
}

static void finish(conversation *c)
{
  mw_smtp_reply_event event;
  finish_client(c);
  if (mw_smtp_reply_reader_finish(&c->smtp->replies, &event) == MW_OK) {
    c->tally.truncated = !c->tally.tls;
    c->print->fault(c, 'S', event.fault, event.fault_offset, event.reply_offset, event.end);
  }
  smtp_pair_finish(c);
}

static void summarise(conversation *c, const char *name)
{
  c->print->smtp->end(c, name);
}

static void end(conversation *c)
{
  smtp_half *half = c->smtp;
  free(half->current.lines);
  free(half->command_storage);
  free(half->reply_storage);
  free(half->units);
  free(half->waiting);
  free(half->extensions);
  free(half->tally.replies.list);
  free(half);
}

const protocol_half smtp_reads = {"SMTP",     MW_PROTOCOL_NONE, begin,     run_client,
                                  run_server, finish,           summarise, end};
