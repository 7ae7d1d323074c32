/* SPDX-License-Identifier: MIT */
/* Sessions of POP3: steps from commands, the states of each command, policies, capabilities,
 * groups, TLS, a lax peer. The rows of the reference are in test_pop3_session_state.c.
 */
#include "support/assert_mw.h"
#include "support/pop3_session_steps.h"

static mw_pop3_situation judged(mw_pop3_verb verb)
{
  mw_pop3_step step = command(verb);
  return mw_pop3_session_command(&s, &step);
}

/* Every command, in both states, by its row in the table of verbs; none in a state that takes none.
 */
static void test_pop3_session_states_of_verbs(void **state)
{
  static const mw_pop3_state closed[] = {MW_POP3_STATE_UPDATE, MW_POP3_STATE_CLOSED};
  unsigned verbs = 0;
  int i;
  (void)state;
  for (i = 1; i < 256; i++) {
    const mw_pop3_verb_info *row = mw_pop3_verb_row((mw_pop3_verb)i);
    if (row == NULL) {
      continue;
    }
    begin(0);
    done(MW_POP3_USER, MW_POP3_STATUS_OK);
    assert_int_equal(judged(row->verb) == MW_POP3_SITUATION_NONE,
                     strstr(row->states, "authorization") != NULL);
    login(0);
    assert_int_equal(judged(row->verb) == MW_POP3_SITUATION_NONE,
                     strstr(row->states, "transaction") != NULL);
    assert_true(done(MW_POP3_QUIT, MW_POP3_STATUS_OK));
    assert_int_equal(mw_pop3_session_state(&s), closed[0]);
    assert_int_equal(judged(row->verb), MW_POP3_SITUATION_WRONG_STATE);
    assert_false(done(row->verb, MW_POP3_STATUS_OK));
    mw_pop3_session_lost(&s);
    assert_int_equal(mw_pop3_session_state(&s), closed[1]);
    assert_int_equal(judged(row->verb), MW_POP3_SITUATION_WRONG_STATE);
    verbs++;
  }
  assert_true(verbs >= 20);
}

/* RFC 1939 7: PASS only right behind a USER that was accepted. */
static void test_pop3_session_name(void **state)
{
  (void)state;
  begin(0);
  done(MW_POP3_USER, MW_POP3_STATUS_ERR);
  assert_int_equal(judged(MW_POP3_PASS), MW_POP3_SITUATION_NO_NAME);
  assert_int_equal(judged(MW_POP3_RPOP), MW_POP3_SITUATION_NO_NAME); /* RFC 1081 */
  done(MW_POP3_USER, MW_POP3_STATUS_OK);
  assert_int_equal(judged(MW_POP3_PASS), MW_POP3_SITUATION_NONE);
  done(MW_POP3_CAPA, MW_POP3_STATUS_OK);
  assert_int_equal(judged(MW_POP3_PASS), MW_POP3_SITUATION_NO_NAME);
  done(MW_POP3_USER, MW_POP3_STATUS_OK);
  done(MW_POP3_PASS, MW_POP3_STATUS_ERR);
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTHORIZATION);
  assert_int_equal(judged(MW_POP3_PASS), MW_POP3_SITUATION_NO_NAME);
}

static void test_pop3_session_auth(void **state)
{
  mw_pop3_step bare = command(MW_POP3_AUTH);
  mw_pop3_step line = place(MW_POP3_PLACE_AUTH_LINE);
  (void)state;
  bare.flags = 0;
  begin(0);
  assert_true(
      mw_pop3_session_reply(&s, &bare, MW_POP3_STATUS_OK)); /* RFC 1734: a list of mechanisms */
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTHORIZATION);
  assert_true(mw_pop3_session_reply(&s, &bare, MW_POP3_STATUS_CHALLENGE)); /* an exchange all the same */
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTH);
  assert_true(mw_pop3_session_reply(&s, &line, MW_POP3_STATUS_ERR));
  assert_false(done(MW_POP3_STLS, MW_POP3_STATUS_CHALLENGE));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTHORIZATION);
  assert_true(done(MW_POP3_AUTH, MW_POP3_STATUS_CHALLENGE));
  assert_true(mw_pop3_session_reply(&s, &line, MW_POP3_STATUS_CHALLENGE));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTH);
  assert_int_equal(judged(MW_POP3_QUIT),
                   MW_POP3_SITUATION_WRONG_STATE); /* a line is read, no command */
  assert_true(mw_pop3_session_reply(&s, &line, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TRANSACTION);
  assert_int_equal(mw_pop3_session_command(&s, &line), MW_POP3_SITUATION_WRONG_STATE);
}

