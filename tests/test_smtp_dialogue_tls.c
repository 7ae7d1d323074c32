/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: AUTH and STARTTLS. */
#include "support/assert_mw.h"
#include "support/talk_parts.h"

/* RFC 4954 4: a line for each 334. */
static void test_auth_lines_are_secret(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_GREETING "C: EHLO a\n"
                                      "S: 250-mx\n"
                                      "S: 250 AUTH LOGIN\n"
                                      "C: AUTH LOGIN\n"
                                      "S: 334 VXNlcm5hbWU6\n"
                                      "C: dXNlcg==\n"
                                      "S: 334 UGFzc3dvcmQ6\n"
                                      "C: c2VjcmV0\n"
                                      "S: 235 ok\n" TALK_QUIT,
                        TALK_GREETING_ITEMS "COMMAND \"EHLO a\"\n"
                                            "REPLY 250- to EHLO\n"
                                            "REPLY 250 to EHLO !auth-offered-in-clear@S16\n"
                                            "COMMAND \"AUTH LOGIN\" !auth-in-clear@C8\n"
                                            "AUTH_BEGIN AUTH\n"
                                            "REPLY 334 to AUTH\n"
                                            "AUTH_LINE \"dXNlcg==\" secret=\"dXNlcg==\"\n"
                                            "REPLY 334 to AUTH_LINE\n"
                                            "AUTH_LINE \"c2VjcmV0\" secret=\"c2VjcmV0\"\n"
                                            "REPLY 235 to AUTH_LINE\n"
                                            "AUTH_END 235\n" TALK_QUIT_ITEMS);
}

static void test_auth_with_an_initial_response(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: AUTH PLAIN AGEAYg==\n"
                                   "S: 535 no\n" TALK_QUIT,
                        TALK_HELLO_ITEMS
                        "COMMAND \"AUTH PLAIN AGEAYg==\" secret=\"AGEAYg==\" !auth-in-clear@C8\n"
                        "AUTH_BEGIN AUTH\n"
                        "REPLY 535 to AUTH\n"
                        "AUTH_END 535\n" TALK_QUIT_ITEMS);
}

/* RFC 4954 4: "*" cancels, 501 answers it, commands follow. */
static void test_T112_auth_cancelled(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: AUTH CRAM-MD5\n"
                                   "S: 334 PDE+\n"
                                   "C: *\n"
                                   "S: 501 cancelled\n" TALK_QUIT,
                        TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                                         "AUTH_BEGIN AUTH\n"
                                         "REPLY 334 to AUTH\n"
                                         "AUTH_LINE \"*\" secret=\"*\"\n"
                                         "REPLY 501 to AUTH_LINE\n"
                                         "AUTH_END 501\n" TALK_QUIT_ITEMS);
}

/* A client that sends its secret all the same: no verb, and nothing to be shown. */
static void test_auth_refused_and_the_line_sent(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: AUTH CRAM-MD5\n"
                                   "S: 504 no\n"
                                   "C: c2VjcmV0\n"
                                   "S: 500 what\n" TALK_QUIT,
                        TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                                         "AUTH_BEGIN AUTH\n"
                                         "REPLY 504 to AUTH\n"
                                         "AUTH_END 504\n"
                                         "COMMAND \"c2VjcmV0\" secret=\"c2VjcmV0\"\n"
                                         "REPLY 500 to UNKNOWN\n" TALK_QUIT_ITEMS);
}

static void test_auth_cut_off(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: AUTH CRAM-MD5\n"
                         "S: 334 PDE+\n"
                         "C| c2Vj\n",
              TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 334 to AUTH\n"
                               "UNFINISHED \"c2Vj\" secret=\"c2Vj\" !cut-off@C23\n"
                               "AUTH_END 0\n");
}

static void test_auth_twice_behind_a_refusal(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: AUTH CRAM-MD5\n"
                                   "S: 535 no\n"
                                   "C: AUTH CRAM-MD5\n"
                                   "S: 334 PDE+\n"
                                   "C: YQ==\n"
                                   "S: 235 ok\n" TALK_QUIT,
                        TALK_HELLO_ITEMS "COMMAND \"AUTH CRAM-MD5\"\n"
                                         "AUTH_BEGIN AUTH\n"
                                         "REPLY 535 to AUTH\n"
                                         "AUTH_END 535\n"
                                         "COMMAND \"AUTH CRAM-MD5\"\n"
                                         "AUTH_BEGIN AUTH\n"
                                         "REPLY 334 to AUTH\n"
                                         "AUTH_LINE \"YQ==\" secret=\"YQ==\"\n"
                                         "REPLY 235 to AUTH_LINE\n"
                                         "AUTH_END 235\n" TALK_QUIT_ITEMS);
}

/* RFC 3207 4: TLS begins behind the reply. */
static void test_starttls_and_records(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 220 go\n"
                         "C| \\x16\\x03\\x01abc\n"
                         "S| \\x16\\x03\\x03def\n"
                         "C| \\x17more\n",
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS\n"
                               "TLS 87 18\n"
                               "LEFTOVER \"\\x16\\x03\\x01abc\"\n"
                               "LEFTOVER \"\\x16\\x03\\x03def\"\n"
                               "LEFTOVER \"\\x17more\"\n");
}

