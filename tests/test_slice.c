/* SPDX-License-Identifier: MIT */
/* Slices and the names of statuses. */
#include "support/assert_mw.h"

static void test_slice_of_keeps_pointer_and_length(void **state)
{
  static const char octets[] = {'a', '\0', 'b'};
  mw_slice slice = mw_slice_of(octets, 3);
  (void)state;
  assert_ptr_equal(slice.ptr, octets);
  assert_int_equal(slice.len, 3);
}

static void test_slice_text_leaves_the_nul_out(void **state)
{
  mw_slice absent = mw_slice_text(NULL);
  mw_slice empty = mw_slice_text("");
  (void)state;
  assert_octets(mw_slice_text("EHLO"), "EHLO");
  assert_null(absent.ptr);
  assert_int_equal(absent.len, 0);
  assert_non_null(empty.ptr);
  assert_int_equal(empty.len, 0);
}

static void test_slice_equal_compares_all_octets(void **state)
{
  (void)state;
  assert_true(mw_slice_equal(mw_slice_text("a b"), mw_slice_text("a b")));
  assert_true(mw_slice_equal(mw_slice_of("a\0b", 3), mw_slice_of("a\0b", 3)));
  assert_false(mw_slice_equal(mw_slice_of("a\0b", 3), mw_slice_of("a\0c", 3)));
  assert_false(mw_slice_equal(mw_slice_text("abc"), mw_slice_text("abcd")));
  assert_false(mw_slice_equal(mw_slice_text("abcd"), mw_slice_text("abc")));
  assert_false(mw_slice_equal(mw_slice_text("A"), mw_slice_text("a")));
}

static void test_slice_absent_and_empty_are_equal(void **state)
{
  mw_slice absent = mw_slice_text(NULL);
  mw_slice empty = mw_slice_text("");
  (void)state;
  assert_true(mw_slice_equal(absent, empty));
  assert_true(mw_slice_equal(empty, absent));
  assert_true(mw_slice_equal(absent, absent));
  assert_true(mw_slice_equal_nocase(absent, empty));
  assert_false(mw_slice_equal(absent, mw_slice_text("x")));
  assert_false(mw_slice_equal_nocase(absent, mw_slice_text("x")));
}

/* The two letters of one kind are 20 (hex) apart; so are other octets, which must stay different. */
static void test_slice_equal_nocase_folds_ascii_letters_alone(void **state)
{
  static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
  unsigned a;
  unsigned b;
  unsigned equal = 0;
  (void)state;
  assert_true(mw_slice_equal_nocase(mw_slice_text(upper), mw_slice_text(lower)));
  assert_false(mw_slice_equal_nocase(mw_slice_text("abc"), mw_slice_text("ABCD")));
  for (a = 0; a < 256; a++) {
    for (b = 0; b < 256; b++) {
      char one = (char)a;
      char other = (char)b;
      const char *place = a == 0 ? NULL : strchr(upper, one);
      bool pair = place != NULL && lower[place - upper] == other;
      place = a == 0 ? NULL : strchr(lower, one);
      pair = pair || (place != NULL && upper[place - lower] == other);
      assert_int_equal(mw_slice_equal_nocase(mw_slice_of(&one, 1), mw_slice_of(&other, 1)),
                       pair || a == b);
      equal += pair;
    }
  }
  assert_int_equal(equal, 52);
}

static void test_status_has_a_name_for_any_number(void **state)
{
  int number;
  (void)state;
  assert_string_equal(mw_status_name(MW_OK), "OK");
  assert_string_equal(mw_status_name(MW_NEED_MORE), "NEED_MORE");
  assert_string_equal(mw_status_name(MW_PAUSED), "PAUSED");
  assert_string_equal(mw_status_name(MW_E_ARGUMENT), "E_ARGUMENT");
  assert_string_equal(mw_status_name(MW_E_SPACE), "E_SPACE");
  assert_string_equal(mw_status_name(MW_E_ABORTED), "E_ABORTED");
  for (number = -100; number <= 100; number++) {
    if (number < -3 || number > 2) {
      assert_string_equal(mw_status_name((mw_status)number), "UNKNOWN");
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_slice_of_keeps_pointer_and_length),
      cmocka_unit_test(test_slice_text_leaves_the_nul_out),
      cmocka_unit_test(test_slice_equal_compares_all_octets),
      cmocka_unit_test(test_slice_absent_and_empty_are_equal),
      cmocka_unit_test(test_slice_equal_nocase_folds_ascii_letters_alone),
      cmocka_unit_test(test_status_has_a_name_for_any_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
