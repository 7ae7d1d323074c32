/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: the order of what both directions say. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* The reply begins before the line ended: it waits. */
static void test_reply_before_the_end_of_its_line(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C| NO\n"
                         "S: 250 ok\n"
                         "C: OP\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"NOOP\"\n"
                               "REPLY 250 to NOOP\n" TALK_QUIT_ITEMS);
}

static void test_greeting_amid_the_first_line(void **state)
{
  (void)state;
  assert_talk("C| EH\n"
              "S: 220 mx\n"
              "C: LO a\n"
              "S: 250 mx\n" TALK_QUIT,
              "COMMAND \"EHLO a\"\n"
              "REPLY 220 greeting !early-talker@S0\n"
              "REPLY 250 to EHLO\n" TALK_QUIT_ITEMS);
}

/* RFC 5321 4.3.1: it answers nothing; the message's own comes behind it. */
static void test_reply_amid_the_message(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C: a\n"
                                      "S: 250 what for\n"
                                      "C: .\n"
                                      "S: 250 ok\n" TALK_QUIT,
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS
              "BODY \"a\\r\\n\" t1\n"
              "REPLY 250 t1 !unsolicited-reply@S103\n"
              "BODY_END 3/1 last t1\n"
              "REPLY 250 to MESSAGE t1\n"
              "TRANSACTION_END delivered 1+0 3 t1\n" TALK_QUIT_ITEMS);
}

/* The line is complete when its reply begins. */
static void test_reply_amid_a_line_of_auth(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: AUTH CRAM-MD5\n"
                         "S: 334 PDE+\n"
                         "C| YW\n"
                         "S: 535 no\n"
                         "C: Jj\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 334 to AUTH\n"
                               "AUTH_LINE \"YWJj\" secret=\"YWJj\"\n"
                               "REPLY 535 to AUTH_LINE\n"
                               "AUTH_END 535\n" TALK_QUIT_ITEMS);
}

/* A client that does not wait: its octets are a message, since 354 says so. DATA ends a group (RFC
 * 2920 3.1). */
static void test_message_before_its_354(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: DATA\n"
                            "C: RSET\n"
                            "C: .\n"
                            "S: 354 go\n"
                            "S: 250 ok\n" TALK_QUIT,
              TALK_ENVELOPE_ITEMS "COMMAND \"DATA\" t1\n"
                                  "REPLY 354 to DATA t1\n"
                                  "BODY_BEGIN ? t1\n"
                                  "BODY \"RSET\\r\\n\" t1 !pipelining@C46\n"
                                  "BODY_END 6/1 last t1\n"
                                  "REPLY 250 to MESSAGE t1\n"
                                  "TRANSACTION_END delivered 1+0 6 t1\n" TALK_QUIT_ITEMS);
}

/* The end alone is there too early, too. */
static void test_end_of_data_before_its_354(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: DATA\n"
                            "C+ .\n"
                            "S: 354 go\n"
                            "S: 250 ok\n" TALK_QUIT,
              TALK_ENVELOPE_ITEMS "COMMAND \"DATA\" t1\n"
                                  "REPLY 354 to DATA t1\n"
                                  "BODY_BEGIN ? t1\n"
                                  "BODY_END 0/0 last t1 !pipelining@C46\n"
                                  "REPLY 250 to MESSAGE t1\n"
                                  "TRANSACTION_END delivered 1+0 0 t1\n" TALK_QUIT_ITEMS);
}

/* The same behind a DATA that was refused: commands. */
static void test_commands_before_the_refusal_of_data(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: DATA\n"
                            "C+ RSET\n"
                            "S: 451 no\n"
                            "S: 250 ok\n" TALK_QUIT,
              TALK_ENVELOPE_ITEMS "COMMAND \"DATA\" t1\n"
                                  "REPLY 451 to DATA t1\n"
                                  "COMMAND \"RSET\" together t1 !pipelining@C46\n"
                                  "REPLY 250 to RSET t1\n"
                                  "TRANSACTION_END reset 1+0 0 t1\n" TALK_QUIT_ITEMS);
}

