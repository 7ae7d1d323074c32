/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: each anomaly once where it is, and once where it is not, with its place. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* RFC 2920 3.1: nothing in a group without PIPELINING. */
static void test_pipelining_not_announced(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: EHLO a\n"
                            "S: 250 mx\n"
                            "C: MAIL FROM:<a@b>\n"
                            "C+ RCPT TO:<c@d>\n"
                            "S: 250 ok\n"
                            "S: 250 ok\n",
              TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                  "REPLY 250 to EHLO\n"
                                  "COMMAND \"MAIL FROM:<a@b>\"\n"
                                  "COMMAND \"RCPT TO:<c@d>\" together !pipelining@C25\n"
                                  "REPLY 250 to MAIL\n"
                                  "TRANSACTION MAIL t1\n"
                                  "REPLY 250 to RCPT t1\n"
                                  "RECIPIENT 250 RCPT t1\n"
                                  "TRANSACTION_END unfinished 1+0 0 t1\n");
}

/* EHLO and NOOP are the last of their groups. */
static void test_pipelining_behind_ehlo_and_noop(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: EHLO a\n"
                         "C: NOOP\n"
                         "C: RSET\n"
                         "S: 250 mx\n"
                         "S: 250 ok\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "COMMAND \"EHLO a\"\n"
                               "COMMAND \"NOOP\" !pipelining@C16\n"
                               "COMMAND \"RSET\" !pipelining@C22\n"
                               "REPLY 250 to EHLO\n"
                               "REPLY 250 to NOOP\n"
                               "REPLY 250 to RSET\n");
}

/* RFC 5321 4.1.1: no NUL, no control character. */
static void test_malformed_lines(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: NO\\0OP\n"
                         "S: 500 what\n"
                         "C: NOOP\n"
                         "S: 250 o\\x01k\n",
              TALK_HELLO_ITEMS "COMMAND \"NO\\0OP\" !malformed@C8\n"
                               "REPLY 500 to UNKNOWN\n"
                               "COMMAND \"NOOP\"\n"
                               "REPLY 250 to NOOP !malformed@S89\n");
}

/* RFC 5321 4.1.1: an argument or parameter that the grammar does not have. */
static void test_malformed_arguments(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: MAIL FROM:<a@b\n"
                         "S: 501 what\n"
                         "C: MAIL\n"
                         "S: 501 what\n"
                         "C: RSET now\n"
                         "S: 501 what\n"
                         "C: NOOP now\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b\" !malformed@C8\n"
                               "REPLY 501 to MAIL\n"
                               "COMMAND \"MAIL\" !malformed@C24\n"
                               "REPLY 501 to MAIL\n"
                               "COMMAND \"RSET now\" !malformed@C30\n"
                               "REPLY 501 to RSET\n"
                               "COMMAND \"NOOP now\"\n"
                               "REPLY 250 to NOOP\n");
}

/* RFC 1870 4: the value of SIZE is a number. */
static void test_malformed_parameter(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: EHLO a\n"
                            "S: 250-mx\n"
                            "S: 250 SIZE\n"
                            "C: MAIL FROM:<a@b> SIZE=x\n"
                            "S: 501 what\n",
              TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                  "REPLY 250- to EHLO\n"
                                  "REPLY 250 to EHLO\n"
                                  "COMMAND \"MAIL FROM:<a@b> SIZE=x\" !malformed@C8\n"
                                  "REPLY 501 to MAIL\n");
}

