/* SPDX-License-Identifier: MIT */
/* The readers of POP3, by next() and by feed(). */
#include "unit.h"

/* ---- pop3_command_reader ---- */

static bool pop3_command_begin(target *t)
{
  const vector *v = t->vector;
  return mw_pop3_command_reader_init(t->state, t->storage, t->storage_size, v->allow) == MW_OK &&
         (!v->limited ||
          mw_pop3_command_reader_limits(t->state, v->limits[0], v->limits[1]) == MW_OK);
}

/* Gives the next answers as long as the reader is held and there are some. True: it is not held
 * now. An answer that POP3 does not have is given as a number that means nothing. */
static bool answer(target *t)
{
  static const mw_pop3_expect expects[] = {MW_POP3_EXPECT_COMMAND, MW_POP3_EXPECT_AUTH,
                                           (mw_pop3_expect)0,      (mw_pop3_expect)0,
                                           MW_POP3_EXPECT_TLS,     (mw_pop3_expect)0};
  while (mw_pop3_command_reader_held(t->state) && t->answered < t->vector->answer_count) {
    const vector_answer *a = &t->vector->answers[t->answered++];
    unit_expected(t, mw_pop3_command_reader_expect(t->state, expects[a->kind]));
  }
  return !mw_pop3_command_reader_held(t->state);
}

/* What the header promises for each kind. */
static void law_command(target *t, const mw_pop3_command_event *event)
{
  const mw_pop3_command *command = &event->command;
  law_tail(t, command->secret, event->raw);
  law(t,
      event->kind == MW_POP3_EVENT_UNFINISHED ||
          event->held == mw_pop3_command_reader_held(t->state),
      "an event does not say whether the reader is held");
  if (event->kind == MW_POP3_EVENT_COMMAND) {
    law_part(t, command->keyword, event->raw);
    law_tail(t, command->argument, event->raw);
    law_tail(t, command->secret, command->argument);
  } else {
    law(t,
        command->verb == MW_POP3_UNKNOWN && command->keyword.len == 0 && command->argument.len == 0,
        "an event that is no command carries one");
  }
  law(t, event->raw.len > 0 || event->kind != MW_POP3_EVENT_LEFTOVER, "octets are empty");
}

static void command_event(target *t, const mw_pop3_command_event *event)
{
  law_octets(t, event->raw, event->offset,
             event->kind == MW_POP3_EVENT_LEFTOVER ? LIE_IN_BLOCK : LIE_IN_STORAGE);
  law_order(t, event->offset, event->end);
  law_command(t, event);
  trace_pop3_command(&t->trace, event);
}

static mw_flow command_called(target *t, const mw_pop3_command_event *event,
                              mw_pop3_command_kind kind)
{
  law(t, event->kind == kind, "feed() called the callback of another kind");
  command_event(t, event);
  if (t->drive != DRIVE_PAUSE_HALF) {
    (void)answer(t);
  }
  return unit_flow(t);
}

static mw_flow on_command(void *user, const mw_pop3_command_event *event)
{
  return command_called(user, event, MW_POP3_EVENT_COMMAND);
}

static mw_flow on_auth(void *user, const mw_pop3_command_event *event)
{
  return command_called(user, event, MW_POP3_EVENT_AUTH);
}

static mw_flow on_leftover(void *user, const mw_pop3_command_event *event)
{
  return command_called(user, event, MW_POP3_EVENT_LEFTOVER);
}

static mw_status command_next(target *t, mw_slice *in)
{
  mw_pop3_command_event event;
  mw_slice before = *in;
  bool held = mw_pop3_command_reader_held(t->state);
  mw_status status = mw_pop3_command_reader_next(t->state, in, &event);
  law_hold(t, held, status, before, *in);
  if (status == MW_OK) {
    command_event(t, &event);
  }
  return status;
}

static mw_status command_step(target *t, mw_slice *in, bool ended)
{
  static const mw_pop3_command_callbacks callbacks = {sizeof callbacks, on_command, on_auth,
                                                      on_leftover};
  mw_status status = t->drive < DRIVE_FEED
                         ? command_next(t, in)
                         : mw_pop3_command_reader_feed(t->state, in, &callbacks, t);
  (void)ended;
  unit_fed(t, status, mw_pop3_command_reader_held(t->state));
  return status == MW_PAUSED && answer(t) ? MW_OK : status;
}

static void command_end(target *t, mw_slice rest)
{
  mw_pop3_command_event event;
  unit_held(t, mw_pop3_command_reader_held(t->state));
  unit_rest(t, rest);
  t->block = mw_slice_of(NULL, 0);
  if (t->vector->finish && rest.len == 0 &&
      mw_pop3_command_reader_finish(t->state, &event) == MW_OK) {
    law(t, event.kind == MW_POP3_EVENT_UNFINISHED && event.fault == MW_FAULT_UNFINISHED,
        "finish() stored another event");
    command_event(t, &event);
  }
}

