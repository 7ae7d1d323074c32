/* SPDX-License-Identifier: MIT */
/* The workloads are those that the figures were measured with: size, lines, items and checksum of
 * each at 16 MiB. The numbers come from another program that makes the same workloads.
 */
#include <stdio.h>
#include <string.h>

#include "workload.h"

enum { SIZE = 16 << 20, ITEMS = 1000000 };

typedef struct wanted {
  const char *name;
  size_t len;
  uint64_t lines;
  uint64_t items;
  uint64_t sum; /* FNV-1a, 64 bits */
} wanted;

static const wanted workloads[] = {
    {"w1", 16777234, 494874, 494874, UINT64_C(0x8a16fa104b79549f)},
    {"w2", 16777330, 652810, 390224, UINT64_C(0xf852214a476ea834)},
    {"w5", 55546548, 1000000, 1000000, UINT64_C(0xfaa94e7e4c2cdfc6)},
    {"base64", 16777257, 215093, 215093, UINT64_C(0xede35e8f72a2bdc1)},
    {"prose", 16777271, 347627, 347627, UINT64_C(0xc2fbcbaa466622d9)},
    {"dot76", 16777233, 0, 0, UINT64_C(0x9ebb48d2e48bf772)},
    {"dot2", 16777219, 0, 0, UINT64_C(0xeb3f841bb19f261a)},
    {"blank", 16777219, 0, 0, UINT64_C(0xaf418fcd279f261a)},
    {"pop3-login", 16777227, 887757, 887757, UINT64_C(0xeed8314d8696fce0)},
    {"pop3-transaction", 16777222, 1905601, 1905601, UINT64_C(0xa70792743b104ed5)},
    {"list", 12664175, 1000002, 1000000, UINT64_C(0xaf10d5d94f614ea1)},
    {"uidl", 24888922, 1000002, 1000000, UINT64_C(0x49cd4f659ba42b6a)},
    {"body-base64", 16777254, 0, 0, UINT64_C(0xaa14d1f9ea483ecc)},
    {"body-prose", 16777271, 0, 0, UINT64_C(0x555673f97f57706e)}};

static uint64_t sum_of(const workload *w)
{
  uint64_t sum = UINT64_C(0xcbf29ce484222325);
  size_t i;
  for (i = 0; i < w->len; i++) {
    sum = (sum ^ (unsigned char)w->octets[i]) * UINT64_C(0x100000001b3);
  }
  return sum;
}

int main(void)
{
  size_t i;
  int failed = 0;
  int count = sizeof workloads / sizeof workloads[0];
  for (i = 0; i < sizeof workloads / sizeof workloads[0]; i++) {
    const wanted *x = &workloads[i];
    workload w;
    size_t size = x->items == ITEMS ? ITEMS : SIZE;
    bool good = workload_make(&w, x->name, size) && w.len == x->len && sum_of(&w) == x->sum &&
                (x->lines == 0 || (w.lines == x->lines && w.items == x->items));
    if (!good) {
      printf("%s: another workload: %lu octets, %lu lines, %lu items\n", x->name,
             (unsigned long)w.len, (unsigned long)w.lines, (unsigned long)w.items);
      failed++;
    }
    workload_free(&w);
  }
  printf("%d passed, %d failed\n", count - failed, failed);
  return failed > 0 ? 1 : 0;
}
