/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: gaps in the recording, and how both sides come in step again. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* The first line behind the gap may have no beginning. */
static void test_gap_between_commands(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C? 20\n"
                         "C: RSET\n"
                         "S: 250 ok\n"
                         "C: MAIL FROM:<e@f>\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "GAP 20 !gap@C8\n"
                               "SKIPPED \"RSET\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"MAIL FROM:<e@f>\"\n"
                               "REPLY 250 to MAIL\n"
                               "TRANSACTION MAIL t1\n"
                               "TRANSACTION_END unfinished 0+0 0 t1\n");
}

/* RFC 3030 2, RFC 2920 3.1: the gap may hide a BDAT that was sent with what waits. Replies to what
 * waits tell nothing of it: what follows them may be text of its chunk. */
static void test_late_replies_behind_a_gap(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: MAIL FROM:<a@b>\n"
                         "C+ RCPT TO:<c@d>\n"
                         "C? 14\n"
                         "C: Subject: x\n"
                         "S: 250 ok\n"
                         "S: 250 ok\n"
                         "C: MAIL FROM:<e@f>\n"
                         "C: RCPT TO:<g@h>\n"
                         "S: 250 ok\n"
                         "C: QUIT\n"
                         "S: 221 bye\n",
              TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\n"
                               "COMMAND \"RCPT TO:<c@d>\" together\n"
                               "GAP 14 !gap@C40\n"
                               "SKIPPED \"Subject: x\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "REPLY 250 doubtful\n"
                               "SKIPPED \"MAIL FROM:<e@f>\" doubtful\n"
                               "SKIPPED \"RCPT TO:<g@h>\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"QUIT\"\n"
                               "REPLY 221 to QUIT\n");
}

static void test_gap_of_unknown_size(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C? *\n"
                         "C: RSET\n"
                         "S: 250 ok\n"
                         "C: QUIT\n"
                         "S: 221 bye\n",
              TALK_HELLO_ITEMS "GAP 0 !gap@C8\n"
                               "SKIPPED \"RSET\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"QUIT\"\n"
                               "REPLY 221 to QUIT\n");
}

/* No octet is missing: nothing is in doubt. */
static void test_gap_of_nothing(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO TALK_MAIL "C| RCPT\nC? 0\nC: \x20TO:<c@d>\nS| 25\nS? 0\nS: 0 ok\n",
              TALK_HELLO_ITEMS TALK_MAIL_ITEMS
              "GAP 0 t1 !gap@C25\n"
              "COMMAND \"RCPT TO:<c@d>\" t1\nGAP 0 t1 !gap@S87\nREPLY 250 to RCPT t1\n"
              "RECIPIENT 250 RCPT t1\nTRANSACTION_END unfinished 1+0 0 t1\n");
}

static void test_gap_in_a_line(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C| MAIL FROM:<a\n"
                         "C? 5\n"
                         "C: d@e>\n"
                         "S: 250 ok\n"
                         "C: RSET\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "UNFINISHED \"MAIL FROM:<a\" !cut-off@C8\n"
                               "GAP 5 !gap@C20\n"
                               "SKIPPED \"d@e>\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"RSET\"\n"
                               "REPLY 250 to RSET\n");
}

static void test_gap_in_a_reply(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: NOOP\n"
                         "S| 250 o\n"
                         "S? 7\n"
                         "S: 354 k\n"
                         "C: RSET\n"
                         "S: 250 ok\n"
                         "C: RSET\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "COMMAND \"NOOP\"\n"
                               "UNFINISHED \"250 o\" !cut-off@S79\n"
                               "GAP 7 !gap@S84\n"
                               "SKIPPED \"354 k\" doubtful\n"
                               "SKIPPED \"RSET\" doubtful\n"
                               "REPLY 250 doubtful\n"
                               "COMMAND \"RSET\"\n"
                               "REPLY 250 to RSET\n");
}

static void test_gap_between_the_lines_of_a_reply(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: EHLO a\n"
                            "S: 250-mx\n"
                            "S? 7\n"
                            "S: 250 SIZE 7\n"
                            "C: MAIL FROM:<a@b> SIZE=9\n"
                            "S: 250 ok\n"
                            "C: QUIT\n"
                            "S: 221 bye\n",
              TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                  "REPLY 250- to EHLO\n"
                                  "UNFINISHED \"\" !cut-off@S16\n"
                                  "GAP 7 !gap@S16\n"
                                  "SKIPPED \"250 SIZE 7\" doubtful\n"
                                  "SKIPPED \"MAIL FROM:<a@b> SIZE=9\" doubtful\n"
                                  "REPLY 250 doubtful\n"
                                  "COMMAND \"QUIT\"\n"
                                  "REPLY 221 to QUIT\n");
}

