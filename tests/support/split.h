/* SPDX-License-Identifier: MIT */
/* One vector, read again and again with its input cut in other places: the events must be the same.
 */
#ifndef TESTS_SPLIT_H
#define TESTS_SPLIT_H

#include "plan.h"
#include "vector.h"

/* What was checked so far. All zero to begin with. */
typedef struct split_count {
  size_t vectors;
  size_t runs;
  size_t events;
} split_count;

/* Reads the input of v whole; byte by byte; at every pair of cuts when it has at most 96 octets; at
 * every cut when it has at most 4096; then v->runs times with random cuts (the same ones each
 * time). All that in each way in which the unit can be driven, each chunk in a heap block of its
 * own and of exact size, freed after the call. True: all runs gave the expected events. False: a
 * message says which did not. */
bool split_check(const vector *v, split_count *count, text_buffer *message);

/* Reads the input of v once, cut as the plan says and driven in that way (a number of drive in unit.h), and stores the
 * events. For fuzzers. */
void split_trace(const vector *v, const plan *p, int how, text_buffer *events);

#endif
