/* SPDX-License-Identifier: MIT */
/* Parameters of any keyword (RFC 5321 4.1.2): one after the other, what is tolerated, and written.
 */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/param.h>

#include "support/assert_slice.h"
#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

typedef struct reading {
  mw_slice text;
  mw_slice rest;
  mw_rules rules;
  mw_param param;
  mw_finding finding;
} reading;

static reading begin(mw_slice text, uint64_t allow)
{
  reading r;
  memset(&r, 0, sizeof r);
  r.text = text;
  r.rest = text;
  mw_rules_init(&r.rules, allow);
  return r;
}

static bool next(reading *r)
{
  memset(&r->finding, 0, sizeof r->finding);
  return mw_param_next(&r->rest, &r->rules, &r->param, &r->finding);
}

/* Whether the text is one parameter and nothing else. */
static bool is_one(reading *r)
{
  return next(r) && r->finding.fault == MW_FAULT_NONE && r->rest.len == 0;
}

static void test_param_walk(void **state)
{
  reading r = begin(mw_slice_text("SIZE=1000 x-a SMTPUTF8 A=<>;,:d"), 0);
  (void)state;
  assert_true(next(&r));
  assert_slice(r.param.keyword, "SIZE");
  assert_slice(r.param.value, "1000");
  assert_true(next(&r));
  assert_slice(r.param.keyword, "x-a");
  assert_absent(r.param.value);
  assert_true(next(&r));
  assert_slice(r.param.keyword, "SMTPUTF8");
  assert_true(next(&r));
  assert_slice(r.param.keyword, "A");
  assert_slice(r.param.value, "<>;,:d");
  assert_int_equal(r.finding.fault, MW_FAULT_NONE);
  assert_false(next(&r));
  assert_int_equal(r.finding.fault, MW_FAULT_NONE);
}

static void test_param_malformed(void **state)
{
  static const struct {
    const char *text;
    size_t offset;
  } rows[] = {{"FOO=", 4}, {"=1", 0},     {"-X=1", 0},        {"FOO_BAR=1", 3},
              {"A==B", 2}, {"A=a=b", 3},  {"A=a\x7f", 3},     {"A=\t", 2},
              {"A\tB", 1}, {"A=\x01", 2}, {"A=b\r\nDATA", 3}, {"A\r\nDATA", 1}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    reading r = begin(mw_slice_text(rows[i].text), 0);
    assert_true(next(&r));
    assert_int_equal(r.finding.fault, MW_FAULT_BAD_PARAMETER);
    assert_int_equal(r.finding.offset, rows[i].offset);
    assert_slices(r.param.keyword, r.text);
    assert_absent(r.param.value);
    assert_int_equal(r.rest.len, 0);
  }
}

static void test_param_goes_on_behind_the_malformed(void **state)
{
  reading r = begin(mw_slice_text("A=a=b SIZE=5"), 0);
  (void)state;
  assert_true(next(&r));
  assert_int_equal(r.finding.fault, MW_FAULT_BAD_PARAMETER);
  assert_slice(r.param.keyword, "A=a=b");
  assert_true(next(&r));
  assert_int_equal(r.finding.fault, MW_FAULT_NONE);
  assert_slice(r.param.keyword, "SIZE");
  assert_slice(r.param.value, "5");
  assert_false(next(&r));
}

static void test_param_nul(void **state)
{
  reading r = begin(mw_slice_of("A=b\0c", 5), 0);
  (void)state;
  assert_true(next(&r));
  assert_int_equal(r.finding.fault, MW_FAULT_BAD_PARAMETER);
  assert_int_equal(r.finding.offset, 3);
}

/* With the bit the value is taken whole; without it there is a fault. */
static void assert_tolerated(const char *text, uint64_t bit, mw_fault fault, size_t value)
{
  reading r = begin(mw_slice_text(text), 0);
  assert_false(is_one(&r));
  assert_int_equal(r.finding.fault, fault);
  assert_int_equal(r.finding.tolerated, 0);
  r = begin(mw_slice_text(text), bit);
  assert_true(is_one(&r));
  assert_int_equal(r.finding.tolerated, bit);
  assert_int_equal(r.param.value.len, value);
}

static void test_param_tolerances(void **state)
{
  (void)state;
  assert_tolerated("FOO=a\x7f", MW_ALLOW_DEL_IN_VALUE, MW_FAULT_BAD_PARAMETER, 2);
  assert_tolerated("FOO=a=b==", MW_ALLOW_EQUALS_IN_VALUE, MW_FAULT_BAD_PARAMETER, 5);
  assert_tolerated("FOO=\xc3\xa9", MW_ALLOW_UTF8, MW_FAULT_EIGHT_BIT, 2);
  assert_tolerated("FOO=a\xff"
                   "b",
                   MW_ALLOW_EIGHT_BIT, MW_FAULT_EIGHT_BIT, 3);
}

static void test_param_utf8(void **state)
{
  reading r = begin(mw_slice_text("FOO=a\xc3"), MW_ALLOW_UTF8);
  (void)state;
  assert_true(next(&r));
  assert_int_equal(r.finding.fault, MW_FAULT_BAD_UTF8);
  assert_int_equal(r.finding.offset, 5);
  r = begin(mw_slice_text("F\xc3\xa9=1"), MW_ALLOW_UTF8);
  assert_true(next(&r));
  assert_int_equal(r.finding.fault, MW_FAULT_BAD_PARAMETER);
  assert_int_equal(r.finding.offset, 1);
}

