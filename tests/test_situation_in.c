/* SPDX-License-Identifier: MIT */
/* Situations of a verb and of a body: the codes that RFCs list there; texts that machines read. */
#include "support/assert_mw.h"

static mw_smtp_situation in(mw_smtp_verb verb, mw_fault fault)
{
  return mw_smtp_situation_in(verb, fault);
}

/* RFC 5321 4.3.2: the end of DATA is answered 250, 450, 451, 452, 550, 552, 554. */
static void test_situation_of_body_has_codes_of_the_end_of_data(void **state)
{
  static const mw_fault faults[] = {MW_FAULT_BARE_LF, MW_FAULT_BARE_CR, MW_FAULT_NUL_OCTET,
                                    MW_FAULT_UNSTUFFED_DOT, MW_FAULT_EIGHT_BIT};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    assert_int_equal(mw_smtp_situation_of_body(faults[i]), MW_SMTP_SITUATION_BAD_CONTENT);
  }
  assert_int_equal(mw_smtp_situation_of_body(MW_FAULT_LINE_TOO_LONG),
                   MW_SMTP_SITUATION_TEXT_LINE_TOO_LONG);
  assert_int_equal(mw_smtp_situation_row(MW_SMTP_SITUATION_TEXT_LINE_TOO_LONG)->code, 554);
  assert_int_equal(mw_smtp_situation_of_body(MW_FAULT_UNFINISHED),
                   MW_SMTP_SITUATION_CONNECTION_LOST);
  assert_int_equal(mw_smtp_situation_of_body(MW_FAULT_NONE), MW_SMTP_SITUATION_NONE);
}

static void test_situation_in_auth_and_of_utf8(void **state)
{
  (void)state;
  assert_int_equal(in(MW_SMTP_AUTH, MW_FAULT_LINE_TOO_LONG), MW_SMTP_SITUATION_AUTH_LINE_TOO_LONG);
  assert_int_equal(in(MW_SMTP_AUTH, MW_FAULT_BAD_BASE64), MW_SMTP_SITUATION_AUTH_BAD_BASE64);
  assert_int_equal(in(MW_SMTP_MAIL, MW_FAULT_EIGHT_BIT), MW_SMTP_SITUATION_UTF8_SENDER);
  assert_int_equal(in(MW_SMTP_RCPT, MW_FAULT_EIGHT_BIT), MW_SMTP_SITUATION_UTF8_RECIPIENT);
  assert_int_equal(in(MW_SMTP_NOOP, MW_FAULT_EIGHT_BIT), MW_SMTP_SITUATION_NOT_ASCII);
}

/* RFC 2034 4: whatever a reader says of a greeting of the client's is answered without a code. */
static void test_situation_in_hello_has_no_enhanced_code(void **state)
{
  static const mw_smtp_verb verbs[] = {MW_SMTP_HELO, MW_SMTP_EHLO, MW_SMTP_LHLO};
  static const mw_fault faults[] = {
      MW_FAULT_LINE_TOO_LONG, MW_FAULT_BARE_LF,       MW_FAULT_BARE_CR,    MW_FAULT_NUL_OCTET,
      MW_FAULT_CONTROL_OCTET, MW_FAULT_EIGHT_BIT,     MW_FAULT_BAD_UTF8,   MW_FAULT_LEADING_SPACE,
      MW_FAULT_BAD_SEPARATOR, MW_FAULT_BAD_ARGUMENT,  MW_FAULT_BAD_DOMAIN, MW_FAULT_BAD_LITERAL,
      MW_FAULT_PATH_TOO_LONG, MW_FAULT_BAD_LOCAL_PART};
  size_t i;
  size_t k;
  (void)state;
  for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    for (k = 0; k < sizeof faults / sizeof faults[0]; k++) {
      const mw_smtp_situation_info *row = mw_smtp_situation_row(in(verbs[i], faults[k]));
      assert_non_null(row);
      assert_string_equal(row->enhanced, "");
      assert_true(row->code == 500 || row->code == 501);
    }
  }
}

static bool situation_writes(mw_smtp_situation situation, const char *text)
{
  char buffer[256];
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_situation_write(&w, situation, true, mw_slice_text(text));
  return mw_writer_result(&w, NULL) == MW_OK;
}

static void test_situation_texts_that_machines_read(void **state)
{
  static const mw_smtp_situation hosts[] = {MW_SMTP_SITUATION_GREETING, MW_SMTP_SITUATION_HELLO};
  size_t i;
  (void)state;
  for (i = 0; i < 2; i++) {
    assert_true(situation_writes(hosts[i], "mx.example"));
    assert_true(situation_writes(hosts[i], "[192.0.2.1] at your service"));
    assert_false(situation_writes(hosts[i], "not/a host"));
    assert_false(situation_writes(hosts[i], "   "));
    assert_false(situation_writes(hosts[i], "mx.example\tESMTP"));
    assert_false(situation_writes(hosts[i], ""));
  }
  assert_true(situation_writes(MW_SMTP_SITUATION_AUTH_CHALLENGE, ""));
  assert_true(situation_writes(MW_SMTP_SITUATION_AUTH_CHALLENGE, "VXNlcm5hbWU6"));
  assert_false(situation_writes(MW_SMTP_SITUATION_AUTH_CHALLENGE, "not base64!"));
  assert_false(situation_writes(MW_SMTP_SITUATION_AUTH_CHALLENGE, "VXN"));
  assert_true(situation_writes(MW_SMTP_SITUATION_RESUME_AT, "6135 is the transaction offset"));
  assert_true(situation_writes(MW_SMTP_SITUATION_RESUME_AT, "0"));
  assert_false(situation_writes(MW_SMTP_SITUATION_RESUME_AT, "at 6135"));
  assert_false(situation_writes(MW_SMTP_SITUATION_RESUME_AT, "6135th octet"));
  assert_false(situation_writes(MW_SMTP_SITUATION_RESUME_AT, ""));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_situation_of_body_has_codes_of_the_end_of_data),
      cmocka_unit_test(test_situation_in_auth_and_of_utf8),
      cmocka_unit_test(test_situation_in_hello_has_no_enhanced_code),
      cmocka_unit_test(test_situation_texts_that_machines_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