/* RFC 6531 3.1, 3.4: an address in UTF-8 needs the announcement, and the parameter of MAIL. */
static void test_address_in_utf8(void **state)
{
  static const script_setup setup = {.allow = MW_ALLOW_UTF8};
  (void)state;
  assert_talk_of(TALK_GREETING "C: EHLO a\n"
                               "S: 250-mx\n"
                               "S: 250 HELP\n"
                               "C: MAIL FROM:<\xc3\xa9@b>\n"
                               "S: 250 ok\n"
                               "C: RCPT TO:<\xc3\xa9@b>\n"
                               "S: 553 no\n",
                 &setup,
                 TALK_GREETING_ITEMS
                 "COMMAND \"EHLO a\"\n"
                 "REPLY 250- to EHLO\n"
                 "REPLY 250 to EHLO\n"
                 "COMMAND \"MAIL FROM:<\\xc3\\xa9@b>\" !malformed,unannounced-extension@C8\n"
                 "REPLY 250 to MAIL\n"
                 "TRANSACTION MAIL t1\n"
                 "COMMAND \"RCPT TO:<\\xc3\\xa9@b>\" t1 !malformed,unannounced-extension@C26\n"
                 "REPLY 553 to RCPT t1\n"
                 "RECIPIENT 553 RCPT t1\n"
                 "TRANSACTION_END unfinished 0+1 0 t1\n");
  assert_talk_of(TALK_GREETING "C: EHLO a\n"
                               "S: 250-mx\n"
                               "S: 250-PIPELINING\n"
                               "S: 250 SMTPUTF8\n"
                               "C: MAIL FROM:<\xc3\xa9@b>\n"
                               "S: 550 no\n"
                               "C: MAIL FROM:<\xc3\xa9@b> SMTPUTF8\n"
                               "C+ RCPT TO:<\xc3\xa9@b>\n"
                               "C: MAIL FROM:<a@b>\n"
                               "C+ RCPT TO:<\xc3\xa9@b>\n",
                 &setup,
                 TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                     "REPLY 250- to EHLO\n"
                                     "REPLY 250- to EHLO\n"
                                     "REPLY 250 to EHLO\n"
                                     "COMMAND \"MAIL FROM:<\\xc3\\xa9@b>\" !malformed@C8\n"
                                     "REPLY 550 to MAIL\n"
                                     "COMMAND \"MAIL FROM:<\\xc3\\xa9@b> SMTPUTF8\"\n"
                                     "COMMAND \"RCPT TO:<\\xc3\\xa9@b>\" together\n"
                                     "COMMAND \"MAIL FROM:<a@b>\"\n"
                                     "COMMAND \"RCPT TO:<\\xc3\\xa9@b>\" together !malformed@C86\n"
                                     "UNANSWERED MAIL !unanswered@C26\n"
                                     "UNANSWERED RCPT !unanswered@C53\n"
                                     "UNANSWERED MAIL !unanswered@C69\n"
                                     "UNANSWERED RCPT !unanswered@C86\n");
}

/* RFC 5321 2.3.8: tolerated, and told. */
static void test_line_end(void **state)
{
  static const script_setup setup = {.allow = MW_ALLOW_BARE_LF};
  (void)state;
  assert_talk_of(TALK_HELLO "C| NOOP\\n\n"
                            "S| 250 ok\\n\n" TALK_QUIT,
                 &setup,
                 TALK_HELLO_ITEMS "COMMAND \"NOOP\" !line-end@C8\n"
                                  "REPLY 250 to NOOP !line-end@S79\n" TALK_QUIT_ITEMS);
}

/* RFC 1870 6: what was announced, and what came. */
static void test_size_over_the_limit(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: EHLO a\n"
                            "S: 250-mx\n"
                            "S: 250 SIZE 5\n"
                            "C: MAIL FROM:<a@b> SIZE=6\n"
                            "S: 552 too much\n"
                            "C: MAIL FROM:<a@b> SIZE=3\n"
                            "S: 250 ok\n" TALK_RCPT TALK_DATA "C: abcd\n"
                            "C: .\n"
                            "S: 250 ok\n",
              TALK_GREETING_ITEMS
              "COMMAND \"EHLO a\"\n"
              "REPLY 250- to EHLO\n"
              "REPLY 250 to EHLO\n"
              "COMMAND \"MAIL FROM:<a@b> SIZE=6\" !size-over-limit@C8\n"
              "REPLY 552 to MAIL\n"
              "COMMAND \"MAIL FROM:<a@b> SIZE=3\"\n"
              "REPLY 250 to MAIL\n"
              "TRANSACTION MAIL t1\n" TALK_RCPT_ITEMS TALK_DATA_ITEMS "BODY \"abcd\\r\\n\" t1\n"
              "BODY_END 6/1 last t1\n"
              "REPLY 250 to MESSAGE t1\n"
              "TRANSACTION_END delivered 1+0 6 t1 !size-over-limit,size-differs@C86\n");
}

