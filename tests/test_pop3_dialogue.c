/* SPDX-License-Identifier: MIT */
/* What client and server of POP3 say, in every order and every cut: listings, messages, groups. */
#include "support/assert_mw.h"
#include "support/pop3_chat_parts.h"

static const script_setup lf_server = {.allow = MW_ALLOW_BARE_LF | MW_ALLOW_LF_DOT_END};

/* RFC 1939 4: the greeting; 7: APOP, whose digest is a secret that cannot be read. */
static void test_a_session(void **state)
{
  (void)state;
  assert_chat_unordered(CHAT_LOGIN CHAT_NOOP CHAT_QUIT,
                        CHAT_LOGIN_ITEMS CHAT_NOOP_ITEMS CHAT_QUIT_ITEMS);
  assert_chat_unordered("S: +OK POP3 <1896.697170952@dbc.mtview.ca.us>\n"
                        "C: APOP mrose c4c9334bac560ecc979e58001b3e22fb\nS: +OK 1 message\n",
                        CHAT_GREETING_ITEMS
                        "COMMAND \"APOP mrose c4c9334bac560ecc979e58001b3e22fb\" secret "
                        "\"c4c9334bac560ecc979e58001b3e22fb\"\nRESPONSE +OK to APOP\n");
  assert_chat_unordered("S: -ERR [SYS/TEMP] no\n", "RESPONSE -ERR greeting\n");
}

/* RFC 1939 5 and 7, RFC 6856 3: with an argument one line, without one a listing. */
static void test_listings(void **state)
{
  (void)state;
  assert_chat_unordered(
      CHAT_LOGIN "C: LIST\nS: +OK 2\nS: 1 120\nS: 2 200\nS: .\nC: LIST 2\nS: +OK 2 200\n"
                 "C: UIDL\nS: +OK\nS: 1 x\nS: .\nC: UIDL 1\nS: +OK 1 x\nC: LIST 3\nS: -ERR no\n"
                 "C: LIST\nS: +OK\nS: .\n",
      CHAT_LOGIN_ITEMS
      "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nLINE \"1 120\" to LIST\n"
      "LINE \"2 200\" to LIST\nEND 2 to LIST\nCOMMAND \"LIST 2\"\nRESPONSE +OK to LIST\n"
      "COMMAND \"UIDL\"\nRESPONSE +OK to UIDL more\nLINE \"1 x\" to UIDL\nEND 1 to UIDL\n"
      "COMMAND \"UIDL 1\"\nRESPONSE +OK to UIDL\nCOMMAND \"LIST 3\"\nRESPONSE -ERR to LIST\n"
      "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nEND 0 to LIST\n");
  assert_chat_unordered(CHAT_GREETING "C: LANG\nS: +OK\nS: en English\nS: .\nC: LANG en\nS: +OK\n",
                        CHAT_GREETING_ITEMS
                        "COMMAND \"LANG\"\nRESPONSE +OK to LANG more\n"
                        "LINE \"en English\" to LANG\nEND 1 to LANG\nCOMMAND \"LANG en\"\n"
                        "RESPONSE +OK to LANG\n");
}

/* Blanks are no argument (pop3_response_reader.h). */
static void test_blanks_are_no_argument(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: LIST  \nS: +OK\nS: 1 1\nS: .\n",
              CHAT_LOGIN_ITEMS "COMMAND \"LIST  \" !malformed@C16\nRESPONSE +OK to LIST more\n"
                               "LINE \"1 1\" to LIST\nEND 1 to LIST\n");
}

/* RFC 1939 3: a stuffed dot is taken away; the last line is no part of the message. */
static void test_messages(void **state)
{
  (void)state;
  assert_chat_unordered(
      CHAT_LOGIN "C: RETR 1\nS: +OK 30 octets\nS: A: b\nS: \nS: ..\nS: ..x\nS: y.\nS: .\n"
                 "C: TOP 1 0\nS: +OK\nS: A: b\nS: \nS: .\nC: RETR 2\nS: +OK\nS: .\n"
                 "C: RETR 3\nS: -ERR no\n",
      CHAT_LOGIN_ITEMS
      "COMMAND \"RETR 1\"\nRESPONSE +OK to RETR message more\n"
      "BODY \"A: b\\r\\n\\r\\n.\\r\\n.x\\r\\ny.\\r\\n\"\nEND 19/5 to RETR message\n"
      "COMMAND \"TOP 1 0\"\nRESPONSE +OK to TOP message more\nBODY \"A: b\\r\\n\\r\\n\"\n"
      "END 8/2 to TOP message\nCOMMAND \"RETR 2\"\nRESPONSE +OK to RETR message more\n"
      "END 0/0 to RETR message\nCOMMAND \"RETR 3\"\nRESPONSE -ERR to RETR\n");
}

