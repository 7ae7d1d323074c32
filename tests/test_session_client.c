/* SPDX-License-Identifier: MIT */
/* What a client may send, and when: the columns pipelining and states of reference/smtp-commands.tsv, groups and what
 * waits in them, capabilities, and what must not follow a refusal.
 */
#include "support/assert_mw.h"
#include "support/session.h"
#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

static tsv facts;
static mw_smtp_session s;

static const mw_smtp_state states[] = {MW_SMTP_STATE_CONN, MW_SMTP_STATE_GREETED, MW_SMTP_STATE_MAIL,
                                       MW_SMTP_STATE_RCPT, MW_SMTP_STATE_BDAT,    MW_SMTP_STATE_BROKEN};

enum { STATES = sizeof states / sizeof states[0], COMMAND_ROWS = 28 };

static const char *fact(const char *column)
{
  return tsv_field(&facts, column);
}

/* Whether the list, words separated by blanks, has the word. */
static bool lists(const char *list, const char *word)
{
  size_t len = strlen(word);
  while (*list != '\0') {
    size_t here = strcspn(list, " ");
    if (here == len && strncmp(list, word, len) == 0) {
      return true;
    }
    list += here + (list[here] != '\0');
  }
  return false;
}

static mw_smtp_may may(const mw_smtp_step *step, const mw_smtp_step *last)
{
  return mw_smtp_session_may_send(&s, step, last, NULL);
}

/* ---- the reference ---------------------------------------------------------------------------- */

/* The step of a row: a verb, a place, any verb of the caller's, any unknown one. */
static mw_smtp_step step_of_row(void)
{
  mw_smtp_step step = session_command(mw_smtp_verb_find(mw_slice_text(fact("verb"))));
  if (strcmp(fact("verb"), "<end-of-data>") == 0) {
    return session_place(MW_SMTP_PLACE_MESSAGE);
  }
  if (strcmp(fact("verb"), "<auth-response>") == 0) {
    return session_place(MW_SMTP_PLACE_AUTH_LINE);
  }
  if (strcmp(fact("verb"), "X*") == 0) {
    return session_command((mw_smtp_verb)0x4000);
  }
  if (step.verb == MW_SMTP_UNKNOWN) {
    assert_string_equal(fact("verb"), "<unknown>");
  }
  return step;
}

static void test_session_client_groups_of_the_reference(void **state)
{
  unsigned rows = 0;
  unsigned anywhere = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-commands.tsv"));
  while (tsv_next(&facts)) {
    mw_smtp_step step = step_of_row();
    bool free = strncmp(fact("pipelining"), "anywhere", 8) == 0;
    if (mw_smtp_step_ends_group(&step) == free) {
      print_error("%s: %s\n", fact("verb"), fact("pipelining"));
      fail();
    }
    rows++;
    anywhere += free;
    if (strstr(fact("pipelining"), "wait after LAST") != NULL) {
      assert_string_equal(fact("verb"), "BURL");
      step.flags = MW_SMTP_STEP_LAST;
      assert_true(mw_smtp_step_ends_group(&step));
    }
    if (strstr(fact("pipelining"), "unless") != NULL) {
      assert_string_equal(fact("verb"), "AUTH");
      step.flags = MW_SMTP_STEP_ONE_ROUND;
      assert_false(mw_smtp_step_ends_group(&step));
    }
  }
  assert_int_equal(rows, COMMAND_ROWS);
  assert_true(anywhere > 8);
}

/* RFC 3030's broken state is cleared by hello, too, which the column does not list (st084 says it). */
static bool clears(mw_smtp_verb verb)
{
  return verb == MW_SMTP_EHLO || verb == MW_SMTP_HELO || verb == MW_SMTP_LHLO;
}

/* In the states that the row lists the verb may come, in the others not. */
static void check_states(mw_smtp_verb verb)
{
  mw_smtp_variant variant = verb == MW_SMTP_LHLO ? MW_SMTP_VARIANT_LMTP : MW_SMTP_VARIANT_SMTP;
  unsigned by = verb == MW_SMTP_ATRN ? BY_AUTH : 0;
  mw_smtp_step step = session_command(verb);
  size_t i;
  for (i = 0; i < STATES; i++) {
    bool listed = lists(fact("states"), mw_smtp_state_name(states[i])) ||
                  (states[i] == MW_SMTP_STATE_BROKEN && clears(verb));
    session_put(&s, variant, MW_SMTP_POLICY_UNANNOUNCED, states[i], by);
    if ((mw_smtp_session_command(&s, &step) == MW_SMTP_SITUATION_NONE) != listed) {
      print_error("%s in %s: %s\n", fact("verb"), mw_smtp_state_name(states[i]), fact("states"));
      fail();
    }
    assert_int_equal(may(&step, NULL), listed ? MW_SMTP_MAY_SEND : MW_SMTP_MAY_NOT);
  }
}