/* Its text is never taken for commands, and nothing of before counts behind it. */
static void test_T154_gap_in_the_message(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C: half\n"
                                      "C? 100\n"
                                      "C: RSET\n"
                                      "C: MAIL FROM:<x@y>\n"
                                      "C: RCPT TO:<x@y>\n"
                                      "C: .\n"
                                      "S: 250 ok\n"
                                      "C: MAIL FROM:<e@f>\n"
                                      "S: 250 ok\n"
                                      "C: RCPT TO:<g@h>\n"
                                      "S: 250 ok\n"
                                      "C: DATA\n"
                                      "S: 354 go\n"
                                      "C: .\n"
                                      "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"half\\r\\n\" t1\n"
                                                  "BODY_END 6/1 t1 !cut-off@C52\n"
                                                  "GAP 100 t1 !gap@C52\n"
                                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                                  "SKIPPED \"RSET\" doubtful\n"
                                                  "SKIPPED \"MAIL FROM:<x@y>\" doubtful\n"
                                                  "SKIPPED \"RCPT TO:<x@y>\" doubtful\n"
                                                  "SKIPPED \".\" doubtful\n"
                                                  "REPLY 250 doubtful\n"
                                                  "COMMAND \"MAIL FROM:<e@f>\"\n"
                                                  "REPLY 250 to MAIL\n"
                                                  "TRANSACTION MAIL t2\n"
                                                  "COMMAND \"RCPT TO:<g@h>\" t2\n"
                                                  "REPLY 250 to RCPT t2\n"
                                                  "RECIPIENT 250 RCPT t2\n"
                                                  "COMMAND \"DATA\" t2\n"
                                                  "REPLY 354 to DATA t2\n"
                                                  "BODY_BEGIN ? t2\n"
                                                  "BODY_END 0/0 last t2\n"
                                                  "REPLY 250 to MESSAGE t2\n"
                                                  "TRANSACTION_END delivered 1+0 0 t2\n");
}

static void test_gap_at_a_held_back_octet(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C| a\\r\n"
                                      "C? 9\n"
                                      "C: b\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"a\" t1\n"
                                                  "BODY_END 1/0 t1 !cut-off@C47\n"
                                                  "GAP 9 t1 !gap@C48\n"
                                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                                  "SKIPPED \"b\" doubtful\n");
}

/* The octets are counted on. */
static void test_gap_within_a_chunk(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 10 LAST\n"
                            "C& abc\n"
                            "C? 4\n"
                            "C| \\nef\n"
                            "S: 250 ok\n" TALK_QUIT,
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 10 LAST\" t1\n"
                                  "BODY_BEGIN 10 t1\n"
                                  "BODY \"abc\" t1\n"
                                  "GAP 4 t1 !gap@C57\n"
                                  "BODY \"\\nef\" t1\n"
                                  "BODY_END 6/1 last t1\n"
                                  "REPLY 250 to BDAT final t1\n"
                                  "TRANSACTION_END delivered 1+0 10 t1\n" TALK_QUIT_ITEMS);
}

static void test_gap_up_to_the_end_of_a_chunk(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 10 LAST\n"
                            "C& abc\n"
                            "C? 7\n"
                            "S: 250 ok\n" TALK_QUIT,
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 10 LAST\" t1\n"
                                  "BODY_BEGIN 10 t1\n"
                                  "BODY \"abc\" t1\n"
                                  "GAP 7 t1 !gap@C57\n"
                                  "BODY_END 3/0 last t1\n"
                                  "REPLY 250 to BDAT final t1\n"
                                  "TRANSACTION_END delivered 1+0 10 t1\n" TALK_QUIT_ITEMS);
}

static void test_gap_beyond_a_chunk(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 10 LAST\n"
                            "C& abc\n"
                            "C? 30\n"
                            "C: RSET\n"
                            "S: 250 the chunk's\n"
                            "S: 250 ok\n"
                            "C: RSET\n"
                            "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 10 LAST\" t1\n"
                                  "BODY_BEGIN 10 t1\n"
                                  "BODY \"abc\" t1\n"
                                  "BODY_END 3/0 t1 !cut-off@C57\n"
                                  "GAP 30 t1 !gap@C57\n"
                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                  "SKIPPED \"RSET\" doubtful\n"
                                  "REPLY 250 doubtful\n"
                                  "REPLY 250 doubtful\n"
                                  "COMMAND \"RSET\"\n"
                                  "REPLY 250 to RSET\n");
}

static void test_gap_in_a_chunk_of_unknown_size(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: BDAT 10 LAST\n"
                            "C& abc\n"
                            "C? *\n"
                            "C: QUIT\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"BDAT 10 LAST\" t1\n"
                                  "BODY_BEGIN 10 t1\n"
                                  "BODY \"abc\" t1\n"
                                  "BODY_END 3/0 t1 !cut-off@C57\n"
                                  "GAP 0 t1 !gap@C57\n"
                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                  "SKIPPED \"QUIT\" doubtful\n");
}