static void test_faults_of_messages(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: RETR 1\nS: +OK\nS: a\\rb\\nc\\0d\nS: .\n",
              CHAT_LOGIN_ITEMS "COMMAND \"RETR 1\"\nRESPONSE +OK to RETR message more\n"
                               "BODY \"a\"\nBODY_FAULT BARE_CR !body-line-end@S27\nBODY \"\\rb\"\n"
                               "BODY_FAULT BARE_LF !body-line-end@S29\nBODY \"\\nc\"\n"
                               "BODY_FAULT NUL_OCTET !body-line-end@S31\nBODY \"\\0d\\r\\n\"\n"
                               "END 9/2 to RETR message\n");
}

/* A line of a listing may be stuffed, too (RFC 1939 3). */
static void test_dots_in_listings(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: UIDL\nS: +OK\nS: ..\nS: ..x\nS: .y\nS: .\n",
              CHAT_LOGIN_ITEMS "COMMAND \"UIDL\"\nRESPONSE +OK to UIDL more\nLINE \".\" to UIDL\n"
                               "LINE \".x\" to UIDL\nLINE \"y\" to UIDL !malformed@S35\n"
                               "END 3 to UIDL\n");
}

/* RFC 2449 6.6: a group may be sent where PIPELINING was announced. */
static void test_groups(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING CHAT_CAPA
              "C: USER a\nC+ PASS b\nC+ LIST\nS: +OK\nS+ +OK\nS& +OK\\r\\n1 2\\r\\n.\\r\\n\n",
              CHAT_GREETING_ITEMS CHAT_CAPA_ITEMS
              "COMMAND \"USER a\"\nCOMMAND \"PASS b\" secret \"b\" together !auth-in-clear@C14\n"
              "COMMAND \"LIST\" together\nRESPONSE +OK to USER\nRESPONSE +OK to PASS\n"
              "RESPONSE +OK to LIST more\nLINE \"1 2\" to LIST\nEND 1 to LIST\n");
  assert_chat(CHAT_GREETING CHAT_CAPA
              "C: RETR 1\nC: DELE 1\nS: -ERR\nC: RETR 2\nS: -ERR\nS: +OK\nS: x\nC: DELE 2\nS: .\n"
              "S: -ERR\nC: QUIT\nS: +OK\n",
              CHAT_GREETING_ITEMS CHAT_CAPA_ITEMS
              "COMMAND \"RETR 1\"\nCOMMAND \"DELE 1\"\nRESPONSE -ERR to RETR !out-of-order@S58\n"
              "COMMAND \"RETR 2\"\nRESPONSE -ERR to DELE !out-of-order@S64\n"
              "RESPONSE +OK to RETR message more !accepted-out-of-order@S70\nBODY \"x\\r\\n\"\n"
              "COMMAND \"DELE 2\"\nEND 3/1 to RETR message\n"
              "RESPONSE -ERR to DELE !out-of-order@S81\nCOMMAND \"QUIT\"\nRESPONSE +OK to QUIT\n");
}

/* One command, all that a table can expect of lines around it. */
static void test_commands_of_no_table(void **state)
{
  (void)state;
  assert_chat_unordered(CHAT_GREETING "C: XTND x\nS: -ERR\nC: FOO bar\nS: -ERR\n",
                        CHAT_GREETING_ITEMS
                        "COMMAND \"XTND x\"\nRESPONSE -ERR to XTND !out-of-order@S11\n"
                        "COMMAND \"FOO bar\"\nRESPONSE -ERR to UNKNOWN\n");
}

/* Servers that end their lines with LF. */
static void test_servers_of_lf(void **state)
{
  (void)state;
  assert_chat_of("S| +OK\\n\nC: LIST\nS| +OK\\n\nS| 1 2\\n\nS| .\\n\nC: QUIT\nS| +OK\\n\n",
                 &lf_server,
                 "RESPONSE +OK greeting !line-end@S0\nCOMMAND \"LIST\"\n"
                 "RESPONSE +OK to LIST more !line-end,accepted-out-of-order@S4\n"
                 "LINE \"1 2\" to LIST !line-end@S8\nEND 1 to LIST !line-end@S12\n"
                 "COMMAND \"QUIT\"\nRESPONSE +OK to QUIT !line-end@S14\n");
  assert_chat_of("S| +OK\\n\nC: NOOP\nS| -ERR\\n\nC: RETR 1\nS| +OK\\n\nS| a\\n\nS| .\\n\n"
                 "C: QUIT\nS| +OK\\n\n",
                 &lf_server,
                 "RESPONSE +OK greeting !line-end@S0\nCOMMAND \"NOOP\"\n"
                 "RESPONSE -ERR to NOOP !out-of-order,line-end@S4\nCOMMAND \"RETR 1\"\n"
                 "RESPONSE +OK to RETR message more !line-end,accepted-out-of-order@S9\n"
                 "BODY \"a\"\nBODY_FAULT BARE_LF !body-line-end@S14\nBODY \"\\n\"\nEND 2/1 to RETR "
                 "message !smuggling@S15\n"
                 "COMMAND \"QUIT\"\nRESPONSE +OK to QUIT !line-end@S17\n");
}