static void test_session_client_states_of_the_reference(void **state)
{
  unsigned rows = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-commands.tsv"));
  while (tsv_next(&facts)) {
    mw_smtp_verb verb = mw_smtp_verb_find(mw_slice_text(fact("verb")));
    if (verb != MW_SMTP_UNKNOWN) {
      check_states(verb);
      rows++;
    }
  }
  assert_int_equal(rows, COMMAND_ROWS - 4);
}

/* ---- groups ----------------------------------------------------------------------------------- */

/* A group as a client sends it: each step may go out, and is supposed to be done. */
static void send_all(const mw_smtp_step *steps, size_t count)
{
  size_t i;
  for (i = 0; i < count; i++) {
    assert_int_equal(may(&steps[i], i > 0 ? &steps[i - 1] : NULL), MW_SMTP_MAY_SEND);
    mw_smtp_session_suppose(&s, &steps[i]);
  }
}

static void test_session_client_sends_a_group(void **state)
{
  mw_smtp_step group[] = {session_command(MW_SMTP_RSET), session_command(MW_SMTP_MAIL), session_command(MW_SMTP_RCPT),
                          session_command(MW_SMTP_RCPT), session_command(MW_SMTP_DATA)};
  mw_smtp_step message = session_place(MW_SMTP_PLACE_MESSAGE);
  mw_smtp_session answered;
  size_t i;
  (void)state;
  session_put(&s, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_GREETED, 0);
  answered = s;
  send_all(group, 5);
  assert_int_equal(mw_smtp_session_state(&s), MW_SMTP_STATE_DATA);
  assert_int_equal(may(&message, &group[4]), MW_SMTP_MAY_WAIT); /* for 354 */
  for (i = 0; i < 4; i++) {
    assert_true(mw_smtp_session_reply(&answered, &group[i], 250));
  }
  assert_true(mw_smtp_session_reply(&answered, &group[4], 354));
  assert_true(mw_smtp_session_equal(&s, &answered));
  send_all(&message, 1);
  assert_int_equal(may(&group[1], &message), MW_SMTP_MAY_SEND); /* RFC 2920 3.1 */
}

/* Without PIPELINING, whatever it is that waits; and under the policy for such servers. */
static void test_session_client_without_pipelining(void **state)
{
  mw_smtp_step mail = session_command(MW_SMTP_MAIL);
  mw_smtp_step rcpt = session_command(MW_SMTP_RCPT);
  (void)state;
  session_put(&s, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_GREETED, BY_HELO);
  mw_smtp_session_suppose(&s, &mail);
  assert_int_equal(may(&rcpt, &mail), MW_SMTP_MAY_WAIT);
  assert_int_equal(may(&rcpt, NULL), MW_SMTP_MAY_SEND);
  session_put(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_LOOSE_GROUPS, MW_SMTP_STATE_GREETED, BY_HELO);
  mw_smtp_session_suppose(&s, &mail);
  assert_int_equal(may(&rcpt, &mail), MW_SMTP_MAY_SEND);
}

