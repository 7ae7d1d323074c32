/* SPDX-License-Identifier: MIT */
/* The tables of POP3 against the reference facts, both ways: each fact has its row, each row its
 * fact.
 *
 * A row is equal to its fact but for these:
 * - capability "-", with or without a remark, is "" in the verb table.
 * - The form and the answer of a verb are numbers; args_of() and answers_of() say which words stand
 *   for them. AUTH is answered by lines when it is bare, as RFC 1734 servers did.
 * - X* and APOP of pop3-capabilities.tsv are no tags: any private one, and the one that
 * deliberately does not exist.
 * - The parameters of a tag are ABNF in the table; EXPIRE leaves "0" out, which is a number of
 * days, and IMPLEMENTATION is words in the facts.
 * - The meaning and the action of a response code are phrases of the table's own.
 */
#include "support/assert_mw.h"

#include <stdlib.h>

#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

enum {
#define MW_POP3_VERB(id, number, keyword, form, answer, standing, states, capability, rfc) +1
  POP3_VERB_ROWS =
#include <mailwire/tables/pop3_verb.def>
      ,
#define MW_POP3_CAPABILITY(id, number, tag, params, commands, affected, differs, valid_states,     \
                           rfc)                                                                    \
  +1
  POP3_CAPABILITY_ROWS =
#include <mailwire/tables/pop3_capability.def>
      ,
#define MW_POP3_RESPONSE_CODE(id, number, code, capability, commands, meaning, action, rfc) +1
  POP3_CODE_ROWS =
#include <mailwire/tables/pop3_response_code.def>
};

static tsv facts;

static void assert_field(const char *column, const char *text)
{
  assert_string_equal(text, tsv_field(&facts, column));
}

static bool begins(const char *text, const char *word)
{
  return strncmp(text, word, strlen(word)) == 0;
}

/* ---- commands ----------------------------------------------------------------------------------
 */

static mw_pop3_form form_of(const char *args)
{
  static const struct {
    const char *args;
    mw_pop3_form form;
  } forms[] = {
      {"none", MW_POP3_TAKES_NOTHING},
      {"name", MW_POP3_TAKES_NAME},
      {"user", MW_POP3_TAKES_NAME},
      {"string", MW_POP3_TAKES_PASSWORD},
      {"name SP digest", MW_POP3_TAKES_DIGEST},
      {"mechanism [SP initial-response]", MW_POP3_TAKES_MECHANISM},
      {"msg", MW_POP3_TAKES_MESSAGE},
      {"[msg]", MW_POP3_TAKES_MAYBE_MESSAGE},
      {"msg SP n (non-negative)", MW_POP3_TAKES_LINES},
      {"none: multi; [*/language-range]: single", MW_POP3_TAKES_MAYBE_LANGUAGE},
      {"BBOARDS [name] / ARCHIVE name / X-BBOARDS name", MW_POP3_TAKES_TEXT},
  };
  size_t i;
  for (i = 0; i < sizeof forms / sizeof forms[0]; i++) {
    if (strcmp(args, forms[i].args) == 0) {
      return forms[i].form;
    }
  }
  fail_msg("no form is called %s", args);
  return MW_POP3_TAKES_NOTHING;
}

static mw_pop3_answer answer_of(const char *command, const char *response)
{
  if (strcmp(command, "RETR") == 0 || strcmp(command, "TOP") == 0) {
    assert_string_equal(response, "multi");
    return MW_POP3_ANSWER_MESSAGE;
  }
  if (strcmp(command, "AUTH") == 0) {
    assert_string_equal(response, "single (with + challenges)");
    return MW_POP3_ANSWER_LINES_IF_BARE;
  }
  if (strcmp(response, "single or multi") == 0 ||
      strcmp(response, "no arg: multi; arg: single") == 0) {
    return MW_POP3_ANSWER_LINES_IF_BARE;
  }
  if (strcmp(response, "multi") == 0) {
    return MW_POP3_ANSWER_LINES;
  }
  assert_string_equal(response, "single");
  return MW_POP3_ANSWER_LINE;
}

static mw_pop3_standing standing_of(const char *status)
{
  static const char *const names[] = {"required", "optional", "extension", "historic"};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (begins(status, names[i])) {
      return (mw_pop3_standing)(i + 1);
    }
  }
  fail_msg("no standing is called %s", status);
  return MW_POP3_HISTORIC;
}

