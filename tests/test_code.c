/* SPDX-License-Identifier: MIT */
/* Reply codes: what the digits of any number say, and the rows of the table (RFC 5321 4.2). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <mailwire/smtp_code.h>

static const unsigned codes[] = {
#define MW_SMTP_CODE(code, meaning, commands, rfc) code,
#include <mailwire/tables/smtp_code.def>
};

#define CODES (sizeof codes / sizeof codes[0])

static void test_code_class_and_category_are_the_digits_of_any_code(void **state)
{
  char text[8];
  unsigned code;
  (void)state;
  for (code = 0; code <= 999; code++) {
    snprintf(text, sizeof text, "%03u", code);
    assert_int_equal(mw_smtp_code_class(code), text[0] - '0');
    assert_int_equal(mw_smtp_code_category(code), text[1] - '0');
  }
  assert_int_equal(mw_smtp_code_class(250), MW_SMTP_CLASS_COMPLETION);
  assert_int_equal(mw_smtp_code_class(354), MW_SMTP_CLASS_INTERMEDIATE);
  assert_int_equal(mw_smtp_code_class(421), MW_SMTP_CLASS_TRANSIENT);
  assert_int_equal(mw_smtp_code_class(555), MW_SMTP_CLASS_PERMANENT);
  assert_int_equal(mw_smtp_code_category(500), MW_SMTP_CATEGORY_SYNTAX);
  assert_int_equal(mw_smtp_code_category(214), MW_SMTP_CATEGORY_INFORMATION);
  assert_int_equal(mw_smtp_code_category(421), MW_SMTP_CATEGORY_CONNECTION);
  assert_int_equal(mw_smtp_code_category(535), MW_SMTP_CATEGORY_X3Z);
  assert_int_equal(mw_smtp_code_category(250), MW_SMTP_CATEGORY_MAIL_SYSTEM);
}

static void test_code_has_no_class_above_999(void **state)
{
  static const unsigned numbers[] = {1000, 2500, 65786, UINT_MAX};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    assert_int_equal(mw_smtp_code_class(numbers[i]), -1);
    assert_int_equal(mw_smtp_code_category(numbers[i]), -1);
    assert_false(mw_smtp_code_is_regular(numbers[i]));
    assert_null(mw_smtp_code_row(numbers[i]));
  }
}

static void test_code_is_regular_by_the_grammar(void **state)
{
  char text[8];
  unsigned regular = 0;
  unsigned code;
  (void)state;
  for (code = 0; code <= 999; code++) {
    bool wanted;
    snprintf(text, sizeof text, "%03u", code);
    wanted = text[0] >= '2' && text[0] <= '5' && text[1] >= '0' && text[1] <= '5';
    assert_int_equal(mw_smtp_code_is_regular(code), wanted);
    regular += wanted ? 1 : 0;
  }
  assert_int_equal(regular, 4 * 6 * 10);
}

static void test_code_texts_are_total(void **state)
{
  int digit;
  (void)state;
  assert_string_equal(mw_smtp_class_text(1), "positive preliminary");
  assert_string_equal(mw_smtp_class_text(2), "positive completion");
  assert_string_equal(mw_smtp_class_text(3), "positive intermediate");
  assert_string_equal(mw_smtp_class_text(4), "transient negative completion");
  assert_string_equal(mw_smtp_class_text(5), "permanent negative completion");
  assert_string_equal(mw_smtp_class_text(0), "undefined");
  assert_string_equal(mw_smtp_category_text(0), "syntax");
  assert_string_equal(mw_smtp_category_text(1), "information");
  assert_string_equal(mw_smtp_category_text(2), "connection");
  assert_string_equal(mw_smtp_category_text(3), "unspecified");
  assert_string_equal(mw_smtp_category_text(4), "unspecified");
  assert_string_equal(mw_smtp_category_text(5), "mail system");
  for (digit = 6; digit <= 12; digit++) {
    assert_string_equal(mw_smtp_class_text(digit), "undefined");
    assert_string_equal(mw_smtp_category_text(digit), "undefined");
  }
  assert_string_equal(mw_smtp_class_text(-1), "undefined");
  assert_string_equal(mw_smtp_category_text(-1), "undefined");
  assert_string_equal(mw_smtp_class_text(INT_MIN), "undefined");
  assert_string_equal(mw_smtp_category_text(INT_MAX), "undefined");
}

static void test_code_rows_ascend_and_are_regular(void **state)
{
  size_t i;
  (void)state;
  assert_true(CODES > 40);
  for (i = 0; i < CODES; i++) {
    assert_true(mw_smtp_code_is_regular(codes[i]));
    assert_true(i == 0 || codes[i - 1] < codes[i]);
  }
}

static void test_code_row_is_found_for_listed_codes_alone(void **state)
{
  unsigned code;
  size_t listed = 0;
  (void)state;
  for (code = 0; code <= 1100; code++) {
    const mw_smtp_code_info *row = mw_smtp_code_row(code);
    if (listed < CODES && codes[listed] == code) {
      assert_non_null(row);
      assert_int_equal(row->code, code);
      assert_true(strlen(row->meaning) > 0);
      assert_true(strlen(row->commands) > 0);
      assert_true(strlen(row->rfc) > 0);
      listed++;
    } else {
      assert_null(row);
    }
  }
  assert_int_equal(listed, CODES);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_code_class_and_category_are_the_digits_of_any_code),
      cmocka_unit_test(test_code_has_no_class_above_999),
      cmocka_unit_test(test_code_is_regular_by_the_grammar),
      cmocka_unit_test(test_code_texts_are_total),
      cmocka_unit_test(test_code_rows_ascend_and_are_regular),
      cmocka_unit_test(test_code_row_is_found_for_listed_codes_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
