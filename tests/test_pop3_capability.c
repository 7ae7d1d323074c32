/* SPDX-License-Identifier: MIT */
/* What CAPA announces: lines, sets with typed values, and compared. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include "support/pop3_filled.h"

static mw_finding finding;

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

/* ---- one line ----------------------------------------------------------------------------------
 */

static bool read_line(const char *line, uint64_t allow, mw_pop3_capability_line *read)
{
  memset(read, 0xa5, sizeof *read);
  memset(&finding, 0, sizeof finding);
  return mw_pop3_capability_parse(text(line), allow, read, &finding);
}

static void test_pop3_capability_lines(void **state)
{
  mw_pop3_capability_line line;
  (void)state;
  assert_true(read_line("uidl", 0, &line));
  assert_slice(line.tag, "uidl");
  assert_int_equal(line.capability, MW_POP3_CAP_UIDL);
  assert_absent(line.params);
  assert_true(read_line("SASL CRAM-MD5 KERBEROS_V4", 0, &line));
  assert_int_equal(line.capability, MW_POP3_CAP_SASL);
  assert_slice(line.params, "CRAM-MD5 KERBEROS_V4");
  assert_true(read_line("IMPLEMENTATION a.b (c) <d>", 0, &line));
  assert_slice(line.params, "a.b (c) <d>");
  assert_true(read_line("X-!#~ 1", 0, &line));
  assert_int_equal(line.capability, MW_POP3_CAP_UNKNOWN);
  assert_slice(line.tag, "X-!#~");
  assert_true(finding.tolerated == 0);
}

static void test_pop3_capability_lines_that_are_none(void **state)
{
  static const struct {
    const char *line;
    mw_fault fault;
    size_t offset;
  } rows[] = {
      {"", MW_FAULT_BAD_CAPABILITY, 0},         {" TOP", MW_FAULT_BAD_CAPABILITY, 0},
      {".TOP", MW_FAULT_BAD_CAPABILITY, 0},     {"FOO.BAR", MW_FAULT_BAD_CAPABILITY, 3},
      {"TOP ", MW_FAULT_BAD_CAPABILITY, 3},     {"SASL  PLAIN", MW_FAULT_BAD_CAPABILITY, 4},
      {"SASL\tA", MW_FAULT_BAD_CAPABILITY, 4},  {"SASL A  B", MW_FAULT_BAD_CAPABILITY, 6},
      {"TO\x7fP", MW_FAULT_BAD_CAPABILITY, 2},  {"A b\x01", MW_FAULT_BAD_CAPABILITY, 3},
      {"A b\r\n.", MW_FAULT_BAD_CAPABILITY, 3}, {"\xc3\xa9", MW_FAULT_BAD_CAPABILITY, 0},
      {"A \xc3\xa9", MW_FAULT_EIGHT_BIT, 2},
  };
  mw_pop3_capability_line line;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (read_line(rows[i].line, 0, &line) || finding.fault != rows[i].fault ||
        finding.offset != rows[i].offset || finding.tolerated != 0) {
      fail_msg("\"%s\": %s at %u", rows[i].line, mw_fault_name(finding.fault),
               (unsigned)finding.offset);
    }
  }
}

static void test_pop3_capability_tolerances(void **state)
{
  mw_pop3_capability_line line;
  (void)state;
  assert_true(read_line("SASL  A \t B", MW_ALLOW_SEPARATOR, &line));
  assert_slice(line.params, "A \t B");
  assert_true(finding.tolerated == MW_ALLOW_SEPARATOR);
  assert_true(read_line("TOP \t", MW_ALLOW_TRAILING_SPACE, &line));
  assert_slice(line.tag, "TOP");
  assert_absent(line.params);
  assert_true(finding.tolerated == MW_ALLOW_TRAILING_SPACE);
  assert_true(read_line("IMPLEMENTATION \xe3\x83\x91", MW_ALLOW_UTF8, &line));
  assert_true(finding.tolerated == MW_ALLOW_UTF8);
  assert_false(read_line("SASL  A\x01", MW_ALLOW_SEPARATOR, &line));
  assert_true(finding.tolerated == 0);
}

/* ---- the set -----------------------------------------------------------------------------------
 */

