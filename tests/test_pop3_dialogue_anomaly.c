/* SPDX-License-Identifier: MIT */
/* What is remarkable about a conversation of POP3, and what is not. */
#include "support/assert_mw.h"
#include "support/pop3_chat_parts.h"

#define CAPA_OF(lines) "C: CAPA\nS: +OK\n" lines "S: .\n"

/* A password that can be read (RFC 8314 3); what hides it is none. */
static void test_passwords_in_clear(void **state)
{
  (void)state;
  assert_chat_unordered(
      CHAT_GREETING "C: APOP a 0123456789abcdef0123456789abcdef\nS: -ERR\n"
                    "C: AUTH CRAM-MD5\nS: -ERR\nC: AUTH LOGIN\nS: -ERR\nC: AUTH PLAIN\nS: -ERR\n"
                    "C: USER a\nS: +OK\nC: PASS b c\nS: -ERR\n",
      CHAT_GREETING_ITEMS
      "COMMAND \"APOP a 0123456789abcdef0123456789abcdef\" secret "
      "\"0123456789abcdef0123456789abcdef\"\nRESPONSE -ERR to APOP\n"
      "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE -ERR to AUTH\nAUTH_END -ERR\n"
      "COMMAND \"AUTH LOGIN\" !auth-in-clear@C56\nAUTH_BEGIN AUTH\nRESPONSE -ERR to AUTH\n"
      "AUTH_END -ERR\nCOMMAND \"AUTH PLAIN\" !auth-in-clear@C68\nAUTH_BEGIN AUTH\n"
      "RESPONSE -ERR to AUTH\nAUTH_END -ERR\nCOMMAND \"USER a\"\nRESPONSE +OK to USER\n"
      "COMMAND \"PASS b c\" secret \"b c\" !auth-in-clear@C88\nRESPONSE -ERR to PASS\n");
}

/* RFC 1939 3, 5, 7: arguments that the grammar does not have. */
static void test_malformed_arguments(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C: APOP\nS: -ERR\nC: USER a\nS: +OK\n",
              CHAT_GREETING_ITEMS "COMMAND \"APOP\" !malformed@C0\nRESPONSE -ERR to APOP\n"
                                  "COMMAND \"USER a\"\nRESPONSE +OK to USER\n");
  assert_chat(CHAT_LOGIN "C: RETR abc\nS: -ERR\nC: DELE\nS: -ERR\nC: STAT now\nS: -ERR\n"
                         "C: DELE 1\nS: -ERR\n",
              CHAT_LOGIN_ITEMS "COMMAND \"RETR abc\" !malformed@C16\nRESPONSE -ERR to RETR\n"
                               "COMMAND \"DELE\" !malformed@C26\nRESPONSE -ERR to DELE\n"
                               "COMMAND \"STAT now\" !malformed@C32\nRESPONSE -ERR to STAT\n"
                               "COMMAND \"DELE 1\"\nRESPONSE -ERR to DELE\n");
}

