/* SPDX-License-Identifier: MIT */
/* AUTH and STLS in the dialogue of POP3: whose the next octets are is what the responses say. */
#include "support/assert_mw.h"
#include "support/pop3_chat_parts.h"

/* RFC 5034 4 and its examples. */
static void test_exchanges(void **state)
{
  (void)state;
  assert_chat_unordered(
      CHAT_GREETING "C: AUTH PLAIN dGVzdAB0ZXN0AHRlc3Q=\nS: +OK\nC: FOO\nS: -ERR\n",
      CHAT_GREETING_ITEMS "COMMAND \"AUTH PLAIN dGVzdAB0ZXN0AHRlc3Q=\" secret "
                          "\"dGVzdAB0ZXN0AHRlc3Q=\" !auth-in-clear@C0\nAUTH_BEGIN AUTH\n"
                          "RESPONSE +OK to AUTH\nAUTH_END +OK\nCOMMAND \"FOO\"\n"
                          "RESPONSE -ERR to UNKNOWN\n");
  assert_chat_unordered(
      CHAT_GREETING "C: AUTH CRAM-MD5\nS: + PDE+\nC: dGlt\nS: +OK\nC: QUIT\nS: +OK\n",
      CHAT_GREETING_ITEMS "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
                          "AUTH_LINE \"dGlt\" secret \"dGlt\"\nRESPONSE +OK to AUTH_LINE\n"
                          "AUTH_END +OK\nCOMMAND \"QUIT\"\nRESPONSE +OK to QUIT\n");
  assert_chat_unordered(
      CHAT_GREETING "C: AUTH LOGIN\nS: + VXNlcg==\nC: QQ==\nS: + UGFzcw==\nC: Qg==\n"
                    "S: -ERR [AUTH] no\nC: QUIT\nS: +OK\n",
      CHAT_GREETING_ITEMS "COMMAND \"AUTH LOGIN\" !auth-in-clear@C0\nAUTH_BEGIN AUTH\n"
                          "RESPONSE + to AUTH\nAUTH_LINE \"QQ==\" secret \"QQ==\"\n"
                          "RESPONSE + to AUTH_LINE\nAUTH_LINE \"Qg==\" secret \"Qg==\"\n"
                          "RESPONSE -ERR to AUTH_LINE\nAUTH_END -ERR\nCOMMAND \"QUIT\"\n"
                          "RESPONSE +OK to QUIT\n");
}

/* RFC 5034 4: "*" cancels; what is no command behind a refused AUTH is as secret as before. */
static void test_cancelled_and_refused(void **state)
{
  (void)state;
  assert_chat_unordered(
      CHAT_GREETING "C: AUTH CRAM-MD5\nS: + PDE+\nC: *\nS: -ERR\nC: QUIT\nS: +OK\n",
      CHAT_GREETING_ITEMS "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
                          "AUTH_LINE \"*\" secret \"*\"\nRESPONSE -ERR to AUTH_LINE\n"
                          "AUTH_END -ERR\nCOMMAND \"QUIT\"\nRESPONSE +OK to QUIT\n");
  assert_chat_unordered(
      CHAT_GREETING "C: AUTH CRAM-MD5\nS: -ERR\nC: dGlt\nS: -ERR\nC: QUIT\nS: +OK\n",
      CHAT_GREETING_ITEMS "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE -ERR to AUTH\n"
                          "AUTH_END -ERR\nCOMMAND \"dGlt\" secret \"dGlt\"\n"
                          "RESPONSE -ERR to UNKNOWN\nCOMMAND \"QUIT\"\n"
                          "RESPONSE +OK to QUIT\n");
}

/* Without a mechanism it asks what there is: no exchange begins, and nobody is logged in. */
static void test_auth_that_asks(void **state)
{
  (void)state;
  assert_chat_unordered(
      CHAT_GREETING "C: AUTH\nS: +OK\nS: CRAM-MD5\nS: .\nC: USER a\nS: +OK\n", CHAT_GREETING_ITEMS
      "COMMAND \"AUTH\" !malformed@C0\nRESPONSE +OK to AUTH more\nLINE \"CRAM-MD5\" to AUTH\n"
      "END 1 to AUTH\nCOMMAND \"USER a\"\nRESPONSE +OK to USER\n");
  assert_chat_unordered(CHAT_GREETING "C: AUTH\nS: -ERR\nC: USER a\nS: +OK\n", CHAT_GREETING_ITEMS
                        "COMMAND \"AUTH\" !malformed@C0\nRESPONSE -ERR to AUTH\n"
                        "COMMAND \"USER a\"\nRESPONSE +OK to USER\n");
}

