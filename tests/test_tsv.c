/* SPDX-License-Identifier: MIT */
/* The reader of reference tables: a test that reads them wrongly would prove nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "support/tsv.h"

static char octets[4096];

static void expect(const char *field, const char *want, size_t len)
{
  assert_int_equal(tsv_octets(field, octets, sizeof octets), len);
  assert_memory_equal(octets, want, len);
}

#define EXPECT(field, want) expect(field, want, sizeof(want) - 1)

static void test_tsv_replaces_escapes(void **state)
{
  (void)state;
  EXPECT("", "");
  EXPECT("plain \xC3\xA4", "plain \xC3\xA4");
  EXPECT("a\\r\\n\\t\\\\b", "a\r\n\t\\b");
  EXPECT("\\x00\\x0A\\xFF\\x20", "\x00\x0A\xFF\x20");
  EXPECT("x\\0y", "x\0y");
  EXPECT("\\\\r", "\\r");
}

static void test_tsv_expands_repetitions(void **state)
{
  (void)state;
  EXPECT("{a*3}", "aaa");
  EXPECT("<{a*2}@{b*1}.c>", "<aa@b.c>");
  EXPECT("{{a*2}.*3}!", "aa.aa.aa.!");
  EXPECT("{ab*12}", "abababababababababababab");
  EXPECT("{\\x41*2}\\r", "AA\r");
  EXPECT("{ab*3}{c*2}", "abababcc");
  assert_int_equal(tsv_octets("{{a*50}.*20}", octets, sizeof octets), 51 * 20);
}

static void test_tsv_leaves_other_braces(void **state)
{
  (void)state;
  EXPECT("${run{/bin/sh}}", "${run{/bin/sh}}");
  EXPECT("{a}", "{a}");
  EXPECT("{*3}", "{*3}");
  EXPECT("{a*}", "{a*}");
  EXPECT("{a*x}", "{a*x}");
  EXPECT("}{a*2", "}{a*2");
  EXPECT("}{a*2}", "}aa");
}

static void test_tsv_reads_rows_by_column(void **state)
{
  tsv t;
  unsigned rows = 0;
  (void)state;
  tsv_open(&t, MAILWIRE_TESTS_DIR "/reference/grammar-vectors.tsv");
  while (tsv_next(&t)) {
    rows++;
    tsv_octets(tsv_field(&t, "input"), octets, sizeof octets);
    if (strcmp(tsv_field(&t, "id"), "local-part.015") == 0) {
      assert_string_equal(tsv_field(&t, "production"), "local-part");
      assert_int_equal(tsv_octets(tsv_field(&t, "input"), octets, sizeof octets), 64);
    }
  }
  assert_int_equal(rows, 506);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tsv_replaces_escapes),
      cmocka_unit_test(test_tsv_expands_repetitions),
      cmocka_unit_test(test_tsv_leaves_other_braces),
      cmocka_unit_test(test_tsv_reads_rows_by_column),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
