/* SPDX-License-Identifier: MIT */
/* The line-end ledger: what each sequence is by the definitions of ledger.h, with gaps, and in
 * pieces of every size.
 */
#include <stdio.h>

#include "support/assert_mw.h"

enum { LIMIT = 5 };

/* ---- sequences and what they are --------------------------------------------------------------
 */

/* A "?" stands for a gap of 100 octets. What is expected: KIND=count@first-last of each kind that
 * was met, then how many CRLFs and lines. The stream has ended. */
typedef struct ledger_case {
  const char *octets;
  size_t len;
  const char *expected;
} ledger_case;

#define CASE(octets, expected)                                                                     \
  {                                                                                                \
    octets, sizeof(octets) - 1, expected                                                           \
  }

static void print_ledger(const mw_ledger *l, char *text, size_t size)
{
  size_t used = 0;
  int kind;
  for (kind = 1; kind <= MW_LEDGER_KINDS; kind++) {
    mw_ledger_entry e = mw_ledger_get(l, (mw_ledger_kind)kind);
    if (e.count > 0) {
      used += (size_t)snprintf(text + used, size - used, "%s=%u@%u-%u ",
                               mw_ledger_kind_name((mw_ledger_kind)kind), (unsigned)e.count,
                               (unsigned)e.first, (unsigned)e.last);
    }
  }
  snprintf(text + used, size - used, "ends=%u lines=%u", (unsigned)mw_ledger_line_ends(l),
           (unsigned)mw_ledger_lines(l));
}

/* In pieces of at most that many octets. */
static void give_case(mw_ledger *l, const ledger_case *c, size_t most)
{
  size_t i = 0;
  while (i < c->len) {
    size_t count = 0;
    while (count < most && i + count < c->len && c->octets[i + count] != '?') {
      count++;
    }
    mw_ledger_add(l, mw_slice_of(c->octets + i, count));
    i += count;
    if (i < c->len && c->octets[i] == '?') {
      mw_ledger_gap(l, 100);
      i++;
    }
  }
}

static void check_case(const ledger_case *c, size_t limit)
{
  char text[512];
  mw_ledger l;
  size_t most;
  for (most = 1; most <= c->len + 1; most++) {
    assert_int_equal(mw_ledger_init(&l, limit), MW_OK);
    give_case(&l, c, most);
    mw_ledger_finish(&l);
    print_ledger(&l, text, sizeof text);
    assert_string_equal(text, c->expected);
    mw_ledger_finish(&l);
    print_ledger(&l, text, sizeof text);
    assert_string_equal(text, c->expected);
  }
}

static void test_ledger_knows_line_ends(void **state)
{
  static const ledger_case cases[] = {
      CASE("", "ends=0 lines=0"),
      CASE("a", "ends=0 lines=1"),
      CASE("a\r\n", "ends=1 lines=1"),
      CASE("a\r\nb", "ends=1 lines=2"),
      CASE("\r\n\r\n", "ends=2 lines=2"),
      CASE("a\nb\n", "BARE_LF=2@1-3 ends=0 lines=1"),
      CASE("\n", "BARE_LF=1@0-0 ends=0 lines=1"),
      CASE("\r\n\n", "BARE_LF=1@2-2 ends=1 lines=2"),
      CASE("a\rb", "BARE_CR=1@1-1 ends=0 lines=1"),
      CASE("a\r", "BARE_CR=1@1-1 ends=0 lines=1"),
      CASE("\r\r", "BARE_CR=2@0-1 ends=0 lines=1"),
      CASE("a\r\r\nb", "CRCRLF=1@1-1 ends=1 lines=2"),
      CASE("a\r\r\r\nb", "BARE_CR=1@1-1 CRCRLF=1@2-2 ends=1 lines=2"),
      CASE("\r\r\r\r\r\n", "BARE_CR=3@0-2 CRCRLF=1@3-3 ends=1 lines=1"),
      CASE("\n\r", "BARE_CR=1@1-1 BARE_LF=1@0-0 ends=0 lines=1"),
      CASE("\r\n\r", "BARE_CR=1@2-2 ends=1 lines=2"),
      CASE("\ra\r\r\n\rb\n", "BARE_CR=2@0-5 BARE_LF=1@7-7 CRCRLF=1@2-2 ends=1 lines=2"),
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    check_case(&cases[i], 0);
  }
}

static void test_ledger_knows_octets(void **state)
{
  static const ledger_case cases[] = {
      CASE("a\0b\0\r\n", "NUL=2@1-3 ends=1 lines=1"),
      CASE("\t\x01\x7f\r\n", "ends=1 lines=1"),
      CASE("\x80\xff", "EIGHT_BIT=2@0-1 ends=0 lines=1"),
      CASE("\xe3\x81\x82 a\xe3\x81\x84\r\n", "EIGHT_BIT=6@0-7 ends=1 lines=1"),
      CASE("\r\0\n", "BARE_CR=1@0-0 BARE_LF=1@2-2 NUL=1@1-1 ends=0 lines=1"),
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    check_case(&cases[i], 0);
  }
}

