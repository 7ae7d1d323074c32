/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: which reply answers what. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* RFC 5321 D.1: a typical conversation. */
static void test_plain(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE TALK_DATA "C: Subject: x\n"
                                                "C: \n"
                                                "C: ..\n"
                                                "C: .\n"
                                                "S: 250 ok\n" TALK_QUIT,
                        TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS
                        "BODY \"Subject: x\\r\\n\\r\\n.\\r\\n\" t1\n"
                        "BODY_END 17/3 last t1\n"
                        "REPLY 250 to MESSAGE t1\n"
                        "TRANSACTION_END delivered 1+0 17 t1\n" TALK_QUIT_ITEMS);
}

/* RFC 2920 3.1: a group, its replies in order, and the message with QUIT behind it. */
static void test_pipelined_group(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: MAIL FROM:<a@b>\n"
                                   "C+ RCPT TO:<c@d>\n"
                                   "C+ RCPT TO:<e@f>\n"
                                   "C+ DATA\n"
                                   "S: 250 ok\n"
                                   "S+ 550 no\n"
                                   "S+ 250 ok\n"
                                   "S+ 354 go\n"
                                   "C: x\n"
                                   "C+ .\n"
                                   "C+ QUIT\n"
                                   "S: 250 ok\n"
                                   "S+ 221 bye\n",
                        TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\n"
                                         "COMMAND \"RCPT TO:<c@d>\" together\n"
                                         "COMMAND \"RCPT TO:<e@f>\" together\n"
                                         "COMMAND \"DATA\" together\n"
                                         "REPLY 250 to MAIL\n"
                                         "TRANSACTION MAIL t1\n"
                                         "REPLY 550 to RCPT t1\n"
                                         "RECIPIENT 550 RCPT t1\n"
                                         "REPLY 250 to RCPT t1\n"
                                         "RECIPIENT 250 RCPT t1\n"
                                         "REPLY 354 to DATA t1\n"
                                         "BODY_BEGIN ? t1\n"
                                         "BODY \"x\\r\\n\" t1\n"
                                         "BODY_END 3/1 last t1\n"
                                         "COMMAND \"QUIT\" t1\n"
                                         "REPLY 250 to MESSAGE t1\n"
                                         "TRANSACTION_END delivered 1+1 3 t1\n"
                                         "REPLY 221 to QUIT\n");
}

static void test_greeting_of_many_lines(void **state)
{
  (void)state;
  assert_talk_unordered("S: 220-mx\n"
                        "S: 220-is\n"
                        "S: 220 here\n" TALK_EHLO TALK_QUIT,
                        "REPLY 220- greeting\n"
                        "REPLY 220- greeting\n"
                        "REPLY 220 greeting\n" TALK_EHLO_ITEMS TALK_QUIT_ITEMS);
}

/* The greeting had begun. */
static void test_early_talker_within_a_greeting(void **state)
{
  (void)state;
  assert_talk("S: 220-mx\n"
              "C: EHLO a\n"
              "S: 220 here\n"
              "S: 250 hello\n" TALK_QUIT,
              "REPLY 220- greeting\n"
              "COMMAND \"EHLO a\"\n"
              "REPLY 220 greeting\n"
              "REPLY 250 to EHLO\n" TALK_QUIT_ITEMS);
}

/* Behind 421 nothing is said. */
static void test_421_to_a_command_and_more_behind(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: MAIL FROM:<a@b>\n"
                         "C+ RCPT TO:<c@d>\n"
                         "S: 421 shutting down\n"
                         "C: NOOP\n",
              TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\n"
                               "COMMAND \"RCPT TO:<c@d>\" together\n"
                               "REPLY 421 to MAIL\n"
                               "COMMAND \"NOOP\" !after-end@C40\n"
                               "UNANSWERED RCPT !unanswered@C25\n"
                               "UNANSWERED NOOP !unanswered@C40\n");
}

/* RFC 5321 4.2: a line without a code is no reply, and answers nothing. */
static void test_garbage_around_replies(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_GREETING "C: EHLO a\n"
                                      "S: hello there\n"
                                      "S: 250-mx\n"
                                      "S: 25x\n"
                                      "S: 250 ok\n" TALK_QUIT,
                        TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                            "GARBAGE \"hello there\" !not-a-reply@S8\n"
                                            "REPLY 250- to EHLO\n"
                                            "GARBAGE \"25x\" !not-a-reply@S29\n"
                                            "REPLY 250 to EHLO\n" TALK_QUIT_ITEMS);
}

