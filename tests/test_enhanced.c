/* SPDX-License-Identifier: MIT */
/* Enhanced status codes: exactly what RFC 3463 2 and RFC 2034 4 allow, and the rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mailwire/smtp_code.h>

#include "support/tsv.h"

static const mw_enhanced rows[] = {
#define MW_ENHANCED(subject, detail, classes, meaning, rfc) {0, subject, detail},
#include <mailwire/tables/smtp_enhanced.def>
};

#define ROWS (sizeof rows / sizeof rows[0])

/* Parses a copy in a block of exactly its size: a sanitizer sees an octet read too many. */
static size_t parse(const char *text, size_t len, mw_enhanced *enhanced, mw_fault *fault)
{
  char *block = malloc(len == 0 ? 1 : len);
  size_t read;
  assert_non_null(block);
  memcpy(block, text, len);
  memset(enhanced, 0xA5, sizeof *enhanced);
  *fault = MW_FAULT_RESERVED;
  read = mw_enhanced_parse(mw_slice_of(len == 0 ? NULL : block, len), enhanced, fault);
  assert_int_equal(mw_enhanced_parse(mw_slice_of(block, len), enhanced, NULL), read);
  free(block);
  return read;
}

static void accept_code(const char *text, size_t len, unsigned klass, unsigned subject,
                        unsigned detail)
{
  mw_enhanced enhanced;
  mw_fault fault;
  assert_int_equal(parse(text, strlen(text), &enhanced, &fault), len);
  assert_int_equal(fault, MW_FAULT_NONE);
  assert_int_equal(enhanced.klass, klass);
  assert_int_equal(enhanced.subject, subject);
  assert_int_equal(enhanced.detail, detail);
}

static void refuse_octets(const char *text, size_t len, mw_fault wanted)
{
  mw_enhanced enhanced;
  mw_fault fault;
  assert_int_equal(parse(text, len, &enhanced, &fault), 0);
  assert_int_equal(fault, wanted);
  assert_int_equal(enhanced.klass, 0);
  assert_int_equal(enhanced.subject, 0);
  assert_int_equal(enhanced.detail, 0);
}

static void refuse(const char *text, mw_fault wanted)
{
  refuse_octets(text, strlen(text), wanted);
}

static void test_enhanced_is_read_up_to_a_space_or_the_end(void **state)
{
  (void)state;
  accept_code("2.1.5", 5, 2, 1, 5);
  accept_code("2.1.5 ok", 5, 2, 1, 5);
  accept_code("4.0.0 ", 5, 4, 0, 0);
  accept_code("5.7.10  two spaces", 6, 5, 7, 10);
  accept_code("5.999.999 x", 9, 5, 999, 999);
  accept_code("5.100.0", 7, 5, 100, 0);
  accept_code("4.10.200 x", 8, 4, 10, 200);
}

static void test_enhanced_T49_is_none_when_a_part_is_wrong(void **state)
{
  static const char *const texts[] = {
      "5.1 x",   "5.7.1000 x",  "5.07.1 x",  "10.0.0 x", "6.8.9",    "5.01.1",
      "5.00.1",  "5.1.00 x",    "5.1.01",    "5.1",      "5.1.",     "5.",
      "5..1 x",  "5.1..1",      "5.1.1.1",   "5.1.1. x", "5.1.x",    "5.x.1",
      "5.1.1x",  "5.1.1-x",     "5.1.1\tx",  "5.1.1,",   "5.1.1:",   "5.1. 1",
      "5. 1.1",  "5.1 .1",      "5.-1.1",    "5.+1.1",   "5.1000.1", "5.1.4294967297",
      "0.0.0 x", "1.0.0 x",     "3.0.0 x",   "7.0.0 x",  "8.1.1",    "9.9.9",
      "25.0.0",  "127.0.0.1 x", "550.1.1 x", "05.1.1 x", "2.1.5\r",  "00000000000000000005.1.1",
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    refuse(texts[i], MW_FAULT_ENHANCED_SYNTAX);
  }
  refuse_octets("5.1.1\0", 6, MW_FAULT_ENHANCED_SYNTAX);
  refuse_octets("5.1\0.1 ", 7, MW_FAULT_ENHANCED_SYNTAX);
  refuse_octets("5.1.\xB1", 5, MW_FAULT_ENHANCED_SYNTAX);
}

