/* SPDX-License-Identifier: MIT */
/* POP3 command lines read: each form of argument, what is wrong with it and where, what is
 * tolerated.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/text.h"

static mw_pop3_command command;
static mw_pop3_argument argument;
static mw_finding finding;

/* Reads a copy of the line in a block of exactly its size, which lives until the next call. */
static bool read_octets(mw_slice octets, const mw_pop3_rules *rules)
{
  mw_slice copy = text_exact(octets);
  memset(&command, 0xa5, sizeof command);
  memset(&argument, 0xa5, sizeof argument);
  memset(&finding, 0, sizeof finding);
  return mw_pop3_command_parse(copy, rules, &command, &argument, &finding);
}

static bool read_line(const char *line, uint64_t allow)
{
  mw_pop3_rules rules;
  mw_pop3_rules_init(&rules, allow);
  return read_octets(mw_slice_text(line), &rules);
}

static void assert_nothing_but(const mw_slice *field)
{
  const mw_slice *all[] = {&argument.name,    &argument.password, &argument.digest,
                           &argument.initial, &argument.language, &argument.mechanism,
                           &argument.text};
  size_t i;
  for (i = 0; i < sizeof all / sizeof all[0]; i++) {
    if (all[i] != field) {
      assert_absent(*all[i]);
    }
  }
}

/* ---- what is valid -----------------------------------------------------------------------------
 */

static void test_pop3_argument_of_each_form(void **state)
{
  (void)state;
  assert_true(read_line("USER mrose@example.com", 0));
  assert_int_equal(command.verb, MW_POP3_USER);
  assert_slice(argument.name, "mrose@example.com");
  assert_nothing_but(&argument.name);
  assert_true(read_line("apop mrose c4c9334bac560ecc979e58001b3e22fb", 0));
  assert_slice(command.keyword, "apop");
  assert_slice(argument.name, "mrose");
  assert_slice(argument.digest, "c4c9334bac560ecc979e58001b3e22fb");
  assert_slice(command.secret, "c4c9334bac560ecc979e58001b3e22fb");
  assert_true(read_line("TOP 7 0", 0));
  assert_int_equal(argument.message, 7);
  assert_int_equal(argument.lines, 0);
  assert_nothing_but(NULL);
  assert_true(read_line("LIST", 0));
  assert_absent(command.argument);
  assert_int_equal(argument.message, 0);
  assert_true(read_line("UIDL 0012", 0));
  assert_int_equal(argument.message, 12);
  assert_true(read_line("XTND  ARCHIVE a b ", 0));
  assert_slice(argument.text, " ARCHIVE a b ");
  assert_nothing_but(&argument.text);
  assert_true(read_line("XTND", 0));
  assert_absent(argument.text);
  assert_true(read_line("RPOP mrose", 0));
  assert_slice(argument.name, "mrose");
  assert_true(read_line("LAST", 0));
  assert_int_equal(finding.tolerated, 0);
}

/* RFC 1939 7: spaces may be part of the password. */
static void test_pop3_argument_password_keeps_every_space(void **state)
{
  (void)state;
  assert_true(read_line("PASS  two  spaces \t ", MW_ALLOW_REPORTED));
  assert_slice(argument.password, " two  spaces \t ");
  assert_slice(command.secret, " two  spaces \t ");
  assert_nothing_but(&argument.password);
  assert_true(finding.tolerated == 0);
  assert_true(read_line("PASS  ", 0));
  assert_slice(argument.password, " ");
  assert_true(read_line("pass p=\xc3\xa9", MW_ALLOW_UTF8));
  assert_slice(argument.password, "p=\xc3\xa9");
  assert_true(finding.tolerated == MW_ALLOW_UTF8);
}

static void test_pop3_argument_of_auth(void **state)
{
  (void)state;
  assert_true(read_line("AUTH SCRAM-SHA-256", 0));
  assert_slice(argument.mechanism, "SCRAM-SHA-256");
  assert_absent(argument.initial);
  assert_absent(command.secret);
  assert_true(read_line("AUTH plain AHRlc3QAdGVzdA==", 0));
  assert_slice(argument.mechanism, "plain");
  assert_slice(argument.initial, "AHRlc3QAdGVzdA==");
  assert_slice(command.secret, "AHRlc3QAdGVzdA==");
  assert_true(read_line("AUTH EXTERNAL =", 0));
  assert_slice(argument.initial, "=");
  assert_true(read_line("AUTH", MW_ALLOW_BARE_AUTH));
  assert_absent(argument.mechanism);
  assert_true(finding.tolerated == MW_ALLOW_BARE_AUTH);
}

