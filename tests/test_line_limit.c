/* SPDX-License-Identifier: MIT */
/* How long a line may be where extensions were announced: what the reference says, and what a
 * reader and a whole line make of it. */
#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/tsv.h"

/* Each "+N" of the column, alone and those of one command in all. */
static void at_least_what_is_said(const char *column, size_t octets)
{
  while (*column != '\0') {
    if (*column == '+') {
      assert_true(octets >= strtoul(column + 1, NULL, 10));
    }
    column++;
  }
}

static void test_line_limit_of_each_extension(void **state)
{
  static tsv table;
  unsigned raised = 0;
  (void)state;
  tsv_open(&table, MAILWIRE_TESTS_DIR "/reference/smtp-extensions.tsv");
  while (tsv_next(&table)) {
    mw_smtp_extensions set;
    size_t limit;
    mw_smtp_extensions_init(&set, NULL, 0);
    mw_smtp_extensions_put(&set,
                           mw_smtp_extension_find(mw_slice_text(tsv_field(&table, "keyword"))));
    limit = mw_smtp_command_line_limit(&set);
    assert_true(limit >= MW_SMTP_COMMAND_LINE);
    if (strcmp(tsv_field(&table, "keyword"), "MTRK") != 0) { /* it counts those of DSN, too */
      at_least_what_is_said(tsv_field(&table, "line_increment_stated"), limit - 512);
    }
    at_least_what_is_said(tsv_field(&table, "line_increment_computed"), limit - 512);
    raised += limit > 512 ? 1 : 0;
  }
  assert_int_equal(raised, 18);
  assert_int_equal(mw_smtp_command_line_limit(NULL), 512);
}

/* A line that the writer writes, and that a reader of strict limits calls too long. */
static void test_line_limit_takes_what_is_written(void **state)
{
  static char storage[4096];
  static char line[1200];
  mw_smtp_extensions set;
  mw_smtp_command_reader r;
  mw_smtp_command_event event;
  mw_slice in;
  (void)state;
  memset(line, 'a', sizeof line);
  memcpy(line, "RCPT TO:<a@b> ORCPT=rfc822;", 27);
  memcpy(line + 27 + 487, "\r\n", 2);
  in = mw_slice_of(line, 27 + 487 + 2);
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, sizeof storage, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.fault, MW_FAULT_LINE_TOO_LONG);
  mw_smtp_extensions_init(&set, NULL, 0);
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_DSN);
  mw_smtp_command_reader_reset(&r);
  assert_int_equal(mw_smtp_command_reader_limits(&r, mw_smtp_command_line_limit(&set), 0, 0),
                   MW_OK);
  in = mw_slice_of(line, 27 + 487 + 2);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.fault, MW_FAULT_NONE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_line_limit_of_each_extension),
      cmocka_unit_test(test_line_limit_takes_what_is_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
