/* SPDX-License-Identifier: MIT */
/* Other protocols' first octets: each sample under every prefix; mail is never one of them. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include <mailwire/protocol.h>
#include <mailwire/smtp_command.h>

/* decides: how many octets it takes. */
typedef struct sample {
  mw_protocol protocol;
  size_t decides;
  const char *octets;
  size_t len;
} sample;

#define SAMPLE(protocol, decides, octets)                                                          \
  {                                                                                                \
    protocol, decides, octets, sizeof(octets) - 1                                                  \
  }

static const sample samples[] = {
    /* RFC 5246 6.2.1, RFC 8446 5.1: type, version, length, ClientHello; an alert */
    SAMPLE(MW_PROTOCOL_TLS, 3, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
    SAMPLE(MW_PROTOCOL_TLS, 3, "\x16\x03\x00\x00\x2f\x01\x00\x00\x2b\x03\x00"),
    SAMPLE(MW_PROTOCOL_TLS, 3, "\x16\x03\x03\x00\xa5\x01\x00\x00\xa1\x03\x03"),
    SAMPLE(MW_PROTOCOL_TLS, 3, "\x15\x03\x01\x00\x02\x02\x28"),
    /* the other two types: change_cipher_spec, and application_data (wanted behaviour T166) */
    SAMPLE(MW_PROTOCOL_TLS, 3, "\x14\x03\x03\x00\x01\x01"),
    SAMPLE(MW_PROTOCOL_TLS, 3, "\x17\x03\x03\x00\x2f\x01"),
    /* RFC 5246 E.2: a ClientHello in the form of SSL 2 */
    SAMPLE(MW_PROTOCOL_TLS, 5, "\x80\x2e\x01\x03\x01\x00\x15\x00\x00\x00\x10"),
    SAMPLE(MW_PROTOCOL_TLS, 5, "\x80\x2e\x01\x00\x02\x00\x15\x00\x00\x00\x10"),
    /* RFC 9112 3.2: the four forms of a target */
    SAMPLE(MW_PROTOCOL_HTTP, 5, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 8, "GET http://a/ HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 6, "POST /submit HTTP/1.0\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 5, "PUT /a HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 6, "HEAD / HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 8, "DELETE /a HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 7, "TRACE / HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 7, "PATCH /a HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 9, "OPTIONS * HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 12, "OPTIONS https://a HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 9, "CONNECT mx.example:25 HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 9, "CONNECT [2001:db8::1]:25 HTTP/1.1\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 12, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    SAMPLE(MW_PROTOCOL_HTTP, 5, "HTTP/1.1 400 Bad Request\r\n"),
    /* PROXY protocol 2.1 and 2.2 */
    SAMPLE(MW_PROTOCOL_PROXY1, 11, "PROXY TCP4 192.0.2.1 192.0.2.2 56324 25\r\n"),
    SAMPLE(MW_PROTOCOL_PROXY1, 11, "PROXY TCP6 2001:db8::1 2001:db8::2 56324 25\r\n"),
    SAMPLE(MW_PROTOCOL_PROXY1, 13, "PROXY UNKNOWN\r\n"),
    SAMPLE(MW_PROTOCOL_PROXY2, 12, "\r\n\r\n\0\r\nQUIT\n\x21\x11\x00\x0c\xc0\x00\x02\x01"),
    /* RFC 4253 4.2 */
    SAMPLE(MW_PROTOCOL_SSH, 4, "SSH-2.0-Example_1.0\r\n"),
    /* RFC 1939 3 */
    SAMPLE(MW_PROTOCOL_POP3, 4, "+OK POP3 ready\r\n"),
    SAMPLE(MW_PROTOCOL_POP3, 5, "+OK\r\n"),
    SAMPLE(MW_PROTOCOL_POP3, 5, "-ERR busy\r\n"),
    SAMPLE(MW_PROTOCOL_POP3, 6, "-ERR\r\n"),
    /* RFC 3501 7.1 */
    SAMPLE(MW_PROTOCOL_IMAP, 5, "* OK IMAP4rev1 ready\r\n"),
    SAMPLE(MW_PROTOCOL_IMAP, 10, "* PREAUTH ready\r\n"),
    SAMPLE(MW_PROTOCOL_IMAP, 6, "* BYE busy\r\n"),
    /* RFC 854: IAC DO TERMINAL-TYPE, IAC NOP */
    SAMPLE(MW_PROTOCOL_TELNET, 2, "\xff\xfd\x18\xff\xfd\x20"),
    SAMPLE(MW_PROTOCOL_TELNET, 2, "\xff\xf1"),
};

static void test_protocol_under_every_prefix(void **state)
{
  size_t i;
  size_t len;
  (void)state;
  for (i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    assert_true(samples[i].decides <= MW_PROTOCOL_OCTETS);
    for (len = 0; len <= samples[i].len; len++) {
      mw_protocol expected = len < samples[i].decides ? MW_PROTOCOL_NONE : samples[i].protocol;
      mw_protocol found = mw_protocol_detect(mw_slice_of(samples[i].octets, len));
      if (found != expected) {
        fail_msg("sample %u, %u octets: %s is not %s", (unsigned)i, (unsigned)len,
                 mw_protocol_name(found), mw_protocol_name(expected));
      }
    }
  }
}

static void assert_none(const char *octets, size_t len)
{
  size_t part;
  for (part = 0; part <= len; part++) {
    assert_int_equal(mw_protocol_detect(mw_slice_of(octets, part)), MW_PROTOCOL_NONE);
  }
}

#define ASSERT_NONE(octets) assert_none(octets, sizeof(octets) - 1)

/* Near misses: one octet away from what they look like. */
static void test_protocol_near_misses(void **state)
{
  (void)state;
  ASSERT_NONE("PROXY");
  ASSERT_NONE("PROXY \r\n");
  ASSERT_NONE("PROXY TCP5 192.0.2.1");
  ASSERT_NONE("PROXYING TCP4 192.0.2.1");
  ASSERT_NONE("POST\r\n");
  ASSERT_NONE("POST office\r\n");
  ASSERT_NONE("post /submit HTTP/1.0\r\n");
  ASSERT_NONE("GET\r\n");
  ASSERT_NONE("GET mail\r\n");
  ASSERT_NONE("CONNECT /\r\n");
  ASSERT_NONE("PRI * HTTQ/2.0");
  ASSERT_NONE("HTTPS");
  ASSERT_NONE("SSH 2.0");
  ASSERT_NONE("+OKAY");
  ASSERT_NONE("+ \r\n");
  ASSERT_NONE("-ERROR");
  ASSERT_NONE("* OKAY");
  ASSERT_NONE("*\r\n");
  ASSERT_NONE("\r\n\r\n\0\r\nQUIT\r\n");
  ASSERT_NONE("\x16\x03\x05\x00\x2f\x01");
  ASSERT_NONE("\x16\x02\x00\x00\x2f\x01");
  ASSERT_NONE("\x13\x03\x03\x00\x2f\x01");
  ASSERT_NONE("\x18\x03\x03\x00\x2f\x01");
  ASSERT_NONE("\x80\x2e\x04\x03\x01\x00");
  ASSERT_NONE("\x80\x2e\x01\x00\x03\x00");
  ASSERT_NONE("\xff\xff\xff");
  ASSERT_NONE("\xff\x10");
}

/* Every verb, alone and with what may follow it, in either case; lines of servers. */
static void test_protocol_mail_is_none(void **state)
{
  int number;
  (void)state;
  for (number = 1; number < 64; number++) {
    const mw_smtp_verb_info *row = mw_smtp_verb_row((mw_smtp_verb)number);
    char line[64];
    size_t len = row == NULL ? 0 : strlen(row->keyword);
    if (len > 0) {
      memcpy(line, row->keyword, len);
      memcpy(line + len, " /mail.example HTTP/1.1\r\n", 26);
      assert_none(line, len + 25);
      memcpy(line + len, "\r\nGET / HTTP/1.1\r\n", 19);
      assert_none(line, len + 18);
    }
  }
  ASSERT_NONE("PASS secret\r\n");
  ASSERT_NONE("APOP user c4c9334bac560ecc979e58001b3e22fb\r\n");
  ASSERT_NONE("PIPELINING\r\n");
  ASSERT_NONE("helo a.example\r\n");
  ASSERT_NONE("220 mx.example ESMTP\r\n");
  ASSERT_NONE("554 No SMTP service here\r\n");
  ASSERT_NONE("\r\n\r\nQUIT\r\n");
}

static void test_protocol_names(void **state)
{
  static const char *const names[] = {"NONE", "TLS",  "HTTP",   "PROXY1", "PROXY2", "SSH",
                                      "POP3", "IMAP", "TELNET", "SMTP",   "LMTP"};
  int number;
  (void)state;
  for (number = MW_PROTOCOL_NONE; number <= MW_PROTOCOL_LMTP; number++) {
    assert_string_equal(mw_protocol_name((mw_protocol)number), names[number]);
  }
  assert_string_equal(mw_protocol_name((mw_protocol)(MW_PROTOCOL_LMTP + 1)), "UNKNOWN");
  assert_int_equal(mw_protocol_detect(mw_slice_of(NULL, 0)), MW_PROTOCOL_NONE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_protocol_under_every_prefix),
      cmocka_unit_test(test_protocol_near_misses),
      cmocka_unit_test(test_protocol_mail_is_none),
      cmocka_unit_test(test_protocol_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
