/* SPDX-License-Identifier: MIT */
/* The tables against the reference facts, both ways: each fact has its row, each row its fact.
 *
 * A row is equal to its fact but for these:
 * - advertised_by "-" is "" in the verb table, and so is "- (VRFY optional)": VRFY needs none.
 * - VERB and ONEX are no rows of smtp-commands.tsv; smtp-extensions.tsv names them, without codes.
 * - X-ANONYMOUSTLS of smtp-extensions.tsv is no row: nobody documents how it goes on. Nor are the
 *   pseudo-verbs of smtp-commands.tsv ("<...>", "X*").
 * - Class and category texts are the first words of the meaning, which goes on to explain them.
 * - commands_of() lists the two codes whose commands are words of a sentence in the facts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include <mailwire/smtp_code.h>
#include <mailwire/smtp_command.h>

#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

/* Counts the rows of the tables, each by its own macro. */
enum {
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  +1
  VERB_ROWS =
#include <mailwire/tables/smtp_verb.def>
      ,
#define MW_SMTP_CODE(code, meaning, commands, rfc) +1
  CODE_ROWS =
#include <mailwire/tables/smtp_code.def>
      ,
#define MW_SMTP_CLASS(digit, text) +1
  CLASS_ROWS =
#include <mailwire/tables/smtp_code.def>
      ,
#define MW_SMTP_CATEGORY(digit, text) +1
  CATEGORY_ROWS =
#include <mailwire/tables/smtp_code.def>
      ,
#define MW_ENHANCED(subject, detail, classes, meaning, rfc) +1
  ENHANCED_ROWS =
#include <mailwire/tables/smtp_enhanced.def>
      ,
#define MW_ENHANCED_CLASS(digit, text) +1
  ENHANCED_CLASS_ROWS =
#include <mailwire/tables/smtp_enhanced.def>
      ,
#define MW_ENHANCED_SUBJECT(number, text) +1
  ENHANCED_SUBJECT_ROWS =
#include <mailwire/tables/smtp_enhanced.def>
};

static tsv facts;

static bool field_is(const char *column, const char *text)
{
  return strcmp(tsv_field(&facts, column), text) == 0;
}

static void assert_field(const char *column, const char *text)
{
  assert_string_equal(text, tsv_field(&facts, column));
}

static mw_smtp_standing standing_of(const char *status)
{
  static const char *const names[] = {"current", "extension", "obsolete", "vendor"};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(status, names[i]) == 0) {
      return (mw_smtp_standing)(i + 1);
    }
  }
  fail_msg("no standing is called %s", status);
  return MW_SMTP_VENDOR;
}

static void check_verb(const char *verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(mw_smtp_verb_find(mw_slice_text(verb)));
  const char *extension = tsv_field(&facts, "advertised_by");
  if (row == NULL) {
    fail_msg("%s has no row", verb);
    return;
  }
  assert_string_equal(row->keyword, verb);
  assert_int_equal(row->standing, standing_of(tsv_field(&facts, "status")));
  assert_string_equal(row->extension, extension[0] == '-' ? "" : extension);
  assert_field("success", row->success);
  assert_field("intermediate", row->intermediate);
  assert_field("failure", row->failure);
  assert_field("rfc", row->rfc);
}

/* A verb of smtp-extensions.tsv that smtp-commands.tsv does not have. */
static void check_extension_verb(const char *verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(mw_smtp_verb_find(mw_slice_text(verb)));
  if (row == NULL) {
    fail_msg("%s has no row", verb);
    return;
  }
  assert_int_equal(row->standing, standing_of(tsv_field(&facts, "status")));
  assert_field("keyword", row->extension);
  assert_field("rfc", row->rfc);
  assert_string_equal(row->success, "");
  assert_string_equal(row->intermediate, "");
  assert_string_equal(row->failure, "");
}