/* The greeting was before the recording: nothing is said of what may come. */
static void test_recording_begins_midway(void **state)
{
  (void)state;
  assert_talk("C: MAIL FROM:<a@b>\n"
              "S: 250 ok\n"
              "C: RCPT TO:<c@d>\n"
              "S: 250 ok\n"
              "C: DATA\n"
              "S: 354 go\n"
              "C: x\n"
              "C: .\n"
              "S: 250 ok\n" TALK_QUIT,
              "COMMAND \"MAIL FROM:<a@b>\"\n"
              "REPLY 250 to MAIL\n"
              "TRANSACTION MAIL t1\n" TALK_RCPT_ITEMS TALK_DATA_ITEMS "BODY \"x\\r\\n\" t1\n"
              "BODY_END 3/1 last t1\n"
              "REPLY 250 to MESSAGE t1\n"
              "TRANSACTION_END delivered 1+0 3 t1\n" TALK_QUIT_ITEMS);
}

/* The server speaks first, and does not greet (RFC 5321 3.1): most likely the same. */
static void test_recording_begins_with_a_reply(void **state)
{
  (void)state;
  assert_talk("S: 250 ok\n"
              "C: RCPT TO:<c@d>\n"
              "S: 250 ok\n"
              "C: DATA\n"
              "S: 354 go\n"
              "C: .\n"
              "S: 250 ok\n" TALK_QUIT,
              "REPLY 250 greeting !unexpected-reply@S0\n"
              "COMMAND \"RCPT TO:<c@d>\"\n"
              "REPLY 250 to RCPT\n"
              "COMMAND \"DATA\"\n"
              "REPLY 354 to DATA\n"
              "TRANSACTION DATA t1\n"
              "BODY_BEGIN ? t1\n"
              "BODY_END 0/0 last t1\n"
              "REPLY 250 to MESSAGE t1\n"
              "TRANSACTION_END delivered 0+0 0 t1\n" TALK_QUIT_ITEMS);
}

/* Nobody knows whether PIPELINING was announced. */
static void test_recording_begins_midway_in_a_group(void **state)
{
  (void)state;
  assert_talk("C: MAIL FROM:<a@b>\n"
              "C+ RCPT TO:<c@d>\n"
              "S: 250 ok\n"
              "S+ 250 ok\n"
              "C: RCPT TO:<e@f>\n"
              "C+ RCPT TO:<e@f>\n"
              "S: 250 ok\n"
              "S+ 250 ok\n" TALK_QUIT,
              "COMMAND \"MAIL FROM:<a@b>\"\n"
              "COMMAND \"RCPT TO:<c@d>\" together\n"
              "REPLY 250 to MAIL\n"
              "TRANSACTION MAIL t1\n"
              "REPLY 250 to RCPT t1\n"
              "RECIPIENT 250 RCPT t1\n"
              "COMMAND \"RCPT TO:<e@f>\" t1\n"
              "COMMAND \"RCPT TO:<e@f>\" together t1\n"
              "REPLY 250 to RCPT t1\n"
              "RECIPIENT 250 RCPT t1\n"
              "REPLY 250 to RCPT t1\n"
              "RECIPIENT 250 RCPT t1\n"
              "COMMAND \"QUIT\" t1\n"
              "REPLY 221 to QUIT t1\n"
              "TRANSACTION_END quit 3+0 0 t1\n");
}

/* 554 greets nobody who is about to send DATA (RFC 5321 4.3.2). */
static void test_recording_begins_with_a_refusal(void **state)
{
  (void)state;
  assert_talk("C: DATA\n"
              "S: 554 no valid recipients\n"
              "C: RSET\n"
              "S: 250 ok\n",
              "COMMAND \"DATA\"\n"
              "REPLY 554 to DATA\n"
              "COMMAND \"RSET\"\n"
              "REPLY 250 to RSET\n");
}

/* RFC 5321 3.1: 554 in place of the greeting. */
static void test_early_talker_refused(void **state)
{
  (void)state;
  assert_talk("C: EHLO a\n"
              "S: 554 go away\n"
              "C: QUIT\n"
              "S: 221 bye\n",
              "COMMAND \"EHLO a\"\n"
              "REPLY 554 greeting !early-talker@S0\n"
              "COMMAND \"QUIT\" !pipelining@C8\n"
              "REPLY 221 to EHLO !accepted-out-of-order@S13\n"
              "UNANSWERED QUIT !unanswered@C8\n");
}

/* RFC 5321 4.5.3.1.4: 512 octets; the answer begins before the line ends. */
static void test_line_too_long_answered_early(void **state)
{
  (void)state;
  assert_talk(
      TALK_HELLO "C| NOOP {x*600}\n"
                 "S: 500 too long\n"
                 "C: more\n"
                 "C: NOOP\n"
                 "S: 250 ok\n" TALK_QUIT,
      TALK_HELLO_ITEMS
      "COMMAND \"NOOP "
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" !limit-exceeded@C8\n"
      "REPLY 500 to NOOP\n"
      "COMMAND \"NOOP\"\n"
      "REPLY 250 to NOOP\n" TALK_QUIT_ITEMS);
}