static void pop3_command_reset(target *t)
{
  mw_pop3_command_reader_reset(t->state);
}

const unit_ops unit_pop3_command_reader = {sizeof(mw_pop3_command_reader),
                                           1,
                                           true,
                                           true,
                                           pop3_command_begin,
                                           pop3_command_reset,
                                           command_step,
                                           command_end};

/* ---- pop3_response_reader ---- */

/* Tells the reader of one command. */
static mw_status tell_command(target *t, size_t place)
{
  const vector_command *command = &t->vector->commands[place];
  mw_pop3_own_verb row = {"OWN", TRACE_OWN_VERB, command->own};
  size_t i;
  for (i = 0; i < place; i++) {
    row.number += t->vector->commands[i].own != 0 ? 1 : 0;
  }
  return command->own != 0
             ? mw_pop3_response_reader_expect_own(t->state, &row, command->has_argument)
             : mw_pop3_response_reader_expect(t->state, command->verb, command->has_argument);
}

/* Tells it of all commands whose time has come. */
static void tell(target *t)
{
  const vector *v = t->vector;
  while (t->told < v->command_count && v->commands[t->told].after <= t->answers) {
    mw_status status = tell_command(t, t->told++);
    t->waiting += status == MW_OK ? 1 : 0;
    unit_expected(t, status);
  }
  law(t, mw_pop3_response_reader_waiting(t->state) == t->waiting,
      "waiting() is not how many commands wait");
}

static bool response_begin(target *t)
{
  const vector *v = t->vector;
  bool good = mw_pop3_response_reader_init(t->state, t->storage, t->storage_size, t->ring,
                                           unit_ring(t), v->allow) == MW_OK &&
              (!v->limited || mw_pop3_response_reader_limit(t->state, v->limits[0]) == MW_OK) &&
              mw_pop3_response_reader_policy(t->state, v->policy) == MW_OK;
  if (good && v->no_greeting) {
    mw_pop3_response_reader_reset(t->state, false);
  }
  if (good) {
    tell(t);
  }
  return good;
}

static void response_reset(target *t)
{
  mw_pop3_response_reader_reset(t->state, !t->vector->no_greeting);
  law(t, mw_pop3_response_reader_waiting(t->state) == 0, "commands wait after reset()");
  tell(t);
}

/* Lines of a listing are numbered, and its end, or that of a message, tells how many there were. */
static void law_listing(target *t, const mw_pop3_response_event *event)
{
  bool line = event->kind == MW_POP3_EVENT_LINE;
  t->lines += line ? 1 : event->kind == MW_POP3_EVENT_BODY ? event->raw.len : 0;
  law(t, event->verb == t->verb, "a part of an answer is that of another command");
  law(t, (!line && event->kind != MW_POP3_EVENT_END) || event->number == t->lines,
      "the number is not that of the line, or not how many there were");
}

/* What the header promises for a status line. */
static void law_response(target *t, const mw_pop3_response_event *event)
{
  const mw_pop3_response *response = &event->response;
  law_tail(t, response->text, event->raw);
  law_part(t, response->code, response->text);
  law_tail(t, response->message, response->text);
  law(t, (response->code.ptr == NULL) || response->code_fault == MW_FAULT_NONE,
      "a code and a code's fault");
  if (event->kind == MW_POP3_EVENT_RESPONSE) {
    t->verb = event->verb;
    t->lines = 0;
  }
}

static void law_kind(target *t, const mw_pop3_response_event *event)
{
  law_part(t, event->text, event->raw);
  switch (event->kind) {
  case MW_POP3_EVENT_GREETING:
  case MW_POP3_EVENT_RESPONSE:
  case MW_POP3_EVENT_CHALLENGE:
  case MW_POP3_EVENT_UNSOLICITED:
    law_response(t, event);
    law(t, event->number == 0, "a status line has a number");
    break;
  case MW_POP3_EVENT_LINE: law_tail(t, event->text, event->raw); /* fall through */
  case MW_POP3_EVENT_BODY:
  case MW_POP3_EVENT_BODY_FAULT:
  case MW_POP3_EVENT_END: law_listing(t, event); /* fall through */
  default:
    law(t, event->response.status == MW_POP3_STATUS_NONE && event->response.text.ptr == NULL,
        "an event that is no status line carries one");
    break;
  }
}

