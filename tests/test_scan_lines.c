/* SPDX-License-Identifier: MIT */
/* Lines and high octets counted in blocks, against octet by octet. */
#include "support/assert_mw.h"
#include "support/random.h"
#include "wire/scan_lines.h"

static char octets[20000];

static void same(const char *at, size_t len)
{
  bool high = true;
  bool plain_high = true;
  size_t plain = mwi_count_lines_plain(at, len, &plain_high);
  assert_int_equal(mwi_count_lines(at, len, &high), plain);
  assert_int_equal(high, plain_high);
}

/* Every length around the blocks, at every place in one; more LF than a lane of 8 bits can count.
 */
static void test_lines_alone(void **state)
{
  size_t begin;
  size_t len;
  (void)state;
  memset(octets, '\n', sizeof octets);
  for (begin = 0; begin < 16; begin++) {
    for (len = 0; len < 70; len++) {
      same(octets + begin, len);
    }
    same(octets + begin, 255 * 16 + begin);
    same(octets + begin, 256 * 16);
    same(octets + begin, sizeof octets - begin);
  }
}

static void test_one_high_octet(void **state)
{
  size_t place;
  (void)state;
  memset(octets, 'x', 100);
  for (place = 0; place < 100; place++) {
    octets[place] = (char)0x80;
    same(octets, 100);
    same(octets, place);
    same(octets, place + 1);
    octets[place] = 'x';
  }
}

static void test_any_octets(void **state)
{
  uint64_t chance = 9;
  int round;
  size_t i;
  (void)state;
  for (round = 0; round < 200; round++) {
    size_t len = random_below(&chance, sizeof octets);
    for (i = 0; i < len; i++) {
      octets[i] = (char)(round % 2 == 0 ? random_below(&chance, 256) : random_below(&chance, 128));
    }
    same(octets, len);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines_alone),
      cmocka_unit_test(test_one_high_octet),
      cmocka_unit_test(test_any_octets),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
