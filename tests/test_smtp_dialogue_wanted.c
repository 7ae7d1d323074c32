/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: rows of wanted behaviour, and of attacks, that pairing answers. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* What follows a refused DATA is commands, and a client that pipelined DATA broke no order (RFC
 * 2920 3.1). */
static void test_T152_refused_data_of_a_pipelining_client(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: MAIL FROM:<a@b>\n"
                                   "C+ RCPT TO:<c@d>\n"
                                   "C+ DATA\n"
                                   "S: 250 ok\n"
                                   "S: 550 no\n"
                                   "S: 554 no valid recipients\n"
                                   "C: RSET\n"
                                   "S: 250 ok\n" TALK_QUIT,
                        TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\n"
                                         "COMMAND \"RCPT TO:<c@d>\" together\n"
                                         "COMMAND \"DATA\" together\n"
                                         "REPLY 250 to MAIL\n"
                                         "TRANSACTION MAIL t1\n"
                                         "REPLY 550 to RCPT t1\n"
                                         "RECIPIENT 550 RCPT t1\n"
                                         "REPLY 554 to DATA t1\n"
                                         "COMMAND \"RSET\" t1\n"
                                         "REPLY 250 to RSET t1\n"
                                         "TRANSACTION_END reset 0+1 0 t1\n" TALK_QUIT_ITEMS);
}

/* RFC 2920 3.1: the client sends a dot alone, the server refuses the message. */
static void test_REP_14_354_without_a_recipient(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: MAIL FROM:<a@b>\n"
                         "C+ RCPT TO:<c@d>\n"
                         "C+ DATA\n"
                         "S: 250 ok\n"
                         "S: 550 no\n"
                         "S: 354 go\n"
                         "C: .\n"
                         "S: 554 no valid recipients\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\n"
                               "COMMAND \"RCPT TO:<c@d>\" together\n"
                               "COMMAND \"DATA\" together\n"
                               "REPLY 250 to MAIL\n"
                               "TRANSACTION MAIL t1\n"
                               "REPLY 550 to RCPT t1\n"
                               "RECIPIENT 550 RCPT t1\n"
                               "REPLY 354 to DATA t1 !accepted-out-of-order@S95\n"
                               "BODY_BEGIN ? t1\n"
                               "BODY_END 0/0 last t1\n"
                               "REPLY 554 to MESSAGE t1\n"
                               "TRANSACTION_END refused 0+1 0 t1\n" TALK_QUIT_ITEMS);
}

/* The client sends no message behind 554: its next line is a command. */
static void test_T91_refused_data_and_no_message(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO TALK_MAIL "C: DATA\n"
                                             "S: 554 no valid recipients\n" TALK_QUIT,
                        TALK_HELLO_ITEMS TALK_MAIL_ITEMS "COMMAND \"DATA\" t1\n"
                                                         "REPLY 554 to DATA t1 !out-of-order@S87\n"
                                                         "COMMAND \"QUIT\" t1\n"
                                                         "REPLY 221 to QUIT t1\n"
                                                         "TRANSACTION_END quit 0+0 0 t1\n");
}

/* RFC 5321 4.1.4: a second MAIL, and RCPT before MAIL. */
static void test_T89_commands_out_of_order(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: RCPT TO:<c@d>\n"
                                   "S: 503 MAIL first\n" TALK_MAIL "C: MAIL FROM:<e@f>\n"
                                   "S: 503 nested\n" TALK_QUIT,
                        TALK_HELLO_ITEMS "COMMAND \"RCPT TO:<c@d>\"\n"
                                         "REPLY 503 to RCPT !out-of-order@S79\n" TALK_MAIL_ITEMS
                                         "COMMAND \"MAIL FROM:<e@f>\" t1\n"
                                         "REPLY 503 to MAIL t1 !out-of-order@S103\n"
                                         "COMMAND \"QUIT\" t1\n"
                                         "REPLY 221 to QUIT t1\n"
                                         "TRANSACTION_END quit 0+0 0 t1\n");
}

/* RFC 5321 4.1.4: HELO behind a refused EHLO; nothing is announced then. */
static void test_T71_ehlo_refused_and_helo(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: EHLO a\n"
                            "S: 502 what?\n"
                            "C: HELO a\n"
                            "S: 250 mx\n"
                            "C: MAIL FROM:<a@b> SIZE=9\n"
                            "S: 555 no parameters\n" TALK_QUIT,
              TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                  "REPLY 502 to EHLO\n"
                                  "COMMAND \"HELO a\"\n"
                                  "REPLY 250 to HELO\n"
                                  "COMMAND \"MAIL FROM:<a@b> SIZE=9\" !unannounced-extension@C16\n"
                                  "REPLY 555 to MAIL\n" TALK_QUIT_ITEMS);
}

/* RFC 4954 4: no AUTH behind a successful one, none in a transaction. */
static void test_T119_auth_twice_and_in_a_transaction(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: AUTH CRAM-MD5\n"
                                   "S: 334 PDE+\n"
                                   "C: YSBi\n"
                                   "S: 235 ok\n"
                                   "C: AUTH CRAM-MD5\n"
                                   "S: 503 already\n" TALK_QUIT,
                        TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                                         "AUTH_BEGIN AUTH\n"
                                         "REPLY 334 to AUTH\n"
                                         "AUTH_LINE \"YSBi\" secret=\"YSBi\"\n"
                                         "REPLY 235 to AUTH_LINE\n"
                                         "AUTH_END 235\n"
                                         "COMMAND \"AUTH CRAM-MD5\"\n"
                                         "AUTH_BEGIN AUTH\n"
                                         "REPLY 503 to AUTH !out-of-order@S97\n"
                                         "AUTH_END 503\n" TALK_QUIT_ITEMS);
}