/* Whether the event completes an answer, or is one that nobody asked for. */
static bool completes(const mw_pop3_response_event *event)
{
  switch (event->kind) {
  case MW_POP3_EVENT_GREETING:
  case MW_POP3_EVENT_CHALLENGE:
  case MW_POP3_EVENT_END:
  case MW_POP3_EVENT_UNSOLICITED:
  case MW_POP3_EVENT_NO_RESPONSE: return true;
  case MW_POP3_EVENT_RESPONSE: return !event->more;
  default: return false;
  }
}

static void response_event(target *t, const mw_pop3_response_event *event)
{
  unsigned where = event->kind == MW_POP3_EVENT_BODY              ? LIE_IN_CONSTANTS
                   : event->kind == MW_POP3_EVENT_SERVER_LEFTOVER ? LIE_IN_BLOCK
                                                                  : LIE_IN_STORAGE;
  law_octets(t, event->raw, event->offset, where);
  law_order(t, event->offset, event->end);
  law_kind(t, event);
  trace_pop3_response(&t->trace, event);
  t->answers += completes(event) ? 1 : 0;
  t->waiting -=
      event->kind == MW_POP3_EVENT_END || (event->kind == MW_POP3_EVENT_RESPONSE && !event->more)
          ? 1
          : 0;
}

static mw_flow response_called(target *t, const mw_pop3_response_event *event, bool of_its_kind)
{
  law(t, of_its_kind, "feed() called the callback of another kind");
  response_event(t, event);
  if (t->drive != DRIVE_PAUSE) {
    tell(t);
  }
  return unit_flow(t);
}

static mw_flow on_greeting(void *user, const mw_pop3_response_event *event)
{
  return response_called(user, event, event->kind == MW_POP3_EVENT_GREETING);
}

static mw_flow on_response(void *user, const mw_pop3_response_event *event)
{
  return response_called(user, event, event->kind == MW_POP3_EVENT_RESPONSE);
}

static mw_flow on_challenge(void *user, const mw_pop3_response_event *event)
{
  return response_called(user, event, event->kind == MW_POP3_EVENT_CHALLENGE);
}

static mw_flow on_line(void *user, const mw_pop3_response_event *event)
{
  return response_called(user, event, event->kind == MW_POP3_EVENT_LINE);
}

static mw_flow on_body(void *user, const mw_pop3_response_event *event)
{
  return response_called(
      user, event, event->kind == MW_POP3_EVENT_BODY || event->kind == MW_POP3_EVENT_BODY_FAULT);
}

static mw_flow on_end(void *user, const mw_pop3_response_event *event)
{
  return response_called(user, event, event->kind == MW_POP3_EVENT_END);
}

static mw_flow on_unexpected(void *user, const mw_pop3_response_event *event)
{
  return response_called(user, event,
                         event->kind == MW_POP3_EVENT_UNSOLICITED ||
                             event->kind == MW_POP3_EVENT_NO_RESPONSE);
}

static mw_flow on_server_leftover(void *user, const mw_pop3_response_event *event)
{
  return response_called(user, event, event->kind == MW_POP3_EVENT_SERVER_LEFTOVER);
}

static mw_status response_next(target *t, mw_slice *in)
{
  mw_pop3_response_event event;
  mw_status status = mw_pop3_response_reader_next(t->state, in, &event);
  law(t, status != MW_PAUSED, "the response reader paused");
  if (status == MW_OK) {
    response_event(t, &event);
  }
  return status;
}

static mw_status response_step(target *t, mw_slice *in, bool ended)
{
  static const mw_pop3_response_callbacks callbacks = {
      sizeof callbacks, on_greeting, on_response,   on_challenge,      on_line,
      on_body,          on_end,      on_unexpected, on_server_leftover};
  mw_status status = t->drive < DRIVE_FEED
                         ? response_next(t, in)
                         : mw_pop3_response_reader_feed(t->state, in, &callbacks, t);
  (void)ended;
  unit_fed(t, status, false);
  tell(t);
  return status == MW_PAUSED ? MW_OK : status;
}

static void response_end(target *t, mw_slice rest)
{
  mw_pop3_response_event event;
  unit_rest(t, rest);
  t->block = mw_slice_of(NULL, 0);
  if (t->vector->finish && mw_pop3_response_reader_finish(t->state, &event) == MW_OK) {
    law(t,
        event.kind == MW_POP3_EVENT_RESPONSE_UNFINISHED && event.fault == MW_FAULT_UNFINISHED &&
            event.number == t->waiting,
        "finish() stored another event");
    law_octets(t, event.raw, event.offset, LIE_IN_STORAGE);
    law_kind(t, &event);
    trace_pop3_response(&t->trace, &event);
  }
}

const unit_ops unit_pop3_response_reader = {sizeof(mw_pop3_response_reader),
                                            3,
                                            true,
                                            true,
                                            response_begin,
                                            response_reset,
                                            response_step,
                                            response_end};
