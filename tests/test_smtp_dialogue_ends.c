/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: streams that end in the middle, no server at all, more than the ring holds.
 */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

static void test_no_octet(void **state)
{
  (void)state;
  assert_talk("", "ASSUMED\n");
}

static void test_client_ends_in_a_command(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C| MAIL FR\n", TALK_HELLO_ITEMS "UNFINISHED \"MAIL FR\" !cut-off@C8\n");
}

static void test_server_ends_in_a_reply(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: NOOP\n"
                         "S| 250 o\n",
              TALK_HELLO_ITEMS "COMMAND \"NOOP\"\n"
                               "UNFINISHED \"250 o\" !cut-off@S79\n"
                               "UNANSWERED NOOP !unanswered@C8\n");
}

static void test_server_ends_between_the_lines_of_a_reply(void **state)
{
  (void)state;
  assert_talk(TALK_GREETING "C: EHLO a\n"
                            "S: 250-mx\n",
              TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                  "REPLY 250- to EHLO\n"
                                  "UNFINISHED \"\" !cut-off@S16\n"
                                  "UNANSWERED EHLO !unanswered@C0\n");
}

/* RFC 5321 4.2: a reply ends with its last line; what is left without one has got none. */
static void test_part_of_a_reply_is_none(void **state)
{
  static const char server[] = "220 mx\r\n250-mx\r\n250-SIZE\r\n";
  static char storage[2][12288];
  static mw_smtp_unit ring[4];
  mw_smtp_dialogue_setup setup = {sizeof setup,
                                  storage[0],
                                  sizeof storage[0],
                                  storage[1],
                                  sizeof storage[1],
                                  ring,
                                  4,
                                  0,
                                  MW_SMTP_VARIANT_SMTP,
                                  0,
                                  MW_DIALOGUE_IN_ORDER};
  mw_slice in = mw_slice_of(server, 8);
  mw_smtp_dialogue d;
  mw_smtp_item item;
  (void)state;
  assert_int_equal(mw_smtp_dialogue_init(&d, &setup), MW_OK);
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_SERVER, 0, &in, &item), MW_OK);
  in = mw_slice_text("EHLO a\r\n");
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_CLIENT, 0, &in, &item), MW_OK);
  in = mw_slice_of(server + 8, sizeof server - 9);
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_SERVER, 0, &in, &item), MW_OK);
  assert_int_equal(item.unit.got, 1);
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_SERVER, 0, &in, &item), MW_OK);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_NEED_MORE);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_SERVER, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_UNFINISHED);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_SERVER, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_UNANSWERED);
  assert_int_equal(item.unit.got, 0);
}

/* RFC 5321 4.3.2: 354 is no success of a message. */
static void test_message_answered_by_another_354(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C: a\n"
                                      "C: .\n"
                                      "S: 354 go on\n" TALK_QUIT,
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS
              "BODY \"a\\r\\n\" t1\n"
              "BODY_END 3/1 last t1\n"
              "REPLY 354 to MESSAGE t1 !unexpected-reply@S103\n"
              "TRANSACTION_END refused 1+0 3 t1\n" TALK_QUIT_ITEMS);
}

static void test_client_ends_in_the_message(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C| half\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"half\" t1\n"
                                                  "BODY_END 4/0 t1 !cut-off@C50\n"
                                                  "TRANSACTION_END not terminated 1+0 0 t1\n");
}

/* A dot that may be the end is in no body. */
static void test_client_ends_at_a_dot(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C| a\\r\\n.\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"a\\r\\n\" t1\n"
                                                  "BODY_END 3/1 t1 !cut-off@C49\n"
                                                  "TRANSACTION_END not terminated 1+0 0 t1\n");
}

static void test_no_reply_to_the_message(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C: a\n"
                                      "C: .\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY \"a\\r\\n\" t1\n"
                                                  "BODY_END 3/1 last t1\n"
                                                  "UNANSWERED MESSAGE t1 !unanswered@C46\n"
                                                  "TRANSACTION_END no reply 1+0 3 t1\n");
}

