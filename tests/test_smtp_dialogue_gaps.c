/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: gaps in AUTH, in TLS, in both directions; pipelining clients behind them.
 */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

static void test_gap_in_auth(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: AUTH CRAM-MD5\n"
                         "S: 334 PDE+\n"
                         "C? 10\n"
                         "C: YWJj\n"
                         "S: 235 ok\n"
                         "C: RSET\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 334 to AUTH\n"
                               "GAP 10 !gap@C23\n"
                               "AUTH_END 0 doubtful\n"
                               "SKIPPED \"YWJj\" doubtful\n"
                               "REPLY 235 doubtful\n"
                               "COMMAND \"RSET\"\n"
                               "REPLY 250 to RSET\n");
}

/* A line was asked for: it is secret, and which reply answers it is not known. */
static void test_gap_of_a_server_in_auth(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: AUTH CRAM-MD5\n"
                         "S: 334 PDE+\n"
                         "S? 10\n"
                         "C: YWJj\n"
                         "S: 235 ok\n"
                         "C: RSET\n"
                         "S: 250 ok\n"
                         "C: RSET\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 334 to AUTH\n"
                               "GAP 10 !gap@S89\n"
                               "AUTH_END 0 doubtful\n"
                               "AUTH_LINE \"YWJj\" secret=\"YWJj\" doubtful\n"
                               "SKIPPED \"235 ok\" doubtful\n"
                               "SKIPPED \"RSET\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"RSET\"\n"
                               "REPLY 250 to RSET\n");
}

/* What is left of the line is secret, too. */
static void test_gap_in_a_line_of_auth(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: AUTH CRAM-MD5\n"
                         "S: 334 PDE+\n"
                         "C| YW\n"
                         "C? *\n"
                         "C: Jj\n",
              TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 334 to AUTH\n"
                               "UNFINISHED \"YW\" secret=\"YW\" !cut-off@C23\n"
                               "GAP 0 !gap@C25\n"
                               "AUTH_END 0 doubtful\n"
                               "SKIPPED \"Jj\" doubtful\n");
}

/* 334 behind a gap: what the client says next is no command. */
static void test_gap_and_a_challenge(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C? 20\n"
                         "C: torn\n"
                         "S: 334 PDE+\n"
                         "C: RSET\n"
                         "S: 235 ok\n"
                         "C: RSET\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "GAP 20 !gap@C8\n"
                               "SKIPPED \"torn\" doubtful\n"
                               "REPLY 334 doubtful\n"
                               "SKIPPED \"RSET\" doubtful\n"
                               "REPLY 235 doubtful\n"
                               "COMMAND \"RSET\"\n"
                               "REPLY 250 to RSET\n");
}

/* 354 behind a gap: a message, with text that looks like commands. */
static void test_gap_and_354(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C? 20\n"
                         "C: torn\n"
                         "S: 250 ok\n"
                         "S: 354 go\n"
                         "C: RSET\n"
                         "C: MAIL FROM:<x@y>\n"
                         "C: .\n"
                         "S: 250 ok\n"
                         "C: QUIT\n"
                         "S: 221 bye\n",
              TALK_HELLO_ITEMS "GAP 20 !gap@C8\n"
                               "SKIPPED \"torn\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "REPLY 354 doubtful\n"
                               "SKIPPED \"RSET\" doubtful\n"
                               "SKIPPED \"MAIL FROM:<x@y>\" doubtful\n"
                               "SKIPPED \".\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"QUIT\"\n"
                               "REPLY 221 to QUIT\n");
}

/* No reply came since the gap: nothing that looks like a command is one. */
static void test_gap_and_a_message_already_begun(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO TALK_MAIL "S? 30\n"
                                   "C: RCPT TO:<x@y>\n"
                                   "C: RSET\n"
                                   "C: QUIT\n",
              TALK_HELLO_ITEMS TALK_MAIL_ITEMS "GAP 30 t1 !gap@S87\n"
                                               "TRANSACTION_END lost 0+0 0 t1 doubtful\n"
                                               "SKIPPED \"RCPT TO:<x@y>\" doubtful\n"
                                               "SKIPPED \"RSET\" doubtful\n"
                                               "SKIPPED \"QUIT\" doubtful\n");
}