/* RFC 2449 6.6: not without the capability; QUIT, STLS and AUTH end a group. */
static void test_groups(void **state)
{
  static const script_setup loose = {.policies = MW_POP3_POLICY_LOOSE_GROUPS};
  (void)state;
  assert_chat(CHAT_LOGIN "C: NOOP\nC: NOOP\nS: +OK\nS: +OK\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS "COMMAND \"NOOP\"\nCOMMAND \"NOOP\" !pipelining@C22\n"
                               "RESPONSE +OK to NOOP\nRESPONSE +OK to NOOP\n" CHAT_NOOP_ITEMS);
  assert_chat_of(CHAT_LOGIN "C: NOOP\nC: NOOP\nS: +OK\nS: +OK\n", &loose,
                 CHAT_LOGIN_ITEMS "COMMAND \"NOOP\"\nCOMMAND \"NOOP\"\nRESPONSE +OK to NOOP\n"
                                  "RESPONSE +OK to NOOP\n");
  assert_chat(CHAT_GREETING CAPA_OF("S: USER\n") "C: USER a\nC: USER b\nS: +OK\nS: +OK\n",
              CHAT_GREETING_ITEMS "COMMAND \"CAPA\"\nRESPONSE +OK to CAPA more\n"
                                  "LINE \"USER\" to CAPA\nEND 1 to CAPA\nCOMMAND \"USER a\"\n"
                                  "COMMAND \"USER b\" !pipelining@C14\nRESPONSE +OK to USER\n"
                                  "RESPONSE +OK to USER\n");
  assert_chat(CHAT_GREETING CAPA_OF("S: USER\nS: PIPELINING\n") "C: QUIT\nC+ USER a\nS: +OK\n",
              CHAT_GREETING_ITEMS
              "COMMAND \"CAPA\"\nRESPONSE +OK to CAPA more\nLINE \"USER\" to CAPA\n"
              "LINE \"PIPELINING\" to CAPA\nEND 2 to CAPA\nCOMMAND \"QUIT\"\n"
              "COMMAND \"USER a\" together !pipelining@C12\nRESPONSE +OK to QUIT\n"
              "UNANSWERED USER !unanswered@C12\n");
}

/* RFC 1939 3: a command in the wrong state, refused or not. */
static void test_order_of_commands(void **state)
{
  (void)state;
  assert_chat_unordered(
      CHAT_GREETING "C: NOOP\nS: -ERR\nC: NOOP\nS: +OK\nC: PASS b\nS: -ERR\nC: PASS b\nS: +OK\n",
      CHAT_GREETING_ITEMS
      "COMMAND \"NOOP\"\nRESPONSE -ERR to NOOP !out-of-order@S11\nCOMMAND \"NOOP\"\n"
      "RESPONSE +OK to NOOP !accepted-out-of-order@S17\n"
      "COMMAND \"PASS b\" secret \"b\" !auth-in-clear@C12\n"
      "RESPONSE -ERR to PASS !out-of-order@S22\n"
      "COMMAND \"PASS b\" secret \"b\" !auth-in-clear@C20\n"
      "RESPONSE +OK to PASS !accepted-out-of-order@S28\n");
  assert_chat_unordered(CHAT_LOGIN "C: USER a\nS: -ERR\nC: STAT\nS: +OK 0 0\nC: RETR 1\nS: -ERR\n",
                        CHAT_LOGIN_ITEMS
                        "COMMAND \"USER a\"\nRESPONSE -ERR to USER !out-of-order@S21\n"
                        "COMMAND \"STAT\"\nRESPONSE +OK to STAT\nCOMMAND \"RETR 1\"\n"
                        "RESPONSE -ERR to RETR\n");
}

static void test_policies(void **state)
{
  static const script_setup tls_first = {.policies = MW_POP3_POLICY_TLS_FIRST};
  (void)state;
  assert_chat_of(CHAT_GREETING "C: USER a\nS: -ERR\nC: USER a\nS: +OK\n", &tls_first,
                 CHAT_GREETING_ITEMS
                 "COMMAND \"USER a\"\nRESPONSE -ERR to USER !out-of-order@S11\n"
                 "COMMAND \"USER a\"\nRESPONSE +OK to USER !accepted-out-of-order@S17\n");
}

/* RFC 1939 4: the server greets first. */
static void test_client_speaks_before_the_greeting(void **state)
{
  (void)state;
  assert_chat("C: USER a\nS: +OK\nS: +OK\n",
              "COMMAND \"USER a\"\nRESPONSE +OK greeting !early-talker@S0\n"
              "RESPONSE +OK to USER\n");
  assert_chat("C: QUIT\nC: QUIT\nS: -ERR\nS: -ERR\n",
              "COMMAND \"QUIT\"\nCOMMAND \"QUIT\"\nRESPONSE -ERR greeting !early-talker@S0\n"
              "RESPONSE -ERR to QUIT\nUNANSWERED QUIT !unanswered@C6\n");
}

