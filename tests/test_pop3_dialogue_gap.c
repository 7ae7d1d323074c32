/* SPDX-License-Identifier: MIT */
/* Octets that the recording lost, in each place of a conversation of POP3, and how both sides come
 * in step again. */
#include "support/assert_mw.h"
#include "support/pop3_chat_parts.h"

static void test_server_in_a_listing(void **state)
{
  (void)state;
  assert_chat(
      CHAT_LOGIN "C: LIST\nS: +OK\nS: 1 2\nS| 2\nS? 10\nS: x\nS: .\n" CHAT_NOOP, CHAT_LOGIN_ITEMS
      "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nLINE \"1 2\" to LIST\n"
      "UNFINISHED \"2\" doubtful !cut-off@S31\nEND 1 cut doubtful !cut-off@S32\n"
      "GAP 10 doubtful !gap@S32\nSKIPPED \"x\" doubtful\nSKIPPED \".\" doubtful\n" CHAT_NOOP_ITEMS);
}

static void test_server_in_a_message(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: RETR 1\nS: +OK\nS: a\nS| .\nS? 5\nS: b\nS: .\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS
              "COMMAND \"RETR 1\"\nRESPONSE +OK to RETR message more\nBODY \"a\\r\\n\"\n"
              "END 3/1 message cut doubtful !cut-off@S29\nGAP 5 doubtful !gap@S30\n"
              "SKIPPED \"b\" doubtful\nSKIPPED \".\" doubtful\n" CHAT_NOOP_ITEMS);
}

static void test_server_in_a_status_line(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: LIST\nS| +O\nS? *\nS: 1 2\nS: .\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS "COMMAND \"LIST\"\nUNFINISHED \"+O\" doubtful !cut-off@S21\n"
                               "GAP 0 doubtful !gap@S23\nSKIPPED \"1 2\" doubtful\nSKIPPED \".\" "
                               "doubtful\n" CHAT_NOOP_ITEMS);
  assert_chat(CHAT_LOGIN "S? 5\n" CHAT_NOOP CHAT_QUIT,
              CHAT_LOGIN_ITEMS "GAP 5 doubtful !gap@S21\n" CHAT_NOOP_ITEMS CHAT_QUIT_ITEMS);
}

/* The greeting is among what was lost. */
static void test_before_all(void **state)
{
  (void)state;
  assert_chat("S? 9\nC: USER a\nS: +OK\nC: PASS b\nS: +OK\n",
              "GAP 9 doubtful !gap@S0\nCOMMAND \"USER a\"\nRESPONSE +OK to USER\n"
              "COMMAND \"PASS b\" secret \"b\" !auth-in-clear@C8\nRESPONSE +OK to PASS\n");
  assert_chat("C? 10\nC: x\nC: LIST\nS: +OK\nS: 1 2\nS: .\n",
              "GAP 10 doubtful !gap@C0\nSKIPPED \"x\" doubtful\nCOMMAND \"LIST\"\n"
              "RESPONSE +OK to LIST more\nLINE \"1 2\" to LIST\nEND 1 to LIST\n");
}

/* The first line behind the gap has no beginning. */
static void test_client_between_commands(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C? 8\nC: LIST\nS: +OK\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS "GAP 8 doubtful !gap@C16\nSKIPPED \"LIST\" doubtful\nSKIPPED "
                               "\"+OK\" doubtful\n" CHAT_NOOP_ITEMS);
  assert_chat(CHAT_LOGIN "C| PA\nC? 3\nC: x\nC: FOO\n" CHAT_NOOP, CHAT_LOGIN_ITEMS
              "UNFINISHED \"PA\" doubtful !cut-off@C16\nGAP 3 doubtful !gap@C18\n"
              "SKIPPED \"x\" doubtful\nSKIPPED \"FOO\" doubtful\n" CHAT_NOOP_ITEMS);
}

