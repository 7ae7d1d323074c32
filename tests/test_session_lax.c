/* SPDX-License-Identifier: MIT */
/* Replies that a strict peer would not have given: a server that lets pass what it should refuse is followed, so that
 * both sides are where it is; where no answer belongs, none counts.
 */
#include "support/assert_mw.h"
#include "support/session.h"

static mw_smtp_session s;

static void assert_state(mw_smtp_state state)
{
  assert_string_equal(mw_smtp_state_name(mw_smtp_session_state(&s)), mw_smtp_state_name(state));
}

#define SMTP MW_SMTP_VARIANT_SMTP
#define LMTP MW_SMTP_VARIANT_LMTP
#define AT(state) MW_SMTP_STATE_##state
#define VERB(verb) MW_SMTP_##verb
#define BY_POLICY(policy) MW_SMTP_POLICY_##policy
#define LAST MW_SMTP_STEP_LAST

typedef struct lax {
  mw_smtp_variant variant;
  mw_smtp_state at;
  unsigned by;
  unsigned policies;
  mw_smtp_verb verb;
  unsigned flags;
  unsigned code;
  mw_smtp_state then;
} lax;

/* Each of these steps is refused by the session, and answered positively all the same. */
static const lax rows[] = {
    /* before the greeting, and behind one that refused */
    {SMTP, AT(CONNECT), 0, 0, VERB(EHLO), 0, 250, AT(GREETED)},
    {SMTP, AT(REJECTED), 0, 0, VERB(EHLO), 0, 250, AT(GREETED)},
    {SMTP, AT(REJECTED), BY_521, 0, VERB(EHLO), 0, 250, AT(GREETED)},
    {SMTP, AT(CONN), BY_WEAK_TLS, 0, VERB(EHLO), 0, 250, AT(GREETED)},
    /* hello */
    {SMTP, AT(MAIL), 0, BY_POLICY(ONE_HELLO), VERB(EHLO), 0, 250, AT(GREETED)},
    {LMTP, AT(MAIL), 0, BY_POLICY(ONE_HELLO), VERB(LHLO), 0, 250, AT(GREETED)},
    {SMTP, AT(CONN), 0, 0, VERB(MAIL), 0, 250, AT(MAIL)},
    {SMTP, AT(CONN), 0, 0, VERB(AUTH), 0, 334, AT(AUTH)},
    {SMTP, AT(CONN), 0, 0, VERB(STARTTLS), 0, 220, AT(TLS)},
    /* a failed chunk */
    {SMTP, AT(BROKEN), 0, 0, VERB(MAIL), 0, 250, AT(MAIL)},
    {SMTP, AT(BROKEN), 0, 0, VERB(BDAT), 0, 250, AT(BDAT)},
    {SMTP, AT(BROKEN), 0, 0, VERB(BDAT), LAST, 250, AT(GREETED)},
    /* TLS and AUTH */
    {SMTP, AT(GREETED), BY_TLS, 0, VERB(STARTTLS), 0, 220, AT(TLS)},
    {SMTP, AT(GREETED), BY_LITTLE, 0, VERB(STARTTLS), 0, 220, AT(TLS)},
    {SMTP, AT(MAIL), 0, 0, VERB(STARTTLS), 0, 220, AT(TLS)},
    {SMTP, AT(GREETED), BY_HELO, 0, VERB(AUTH), 0, 334, AT(AUTH)},
    {SMTP, AT(MAIL), 0, 0, VERB(AUTH), 0, 334, AT(AUTH)},
    {SMTP, AT(GREETED), BY_AUTH, 0, VERB(AUTH), 0, 334, AT(AUTH)},
    {SMTP, AT(GREETED), 0, BY_POLICY(PLAIN_NEEDS_TLS), VERB(AUTH), MW_SMTP_STEP_PLAIN, 334, AT(AUTH)},
    {SMTP, AT(GREETED), 0, BY_POLICY(TLS_FIRST), VERB(MAIL), 0, 250, AT(MAIL)},
    {SMTP, AT(GREETED), 0, BY_POLICY(AUTH_FIRST), VERB(MAIL), 0, 250, AT(MAIL)},
    /* out of order */
    {SMTP, AT(RCPT), BY_LITTLE, 0, VERB(BDAT), 0, 250, AT(BDAT)},
    {SMTP, AT(RCPT), 0, 0, VERB(MAIL), 0, 250, AT(MAIL)},
    {SMTP, AT(MAIL), BY_AUTH, 0, VERB(ATRN), 0, 250, AT(REVERSED)},
    {SMTP, AT(GREETED), 0, 0, VERB(ATRN), 0, 250, AT(REVERSED)},
    {SMTP, AT(MAIL), 0, BY_POLICY(UNANNOUNCED), VERB(TURN), 0, 250, AT(REVERSED)},
    {SMTP, AT(MAIL), 0, 0, VERB(XCLIENT), 0, 220, AT(CONN)},
    {SMTP, AT(GREETED), 0, 0, VERB(RCPT), 0, 250, AT(RCPT)},
    {SMTP, AT(GREETED), 0, 0, VERB(DATA), 0, 354, AT(DATA)},
    {SMTP, AT(GREETED), 0, 0, VERB(BDAT), 0, 250, AT(BDAT)},
    {SMTP, AT(GREETED), 0, 0, VERB(BURL), 0, 250, AT(BDAT)},
    {SMTP, AT(BDAT), 0, 0, VERB(RCPT), 0, 250, AT(RCPT)},
    {SMTP, AT(BDAT), 0, 0, VERB(DATA), 0, 354, AT(DATA)},
    {SMTP, AT(RCPT), BY_BINARY, 0, VERB(DATA), 0, 354, AT(DATA)},
    {SMTP, AT(MAIL), 0, 0, VERB(DATA), 0, 354, AT(DATA)}, /* RFC 2920 3.2 (4) */
    {LMTP, AT(MAIL), 0, 0, VERB(DATA), 0, 354, AT(DATA)},
    {SMTP, AT(MAIL), 0, 0, VERB(BURL), 0, 250, AT(BDAT)},
    {SMTP, AT(MAIL), 0, 0, VERB(BDAT), 0, 250, AT(BDAT)},
    {SMTP, AT(GREETED), BY_HELO, 0, VERB(MAIL), MW_SMTP_STEP_PARAMS, 250, AT(MAIL)},
    {SMTP, AT(MAIL), BY_HELO, 0, VERB(RCPT), MW_SMTP_STEP_PARAMS, 250, AT(RCPT)},
};