static void test_size_of_the_last_transaction_is_forgotten(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: EHLO a\n"
                            "S: 250-mx\n"
                            "S: 250 SIZE\n"
                            "C: MAIL FROM:<a@b> SIZE=3\n"
                            "S: 250 ok\n"
                            "C: RSET\n"
                            "S: 250 ok\n" TALK_MAIL TALK_RCPT TALK_DATA "C: abcd\n"
                            "C: .\n"
                            "S: 250 ok\n",
              TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                  "REPLY 250- to EHLO\n"
                                  "REPLY 250 to EHLO\n"
                                  "COMMAND \"MAIL FROM:<a@b> SIZE=3\"\n"
                                  "REPLY 250 to MAIL\n"
                                  "TRANSACTION MAIL t1\n"
                                  "COMMAND \"RSET\" t1\n"
                                  "REPLY 250 to RSET t1\n"
                                  "TRANSACTION_END reset 0+0 0 t1\n"
                                  "COMMAND \"MAIL FROM:<a@b>\"\n"
                                  "REPLY 250 to MAIL\n"
                                  "TRANSACTION MAIL t2\n"
                                  "COMMAND \"RCPT TO:<c@d>\" t2\n"
                                  "REPLY 250 to RCPT t2\n"
                                  "RECIPIENT 250 RCPT t2\n"
                                  "COMMAND \"DATA\" t2\n"
                                  "REPLY 354 to DATA t2\n"
                                  "BODY_BEGIN ? t2\n"
                                  "BODY \"abcd\\r\\n\" t2\n"
                                  "BODY_END 6/1 last t2\n"
                                  "REPLY 250 to MESSAGE t2\n"
                                  "TRANSACTION_END delivered 1+0 6 t2\n");
}

/* RFC 6152 3. */
static void test_eight_bit_undeclared(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE TALK_DATA "C: \\xe9\n"
                                                "C: .\n"
                                                "S: 250 ok\n",
                        TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS
                        "BODY \"\\xe9\\r\\n\" t1\n"
                        "BODY_END 3/1 last t1\n"
                        "REPLY 250 to MESSAGE t1\n"
                        "TRANSACTION_END delivered 1+0 3 t1 !eight-bit-undeclared@C52\n");
}

static void test_eight_bit_declared(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_GREETING "C: EHLO a\n"
                                      "S: 250-mx\n"
                                      "S: 250 8BITMIME\n"
                                      "C: MAIL FROM:<a@b> BODY=8BITMIME\n"
                                      "S: 250 ok\n" TALK_RCPT TALK_DATA "C: \\xe9\n"
                                      "C: .\n"
                                      "S: 250 ok\n",
                        TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                            "REPLY 250- to EHLO\n"
                                            "REPLY 250 to EHLO\n"
                                            "COMMAND \"MAIL FROM:<a@b> BODY=8BITMIME\"\n"
                                            "REPLY 250 to MAIL\n"
                                            "TRANSACTION MAIL t1\n" TALK_RCPT_ITEMS TALK_DATA_ITEMS
                                            "BODY \"\\xe9\\r\\n\" t1\n"
                                            "BODY_END 3/1 last t1\n"
                                            "REPLY 250 to MESSAGE t1\n"
                                            "TRANSACTION_END delivered 1+0 3 t1\n");
}

/* RFC 9422 4.1, 4.2: what the server refuses is too many as well. */
static void test_too_many_recipients_and_mails(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_GREETING "C: EHLO a\n"
                                      "S: 250-mx\n"
                                      "S: 250 LIMITS RCPTMAX=1 MAILMAX=1\n" TALK_MAIL TALK_RCPT
                                      "C: RCPT TO:<e@f>\n"
                                      "S: 452 too many\n"
                                      "C: RCPT TO:<g@h>\n"
                                      "S: 250 ok\n"
                                      "C: RSET\n"
                                      "S: 250 ok\n"
                                      "C: MAIL FROM:<a@b>\n"
                                      "S: 250 ok\n",
                        TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                            "REPLY 250- to EHLO\n"
                                            "REPLY 250 to EHLO\n" TALK_MAIL_ITEMS TALK_RCPT_ITEMS
                                            "COMMAND \"RCPT TO:<e@f>\" t1\n"
                                            "REPLY 452 to RCPT t1\n"
                                            "RECIPIENT 452 RCPT t1 !too-many-recipients@C40\n"
                                            "COMMAND \"RCPT TO:<g@h>\" t1\n"
                                            "REPLY 250 to RCPT t1\n"
                                            "RECIPIENT 250 RCPT t1 !too-many-recipients@C55\n"
                                            "COMMAND \"RSET\" t1\n"
                                            "REPLY 250 to RSET t1\n"
                                            "TRANSACTION_END reset 2+1 0 t1\n"
                                            "COMMAND \"MAIL FROM:<a@b>\"\n"
                                            "REPLY 250 to MAIL\n"
                                            "TRANSACTION MAIL t2 !too-many-mails@C76\n"
                                            "TRANSACTION_END unfinished 0+0 0 t2\n");
}