/* What waits in spite of any policy: text before 354, plain text behind STARTTLS, anything before the greeting. */
static void test_session_client_always_waits(void **state)
{
  mw_smtp_step data = session_command(MW_SMTP_DATA);
  mw_smtp_step tls = session_command(MW_SMTP_STARTTLS);
  mw_smtp_step auth = session_command(MW_SMTP_AUTH);
  mw_smtp_step hello = session_command(MW_SMTP_EHLO);
  mw_smtp_step message = session_place(MW_SMTP_PLACE_MESSAGE);
  mw_smtp_step line = session_place(MW_SMTP_PLACE_AUTH_LINE);
  mw_smtp_step greeting = session_place(MW_SMTP_PLACE_GREETING);
  unsigned loose = MW_SMTP_POLICY_LOOSE_GROUPS;
  (void)state;
  session_put(&s, MW_SMTP_VARIANT_SMTP, loose, MW_SMTP_STATE_DATA, 0);
  assert_int_equal(may(&message, &data), MW_SMTP_MAY_WAIT);
  assert_int_equal(may(&message, NULL), MW_SMTP_MAY_SEND);
  session_put(&s, MW_SMTP_VARIANT_SMTP, loose, MW_SMTP_STATE_TLS, 0);
  assert_int_equal(may(&hello, &tls), MW_SMTP_MAY_WAIT);
  assert_int_equal(may(&hello, NULL), MW_SMTP_MAY_NOT); /* 220 came: TLS is next */
  session_put(&s, MW_SMTP_VARIANT_SMTP, loose, MW_SMTP_STATE_AUTH, 0);
  assert_int_equal(may(&line, &auth), MW_SMTP_MAY_WAIT);
  assert_int_equal(may(&line, NULL), MW_SMTP_MAY_SEND);
  session_put(&s, MW_SMTP_VARIANT_SMTP, loose, MW_SMTP_STATE_CONNECT, 0);
  mw_smtp_session_suppose(&s, &greeting);
  assert_int_equal(may(&hello, &greeting), MW_SMTP_MAY_WAIT);
  assert_int_equal(may(&hello, NULL), MW_SMTP_MAY_SEND);
}

/* RFC 3030 2 and 4.2: chunks wait for MAIL and RCPT, and follow one another. */
static void test_session_client_chunks(void **state)
{
  mw_smtp_step rcpt = session_command(MW_SMTP_RCPT);
  mw_smtp_step chunk = session_command(MW_SMTP_BDAT);
  mw_smtp_step last = session_command(MW_SMTP_BDAT);
  mw_smtp_step mail = session_command(MW_SMTP_MAIL);
  mw_smtp_situation situation = MW_SMTP_SITUATION_NONE;
  (void)state;
  last.flags = MW_SMTP_STEP_LAST;
  session_put(&s, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_RCPT, 0);
  assert_int_equal(may(&chunk, &rcpt), MW_SMTP_MAY_WAIT);
  assert_int_equal(may(&chunk, NULL), MW_SMTP_MAY_SEND);
  mw_smtp_session_suppose(&s, &chunk);
  assert_int_equal(may(&last, &chunk), MW_SMTP_MAY_SEND);
  mw_smtp_session_suppose(&s, &last);
  assert_int_equal(may(&mail, &last), MW_SMTP_MAY_SEND);
  session_put(&s, MW_SMTP_VARIANT_SMTP, MW_SMTP_POLICY_EARLY_CHUNKS, MW_SMTP_STATE_RCPT, 0);
  assert_int_equal(may(&chunk, &rcpt), MW_SMTP_MAY_SEND);
  assert_true(mw_smtp_session_reply(&s, &chunk, 452)); /* then no more of them */
  assert_int_equal(mw_smtp_session_may_send(&s, &chunk, NULL, &situation), MW_SMTP_MAY_NOT);
  assert_int_equal(situation, MW_SMTP_SITUATION_CHUNK_OUT_OF_ORDER);
}

/* AUTH with its response in one round trip lets mail follow (RFC 4954 4). */
static void test_session_client_auth_in_a_group(void **state)
{
  mw_smtp_step auth = session_command(MW_SMTP_AUTH);
  mw_smtp_step mail = session_command(MW_SMTP_MAIL);
  (void)state;
  session_put(&s, MW_SMTP_VARIANT_SUBMISSION, 0, MW_SMTP_STATE_GREETED, 0);
  assert_int_equal(may(&mail, NULL), MW_SMTP_MAY_NOT);
  auth.flags = MW_SMTP_STEP_ARGUMENT | MW_SMTP_STEP_ONE_ROUND;
  mw_smtp_session_suppose(&s, &auth);
  assert_true(mw_smtp_session_is_authenticated(&s));
  assert_int_equal(may(&mail, &auth), MW_SMTP_MAY_SEND);
  session_put(&s, MW_SMTP_VARIANT_SUBMISSION, 0, MW_SMTP_STATE_GREETED, 0);
  auth.flags = MW_SMTP_STEP_ARGUMENT;
  mw_smtp_session_suppose(&s, &auth);
  assert_int_equal(mw_smtp_session_state(&s), MW_SMTP_STATE_AUTH);
  assert_int_equal(may(&mail, &auth), MW_SMTP_MAY_WAIT);
}

