/* SPDX-License-Identifier: MIT */
/* What functions of POP3 do with NULL: nothing, and they say so (base.h). */
#include "support/assert_mw.h"

static mw_finding finding;
static mw_writer w;
static char buffer[64];
static const mw_slice none = {NULL, 0};

/* A writer for one refusal. */
static mw_writer *writer(void)
{
  mw_writer_init(&w, buffer, sizeof buffer);
  return &w;
}

static void assert_refused(void)
{
  mw_slice out;
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
}

static void test_pop3_null_reads_nothing(void **state)
{
  mw_slice text = mw_slice_text("1234 1234");
  mw_pop3_command command;
  mw_pop3_argument argument;
  mw_pop3_response response;
  mw_pop3_scan_listing scan;
  mw_slice slice = none;
  (void)state;
  memset(&command, 0, sizeof command);
  memset(&response, 0, sizeof response);
  assert_false(mw_pop3_scan_listing_parse(text, 0, NULL, &finding));
  assert_false(mw_pop3_scan_listing_parse(mw_slice_text("x"), 0, &scan, NULL));
  assert_false(mw_pop3_unique_id_parse(mw_slice_text("1 abcdefgh"), 0, NULL, &finding));
  assert_false(mw_pop3_drop_listing_parse(text, 0, NULL, &finding));
  assert_false(mw_pop3_language_parse(mw_slice_text("de"), 0, NULL, &finding));
  mw_pop3_command_split(mw_slice_text("RETR 1"), 0, NULL, &finding);
  mw_pop3_command_split(mw_slice_text("RETR 1"), 0, &command, NULL);
  assert_false(mw_pop3_command_parse(mw_slice_text("RETR 1"), NULL, NULL, &argument, &finding));
  assert_false(mw_pop3_command_parse(mw_slice_text("RETR 1"), NULL, &command, NULL, &finding));
  assert_false(mw_pop3_argument_parse(NULL, NULL, &argument, &finding));
  assert_false(mw_pop3_argument_parse(&command, NULL, &argument, NULL));
  assert_false(mw_pop3_response_parse(mw_slice_text("+OK"), 0, NULL, &finding));
  assert_false(mw_pop3_response_parse(mw_slice_text("+ !"), 0, &response, NULL));
  assert_false(mw_pop3_greeting_parse(NULL, 0, &slice, &finding));
  assert_false(mw_pop3_greeting_parse(&response, 0, NULL, &finding));
  assert_false(mw_pop3_capability_parse(mw_slice_text("TOP"), 0, NULL, &finding));
  assert_false(mw_pop3_code_level_next(NULL, &slice));
  mw_pop3_rules_init(NULL, 0);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
}

static void test_pop3_null_is_no_set(void **state)
{
  mw_pop3_capabilities set;
  (void)state;
  mw_pop3_capabilities_init(NULL, buffer, sizeof buffer);
  mw_pop3_capabilities_init(&set, NULL, 3);
  mw_pop3_capabilities_add(NULL, mw_slice_text("TOP"), 0, &finding);
  mw_pop3_capabilities_add(&set, mw_slice_text("TOP"), 0, NULL);
  mw_pop3_capabilities_put(NULL, MW_POP3_CAP_TOP);
  assert_false(mw_pop3_capabilities_has(NULL, MW_POP3_CAP_TOP));
  assert_false(mw_pop3_capabilities_has(&set, MW_POP3_CAP_TOP));
  assert_false(mw_pop3_capabilities_equal(&set, NULL));
}

static void test_pop3_null_is_no_writer(void **state)
{
  (void)state;
  mw_pop3_command_write(NULL, MW_POP3_QUIT, NULL);
  mw_pop3_command_write_other(NULL, mw_slice_text("XFOO"), none);
  mw_pop3_response_write(NULL, MW_POP3_STATUS_OK, none, none);
  mw_pop3_challenge_write(NULL, none);
  mw_pop3_greeting_write(NULL, none, none);
  mw_pop3_situation_write(NULL, MW_POP3_SITUATION_DONE, true, none);
  mw_pop3_line_write(NULL, none);
  mw_pop3_end_write(NULL);
  mw_pop3_drop_listing_write(NULL, NULL);
  mw_pop3_capabilities_write(NULL, none, NULL);
}

static void test_pop3_null_is_not_written(void **state)
{
  (void)state;
  mw_pop3_drop_listing_write(writer(), NULL);
  assert_refused();
  mw_pop3_scan_listing_write(writer(), NULL, true);
  assert_refused();
  mw_pop3_unique_id_write(writer(), NULL, false);
  assert_refused();
  mw_pop3_language_write(writer(), NULL, false);
  assert_refused();
  mw_pop3_capabilities_write(writer(), none, NULL);
  assert_refused();
  mw_pop3_command_write(writer(), MW_POP3_RETR, NULL);
  assert_refused();
}

static void test_pop3_null_is_no_command_to_wait_for(void **state)
{
  mw_pop3_waiting ring[1];
  mw_pop3_response_reader reader;
  mw_pop3_command command;
  char storage[16];
  (void)state;
  assert_int_equal(mw_pop3_response_reader_init(&reader, storage, sizeof storage, ring, 1, 0),
                   MW_OK);
  assert_int_equal(mw_pop3_response_reader_expect_command(&reader, NULL), MW_E_ARGUMENT);
  mw_pop3_command_split(mw_slice_text("LIST  "), 0, &command, &finding);
  assert_int_equal(mw_pop3_response_reader_expect_command(NULL, &command), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_expect_command(&reader, &command), MW_OK);
  assert_int_equal(ring[0].answer, MW_POP3_ANSWER_LINES); /* blanks are no argument */
  assert_int_equal(mw_pop3_response_reader_expect_command(&reader, &command), MW_E_SPACE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_null_reads_nothing),
      cmocka_unit_test(test_pop3_null_is_no_set),
      cmocka_unit_test(test_pop3_null_is_no_writer),
      cmocka_unit_test(test_pop3_null_is_not_written),
      cmocka_unit_test(test_pop3_null_is_no_command_to_wait_for),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
