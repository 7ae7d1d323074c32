/* SPDX-License-Identifier: MIT */
/* Items of POP3 listings: read, tolerated, refused with their offsets. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include "support/pop3_item.h"

static mw_finding finding;

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

static void test_pop3_listing_numbers_and_what_follows(void **state)
{
  item i;
  (void)state;
  assert_true(read_item(DROP, text("2 320"), 0, &i, &finding));
  assert_true(i.number == 2 && i.octets == 320 && i.text.ptr == NULL);
  assert_true(read_item(DROP, text("0 0"), 0, &i, &finding));
  assert_true(i.number == 0 && i.octets == 0);
  assert_true(
      read_item(DROP, text("4294967295 18446744073709551615 extra  words "), 0, &i, &finding));
  assert_true(i.number == UINT32_MAX && i.octets == UINT64_MAX);
  assert_slice(i.text, "extra  words ");
  assert_true(read_item(SCAN, text("1 120"), 0, &i, &finding));
  assert_true(i.number == 1 && i.octets == 120 && i.text.ptr == NULL);
  assert_true(read_item(SCAN, text("0000000001 0"), 0, &i, &finding));
  assert_true(i.number == 1 && i.octets == 0);
  assert_true(read_item(SCAN, text("999999999 999999999"), 0, &i, &finding));
  assert_true(i.number == 999999999 && i.octets == 999999999);
  assert_true(read_item(SCAN, text("4294967295 18446744073709551615"), 0, &i, &finding));
  assert_true(i.number == UINT32_MAX && i.octets == UINT64_MAX);
  assert_true(read_item(SCAN, text("1 4294967296 subject"), 0, &i, &finding));
  assert_true(i.octets == UINT64_C(4294967296));
  assert_slice(i.text, "subject");
  assert_true(read_item(UIDL, text("1 whqtswO00WBw418f9t5JxYwZ"), 0, &i, &finding));
  assert_int_equal(i.number, 1);
  assert_slice(i.text, "whqtswO00WBw418f9t5JxYwZ");
  assert_true(read_item(UIDL, text("2 !~"), 0, &i, &finding));
  assert_slice(i.text, "!~");
  assert_true(read_item(LANG, text("en English"), 0, &i, &finding));
  assert_slice(i.tag, "en");
  assert_slice(i.text, "English");
  assert_true(read_item(LANG, text("i-default"), 0, &i, &finding));
  assert_slice(i.tag, "i-default");
  assert_absent(i.text);
  assert_true(finding.tolerated == 0);
}

typedef struct wrong {
  listing which;
  const char *text;
  mw_fault fault;
  size_t offset;
} wrong;

static void test_pop3_listing_faults_tell_where(void **state)
{
  static const wrong rows[] = {
      {DROP, "", MW_FAULT_BAD_LISTING, 0},
      {DROP, "2", MW_FAULT_BAD_LISTING, 1},
      {DROP, "2 ", MW_FAULT_BAD_LISTING, 2},
      {DROP, "2 abc", MW_FAULT_BAD_LISTING, 2},
      {DROP, "abc", MW_FAULT_BAD_LISTING, 0},
      {DROP, " 2 320", MW_FAULT_BAD_LISTING, 0},
      {DROP, "2  320", MW_FAULT_BAD_LISTING, 2},
      {DROP, "2\t320", MW_FAULT_BAD_LISTING, 1},
      {DROP, "2 320 ", MW_FAULT_BAD_LISTING, 5},
      {DROP, "2 320  x", MW_FAULT_BAD_LISTING, 6},
      {DROP, "2 320x", MW_FAULT_BAD_LISTING, 5},
      {DROP, "2 -1", MW_FAULT_BAD_LISTING, 2},
      {DROP, "+2 1", MW_FAULT_BAD_LISTING, 0},
      {DROP, "4294967296 1", MW_FAULT_NUMBER_TOO_LARGE, 0},
      {DROP, "1 18446744073709551616", MW_FAULT_NUMBER_TOO_LARGE, 2},
      {SCAN, "", MW_FAULT_BAD_LISTING, 0},
      {SCAN, "0 120", MW_FAULT_BAD_LISTING, 0},
      {SCAN, "0000 1", MW_FAULT_BAD_LISTING, 0},
      {SCAN, "1", MW_FAULT_BAD_LISTING, 1},
      {SCAN, "1 ", MW_FAULT_BAD_LISTING, 2},
      {SCAN, "1 120 ", MW_FAULT_BAD_LISTING, 5},
      {SCAN, "1 120\t", MW_FAULT_BAD_LISTING, 5},
      {SCAN, "1 ten", MW_FAULT_BAD_LISTING, 2},
      {SCAN, "4294967296 1", MW_FAULT_NUMBER_TOO_LARGE, 0},
      {SCAN, "99999999999999999999 1", MW_FAULT_NUMBER_TOO_LARGE, 0},
      {SCAN, "1 18446744073709551616", MW_FAULT_NUMBER_TOO_LARGE, 2},
      {UIDL, "", MW_FAULT_BAD_LISTING, 0},
      {UIDL, "4", MW_FAULT_BAD_LISTING, 1},
      {UIDL, "0 a", MW_FAULT_BAD_LISTING, 0},
      {UIDL, "5 ", MW_FAULT_BAD_UNIQUE_ID, 2},
      {UIDL, "6 a b", MW_FAULT_BAD_LISTING, 3},
      {UIDL, "6 a ", MW_FAULT_BAD_LISTING, 3},
      {UIDL, "1  uid", MW_FAULT_BAD_LISTING, 2},
      {UIDL, "1\tuid", MW_FAULT_BAD_LISTING, 1},
      {UIDL, "7 \x7f", MW_FAULT_BAD_UNIQUE_ID, 2},
      {UIDL, "7 a\x7f", MW_FAULT_BAD_UNIQUE_ID, 3},
      {UIDL, "7 a\x01", MW_FAULT_BAD_UNIQUE_ID, 3},
      {UIDL, "7 a\xc3\xa9", MW_FAULT_BAD_UNIQUE_ID, 3},
      {UIDL, "4294967296 a", MW_FAULT_NUMBER_TOO_LARGE, 0},
      {LANG, "", MW_FAULT_BAD_LISTING, 0},
      {LANG, "* any", MW_FAULT_BAD_LISTING, 0},
      {LANG, "en_GB x", MW_FAULT_BAD_LISTING, 2},
      {LANG, "en  x", MW_FAULT_BAD_LISTING, 3},
      {LANG, "en ", MW_FAULT_BAD_LISTING, 2},
      {LANG, "en- x", MW_FAULT_BAD_LISTING, 3},
      {LANG, "abcdefghi x", MW_FAULT_BAD_LISTING, 0},
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    item unused;
    bool good = read_item(rows[i].which, text(rows[i].text), 0, &unused, &finding);
    if (good || finding.fault != rows[i].fault || finding.offset != rows[i].offset ||
        finding.tolerated != 0) {
      fail_msg("%d \"%s\": %s at %u", (int)rows[i].which, rows[i].text,
               mw_fault_name(finding.fault), (unsigned)finding.offset);
    }
  }
}

static void test_pop3_listing_unique_ids_have_70_octets(void **state)
{
  char line[80] = "1 ";
  item i;
  (void)state;
  memset(line + 2, 'u', 78);
  assert_true(read_item(UIDL, mw_slice_of(line, 72), 0, &i, &finding));
  assert_int_equal(i.text.len, 70);
  assert_false(read_item(UIDL, mw_slice_of(line, 73), 0, &i, &finding));
  assert_int_equal(finding.fault, MW_FAULT_BAD_UNIQUE_ID);
  assert_int_equal(finding.offset, 72);
  assert_true(read_item(UIDL, mw_slice_of(line, 80), MW_ALLOW_LONG_UNIQUE_ID, &i, &finding));
  assert_int_equal(i.text.len, 78);
  assert_true(finding.tolerated == MW_ALLOW_LONG_UNIQUE_ID);
}

typedef struct tolerated {
  listing which;
  const char *text;
  uint64_t bits; /* needed, each of them, and reported */
  const char *found;
} tolerated;