static void test_tables_verbs_are_the_reference(void **state)
{
  int checked = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-commands.tsv"));
  while (tsv_next(&facts)) {
    const char *verb = tsv_field(&facts, "verb");
    if (verb[0] != '<' && strcmp(verb, "X*") != 0) {
      check_verb(verb);
      checked++;
    }
  }
  tsv_open(&facts, REFERENCE("smtp-extensions.tsv"));
  while (tsv_next(&facts)) {
    if (field_is("verbs", "VERB") || field_is("verbs", "ONEX")) {
      check_extension_verb(tsv_field(&facts, "verbs"));
      checked++;
    }
  }
  assert_true(checked > 2);
  assert_int_equal(checked, VERB_ROWS);
}

/* The verbs column of smtp-extensions.tsv: what each keyword announces. */
static void test_tables_extensions_announce_their_verbs(void **state)
{
  int checked = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-extensions.tsv"));
  while (tsv_next(&facts)) {
    mw_slice verb = mw_slice_text(tsv_field(&facts, "verbs"));
    const mw_smtp_verb_info *row = mw_smtp_verb_row(mw_smtp_verb_find(verb));
    if (row != NULL) {
      assert_field("keyword", row->extension);
      checked++;
    } else {
      assert_true(verb.len == 0 || field_is("verbs", "VRFY (required anyway)") ||
                  field_is("verbs", "X-ANONYMOUSTLS") || field_is("verbs", "X*"));
    }
  }
  assert_int_equal(checked, 16);
}

static const char *commands_of(const mw_smtp_code_info *row)
{
  switch (row->code) {
  case 502: return "any optional verb, TURN refusal";
  case 530: return "MAIL RCPT and others";
  default: return row->commands;
  }
}

static void check_code(void)
{
  unsigned code = (unsigned)strtoul(tsv_field(&facts, "code"), NULL, 10);
  const mw_smtp_code_info *row = mw_smtp_code_row(code);
  if (row == NULL) {
    fail_msg("%u has no row", code);
    return;
  }
  assert_int_equal(row->code, code);
  assert_field("meaning", row->meaning);
  assert_field("commands", commands_of(row));
  assert_field("rfc", row->rfc);
  assert_int_equal(mw_smtp_code_class(code), atoi(tsv_field(&facts, "class")));
  assert_int_equal(mw_smtp_code_category(code), atoi(tsv_field(&facts, "subclass")));
}

/* Whether the field of meaning begins with text, as whole words. */
static void assert_begins_meaning(const char *text)
{
  const char *meaning = tsv_field(&facts, "meaning");
  size_t len = strlen(text);
  assert_true(len > 0);
  assert_memory_equal(meaning, text, len);
  assert_non_null(strchr(" ,:(", meaning[len]));
}

static void test_tables_codes_are_the_reference(void **state)
{
  int codes = 0;
  int classes = 0;
  int categories = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-reply-codes.tsv"));
  while (tsv_next(&facts)) {
    if (field_is("kind", "code")) {
      check_code();
      codes++;
    } else if (field_is("kind", "class")) {
      assert_begins_meaning(mw_smtp_class_text(atoi(tsv_field(&facts, "class"))));
      classes++;
    } else {
      assert_field("kind", "subclass");
      assert_begins_meaning(mw_smtp_category_text(atoi(tsv_field(&facts, "subclass"))));
      categories++;
    }
  }
  assert_true(codes > 0 && classes > 0 && categories > 0);
  assert_int_equal(codes, CODE_ROWS);
  assert_int_equal(classes, CLASS_ROWS);
  assert_int_equal(categories, CATEGORY_ROWS);
}

/* The number of the second or third part of "X.7.10". */
static unsigned part_of(const char *code, int place)
{
  while (place-- > 0) {
    code = strchr(code, '.') + 1;
  }
  return (unsigned)strtoul(code, NULL, 10);
}

