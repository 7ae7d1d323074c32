/* SPDX-License-Identifier: MIT */
/* Typed parameters read: values and their limits, faults and where they are, several of them. */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/smtp_params.h>

#include "support/assert_slice.h"

static mw_smtp_params params;
static mw_finding finding;

/* In a block of exact size, so that a look beyond it is seen. */
static mw_fault parse_with(const char *text, mw_smtp_params_of of, uint64_t allow)
{
  static char *block;
  size_t len = strlen(text);
  mw_rules rules;
  free(block);
  block = malloc(len + 1);
  memcpy(block, text, len + 1);
  block = realloc(block, len > 0 ? len : 1);
  mw_rules_init(&rules, allow);
  memset(&finding, 0, sizeof finding);
  memset(&params, 0xa5, sizeof params);
  mw_smtp_params_parse(mw_slice_of(block, len), of, &rules, &params, &finding);
  return finding.fault;
}

static mw_fault mail(const char *text)
{
  return parse_with(text, MW_SMTP_PARAMS_MAIL, 0);
}

static mw_fault rcpt(const char *text)
{
  return parse_with(text, MW_SMTP_PARAMS_RCPT, 0);
}

/* keyword "=" prefix, then an octet so many times. */
static const char *repeated(const char *begin, char octet, size_t count)
{
  static char text[2048];
  size_t len = strlen(begin);
  assert_true(len + count < sizeof text);
  memcpy(text, begin, len);
  memset(text + len, octet, count);
  text[len + count] = '\0';
  return text;
}

static void assert_fault(mw_fault found, mw_fault fault, size_t offset)
{
  assert_string_equal(mw_fault_name(found), mw_fault_name(fault));
  assert_int_equal(finding.offset, offset);
}

static void test_params_none(void **state)
{
  (void)state;
  assert_int_equal(mail(""), MW_FAULT_NONE);
  assert_int_equal(params.present, 0);
  assert_int_equal(params.unknown, 0);
  memset(&params, 0xa5, sizeof params);
  mw_smtp_params_parse(mw_slice_of(NULL, 0), MW_SMTP_PARAMS_MAIL, NULL, &params, &finding);
  assert_int_equal(params.present, 0);
}

static void test_params_many(void **state)
{
  (void)state;
  assert_int_equal(mail("BODY=8bitMIME SMTPUTF8 SIZE=123 RET=hdrs X-A=1 ENVID=a+2Bb AUTH=<>"),
                   MW_FAULT_NONE);
  assert_true(MW_SMTP_HAS(&params, BODY) && MW_SMTP_HAS(&params, SMTPUTF8) &&
              MW_SMTP_HAS(&params, SIZE) && MW_SMTP_HAS(&params, RET) &&
              MW_SMTP_HAS(&params, ENVID) && MW_SMTP_HAS(&params, AUTH));
  assert_false(MW_SMTP_HAS(&params, REQUIRETLS));
  assert_int_equal(params.body, MW_SMTP_BODY_8BITMIME);
  assert_int_equal(params.size, 123);
  assert_int_equal(params.ret, MW_SMTP_RET_HDRS);
  assert_slice(params.envid, "a+2Bb");
  assert_slice(params.auth, "<>");
  assert_int_equal(params.unknown, 1);
}

static void test_params_of_the_other_command(void **state)
{
  (void)state;
  assert_int_equal(rcpt("SIZE=1 BODY=7BIT NOTIFY=NEVER"), MW_FAULT_NONE);
  assert_int_equal(params.unknown, 2);
  assert_int_equal(params.present, UINT64_C(1) << MW_SMTP_PARAM_NOTIFY);
  assert_int_equal(mail("NOTIFY=NEVER ALT-ADDRESS=a@b.example"), MW_FAULT_NONE);
  assert_int_equal(params.unknown, 1);
  assert_true(MW_SMTP_HAS(&params, ALT_ADDRESS));
}

