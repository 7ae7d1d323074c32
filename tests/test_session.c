/* SPDX-License-Identifier: MIT */
/* Sessions of SMTP, LMTP and submission: replies that nobody waits for, LMTP's replies, chunks, TLS and AUTH.
 * The rows of the reference are in test_session_state.c.
 */
#include "support/assert_mw.h"
#include "support/session.h"

static mw_smtp_session s;

static void put(mw_smtp_variant variant, mw_smtp_state state, unsigned by)
{
  session_put(&s, variant, 0, state, by);
}

static void assert_state(mw_smtp_state state)
{
  assert_string_equal(mw_smtp_state_name(mw_smtp_session_state(&s)), mw_smtp_state_name(state));
}

static mw_smtp_situation judged(mw_smtp_verb verb, unsigned flags)
{
  mw_smtp_step step = session_command(verb);
  step.flags = flags;
  return mw_smtp_session_command(&s, &step);
}

/* ---- replies that nobody waits for ------------------------------------------------------------ */

static void test_session_T56_reply_without_a_command(void **state)
{
  mw_smtp_session before;
  (void)state;
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_GREETED, 0);
  before = s;
  assert_false(mw_smtp_session_reply(&s, NULL, 250));
  assert_false(mw_smtp_session_reply(&s, NULL, 354));
  assert_false(mw_smtp_session_reply(&s, NULL, 550));
  assert_true(mw_smtp_session_equal(&s, &before));
  assert_true(session_done(&s, MW_SMTP_MAIL, 0, 550)); /* the next command has its own */
  assert_state(MW_SMTP_STATE_GREETED);
  assert_true(mw_smtp_session_reply(&s, NULL, 421)); /* RFC 5321 3.8 */
  assert_state(MW_SMTP_STATE_CLOSED);
  assert_false(session_done(&s, MW_SMTP_NOOP, 0, 250)); /* and nothing behind it */
}

/* Codes that may not stand there are no success: 354 and 334 nobody asked for, 250 to DATA, no code at all. */
static void test_session_codes_that_do_not_belong(void **state)
{
  static const struct {
    mw_smtp_state at;
    mw_smtp_verb verb;
    unsigned code;
    mw_smtp_state then;
  } odd[] = {
      {MW_SMTP_STATE_GREETED, MW_SMTP_MAIL, 354, MW_SMTP_STATE_GREETED},
      {MW_SMTP_STATE_GREETED, MW_SMTP_MAIL, 334, MW_SMTP_STATE_GREETED},
      {MW_SMTP_STATE_GREETED, MW_SMTP_MAIL, 199, MW_SMTP_STATE_GREETED},
      {MW_SMTP_STATE_GREETED, MW_SMTP_MAIL, 650, MW_SMTP_STATE_GREETED},
      {MW_SMTP_STATE_GREETED, MW_SMTP_MAIL, 50, MW_SMTP_STATE_GREETED},
      {MW_SMTP_STATE_GREETED, MW_SMTP_STARTTLS, 334, MW_SMTP_STATE_GREETED},
      {MW_SMTP_STATE_RCPT, MW_SMTP_DATA, 250, MW_SMTP_STATE_RCPT},
      {MW_SMTP_STATE_RCPT, MW_SMTP_RCPT, 354, MW_SMTP_STATE_RCPT},
      {MW_SMTP_STATE_RCPT, MW_SMTP_BDAT, 354, MW_SMTP_STATE_BROKEN},
      {MW_SMTP_STATE_CONN, MW_SMTP_LHLO, 250, MW_SMTP_STATE_CONN},
      {MW_SMTP_STATE_TLS, MW_SMTP_EHLO, 250, MW_SMTP_STATE_TLS},
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof odd / sizeof odd[0]; i++) {
    put(MW_SMTP_VARIANT_SMTP, odd[i].at, 0);
    assert_false(session_done(&s, odd[i].verb, 0, odd[i].code));
    assert_state(odd[i].then);
  }
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_GREETED, 0);
  assert_false(session_done(&s, MW_SMTP_MAIL, 0, 0)); /* one reply is due */
  assert_state(MW_SMTP_STATE_GREETED);
  put(MW_SMTP_VARIANT_LMTP, MW_SMTP_STATE_CONN, 0);
  assert_false(session_done(&s, MW_SMTP_EHLO, 0, 250)); /* RFC 2033 4.1 */
  assert_state(MW_SMTP_STATE_CONN);
}