static void check_verb(const char *command)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(mw_pop3_verb_find(mw_slice_text(command)));
  const char *capability = tsv_field(&facts, "capability");
  if (row == NULL) {
    fail_msg("%s has no row", command);
    return;
  }
  assert_string_equal(row->keyword, command);
  assert_string_equal(mw_pop3_verb_name(row->verb), command);
  assert_ptr_equal(mw_pop3_verb_row(row->verb), row);
  assert_int_equal(row->form, form_of(tsv_field(&facts, "args")));
  assert_int_equal(row->answer, answer_of(command, tsv_field(&facts, "response_form")));
  assert_int_equal(row->standing, standing_of(tsv_field(&facts, "status")));
  assert_string_equal(row->capability, capability[0] == '-' ? "" : capability);
  assert_field("states", row->states);
  assert_field("rfc", row->rfc);
  assert_int_equal(atoi(tsv_field(&facts, "max_octets")), MW_POP3_COMMAND_LINE);
}

static void test_pop3_tables_verbs_are_the_reference(void **state)
{
  int checked = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("pop3-commands.tsv"));
  while (tsv_next(&facts)) {
    check_verb(tsv_field(&facts, "command"));
    checked++;
  }
  assert_int_equal(checked, POP3_VERB_ROWS);
}

static void test_pop3_tables_verbs_announce_tags_that_have_rows(void **state)
{
  int number;
  int tags = 0;
  (void)state;
  for (number = 0; number < MW_POP3_VERB_RESERVED; number++) {
    const mw_pop3_verb_info *row = mw_pop3_verb_row((mw_pop3_verb)number);
    if (row != NULL && row->capability[0] != '\0') {
      mw_slice tag = mw_slice_text(row->capability);
      assert_int_not_equal(mw_pop3_capability_find(tag), MW_POP3_CAP_UNKNOWN);
      tags++;
    }
  }
  assert_int_equal(tags, 8);
}

/* ---- capabilities ------------------------------------------------------------------------------
 */

/* "none" and "n/a" are nothing. */
static const char *words_of(const char *column)
{
  const char *field = tsv_field(&facts, column);
  return strcmp(field, "none") == 0 || strcmp(field, "n/a") == 0 ? "" : field;
}

/* Both without their blanks. */
static void assert_same_grammar(const char *a, const char *b)
{
  char texts[2][128];
  const char *from[2];
  int i;
  from[0] = a;
  from[1] = b;
  for (i = 0; i < 2; i++) {
    char *to = texts[i];
    for (; *from[i] != '\0'; from[i]++) {
      if (*from[i] != ' ') {
        *to++ = *from[i];
      }
    }
    *to = '\0';
  }
  assert_string_equal(texts[0], texts[1]);
}

static void check_params(const mw_pop3_capability_info *row)
{
  switch (row->capability) {
  case MW_POP3_CAP_EXPIRE:
    assert_field("parameters", "( days / \"NEVER\" / \"0\" ) [SP \"USER\"]");
    assert_string_equal(row->params, "( days / \"NEVER\" ) [ SP \"USER\" ]");
    break;
  case MW_POP3_CAP_IMPLEMENTATION:
    assert_field("parameters", "one or more tokens of text");
    assert_string_equal(row->params, "1*CHAR");
    break;
  default: assert_same_grammar(row->params, words_of("parameters")); break;
  }
}

static void check_capability(const char *tag)
{
  const mw_pop3_capability_info *row =
      mw_pop3_capability_row(mw_pop3_capability_find(mw_slice_text(tag)));
  if (row == NULL) {
    fail_msg("%s has no row", tag);
    return;
  }
  assert_string_equal(row->tag, tag);
  assert_string_equal(mw_pop3_capability_name(row->capability), tag);
  check_params(row);
  assert_string_equal(row->commands, words_of("added_commands"));
  assert_string_equal(row->affected, words_of("affected_commands"));
  assert_int_equal(row->differs, begins(tsv_field(&facts, "differs_by_state"), "yes"));
  assert_string_equal(row->valid_states, words_of("valid_states"));
  assert_field("rfc", row->rfc);
}

