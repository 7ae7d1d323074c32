/* SPDX-License-Identifier: MIT */
/* Where to cut an input. */
#ifndef TESTS_PLAN_H
#define TESTS_PLAN_H

#include <mailwire/base.h>

typedef enum plan_kind {
  PLAN_WHOLE,
  PLAN_BYTES, /* and an empty chunk in front of each octet */
  PLAN_PAIR,  /* at first and at second */
  PLAN_RANDOM /* by seed */
} plan_kind;

enum { PLAN_MOST_PAIRS = 96, PLAN_MOST_SINGLES = 4096 };

/* One way to cut. */
typedef struct plan {
  plan_kind kind;
  size_t first;
  size_t second;
  uint64_t seed;
} plan;

/* All plans for an input, one after the other: *p is all zero to begin with. runs: how many random
 * ones. False: there are no more. */
bool plan_next(plan *p, size_t octets, size_t runs);

/* Where the chunk that begins at `at` ends; it may be empty when `again` is false. *state is the
 * plan's own, 0 to begin with. */
size_t plan_chunk(const plan *p, mw_slice input, size_t at, uint64_t *state);

#endif
