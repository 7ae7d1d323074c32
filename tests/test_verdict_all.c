/* SPDX-License-Identifier: MIT */
/* Verdicts of SMTP for every code behind every verb at every place: there is one, it fits the first
 * digit, and each row of the table decides somewhere.
 */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/verdict.h>

enum { CODES = 1000, VERBS = 64, NUMBERS = 256, FIRST_OF_POP3 = 150 };

static bool seen[NUMBERS];

/* 552 to RCPT is the one code that another class stands for (RFC 5321 4.5.3.1.10). */
static bool fits_the_digit(const mw_smtp_exchange *of, const mw_judgement *found)
{
  bool full = of->place == MW_PLACE_COMMAND && of->verb == MW_SMTP_RCPT && of->code == 552;
  switch (found->outcome) {
  case MW_OUTCOME_DONE: return of->code / 100 == 2;
  case MW_OUTCOME_CONTINUE: return of->code / 100 == 3;
  case MW_OUTCOME_TRANSIENT: return of->code / 100 == 4 || full;
  case MW_OUTCOME_PERMANENT: return of->code / 100 == 5;
  default: return found->outcome == MW_OUTCOME_PROTOCOL_ERROR && !found->expected;
  }
}

/* Refusals stay refusals: a protocol error is nothing between 400 and 599 but for what came
 * unasked. */
static bool keeps_refusals(const mw_smtp_exchange *of, const mw_judgement *found)
{
  return found->outcome != MW_OUTCOME_PROTOCOL_ERROR || of->code / 100 < 4 || of->code / 100 > 5 ||
         of->place == MW_PLACE_NOTHING;
}

/* What was taken is not sent again; what was refused for good is not repeated. */
static bool retries_well(const mw_judgement *found)
{
  switch (found->outcome) {
  case MW_OUTCOME_DONE:
  case MW_OUTCOME_CONTINUE: return found->retry == MW_RETRY_NO_NEED;
  case MW_OUTCOME_TRANSIENT: return found->retry != MW_RETRY_NEVER;
  case MW_OUTCOME_PERMANENT: return found->retry != MW_RETRY_LATER;
  default: return found->connection != MW_CONNECTION_USABLE;
  }
}

static bool closes_well(const mw_smtp_exchange *of, const mw_judgement *found)
{
  return of->code != 421 || found->connection == MW_CONNECTION_CLOSES;
}

static void check(const mw_smtp_exchange *of)
{
  mw_judgement found;
  const mw_verdict_info *row;
  assert_true(mw_smtp_verdict_of(of, &found));
  row = mw_verdict_row(found.verdict);
  if (row == NULL || row->verdict != found.verdict || row->outcome != found.outcome ||
      row->retry != found.retry || row->connection != found.connection) {
    fail_msg("the row of %s says other things", mw_verdict_name(found.verdict));
  }
  if (!fits_the_digit(of, &found) || !keeps_refusals(of, &found) || !retries_well(&found) ||
      !closes_well(of, &found)) {
    fail_msg("%s %s %u: %s does not fit", mw_place_name(of->place), mw_smtp_verb_name(of->verb),
             of->code, mw_verdict_name(found.verdict));
  }
  seen[found.verdict] = true;
}

/* All flags at once are no use: each alone. */
static void check_variants(mw_smtp_exchange *of)
{
  static const mw_enhanced details[] = {{5, 2, 2}, {5, 2, 3}, {5, 5, 6}, {5, 7, 10}};
  mw_smtp_exchange plain = *of;
  size_t i;
  check(of);
  of->lmtp = true;
  check(of);
  *of = plain;
  of->recipients_known = true;
  check(of);
  *of = plain;
  of->tls = true;
  check(of);
  *of = plain;
  for (i = 0; i < sizeof details / sizeof details[0]; i++) {
    of->enhanced = details[i];
    check(of);
  }
  *of = plain;
}

static void test_verdict_of_everything(void **state)
{
  mw_smtp_exchange of;
  int place;
  int verb;
  (void)state;
  memset(&of, 0, sizeof of);
  for (place = MW_PLACE_GREETING; place <= MW_PLACE_NOTHING; place++) {
    for (verb = 0; verb < VERBS; verb++) {
      of.place = (mw_place)place;
      of.verb = (mw_smtp_verb)verb;
      if (verb > 0 && mw_smtp_verb_row(of.verb) == NULL) {
        continue;
      }
      for (of.code = 0; of.code < CODES; of.code++) {
        check_variants(&of);
      }
    }
  }
}

/* The same for every text that is known. */
static void test_verdict_of_every_text(void **state)
{
  const mw_catalog *catalog = mw_catalog_standard();
  mw_smtp_exchange of;
  size_t i;
  (void)state;
  memset(&of, 0, sizeof of);
  of.place = MW_PLACE_COMMAND;
  for (i = 0; i < catalog->count; i++) {
    of.row = &catalog->rows[i];
    of.code = of.row->code;
    check(&of);
  }
}