static void check_enhanced(const char *code)
{
  mw_enhanced enhanced = {0, 0, 0};
  const mw_enhanced_info *row;
  enhanced.subject = (uint16_t)part_of(code, 1);
  enhanced.detail = (uint16_t)part_of(code, 2);
  row = mw_enhanced_row(enhanced);
  if (row == NULL) {
    fail_msg("%s has no row", code);
    return;
  }
  assert_int_equal(row->subject, enhanced.subject);
  assert_int_equal(row->detail, enhanced.detail);
  assert_field("classes", row->classes);
  assert_field("meaning", row->meaning);
  assert_field("rfc", row->rfc);
}

static void test_tables_enhanced_codes_are_the_reference(void **state)
{
  int codes = 0;
  int classes = 0;
  int subjects = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-enhanced-status.tsv"));
  while (tsv_next(&facts)) {
    const char *code = tsv_field(&facts, "code");
    if (field_is("kind", "code")) {
      check_enhanced(code);
      codes++;
    } else if (field_is("kind", "class")) {
      assert_field("meaning", mw_enhanced_class_text(part_of(code, 0)));
      classes++;
    } else {
      assert_field("kind", "subject");
      assert_field("meaning", mw_enhanced_subject_text(part_of(code, 1)));
      subjects++;
    }
  }
  assert_true(codes > 0 && classes > 0 && subjects > 0);
  assert_int_equal(codes, ENHANCED_ROWS);
  assert_int_equal(classes, ENHANCED_CLASS_ROWS);
  assert_int_equal(subjects, ENHANCED_SUBJECT_ROWS);
}

/* Each code of a list, three digits separated by single blanks, has a row. Returns their number. */
static int check_list(const char *list)
{
  int count = 0;
  while (*list != '\0') {
    char *end;
    unsigned long code = strtoul(list, &end, 10);
    assert_ptr_equal(end, list + 3);
    assert_non_null(mw_smtp_code_row((unsigned)code));
    assert_true(*end == '\0' || (*end == ' ' && end[1] != '\0'));
    list = *end == ' ' ? end + 1 : end;
    count++;
  }
  return count;
}

static void test_tables_verbs_list_codes_that_have_rows(void **state)
{
  int codes = 0;
  int number;
  (void)state;
  for (number = 0; number < MW_SMTP_VERB_RESERVED; number++) {
    const mw_smtp_verb_info *row = mw_smtp_verb_row((mw_smtp_verb)number);
    if (row != NULL) {
      codes += check_list(row->success);
      codes += check_list(row->intermediate);
      codes += check_list(row->failure);
    }
  }
  assert_true(codes > 100);
}

static bool is_word_of_codes(mw_slice word)
{
  static const char *const others[] = {"any", "greeting", "end-of-data", "-"};
  size_t i;
  for (i = 0; i < sizeof others / sizeof others[0]; i++) {
    if (mw_slice_equal(word, mw_slice_text(others[i]))) {
      return true;
    }
  }
  return mw_smtp_verb_find(word) != MW_SMTP_UNKNOWN;
}

static void test_tables_codes_list_verbs_that_have_rows(void **state)
{
  int words = 0;
  unsigned code;
  (void)state;
  for (code = 0; code <= 999; code++) {
    const mw_smtp_code_info *row = mw_smtp_code_row(code);
    const char *list = row == NULL ? "" : row->commands;
    while (*list != '\0') {
      size_t len = strcspn(list, " ");
      assert_true(is_word_of_codes(mw_slice_of(list, len)));
      assert_true(list[len] == '\0' || list[len + 1] != '\0');
      list += len + (list[len] == ' ' ? 1 : 0);
      words++;
    }
  }
  assert_true(words > 50);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tables_verbs_are_the_reference),
      cmocka_unit_test(test_tables_extensions_announce_their_verbs),
      cmocka_unit_test(test_tables_codes_are_the_reference),
      cmocka_unit_test(test_tables_enhanced_codes_are_the_reference),
      cmocka_unit_test(test_tables_verbs_list_codes_that_have_rows),
      cmocka_unit_test(test_tables_codes_list_verbs_that_have_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
