/* SPDX-License-Identifier: MIT */
/* Situations: the table against the reference facts, the fault of each, the reply of each. */
#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/tsv.h"

#include <mailwire/smtp_situation.h>

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

enum {
#define MW_SMTP_SITUATION(id, number, code, enhanced, text, rfc) +1
  SITUATION_ROWS =
#include <mailwire/tables/smtp_situation.def>
};

/* Faults of replies, and those of POP3 behind them, are nothing that an SMTP server answers. */
enum { NUMBERS = 256, FIRST_OF_REPLIES = 40, LAST_OF_REPLIES = 59 };

static tsv facts;

static const mw_slice no_text = {NULL, 0};

static const mw_smtp_situation_info *row_at(int number)
{
  return mw_smtp_situation_row((mw_smtp_situation)number);
}

/* Whether the list, words separated by blanks, has the number. */
static bool lists(const char *list, unsigned number)
{
  while (*list != '\0') {
    if (strtoul(list, NULL, 10) == number) {
      return true;
    }
    list += strcspn(list, " ");
    list += strspn(list, " ");
  }
  return false;
}

/* Makes the row whose column holds text the present one. */
static bool fact_find(const char *path, const char *column, const char *text)
{
  bool found = false;
  tsv_open(&facts, path);
  while (!found && tsv_next(&facts)) {
    found = strcmp(tsv_field(&facts, column), text) == 0;
  }
  if (found) {
    fclose(facts.file);
  }
  return found;
}

static void check_code(const mw_smtp_situation_info *row)
{
  char code[16];
  (void)snprintf(code, sizeof code, "%u", row->code);
  assert_true(fact_find(REFERENCE("smtp-reply-codes.tsv"), "code", code));
  assert_string_equal(tsv_field(&facts, "kind"), "code");
}

/* The class makes sense with the code, or an RFC uses the two together all the same. */
static void check_enhanced(const mw_smtp_situation_info *row)
{
  char code[32];
  mw_enhanced enhanced;
  size_t len = strlen(row->enhanced);
  assert_int_equal(mw_enhanced_parse(mw_slice_text(row->enhanced), &enhanced, NULL), len);
  assert_int_equal(enhanced.klass, row->code / 100);
  (void)snprintf(code, sizeof code, "X.%u.%u", enhanced.subject, enhanced.detail);
  assert_true(fact_find(REFERENCE("smtp-enhanced-status.tsv"), "code", code));
  assert_true(lists(tsv_field(&facts, "classes"), enhanced.klass) ||
              lists(tsv_field(&facts, "basic_codes"), row->code));
}

/* None with 3yz, in the greeting, and in replies to HELO and EHLO (RFC 2034 4). */
static bool takes_no_enhanced(mw_smtp_situation situation)
{
  switch (situation) {
  case MW_SMTP_SITUATION_GREETING:
  case MW_SMTP_SITUATION_HELLO:
  case MW_SMTP_SITUATION_BAD_HELLO:
  case MW_SMTP_SITUATION_BAD_HELLO_LINE:
  case MW_SMTP_SITUATION_HELLO_REFUSED:
  case MW_SMTP_SITUATION_START_MAIL:
  case MW_SMTP_SITUATION_RESUME_AT:
  case MW_SMTP_SITUATION_AUTH_CHALLENGE: return true;
  default: return false;
  }
}

static void check_row(const mw_smtp_situation_info *row, int number)
{
  mw_slice name = mw_slice_text(mw_smtp_situation_name(row->situation));
  assert_int_equal(row->situation, number);
  assert_int_equal(mw_smtp_situation_find(name), number);
  assert_true(strlen(row->rfc) > 0);
  check_code(row);
  assert_int_equal(row->enhanced[0] == '\0', takes_no_enhanced(row->situation));
  if (row->enhanced[0] != '\0') {
    check_enhanced(row);
  }
}

static void test_situation_rows_are_known_to_the_reference(void **state)
{
  int rows = 0;
  int number;
  (void)state;
  for (number = 0; number < NUMBERS; number++) {
    if (row_at(number) != NULL) {
      check_row(row_at(number), number);
      rows++;
    }
  }
  assert_int_equal(rows, SITUATION_ROWS);
}

static void test_situation_numbers_without_a_row(void **state)
{
  (void)state;
  assert_null(row_at(0));
  assert_null(row_at(NUMBERS - 1));
  assert_null(row_at(MW_SMTP_SITUATION_RESERVED));
  assert_null(row_at(-1));
  assert_string_equal(mw_smtp_situation_name(MW_SMTP_SITUATION_NONE), "NONE");
  assert_string_equal(mw_smtp_situation_name(MW_SMTP_SITUATION_RESERVED), "UNKNOWN");
  assert_int_equal(mw_smtp_situation_find(mw_slice_text("UNKNOWN_VER")), 0);
  assert_int_equal(mw_smtp_situation_find(mw_slice_text("")), 0);
  assert_int_equal(mw_smtp_situation_find(no_text), 0);
}

