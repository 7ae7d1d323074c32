/* SPDX-License-Identifier: MIT */
/* The typed parameters against the reference facts: the table row by row, every example, every
 * vector.
 *
 * A row of the table is equal to its fact but for the value, which the facts explain in words where
 * the table has ABNF; "no value" is "". SMTPUTF8 of VRFY and EXPN, the initial response of AUTH and
 * unknown parameters are no rows.
 */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <inttypes.h>
#include <mailwire/codec.h>
#include <mailwire/smtp_params.h>
#include <stdio.h>

#include "support/assert_slice.h"
#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

enum {
#define MW_SMTP_PARAM(id, number, keyword, mail, rcpt, extension, value, rfc) +1
  PARAM_ROWS =
#include <mailwire/tables/smtp_param.def>
};

static mw_smtp_params params;
static mw_finding finding;

static void parse(mw_slice text, mw_smtp_params_of of, uint64_t allow)
{
  mw_rules rules;
  mw_rules_init(&rules, allow);
  memset(&finding, 0, sizeof finding);
  mw_smtp_params_parse(text, of, &rules, &params, &finding);
}

static bool has_word(const char *text, const char *word)
{
  size_t len = strlen(word);
  const char *at;
  for (at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
    if ((at == text || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) {
      return true;
    }
  }
  return false;
}

static void check_row(const tsv *facts)
{
  const char *name = tsv_field(facts, "name");
  const mw_smtp_param_info *row = mw_smtp_param_row(mw_smtp_param_find(mw_slice_text(name)));
  bool no_value = strcmp(tsv_field(facts, "value_grammar"), "no value") == 0;
  if (row == NULL) {
    fail_msg("%s has no row", name);
    return;
  }
  assert_string_equal(row->keyword, name);
  assert_string_equal(mw_smtp_param_name(row->param), name);
  assert_string_equal(row->extension, tsv_field(facts, "extension"));
  assert_string_equal(row->rfc, tsv_field(facts, "rfc"));
  assert_int_equal(row->mail, has_word(tsv_field(facts, "on"), "MAIL"));
  assert_int_equal(row->rcpt, has_word(tsv_field(facts, "on"), "RCPT"));
  assert_int_equal(row->value[0] == '\0', no_value);
}

static bool is_of_mail_or_rcpt(const tsv *facts)
{
  const char *on = tsv_field(facts, "on");
  return has_word(on, "MAIL") || has_word(on, "RCPT");
}

static void test_params_table_is_the_reference(void **state)
{
  tsv facts;
  int rows = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-params.tsv"));
  while (tsv_next(&facts)) {
    if (is_of_mail_or_rcpt(&facts) && tsv_field(&facts, "name")[0] != '<') {
      check_row(&facts);
      rows++;
    }
  }
  assert_int_equal(rows, PARAM_ROWS);
}

static void check_example(const tsv *facts, const char *example, bool valid)
{
  char text[TSV_ROW];
  size_t len = tsv_octets(example, text, sizeof text);
  bool unknown = strcmp(tsv_field(facts, "name"), "<unknown>") == 0;
  bool rcpt = has_word(tsv_field(facts, "on"), "RCPT");
  unsigned expected = unknown && valid ? 1 : 0;
  parse(mw_slice_of(text, len), rcpt ? MW_SMTP_PARAMS_RCPT : MW_SMTP_PARAMS_MAIL, 0);
  if ((finding.fault == MW_FAULT_NONE && params.unknown == expected) != valid) {
    fail_msg("%s: %s", valid ? "valid" : "invalid", example);
  }
  if (valid && (params.present != 0) == unknown) {
    fail_msg("not read: %s", example);
  }
}

/* Each example of a list separated by " | ". */
static unsigned check_examples(const tsv *facts, const char *column, bool valid)
{
  const char *at = tsv_field(facts, column);
  unsigned count = 0;
  while (at != NULL) {
    char example[TSV_ROW];
    const char *end = strstr(at, " | ");
    size_t len = end != NULL ? (size_t)(end - at) : strlen(at);
    memcpy(example, at, len);
    example[len] = '\0';
    if (strcmp(example, "RET=FULL twice") == 0) {
      strcpy(example, "RET=FULL RET=FULL");
    }
    check_example(facts, example, valid);
    count++;
    at = end != NULL ? end + 3 : NULL;
  }
  return count;
}

static void test_params_examples(void **state)
{
  tsv facts;
  unsigned examples = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-params.tsv"));
  while (tsv_next(&facts)) {
    if (is_of_mail_or_rcpt(&facts)) {
      examples += check_examples(&facts, "valid_examples", true);
      examples += check_examples(&facts, "invalid_examples", false);
    }
  }
  assert_true(examples > 100);
}

/* ---- grammar-vectors.tsv ------------------------------------------------------------------------
 */

/* What a vector's key says of the parameters. */
static char said[TSV_ROW];

static void say(mw_slice text)
{
  memcpy(said, text.len > 0 ? text.ptr : "", text.len);
  said[text.len] = '\0';
}

static void say_xtext(mw_slice text)
{
  mw_room room = {said, sizeof said - 1};
  mw_finding found;
  assert_int_equal(mw_xtext_decode(text, true, &room, &found), MW_OK);
  *room.ptr = '\0';
}

static void say_number(int64_t number)
{
  sprintf(said, "%" PRId64, number);
}

static bool say_number_of(const char *key)
{
  if (strcmp(key, "time") == 0) {
    say_number(params.by_time);
  } else if (strcmp(key, "seconds") == 0) {
    say_number(params.hold_for);
  } else if (strcmp(key, "priority") == 0) {
    say_number(params.priority);
  } else if (strcmp(key, "timeout") == 0) {
    say_number(params.mtrk_timeout);
  } else {
    return false;
  }
  return true;
}

static bool say_word_of(const char *key)
{
  static const char *const bodies[] = {"", "7BIT", "8BITMIME", "BINARYMIME"};
  static const char *const rets[] = {"", "FULL", "HDRS"};
  if (strcmp(key, "body") == 0) {
    say(mw_slice_text(bodies[params.body]));
  } else if (strcmp(key, "ret") == 0) {
    say(mw_slice_text(rets[params.ret]));
  } else if (strcmp(key, "mode") == 0) {
    say(mw_slice_of(&params.by_mode, 1));
  } else if (strcmp(key, "action") == 0) {
    say(mw_slice_of(&params.rrvs_action, 1));
  } else {
    return false;
  }
  return true;
}

static bool say_slice_of(const char *key)
{
  if (strcmp(key, "type") == 0) {
    say(params.orcpt_type);
  } else if (strcmp(key, "addr") == 0) {
    say_xtext(params.orcpt);
  } else if (strcmp(key, "envid") == 0) {
    say_xtext(params.envid);
  } else if (strcmp(key, "until") == 0) {
    say(params.hold_until);
  } else if (strcmp(key, "since") == 0) {
    say(params.rrvs_time);
  } else if (strcmp(key, "keywords") == 0) {
    say(params.solicit);
  } else if (strcmp(key, "certifier") == 0) {
    say(params.mtrk);
  } else {
    return false;
  }
  return true;
}

static void say_notify(void)
{
  static const char *const words[] = {"NEVER", "SUCCESS", "FAILURE", "DELAY"};
  size_t i;
  said[0] = '\0';
  for (i = 0; i < 4; i++) {
    if ((params.notify >> i & 1) != 0) {
      strcat(strcat(said, said[0] == '\0' ? "" : ","), words[i]);
    }
  }
}

static void say_identity(void)
{
  say_xtext(params.auth);
  if (strcmp(said, "<>") == 0) {
    strcpy(said, "none");
  }
}

static void say_bare(void)
{
  unsigned number = 1;
  while (number < 63 && (params.present >> number & 1) == 0) {
    number++;
  }
  say(mw_slice_text(mw_smtp_param_name((mw_smtp_param)number)));
}

/* Twenty digits may be more than fits. */
static void check_size(const char *id, const char *expected)
{
  char number[24];
  sprintf(number, "%" PRIu64, params.size);
  if (strcmp(number, expected) != 0 &&
      !(strcmp(number, "18446744073709551615") == 0 && strcmp(expected, number) > 0)) {
    fail_msg("%s: size %s", id, number);
  }
}

static void check_pair(const char *id, size_t octets, const char *key, const char *expected)
{
  if (strcmp(key, "size") == 0) {
    check_size(id, expected);
    return;
  }
  if (strcmp(key, "input-octets") == 0) {
    say_number((int64_t)octets);
  } else if (strcmp(key, "notify") == 0) {
    say_notify();
  } else if (strcmp(key, "identity") == 0) {
    say_identity();
  } else if (strcmp(key, "keyword") == 0) {
    say_bare();
  } else if (!say_number_of(key) && !say_word_of(key) && !say_slice_of(key)) {
    fail_msg("%s: no key %s", id, key);
  }
  if (strcmp(said, expected) != 0) {
    fail_msg("%s: %s=%s", id, key, said);
  }
}

static void check_pairs(const char *id, size_t octets, char *parsed)
{
  char *pair;
  for (pair = strtok(parsed, "\x1f"); pair != NULL; pair = strtok(NULL, "\x1f")) {
    char *value = strchr(pair, '=');
    assert_non_null(value);
    *value = '\0';
    check_pair(id, octets, pair, value + 1);
  }
}

static void check_vector(const tsv *facts)
{
  char input[TSV_ROW];
  char parsed[TSV_ROW];
  const char *id = tsv_field(facts, "id");
  bool valid = strcmp(tsv_field(facts, "verdict"), "valid") == 0;
  bool utf8 = strcmp(tsv_field(facts, "mode"), "smtputf8") == 0;
  size_t len = tsv_octets(tsv_field(facts, "input"), input, sizeof input - 1);
  const mw_smtp_param_info *row;
  input[len] = '\0';
  row = mw_smtp_param_row(mw_smtp_param_find(mw_slice_of(input, strcspn(input, "="))));
  assert_non_null(row);
  parse(mw_slice_of(input, len), row->rcpt ? MW_SMTP_PARAMS_RCPT : MW_SMTP_PARAMS_MAIL,
        utf8 ? MW_ALLOW_UTF8 : 0);
  if ((finding.fault == MW_FAULT_NONE && params.unknown == 0) != valid) {
    fail_msg("%s", id);
  }
  parsed[tsv_octets(tsv_field(facts, "parsed"), parsed, sizeof parsed - 1)] = '\0';
  check_pairs(id, len, parsed);
}

static void test_params_vectors(void **state)
{
  tsv facts;
  unsigned vectors = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("grammar-vectors.tsv"));
  while (tsv_next(&facts)) {
    if (strncmp(tsv_field(&facts, "production"), "param-", 6) == 0) {
      check_vector(&facts);
      vectors++;
    }
  }
  assert_true(vectors > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_params_table_is_the_reference),
      cmocka_unit_test(test_params_examples),
      cmocka_unit_test(test_params_vectors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
