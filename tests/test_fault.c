/* SPDX-License-Identifier: MIT */
/* The tables of faults and tolerances: unique, complete, in agreement with the macros of fault.h. */
#include "support/assert_mw.h"

typedef struct fault_line {
  const char *id;
  int number;
  mw_fault fault;
  const char *sentence;
} fault_line;

static const fault_line faults[] = {
#define MW_FAULT(id, number, sentence) {#id, number, MW_FAULT_##id, sentence},
#include <mailwire/tables/fault.def>
};

/* The macro MW_ALLOW_<id> must exist for this to compile. */
typedef struct tolerance_line {
  const char *id;
  unsigned place;
  uint64_t macro;
  mw_fault fault;
  const char *sentence;
} tolerance_line;

static const tolerance_line tolerances[] = {
#define MW_TOLERANCE(id, bit, fault, sentence) {#id, bit, MW_ALLOW_##id, MW_FAULT_##fault, sentence},
#include <mailwire/tables/tolerance.def>
};

enum {
  FAULTS = sizeof faults / sizeof faults[0],
  TOLERANCES = sizeof tolerances / sizeof tolerances[0],
  RESERVED = 0x7fff
};

/* Upper-case words joined by underscores. */
static void assert_name(const char *name)
{
  assert_true(strlen(name) > 0);
  assert_int_equal(strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"), strlen(name));
  assert_string_not_equal(name, "UNKNOWN");
  assert_string_not_equal(name, "RESERVED");
}

/* Begins with a capital, ends without a full stop, printable ASCII that needs no escape in JSON. */
static void assert_sentence(const char *sentence)
{
  size_t i;
  assert_in_range(sentence[0], 'A', 'Z');
  for (i = 0; sentence[i] != '\0'; i++) {
    assert_in_range(sentence[i], ' ', '~');
    assert_int_not_equal(sentence[i], '"');
    assert_int_not_equal(sentence[i], '\\');
  }
  assert_true(i > 10);
  assert_int_not_equal(sentence[i - 1], '.');
}

static void test_fault_rows_are_unique(void **state)
{
  size_t i;
  size_t j;
  (void)state;
  assert_true(FAULTS > 0);
  for (i = 0; i < FAULTS; i++) {
    assert_name(faults[i].id);
    assert_sentence(faults[i].sentence);
    assert_in_range(faults[i].number, 1, RESERVED - 1);
    assert_string_not_equal(faults[i].id, "NONE");
    for (j = 0; j < i; j++) {
      assert_int_not_equal(faults[i].number, faults[j].number);
      assert_string_not_equal(faults[i].id, faults[j].id);
      assert_string_not_equal(faults[i].sentence, faults[j].sentence);
    }
  }
}

static void test_fault_comes_back_by_its_name(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < FAULTS; i++) {
    assert_string_equal(mw_fault_name(faults[i].fault), faults[i].id);
    assert_string_equal(mw_fault_text(faults[i].fault), faults[i].sentence);
    assert_int_equal(mw_fault_find(mw_slice_text(faults[i].id)), faults[i].number);
  }
  assert_string_equal(mw_fault_name(MW_FAULT_NONE), "NONE");
  assert_int_equal(mw_fault_find(mw_slice_text("NONE")), MW_FAULT_NONE);
  assert_sentence(mw_fault_text(MW_FAULT_NONE));
}

static void test_fault_find_wants_the_exact_name(void **state)
{
  static const char *const names[] = {"",        "bare_lf", "BARE",    "BARE_LF ", "BARE_LFX",
                                      "UNKNOWN", "RESERVED", "BARE LF"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    assert_int_equal(mw_fault_find(mw_slice_text(names[i])), MW_FAULT_NONE);
  }
  assert_int_equal(mw_fault_find(mw_slice_text(NULL)), MW_FAULT_NONE);
  assert_int_equal(mw_fault_find(mw_slice_of("BARE_LF\0", 8)), MW_FAULT_NONE);
  assert_int_equal(mw_fault_find(mw_slice_of("BARE_LF...", 7)), MW_FAULT_BARE_LF);
}

static void test_fault_functions_are_total(void **state)
{
  int number;
  size_t known = 0;
  (void)state;
  for (number = 0; number <= RESERVED; number++) {
    assert_non_null(mw_fault_name((mw_fault)number));
    assert_sentence(mw_fault_text((mw_fault)number));
    known += strcmp(mw_fault_name((mw_fault)number), "UNKNOWN") != 0;
  }
  assert_int_equal(known, FAULTS + 1);
  assert_string_equal(mw_fault_name(MW_FAULT_RESERVED), "UNKNOWN");
}

static void test_tolerance_rows_agree_with_the_macros(void **state)
{
  size_t i;
  size_t j;
  uint64_t all = 0;
  (void)state;
  assert_true(TOLERANCES > 0);
  for (i = 0; i < TOLERANCES; i++) {
    assert_name(tolerances[i].id);
    assert_sentence(tolerances[i].sentence);
    assert_in_range(tolerances[i].place, 0, 63);
    assert_true(tolerances[i].macro == UINT64_C(1) << tolerances[i].place);
    assert_int_not_equal(tolerances[i].fault, MW_FAULT_NONE);
    assert_true((all & tolerances[i].macro) == 0);
    all |= tolerances[i].macro;
    for (j = 0; j < i; j++) {
      assert_string_not_equal(tolerances[i].id, tolerances[j].id);
      assert_string_not_equal(tolerances[i].sentence, tolerances[j].sentence);
    }
  }
  assert_true(MW_ALLOW_REPORTED == (all & ~MW_ALLOW_LF_DOT_END));
}

static void test_tolerance_comes_back_by_its_name(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < TOLERANCES; i++) {
    assert_string_equal(mw_tolerance_name(tolerances[i].macro), tolerances[i].id);
    assert_string_equal(mw_tolerance_text(tolerances[i].macro), tolerances[i].sentence);
    assert_true(mw_tolerance_find(mw_slice_text(tolerances[i].id)) == tolerances[i].macro);
  }
  assert_true(mw_tolerance_find(mw_slice_text("bare_lf")) == 0);
  assert_true(mw_tolerance_find(mw_slice_text("UNKNOWN")) == 0);
  assert_true(mw_tolerance_find(mw_slice_text("")) == 0);
  assert_true(mw_tolerance_find(mw_slice_text(NULL)) == 0);
}

static void test_tolerance_functions_are_total(void **state)
{
  unsigned place;
  size_t known = 0;
  (void)state;
  for (place = 0; place < 64; place++) {
    uint64_t bit = UINT64_C(1) << place;
    known += strcmp(mw_tolerance_name(bit), "UNKNOWN") != 0;
    assert_sentence(mw_tolerance_text(bit));
  }
  assert_int_equal(known, TOLERANCES);
  assert_string_equal(mw_tolerance_name(0), "UNKNOWN");
  assert_string_equal(mw_tolerance_name(MW_ALLOW_BARE_LF | MW_ALLOW_BARE_CR), "UNKNOWN");
  assert_string_equal(mw_tolerance_name(UINT64_MAX), "UNKNOWN");
  assert_sentence(mw_tolerance_text(0));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fault_rows_are_unique),
      cmocka_unit_test(test_fault_comes_back_by_its_name),
      cmocka_unit_test(test_fault_find_wants_the_exact_name),
      cmocka_unit_test(test_fault_functions_are_total),
      cmocka_unit_test(test_tolerance_rows_agree_with_the_macros),
      cmocka_unit_test(test_tolerance_comes_back_by_its_name),
      cmocka_unit_test(test_tolerance_functions_are_total),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
