/* SPDX-License-Identifier: MIT */
/* Sessions of SMTP, LMTP and submission against reference/smtp-state.tsv, row by row: a session is
 * put into the row's state by real calls, the row's command is judged, each of its replies is told,
 * and the next state compared.
 *
 * What a condition means in facts is the table of support/session_rows.h, by id; a row with a
 * condition, or with a command that is no verb, fails when it is not there, and so does one whose
 * condition has changed. Rows of pop3: test_pop3_session_state.c.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/session_facts.h"
#include "support/session_rows.h"

enum { ROWS = sizeof rows / sizeof rows[0], ROWS_OF_SMTP = 127, ROWS_OF_POP3 = 47 };

static size_t at; /* the row of rows that is played */
static mw_smtp_variant variant;

static mw_smtp_state state_named(const char *name)
{
  int i;
  for (i = 1; i < 64; i++) {
    if (strcmp(mw_smtp_state_name((mw_smtp_state)i), name) == 0) {
      return (mw_smtp_state)i;
    }
  }
  must(false, "no state has that name", 0);
  return MW_SMTP_STATE_NONE;
}

static mw_smtp_state next_state(mw_smtp_state was, bool rfc5321)
{
  const char *next = fact_next(rfc5321);
  return strcmp(next, "any") == 0 ? was : state_named(next);
}

/* ---- plays ------------------------------------------------------------------------------------
 */

static void check_next(const mw_smtp_session *s, mw_smtp_state was, bool rfc5321, unsigned code)
{
  must(mw_smtp_session_state(s) == next_state(was, rfc5321), mw_smtp_state_name(mw_smtp_session_state(s)), code);
}

/* Each reply that the row lists, told to a copy of the session. */
static unsigned tell_each(const mw_smtp_session *s, const mw_smtp_step *step, bool rfc5321)
{
  const char *list = fact("reply");
  char item[64];
  unsigned told = 0;
  while (strcmp(fact("reply"), "-") != 0 && next_item(&list, "|", item, sizeof item)) {
    mw_smtp_session copy = *s;
    unsigned code = code_of(item);
    must(mw_smtp_session_reply(&copy, step, code), "the reply may stand there", code);
    check_next(&copy, mw_smtp_session_state(s), rfc5321, code);
    told++;
  }
  return told;
}

static void check_verdict(mw_smtp_situation situation)
{
  const mw_smtp_situation_info *row = mw_smtp_situation_row(situation);
  if (strcmp(fact("verdict"), "allowed") == 0) {
    must(situation == MW_SMTP_SITUATION_NONE, mw_smtp_situation_name(situation), 0);
    return;
  }
  must(strcmp(fact("verdict"), "reject") == 0, "a verdict that is none", 0);
  must(row != NULL, "it is allowed", 0);
  must(strcmp(fact("reply"), "-") == 0 || lists_code(row->code), "not the reply of the row", row->code);
}

static void play_command(mw_smtp_state state, const mw_smtp_step *step)
{
  unsigned view;
  for (view = 0; view < (fact_has_views() ? 2u : 1u); view++) {
    unsigned policies = rows[at].policies | (view == 1 ? (unsigned)MW_SMTP_POLICY_KEEP_503 : 0);
    mw_smtp_session s;
    session_put(&s, variant, policies, state, rows[at].by);
    check_verdict(mw_smtp_session_command(&s, step));
    must(tell_each(&s, step, view == 1) > 0 || strcmp(fact("reply"), "-") == 0, "no reply was told", 0);
    if (strcmp(fact("reply"), "-") == 0) { /* nothing is answered: the state is the one that it was */
      must(next_state(state, false) == state, "the row is another", 0);
    }
  }
}

static void play_refused(mw_smtp_state state, mw_smtp_step step)
{
  const char *list = fact("reply");
  char item[64];
  mw_smtp_session s;
  must(strcmp(fact("verdict"), "reject") == 0, "the row does not refuse", 0);
  while (next_item(&list, "|", item, sizeof item)) {
    session_put(&s, variant, rows[at].policies, state, rows[at].by);
    step.refused = situation_with(code_of(item));
    must(mw_smtp_session_command(&s, &step) == step.refused, "what the caller found counts", code_of(item));
    tell_each(&s, &step, false);
  }
}