/* LMTP: what is supposed of a message with several replies is that all of them come. */
static void test_session_client_supposes_all_replies(void **state)
{
  mw_smtp_step message = session_place(MW_SMTP_PLACE_MESSAGE);
  mw_smtp_step last = session_command(MW_SMTP_BDAT);
  mw_smtp_session greeted;
  (void)state;
  last.flags = MW_SMTP_STEP_LAST;
  session_put(&greeted, MW_SMTP_VARIANT_LMTP, 0, MW_SMTP_STATE_GREETED, 0);
  session_put(&s, MW_SMTP_VARIANT_LMTP, 0, MW_SMTP_STATE_RCPT, 0);
  session_done(&s, MW_SMTP_RCPT, 0, 250);
  session_done(&s, MW_SMTP_RCPT, 0, 250);
  session_done(&s, MW_SMTP_DATA, 0, 354);
  mw_smtp_session_suppose(&s, &message);
  assert_true(mw_smtp_session_equal(&s, &greeted));
  session_put(&s, MW_SMTP_VARIANT_LMTP, 0, MW_SMTP_STATE_MAIL, 0);
  mw_smtp_session_suppose(&s, &last); /* none comes */
  assert_true(mw_smtp_session_equal(&s, &greeted));
}

/* ---- refusals --------------------------------------------------------------------------------- */

static void test_session_client_T91_no_message_after_554(void **state)
{
  static const mw_smtp_state from[] = {MW_SMTP_STATE_GREETED, MW_SMTP_STATE_MAIL, MW_SMTP_STATE_RCPT};
  mw_smtp_step message = session_place(MW_SMTP_PLACE_MESSAGE);
  mw_smtp_situation situation = MW_SMTP_SITUATION_NONE;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof from / sizeof from[0]; i++) {
    session_put(&s, MW_SMTP_VARIANT_SMTP, 0, from[i], 0);
    assert_true(session_done(&s, MW_SMTP_DATA, 0, 554));
    assert_int_equal(mw_smtp_session_state(&s), from[i]);
    assert_int_equal(mw_smtp_session_may_send(&s, &message, NULL, &situation), MW_SMTP_MAY_NOT);
    assert_int_equal(situation, MW_SMTP_SITUATION_OUT_OF_ORDER);
  }
  assert_true(session_done(&s, MW_SMTP_DATA, 0, 354));
  assert_int_equal(mw_smtp_session_may_send(&s, &message, NULL, &situation), MW_SMTP_MAY_SEND);
  assert_int_equal(situation, MW_SMTP_SITUATION_NONE);
}

/* The client learns what a server would answer before it sends. */
static void test_session_client_capabilities(void **state)
{
  static const mw_smtp_verb extended[] = {MW_SMTP_STARTTLS, MW_SMTP_AUTH, MW_SMTP_ETRN, MW_SMTP_XCLIENT,
                                          MW_SMTP_XFORWARD};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof extended / sizeof extended[0]; i++) {
    mw_smtp_step step = session_command(extended[i]);
    mw_smtp_situation situation = MW_SMTP_SITUATION_NONE;
    session_put(&s, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_GREETED, BY_LITTLE);
    assert_int_equal(mw_smtp_session_may_send(&s, &step, NULL, &situation), MW_SMTP_MAY_NOT);
    assert_int_equal(situation, MW_SMTP_SITUATION_NOT_IMPLEMENTED);
    session_put(&s, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_GREETED, 0);
    assert_int_equal(may(&step, NULL), MW_SMTP_MAY_SEND);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_session_client_groups_of_the_reference),
      cmocka_unit_test(test_session_client_states_of_the_reference),
      cmocka_unit_test(test_session_client_sends_a_group),
      cmocka_unit_test(test_session_client_without_pipelining),
      cmocka_unit_test(test_session_client_always_waits),
      cmocka_unit_test(test_session_client_chunks),
      cmocka_unit_test(test_session_client_auth_in_a_group),
      cmocka_unit_test(test_session_client_supposes_all_replies),
      cmocka_unit_test(test_session_client_T91_no_message_after_554),
      cmocka_unit_test(test_session_client_capabilities),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