static void test_pop3_listing_each_tolerance_is_reported(void **state)
{
  static const tolerated rows[] = {
      {DROP, "2  320", MW_ALLOW_EXTRA_SPACE, NULL},
      {DROP, "2\t320", MW_ALLOW_SEPARATOR, NULL},
      {DROP, "2 \t320", MW_ALLOW_SEPARATOR | MW_ALLOW_EXTRA_SPACE, NULL},
      {DROP, "2 320  ", MW_ALLOW_TRAILING_SPACE, NULL},
      {DROP, "2 320  x y ", MW_ALLOW_EXTRA_SPACE, "x y "},
      {SCAN, "1 120 \t", MW_ALLOW_TRAILING_SPACE, NULL},
      {SCAN, "1  120  x", MW_ALLOW_EXTRA_SPACE, "x"},
      {SCAN, "1 120\tx", MW_ALLOW_SEPARATOR, "x"},
      {UIDL, "1   uid", MW_ALLOW_EXTRA_SPACE, "uid"},
      {UIDL, "1\tuid", MW_ALLOW_SEPARATOR, "uid"},
      {UIDL, "1 uid trailing", MW_ALLOW_EXTRA_TEXT, "uid"},
      {UIDL, "1 uid ", MW_ALLOW_TRAILING_SPACE, "uid"},
      {UIDL, "1 uid ", MW_ALLOW_EXTRA_TEXT, "uid"},
      {UIDL, "1 u\x7f\xff", MW_ALLOW_ODD_UNIQUE_ID, "u\x7f\xff"},
      {LANG, "en  English", MW_ALLOW_EXTRA_SPACE, "English"},
      {LANG, "en ", MW_ALLOW_TRAILING_SPACE, NULL},
      {LANG, "en\tEnglish", MW_ALLOW_SEPARATOR, "English"},
  };
  size_t i;
  int bit;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    item read;
    if (!read_item(rows[i].which, text(rows[i].text), rows[i].bits, &read, &finding) ||
        finding.tolerated != rows[i].bits || finding.fault != MW_FAULT_NONE) {
      fail_msg("\"%s\" is refused, or reports something else", rows[i].text);
    }
    assert_slices(read.text, text(rows[i].found));
    for (bit = 0; bit < 64; bit++) {
      uint64_t one = UINT64_C(1) << bit;
      if ((rows[i].bits & one) != 0) {
        assert_false(
            read_item(rows[i].which, text(rows[i].text), rows[i].bits & ~one, &read, &finding));
        assert_true(finding.tolerated == 0);
      }
    }
  }
}

