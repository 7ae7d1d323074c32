/* SPDX-License-Identifier: MIT */
/* Sessions of POP3: values, names, steps from commands, the states of each command, policies, capabilities, groups,
 * TLS, walks by chance. The rows of the reference are in test_pop3_session_state.c.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/random.h"

enum { LINE = 512, WALKS = 200, STEPS = 40 };

static mw_pop3_session s;

static mw_pop3_step command(mw_pop3_verb verb)
{
  mw_pop3_step step = {MW_POP3_PLACE_COMMAND, verb, MW_POP3_SITUATION_NONE, MW_POP3_STEP_ARGUMENT};
  return step;
}

static mw_pop3_step place(mw_pop3_place at)
{
  mw_pop3_step step = {at, MW_POP3_UNKNOWN, MW_POP3_SITUATION_NONE, 0};
  return step;
}

static bool done(mw_pop3_verb verb, mw_pop3_status status)
{
  mw_pop3_step step = command(verb);
  return mw_pop3_session_reply(&s, &step, status);
}

static mw_pop3_situation judged(mw_pop3_verb verb)
{
  mw_pop3_step step = command(verb);
  return mw_pop3_session_command(&s, &step);
}

static void begin(unsigned policies)
{
  mw_pop3_step greeting = place(MW_POP3_PLACE_GREETING);
  assert_int_equal(mw_pop3_session_init(&s, policies), MW_OK);
  assert_int_equal(mw_pop3_session_command(&s, &greeting), MW_POP3_SITUATION_NONE);
  assert_true(mw_pop3_session_reply(&s, &greeting, MW_POP3_STATUS_OK));
}

static void login(unsigned policies)
{
  begin(policies);
  assert_true(done(MW_POP3_USER, MW_POP3_STATUS_OK));
  assert_true(done(MW_POP3_PASS, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TRANSACTION);
}

static void offer(bool pipelining)
{
  mw_pop3_capabilities set;
  mw_pop3_capabilities_init(&set, NULL, 0);
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_USER);
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_STLS);
  if (pipelining) {
    mw_pop3_capabilities_put(&set, MW_POP3_CAP_PIPELINING);
  }
  mw_pop3_session_offer(&s, &set);
}

static mw_slice printed(const mw_pop3_session *session, char *buffer)
{
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, LINE);
  mw_pop3_session_print(session, &w);
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  return out;
}

static void test_pop3_session_print(void **state)
{
  char buffer[LINE];
  (void)state;
  begin(MW_POP3_POLICY_PLAIN_NEEDS_TLS | MW_POP3_POLICY_LOOSE_GROUPS);
  assert_slice(printed(&s, buffer), "pop3 authorization policies=PLAIN_NEEDS_TLS,LOOSE_GROUPS");
  begin(0);
  offer(true);
  done(MW_POP3_USER, MW_POP3_STATUS_OK);
  assert_slice(printed(&s, buffer), "pop3 authorization named offered offers=USER,PIPELINING,STLS");
#define MW_POP3_STATE(id, number, name, meaning) assert_string_equal(mw_pop3_state_name(MW_POP3_STATE_##id), name);
#include <mailwire/tables/pop3_session.def>
  assert_string_equal(mw_pop3_state_name(MW_POP3_STATE_NONE), "unknown");
  assert_string_equal(mw_pop3_state_name((mw_pop3_state)999), "unknown");
}

/* Every command, in both states, by its row in the table of verbs; none in a state that takes none. */
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
    assert_int_equal(judged(row->verb) == MW_POP3_SITUATION_NONE, strstr(row->states, "authorization") != NULL);
    login(0);
    assert_int_equal(judged(row->verb) == MW_POP3_SITUATION_NONE, strstr(row->states, "transaction") != NULL);
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
  assert_true(mw_pop3_session_reply(&s, &bare, MW_POP3_STATUS_OK)); /* RFC 1734: a list of mechanisms */
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTHORIZATION);
  assert_false(mw_pop3_session_reply(&s, &bare, MW_POP3_STATUS_CHALLENGE));
  assert_false(done(MW_POP3_STLS, MW_POP3_STATUS_CHALLENGE));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTHORIZATION);
  assert_true(done(MW_POP3_AUTH, MW_POP3_STATUS_CHALLENGE));
  assert_true(mw_pop3_session_reply(&s, &line, MW_POP3_STATUS_CHALLENGE));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_AUTH);
  assert_int_equal(judged(MW_POP3_QUIT), MW_POP3_SITUATION_WRONG_STATE); /* a line is read, no command */
  assert_true(mw_pop3_session_reply(&s, &line, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TRANSACTION);
  assert_int_equal(mw_pop3_session_command(&s, &line), MW_POP3_SITUATION_WRONG_STATE);
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
  static const mw_pop3_verb logins[] = {MW_POP3_USER, MW_POP3_PASS, MW_POP3_RPOP, MW_POP3_APOP, MW_POP3_AUTH};
  mw_pop3_step auth = command(MW_POP3_AUTH);
  size_t i;
  (void)state;
  for (i = 0; i < sizeof logins / sizeof logins[0]; i++) {
    bool plain = i < 3;
    begin(MW_POP3_POLICY_TLS_FIRST);
    assert_int_equal(judged(logins[i]), MW_POP3_SITUATION_TLS_NEEDED);
    begin(MW_POP3_POLICY_PLAIN_NEEDS_TLS);
    assert_int_equal(judged(logins[i]), plain ? MW_POP3_SITUATION_TLS_NEEDED : MW_POP3_SITUATION_NONE);
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

/* ---- the client ------------------------------------------------------------------------------- */

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

/* ---- walks, and calls that are none ----------------------------------------------------------- */

static void test_pop3_session_walks(void **state)
{
  uint64_t chance = 88172645463325252u;
  unsigned seen[64] = {0};
  char one[LINE];
  char other[LINE];
  unsigned i;
  unsigned k;
  (void)state;
  for (i = 0; i < WALKS; i++) {
    begin(random_below(&chance, 16));
    for (k = 0; k < STEPS; k++) {
      mw_pop3_session before = s;
      mw_pop3_step step = command((mw_pop3_verb)random_below(&chance, 21));
      mw_pop3_session copy;
      step.place = (mw_pop3_place)(random_below(&chance, 4) == 0 ? MW_POP3_PLACE_AUTH_LINE : MW_POP3_PLACE_COMMAND);
      if (mw_pop3_session_command(&s, &step) != MW_POP3_SITUATION_NONE) {
        mw_pop3_session_reply(&s, &step, MW_POP3_STATUS_ERR);
        assert_int_equal(mw_pop3_session_state(&s), mw_pop3_session_state(&before));
      } else {
        mw_pop3_session_reply(&s, &step, (mw_pop3_status)random_below(&chance, 4));
      }
      mw_pop3_session_secured(&s, random_below(&chance, 4) != 0);
      assert_true(mw_pop3_session_is_tls(&s) || !mw_pop3_session_is_tls(&before) ||
                  mw_pop3_session_state(&s) == MW_POP3_STATE_CLOSED);
      assert_int_equal(mw_slice_equal(printed(&s, one), printed(&before, other)), mw_pop3_session_equal(&s, &before));
      memcpy(&copy, &s, sizeof s);
      assert_true(mw_pop3_session_equal(&copy, &s));
      seen[mw_pop3_session_state(&s)]++;
    }
  }
  for (i = MW_POP3_STATE_AUTHORIZATION; i <= MW_POP3_STATE_CLOSED; i++) {
    assert_true(seen[i] > 0 || i == MW_POP3_STATE_TLS); /* which secured() ends at once */
  }
}

static void test_pop3_session_null(void **state)
{
  mw_pop3_step step = command(MW_POP3_NOOP);
  mw_pop3_session before;
  mw_writer w;
  (void)state;
  login(0);
  before = s;
  assert_int_equal(mw_pop3_session_init(NULL, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_session_init(&s, 1u << 4), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_session_state(NULL), MW_POP3_STATE_NONE);
  assert_false(mw_pop3_session_is_tls(NULL) || mw_pop3_session_is_utf8(NULL));
  assert_int_equal(mw_pop3_session_command(NULL, &step), MW_POP3_SITUATION_WRONG_STATE);
  assert_int_equal(mw_pop3_session_command(&s, NULL), MW_POP3_SITUATION_WRONG_STATE);
  assert_string_equal(mw_pop3_session_source(&s, NULL), "");
  assert_false(mw_pop3_session_reply(NULL, &step, MW_POP3_STATUS_OK));
  assert_false(mw_pop3_session_reply(&s, NULL, MW_POP3_STATUS_OK)); /* nobody waits for it */
  assert_int_equal(mw_pop3_session_may_send(NULL, &step, NULL, NULL), MW_POP3_MAY_NOT);
  assert_int_equal(mw_pop3_session_may_send(&s, NULL, NULL, NULL), MW_POP3_MAY_NOT);
  assert_int_equal(mw_pop3_session_secured(NULL, true), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_session_secured(&s, true), MW_E_ARGUMENT);
  assert_false(mw_pop3_session_equal(NULL, &s) || mw_pop3_session_equal(&s, NULL));
  assert_false(mw_pop3_step_is_alone(NULL));
  assert_int_equal(mw_pop3_step_of(NULL, MW_FAULT_NONE).verb, MW_POP3_UNKNOWN);
  mw_pop3_session_offer(&s, NULL);
  mw_pop3_session_offer(NULL, NULL);
  mw_pop3_session_suppose(&s, NULL);
  mw_pop3_session_lost(NULL);
  mw_pop3_session_print(&s, NULL);
  assert_true(mw_pop3_session_equal(&s, &before));
  mw_writer_init(&w, NULL, 0);
  mw_pop3_session_print(NULL, &w);
  assert_int_equal(mw_writer_result(&w, NULL), MW_E_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_session_print),    cmocka_unit_test(test_pop3_session_states_of_verbs),
      cmocka_unit_test(test_pop3_session_name),     cmocka_unit_test(test_pop3_session_auth),
      cmocka_unit_test(test_pop3_session_tls),      cmocka_unit_test(test_pop3_session_policies),
      cmocka_unit_test(test_pop3_session_groups),   cmocka_unit_test(test_pop3_session_steps_of_lines),
      cmocka_unit_test(test_pop3_session_walks),    cmocka_unit_test(test_pop3_session_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