static void test_session_follows_a_lax_server(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    mw_smtp_step step = session_command(rows[i].verb);
    step.flags = rows[i].flags;
    session_put(&s, rows[i].variant, rows[i].policies, rows[i].at, rows[i].by);
    if (mw_smtp_session_command(&s, &step) == MW_SMTP_SITUATION_NONE || !mw_smtp_session_reply(&s, &step, rows[i].code)) {
      print_error("row %u: it is allowed, or its answer does not count\n", (unsigned)i);
      fail();
    }
    assert_state(rows[i].then);
  }
  assert_int_equal(mw_smtp_session_recipients(&s), 1);
}

/* More octets than were announced, accepted all the same. */
static void test_session_follows_a_server_beyond_its_size(void **state)
{
  mw_smtp_extensions set;
  mw_smtp_step mail = session_command(MW_SMTP_MAIL);
  mw_smtp_step chunk = session_command(MW_SMTP_BDAT);
  (void)state;
  session_put(&s, SMTP, 0, AT(GREETED), 0);
  mw_smtp_extensions_init(&set, NULL, 0);
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_CHUNKING);
  set.has_size = true;
  set.size = 9;
  mw_smtp_session_offer(&s, &set);
  mail.octets = 10;
  chunk.octets = 10;
  assert_int_equal(mw_smtp_session_command(&s, &mail), MW_SMTP_SITUATION_MESSAGE_TOO_BIG);
  assert_true(mw_smtp_session_reply(&s, &mail, 250));
  assert_state(AT(MAIL));
  session_done(&s, MW_SMTP_RCPT, 0, 250);
  assert_int_equal(mw_smtp_session_command(&s, &chunk), MW_SMTP_SITUATION_MESSAGE_TOO_BIG);
  assert_true(mw_smtp_session_reply(&s, &chunk, 250));
  assert_state(AT(BDAT));
}

/* A step that no answer belongs to is refused, and a completion of it does not count. */
static void assert_no_answer(const mw_smtp_step *step, unsigned code)
{
  mw_smtp_state before = mw_smtp_session_state(&s);
  assert_int_not_equal(mw_smtp_session_command(&s, step), MW_SMTP_SITUATION_NONE);
  assert_false(mw_smtp_session_reply(&s, step, code));
  assert_state(before);
}

