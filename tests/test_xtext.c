/* SPDX-License-Identifier: MIT */
/* xtext: the reference, every pair of digits, every capacity, and nothing left behind by what is refused. */
#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/tsv.h"

enum { FILL = 0x5a };

typedef struct outcome {
  mw_status status;
  mw_finding finding;
  size_t count;
  char octets[512];
} outcome;

/* Decodes text, in a block of its size, into a block of cap octets; what is not written stays as it was. */
static void decode(mw_slice text, bool lower_hex, size_t cap, outcome *o)
{
  char *from = malloc(text.len + (text.len == 0));
  char *block = malloc(cap + (cap == 0));
  mw_room room = {block, cap};
  size_t i;
  assert_non_null(from);
  assert_non_null(block);
  assert_true(cap <= sizeof o->octets);
  if (text.len > 0) {
    memcpy(from, text.ptr, text.len);
  }
  memset(block, FILL, cap);
  memset(&o->finding, 0, sizeof o->finding);
  o->status = mw_xtext_decode(mw_slice_of(from, text.len), lower_hex, &room, &o->finding);
  o->count = cap - room.len;
  assert_ptr_equal(room.ptr, block + o->count);
  for (i = o->count; i < cap; i++) {
    assert_int_equal(block[i], FILL);
  }
  memcpy(o->octets, block, o->count);
  free(from);
  free(block);
}

/* n is how many octets wanted has: n - 1 is too small, n and more are enough. */
static void expect(mw_slice text, bool lower_hex, mw_slice wanted)
{
  size_t cap;
  outcome o;
  for (cap = 0; cap <= wanted.len + 1; cap++) {
    decode(text, lower_hex, cap, &o);
    if (cap < wanted.len) {
      assert_int_equal(o.status, MW_E_SPACE);
      assert_int_equal(o.count, 0);
    } else {
      assert_int_equal(o.status, MW_OK);
      assert_true(mw_slice_equal(mw_slice_of(o.octets, o.count), wanted));
    }
  }
}

/* The fault does not depend on the room. */
static void expect_refused(mw_slice text, bool lower_hex, size_t offset)
{
  size_t cap;
  outcome o;
  for (cap = 0; cap <= text.len + 1; cap++) {
    decode(text, lower_hex, cap, &o);
    assert_int_equal(o.status, MW_OK);
    assert_int_equal(o.count, 0);
    assert_int_equal(o.finding.fault, MW_FAULT_BAD_XTEXT);
    assert_int_equal(o.finding.offset, offset);
  }
}

static void check_row(const tsv *rows)
{
  char input[512];
  char wanted[512];
  size_t len = tsv_octets(tsv_field(rows, "input"), input, sizeof input);
  bool lower = strcmp(tsv_field(rows, "mode"), "lenient") == 0;
  bool valid = strcmp(tsv_field(rows, "verdict"), "valid") == 0;
  const char *parsed = tsv_field(rows, "parsed");
  outcome o;
  decode(mw_slice_of(input, len), lower, len, &o);
  if (o.status != MW_OK || (o.finding.fault == MW_FAULT_NONE) != valid) {
    fail_msg("%s: judged wrongly", tsv_field(rows, "id"));
  }
  if (valid) {
    assert_memory_equal(parsed, "decoded=", 8);
    len = tsv_octets(parsed + 8, wanted, sizeof wanted);
    if (!mw_slice_equal(mw_slice_of(o.octets, o.count), mw_slice_of(wanted, len))) {
      fail_msg("%s: decoded wrongly", tsv_field(rows, "id"));
    }
  }
}

static void test_xtext_agrees_with_each_row_of_the_reference(void **state)
{
  tsv rows;
  unsigned count = 0;
  (void)state;
  tsv_open(&rows, MAILWIRE_TESTS_DIR "/reference/grammar-vectors.tsv");
  while (tsv_next(&rows)) {
    if (strcmp(tsv_field(&rows, "production"), "xtext") == 0) {
      check_row(&rows);
      count++;
    }
  }
  assert_int_equal(count, 15);
}

static void test_xtext_decodes_at_every_capacity(void **state)
{
  (void)state;
  expect(mw_slice_text(""), false, mw_slice_text(""));
  expect(mw_slice_text(NULL), false, mw_slice_text(""));
  expect(mw_slice_text("abc"), false, mw_slice_text("abc"));
  expect(mw_slice_text("e+3Dmc2@example.com"), false, mw_slice_text("e=mc2@example.com"));
  expect(mw_slice_text("+2B+20+3D"), false, mw_slice_text("+ ="));
  expect(mw_slice_text("+2b"), true, mw_slice_text("+"));
  expect(mw_slice_text("+ff+Ff+fF"), true, mw_slice_text("\xff\xff\xff"));
}

static void test_xtext_refuses_with_the_offset(void **state)
{
  (void)state;
  expect_refused(mw_slice_text("+"), false, 0);
  expect_refused(mw_slice_text("a+"), false, 1);
  expect_refused(mw_slice_text("a+4"), false, 1);
  expect_refused(mw_slice_text("a+4G"), false, 1);
  expect_refused(mw_slice_text("a+G4"), true, 1);
  expect_refused(mw_slice_text("ab=c"), false, 2);
  expect_refused(mw_slice_text("+2b"), false, 0);
  expect_refused(mw_slice_text("+2B+2b"), false, 3);
  expect_refused(mw_slice_text("++2B"), false, 0);
  expect_refused(mw_slice_of("a\0b", 3), false, 1);
  expect_refused(mw_slice_text("+0A="), false, 3);
}