/* ---- LMTP --------------------------------------------------------------------------------------- */

/* RFC 2033 4.2: the same recipient twice is two replies; a refused one has none. */
static void test_session_lmtp_replies(void **state)
{
  static const unsigned answers[] = {250, 452, 550};
  mw_smtp_step message = session_place(MW_SMTP_PLACE_MESSAGE);
  uint32_t i;
  (void)state;
  put(MW_SMTP_VARIANT_LMTP, MW_SMTP_STATE_RCPT, 0);
  assert_true(session_done(&s, MW_SMTP_RCPT, 0, 250));
  assert_true(session_done(&s, MW_SMTP_RCPT, 0, 550));
  assert_true(session_done(&s, MW_SMTP_RCPT, 0, 251));
  assert_int_equal(mw_smtp_session_recipients(&s), 3);
  assert_int_equal(mw_smtp_session_due(&s, &message), 1); /* no message comes in this state */
  assert_true(session_done(&s, MW_SMTP_DATA, 0, 354));
  for (i = 0; i < 3; i++) {
    assert_state(MW_SMTP_STATE_DATA);
    assert_int_equal(mw_smtp_session_due(&s, &message), 3 - i);
    assert_false(mw_smtp_session_reply(&s, &message, 0)); /* replies are due */
    assert_true(mw_smtp_session_reply(&s, &message, answers[i]));
  }
  assert_state(MW_SMTP_STATE_GREETED);
  assert_int_equal(mw_smtp_session_recipients(&s), 0);
  assert_false(mw_smtp_session_reply(&s, &message, 250)); /* one too many */
  assert_state(MW_SMTP_STATE_GREETED);
}

static void test_session_lmtp_closes_amid_replies(void **state)
{
  mw_smtp_step message = session_place(MW_SMTP_PLACE_MESSAGE);
  (void)state;
  put(MW_SMTP_VARIANT_LMTP, MW_SMTP_STATE_RCPT, 0);
  session_done(&s, MW_SMTP_RCPT, 0, 250);
  session_done(&s, MW_SMTP_DATA, 0, 354);
  assert_true(mw_smtp_session_reply(&s, &message, 421));
  assert_state(MW_SMTP_STATE_CLOSED);
}

static void test_session_lmtp_chunks(void **state)
{
  mw_smtp_step last = session_command(MW_SMTP_BDAT);
  (void)state;
  last.flags = MW_SMTP_STEP_LAST;
  put(MW_SMTP_VARIANT_LMTP, MW_SMTP_STATE_RCPT, 0);
  session_done(&s, MW_SMTP_RCPT, 0, 250);
  assert_true(session_done(&s, MW_SMTP_BDAT, 0, 250));
  assert_int_equal(mw_smtp_session_due(&s, &last), 2);
  assert_true(mw_smtp_session_reply(&s, &last, 452)); /* for one recipient */
  assert_int_equal(mw_smtp_session_due(&s, &last), 1);
  assert_true(mw_smtp_session_reply(&s, &last, 452)); /* for the other: the message is over all the same */
  assert_state(MW_SMTP_STATE_GREETED);
  assert_int_equal(mw_smtp_session_due(&s, &last), 1); /* no transaction: one refusal */
}

/* RFC 2033 4.3: in a broken transaction LAST is answered for each recipient, too, each time. */
static void test_session_lmtp_broken(void **state)
{
  mw_smtp_step last = session_command(MW_SMTP_BDAT);
  unsigned i;
  (void)state;
  last.flags = MW_SMTP_STEP_LAST;
  put(MW_SMTP_VARIANT_LMTP, MW_SMTP_STATE_RCPT, 0);
  session_done(&s, MW_SMTP_RCPT, 0, 250);
  assert_true(session_done(&s, MW_SMTP_BDAT, 0, 452));
  for (i = 0; i < 4; i++) {
    assert_state(MW_SMTP_STATE_BROKEN);
    assert_int_equal(mw_smtp_session_due(&s, &last), 2 - i % 2);
    assert_true(mw_smtp_session_reply(&s, &last, 503));
  }
  assert_true(session_done(&s, MW_SMTP_RSET, 0, 250));
  put(MW_SMTP_VARIANT_LMTP, MW_SMTP_STATE_MAIL, 0);
  assert_true(session_done(&s, MW_SMTP_BDAT, 0, 503)); /* without a recipient */
  assert_state(MW_SMTP_STATE_BROKEN);
  assert_int_equal(mw_smtp_session_due(&s, &last), 0);
  assert_true(mw_smtp_session_reply(&s, &last, 0)); /* nothing comes, and RSET is needed still */
  assert_state(MW_SMTP_STATE_BROKEN);
}