/* The rest of a reply line of more than 512 octets begins no reply. */
static void test_reply_too_long_then_more(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: NOOP\n"
                         "S| 250 {x*600}\n"
                         "S: more\n"
                         "C: RSET\n"
                         "S: 250 ok\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"NOOP\"\n"
                               "REPLY 250 to NOOP !limit-exceeded@S79\n"
                               "COMMAND \"RSET\"\n"
                               "REPLY 250 to RSET\n" TALK_QUIT_ITEMS);
}

/* The same where the rest comes behind the reply: it settles nothing of the next one. */
static void test_reply_longer_than_the_storage(void **state)
{
  static const script_setup setup = {.storage = 520};
  (void)state;
  assert_talk_of(TALK_HELLO "C: NOOP\n"
                            "S| 250 {x*600}\n"
                            "S: {y*20}\n"
                            "C: RSET\n"
                            "S: 250 ok\n" TALK_QUIT,
                 &setup,
                 TALK_HELLO_ITEMS "COMMAND \"NOOP\"\n"
                                  "REPLY 250 to NOOP !limit-exceeded@S79\n"
                                  "COMMAND \"RSET\"\n"
                                  "REPLY 250 to RSET\n" TALK_QUIT_ITEMS);
}

/* The rest and the next reply in one portion: the reply waits for the line that it answers. */
static void test_reply_behind_a_rest(void **state)
{
  static const script_setup setup = {.storage = 520};
  (void)state;
  assert_talk_of(TALK_HELLO "C: NOOP\n"
                            "S| 250 {x*600}\n"
                            "C| RSE\n"
                            "S: {y*20}\n"
                            "S+ 250 ok\n"
                            "C: T\n" TALK_QUIT,
                 &setup,
                 TALK_HELLO_ITEMS "COMMAND \"NOOP\"\n"
                                  "REPLY 250 to NOOP !limit-exceeded@S79\n"
                                  "COMMAND \"RSET\"\n"
                                  "REPLY 250 to RSET\n" TALK_QUIT_ITEMS);
}

static void test_xclient_and_helo_end_transactions(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO TALK_MAIL "C: EHLO b\n"
                                             "S: 250 mx\n"
                                             "C: MAIL FROM:<a@b>\n"
                                             "S: 250 ok\n"
                                             "C: MAIL FROM:<e@f>\n"
                                             "S: 250 ok\n"
                                             "C: HELO c\n"
                                             "S: 250 mx\n" TALK_QUIT,
                        TALK_HELLO_ITEMS TALK_MAIL_ITEMS
                        "COMMAND \"EHLO b\" t1\n"
                        "REPLY 250 to EHLO t1\n"
                        "TRANSACTION_END hello 0+0 0 t1\n"
                        "COMMAND \"MAIL FROM:<a@b>\"\n"
                        "REPLY 250 to MAIL\n"
                        "TRANSACTION MAIL t2\n"
                        "COMMAND \"MAIL FROM:<e@f>\" t2\n"
                        "REPLY 250 to MAIL t2 !accepted-out-of-order@S103\n"
                        "TRANSACTION_END replaced 0+0 0 t2\n"
                        "TRANSACTION MAIL t3\n"
                        "COMMAND \"HELO c\" t3\n"
                        "REPLY 250 to HELO t3\n"
                        "TRANSACTION_END hello 0+0 0 t3\n" TALK_QUIT_ITEMS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_plain),
      cmocka_unit_test(test_pipelined_group),
      cmocka_unit_test(test_greeting_of_many_lines),
      cmocka_unit_test(test_early_talker_within_a_greeting),
      cmocka_unit_test(test_421_to_a_command_and_more_behind),
      cmocka_unit_test(test_garbage_around_replies),
      cmocka_unit_test(test_recording_begins_midway),
      cmocka_unit_test(test_recording_begins_with_a_reply),
      cmocka_unit_test(test_recording_begins_midway_in_a_group),
      cmocka_unit_test(test_recording_begins_with_a_refusal),
      cmocka_unit_test(test_early_talker_refused),
      cmocka_unit_test(test_line_too_long_answered_early),
      cmocka_unit_test(test_reply_too_long_then_more),
      cmocka_unit_test(test_reply_longer_than_the_storage),
      cmocka_unit_test(test_reply_behind_a_rest),
      cmocka_unit_test(test_xclient_and_helo_end_transactions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