/* A gap of the server's does not give it one. */
static void test_both(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C? 8\nS? 5\nC: LIST\nS: +OK\n" CHAT_NOOP, CHAT_LOGIN_ITEMS
              "GAP 8 doubtful !gap@C16\nGAP 5 doubtful !gap@S21\nSKIPPED \"LIST\" doubtful\n"
              "SKIPPED \"+OK\" doubtful\n" CHAT_NOOP_ITEMS);
}

/* What is being answered goes on. */
static void test_client_while_it_is_answered(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: RETR 1\nS: +OK\nS: a\nC? 6\nS: b\nS: .\nC: LIST\nS: +OK\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS
              "COMMAND \"RETR 1\"\nRESPONSE +OK to RETR message more\nBODY \"a\\r\\n\"\n"
              "GAP 6 doubtful !gap@C24\nBODY \"b\\r\\n\" doubtful\n"
              "END 6/2 to RETR message doubtful\nSKIPPED \"LIST\" doubtful\n"
              "SKIPPED \"+OK\" doubtful\n" CHAT_NOOP_ITEMS);
  assert_chat(CHAT_LOGIN "C: LIST\nS| +O\nC? 6\nS: K\nS: 1 2\nS: .\nC: x\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS
              "COMMAND \"LIST\"\nGAP 6 doubtful !gap@C22\nRESPONSE +OK to LIST more doubtful\n"
              "LINE \"1 2\" to LIST doubtful\nEND 1 to LIST doubtful\n"
              "SKIPPED \"x\" doubtful\n" CHAT_NOOP_ITEMS);
}

/* Unless it is none. */
static void test_client_while_no_response_comes(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: RETR 1\nS| x\nC? 6\nS: y\nC: z\n" CHAT_NOOP "C: LIST\nS: +OK\nS: .\n",
              CHAT_LOGIN_ITEMS
              "COMMAND \"RETR 1\"\nGAP 6 doubtful !gap@C24\n"
              "GARBAGE \"xy\" doubtful !not-a-reply@S21\nSKIPPED \"z\" doubtful\n" CHAT_NOOP_ITEMS
              "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nEND 0 to LIST\n");
}

static void test_client_behind_garbage(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: RETR 1\nS: x\nC? 6\nS: +OK\nS: a\nC: z\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS "COMMAND \"RETR 1\"\nGARBAGE \"x\" !not-a-reply@S21\n"
                               "GAP 6 doubtful !gap@C24\nSKIPPED \"+OK\" doubtful\n"
                               "SKIPPED \"a\" doubtful\nSKIPPED \"z\" doubtful\n" CHAT_NOOP_ITEMS);
}

/* The server ended in it: then nothing goes on. */
static void test_client_behind_the_end_of_the_server(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: LIST\nS: +OK\nC? 5\nC: x\nC: NOOP\n", CHAT_LOGIN_ITEMS
              "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nEND 0 to LIST cut !cut-off@S26\n"
              "GAP 5 doubtful !gap@C22\nSKIPPED \"x\" doubtful\nCOMMAND \"NOOP\"\n"
              "UNANSWERED NOOP !unanswered@C30\n");
  assert_chat(CHAT_LOGIN "C: LIST\nS| +O\nC? 5\nC: x\nC: NOOP\n",
              CHAT_LOGIN_ITEMS "COMMAND \"LIST\"\nUNFINISHED \"+O\" !cut-off@S21\n"
                               "GAP 5 doubtful !gap@C22\nSKIPPED \"x\" doubtful\nCOMMAND \"NOOP\"\n"
                               "UNANSWERED NOOP !unanswered@C30\n");
}

/* A command meanwhile may stand behind others that were lost. */
static void test_command_while_another_is_answered(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: LIST\nS: +OK\nC? 6\nC: x\nC: NOOP\nS: .\nS: +OK\nS: +OK\n" CHAT_NOOP,
              CHAT_LOGIN_ITEMS
              "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nGAP 6 doubtful !gap@C22\n"
              "SKIPPED \"x\" doubtful\nSKIPPED \"NOOP\" doubtful\nEND 0 to LIST doubtful\n"
              "SKIPPED \"+OK\" doubtful\nSKIPPED \"+OK\" doubtful\n" CHAT_NOOP_ITEMS);
}

