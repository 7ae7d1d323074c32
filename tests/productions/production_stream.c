/* SPDX-License-Identifier: MIT */
/* What a client sends, from its first octet on: commands, bodies, chunks.
 *
 * No stream says what the server answered. Here every command is accepted, or every one refused.
 */
#include "productions/production.h"

typedef struct stream {
  text_buffer commands; /* verbs, joined by commas */
  text_buffer valid;    /* "yes" or "no" for each */
  text_buffer chunks;   /* the octets of each chunk, joined by commas */
  text_buffer body;
  mw_smtp_verb verb; /* of the last command */
  bool good;
  bool initial;  /* AUTH came with its initial response */
  bool in_auth;  /* a line of the exchange was read */
  bool complete; /* a message ended */
} stream;

static void put_word(text_buffer *to, const char *word)
{
  text_add(to, to->len > 0 ? "," : "");
  text_add(to, word);
}

static void take_command(stream *s, const mw_smtp_command_event *event, const mode *m)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_params params;
  bool good =
      mw_smtp_command_parse(event->raw, &m->rules, &command, &argument, &params, &finding) &&
      event->fault == MW_FAULT_NONE && command.verb != MW_SMTP_UNKNOWN && params.unknown == 0;
  s->verb = event->command.verb;
  s->initial = argument.initial.ptr != NULL;
  s->in_auth = false;
  s->good = s->good && good;
  put_word(&s->commands, mw_smtp_verb_name(event->command.verb));
  put_word(&s->valid, good ? "yes" : "no");
}

static void take_event(stream *s, const mw_smtp_command_event *event, const mode *m)
{
  switch (event->kind) {
  case MW_SMTP_EVENT_COMMAND: take_command(s, event, m); break;
  case MW_SMTP_EVENT_AUTH: s->in_auth = true; break;
  case MW_SMTP_EVENT_BODY: text_put(&s->body, event->raw.ptr, event->raw.len); break;
  case MW_SMTP_EVENT_BODY_END:
    s->complete = s->complete || event->last;
    if (s->verb == MW_SMTP_BDAT) {
      put_word(&s->chunks, "");
      text_number(&s->chunks, event->octets);
    }
    break;
  default: s->good = false; break;
  }
}

/* What an accepted command lets follow. */
static mw_smtp_expect follows(const stream *s)
{
  switch (s->verb) {
  case MW_SMTP_DATA: return MW_SMTP_EXPECT_DATA;
  case MW_SMTP_BDAT: return MW_SMTP_EXPECT_CHUNK;
  case MW_SMTP_AUTH: return s->initial || s->in_auth ? MW_SMTP_EXPECT_COMMAND : MW_SMTP_EXPECT_AUTH;
  default: return MW_SMTP_EXPECT_COMMAND;
  }
}

static void end_hold(mw_smtp_command_reader *reader, const stream *s, bool accept)
{
  mw_smtp_expect what = accept ? follows(s) : MW_SMTP_EXPECT_COMMAND;
  if (mw_smtp_command_reader_expect(reader, what) != MW_OK) {
    (void)mw_smtp_command_reader_expect(reader, MW_SMTP_EXPECT_COMMAND);
  }
}

static void give_facts(facts *f, const stream *s, const char *unfinished)
{
  fact_slice(f, "commands", mw_slice_of(s->commands.ptr, s->commands.len));
  fact_slice(f, "valid", mw_slice_of(s->valid.ptr, s->valid.len));
  fact_slice(f, "chunks", mw_slice_of(s->chunks.ptr, s->chunks.len));
  fact_slice(f, "body", mw_slice_of(s->body.ptr, s->body.len));
  fact_text(f, "complete", s->complete ? "yes" : "no");
  fact_text(f, "unfinished", unfinished);
}

static void free_stream(stream *s)
{
  text_free(&s->commands);
  text_free(&s->valid);
  text_free(&s->chunks);
  text_free(&s->body);
}

static bool read_stream(mw_slice input, const mode *m, facts *f, bool accept)
{
  static char storage[16384];
  static const stream empty;
  stream s = empty;
  mw_smtp_command_reader reader;
  mw_smtp_command_event event;
  mw_status status;
  const char *unfinished = "no";
  s.good = true;
  if (mw_smtp_command_reader_init(&reader, storage, sizeof storage, m->rules.allow,
                                  accept ? 0 : MW_SMTP_HOLD_BDAT) != MW_OK) {
    return false;
  }
  (void)mw_smtp_command_reader_policy(&reader, MW_DOT_REPORT);
  while ((status = mw_smtp_command_reader_next(&reader, &input, &event)) != MW_NEED_MORE) {
    if (status == MW_PAUSED) {
      end_hold(&reader, &s, accept);
    } else {
      take_event(&s, &event, m);
    }
  }
  if (mw_smtp_command_reader_finish(&reader, &event) == MW_OK) {
    unfinished = mw_fault_name(event.fault);
    s.good = false;
  }
  give_facts(f, &s, unfinished);
  free_stream(&s);
  return s.good;
}

bool read_command_stream(mw_slice input, const mode *m, facts *f)
{
  return read_stream(input, m, f, true);
}

bool read_refused_stream(mw_slice input, const mode *m, facts *f)
{
  return read_stream(input, m, f, false);
}