/* RFC 3207 4.2: what was announced in clear is nothing behind TLS. */
static void test_TLS_10_capabilities_are_forgotten(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 220 go\n"
                         "T!\n"
                         "C: EHLO a\n"
                         "S: 250-mx\n"
                         "S: 250 SIZE 100\n"
                         "C: BDAT 1\n"
                         "S: 502 no\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS\n"
                               "TLS 87 18\n"
                               "COMMAND \"EHLO a\"\n"
                               "REPLY 250- to EHLO\n"
                               "REPLY 250 to EHLO\n"
                               "COMMAND \"BDAT 1\" !unannounced-extension@C8\n"
                               "REPLY 502 to BDAT\n" TALK_QUIT_ITEMS);
}

/* RFC 3030 2: each chunk has a reply, the last one the message's. */
static void test_T127_replies_to_chunks(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE "C: BDAT 3\n"
                                      "C& abc\n"
                                      "C: BDAT 0 LAST\n"
                                      "S: 250 ok\n"
                                      "S: 250 done\n" TALK_QUIT,
                        TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 3\" t1\n"
                                            "BODY_BEGIN 3 t1\n"
                                            "BODY \"abc\" t1\n"
                                            "BODY_END 3/0 t1\n"
                                            "COMMAND \"BDAT 0 LAST\" t1\n"
                                            "BODY_BEGIN 0 t1\n"
                                            "BODY_END 0/0 last t1\n"
                                            "REPLY 250 to BDAT t1\n"
                                            "REPLY 250 to BDAT final t1\n"
                                            "TRANSACTION_END delivered 1+0 3 t1\n" TALK_QUIT_ITEMS);
}

/* RFC 5321 4.3.1: the client waits for the greeting. */
static void test_T157_early_talker(void **state)
{
  (void)state;
  assert_talk("C: EHLO a\n"
              "S: 220 mx\n"
              "S: 250 hello\n" TALK_QUIT,
              "COMMAND \"EHLO a\"\n"
              "REPLY 220 greeting !early-talker@S0\n"
              "REPLY 250 to EHLO\n" TALK_QUIT_ITEMS);
}

/* RFC 5321 4.3.1: a reply that nobody waits for is not the answer to the next command. */
static void test_T56_unsolicited(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "S: 250 2.0.0 what for\n"
                         "C: NOOP\n"
                         "S: 250 ok\n" TALK_QUIT,
              TALK_HELLO_ITEMS "REPLY 250 !unsolicited-reply@S79\n"
                               "COMMAND \"NOOP\"\n"
                               "REPLY 250 to NOOP\n" TALK_QUIT_ITEMS);
}

/* RFC 5321 3.8: the server says that it shuts down, then closes. */
static void test_T55_421_at_any_point(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C: half a mess\n"
                                      "S: 421 shutting down\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"half a mess\\r\\n\" t1\n"
                                                  "BODY_END 13/1 t1 !cut-off@C59\n"
                                                  "REPLY 421 t1 !unsolicited-reply@S103\n"
                                                  "TRANSACTION_END not terminated 1+0 0 t1\n");
}

/* RFC 5321 4.2.1: one code in all lines. */
static void test_T32_mixed_codes(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: NOOP\n"
                                   "S: 250-a\n"
                                   "S: 550 b\n" TALK_QUIT,
                        TALK_HELLO_ITEMS "COMMAND \"NOOP\"\n"
                                         "REPLY 250- to NOOP\n"
                                         "REPLY 550 to NOOP !mixed-codes@S86\n" TALK_QUIT_ITEMS);
}

/* Whoever speaks first greets; the code may not stand there. */
static void test_T158_greeting_of_another_code(void **state)
{
  (void)state;
  assert_talk("S: 250 2.0.0 Ok\n"
              "C: EHLO a\n"
              "S: 250 mx\n" TALK_QUIT,
              "REPLY 250 greeting !unexpected-reply@S0\n"
              "COMMAND \"EHLO a\"\n"
              "REPLY 250 to EHLO\n" TALK_QUIT_ITEMS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_T152_refused_data_of_a_pipelining_client),
      cmocka_unit_test(test_REP_14_354_without_a_recipient),
      cmocka_unit_test(test_T91_refused_data_and_no_message),
      cmocka_unit_test(test_T89_commands_out_of_order),
      cmocka_unit_test(test_T71_ehlo_refused_and_helo),
      cmocka_unit_test(test_T119_auth_twice_and_in_a_transaction),
      cmocka_unit_test(test_TLS_10_capabilities_are_forgotten),
      cmocka_unit_test(test_T127_replies_to_chunks),
      cmocka_unit_test(test_T157_early_talker),
      cmocka_unit_test(test_T56_unsolicited),
      cmocka_unit_test(test_T55_421_at_any_point),
      cmocka_unit_test(test_T32_mixed_codes),
      cmocka_unit_test(test_T158_greeting_of_another_code),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