/* How many parameters and how many faults a text has; *tolerated: what was used. */
static size_t count(const char *text, uint64_t allow, size_t *faults, uint64_t *tolerated)
{
  reading r = begin(mw_slice_text(text), allow);
  size_t good = 0;
  *faults = 0;
  *tolerated = 0;
  while (next(&r)) {
    *faults += r.finding.fault != MW_FAULT_NONE ? 1 : 0;
    good += r.finding.fault == MW_FAULT_NONE ? 1 : 0;
    *tolerated |= r.finding.tolerated;
  }
  *tolerated |= r.finding.tolerated;
  return good;
}

static void test_param_spaces(void **state)
{
  size_t faults;
  uint64_t tolerated;
  (void)state;
  (void)count("A=1  B=2", 0, &faults, &tolerated);
  assert_true(faults > 0);
  assert_int_equal(count("A=1  B=2", MW_ALLOW_EXTRA_SPACE, &faults, &tolerated), 2);
  assert_int_equal(faults, 0);
  assert_int_equal(tolerated, MW_ALLOW_EXTRA_SPACE);
  (void)count("A=1 ", 0, &faults, &tolerated);
  assert_true(faults > 0);
  assert_int_equal(count("A=1 ", MW_ALLOW_TRAILING_SPACE, &faults, &tolerated), 1);
  assert_int_equal(faults, 0);
  assert_int_equal(tolerated, MW_ALLOW_TRAILING_SPACE);
  (void)count("    ", 0, &faults, &tolerated);
  assert_true(faults > 0);
}

static void one_vector(const tsv *facts)
{
  char input[TSV_ROW];
  const char *mode = tsv_field(facts, "mode");
  uint64_t allow = strcmp(mode, "smtputf8") == 0   ? MW_ALLOW_UTF8
                   : strcmp(mode, "obsolete") == 0 ? MW_ALLOW_DEL_IN_VALUE
                                                   : 0;
  size_t len = tsv_octets(tsv_field(facts, "input"), input, sizeof input);
  reading r = begin(mw_slice_of(input, len), allow);
  bool valid = strcmp(tsv_field(facts, "verdict"), "valid") == 0;
  if (is_one(&r) != valid) {
    fail_msg("%s", tsv_field(facts, "id"));
  }
}

static void test_param_vectors(void **state)
{
  tsv facts;
  unsigned vectors = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("grammar-vectors.tsv"));
  while (tsv_next(&facts)) {
    if (strcmp(tsv_field(&facts, "production"), "esmtp-param") == 0) {
      one_vector(&facts);
      vectors++;
    }
  }
  assert_true(vectors > 0);
}

static mw_status write_param(mw_slice keyword, mw_slice value, bool utf8, char *out,
                             mw_slice *written)
{
  mw_writer w;
  mw_param param;
  param.keyword = keyword;
  param.value = value;
  mw_writer_init(&w, out, 64);
  mw_writer_allow_utf8(&w, utf8);
  mw_param_write(&w, &param);
  return mw_writer_result(&w, written);
}

static void test_param_write(void **state)
{
  char out[64];
  mw_slice written;
  mw_slice none = {NULL, 0};
  mw_slice x = mw_slice_text("X");
  (void)state;
  assert_int_equal(write_param(mw_slice_text("x-Foo"), mw_slice_text("a;b"), false, out, &written),
                   MW_OK);
  assert_slice(written, " x-Foo=a;b");
  assert_int_equal(write_param(x, none, false, out, &written), MW_OK);
  assert_slice(written, " X");
  assert_int_equal(write_param(x, mw_slice_text("\xc3\xa9"), true, out, &written), MW_OK);
  assert_slice(written, " X=\xc3\xa9");
}

static void test_param_write_refuses(void **state)
{
  static const char *const rows[][2] = {{"", "1"},         {"-X", "1"},     {"X Y", "1"},
                                        {"X=", "1"},       {"X\r\nY", "1"}, {"X", ""},
                                        {"X", "a b"},      {"X", "a=b"},    {"X", "a\r\nDATA"},
                                        {"X", "\xc3\xa9"}, {"X", "\x7f"},   {"X", "a\tb"}};
  size_t i;
  char out[64];
  mw_slice written;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_int_equal(
        write_param(mw_slice_text(rows[i][0]), mw_slice_text(rows[i][1]), false, out, &written),
        MW_E_ARGUMENT);
    assert_int_equal(written.len, 0);
  }
  assert_int_equal(write_param(mw_slice_text("X"), mw_slice_text("\xc3"), true, out, &written),
                   MW_E_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_param_walk),
      cmocka_unit_test(test_param_malformed),
      cmocka_unit_test(test_param_goes_on_behind_the_malformed),
      cmocka_unit_test(test_param_nul),
      cmocka_unit_test(test_param_tolerances),
      cmocka_unit_test(test_param_utf8),
      cmocka_unit_test(test_param_spaces),
      cmocka_unit_test(test_param_vectors),
      cmocka_unit_test(test_param_write),
      cmocka_unit_test(test_param_write_refuses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
