/* SPDX-License-Identifier: MIT */
/* Catalogues checked: the standard one, and each flaw that one of the caller's may have. */
#include "support/assert_mw.h"
#include "support/catalog.h"

static mw_catalog_flaw flaw;

/* The flaw of a catalogue of these rows over the standard one. */
static mw_catalog_flaw_kind flaw_of(const mw_catalog_row *rows, size_t count, bool utf8)
{
  mw_catalog catalog;
  catalog.rows = rows;
  catalog.count = count;
  catalog.base = mw_catalog_standard();
  memset(&flaw, 0x5a, sizeof flaw);
  if (mw_catalog_check(&catalog, utf8, &flaw)) {
    assert_int_equal(flaw.kind, MW_CATALOG_FLAW_NONE);
    return MW_CATALOG_FLAW_NONE;
  }
  assert_true(flaw.kind != MW_CATALOG_FLAW_NONE);
  return flaw.kind;
}

/* The flaw of one row of SMTP. */
static mw_catalog_flaw_kind smtp_flaw(uint16_t code, const char *detail, const char *text)
{
  mw_catalog_row row = SMTP_ROW("house.row", 0, "", "");
  row.code = code;
  row.detail = detail;
  row.text = text;
  return flaw_of(&row, 1, false);
}

static void test_check_the_standard_catalogue(void **state)
{
  (void)state;
  if (!mw_catalog_check(mw_catalog_standard(), false, &flaw)) {
    fail_msg("%s: %s", flaw.row->name, mw_catalog_flaw_name(flaw.kind));
  }
}

static void test_check_codes_and_details(void **state)
{
  (void)state;
  assert_int_equal(smtp_flaw(550, "5.7.1", "No"), MW_CATALOG_FLAW_NONE);
  assert_int_equal(smtp_flaw(650, "", "No"), MW_CATALOG_FLAW_BAD_CODE);
  assert_int_equal(smtp_flaw(0, "", "No"), MW_CATALOG_FLAW_BAD_CODE);
  assert_int_equal(smtp_flaw(550, "4.7.1", "No"), MW_CATALOG_FLAW_BAD_DETAIL);
  assert_int_equal(smtp_flaw(550, "5.7", "No"), MW_CATALOG_FLAW_BAD_DETAIL);
  assert_int_equal(smtp_flaw(550, "IN-USE", "No"), MW_CATALOG_FLAW_BAD_DETAIL);
}

static void test_check_texts(void **state)
{
  static const char *const good[] = {"{a}", "a {b} c", "{{", "{{a}", "{a-1} {b2}", "a\nb"};
  static const char *const bad[] = {
      "{",     "a {b",   "{}",          "{A}",
      "{a b}", "{a}{b}", "{a} and {a}", "{a} {b} {c} {d} {e} {f} {g} {h} {i}"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof good / sizeof good[0]; i++) {
    assert_int_equal(smtp_flaw(550, "", good[i]), MW_CATALOG_FLAW_NONE);
  }
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    assert_int_equal(smtp_flaw(550, "", bad[i]), MW_CATALOG_FLAW_BAD_TEMPLATE);
  }
  assert_int_equal(smtp_flaw(550, "", ""), MW_CATALOG_FLAW_NO_NAME);
}

static void test_check_octets(void **state)
{
  mw_catalog_row utf8 = SMTP_ROW("house.row", 550, "", "na\xc3\xafve");
  (void)state;
  assert_int_equal(smtp_flaw(550, "", "a\r\n250 b"), MW_CATALOG_FLAW_BAD_OCTET);
  assert_int_equal(flaw.offset, 1);
  assert_int_equal(smtp_flaw(550, "", "ab\x1b"), MW_CATALOG_FLAW_BAD_OCTET);
  assert_int_equal(flaw.offset, 2);
  assert_int_equal(flaw_of(&utf8, 1, false), MW_CATALOG_FLAW_BAD_OCTET);
  assert_int_equal(flaw_of(&utf8, 1, true), MW_CATALOG_FLAW_NONE);
}