/* ---- chunks ------------------------------------------------------------------------------------- */

static void test_session_broken_until_rset(void **state)
{
  static const mw_smtp_verb all[] = {MW_SMTP_MAIL, MW_SMTP_RCPT, MW_SMTP_DATA, MW_SMTP_BDAT, MW_SMTP_NOOP,
                                     MW_SMTP_VRFY, MW_SMTP_AUTH, MW_SMTP_ETRN, MW_SMTP_STARTTLS};
  static const mw_smtp_verb clearing[] = {MW_SMTP_RSET, MW_SMTP_EHLO, MW_SMTP_HELO};
  size_t i;
  (void)state;
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_BROKEN, 0);
  for (i = 0; i < sizeof all / sizeof all[0]; i++) {
    assert_int_equal(judged(all[i], 0), MW_SMTP_SITUATION_CHUNK_OUT_OF_ORDER);
    assert_true(session_done(&s, all[i], 0, 503));
    assert_state(MW_SMTP_STATE_BROKEN);
  }
  for (i = 0; i < sizeof clearing / sizeof clearing[0]; i++) {
    put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_BROKEN, 0);
    assert_int_equal(judged(clearing[i], 0), MW_SMTP_SITUATION_NONE);
    assert_true(session_done(&s, clearing[i], 0, 250));
    assert_state(MW_SMTP_STATE_GREETED);
    assert_int_equal(judged(MW_SMTP_MAIL, 0), MW_SMTP_SITUATION_NONE);
  }
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_BROKEN, 0);
  assert_int_equal(judged(MW_SMTP_QUIT, 0), MW_SMTP_SITUATION_NONE);
}

/* A refused BDAT LAST needs RSET by RFC 3030 2, and ends the transaction under the policy. */
static void test_session_refused_last(void **state)
{
  (void)state;
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_BDAT, 0);
  assert_true(session_done(&s, MW_SMTP_BDAT, MW_SMTP_STEP_LAST, 552));
  assert_state(MW_SMTP_STATE_BROKEN);
  session_put(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_LAST_ENDS, MW_SMTP_STATE_BDAT, 0);
  assert_true(session_done(&s, MW_SMTP_BDAT, MW_SMTP_STEP_LAST, 552));
  assert_state(MW_SMTP_STATE_GREETED);
  session_put(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_KEEP_503, MW_SMTP_STATE_BDAT, 0);
  assert_int_equal(judged(MW_SMTP_DATA, 0), MW_SMTP_SITUATION_OUT_OF_ORDER);
  assert_true(session_done(&s, MW_SMTP_DATA, 0, 503));
  assert_state(MW_SMTP_STATE_BDAT);
  assert_true(session_done(&s, MW_SMTP_BDAT, 0, 452)); /* no 503: the chunk is lost */
  assert_state(MW_SMTP_STATE_BROKEN);
}

