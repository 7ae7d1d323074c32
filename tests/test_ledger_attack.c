/* SPDX-License-Identifier: MIT */
/* The rows of tests/reference/attack-vectors.tsv about what a server gets after DATA: the ledger
 * has what they say is wrong at the octet that they name, and STRICT ends where they say that the
 * data end.
 */
#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/tsv.h"

/* The octets of a row: its note in brackets is none of them, and neither is a cut. Digits of \\x
 * are small letters. */
static size_t octets_of(const tsv *t, char *octets, size_t size)
{
  char field[256];
  const char *from = tsv_field(t, "bytes");
  const char *note = strstr(from, " (");
  size_t len = note != NULL ? (size_t)(note - from) : strlen(from);
  size_t used = 0;
  size_t i;
  assert_true(len < sizeof field);
  for (i = 0; i < len; i++) {
    bool digit = i > 1 && (memcmp(from + i - 2, "\\x", 2) == 0 ||
                           (i > 2 && memcmp(from + i - 3, "\\x", 2) == 0));
    if (from[i] != '|') {
      field[used++] = (char)(digit && from[i] >= 'a' ? from[i] - 'a' + 'A' : from[i]);
    }
  }
  field[used] = '\0';
  return tsv_octets(field, octets, size);
}

/* The number behind a text of what a receiver must do; -1: the text is not there. */
static long number_behind(const char *must, const char *text)
{
  const char *at = strstr(must, text);
  return at != NULL ? strtol(at + strlen(text), NULL, 10) : -1;
}

static unsigned check_ledger(const mw_ledger *l, const char *must)
{
  long lf = number_behind(must, "err bare-LF at byte ");
  long cr = number_behind(must, "err bare-CR at byte ");
  if (lf >= 0) {
    assert_int_equal(mw_ledger_get(l, MW_LEDGER_BARE_LF).first, lf);
    assert_true(mw_ledger_count(l, MW_LEDGER_BARE_LF) > 0);
  }
  if (cr >= 0) {
    mw_ledger_kind kind =
        mw_ledger_count(l, MW_LEDGER_CRCRLF) > 0 ? MW_LEDGER_CRCRLF : MW_LEDGER_BARE_CR;
    assert_int_equal(mw_ledger_get(l, kind).first, cr);
    assert_true(mw_ledger_count(l, kind) > 0);
  }
  if (strstr(must, "err NUL") != NULL) {
    assert_int_equal(mw_ledger_count(l, MW_LEDGER_NUL), 1);
  }
  if (strstr(must, "8-bit") != NULL) {
    assert_true(mw_ledger_count(l, MW_LEDGER_EIGHT_BIT) > 0);
  }
  return (lf >= 0 ? 1u : 0u) + (cr >= 0 ? 1u : 0u);
}

/* Where the data end: with the last octet, or nowhere. Whatever is wrong in EOD-15, its last octets
 * are CRLF dot CRLF. */
static unsigned check_strict_end(const mw_reading *r, const char *id, const char *must, size_t len)
{
  uint64_t offset;
  const char *end = strstr(must, "end-of-data");
  bool never = end == NULL || strstr(must, "never") != NULL;
  bool ends = !never || strcmp(id, "EOD-15") == 0;
  assert_int_equal(mw_reading_get(r, MW_READING_STRICT, &offset),
                   ends ? MW_READING_ENDED : MW_READING_OPEN);
  assert_int_equal(offset, ends ? len : 0);
  return ends ? 1 : 0;
}

static void test_ledger_of_each_attack_on_data(void **state)
{
  static tsv table;
  unsigned rows = 0;
  unsigned places = 0;
  unsigned ends = 0;
  (void)state;
  tsv_open(&table, MAILWIRE_TESTS_DIR "/reference/attack-vectors.tsv");
  while (tsv_next(&table)) {
    const char *must = tsv_field(&table, "receiver_must");
    if (strcmp(tsv_field(&table, "direction"), "c2s-data") == 0 &&
        strstr(must, "line-length") == NULL) {
      char octets[256];
      size_t len = octets_of(&table, octets, sizeof octets);
      mw_ledger l;
      mw_reading r;
      assert_int_equal(mw_ledger_init(&l, 0), MW_OK);
      mw_reading_init(&r);
      mw_ledger_add(&l, mw_slice_of(octets, len));
      (void)mw_reading_add(&r, mw_slice_of(octets, len));
      mw_ledger_finish(&l);
      places += check_ledger(&l, must);
      ends += check_strict_end(&r, tsv_field(&table, "id"), must, len);
      rows++;
    }
  }
  assert_int_equal(rows, 23);
  assert_int_equal(places, 7);
  assert_int_equal(ends, 5);
}

/* A line of 1001 octets that does not end. */
static void ledger_EOD_35_a_line_over_the_limit(void **state)
{
  char line[1001];
  mw_ledger l;
  (void)state;
  memset(line, 'A', sizeof line);
  assert_int_equal(mw_ledger_init(&l, MW_SMTP_TEXT_LINE), MW_OK);
  mw_ledger_add(&l, mw_slice_of(line, 998));
  assert_int_equal(mw_ledger_count(&l, MW_LEDGER_LONG_LINE), 0);
  mw_ledger_add(&l, mw_slice_of(line, 3));
  assert_int_equal(mw_ledger_count(&l, MW_LEDGER_LONG_LINE), 1);
  assert_int_equal(mw_ledger_octets(&l), sizeof line);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ledger_of_each_attack_on_data),
      cmocka_unit_test(ledger_EOD_35_a_line_over_the_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
