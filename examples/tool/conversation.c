/* SPDX-License-Identifier: MIT */
/* Both directions of a recording, in the order in which they were seen. */
#include "conversation.h"

#include <stdlib.h>
#include <string.h>

#include "typed.h"

/* Any line fits: what a recording holds is to be shown. */
enum { STORAGE = 1 << 20 };

size_t conversation_segment(const conversation *c, uint64_t offset)
{
  size_t low = 0;
  size_t i;
  for (i = 0; i < c->recording->count; i++) {
    const segment *s = &c->recording->segments[i];
    if (!s->server) {
      low = i;
      if (offset < s->end) {
        break;
      }
    }
  }
  return low;
}

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
  } else if (c->assumed && verb == MW_SMTP_AUTH && c->auth_left > 0) {
    c->auth_left--;
    what = MW_SMTP_EXPECT_AUTH;
  } else if (c->assumed && verb == MW_SMTP_STARTTLS) {
    what = MW_SMTP_EXPECT_TLS;
    c->tally.tls = true;
  }
  if (mw_smtp_command_reader_expect(&c->commands, what) != MW_OK) {
    (void)mw_smtp_command_reader_expect(&c->commands, MW_SMTP_EXPECT_COMMAND);
  }
}

/* A chunk is one if its size is well formed, of at most 12 digits. */
static bool is_chunk(const mw_smtp_command_event *event)
{
  const mw_chunk *chunk = &event->command.chunk;
  return chunk->fault == MW_FAULT_NONE && chunk->octets <= UINT64_C(999999999999);
}

/* The line ends in the same segment as the one before. */
static void count_pipelined(conversation *c, uint64_t end)
{
  size_t at = conversation_segment(c, end > 0 ? end - 1 : 0) + 1;
  c->tally.pipelined += at == c->last_line_segment ? 1 : 0;
  c->last_line_segment = at;
}

/* How many lines the client sends after AUTH when nobody recorded the challenges: what the
 * mechanism needs, less the initial response. One that is not known is taken for one of a single
 * response. */
static unsigned responses(mw_slice mechanism, bool initial)
{
  mw_sasl_mechanism known = mw_sasl_mechanism_find(mechanism);
  unsigned lines = known == MW_SASL_LOGIN ||
                           (known >= MW_SASL_SCRAM_SHA_1 && known <= MW_SASL_SCRAM_SHA_512_PLUS)
                       ? 2
                       : 1;
  return initial && lines > 0 ? lines - 1 : lines;
}

/* The mechanism is what the lines of the exchange belong to. */
static void show_command(conversation *c, const mw_smtp_command_event *event)
{
  typed_command t;
  typed_read_command(&t, event);
  if (event->command.verb == MW_SMTP_AUTH) {
    size_t len = t.argument.text.len < sizeof c->mechanism ? t.argument.text.len : 0;
    c->auth_left = responses(t.argument.text, t.argument.initial.ptr != NULL);
    memset(c->mechanism, 0, sizeof c->mechanism);
    if (len > 0) {
      memcpy(c->mechanism, t.argument.text.ptr, len);
    }
  }
  c->print->command(c, event, &t);
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
    (void)mw_smtp_command_reader_expect(&c->commands, MW_SMTP_EXPECT_COMMAND);
  } else if (c->chunking || c->assumed) {
    (void)mw_smtp_command_reader_expect(&c->commands, MW_SMTP_EXPECT_CHUNK);
  }
}

static void take_command(conversation *c, const mw_smtp_command_event *event)
{
  mw_smtp_verb verb = event->command.verb;
  bool last_chunk = verb == MW_SMTP_BDAT && event->command.chunk.last;
  tally_verb(&c->tally, event->raw);
  c->tally.bare_lf_commands += event->ending == MW_LINE_END_LF ? 1 : 0;
  c->tally.lmtp = c->tally.lmtp || verb == MW_SMTP_LHLO;
  count_pipelined(c, event->end);
  c->body_begin = event->end;
  if (verb == MW_SMTP_STARTTLS) {
    c->tally.tls_client = event->end;
  }
  show_command(c, event);
  if (event->held) {
    resolve_early(c, event);
  }
  pair_unit(c, UNIT_COMMAND, verb, event->offset, last_chunk ? 0 : 1);
}

