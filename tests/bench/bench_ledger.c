/* SPDX-License-Identifier: MIT */
/* The ledger and the reading models over bodies, against memchr() for each LF and memcpy(): by
 * turns, in one run.
 *
 * Prints nanoseconds an octet of each, the best of several rounds, and how many times as long the
 * library takes as the two of libc. bench_ledger BODY reads that body once with both, for callgrind
 * to count.
 */
#include <mailwire/mailwire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "workload.h"

enum { OCTETS = 1 << 21, PIECE = 16384, ROUNDS = 9, TURNS = 8 };

/* What a way to look at a body came to, so that nothing is left out. */
typedef uint64_t way(const workload *w);

static mw_slice piece(const workload *w, size_t at)
{
  return mw_slice_of(w->octets + at, w->len - at < PIECE ? w->len - at : PIECE);
}

static uint64_t by_ledger(const workload *w)
{
  mw_ledger l;
  size_t at;
  (void)mw_ledger_init(&l, MW_SMTP_TEXT_LINE + 1);
  for (at = 0; at < w->len; at += PIECE) {
    mw_ledger_add(&l, piece(w, at));
  }
  mw_ledger_finish(&l);
  return mw_ledger_line_ends(&l);
}

static uint64_t by_reading(const workload *w)
{
  mw_reading r;
  uint64_t end = 0;
  size_t at;
  mw_reading_init(&r);
  for (at = 0; at < w->len; at += PIECE) {
    (void)mw_reading_add(&r, piece(w, at));
  }
  (void)mw_reading_get(&r, MW_READING_STRICT, &end);
  return end;
}

static uint64_t by_memchr(const workload *w)
{
  const char *at = w->octets;
  const char *end = w->octets + w->len;
  uint64_t lines = 0;
  while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
    at++;
    lines++;
  }
  return lines;
}

static uint64_t by_memcpy(const workload *w)
{
  static char copy[PIECE];
  uint64_t sum = 0;
  size_t at;
  for (at = 0; at < w->len; at += PIECE) {
    mw_slice in = piece(w, at);
    memcpy(copy, in.ptr, in.len);
    sum += (unsigned char)copy[in.len - 1];
  }
  return sum;
}

static double nanoseconds(way *look, const workload *w)
{
  static volatile uint64_t kept;
  clock_t begin = clock();
  int turn;
  for (turn = 0; turn < TURNS; turn++) {
    kept += look(w);
  }
  (void)kept;
  return (double)(clock() - begin) / CLOCKS_PER_SEC * 1e9 / (double)w->len / TURNS;
}

static void compare(const char *name, const workload *w)
{
  static way *const ways[] = {by_ledger, by_reading, by_memchr, by_memcpy};
  double best[] = {1e9, 1e9, 1e9, 1e9};
  int round;
  int i;
  for (round = 0; round < ROUNDS; round++) {
    for (i = 0; i < 4; i++) {
      double one = nanoseconds(ways[i], w);
      best[i] = one < best[i] ? one : best[i];
    }
  }
  printf("%s\t%.3f\t%.3f\t%.3f\t%.3f\t%.1f\t%.1f\t%.1f\t%.1f\n", name, best[0], best[1], best[2],
         best[3], best[0] / best[2], best[0] / best[3], best[1] / best[2], best[1] / best[3]);
}

/* Lines of 24 characters of Japanese. */
static void make_eight_bit(workload *w)
{
  static const char line[] =
      "\xe3\x83\xa1\xe3\x83\xbc\xe3\x83\xab\xe3\x81\xae\xe6\x9c\xac\xe6\x96\x87\xe3\x81\xaf"
      "\xe5\x85\xab\xe3\x83\x93\xe3\x83\x83\xe3\x83\x88\xe3\x80\x82\r\n";
  size_t at;
  for (at = 0; at < w->len; at++) {
    w->octets[at] = line[at % (sizeof line - 1)];
  }
}

static bool make(workload *w, const char *name)
{
  bool eight_bit = strcmp(name, "eight-bit") == 0;
  if (!workload_make(w, eight_bit ? "prose" : name, OCTETS)) {
    return false;
  }
  if (eight_bit) {
    make_eight_bit(w);
  }
  return true;
}

int main(int argc, char **argv)
{
  static const char *const names[] = {"base64", "prose", "eight-bit"};
  workload w;
  size_t i;
  if (argc == 2) {
    if (!make(&w, argv[1])) {
      fputs("usage: bench_ledger [base64|prose|eight-bit]\n", stderr);
      return 2;
    }
    printf("%llu\n", (unsigned long long)(by_ledger(&w) + by_reading(&w)));
    workload_free(&w);
    return 0;
  }
  puts("body\tledger ns\treading ns\tmemchr ns\tmemcpy "
       "ns\tledger/memchr\tledger/memcpy\treading/memchr\treading/memcpy");
  for (i = 0; i < sizeof names / sizeof names[0] && make(&w, names[i]); i++) {
    compare(names[i], &w);
    workload_free(&w);
  }
  return 0;
}