static void test_params_size(void **state)
{
  (void)state;
  assert_int_equal(mail("SIZE=18446744073709551615"), MW_FAULT_NONE);
  assert_true(params.size == UINT64_MAX);
  assert_int_equal(mail("SIZE=18446744073709551614"), MW_FAULT_NONE);
  assert_true(params.size == UINT64_MAX - 1);
  assert_int_equal(mail("SIZE=18446744073709551616"), MW_FAULT_NONE);
  assert_true(params.size == UINT64_MAX);
  assert_int_equal(mail("SIZE=36893488147419103233"), MW_FAULT_NONE);
  assert_true(params.size == UINT64_MAX);
  assert_int_equal(mail("SIZE=00000000000000000012"), MW_FAULT_NONE);
  assert_int_equal(params.size, 12);
  assert_fault(mail("SIZE=000000000000000000012"), MW_FAULT_NUMBER_TOO_LARGE, 5);
  assert_fault(mail("SIZE=99999999999999999999999999"), MW_FAULT_NUMBER_TOO_LARGE, 5);
  assert_int_equal(params.present, 0);
  assert_fault(mail("SIZE=1K"), MW_FAULT_BAD_PARAM_VALUE, 6);
  assert_fault(mail("SIZE=-1"), MW_FAULT_BAD_PARAM_VALUE, 5);
  assert_fault(mail("BODY=7BIT SIZE"), MW_FAULT_BAD_PARAM_VALUE, 14);
  assert_fault(mail("SIZE="), MW_FAULT_BAD_PARAMETER, 5);
}

static void test_params_body(void **state)
{
  (void)state;
  assert_int_equal(mail("BODY=7bit"), MW_FAULT_NONE);
  assert_int_equal(params.body, MW_SMTP_BODY_7BIT);
  assert_int_equal(mail("body=BinaryMime"), MW_FAULT_NONE);
  assert_int_equal(params.body, MW_SMTP_BODY_BINARYMIME);
  assert_fault(mail("BODY=8BIT"), MW_FAULT_BAD_PARAM_VALUE, 5);
  assert_fault(mail("BODY=7BITS"), MW_FAULT_BAD_PARAM_VALUE, 9);
  assert_fault(mail("BODY=\x18"
                    "BITMIME"),
               MW_FAULT_BAD_PARAMETER, 5);
  assert_fault(mail("SIZE=1 BODY"), MW_FAULT_BAD_PARAM_VALUE, 11);
}

static void test_params_keyword_is_exact(void **state)
{
  (void)state;
  assert_int_equal(mw_smtp_param_find(mw_slice_text("mt-priority")), MW_SMTP_PARAM_MT_PRIORITY);
  assert_int_equal(mw_smtp_param_find(mw_slice_text("Smtputf8")), MW_SMTP_PARAM_SMTPUTF8);
  assert_int_equal(mw_smtp_param_find(mw_slice_text("by")), MW_SMTP_PARAM_BY);
  assert_int_equal(mw_smtp_param_find(mw_slice_text("MT\rPRIORITY")), MW_SMTP_PARAM_UNKNOWN);
  assert_int_equal(mw_smtp_param_find(mw_slice_text("SMTPUTF\x18")), MW_SMTP_PARAM_UNKNOWN);
  assert_int_equal(mw_smtp_param_find(mw_slice_of("BY\0", 3)), MW_SMTP_PARAM_UNKNOWN);
  assert_int_equal(mw_smtp_param_find(mw_slice_text("SIZES")), MW_SMTP_PARAM_UNKNOWN);
  assert_int_equal(mw_smtp_param_find(mw_slice_text("ALT-ADDRESS-AND-MORE")),
                   MW_SMTP_PARAM_UNKNOWN);
  assert_int_equal(mw_smtp_param_find(mw_slice_of(NULL, 0)), MW_SMTP_PARAM_UNKNOWN);
  assert_null(mw_smtp_param_row(MW_SMTP_PARAM_UNKNOWN));
  assert_null(mw_smtp_param_row((mw_smtp_param)63));
  assert_string_equal(mw_smtp_param_name(MW_SMTP_PARAM_UNKNOWN), "UNKNOWN");
}

