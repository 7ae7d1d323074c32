/* SPDX-License-Identifier: MIT */
/* The rows of tests/reference/attack-vectors.tsv that are about arguments of commands (CMD), and
 * about what writers are given (INJ, INR). Rows about lines, bodies and replies are vectors.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static char buffer[70000];

/* The first fault of a whole line, and where. */
static mw_finding judged(const char *line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_params params;
  (void)mw_smtp_command_parse(mw_slice_text(line), NULL, &command, &argument, &params, &finding);
  return finding;
}

static void faulty(const char *line, mw_fault fault)
{
  assert_int_equal(judged(line).fault, fault);
}

static void CMD_04_a_cr_in_front_of_crlf(void **state)
{
  (void)state;
  faulty("NOOP\r", MW_FAULT_BARE_CR);
}

static void CMD_07_spaces_and_quotes(void **state)
{
  (void)state;
  faulty("NOOP ", MW_FAULT_BAD_ARGUMENT);
  faulty("NOOP  x", MW_FAULT_BAD_ARGUMENT);
  faulty("NOOP \"", MW_FAULT_BAD_LOCAL_PART);
}

static void CMD_08_a_path_of_cut_utf8(void **state)
{
  (void)state;
  faulty("MAIL FROM:<\xe2\x82", MW_FAULT_EIGHT_BIT);
}

static void CMD_09_empty_local_parts(void **state)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_room room = {buffer, sizeof buffer};
  (void)state;
  assert_int_not_equal(judged("MAIL FROM:<@b>").fault, MW_FAULT_NONE);
  assert_true(mw_smtp_command_parse(mw_slice_text("RCPT TO:<\"\"@b>"), NULL, &command, &argument,
                                    NULL, &finding));
  assert_slice(argument.path.local, "\"\"");
  assert_int_equal(mw_local_unquote(argument.path.local, &room), MW_OK);
  assert_int_equal(room.len, sizeof buffer);
}

static void CMD_11_what_a_shell_would_expand(void **state)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  (void)state;
  assert_true(mw_smtp_command_parse(mw_slice_text("RCPT TO:<${run{/bin/sh}}@localhost>"), NULL,
                                    &command, &argument, NULL, &finding));
  assert_slice(argument.path.local, "${run{/bin/sh}}");
}

static void CMD_12_auth_that_is_no_mailbox(void **state)
{
  (void)state;
  assert_int_not_equal(judged("MAIL FROM:<a@b> AUTH=x").fault, MW_FAULT_NONE);
}

static void CMD_13_and_CMD_14_control_characters_in_xtext(void **state)
{
  (void)state;
  faulty("MAIL FROM:<a@b> AUTH=x+0D+0Ay", MW_FAULT_DECODED_CONTROL);
  faulty("RCPT TO:<a@b> ORCPT=rfc822;x+0Ay", MW_FAULT_DECODED_CONTROL);
}

static void CMD_16_a_host_of_quotes(void **state)
{
  char line[10010] = "EHLO ";
  (void)state;
  memset(line + 5, '"', 10000);
  assert_int_not_equal(judged(line).fault, MW_FAULT_NONE);
}

static void CMD_17_base64_that_is_cut(void **state)
{
  (void)state;
  faulty("AUTH PLAIN YQ=", MW_FAULT_BAD_BASE64);
}

static void CMD_19_the_cancel(void **state)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  (void)state;
  assert_int_equal(mw_sasl_line_parse(mw_slice_text("*"), false, &finding), MW_SASL_LINE_CANCEL);
}

static void CMD_20_a_size_of_26_digits(void **state)
{
  mw_fault fault = judged("MAIL FROM:<a@b> SIZE=99999999999999999999999999").fault;
  (void)state;
  assert_true(fault == MW_FAULT_BAD_PARAM_VALUE || fault == MW_FAULT_NUMBER_TOO_LARGE);
}

static void CMD_21_CMD_22_CMD_23_CMD_25_paths_without_their_end(void **state)
{
  (void)state;
  faulty("MAIL FROM:<a@b", MW_FAULT_BAD_PATH);
  faulty("RCPT TO:<a@b>garbage", MW_FAULT_BAD_ARGUMENT);
  faulty("RCPT TO:<\"a", MW_FAULT_BAD_LOCAL_PART);
  faulty("RCPT TO:<\"a\r\"@b>", MW_FAULT_BARE_CR);
}

