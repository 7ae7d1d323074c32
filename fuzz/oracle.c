/* SPDX-License-Identifier: MIT */
/* The split oracle: the runner of the vectors, with what it read whole as what is expected. */
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/split.h"
#include "support/unit.h"

bool oracle_vector(vector *v, vector_unit unit, const uint8_t *data, size_t size)
{
  size_t i;
  memset(v, 0, sizeof *v);
  if (size < ORACLE_HEAD) {
    return false;
  }
  v->unit = unit;
  v->allow = data[0] | (uint64_t)data[1] << 8 | (uint64_t)data[2] << 16 | (uint64_t)data[3] << 24;
  v->policy = (mw_dot_policy)(data[4] & 3);
  v->options = data[4] >> 2 & 1;
  v->finish = (data[4] & 8) != 0;
  v->storage = 3 + (size_t)data[5] * 4;
  v->limited = (data[6] | data[7]) != 0;
  v->limits[0] = data[6] > 0 ? 3 + (size_t)data[6] : 512;
  v->limits[1] = data[7] > 0 ? 3 + (size_t)data[7] : 512;
  v->limits[2] = v->limits[1];
  for (i = 0; i < 8; i++) {
    unsigned answer = data[8 + i / 2] >> (i % 2 * 4) & 15;
    v->answers[i].kind = (vector_answer_kind)(answer % 6);
    v->answers[i].octets = answer;
  }
  v->answer_count = 8;
  v->octets = data[5];
  v->name = "the input";
  text_put(&v->input, data + ORACLE_HEAD, size - ORACLE_HEAD);
  return true;
}

static void fail(const char *why, const text_buffer *expected, const text_buffer *found)
{
  fprintf(stderr, "%s\n--- whole, by next():\n%.*s--- here:\n%.*s", why, (int)expected->len,
          expected->ptr, (int)found->len, found->ptr != NULL ? found->ptr : "");
  abort();
}

static void check_run(const vector *v, const plan *p, int how, text_buffer *found)
{
  const text_buffer *expected = &v->expected;
  split_trace(v, p, how, found);
  if (found->len != expected->len ||
      (found->len > 0 && memcmp(found->ptr, expected->ptr, found->len) != 0)) {
    fail("the events depend on how the stream was cut or read", expected, found);
  }
}

/* Whether a line of the trace begins with "LAW: ". */
static bool breaks_law(const text_buffer *events)
{
  size_t i;
  for (i = 0; i + 5 <= events->len; i++) {
    if ((i == 0 || events->ptr[i - 1] == '\n') && memcmp(events->ptr + i, "LAW: ", 5) == 0) {
      return true;
    }
  }
  return false;
}

void oracle_check(vector *v, bool feeds)
{
  static const plan whole = {PLAN_WHOLE, 0, 0, 0};
  plan plans[3] = {{PLAN_BYTES, 0, 0, 0}, {PLAN_RANDOM, 0, 0, 1}, {PLAN_RANDOM, 0, 0, 2}};
  text_buffer found = {NULL, 0, 0};
  int last = feeds ? DRIVE_PAUSE_HALF : v->unit == UNIT_DOT_ENCODE ? DRIVE_ROOM : DRIVE_MOVE;
  int how;
  size_t i;
  split_trace(v, &whole, DRIVE_NEXT, &v->expected);
  if (breaks_law(&v->expected)) {
    fail("the law is broken", &v->expected, &found);
  }
  for (how = DRIVE_NEXT; how <= last; how++) {
    bool known = feeds || how <= DRIVE_MOVE || how == DRIVE_ROOM;
    check_run(v, &whole, known ? how : DRIVE_NEXT, &found);
    for (i = 0; i < 3; i++) {
      check_run(v, &plans[i], known ? how : DRIVE_NEXT, &found);
    }
  }
  text_free(&found);
  text_free(&v->expected);
  text_free(&v->input);
}
