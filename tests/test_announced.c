/* SPDX-License-Identifier: MIT */
/* Lines that a server announced, walked word by word; sets of SASL mechanisms. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

static void test_announced_words(void **state)
{
  mw_slice words = text("  one\ttwo \t three ");
  mw_slice word;
  (void)state;
  assert_true(mw_word_next(&words, &word));
  assert_slice(word, "one");
  assert_true(mw_word_next(&words, &word));
  assert_slice(word, "two");
  assert_true(mw_word_next(&words, &word));
  assert_slice(word, "three");
  assert_false(mw_word_next(&words, &word));
  assert_false(mw_word_next(&words, &word));
  words = text(NULL);
  assert_false(mw_word_next(&words, &word));
  words = text(" \t ");
  assert_false(mw_word_next(&words, &word));
}

/* The room holds each line and one octet more; a line that does not fit is left out, and all later
 * ones, and that is said. */
static void test_announced_lines_and_their_room(void **state)
{
  char room[12];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities set;
  mw_slice line;
  size_t at = 0;
  (void)state;
  mw_pop3_capabilities_init(&set, room, sizeof room);
  assert_false(mw_announced_next(&set.lines, &at, &line));
  mw_pop3_capabilities_add(&set, text("TOP"), 0, &finding);
  mw_pop3_capabilities_add(&set, text("X-A b c"), 0, &finding);
  assert_false(set.lines.overflow);
  assert_true(mw_announced_next(&set.lines, &at, &line));
  assert_slice(line, "TOP");
  assert_true(line.ptr >= room && line.ptr < room + sizeof room);
  assert_true(mw_announced_next(&set.lines, &at, &line));
  assert_slice(line, "X-A b c");
  assert_false(mw_announced_next(&set.lines, &at, &line));
  mw_pop3_capabilities_init(&set, room, sizeof room - 1);
  mw_pop3_capabilities_add(&set, text("TOP"), 0, &finding);
  mw_pop3_capabilities_add(&set, text("X-A b c"), 0, &finding);
  assert_true(set.lines.overflow);
  mw_pop3_capabilities_add(&set, text("UIDL"), 0, &finding);
  at = 0;
  assert_true(mw_announced_next(&set.lines, &at, &line));
  assert_slice(line, "TOP");
  assert_false(mw_announced_next(&set.lines, &at, &line));
  assert_true(mw_pop3_capabilities_has(&set, MW_POP3_CAP_UIDL));
  assert_int_equal(set.unknown, 1);
  mw_pop3_capabilities_init(&set, NULL, 100);
  mw_pop3_capabilities_add(&set, text("TOP"), 0, &finding);
  assert_true(set.lines.overflow);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
}

static void test_announced_mechanisms_as_a_set(void **state)
{
  mw_sasl_set a;
  mw_sasl_set b;
  int number;
  int rows = 0;
  (void)state;
  memset(&a, 0, sizeof a);
  memset(&b, 0, sizeof b);
  for (number = -1; number <= 0x7fff; number++) {
    mw_sasl_mechanism mechanism = (mw_sasl_mechanism)number;
    bool row = mw_sasl_mechanism_row(mechanism) != NULL;
    assert_false(mw_sasl_set_has(&a, mechanism));
    assert_int_equal(strcmp(mw_sasl_mechanism_name(mechanism), "UNKNOWN") != 0, row);
    mw_sasl_set_put(&a, mechanism);
    assert_int_equal(mw_sasl_set_has(&a, mechanism), row);
    if (row) {
      assert_int_equal(mw_sasl_mechanism_find(text(mw_sasl_mechanism_name(mechanism))), mechanism);
      assert_false(mw_sasl_set_equal(&a, &b));
      mw_sasl_set_put(&b, mechanism);
      mw_sasl_set_put(&b, mechanism);
      rows++;
    }
    assert_true(mw_sasl_set_equal(&a, &b));
  }
  assert_true(rows > 20);
  a.unknown = 2;
  assert_false(mw_sasl_set_equal(&a, &b));
  b.unknown = 1;
  assert_true(mw_sasl_set_equal(&a, &b));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_announced_words),
      cmocka_unit_test(test_announced_lines_and_their_room),
      cmocka_unit_test(test_announced_mechanisms_as_a_set),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
