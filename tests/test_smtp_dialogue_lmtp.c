/* SPDX-License-Identifier: MIT */
/* The dialogue of LMTP, and of PRDR: several replies to a message. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* RFC 2033 4.2: one reply for each RCPT that was accepted, the same one twice included. */
static void test_lmtp_replies_for_each_recipient(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT "C: RCPT TO:<e@f>\n"
                                                                "S: 550 no\n" TALK_DATA "C: x\n"
                                                                "C: .\n"
                                                                "S: 250 ok\n"
                                                                "S: 452 full\n" TALK_QUIT,
                        TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS
                        "COMMAND \"RCPT TO:<e@f>\" t1\n"
                        "REPLY 550 to RCPT t1\n"
                        "RECIPIENT 550 RCPT t1\n" TALK_DATA_ITEMS "BODY \"x\\r\\n\" t1\n"
                        "BODY_END 3/1 last t1\n"
                        "REPLY 250 to MESSAGE 1/2 t1\n"
                        "REPLY 452 to MESSAGE 2/2 t1\n"
                        "TRANSACTION_END delivered 2+1 3 t1\n" TALK_QUIT_ITEMS);
}

/* A reply of two lines is one. */
static void test_T46_lmtp_reply_of_two_lines(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_LHLO TALK_MAIL TALK_RCPT TALK_DATA "C: .\n"
                                                                "S: 250-2.1.5 a\n"
                                                                "S: 250 2.1.5 b\n" TALK_QUIT,
                        TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
                        "BODY_END 0/0 last t1\n"
                        "REPLY 250- to MESSAGE t1\n"
                        "REPLY 250 to MESSAGE t1\n"
                        "TRANSACTION_END delivered 1+0 0 t1\n" TALK_QUIT_ITEMS);
}

/* A client that goes on got all that it will get. */
static void test_lmtp_too_few_replies(void **state)
{
  (void)state;
  assert_talk(TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT TALK_DATA "C: .\n"
                                                                "S: 550 no\n"
                                                                "C: MAIL FROM:<e@f>\n"
                                                                "S: 250 ok\n"
                                                                "C: QUIT\n"
                                                                "S: 221 bye\n",
              TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
              "BODY_END 0/0 last t1\n"
              "REPLY 550 to MESSAGE 1/2 t1\n"
              "UNANSWERED MESSAGE 1/2 t1 !too-few-replies@C61\n"
              "TRANSACTION_END refused 2+0 0 t1\n"
              "COMMAND \"MAIL FROM:<e@f>\"\n"
              "REPLY 250 to MAIL\n"
              "TRANSACTION MAIL t2\n"
              "COMMAND \"QUIT\" t2\n"
              "REPLY 221 to QUIT t2\n"
              "TRANSACTION_END quit 0+0 0 t2\n");
}

/* RFC 2920 3.1: RSET may be in one group with the message. A client that went on before the first
 * reply does not show by its next line that no other comes (RFC 2033 4.2). */
static void test_lmtp_client_that_pipelines_on(void **state)
{
  (void)state;
  assert_talk(TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT TALK_DATA "C: .\n"
                                                                "C+ RSET\n"
                                                                "S: 250 one\n"
                                                                "C: MAIL FROM:<e@f>\n"
                                                                "S: 452 two\n"
                                                                "S: 250 reset\n"
                                                                "S: 550 no\n" TALK_QUIT,
              TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
              "BODY_END 0/0 last t1\n"
              "COMMAND \"RSET\" t1\n"
              "REPLY 250 to MESSAGE 1/2 t1\n"
              "COMMAND \"MAIL FROM:<e@f>\" t1\n"
              "REPLY 452 to MESSAGE 2/2 t1\n"
              "TRANSACTION_END delivered 2+0 0 t1\n"
              "REPLY 250 to RSET\n"
              "REPLY 550 to MAIL\n" TALK_QUIT_ITEMS);
}