/* Octets of the client before the handshake are an attack. */
static void test_TLS_01_plaintext_behind_starttls(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "C+ RSET\n"
                         "S: 220 go\n",
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS\n"
                               "TLS 87 18\n"
                               "LEFTOVER \"RSET\\r\\n\" !plaintext-before-tls@C18\n");
}

static void test_T22_plaintext_behind_the_reply(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 220 go\n"
                         "S+ 250-evil\n"
                         "S+ 250 AUTH PLAIN\n",
              TALK_HELLO_ITEMS
              "COMMAND \"STARTTLS\"\n"
              "REPLY 220 to STARTTLS\n"
              "TLS 87 18\n"
              "LEFTOVER \"250-evil\\r\\n250 AUTH PLAIN\\r\\n\" !plaintext-before-tls@S87\n");
}

static void test_T23_fragment_behind_the_reply(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 220 go\n"
                         "S& 250-ev\n",
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS\n"
                               "TLS 87 18\n"
                               "LEFTOVER \"250-ev\" !plaintext-before-tls@S87\n");
}

/* Nothing is handed over. */
static void test_T25_starttls_refused(void **state)
{
  (void)state;
  assert_talk_unordered(TALK_HELLO "C: STARTTLS\n"
                                   "S: 454 no TLS\n" TALK_MAIL TALK_QUIT,
                        TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                                         "REPLY 454 to STARTTLS\n"
                                         "COMMAND \"MAIL FROM:<a@b>\"\n"
                                         "REPLY 250 to MAIL\n"
                                         "TRANSACTION MAIL t1\n"
                                         "COMMAND \"QUIT\" t1\n"
                                         "REPLY 221 to QUIT t1\n"
                                         "TRANSACTION_END quit 0+0 0 t1\n");
}

/* What is left of a long reply line does not hide that TLS begins. */
static void test_starttls_behind_a_rest(void **state)
{
  static const script_setup setup = {.storage = 520};
  (void)state;
  assert_talk_of(TALK_HELLO "C: NOOP\n"
                            "S| 250 {x*600}\n"
                            "C: STARTTLS\n"
                            "S: more\n"
                            "S: 220 go\n"
                            "S: 250 no more a reply\n",
                 &setup,
                 TALK_HELLO_ITEMS
                 "COMMAND \"NOOP\"\n"
                 "REPLY 250 to NOOP !limit-exceeded@S79\n"
                 "COMMAND \"STARTTLS\"\n"
                 "REPLY 220 to STARTTLS\n"
                 "TLS 697 24\n"
                 "LEFTOVER \"250 no more a reply\\r\\n\" !plaintext-before-tls@S697\n");
}

/* Any 2yz lets TLS begin: rather too little is read than too much. */
static void test_starttls_of_another_code(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 250 go\n"
                         "S: 250 x\n"
                         "C: NOOP\n",
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 250 to STARTTLS\n"
                               "TLS 87 18\n"
                               "LEFTOVER \"250 x\\r\\n\" !plaintext-before-tls@S87\n"
                               "LEFTOVER \"NOOP\\r\\n\" !plaintext-before-tls@C18\n");
}

static void test_starttls_of_two_codes(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 454-no\n"
                         "S: 220 go\n"
                         "C: NOOP\n",
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 454- to STARTTLS\n"
                               "REPLY 220 to STARTTLS !mixed-codes@S87\n"
                               "TLS 95 18\n"
                               "LEFTOVER \"NOOP\\r\\n\" !plaintext-before-tls@C18\n");
}

/* 220 answers it, and greets nobody. */
static void test_recording_begins_with_starttls(void **state)
{
  (void)state;
  assert_talk("C: STARTTLS\n"
              "S: 220 go\n"
              "C: RSET\n"
              "S: 250 ok\n",
              "COMMAND \"STARTTLS\"\n"
              "REPLY 220 to STARTTLS\n"
              "TLS 8 10\n"
              "LEFTOVER \"RSET\\r\\n\" !plaintext-before-tls@C10\n"
              "LEFTOVER \"250 ok\\r\\n\" !plaintext-before-tls@S8\n");
}

/* RFC 3207 4.2: all that was known is forgotten, the transaction, too. */
static void test_starttls_in_a_transaction(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO TALK_MAIL "C: STARTTLS\n"
                                   "S: 220 go\n"
                                   "T!\n"
                                   "C: EHLO a\n"
                                   "S: 250 mx\n"
                                   "C: MAIL FROM:<e@f>\n"
                                   "S: 250 ok\n",
              TALK_HELLO_ITEMS TALK_MAIL_ITEMS
              "COMMAND \"STARTTLS\" t1\n"
              "REPLY 220 to STARTTLS t1 !accepted-out-of-order@S87\n"
              "TRANSACTION_END starttls 0+0 0 t1\n"
              "TLS 95 35\n"
              "COMMAND \"EHLO a\"\n"
              "REPLY 250 to EHLO\n"
              "COMMAND \"MAIL FROM:<e@f>\"\n"
              "REPLY 250 to MAIL\n"
              "TRANSACTION MAIL t2\n"
              "TRANSACTION_END unfinished 0+0 0 t2\n");
}

