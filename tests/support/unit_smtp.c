/* SPDX-License-Identifier: MIT */
/* The readers of SMTP, by next() and by feed(). */
#include "unit.h"

/* ---- smtp_command_reader ---- */

static bool command_begin(target *t)
{
  const vector *v = t->vector;
  return mw_smtp_command_reader_init(t->state, t->storage, t->storage_size, v->allow, v->options) ==
             MW_OK &&
         (!v->limited || mw_smtp_command_reader_limits(t->state, v->limits[0], v->limits[1],
                                                       v->limits[2]) == MW_OK) &&
         mw_smtp_command_reader_policy(t->state, v->policy) == MW_OK;
}

/* Gives the next answers as long as the reader is held and there are some. True: it is not held
 * now. */
static bool answer(target *t)
{
  static const mw_smtp_expect expects[] = {MW_SMTP_EXPECT_COMMAND, MW_SMTP_EXPECT_AUTH,
                                           MW_SMTP_EXPECT_DATA, MW_SMTP_EXPECT_CHUNK,
                                           MW_SMTP_EXPECT_TLS};
  while (mw_smtp_command_reader_held(t->state) && t->answered < t->vector->answer_count) {
    const vector_answer *a = &t->vector->answers[t->answered++];
    mw_status status = a->kind == ANSWER_OCTETS
                           ? mw_smtp_command_reader_expect_octets(t->state, a->octets)
                           : mw_smtp_command_reader_expect(t->state, expects[a->kind]);
    unit_expected(t, status);
  }
  return !mw_smtp_command_reader_held(t->state);
}

static bool is_no_chunk(const mw_chunk *chunk)
{
  return chunk->fault == MW_FAULT_NONE && chunk->at == 0 && chunk->octets == 0 && !chunk->last;
}

/* What the header promises for a command line. */
static void law_command(target *t, const mw_smtp_command_event *event)
{
  const mw_smtp_command *command = &event->command;
  law_part(t, command->keyword, event->raw);
  law_tail(t, command->argument, event->raw);
  law_tail(t, command->secret, event->raw);
  law(t, command->verb == MW_SMTP_BDAT || is_no_chunk(&command->chunk), "a chunk without BDAT");
  law(t, event->octets == 0 && !event->last, "a command carries what belongs to a body");
}

/* What it promises for the other kinds. */
static void law_other(target *t, const mw_smtp_command_event *event)
{
  bool body = event->kind == MW_SMTP_EVENT_BODY;
  law(t,
      event->command.verb == MW_SMTP_UNKNOWN && event->command.keyword.len == 0 &&
          event->command.argument.len == 0,
      "an event that is no command carries one");
  law_tail(t, event->command.secret, event->raw);
  law(t, !body || event->octets == event->raw.len, "BODY: octets is not how many");
  law(t, event->raw.len > 0 || (!body && event->kind != MW_SMTP_EVENT_LEFTOVER),
      "octets are empty");
}

static void command_event(target *t, const mw_smtp_command_event *event)
{
  unsigned where = LIE_IN_BLOCK;
  if (event->kind == MW_SMTP_EVENT_COMMAND || event->kind == MW_SMTP_EVENT_AUTH) {
    where = LIE_IN_STORAGE;
  } else if (event->kind == MW_SMTP_EVENT_BODY) {
    where = LIE_IN_CONSTANTS;
  }
  law_octets(t, event->raw, event->offset, where);
  law_order(t, event->offset, event->end);
  if (event->kind == MW_SMTP_EVENT_COMMAND) {
    law_command(t, event);
  } else {
    law_other(t, event);
  }
  trace_command(&t->trace, event);
}

static mw_flow command_called(target *t, const mw_smtp_command_event *event, bool of_its_kind)
{
  law(t, of_its_kind, "feed() called the callback of another kind");
  command_event(t, event);
  if (t->drive != DRIVE_PAUSE_HALF) {
    (void)answer(t);
  }
  return unit_flow(t);
}

static mw_flow on_command(void *user, const mw_smtp_command_event *event)
{
  return command_called(user, event, event->kind == MW_SMTP_EVENT_COMMAND);
}

static mw_flow on_auth(void *user, const mw_smtp_command_event *event)
{
  return command_called(user, event, event->kind == MW_SMTP_EVENT_AUTH);
}

static mw_flow on_body(void *user, const mw_smtp_command_event *event)
{
  return command_called(
      user, event, event->kind == MW_SMTP_EVENT_BODY || event->kind == MW_SMTP_EVENT_BODY_FAULT);
}

static mw_flow on_body_end(void *user, const mw_smtp_command_event *event)
{
  return command_called(user, event, event->kind == MW_SMTP_EVENT_BODY_END);
}

static mw_flow on_leftover(void *user, const mw_smtp_command_event *event)
{
  return command_called(user, event, event->kind == MW_SMTP_EVENT_LEFTOVER);
}

static mw_status command_next(target *t, mw_slice *in)
{
  mw_smtp_command_event event;
  mw_slice before = *in;
  bool held = mw_smtp_command_reader_held(t->state);
  mw_status status = mw_smtp_command_reader_next(t->state, in, &event);
  law_hold(t, held, status, before, *in);
  if (status == MW_OK) {
    command_event(t, &event);
  }
  return status;
}

static mw_status command_step(target *t, mw_slice *in, bool ended)
{
  static const mw_smtp_command_callbacks callbacks = {sizeof callbacks, on_command,  on_auth,
                                                      on_body,          on_body_end, on_leftover};
  mw_status status = t->drive < DRIVE_FEED
                         ? command_next(t, in)
                         : mw_smtp_command_reader_feed(t->state, in, &callbacks, t);
  (void)ended;
  unit_fed(t, status, mw_smtp_command_reader_held(t->state));
  return status == MW_PAUSED && answer(t) ? MW_OK : status;
}