static void take_auth(conversation *c, const mw_smtp_command_event *event)
{
  typed_auth a;
  c->tally.auth_lines++;
  count_pipelined(c, event->end);
  typed_read_auth(&a, event);
  c->print->auth(c, event, &a);
  if (c->assumed) {
    resolve_alone(c, MW_SMTP_AUTH);
  }
  pair_unit(c, UNIT_AUTH, MW_SMTP_AUTH, event->offset, 1);
}

static void take_body(conversation *c, const mw_smtp_command_event *event)
{
  const char *at = event->raw.ptr;
  const char *end = at + event->raw.len;
  if (!c->in_body) {
    memset(&c->open_body, 0, sizeof c->open_body);
    c->open_body.offset = c->body_begin;
    c->in_body = true;
  }
  while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
    c->open_body.lines++;
    at++;
  }
}

static void take_body_end(conversation *c, const mw_smtp_command_event *event)
{
  bool chunk = c->unit_count > 0 && c->units[c->unit_count - 1].verb == MW_SMTP_BDAT;
  if (!c->in_body) {
    memset(&c->open_body, 0, sizeof c->open_body);
    c->open_body.offset = c->body_begin;
  }
  c->in_body = false;
  c->open_body.end = event->end;
  c->open_body.octets = event->octets;
  c->open_body.fault = event->fault;
  c->open_body.fault_offset = event->fault_offset;
  c->open_body.chunk = chunk;
  c->print->body(c, &c->open_body);
  if (!chunk) {
    pair_unit(c, UNIT_MESSAGE, MW_SMTP_UNKNOWN, event->end - 1, 0);
  }
}

/* A line that no verb begins, right behind AUTH: the client may have sent it for a challenge that
 * never came, so it is a secret as a whole. */
static void take_line(conversation *c, const mw_smtp_command_event *event)
{
  mw_smtp_command_event masked = *event;
  if (event->command.verb == MW_SMTP_UNKNOWN && c->unit_count > 0 && !c->show_secrets &&
      c->units[c->unit_count - 1].verb == MW_SMTP_AUTH) {
    masked.command.secret = event->raw;
    masked.raw.len = 0;
    masked.command.keyword = masked.raw;
    masked.command.argument = masked.raw;
  }
  take_command(c, &masked);
}

static void take_client(conversation *c, const mw_smtp_command_event *event)
{
  switch (event->kind) {
  case MW_SMTP_EVENT_COMMAND: take_line(c, event); break;
  case MW_SMTP_EVENT_AUTH: take_auth(c, event); break;
  case MW_SMTP_EVENT_BODY: take_body(c, event); break;
  case MW_SMTP_EVENT_BODY_FAULT:
    c->print->fault(c, 'C', event->fault, event->fault_offset, event->offset, event->end);
    break;
  case MW_SMTP_EVENT_BODY_END: take_body_end(c, event); break;
  default:
    c->tally.plaintext = c->tally.plaintext || event->fault != MW_FAULT_NONE;
    c->print->tls(c, 'C', event->offset, event->end, event->fault != MW_FAULT_NONE);
    break;
  }
}

void conversation_client(conversation *c)
{
  mw_smtp_command_event event;
  const char *octets = c->recording->client.ptr;
  mw_slice in = mw_slice_of(octets + c->client_fed, (size_t)(c->client_seen - c->client_fed));
  while (mw_smtp_command_reader_next(&c->commands, &in, &event) == MW_OK) {
    c->client_fed = (uint64_t)(in.ptr - octets);
    take_client(c, &event);
  }
  c->client_fed = (uint64_t)(in.ptr - octets);
}

/* ---- the server
 * -------------------------------------------------------------------------------------- */

static void begin_reply(conversation *c, const mw_smtp_reply_event *event)
{
  memset(&c->current, 0, sizeof c->current);
  c->current.first = *event;
  c->current.offset = event->offset;
  c->current.client_seen = c->client_seen;
}

static void take_reply_line(conversation *c, const mw_smtp_reply_event *event)
{
  reply *r = &c->current;
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
    pair_reply(c, r);
    memset(r, 0, sizeof *r);
    conversation_client(c);
  }
}

/* The next reply may be the one that TLS waits for. */
static void expect_tls(conversation *c)
{
  if (c->unit_first < c->unit_count && c->units[c->unit_first].verb == MW_SMTP_STARTTLS &&
      c->units[c->unit_first].kind == UNIT_COMMAND) {
    (void)mw_smtp_reply_reader_expect_tls(&c->replies);
  }
}

