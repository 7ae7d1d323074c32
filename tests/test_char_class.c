/* SPDX-License-Identifier: MIT */
/* The character classes, all 256 octets, against the rules written out a second time: member by member where
 * the table has ranges, by what is left out where it has gaps. */
#include "support/assert_mw.h"
#include "text/char_class.h"

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define PRINTABLE LETTERS DIGITS "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"

typedef struct class_case {
  const char *rule;
  bool (*predicate)(char octet);
  const char *members;
  const char *but;
  unsigned count;
} class_case;

static const class_case cases[] = {
    {"ALPHA, RFC 5234 B.1", mwi_is_alpha, LETTERS, "", 52},
    {"DIGIT, RFC 5234 B.1", mwi_is_digit, DIGITS, "", 10},
    {"HEXDIG, RFC 5234 B.1", mwi_is_hexdig, DIGITS "ABCDEFabcdef", "", 22},
    {"VCHAR, RFC 5234 B.1", mwi_is_vchar, PRINTABLE, "", 94},
    {"WSP, RFC 5234 B.1", mwi_is_wsp, " \t", "", 2},
    {"atext, RFC 5322 3.2.3", mwi_is_atext, LETTERS DIGITS "!#$%&'*+-/=?^_`{|}~", "", 81},
    {"qtextSMTP, RFC 5321 4.1.2", mwi_is_qtext_smtp, " " PRINTABLE, "\"\\", 93},
    {"dcontent, RFC 5321 4.1.3", mwi_is_dcontent, PRINTABLE, "[\\]", 91},
    {"Let-dig, RFC 5321 4.1.2", mwi_is_let_dig, LETTERS DIGITS, "", 62},
    {"Ldh-str, RFC 5321 4.1.2", mwi_is_ldh, LETTERS DIGITS "-", "", 63},
    {"esmtp-keyword, RFC 5321 4.1.2", mwi_is_esmtp_keyword, LETTERS DIGITS "-", "", 63},
    {"esmtp-value, RFC 5321 4.1.2", mwi_is_esmtp_value, PRINTABLE, "=", 93},
    {"textstring, RFC 5321 4.2", mwi_is_textstring, "\t " PRINTABLE, "", 96},
    {"xchar, RFC 3461 4", mwi_is_xchar, PRINTABLE, "+=", 92},
    {"QCHAR, RFC 6533 3", mwi_is_qchar, PRINTABLE, "+=\\", 91},
    {"base64-char, RFC 4954 8", mwi_is_base64, LETTERS DIGITS "+/", "", 64},
};

static bool has(const char *members, unsigned octet)
{
  return octet != 0 && octet < 0x80 && strchr(members, (int)octet) != NULL;
}

static void test_char_class_has_the_members_of_the_rule(void **state)
{
  size_t i;
  unsigned octet;
  (void)state;
  assert_int_equal(strlen(PRINTABLE), 0x7e - 0x21 + 1);
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    const class_case *c = &cases[i];
    unsigned count = 0;
    for (octet = 0; octet < 256; octet++) {
      bool wanted = has(c->members, octet) && !has(c->but, octet);
      if (c->predicate((char)octet) != wanted) {
        fail_msg("%s: octet %u", c->rule, octet);
      }
      count += wanted;
    }
    assert_int_equal(count, c->count);
  }
}

static void test_char_class_joins_classes(void **state)
{
  unsigned octet;
  unsigned count = 0;
  (void)state;
  for (octet = 0; octet < 256; octet++) {
    char c = (char)octet;
    assert_int_equal(mwi_is_class(c, MWI_CLASS_WSP | MWI_CLASS_VCHAR),
                     mwi_is_wsp(c) || mwi_is_vchar(c));
    assert_false(mwi_is_class(c, 0));
    count += mwi_is_class(c, MWI_CLASS_WSP | MWI_CLASS_VCHAR);
  }
  assert_int_equal(count, 96);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_char_class_has_the_members_of_the_rule),
      cmocka_unit_test(test_char_class_joins_classes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
