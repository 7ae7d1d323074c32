/* SPDX-License-Identifier: MIT */
/* Inputs with the behaviour that users want, as the list of wanted behaviour numbers them (T61 to
 * T122): capabilities, commands, addresses, AUTH.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static mw_smtp_command command;
static mw_smtp_argument argument;
static mw_smtp_params params;
static mw_finding finding;

/* Reads a whole line under these tolerances. */
static bool reads(const char *line, uint64_t allow)
{
  mw_rules rules;
  mw_rules_init(&rules, allow);
  memset(&finding, 0, sizeof finding);
  return mw_smtp_command_parse(mw_slice_text(line), &rules, &command, &argument, &params, &finding);
}

static void faulty(const char *line, mw_fault fault)
{
  assert_false(reads(line, 0));
  assert_int_equal(finding.fault, fault);
}

/* Strict it is faulty; the bit tolerates it and is reported. */
static void tolerated(const char *line, uint64_t bit)
{
  assert_false(reads(line, 0));
  assert_true(reads(line, bit));
  assert_true(finding.tolerated == bit);
}

static void answer_is(const char *line, unsigned code)
{
  assert_false(reads(line, 0));
  assert_int_equal(mw_smtp_situation_row(mw_smtp_situation_in(command.verb, finding.fault))->code,
                   code);
}

/* The set that lines behind the first announce. */
static mw_smtp_extensions announced(const char *const *lines, size_t count, uint64_t allow)
{
  static char raw[1024];
  mw_smtp_extensions set;
  mw_smtp_reply_line line;
  size_t i;
  memset(&finding, 0, sizeof finding);
  memset(&line, 0, sizeof line);
  mw_smtp_extensions_init(&set, raw, sizeof raw);
  line.code = 250;
  for (i = 0; i < count; i++) {
    line.text = mw_slice_text(lines[i]);
    mw_smtp_extensions_add(&set, &line, allow, &finding);
  }
  return set;
}

static void T61_keywords_of_any_case(void **state)
{
  const char *const lines[] = {"mx", "starttls", "size 100"};
  mw_smtp_extensions set = announced(lines, 3, 0);
  (void)state;
  assert_true(mw_smtp_extensions_has(&set, MW_SMTP_EXT_STARTTLS));
  assert_true(set.size == 100);
}

static void T62_the_old_form_of_auth_is_merged(void **state)
{
  const char *const lines[] = {"mx", "AUTH=LOGIN PLAIN", "AUTH LOGIN"};
  mw_smtp_extensions set = announced(lines, 3, MW_ALLOW_AUTH_EQUALS);
  (void)state;
  assert_true(mw_sasl_set_has(&set.sasl, MW_SASL_PLAIN));
  assert_true(mw_sasl_set_has(&set.sasl, MW_SASL_LOGIN));
  assert_true(finding.tolerated == MW_ALLOW_AUTH_EQUALS);
}

static void T64_plain_is_a_whole_word(void **state)
{
  const char *const lines[] = {"mx", "AUTH PLAIN-CLIENTTOKEN"};
  mw_smtp_extensions set = announced(lines, 2, 0);
  (void)state;
  assert_false(mw_sasl_set_has(&set.sasl, MW_SASL_PLAIN));
  assert_true(mw_sasl_set_has(&set.sasl, MW_SASL_PLAIN_CLIENTTOKEN));
}

static void T65_a_tab_between_mechanisms(void **state)
{
  const char *const lines[] = {"mx", "AUTH PLAIN\tLOGIN", "AUTH \tCRAM-MD5"};
  mw_smtp_extensions set = announced(lines, 3, MW_ALLOW_SEPARATOR);
  (void)state;
  assert_true(mw_sasl_set_has(&set.sasl, MW_SASL_PLAIN));
  assert_true(mw_sasl_set_has(&set.sasl, MW_SASL_LOGIN));
  assert_true(mw_sasl_set_has(&set.sasl, MW_SASL_CRAM_MD5));
  assert_true(finding.tolerated == MW_ALLOW_SEPARATOR);
  set = announced(lines, 2, 0);
  assert_int_equal(finding.fault, MW_FAULT_BAD_EHLO_LINE);
}

