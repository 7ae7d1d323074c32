/* SPDX-License-Identifier: MIT */
/* Words of commands: the URL of BURL, blanks at the end. */
#include <stdio.h>

#include "support/assert_mw.h"

/* absolute-URI (RFC 3986 4.3): no fragment, and nothing that 2.2 and 2.3 do not list. */
static void test_words_urls_of_burl(void **state)
{
  static const char *const good[] = {
      "imap://u@h/b;uidvalidity=1/;uid=2;urlauth=submit+u:internal:9f%2F", "x:y", "x://[::1]:5/?a",
      "urn:a:b", "x:/"};
  static const char *const bad[] = {"imap://h/<x>", "imap://h/\"", "x:%",    "x:%4", "x:%4g",
                                    "x:a%",         "x:a#b",       "x:a\\b", "x:^",  "x:`",
                                    "x:{}",         "x:|",         "x:[a]",  "1x:a", "x"};
  mw_smtp_command command;
  mw_smtp_argument argument;
  char line[200];
  size_t i;
  (void)state;
  for (i = 0; i < sizeof good / sizeof good[0] + sizeof bad / sizeof bad[0]; i++) {
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    bool is_good = i < sizeof good / sizeof good[0];
    snprintf(line, sizeof line, "BURL %s LAST",
             is_good ? good[i] : bad[i - sizeof good / sizeof good[0]]);
    assert_int_equal(
        mw_smtp_command_parse(mw_slice_text(line), NULL, &command, &argument, NULL, &finding),
        is_good);
  }
}

/* Blanks at the end are spaces and tabs, whichever way an argument takes. */
static void test_words_blanks_at_the_end(void **state)
{
  static const char *const begins[] = {
      "MAIL FROM:<a@b.example>", "MAIL FROM:<a@b.example> SMTPUTF8",
      "MAIL FROM:<a@[192.0.2.1]> SIZE=1", "RCPT TO:<a@b.example>", "EHLO mx.example.com"};
  static const char *const ends[] = {" ", "\t", "  ", " \t", "\t "};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_rules rules;
  char line[200];
  size_t i;
  (void)state;
  mw_rules_init(&rules, MW_ALLOW_TRAILING_SPACE);
  for (i = 0; i < 25; i++) {
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    snprintf(line, sizeof line, "%s%s", begins[i / 5], ends[i % 5]);
    assert_false(
        mw_smtp_command_parse(mw_slice_text(line), NULL, &command, &argument, NULL, &finding));
    memset(&finding, 0, sizeof finding);
    assert_true(
        mw_smtp_command_parse(mw_slice_text(line), &rules, &command, &argument, NULL, &finding));
    assert_int_equal(finding.tolerated, MW_ALLOW_TRAILING_SPACE);
  }
}

/* The same where parameters are read by themselves. */
static void test_words_blanks_behind_parameters(void **state)
{
  static const char *const texts[] = {"SIZE=1 ", "SIZE=1\t", "SMTPUTF8 \t", "X-A\t"};
  mw_smtp_params params;
  mw_rules rules;
  size_t i;
  (void)state;
  mw_rules_init(&rules, MW_ALLOW_TRAILING_SPACE);
  for (i = 0; i < 4; i++) {
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_smtp_params_parse(mw_slice_text(texts[i]), MW_SMTP_PARAMS_MAIL, NULL, &params, &finding);
    assert_int_equal(finding.fault, MW_FAULT_BAD_PARAMETER);
    memset(&finding, 0, sizeof finding);
    mw_smtp_params_parse(mw_slice_text(texts[i]), MW_SMTP_PARAMS_MAIL, &rules, &params, &finding);
    assert_int_equal(finding.fault, MW_FAULT_NONE);
    assert_int_equal(finding.tolerated, MW_ALLOW_TRAILING_SPACE);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_urls_of_burl),
      cmocka_unit_test(test_words_blanks_at_the_end),
      cmocka_unit_test(test_words_blanks_behind_parameters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