/* What waited is forgotten, not unanswered. */
static void test_client_while_commands_wait(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: LIST\nC? 6\nS: +OK\nS: 1 2\nS: .\n", CHAT_LOGIN_ITEMS
              "COMMAND \"LIST\"\nGAP 6 doubtful !gap@C22\nSKIPPED \"+OK\" doubtful\n"
              "SKIPPED \"1 2\" doubtful\nSKIPPED \".\" doubtful\n");
}

/* A line that began before both were in step is not what answers. */
static void test_a_line_that_began_before(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "S? 5\nS| +O\nC: NOOP\nS: K\nS: -ERR\n" CHAT_QUIT,
              CHAT_LOGIN_ITEMS "GAP 5 doubtful !gap@S21\nCOMMAND \"NOOP\"\nSKIPPED \"+OK\"\n"
                               "RESPONSE -ERR to NOOP\n" CHAT_QUIT_ITEMS);
}

/* Exchanges are over with the gap, and nothing of them is left. */
static void test_client_in_an_exchange(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING
              "C: AUTH CRAM-MD5\nS: + PDE+\nC? 6\nS: +OK\nC: x\nC: LIST\nS: +OK\nS: 1 2\nS: .\n",
              CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
              "GAP 6 doubtful !gap@C15\nAUTH_END NONE doubtful\nSKIPPED \"+OK\" doubtful\n"
              "SKIPPED \"x\" doubtful\nCOMMAND \"LIST\"\nRESPONSE +OK to LIST more\n"
              "LINE \"1 2\" to LIST\nEND 1 to LIST\n");
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nS: + PDE+\nC? 6\nC: x\nC: LIST\nS: +OK\nS: .\n",
              CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
              "GAP 6 doubtful !gap@C15\nAUTH_END NONE doubtful\nSKIPPED \"x\" doubtful\n"
              "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nEND 0 to LIST\n");
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nS| + PD\nC? 6\nS: E+\nC: x\n" CHAT_NOOP,
              CHAT_GREETING_ITEMS "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
                                  "GAP 6 doubtful !gap@C15\nAUTH_END NONE doubtful\n"
                                  "SKIPPED \"x\" doubtful\n" CHAT_NOOP_ITEMS);
}

static void test_server_in_an_exchange(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nS: + PDE+\nS? 6\nC: dGlt\nS: +OK\n" CHAT_NOOP,
              CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
              "GAP 6 doubtful !gap@S19\nAUTH_END NONE doubtful\nSKIPPED \"dGlt\" doubtful\n"
              "SKIPPED \"+OK\" doubtful\n" CHAT_NOOP_ITEMS);
  assert_chat(
      CHAT_GREETING "C: AUTH CRAM-MD5\nS: + PDE+\nC| dG\nS? 6\nC: lt\nS: +OK\n" CHAT_NOOP,
      CHAT_GREETING_ITEMS
      "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
      "AUTH_LINE \"dGlt\" secret \"dGlt\"\nGAP 6 doubtful !gap@S19\nAUTH_END NONE doubtful\n"
      "SKIPPED \"+OK\" doubtful\n" CHAT_NOOP_ITEMS);
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nS? 6\nC: dGlt\n" CHAT_NOOP, CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nGAP 6 doubtful !gap@S11\n"
              "AUTH_END NONE doubtful\nSKIPPED \"dGlt\" doubtful\n" CHAT_NOOP_ITEMS);
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nS: + PDE+\nS? 6\n" CHAT_NOOP, CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
              "GAP 6 doubtful !gap@S19\nAUTH_END NONE doubtful\n" CHAT_NOOP_ITEMS);
}