/* T136: what a client reads of a response whose text is missing or odd. */
static void test_pop3_listing_of_responses_without_it(void **state)
{
  static const char *const lines[] = {"+OK", "+OK ", "+OK 2 abc", "+OK 20 Messages"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    mw_finding found = {MW_FAULT_NONE, 0, 0};
    mw_pop3_response response;
    mw_pop3_drop_listing drop;
    mw_pop3_scan_listing scan;
    mw_pop3_unique_id uidl;
    mw_pop3_language lang;
    assert_true(mw_pop3_response_parse(text(lines[i]), 0, &response, &found));
    assert_false(mw_pop3_drop_listing_parse(response.text, MW_ALLOW_REPORTED, &drop, &found));
    assert_int_equal(found.fault, MW_FAULT_BAD_LISTING);
    assert_false(mw_pop3_scan_listing_parse(response.text, MW_ALLOW_REPORTED, &scan, &found));
    assert_int_equal(mw_pop3_unique_id_parse(response.text, 0, &uidl, &found), i >= 2);
    assert_false(mw_pop3_language_parse(response.text, MW_ALLOW_REPORTED, &lang, &found));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_listing_numbers_and_what_follows),
      cmocka_unit_test(test_pop3_listing_faults_tell_where),
      cmocka_unit_test(test_pop3_listing_unique_ids_have_70_octets),
      cmocka_unit_test(test_pop3_listing_each_tolerance_is_reported),
      cmocka_unit_test(test_pop3_listing_of_responses_without_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
