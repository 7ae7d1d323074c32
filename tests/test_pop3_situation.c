/* SPDX-License-Identifier: MIT */
/* Situations of POP3: what each writes, what each fault of a client leads to. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static const mw_pop3_situation situations[] = {
#define MW_POP3_SITUATION(id, number, status, code, text, rfc) MW_POP3_SITUATION_##id,
#include <mailwire/tables/pop3_situation.def>
};

enum { SITUATIONS = sizeof situations / sizeof situations[0] };

static char buffer[1024];

static mw_status answer(mw_pop3_situation situation, bool codes, mw_slice text, mw_slice *out)
{
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_situation_write(&w, situation, codes, text);
  return mw_writer_result(&w, out);
}

/* A line is what its row says, read back with its code, which is one of the table's. */
static void test_pop3_situation_each_is_written_as_its_row(void **state)
{
  mw_slice none = {NULL, 0};
  size_t i;
  (void)state;
  for (i = 0; i < SITUATIONS; i++) {
    const mw_pop3_situation_info *row = mw_pop3_situation_row(situations[i]);
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_pop3_response response;
    mw_slice out;
    if (row->text[0] == '\0') {
      assert_int_equal(answer(situations[i], true, none, &out), MW_E_ARGUMENT);
      assert_int_equal(answer(situations[i], true, mw_slice_text(""), &out), MW_E_ARGUMENT);
      continue;
    }
    assert_int_equal(answer(situations[i], true, none, &out), MW_OK);
    out.len -= 2;
    assert_true(mw_pop3_response_parse(out, 0, &response, &finding));
    assert_int_equal(response.status, row->status);
    assert_slices(response.message, mw_slice_text(row->text));
    assert_slices(response.code, mw_slice_text(row->code));
    assert_true(response.known != MW_POP3_CODE_UNKNOWN || row->code[0] == '\0');
    assert_true(row->status == MW_POP3_STATUS_ERR || row->code[0] == '\0');
    assert_int_equal(answer(situations[i], false, none, &out), MW_OK);
    assert_null(memchr(out.ptr, '[', out.len));
    assert_true(strncmp(row->rfc, "RFC", 3) == 0 || strcmp(row->rfc, "policy") == 0);
  }
}

static void test_pop3_situation_names(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < SITUATIONS; i++) {
    const char *name = mw_pop3_situation_name(situations[i]);
    assert_int_equal(mw_pop3_situation_find(mw_slice_text(name)), situations[i]);
  }
  assert_string_equal(mw_pop3_situation_name(MW_POP3_SITUATION_NONE), "NONE");
  assert_string_equal(mw_pop3_situation_name((mw_pop3_situation)9999), "UNKNOWN");
  assert_int_equal(mw_pop3_situation_find(mw_slice_text("NO SUCH")), MW_POP3_SITUATION_NONE);
  assert_null(mw_pop3_situation_row(MW_POP3_SITUATION_NONE));
}

static void test_pop3_situation_of_faults(void **state)
{
  static const struct {
    const char *line;
    mw_pop3_situation situation;
  } lines[] = {{"", MW_POP3_SITUATION_BAD_SYNTAX},
               {" NOOP", MW_POP3_SITUATION_BAD_SYNTAX},
               {"XYZZY", MW_POP3_SITUATION_UNKNOWN_COMMAND},
               {"RETR", MW_POP3_SITUATION_BAD_ARGUMENT},
               {"RETR 4294967296", MW_POP3_SITUATION_NO_SUCH_MESSAGE},
               {"AUTH PLAIN !", MW_POP3_SITUATION_AUTH_BAD_BASE64},
               {"USER a\nDELE 1", MW_POP3_SITUATION_BARE_NEWLINE},
               {"USER \xff", MW_POP3_SITUATION_BAD_CHARACTER}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_pop3_command command;
    mw_pop3_argument argument;
    (void)mw_pop3_command_parse(mw_slice_text(lines[i].line), NULL, &command, &argument, &finding);
    assert_int_equal(mw_pop3_situation_of(finding.fault), lines[i].situation);
  }
  assert_int_equal(mw_pop3_situation_of(MW_FAULT_LINE_TOO_LONG), MW_POP3_SITUATION_LINE_TOO_LONG);
  assert_int_equal(mw_pop3_situation_of(MW_FAULT_NOT_A_RESPONSE), MW_POP3_SITUATION_NONE);
  assert_int_equal(mw_pop3_situation_of(MW_FAULT_RESERVED), MW_POP3_SITUATION_NONE);
}

static void test_pop3_situation_refused(void **state)
{
  mw_slice none = {NULL, 0};
  mw_slice out;
  (void)state;
  assert_int_equal(answer(MW_POP3_SITUATION_NONE, true, none, &out), MW_E_ARGUMENT);
  assert_int_equal(answer(MW_POP3_SITUATION_DONE, true, mw_slice_text("a\r\n+OK"), &out),
                   MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
  mw_pop3_situation_write(NULL, MW_POP3_SITUATION_DONE, true, none);
  assert_int_equal(answer(MW_POP3_SITUATION_MAILDROP_IN_USE, true, mw_slice_text("later"), &out),
                   MW_OK);
  assert_slice(out, "-ERR [IN-USE] later\r\n");
  assert_int_equal(
      answer(MW_POP3_SITUATION_LANGUAGE_SET, true, mw_slice_text("es Idioma cambiado"), &out),
      MW_OK);
  assert_slice(out, "+OK es Idioma cambiado\r\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_situation_each_is_written_as_its_row),
      cmocka_unit_test(test_pop3_situation_names),
      cmocka_unit_test(test_pop3_situation_of_faults),
      cmocka_unit_test(test_pop3_situation_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