/* RFC 1939 3: a server may close an idle session; it says so unasked. */
static void test_nobody_asked(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "S: -ERR timeout\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS "RESPONSE -ERR !unsolicited-reply@S21\n" CHAT_NOOP_ITEMS);
  assert_chat(CHAT_LOGIN "S: +OK\nS: + x\nC: NOOP\nS: + x\nS: +OK\n", CHAT_LOGIN_ITEMS
              "RESPONSE +OK !unsolicited-reply@S21\nRESPONSE + !unsolicited-reply@S26\n"
              "COMMAND \"NOOP\"\nRESPONSE + to NOOP !unexpected-reply@S31\n"
              "RESPONSE +OK !unsolicited-reply@S36\n");
  assert_chat("S: + x\nS: +OK\nC: USER a\nS: +OK\n",
              "RESPONSE + !unsolicited-reply@S0\nRESPONSE +OK greeting\nCOMMAND \"USER a\"\n"
              "RESPONSE +OK to USER\n");
}

/* A challenge to a command that has none answers it: what comes next is the next command's. */
static void test_challenge_to_another_command(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING
              "C: USER a\nS: + go on\nC: PASS b\nS: -ERR\nC: LIST\nS: + \nC: QUIT\nS: +OK\n",
              CHAT_GREETING_ITEMS "COMMAND \"USER a\"\nRESPONSE + to USER !unexpected-reply@S11\n"
                                  "COMMAND \"PASS b\" secret \"b\" !auth-in-clear@C8\n"
                                  "RESPONSE -ERR to PASS !out-of-order@S20\nCOMMAND \"LIST\"\n"
                                  "RESPONSE + to LIST !unexpected-reply@S26\nCOMMAND \"QUIT\"\n"
                                  "RESPONSE +OK to QUIT\n");
  assert_chat(CHAT_GREETING "C: STLS\nS: + \nC: XAUT\nS: + a\nC: bbbb\nS: +OK\n",
              CHAT_GREETING_ITEMS "COMMAND \"STLS\"\nRESPONSE + to STLS !unexpected-reply@S11\n"
                                  "COMMAND \"XAUT\"\nRESPONSE + to UNKNOWN !unexpected-reply@S15\n"
                                  "COMMAND \"bbbb\"\nRESPONSE +OK to UNKNOWN\n");
}

/* A word of no table has no place: nobody can say that it is the wrong one. Behind QUIT there is no
 * right one. */
static void test_unknown_commands(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: XSND 1\nS: +OK a@b\nC: XFOO\nS: -ERR\n" CHAT_QUIT "C: XFOO\n",
              CHAT_LOGIN_ITEMS
              "COMMAND \"XSND 1\"\nRESPONSE +OK to UNKNOWN\n"
              "COMMAND \"XFOO\"\nRESPONSE -ERR to UNKNOWN\n" CHAT_QUIT_ITEMS
              "COMMAND \"XFOO\" !after-end@C36\nUNANSWERED UNKNOWN !unanswered@C36\n");
}

/* RFC 2449 6.6: who sends commands ahead does not know yet that one in front was refused. */
static void test_refused_in_front(void **state)
{
  (void)state;
  assert_chat(
      CHAT_GREETING CAPA_OF("S: USER\nS: PIPELINING\n") "C: USER a\nC+ PASS b\nC+ STAT\nS: +OK\nS+ "
                                                        "-ERR\nS+ -ERR\nC: STAT\nS: -ERR\n",
      CHAT_GREETING_ITEMS
      "COMMAND \"CAPA\"\nRESPONSE +OK to CAPA more\nLINE \"USER\" to CAPA\n"
      "LINE \"PIPELINING\" to CAPA\nEND 2 to CAPA\nCOMMAND \"USER a\"\n"
      "COMMAND \"PASS b\" secret \"b\" together !auth-in-clear@C14\n"
      "COMMAND \"STAT\" together\nRESPONSE +OK to USER\nRESPONSE -ERR to PASS\n"
      "RESPONSE -ERR to STAT\nCOMMAND \"STAT\"\nRESPONSE -ERR to STAT !out-of-order@S54\n");
}