static void T67_and_T68_unknown_keywords_and_the_first_line(void **state)
{
  const char *const lines[] = {"STARTTLS ready host", "X-EXPS GSSAPI NTLM", "XXXXXXXA"};
  mw_smtp_extensions set = announced(lines, 3, 0);
  size_t at = 0;
  mw_slice line;
  (void)state;
  assert_false(mw_smtp_extensions_has(&set, MW_SMTP_EXT_STARTTLS));
  assert_int_equal(set.unknown, 2);
  assert_true(mw_announced_next(&set.lines, &at, &line));
  assert_slice(line, "X-EXPS GSSAPI NTLM");
}

static void T70_limits(void **state)
{
  const char *const lines[] = {"mx", "LIMITS MAILMAX=5 RCPTMAX=100 RCPTMAX=x"};
  mw_smtp_extensions set = announced(lines, 2, 0);
  mw_slice name;
  uint32_t value;
  (void)state;
  assert_int_equal(set.mail_max, 5);
  assert_int_equal(set.rcpt_max, 100);
  assert_true(mw_smtp_limit_parse(mw_slice_text("RCPTMAX=x"), &name, &value));
  assert_int_equal(value, 0);
}

static void T73_a_space_behind_the_colon(void **state)
{
  (void)state;
  tolerated("MAIL FROM: <a@b>", MW_ALLOW_PATH_SPACE);
  answer_is("MAIL FROM: <a@b>", 501);
}

static void T74_spaces_at_the_end(void **state)
{
  (void)state;
  tolerated("MAIL FROM:<a@b> ", MW_ALLOW_TRAILING_SPACE);
  tolerated("RSET ", MW_ALLOW_TRAILING_SPACE);
  tolerated("QUIT  ", MW_ALLOW_TRAILING_SPACE);
}

static void T76_brackets_behind_the_path(void **state)
{
  (void)state;
  faulty("MAIL FROM:<>>>>>", MW_FAULT_BAD_ARGUMENT);
  assert_int_equal(finding.offset, 12);
}

static void T77_three_paths_without_a_mailbox(void **state)
{
  (void)state;
  assert_true(reads("MAIL FROM:<>", 0));
  assert_true(argument.path.is_null);
  faulty("RCPT TO:<>", MW_FAULT_BAD_PATH);
  assert_true(reads("RCPT TO:<Postmaster>", 0));
  assert_true(argument.path.is_postmaster && !argument.path.is_null);
  assert_int_equal(argument.path.host.kind, MW_HOST_NONE);
}

static void T79_unknown_parameters(void **state)
{
  mw_slice rest;
  mw_param param;
  (void)state;
  assert_true(reads("MAIL FROM:<a@b> garbage here", 0));
  assert_int_equal(params.unknown, 2);
  rest = argument.params;
  assert_true(mw_param_next(&rest, NULL, &param, &finding));
  assert_slice(param.keyword, "garbage");
  assert_int_equal(mw_smtp_situation_row(MW_SMTP_SITUATION_UNKNOWN_PARAM)->code, 555);
}

static void T80_equals_signs(void **state)
{
  (void)state;
  tolerated("MAIL FROM:<a@b> X=a=b", MW_ALLOW_EQUALS_IN_VALUE);
  faulty("MAIL FROM:<a@b> X=", MW_FAULT_BAD_PARAMETER);
  faulty("MAIL FROM:<a@b> =x", MW_FAULT_BAD_PARAMETER);
}

static void T82_and_T83_values_that_are_none(void **state)
{
  (void)state;
  faulty("MAIL FROM:<a@b> BODY=7BIT BODY=8BITMIME", MW_FAULT_PARAM_TWICE);
  faulty("MAIL FROM:<a@b> RET=FULL RET=HDRS", MW_FAULT_PARAM_TWICE);
  faulty("MAIL FROM:<a@b> BODY=foo", MW_FAULT_BAD_PARAM_VALUE);
  faulty("RCPT TO:<a@b> NOTIFY=NEVER,SUCCESS", MW_FAULT_PARAM_CONFLICT);
  faulty("RCPT TO:<a@b> NOTIFY=", MW_FAULT_BAD_PARAMETER);
  faulty("RCPT TO:<a@b> NOTIFY=SUCCESS,SUCCESS", MW_FAULT_PARAM_TWICE);
  assert_true(reads("RCPT TO:<a@b> notify=never", 0));
  assert_int_equal(params.notify, MW_SMTP_NOTIFY_NEVER);
}