/* A challenge to it begins an exchange all the same, and the exchange logs in (RFC 5034 4). */
static void test_auth_that_asks_is_challenged(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C: AUTH\nS: + \nC: QQ==\nS: +OK\nC: STAT\nS: +OK 0 0\n",
              CHAT_GREETING_ITEMS
              "COMMAND \"AUTH\" !malformed@C0\nRESPONSE + to AUTH\nAUTH_BEGIN AUTH\n"
              "AUTH_LINE \"QQ==\" secret \"QQ==\"\nRESPONSE +OK to AUTH_LINE\n"
              "AUTH_END +OK\nCOMMAND \"STAT\"\nRESPONSE +OK to STAT\n");
  assert_chat(CHAT_GREETING "C: AUTH\nS: + \nC: QQ==\nS: -ERR\nC: STAT\nS: -ERR\n",
              CHAT_GREETING_ITEMS
              "COMMAND \"AUTH\" !malformed@C0\nRESPONSE + to AUTH\nAUTH_BEGIN AUTH\n"
              "AUTH_LINE \"QQ==\" secret \"QQ==\"\nRESPONSE -ERR to AUTH_LINE\nAUTH_END -ERR\n"
              "COMMAND \"STAT\"\nRESPONSE -ERR to STAT !out-of-order@S21\n");
}

/* The mechanism says that a password comes, however wrong the rest is. */
static void test_auth_with_faults(void **state)
{
  (void)state;
  assert_chat_unordered(
      CHAT_GREETING "C: AUTH plain A=B=C\nS: -ERR\nC: AUTH FOO\nS: -ERR\n", CHAT_GREETING_ITEMS
      "COMMAND \"AUTH plain A=B=C\" secret \"A=B=C\" !auth-in-clear,malformed@C0\n"
      "AUTH_BEGIN AUTH\nRESPONSE -ERR to AUTH\nAUTH_END -ERR\n"
      "COMMAND \"AUTH FOO\"\nAUTH_BEGIN AUTH\nRESPONSE -ERR to AUTH\n"
      "AUTH_END -ERR\n");
}

/* Lines of an exchange that came with AUTH are lines of the exchange if the response says so. */
static void test_lines_sent_ahead(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nC+ QQ==\nS: + PDE+\nS: +OK\n",
              CHAT_GREETING_ITEMS "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
                                  "AUTH_LINE \"QQ==\" secret \"QQ==\" together\n"
                                  "RESPONSE +OK to AUTH_LINE\nAUTH_END +OK\n");
}

/* What must not be shown of a line that was cut. */
static void test_secrets_of_lines_that_were_cut(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C| PASS se\n",
              CHAT_GREETING_ITEMS "UNFINISHED \"PASS se\" secret \"se\" !cut-off@C0\n");
  assert_chat(CHAT_GREETING "C| AUTH PLAIN dG\nC? 5\n", CHAT_GREETING_ITEMS
              "UNFINISHED \"AUTH PLAIN dG\" secret \"dG\" doubtful !cut-off@C0\n"
              "GAP 5 doubtful !gap@C13\n");
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nS: -ERR\nC| dG\n", CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE -ERR to AUTH\n"
              "AUTH_END -ERR\nUNFINISHED \"dG\" secret \"dG\" !cut-off@C15\n");
  assert_chat(CHAT_GREETING "C: AUTH CRAM-MD5\nS: + PDE+\nC| dG\nC? 5\n", CHAT_GREETING_ITEMS
              "COMMAND \"AUTH CRAM-MD5\"\nAUTH_BEGIN AUTH\nRESPONSE + to AUTH\n"
              "UNFINISHED \"dG\" secret \"dG\" doubtful !cut-off@C15\nGAP 5 doubtful !gap@C17\n"
              "AUTH_END NONE doubtful\n");
}

/* RFC 2595 4: TLS begins with the octet behind +OK; commands and responses begin anew in it. */
static void test_stls(void **state)
{
  (void)state;
  assert_chat_unordered(CHAT_GREETING "C: STLS\nS: +OK\nT!\nC: USER a\nS: +OK\nC: PASS b\nS: +OK\n"
                                      "C: STAT\nS: +OK 0 0\n",
                        CHAT_GREETING_ITEMS
                        "COMMAND \"STLS\"\nRESPONSE +OK to STLS\nTLS 16 6\nCOMMAND \"USER a\"\n"
                        "RESPONSE +OK to USER\nCOMMAND \"PASS b\" secret \"b\"\n"
                        "RESPONSE +OK to PASS\nCOMMAND \"STAT\"\nRESPONSE +OK to STAT\n");
  assert_chat_unordered(CHAT_GREETING "C: STLS\nS: -ERR\nC: USER a\nS: +OK\n",
                        CHAT_GREETING_ITEMS "COMMAND \"STLS\"\nRESPONSE -ERR to STLS\n"
                                            "COMMAND \"USER a\"\nRESPONSE +OK to USER\n");
}