static void test_pop3_capability_set_of_typed_values(void **state)
{
  filled f;
  (void)state;
  finding =
      fill(&f,
           "TOP\nUSER\nsasl PLAIN x-own LOGIN\nSASL CRAM-MD5\nLOGIN-DELAY 900\nEXPIRE 60 user\n"
           "UTF8 USER\nX-FOO bar\nIMPLEMENTATION a b",
           0);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_true(mw_pop3_capabilities_has(&f.set, MW_POP3_CAP_TOP));
  assert_true(mw_pop3_capabilities_has(&f.set, MW_POP3_CAP_IMPLEMENTATION));
  assert_false(mw_pop3_capabilities_has(&f.set, MW_POP3_CAP_UIDL));
  assert_false(mw_pop3_capabilities_has(&f.set, MW_POP3_CAP_UNKNOWN));
  assert_false(mw_pop3_capabilities_has(&f.set, (mw_pop3_capability)63));
  assert_false(mw_pop3_capabilities_has(&f.set, (mw_pop3_capability)1000));
  assert_true(mw_sasl_set_has(&f.set.sasl, MW_SASL_PLAIN));
  assert_true(mw_sasl_set_has(&f.set.sasl, MW_SASL_LOGIN));
  assert_true(mw_sasl_set_has(&f.set.sasl, MW_SASL_CRAM_MD5));
  assert_false(mw_sasl_set_has(&f.set.sasl, MW_SASL_NTLM));
  assert_int_equal(f.set.sasl.unknown, 1);
  assert_true(f.set.has_login_delay && f.set.login_delay == 900 && !f.set.login_delay_user);
  assert_true(f.set.has_expire && f.set.expire == 60 && f.set.expire_user);
  assert_true(f.set.utf8_user);
  assert_int_equal(f.set.unknown, 1);
  finding = fill(&f, "EXPIRE never\nLOGIN-DELAY 0 USER\nUTF8", 0);
  assert_true(f.set.has_expire && f.set.expire == MW_POP3_EXPIRE_NEVER && !f.set.expire_user);
  assert_true(f.set.has_login_delay && f.set.login_delay == 0 && f.set.login_delay_user);
  assert_false(f.set.utf8_user);
  finding = fill(&f, "EXPIRE 0", 0);
  assert_true(f.set.has_expire && f.set.expire == 0);
  finding = fill(&f, "EXPIRE NEVER USER", 0);
  assert_true(f.set.expire == MW_POP3_EXPIRE_NEVER && f.set.expire_user);
}

/* A value that is none, or too large, is void; the tag is announced all the same. */
static void test_pop3_capability_set_of_void_values(void **state)
{
  static const char *const lines[] = {"",
                                      " x",
                                      " -1",
                                      " 5x",
                                      " 5 USERS",
                                      " 5 USER x",
                                      " 4294967295",
                                      " 4294967296",
                                      " 99999999999999999999",
                                      " 4294967294x",
                                      " 99999999999x",
                                      " USER"};
  char line[64];
  filled f;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    strcpy(line, "EXPIRE");
    strcat(line, lines[i]);
    finding = fill(&f, line, 0);
    assert_true(mw_pop3_capabilities_has(&f.set, MW_POP3_CAP_EXPIRE));
    assert_false(f.set.has_expire);
    assert_false(f.set.expire_user);
    strcpy(line, "LOGIN-DELAY");
    strcat(line, lines[i]);
    finding = fill(&f, line, 0);
    assert_true(mw_pop3_capabilities_has(&f.set, MW_POP3_CAP_LOGIN_DELAY));
    assert_false(f.set.has_login_delay);
  }
  finding = fill(&f, "LOGIN-DELAY NEVER", 0);
  assert_false(f.set.has_login_delay);
  finding = fill(&f, "EXPIRE 4294967294", 0);
  assert_true(f.set.has_expire && f.set.expire == UINT32_MAX - 1);
  finding = fill(&f, "UTF8 FOO", 0);
  assert_false(f.set.utf8_user);
}

static void test_pop3_capability_set_passes_over_lines_that_are_none(void **state)
{
  filled f;
  mw_slice line;
  size_t at = 0;
  (void)state;
  finding = fill(&f, "TOP\nFOO.BAR\nUIDL", 0);
  assert_int_equal(finding.fault, MW_FAULT_BAD_CAPABILITY);
  assert_int_equal(f.set.unknown, 0);
  assert_true(mw_pop3_capabilities_has(&f.set, MW_POP3_CAP_UIDL));
  assert_true(mw_announced_next(&f.set.lines, &at, &line));
  assert_true(mw_announced_next(&f.set.lines, &at, &line));
  assert_slice(line, "UIDL");
  assert_false(mw_announced_next(&f.set.lines, &at, &line));
}