static void play_greeting(void)
{
  mw_smtp_step step = session_place(MW_SMTP_PLACE_GREETING);
  bool good = strcmp(fact("verdict"), "allowed") == 0;
  unsigned code = good ? code_of(fact("reply")) : code_of(fact("condition"));
  mw_smtp_session s;
  session_put(&s, variant, 0, MW_SMTP_STATE_CONNECT, 0);
  must(mw_smtp_session_reply(&s, &step, code) == good, "whether it may stand there", code);
  check_next(&s, MW_SMTP_STATE_CONNECT, false, code);
}

static void play_no_command(mw_smtp_state state)
{
  mw_smtp_session s;
  int verb;
  session_put(&s, variant, 0, state, 0);
  for (verb = 0; verb < 64; verb++) {
    mw_smtp_step step = session_command((mw_smtp_verb)verb);
    must(mw_smtp_session_command(&s, &step) != MW_SMTP_SITUATION_NONE, "text is a command", (unsigned)verb);
    must(!mw_smtp_session_reply(&s, &step, 250), "text is answered", (unsigned)verb);
    check_next(&s, state, false, 250);
  }
}

static void play_auth_begins(mw_smtp_state state, const mw_smtp_step *step)
{
  mw_smtp_session s;
  session_put(&s, variant, 0, state, 0);
  check_verdict(mw_smtp_session_command(&s, step));
  assert_string_equal(fact("reply"), "334|235");
  assert_true(mw_smtp_session_reply(&s, step, 334));
  check_next(&s, state, false, 334);
  session_put(&s, variant, 0, state, 0);
  assert_true(mw_smtp_session_reply(&s, step, 235));
  assert_int_equal(mw_smtp_session_state(&s), MW_SMTP_STATE_GREETED);
  assert_true(mw_smtp_session_is_authenticated(&s));
}

static void play_layer(mw_smtp_state state)
{
  mw_smtp_step step = session_place(MW_SMTP_PLACE_AUTH_LINE);
  mw_smtp_session s;
  session_put(&s, variant, 0, state, 0);
  check_verdict(mw_smtp_session_command(&s, &step));
  assert_true(mw_smtp_session_reply(&s, &step, code_of(fact("reply"))));
  assert_int_equal(mw_smtp_session_secured(&s, MW_SMTP_SASL_LAYER), MW_OK);
  check_next(&s, state, false, 235);
  assert_true(mw_smtp_session_is_authenticated(&s));
}

static void play_tls(mw_smtp_state state, mw_smtp_security what)
{
  mw_smtp_session s;
  session_put(&s, variant, 0, state, 0);
  assert_int_equal(mw_smtp_session_secured(&s, what), MW_OK);
  check_next(&s, state, false, 0);
}

static void play_lost(mw_smtp_state state)
{
  mw_smtp_session s;
  session_put(&s, variant, 0, state, 0);
  mw_smtp_session_lost(&s);
  check_next(&s, state, false, 0);
  assert_int_equal(mw_smtp_session_recipients(&s), 0);
}

/* Each is judged in its turn, whatever became of those in front of it. */
static void play_group(mw_smtp_state state)
{
  static const mw_smtp_verb group[] = {MW_SMTP_RCPT, MW_SMTP_RSET, MW_SMTP_MAIL,
                                       MW_SMTP_RCPT, MW_SMTP_MAIL, MW_SMTP_RSET};
  bool open = state == MW_SMTP_STATE_MAIL || state == MW_SMTP_STATE_RCPT;
  bool hello = state != MW_SMTP_STATE_CONN;
  const bool allowed[] = {open, true, hello, hello, false, true};
  mw_smtp_session s;
  size_t i;
  session_put(&s, variant, 0, state, 0);
  for (i = 0; i < sizeof group / sizeof group[0]; i++) {
    mw_smtp_step step = session_command(group[i]);
    bool found = mw_smtp_session_command(&s, &step) == MW_SMTP_SITUATION_NONE;
    must(found == allowed[i], "a command of the group", (unsigned)i);
    assert_true(mw_smtp_session_reply(&s, &step, found ? 250 : 503));
  }
  assert_int_equal(mw_smtp_session_state(&s), hello ? MW_SMTP_STATE_GREETED : state);
}

