/* SPDX-License-Identifier: MIT */
/* XCLIENT and XFORWARD attributes, one after the other; verbs of the caller. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include <mailwire/smtp_argument.h>

static void assert_next(mw_slice *rest, const char *name, const char *value)
{
  mw_param attribute;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  assert_true(mw_smtp_attribute_next(rest, &attribute, &finding));
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_slices(attribute.keyword, mw_slice_text(name));
  assert_non_null(attribute.value.ptr);
  assert_slices(attribute.value, mw_slice_text(value));
}

static void assert_bad(mw_slice *rest, const char *text, size_t offset)
{
  mw_param attribute;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  assert_true(mw_smtp_attribute_next(rest, &attribute, &finding));
  assert_int_equal(finding.fault, MW_FAULT_BAD_PARAMETER);
  assert_int_equal(finding.offset, offset);
  assert_slices(attribute.keyword, mw_slice_text(text));
  assert_absent(attribute.value);
}

static void assert_no_more(mw_slice *rest)
{
  mw_param attribute;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  assert_false(mw_smtp_attribute_next(rest, &attribute, &finding));
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_int_equal(rest->len, 0);
}

/* The command of smtp-commands.tsv and the attribute names that it lists. */
static void test_attribute_one_after_the_other(void **state)
{
  mw_slice rest = mw_slice_text("NAME=spike.example ADDR=192.0.2.1 PORT=[UNAVAILABLE]"
                                " ADDR=IPV6:2001:db8::1 login=a+20b+2Bc HELO=");
  (void)state;
  assert_next(&rest, "NAME", "spike.example");
  assert_next(&rest, "ADDR", "192.0.2.1");
  assert_next(&rest, "PORT", "[UNAVAILABLE]");
  assert_next(&rest, "ADDR", "IPV6:2001:db8::1");
  assert_next(&rest, "login", "a+20b+2Bc");
  assert_next(&rest, "HELO", "");
  assert_no_more(&rest);
}

static void test_attribute_malformed(void **state)
{
  mw_slice rest =
      mw_slice_text("NAME =a ADDR=a=b PORT=+2x HELO=+0a LOGIN=caf\xc3\xa9 -A=b A_B=c D=e");
  (void)state;
  assert_bad(&rest, "NAME", 4);
  assert_bad(&rest, "=a", 0);
  assert_bad(&rest, "ADDR=a=b", 6);
  assert_bad(&rest, "PORT=+2x", 5);
  assert_bad(&rest, "HELO=+0a", 5);
  assert_bad(&rest, "LOGIN=caf\xc3\xa9", 9);
  assert_bad(&rest, "-A=b", 0);
  assert_bad(&rest, "A_B=c", 1);
  assert_next(&rest, "D", "e");
  assert_no_more(&rest);
}

/* One space stands between two; another one, or one at an end, is a malformed text of no octets. */
static void test_attribute_spaces(void **state)
{
  mw_slice rest = mw_slice_text(" A=b  C=d ");
  (void)state;
  assert_bad(&rest, "", 0);
  assert_next(&rest, "A", "b");
  assert_bad(&rest, "", 0);
  assert_next(&rest, "C", "d");
  assert_bad(&rest, "", 0);
  assert_no_more(&rest);
  rest = mw_slice_text("A=b  ");
  assert_next(&rest, "A", "b");
  assert_bad(&rest, "", 0);
  assert_no_more(&rest);
  rest = mw_slice_text("A=b\tC=d");
  assert_bad(&rest, "A=b\tC=d", 3);
  assert_no_more(&rest);
}

/* A control character in xtext is none of the attribute's form: who decodes it is told. */
static void test_attribute_encoded_control(void **state)
{
  char octets[8];
  mw_room room = {octets, sizeof octets};
  mw_slice rest = mw_slice_text("NAME=a+0Ab");
  mw_param attribute;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  (void)state;
  assert_true(mw_smtp_attribute_next(&rest, &attribute, &finding));
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_int_equal(mw_xtext_decode(attribute.value, false, &room, &finding), MW_OK);
  assert_int_equal(finding.fault, MW_FAULT_DECODED_CONTROL);
  assert_int_equal(finding.offset, 1);
}

static void test_attribute_contract(void **state)
{
  mw_slice rest = mw_slice_of(NULL, 0);
  mw_param attribute;
  mw_finding finding = {MW_FAULT_LINE_TOO_LONG, 3, 0};
  (void)state;
  assert_no_more(&rest);
  rest = mw_slice_text("A");
  assert_false(mw_smtp_attribute_next(NULL, &attribute, &finding));
  assert_false(mw_smtp_attribute_next(&rest, NULL, &finding));
  assert_false(mw_smtp_attribute_next(&rest, &attribute, NULL));
  assert_int_equal(rest.len, 1);
  assert_true(mw_smtp_attribute_next(&rest, &attribute, &finding));
  assert_int_equal(finding.fault, MW_FAULT_LINE_TOO_LONG);
  assert_int_equal(finding.offset, 3);
}

static void test_own_verb(void **state)
{
  static const mw_smtp_own_verb rows[] = {
      {"XFOO", 0x4000}, {"X-LONGER-THAN-A-WORD", 0x7ffe},
      {"XLOW", 0x3fff}, {"XHIGH", 0x7fff},
      {NULL, 0x4001},   {"XFOO", 0x4002},
  };
  (void)state;
  assert_int_equal(mw_smtp_own_verb_find(rows, 6, mw_slice_text("XFOO")), 0x4000);
  assert_int_equal(mw_smtp_own_verb_find(rows, 6, mw_slice_text("xFoo")), 0x4000);
  assert_int_equal(mw_smtp_own_verb_find(rows, 6, mw_slice_text("X-longer-than-a-word")), 0x7ffe);
  assert_int_equal(mw_smtp_own_verb_find(rows, 6, mw_slice_text("XLOW")), MW_SMTP_UNKNOWN);
  assert_int_equal(mw_smtp_own_verb_find(rows, 6, mw_slice_text("XHIGH")), MW_SMTP_UNKNOWN);
  assert_int_equal(mw_smtp_own_verb_find(rows, 6, mw_slice_text("XFO")), MW_SMTP_UNKNOWN);
  assert_int_equal(mw_smtp_own_verb_find(rows, 6, mw_slice_text("XFOOO")), MW_SMTP_UNKNOWN);
  assert_int_equal(mw_smtp_own_verb_find(rows, 6, mw_slice_text("")), MW_SMTP_UNKNOWN);
  assert_int_equal(mw_smtp_own_verb_find(rows, 0, mw_slice_text("XFOO")), MW_SMTP_UNKNOWN);
  assert_int_equal(mw_smtp_own_verb_find(NULL, 0, mw_slice_text("XFOO")), MW_SMTP_UNKNOWN);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_attribute_one_after_the_other),
      cmocka_unit_test(test_attribute_malformed),
      cmocka_unit_test(test_attribute_spaces),
      cmocka_unit_test(test_attribute_encoded_control),
      cmocka_unit_test(test_attribute_contract),
      cmocka_unit_test(test_own_verb),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
