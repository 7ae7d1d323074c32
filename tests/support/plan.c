/* SPDX-License-Identifier: MIT */
/* Where to cut an input. */
#include "plan.h"

/* Pairs first <= second, an empty chunk between equal ones; single cuts have second at the end. */
static bool next_pair(plan *p, size_t octets)
{
  if (octets <= PLAN_MOST_PAIRS) {
    if (p->second < octets) {
      p->second++;
      return true;
    }
    p->first++;
    p->second = p->first;
    return p->first <= octets;
  }
  p->first++;
  p->second = octets;
  return octets <= PLAN_MOST_SINGLES && p->first < octets;
}

bool plan_next(plan *p, size_t octets, size_t runs)
{
  switch (p->kind) {
  case PLAN_WHOLE: p->kind = PLAN_BYTES; return true;
  case PLAN_BYTES:
    p->kind = PLAN_PAIR;
    p->first = 0;
    p->second = 0;
    return true;
  case PLAN_PAIR:
    if (next_pair(p, octets)) {
      return true;
    }
    p->kind = PLAN_RANDOM;
    p->seed = 0;
    break;
  default: break;
  }
  return p->seed++ < runs;
}

/* xorshift64*: the same numbers everywhere. */
static uint64_t random_number(uint64_t *state)
{
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * UINT64_C(2685821657736338717);
}

static bool is_place_of_interest(char octet)
{
  return octet == '\r' || octet == '\n' || octet == '.' || octet == '\0';
}

/* Random lengths of very different sizes; one end in two moves on to a place where a state may be
 * lost. */
static size_t random_end(const plan *p, mw_slice input, size_t at, uint64_t *state)
{
  size_t end;
  unsigned look = 16;
  if (*state == 0) {
    *state = p->seed * UINT64_C(0x9e3779b97f4a7c15);
  }
  end = at + 1 + (size_t)(random_number(state) >> 1) % ((size_t)1 << random_number(state) % 15);
  if (random_number(state) % 2 == 0) {
    while (look-- > 0 && end < input.len && !is_place_of_interest(input.ptr[end - 1])) {
      end++;
    }
  }
  return end < input.len ? end : input.len;
}

size_t plan_chunk(const plan *p, mw_slice input, size_t at, uint64_t *state)
{
  switch (p->kind) {
  case PLAN_WHOLE: return input.len;
  case PLAN_BYTES: *state ^= 1; return at + (*state == 0 ? 1 : 0);
  case PLAN_PAIR:
    if (*state < 2) {
      return (*state)++ == 0 ? p->first : p->second;
    }
    return input.len;
  default: return random_end(p, input, at, state);
  }
}