static void test_enhanced_is_no_fault_when_nothing_looks_like_one(void **state)
{
  static const char *const texts[] = {
      "",          "ok",      "Hello 5.1.1", " 5.1.1 x", "#5.1.0 x", ".5.1.1", "2 .0.0",
      "5",         "550",     "5,1,1",       "5-1-1",    "X.1.1",    "-5.1.1", "+5.1.1",
      "20 octets", "2\t.0.0", "\xB5.1.1",    "/.1.1",    ":.1.1",
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    refuse(texts[i], MW_FAULT_NONE);
  }
  refuse_octets("\0.1.1", 5, MW_FAULT_NONE);
}

/* An oracle of another make: it prints each possible code and looks for equal text. */
static void test_enhanced_agrees_with_printed_codes(void **state)
{
  static const unsigned parts[] = {0, 1, 7, 9, 10, 19, 99, 100, 101, 255, 256, 900, 999};
  size_t count = sizeof parts / sizeof parts[0];
  unsigned klass;
  size_t i;
  size_t k;
  (void)state;
  for (klass = 0; klass <= 9; klass++) {
    for (i = 0; i < count; i++) {
      for (k = 0; k < count; k++) {
        char text[32];
        int len = snprintf(text, sizeof text, "%u.%u.%u", klass, parts[i], parts[k]);
        if (klass == 2 || klass == 4 || klass == 5) {
          accept_code(text, (size_t)len, klass, parts[i], parts[k]);
          strcat(text, " x");
          accept_code(text, (size_t)len, klass, parts[i], parts[k]);
        } else {
          refuse(text, MW_FAULT_ENHANCED_SYNTAX);
        }
      }
    }
  }
}

/* The value of "key=" among the pairs of the column `parsed`. */
static unsigned parsed_number(const char *pairs, const char *key)
{
  const char *place = strstr(pairs, key);
  assert_non_null(place);
  return (unsigned)strtoul(place + strlen(key), NULL, 10);
}

static void test_enhanced_keeps_the_grammar_vectors(void **state)
{
  static tsv t;
  static char text[4096];
  static char pairs[4096];
  unsigned vectors = 0;
  (void)state;
  tsv_open(&t, MAILWIRE_TESTS_DIR "/reference/grammar-vectors.tsv");
  while (tsv_next(&t)) {
    size_t len;
    mw_enhanced enhanced;
    mw_fault fault;
    if (strcmp(tsv_field(&t, "production"), "status-code") != 0) {
      continue;
    }
    vectors++;
    len = tsv_octets(tsv_field(&t, "input"), text, sizeof text);
    if (strcmp(tsv_field(&t, "verdict"), "valid") != 0) {
      assert_int_equal(parse(text, len, &enhanced, &fault), 0);
      continue;
    }
    pairs[tsv_octets(tsv_field(&t, "parsed"), pairs, sizeof pairs - 1)] = '\0';
    assert_int_equal(parse(text, len, &enhanced, &fault), len);
    assert_int_equal(enhanced.klass, parsed_number(pairs, "class="));
    assert_int_equal(enhanced.subject, parsed_number(pairs, "subject="));
    assert_int_equal(enhanced.detail, parsed_number(pairs, "detail="));
  }
  assert_int_equal(vectors, 7);
}

