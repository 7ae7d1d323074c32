/* SPDX-License-Identifier: MIT */
/* The table of anomalies, and how a word of them is read. */
#include "support/assert_mw.h"

static const mw_anomaly all[] = {
#define MW_ANOMALY(id, bit, name, severity, sentence, source) MW_ANOMALY_##id,
#include <mailwire/tables/anomaly.def>
};

enum { ALL = sizeof all / sizeof all[0] };

/* A bit each, a name each, and what a person needs. */
static void test_rows(void **state)
{
  uint64_t seen = 0;
  size_t i;
  size_t k;
  (void)state;
  for (i = 0; i < ALL; i++) {
    const mw_anomaly_info *row = mw_anomaly_row(all[i]);
    assert_non_null(row);
    assert_true(all[i] >= 0 && all[i] < 64);
    assert_false(seen >> all[i] & 1);
    seen |= UINT64_C(1) << all[i];
    assert_int_equal(row->anomaly, all[i]);
    assert_string_not_equal(mw_severity_name(row->severity), "unknown");
    assert_true(row->name[0] != '\0' && row->sentence[0] != '\0');
    assert_null(strchr(row->name, ' '));
    for (k = 0; k < i; k++) {
      assert_string_not_equal(row->name, mw_anomaly_name(all[k]));
    }
  }
}

static void test_names_and_back(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < ALL; i++) {
    assert_int_equal(mw_anomaly_find(mw_slice_text(mw_anomaly_name(all[i]))), all[i]);
  }
  assert_int_equal(mw_anomaly_find(mw_slice_text("unknown")), MW_ANOMALY_NONE);
  assert_int_equal(mw_anomaly_find(mw_slice_text("")), MW_ANOMALY_NONE);
  assert_int_equal(mw_anomaly_find(mw_slice_of("gaps", 3)), MW_ANOMALY_GAP);
}

static void test_what_is_none(void **state)
{
  (void)state;
  assert_null(mw_anomaly_row(MW_ANOMALY_NONE));
  assert_null(mw_anomaly_row((mw_anomaly)63));
  assert_string_equal(mw_anomaly_name(MW_ANOMALY_NONE), "unknown");
  assert_string_equal(mw_severity_name((mw_severity)0), "unknown");
  assert_string_equal(mw_severity_name(MW_SEVERITY_DANGER), "danger");
  assert_string_equal(mw_direction_name((mw_direction)3), "unknown");
  assert_string_equal(mw_direction_name(MW_FROM_CLIENT), "client");
  assert_string_equal(mw_direction_name(MW_FROM_SERVER), "server");
  assert_string_equal(mw_transaction_end_name((mw_transaction_end)13), "unknown");
  assert_string_equal(mw_transaction_end_name((mw_transaction_end)-1), "unknown");
  assert_string_equal(mw_transaction_end_name(MW_TRANSACTION_LOST), "lost");
  assert_string_equal(mw_smtp_item_name((mw_smtp_item_kind)0), "UNKNOWN");
  assert_string_equal(mw_smtp_item_name((mw_smtp_item_kind)-1), "UNKNOWN");
  assert_string_equal(mw_smtp_item_name((mw_smtp_item_kind)41), "UNKNOWN");
  assert_string_equal(mw_smtp_item_name(MW_SMTP_ITEM_ASSUMED), "ASSUMED");
}

/* The lowest first, each once. */
static void test_a_word(void **state)
{
  uint64_t word = MW_ANOMALY_BIT(GAP) | MW_ANOMALY_BIT(EARLY_TALKER) | UINT64_C(1) << 63;
  (void)state;
  assert_int_equal(mw_anomaly_next(&word), MW_ANOMALY_EARLY_TALKER);
  assert_int_equal(mw_anomaly_next(&word), MW_ANOMALY_GAP);
  assert_int_equal(mw_anomaly_next(&word), 63);
  assert_int_equal(mw_anomaly_next(&word), MW_ANOMALY_NONE);
  assert_int_equal(word, 0);
  assert_int_equal(mw_anomaly_next(NULL), MW_ANOMALY_NONE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),
      cmocka_unit_test(test_names_and_back),
      cmocka_unit_test(test_what_is_none),
      cmocka_unit_test(test_a_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
