/* SPDX-License-Identifier: MIT */
/* ORCPT, whose short way and whose production must say the same. */
#include "support/assert_mw.h"

/* Reads parameters of RCPT. */
static mw_smtp_params read_rcpt(const char *text, uint64_t allow, mw_finding *finding)
{
  mw_smtp_params params;
  mw_rules rules;
  mw_rules_init(&rules, allow);
  memset(finding, 0, sizeof *finding);
  mw_smtp_params_parse(mw_slice_text(text), MW_SMTP_PARAMS_RCPT, &rules, &params, finding);
  return params;
}

/* An addr-type is an atom, which may hold "="; a value may not. */
static void test_params_orcpt_no_equals(void **state)
{
  static const char *const texts[] = {"ORCPT==;x", "ORCPT=BY=1;R", "ORCPT=a=b;long-enough-value",
                                      "ORCPT=utf-8;a=b@c"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    mw_finding finding;
    mw_smtp_params params = read_rcpt(texts[i], 0, &finding);
    assert_int_equal(finding.fault, MW_FAULT_BAD_PARAMETER);
    assert_int_equal(params.present, 0);
    params = read_rcpt(texts[i], MW_ALLOW_EQUALS_IN_VALUE, &finding);
    assert_int_equal(finding.fault, MW_FAULT_NONE);
    assert_int_equal(finding.tolerated, MW_ALLOW_EQUALS_IN_VALUE);
    assert_true(MW_SMTP_HAS(&params, ORCPT));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_params_orcpt_no_equals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