/* RFC 2033 4.3: the replies for each recipient are those to BDAT LAST. */
static void test_lmtp_chunks(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT "C: BDAT 1\n"
                                                                "C& a\n"
                                                                "S: 250 ok\n"
                                                                "C: BDAT 1 LAST\n"
                                                                "C& b\n"
                                                                "S: 250 ok\n"
                                                                "S: 550 no\n" TALK_QUIT,
                        TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS
                        "COMMAND \"BDAT 1\" t1\n"
                        "BODY_BEGIN 1 t1\n"
                        "BODY \"a\" t1\n"
                        "BODY_END 1/0 t1\n"
                        "REPLY 250 to BDAT t1\n"
                        "COMMAND \"BDAT 1 LAST\" t1\n"
                        "BODY_BEGIN 1 t1\n"
                        "BODY \"b\" t1\n"
                        "BODY_END 1/0 last t1\n"
                        "REPLY 250 to BDAT 1/2 final t1\n"
                        "REPLY 550 to BDAT 2/2 final t1\n"
                        "TRANSACTION_END delivered 2+0 2 t1\n" TALK_QUIT_ITEMS);
}

/* RFC 5321 3.8: 421 ends it; no more replies come. */
static void test_lmtp_421_amid_replies(void **state)
{
  (void)state;
  assert_talk(TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT TALK_DATA "C: .\n"
                                                                "S: 421 down\n",
              TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
              "BODY_END 0/0 last t1\n"
              "REPLY 421 to MESSAGE 1/2 t1\n"
              "UNANSWERED MESSAGE 1/2 t1 !too-few-replies@C61\n"
              "TRANSACTION_END refused 2+0 0 t1\n");
}

/* draft-hall-prdr: 353, one reply for each recipient, and one for the message. */
static void test_prdr(void **state)
{
  (void)state;
  assert_talk("S: 220 mx\n"
              "C: EHLO a\n"
              "S: 250-mx\n"
              "S: 250 PRDR\n"
              "C: MAIL FROM:<a@b> PRDR\n"
              "S: 250 ok\n" TALK_RCPT TALK_RCPT TALK_DATA "C: x\n"
              "C: .\n"
              "S: 353 each\n"
              "S: 250 first\n"
              "S: 550 second\n"
              "S: 250 all\n" TALK_QUIT,
              "REPLY 220 greeting\n"
              "COMMAND \"EHLO a\"\n"
              "REPLY 250- to EHLO\n"
              "REPLY 250 to EHLO\n"
              "COMMAND \"MAIL FROM:<a@b> PRDR\"\n"
              "REPLY 250 to MAIL\n"
              "TRANSACTION MAIL t1\n" TALK_RCPT_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
              "BODY \"x\\r\\n\" t1\n"
              "BODY_END 3/1 last t1\n"
              "REPLY 353 to MESSAGE 1/4 t1\n"
              "REPLY 250 to MESSAGE 2/4 t1\n"
              "REPLY 550 to MESSAGE 3/4 t1\n"
              "REPLY 250 to MESSAGE 4/4 t1\n"
              "TRANSACTION_END delivered 2+0 3 t1\n" TALK_QUIT_ITEMS);
}

/* RFC 2033 4.2: none was accepted, so DATA is refused with one reply. */
static void test_T46_lmtp_without_recipients(void **state)
{
  (void)state;
  assert_talk(TALK_LHLO TALK_MAIL "C: DATA\n"
                                  "S: 503 no recipients\n" TALK_QUIT,
              TALK_LHLO_ITEMS TALK_MAIL_ITEMS "COMMAND \"DATA\" t1\n"
                                              "REPLY 503 to DATA t1 !out-of-order@S54\n"
                                              "COMMAND \"QUIT\" t1\n"
                                              "REPLY 221 to QUIT t1\n"
                                              "TRANSACTION_END quit 0+0 0 t1\n");
}

/* RFC 2920 3.1: something may follow the dot, before the replies. */
static void test_lmtp_pipelined_behind_the_message(void **state)
{
  (void)state;
  assert_talk(TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT TALK_DATA "C: .\n"
                                                                "C+ MAIL FROM:<e@f>\n"
                                                                "S: 250 ok\n"
                                                                "S: 250 ok\n"
                                                                "S: 250 ok\n" TALK_QUIT,
              TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
              "BODY_END 0/0 last t1\n"
              "COMMAND \"MAIL FROM:<e@f>\" t1\n"
              "REPLY 250 to MESSAGE 1/2 t1\n"
              "REPLY 250 to MESSAGE 2/2 t1\n"
              "TRANSACTION_END delivered 2+0 0 t1\n"
              "REPLY 250 to MAIL\n"
              "TRANSACTION MAIL t2\n"
              "COMMAND \"QUIT\" t2\n"
              "REPLY 221 to QUIT t2\n"
              "TRANSACTION_END quit 0+0 0 t2\n");
}