static void T85_xtext(void **state)
{
  (void)state;
  faulty("MAIL FROM:<a@b> ENVID=ab+0D+0Acd", MW_FAULT_DECODED_CONTROL);
  faulty("MAIL FROM:<a@b> ENVID=+zz", MW_FAULT_BAD_XTEXT);
  tolerated("MAIL FROM:<a@b> ENVID=+2b", MW_ALLOW_LOWER_HEX);
}

static void T86_an_empty_line(void **state)
{
  (void)state;
  answer_is("", 500);
  answer_is(" ", 500);
}

static void T92_hosts(void **state)
{
  (void)state;
  assert_true(reads("EHLO [IPV6:2a01::1]", 0));
  assert_int_equal(argument.host.kind, MW_HOST_IPV6);
  assert_true(reads("EHLO [IPv6:::ffff:10.0.4.47]", 0));
  assert_memory_equal(argument.host.octets, "\0\0\0\0\0\0\0\0\0\0\xff\xff\x0a\x00\x04\x2f", 16);
  assert_true(reads("EHLO [192.168.1.1]", 0));
  assert_int_equal(argument.host.kind, MW_HOST_IPV4);
  assert_true(reads("EHLO 7kO2OrE", 0));
  faulty("EHLO name-.domain", MW_FAULT_BAD_DOMAIN);
  assert_false(reads("EHLO a b", 0));
  answer_is("EHLO", 501);
}

static void T94_attributes(void **state)
{
  mw_param attribute;
  char octets[8];
  mw_room room = {octets, sizeof octets};
  (void)state;
  assert_true(reads("XCLIENT NAME=[UNAVAILABLE] ADDR=IPV6:::1 LOGIN=+20", 0));
  assert_true(mw_smtp_attribute_next(&argument.text, &attribute, &finding));
  assert_slice(attribute.value, "[UNAVAILABLE]");
  assert_true(mw_smtp_attribute_next(&argument.text, &attribute, &finding));
  assert_slice(attribute.value, "IPV6:::1");
  assert_true(mw_smtp_attribute_next(&argument.text, &attribute, &finding));
  assert_slice(attribute.keyword, "LOGIN");
  assert_int_equal(mw_xtext_decode(attribute.value, false, &room, &finding), MW_OK);
  assert_slice(mw_slice_of(octets, sizeof octets - room.len), " ");
  assert_false(mw_smtp_attribute_next(&argument.text, &attribute, &finding));
}

static void T95_proxy_headers(void **state)
{
  (void)state;
  assert_int_equal(mw_protocol_detect(mw_slice_text("PROXY TCP4 192.0.2.1 192.0.2.2 1 25\r\n")),
                   MW_PROTOCOL_PROXY1);
  assert_int_equal(mw_protocol_detect(mw_slice_of("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c", 16)),
                   MW_PROTOCOL_PROXY2);
}

static void T97_and_T98_quotes_and_at_signs(void **state)
{
  (void)state;
  assert_true(reads("RCPT TO:<\"foo@x> ORCPT=admin@admin.com\"@test.com>", 0));
  assert_slice(argument.path.host.text, "test.com");
  assert_null(argument.params.ptr);
  assert_true(reads("RCPT TO:<\"info@\"@example.com>", 0));
  assert_false(reads("RCPT TO:<a b@c.example>", MW_ALLOW_REPORTED));
  assert_true(finding.tolerated == 0);
  answer_is("RCPT TO:<a@b@c>", 501);
  answer_is("RCPT TO:<@>", 501);
  answer_is("RCPT TO:<a@>", 501);
  answer_is("RCPT TO:<@b>", 501);
}

static void T100_and_T101_routes_and_brackets(void **state)
{
  (void)state;
  assert_true(reads("RCPT TO:<@a,@b:c@d>", 0));
  assert_slice(argument.path.route, "@a,@b");
  assert_slice(argument.path.local, "c");
  assert_false(reads("RCPT TO:<@a c@d>", 0));
  assert_false(reads("RCPT TO:<@a:>", 0));
  assert_false(reads("RCPT TO:\"a<b<c>>\"", 0));
  assert_false(reads("RCPT TO:<<a@b>>", MW_ALLOW_REPORTED));
  assert_false(reads("RCPT TO:<a@b", MW_ALLOW_REPORTED));
  assert_false(reads("RCPT TO:a@b>", MW_ALLOW_REPORTED));
}