/* It is enough that the command began before it, whatever ended since. */
static void test_command_begun_before_the_refusal(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: DATA\n"
                         "C& NO\n"
                         "S: 503 no\n"
                         "C: OP\n",
              TALK_HELLO_ITEMS "COMMAND \"DATA\"\n"
                               "REPLY 503 to DATA !out-of-order@S79\n"
                               "COMMAND \"NOOP\" !pipelining@C14\n"
                               "UNANSWERED NOOP !unanswered@C14\n");
}

/* RFC 4954 4: a line of AUTH answers a challenge, and can be no earlier than it. */
static void test_lines_of_auth_before_their_challenges(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: AUTH CRAM-MD5\n"
                         "C+ YWJj\n"
                         "C+ NOOP\n"
                         "S: 334 PDE+\n"
                         "S: 235 ok\n"
                         "S: 250 ok\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 334 to AUTH\n"
                               "AUTH_LINE \"YWJj\" secret=\"YWJj\" together !pipelining@C23\n"
                               "REPLY 235 to AUTH_LINE\n"
                               "AUTH_END 235\n"
                               "COMMAND \"NOOP\" together !pipelining@C29\n"
                               "REPLY 250 to NOOP\n" TALK_QUIT_ITEMS);
}

/* A verb of a vendor that is challenged as AUTH is: what answers is no less secret. */
static void test_challenge_to_another_verb(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: X-EXPS NTLM\n"
                         "S: 334 ntlm\n"
                         "C: TlRM\n"
                         "S: 235 ok\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"X-EXPS NTLM\"\n"
                               "REPLY 334 to UNKNOWN !unexpected-reply@S79\n"
                               "COMMAND \"TlRM\" secret=\"TlRM\"\n"
                               "REPLY 235 to UNKNOWN\n" TALK_QUIT_ITEMS);
}

/* RFC 4954 4: AUTH may stand within a group where its mechanism takes one round trip. */
static void test_group_behind_auth(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: AUTH EXTERNAL =\n"
                         "C+ NOOP\n"
                         "S: 235 ok\n"
                         "S: 250 ok\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"AUTH EXTERNAL =\" secret=\"=\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 235 to AUTH\n"
                               "AUTH_END 235\n"
                               "COMMAND \"NOOP\" together\n"
                               "REPLY 250 to NOOP\n" TALK_QUIT_ITEMS);
  assert_talk(TALK_HELLO "C: AUTH EXTERNAL\n"
                         "C+ NOOP\n"
                         "S: 535 no\n"
                         "S: 250 ok\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"AUTH EXTERNAL\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 535 to AUTH\n"
                               "AUTH_END 535\n"
                               "COMMAND \"NOOP\" together !pipelining@C23\n"
                               "REPLY 250 to NOOP\n" TALK_QUIT_ITEMS);
}

static void test_same_stamp_the_client_first(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: NOOP\n"
                            "S+ 250 ok\n",
              TALK_GREETING_ITEMS "COMMAND \"NOOP\"\n"
                                  "REPLY 250 to NOOP\n");
}

/* All octets of its first stamp, not only the first ones. */
static void test_same_stamp_the_greeting_first(void **state)
{
  (void)state;
  assert_talk("S: 220 mx\n"
              "C+ NOOP\n"
              "S: 250 ok\n",
              TALK_GREETING_ITEMS "COMMAND \"NOOP\"\n"
                                  "REPLY 250 to NOOP\n");
}

/* The third answers nothing, and not the command behind it. */
static void test_replies_in_one_segment_with_more_than_was_asked(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: NOOP\n"
                         "C+ QUIT\n"
                         "S: 250 ok\n"
                         "S+ 221 bye\n"
                         "S+ 250 too much\n",
              TALK_HELLO_ITEMS "COMMAND \"NOOP\"\n"
                               "COMMAND \"QUIT\" together !pipelining@C14\n"
                               "REPLY 250 to NOOP\n"
                               "REPLY 221 to QUIT\n"
                               "REPLY 250 !after-end,unsolicited-reply@S96\n");
}

