/* SPDX-License-Identifier: MIT */
/* POP3 commands that are not written: fields that do not belong, that are missing, that are none.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/pop3_argument.h"

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

static void refused(mw_pop3_verb verb, const mw_pop3_argument *a, bool utf8)
{
  mw_slice out = pop3_written(verb, a, utf8);
  if (out.len != 0) {
    fail_msg("%s was written", mw_pop3_verb_name(verb));
  }
}

static void test_pop3_write_refuses_fields_that_the_verb_does_not_take(void **state)
{
  int verb;
  int field;
  int tried = 0;
  (void)state;
  for (verb = 1; verb < 256; verb++) {
    mw_pop3_argument a;
    if (mw_pop3_verb_row((mw_pop3_verb)verb) == NULL) {
      refused((mw_pop3_verb)verb, NULL, false);
      continue;
    }
    a = pop3_full((mw_pop3_verb)verb);
    assert_int_not_equal(pop3_written((mw_pop3_verb)verb, &a, false).len, 0);
    for (field = 0; field < POP3_SLICES; field++) {
      mw_pop3_argument b = a;
      if (pop3_slice_of(&b, field)->ptr == NULL) {
        *pop3_slice_of(&b, field) = text("x");
        refused((mw_pop3_verb)verb, &b, false);
        *pop3_slice_of(&b, field) = text("");
        refused((mw_pop3_verb)verb, &b, false);
        tried++;
      }
    }
    if (a.message == 0) {
      a.message = 1;
      refused((mw_pop3_verb)verb, &a, false);
      a.message = 0;
    }
    if (a.lines == 0) {
      a.lines = 1;
      refused((mw_pop3_verb)verb, &a, false);
    }
  }
  assert_true(tried > 100);
  refused(MW_POP3_UNKNOWN, NULL, false);
  refused((mw_pop3_verb)0x4000, NULL, false);
}

static void test_pop3_write_refuses_what_is_missing(void **state)
{
  static const mw_pop3_verb verbs[] = {MW_POP3_USER, MW_POP3_PASS, MW_POP3_APOP, MW_POP3_AUTH,
                                       MW_POP3_RETR, MW_POP3_DELE, MW_POP3_TOP,  MW_POP3_RPOP};
  size_t i;
  int field;
  (void)state;
  for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    mw_pop3_argument a = pop3_full(verbs[i]);
    refused(verbs[i], NULL, false);
    for (field = 0; field < POP3_SLICES; field++) {
      mw_pop3_argument b = a;
      pop3_slice_of(&b, field)->len = 0;
      if (pop3_slice_of(&b, field)->ptr != NULL) {
        refused(verbs[i], &b, false);
      }
      pop3_slice_of(&b, field)->ptr = NULL;
      if (pop3_slice_of(&a, field)->ptr != NULL &&
          field != POP3_INITIAL) { /* an initial response may be absent */
        refused(verbs[i], &b, false);
      }
    }
    a.message = 0;
    if (a.lines != 0) {
      refused(verbs[i], &a, false);
    }
  }
}

static void test_pop3_write_refuses_what_would_forge_a_line(void **state)
{
  static const char octets[] = "\r\n\0\x01\x08\x0b\x1b\x7f\x80\xff";
  int verb;
  int field;
  size_t i;
  size_t at;
  int tried = 0;
  (void)state;
  for (verb = 1; verb < 256; verb++) {
    if (mw_pop3_verb_row((mw_pop3_verb)verb) == NULL) {
      continue;
    }
    for (field = 0; field < POP3_SLICES; field++) {
      mw_pop3_argument a = pop3_full((mw_pop3_verb)verb);
      mw_slice *slice = pop3_slice_of(&a, field);
      char copy[64];
      mw_slice good = *slice;
      for (i = 0; good.ptr != NULL && i < sizeof octets - 1; i++) {
        for (at = 0; at < good.len; at++) {
          memcpy(copy, good.ptr, good.len);
          copy[at] = octets[i];
          *slice = mw_slice_of(copy, good.len);
          refused((mw_pop3_verb)verb, &a, false);
          refused((mw_pop3_verb)verb, &a, true);
          tried++;
        }
      }
    }
  }
  assert_true(tried > 500);
}

static void test_pop3_write_refuses_values_that_are_none(void **state)
{
  static const struct {
    mw_pop3_verb verb;
    int field;
    const char *value;
  } rows[] = {
      {MW_POP3_USER, 0, "a b"},
      {MW_POP3_USER, 0, "a\tb"},
      {MW_POP3_APOP, 0, "a b"},
      {MW_POP3_APOP, 2, "C4C9334BAC560ECC979E58001B3E22FB"},
      {MW_POP3_APOP, 2, "c4c9334bac560ecc979e58001b3e22f"},
      {MW_POP3_APOP, 2, "c4c9334bac560ecc979e58001b3e22fb0"},
      {MW_POP3_AUTH, 3, "PLAIN X"},
      {MW_POP3_AUTH, 3, "AAAAAAAAAAAAAAAAAAAAA"},
      {MW_POP3_AUTH, 4, "AAA"},
      {MW_POP3_AUTH, 4, "*"},
      {MW_POP3_AUTH, 4, "=="},
      {MW_POP3_LANG, 5, "en_GB"},
      {MW_POP3_LANG, 5, "en-"},
      {MW_POP3_LANG, 5, "* "},
      {MW_POP3_LANG, 5, "de de"},
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    mw_pop3_argument a = pop3_full(rows[i].verb);
    *pop3_slice_of(&a, rows[i].field) = text(rows[i].value);
    refused(rows[i].verb, &a, false);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_write_refuses_fields_that_the_verb_does_not_take),
      cmocka_unit_test(test_pop3_write_refuses_what_is_missing),
      cmocka_unit_test(test_pop3_write_refuses_what_would_forge_a_line),
      cmocka_unit_test(test_pop3_write_refuses_values_that_are_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