static void test_enhanced_fits_a_reply_of_its_class(void **state)
{
  unsigned fits = 0;
  unsigned klass;
  unsigned code;
  (void)state;
  for (klass = 0; klass <= 255; klass++) {
    for (code = 0; code <= 2600; code++) {
      mw_enhanced enhanced = {0, 1, 1};
      bool wanted = code <= 999 && code / 100 == klass && (klass == 2 || klass == 4 || klass == 5);
      enhanced.klass = (uint8_t)klass;
      assert_int_equal(mw_enhanced_fits(enhanced, code), wanted);
      fits += wanted ? 1 : 0;
    }
  }
  assert_int_equal(fits, 300);
}

static void test_enhanced_rows_ascend_and_are_found_with_any_class(void **state)
{
  size_t i;
  unsigned klass;
  (void)state;
  assert_true(ROWS > 70);
  for (i = 0; i < ROWS; i++) {
    unsigned key = rows[i].subject * 1000u + rows[i].detail;
    assert_true(i == 0 || rows[i - 1].subject * 1000u + rows[i - 1].detail < key);
    for (klass = 0; klass <= 5; klass++) {
      mw_enhanced enhanced = rows[i];
      const mw_enhanced_info *row;
      enhanced.klass = (uint8_t)klass;
      row = mw_enhanced_row(enhanced);
      assert_non_null(row);
      assert_int_equal(row->subject, rows[i].subject);
      assert_int_equal(row->detail, rows[i].detail);
    }
  }
}

static void test_enhanced_row_is_absent_for_other_numbers(void **state)
{
  unsigned found = 0;
  unsigned subject;
  unsigned detail;
  (void)state;
  for (subject = 0; subject <= 70; subject++) {
    for (detail = 0; detail <= 0x10000; detail += detail < 1100 ? 1 : 997) {
      mw_enhanced enhanced = {5, 0, 0};
      enhanced.subject = (uint16_t)subject;
      enhanced.detail = (uint16_t)detail;
      found += detail <= 0xFFFF && mw_enhanced_row(enhanced) != NULL ? 1 : 0;
    }
  }
  assert_int_equal(found, ROWS);
  assert_null(mw_enhanced_row((mw_enhanced){5, 0, 1001}));
  assert_null(mw_enhanced_row((mw_enhanced){5, 65535, 65535}));
}

static void test_enhanced_texts_are_total(void **state)
{
  unsigned number;
  (void)state;
  assert_string_equal(mw_enhanced_class_text(2), "success");
  assert_string_equal(mw_enhanced_class_text(4), "persistent transient failure");
  assert_string_equal(mw_enhanced_class_text(5), "permanent failure");
  assert_string_equal(mw_enhanced_subject_text(1), "addressing status");
  assert_string_equal(mw_enhanced_subject_text(7), "security or policy status");
  for (number = 6; number < 1200; number++) {
    assert_string_equal(mw_enhanced_class_text(number), "undefined");
    assert_true(number <= 7 || strcmp(mw_enhanced_subject_text(number), "undefined") == 0);
  }
  assert_string_equal(mw_enhanced_class_text(0), "undefined");
  assert_string_equal(mw_enhanced_class_text(1), "undefined");
  assert_string_equal(mw_enhanced_class_text(3), "undefined");
  assert_string_equal(mw_enhanced_class_text(~0u), "undefined");
  assert_string_equal(mw_enhanced_subject_text(~0u), "undefined");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_enhanced_is_read_up_to_a_space_or_the_end),
      cmocka_unit_test(test_enhanced_T49_is_none_when_a_part_is_wrong),
      cmocka_unit_test(test_enhanced_is_no_fault_when_nothing_looks_like_one),
      cmocka_unit_test(test_enhanced_agrees_with_printed_codes),
      cmocka_unit_test(test_enhanced_keeps_the_grammar_vectors),
      cmocka_unit_test(test_enhanced_fits_a_reply_of_its_class),
      cmocka_unit_test(test_enhanced_rows_ascend_and_are_found_with_any_class),
      cmocka_unit_test(test_enhanced_row_is_absent_for_other_numbers),
      cmocka_unit_test(test_enhanced_texts_are_total),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
