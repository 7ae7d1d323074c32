/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: chunks. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* RFC 3030 2: a chunk is counted; nothing in it is a command. */
static void test_T155_chunk_of_commands(void **state)
{
  (void)state;
  assert_talk_unordered(
      TALK_ENVELOPE "C: BDAT 17\n"
                    "C& QUIT\\r\\nMAIL FROM:<\n"
                    "C: BDAT 4 LAST\n"
                    "C& .\\r\\n\\xff\n"
                    "S: 250 ok\n"
                    "S: 250 done\n" TALK_QUIT,
      TALK_ENVELOPE_ITEMS
      "COMMAND \"BDAT 17\" t1\n"
      "BODY_BEGIN 17 t1\n"
      "BODY \"QUIT\\r\\nMAIL FROM:<\" t1\n"
      "BODY_END 17/1 t1\n"
      "COMMAND \"BDAT 4 LAST\" t1\n"
      "BODY_BEGIN 4 t1\n"
      "BODY \".\\r\\n\\xff\" t1\n"
      "BODY_END 4/1 last t1\n"
      "REPLY 250 to BDAT t1\n"
      "REPLY 250 to BDAT final t1\n"
      "TRANSACTION_END delivered 1+0 21 t1 !eight-bit-undeclared@C83\n" TALK_QUIT_ITEMS);
}

/* RFC 4468 3.2: BURL with LAST ends the message. */
static void test_last_burl_delivers(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE "C: BURL imap://h/x LAST\n"
                                      "S: 250 ok\n" TALK_QUIT,
                        TALK_ENVELOPE_ITEMS
                        "COMMAND \"BURL imap://h/x LAST\" t1 !unannounced-extension@C40\n"
                        "REPLY 250 to BURL final t1\n"
                        "TRANSACTION_END delivered 1+0 0 t1\n" TALK_QUIT_ITEMS);
}

/* RFC 3030 2: CHUNKING was announced, so the octets of a refused BDAT are a chunk all the same. */
static void test_chunk_refused_and_announced(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE "C: BDAT 6 LAST\n"
                                      "C& QUIT\\r\\n\n"
                                      "S: 552 too much\n"
                                      "C: RSET\n"
                                      "S: 250 ok\n",
                        TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 6 LAST\" t1\n"
                                            "BODY_BEGIN 6 t1\n"
                                            "BODY \"QUIT\\r\\n\" t1\n"
                                            "BODY_END 6/1 last t1\n"
                                            "REPLY 552 to BDAT final t1\n"
                                            "TRANSACTION_END refused 1+0 0 t1\n"
                                            "COMMAND \"RSET\"\n"
                                            "REPLY 250 to RSET\n");
}

/* The same, for one who says that refused BDATs have no octets. */
static void test_chunk_refused_and_held(void **state)
{
  static const script_setup setup = {.options = MW_DIALOGUE_HOLD_BDAT};
  (void)state;
  assert_talk_of(TALK_ENVELOPE "C: BDAT 6 LAST\n"
                               "S: 503 no\n"
                               "C: RSET\n"
                               "S: 250 ok\n",
                 &setup,
                 TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 6 LAST\" t1\n"
                                     "REPLY 503 to BDAT t1\n"
                                     "COMMAND \"RSET\" t1\n"
                                     "REPLY 250 to RSET t1\n"
                                     "TRANSACTION_END reset 1+0 0 t1\n");
}

static void test_chunk_accepted_and_held(void **state)
{
  static const script_setup setup = {.options = MW_DIALOGUE_HOLD_BDAT};
  (void)state;
  assert_talk_of(TALK_ENVELOPE "C: BDAT 3\n"
                               "C& abc\n"
                               "S: 250 ok\n"
                               "C: BDAT 2 LAST\n"
                               "C& d\\n\n"
                               "S: 250 done\n" TALK_QUIT,
                 &setup,
                 TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 3\" t1\n"
                                     "REPLY 250 to BDAT t1\n"
                                     "BODY_BEGIN 3 t1\n"
                                     "BODY \"abc\" t1\n"
                                     "BODY_END 3/0 t1\n"
                                     "COMMAND \"BDAT 2 LAST\" t1\n"
                                     "REPLY 250 to BDAT final t1\n"
                                     "BODY_BEGIN 2 t1\n"
                                     "BODY \"d\\n\" t1\n"
                                     "BODY_END 2/1 last t1\n"
                                     "TRANSACTION_END delivered 1+0 5 t1\n" TALK_QUIT_ITEMS);
}

