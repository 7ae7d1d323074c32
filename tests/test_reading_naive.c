/* SPDX-License-Identifier: MIT */
/* Reading models against readers that are written plainly, and against the dot decoder: all short
 * bodies, and random ones.
 */
#include <stdio.h>

#include "support/assert_mw.h"
#include "support/assert_reading.h"
#include "support/naive.h"
#include "support/random.h"

static const char reading_alphabet[] = {'\r', '\n', '.', '\0', 'a', '\x80'};

enum { OCTETS = sizeof reading_alphabet, LONGEST = 600 };

static void print_octets(const char *octets, size_t len)
{
  size_t i;
  for (i = 0; i < len; i++) {
    printf("%02x ", (unsigned char)octets[i]);
  }
  puts("");
}

static void assert_ends(const mw_reading *r, const char *octets, size_t len, bool finished)
{
  size_t first = naive_end(octets, len, MW_READING_STRICT, finished);
  bool differ = false;
  int model;
  for (model = 1; model <= MW_READING_MODELS; model++) {
    uint64_t offset;
    size_t expected = naive_end(octets, len, (mw_reading_model)model, finished);
    mw_reading_end end = mw_reading_get(r, (mw_reading_model)model, &offset);
    size_t got = end == MW_READING_ENDED ? (size_t)offset : NAIVE_OPEN;
    if (got != expected) {
      print_octets(octets, len);
      fail_msg("%s: %ld, not %ld%s", mw_reading_model_name((mw_reading_model)model), (long)got,
               (long)expected, finished ? ", finished" : "");
    }
    differ |= expected != first;
  }
  assert_int_equal(mw_reading_differs(r), differ);
}

static void compare_ends(const char *octets, size_t len, uint64_t cuts)
{
  mw_reading r;
  mw_reading_init(&r);
  give_octets(&r, octets, len, cuts);
  assert_ends(&r, octets, len, false);
  (void)mw_reading_finish(&r);
  assert_ends(&r, octets, len, true);
}

/* Where the decoder ends, NAIVE_OPEN: nowhere. */
static size_t decoded_end(const char *octets, size_t len, uint64_t allow)
{
  mw_dot_decoder d;
  mw_dot_event event;
  mw_slice in = mw_slice_of(octets, len);
  assert_int_equal(mw_dot_decoder_init(&d, MW_DOT_KEEP, 0, allow), MW_OK);
  while (mw_dot_decoder_next(&d, &in, &event) == MW_OK) {
    if (event.kind == MW_DOT_END) {
      return (size_t)event.offset;
    }
  }
  return NAIVE_OPEN;
}

/* STRICT and LF are what the decoder does. */
static void compare_with_decoder(const char *octets, size_t len)
{
  mw_reading r;
  uint64_t offset;
  mw_reading_init(&r);
  (void)mw_reading_add(&r, mw_slice_of(octets, len));
  offset = decoded_end(octets, len, 0);
  assert_end(&r, MW_READING_STRICT, offset == NAIVE_OPEN ? NONE : (int)offset);
  offset = decoded_end(octets, len, MW_ALLOW_LF_DOT_END);
  assert_end(&r, MW_READING_LF, offset == NAIVE_OPEN ? NONE : (int)offset);
}

/* Every body of up to seven octets whole and octet by octet, of up to five octets at all sets of
 * cuts. */
static void test_reading_of_all_short_bodies(void **state)
{
  char octets[8] = {0};
  size_t len;
  (void)state;
  for (len = 0; len <= 7; len++) {
    unsigned long count = 1;
    unsigned long n;
    size_t i;
    for (i = 0; i < len; i++) {
      count *= OCTETS;
    }
    for (n = 0; n < count; n++) {
      unsigned long rest = n;
      uint64_t cuts;
      for (i = 0; i < len; i++) {
        octets[i] = reading_alphabet[rest % OCTETS];
        rest /= OCTETS;
      }
      compare_ends(octets, len, UINT64_MAX);
      compare_with_decoder(octets, len);
      for (cuts = 0; cuts < (len > 5 ? 1 : UINT64_C(1) << len); cuts += 2) {
        compare_ends(octets, len, cuts);
      }
    }
  }
}

/* Bodies of CR, LF and dots alone, up to twelve octets, and random ones of all octets at random
 * cuts. */
static void test_reading_of_line_ends_and_dots(void **state)
{
  char octets[12];
  unsigned long count = 3;
  size_t len;
  (void)state;
  for (len = 1; len <= sizeof octets; len++, count *= 3) {
    unsigned long n;
    for (n = 0; n < count; n++) {
      unsigned long rest = n;
      size_t i;
      for (i = 0; i < len; i++) {
        octets[i] = reading_alphabet[rest % 3];
        rest /= 3;
      }
      compare_ends(octets, len, n % 2 == 0 ? UINT64_MAX : n);
      compare_with_decoder(octets, len);
    }
  }
}

static void test_reading_of_random_bodies(void **state)
{
  uint64_t seed = 11;
  unsigned round;
  (void)state;
  for (round = 0; round < 200000; round++) {
    char octets[LONGEST];
    size_t most = random_below(&seed, round % 20 == 0 ? LONGEST : 40);
    size_t len = 0;
    while (len < most) {
      size_t run = random_below(&seed, 4) == 0 ? random_below(&seed, 90) : 0;
      char octet = random_below(&seed, 3) == 0 ? '\x81' : 'b';
      while (run-- > 0 && len < most) {
        octets[len++] = octet;
      }
      if (len < most) {
        octets[len++] = reading_alphabet[random_below(&seed, OCTETS)];
      }
    }
    compare_ends(octets, len,
                 (uint64_t)random_below(&seed, UINT32_MAX) << 32 | random_below(&seed, UINT32_MAX));
    compare_with_decoder(octets, len);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reading_of_all_short_bodies),
      cmocka_unit_test(test_reading_of_line_ends_and_dots),
      cmocka_unit_test(test_reading_of_random_bodies),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