/* RFC 6856 3.2 with RFC 4647 2.1. */
static void test_pop3_argument_language_ranges(void **state)
{
  static const char *const ranges[] = {
      "*", "e", "de", "en-GB", "i-default", "zh-Hant-1994-x-a1b2", "abcdefgh-12345678"};
  size_t i;
  (void)state;
  assert_true(read_line("LANG", 0));
  assert_absent(argument.language);
  for (i = 0; i < sizeof ranges / sizeof ranges[0]; i++) {
    char line[64] = "LANG ";
    strcat(line, ranges[i]);
    assert_true(read_line(line, 0));
    assert_slices(argument.language, mw_slice_text(ranges[i]));
    assert_nothing_but(&argument.language);
  }
}

static void test_pop3_argument_numbers_are_bounded(void **state)
{
  (void)state;
  assert_true(read_line("RETR 4294967295", 0));
  assert_int_equal(argument.message, UINT32_MAX);
  assert_true(read_line("TOP 4294967295 4294967295", 0));
  assert_int_equal(argument.lines, UINT32_MAX);
  assert_true(read_line("RETR 00000000000000000000000000000000000001", 0));
  assert_int_equal(argument.message, 1);
}

/* ---- what is not -------------------------------------------------------------------------------
 */

typedef struct wrong {
  const char *line;
  uint64_t allow;
  mw_fault fault;
  size_t offset;
} wrong;

static void all_wrong(const wrong *rows, size_t count)
{
  size_t i;
  for (i = 0; i < count; i++) {
    bool good = read_line(rows[i].line, rows[i].allow);
    if (good || finding.fault != rows[i].fault || finding.offset != rows[i].offset) {
      fail_msg("\"%s\": %s at %u", rows[i].line, mw_fault_name(finding.fault),
               (unsigned)finding.offset);
    }
  }
}

#define ALL_WRONG(rows) all_wrong((rows), sizeof(rows) / sizeof(rows)[0])

static void test_pop3_argument_faults_tell_where(void **state)
{
  static const wrong rows[] = {
      {"STAT 1", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"STAT ", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"CAPA x", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"UTF8 1", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"USER", 0, MW_FAULT_BAD_ARGUMENT, 4},
      {"USER ", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"USER a b", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"USER  a", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"USER a ", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"USER a\tb", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"USER \xc3\xa9", 0, MW_FAULT_EIGHT_BIT, 5},
      {"USER a\xc3", MW_ALLOW_UTF8, MW_FAULT_BAD_UTF8, 6},
      {"PASS", 0, MW_FAULT_BAD_ARGUMENT, 4},
      {"PASS ", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"PASS \xff", 0, MW_FAULT_EIGHT_BIT, 5},
      {"APOP", 0, MW_FAULT_BAD_ARGUMENT, 4},
      {"APOP mrose", 0, MW_FAULT_BAD_ARGUMENT, 10},
      {"APOP mrose ", 0, MW_FAULT_BAD_ARGUMENT, 11},
      {"APOP m c4c9334bac560ecc979e58001b3e22f", 0, MW_FAULT_BAD_ARGUMENT, 38},
      {"APOP m c4c9334bac560ecc979e58001b3e22fb0", 0, MW_FAULT_BAD_ARGUMENT, 39},
      {"APOP m c4c9334bac560ecc979e58001b3e22fg", 0, MW_FAULT_BAD_ARGUMENT, 38},
      {"APOP m C4c9334bac560ecc979e58001b3e22fb", 0, MW_FAULT_BAD_ARGUMENT, 7},
      {"APOP m  c4c9334bac560ecc979e58001b3e22fb", 0, MW_FAULT_BAD_ARGUMENT, 7},
      {"APOP a b c4c9334bac560ecc979e58001b3e22fb", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"AUTH", 0, MW_FAULT_BAD_ARGUMENT, 4},
      {"AUTH ", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"AUTH PL*IN", 0, MW_FAULT_BAD_ARGUMENT, 7},
      {"AUTH AAAAAAAAAAAAAAAAAAAAA", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"AUTH PLAIN ", 0, MW_FAULT_BAD_BASE64, 11},
      {"AUTH PLAIN AAA!", 0, MW_FAULT_BAD_BASE64, 14},
      {"AUTH PLAIN =AAA", 0, MW_FAULT_BAD_BASE64, 11},
      {"AUTH PLAIN AAAA AAAA", 0, MW_FAULT_BAD_BASE64, 15},
      {"AUTH PLAIN *", 0, MW_FAULT_BAD_BASE64, 11},
      {"RETR", 0, MW_FAULT_BAD_ARGUMENT, 4},
      {"RETR 0", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"RETR 000", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"RETR +1", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"RETR -1", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"RETR 1x", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"RETR 1 ", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"RETR 4294967296", 0, MW_FAULT_NUMBER_TOO_LARGE, 5},
      {"RETR 18446744073709551617", 0, MW_FAULT_NUMBER_TOO_LARGE, 5},
      {"LIST  1", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"LIST 1 2", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"LIST ", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"TOP", 0, MW_FAULT_BAD_ARGUMENT, 3},
      {"TOP 1", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"TOP 1 ", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"TOP 1 -1", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"TOP 0 1", 0, MW_FAULT_BAD_ARGUMENT, 4},
      {"TOP 1 4294967296", 0, MW_FAULT_NUMBER_TOO_LARGE, 6},
      {"TOP 1 2 3", 0, MW_FAULT_BAD_ARGUMENT, 7},
      {"LANG **", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"LANG en-", 0, MW_FAULT_BAD_ARGUMENT, 8},
      {"LANG -en", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"LANG abcdefghi", 0, MW_FAULT_BAD_ARGUMENT, 5},
      {"LANG en-abcdefghi", 0, MW_FAULT_BAD_ARGUMENT, 8},
      {"LANG e2", 0, MW_FAULT_BAD_ARGUMENT, 6},
      {"LANG en_GB", 0, MW_FAULT_BAD_ARGUMENT, 7},
  };
  (void)state;
  ALL_WRONG(rows);
}