/* The lines of chunks are counted for who asks; those of messages always are. */
static void test_lines_of_chunks_not_counted(void **state)
{
  static const script_setup setup = {.options = MW_DIALOGUE_CHUNK_LINES};
  (void)state;
  assert_talk_of(TALK_ENVELOPE "C: BDAT 4 LAST\n"
                               "C& a\\n\\xff\\n\n"
                               "S: 250 done\n" TALK_QUIT,
                 &setup,
                 TALK_ENVELOPE_ITEMS
                 "COMMAND \"BDAT 4 LAST\" t1\n"
                 "BODY_BEGIN 4 t1\n"
                 "BODY \"a\\n\\xff\\n\" t1\n"
                 "BODY_END 4/0 last t1\n"
                 "REPLY 250 to BDAT final t1\n"
                 "TRANSACTION_END delivered 1+0 4 t1 !eight-bit-undeclared@C57\n" TALK_QUIT_ITEMS);
}

/* Nothing announced it, and it was refused: what follows is commands. */
static void test_bdat_without_chunking(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_GREETING "C: EHLO a\n"
                                      "S: 250 mx\n" TALK_MAIL "C: BDAT 3\n"
                                      "S: 502 no\n"
                                      "C: RSET\n"
                                      "S: 250 ok\n",
                        TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                            "REPLY 250 to EHLO\n" TALK_MAIL_ITEMS
                                            "COMMAND \"BDAT 3\" t1 !unannounced-extension@C25\n"
                                            "REPLY 502 to BDAT t1\n"
                                            "COMMAND \"RSET\" t1\n"
                                            "REPLY 250 to RSET t1\n"
                                            "TRANSACTION_END reset 0+0 0 t1\n");
}

/* RFC 3030 4.2: BDATs may be pipelined, and something behind the last. */
static void test_chunks_pipelined(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 1\n"
                            "C& a\n"
                            "C+ BDAT 1\n"
                            "C& b\n"
                            "C+ BDAT 1 LAST\n"
                            "C& c\n"
                            "C+ NOOP\n"
                            "S: 250 ok\n"
                            "S: 250 ok\n"
                            "S: 250 ok\n"
                            "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 1\" t1\n"
                                  "BODY_BEGIN 1 t1\n"
                                  "BODY \"a\" t1\n"
                                  "BODY_END 1/0 t1\n"
                                  "COMMAND \"BDAT 1\" together t1\n"
                                  "BODY_BEGIN 1 t1\n"
                                  "BODY \"b\" t1\n"
                                  "BODY_END 1/0 t1\n"
                                  "COMMAND \"BDAT 1 LAST\" together t1\n"
                                  "BODY_BEGIN 1 t1\n"
                                  "BODY \"c\" t1\n"
                                  "BODY_END 1/0 last t1\n"
                                  "COMMAND \"NOOP\" together t1\n"
                                  "REPLY 250 to BDAT t1\n"
                                  "REPLY 250 to BDAT t1\n"
                                  "REPLY 250 to BDAT final t1\n"
                                  "TRANSACTION_END delivered 1+0 3 t1\n"
                                  "REPLY 250 to NOOP\n");
}

/* Nobody knows how many octets follow. */
static void test_T124_bdat_without_a_size(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE "C: BDAT x\n"
                                      "S: 501 what\n"
                                      "C: RSET\n"
                                      "S: 250 ok\n",
                        TALK_ENVELOPE_ITEMS "COMMAND \"BDAT x\" t1 !malformed@C40\n"
                                            "REPLY 501 to BDAT t1\n"
                                            "COMMAND \"RSET\" t1\n"
                                            "REPLY 250 to RSET t1\n"
                                            "TRANSACTION_END reset 1+0 0 t1\n");
}

/* Nobody sends so many octets: what follows was read as commands, and the reply is none to a
 * message. */
static void test_bdat_beyond_any_size(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_ENVELOPE "C: BDAT 9999999999999 LAST\n"
                                      "S: 552 too big\n"
                                      "C: RSET\n"
                                      "S: 250 ok\n",
                        TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 9999999999999 LAST\" t1\n"
                                            "REPLY 552 to BDAT t1\n"
                                            "COMMAND \"RSET\" t1\n"
                                            "REPLY 250 to RSET t1\n"
                                            "TRANSACTION_END reset 1+0 0 t1\n");
}

/* The recording ends inside of a chunk: in the message. */
static void test_chunk_cut_off(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 9 LAST\n"
                            "C& abc\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 9 LAST\" t1\n"
                                  "BODY_BEGIN 9 t1\n"
                                  "BODY \"abc\" t1\n"
                                  "BODY_END 3/0 t1 !cut-off@C56\n"
                                  "UNANSWERED BDAT t1 !unanswered@C40\n"
                                  "TRANSACTION_END not terminated 1+0 0 t1\n");
}