static void T103_and_T104_utf8_in_paths(void **state)
{
  static const char *const broken[] = {"\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80"};
  size_t i;
  (void)state;
  assert_true(reads("MAIL FROM:<\xce\xb4@\xcf\x80.\xce\xb4> SMTPUTF8", MW_ALLOW_UTF8));
  assert_true(argument.path.is_utf8 && MW_SMTP_HAS(&params, SMTPUTF8));
  faulty("MAIL FROM:<\xce\xb4@\xcf\x80.\xce\xb4>", MW_FAULT_EIGHT_BIT);
  for (i = 0; i < sizeof broken / sizeof broken[0]; i++) {
    char line[64] = "RCPT TO:<";
    strcat(line, broken[i]);
    strcat(line, "@b>");
    assert_false(reads(line, MW_ALLOW_UTF8));
    assert_int_equal(finding.fault, MW_FAULT_BAD_UTF8);
  }
}

static void T113_T115_T116_initial_responses(void **state)
{
  char octets[16];
  mw_room room = {octets, sizeof octets};
  (void)state;
  assert_true(reads("AUTH PLAIN =", 0));
  assert_slice(argument.initial, "=");
  assert_true(reads("AUTH PLAIN", 0));
  assert_null(argument.initial.ptr);
  tolerated("AUTH XOAUTH2 ", MW_ALLOW_TRAILING_SPACE);
  assert_null(argument.initial.ptr);
  answer_is("AUTH PLAIN dGV zdA==", 501);
  assert_int_equal(finding.offset, 14);
  assert_true(reads("AUTH PLAIN AGEAYg==", 0));
  assert_int_equal(mw_base64_decode_all(argument.initial, &room, &finding), MW_OK);
  assert_slice(mw_slice_of(octets, sizeof octets - room.len), "\0a\0b");
}

static void T112_T118_lines_of_the_exchange(void **state)
{
  (void)state;
  memset(&finding, 0, sizeof finding);
  assert_int_equal(mw_sasl_line_parse(mw_slice_text("*"), false, &finding), MW_SASL_LINE_CANCEL);
  assert_int_equal(mw_sasl_line_parse(mw_slice_text(""), false, &finding), MW_SASL_LINE_EMPTY);
  assert_int_equal(mw_smtp_situation_row(MW_SMTP_SITUATION_AUTH_CANCELLED)->code, 501);
}

static void T122_mechanisms(void **state)
{
  (void)state;
  assert_true(reads("AUTH plain", 0));
  assert_int_equal(mw_sasl_mechanism_find(argument.text), MW_SASL_PLAIN);
  assert_true(reads("AUTH FOO eA==", 0));
  assert_slice(argument.text, "FOO");
  assert_int_equal(mw_smtp_situation_row(MW_SMTP_SITUATION_AUTH_UNKNOWN)->code, 504);
  answer_is("AUTH", 501);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(T61_keywords_of_any_case),
      cmocka_unit_test(T62_the_old_form_of_auth_is_merged),
      cmocka_unit_test(T64_plain_is_a_whole_word),
      cmocka_unit_test(T65_a_tab_between_mechanisms),
      cmocka_unit_test(T67_and_T68_unknown_keywords_and_the_first_line),
      cmocka_unit_test(T70_limits),
      cmocka_unit_test(T73_a_space_behind_the_colon),
      cmocka_unit_test(T74_spaces_at_the_end),
      cmocka_unit_test(T76_brackets_behind_the_path),
      cmocka_unit_test(T77_three_paths_without_a_mailbox),
      cmocka_unit_test(T79_unknown_parameters),
      cmocka_unit_test(T80_equals_signs),
      cmocka_unit_test(T82_and_T83_values_that_are_none),
      cmocka_unit_test(T85_xtext),
      cmocka_unit_test(T86_an_empty_line),
      cmocka_unit_test(T92_hosts),
      cmocka_unit_test(T94_attributes),
      cmocka_unit_test(T95_proxy_headers),
      cmocka_unit_test(T97_and_T98_quotes_and_at_signs),
      cmocka_unit_test(T100_and_T101_routes_and_brackets),
      cmocka_unit_test(T103_and_T104_utf8_in_paths),
      cmocka_unit_test(T112_T118_lines_of_the_exchange),
      cmocka_unit_test(T113_T115_T116_initial_responses),
      cmocka_unit_test(T122_mechanisms),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