/* RFC 2034 4: in each reply but those to EHLO and those of 3yz, of the code's class. */
static void test_enhanced_codes(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_GREETING "C: EHLO a\n"
                                      "S: 250-mx\n"
                                      "S: 250 ENHANCEDSTATUSCODES\n"
                                      "C: MAIL FROM:<a@b>\n"
                                      "S: 250 ok\n"
                                      "C: RCPT TO:<c@d>\n"
                                      "S: 250 5.1.5 ok\n"
                                      "C: DATA\n"
                                      "S: 354 go\n"
                                      "C: .\n"
                                      "S: 250-2.0.0 a\n"
                                      "S: 250 2.6.0 b\n"
                                      "C: RSET\n"
                                      "S: 250 2.0.0 ok\n",
                        TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                            "REPLY 250- to EHLO\n"
                                            "REPLY 250 to EHLO\n"
                                            "COMMAND \"MAIL FROM:<a@b>\"\n"
                                            "REPLY 250 to MAIL !enhanced-code-missing@S41\n"
                                            "TRANSACTION MAIL t1\n"
                                            "COMMAND \"RCPT TO:<c@d>\" t1\n"
                                            "REPLY 250 to RCPT t1 !enhanced-code-contradicts@S49\n"
                                            "RECIPIENT 250 RCPT t1\n"
                                            "COMMAND \"DATA\" t1\n"
                                            "REPLY 354 to DATA t1\n"
                                            "BODY_BEGIN ? t1\n"
                                            "BODY_END 0/0 last t1\n"
                                            "REPLY 250- to MESSAGE t1\n"
                                            "REPLY 250 to MESSAGE t1 !mixed-enhanced-codes@S84\n"
                                            "TRANSACTION_END delivered 1+0 0 t1\n"
                                            "COMMAND \"RSET\"\n"
                                            "REPLY 250 to RSET\n");
}

/* RFC 5321 4.3.2: 354 answers DATA alone, and 250 does not. */
static void test_unexpected_replies(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE "C: NOOP\n"
                                      "S: 354 go\n"
                                      "C: DATA\n"
                                      "S: 250 ok\n"
                                      "C: QUIT\n"
                                      "S: 221 bye\n",
                        TALK_ENVELOPE_ITEMS "COMMAND \"NOOP\" t1\n"
                                            "REPLY 354 to NOOP t1 !unexpected-reply@S95\n"
                                            "COMMAND \"DATA\" t1\n"
                                            "REPLY 250 to DATA t1 !unexpected-reply@S103\n"
                                            "COMMAND \"QUIT\" t1\n"
                                            "REPLY 221 to QUIT t1\n"
                                            "TRANSACTION_END quit 1+0 0 t1\n");
}

/* RFC 5321 4.1.1.1; RFC 3207 6. */
static void test_odd_keywords(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_GREETING "C: EHLO a\n"
                                      "S: 250-mx\n"
                                      "S: 250-PIPELINING\n"
                                      "S: 250-PIPELINING\n"
                                      "S: 250-XXXXXXXX\n"
                                      "S: 250-XXXXXXXA\n"
                                      "S: 250-XFOO\n"
                                      "S: 250 -x\n" TALK_QUIT,
                        TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                            "REPLY 250- to EHLO\n"
                                            "REPLY 250- to EHLO\n"
                                            "REPLY 250- to EHLO !odd-keyword@S32\n"
                                            "REPLY 250- to EHLO !starttls-stripped@S48\n"
                                            "REPLY 250- to EHLO !starttls-stripped@S62\n"
                                            "REPLY 250- to EHLO\n"
                                            "REPLY 250 to EHLO !odd-keyword@S86\n" TALK_QUIT_ITEMS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pipelining_not_announced),
      cmocka_unit_test(test_pipelining_behind_ehlo_and_noop),
      cmocka_unit_test(test_malformed_lines),
      cmocka_unit_test(test_malformed_arguments),
      cmocka_unit_test(test_malformed_parameter),
      cmocka_unit_test(test_address_in_utf8),
      cmocka_unit_test(test_line_end),
      cmocka_unit_test(test_size_over_the_limit),
      cmocka_unit_test(test_size_of_the_last_transaction_is_forgotten),
      cmocka_unit_test(test_eight_bit_undeclared),
      cmocka_unit_test(test_eight_bit_declared),
      cmocka_unit_test(test_too_many_recipients_and_mails),
      cmocka_unit_test(test_enhanced_codes),
      cmocka_unit_test(test_unexpected_replies),
      cmocka_unit_test(test_odd_keywords),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