/* It ends between chunks: still in the message. */
static void test_chunk_without_last(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 3\n"
                            "C& abc\n"
                            "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 3\" t1\n"
                                  "BODY_BEGIN 3 t1\n"
                                  "BODY \"abc\" t1\n"
                                  "BODY_END 3/0 t1\n"
                                  "REPLY 250 to BDAT t1\n"
                                  "TRANSACTION_END unfinished 1+0 3 t1\n");
}

/* The reply does not wait for the octets; the client has to send RSET (RFC 3030 2). */
static void test_chunk_refused_before_its_end(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 4 LAST\n"
                            "C& ab\n"
                            "S: 554 no\n"
                            "C| cd\n"
                            "C: MAIL FROM:<e@f>\n"
                            "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 4 LAST\" t1\n"
                                  "BODY_BEGIN 4 t1\n"
                                  "BODY \"ab\" t1\n"
                                  "REPLY 554 to BDAT final t1\n"
                                  "BODY \"cd\" t1\n"
                                  "BODY_END 4/0 last t1\n"
                                  "TRANSACTION_END refused 1+0 0 t1\n"
                                  "COMMAND \"MAIL FROM:<e@f>\"\n"
                                  "REPLY 250 to MAIL !accepted-out-of-order@S103\n"
                                  "TRANSACTION MAIL t2\n"
                                  "TRANSACTION_END unfinished 0+0 0 t2\n");
}

/* What the second chunk holds is about its own transaction. (RFC 3030 4.2 has no BDAT behind RCPT
 * in a group.) */
static void test_chunks_of_two_messages_pipelined(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: MAIL FROM:<a@b>\n"
                         "C+ RCPT TO:<c@d>\n"
                         "C+ BDAT 1 LAST\n"
                         "C& x\n"
                         "C+ MAIL FROM:<a@b>\n"
                         "C+ RCPT TO:<c@d>\n"
                         "C+ BDAT 1 LAST\n"
                         "C& \\xff\n"
                         "S: 250 ok\n"
                         "S+ 250 ok\n"
                         "S+ 250 ok\n"
                         "S+ 250 ok\n"
                         "S+ 250 ok\n",
              TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\n"
                               "COMMAND \"RCPT TO:<c@d>\" together\n"
                               "COMMAND \"BDAT 1 LAST\" together !pipelining@C40\n"
                               "BODY_BEGIN 1\n"
                               "BODY \"x\"\n"
                               "BODY_END 1/0 last\n"
                               "COMMAND \"MAIL FROM:<a@b>\" together\n"
                               "COMMAND \"RCPT TO:<c@d>\" together\n"
                               "COMMAND \"BDAT 1 LAST\" together !pipelining@C86\n"
                               "BODY_BEGIN 1\n"
                               "BODY \"\\xff\"\n"
                               "BODY_END 1/0 last\n"
                               "REPLY 250 to MAIL\n"
                               "TRANSACTION MAIL t1\n"
                               "REPLY 250 to RCPT t1\n"
                               "RECIPIENT 250 RCPT t1\n"
                               "REPLY 250 to BDAT final t1\n"
                               "TRANSACTION_END delivered 1+0 1 t1\n"
                               "REPLY 250 to MAIL\n"
                               "TRANSACTION MAIL t2\n"
                               "REPLY 250 to RCPT t2\n"
                               "RECIPIENT 250 RCPT t2\n"
                               "UNANSWERED BDAT t2 !unanswered@C86\n"
                               "TRANSACTION_END no reply 1+0 0 t2 !eight-bit-undeclared@C100\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_T155_chunk_of_commands),
      cmocka_unit_test(test_last_burl_delivers),
      cmocka_unit_test(test_chunk_refused_and_announced),
      cmocka_unit_test(test_chunk_refused_and_held),
      cmocka_unit_test(test_chunk_accepted_and_held),
      cmocka_unit_test(test_lines_of_chunks_not_counted),
      cmocka_unit_test(test_bdat_without_chunking),
      cmocka_unit_test(test_chunks_pipelined),
      cmocka_unit_test(test_T124_bdat_without_a_size),
      cmocka_unit_test(test_bdat_beyond_any_size),
      cmocka_unit_test(test_chunk_cut_off),
      cmocka_unit_test(test_chunk_without_last),
      cmocka_unit_test(test_chunk_refused_before_its_end),
      cmocka_unit_test(test_chunks_of_two_messages_pipelined),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
