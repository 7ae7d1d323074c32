/* SPDX-License-Identifier: MIT */
/* Items of LIST and UIDL that go the short way say what an octet by octet reading says, and nothing
 * outside of the text is read: each text lies in a heap block of exactly its size.
 */
#include "support/assert_mw.h"

#include <stdlib.h>

#include "support/random.h"

enum { ROUNDS = 400000, LONGEST = 40 };

/* What a text says, read slowly. */
typedef struct slowly {
  bool good;
  uint64_t first;
  uint64_t second;
  size_t second_at; /* where what follows the first space stands */
  size_t behind;    /* where the second number ends */
} slowly;

/* 1*DIGIT from *at on, at most that large; *at goes behind it. */
static bool slow_number(mw_slice text, size_t *at, uint64_t most, uint64_t *number)
{
  size_t begin = *at;
  *number = 0;
  while (*at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9') {
    uint64_t digit = (uint64_t)(text.ptr[*at] - '0');
    if (*number > (most - digit) / 10) {
      return false;
    }
    *number = *number * 10 + digit;
    ++*at;
  }
  return *at > begin;
}

static slowly read_slowly(mw_slice text)
{
  slowly s = {false, 0, 0, 0, 0};
  size_t at = 0;
  if (!slow_number(text, &at, UINT32_MAX, &s.first) || s.first == 0 || at == text.len ||
      text.ptr[at] != ' ') {
    return s;
  }
  s.second_at = ++at;
  s.good = slow_number(text, &at, UINT64_MAX, &s.second);
  s.behind = at;
  return s;
}

/* Whether the second number is followed by nothing, or by a space and something that is not one. */
static bool ends_well(mw_slice text, const slowly *s)
{
  size_t left = text.len - s->behind;
  const char *at = text.ptr + s->behind;
  return left == 0 || (left > 1 && at[0] == ' ' && at[1] != ' ' && at[1] != '\t');
}

static void check_scan_listing(mw_slice text)
{
  slowly s = read_slowly(text);
  bool good = s.good && ends_well(text, &s);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_scan_listing item;
  bool read = mw_pop3_scan_listing_parse(text, 0, &item, &finding);
  if (read != good) {
    fail_msg("\"%.*s\" is%s a scan listing", (int)text.len, text.ptr, good ? "" : " not");
  }
  if (good) {
    assert_int_equal(item.message, s.first);
    assert_true(item.octets == s.second);
    assert_int_equal(item.extra.len, s.behind < text.len ? text.len - s.behind - 1 : 0);
  } else {
    assert_int_not_equal(finding.fault, MW_FAULT_NONE);
  }
}

static void check_unique_id(mw_slice text)
{
  slowly s = read_slowly(text);
  size_t len = s.second_at > 0 ? text.len - s.second_at : 0;
  bool good = len > 0 && len <= MW_POP3_UNIQUE_ID;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_unique_id item;
  size_t i;
  for (i = 0; good && i < len; i++) {
    unsigned char octet = (unsigned char)text.ptr[s.second_at + i];
    good = octet > 0x20 && octet < 0x7f;
  }
  assert_int_equal(mw_pop3_unique_id_parse(text, 0, &item, &finding), good);
  if (good) {
    assert_int_equal(item.message, s.first);
    assert_ptr_equal(item.id.ptr, text.ptr + s.second_at);
    assert_int_equal(item.id.len, len);
  }
}

/* Both readings of a text in a block of its own. */
static void check_text(const char *octets, size_t len)
{
  char *block = malloc(len > 0 ? len : 1);
  assert_non_null(block);
  memcpy(block, octets, len);
  check_scan_listing(mw_slice_of(block, len));
  check_unique_id(mw_slice_of(block, len));
  free(block);
}

/* Numbers of every length side by side. */
static void test_pop3_short_way_numbers_of_every_length(void **state)
{
  char octets[LONGEST + 2];
  size_t first;
  size_t second;
  (void)state;
  for (first = 0; first <= 12; first++) {
    for (second = 0; second <= 24; second++) {
      memset(octets, '1', sizeof octets);
      octets[first] = ' ';
      octets[first + 1 + second] = '\0';
      check_text(octets, first + 1 + second);
      memset(octets + first + 1, '9', second);
      check_text(octets, first + 1 + second);
      memset(octets, '0', first);
      check_text(octets, first + 1 + second);
    }
  }
}

/* Each octet at each place of good items. */
static void test_pop3_short_way_every_octet_at_every_place(void **state)
{
  static const char *const items[] = {"1 23456",         "12 34567",
                                      "123 456789",      "1234567 1234567",
                                      "123456 12345678", "42 whqtswO00WBw418f9t5JxYwZ"};
  size_t i;
  size_t at;
  unsigned octet;
  (void)state;
  for (i = 0; i < sizeof items / sizeof items[0]; i++) {
    for (at = 0; at < strlen(items[i]); at++) {
      for (octet = 0; octet < 256; octet++) {
        char octets[LONGEST];
        memcpy(octets, items[i], strlen(items[i]));
        octets[at] = (char)octet;
        check_text(octets, strlen(items[i]));
      }
    }
  }
}

static void test_pop3_short_way_random_texts(void **state)
{
  uint64_t seed = UINT64_C(0x9E3779B97F4A7C15);
  unsigned i;
  (void)state;
  for (i = 0; i < ROUNDS; i++) {
    char octets[LONGEST];
    mw_slice text =
        random_slice(&seed, octets, i % 2 == 0 ? "0123456789 " : "01234567890123456789  a\t~", 20);
    check_text(text.ptr, text.len);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_short_way_numbers_of_every_length),
      cmocka_unit_test(test_pop3_short_way_every_octet_at_every_place),
      cmocka_unit_test(test_pop3_short_way_random_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
