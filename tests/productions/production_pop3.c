/* SPDX-License-Identifier: MIT */
/* Whole POP3 command lines, status lines, challenges and greetings, with their ends. */
#include "productions/production.h"

/* ---- commands ----------------------------------------------------------------------------------
 */

static mw_pop3_rules pop3_rules(const mode *m)
{
  mw_pop3_rules rules;
  mw_pop3_rules_init(&rules, m->rules.allow);
  rules.argument = m->pop3_argument;
  if (m->limit != 0) {
    rules.line = m->limit;
  }
  return rules;
}

static void fact_if_there(facts *f, const char *key, mw_slice value)
{
  if (value.ptr != NULL) {
    fact_slice(f, key, value);
  }
}

/* The initial response, decoded and as it stands. */
static void fact_initial(facts *f, mw_slice initial)
{
  if (initial.ptr == NULL) {
    return;
  }
  fact_slice(f, "initial", initial);
  fact_slice(f, "ir", initial);
  if (mw_slice_equal(initial, mw_slice_of("=", 1))) {
    fact_text(f, "ir", "");
  } else {
    (void)fact_base64(f, "ir", initial);
  }
}

static void fact_pop3_words(facts *f, mw_pop3_verb verb, const mw_pop3_argument *argument)
{
  fact_if_there(f, verb == MW_POP3_RPOP ? "user" : "name", argument->name);
  fact_if_there(f, "string", argument->password);
  if (argument->digest.ptr != NULL) {
    fact_slice(f, "digest", argument->digest);
  }
  if (argument->mechanism.ptr != NULL) {
    fact_upper(f, "mech", argument->mechanism);
    fact_slice(f, "mech", argument->mechanism);
  }
  fact_initial(f, argument->initial);
  fact_if_there(f, "range", argument->language);
  fact_if_there(f, "arg", argument->text);
}

static void fact_pop3_command(facts *f, const mw_pop3_command *command,
                              const mw_pop3_argument *argument)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(command->verb);
  fact_upper(f, "verb", command->keyword);
  fact_slice(f, "argument", command->argument);
  fact_pop3_words(f, command->verb, argument);
  if (argument->message != 0) {
    fact_number(f, "msg", argument->message);
  }
  if (row->form == MW_POP3_TAKES_LINES) {
    fact_number(f, "lines", argument->lines);
    fact_number(f, "n", argument->lines);
  }
  if (row->form == MW_POP3_TAKES_MECHANISM && argument->mechanism.ptr == NULL) {
    fact_text(f, "list", "yes");
  }
}

bool read_pop3_command(mw_slice input, const mode *m, facts *f)
{
  static char storage[16384];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_rules rules = pop3_rules(m);
  mw_pop3_command command;
  mw_pop3_argument argument;
  mw_line line;
  if (!only_line(input, m, storage, sizeof storage, &line) ||
      !mw_pop3_command_parse(line.text, &rules, &command, &argument, &finding) ||
      command.verb == MW_POP3_UNKNOWN) {
    return false;
  }
  fact_pop3_command(f, &command, &argument);
  return true;
}

/* ---- responses ---------------------------------------------------------------------------------
 */

/* The one event that the input is, read as what answers AUTH, or as the first of a connection.
 * False: it is more or less than that, or faulty. */
static bool only_response(mw_slice input, const mode *m, bool greeting,
                          mw_pop3_response_event *event)
{
  static char storage[16384];
  static mw_pop3_waiting ring[1];
  mw_pop3_response_reader reader;
  mw_pop3_response_event other;
  if (mw_pop3_response_reader_init(&reader, storage, sizeof storage, ring, 1, m->rules.allow) !=
      MW_OK) {
    return false;
  }
  mw_pop3_response_reader_reset(&reader, greeting);
  if ((m->limit != 0 && mw_pop3_response_reader_limit(&reader, m->limit) != MW_OK) ||
      (!greeting && mw_pop3_response_reader_expect(&reader, MW_POP3_AUTH, true) != MW_OK)) {
    return false;
  }
  return mw_pop3_response_reader_next(&reader, &input, event) == MW_OK &&
         event->fault == MW_FAULT_NONE && event->ending != MW_LINE_END_NONE && input.len == 0 &&
         mw_pop3_response_reader_next(&reader, &input, &other) == MW_NEED_MORE;
}

static void fact_response(facts *f, const mw_pop3_response *response)
{
  fact_text(f, "status", mw_pop3_status_name(response->status));
  fact_slice(f, "text", response->text);
  fact_slice(f, "message", response->message);
  if (response->code.ptr != NULL) {
    fact_slice(f, "text", response->message);
    fact_slice(f, "code", response->code);
    fact_upper(f, "code", response->code);
    fact_text(f, "known", mw_pop3_code_name(response->known));
  }
}

/* Decoded, and as it stands. */
static void fact_challenge(facts *f, const mw_pop3_response *response)
{
  fact_text(f, "continue", "yes");
  fact_slice(f, "data", response->message);
  if (response->message.len > 0) {
    (void)fact_base64(f, "data", response->message);
  }
}

/* What begins like a response code must be one (RFC 2449 8), but for mode lenient. */
bool read_pop3_response(mw_slice input, const mode *m, facts *f)
{
  mw_pop3_response_event event;
  if (!only_response(input, m, false, &event)) {
    return false;
  }
  if (event.response.status == MW_POP3_STATUS_CHALLENGE) {
    fact_challenge(f, &event.response);
    return event.kind == MW_POP3_EVENT_CHALLENGE;
  }
  fact_response(f, &event.response);
  return event.kind == MW_POP3_EVENT_RESPONSE &&
         (event.response.code_fault == MW_FAULT_NONE || m->loose_codes);
}

bool read_pop3_greeting(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_response_event event;
  mw_slice timestamp;
  if (!only_response(input, m, true, &event) || event.kind != MW_POP3_EVENT_GREETING ||
      !mw_pop3_greeting_parse(&event.response, m->rules.allow, &timestamp, &finding)) {
    return false;
  }
  fact_response(f, &event.response);
  fact_slice(f, "timestamp", timestamp);
  return event.response.code_fault == MW_FAULT_NONE || m->loose_codes;
}
