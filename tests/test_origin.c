/* SPDX-License-Identifier: MIT */
/* Who speaks in a stream, and what, by its first lines. */
#include <mailwire/dialogue.h>
#include <mailwire/protocol.h>

#include "support/assert_mw.h"

typedef struct origin_case {
  const char *octets;
  mw_direction direction;
  mw_protocol protocol;
} origin_case;

static const origin_case origin_cases[] = {
    /* RFC 5321 4.2, RFC 2033 4.1: servers begin with three digits */
    {"220 mx.example.org ESMTP\r\n", MW_FROM_SERVER, MW_PROTOCOL_SMTP},
    {"220 mx.example.org LMTP ready\r\n", MW_FROM_SERVER, MW_PROTOCOL_LMTP},
    {"220 mx.example.org notLMTP\r\n", MW_FROM_SERVER, MW_PROTOCOL_SMTP},
    {"554-no service\r\n", MW_FROM_SERVER, MW_PROTOCOL_SMTP},
    {"250\r\n", MW_FROM_SERVER, MW_PROTOCOL_SMTP},
    {"2500 lines\r\n", 0, MW_PROTOCOL_NONE},
    /* RFC 1939 3 */
    {"+OK\r\n", MW_FROM_SERVER, MW_PROTOCOL_POP3},
    {"-ERR\n", MW_FROM_SERVER, MW_PROTOCOL_POP3},
    {"+OKAY then\r\n", MW_FROM_SERVER, MW_PROTOCOL_POP3},
    /* clients */
    {"EHLO client.example\r\n", MW_FROM_CLIENT, MW_PROTOCOL_SMTP},
    {"helo client.example\r\n", MW_FROM_CLIENT, MW_PROTOCOL_SMTP},
    {"LHLO client.example\r\n", MW_FROM_CLIENT, MW_PROTOCOL_LMTP},
    {"MAIL FROM:<>\r\n", MW_FROM_CLIENT, MW_PROTOCOL_SMTP},
    {"USER alice\r\n", MW_FROM_CLIENT, MW_PROTOCOL_POP3},
    {"capa\r\n", MW_FROM_CLIENT, MW_PROTOCOL_POP3},
    {"QUIT\r\n", MW_FROM_CLIENT, MW_PROTOCOL_NONE},
    {"NOOP\r\nRSET\r\nSTAT\r\n", MW_FROM_CLIENT, MW_PROTOCOL_POP3},
    {"AUTH PLAIN\r\nMAIL FROM:<>\r\n", MW_FROM_CLIENT, MW_PROTOCOL_SMTP},
    /* in the middle of something */
    {"and so on\r\n.\r\nQUIT\r\nMAIL FROM:<>\r\n", MW_FROM_CLIENT, MW_PROTOCOL_SMTP},
    {"ome text\r\n250 2.0.0 Ok\r\n", MW_FROM_SERVER, MW_PROTOCOL_SMTP},
    /* something else */
    {"GET / HTTP/1.1\r\n", 0, MW_PROTOCOL_HTTP},
    {"* OK IMAP4rev1\r\n", 0, MW_PROTOCOL_IMAP},
    {"\x16\x03\x01\x02\x00\x01", 0, MW_PROTOCOL_TLS},
    {"SSH-2.0-x\r\n", 0, MW_PROTOCOL_SSH},
    {"", 0, MW_PROTOCOL_NONE},
    {"\r\n\r\n", 0, MW_PROTOCOL_NONE},
    {"hello\r\n", 0, MW_PROTOCOL_NONE},
};

static void test_origin_by_the_first_lines(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < sizeof origin_cases / sizeof origin_cases[0]; i++) {
    const origin_case *c = &origin_cases[i];
    mw_origin origin;
    mw_origin_detect(mw_slice_text(c->octets), &origin);
    if (origin.direction != c->direction || origin.protocol != c->protocol) {
      fail_msg("%s: %d %s", c->octets, origin.direction, mw_protocol_name(origin.protocol));
    }
  }
  assert_true(i > 20);
}

static void test_origin_looks_at_32_lines(void **state)
{
  char text[200];
  size_t i;
  mw_origin origin;
  (void)state;
  for (i = 0; i < 33; i++) {
    memcpy(text + i * 3, "x\r\n", 3);
  }
  memcpy(text + 31 * 3, "EHLO x\r\n", 8);
  mw_origin_detect(mw_slice_of(text, 31 * 3 + 8), &origin);
  assert_int_equal(origin.protocol, MW_PROTOCOL_SMTP);
  memcpy(text + 31 * 3, "x\r\n", 3);
  memcpy(text + 32 * 3, "EHLO x\r\n", 8);
  mw_origin_detect(mw_slice_of(text, 32 * 3 + 8), &origin);
  assert_int_equal(origin.protocol, MW_PROTOCOL_NONE);
  mw_origin_detect(mw_slice_text("EHLO x"), NULL);
}

static void test_origin_names(void **state)
{
  (void)state;
  assert_string_equal(mw_protocol_name(MW_PROTOCOL_SMTP), "SMTP");
  assert_string_equal(mw_protocol_name(MW_PROTOCOL_LMTP), "LMTP");
  assert_string_equal(mw_direction_name(MW_FROM_CLIENT), "client");
  assert_string_equal(mw_direction_name(MW_FROM_SERVER), "server");
  assert_string_equal(mw_direction_name((mw_direction)0), "unknown");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_origin_by_the_first_lines),
      cmocka_unit_test(test_origin_looks_at_32_lines),
      cmocka_unit_test(test_origin_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
