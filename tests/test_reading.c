/* SPDX-License-Identifier: MIT */
/* Reading models: where each ends a body by the definitions of reading.h, the attacks that are
 * about the end of data by their ids, gaps, and names.
 */
#include "support/assert_mw.h"
#include "support/assert_reading.h"

/* ---- sequences and their ends -----------------------------------------------------------------
 */

/* The octets of a body that goes on, and where each model ends it, by its number. */
typedef struct reading_case {
  const char *octets;
  size_t len;
  int ends[MW_READING_MODELS];
} reading_case;

/* clang-format off */
#define CASE(octets, strict, lf, cr, any, crs, crs_lf, dot_lf, lf_dot, lf_dot_lf, no_nul) \
  {octets, sizeof(octets) - 1, {strict, lf, cr, any, crs, crs_lf, dot_lf, lf_dot, lf_dot_lf, no_nul}}
#define ALL(octets, end) CASE(octets, end, end, end, end, end, end, end, end, end, end)
/* clang-format on */

static void check_ends(const reading_case *c)
{
  uint64_t cuts = 0;
  do {
    mw_reading r;
    int model;
    bool differ = false;
    mw_reading_init(&r);
    give_octets(&r, c->octets, c->len, cuts);
    for (model = 1; model <= MW_READING_MODELS; model++) {
      assert_end(&r, model, c->ends[model - 1]);
      differ |= c->ends[model - 1] != c->ends[0];
    }
    assert_int_equal(mw_reading_differs(&r), differ);
    cuts = cuts == 0 ? 1 : cuts << 1 | 1; /* also all of the first ones */
  } while (cuts < UINT64_C(1) << c->len);
}

#define CHECK(...)                                                                                 \
  do {                                                                                             \
    static const reading_case c = __VA_ARGS__;                                                     \
    (void)state;                                                                                   \
    check_ends(&c);                                                                                \
  } while (0)

/* clang-format off */
/*                         strict    lf    cr   any   crs crslf dotlf lfdot lf.lf nonul */

static void reading_EOD_02_a_dot_that_begins_the_body(void **state)
{
  CHECK(ALL(".\r\nQUIT\r\n", 3));
}

static void reading_EOD_03_lf_dot_lf(void **state)
{
  CHECK(CASE("x\n.\nQ",         NONE,    4, NONE,    4, NONE,    4, NONE, NONE,    4, NONE));
}

static void reading_EOD_04_lf_dot_crlf(void **state)
{
  CHECK(CASE("x\n.\r\nQ",       NONE,    5, NONE,    5, NONE,    5, NONE,    5, NONE, NONE));
}

static void reading_EOD_07_cr_dot_crlf(void **state)
{
  CHECK(CASE("x\r.\r\nQ",       NONE, NONE,    5,    5, NONE, NONE, NONE, NONE, NONE, NONE));
}

static void reading_EOD_09_lf_dot_cr(void **state)
{
  CHECK(CASE("x\n.\rQ",         NONE, NONE, NONE,    4, NONE, NONE, NONE, NONE, NONE, NONE));
}

static void reading_EOD_10_crlf_dot_cr(void **state)
{
  CHECK(CASE("x\r\n.\rQ",       NONE, NONE,    5,    5, NONE, NONE, NONE, NONE, NONE, NONE));
}

static void reading_EOD_11_a_nul_before_the_dot(void **state)
{
  CHECK(CASE("x\r\n\0.\r\n",    NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,    7));
}

static void reading_EOD_12_a_nul_behind_the_dot(void **state)
{
  CHECK(CASE("x\r\n.\0\r\n",    NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,    7));
}

static void reading_EOD_13_crlf_dot_crcrlf(void **state)
{
  CHECK(CASE("x\r\n.\r\r\n",    NONE, NONE,    5,    5,    7,    7, NONE, NONE, NONE, NONE));
}

static void reading_EOD_15_crcrlf_dot_crlf(void **state)
{
  CHECK(ALL("x\r\r\n.\r\n", 7));
}

static void reading_EOD_17_a_swapped_pair(void **state)
{
  CHECK(CASE("x\n\r.\n\rQ",     NONE, NONE, NONE,    5, NONE, NONE, NONE, NONE, NONE, NONE));
}

static void reading_EOD_19_EOD_20_blanks_beside_the_dot(void **state)
{
  CHECK(ALL("x\r\n. \r\n", NONE));
  CHECK(ALL("x\r\n .\r\n", NONE));
}

static void reading_EOD_22_EOD_23_EOD_25_line_ends_of_unicode(void **state)
{
  CHECK(ALL("x\xc2\x85.\xc2\x85", NONE));
  CHECK(ALL("x\xe2\x80\xa8.\xe2\x80\xa8", NONE));
  CHECK(ALL("x\xe5\x98\x8d\xe5\x98\x8a.\xe5\x98\x8d\xe5\x98\x8a", NONE));
}

