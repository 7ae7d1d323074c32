/* SPDX-License-Identifier: MIT */
/* Commands written: every form of argument there and back, and every way to forge a line refused.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include <mailwire/smtp_argument.h>

static char buffer[2048];

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

/* What was written of one command; empty when it was refused. */
static mw_slice written(mw_smtp_verb verb, const mw_smtp_argument *a, const mw_smtp_params *p,
                        bool utf8)
{
  mw_writer w;
  mw_slice out;
  mw_status status;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  mw_smtp_command_write(&w, verb, a, p);
  status = mw_writer_result(&w, &out);
  assert_int_equal(status == MW_E_ARGUMENT, out.len == 0);
  return out;
}

/* Reads the line, writes what was read, and expects the same line. */
static void there_and_back(const char *line, bool typed)
{
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_params params;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_slice out;
  bool has_path;
  assert_true(mw_smtp_command_parse(text(line), NULL, &command, &argument, &params, &finding));
  assert_true(finding.tolerated == 0);
  has_path = argument.params.ptr != NULL;
  if (typed && has_path) {
    argument.params.ptr = NULL;
    argument.params.len = 0;
  }
  out = written(command.verb, &argument, typed && has_path ? &params : NULL, false);
  assert_int_equal(out.len, strlen(line) + 2);
  assert_memory_equal(out.ptr, line, strlen(line));
  assert_memory_equal(out.ptr + strlen(line), "\r\n", 2);
}

static void test_command_write_brings_back_what_was_read(void **state)
{
  static const char *const lines[] = {
      "HELO mx.example",
      "EHLO [192.0.2.1]",
      "LHLO [IPv6:2001:db8::1]",
      "MAIL FROM:<>",
      "MAIL FROM:<a@b.example> SIZE=1000 BODY=8BITMIME",
      "MAIL FROM:<@r.example:\"a b\"@b.example> X-OTHER X-SOME=thing",
      "SEND FROM:<a@b>",
      "RCPT TO:<Postmaster>",
      "RCPT TO:<a@[tag:content]> NOTIFY=NEVER",
      "DATA",
      "RSET",
      "VRFY Smith",
      "EXPN \"a list\"",
      "HELP",
      "HELP MAIL",
      "NOOP ping",
      "QUIT",
      "TURN",
      "STARTTLS",
      "AUTH PLAIN",
      "AUTH PLAIN =",
      "AUTH SCRAM-SHA-256 biwsbj11c2VyLHI9",
      "BDAT 0 LAST",
      "BDAT 9223372036854775807",
      "BURL imap://harry@gryffindor.example.com/outbox;uidvalidity=1078863300/;uid=25 LAST",
      "ETRN example.com",
      "ETRN @example.com",
      "ETRN #uucp",
      "ATRN",
      "ATRN example.org,example.com",
      "XCLIENT NAME=spike.example ADDR=192.0.2.1",
      "XFORWARD PROTO=SMTP",
      "VERB",
      "ONEX",
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    there_and_back(lines[i], false);
  }
  there_and_back("MAIL FROM:<a@b.example> SIZE=1000 BODY=8BITMIME", true);
  there_and_back("RCPT TO:<a@b.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a@b.example", true);
}

static mw_smtp_argument with_text(const char *s)
{
  mw_smtp_argument a;
  memset(&a, 0, sizeof a);
  a.text = text(s);
  return a;
}

static mw_smtp_argument with_path(const char *mailbox)
{
  mw_smtp_argument a;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  memset(&a, 0, sizeof a);
  assert_true(mw_mailbox_parse(text(mailbox), NULL, &a.path, &finding));
  return a;
}

static void refused(mw_smtp_verb verb, const mw_smtp_argument *a)
{
  assert_int_equal(written(verb, a, NULL, false).len, 0);
}

static void test_command_write_refuses_what_would_forge_a_line(void **state)
{
  static const char *const forged[] = {"a\r\nQUIT", "a\nQUIT", "a\rQUIT", "a\x7f",
                                       "\xff",      "",        "a b",     "a\tb"};
  static const mw_smtp_verb verbs[] = {MW_SMTP_VRFY, MW_SMTP_EXPN, MW_SMTP_HELP,
                                       MW_SMTP_NOOP, MW_SMTP_AUTH, MW_SMTP_BURL,
                                       MW_SMTP_ETRN, MW_SMTP_ATRN, MW_SMTP_XCLIENT};
  size_t i;
  size_t k;
  (void)state;
  for (i = 0; i < sizeof forged / sizeof forged[0]; i++) {
    for (k = 0; k < sizeof verbs / sizeof verbs[0]; k++) {
      mw_smtp_argument a = with_text(forged[i]);
      refused(verbs[k], &a);
    }
  }
}

static void test_command_write_refuses_fields_that_the_verb_does_not_take(void **state)
{
  mw_smtp_argument a = with_text("x");
  mw_smtp_params params;
  (void)state;
  refused(MW_SMTP_DATA, &a);
  refused(MW_SMTP_QUIT, &a);
  refused(MW_SMTP_BDAT, &a);
  refused(MW_SMTP_UNKNOWN, NULL);
  refused(MW_SMTP_MAIL, NULL);
  refused(MW_SMTP_EHLO, NULL);
  refused(MW_SMTP_VRFY, NULL);
  refused(MW_SMTP_AUTH, NULL);
  a = with_path("a@b");
  refused(MW_SMTP_EHLO, &a);
  a.last = true;
  refused(MW_SMTP_MAIL, &a);
  a = with_text("Smith");
  a.utf8 = true;
  refused(MW_SMTP_HELP, &a);
  memset(&a, 0, sizeof a);
  memset(&params, 0, sizeof params);
  assert_int_equal(written(MW_SMTP_NOOP, &a, &params, false).len, 0);
  a = with_text("node");
  a.option = '%';
  refused(MW_SMTP_ETRN, &a);
}