static void test_pop3_argument_lines_that_are_no_commands(void **state)
{
  static const wrong rows[] = {
      {"", 0, MW_FAULT_EMPTY_LINE, 0},
      {"  ", MW_ALLOW_REPORTED, MW_FAULT_EMPTY_LINE, 0},
      {" NOOP", 0, MW_FAULT_LEADING_SPACE, 0},
      {"NOOP\tx", MW_ALLOW_SEPARATOR, MW_FAULT_BAD_ARGUMENT, 5},
      {"LIST\t1", 0, MW_FAULT_BAD_SEPARATOR, 4},
      {"QU", 0, MW_FAULT_BAD_KEYWORD, 0},
      {"QUITX", 0, MW_FAULT_BAD_KEYWORD, 0},
      {" QUITX", MW_ALLOW_LEADING_SPACE, MW_FAULT_BAD_KEYWORD, 1},
      {"NOOP\x01", 0, MW_FAULT_CONTROL_OCTET, 4},
      {"USER a\x7f", 0, MW_FAULT_CONTROL_OCTET, 6},
      {"PASS a\rb", 0, MW_FAULT_BARE_CR, 6},
      {"PASS a\nb", 0, MW_FAULT_BARE_LF, 6},
  };
  (void)state;
  ALL_WRONG(rows);
  assert_false(read_octets(mw_slice_of("PASS a\0b", 8), NULL));
  assert_int_equal(finding.fault, MW_FAULT_NUL_OCTET);
  assert_int_equal(finding.offset, 6);
  assert_true(read_line("XYZW any thing", 0));
  assert_int_equal(command.verb, MW_POP3_UNKNOWN);
  assert_slice(argument.text, "any thing");
}

/* RFC 2449 4: 255 octets with the CRLF; RFC 1939 3: each argument up to 40. */
static void test_pop3_argument_limits(void **state)
{
  char line[256];
  mw_pop3_rules rules;
  (void)state;
  memset(line, 'a', sizeof line);
  memcpy(line, "USER ", 5);
  assert_true(read_octets(mw_slice_of(line, 253), NULL));
  assert_false(read_octets(mw_slice_of(line, 254), NULL));
  assert_int_equal(finding.fault, MW_FAULT_LINE_TOO_LONG);
  assert_int_equal(finding.offset, 253);
  mw_pop3_rules_init(&rules, MW_ALLOW_LONG_LINE);
  assert_true(read_octets(mw_slice_of(line, 254), &rules));
  assert_true(finding.tolerated == MW_ALLOW_LONG_LINE);
  mw_pop3_rules_init(&rules, 0);
  rules.argument = 40;
  assert_true(read_octets(mw_slice_of(line, 45), &rules));
  assert_false(read_octets(mw_slice_of(line, 46), &rules));
  assert_int_equal(finding.fault, MW_FAULT_BAD_ARGUMENT);
  assert_int_equal(finding.offset, 45);
  memcpy(line, "XTND ", 5);
  line[45] = ' ';
  assert_true(read_octets(mw_slice_of(line, 86), &rules));
  assert_false(read_octets(mw_slice_of(line, 87), &rules));
  assert_int_equal(finding.offset, 86);
  memcpy(line, "PASS ", 5);
  assert_false(read_octets(mw_slice_of(line, 50), &rules));
  assert_int_equal(finding.offset, 45);
  memset(line, '0', sizeof line);
  memcpy(line, "TOP 1 ", 6);
  assert_true(read_octets(mw_slice_of(line, 46), &rules));
  assert_false(read_octets(mw_slice_of(line, 47), &rules));
  assert_int_equal(finding.offset, 46);
}

