/* SPDX-License-Identifier: MIT */
/* Where a conversation of POP3 begins late, or ends in the middle: finish(), one side alone, a full
 * ring. */
#include "support/assert_mw.h"
#include "support/pop3_chat_parts.h"

/* RFC 1939 4: a connection that is lost anywhere. */
static void test_ends_in_a_line(void **state)
{
  (void)state;
  assert_chat_unordered("S| +OK he\n", "UNFINISHED \"+OK he\" !cut-off@S0\n");
  assert_chat(CHAT_GREETING "C| NOO\n", CHAT_GREETING_ITEMS "UNFINISHED \"NOO\" !cut-off@C0\n");
  assert_chat_unordered(CHAT_GREETING "C: NOOP\nS| -ER\n",
                        CHAT_GREETING_ITEMS "COMMAND \"NOOP\"\nUNFINISHED \"-ER\" !cut-off@S11\n"
                                            "UNANSWERED NOOP !unanswered@C0\n");
}

static void test_ends_without_an_answer(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING CHAT_CAPA "C: USER a\nC+ LIST\n", CHAT_GREETING_ITEMS CHAT_CAPA_ITEMS
              "COMMAND \"USER a\"\nCOMMAND \"LIST\" together\nUNANSWERED USER !unanswered@C6\n"
              "UNANSWERED LIST !unanswered@C14\n");
}

/* What was answered in part is no command without a response. */
static void test_ends_in_a_listing(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: LIST\nS: +OK\nS: 1 2\nS| 2 3\n",
              CHAT_LOGIN_ITEMS "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nLINE \"1 2\" to LIST\n"
                               "UNFINISHED \"2 3\" !cut-off@S31\nEND 1 to LIST cut !cut-off@S34\n");
  assert_chat(CHAT_LOGIN "C: LIST\nS: +OK\n",
              CHAT_LOGIN_ITEMS "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\n"
                               "END 0 to LIST cut !cut-off@S26\n");
}

static void test_ends_in_a_message(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: RETR 1\nS: +OK\nS: a\nS| b\\r\\n.\n", CHAT_LOGIN_ITEMS
              "COMMAND \"RETR 1\"\nRESPONSE +OK to RETR message more\nBODY \"a\\r\\nb\\r\\n\"\n"
              "END 6/2 to RETR message cut !cut-off@S32\n");
  assert_chat(CHAT_LOGIN "C: RETR 1\nS: +OK\nS| a\\r\n",
              CHAT_LOGIN_ITEMS "COMMAND \"RETR 1\"\nRESPONSE +OK to RETR message more\nBODY \"a\"\n"
                               "END 1/0 to RETR message cut !cut-off@S27\n");
}

static void test_ends_in_an_exchange(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\n",
              CHAT_GREETING_ITEMS "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\n"
                                  "AUTH_END NONE\nUNANSWERED AUTH !unanswered@C0\n");
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nS: + PDE+\nC| dG\n", CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\n"
              "RESPONSE + to AUTH\nUNFINISHED \"dG\" secret \"dG\" !cut-off@C15\n"
              "AUTH_END NONE\n");
}

/* A client whose server is gone is read on; what looks like no command may be what AUTH hides. */
static void test_server_ends_first(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nC: dGlt\nC: QUIT\n", CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\n"
              "COMMAND \"dGlt\" secret \"dGlt\"\n"
              "COMMAND \"QUIT\"\nAUTH_END NONE\n"
              "UNANSWERED AUTH !unanswered@C0\nUNANSWERED UNKNOWN !unanswered@C15\n"
              "UNANSWERED QUIT !unanswered@C21\n");
}

/* No server: all is taken as accepted. */
static void test_client_alone(void **state)
{
  (void)state;
  assert_chat("C: USER a\nC: PASS b\nC: LIST\nC: RETR 1\nC: QUIT\n",
              "ASSUMED\nCOMMAND \"USER a\"\nCOMMAND \"PASS b\" secret \"b\" !auth-in-clear@C8\n"
              "COMMAND \"LIST\"\nCOMMAND \"RETR 1\"\nCOMMAND \"QUIT\"\n");
  assert_chat("C: AUTH LOGIN\nC: QQ==\nC: Qg==\nC: STAT\nC: QUIT\nC: NOOP\n",
              "ASSUMED\nCOMMAND \"AUTH LOGIN\" !auth-in-clear@C0\nAUTH_BEGIN AUTH\n"
              "AUTH_LINE \"QQ==\" secret \"QQ==\"\nAUTH_LINE \"Qg==\" secret \"Qg==\"\n"
              "AUTH_END NONE\nCOMMAND \"STAT\"\nCOMMAND \"QUIT\"\n"
              "COMMAND \"NOOP\" !after-end@C36\n");
  assert_chat("C: CAPA\nC: STLS\nC| \\x16\\x03\\x01\n",
              "ASSUMED\nCOMMAND \"CAPA\"\nCOMMAND \"STLS\"\nTLS 0 12\n"
              "LEFTOVER \"\\x16\\x03\\x01\"\n");
}

static void test_server_alone(void **state)
{
  (void)state;
  assert_chat_unordered("S: +OK\nS: +OK\nS: x\nS: .\n",
                        "RESPONSE +OK greeting\nRESPONSE +OK !unsolicited-reply@S5\n"
                        "GARBAGE \"x\" !not-a-reply@S10\nGARBAGE \".\" !not-a-reply@S13\n");
  assert_chat("", "ASSUMED\n");
}