/* The reply tells what the missing octets were: a message. */
static void test_gap_while_held(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: DATA\n"
                            "C? 50\n"
                            "S: 354 go\n"
                            "C: QUIT\n"
                            "C: .\n"
                            "S: 250 ok\n"
                            "C: QUIT\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"DATA\" t1\n"
                                  "REPLY 354 to DATA t1\n"
                                  "BODY_BEGIN ? t1\n"
                                  "BODY_END 0/0 t1 !cut-off@C46\n"
                                  "GAP 50 t1 !gap@C46\n"
                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                  "SKIPPED \"QUIT\" doubtful\n"
                                  "SKIPPED \".\" doubtful\n"
                                  "REPLY 250 doubtful\n"
                                  "COMMAND \"QUIT\"\n"
                                  "UNANSWERED QUIT !unanswered@C105\n");
}

static void test_gap_while_held_and_refused(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: DATA\n"
                            "C? 6\n"
                            "S: 503 no\n"
                            "C: RSET\n"
                            "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"DATA\" t1\n"
                                  "REPLY 503 to DATA t1\n"
                                  "GAP 6 t1 !gap@C46\n"
                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                  "SKIPPED \"RSET\" doubtful\n"
                                  "REPLY 250 doubtful\n");
}

/* A message, or commands: text all the same. */
static void test_gap_of_the_reply_to_a_held_line(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: DATA\n"
                            "S? 10\n"
                            "C: MAIL FROM:<x@y>\n"
                            "C: .\n"
                            "S: 250 torn\n"
                            "S: 250 ok\n"
                            "C: MAIL FROM:<e@f>\n"
                            "S: 250 ok\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"DATA\" t1\n"
                                  "GAP 10 t1 !gap@S95\n"
                                  "TRANSACTION_END lost 1+0 0 t1 doubtful\n"
                                  "SKIPPED \"MAIL FROM:<x@y>\" doubtful\n"
                                  "SKIPPED \".\" doubtful\n"
                                  "SKIPPED \"250 torn\" doubtful\n"
                                  "REPLY 250 doubtful\n"
                                  "COMMAND \"MAIL FROM:<e@f>\"\n"
                                  "REPLY 250 to MAIL\n"
                                  "TRANSACTION MAIL t2\n"
                                  "TRANSACTION_END unfinished 0+0 0 t2\n");
}

/* Recipients of before the gap are none of the transaction behind it, for the session neither. */
static void test_gap_and_the_session(void **state)
{
  static const char *const lines[] = {
      "S220 mx\r\n", "CLHLO a\r\n",        "S250 mx\r\n",          "CMAIL FROM:<a@b>\r\n",
      "S250 ok\r\n", "CRCPT TO:<c@d>\r\n", "S250 ok\r\n",          "?",
      "Ctorn\r\n",   "S500 what\r\n",      "CMAIL FROM:<a@b>\r\n", "S250 ok\r\n"};
  static char storage[2][512];
  static mw_smtp_unit ring[4];
  mw_smtp_dialogue_setup s = {
      sizeof s, storage[0],           512, storage[1],          512, ring, 4,
      0,        MW_SMTP_VARIANT_LMTP, 0,   MW_DIALOGUE_IN_ORDER};
  mw_smtp_dialogue d;
  mw_smtp_item item;
  size_t i;
  (void)state;
  assert_int_equal(mw_smtp_dialogue_init(&d, &s), MW_OK);
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    mw_direction direction = lines[i][0] == 'S' ? MW_FROM_SERVER : MW_FROM_CLIENT;
    mw_slice in = mw_slice_text(lines[i] + 1);
    if (lines[i][0] == '?') {
      assert_int_equal(mw_smtp_session_recipients(mw_smtp_dialogue_session(&d)), 1);
      assert_int_equal(mw_smtp_dialogue_gap(&d, MW_FROM_CLIENT, 0, 9), MW_OK);
    }
    while (mw_smtp_dialogue_next(&d, direction, 0, &in, &item) == MW_OK) {
    }
    assert_int_equal(in.len, 0);
  }
  assert_int_equal(mw_smtp_session_state(mw_smtp_dialogue_session(&d)), MW_SMTP_STATE_MAIL);
  assert_int_equal(mw_smtp_session_recipients(mw_smtp_dialogue_session(&d)), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_gap_between_commands),
      cmocka_unit_test(test_late_replies_behind_a_gap),
      cmocka_unit_test(test_gap_of_unknown_size),
      cmocka_unit_test(test_gap_of_nothing),
      cmocka_unit_test(test_gap_in_a_line),
      cmocka_unit_test(test_gap_in_a_reply),
      cmocka_unit_test(test_gap_between_the_lines_of_a_reply),
      cmocka_unit_test(test_T154_gap_in_the_message),
      cmocka_unit_test(test_gap_at_a_held_back_octet),
      cmocka_unit_test(test_gap_within_a_chunk),
      cmocka_unit_test(test_gap_up_to_the_end_of_a_chunk),
      cmocka_unit_test(test_gap_beyond_a_chunk),
      cmocka_unit_test(test_gap_in_a_chunk_of_unknown_size),
      cmocka_unit_test(test_gap_while_held),
      cmocka_unit_test(test_gap_while_held_and_refused),
      cmocka_unit_test(test_gap_of_the_reply_to_a_held_line),
      cmocka_unit_test(test_gap_and_the_session),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