static void reading_EOD_26_EOD_27_stuffed_dots(void **state)
{
  CHECK(ALL("x\r\n..\r\n", NONE));
  CHECK(ALL("x\r\n..x\r\n.\r\n", 11));
}

static void reading_EOD_29_EOD_30_EOD_31_cuts(void **state)
{
  CHECK(ALL("x\r\n.\r\n", 6));
  CHECK(ALL("x\r\n.. \r\n", NONE));
}

static void reading_EOD_33_EOD_34_streams_that_break_off(void **state)
{
  mw_reading r;
  CHECK(ALL("x", NONE));
  CHECK(ALL("x\r\n.\r", NONE));
  mw_reading_init(&r);
  (void)mw_reading_add(&r, mw_slice_text("x\r\n.\r"));
  assert_false(mw_reading_differs(&r));
  assert_false(mw_reading_finish(&r)); /* now that CR is known to be a bare one */
  assert_end(&r, MW_READING_STRICT, NONE);
  assert_end(&r, MW_READING_CR, 5);
  assert_end(&r, MW_READING_ANY, 5);
  assert_true(mw_reading_differs(&r));
  assert_false(mw_reading_add(&r, mw_slice_text("\n\r\n.\r\n")));
  mw_reading_gap(&r, 1);
  assert_int_equal(mw_reading_get(&r, MW_READING_STRICT, NULL), MW_READING_OPEN);
}

static void test_reading_cr_dot_cr(void **state)
{
  CHECK(CASE("x\r.\rQ",         NONE, NONE,    4,    4, NONE, NONE, NONE, NONE, NONE, NONE));
}

static void test_reading_crlf_dot_lf(void **state)
{
  CHECK(CASE("x\r\n.\nQ",       NONE,    5, NONE,    5, NONE,    5,    5, NONE, NONE, NONE));
  CHECK(CASE(".\n",             NONE,    2, NONE,    2, NONE,    2,    2, NONE, NONE, NONE));
}

static void test_reading_lf_dot_crcrlf(void **state)
{
  CHECK(CASE("x\n.\r\r\r\nQ",   NONE, NONE, NONE,    4, NONE,    7, NONE, NONE, NONE, NONE));
}

static void test_reading_cr_dot_crcrlf(void **state)
{
  CHECK(CASE("x\r.\r\r\nQ",     NONE, NONE,    4,    4, NONE, NONE, NONE, NONE, NONE, NONE));
}

static void test_reading_cr_dot_lf(void **state)
{
  CHECK(CASE("x\r.\nQ",         NONE, NONE, NONE,    4, NONE, NONE, NONE, NONE, NONE, NONE));
}

static void test_reading_a_nul_in_a_line_end(void **state)
{
  CHECK(CASE("x\r\0\n.\r\n",    NONE,    7, NONE,    7, NONE,    7, NONE,    7, NONE,    7));
  CHECK(CASE("\0.\r\n",         NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE,    4));
}

/* The first dot that a model knows ends it, the others end at the one behind. */
static void test_reading_goes_on_to_the_next_dot(void **state)
{
  CHECK(CASE("\n.\n.\r\n.\r\n",    9,    3,    9,    3,    9,    3,    9,    6,    3,    9));
  CHECK(CASE("\r.\r.\r\n.\r\n",    9,    9,    3,    3,    9,    9,    9,    9,    9,    9));
  CHECK(ALL("\r\n.a\r\n.\r\n", 9));
}

/* clang-format on */

/* ---- gaps and the rest ------------------------------------------------------------------------
 */

static void test_reading_behind_a_gap_is_unknown(void **state)
{
  mw_reading r;
  uint64_t offset = 7;
  (void)state;
  mw_reading_init(&r);
  (void)mw_reading_add(&r, mw_slice_text("x\n.\n"));
  mw_reading_gap(&r, 0);
  assert_int_equal(mw_reading_get(&r, MW_READING_STRICT, &offset), MW_READING_OPEN);
  mw_reading_gap(&r, 1);
  assert_false(mw_reading_add(&r, mw_slice_text("\r\n.\r\n")));
  assert_int_equal(mw_reading_get(&r, MW_READING_STRICT, &offset), MW_READING_UNKNOWN);
  assert_int_equal(offset, 0);
  assert_end(&r, MW_READING_LF, 4);
  assert_true(mw_reading_differs(&r));
  assert_false(mw_reading_finish(&r));
  assert_int_equal(mw_reading_get(&r, MW_READING_STRICT, NULL), MW_READING_UNKNOWN);
  mw_reading_init(&r);
  (void)mw_reading_add(&r, mw_slice_text("x\r\n.\r"));
  mw_reading_gap(&r, 5);
  assert_false(mw_reading_finish(&r));
  assert_int_equal(mw_reading_get(&r, MW_READING_CR, NULL), MW_READING_UNKNOWN);
  assert_false(mw_reading_differs(&r));
}