/* What is announced in clear is forgotten (RFC 2595 4). */
static void test_stls_forgets_what_was_announced(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING CHAT_CAPA "C: STLS\nS: +OK\nT!\nC: NOOP\nC+ NOOP\nS: -ERR\nS: -ERR\n",
              CHAT_GREETING_ITEMS CHAT_CAPA_ITEMS
              "COMMAND \"STLS\"\nRESPONSE +OK to STLS\nTLS 63 12\nCOMMAND \"NOOP\"\n"
              "COMMAND \"NOOP\" together !pipelining@C6\nRESPONSE -ERR to NOOP !out-of-order@S0\n"
              "RESPONSE -ERR to NOOP !out-of-order@S6\n");
}

/* TLS that a server accepts at the wrong time is TLS all the same. */
static void test_stls_at_the_wrong_time(void **state)
{
  (void)state;
  assert_chat(CHAT_LOGIN "C: STLS\nS: +OK\nT!\nC: USER a\nS: +OK\nC: PASS b\nS: +OK\n",
              CHAT_LOGIN_ITEMS
              "COMMAND \"STLS\"\nRESPONSE +OK to STLS !accepted-out-of-order@S21\nTLS 26 22\n"
              "COMMAND \"USER a\"\nRESPONSE +OK to USER\nCOMMAND \"PASS b\" secret \"b\"\n"
              "RESPONSE +OK to PASS\n");
}

/* Octets behind STLS are never read, whoever sent them (RFC 2595 4). */
static void test_plaintext_behind_stls(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C: STLS\nC+ USER a\nS: +OK\nS+ -ERR x\n",
              CHAT_GREETING_ITEMS "COMMAND \"STLS\"\nRESPONSE +OK to STLS\nTLS 16 6\n"
                                  "LEFTOVER \"USER a\\r\\n\" !plaintext-before-tls@C6\n"
                                  "LEFTOVER \"-ERR x\\r\\n\" !plaintext-before-tls@S16\n");
  assert_chat(CHAT_GREETING "C: STLS\nS: +OK\nC| \\x16\\x03\\x01+OK\\r\\n\nS| \\x16\\x03\n",
              CHAT_GREETING_ITEMS
              "COMMAND \"STLS\"\nRESPONSE +OK to STLS\nTLS 16 6\n"
              "LEFTOVER \"\\x16\\x03\\x01+OK\\r\\n\"\nLEFTOVER \"\\x16\\x03\"\n");
  assert_chat(CHAT_GREETING "C: STLS\nC+ USER a\nS: -ERR\nS: -ERR\n",
              CHAT_GREETING_ITEMS "COMMAND \"STLS\"\nRESPONSE -ERR to STLS\n"
                                  "COMMAND \"USER a\" together\nRESPONSE -ERR to USER\n");
}

/* A faulty STLS holds the client, too: the server may take it. */
static void test_faulty_stls(void **state)
{
  (void)state;
  assert_chat(CHAT_GREETING "C: STLS now\nS: +OK\nC: x\n",
              CHAT_GREETING_ITEMS "COMMAND \"STLS now\" !malformed@C0\n"
                                  "RESPONSE +OK to STLS\nTLS 16 10\n"
                                  "LEFTOVER \"x\\r\\n\" !plaintext-before-tls@C10\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_exchanges),
      cmocka_unit_test(test_cancelled_and_refused),
      cmocka_unit_test(test_auth_that_asks),
      cmocka_unit_test(test_auth_that_asks_is_challenged),
      cmocka_unit_test(test_auth_with_faults),
      cmocka_unit_test(test_lines_sent_ahead),
      cmocka_unit_test(test_secrets_of_lines_that_were_cut),
      cmocka_unit_test(test_stls),
      cmocka_unit_test(test_stls_forgets_what_was_announced),
      cmocka_unit_test(test_stls_at_the_wrong_time),
      cmocka_unit_test(test_plaintext_behind_stls),
      cmocka_unit_test(test_faulty_stls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