static void test_session_no_answer_belongs_there(void **state)
{
  static const mw_smtp_state silent[] = {AT(DATA), AT(AUTH), AT(TLS), AT(REVERSED), AT(CLOSED)};
  static const mw_smtp_state talking[] = {AT(CONN), AT(GREETED), AT(MAIL), AT(RCPT), AT(BDAT), AT(BROKEN)};
  mw_smtp_step own = session_command((mw_smtp_verb)0x4000);
  mw_smtp_step noop = session_command(MW_SMTP_NOOP);
  mw_smtp_step hello = session_command(MW_SMTP_HELO);
  mw_smtp_step greeting = session_place(MW_SMTP_PLACE_GREETING);
  mw_smtp_step message = session_place(MW_SMTP_PLACE_MESSAGE);
  mw_smtp_step line = session_place(MW_SMTP_PLACE_AUTH_LINE);
  size_t i;
  (void)state;
  for (i = 0; i < sizeof silent / sizeof silent[0]; i++) {
    session_put(&s, SMTP, 0, silent[i], 0);
    assert_no_answer(&own, 250);
    assert_no_answer(&noop, 250);
    assert_no_answer(&greeting, 220);
  }
  for (i = 0; i < sizeof talking / sizeof talking[0]; i++) {
    session_put(&s, SMTP, 0, talking[i], 0);
    assert_no_answer(&greeting, 220);
    assert_no_answer(&message, 250);
    assert_no_answer(&line, 235);
    assert_false(mw_smtp_session_is_authenticated(&s));
  }
  session_put(&s, LMTP, 0, AT(CONN), 0);
  assert_no_answer(&hello, 250);
}

/* An exchange of several rounds, and one that its server ends. */
static void test_session_auth_in_rounds(void **state)
{
  mw_smtp_step line = session_place(MW_SMTP_PLACE_AUTH_LINE);
  (void)state;
  session_put(&s, SMTP, 0, AT(AUTH), 0);
  assert_true(mw_smtp_session_reply(&s, &line, 334));
  assert_state(AT(AUTH));
  assert_false(mw_smtp_session_is_authenticated(&s));
  assert_true(mw_smtp_session_reply(&s, &line, 235));
  assert_state(AT(GREETED));
  assert_true(mw_smtp_session_is_authenticated(&s));
  session_put(&s, SMTP, 0, AT(AUTH), 0);
  assert_true(mw_smtp_session_reply(&s, &line, 535));
  assert_state(AT(GREETED));
  assert_false(mw_smtp_session_is_authenticated(&s));
}

/* RFC 4468 3.2: a BURL that fails fails the transaction, as a chunk does. */
static void test_session_refused_burl(void **state)
{
  (void)state;
  session_put(&s, SMTP, 0, AT(RCPT), 0);
  assert_true(session_done(&s, MW_SMTP_BURL, 0, 554));
  assert_state(AT(BROKEN));
  session_put(&s, SMTP, 0, AT(RCPT), 0);
  assert_true(session_done(&s, MW_SMTP_BURL, LAST, 554));
  assert_state(AT(BROKEN));
  session_put(&s, SMTP, MW_SMTP_POLICY_LAST_ENDS, AT(RCPT), 0);
  assert_true(session_done(&s, MW_SMTP_BURL, LAST, 554));
  assert_state(AT(GREETED));
  session_put(&s, SMTP, MW_SMTP_POLICY_LAST_ENDS, AT(RCPT), 0);
  assert_true(session_done(&s, MW_SMTP_BURL, LAST, 250));
  assert_state(AT(GREETED));
}

/* XCLIENT begins anew: hello is due, AUTH is kept. */
static void test_session_xclient(void **state)
{
  mw_smtp_step mail = session_command(MW_SMTP_MAIL);
  (void)state;
  session_put(&s, SMTP, 0, AT(GREETED), BY_AUTH);
  assert_true(session_done(&s, MW_SMTP_XCLIENT, 0, 220));
  assert_state(AT(CONN));
  assert_int_equal(mw_smtp_session_command(&s, &mail), MW_SMTP_SITUATION_OUT_OF_ORDER);
  assert_true(mw_smtp_session_is_authenticated(&s));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_session_follows_a_lax_server),
      cmocka_unit_test(test_session_follows_a_server_beyond_its_size),
      cmocka_unit_test(test_session_no_answer_belongs_there),
      cmocka_unit_test(test_session_auth_in_rounds),
      cmocka_unit_test(test_session_refused_burl),
      cmocka_unit_test(test_session_xclient),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
