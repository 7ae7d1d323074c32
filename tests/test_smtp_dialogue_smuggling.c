/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: dot lines and line ends that readers may disagree on. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* RFC 5321 4.1.1.4: only CRLF.CRLF ends the message; here another end was let pass. */
static void test_smuggling(void **state)
{
  static const script_setup setup = {.allow = MW_ALLOW_LF_DOT_END};
  (void)state;
  assert_talk_of(TALK_ENVELOPE TALK_DATA "C| a\\n.\\n\n"
                                         "S: 250 ok\n" TALK_QUIT,
                 &setup,
                 TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS
                 "BODY \"a\" t1\n"
                 "BODY_FAULT BARE_LF t1 !body-line-end@C47\n"
                 "BODY \"\\n\" t1\n"
                 "BODY_END 2/1 last t1 !smuggling@C48\n"
                 "REPLY 250 to MESSAGE t1\n"
                 "TRANSACTION_END delivered 1+0 2 t1\n" TALK_QUIT_ITEMS);
}

/* RFC 5321 4.1.1.4: no end, and what other readers would take for commands is behind it. */
static void test_T1_lone_dot_line(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C| a\\n.\\r\\nRSET\\r\\n\n"
                                      "C: .\n"
                                      "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS
              "BODY \"a\" t1\n"
              "BODY_FAULT BARE_LF t1 !body-line-end@C47\n"
              "BODY \"\\n.\\r\\nRSET\\r\\n\" t1 !smuggling@C47\n"
              "BODY_END 11/3 last t1\n"
              "REPLY 250 to MESSAGE t1\n"
              "TRANSACTION_END delivered 1+0 11 t1\n");
}

static void test_T2_lone_dot_line_of_lf(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C| a\\n.\\n\\r\\n\n"
                                      "C: .\n"
                                      "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"a\" t1\n"
                                                  "BODY_FAULT BARE_LF t1 !body-line-end@C47\n"
                                                  "BODY \"\\n.\" t1\n"
                                                  "BODY_FAULT BARE_LF t1 !body-line-end@C49\n"
                                                  "BODY \"\\n\\r\\n\" t1 !smuggling@C49\n"
                                                  "BODY_END 6/3 last t1\n"
                                                  "REPLY 250 to MESSAGE t1\n"
                                                  "TRANSACTION_END delivered 1+0 6 t1\n");
}

static void test_T4_lone_dot_line_of_cr(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C| a\\r.\\rb\\r\\n\n"
                                      "C: .\n"
                                      "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"a\" t1\n"
                                                  "BODY_FAULT BARE_CR t1 !body-line-end@C47\n"
                                                  "BODY \"\\r.\" t1\n"
                                                  "BODY_FAULT BARE_CR t1 !body-line-end@C49\n"
                                                  "BODY \"\\rb\\r\\n\" t1 !smuggling@C49\n"
                                                  "BODY_END 7/1 last t1\n"
                                                  "REPLY 250 to MESSAGE t1\n"
                                                  "TRANSACTION_END delivered 1+0 7 t1\n");
}

/* A dot with more on its line, a dot behind text, a bare line end without a dot. */
static void test_dots_that_smuggle_nothing(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C| a\\n.b\\nc.\\nd\\r\\n\n"
                                      "C: .\n"
                                      "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"a\" t1\n"
                                                  "BODY_FAULT BARE_LF t1 !body-line-end@C47\n"
                                                  "BODY \"\\n.b\" t1\n"
                                                  "BODY_FAULT BARE_LF t1 !body-line-end@C50\n"
                                                  "BODY \"\\nc.\" t1\n"
                                                  "BODY_FAULT BARE_LF t1 !body-line-end@C53\n"
                                                  "BODY \"\\nd\\r\\n\" t1\n"
                                                  "BODY_END 11/4 last t1\n"
                                                  "REPLY 250 to MESSAGE t1\n"
                                                  "TRANSACTION_END delivered 1+0 11 t1\n");
}

/* CRLF in front of it, LF behind it. */
static void test_lone_dot_at_a_line_begin(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C| a\\r\\n.\\nb\\r\\n\n"
                                      "C: .\n"
                                      "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"a\\r\\n\" t1\n"
                                                  "BODY_FAULT UNSTUFFED_DOT t1 !malformed@C49\n"
                                                  "BODY_FAULT BARE_LF t1 !body-line-end@C50\n"
                                                  "BODY \"\\nb\\r\\n\" t1 !smuggling@C49\n"
                                                  "BODY_END 7/3 last t1\n"
                                                  "REPLY 250 to MESSAGE t1\n"
                                                  "TRANSACTION_END delivered 1+0 7 t1\n");
}

/* RFC 5321 2.3.8: told once each, and the message goes on. */
static void test_body_line_ends(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE TALK_DATA "C: a\\nb\\0c\\rd\n"
                                                "C: .\n"
                                                "S: 250 ok\n" TALK_QUIT,
                        TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS
                        "BODY \"a\" t1\n"
                        "BODY_FAULT BARE_LF t1 !body-line-end@C47\n"
                        "BODY \"\\nb\" t1\n"
                        "BODY_FAULT NUL_OCTET t1 !body-line-end@C49\n"
                        "BODY \"\\0c\" t1\n"
                        "BODY_FAULT BARE_CR t1 !body-line-end@C51\n"
                        "BODY \"\\rd\\r\\n\" t1\n"
                        "BODY_END 9/2 last t1\n"
                        "REPLY 250 to MESSAGE t1\n"
                        "TRANSACTION_END delivered 1+0 9 t1\n" TALK_QUIT_ITEMS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_smuggling),
      cmocka_unit_test(test_T1_lone_dot_line),
      cmocka_unit_test(test_T2_lone_dot_line_of_lf),
      cmocka_unit_test(test_T4_lone_dot_line_of_cr),
      cmocka_unit_test(test_dots_that_smuggle_nothing),
      cmocka_unit_test(test_lone_dot_at_a_line_begin),
      cmocka_unit_test(test_body_line_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