/* The client speaks first, and of messages: greeting and login were not recorded, nor what was
 * announced. */
static void test_begins_late(void **state)
{
  (void)state;
  assert_chat("C: RETR 1\nS: +OK\nS: a\nS: .\nC: DELE 1\nS: +OK\n",
              "COMMAND \"RETR 1\"\nRESPONSE +OK to RETR message more\nBODY \"a\\r\\n\"\n"
              "END 3/1 to RETR message\nCOMMAND \"DELE 1\"\nRESPONSE +OK to DELE\n");
  assert_chat("C: DELE 1\nC+ DELE 2\nS: +OK\nS: +OK\n",
              "COMMAND \"DELE 1\"\nCOMMAND \"DELE 2\" together\nRESPONSE +OK to DELE\n"
              "RESPONSE +OK to DELE\n");
  assert_chat("S: a\nS: .\nC: DELE 1\nS: +OK\nC: QUIT\nS: +OK\n",
              "GARBAGE \"a\" !not-a-reply@S0\nGARBAGE \".\" !not-a-reply@S3\nCOMMAND \"DELE 1\"\n"
              "RESPONSE +OK to DELE\nCOMMAND \"QUIT\"\nRESPONSE +OK to QUIT\n");
}

/* The caller knows that it does. */
static void test_greeting_not_recorded(void **state)
{
  static const script_setup midway = {.options = MW_DIALOGUE_MIDWAY};
  (void)state;
  assert_chat_of("C: USER a\nC+ USER b\nS: +OK\nS: -ERR\n", &midway,
                 "COMMAND \"USER a\"\nCOMMAND \"USER b\" together\nRESPONSE +OK to USER\n"
                 "RESPONSE -ERR to USER\n");
}

/* Of more units than the ring holds the first are known, and the last. */
static void test_full_ring(void **state)
{
  static const script_setup two = {.policies = MW_POP3_POLICY_LOOSE_GROUPS, .ring = 2};
  (void)state;
  assert_chat_of(CHAT_GREETING "C: STAT\nC: LIST\nC: UIDL\nC: NOOP\nC: LIST\nS: -ERR\nS: -ERR\n"
                               "S: -ERR\nS: -ERR\nS: +OK\nS: 1 2\nS: .\nC: QUIT\nS: +OK\n",
                 &two,
                 CHAT_GREETING_ITEMS
                 "COMMAND \"STAT\"\nCOMMAND \"LIST\"\nCOMMAND \"UIDL\"\n"
                 "OVERFLOW !outstanding-overflow@C12\nCOMMAND \"NOOP\"\nCOMMAND \"LIST\"\n"
                 "RESPONSE -ERR to STAT !out-of-order@S11\nRESPONSE -ERR\nRESPONSE -ERR\n"
                 "RESPONSE -ERR\nRESPONSE +OK to LIST more !accepted-out-of-order@S35\n"
                 "LINE \"1 2\" to LIST\nEND 1 to LIST\nCOMMAND \"QUIT\"\nRESPONSE +OK to QUIT\n");
  assert_chat_of(CHAT_GREETING "C: USER a\nC: NOOP\nC: NOOP\nC: AUTH LOGIN\nS: +OK\nS: -ERR\n"
                               "S: -ERR\nS: + eA==\nC: QQ==\nS: -ERR\n",
                 &two,
                 CHAT_GREETING_ITEMS
                 "COMMAND \"USER a\"\nCOMMAND \"NOOP\"\nCOMMAND \"NOOP\"\n"
                 "OVERFLOW !outstanding-overflow@C14\n"
                 "COMMAND \"AUTH LOGIN\" !auth-in-clear@C20\nAUTH_BEGIN AUTH\n"
                 "RESPONSE +OK to USER\nRESPONSE -ERR\nRESPONSE -ERR\nRESPONSE + to AUTH\n"
                 "AUTH_LINE \"QQ==\" secret \"QQ==\"\nRESPONSE -ERR to AUTH_LINE\nAUTH_END -ERR\n");
  assert_chat_of(CHAT_GREETING "C: STAT\nC: LIST\nC: UIDL\n", &two,
                 CHAT_GREETING_ITEMS "COMMAND \"STAT\"\nCOMMAND \"LIST\"\nCOMMAND \"UIDL\"\n"
                                     "OVERFLOW !outstanding-overflow@C12\n"
                                     "UNANSWERED STAT !unanswered@C0\n"
                                     "UNANSWERED NAMELESS !unanswered@C0\n"
                                     "UNANSWERED UIDL !unanswered@C12\n");
}

/* Greeting and first command have one stamp: the server went first, to the end of its line. */
static void test_one_stamp(void **state)
{
  (void)state;
  assert_chat("S| +OK he\nS& llo\\r\\n\nC+ QUIT\nS: +OK\n",
              "RESPONSE +OK greeting\nCOMMAND \"QUIT\"\nRESPONSE +OK to QUIT\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ends_in_a_line),      cmocka_unit_test(test_ends_without_an_answer),
      cmocka_unit_test(test_ends_in_a_listing),   cmocka_unit_test(test_ends_in_a_message),
      cmocka_unit_test(test_ends_in_an_exchange), cmocka_unit_test(test_server_ends_first),
      cmocka_unit_test(test_client_alone),        cmocka_unit_test(test_server_alone),
      cmocka_unit_test(test_begins_late),         cmocka_unit_test(test_greeting_not_recorded),
      cmocka_unit_test(test_full_ring),           cmocka_unit_test(test_one_stamp),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