/* A text that would be read as its code. */
static void test_check_texts_that_read_as_something_else(void **state)
{
  mw_catalog_row pop = POP3_ROW("house.row", ERR, "", "[IN-USE] locked");
  (void)state;
  assert_int_equal(smtp_flaw(550, "", "5.1.1 nobody"), MW_CATALOG_FLAW_AMBIGUOUS);
  assert_int_equal(flaw_of(&pop, 1, false), MW_CATALOG_FLAW_AMBIGUOUS);
}

static void test_check_names(void **state)
{
  mw_catalog_row twice[] = {SMTP_ROW("house.row", 550, "", "a"),
                            SMTP_ROW("house.row", 551, "", "b")};
  mw_catalog_row none = SMTP_ROW(NULL, 550, "", "a");
  mw_catalog_row empty = SMTP_ROW("", 550, "", "a");
  (void)state;
  assert_int_equal(flaw_of(twice, 2, false), MW_CATALOG_FLAW_NAME_TWICE);
  assert_int_equal(flaw_of(&none, 1, false), MW_CATALOG_FLAW_NO_NAME);
  assert_int_equal(flaw_of(&empty, 1, false), MW_CATALOG_FLAW_NO_NAME);
}

static void test_check_aliases(void **state)
{
  mw_catalog_row of_base = ALIAS_ROW("smtp.reply.221.bye", 221, NONE, "So long");
  mw_catalog_row of_nothing = ALIAS_ROW("no.such.row", 221, NONE, "So long");
  (void)state;
  assert_int_equal(flaw_of(&of_base, 1, false), MW_CATALOG_FLAW_NONE);
  assert_int_equal(flaw_of(&of_nothing, 1, false), MW_CATALOG_FLAW_BAD_ALIAS);
}

/* A house's text has the placeholders of the row that it replaces, in any order. */
static void test_check_replacements(void **state)
{
  mw_catalog_row same = SMTP_ROW("smtp.reply.250.queued", 250, "", "Als {queue-id} angenommen");
  mw_catalog_row fewer = SMTP_ROW("smtp.reply.250.queued", 250, "", "Angenommen");
  mw_catalog_row other = SMTP_ROW("smtp.reply.250.queued", 250, "", "Als {id} angenommen");
  (void)state;
  assert_int_equal(flaw_of(&same, 1, false), MW_CATALOG_FLAW_NONE);
  assert_int_equal(flaw_of(&fewer, 1, false), MW_CATALOG_FLAW_PARAMS_DIFFER);
  assert_int_equal(flaw_of(&other, 1, false), MW_CATALOG_FLAW_PARAMS_DIFFER);
  assert_ptr_equal(flaw.row, &other);
}

static void test_check_nothing(void **state)
{
  mw_catalog empty = {NULL, 0, NULL};
  mw_catalog missing = {NULL, 1, NULL};
  (void)state;
  assert_true(mw_catalog_check(&empty, false, NULL));
  assert_false(mw_catalog_check(&missing, false, NULL));
  assert_false(mw_catalog_check(NULL, false, &flaw));
  assert_int_equal(flaw.kind, MW_CATALOG_FLAW_NO_ROW);
  assert_int_equal(flaw_of(NULL, 1, false), MW_CATALOG_FLAW_NO_ROW);
  assert_null(mw_catalog_find(NULL, mw_slice_text("x")));
  assert_null(mw_catalog_find(&empty, mw_slice_text("x")));
  assert_string_equal(mw_catalog_flaw_name(MW_CATALOG_FLAW_MISSING), "MISSING");
  assert_string_equal(mw_catalog_flaw_name((mw_catalog_flaw_kind)99), "UNKNOWN");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_check_the_standard_catalogue),
      cmocka_unit_test(test_check_codes_and_details),
      cmocka_unit_test(test_check_texts),
      cmocka_unit_test(test_check_octets),
      cmocka_unit_test(test_check_texts_that_read_as_something_else),
      cmocka_unit_test(test_check_names),
      cmocka_unit_test(test_check_aliases),
      cmocka_unit_test(test_check_replacements),
      cmocka_unit_test(test_check_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