/* Nothing is in doubt. */
static void test_gap_in_tls(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 220 go\n"
                         "C| \\x16\\x03\\x01\n"
                         "C? 100\n"
                         "C| \\x17\n"
                         "S| \\x16\\x03\\x03\n"
                         "S? *\n"
                         "S| \\x17\n",
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS\n"
                               "TLS 87 18\n"
                               "LEFTOVER \"\\x16\\x03\\x01\"\n"
                               "GAP 100 !gap@C21\n"
                               "LEFTOVER \"\\x17\"\n"
                               "LEFTOVER \"\\x16\\x03\\x03\"\n"
                               "GAP 0 !gap@S90\n"
                               "LEFTOVER \"\\x17\"\n");
}

/* No reply is due: nothing is in doubt. */
static void test_gap_of_a_server_in_the_message(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C: a\n"
                                      "S? 5\n"
                                      "C: b\n"
                                      "C: .\n"
                                      "S: 250 ok\n" TALK_QUIT,
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS
              "BODY \"a\\r\\n\" t1\n"
              "GAP 5 t1 !gap@S103\n"
              "BODY \"b\\r\\n\" t1\n"
              "BODY_END 6/2 last t1\n"
              "REPLY 250 to MESSAGE t1\n"
              "TRANSACTION_END delivered 1+0 6 t1\n" TALK_QUIT_ITEMS);
}

/* Its octets are known all the same, and no commands. */
static void test_gap_of_a_server_in_a_chunk(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 8 LAST\n"
                            "C& RS\n"
                            "S? 5\n"
                            "C| ET\\r\\nab\n"
                            "C: NOOP\n"
                            "S: 250 torn\n"
                            "S: 250 ok\n"
                            "C: MAIL FROM:<e@f>\n"
                            "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 8 LAST\" t1\n"
                                  "BODY_BEGIN 8 t1\n"
                                  "BODY \"RS\" t1\n"
                                  "GAP 5 t1 !gap@S95\n"
                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                  "BODY \"ET\\r\\nab\" doubtful\n"
                                  "BODY_END 8/1 last doubtful\n"
                                  "SKIPPED \"NOOP\" doubtful\n"
                                  "SKIPPED \"250 torn\" doubtful\n"
                                  "REPLY 250 doubtful\n"
                                  "COMMAND \"MAIL FROM:<e@f>\"\n"
                                  "REPLY 250 to MAIL\n"
                                  "TRANSACTION MAIL t2\n"
                                  "TRANSACTION_END unfinished 0+0 0 t2\n");
}

static void test_gaps_of_both(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C? 8\n"
                            "S? 9\n"
                            "C: torn\n"
                            "S: torn\n"
                            "S: 250 ok\n"
                            "C: EHLO a\n"
                            "S: 250 mx\n",
              TALK_ENVELOPE_ITEMS "GAP 8 t1 !gap@C40\n"
                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                  "GAP 9 doubtful !gap@S95\n"
                                  "SKIPPED \"torn\" doubtful\n"
                                  "SKIPPED \"torn\" doubtful\n"
                                  "REPLY 250 doubtful\n"
                                  "COMMAND \"EHLO a\"\n"
                                  "REPLY 250 to EHLO\n");
}

/* A gap behind a reply that would have brought them in step undoes it. */
static void test_gaps_of_both_in_turn(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C? 8\n"
                         "C: torn\n"
                         "S: 250 ok\n"
                         "S? 9\n"
                         "C: RSET\n"
                         "S: 250 torn\n"
                         "S: 250 ok\n"
                         "C: RSET\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "GAP 8 !gap@C8\n"
                               "SKIPPED \"torn\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "GAP 9 doubtful !gap@S87\n"
                               "SKIPPED \"RSET\" doubtful\n"
                               "SKIPPED \"250 torn\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"RSET\"\n"
                               "REPLY 250 to RSET\n");
}