/* Strict, the same stream has no line that ends. */
static void test_servers_of_lf_are_strictly_none(void **state)
{
  (void)state;
  assert_chat("S| +OK\\n\nC: QUIT\nS| +OK\\n\n",
              "COMMAND \"QUIT\"\nUNFINISHED \"+OK\\n+OK\\n\" !cut-off@S0\n"
              "UNANSWERED QUIT !unanswered@C0\n");
}

/* Lines over a limit (RFC 2449 4) are told once; what comes behind them is as ever. */
static void test_lines_over_a_limit(void **state)
{
  (void)state;
  assert_chat_unordered(CHAT_GREETING "C: NOOP {x*300}\nS: -ERR {y*600}\nC: NOOP\nS: -ERR\n",
                        CHAT_GREETING_ITEMS "COMMAND \"NOOP {x*248}\" !limit-exceeded@C0\n"
                                            "RESPONSE -ERR to NOOP !limit-exceeded@S11\n"
                                            "COMMAND \"NOOP\"\nRESPONSE -ERR to NOOP "
                                            "!out-of-order@S618\n");
  assert_chat(CHAT_LOGIN "C: RETR 1\nS: +OK {y*600}\nS: a\nS: .\nC: LIST\nS: +OK {z*600}\nS: 1 2\n"
                         "S: .\nC: NOOP\nS: -ERR\n",
              CHAT_LOGIN_ITEMS
              "COMMAND \"RETR 1\"\nRESPONSE +OK to RETR message more !limit-exceeded@S21\n"
              "BODY \"a\\r\\n\"\nEND 3/1 to RETR message\nCOMMAND \"LIST\"\n"
              "RESPONSE +OK to LIST more !limit-exceeded@S633\nLINE \"1 2\" to LIST\n"
              "END 1 to LIST\nCOMMAND \"NOOP\"\nRESPONSE -ERR to NOOP\n");
}

/* The rest of such a line belongs to no response: not to one that comes after another command. */
static void test_the_rest_of_a_line_that_is_too_long(void **state)
{
  static const script_setup small = {.storage = 64};
  (void)state;
  assert_chat_of("S| +OK {g*100}\nC: NOOP\nS: g\nS: -ERR\nC: QUIT\nS: +OK\n", &small,
                 "RESPONSE +OK greeting !limit-exceeded@S0\nCOMMAND \"NOOP\"\n"
                 "RESPONSE -ERR to NOOP !out-of-order@S107\nCOMMAND \"QUIT\"\n"
                 "RESPONSE +OK to QUIT\n");
  assert_chat_of("S: +OK\nC: STLS {x*100}\nS| +OK {g*100}\n", &small,
                 "RESPONSE +OK greeting\nCOMMAND \"STLS {x*57}\" !limit-exceeded@C0\n"
                 "RESPONSE +OK to STLS !limit-exceeded@S5\nTLS 67 62\n");
  assert_chat_of("S: +OK\nC| NOOP {x*100}\n", &small,
                 "RESPONSE +OK greeting\nCOMMAND \"NOOP {x*57}\" !limit-exceeded@C0\n"
                 "UNANSWERED NOOP !unanswered@C0\n");
  assert_chat_of("S: +OK\nS: {g*100}\nC: NOOP {x*100}\nS: -ERR {g*100}\nC: QUIT\nS: +OK\n", &small,
                 "RESPONSE +OK greeting\n"
                 "GARBAGE \"{g*62}\" !limit-exceeded,not-a-reply@S5\n"
                 "COMMAND \"NOOP {x*57}\" !limit-exceeded@C0\n"
                 "RESPONSE -ERR to NOOP !limit-exceeded@S107\nCOMMAND \"QUIT\"\n"
                 "RESPONSE +OK to QUIT\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_session),
      cmocka_unit_test(test_listings),
      cmocka_unit_test(test_blanks_are_no_argument),
      cmocka_unit_test(test_messages),
      cmocka_unit_test(test_faults_of_messages),
      cmocka_unit_test(test_dots_in_listings),
      cmocka_unit_test(test_groups),
      cmocka_unit_test(test_commands_of_no_table),
      cmocka_unit_test(test_servers_of_lf),
      cmocka_unit_test(test_servers_of_lf_are_strictly_none),
      cmocka_unit_test(test_lines_over_a_limit),
      cmocka_unit_test(test_the_rest_of_a_line_that_is_too_long),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
