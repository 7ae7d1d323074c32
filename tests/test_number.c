/* SPDX-License-Identifier: MIT */
/* Decimal numbers: what is one, and what is too large, for any bound. */
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "support/assert_mw.h"

/* Reads text from a block of exactly its size. */
static mwi_number parse(const char *text, uint64_t max, uint64_t *value, size_t *taken)
{
  size_t len = strlen(text);
  char *block = malloc(len + (len == 0));
  mw_slice in;
  mwi_number result;
  assert_non_null(block);
  memset(block, 0, len + (len == 0));
  memcpy(block, text, len);
  in = mw_slice_of(block, len);
  result = mwi_number_parse(&in, max, value);
  *taken = len - in.len;
  assert_ptr_equal(in.ptr, block + *taken);
  free(block);
  return result;
}

static void expect(const char *text, uint64_t max, mwi_number result, uint64_t value, size_t taken)
{
  uint64_t got = 77;
  size_t count;
  assert_int_equal(parse(text, max, &got, &count), result);
  assert_true(got == value);
  assert_int_equal(count, taken);
}

static void test_number_takes_digits_and_stops_behind_them(void **state)
{
  (void)state;
  expect("0", UINT64_MAX, MWI_NUMBER_OK, 0, 1);
  expect("12 LAST", UINT64_MAX, MWI_NUMBER_OK, 12, 2);
  expect("9", UINT64_MAX, MWI_NUMBER_OK, 9, 1);
  expect("00000000000000000000000000000007", UINT64_MAX, MWI_NUMBER_OK, 7, 32);
  expect("1e3", UINT64_MAX, MWI_NUMBER_OK, 1, 1);
  expect("5/", UINT64_MAX, MWI_NUMBER_OK, 5, 1);
  expect("5:", UINT64_MAX, MWI_NUMBER_OK, 5, 1);
}

static void test_number_takes_nothing_when_no_digit_stands_there(void **state)
{
  unsigned octet;
  (void)state;
  expect("", UINT64_MAX, MWI_NUMBER_NONE, 0, 0);
  expect("-1", UINT64_MAX, MWI_NUMBER_NONE, 0, 0);
  expect("+1", UINT64_MAX, MWI_NUMBER_NONE, 0, 0);
  expect(" 1", UINT64_MAX, MWI_NUMBER_NONE, 0, 0);
  for (octet = 1; octet < 256; octet++) {
    char text[2] = {(char)octet, '\0'};
    if (octet < 0x30 || octet > 0x39) {
      expect(text, UINT64_MAX, MWI_NUMBER_NONE, 0, 0);
    }
  }
}

static void test_number_does_not_wrap_at_64_bits(void **state)
{
  (void)state;
  expect("18446744073709551615", UINT64_MAX, MWI_NUMBER_OK, UINT64_MAX, 20);
  expect("18446744073709551616", UINT64_MAX, MWI_NUMBER_TOO_LARGE, UINT64_MAX, 0);
  expect("18446744073709551620", UINT64_MAX, MWI_NUMBER_TOO_LARGE, UINT64_MAX, 0);
  expect("99999999999999999999999999", UINT64_MAX, MWI_NUMBER_TOO_LARGE, UINT64_MAX, 0);
  expect("9223372036854775807", INT64_MAX, MWI_NUMBER_OK, INT64_MAX, 19);
  expect("9223372036854775808", INT64_MAX, MWI_NUMBER_TOO_LARGE, INT64_MAX, 0);
}

/* Bounds below ten too, where the first digit alone may say more than the bound. */
static void test_number_keeps_to_any_bound(void **state)
{
  unsigned max;
  unsigned number;
  (void)state;
  for (max = 0; max <= 120; max++) {
    for (number = 0; number <= 1300; number++) {
      char text[16];
      int len = snprintf(text, sizeof text, "%s%u", number % 3 == 0 ? "00" : "", number);
      if (number <= max) {
        expect(text, max, MWI_NUMBER_OK, number, (size_t)len);
      } else {
        expect(text, max, MWI_NUMBER_TOO_LARGE, max, 0);
      }
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_number_takes_digits_and_stops_behind_them),
      cmocka_unit_test(test_number_takes_nothing_when_no_digit_stands_there),
      cmocka_unit_test(test_number_does_not_wrap_at_64_bits),
      cmocka_unit_test(test_number_keeps_to_any_bound),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