/* CMD-13, CMD-14: an encoded line end is told with its place, and the octets are there to be looked at. */
static void test_xtext_tells_of_the_first_control_character(void **state)
{
  static const struct {
    const char *text;
    size_t offset;
    const char *octets;
    size_t len;
  } cases[] = {{"x+0D+0Ay", 1, "x\r\ny", 4}, {"x+0Ay", 1, "x\ny", 3},   {"ab+00", 2, "ab\0", 3},
               {"+7F", 0, "\x7f", 1},        {"+20+1F", 3, " \x1f", 2}, {"+09", 0, "\t", 1}};
  size_t i;
  outcome o;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    mw_slice text = mw_slice_text(cases[i].text);
    expect(text, false, mw_slice_of(cases[i].octets, cases[i].len));
    decode(text, false, text.len, &o);
    assert_int_equal(o.finding.fault, MW_FAULT_DECODED_CONTROL);
    assert_int_equal(o.finding.offset, cases[i].offset);
  }
}

/* The value of the digit at that place in the list of the test below. */
static int value_of(ptrdiff_t place)
{
  return (int)(place < 16 ? place : place - 6);
}

/* Every "+XY": 22 * 22 pairs are digits when lower case counts, 16 * 16 when it does not. */
static void test_xtext_judges_every_pair_of_digits(void **state)
{
  static const char digits[] = "0123456789ABCDEFabcdef";
  unsigned pair;
  unsigned upper = 0;
  unsigned any = 0;
  (void)state;
  for (pair = 0; pair < 65536; pair++) {
    char text[3] = {'+', (char)(pair >> 8), (char)(pair & 255)};
    const char *high = memchr(digits, text[1], 22);
    const char *low = memchr(digits, text[2], 22);
    bool is_any = high != NULL && low != NULL;
    bool is_upper = is_any && high - digits < 16 && low - digits < 16;
    outcome o;
    decode(mw_slice_of(text, 3), true, 1, &o);
    assert_int_equal(o.finding.fault != MW_FAULT_BAD_XTEXT, is_any);
    if (is_any) {
      assert_int_equal((unsigned char)o.octets[0], value_of(high - digits) * 16 + value_of(low - digits));
    }
    decode(mw_slice_of(text, 3), false, 1, &o);
    assert_int_equal(o.finding.fault != MW_FAULT_BAD_XTEXT, is_upper);
    any += is_any;
    upper += is_upper;
  }
  assert_int_equal(any, 22 * 22);
  assert_int_equal(upper, 16 * 16);
}

/* Encodes into a block of cap octets; returns MW_OK with the text in o, or the status. */
static void encode(mw_slice octets, size_t cap, outcome *o)
{
  char *block = malloc(cap + (cap == 0));
  mw_room room = {block, cap};
  size_t i;
  assert_non_null(block);
  memset(block, FILL, cap);
  o->status = mw_xtext_encode(octets, &room);
  o->count = cap - room.len;
  for (i = o->count; i < cap; i++) {
    assert_int_equal(block[i], FILL);
  }
  memcpy(o->octets, block, o->count);
  free(block);
}

/* Only what may stand in an esmtp-value comes out, in exactly enough room, and goes back to the octets. */
static void test_xtext_encodes_all_octets(void **state)
{
  unsigned pair;
  (void)state;
  for (pair = 0; pair < 65536; pair++) {
    char octets[2] = {(char)(pair >> 8), (char)(pair & 255)};
    mw_slice in = mw_slice_of(octets, 2);
    size_t need = 0;
    size_t i;
    outcome text;
    outcome back;
    for (i = 0; i < 2; i++) {
      unsigned char octet = (unsigned char)octets[i];
      need += octet >= 33 && octet <= 126 && octet != '+' && octet != '=' ? 1 : 3;
    }
    encode(in, need - 1, &text);
    assert_int_equal(text.status, MW_E_SPACE);
    assert_int_equal(text.count, 0);
    encode(in, need + 1, &text);
    assert_int_equal(text.status, MW_OK);
    assert_int_equal(text.count, need);
    encode(in, need, &text);
    assert_int_equal(text.count, need);
    for (i = 0; i < need; i++) {
      assert_in_range(text.octets[i], 33, 126);
      assert_int_not_equal(text.octets[i], '=');
    }
    decode(mw_slice_of(text.octets, need), false, 2, &back);
    assert_int_not_equal(back.finding.fault, MW_FAULT_BAD_XTEXT);
    assert_memory_equal(back.octets, octets, 2);
  }
}

static void test_xtext_encodes_nothing_to_nothing(void **state)
{
  mw_room room = {NULL, 0};
  (void)state;
  assert_int_equal(mw_xtext_encode(mw_slice_text(NULL), &room), MW_OK);
  assert_null(room.ptr);
  assert_int_equal(room.len, 0);
}

static void test_xtext_wants_all_arguments(void **state)
{
  mw_room room = {NULL, 0};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  (void)state;
  assert_int_equal(mw_xtext_decode(mw_slice_text("a"), false, NULL, &finding), MW_E_ARGUMENT);
  assert_int_equal(mw_xtext_decode(mw_slice_text("a"), false, &room, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_xtext_encode(mw_slice_text("a"), NULL), MW_E_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_xtext_agrees_with_each_row_of_the_reference),
      cmocka_unit_test(test_xtext_decodes_at_every_capacity),
      cmocka_unit_test(test_xtext_refuses_with_the_offset),
      cmocka_unit_test(test_xtext_tells_of_the_first_control_character),
      cmocka_unit_test(test_xtext_judges_every_pair_of_digits),
      cmocka_unit_test(test_xtext_encodes_all_octets),
      cmocka_unit_test(test_xtext_encodes_nothing_to_nothing),
      cmocka_unit_test(test_xtext_wants_all_arguments),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