/* Where no transaction is open, there is no recipient to answer for. */
static void test_lmtp_chunk_behind_the_message(void **state)
{
  (void)state;
  assert_talk_unordered(
      TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT TALK_DATA "C: .\n"
                                                        "S: 250 ok\n"
                                                        "S: 250 ok\n"
                                                        "C: BDAT 1 LAST\n"
                                                        "C& x\n"
                                                        "S: 503 no\n" TALK_QUIT,
      TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
      "BODY_END 0/0 last t1\n"
      "REPLY 250 to MESSAGE 1/2 t1\n"
      "REPLY 250 to MESSAGE 2/2 t1\n"
      "TRANSACTION_END delivered 2+0 0 t1\n"
      "COMMAND \"BDAT 1 LAST\"\n"
      "BODY_BEGIN 1\n"
      "BODY \"x\"\n"
      "BODY_END 1/0 last\n"
      "REPLY 503 to BDAT final !out-of-order@S94\n" TALK_QUIT_ITEMS);
}

/* All that are due to the message are late ones, behind a gap. */
static void test_lmtp_gap_before_the_replies(void **state)
{
  (void)state;
  assert_talk(TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT TALK_DATA "C: .\n"
                                                                "C? 6\n"
                                                                "S: 250 ok\n"
                                                                "S: 452 full\n"
                                                                "C: MAIL FROM:<e@f>\n"
                                                                "S: 250 reset\n" TALK_QUIT,
              TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
              "BODY_END 0/0 last t1\n"
              "GAP 6 t1 !gap@C64\n"
              "TRANSACTION_END lost 2+0 0 t1 doubtful\n"
              "REPLY 250 doubtful\n"
              "REPLY 452 doubtful\n"
              "SKIPPED \"MAIL FROM:<e@f>\" doubtful\n"
              "REPLY 250 doubtful\n" TALK_QUIT_ITEMS);
}

/* Those that came before it are not; the one whose lines stand on both sides of it is. */
static void test_lmtp_gap_amid_the_replies(void **state)
{
  (void)state;
  assert_talk(TALK_LHLO TALK_MAIL TALK_RCPT TALK_RCPT TALK_DATA "C: .\n"
                                                                "S: 250-ok\n"
                                                                "C? 6\n"
                                                                "S: 250 ok\n"
                                                                "S: 452 full\n"
                                                                "C: MAIL FROM:<e@f>\n"
                                                                "S: 250 reset\n"
                                                                "C: QUIT\n"
                                                                "S: 221 bye\n",
              TALK_LHLO_ITEMS TALK_MAIL_ITEMS TALK_RCPT_ITEMS TALK_RCPT_ITEMS TALK_DATA_ITEMS
              "BODY_END 0/0 last t1\n"
              "REPLY 250- to MESSAGE 1/2 t1\n"
              "GAP 6 t1 !gap@C64\n"
              "TRANSACTION_END lost 2+0 0 t1 doubtful\n"
              "REPLY 250 doubtful\n"
              "REPLY 452 doubtful\n"
              "SKIPPED \"MAIL FROM:<e@f>\" doubtful\n"
              "REPLY 250 doubtful\n" TALK_QUIT_ITEMS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lmtp_replies_for_each_recipient),
      cmocka_unit_test(test_T46_lmtp_reply_of_two_lines),
      cmocka_unit_test(test_lmtp_too_few_replies),
      cmocka_unit_test(test_lmtp_client_that_pipelines_on),
      cmocka_unit_test(test_lmtp_chunks),
      cmocka_unit_test(test_lmtp_421_amid_replies),
      cmocka_unit_test(test_prdr),
      cmocka_unit_test(test_T46_lmtp_without_recipients),
      cmocka_unit_test(test_lmtp_pipelined_behind_the_message),
      cmocka_unit_test(test_lmtp_chunk_behind_the_message),
      cmocka_unit_test(test_lmtp_gap_before_the_replies),
      cmocka_unit_test(test_lmtp_gap_amid_the_replies),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