/* A peer that lets pass what it should refuse is followed: both sides then are where it is. */
static void test_pop3_session_follows_a_lax_server(void **state)
{
  static const mw_pop3_verb logins[] = {MW_POP3_PASS, MW_POP3_RPOP, MW_POP3_APOP};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof logins / sizeof logins[0]; i++) {
    begin(MW_POP3_POLICY_TLS_FIRST); /* without TLS, and without a name */
    assert_true(done(logins[i], MW_POP3_STATUS_OK));
    assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TRANSACTION);
    begin(0);
    assert_true(done(logins[i], MW_POP3_STATUS_OK));
    assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TRANSACTION);
  }
  begin(MW_POP3_POLICY_TLS_FIRST);
  assert_true(done(MW_POP3_USER, MW_POP3_STATUS_OK));
  assert_true(done(MW_POP3_AUTH, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TRANSACTION);
  assert_true(done(MW_POP3_STLS, MW_POP3_STATUS_OK)); /* nothing plain is read behind it */
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TLS);
  assert_int_equal(mw_pop3_session_secured(&s, true), MW_OK);
  assert_true(done(MW_POP3_STLS, MW_POP3_STATUS_OK)); /* TLS in TLS */
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TLS);
  begin(0);
  assert_true(done(MW_POP3_UTF8, MW_POP3_STATUS_OK));
  assert_true(done(MW_POP3_STLS, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TLS);
  begin(0);
  offer(false);
  assert_true(done(MW_POP3_APOP, MW_POP3_STATUS_OK));
  begin(0);
  offer(false);
  assert_true(done(MW_POP3_AUTH, MW_POP3_STATUS_CHALLENGE)); /* SASL was not announced */
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTH);
}

/* Where no command is read, none is answered: not one of the caller's own either. */
static void test_pop3_session_no_answer_belongs_there(void **state)
{
  mw_pop3_step own = command((mw_pop3_verb)0x4000);
  mw_pop3_step line = place(MW_POP3_PLACE_AUTH_LINE);
  mw_pop3_step greeting = place(MW_POP3_PLACE_GREETING);
  (void)state;
  assert_int_equal(mw_pop3_session_init(&s, 0), MW_OK);
  assert_false(mw_pop3_session_reply(&s, &own, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_command(&s, &own), MW_POP3_SITUATION_WRONG_STATE);
  assert_true(mw_pop3_session_reply(&s, &greeting, MW_POP3_STATUS_ERR)); /* no service here */
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_REJECTED);
  assert_int_equal(judged(MW_POP3_USER), MW_POP3_SITUATION_WRONG_STATE);
  assert_int_equal(judged(MW_POP3_CAPA), MW_POP3_SITUATION_WRONG_STATE);
  assert_true(done(MW_POP3_QUIT, MW_POP3_STATUS_OK)); /* what a polite client has left */
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_CLOSED);
  begin(0);
  assert_false(mw_pop3_session_reply(&s, &line, MW_POP3_STATUS_OK));
  assert_false(mw_pop3_session_reply(&s, &greeting, MW_POP3_STATUS_OK));
  assert_true(done(MW_POP3_AUTH, MW_POP3_STATUS_CHALLENGE));
  assert_false(mw_pop3_session_reply(&s, &own, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_command(&s, &own), MW_POP3_SITUATION_WRONG_STATE);
  mw_pop3_session_lost(&s);
  assert_int_equal(mw_pop3_session_command(&s, &own), MW_POP3_SITUATION_WRONG_STATE);
}

