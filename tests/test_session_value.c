/* SPDX-License-Identifier: MIT */
/* A session of SMTP as a value: copied, compared, printed; its names; steps from commands; its
 * policies; calls that are none; and walks by chance, which hold what holds in every state.
 */
#include <stdio.h>

#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/random.h"
#include "support/session.h"

enum { WALKS = 400, STEPS = 60, LINE = 1024 };

static mw_smtp_session s;

static mw_slice printed(const mw_smtp_session *session, char *buffer)
{
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, LINE);
  mw_smtp_session_print(session, &w);
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  return out;
}

static void test_session_print(void **state)
{
  char buffer[LINE];
  (void)state;
  session_put(&s, MW_SMTP_VARIANT_LMTP, 0, MW_SMTP_STATE_RCPT, BY_LITTLE);
  assert_slice(printed(&s, buffer), "lmtp rcpt recipients=1 answered=0 octets=0 most=0 hello "
                                    "offered transaction offers=PIPELINING");
  session_put(&s, MW_SMTP_VARIANT_SUBMISSION, MW_SMTP_POLICY_TLS_FIRST | MW_SMTP_POLICY_KEEP_503,
              MW_SMTP_STATE_CONNECT, 0);
  assert_slice(printed(&s, buffer), "submission connect recipients=0 answered=0 octets=0 most=0"
                                    " policies=TLS_FIRST,KEEP_503");
  session_put(&s, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_REJECTED, BY_521);
  assert_slice(printed(&s, buffer),
               "smtp rejected recipients=0 answered=0 octets=0 most=0 no-mail");
}