static void take_server(conversation *c, const mw_smtp_reply_event *event)
{
  switch (event->kind) {
  case MW_SMTP_EVENT_REPLY_LINE: take_reply_line(c, event); break;
  case MW_SMTP_EVENT_GARBAGE:
    c->tally.garbage++;
    c->print->fault(c, 'S', event->fault, event->fault_offset, event->offset, event->end);
    break;
  default: c->print->tls(c, 'S', event->offset, event->end, event->fault != MW_FAULT_NONE); break;
  }
}

static void run_server(conversation *c, const segment *s)
{
  mw_slice in = mw_slice_of(c->recording->server.ptr + s->begin, s->end - s->begin);
  mw_smtp_reply_event event;
  expect_tls(c);
  while (mw_smtp_reply_reader_next(&c->replies, &in, &event) == MW_OK) {
    take_server(c, &event);
    expect_tls(c);
  }
}

/* ---- the whole
 * --------------------------------------------------------------------------------------- */

static void *storage(void)
{
  return grow(NULL, 0, STORAGE);
}

static void begin(conversation *c)
{
  c->command_storage = storage();
  c->reply_storage = storage();
  c->tally.greeting = -1;
  c->assumed = c->recording->server.len == 0;
  (void)mw_smtp_command_reader_init(&c->commands, c->command_storage, STORAGE, MW_ALLOW_REPORTED,
                                    MW_SMTP_HOLD_BDAT);
  (void)mw_smtp_command_reader_policy(&c->commands, MW_DOT_REPORT);
  (void)mw_smtp_reply_reader_init(&c->replies, c->reply_storage, STORAGE, MW_ALLOW_REPORTED);
}

static void finish_client(conversation *c)
{
  mw_smtp_command_event event;
  while (mw_smtp_command_reader_held(&c->commands)) {
    resolve_alone(c, (mw_smtp_verb)c->units[c->unit_count - 1].verb);
    conversation_client(c);
  }
  if (mw_smtp_command_reader_finish(&c->commands, &event) != MW_OK) {
    return;
  }
  if (event.raw.ptr != NULL && !c->tally.tls) {
    c->tally.leftover = event.raw.len;
  }
  if (event.command.secret.ptr != NULL) {
    c->secret_at = event.offset + (uint64_t)(event.command.secret.ptr - event.raw.ptr);
  }
  if (c->in_body) { /* what there was of it */
    c->in_body = false;
    c->open_body.end = event.end;
    c->open_body.octets = event.octets;
    c->open_body.fault = event.fault;
    c->open_body.fault_offset = event.fault_offset;
    c->print->body(c, &c->open_body);
    return;
  }
  c->print->fault(c, 'C', event.fault, event.fault_offset, event.offset, event.end);
}

static void finish_server(conversation *c)
{
  mw_smtp_reply_event event;
  if (mw_smtp_reply_reader_finish(&c->replies, &event) == MW_OK) {
    c->tally.truncated = !c->tally.tls;
    c->print->fault(c, 'S', event.fault, event.fault_offset, event.reply_offset, event.end);
  }
  free(c->current.lines);
}

static void end(conversation *c)
{
  free(c->command_storage);
  free(c->reply_storage);
  free(c->units);
  free(c->waiting);
  free(c->extensions);
  free(c->tally.verbs);
  free(c->tally.replies);
}

/* Says so when a stream begins like another protocol's. */
static void name_protocol(conversation *c, char dir, const buffer *octets)
{
  mw_protocol protocol = mw_protocol_detect(mw_slice_of(octets->ptr, octets->len));
  if (protocol != MW_PROTOCOL_NONE) {
    c->print->protocol(c, dir, protocol);
  }
}

void conversation_run(conversation *c, const char *name)
{
  size_t i;
  begin(c);
  c->print->begin(c, name);
  name_protocol(c, 'C', &c->recording->client);
  name_protocol(c, 'S', &c->recording->server);
  for (i = 0; i < c->recording->count; i++) {
    const segment *s = &c->recording->segments[i];
    c->segment = i;
    if (s->server) {
      run_server(c, s);
    } else {
      c->client_seen = s->end;
      conversation_client(c);
    }
  }
  finish_client(c);
  finish_server(c);
  pair_finish(c);
  c->print->end(c, name);
  end(c);
}
