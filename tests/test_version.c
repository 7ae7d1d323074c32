/* SPDX-License-Identifier: MIT */
/* The version: macros, text, number, and the same at run time. */
#include <stdio.h>

#include "support/assert_mw.h"

static void test_version_says_the_same_in_text_and_number(void **state)
{
  char text[48];
  (void)state;
  (void)snprintf(text, sizeof text, "%d.%d.%d", MAILWIRE_VERSION_MAJOR, MAILWIRE_VERSION_MINOR,
                 MAILWIRE_VERSION_PATCH);
  assert_string_equal(MAILWIRE_VERSION_STRING, text);
  assert_int_equal(MAILWIRE_VERSION_NUMBER >> 16, MAILWIRE_VERSION_MAJOR);
  assert_int_equal(MAILWIRE_VERSION_NUMBER >> 8 & 0xff, MAILWIRE_VERSION_MINOR);
  assert_int_equal(MAILWIRE_VERSION_NUMBER & 0xff, MAILWIRE_VERSION_PATCH);
}

static void test_version_parts_fit_their_eight_bits(void **state)
{
  (void)state;
  assert_in_range(MAILWIRE_VERSION_MAJOR, 0, 255);
  assert_in_range(MAILWIRE_VERSION_MINOR, 0, 255);
  assert_in_range(MAILWIRE_VERSION_PATCH, 0, 255);
}

static void test_version_is_the_one_that_is_linked(void **state)
{
  (void)state;
  assert_string_equal(mw_version(), MAILWIRE_VERSION_STRING);
  assert_int_equal(mw_version_number(), MAILWIRE_VERSION_NUMBER);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_version_says_the_same_in_text_and_number),
      cmocka_unit_test(test_version_parts_fit_their_eight_bits),
      cmocka_unit_test(test_version_is_the_one_that_is_linked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