static void test_ledger_knows_lone_dots(void **state)
{
  static const ledger_case cases[] = {
      CASE(".\r\n", "ends=1 lines=1"),
      CASE("a\r\n.\r\n", "ends=2 lines=2"),
      CASE("a\r\r\n.\r\n", "CRCRLF=1@1-1 ends=2 lines=2"),
      CASE("a\n.\n", "BARE_LF=2@1-3 LONE_DOT=1@2-2 ends=0 lines=1"),
      CASE("a\n.\r\n", "BARE_LF=1@1-1 LONE_DOT=1@2-2 ends=1 lines=1"),
      CASE("a\r\n.\n", "BARE_LF=1@4-4 LONE_DOT=1@3-3 ends=1 lines=2"),
      CASE(".\n", "BARE_LF=1@1-1 LONE_DOT=1@0-0 ends=0 lines=1"),
      CASE(".\ra", "BARE_CR=1@1-1 LONE_DOT=1@0-0 ends=0 lines=1"),
      CASE("a\r.\r", "BARE_CR=2@1-3 LONE_DOT=1@2-2 ends=0 lines=1"),
      CASE("a\r.\r\n", "BARE_CR=1@1-1 LONE_DOT=1@2-2 ends=1 lines=1"),
      CASE("a\r\n.\rb", "BARE_CR=1@4-4 LONE_DOT=1@3-3 ends=1 lines=2"),
      CASE("a\r\n.\r", "BARE_CR=1@4-4 LONE_DOT=1@3-3 ends=1 lines=2"),
      CASE("a\r\n.\r\r\n", "CRCRLF=1@4-4 LONE_DOT=1@3-3 ends=2 lines=2"),
      CASE("a\n.\rb", "BARE_CR=1@3-3 BARE_LF=1@1-1 LONE_DOT=1@2-2 ends=0 lines=1"),
      CASE("a\n\r.\n\r", "BARE_CR=2@2-5 BARE_LF=2@1-4 LONE_DOT=1@3-3 ends=0 lines=1"),
      CASE("\r\n.\n.\r\n", "BARE_LF=1@3-3 LONE_DOT=2@2-4 ends=2 lines=2"),
      CASE("\r\n.\r.\r\n", "BARE_CR=1@3-3 LONE_DOT=2@2-4 ends=2 lines=2"),
      CASE("a\n..\n", "BARE_LF=2@1-4 ends=0 lines=1"),
      CASE("a\n. \n", "BARE_LF=2@1-4 ends=0 lines=1"),
      CASE("a\r\n.\0\r\n", "NUL=1@4-4 ends=2 lines=2"),
      CASE("a.\n", "BARE_LF=1@2-2 ends=0 lines=1"),
      CASE("\n.", "BARE_LF=1@0-0 ends=0 lines=1"),
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    check_case(&cases[i], 0);
  }
}

static void test_ledger_knows_long_lines(void **state)
{
  static const ledger_case cases[] = {
      CASE("abc\r\n", "ends=1 lines=1"),
      CASE("abcd\r\n", "LONG_LINE=1@0-0 ends=1 lines=1"),
      CASE("a\r\nabcdef\r\nabc\r\nabcd", "LONG_LINE=2@3-16 ends=3 lines=4"),
      CASE("abcd", "LONG_LINE=1@0-0 ends=0 lines=1"),
      CASE("abc", "ends=0 lines=1"),
      CASE("abc\r", "BARE_CR=1@3-3 LONG_LINE=1@0-0 ends=0 lines=1"),
      CASE("abc\r\r\n", "CRCRLF=1@3-3 LONG_LINE=1@0-0 ends=1 lines=1"),
      CASE("ab\nb\n", "BARE_LF=2@2-4 LONG_LINE=1@0-0 ends=0 lines=1"),
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    check_case(&cases[i], LIMIT);
  }
}

static void test_ledger_concludes_nothing_across_a_gap(void **state)
{
  static const ledger_case cases[] = {
      CASE("a\r?\nb", "ends=0 lines=1"),
      CASE("a?\nb", "ends=0 lines=1"),
      CASE("a\r\r?a", "ends=0 lines=1"),
      CASE("a\r\r\r?a", "BARE_CR=1@1-1 ends=0 lines=1"),
      CASE("a?\r\nb", "ends=1 lines=2"),
      CASE("a\r\n?b", "ends=1 lines=1"),
      CASE("a\r\n?b\r\nc", "ends=2 lines=2"),
      CASE("?abcdef\r\nb", "ends=1 lines=1"),
      CASE("ab?cdef\r\nabcd", "LONG_LINE=1@108-108 ends=1 lines=2"),
      CASE("abcd?\r\n", "LONG_LINE=1@0-0 ends=1 lines=1"),
      CASE("abc\r?", "ends=0 lines=1"),
      CASE("?.\n", "BARE_LF=1@101-101 ends=0 lines=0"),
      CASE("?\n.\n", "BARE_LF=1@102-102 LONE_DOT=1@101-101 ends=0 lines=0"),
      CASE("?\n.\r\n", "ends=1 lines=0"),
      CASE("a\n.\r?\n", "BARE_LF=1@1-1 LONE_DOT=1@2-2 ends=0 lines=1"),
      CASE("a\r\n.\r?\n", "ends=1 lines=2"),
      CASE("a\n.?\n", "BARE_LF=1@1-1 ends=0 lines=1"),
      CASE("\0?\0", "NUL=2@0-101 ends=0 lines=1"),
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    check_case(&cases[i], LIMIT);
  }
}