static void play_shutdown(mw_smtp_state state, const mw_smtp_step *step)
{
  mw_smtp_session s;
  session_put(&s, variant, 0, state, 0);
  assert_true(mw_smtp_session_reply(&s, step, 421));
  check_next(&s, state, false, 421);
  session_put(&s, variant, 0, state, 0);
  assert_true(mw_smtp_session_reply(&s, NULL, 421)); /* nothing was asked */
  check_next(&s, state, false, 421);
}

static void play_bad_line(mw_smtp_state state)
{
  static const mw_smtp_verb verbs[] = {MW_SMTP_UNKNOWN, MW_SMTP_MAIL, MW_SMTP_RCPT, MW_SMTP_NOOP, MW_SMTP_QUIT};
  mw_smtp_session s;
  size_t i;
  for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    mw_smtp_step step = session_command(verbs[i]);
    step.refused = rows[at].refused;
    session_put(&s, variant, 0, state, 0);
    check_verdict(mw_smtp_session_command(&s, &step));
    tell_each(&s, &step, false);
  }
}

/* LMTP: with two recipients, one of which may be the same. */
static void play_per_recipient(mw_smtp_state state, const mw_smtp_step *step)
{
  static const struct {
    const char *reply;
    uint32_t due;
  } words[] = {{"one reply per successful RCPT", 2}, {"zero replies", 0}, {"exactly one reply", 1}};
  mw_smtp_session s;
  uint32_t due = 9;
  size_t i;
  for (i = 0; i < sizeof words / sizeof words[0]; i++) {
    due = strcmp(fact("reply"), words[i].reply) == 0 ? words[i].due : due;
  }
  session_put(&s, variant, 0, state == MW_SMTP_STATE_MAIL ? state : MW_SMTP_STATE_RCPT, 0);
  if (state != MW_SMTP_STATE_MAIL) {
    assert_true(session_done(&s, MW_SMTP_RCPT, 0, 550));
    assert_true(session_done(&s, MW_SMTP_RCPT, 0, 250));
  }
  if (state == MW_SMTP_STATE_DATA || state == MW_SMTP_STATE_BDAT) {
    bool data = state == MW_SMTP_STATE_DATA;
    assert_true(session_done(&s, data ? MW_SMTP_DATA : MW_SMTP_BDAT, 0, data ? 354 : 250));
  }
  check_verdict(mw_smtp_session_command(&s, step));
  must(mw_smtp_session_due(&s, step) == due, "the replies that are due", mw_smtp_session_due(&s, step));
  for (i = due; i > 1; i--) {
    assert_true(mw_smtp_session_reply(&s, step, 250));
    assert_int_equal(mw_smtp_session_state(&s), state);
  }
  assert_true(mw_smtp_session_reply(&s, step, due == 0 ? 0 : 250));
  check_next(&s, state, false, due);
}

/* ---- rows -------------------------------------------------------------------------------------
 */

static void play(mw_smtp_state state, const mw_smtp_step *step)
{
  switch (rows[at].play) {
  case COMMAND: play_command(state, step); break;
  case REFUSED: play_refused(state, *step); break;
  case GREETING: play_greeting(); break;
  case NO_COMMAND: play_no_command(state); break;
  case AUTH_BEGINS: play_auth_begins(state, step); break;
  case LAYER: play_layer(state); break;
  case LOST: play_lost(state); break;
  case TLS_WORKS: play_tls(state, MW_SMTP_TLS_DONE); break;
  case TLS_FAILS: play_tls(state, MW_SMTP_TLS_FAILED); break;
  case LAST_OF_GROUP: must(mw_smtp_step_ends_group(step), "it may stand anywhere", step->verb); break;
  case IN_A_GROUP: play_group(state); break;
  case SHUTDOWN: play_shutdown(state, step); break;
  case BAD_LINE: play_bad_line(state); break;
  case PER_RECIPIENT: play_per_recipient(state, step); break;
  case MESSAGE:
  case AUTH_LINE:
    if (strcmp(fact("verdict"), "reject") == 0) {
      play_refused(state, *step);
    } else {
      play_command(state, step);
    }
    break;
  default: must(false, "no play", 0);
  }
}