/* What comes behind that message belongs to another. */
static void test_no_reply_to_messages(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE TALK_DATA "C: .\n"
                                      "C+ MAIL FROM:<e@f>\n"
                                      "C+ RCPT TO:<g@h>\n",
              TALK_ENVELOPE_ITEMS TALK_DATA_ITEMS "BODY_END 0/0 last t1\n"
                                                  "COMMAND \"MAIL FROM:<e@f>\" t1\n"
                                                  "COMMAND \"RCPT TO:<g@h>\" together t1\n"
                                                  "UNANSWERED MESSAGE t1 !unanswered@C46\n"
                                                  "TRANSACTION_END no reply 1+0 0 t1\n"
                                                  "UNANSWERED MAIL !unanswered@C49\n"
                                                  "UNANSWERED RCPT !unanswered@C66\n");
}

/* Nobody knows what DATA would have been answered. */
static void test_ends_while_held(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: DATA\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"DATA\" t1\n"
                                  "UNANSWERED DATA t1 !unanswered@C40\n"
                                  "TRANSACTION_END unfinished 1+0 0 t1\n");
}

/* A client goes on without a reply: commands, as far as anybody knows. */
static void test_server_ends_while_held(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE "C: DATA\n"
                            "C: RSET\n",
              TALK_ENVELOPE_ITEMS "COMMAND \"DATA\" t1\n"
                                  "COMMAND \"RSET\" t1\n"
                                  "UNANSWERED DATA t1 !unanswered@C40\n"
                                  "UNANSWERED RSET t1 !unanswered@C46\n"
                                  "TRANSACTION_END unfinished 1+0 0 t1\n");
}

static void test_recording_ends_in_the_envelope(void **state)
{
  (void)state;
  assert_talk(TALK_ENVELOPE, TALK_ENVELOPE_ITEMS "TRANSACTION_END unfinished 1+0 0 t1\n");
}

/* RFC 5321 4.1.1.10: QUIT ends the session, 221 the connection. */
static void test_after_quit(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO TALK_QUIT "C: NOOP\n"
                                   "S: 250 ok\n",
              TALK_HELLO_ITEMS TALK_QUIT_ITEMS
              "COMMAND \"NOOP\" !after-end@C14\n"
              "REPLY 250 to NOOP !after-end,accepted-out-of-order@S88\n");
}

/* All is supposed to be accepted, and of the message nobody knows. */
static void test_no_server(void **state)
{
  (void)state;
  assert_talk("C: EHLO a\n"
              "C: MAIL FROM:<a@b>\n"
              "C: RCPT TO:<c@d>\n"
              "C: DATA\n"
              "C: QUIT\n"
              "C: .\n"
              "C: AUTH LOGIN\n"
              "C: dXNlcg==\n"
              "C: c2VjcmV0\n"
              "C: QUIT\n",
              "ASSUMED\n"
              "COMMAND \"EHLO a\"\n"
              "COMMAND \"MAIL FROM:<a@b>\"\n"
              "TRANSACTION MAIL t1\n"
              "COMMAND \"RCPT TO:<c@d>\" t1\n"
              "RECIPIENT 0 RCPT t1\n"
              "COMMAND \"DATA\" t1\n"
              "BODY_BEGIN ? t1\n"
              "BODY \"QUIT\\r\\n\" t1\n"
              "BODY_END 6/1 last t1\n"
              "TRANSACTION_END no reply 1+0 6 t1\n"
              "COMMAND \"AUTH LOGIN\" !auth-in-clear@C55\n"
              "AUTH_BEGIN AUTH\n"
              "AUTH_LINE \"dXNlcg==\" secret=\"dXNlcg==\"\n"
              "AUTH_LINE \"c2VjcmV0\" secret=\"c2VjcmV0\"\n"
              "AUTH_END 0\n"
              "COMMAND \"QUIT\"\n");
}

static void test_no_server_and_chunks(void **state)
{
  (void)state;
  assert_talk("C: EHLO a\n"
              "C: MAIL FROM:<a@b>\n"
              "C: RCPT TO:<c@d>\n"
              "C: BDAT 5\n"
              "C& QUIT\\n\n"
              "C: BDAT 4 LAST\n"
              "C& abcd\n"
              "C: QUIT\n",
              "ASSUMED\n"
              "COMMAND \"EHLO a\"\n"
              "COMMAND \"MAIL FROM:<a@b>\"\n"
              "TRANSACTION MAIL t1\n"
              "COMMAND \"RCPT TO:<c@d>\" t1\n"
              "RECIPIENT 0 RCPT t1\n"
              "COMMAND \"BDAT 5\" t1\n"
              "BODY_BEGIN 5 t1\n"
              "BODY \"QUIT\\n\" t1\n"
              "BODY_END 5/1 t1\n"
              "COMMAND \"BDAT 4 LAST\" t1\n"
              "BODY_BEGIN 4 t1\n"
              "BODY \"abcd\" t1\n"
              "BODY_END 4/0 last t1\n"
              "TRANSACTION_END no reply 1+0 9 t1\n"
              "COMMAND \"QUIT\"\n");
}