static void test_tls(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "S? 5\nC: STLS\nS: +OK\nT!\nC: USER a\nS: +OK\nC: PASS b\nS: +OK\n",
              CHAT_GREETING_ITEMS
              "GAP 5 doubtful !gap@S11\nCOMMAND \"STLS\"\nRESPONSE +OK to STLS\nTLS 21 6\n"
              "COMMAND \"USER a\"\nRESPONSE +OK to USER\nCOMMAND \"PASS b\" secret \"b\"\n"
              "RESPONSE +OK to PASS\n");
  assert_chat(CHAT_GREETING "C: STLS\nS: +OK\nS| \\x16\nS? 5\nS| \\x03\nC? 4\nC| \\x16\n",
              CHAT_GREETING_ITEMS "COMMAND \"STLS\"\nRESPONSE +OK to STLS\nTLS 16 6\n"
                                  "LEFTOVER \"\\x16\"\nGAP 5 !gap@S17\nLEFTOVER \"\\x03\"\n"
                                  "GAP 4 !gap@C6\nLEFTOVER \"\\x16\"\n");
}

/* Commands of a group are not blamed for what may have been announced before. */
static void test_groups_behind(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "S? 50\nC: USER a\nC+ PASS b\nS: +OK\nS: +OK\n",
              CHAT_GREETING_ITEMS "GAP 50 doubtful !gap@S11\nCOMMAND \"USER a\"\n"
                                  "COMMAND \"PASS b\" secret \"b\" together !auth-in-clear@C8\n"
                                  "RESPONSE +OK to USER\nRESPONSE +OK to PASS\n");
}

/* No octet is missing: nothing is in doubt. */
static void test_of_nothing(void **state)
{
  (void)state;
  assert_chat(
      CHAT_LOGIN "C: LIST\nS: +OK\nS? 0\nS: 1 2\nS: .\nC? 0\nC: RETR 1\nS: +OK\nS: a\nS? 0\n"
                 "S: b\nS: .\n",
      CHAT_LOGIN_ITEMS "COMMAND \"LIST\"\nRESPONSE +OK to LIST more\nGAP 0 !gap@S26\n"
                       "LINE \"1 2\" to LIST\nEND 1 to LIST\nGAP 0 !gap@C22\nCOMMAND \"RETR 1\"\n"
                       "RESPONSE +OK to RETR message more\nBODY \"a\\r\\n\"\nGAP 0 !gap@S42\n"
                       "BODY \"b\\r\\n\"\nEND 6/2 to RETR message\n");
}

/* A line of AUTH at its limit, and a CR behind it: what follows has its place behind what was
 * handed out, whether the CR was seen or not. */
static void test_server_behind_a_long_auth_line(void **state)
{
  static const script_setup setup = {.storage = 16};
  (void)state;
  assert_chat_of(
      "S: +OK\nC: AUTH CRAM-MD5\nC&aaaaaaaaaaaaaa\\rbcd\\r\\n\nS: + PDE+\nS? 6\n" CHAT_NOOP, &setup,
      "RESPONSE +OK greeting\nCOMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\n"
      "RESPONSE + to AUTH\n"
      "AUTH_LINE \"aaaaaaaaaaaaaa\" secret \"aaaaaaaaaaaaaa\" "
      "together !limit-exceeded@C15\n"
      "GAP 6 doubtful !gap@S13\nAUTH_END NONE doubtful\n" CHAT_NOOP_ITEMS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_server_in_a_listing),
      cmocka_unit_test(test_server_in_a_message),
      cmocka_unit_test(test_server_in_a_status_line),
      cmocka_unit_test(test_before_all),
      cmocka_unit_test(test_server_behind_a_long_auth_line),
      cmocka_unit_test(test_client_between_commands),
      cmocka_unit_test(test_both),
      cmocka_unit_test(test_client_while_it_is_answered),
      cmocka_unit_test(test_client_while_no_response_comes),
      cmocka_unit_test(test_client_behind_garbage),
      cmocka_unit_test(test_client_behind_the_end_of_the_server),
      cmocka_unit_test(test_command_while_another_is_answered),
      cmocka_unit_test(test_client_while_commands_wait),
      cmocka_unit_test(test_a_line_that_began_before),
      cmocka_unit_test(test_client_in_an_exchange),
      cmocka_unit_test(test_server_in_an_exchange),
      cmocka_unit_test(test_tls),
      cmocka_unit_test(test_groups_behind),
      cmocka_unit_test(test_of_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