static void test_reading_says_when_all_have_ended(void **state)
{
  mw_reading r;
  uint64_t offset;
  (void)state;
  mw_reading_init(&r);
  assert_false(mw_reading_add(&r, mw_slice_text("x\r\n.")));
  assert_false(mw_reading_add(&r, mw_slice_text(NULL)));
  assert_true(mw_reading_add(&r, mw_slice_text("\r\nQUIT\r\n")));
  assert_true(mw_reading_add(&r, mw_slice_text("\n.\n")));
  mw_reading_gap(&r, 5);
  assert_true(mw_reading_finish(&r));
  assert_false(mw_reading_differs(&r));
  assert_int_equal(mw_reading_get(&r, MW_READING_NO_NUL, &offset), MW_READING_ENDED);
  assert_int_equal(offset, 6);
}

static void test_reading_of_nothing(void **state)
{
  mw_reading r;
  uint64_t offset = 7;
  (void)state;
  mw_reading_init(NULL);
  mw_reading_gap(NULL, 1);
  assert_false(mw_reading_add(NULL, mw_slice_text("a")));
  assert_false(mw_reading_finish(NULL));
  assert_false(mw_reading_differs(NULL));
  assert_int_equal(mw_reading_get(NULL, MW_READING_STRICT, &offset), MW_READING_UNKNOWN);
  assert_int_equal(offset, 0);
  mw_reading_init(&r);
  assert_int_equal(mw_reading_get(&r, (mw_reading_model)0, NULL), MW_READING_UNKNOWN);
  assert_int_equal(mw_reading_get(&r, (mw_reading_model)(MW_READING_MODELS + 1), NULL),
                   MW_READING_UNKNOWN);
}

static void test_reading_models_by_name(void **state)
{
  static const int numbers[] = {
#define MW_READING(id, number, nul, behind_crlf, behind_lf, behind_cr, sentence, source) number,
#include <mailwire/tables/reading.def>
  };
  int i;
  (void)state;
  assert_int_equal(sizeof numbers / sizeof numbers[0], MW_READING_MODELS);
  assert_true(MW_READING_MODELS <= 16);
  for (i = 1; i <= MW_READING_MODELS; i++) {
    const char *name = mw_reading_model_name((mw_reading_model)i);
    assert_int_equal(numbers[i - 1], i);
    assert_int_equal(mw_reading_model_find(mw_slice_text(name)), i);
    assert_true(strlen(mw_reading_model_text((mw_reading_model)i)) > 10);
  }
  assert_string_equal(mw_reading_model_name(MW_READING_LF_DOT), "LF_DOT");
  assert_string_equal(mw_reading_model_name((mw_reading_model)0), "UNKNOWN");
  assert_string_equal(mw_reading_model_name(MW_READING_RESERVED), "UNKNOWN");
  assert_non_null(mw_reading_model_text((mw_reading_model)0));
  assert_int_equal(mw_reading_model_find(mw_slice_text("strict")), 0);
  assert_int_equal(mw_reading_model_find(mw_slice_text(NULL)), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reading_EOD_02_a_dot_that_begins_the_body),
      cmocka_unit_test(reading_EOD_03_lf_dot_lf),
      cmocka_unit_test(reading_EOD_04_lf_dot_crlf),
      cmocka_unit_test(reading_EOD_07_cr_dot_crlf),
      cmocka_unit_test(reading_EOD_09_lf_dot_cr),
      cmocka_unit_test(reading_EOD_10_crlf_dot_cr),
      cmocka_unit_test(reading_EOD_11_a_nul_before_the_dot),
      cmocka_unit_test(reading_EOD_12_a_nul_behind_the_dot),
      cmocka_unit_test(reading_EOD_13_crlf_dot_crcrlf),
      cmocka_unit_test(reading_EOD_15_crcrlf_dot_crlf),
      cmocka_unit_test(reading_EOD_17_a_swapped_pair),
      cmocka_unit_test(reading_EOD_19_EOD_20_blanks_beside_the_dot),
      cmocka_unit_test(reading_EOD_22_EOD_23_EOD_25_line_ends_of_unicode),
      cmocka_unit_test(reading_EOD_26_EOD_27_stuffed_dots),
      cmocka_unit_test(reading_EOD_29_EOD_30_EOD_31_cuts),
      cmocka_unit_test(reading_EOD_33_EOD_34_streams_that_break_off),
      cmocka_unit_test(test_reading_cr_dot_cr),
      cmocka_unit_test(test_reading_crlf_dot_lf),
      cmocka_unit_test(test_reading_lf_dot_crcrlf),
      cmocka_unit_test(test_reading_cr_dot_crcrlf),
      cmocka_unit_test(test_reading_cr_dot_lf),
      cmocka_unit_test(test_reading_a_nul_in_a_line_end),
      cmocka_unit_test(test_reading_goes_on_to_the_next_dot),
      cmocka_unit_test(test_reading_behind_a_gap_is_unknown),
      cmocka_unit_test(test_reading_says_when_all_have_ended),
      cmocka_unit_test(test_reading_of_nothing),
      cmocka_unit_test(test_reading_models_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