/* RFC 1870 6.1, 6.3: SIZE= of MAIL, and the sum of all chunks; numbers at their end stay there. */
static void test_session_size(void **state)
{
  mw_smtp_extensions set;
  mw_smtp_step mail = session_command(MW_SMTP_MAIL);
  mw_smtp_step chunk = session_command(MW_SMTP_BDAT);
  (void)state;
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_GREETED, 0);
  mw_smtp_extensions_init(&set, NULL, 0);
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_SIZE);
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_CHUNKING);
  set.has_size = true;
  set.size = 100;
  mw_smtp_session_offer(&s, &set);
  mail.octets = 101;
  assert_int_equal(mw_smtp_session_command(&s, &mail), MW_SMTP_SITUATION_MESSAGE_TOO_BIG);
  mail.octets = 100;
  assert_int_equal(mw_smtp_session_command(&s, &mail), MW_SMTP_SITUATION_NONE);
  session_done(&s, MW_SMTP_MAIL, 0, 250);
  session_done(&s, MW_SMTP_RCPT, 0, 250);
  chunk.octets = 60;
  assert_int_equal(mw_smtp_session_command(&s, &chunk), MW_SMTP_SITUATION_NONE);
  assert_true(mw_smtp_session_reply(&s, &chunk, 250));
  assert_int_equal(mw_smtp_session_command(&s, &chunk), MW_SMTP_SITUATION_MESSAGE_TOO_BIG);
  chunk.octets = 40;
  assert_int_equal(mw_smtp_session_command(&s, &chunk), MW_SMTP_SITUATION_NONE);
  chunk.octets = UINT64_MAX;
  assert_true(mw_smtp_session_reply(&s, &chunk, 250)); /* a server that does not look */
  chunk.octets = 1;
  assert_int_equal(mw_smtp_session_command(&s, &chunk), MW_SMTP_SITUATION_MESSAGE_TOO_BIG);
  assert_true(mw_smtp_session_reply(&s, &chunk, 552));
  assert_state(MW_SMTP_STATE_BROKEN);
  session_done(&s, MW_SMTP_RSET, 0, 250);
  assert_int_equal(mw_smtp_session_command(&s, &mail), MW_SMTP_SITUATION_NONE);
  set.size = 0; /* no fixed maximum */
  mw_smtp_session_offer(&s, &set);
  mail.octets = UINT64_MAX;
  assert_int_equal(mw_smtp_session_command(&s, &mail), MW_SMTP_SITUATION_NONE);
}

/* ---- TLS and AUTH ------------------------------------------------------------------------------- */

/* RFC 3207 4.2: everything that was learned in plain text is forgotten. */
static void test_session_tls_forgets(void **state)
{
  mw_smtp_session fresh;
  (void)state;
  session_put(&fresh, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_CONNECT, 0);
  assert_int_equal(mw_smtp_session_secured(&fresh, MW_SMTP_TLS_DONE), MW_OK); /* TLS from the begin */
  {
    mw_smtp_step greeting = session_place(MW_SMTP_PLACE_GREETING);
    assert_true(mw_smtp_session_reply(&fresh, &greeting, 220));
  }
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_TLS, BY_AUTH);
  assert_int_equal(mw_smtp_session_secured(&s, MW_SMTP_TLS_DONE), MW_OK);
  assert_true(mw_smtp_session_equal(&s, &fresh));
  assert_true(mw_smtp_session_is_tls(&s));
  assert_false(mw_smtp_session_is_authenticated(&s));
  assert_int_equal(judged(MW_SMTP_MAIL, 0), MW_SMTP_SITUATION_OUT_OF_ORDER);
  assert_int_equal(mw_smtp_session_secured(&s, MW_SMTP_TLS_DONE), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_session_secured(&s, MW_SMTP_TLS_FAILED), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_session_secured(&s, MW_SMTP_SASL_LAYER), MW_E_ARGUMENT);
  assert_true(mw_smtp_session_equal(&s, &fresh));
}

/* The union of those that RFC 3207 4 and RFC 4954 6 exempt. */
static void test_session_530(void **state)
{
  static const mw_smtp_verb exempt[] = {MW_SMTP_AUTH, MW_SMTP_EHLO, MW_SMTP_HELO,    MW_SMTP_NOOP,
                                        MW_SMTP_RSET, MW_SMTP_QUIT, MW_SMTP_STARTTLS};
  static const mw_smtp_verb needy[] = {MW_SMTP_MAIL, MW_SMTP_VRFY, MW_SMTP_EXPN, MW_SMTP_ETRN, MW_SMTP_ATRN};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof exempt / sizeof exempt[0]; i++) {
    session_put(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_TLS_FIRST | MW_SMTP_POLICY_AUTH_FIRST, MW_SMTP_STATE_GREETED,
                0);
    assert_int_equal(judged(exempt[i], 0), MW_SMTP_SITUATION_NONE);
  }
  for (i = 0; i < sizeof needy / sizeof needy[0]; i++) {
    session_put(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_TLS_FIRST, MW_SMTP_STATE_GREETED, 0);
    assert_int_equal(judged(needy[i], 0), MW_SMTP_SITUATION_TLS_NEEDED);
    session_put(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_AUTH_FIRST, MW_SMTP_STATE_GREETED, 0);
    assert_int_equal(judged(needy[i], 0), MW_SMTP_SITUATION_AUTH_NEEDED);
    session_put(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_TLS_FIRST | MW_SMTP_POLICY_AUTH_FIRST, MW_SMTP_STATE_GREETED,
                BY_TLS | BY_AUTH);
    assert_int_equal(judged(needy[i], 0), MW_SMTP_SITUATION_NONE);
  }
  session_put(&s, MW_SMTP_VARIANT_SUBMISSION, MW_SMTP_POLICY_NO_AUTH, MW_SMTP_STATE_GREETED, 0);
  assert_int_equal(judged(MW_SMTP_MAIL, 0), MW_SMTP_SITUATION_NONE);
}

