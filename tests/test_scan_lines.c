/* SPDX-License-Identifier: MIT */
/* Lines counted in blocks are those counted octet by octet, at every length and alignment, and
 * nothing outside is read or counted: each text lies in a heap block that ends with it.
 */
#include "support/assert_mw.h"

#include <stdlib.h>

#include "support/random.h"
#include "wire/scan_lines.h"

enum { LONGEST = 300, ALIGNMENTS = 16, LARGE = 64 * 1024 };

static void check_count(const char *at, size_t len, size_t *lines, bool *high)
{
  bool plain_high = false;
  size_t plain = mwi_count_lines_plain(at, len, &plain_high);
  *high = !plain_high;
  *lines = mwi_count_lines(at, len, high);
  assert_int_equal(*lines, plain);
  assert_int_equal(*high, plain_high);
  assert_int_equal(mwi_count_lines(at, len, NULL), plain);
  assert_int_equal(mwi_has_high(at, len), plain_high);
}

/* Few LF, many, or octets above 127 among them. */
static char drawn_octet(uint64_t *r, unsigned kind)
{
  unsigned some = random_below(r, 8);
  if (some == 0 || (some < 5 && kind == 1)) {
    return '\n';
  }
  return (char)random_below(r, kind == 2 && some == 1 ? 256 : 128);
}

static void test_every_length_and_alignment(void **state)
{
  uint64_t r = 10;
  size_t len;
  size_t shift;
  size_t lines;
  bool high;
  (void)state;
  for (len = 0; len <= LONGEST; len++) {
    for (shift = 0; shift < ALIGNMENTS; shift++) {
      char *room = malloc(shift + len + 1);
      size_t i;
      assert_non_null(room);
      for (i = 0; i < shift; i++) { /* what stands in front would be seen */
        room[i] = (char)(i % 2 == 0 ? '\n' : -1);
      }
      for (i = 0; i < len; i++) {
        room[shift + i] = drawn_octet(&r, (unsigned)(len + shift) % 3);
      }
      room = realloc(room, shift + len > 0 ? shift + len : 1);
      check_count(room + shift, len, &lines, &high);
      free(room);
    }
  }
}

/* One octet above 127, or one LF, at every place. */
static void test_one_at_every_place(void **state)
{
  static const char odd[] = {'\n', (char)0x80, (char)0xff, (char)0x8a};
  char room[LONGEST];
  size_t len;
  size_t at;
  size_t lines;
  bool high;
  (void)state;
  for (len = 1; len <= LONGEST; len += 1 + len / 16) {
    for (at = 0; at < len; at++) {
      size_t kind = (at + len) % sizeof odd;
      memset(room, 'x', len);
      room[at] = odd[kind];
      check_count(room, len, &lines, &high);
      assert_int_equal(lines, odd[kind] == '\n');
      assert_int_equal(high, odd[kind] != '\n');
    }
  }
}

/* Nothing but LF: more than a lane holds, at the lengths around. */
static void test_no_lane_overflows(void **state)
{
  static char room[LARGE];
  size_t len;
  size_t lines;
  bool high;
  (void)state;
  memset(room, '\n', sizeof room);
  for (len = 16 * 250; len <= 16 * 260; len++) {
    check_count(room, len, &lines, &high);
    assert_int_equal(lines, len);
  }
  for (len = LARGE - 100; len <= LARGE; len++) {
    check_count(room, len, &lines, &high);
    assert_int_equal(lines, len);
    assert_false(high);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_length_and_alignment),
                                     cmocka_unit_test(test_one_at_every_place),
                                     cmocka_unit_test(test_no_lane_overflows)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