static void test_session_names(void **state)
{
  int i;
  (void)state;
#define MW_SMTP_STATE(id, number, name, meaning)                                                   \
  assert_string_equal(mw_smtp_state_name(MW_SMTP_STATE_##id), name);
#include <mailwire/tables/smtp_session.def>
  assert_string_equal(mw_smtp_state_name(MW_SMTP_STATE_NONE), "unknown");
  for (i = 64; i < 0x8000; i += 7) {
    assert_string_equal(mw_smtp_state_name((mw_smtp_state)i), "unknown");
  }
  assert_string_equal(mw_smtp_may_name(MW_SMTP_MAY_SEND), "SEND");
  assert_string_equal(mw_smtp_may_name(MW_SMTP_MAY_WAIT), "WAIT");
  assert_string_equal(mw_smtp_may_name(MW_SMTP_MAY_NOT), "NOT");
  assert_string_equal(mw_smtp_may_name((mw_smtp_may)0), "UNKNOWN");
  assert_string_equal(mw_smtp_place_name(MW_SMTP_PLACE_COMMAND), "COMMAND");
  assert_string_equal(mw_smtp_place_name(MW_SMTP_PLACE_GREETING), "GREETING");
  assert_string_equal(mw_smtp_place_name(MW_SMTP_PLACE_AUTH_LINE), "AUTH_LINE");
  assert_string_equal(mw_smtp_place_name(MW_SMTP_PLACE_MESSAGE), "MESSAGE");
  assert_string_equal(mw_smtp_place_name((mw_smtp_place)4), "UNKNOWN");
}

/* Each row names a source that the reference facts would name. */
static void test_session_sources(void **state)
{
  unsigned rows = 0;
  (void)state;
#define MW_SMTP_STEP(at, event, when, situation, done, refused, rfc)                               \
  assert_true(strncmp(rfc, "RFC", 3) == 0 || strncmp(rfc, "vendor", 6) == 0);                      \
  rows++;
#include <mailwire/tables/smtp_session.def>
  assert_true(rows > 80);
  session_put(&s, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_MAIL, 0);
  {
    mw_smtp_step step = session_command(MW_SMTP_MAIL);
    assert_string_equal(mw_smtp_session_source(&s, &step), "RFC5321 4.1.4");
    step = session_command(MW_SMTP_RCPT);
    step.refused = MW_SMTP_SITUATION_UNKNOWN_USER;
    assert_string_equal(mw_smtp_session_source(&s, &step), "");
  }
}

/* ---- steps ------------------------------------------------------------------------------------
 */

static mw_smtp_step step_of(const char *line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_params params;
  mw_smtp_step step;
  bool good =
      mw_smtp_command_parse(mw_slice_text(line), NULL, &command, &argument, &params, &finding);
  step = mw_smtp_step_of(&command, finding.fault);
  if (good) {
    mw_smtp_step_add(&step, &argument, &params);
  }
  return step;
}

static void test_session_steps_of_lines(void **state)
{
  static const struct {
    const char *line;
    mw_smtp_verb verb;
    mw_smtp_situation refused;
    unsigned flags;
    uint64_t octets;
  } lines[] = {
      {"RSET", MW_SMTP_RSET, MW_SMTP_SITUATION_NONE, 0, 0},
      {"RSET x", MW_SMTP_RSET, MW_SMTP_SITUATION_NO_ARGUMENT_ALLOWED, MW_SMTP_STEP_ARGUMENT, 0},
      {"XYZZY", MW_SMTP_UNKNOWN, MW_SMTP_SITUATION_NONE, 0, 0},
      {"MAIL FROM:<>", MW_SMTP_MAIL, MW_SMTP_SITUATION_NONE, MW_SMTP_STEP_ARGUMENT, 0},
      {"MAIL FROM:<> SIZE=77 BODY=BINARYMIME", MW_SMTP_MAIL, MW_SMTP_SITUATION_NONE,
       MW_SMTP_STEP_ARGUMENT | MW_SMTP_STEP_PARAMS | MW_SMTP_STEP_BINARY | MW_SMTP_STEP_EIGHT_BIT,
       77},
      {"MAIL FROM:<> BODY=7BIT", MW_SMTP_MAIL, MW_SMTP_SITUATION_NONE,
       MW_SMTP_STEP_ARGUMENT | MW_SMTP_STEP_PARAMS, 0},
      {"MAIL FROM:<> SMTPUTF8", MW_SMTP_MAIL, MW_SMTP_SITUATION_NONE,
       MW_SMTP_STEP_ARGUMENT | MW_SMTP_STEP_PARAMS | MW_SMTP_STEP_EIGHT_BIT, 0},
      {"RCPT TO:<a@b> NOTIFY=NEVER", MW_SMTP_RCPT, MW_SMTP_SITUATION_NONE,
       MW_SMTP_STEP_ARGUMENT | MW_SMTP_STEP_PARAMS, 0},
      {"BDAT 5", MW_SMTP_BDAT, MW_SMTP_SITUATION_NONE, MW_SMTP_STEP_ARGUMENT, 5},
      {"BDAT 0 LAST", MW_SMTP_BDAT, MW_SMTP_SITUATION_NONE,
       MW_SMTP_STEP_ARGUMENT | MW_SMTP_STEP_LAST, 0},
      {"BDAT x", MW_SMTP_BDAT, MW_SMTP_SITUATION_BAD_CHUNK, MW_SMTP_STEP_ARGUMENT, 0},
      {"BURL imap://x.example/y LAST", MW_SMTP_BURL, MW_SMTP_SITUATION_NONE,
       MW_SMTP_STEP_ARGUMENT | MW_SMTP_STEP_LAST, 0},
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    mw_smtp_step step = step_of(lines[i].line);
    assert_int_equal(step.place, MW_SMTP_PLACE_COMMAND);
    assert_int_equal(step.verb, lines[i].verb);
    assert_int_equal(step.refused, lines[i].refused);
    assert_int_equal(step.flags, lines[i].flags);
    assert_int_equal(step.octets, lines[i].octets);
  }
}

/* ---- policies ---------------------------------------------------------------------------------
 */

static mw_smtp_situation judged(unsigned policies, mw_smtp_state at, unsigned by,
                                const mw_smtp_step *step)
{
  session_put(&s, MW_SMTP_VARIANT_SMTP, policies, at, by);
  return mw_smtp_session_command(&s, step);
}

static void test_session_policies_of_old(void **state)
{
  mw_smtp_step step = session_command(MW_SMTP_EHLO);
  (void)state;
  assert_int_equal(judged(0, MW_SMTP_STATE_GREETED, 0, &step), MW_SMTP_SITUATION_NONE);
  assert_int_equal(judged(MW_SMTP_POLICY_ONE_HELLO, MW_SMTP_STATE_GREETED, 0, &step),
                   MW_SMTP_SITUATION_OUT_OF_ORDER);
  assert_int_equal(judged(MW_SMTP_POLICY_ONE_HELLO, MW_SMTP_STATE_CONN, 0, &step),
                   MW_SMTP_SITUATION_NONE);
  assert_int_equal(judged(MW_SMTP_POLICY_ONE_HELLO, MW_SMTP_STATE_GREETED, BY_HELO, &step),
                   MW_SMTP_SITUATION_NONE);
  assert_int_equal(judged(MW_SMTP_POLICY_ONE_HELLO, MW_SMTP_STATE_CONN, BY_TLS, &step),
                   MW_SMTP_SITUATION_NONE);
  step = session_command(MW_SMTP_MAIL);
  assert_int_equal(judged(MW_SMTP_POLICY_NO_HELLO, MW_SMTP_STATE_CONN, 0, &step),
                   MW_SMTP_SITUATION_NONE);
  step = session_command(MW_SMTP_RCPT);
  assert_int_equal(judged(MW_SMTP_POLICY_NO_HELLO, MW_SMTP_STATE_CONN, 0, &step),
                   MW_SMTP_SITUATION_OUT_OF_ORDER);
  step = session_command(MW_SMTP_NOOP);
  step.flags = MW_SMTP_STEP_ARGUMENT;
  assert_int_equal(judged(MW_SMTP_POLICY_BARE_NOOP, MW_SMTP_STATE_CONN, 0, &step),
                   MW_SMTP_SITUATION_NO_ARGUMENT_ALLOWED);
  step.flags = 0;
  assert_int_equal(judged(MW_SMTP_POLICY_BARE_NOOP, MW_SMTP_STATE_CONN, 0, &step),
                   MW_SMTP_SITUATION_NONE);
}

/* No extension behind HELO (RFC 5321 4.1.1.2), none that was not announced, and none of ETRN in
 * submission. */
static void test_session_unannounced(void **state)
{
  mw_smtp_step step = session_command(MW_SMTP_BDAT);
  (void)state;
  assert_int_equal(judged(0, MW_SMTP_STATE_RCPT, 0, &step), MW_SMTP_SITUATION_NONE);
  assert_int_equal(judged(0, MW_SMTP_STATE_RCPT, BY_HELO, &step),
                   MW_SMTP_SITUATION_NOT_IMPLEMENTED);
  assert_int_equal(judged(0, MW_SMTP_STATE_RCPT, BY_LITTLE, &step),
                   MW_SMTP_SITUATION_NOT_IMPLEMENTED);
  assert_int_equal(judged(MW_SMTP_POLICY_UNANNOUNCED, MW_SMTP_STATE_RCPT, BY_HELO, &step),
                   MW_SMTP_SITUATION_NONE);
  session_done(&s, MW_SMTP_RSET, 0, 250);
  session_done(&s, MW_SMTP_EHLO, 0, 250); /* nobody said yet what it announced */
  session_done(&s, MW_SMTP_MAIL, 0, 250);
  session_done(&s, MW_SMTP_RCPT, 0, 250);
  assert_int_equal(mw_smtp_session_command(&s, &step), MW_SMTP_SITUATION_NONE);
}

/* Verbs of the caller come in every state that takes commands, and change nothing. */
static void test_session_own_verbs(void **state)
{
  static const mw_smtp_state states[] = {MW_SMTP_STATE_CONN, MW_SMTP_STATE_GREETED,
                                         MW_SMTP_STATE_RCPT, MW_SMTP_STATE_BDAT};
  mw_smtp_step step = session_command((mw_smtp_verb)0x4001);
  size_t i;
  (void)state;
  for (i = 0; i < sizeof states / sizeof states[0]; i++) {
    assert_int_equal(judged(0, states[i], 0, &step), MW_SMTP_SITUATION_NONE);
    assert_true(mw_smtp_session_reply(&s, &step, 250) && mw_smtp_session_reply(&s, &step, 550));
    assert_int_equal(mw_smtp_session_state(&s), states[i]);
  }
  assert_int_equal(judged(0, MW_SMTP_STATE_BROKEN, 0, &step), MW_SMTP_SITUATION_CHUNK_OUT_OF_ORDER);
  assert_true(mw_smtp_step_ends_group(&step));
}

/* ---- walks ------------------------------------------------------------------------------------
 */

static uint64_t chance = 88172645463325252u;

static mw_smtp_step any_step(void)
{
  static const mw_smtp_verb frequent[] = {MW_SMTP_EHLO, MW_SMTP_MAIL, MW_SMTP_RCPT,
                                          MW_SMTP_DATA, MW_SMTP_BDAT, MW_SMTP_RSET};
  unsigned verb = random_below(&chance, 54);
  mw_smtp_step step = session_command(verb < 27 ? (mw_smtp_verb)verb : frequent[verb % 6]);
  unsigned place = random_below(&chance, 12);
  step.place = (mw_smtp_place)(place < 4 ? place : 0);
  step.flags = random_below(&chance, 64);
  step.octets = random_below(&chance, 100);
  return step;
}

static bool has_transaction(mw_smtp_state state)
{
  switch (state) {
  case MW_SMTP_STATE_MAIL:
  case MW_SMTP_STATE_RCPT:
  case MW_SMTP_STATE_DATA:
  case MW_SMTP_STATE_BDAT:
  case MW_SMTP_STATE_BROKEN:
  case MW_SMTP_STATE_AUTH: return true; /* AUTH: of a server that lets it come amid a transaction */
  default: return false;
  }
}

/* What must hold of a step that was refused with the situation's reply. */
static void check_refused(const mw_smtp_session *before, const mw_smtp_step *step)
{
  bool chunk = step->verb == MW_SMTP_BDAT || step->verb == MW_SMTP_DATA;
  if (mw_smtp_session_state(&s) != mw_smtp_session_state(before)) {
    assert_true(chunk && mw_smtp_session_state(&s) == MW_SMTP_STATE_BROKEN);
  }
  assert_int_equal(mw_smtp_session_recipients(&s), mw_smtp_session_recipients(before));
}

static void check_value(const mw_smtp_session *before)
{
  char one[LINE];
  char other[LINE];
  mw_smtp_session copy;
  bool same = mw_slice_equal(printed(&s, one), printed(before, other));
  assert_int_equal(mw_smtp_session_equal(&s, before), same);
  memcpy(&copy, &s, sizeof s);
  assert_true(mw_smtp_session_equal(&copy, &s));
  assert_string_not_equal(mw_smtp_state_name(mw_smtp_session_state(&s)), "unknown");
  assert_true(has_transaction(mw_smtp_session_state(&s)) || mw_smtp_session_recipients(&s) == 0);
}

static void walk_on(void)
{
  static const unsigned codes[] = {250, 250, 250, 220, 354, 334, 235, 452, 503, 550, 421, 199, 0};
  mw_smtp_session before = s;
  mw_smtp_step step = any_step();
  mw_smtp_situation situation = mw_smtp_session_command(&s, &step);
  unsigned code = codes[random_below(&chance, sizeof codes / sizeof codes[0])];
  if (situation != MW_SMTP_SITUATION_NONE) { /* a server that refuses what the session refuses */
    uint32_t due = mw_smtp_session_due(&s, &step);
    mw_smtp_session_reply(&s, &step, due > 0 ? mw_smtp_situation_row(situation)->code : 0);
    check_refused(&before, &step);
  } else if (random_below(&chance, 4) != 0) {
    mw_smtp_session_suppose(&s, &step);
  } else {
    mw_smtp_session_reply(&s, &step, code);
  }
  if (random_below(&chance, 8) == 0) {
    mw_smtp_session_secured(&s, (mw_smtp_security)random_below(&chance, 5));
  }
  assert_true(mw_smtp_session_is_tls(&s) || !mw_smtp_session_is_tls(&before));
  check_value(&before);
}

static void test_session_walks(void **state)
{
  unsigned seen[64] = {0};
  unsigned i;
  unsigned k;
  (void)state;
  for (i = 0; i < WALKS; i++) {
    mw_smtp_step greeting = session_place(MW_SMTP_PLACE_GREETING);
    assert_int_equal(
        mw_smtp_session_init(&s, (mw_smtp_variant)(i % 3 + 1), random_below(&chance, 1 << 12)),
        MW_OK);
    mw_smtp_session_reply(&s, &greeting, i % 32 == 0 ? 554 : 220);
    for (k = 0; k < STEPS; k++) {
      walk_on();
      seen[mw_smtp_session_state(&s)]++;
    }
  }
  for (i = MW_SMTP_STATE_CONN; i <= MW_SMTP_STATE_CLOSED; i++) {
    if (seen[i] == 0) {
      print_error("no walk came into state %s\n", mw_smtp_state_name((mw_smtp_state)i));
      fail();
    }
  }
}

/* ---- calls that are none ----------------------------------------------------------------------
 */

static void test_session_null(void **state)
{
  mw_smtp_step step = session_command(MW_SMTP_NOOP);
  mw_smtp_session before;
  mw_writer w;
  (void)state;
  session_put(&s, MW_SMTP_VARIANT_SMTP, 0, MW_SMTP_STATE_GREETED, 0);
  before = s;
  assert_int_equal(mw_smtp_session_init(NULL, MW_SMTP_VARIANT_SMTP, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_session_init(&s, (mw_smtp_variant)0, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_session_init(&s, (mw_smtp_variant)4, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_session_init(&s, MW_SMTP_VARIANT_SMTP, 1u << 12), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_session_state(NULL), MW_SMTP_STATE_NONE);
  assert_int_equal(mw_smtp_session_recipients(NULL), 0);
  assert_false(mw_smtp_session_is_tls(NULL) || mw_smtp_session_is_authenticated(NULL));
  assert_int_equal(mw_smtp_session_command(NULL, &step), MW_SMTP_SITUATION_OUT_OF_ORDER);
  assert_int_equal(mw_smtp_session_command(&s, NULL), MW_SMTP_SITUATION_OUT_OF_ORDER);
  assert_string_equal(mw_smtp_session_source(NULL, &step), "");
  assert_int_equal(mw_smtp_session_due(NULL, &step), 0);
  assert_int_equal(mw_smtp_session_due(&s, NULL), 0);
  assert_false(mw_smtp_session_reply(NULL, &step, 250));
  assert_int_equal(mw_smtp_session_may_send(NULL, &step, NULL, NULL), MW_SMTP_MAY_NOT);
  assert_int_equal(mw_smtp_session_may_send(&s, NULL, NULL, NULL), MW_SMTP_MAY_NOT);
  assert_int_equal(mw_smtp_session_secured(NULL, MW_SMTP_TLS_DONE), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_session_secured(&s, (mw_smtp_security)9), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_session_turn(NULL, 0), MW_E_ARGUMENT);
  assert_false(mw_smtp_session_equal(NULL, &s) || mw_smtp_session_equal(&s, NULL));
  assert_false(mw_smtp_step_ends_group(NULL));
  mw_smtp_session_offer(NULL, NULL);
  mw_smtp_session_offer(&s, NULL);
  mw_smtp_session_suppose(NULL, &step);
  mw_smtp_session_suppose(&s, NULL);
  mw_smtp_session_lost(NULL);
  mw_smtp_step_add(NULL, NULL, NULL);
  assert_int_equal(mw_smtp_step_of(NULL, MW_FAULT_NONE).verb, MW_SMTP_UNKNOWN);
  assert_true(mw_smtp_session_equal(&s, &before));
  mw_smtp_session_print(&s, NULL);
  mw_writer_init(&w, NULL, 0);
  mw_smtp_session_print(NULL, &w);
  assert_int_equal(mw_writer_result(&w, NULL), MW_E_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_session_print),
      cmocka_unit_test(test_session_names),
      cmocka_unit_test(test_session_sources),
      cmocka_unit_test(test_session_steps_of_lines),
      cmocka_unit_test(test_session_policies_of_old),
      cmocka_unit_test(test_session_unannounced),
      cmocka_unit_test(test_session_own_verbs),
      cmocka_unit_test(test_session_walks),
      cmocka_unit_test(test_session_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
