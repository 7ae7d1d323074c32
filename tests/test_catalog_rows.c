/* SPDX-License-Identifier: MIT */
/* The rows of the catalogue among themselves: what may not be said twice, and what an alias may not
 * contradict.
 */
#include "support/assert_mw.h"

#include <mailwire/mailwire.h>

#include "support/tsv.h"

static const mw_catalog *catalog;

static bool begins(const char *text, const char *with)
{
  return strncmp(text, with, strlen(with)) == 0;
}

static bool is_whole_line(const mw_catalog_row *row)
{
  return row->code == 0 && row->status == MW_POP3_STATUS_NONE;
}

/* The first digit of a code, or of an alias for all codes that begin with it. */
static int class_of(const mw_catalog_row *row)
{
  return row->code < 10 ? row->code : row->code / 100;
}

/* A 4yz is never explained as a 5yz. */
static void test_catalog_an_alias_is_of_its_rows_class(void **state)
{
  const mw_catalog *c;
  unsigned checked = 0;
  size_t i;
  (void)state;
  for (c = catalog; c != NULL; c = c->base) {
    for (i = 0; i < c->count; i++) {
      const mw_catalog_row *row = &c->rows[i];
      const mw_catalog_row *of;
      if (row->of == NULL || is_whole_line(row)) {
        continue;
      }
      of = mw_catalog_find(catalog, mw_slice_text(row->of));
      assert_non_null(of);
      if (class_of(of) != class_of(row) || of->status != row->status) {
        fail_msg("%s: an alias of another class", row->name);
      }
      checked++;
    }
  }
  assert_true(checked > 2000);
}

/* The examples of the source's classes are lines of other rows; so is a keyword of EHLO. */
static bool may_repeat(const mw_catalog_row *row)
{
  return begins(row->name, "smtp.class.") || begins(row->name, "smtp.subclass.") ||
         begins(row->name, "smtp.situation.") || begins(row->name, "pop3.situation.") ||
         begins(row->name, "smtp.reply.354.end-data");
}

static unsigned count_twice(const mw_catalog *c)
{
  unsigned twice = 0;
  size_t i;
  size_t k;
  for (i = 0; i < c->count; i++) {
    const mw_catalog_row *a = &c->rows[i];
    for (k = i + 1; k < c->count; k++) {
      const mw_catalog_row *b = &c->rows[k];
      if (a->code == b->code && a->status == b->status && !may_repeat(a) && !may_repeat(b) &&
          mw_slice_equal_nocase(mw_slice_text(a->text), mw_slice_text(b->text))) {
        print_error("%s and %s have the same text: %s\n", a->name, b->name, a->text);
        twice++;
      }
    }
  }
  return twice;
}

static void test_catalog_no_text_stands_twice(void **state)
{
  (void)state;
  assert_int_equal(count_twice(catalog), 0);
  assert_int_equal(count_twice(catalog->base), 0);
}

/* The base has nothing but aliases, and each is of a row of the standard catalogue. */
static void test_catalog_phrases_are_aliases(void **state)
{
  mw_catalog phrases = *catalog->base;
  mw_catalog_flaw flaw;
  size_t i;
  (void)state;
  for (i = 0; i < phrases.count; i++) {
    assert_non_null(phrases.rows[i].of);
  }
  phrases.base = catalog;
  if (!mw_catalog_check(&phrases, false, &flaw)) {
    fail_msg("%s: %s: %s", flaw.row->name, mw_catalog_flaw_name(flaw.kind), flaw.row->text);
  }
}

/* A name tells the code or the status. */
static void test_catalog_names_tell_what_they_name(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < catalog->count; i++) {
    const mw_catalog_row *row = &catalog->rows[i];
    if (begins(row->name, "smtp.reply.") && row->of == NULL) {
      unsigned code = row->code;
      const char *digits = row->name + strlen("smtp.reply.");
      assert_int_equal(digits[0], '0' + code / 100);
      assert_int_equal(digits[1], '0' + code / 10 % 10);
      assert_int_equal(digits[2], '0' + code % 10);
    } else if (begins(row->name, "pop3.ok.") && row->of == NULL) {
      assert_int_equal(row->status, MW_POP3_STATUS_OK);
    } else if (begins(row->name, "pop3.err.") && row->of == NULL) {
      assert_int_equal(row->status, MW_POP3_STATUS_ERR);
    }
  }
}

/* Servers have codes of their own; their digits are those of SMTP all the same. */
static void test_catalog_codes_are_regular(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < catalog->count; i++) {
    const mw_catalog_row *row = &catalog->rows[i];
    assert_true(row->of != NULL || row->code == 0 || mw_smtp_code_is_regular(row->code));
  }
}

/* Each reply of the source table has a row of its own, which writes what the table has corrected.
 */
static void test_catalog_writes_the_replies_of_the_source(void **state)
{
  static tsv source;
  unsigned rows = 0;
  (void)state;
  tsv_open(&source, MAILWIRE_TESTS_DIR "/reference/seed.tsv");
  while (tsv_next(&source)) {
    const char *name = tsv_field(&source, "row_id");
    mw_catalog_param param = {mw_slice_text(tsv_field(&source, "parameters")), mw_slice_text("x1")};
    const char *right = tsv_field(&source, "corrected");
    const char *brace = strchr(right, '{');
    char line[256];
    char octets[256];
    mw_writer w;
    mw_slice written;
    if (strcmp(tsv_field(&source, "kind"), "reply") != 0) {
      continue;
    }
    snprintf(line, sizeof line, "%.*s%s%s\r\n", brace != NULL ? (int)(brace - right) : 200, right,
             brace != NULL ? "x1" : "", brace != NULL ? strchr(brace, '}') + 1 : "");
    mw_writer_init(&w, octets, sizeof octets);
    if (!mw_catalog_write(&w, catalog, mw_slice_text(name), strchr(right, '[') != NULL, &param,
                          brace != NULL ? 1 : 0, NULL)) {
      fail_msg("%s is not written", name);
    }
    assert_int_equal(mw_writer_result(&w, &written), MW_OK);
    if (!mw_slice_equal(written, mw_slice_text(line))) {
      fail_msg("%s: %.*s", name, (int)written.len, written.ptr);
    }
    rows++;
  }
  assert_int_equal(rows, 81);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_catalog_an_alias_is_of_its_rows_class),
      cmocka_unit_test(test_catalog_no_text_stands_twice),
      cmocka_unit_test(test_catalog_phrases_are_aliases),
      cmocka_unit_test(test_catalog_names_tell_what_they_name),
      cmocka_unit_test(test_catalog_codes_are_regular),
      cmocka_unit_test(test_catalog_writes_the_replies_of_the_source),
  };
  catalog = mw_catalog_standard();
  return cmocka_run_group_tests(tests, NULL, NULL);
}