/* A line that is no response is none: what waits goes on to wait. */
static void test_no_response(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: LIST\nS: OK\nS: * BYE\nS: \nS: +OK\nS: 1 2\nS: .\n",
              CHAT_LOGIN_ITEMS "COMMAND \"LIST\"\nGARBAGE \"OK\" !not-a-reply@S21\n"
                               "GARBAGE \"* BYE\" !not-a-reply@S25\n"
                               "GARBAGE \"\" !not-a-reply@S32\nRESPONSE +OK to LIST more\n"
                               "LINE \"1 2\" to LIST\nEND 1 to LIST\n");
}

/* RFC 2449 5 and 6: what CAPA announces. */
static void test_what_is_announced(void **state)
{
  (void)state;
  assert_chat_unordered(CHAT_GREETING CAPA_OF("S: SASL CRAM-MD5 LOGIN\nS: SASL X-FOO\nS: X-BAR 1\n"
                                              "S: TOP\\tx\n"),
                        CHAT_GREETING_ITEMS
                        "COMMAND \"CAPA\"\nRESPONSE +OK to CAPA more\n"
                        "LINE \"SASL CRAM-MD5 LOGIN\" to CAPA !auth-offered-in-clear@S16\n"
                        "LINE \"SASL X-FOO\" to CAPA\nLINE \"X-BAR 1\" to CAPA\n"
                        "LINE \"TOP\\tx\" to CAPA !odd-keyword@S58\nEND 4 to CAPA\n");
  assert_chat(CHAT_GREETING "C: STLS\nS: +OK\nT!\n" CAPA_OF("S: SASL PLAIN\n"),
              CHAT_GREETING_ITEMS "COMMAND \"STLS\"\nRESPONSE +OK to STLS\nTLS 16 6\n"
                                  "COMMAND \"CAPA\"\nRESPONSE +OK to CAPA more\n"
                                  "LINE \"SASL PLAIN\" to CAPA\nEND 1 to CAPA\n");
  assert_chat(
      CHAT_GREETING CAPA_OF("S: TOP\n") "C: STLS\nS: -ERR\nC: CAPA\nS: -ERR\n"
                                        "C: USER a\nS: +OK\nC: PASS b\nS: -ERR\nC: NOOP\nS: -ERR\n",
      CHAT_GREETING_ITEMS
      "COMMAND \"CAPA\"\nRESPONSE +OK to CAPA more\nLINE \"TOP\" to CAPA\n"
      "END 1 to CAPA\nCOMMAND \"STLS\" !unannounced-extension@C6\nRESPONSE -ERR to STLS\n"
      "COMMAND \"CAPA\"\nRESPONSE -ERR to CAPA\n"
      "COMMAND \"USER a\" !unannounced-extension@C18\nRESPONSE +OK to USER\n"
      "COMMAND \"PASS b\" secret \"b\" !auth-in-clear,unannounced-extension@C26\n"
      "RESPONSE -ERR to PASS\nCOMMAND \"NOOP\"\nRESPONSE -ERR to NOOP !out-of-order@S47\n");
}

/* The server closes behind QUIT (RFC 1939 4 and 6), and behind a greeting that refuses. */
static void test_after_the_end(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN CHAT_QUIT "C: NOOP\n",
              CHAT_LOGIN_ITEMS CHAT_QUIT_ITEMS "COMMAND \"NOOP\" !after-end@C22\n"
                                               "UNANSWERED NOOP !unanswered@C22\n");
  assert_chat(CHAT_GREETING CHAT_QUIT "C: NOOP\nS: -ERR\n",
              CHAT_GREETING_ITEMS CHAT_QUIT_ITEMS "COMMAND \"NOOP\" !after-end@C6\n"
                                                  "RESPONSE -ERR to NOOP !out-of-order@S16\n");
  assert_chat("S: -ERR\nC: QUIT\nS: +OK\nC: NOOP\n",
              "RESPONSE -ERR greeting\nCOMMAND \"QUIT\"\nRESPONSE +OK to QUIT\n"
              "COMMAND \"NOOP\" !after-end@C6\nUNANSWERED NOOP !unanswered@C6\n");
  assert_chat("S: -ERR\nC: USER a\n", "RESPONSE -ERR greeting\nCOMMAND \"USER a\" !after-end@C0\n"
                                      "UNANSWERED USER !unanswered@C0\n");
  assert_chat(CHAT_GREETING "C: QUIT\nS: -ERR\n" CHAT_QUIT,
              CHAT_GREETING_ITEMS "COMMAND \"QUIT\"\nRESPONSE -ERR to QUIT\n" CHAT_QUIT_ITEMS);
}