static void test_lines_cut_everywhere(void **state)
{
  (void)state;
  assert_talk("C| EHLO a\\r\n"
              "S| 220 mx\\r\n"
              "S& \\n25\n"
              "C| \\nNO\n"
              "S| 0 mx\\r\\n\n"
              "C: OP\n"
              "S: 250 ok\n",
              "COMMAND \"EHLO a\"\n"
              "REPLY 220 greeting !early-talker@S0\n"
              "REPLY 250 to EHLO\n"
              "COMMAND \"NOOP\"\n"
              "REPLY 250 to NOOP\n");
}

/* Without stamps and order nothing is concluded that depends on them. */
static void test_unordered(void **state)
{
  static const char text[] =
      "S: 220 mx\nC: EHLO a\nC: NOOP\nC: RSET\nS: 250 mx\nS: 250 ok\nS: 250 ok\n"
      "S: 250 what for\n";
  static const char expected[] = "COMMAND \"EHLO a\"\nCOMMAND \"NOOP\"\nCOMMAND \"RSET\"\n"
                                 "REPLY 220 greeting\nREPLY 250 to EHLO\nREPLY 250 to NOOP\n"
                                 "REPLY 250 to RSET\nREPLY 250 !unsolicited-reply@S32\n";
  script_way way = {SCRIPT_CLIENT_FIRST, SCRIPT_WHOLE, 1, false, false, false};
  script_setup setup;
  text_buffer found = {NULL, 0, 0};
  script t;
  (void)state;
  memset(&t, 0, sizeof t);
  memset(&setup, 0, sizeof setup);
  script_read(&t, text);
  assert_null(script_run(&talk_wire, &t, &setup, &way, SCRIPT_BRIEF, &found));
  text_put(&found, "", 1);
  assert_string_equal(found.ptr, expected); /* the client ended: the last reply answers nothing */
  text_free(&found);
  script_free(&t);
}

/* Behind a gap nobody knows what comes first: both sides never are in step again. */
static void test_unordered_behind_a_gap(void **state)
{
  static const char text[] = "S: 220 mx\nC? 9\nC: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye\n";
  script_way way = {SCRIPT_CAPTURE, SCRIPT_WHOLE, 1, false, false, false};
  script_setup setup;
  text_buffer found = {NULL, 0, 0};
  script t;
  (void)state;
  memset(&t, 0, sizeof t);
  memset(&setup, 0, sizeof setup);
  script_read(&t, text);
  assert_null(script_run(&talk_wire, &t, &setup, &way, SCRIPT_BRIEF, &found));
  text_put(&found, "", 1);
  assert_non_null(strstr(found.ptr, "SKIPPED \"QUIT\" doubtful"));
  assert_null(strstr(found.ptr, "COMMAND"));
  text_free(&found);
  script_free(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reply_before_the_end_of_its_line),
      cmocka_unit_test(test_greeting_amid_the_first_line),
      cmocka_unit_test(test_reply_amid_the_message),
      cmocka_unit_test(test_reply_amid_a_line_of_auth),
      cmocka_unit_test(test_message_before_its_354),
      cmocka_unit_test(test_end_of_data_before_its_354),
      cmocka_unit_test(test_commands_before_the_refusal_of_data),
      cmocka_unit_test(test_command_begun_before_the_refusal),
      cmocka_unit_test(test_lines_of_auth_before_their_challenges),
      cmocka_unit_test(test_challenge_to_another_verb),
      cmocka_unit_test(test_group_behind_auth),
      cmocka_unit_test(test_same_stamp_the_client_first),
      cmocka_unit_test(test_same_stamp_the_greeting_first),
      cmocka_unit_test(test_replies_in_one_segment_with_more_than_was_asked),
      cmocka_unit_test(test_lines_cut_everywhere),
      cmocka_unit_test(test_unordered),
      cmocka_unit_test(test_unordered_behind_a_gap),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