static void command_end(target *t, mw_slice rest)
{
  mw_smtp_command_event event;
  unit_held(t, mw_smtp_command_reader_held(t->state));
  unit_rest(t, rest);
  t->block = mw_slice_of(NULL, 0);
  if (t->vector->finish && rest.len == 0 &&
      mw_smtp_command_reader_finish(t->state, &event) == MW_OK) {
    law(t, event.kind == MW_SMTP_EVENT_UNFINISHED && event.fault == MW_FAULT_UNFINISHED,
        "finish() stored another event");
    law_octets(t, event.raw, event.offset, LIE_IN_STORAGE);
    trace_command(&t->trace, &event);
  }
}

static void command_reset(target *t)
{
  mw_smtp_command_reader_reset(t->state);
}

const unit_ops unit_command_reader = {sizeof(mw_smtp_command_reader),
                                      3,
                                      true,
                                      true,
                                      command_begin,
                                      command_reset,
                                      command_step,
                                      command_end};

/* ---- smtp_reply_reader ---- */

static void reply_expect(target *t)
{
  if (t->vector->answer_count > 0 && t->vector->answers[0].kind == ANSWER_TLS) {
    law(t, mw_smtp_reply_reader_expect_tls(t->state) == MW_OK, "expect_tls() was refused");
  }
}

static bool reply_begin(target *t)
{
  const vector *v = t->vector;
  bool good = mw_smtp_reply_reader_init(t->state, t->storage, t->storage_size, v->allow) == MW_OK &&
              (!v->limited || mw_smtp_reply_reader_limits(t->state, v->limits[0], v->limits[1],
                                                          v->limits[2]) == MW_OK);
  reply_expect(t);
  return good;
}

static void reply_event(target *t, const mw_smtp_reply_event *event)
{
  const mw_smtp_reply_line *line = &event->line;
  law_octets(t, event->raw, event->offset,
             event->kind == MW_SMTP_EVENT_SERVER_LEFTOVER ? LIE_IN_BLOCK : LIE_IN_STORAGE);
  law_order(t, event->offset, event->end);
  law(t, event->reply_offset <= event->offset, "a reply begins after its line");
  if (event->kind == MW_SMTP_EVENT_REPLY_LINE) {
    law_tail(t, line->text, event->raw);
    law_tail(t, line->message, line->text);
    law(t, event->number > 0, "a line of a reply has no number");
  } else {
    law(t, line->code == 0 && !line->last && line->enhanced.klass == 0,
        "an event that is no line of a reply carries a code");
  }
  trace_reply(&t->trace, event);
}

static mw_flow on_line(void *user, const mw_smtp_reply_event *event)
{
  target *t = user;
  law(t, event->kind == MW_SMTP_EVENT_REPLY_LINE, "feed() called the callback of another kind");
  law(t, !t->reply_is_due, "on_reply() was not called after a last line");
  t->reply_is_due = event->line.last;
  reply_event(t, event);
  return unit_flow(t);
}

/* The reply that on_line() has just seen the last line of: it is not told twice. */
static mw_flow on_reply(void *user, const mw_smtp_reply_event *event)
{
  target *t = user;
  law(t, t->reply_is_due && event->line.last && event->end == t->passed,
      "on_reply() does not follow the last line");
  t->reply_is_due = false;
  return MW_CONTINUE;
}

static mw_flow on_garbage(void *user, const mw_smtp_reply_event *event)
{
  law(user, event->kind == MW_SMTP_EVENT_GARBAGE, "feed() called the callback of another kind");
  reply_event(user, event);
  return unit_flow(user);
}

static mw_flow on_server_leftover(void *user, const mw_smtp_reply_event *event)
{
  law(user, event->kind == MW_SMTP_EVENT_SERVER_LEFTOVER,
      "feed() called the callback of another kind");
  reply_event(user, event);
  return unit_flow(user);
}

static mw_status reply_next(target *t, mw_slice *in)
{
  mw_smtp_reply_event event;
  mw_status status = mw_smtp_reply_reader_next(t->state, in, &event);
  law(t, status != MW_PAUSED, "the reply reader paused");
  if (status == MW_OK) {
    reply_event(t, &event);
  }
  return status;
}

static mw_status reply_step(target *t, mw_slice *in, bool ended)
{
  static const mw_smtp_reply_callbacks callbacks = {sizeof callbacks, on_line, on_reply, on_garbage,
                                                    on_server_leftover};
  mw_status status;
  (void)ended;
  if (t->drive < DRIVE_FEED) {
    return reply_next(t, in);
  }
  status = mw_smtp_reply_reader_feed(t->state, in, &callbacks, t);
  unit_fed(t, status, false);
  return status == MW_PAUSED ? MW_OK : status;
}

static void reply_end(target *t, mw_slice rest)
{
  mw_smtp_reply_event event;
  law(t, !t->reply_is_due, "on_reply() was not called after a last line");
  unit_rest(t, rest);
  t->block = mw_slice_of(NULL, 0);
  if (t->vector->finish && mw_smtp_reply_reader_finish(t->state, &event) == MW_OK) {
    law(t, event.kind == MW_SMTP_EVENT_REPLY_UNFINISHED && event.fault == MW_FAULT_UNFINISHED,
        "finish() stored another event");
    law_octets(t, event.raw, event.offset, LIE_IN_STORAGE);
    trace_reply(&t->trace, &event);
  }
}

static void reply_reset(target *t)
{
  mw_smtp_reply_reader_reset(t->state);
  reply_expect(t);
}

const unit_ops unit_reply_reader = {
    sizeof(mw_smtp_reply_reader), 1, true, true, reply_begin, reply_reset, reply_step, reply_end};
