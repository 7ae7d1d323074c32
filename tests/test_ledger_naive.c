/* SPDX-License-Identifier: MIT */
/* The line-end ledger against plain counting by its definitions: all short streams, and random
 * ones, with gaps, at cuts everywhere.
 */
#include <stdio.h>

#include "support/assert_mw.h"
#include "support/naive.h"
#include "support/random.h"

static const int ledger_alphabet[] = {'\r', '\n', '.', 0, 'a', 0x80, NAIVE_GAP};

enum { SYMBOLS = sizeof ledger_alphabet / sizeof ledger_alphabet[0], LOST = 3, LONGEST = 400 };

/* Gives the symbols to l, the octets between two gaps in pieces: cut where the mask has a bit. */
static void give_symbols(mw_ledger *l, const int *symbols, size_t len, uint64_t cuts)
{
  char piece[LONGEST];
  size_t used = 0;
  size_t i;
  for (i = 0; i < len; i++) {
    bool gap = symbols[i] == NAIVE_GAP;
    if (gap || (cuts >> i % 64 & 1) != 0) {
      mw_ledger_add(l, mw_slice_of(piece, used));
      used = 0;
    }
    if (gap) {
      mw_ledger_gap(l, LOST);
    } else {
      piece[used++] = (char)symbols[i];
    }
  }
  mw_ledger_add(l, mw_slice_of(piece, used));
}

static void assert_counted(const mw_ledger *l, const naive_stream *s, size_t limit)
{
  int kind;
  for (kind = 1; kind <= MW_LEDGER_KINDS; kind++) {
    mw_ledger_entry got = mw_ledger_get(l, (mw_ledger_kind)kind);
    mw_ledger_entry expected = naive_ledger(s, (mw_ledger_kind)kind, limit);
    if (memcmp(&got, &expected, sizeof got) != 0) {
      size_t i;
      for (i = 0; i < s->len; i++) {
        printf("%s%02x", i > 0 ? " " : "", (unsigned)s->symbols[i]);
      }
      fail_msg("%s: %u@%u-%u, not %u@%u-%u%s", mw_ledger_kind_name((mw_ledger_kind)kind),
               (unsigned)got.count, (unsigned)got.first, (unsigned)got.last,
               (unsigned)expected.count, (unsigned)expected.first, (unsigned)expected.last,
               s->finished ? ", finished" : "");
    }
  }
  assert_true(mw_ledger_octets(l) == naive_octets(s));
  assert_true(mw_ledger_line_ends(l) == naive_line_ends(s));
  assert_true(mw_ledger_lines(l) == naive_lines(s));
}

static void compare_ledger(const int *symbols, size_t len, uint64_t cuts, size_t limit)
{
  naive_stream s = {symbols, len, LOST, false};
  mw_ledger l;
  assert_int_equal(mw_ledger_init(&l, limit), MW_OK);
  give_symbols(&l, symbols, len, cuts);
  assert_counted(&l, &s, limit);
  mw_ledger_finish(&l);
  s.finished = true;
  assert_counted(&l, &s, limit);
}

/* Every sequence of up to seven octets whole and octet by octet, of up to five octets and gaps at
 * all sets of cuts. */
static void test_ledger_of_all_short_streams(void **state)
{
  int symbols[7] = {0};
  size_t len;
  (void)state;
  for (len = 0; len <= 7; len++) {
    unsigned kinds = len > 5 ? SYMBOLS - 1 : SYMBOLS;
    unsigned long count = 1;
    unsigned long n;
    size_t i;
    for (i = 0; i < len; i++) {
      count *= kinds;
    }
    for (n = 0; n < count; n++) {
      unsigned long rest = n;
      uint64_t cuts;
      for (i = 0; i < len; i++) {
        symbols[i] = ledger_alphabet[rest % kinds];
        rest /= kinds;
      }
      if (len > 5) {
        compare_ledger(symbols, len, 0, 3);
        compare_ledger(symbols, len, UINT64_MAX, 5);
      } else {
        for (cuts = 0; cuts < (UINT64_C(1) << len); cuts += 2) {
          compare_ledger(symbols, len, cuts, 4);
        }
      }
    }
  }
}

/* Long ones: runs of text with odd octets between them, so that every way to pass over text is
 * taken. */
static void test_ledger_of_random_streams(void **state)
{
  uint64_t seed = 7;
  unsigned round;
  (void)state;
  for (round = 0; round < 20000; round++) {
    int symbols[LONGEST];
    size_t len = 0;
    size_t most = random_below(&seed, LONGEST);
    while (len < most) {
      size_t run = random_below(&seed, 3) == 0 ? random_below(&seed, 80) : 0;
      int octet = random_below(&seed, 3) == 0 ? 0xe3 : 'b';
      while (run-- > 0 && len < most) {
        symbols[len++] = octet;
      }
      if (len < most) {
        symbols[len++] = ledger_alphabet[random_below(&seed, round % 2 == 0 ? SYMBOLS : 3)];
      }
    }
    compare_ledger(symbols, len,
                   (uint64_t)random_below(&seed, UINT32_MAX) << 32 |
                       random_below(&seed, UINT32_MAX),
                   round % 5 == 0 ? 0 : 3 + random_below(&seed, 100));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ledger_of_all_short_streams),
      cmocka_unit_test(test_ledger_of_random_streams),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