/* ---- misuse, names
 * ---------------------------------------------------------------------------------
 */

static void test_ledger_counts_beyond_32_bits(void **state)
{
  mw_ledger l;
  mw_ledger_entry e;
  (void)state;
  assert_int_equal(mw_ledger_init(&l, 0), MW_OK);
  mw_ledger_gap(&l, UINT64_C(1) << 40);
  mw_ledger_add(&l, mw_slice_text("a\nb"));
  e = mw_ledger_get(&l, MW_LEDGER_BARE_LF);
  assert_true(e.count == 1 && e.first == (UINT64_C(1) << 40) + 1 && e.last == e.first);
  assert_true(mw_ledger_octets(&l) == 3);
}

static void test_ledger_refuses_bad_limits(void **state)
{
  mw_ledger l;
  (void)state;
  assert_int_equal(mw_ledger_init(&l, 1), MW_E_ARGUMENT);
  assert_int_equal(mw_ledger_init(&l, 2), MW_E_ARGUMENT);
  assert_int_equal(mw_ledger_init(&l, 3), MW_OK);
  assert_int_equal(mw_ledger_init(&l, (size_t)1 << 31), MW_OK);
  assert_int_equal(mw_ledger_init(&l, ((size_t)1 << 31) + 1), MW_E_ARGUMENT);
  assert_int_equal(mw_ledger_init(NULL, 0), MW_E_ARGUMENT);
}

static void test_ledger_of_nothing(void **state)
{
  mw_ledger l;
  (void)state;
  mw_ledger_add(NULL, mw_slice_text("a"));
  mw_ledger_gap(NULL, 1);
  mw_ledger_finish(NULL);
  assert_int_equal(mw_ledger_count(NULL, MW_LEDGER_NUL), 0);
  assert_int_equal(mw_ledger_octets(NULL) + mw_ledger_lines(NULL) + mw_ledger_line_ends(NULL), 0);
  assert_int_equal(mw_ledger_init(&l, 0), MW_OK);
  mw_ledger_add(&l, mw_slice_text("\n\r"));
  mw_ledger_add(&l, mw_slice_text(NULL));
  mw_ledger_gap(&l, 0);
  mw_ledger_add(&l, mw_slice_text("\n"));
  assert_int_equal(mw_ledger_count(&l, MW_LEDGER_BARE_LF), 1);
  assert_int_equal(mw_ledger_count(&l, MW_LEDGER_BARE_CR), 0);
  assert_int_equal(mw_ledger_line_ends(&l), 1);
  assert_int_equal(mw_ledger_count(&l, (mw_ledger_kind)0), 0);
  assert_int_equal(mw_ledger_count(&l, (mw_ledger_kind)(MW_LEDGER_KINDS + 1)), 0);
}

static void test_ledger_kinds_by_name(void **state)
{
  static const int numbers[] = {
#define MW_LEDGER(id, number, sentence, rfc) number,
#include <mailwire/tables/ledger.def>
  };
  int i;
  (void)state;
  assert_int_equal(sizeof numbers / sizeof numbers[0], MW_LEDGER_KINDS);
  for (i = 1; i <= MW_LEDGER_KINDS; i++) {
    const char *name = mw_ledger_kind_name((mw_ledger_kind)i);
    assert_int_equal(numbers[i - 1], i);
    assert_int_equal(mw_ledger_kind_find(mw_slice_text(name)), i);
    assert_true(strlen(mw_ledger_kind_text((mw_ledger_kind)i)) > 10);
  }
  assert_string_equal(mw_ledger_kind_name(MW_LEDGER_LONE_DOT), "LONE_DOT");
  assert_string_equal(mw_ledger_kind_name((mw_ledger_kind)0), "UNKNOWN");
  assert_string_equal(mw_ledger_kind_name(MW_LEDGER_RESERVED), "UNKNOWN");
  assert_non_null(mw_ledger_kind_text((mw_ledger_kind)0));
  assert_int_equal(mw_ledger_kind_find(mw_slice_text("nul")), 0);
  assert_int_equal(mw_ledger_kind_find(mw_slice_text("UNKNOWN")), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ledger_knows_line_ends),
      cmocka_unit_test(test_ledger_knows_octets),
      cmocka_unit_test(test_ledger_knows_lone_dots),
      cmocka_unit_test(test_ledger_knows_long_lines),
      cmocka_unit_test(test_ledger_concludes_nothing_across_a_gap),
      cmocka_unit_test(test_ledger_counts_beyond_32_bits),
      cmocka_unit_test(test_ledger_refuses_bad_limits),
      cmocka_unit_test(test_ledger_of_nothing),
      cmocka_unit_test(test_ledger_kinds_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