static bool are_equal(const char *a, const char *b)
{
  filled one;
  filled other;
  bool equal;
  finding = fill(&one, a, MW_ALLOW_REPORTED);
  finding = fill(&other, b, MW_ALLOW_REPORTED);
  equal = mw_pop3_capabilities_equal(&one.set, &other.set);
  assert_int_equal(equal, mw_pop3_capabilities_equal(&other.set, &one.set));
  assert_true(mw_pop3_capabilities_equal(&one.set, &one.set));
  return equal;
}

static void test_pop3_capability_sets_compare(void **state)
{
  static const char *const same[][2] = {
      {"", ""},
      {"TOP\nUIDL", "uidl\nTop\nTOP"},
      {"SASL PLAIN LOGIN", "SASL login\nSASL PLAIN login"},
      {"SASL X-A X-B PLAIN", "sasl x-b\nSASL plain x-a X-A"},
      {"X-FOO a b", "x-foo  A\tB\nX-FOO a b"},
      {"EXPIRE 5 USER", "expire 05 user"},
      {"UTF8\nUTF8 USER", "UTF8 USER\nUTF8"},
      {"UTF8 USER \t", "UTF8 USER"},
      {"IMPLEMENTATION Foo 1", "implementation  foo 1 "},
  };
  static const char *const different[][2] = {
      {"TOP", ""},
      {"TOP", "UIDL"},
      {"SASL PLAIN", "SASL LOGIN"},
      {"SASL X-A", "SASL"},
      {"SASL X-A", "SASL X-B"},
      {"SASL X-A X-B", "SASL X-B"},
      {"X-FOO a", "X-FOO b"},
      {"X-FOO", "X-FOO a"},
      {"X-FOO", ""},
      {"X-FOO", "X-BAR"},
      {"X-FOO\nX-BAR", "X-BAR"},
      {"EXPIRE 5", "EXPIRE 5 USER"},
      {"EXPIRE 5", "EXPIRE 6"},
      {"EXPIRE NEVER", "EXPIRE 0"},
      {"EXPIRE x", "EXPIRE y"},
      {"EXPIRE 99999999999", "EXPIRE 88888888888"},
      {"LOGIN-DELAY 5", "LOGIN-DELAY 6"},
      {"LOGIN-DELAY", "LOGIN-DELAY 0"},
      {"UTF8", "UTF8 USER"},
      {"IMPLEMENTATION foo", "IMPLEMENTATION bar"},
      {"TOP", "TOP x"},
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof same / sizeof same[0]; i++) {
    if (!are_equal(same[i][0], same[i][1])) {
      fail_msg("\"%s\" and \"%s\" are not equal", same[i][0], same[i][1]);
    }
  }
  for (i = 0; i < sizeof different / sizeof different[0]; i++) {
    if (are_equal(different[i][0], different[i][1])) {
      fail_msg("\"%s\" and \"%s\" are equal", different[i][0], different[i][1]);
    }
  }
}

/* Without a room the lines are lost, but not that there were some. */
static void test_pop3_capability_sets_compare_without_a_room(void **state)
{
  mw_pop3_capabilities a;
  mw_pop3_capabilities b;
  (void)state;
  memset(&finding, 0, sizeof finding);
  mw_pop3_capabilities_init(&a, NULL, 0);
  mw_pop3_capabilities_init(&b, NULL, 0);
  assert_true(mw_pop3_capabilities_equal(&a, &b));
  mw_pop3_capabilities_add(&a, text("X-FOO"), 0, &finding);
  assert_false(mw_pop3_capabilities_equal(&a, &b));
  assert_true(a.lines.overflow);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_capability_lines),
      cmocka_unit_test(test_pop3_capability_lines_that_are_none),
      cmocka_unit_test(test_pop3_capability_tolerances),
      cmocka_unit_test(test_pop3_capability_set_of_typed_values),
      cmocka_unit_test(test_pop3_capability_set_of_void_values),
      cmocka_unit_test(test_pop3_capability_set_passes_over_lines_that_are_none),
      cmocka_unit_test(test_pop3_capability_sets_compare),
      cmocka_unit_test(test_pop3_capability_sets_compare_without_a_room),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