static void test_no_server_and_a_chunk_cut_off(void **state)
{
  (void)state;
  assert_talk("C: MAIL FROM:<a@b>\n"
              "C: RCPT TO:<c@d>\n"
              "C: BDAT 5 LAST\n"
              "C& ab\n",
              "ASSUMED\n"
              "COMMAND \"MAIL FROM:<a@b>\"\n"
              "TRANSACTION MAIL t1\n"
              "COMMAND \"RCPT TO:<c@d>\" t1\n"
              "RECIPIENT 0 RCPT t1\n"
              "COMMAND \"BDAT 5 LAST\" t1\n"
              "BODY_BEGIN 5 t1\n"
              "BODY \"ab\" t1\n"
              "BODY_END 2/0 t1 !cut-off@C47\n"
              "TRANSACTION_END not terminated 1+0 5 t1\n");
}

/* Replies alone. */
static void test_no_client(void **state)
{
  (void)state;
  assert_talk("S: 220 mx\n"
              "S: 250-a\n"
              "S: 250 b\n"
              "S: 221 bye\n",
              "REPLY 220 greeting\n"
              "REPLY 250- !unsolicited-reply@S8\n"
              "REPLY 250 !unsolicited-reply@S15\n"
              "REPLY 221 !unsolicited-reply@S22\n");
}

/* Those in the middle are answered, and not named. */
static void test_ring_of_two(void **state)
{
  static const script_setup setup = {.ring = 2};
  (void)state;
  assert_talk_of(TALK_HELLO "C: MAIL FROM:<a@b>\n"
                            "C+ RCPT TO:<c@d>\n"
                            "C+ RCPT TO:<e@f>\n"
                            "C+ RCPT TO:<g@h>\n"
                            "C+ DATA\n"
                            "S: 250 ok\n"
                            "S+ 250 ok\n"
                            "S+ 250 ok\n"
                            "S+ 550 no\n"
                            "S+ 354 go\n"
                            "C: .\n"
                            "S: 250 ok\n" TALK_QUIT,
                 &setup,
                 TALK_HELLO_ITEMS "COMMAND \"MAIL FROM:<a@b>\"\n"
                                  "COMMAND \"RCPT TO:<c@d>\" together\n"
                                  "COMMAND \"RCPT TO:<e@f>\" together\n"
                                  "OVERFLOW !outstanding-overflow@C40\n"
                                  "COMMAND \"RCPT TO:<g@h>\" together\n"
                                  "COMMAND \"DATA\" together\n"
                                  "REPLY 250 to MAIL\n"
                                  "TRANSACTION MAIL t1\n"
                                  "REPLY 250 t1\n"
                                  "REPLY 250 t1\n"
                                  "REPLY 550 t1\n"
                                  "REPLY 354 to DATA t1\n"
                                  "BODY_BEGIN ? t1\n"
                                  "BODY_END 0/0 last t1\n"
                                  "REPLY 250 to MESSAGE t1\n"
                                  "TRANSACTION_END delivered 0+0 0 t1\n" TALK_QUIT_ITEMS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_no_octet),
      cmocka_unit_test(test_client_ends_in_a_command),
      cmocka_unit_test(test_server_ends_in_a_reply),
      cmocka_unit_test(test_server_ends_between_the_lines_of_a_reply),
      cmocka_unit_test(test_part_of_a_reply_is_none),
      cmocka_unit_test(test_message_answered_by_another_354),
      cmocka_unit_test(test_client_ends_in_the_message),
      cmocka_unit_test(test_client_ends_at_a_dot),
      cmocka_unit_test(test_no_reply_to_the_message),
      cmocka_unit_test(test_no_reply_to_messages),
      cmocka_unit_test(test_ends_while_held),
      cmocka_unit_test(test_server_ends_while_held),
      cmocka_unit_test(test_recording_ends_in_the_envelope),
      cmocka_unit_test(test_after_quit),
      cmocka_unit_test(test_no_server),
      cmocka_unit_test(test_no_server_and_chunks),
      cmocka_unit_test(test_no_server_and_a_chunk_cut_off),
      cmocka_unit_test(test_no_client),
      cmocka_unit_test(test_ring_of_two),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