static void test_params_twice(void **state)
{
  (void)state;
  assert_fault(mail("BODY=7BIT BODY=8BITMIME"), MW_FAULT_PARAM_TWICE, 10);
  assert_int_equal(params.body, MW_SMTP_BODY_7BIT);
  assert_fault(mail("SIZE=1 size=2"), MW_FAULT_PARAM_TWICE, 7);
  assert_int_equal(params.size, 1);
  assert_fault(mail("RET=FULL RET=HDRS"), MW_FAULT_PARAM_TWICE, 9);
  assert_fault(mail("SMTPUTF8 SMTPUTF8"), MW_FAULT_PARAM_TWICE, 9);
  assert_int_equal(mail("X=1 X=2"), MW_FAULT_NONE);
  assert_int_equal(params.unknown, 2);
}

static void test_params_conflict(void **state)
{
  (void)state;
  assert_fault(mail("HOLDFOR=5 HOLDUNTIL=2030-01-01T00:00:00Z"), MW_FAULT_PARAM_CONFLICT, 10);
  assert_fault(rcpt("NOTIFY=NEVER,SUCCESS"), MW_FAULT_PARAM_CONFLICT, 13);
  assert_fault(rcpt("NOTIFY=SUCCESS,NEVER"), MW_FAULT_PARAM_CONFLICT, 15);
}

static void test_params_notify(void **state)
{
  (void)state;
  assert_int_equal(rcpt("notify=Delay,failure"), MW_FAULT_NONE);
  assert_int_equal(params.notify, MW_SMTP_NOTIFY_DELAY | MW_SMTP_NOTIFY_FAILURE);
  assert_fault(rcpt("NOTIFY=SUCCESS,SUCCESS"), MW_FAULT_PARAM_TWICE, 15);
  assert_int_equal(params.notify, MW_SMTP_NOTIFY_SUCCESS);
  assert_fault(rcpt("NOTIFY=SUCCESS,,DELAY"), MW_FAULT_BAD_PARAM_VALUE, 15);
  assert_fault(rcpt("NOTIFY=SUCCESS,"), MW_FAULT_BAD_PARAM_VALUE, 15);
  assert_fault(rcpt("NOTIFY=SUCCESSES"), MW_FAULT_BAD_PARAM_VALUE, 14);
}

static void test_params_by(void **state)
{
  (void)state;
  assert_int_equal(mail("BY=-999999999;nt"), MW_FAULT_NONE);
  assert_int_equal(params.by_time, -999999999);
  assert_int_equal(params.by_mode, 'N');
  assert_true(params.by_trace);
  assert_int_equal(mail("BY=+60;R"), MW_FAULT_NONE);
  assert_int_equal(params.by_time, 60);
  assert_false(params.by_trace);
  assert_fault(mail("BY=1000000000;N"), MW_FAULT_NUMBER_TOO_LARGE, 3);
  assert_fault(mail("BY=0;R"), MW_FAULT_BAD_PARAM_VALUE, 5);
  assert_fault(mail("BY=-0;RT"), MW_FAULT_BAD_PARAM_VALUE, 6);
  assert_fault(mail("BY=5;"), MW_FAULT_BAD_PARAM_VALUE, 5);
  assert_fault(mail("BY=5;NTT"), MW_FAULT_BAD_PARAM_VALUE, 7);
  assert_fault(mail("BY=+-5;N"), MW_FAULT_BAD_PARAM_VALUE, 4);
}

static void test_params_numbers(void **state)
{
  (void)state;
  assert_int_equal(mail("MT-PRIORITY=-9 HOLDFOR=999999999"), MW_FAULT_NONE);
  assert_int_equal(params.priority, -9);
  assert_int_equal(params.hold_for, 999999999);
  assert_fault(mail("MT-PRIORITY=10"), MW_FAULT_NUMBER_TOO_LARGE, 12);
  assert_fault(mail("MT-PRIORITY=-"), MW_FAULT_BAD_PARAM_VALUE, 13);
  assert_int_equal(mail(repeated("MTRK=", 'a', 27)), MW_FAULT_NONE);
  assert_int_equal(params.mtrk.len, 27);
  assert_int_equal(params.mtrk_timeout, 0);
  assert_int_equal(mail(repeated("MTRK=", 'a', 28)), MW_FAULT_BAD_PARAM_VALUE);
  assert_int_equal(mail(repeated("MTRK=", 'a', 26)), MW_FAULT_BAD_PARAM_VALUE);
}