static void test_pop3_tables_capabilities_are_the_reference(void **state)
{
  int checked = 0;
  int others = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("pop3-capabilities.tsv"));
  while (tsv_next(&facts)) {
    const char *tag = tsv_field(&facts, "tag");
    if (strcmp(tag, "X*") == 0 || strcmp(tag, "APOP") == 0) {
      assert_int_equal(mw_pop3_capability_find(mw_slice_text(tag)), MW_POP3_CAP_UNKNOWN);
      others++;
    } else {
      check_capability(tag);
      checked++;
    }
  }
  assert_int_equal(others, 2);
  assert_int_equal(checked, POP3_CAPABILITY_ROWS);
}

/* Each word of a list is a command of the table. */
static int check_commands(const char *list)
{
  mw_slice words = mw_slice_text(list);
  mw_slice word;
  int count = 0;
  while (mw_word_next(&words, &word)) {
    if (!mw_slice_equal(word, mw_slice_text("all")) &&
        !mw_slice_equal(word, mw_slice_text("any"))) {
      assert_int_not_equal(mw_pop3_verb_find(word), MW_POP3_UNKNOWN);
      count++;
    }
  }
  return count;
}

static void test_pop3_tables_tags_and_codes_name_commands_that_have_rows(void **state)
{
  int commands = 0;
  int number;
  (void)state;
  for (number = 0; number < 0x7fff; number++) {
    const mw_pop3_capability_info *tag = mw_pop3_capability_row((mw_pop3_capability)number);
    const mw_pop3_code_info *code = mw_pop3_code_row((mw_pop3_code)number);
    commands += tag != NULL ? check_commands(tag->commands) + check_commands(tag->affected) : 0;
    commands += code != NULL ? check_commands(code->commands) : 0;
  }
  assert_true(commands > 30);
}

/* ---- response codes ----------------------------------------------------------------------------
 */

static void check_code(const char *text)
{
  const mw_pop3_code_info *row = mw_pop3_code_row(mw_pop3_code_find(mw_slice_text(text)));
  if (row == NULL) {
    fail_msg("%s has no row", text);
    return;
  }
  assert_string_equal(row->text, text);
  assert_string_equal(mw_pop3_code_name(row->code), text);
  assert_field("capability", row->capability);
  assert_field("commands", row->commands);
  assert_field("rfc", row->rfc);
  assert_field("responses", "-ERR");
  assert_true(strlen(row->meaning) > 10 && strlen(row->action) > 10);
  assert_int_not_equal(mw_pop3_capability_find(mw_slice_text(row->capability)),
                       MW_POP3_CAP_UNKNOWN);
}

static void test_pop3_tables_codes_are_the_reference(void **state)
{
  int checked = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("pop3-response-codes.tsv"));
  while (tsv_next(&facts)) {
    check_code(tsv_field(&facts, "code"));
    checked++;
  }
  assert_int_equal(checked, POP3_CODE_ROWS);
}

/* ---- finding -----------------------------------------------------------------------------------
 */

static void test_pop3_tables_numbers_without_a_row(void **state)
{
  int verbs = 0;
  int tags = 0;
  int codes = 0;
  int number;
  (void)state;
  for (number = -3; number <= 0x7fff; number++) {
    bool verb = mw_pop3_verb_row((mw_pop3_verb)number) != NULL;
    bool tag = mw_pop3_capability_row((mw_pop3_capability)number) != NULL;
    bool code = mw_pop3_code_row((mw_pop3_code)number) != NULL;
    assert_int_equal(strcmp(mw_pop3_verb_name((mw_pop3_verb)number), "UNKNOWN") != 0, verb);
    assert_int_equal(strcmp(mw_pop3_capability_name((mw_pop3_capability)number), "UNKNOWN") != 0,
                     tag);
    assert_int_equal(strcmp(mw_pop3_code_name((mw_pop3_code)number), "UNKNOWN") != 0, code);
    verbs += verb;
    tags += tag;
    codes += code;
  }
  assert_int_equal(verbs, POP3_VERB_ROWS);
  assert_int_equal(tags, POP3_CAPABILITY_ROWS);
  assert_int_equal(codes, POP3_CODE_ROWS);
  assert_null(mw_pop3_verb_row(MW_POP3_UNKNOWN));
  assert_null(mw_pop3_capability_row(MW_POP3_CAP_UNKNOWN));
  assert_null(mw_pop3_code_row(MW_POP3_CODE_UNKNOWN));
}