static void test_command_write_refuses_parameters_that_are_none(void **state)
{
  static const char *const texts[] = {"",        " SIZE=1", "SIZE=1 ", "SIZE=1  BODY=7BIT", "=1",
                                      "A=\r\nB", "A=",      "A=b=c",   "A=\xc3\xa9"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    mw_smtp_argument a = with_path("a@b");
    a.params = text(texts[i]);
    refused(MW_SMTP_MAIL, &a);
  }
}

/* RFC 5321 4.5.3.1.4: 512 octets, CRLF included; known parameters have limits of their own. */
static void test_command_write_keeps_to_the_length_of_a_line(void **state)
{
  static char octets[600];
  mw_smtp_argument a;
  (void)state;
  memset(octets, 'a', sizeof octets);
  memset(&a, 0, sizeof a);
  a.text = mw_slice_of(octets, 505);
  assert_int_equal(written(MW_SMTP_NOOP, &a, NULL, false).len, 512);
  a.text.len = 506;
  refused(MW_SMTP_NOOP, &a);
  memcpy(octets, "ORCPT=rfc822;", 13);
  a = with_path("a@b");
  a.params = mw_slice_of(octets, 13 + 487);
  assert_int_not_equal(written(MW_SMTP_RCPT, &a, NULL, false).len, 0);
  memcpy(octets, "XRCPT=rfc822;", 13);
  refused(MW_SMTP_RCPT, &a);
}

static void test_command_write_other_takes_words_of_the_caller(void **state)
{
  mw_writer w;
  mw_slice out;
  (void)state;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_command_write_other(&w, text("X-PING"), text("any text"));
  mw_smtp_command_write_other(&w, text("XPONG"), mw_slice_text(NULL));
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  assert_slice(out, "X-PING any text\r\nXPONG\r\n");
  mw_smtp_command_write_other(&w, text("QUIT"), mw_slice_text(NULL));
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_slice(out, "X-PING any text\r\nXPONG\r\n");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_command_write_other(&w, text("XPONG"), text("a\r\nQUIT"));
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
}

/* Typed parameters, then others as a text, checked as if they were one. */
static void test_command_write_params_typed_and_as_text(void **state)
{
  static const char *const refused[] = {"",
                                        "SIZE=2",
                                        "SIZE=abc",
                                        "HOLDUNTIL=2030-01-01T00:00:00Z",
                                        "BODY=7BIT BODY=7BIT",
                                        "X-A  X-B",
                                        "X-A ",
                                        "NOTIFY=",
                                        "BODY",
                                        "SMTPUTF8=x"};
  mw_smtp_command command;
  mw_smtp_argument a;
  mw_smtp_params p;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  size_t i;
  (void)state;
  assert_true(mw_smtp_command_parse(text("MAIL FROM:<a@b> SIZE=1 HOLDFOR=5"), NULL, &command, &a,
                                    &p, &finding));
  a.params = text("X-OTHER BODY=7BIT");
  assert_octets(written(MW_SMTP_MAIL, &a, &p, false),
                "MAIL FROM:<a@b> SIZE=1 HOLDFOR=5 X-OTHER BODY=7BIT\r\n");
  for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    a.params = text(refused[i]);
    assert_octets(written(MW_SMTP_MAIL, &a, &p, false), "");
  }
  a.params = text("SIZE=abc SIZE=1 SIZE=2");
  assert_octets(written(MW_SMTP_MAIL, &a, NULL, false), "");
}

/* The word SMTPUTF8 is ASCII (RFC 6531 3.7.4.2). */
static void test_command_write_smtputf8_of_strings(void **state)
{
  mw_smtp_argument a;
  (void)state;
  there_and_back("VRFY Smith SMTPUTF8", false);
  there_and_back("EXPN \"a list\" SMTPUTF8", false);
  memset(&a, 0, sizeof a);
  a.text = text("Smith SMTPUTF8");
  assert_octets(written(MW_SMTP_VRFY, &a, NULL, true), "");
  a.text = text("\xc3\xa9");
  a.utf8 = true;
  assert_octets(written(MW_SMTP_VRFY, &a, NULL, false), "");
  assert_octets(written(MW_SMTP_VRFY, &a, NULL, true), "VRFY \xc3\xa9 SMTPUTF8\r\n");
}

static void test_command_write_the_host_of_a_node_is_the_node(void **state)
{
  mw_smtp_command command;
  mw_smtp_argument a;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  (void)state;
  there_and_back("ETRN @mx.example", false);
  assert_true(mw_smtp_command_parse(text("ETRN mx.example"), NULL, &command, &a, NULL, &finding));
  a.text = text("other.example");
  assert_octets(written(MW_SMTP_ETRN, &a, NULL, false), "");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_command_write_brings_back_what_was_read),
      cmocka_unit_test(test_command_write_refuses_what_would_forge_a_line),
      cmocka_unit_test(test_command_write_refuses_fields_that_the_verb_does_not_take),
      cmocka_unit_test(test_command_write_refuses_parameters_that_are_none),
      cmocka_unit_test(test_command_write_keeps_to_the_length_of_a_line),
      cmocka_unit_test(test_command_write_other_takes_words_of_the_caller),
      cmocka_unit_test(test_command_write_params_typed_and_as_text),
      cmocka_unit_test(test_command_write_smtputf8_of_strings),
      cmocka_unit_test(test_command_write_the_host_of_a_node_is_the_node),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