/* ---- tolerances --------------------------------------------------------------------------------
 */

typedef struct tolerated {
  const char *line;
  uint64_t bits; /* needed, each of them, and reported */
} tolerated;

static void test_pop3_argument_each_tolerance_is_reported(void **state)
{
  static const tolerated rows[] = {
      {"USER john smith", MW_ALLOW_NAME_SPACE},
      {"USER  john", MW_ALLOW_EXTRA_SPACE},
      {"USER john  ", MW_ALLOW_TRAILING_SPACE},
      {"APOP a b c4c9334bac560ecc979e58001b3e22fb", MW_ALLOW_NAME_SPACE},
      {"APOP m  c4c9334bac560ecc979e58001b3e22fb", MW_ALLOW_EXTRA_SPACE},
      {"APOP m C4C9334BAC560ECC979E58001B3E22FB", MW_ALLOW_UPPER_DIGEST},
      {"TOP  1   2 ", MW_ALLOW_EXTRA_SPACE | MW_ALLOW_TRAILING_SPACE},
      {"NOOP ", MW_ALLOW_TRAILING_SPACE},
      {"NOOP  ", MW_ALLOW_TRAILING_SPACE},
      {"LIST ", MW_ALLOW_TRAILING_SPACE},
      {"LANG \t", MW_ALLOW_TRAILING_SPACE},
      {"AUTH ", MW_ALLOW_TRAILING_SPACE | MW_ALLOW_BARE_AUTH},
      {" NOOP", MW_ALLOW_LEADING_SPACE},
      {"LIST\t1", MW_ALLOW_SEPARATOR},
      {"QUITX", MW_ALLOW_KEYWORD_LENGTH},
      {"USER \xff", MW_ALLOW_EIGHT_BIT},
      {"USER \xc3\xa9", MW_ALLOW_UTF8},
      {"PASS a\x01", MW_ALLOW_CONTROL},
  };
  size_t i;
  int bit;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (!read_line(rows[i].line, rows[i].bits) || finding.tolerated != rows[i].bits) {
      fail_msg("\"%s\" is refused, or reports something else", rows[i].line);
    }
    for (bit = 0; bit < 64; bit++) { /* each is needed */
      uint64_t one = UINT64_C(1) << bit;
      if ((rows[i].bits & one) != 0 && read_line(rows[i].line, rows[i].bits & ~one)) {
        fail_msg("\"%s\" does not need %s", rows[i].line, mw_tolerance_name(one));
      }
    }
  }
}

static void test_pop3_argument_a_reading_that_failed_tolerated_nothing(void **state)
{
  static const char *const lines[] = {"USER  ", "TOP  1 x", "APOP  m C4C9 ", "RETR  1 2 ",
                                      "AUTH  !"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    assert_false(read_line(lines[i],
                           MW_ALLOW_EXTRA_SPACE | MW_ALLOW_TRAILING_SPACE | MW_ALLOW_UPPER_DIGEST));
    assert_true(finding.tolerated == 0);
  }
}

/* ---- the rest ----------------------------------------------------------------------------------
 */

static void test_pop3_argument_without_rules_is_strict(void **state)
{
  mw_pop3_rules rules;
  (void)state;
  mw_pop3_rules_init(&rules, 5);
  assert_true(rules.allow == 5 && rules.line == 255 && rules.argument == 0);
  assert_true(read_octets(mw_slice_text("RETR 3"), NULL));
  assert_int_equal(argument.message, 3);
  assert_false(read_octets(mw_slice_text("RETR  3"), NULL));
  assert_false(read_octets(mw_slice_text(NULL), NULL));
  assert_int_equal(finding.fault, MW_FAULT_EMPTY_LINE);
  assert_int_equal(command.verb, MW_POP3_UNKNOWN);
  assert_int_equal(command.keyword.len, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_argument_of_each_form),
      cmocka_unit_test(test_pop3_argument_password_keeps_every_space),
      cmocka_unit_test(test_pop3_argument_of_auth),
      cmocka_unit_test(test_pop3_argument_language_ranges),
      cmocka_unit_test(test_pop3_argument_numbers_are_bounded),
      cmocka_unit_test(test_pop3_argument_faults_tell_where),
      cmocka_unit_test(test_pop3_argument_lines_that_are_no_commands),
      cmocka_unit_test(test_pop3_argument_limits),
      cmocka_unit_test(test_pop3_argument_each_tolerance_is_reported),
      cmocka_unit_test(test_pop3_argument_a_reading_that_failed_tolerated_nothing),
      cmocka_unit_test(test_pop3_argument_without_rules_is_strict),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