static bool has_situation(unsigned code)
{
  int number;
  for (number = 0; number < NUMBERS; number++) {
    if (row_at(number) != NULL && row_at(number)->code == code) {
      return true;
    }
  }
  return false;
}

/* Codes separated by "|"; what is no code ("4yz", "-", a sentence) is passed over. */
static int check_replies(const char *replies)
{
  int codes = 0;
  while (*replies != '\0') {
    size_t len = strcspn(replies, "|");
    char *end;
    unsigned long code = strtoul(replies, &end, 10);
    if (end == replies + 3 && len == 3) {
      if (!has_situation((unsigned)code)) {
        fail_msg("%s: no situation has the code %lu", tsv_field(&facts, "id"), code);
      }
      codes++;
    }
    replies += len + (replies[len] == '|');
  }
  return codes;
}

static void test_situation_of_each_reply_that_a_state_wants(void **state)
{
  int codes = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-state.tsv"));
  while (tsv_next(&facts)) {
    codes += check_replies(tsv_field(&facts, "reply"));
  }
  assert_true(codes > 100);
}

static void test_situation_of_each_fault(void **state)
{
  static const int faults[] = {
#define MW_FAULT(id, number, sentence) number,
#include <mailwire/tables/fault.def>
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof faults / sizeof faults[0]; i++) {
    bool of_reply = faults[i] >= FIRST_OF_REPLIES && faults[i] <= LAST_OF_REPLIES;
    mw_smtp_situation situation = mw_smtp_situation_of((mw_fault)faults[i]);
    if (of_reply != (situation == MW_SMTP_SITUATION_NONE)) {
      fail_msg("the fault %s has the situation %s", mw_fault_name((mw_fault)faults[i]),
               mw_smtp_situation_name(situation));
    }
    assert_int_equal(of_reply, mw_smtp_situation_row(situation) == NULL);
  }
  assert_int_equal(mw_smtp_situation_of(MW_FAULT_NONE), MW_SMTP_SITUATION_NONE);
  assert_int_equal(mw_smtp_situation_of(MW_FAULT_RESERVED), MW_SMTP_SITUATION_NONE);
}

static void assert_answer(mw_fault fault, unsigned code, const char *enhanced)
{
  const mw_smtp_situation_info *row = mw_smtp_situation_row(mw_smtp_situation_of(fault));
  assert_non_null(row);
  assert_int_equal(row->code, code);
  assert_string_equal(row->enhanced, enhanced);
}

/* Where an RFC says the code: RFC 5321 2.4, 4.2.2, 4.5.3.1.9; RFC 4954 4; RFC 3461 5.1. */
static void test_situation_codes_that_rfcs_name(void **state)
{
  (void)state;
  assert_answer(MW_FAULT_LINE_TOO_LONG, 500, "5.5.2");
  assert_answer(MW_FAULT_EIGHT_BIT, 500, "5.5.2");
  assert_answer(MW_FAULT_EMPTY_LINE, 500, "5.5.2");
  assert_answer(MW_FAULT_BAD_ARGUMENT, 501, "5.5.4");
  assert_answer(MW_FAULT_PATH_TOO_LONG, 501, "5.5.4");
  assert_answer(MW_FAULT_BAD_PARAM_VALUE, 501, "5.5.4");
  assert_answer(MW_FAULT_BAD_BASE64, 501, "5.5.2");
}

static void test_situation_in_a_command(void **state)
{
  (void)state;
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_MAIL, MW_FAULT_BAD_PATH),
                   MW_SMTP_SITUATION_BAD_SENDER);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_SOML, MW_FAULT_BAD_DOMAIN),
                   MW_SMTP_SITUATION_BAD_SENDER);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_RCPT, MW_FAULT_BAD_LOCAL_PART),
                   MW_SMTP_SITUATION_BAD_RECIPIENT);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_EHLO, MW_FAULT_BAD_LITERAL),
                   MW_SMTP_SITUATION_BAD_HELLO);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_HELO, MW_FAULT_BAD_ARGUMENT),
                   MW_SMTP_SITUATION_BAD_HELLO);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_VRFY, MW_FAULT_BAD_LOCAL_PART),
                   MW_SMTP_SITUATION_BAD_ARGUMENT);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_UNKNOWN, MW_FAULT_BAD_PATH),
                   MW_SMTP_SITUATION_BAD_ARGUMENT);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_QUIT, MW_FAULT_BAD_ARGUMENT),
                   MW_SMTP_SITUATION_NO_ARGUMENT_ALLOWED);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_ETRN, MW_FAULT_BAD_ARGUMENT),
                   MW_SMTP_SITUATION_BAD_ARGUMENT);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_QUIT, MW_FAULT_LINE_TOO_LONG),
                   MW_SMTP_SITUATION_LINE_TOO_LONG);
  assert_int_equal(mw_smtp_situation_in(MW_SMTP_MAIL, MW_FAULT_NOT_A_REPLY),
                   MW_SMTP_SITUATION_NONE);
}