/* RFC 2920: groups behind the gap; the one that opens a transaction brings both in step. */
static void test_gap_and_a_pipelining_client(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: MAIL FROM:<a@b>\n"
                         "C+ RCPT TO:<x@y>\n"
                         "C? 30\n"
                         "C: x>\n"
                         "C+ DATA\n"
                         "S: 250 ok\n"
                         "S+ 250 ok\n"
                         "S+ 550 no\n"
                         "S+ 354 go\n"
                         "C: RSET\n"
                         "C+ .\n"
                         "S: 250 ok\n"
                         "C: MAIL FROM:<e@f>\n"
                         "C+ RCPT TO:<g@h>\n"
                         "C+ DATA\n"
                         "S: 250 ok\n"
                         "S+ 250 ok\n"
                         "S+ 354 go\n"
                         "C: .\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\n"
                               "COMMAND \"RCPT TO:<x@y>\" together\n"
                               "GAP 30 !gap@C40\n"
                               "SKIPPED \"x>\" doubtful\n"
                               "SKIPPED \"DATA\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "REPLY 250 doubtful\n"
                               "REPLY 550 doubtful\n"
                               "REPLY 354 doubtful\n"
                               "SKIPPED \"RSET\" doubtful\n"
                               "SKIPPED \".\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"MAIL FROM:<e@f>\"\n"
                               "COMMAND \"RCPT TO:<g@h>\" together\n"
                               "COMMAND \"DATA\" together\n"
                               "REPLY 250 to MAIL\n"
                               "TRANSACTION MAIL t1\n"
                               "REPLY 250 to RCPT t1\n"
                               "RECIPIENT 250 RCPT t1\n"
                               "REPLY 354 to DATA t1\n"
                               "BODY_BEGIN ? t1\n"
                               "BODY_END 0/0 last t1\n"
                               "REPLY 250 to MESSAGE t1\n"
                               "TRANSACTION_END delivered 1+0 0 t1\n");
}

/* Nobody knows whether it was one. */
static void test_gap_before_the_greeting(void **state)
{
  (void)state;
  assert_talk("S? 20\n"
              "S: torn\n"
              "S: 250 ok\n"
              "C: MAIL FROM:<a@b>\n"
              "S: 250 ok\n",
              "GAP 20 !gap@S0\n"
              "SKIPPED \"torn\" doubtful\n"
              "REPLY 250 doubtful\n"
              "COMMAND \"MAIL FROM:<a@b>\"\n"
              "REPLY 250 to MAIL\n"
              "TRANSACTION MAIL t1\n"
              "TRANSACTION_END unfinished 0+0 0 t1\n");
}

/* The client's gap comes amid a reply: what it answers is not known any more. */
static void test_gap_within_a_reply_in_progress(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: EHLO a\n"
                            "S: 250-mx\n"
                            "C? 9\n"
                            "S: 250 SIZE 5\n"
                            "C: torn\n"
                            "S: 250 ok\n"
                            "C: QUIT\n"
                            "S: 221 bye\n",
              TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                  "REPLY 250- to EHLO\n"
                                  "GAP 9 !gap@C8\n"
                                  "REPLY 250 doubtful\n"
                                  "SKIPPED \"torn\" doubtful\n"
                                  "REPLY 250 doubtful\n"
                                  "COMMAND \"QUIT\"\n"
                                  "REPLY 221 to QUIT\n");
}

static void test_gap_at_the_end(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C? 9\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY_END 0/0 t1 !cut-off@C46\n"
                                                  "GAP 9 t1 !gap@C46\n"
                                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n");
}

/* Who knows whether it was said: the lines stay what they are. */
static void test_starttls_behind_a_gap(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C? 9\n"
                         "C: torn\n"
                         "S: 250 ok\n"
                         "C: STARTTLS\n"
                         "S: 220 go\n"
                         "C: RSET\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "GAP 9 !gap@C8\n"
                               "SKIPPED \"torn\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "SKIPPED \"STARTTLS\" doubtful\n"
                               "REPLY 220 doubtful\n"
                               "COMMAND \"RSET\"\n"
                               "REPLY 250 to RSET\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_gap_in_auth),
      cmocka_unit_test(test_gap_of_a_server_in_auth),
      cmocka_unit_test(test_gap_in_a_line_of_auth),
      cmocka_unit_test(test_gap_and_a_challenge),
      cmocka_unit_test(test_gap_and_354),
      cmocka_unit_test(test_gap_and_a_message_already_begun),
      cmocka_unit_test(test_gap_in_tls),
      cmocka_unit_test(test_gap_of_a_server_in_the_message),
      cmocka_unit_test(test_gap_of_a_server_in_a_chunk),
      cmocka_unit_test(test_gaps_of_both),
      cmocka_unit_test(test_gaps_of_both_in_turn),
      cmocka_unit_test(test_gap_and_a_pipelining_client),
      cmocka_unit_test(test_gap_before_the_greeting),
      cmocka_unit_test(test_gap_within_a_reply_in_progress),
      cmocka_unit_test(test_gap_at_the_end),
      cmocka_unit_test(test_starttls_behind_a_gap),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
