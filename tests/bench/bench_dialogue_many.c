/* SPDX-License-Identifier: MIT */
/* Many dialogues open at once, fed by turns: bench_dialogue_many [DIALOGUES]
 *
 * Each of them reads the same conversation, a delivery of 20 kB, a portion at a time: the first
 * portion for all of them, then the second. Prints nanoseconds an octet for 1, 1000 and a million
 * dialogues, or for that many, and portions of 64, 1460 and 16384 octets; octets of memory for each
 * dialogue; and what counting the lines of a body costs. A million take 2 GB and about a minute.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "talk.h"
#include "wire/scan_lines.h"

enum { LINE = 512, RING = 8, MANY = 1000000 };

/* Octets that a figure is of, at least. */
#define LEAST UINT64_C(200000000)

/* All that one dialogue needs. */
typedef struct watched {
  mw_smtp_dialogue d;
  mw_smtp_unit ring[RING];
  char client[LINE];
  char server[LINE];
} watched;

static void begin_one(watched *w)
{
  mw_smtp_dialogue_setup setup;
  memset(&setup, 0, sizeof setup);
  setup.size = sizeof setup;
  setup.client = w->client;
  setup.server = w->server;
  setup.client_size = setup.server_size = LINE;
  setup.ring = w->ring;
  setup.ring_size = RING;
  setup.variant = MW_SMTP_VARIANT_SMTP;
  setup.options = MW_DIALOGUE_IN_ORDER;
  if (mw_smtp_dialogue_init(&w->d, &setup) != MW_OK) {
    abort();
  }
}

/* A portion for all of them; how many items it makes. */
static uint64_t feed_all(watched *all, size_t count, mw_direction from, mw_slice portion,
                         uint64_t stamp)
{
  uint64_t items = 0;
  size_t i;
  for (i = 0; i < count; i++) {
    mw_slice in = portion;
    mw_smtp_item item;
    while (mw_smtp_dialogue_next(&all[i].d, from, stamp, &in, &item) == MW_OK) {
      items++;
    }
    if (in.len > 0) {
      abort();
    }
  }
  return items;
}

/* The conversation once; how many octets were read. */
static uint64_t play_once(watched *all, size_t count, const talk *t, size_t size, uint64_t *items)
{
  const char *at[2];
  uint64_t octets = 0;
  size_t i;
  at[0] = t->side[0].octets;
  at[1] = t->side[1].octets;
  for (i = 0; i < count; i++) {
    begin_one(&all[i]);
  }
  for (i = 0; i < t->count; i++) {
    const char **from = &at[t->pieces[i].from - MW_FROM_CLIENT];
    size_t left = t->pieces[i].len;
    while (left > 0) {
      size_t len = left < size ? left : size;
      *items += feed_all(all, count, t->pieces[i].from, mw_slice_of(*from, len), i + 1);
      *from += len;
      left -= len;
      octets += (uint64_t)len * count;
    }
  }
  return octets;
}

static void print_row(watched *all, size_t count, const talk *t, size_t size)
{
  uint64_t octets = 0;
  uint64_t items = 0;
  clock_t begin;
  double seconds;
  (void)play_once(all, count < 1000 ? count : 1, t, size, &items); /* warm */
  items = 0;
  begin = clock();
  do {
    octets += play_once(all, count, t, size, &items);
  } while (octets < LEAST);
  seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
  printf("%8zu dialogues, %5zu octets at a time: %6.2f ns an octet, %6.0f ns an item\n", count,
         size, seconds / (double)octets * 1e9, seconds / (double)items * 1e9);
  fflush(stdout);
}

static void print_rows(size_t count)
{
  static const size_t sizes[] = {64, 1460, 16384};
  watched *all = malloc(count * sizeof *all);
  talk t;
  size_t i;
  if (all == NULL || !talk_make(&t, "delivery", 1)) {
    fputs("not enough memory\n", stderr);
    exit(1);
  }
  for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    print_row(all, count, &t, sizes[i]);
  }
  talk_free(&t);
  free(all);
}

static double count_seconds(const workload *w, bool plain, size_t *lines)
{
  clock_t begin = clock();
  bool high;
  int round;
  for (round = 0, *lines = 0; round < 100; round++) {
    *lines += plain ? mwi_count_lines_plain(w->octets, w->len, &high)
                    : mwi_count_lines(w->octets, w->len, &high);
  }
  return (double)(clock() - begin) / CLOCKS_PER_SEC / 100;
}

static void print_count(void)
{
  workload w;
  size_t lines[2];
  double seconds[2];
  if (!workload_make(&w, "body-base64", 256 * 1024)) {
    abort();
  }
  seconds[0] = count_seconds(&w, true, &lines[0]);
  seconds[1] = count_seconds(&w, false, &lines[1]);
  printf("lines of a body counted: %.3f ns an octet; the plain way %.3f\n",
         seconds[1] / (double)w.len * 1e9, seconds[0] / (double)w.len * 1e9);
  if (lines[0] != lines[1]) {
    exit(1);
  }
  workload_free(&w);
}

int main(int argc, char **argv)
{
  static const size_t counts[] = {1, 1000, MANY};
  size_t one = argc == 2 ? (size_t)strtoull(argv[1], NULL, 10) : 0;
  size_t i;
  if (argc > 2 || (argc == 2 && one == 0)) {
    fputs("usage: bench_dialogue_many [DIALOGUES]\n", stderr);
    return 2;
  }
  printf("a dialogue: %zu octets; with lines of %d each way and a ring of %d: %zu\n",
         sizeof(mw_smtp_dialogue), LINE, RING, sizeof(watched));
  for (i = 0; i < (one > 0 ? 1 : sizeof counts / sizeof counts[0]); i++) {
    print_rows(one > 0 ? one : counts[i]);
  }
  print_count();
  return 0;
}