static void CMD_27_and_CMD_28_other_protocols(void **state)
{
  (void)state;
  assert_int_equal(mw_protocol_detect(mw_slice_text("GET / HTTP/1.1\r\n")), MW_PROTOCOL_HTTP);
  assert_int_equal(mw_protocol_detect(mw_slice_of("\x16\x03\x01\x02\x00\x01\x00\x01", 8)),
                   MW_PROTOCOL_TLS);
  faulty("\x16\x03\x01\x02", MW_FAULT_CONTROL_OCTET);
}

/* ---- writers -----------------------------------------------------------------------------------
 */

/* Whether nothing was written of a command. */
static bool refused(mw_smtp_verb verb, const mw_smtp_argument *a, const mw_smtp_params *p,
                    bool utf8)
{
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  mw_smtp_command_write(&w, verb, a, p);
  return mw_writer_result(&w, &out) == MW_E_ARGUMENT && out.len == 0;
}

/* A path with the text in either of its parts. */
static void path_refused(const char *text, bool utf8)
{
  static const mw_smtp_verb verbs[] = {MW_SMTP_MAIL, MW_SMTP_RCPT};
  size_t i;
  for (i = 0; i < 2; i++) {
    mw_smtp_argument a;
    memset(&a, 0, sizeof a);
    a.path.host.kind = MW_HOST_DOMAIN;
    a.path.local = mw_slice_text(text);
    a.path.host.text = mw_slice_text("b");
    assert_true(refused(verbs[i], &a, NULL, utf8));
    a.path.local = mw_slice_text("a");
    a.path.host.text = mw_slice_text(text);
    assert_true(refused(verbs[i], &a, NULL, utf8));
    a.path.host.text = mw_slice_text("b");
    a.path.route = mw_slice_text(text);
    assert_true(refused(verbs[i], &a, NULL, utf8));
  }
}

static void INJ_01_INJ_02_INJ_03_INJ_05_INJ_06_paths_that_go_on(void **state)
{
  (void)state;
  path_refused("a@b>\r\nRCPT TO:<c@d>", false);
  path_refused("gets@ignored.none>\r\nRCPT TO:<target@x>\r\nDATA\r\nSubject: s\r\n\r\nt\r\n.\r\n",
               false);
  path_refused("a@b>\nDATA", false);
  path_refused("\"a\r\nDATA\"@b", false);
  path_refused("a@b> NOTIFY=NEVER", false);
}

/* Two characters whose lower octets are CR and LF: refused where nobody agreed to UTF-8. */
static void INJ_08_characters_that_end_in_cr_and_lf(void **state)
{
  (void)state;
  path_refused("a@b\xe5\x98\x8a\xe5\x98\x8d", false);
  path_refused("a@b\xe5\x98\x8a\xe5\x98\x8d", true);
}

static void INJ_12_and_INJ_13_parameters_that_go_on(void **state)
{
  static const char *const texts[] = {"x\r\nDATA", "x y"};
  mw_smtp_argument a;
  size_t i;
  (void)state;
  memset(&a, 0, sizeof a);
  a.path.is_null = true;
  for (i = 0; i < 2; i++) {
    mw_smtp_params p;
    memset(&p, 0, sizeof p);
    p.present = UINT64_C(1) << MW_SMTP_PARAM_ENVID;
    p.envid = mw_slice_text(texts[i]);
    assert_true(refused(MW_SMTP_MAIL, &a, &p, false));
    p.present = UINT64_C(1) << MW_SMTP_PARAM_AUTH;
    p.auth = mw_slice_text(texts[i]);
    assert_true(refused(MW_SMTP_MAIL, &a, &p, false));
  }
  memset(&a, 0, sizeof a);
  a.path.local = mw_slice_text("postmaster");
  for (i = 0; i < 2; i++) {
    mw_smtp_params p;
    memset(&p, 0, sizeof p);
    p.present = UINT64_C(1) << MW_SMTP_PARAM_ORCPT;
    p.orcpt_type = mw_slice_text("rfc822");
    p.orcpt = mw_slice_text(texts[i]);
    assert_true(refused(MW_SMTP_RCPT, &a, &p, false));
  }
}

static void INJ_14_and_INJ_15_words_that_go_on(void **state)
{
  static const mw_smtp_verb verbs[] = {MW_SMTP_VRFY, MW_SMTP_EXPN, MW_SMTP_HELP, MW_SMTP_NOOP};
  mw_smtp_argument a;
  size_t i;
  (void)state;
  memset(&a, 0, sizeof a);
  a.text = mw_slice_text("x\r\nQUIT");
  for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    assert_true(refused(verbs[i], &a, NULL, false));
  }
  a.text = mw_slice_text("PLAIN");
  a.initial = mw_slice_text("YQ==\r\nQUIT");
  assert_true(refused(MW_SMTP_AUTH, &a, NULL, false));
}

