/* SPDX-License-Identifier: MIT */
/* What the decoder tells of octets beside them: how many LF there are, and whether one is above
 * 127. Both are those of the octets that were delivered, whatever stands around them.
 */
#include "support/assert_mw.h"

#include <mailwire/dot.h>
#include <stdlib.h>

#include "support/random.h"
#include "wire/scan_lines.h"

enum { LONGEST = 400, ROUNDS = 4000 };

static const char *const words[] = {
    "\r\n", "\r\n", "\r\n.", "\n",       "\r",
    "\xff", ".",    "a",     "\xc3\xa9", "abcdefghijklmnopqrstuvwxyz0123456789"};

/* Text with few odd octets, or with nothing but them. */
static size_t draw_body(uint64_t *r, char *body)
{
  const unsigned count = sizeof words / sizeof words[0];
  unsigned from = random_below(r, 2) == 0 ? 0 : count - 1;
  size_t len = 0;
  size_t most = random_below(r, LONGEST);
  while (len < most) {
    const char *word = words[random_below(r, 16) == 0 ? random_below(r, count)
                                                      : from + random_below(r, count - from)];
    while (*word != '\0' && len < most) {
      body[len++] = *word++;
    }
  }
  return len;
}

static void check_event(const mw_dot_event *event)
{
  bool high = false;
  size_t lines = mwi_count_lines_plain(event->octets.ptr, event->octets.len, &high);
  assert_int_equal(event->lines, lines);
  assert_int_equal(event->eight_bit, high);
}

/* The body and its end, in two portions; each lies in a heap block of its own length. */
static void check_body(const char *body, size_t len, size_t cut, mw_dot_policy policy)
{
  mw_dot_decoder d;
  mw_dot_event event;
  int portion;
  assert_int_equal(mw_dot_decoder_init(&d, policy, 100, 0), MW_OK);
  for (portion = 0; portion < 2; portion++) {
    size_t size = portion == 0 ? cut : len - cut;
    char *room = malloc(size + 1);
    mw_slice in = mw_slice_of(room, size);
    assert_non_null(room);
    memcpy(room, body + (portion == 0 ? 0 : cut), size);
    while (mw_dot_decoder_next(&d, &in, &event) == MW_OK) {
      check_event(&event);
    }
    free(room);
  }
}

static void test_tally_of_delivered_octets(void **state)
{
  char body[LONGEST + 8];
  uint64_t r = 7;
  int round;
  (void)state;
  for (round = 0; round < ROUNDS; round++) {
    size_t len = draw_body(&r, body);
    int policy;
    memcpy(body + len, "\r\n.\r\n\xff\n", 7); /* what stands behind the end is not counted */
    len += 7;
    for (policy = MW_DOT_KEEP; policy <= MW_DOT_NORMALISE; policy++) {
      check_body(body, len, random_below(&r, (unsigned)len), (mw_dot_policy)policy);
    }
  }
}

/* More blocks than a counter of one octet holds. */
static void test_tally_of_many_lines(void **state)
{
  enum { LINES = 20000 };
  char *body = malloc(4 * LINES);
  mw_dot_decoder d;
  mw_dot_event event;
  mw_slice in;
  size_t i;
  (void)state;
  assert_non_null(body);
  for (i = 0; i < LINES; i++) {
    memcpy(body + 4 * i, "ab\r\n", 4);
  }
  in = mw_slice_of(body, 4 * LINES);
  assert_int_equal(mw_dot_decoder_init(&d, MW_DOT_REPORT, 1000, 0), MW_OK);
  assert_int_equal(mw_dot_decoder_next(&d, &in, &event), MW_OK);
  assert_int_equal(event.octets.len, 4 * LINES);
  assert_int_equal(event.lines, LINES);
  assert_false(event.eight_bit);
  free(body);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tally_of_delivered_octets),
      cmocka_unit_test(test_tally_of_many_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