static void test_params_times(void **state)
{
  static const char *const good[] = {"2024-02-29T00:00:00Z", "2000-02-29t00:00:00z",
                                     "2016-12-31T23:59:60Z", "2017-01-01T08:59:60+09:00",
                                     "2016-12-31T15:59:60-08:00"};
  static const char *const bad[] = {
      "2023-02-29T00:00:00Z",      "1900-02-29T00:00:00Z",  "2030-04-31T00:00:00Z",
      "2030-00-01T00:00:00Z",      "2030-01-00T00:00:00Z",  "2030-01-01T24:00:00Z",
      "2030-01-01T00:60:00Z",      "2030-01-01T00:00:60Z",  "2030-01-01T23:59:61Z",
      "2030-01-01 00:00:00Z",      "2030-01-01T00:00:00",   "2030-01-01T00:00:00+0100",
      "2030-01-01T00:00:00+24:00", "30-01-01T00:00:00Z",    "2030-1-01T00:00:00Z",
      "2030-01-01T00:00:00ZZ",     "2030-01-01T00:00:00Z;", "2030-01-01T00:00:00Z;CR"};
  char text[64] = "RRVS=";
  size_t i;
  (void)state;
  for (i = 0; i < sizeof good / sizeof good[0]; i++) {
    strcpy(text + 5, good[i]);
    assert_int_equal(rcpt(text), MW_FAULT_NONE);
    assert_int_equal(params.rrvs_action, 'R');
    assert_slices(params.rrvs_time, mw_slice_text(good[i]));
  }
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    strcpy(text + 5, bad[i]);
    assert_int_not_equal(rcpt(text), MW_FAULT_NONE);
    assert_int_equal(params.present, 0);
  }
  assert_int_equal(rcpt("RRVS=2030-01-01T00:00:00Z;c"), MW_FAULT_NONE);
  assert_int_equal(params.rrvs_action, 'C');
  assert_slice(params.rrvs_time, "2030-01-01T00:00:00Z");
  assert_int_equal(mail("HOLDUNTIL=2030-01-01T00:00:00.25Z"), MW_FAULT_NONE);
  assert_fault(mail("HOLDUNTIL=2030-01-01T00:00:00+01:00"), MW_FAULT_BAD_PARAM_VALUE, 35);
  assert_fault(mail("HOLDUNTIL=2030-13-01T00:00:00Z"), MW_FAULT_BAD_PARAM_VALUE, 15);
}

static void test_params_xtext(void **state)
{
  (void)state;
  assert_fault(mail("ENVID=a+2"), MW_FAULT_BAD_XTEXT, 7);
  assert_fault(mail("ENVID=+zz"), MW_FAULT_BAD_XTEXT, 6);
  assert_fault(mail("ENVID=+2b"), MW_FAULT_BAD_XTEXT, 6);
  assert_int_equal(parse_with("ENVID=+2b", MW_SMTP_PARAMS_MAIL, MW_ALLOW_LOWER_HEX), MW_FAULT_NONE);
  assert_int_equal(finding.tolerated, MW_ALLOW_LOWER_HEX);
  assert_fault(mail("ENVID=ab+0D+0Acd"), MW_FAULT_DECODED_CONTROL, 8);
  assert_fault(mail("ENVID=a+E9"), MW_FAULT_BAD_PARAM_VALUE, 6);
  assert_int_equal(mail(repeated("ENVID=", 'a', 94)), MW_FAULT_NONE);
  assert_fault(mail(repeated("ENVID=", 'a', 95)), MW_FAULT_BAD_PARAM_VALUE, 100);
}