/* The size is a number: there is no text that could go on; one that is no size is refused. */
static void INJ_16_a_chunk_of_no_size(void **state)
{
  mw_smtp_argument a;
  (void)state;
  memset(&a, 0, sizeof a);
  a.chunk.octets = MW_OCTETS_UNKNOWN;
  assert_true(refused(MW_SMTP_BDAT, &a, NULL, false));
}

static void reply_refused(const char *text)
{
  mw_writer w;
  mw_slice out;
  mw_enhanced none = {0, 0, 0};
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_reply_write_line(&w, 250, none, mw_slice_text(text));
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
}

static void INR_01_and_INR_03_texts_that_go_on(void **state)
{
  (void)state;
  reply_refused("ok\r\n550 no");
  reply_refused("ok\r");
  reply_refused("ok\n");
}

/* 513 octets of text are wrapped: each line begins with the code, and none is over 512 octets. */
static void INR_05_a_text_over_a_line(void **state)
{
  char text[513];
  mw_writer w;
  mw_slice out;
  mw_enhanced none = {0, 0, 0};
  (void)state;
  memset(text, 'A', sizeof text);
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_reply_write_line(&w, 250, none, mw_slice_of(text, sizeof text));
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  assert_int_equal(out.len, 513 + 2 * 6);
  assert_memory_equal(out.ptr, "250-A", 5);
  assert_memory_equal(out.ptr + 510, "\r\n250 A", 7);
}

/* An enhanced code is three numbers: no text can stand in it. What is no such code is refused. */
static void INR_06_an_enhanced_code_that_is_none(void **state)
{
  mw_writer w;
  mw_slice out;
  mw_enhanced odd = {2, 1, 2573};
  (void)state;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_reply_write_line(&w, 250, odd, mw_slice_text("ok"));
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
}

/* A line that was read into a set holds no CR and no LF; one that a caller puts there is not a
 * keyword. */
static void INR_07_a_keyword_that_goes_on(void **state)
{
  char raw[] = "SIZE\r250 AUTH PLAIN\n";
  mw_smtp_extensions set;
  mw_writer w;
  mw_slice out;
  (void)state;
  mw_smtp_extensions_init(&set, raw, sizeof raw - 1);
  set.lines.used = sizeof raw - 1;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_extensions_write(&w, mw_slice_text("mx.example"), mw_slice_text(NULL), &set);
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  assert_slice(out, "250 mx.example\r\n");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_extensions_write(&w, mw_slice_text("mx"), mw_slice_text("SIZE\r\n250 AUTH PLAIN"), &set);
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(CMD_04_a_cr_in_front_of_crlf),
      cmocka_unit_test(CMD_07_spaces_and_quotes),
      cmocka_unit_test(CMD_08_a_path_of_cut_utf8),
      cmocka_unit_test(CMD_09_empty_local_parts),
      cmocka_unit_test(CMD_11_what_a_shell_would_expand),
      cmocka_unit_test(CMD_12_auth_that_is_no_mailbox),
      cmocka_unit_test(CMD_13_and_CMD_14_control_characters_in_xtext),
      cmocka_unit_test(CMD_16_a_host_of_quotes),
      cmocka_unit_test(CMD_17_base64_that_is_cut),
      cmocka_unit_test(CMD_19_the_cancel),
      cmocka_unit_test(CMD_20_a_size_of_26_digits),
      cmocka_unit_test(CMD_21_CMD_22_CMD_23_CMD_25_paths_without_their_end),
      cmocka_unit_test(CMD_27_and_CMD_28_other_protocols),
      cmocka_unit_test(INJ_01_INJ_02_INJ_03_INJ_05_INJ_06_paths_that_go_on),
      cmocka_unit_test(INJ_08_characters_that_end_in_cr_and_lf),
      cmocka_unit_test(INJ_12_and_INJ_13_parameters_that_go_on),
      cmocka_unit_test(INJ_14_and_INJ_15_words_that_go_on),
      cmocka_unit_test(INJ_16_a_chunk_of_no_size),
      cmocka_unit_test(INR_01_and_INR_03_texts_that_go_on),
      cmocka_unit_test(INR_05_a_text_over_a_line),
      cmocka_unit_test(INR_06_an_enhanced_code_that_is_none),
      cmocka_unit_test(INR_07_a_keyword_that_goes_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