static void test_pop3_tables_words_are_found_whole_and_in_any_case(void **state)
{
  static const char *const none[] = {"",     "R",     "RE",   "RET",  "RETRX",  "RETR ", " RETR",
                                     "TOP1", "TOP\t", "TO",   "XYZ",  "UTF",    "UTF8X", "ret r",
                                     "ap0p", "US%R",  "[IST", "{ist", "l\xe9st"};
  char three[4] = {'T', 'O', 'P', '\0'};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof none / sizeof none[0]; i++) {
    assert_int_equal(mw_pop3_verb_find(mw_slice_text(none[i])), MW_POP3_UNKNOWN);
  }
  assert_int_equal(mw_pop3_verb_find(mw_slice_of(three, 4)), MW_POP3_UNKNOWN);
  assert_int_equal(mw_pop3_verb_find(mw_slice_of(three, 3)), MW_POP3_TOP);
  assert_int_equal(mw_pop3_verb_find(mw_slice_text(NULL)), MW_POP3_UNKNOWN);
  assert_int_equal(mw_pop3_verb_find(mw_slice_text("top")), MW_POP3_TOP);
  assert_int_equal(mw_pop3_verb_find(mw_slice_text("rEtR")), MW_POP3_RETR);
  assert_int_equal(mw_pop3_verb_find(mw_slice_text("utf8")), MW_POP3_UTF8);
  assert_int_equal(mw_pop3_capability_find(mw_slice_text("resp-Codes")), MW_POP3_CAP_RESP_CODES);
  assert_int_equal(mw_pop3_capability_find(mw_slice_text("resp-code")), MW_POP3_CAP_UNKNOWN);
  assert_int_equal(mw_pop3_capability_find(mw_slice_text("TOP ")), MW_POP3_CAP_UNKNOWN);
  assert_int_equal(mw_pop3_capability_find(mw_slice_text(NULL)), MW_POP3_CAP_UNKNOWN);
}

static void test_pop3_tables_own_verbs_by_word(void **state)
{
  static const mw_pop3_own_verb rows[] = {
      {"XSND", 0x4000, MW_POP3_ANSWER_LINE},
      {"XLST", 0x7ffe, MW_POP3_ANSWER_LINES_IF_BARE},
      {"XBAD", 0x3fff, MW_POP3_ANSWER_LINE},
      {"XWRG", 0x7fff, MW_POP3_ANSWER_LINE},
  };
  (void)state;
  assert_ptr_equal(mw_pop3_own_verb_find(rows, 4, mw_slice_text("xsnd")), &rows[0]);
  assert_ptr_equal(mw_pop3_own_verb_find(rows, 4, mw_slice_text("XLST")), &rows[1]);
  assert_null(mw_pop3_own_verb_find(rows, 4, mw_slice_text("XBAD")));
  assert_null(mw_pop3_own_verb_find(rows, 4, mw_slice_text("XWRG")));
  assert_null(mw_pop3_own_verb_find(rows, 4, mw_slice_text("XSN")));
  assert_null(mw_pop3_own_verb_find(rows, 4, mw_slice_text("")));
  assert_null(mw_pop3_own_verb_find(rows, 1, mw_slice_text("XLST")));
  assert_null(mw_pop3_own_verb_find(NULL, 0, mw_slice_text("XSND")));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_tables_verbs_are_the_reference),
      cmocka_unit_test(test_pop3_tables_verbs_announce_tags_that_have_rows),
      cmocka_unit_test(test_pop3_tables_capabilities_are_the_reference),
      cmocka_unit_test(test_pop3_tables_tags_and_codes_name_commands_that_have_rows),
      cmocka_unit_test(test_pop3_tables_codes_are_the_reference),
      cmocka_unit_test(test_pop3_tables_numbers_without_a_row),
      cmocka_unit_test(test_pop3_tables_words_are_found_whole_and_in_any_case),
      cmocka_unit_test(test_pop3_tables_own_verbs_by_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