static void test_verdict_each_row_decides_somewhere(void **state)
{
  int rows = 0;
  int number;
  (void)state;
  for (number = 1; number < FIRST_OF_POP3; number++) {
    if (mw_verdict_row((mw_verdict)number) != NULL) {
      if (!seen[number]) {
        fail_msg("%s decides nowhere", mw_verdict_name((mw_verdict)number));
      }
      rows++;
    }
  }
  assert_true(rows > 60);
}

/* The verb does not matter where the place tells it. */
static void test_verdict_place_goes_before_the_verb(void **state)
{
  mw_smtp_exchange a = {
      MW_PLACE_AUTH_LINE, MW_SMTP_RCPT, 552, {0, 0, 0}, false, false, false, false, 0, NULL};
  mw_judgement found;
  (void)state;
  assert_true(mw_smtp_verdict_of(&a, &found));
  assert_int_equal(found.outcome, MW_OUTCOME_PERMANENT);
  a.place = MW_PLACE_COMMAND;
  a.verb = MW_SMTP_VERB_RESERVED;
  a.code = 250;
  assert_true(mw_smtp_verdict_of(&a, &found));
  assert_int_equal(found.verdict, MW_VERDICT_DONE);
  assert_false(found.expected);
}

static void test_verdict_without_a_place(void **state)
{
  static const int places[] = {0, -1, 7};
  mw_smtp_exchange of;
  mw_judgement found;
  size_t i;
  (void)state;
  memset(&of, 0, sizeof of);
  of.code = 250;
  for (i = 0; i < 3; i++) {
    of.place = (mw_place)places[i];
    memset(&found, 0x55, sizeof found);
    assert_false(mw_smtp_verdict_of(&of, &found));
    assert_int_equal(found.verdict, MW_VERDICT_NONE);
    assert_int_equal(found.outcome, 0);
  }
  assert_false(mw_smtp_verdict_of(NULL, &found));
  assert_false(mw_smtp_verdict_of(&of, NULL));
}

static void test_verdict_names(void **state)
{
  int number;
  (void)state;
  for (number = 1; number < NUMBERS; number++) {
    const mw_verdict_info *row = mw_verdict_row((mw_verdict)number);
    if (row != NULL) {
      const char *name = mw_verdict_name(row->verdict);
      assert_int_equal(row->verdict, number);
      assert_int_equal(mw_verdict_find(mw_slice_text(name)), number);
      assert_int_equal(number >= FIRST_OF_POP3, strncmp(name, "POP3_", 5) == 0);
      assert_true(row->meaning[0] != '\0');
      assert_true(strncmp(row->rfc, "RFC", 3) == 0 || strncmp(row->rfc, "vendor: ", 8) == 0);
      assert_string_not_equal(mw_outcome_name(row->outcome), "UNKNOWN");
      assert_string_not_equal(mw_retry_name(row->retry), "UNKNOWN");
      assert_string_not_equal(mw_connection_name(row->connection), "UNKNOWN");
    }
  }
  assert_null(mw_verdict_row(MW_VERDICT_NONE));
  assert_null(mw_verdict_row(MW_VERDICT_RESERVED));
  assert_null(mw_verdict_row((mw_verdict)-1));
  assert_string_equal(mw_verdict_name(MW_VERDICT_NONE), "NONE");
  assert_string_equal(mw_verdict_name(MW_VERDICT_RESERVED), "UNKNOWN");
  assert_int_equal(mw_verdict_find(mw_slice_text("TRY_HEL")), MW_VERDICT_NONE);
  assert_int_equal(mw_verdict_find(mw_slice_of(NULL, 0)), MW_VERDICT_NONE);
}

static void test_verdict_words(void **state)
{
  (void)state;
  assert_string_equal(mw_outcome_name(MW_OUTCOME_PROTOCOL_ERROR), "PROTOCOL_ERROR");
  assert_string_equal(mw_outcome_name((mw_outcome)0), "UNKNOWN");
  assert_string_equal(mw_outcome_name((mw_outcome)6), "UNKNOWN");
  assert_string_equal(mw_retry_name(MW_RETRY_WITH_HELO), "WITH_HELO");
  assert_string_equal(mw_retry_name((mw_retry)-1), "UNKNOWN");
  assert_string_equal(mw_connection_name(MW_CONNECTION_QUIT_ONLY), "QUIT_ONLY");
  assert_string_equal(mw_connection_name((mw_connection)99), "UNKNOWN");
  assert_string_equal(mw_place_name(MW_PLACE_END_OF_DATA), "END_OF_DATA");
  assert_string_equal(mw_place_name((mw_place)0), "UNKNOWN");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_verdict_of_everything),
      cmocka_unit_test(test_verdict_of_every_text),
      cmocka_unit_test(test_verdict_each_row_decides_somewhere),
      cmocka_unit_test(test_verdict_place_goes_before_the_verb),
      cmocka_unit_test(test_verdict_without_a_place),
      cmocka_unit_test(test_verdict_names),
      cmocka_unit_test(test_verdict_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
