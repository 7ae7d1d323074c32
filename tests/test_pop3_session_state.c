/* SPDX-License-Identifier: MIT */
/* Sessions of POP3 against the rows of pop3 in reference/smtp-state.tsv: a session is put into the row's state by real
 * calls, the row's command is judged, each of its responses is told, and the next state compared.
 *
 * What a condition means in facts is the table `rows`, by id; a row with a condition, or with a command that is no verb,
 * fails when it is not there, and so does one whose condition has changed. Rows of SMTP: test_session_state.c.
 */
#include <stdio.h>

#include "support/assert_mw.h"
#include "support/session_facts.h"

/* How the session came into its state, and what happens to it. */
enum { BY_USER = 0x1, BY_TLS = 0x2, BY_UTF8 = 0x4, LOST = 0x8, UNKNOWN = 0x10 };

#define EXISTS "message exists and is not deleted"
#define IS_GONE "message number out of range or marked deleted"

static const struct {
  const char *id;
  const char *condition;
  unsigned how;
  mw_pop3_situation refused;
} rows[] = {
    {"st131", "right after a successful USER", BY_USER, MW_POP3_SITUATION_NONE},
    {"st132", "no successful USER immediately before", 0, MW_POP3_SITUATION_NONE},
    {"st133", "no TLS yet", 0, MW_POP3_SITUATION_NONE},
    {"st134", "TLS active", BY_TLS, MW_POP3_SITUATION_NONE},
    {"st135", "after successful UTF8", BY_UTF8, MW_POP3_SITUATION_NONE},
    {"st151", EXISTS, 0, MW_POP3_SITUATION_NONE},
    {"st152", IS_GONE, 0, MW_POP3_SITUATION_NO_SUCH_MESSAGE},
    {"st152", IS_GONE, 0, MW_POP3_SITUATION_MESSAGE_DELETED},
    {"st153", EXISTS, 0, MW_POP3_SITUATION_NONE},
    {"st154", IS_GONE, 0, MW_POP3_SITUATION_NO_SUCH_MESSAGE},
    {"st155", EXISTS, 0, MW_POP3_SITUATION_NONE},
    {"st156", IS_GONE, 0, MW_POP3_SITUATION_NO_SUCH_MESSAGE},
    {"st157", EXISTS, 0, MW_POP3_SITUATION_NONE},
    {"st158", IS_GONE, 0, MW_POP3_SITUATION_NO_SUCH_MESSAGE},
    {"st159", EXISTS, 0, MW_POP3_SITUATION_NONE},
    {"st160", IS_GONE, 0, MW_POP3_SITUATION_MESSAGE_DELETED},
    {"st170", "", LOST, MW_POP3_SITUATION_NONE},
    {"st171", "idle", LOST, MW_POP3_SITUATION_NONE},
    {"st172", "", UNKNOWN, MW_POP3_SITUATION_NONE},
    {"st173", "cancel", 0, MW_POP3_SITUATION_AUTH_CANCELLED},
    {"st174", "", 0, MW_POP3_SITUATION_AUTH_BAD_BASE64},
    {"-", "", 0, MW_POP3_SITUATION_NONE}, /* of rows that have no condition: the last */
};

enum { ROWS = sizeof rows / sizeof rows[0], ROWS_OF_POP3 = 47 };

static bool tell(mw_pop3_session *s, mw_pop3_verb verb, mw_pop3_status status)
{
  mw_pop3_step step = {MW_POP3_PLACE_COMMAND, verb, MW_POP3_SITUATION_NONE, MW_POP3_STEP_ARGUMENT};
  return mw_pop3_session_reply(s, &step, status);
}

static mw_pop3_state state_named(const char *name)
{
  int i;
  for (i = 1; i < 64; i++) {
    if (strcmp(mw_pop3_state_name((mw_pop3_state)i), name) == 0) {
      return (mw_pop3_state)i;
    }
  }
  must(false, "no state has that name", 0);
  return MW_POP3_STATE_NONE;
}

static void put(mw_pop3_session *s, mw_pop3_state state, unsigned how)
{
  mw_pop3_step greeting = {MW_POP3_PLACE_GREETING, MW_POP3_UNKNOWN, MW_POP3_SITUATION_NONE, 0};
  assert_int_equal(mw_pop3_session_init(s, 0), MW_OK);
  assert_true(mw_pop3_session_reply(s, &greeting, MW_POP3_STATUS_OK));
  if ((how & BY_TLS) != 0) {
    assert_true(tell(s, MW_POP3_STLS, MW_POP3_STATUS_OK));
    assert_int_equal(mw_pop3_session_secured(s, true), MW_OK);
  }
  if ((how & BY_UTF8) != 0) {
    assert_true(tell(s, MW_POP3_UTF8, MW_POP3_STATUS_OK));
  }
  if ((how & BY_USER) != 0) {
    assert_true(tell(s, MW_POP3_USER, MW_POP3_STATUS_OK));
  }
  if (state == MW_POP3_STATE_TRANSACTION) {
    assert_true(tell(s, MW_POP3_APOP, MW_POP3_STATUS_OK));
  }
  if (state == MW_POP3_STATE_AUTH) {
    assert_true(tell(s, MW_POP3_AUTH, MW_POP3_STATUS_CHALLENGE));
  }
  must(mw_pop3_session_state(s) == state, "the session is not in the state", 0);
}