/* RFC 2595 4: what was announced in plain text is forgotten. */
static void test_pop3_session_tls(void **state)
{
  mw_pop3_step greeting = place(MW_POP3_PLACE_GREETING);
  mw_pop3_session fresh;
  (void)state;
  assert_int_equal(mw_pop3_session_init(&s, 0), MW_OK);
  assert_int_equal(mw_pop3_session_secured(&s, false), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_session_secured(&s, true), MW_OK); /* TLS from the begin */
  assert_int_equal(mw_pop3_session_secured(&s, true), MW_E_ARGUMENT);
  assert_true(mw_pop3_session_reply(&s, &greeting, MW_POP3_STATUS_OK));
  fresh = s;
  begin(0);
  offer(true);
  assert_true(done(MW_POP3_STLS, MW_POP3_STATUS_OK));
  assert_int_equal(judged(MW_POP3_CAPA), MW_POP3_SITUATION_PLAINTEXT_LEFT);
  assert_false(done(MW_POP3_CAPA, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_secured(&s, true), MW_OK);
  assert_true(mw_pop3_session_equal(&s, &fresh));
  assert_true(mw_pop3_session_is_tls(&s));
  begin(0);
  assert_true(done(MW_POP3_STLS, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_secured(&s, false), MW_OK);
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_CLOSED);
}

static void test_pop3_session_policies(void **state)
{
  static const mw_pop3_verb logins[] = {MW_POP3_USER, MW_POP3_PASS, MW_POP3_RPOP, MW_POP3_APOP,
                                        MW_POP3_AUTH};
  mw_pop3_step auth = command(MW_POP3_AUTH);
  size_t i;
  (void)state;
  for (i = 0; i < sizeof logins / sizeof logins[0]; i++) {
    bool plain = i < 3;
    begin(MW_POP3_POLICY_TLS_FIRST);
    assert_int_equal(judged(logins[i]), MW_POP3_SITUATION_TLS_NEEDED);
    begin(MW_POP3_POLICY_PLAIN_NEEDS_TLS);
    assert_int_equal(judged(logins[i]),
                     plain ? MW_POP3_SITUATION_TLS_NEEDED : MW_POP3_SITUATION_NONE);
    done(MW_POP3_STLS, MW_POP3_STATUS_OK);
    mw_pop3_session_secured(&s, true);
    done(MW_POP3_USER, MW_POP3_STATUS_OK);
    assert_int_equal(judged(logins[i]), MW_POP3_SITUATION_NONE);
  }
  auth.flags |= MW_POP3_STEP_PLAIN;
  begin(MW_POP3_POLICY_PLAIN_NEEDS_TLS);
  assert_int_equal(mw_pop3_session_command(&s, &auth), MW_POP3_SITUATION_TLS_NEEDED);
  begin(0);
  offer(false);
  assert_int_equal(judged(MW_POP3_UTF8), MW_POP3_SITUATION_UNKNOWN_COMMAND);
  assert_int_equal(judged(MW_POP3_STLS), MW_POP3_SITUATION_NONE);
  begin(MW_POP3_POLICY_UNANNOUNCED);
  offer(false);
  assert_int_equal(judged(MW_POP3_UTF8), MW_POP3_SITUATION_NONE);
  done(MW_POP3_UTF8, MW_POP3_STATUS_OK);
  assert_true(mw_pop3_session_is_utf8(&s));
}

/* ---- the client -------------------------------------------------------------------------------
 */

static mw_pop3_may may(mw_pop3_verb verb, mw_pop3_verb last)
{
  mw_pop3_step step = command(verb);
  mw_pop3_step before = command(last);
  return mw_pop3_session_may_send(&s, &step, last == MW_POP3_UNKNOWN ? NULL : &before, NULL);
}

static void test_pop3_session_groups(void **state)
{
  mw_pop3_step user = command(MW_POP3_USER);
  mw_pop3_step pass = command(MW_POP3_PASS);
  mw_pop3_step line = place(MW_POP3_PLACE_AUTH_LINE);
  mw_pop3_step auth = command(MW_POP3_AUTH);
  mw_pop3_step greeting = place(MW_POP3_PLACE_GREETING);
  mw_pop3_situation situation;
  (void)state;
  begin(0);
  assert_int_equal(may(MW_POP3_CAPA, MW_POP3_USER), MW_POP3_MAY_WAIT);
  offer(true);
  mw_pop3_session_suppose(&s, &user); /* RFC 2449 6.6: USER and PASS in one group */
  assert_int_equal(may(MW_POP3_PASS, MW_POP3_USER), MW_POP3_MAY_SEND);
  mw_pop3_session_suppose(&s, &pass);
  assert_int_equal(may(MW_POP3_STAT, MW_POP3_PASS), MW_POP3_MAY_SEND);
  assert_int_equal(may(MW_POP3_RETR, MW_POP3_RETR), MW_POP3_MAY_SEND);
  assert_int_equal(may(MW_POP3_RETR, MW_POP3_QUIT), MW_POP3_MAY_WAIT);
  assert_int_equal(may(MW_POP3_RETR, MW_POP3_AUTH), MW_POP3_MAY_WAIT);
  assert_true(mw_pop3_step_is_alone(&line) && mw_pop3_step_is_alone(&greeting));
  assert_int_equal(mw_pop3_session_may_send(&s, &user, NULL, &situation), MW_POP3_MAY_NOT);
  assert_int_equal(situation, MW_POP3_SITUATION_WRONG_STATE);
  begin(MW_POP3_POLICY_LOOSE_GROUPS);
  assert_int_equal(may(MW_POP3_CAPA, MW_POP3_USER), MW_POP3_MAY_SEND);
  assert_int_equal(may(MW_POP3_CAPA, MW_POP3_STLS), MW_POP3_MAY_WAIT);
  mw_pop3_session_suppose(&s, &auth);
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTH);
  assert_int_equal(mw_pop3_session_may_send(&s, &line, &auth, NULL), MW_POP3_MAY_WAIT);
  assert_int_equal(mw_pop3_session_may_send(&s, &line, NULL, &situation), MW_POP3_MAY_SEND);
  assert_int_equal(situation, MW_POP3_SITUATION_NONE);
}