/* The states of a row: "any" are those that take commands, and "broken" is none of a transaction.
 */
static void play_states(const mw_smtp_step *step)
{
  static const char any[] = "conn greeted mail rcpt bdat";
  const char *list = strcmp(fact("state"), "any") == 0 ? any : fact("state");
  char item[64];
  while (next_item(&list, " ", item, sizeof item)) {
    play(state_named(item), step);
  }
}

static mw_smtp_step step_of_row(mw_smtp_state state)
{
  mw_smtp_step step;
  memset(&step, 0, sizeof step);
  if (rows[at].verb == NO_VERB && state == MW_SMTP_STATE_DATA) {
    step.place = MW_SMTP_PLACE_MESSAGE;
  } else if (rows[at].verb == NO_VERB && state == MW_SMTP_STATE_AUTH) {
    step.place = MW_SMTP_PLACE_AUTH_LINE;
  } else if (rows[at].verb > 0) {
    step.verb = (mw_smtp_verb)rows[at].verb;
  }
  step.flags = rows[at].flags;
  step.refused = rows[at].refused;
  return step;
}

/* "any", "any except QUIT": each verb of the table. */
static void play_any(mw_smtp_step step)
{
  bool all_but_quit = strcmp(fact("command"), "any except QUIT") == 0;
  int verb;
  for (verb = 1; verb < 64; verb++) {
    if (mw_smtp_verb_row((mw_smtp_verb)verb) != NULL && !(all_but_quit && verb == MW_SMTP_QUIT)) {
      step.verb = (mw_smtp_verb)verb;
      play_states(&step);
    }
  }
}

/* The verbs that the row names, each; or what `rows` says in their place. */
static void play_entry(void)
{
  const char *list = fact("command");
  mw_smtp_step step = step_of_row(strcmp(fact("state"), "data") == 0   ? MW_SMTP_STATE_DATA
                                  : strcmp(fact("state"), "auth") == 0 ? MW_SMTP_STATE_AUTH
                                                                       : MW_SMTP_STATE_NONE);
  char item[64];
  if (rows[at].verb != AS_NAMED || rows[at].play == GREETING) {
    play_states(&step);
    return;
  }
  if (strncmp(list, "any", 3) == 0 || strncmp(list, "(any", 4) == 0) {
    play_any(step);
    return;
  }
  must(list[0] != '(', "the command is not in rows", 0);
  while (next_item(&list, " ", item, sizeof item)) {
    step.verb = mw_smtp_verb_find(mw_slice_text(item));
    must(step.verb != MW_SMTP_UNKNOWN, item, 0);
    play_states(&step);
  }
}

/* The entries of an id; a row without a condition needs none. */
static void play_row(void)
{
  static const size_t plain = ROWS - 1; /* the place of an entry that says nothing */
  unsigned found = 0;
  for (at = 0; at < plain; at++) {
    if (strcmp(rows[at].id, fact("id")) == 0) {
      assert_string_equal(rows[at].condition, fact("condition"));
      play_entry();
      found++;
    }
  }
  if (found == 0) {
    must(fact("condition")[0] == '\0', "the condition is not in rows", 0);
    at = plain;
    play_entry();
  }
}

static bool take_variant(void)
{
  static const char *const names[] = {"", "smtp", "submission", "lmtp"};
  for (variant = MW_SMTP_VARIANT_SMTP; variant <= MW_SMTP_VARIANT_LMTP; variant++) {
    if (strcmp(names[variant], fact("protocol")) == 0) {
      return true;
    }
  }
  return false;
}

static void test_session_state_every_row(void **state)
{
  unsigned played = 0;
  unsigned pop3 = 0;
  (void)state;
  facts_open();
  while (facts_next()) {
    if (take_variant()) {
      play_row();
      played++;
    } else {
      assert_string_equal(fact("protocol"), "pop3");
      pop3++;
    }
  }
  printf("%u rows of smtp, submission and lmtp\n", played);
  assert_int_equal(played, ROWS_OF_SMTP);
  assert_int_equal(pop3, ROWS_OF_POP3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_session_state_every_row)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