/* RFC 1939 6: QUIT ends the session, refused or not; a line that is no QUIT of that grammar does
 * not, unless the server takes it as one. */
static void test_quit_with_an_argument(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: QUIT now\nS: -ERR\n" CHAT_NOOP "C: QUIT now\nS: +OK\nC: NOOP\n",
              CHAT_LOGIN_ITEMS
              "COMMAND \"QUIT now\" !malformed@C16\nRESPONSE -ERR to QUIT\n" CHAT_NOOP_ITEMS
              "COMMAND \"QUIT now\" !malformed@C32\nRESPONSE +OK to QUIT\n"
              "COMMAND \"NOOP\" !after-end@C42\nUNANSWERED NOOP !unanswered@C42\n");
}

/* What is tolerated is told all the same. */
static void test_lines_that_are_tolerated(void **state)
{
  static const script_setup lax = {
      .allow = MW_ALLOW_BARE_LF | MW_ALLOW_LONG_LINE | MW_ALLOW_EIGHT_BIT, 0, 0};
  (void)state;
  assert_chat_of(CHAT_GREETING "C| USER a\\n\nS: +OK\nC: USER \\xe9\nS: +OK \\xe9\n"
                               "C: USER {x*300}\nS: +OK {y*600}\nC: USER b\nS: +OK\n",
                 &lax,
                 CHAT_GREETING_ITEMS
                 "COMMAND \"USER a\" !line-end@C0\nRESPONSE +OK to USER\n"
                 "COMMAND \"USER \\xe9\" !malformed@C7\nRESPONSE +OK to USER !malformed@S16\n"
                 "COMMAND \"USER {x*300}\" !limit-exceeded@C15\n"
                 "RESPONSE +OK to USER !limit-exceeded@S23\nCOMMAND \"USER b\"\n"
                 "RESPONSE +OK to USER\n");
}

/* Strict, they are faults. */
static void test_lines_that_are_not(void **state)
{
  (void)state;
  assert_chat_unordered(CHAT_GREETING "C: \nS: -ERR\nC: TOOLONG\nS: -ERR\nC: NOOP\\0\nS: -ERR\n",
                        CHAT_GREETING_ITEMS
                        "COMMAND \"\" !malformed@C0\nRESPONSE -ERR to UNKNOWN\n"
                        "COMMAND \"TOOLONG\" !malformed@C2\nRESPONSE -ERR to UNKNOWN\n"
                        "COMMAND \"NOOP\\0\" !malformed@C11\nRESPONSE -ERR to NOOP\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_passwords_in_clear),
      cmocka_unit_test(test_malformed_arguments),
      cmocka_unit_test(test_groups),
      cmocka_unit_test(test_order_of_commands),
      cmocka_unit_test(test_policies),
      cmocka_unit_test(test_client_speaks_before_the_greeting),
      cmocka_unit_test(test_nobody_asked),
      cmocka_unit_test(test_challenge_to_another_command),
      cmocka_unit_test(test_unknown_commands),
      cmocka_unit_test(test_refused_in_front),
      cmocka_unit_test(test_no_response),
      cmocka_unit_test(test_what_is_announced),
      cmocka_unit_test(test_after_the_end),
      cmocka_unit_test(test_quit_with_an_argument),
      cmocka_unit_test(test_lines_that_are_tolerated),
      cmocka_unit_test(test_lines_that_are_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