static void test_params_mailboxes(void **state)
{
  (void)state;
  assert_int_equal(mail("AUTH=e+3dmc2@example.com"), MW_FAULT_NONE);
  assert_int_equal(finding.tolerated, 0);
  assert_int_equal(mail("AUTH=+3C+3E"), MW_FAULT_NONE);
  assert_fault(mail("AUTH=user"), MW_FAULT_BAD_PARAM_VALUE, 5);
  assert_int_equal(parse_with("AUTH=user", MW_SMTP_PARAMS_MAIL, MW_ALLOW_REPORTED),
                   MW_FAULT_BAD_PARAM_VALUE);
  assert_fault(mail("AUTH=x+0D+0Ay@b.example"), MW_FAULT_DECODED_CONTROL, 6);
  assert_fault(mail("AUTH=a@"), MW_FAULT_BAD_PARAM_VALUE, 5);
  assert_int_equal(mail("AUTH=\"a+20b\"@example.com"), MW_FAULT_NONE);
  assert_int_equal(mail("AUTH=+C3+A9@example.com"), MW_FAULT_BAD_PARAM_VALUE);
  assert_int_equal(parse_with("AUTH=+C3+A9@example.com", MW_SMTP_PARAMS_MAIL, MW_ALLOW_UTF8),
                   MW_FAULT_NONE);
  assert_int_equal(mail(repeated("AUTH=a@", 'b', 495)), MW_FAULT_BAD_PARAM_VALUE);
  assert_int_equal(mail(repeated("SUBMITTER=a@", 'b', 1500)), MW_FAULT_BAD_PARAM_VALUE);
  assert_fault(mail("SUBMITTER=a+2bb@example.com"), MW_FAULT_BAD_XTEXT, 11);
  assert_int_equal(mail("ALT-ADDRESS=a+2Bb@example.com"), MW_FAULT_NONE);
  assert_int_equal(rcpt("ALT-ADDRESS=nobody"), MW_FAULT_BAD_PARAM_VALUE);
}

static void test_params_orcpt(void **state)
{
  (void)state;
  assert_int_equal(rcpt("ORCPT=rfc822;a+2Bb@example.com"), MW_FAULT_NONE);
  assert_slice(params.orcpt_type, "rfc822");
  assert_slice(params.orcpt, "a+2Bb@example.com");
  assert_fault(rcpt("ORCPT=rfc822;x+0Ay"), MW_FAULT_DECODED_CONTROL, 14);
  assert_fault(rcpt("ORCPT=;a"), MW_FAULT_BAD_PARAM_VALUE, 6);
  assert_int_equal(rcpt(repeated("ORCPT=rfc822;", 'a', 487)), MW_FAULT_NONE);
  assert_fault(rcpt(repeated("ORCPT=rfc822;", 'a', 488)), MW_FAULT_BAD_PARAM_VALUE, 500);
}

static void test_params_orcpt_utf8(void **state)
{
  (void)state;
  assert_int_equal(rcpt("ORCPT=UTF-8;\\x{E9}@example.com"), MW_FAULT_NONE);
  assert_int_equal(rcpt("ORCPT=utf-8;a+b@example.com"), MW_FAULT_NONE);
  assert_int_equal(rcpt("ORCPT=utf-8;"), MW_FAULT_BAD_XTEXT);
  assert_int_equal(rcpt("ORCPT=utf-8;\\x{D800}@example.com"), MW_FAULT_BAD_XTEXT);
  assert_int_equal(rcpt("ORCPT=utf-8;\xc3\xa9@example.com"), MW_FAULT_EIGHT_BIT);
  assert_int_equal(
      parse_with("ORCPT=utf-8;\xc3\xa9@example.com", MW_SMTP_PARAMS_RCPT, MW_ALLOW_UTF8),
      MW_FAULT_NONE);
  assert_int_equal(finding.tolerated, MW_ALLOW_UTF8);
  assert_slice(params.orcpt, "\xc3\xa9@example.com");
  assert_int_equal(
      parse_with("ORCPT=rfc822;\xc3\xa9@example.com", MW_SMTP_PARAMS_RCPT, MW_ALLOW_UTF8),
      MW_FAULT_BAD_XTEXT);
}