/* RFC 4954 6: 538, under a policy, as long as there is no TLS. */
static void test_session_538(void **state)
{
  unsigned policy = MW_SMTP_POLICY_PLAIN_NEEDS_TLS;
  (void)state;
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_GREETED, 0);
  assert_int_equal(judged(MW_SMTP_AUTH, MW_SMTP_STEP_PLAIN), MW_SMTP_SITUATION_NONE);
  session_put(&s, MW_SMTP_VARIANT_SMTP, policy, MW_SMTP_STATE_GREETED, 0);
  assert_int_equal(judged(MW_SMTP_AUTH, MW_SMTP_STEP_PLAIN), MW_SMTP_SITUATION_AUTH_NEEDS_TLS);
  assert_int_equal(judged(MW_SMTP_AUTH, 0), MW_SMTP_SITUATION_NONE);
  session_put(&s, MW_SMTP_VARIANT_SMTP, policy, MW_SMTP_STATE_GREETED, BY_TLS);
  assert_int_equal(judged(MW_SMTP_AUTH, MW_SMTP_STEP_PLAIN), MW_SMTP_SITUATION_NONE);
}

/* RFC 2645 5.3; RFC 821 TURN. */
static void test_session_roles_are_exchanged(void **state)
{
  mw_smtp_step greeting = session_place(MW_SMTP_PLACE_GREETING);
  (void)state;
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_GREETED, BY_AUTH | BY_TLS);
  assert_int_equal(mw_smtp_session_turn(&s, 0), MW_E_ARGUMENT);
  assert_true(session_done(&s, MW_SMTP_ATRN, 0, 250));
  assert_state(MW_SMTP_STATE_REVERSED);
  assert_int_equal(judged(MW_SMTP_EHLO, 0), MW_SMTP_SITUATION_OUT_OF_ORDER);
  assert_int_equal(mw_smtp_session_turn(&s, 0x4000), MW_E_ARGUMENT);
  assert_state(MW_SMTP_STATE_REVERSED);
  assert_int_equal(mw_smtp_session_turn(&s, 0), MW_OK);
  assert_state(MW_SMTP_STATE_CONNECT);
  assert_true(mw_smtp_session_is_tls(&s));
  assert_false(mw_smtp_session_is_authenticated(&s));
  assert_true(mw_smtp_session_reply(&s, &greeting, 220));
  assert_int_equal(judged(MW_SMTP_EHLO, 0), MW_SMTP_SITUATION_NONE);
  put(MW_SMTP_VARIANT_SMTP, MW_SMTP_STATE_GREETED, 0);
  assert_true(session_done(&s, MW_SMTP_TURN, 0, 250));
  assert_state(MW_SMTP_STATE_REVERSED);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_session_T56_reply_without_a_command),
      cmocka_unit_test(test_session_codes_that_do_not_belong),
      cmocka_unit_test(test_session_lmtp_replies),
      cmocka_unit_test(test_session_lmtp_closes_amid_replies),
      cmocka_unit_test(test_session_lmtp_chunks),
      cmocka_unit_test(test_session_lmtp_broken),
      cmocka_unit_test(test_session_broken_until_rset),
      cmocka_unit_test(test_session_refused_last),
      cmocka_unit_test(test_session_size),
      cmocka_unit_test(test_session_tls_forgets),
      cmocka_unit_test(test_session_530),
      cmocka_unit_test(test_session_538),
      cmocka_unit_test(test_session_roles_are_exchanged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