static void test_pop3_session_steps_of_lines(void **state)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_command line;
  mw_pop3_step step;
  (void)state;
  mw_pop3_command_split(mw_slice_text("RETR 7"), 0, &line, &finding);
  step = mw_pop3_step_of(&line, MW_FAULT_NUMBER_TOO_LARGE);
  assert_int_equal(step.place, MW_POP3_PLACE_COMMAND);
  assert_int_equal(step.verb, MW_POP3_RETR);
  assert_int_equal(step.refused, MW_POP3_SITUATION_NO_SUCH_MESSAGE);
  assert_int_equal(step.flags, MW_POP3_STEP_ARGUMENT);
  begin(0);
  assert_int_equal(mw_pop3_session_command(&s, &step), MW_POP3_SITUATION_WRONG_STATE);
  login(0);
  assert_int_equal(mw_pop3_session_command(&s, &step), MW_POP3_SITUATION_NO_SUCH_MESSAGE);
  mw_pop3_command_split(mw_slice_text("AUTH"), 0, &line, &finding);
  assert_int_equal(mw_pop3_step_of(&line, MW_FAULT_NONE).flags, 0);
  step = command(MW_POP3_UNKNOWN);
  assert_string_equal(mw_pop3_session_source(&s, &step), "RFC1939 3");
  step.refused = MW_POP3_SITUATION_LINE_TOO_LONG;
  assert_int_equal(mw_pop3_session_command(&s, &step), MW_POP3_SITUATION_LINE_TOO_LONG);
  step = command((mw_pop3_verb)0x4000); /* of the caller's own */
  assert_int_equal(mw_pop3_session_command(&s, &step), MW_POP3_SITUATION_NONE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_session_states_of_verbs),
      cmocka_unit_test(test_pop3_session_name),
      cmocka_unit_test(test_pop3_session_auth),
      cmocka_unit_test(test_pop3_session_follows_a_lax_server),
      cmocka_unit_test(test_pop3_session_no_answer_belongs_there),
      cmocka_unit_test(test_pop3_session_tls),
      cmocka_unit_test(test_pop3_session_policies),
      cmocka_unit_test(test_pop3_session_groups),
      cmocka_unit_test(test_pop3_session_steps_of_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