static void test_params_words(void **state)
{
  (void)state;
  assert_int_equal(mail(repeated("SOLICIT=", 'a', 1000)), MW_FAULT_NONE);
  assert_fault(mail(repeated("SOLICIT=", 'a', 1001)), MW_FAULT_BAD_PARAM_VALUE, 1008);
  assert_fault(mail("SOLICIT=a,"), MW_FAULT_BAD_PARAM_VALUE, 10);
  assert_int_equal(mail("TRANSID=<a.b!@c.d>"), MW_FAULT_NONE);
  assert_slice(params.transid, "<a.b!@c.d>");
  assert_fault(mail("TRANSID=<a..b@c>"), MW_FAULT_BAD_PARAM_VALUE, 11);
  assert_fault(mail("TRANSID=<a@b@c>"), MW_FAULT_BAD_PARAM_VALUE, 12);
  assert_fault(mail("TRANSID=<a@b"), MW_FAULT_BAD_PARAM_VALUE, 12);
  assert_int_equal(mail(repeated("TRANSID=<a@", 'b', 78)), MW_FAULT_BAD_PARAM_VALUE);
}

static void test_params_without_value(void **state)
{
  (void)state;
  assert_int_equal(mail("SMTPUTF8 REQUIRETLS CONPERM"), MW_FAULT_NONE);
  assert_true(MW_SMTP_HAS(&params, SMTPUTF8) && MW_SMTP_HAS(&params, REQUIRETLS) &&
              MW_SMTP_HAS(&params, CONPERM));
  assert_fault(mail("SMTPUTF8=1"), MW_FAULT_BAD_PARAM_VALUE, 8);
  assert_int_equal(rcpt("CONNEG"), MW_FAULT_NONE);
  assert_true(MW_SMTP_HAS(&params, CONNEG));
}

static void test_params_go_on_behind_a_fault(void **state)
{
  (void)state;
  assert_fault(mail("A=b=c BODY=foo SIZE=7"), MW_FAULT_BAD_PARAMETER, 3);
  assert_int_equal(params.unknown, 0);
  assert_int_equal(params.size, 7);
  assert_int_equal(params.present, UINT64_C(1) << MW_SMTP_PARAM_SIZE);
}

static void test_params_spaces(void **state)
{
  const uint64_t spaces = MW_ALLOW_EXTRA_SPACE | MW_ALLOW_TRAILING_SPACE;
  (void)state;
  assert_int_not_equal(mail("SIZE=1 "), MW_FAULT_NONE);
  assert_int_not_equal(mail("SIZE=1  BODY=7BIT"), MW_FAULT_NONE);
  assert_int_equal(params.body, MW_SMTP_BODY_7BIT);
  assert_int_equal(parse_with("SIZE=1   BODY=7BIT  ", MW_SMTP_PARAMS_MAIL, spaces), MW_FAULT_NONE);
  assert_int_equal(finding.tolerated, spaces);
  assert_int_equal(params.size, 1);
  assert_int_equal(params.body, MW_SMTP_BODY_7BIT);
  assert_int_equal(params.unknown, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_params_none),
      cmocka_unit_test(test_params_many),
      cmocka_unit_test(test_params_of_the_other_command),
      cmocka_unit_test(test_params_size),
      cmocka_unit_test(test_params_body),
      cmocka_unit_test(test_params_keyword_is_exact),
      cmocka_unit_test(test_params_twice),
      cmocka_unit_test(test_params_conflict),
      cmocka_unit_test(test_params_notify),
      cmocka_unit_test(test_params_by),
      cmocka_unit_test(test_params_numbers),
      cmocka_unit_test(test_params_times),
      cmocka_unit_test(test_params_xtext),
      cmocka_unit_test(test_params_mailboxes),
      cmocka_unit_test(test_params_orcpt),
      cmocka_unit_test(test_params_orcpt_utf8),
      cmocka_unit_test(test_params_words),
      cmocka_unit_test(test_params_without_value),
      cmocka_unit_test(test_params_go_on_behind_a_fault),
      cmocka_unit_test(test_params_spaces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