static mw_pop3_status status_named(const char *item)
{
  if (strcmp(item, "+ ") == 0) {
    return MW_POP3_STATUS_CHALLENGE;
  }
  must(strcmp(item, "+OK") == 0 || strcmp(item, "-ERR") == 0, item, 0);
  return item[0] == '+' ? MW_POP3_STATUS_OK : MW_POP3_STATUS_ERR;
}

/* Of two next states the last comes of +OK, the first of -ERR; a challenge leads to auth. */
static mw_pop3_state expected(mw_pop3_state was, mw_pop3_status status)
{
  const char *next = fact_next(status == MW_POP3_STATUS_ERR);
  if (status == MW_POP3_STATUS_CHALLENGE) {
    return MW_POP3_STATE_AUTH;
  }
  return strcmp(next, "any") == 0 ? was : state_named(next);
}

static void tell_each(const mw_pop3_session *s, const mw_pop3_step *step)
{
  const char *list = fact("reply");
  mw_pop3_state was = mw_pop3_session_state(s);
  char item[64];
  unsigned told = 0;
  while (next_item(&list, "|", item, sizeof item)) {
    mw_pop3_session copy = *s;
    mw_pop3_status status = status_named(item);
    must(mw_pop3_session_reply(&copy, step, status), item, 0);
    if (step->verb == MW_POP3_STLS && status == MW_POP3_STATUS_OK) {
      assert_int_equal(mw_pop3_session_state(&copy), MW_POP3_STATE_TLS);
      assert_int_equal(mw_pop3_session_secured(&copy, true), MW_OK);
    }
    must(mw_pop3_session_state(&copy) == expected(was, status), mw_pop3_state_name(mw_pop3_session_state(&copy)),
         status);
    told++;
  }
  must(told > 0, "no response was told", 0);
}

static void check_verdict(const mw_pop3_session *s, const mw_pop3_step *step)
{
  mw_pop3_situation situation = mw_pop3_session_command(s, step);
  bool allowed = strcmp(fact("verdict"), "allowed") == 0;
  must(allowed || strcmp(fact("verdict"), "reject") == 0, "a verdict that is none", 0);
  must((situation == MW_POP3_SITUATION_NONE) == allowed, mw_pop3_situation_name(situation), 0);
  if (!allowed) {
    assert_int_equal(mw_pop3_situation_row(situation)->status, MW_POP3_STATUS_ERR);
    assert_string_equal(fact("reply"), "-ERR");
  }
  must(step->refused == MW_POP3_SITUATION_NONE || step->refused == situation, "what the caller found counts", 0);
}

static void play(size_t at, mw_pop3_state state)
{
  mw_pop3_step step = {MW_POP3_PLACE_COMMAND, MW_POP3_UNKNOWN, rows[at].refused, MW_POP3_STEP_ARGUMENT};
  mw_pop3_session s;
  put(&s, state, rows[at].how);
  if ((rows[at].how & LOST) != 0) {
    mw_pop3_session_lost(&s);
    must(mw_pop3_session_state(&s) == expected(state, MW_POP3_STATUS_NONE), "the end", 0);
    return;
  }
  if (state == MW_POP3_STATE_AUTH) {
    step.place = MW_POP3_PLACE_AUTH_LINE;
  } else {
    step.verb = mw_pop3_verb_find(mw_slice_text(fact("command")));
    must((step.verb == MW_POP3_UNKNOWN) == ((rows[at].how & UNKNOWN) != 0), "the command", 0);
    step.flags = step.verb != MW_POP3_QUIT ? MW_POP3_STEP_ARGUMENT : 0; /* which takes none */
  }
  check_verdict(&s, &step);
  tell_each(&s, &step);
}

static void play_states(size_t at)
{
  if (strcmp(fact("state"), "any") == 0) {
    play(at, MW_POP3_STATE_AUTHORIZATION);
    play(at, MW_POP3_STATE_TRANSACTION);
  } else {
    play(at, state_named(fact("state")));
  }
}

/* The entries of an id; a row without a condition needs none. */
static void play_row(void)
{
  unsigned found = 0;
  size_t at;
  for (at = 0; at < ROWS - 1; at++) {
    if (strcmp(rows[at].id, fact("id")) == 0) {
      assert_string_equal(rows[at].condition, fact("condition"));
      play_states(at);
      found++;
    }
  }
  if (found == 0) {
    must(fact("condition")[0] == '\0', "the condition is not in rows", 0);
    play_states(ROWS - 1);
  }
}

static void test_pop3_session_state_every_row(void **state)
{
  unsigned played = 0;
  (void)state;
  facts_open();
  while (facts_next()) {
    if (strcmp(fact("protocol"), "pop3") == 0) {
      play_row();
      played++;
    }
  }
  printf("%u rows of pop3\n", played);
  assert_int_equal(played, ROWS_OF_POP3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_pop3_session_state_every_row)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