/* Behind TLS a password is not in clear; the streams begin anew. */
static void test_starttls_then_password(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 220 go\n"
                         "T!\n"
                         "C: EHLO a\n"
                         "S: 250-mx\n"
                         "S: 250 AUTH PLAIN\n"
                         "C: AUTH PLAIN AGEAYg==\n"
                         "S: 235 ok\n"
                         "C: STARTTLS\n"
                         "S: 503 active\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS\n"
                               "TLS 87 18\n"
                               "COMMAND \"EHLO a\"\n"
                               "REPLY 250- to EHLO\n"
                               "REPLY 250 to EHLO\n"
                               "COMMAND \"AUTH PLAIN AGEAYg==\" secret=\"AGEAYg==\"\n"
                               "AUTH_BEGIN AUTH\n"
                               "REPLY 235 to AUTH\n"
                               "AUTH_END 235\n"
                               "COMMAND \"STARTTLS\" !unannounced-extension@C29\n"
                               "REPLY 503 to STARTTLS !out-of-order@S32\n" TALK_QUIT_ITEMS);
}

/* RFC 3207 4.2: what came ahead of TLS is no part of what TLS holds, and blames nothing in it. */
static void test_plaintext_behind_starttls_and_what_tls_holds(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "C+ NOOP\n"
                         "S: 220 go\n"
                         "T!\n"
                         "C: EHLO a\n"
                         "S: 250 mx\n" TALK_QUIT,
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS\n"
                               "TLS 87 18\n"
                               "LEFTOVER \"NOOP\\r\\n\" !plaintext-before-tls@C18\n"
                               "COMMAND \"EHLO a\"\n"
                               "REPLY 250 to EHLO\n" TALK_QUIT_ITEMS);
}

/* secured() is for the last hand-over; a server that allows it again is followed. */
static void test_starttls_twice_in_tls(void **state)
{
  (void)state;
  assert_talk(TALK_HELLO "C: STARTTLS\n"
                         "S: 220 go\n"
                         "T!\n"
                         "C: EHLO a\n"
                         "S: 250-mx\n"
                         "S: 250 STARTTLS\n"
                         "C: STARTTLS\n"
                         "S: 220 again\n"
                         "T!\n"
                         "C: NOOP\n"
                         "S: 250 ok\n",
              TALK_HELLO_ITEMS "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS\n"
                               "TLS 87 18\n"
                               "COMMAND \"EHLO a\"\n"
                               "REPLY 250- to EHLO\n"
                               "REPLY 250 to EHLO\n"
                               "COMMAND \"STARTTLS\"\n"
                               "REPLY 220 to STARTTLS !accepted-out-of-order@S22\n"
                               "TLS 33 18\n"
                               "COMMAND \"NOOP\"\n"
                               "REPLY 250 to NOOP\n");
}

/* TLS without STARTTLS: no command, no reply. */
static void test_tls_from_the_first_octet(void **state)
{
  (void)state;
  assert_talk("C| \\x16\\x03\\x01\\x02\\r\\n\n"
              "S| \\x16\\x03\\x03\\x01\\r\\n\n",
              "COMMAND \"\\x16\\x03\\x01\\x02\" !malformed@C0\n"
              "GARBAGE \"\\x16\\x03\\x03\\x01\" !malformed,not-a-reply@S0\n"
              "UNANSWERED UNKNOWN !unanswered@C0\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_auth_lines_are_secret),
      cmocka_unit_test(test_auth_with_an_initial_response),
      cmocka_unit_test(test_T112_auth_cancelled),
      cmocka_unit_test(test_auth_refused_and_the_line_sent),
      cmocka_unit_test(test_auth_cut_off),
      cmocka_unit_test(test_auth_twice_behind_a_refusal),
      cmocka_unit_test(test_starttls_and_records),
      cmocka_unit_test(test_TLS_01_plaintext_behind_starttls),
      cmocka_unit_test(test_T22_plaintext_behind_the_reply),
      cmocka_unit_test(test_T23_fragment_behind_the_reply),
      cmocka_unit_test(test_T25_starttls_refused),
      cmocka_unit_test(test_starttls_behind_a_rest),
      cmocka_unit_test(test_starttls_of_another_code),
      cmocka_unit_test(test_starttls_of_two_codes),
      cmocka_unit_test(test_recording_begins_with_starttls),
      cmocka_unit_test(test_starttls_in_a_transaction),
      cmocka_unit_test(test_starttls_then_password),
      cmocka_unit_test(test_plaintext_behind_starttls_and_what_tls_holds),
      cmocka_unit_test(test_starttls_twice_in_tls),
      cmocka_unit_test(test_tls_from_the_first_octet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
