/* SPDX-License-Identifier: MIT */
/* A session of POP3 as a value: copied, compared, printed; its names; calls that are none; and
 * walks by chance, which hold what holds in every state.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/pop3_session_steps.h"
#include "support/random.h"

enum { LINE = 512, WALKS = 200, STEPS = 40 };

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
#define MW_POP3_STATE(id, number, name, meaning)                                                   \
  assert_string_equal(mw_pop3_state_name(MW_POP3_STATE_##id), name);
#include <mailwire/tables/pop3_session.def>
  assert_string_equal(mw_pop3_state_name(MW_POP3_STATE_NONE), "unknown");
  assert_string_equal(mw_pop3_state_name((mw_pop3_state)999), "unknown");
  assert_string_equal(mw_pop3_place_name(MW_POP3_PLACE_COMMAND), "COMMAND");
  assert_string_equal(mw_pop3_place_name(MW_POP3_PLACE_GREETING), "GREETING");
  assert_string_equal(mw_pop3_place_name(MW_POP3_PLACE_AUTH_LINE), "AUTH_LINE");
  assert_string_equal(mw_pop3_place_name((mw_pop3_place)3), "UNKNOWN");
  assert_string_equal(mw_pop3_may_name(MW_POP3_MAY_SEND), "SEND");
  assert_string_equal(mw_pop3_may_name(MW_POP3_MAY_WAIT), "WAIT");
  assert_string_equal(mw_pop3_may_name(MW_POP3_MAY_NOT), "NOT");
  assert_string_equal(mw_pop3_may_name((mw_pop3_may)0), "UNKNOWN");
}

/* ---- walks, and calls that are none -----------------------------------------------------------
 */

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
      step.place = (mw_pop3_place)(random_below(&chance, 4) == 0 ? MW_POP3_PLACE_AUTH_LINE
                                                                 : MW_POP3_PLACE_COMMAND);
      if (mw_pop3_session_command(&s, &step) != MW_POP3_SITUATION_NONE) {
        mw_pop3_session_reply(&s, &step, MW_POP3_STATUS_ERR);
        assert_int_equal(mw_pop3_session_state(&s), mw_pop3_session_state(&before));
      } else {
        mw_pop3_session_reply(&s, &step, (mw_pop3_status)random_below(&chance, 4));
      }
      mw_pop3_session_secured(&s, random_below(&chance, 4) != 0);
      assert_true(mw_pop3_session_is_tls(&s) || !mw_pop3_session_is_tls(&before) ||
                  mw_pop3_session_state(&s) == MW_POP3_STATE_CLOSED);
      assert_int_equal(mw_slice_equal(printed(&s, one), printed(&before, other)),
                       mw_pop3_session_equal(&s, &before));
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
      cmocka_unit_test(test_pop3_session_print),
      cmocka_unit_test(test_pop3_session_walks),
      cmocka_unit_test(test_pop3_session_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