/* What is written, parsed again: all of the row, or nothing. */
static void check_written(const mw_smtp_situation_info *row, bool enhanced)
{
  char buffer[MW_SMTP_REPLY_LINE];
  mw_slice written;
  mw_writer w;
  mw_smtp_reply_line line;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_situation_write(&w, row->situation, enhanced, no_text);
  if (row->text[0] == '\0' && row->code != 334) {
    assert_int_equal(mw_writer_result(&w, &written), MW_E_ARGUMENT);
    assert_int_equal(written.len, 0);
    return;
  }
  assert_int_equal(mw_writer_result(&w, &written), MW_OK);
  assert_memory_equal(written.ptr + written.len - 2, "\r\n", 2);
  written.len -= 2;
  assert_true(mw_smtp_reply_line_parse(written, 0, &line, &finding));
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_true(line.last);
  assert_int_equal(line.code, row->code);
  assert_int_equal(line.enhanced.klass != 0, enhanced && row->enhanced[0] != '\0');
  assert_slices(line.message, mw_slice_text(row->text));
}

static void test_situation_each_is_written_as_its_row(void **state)
{
  int number;
  (void)state;
  for (number = 0; number < NUMBERS; number++) {
    if (row_at(number) != NULL) {
      check_written(row_at(number), true);
      check_written(row_at(number), false);
    }
  }
}

static void test_situation_written(void **state)
{
  char buffer[256];
  mw_slice written;
  mw_writer w;
  (void)state;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_situation_write(&w, MW_SMTP_SITUATION_GREETING, false, mw_slice_text("mx.example ESMTP"));
  mw_smtp_situation_write(&w, MW_SMTP_SITUATION_UNKNOWN_VERB, true, no_text);
  mw_smtp_situation_write(&w, MW_SMTP_SITUATION_UNKNOWN_VERB, false, no_text);
  mw_smtp_situation_write(&w, MW_SMTP_SITUATION_AUTH_CHALLENGE, true, no_text);
  mw_smtp_situation_write(&w, MW_SMTP_SITUATION_TOO_MANY_RECIPIENTS, true, mw_slice_text("Enough"));
  assert_int_equal(mw_writer_result(&w, &written), MW_OK);
  assert_slice(written, "220 mx.example ESMTP\r\n"
                        "500 5.5.2 Command not recognized\r\n"
                        "500 Command not recognized\r\n"
                        "334 \r\n"
                        "452 4.5.3 Enough\r\n");
}

static void assert_refused(mw_smtp_situation situation, mw_slice text)
{
  char buffer[256];
  mw_slice written;
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_situation_write(&w, MW_SMTP_SITUATION_OK, true, no_text);
  mw_smtp_situation_write(&w, situation, true, text);
  assert_int_equal(mw_writer_result(&w, &written), MW_E_ARGUMENT);
  assert_slice(written, "250 2.0.0 OK\r\n");
}

static void test_situation_refused(void **state)
{
  (void)state;
  assert_refused(MW_SMTP_SITUATION_NONE, mw_slice_text("text"));
  assert_refused(MW_SMTP_SITUATION_RESERVED, mw_slice_text("text"));
  assert_refused(MW_SMTP_SITUATION_GREETING, no_text);
  assert_refused(MW_SMTP_SITUATION_USER_MOVED, mw_slice_text(""));
  assert_refused(MW_SMTP_SITUATION_OK, mw_slice_text("a\r\n250 b"));
  assert_refused(MW_SMTP_SITUATION_OK, mw_slice_text("caf\xc3\xa9"));
}

/* RFC 4954 4: "334" SP [base64] CRLF, one line whatever its length. */
static void test_situation_writes_a_long_challenge_on_one_line(void **state)
{
  static char challenge[4096];
  static char octets[sizeof challenge + 8];
  mw_writer w;
  mw_slice written;
  (void)state;
  memset(challenge, 'A', sizeof challenge);
  mw_writer_init(&w, octets, sizeof octets);
  mw_smtp_situation_write(&w, MW_SMTP_SITUATION_AUTH_CHALLENGE, true,
                          mw_slice_of(challenge, sizeof challenge));
  assert_int_equal(mw_writer_result(&w, &written), MW_OK);
  assert_int_equal(written.len, 4 + sizeof challenge + 2);
  assert_memory_equal(written.ptr, "334 AAAA", 8);
  assert_memory_equal(written.ptr + 4, challenge, sizeof challenge);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_situation_rows_are_known_to_the_reference),
      cmocka_unit_test(test_situation_numbers_without_a_row),
      cmocka_unit_test(test_situation_of_each_reply_that_a_state_wants),
      cmocka_unit_test(test_situation_of_each_fault),
      cmocka_unit_test(test_situation_codes_that_rfcs_name),
      cmocka_unit_test(test_situation_in_a_command),
      cmocka_unit_test(test_situation_each_is_written_as_its_row),
      cmocka_unit_test(test_situation_written),
      cmocka_unit_test(test_situation_refused),
      cmocka_unit_test(test_situation_writes_a_long_challenge_on_one_line),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
