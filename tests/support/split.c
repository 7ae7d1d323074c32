/* SPDX-License-Identifier: MIT */
/* One vector, read again and again with its input cut in other places. */
#include "split.h"

#include <stdlib.h>
#include <string.h>

#include "plan.h"
#include "unit.h"

/* What the storage is filled with, so that reset() can be seen to wipe it. */
enum { FILL = 0xa5, MOST_ROOM = 96, A_FEW = 16, PORTION = 2048 };

static size_t storage_of(const vector *v)
{
  size_t size = v->unit == UNIT_LINE ? 512 : 12288;
  if (v->unit == UNIT_LINE && v->limited) {
    size = v->limits[0];
  }
  return v->storage > 0 ? v->storage : size;
}

/* A heap block of exact size, even for none: reading its first octet is then an error that is seen.
 */
static char *block_of(const char *octets, size_t count)
{
  char *block = malloc(count > 0 ? count : 1);
  if (block == NULL) {
    abort();
  }
  if (count > 0) {
    memcpy(block, octets, count);
  }
  return block;
}

static void open_target(target *t)
{
  t->storage_size = storage_of(t->vector);
  t->storage = malloc(t->storage_size);
  t->state = malloc(t->ops->state_size);
  if (t->vector->unit == UNIT_POP3_RESPONSE_READER) {
    t->ring = malloc(unit_ring(t) * sizeof *t->ring);
  }
  if (t->storage == NULL || t->state == NULL) {
    abort();
  }
}

static void close_target(target *t)
{
  free(t->storage);
  free(t->state);
  free(t->ring);
  trace_free(&t->trace);
}

/* Before the first octet of a stream. */
static void rewind_target(target *t)
{
  trace_clear(&t->trace);
  t->at = 0;
  t->taken = 0;
  t->answered = 0;
  t->callbacks = 0;
  t->passed = 0;
  t->refused = false;
  t->paused = false;
  t->reply_is_due = false;
  t->told = 0;
  t->waiting = 0;
  t->answers = 0;
}

/* Prepares a new reader. */
static bool begin_target(target *t)
{
  rewind_target(t);
  memset(t->storage, FILL, t->storage_size);
  memset(t->state, FILL, t->ops->state_size);
  if (!t->ops->begin(t)) {
    trace_add(&t->trace, "BEGIN E_ARGUMENT");
    return false;
  }
  return true;
}

/* Whether the rest is moved to a new block after each event. */
static bool moves(const target *t)
{
  return t->drive == DRIVE_MOVE || t->drive == DRIVE_PAUSE || t->drive == DRIVE_PAUSE_HALF;
}

/* How much of a chunk to offer at once. Where the rest is moved after each event it is offered in
 * parts, so that the time stays linear. */
static size_t portion(const target *t, size_t rest)
{
  return moves(t) && rest > PORTION ? PORTION : rest;
}

/* What the unit has not taken yet. An empty input may have no address to count from. */
static mw_slice rest_of(const target *t)
{
  mw_slice rest = mw_slice_of(t->vector->input.ptr, t->vector->input.len);
  if (t->taken > 0) {
    rest.ptr += t->taken;
    rest.len -= t->taken;
  }
  return rest;
}

/* Calls the unit with a block of its own until it says anything else than MW_OK, or the rest is to
 * be moved. */
static mw_status offer_block(target *t, size_t count, bool ended, size_t most)
{
  char *block = block_of(rest_of(t).ptr, count);
  mw_slice in = mw_slice_of(count > 0 ? block : block + 1, count);
  mw_status status;
  t->block = in;
  t->at = t->taken;
  do {
    status = t->ops->step(t, &in, ended);
    law(t, in.ptr + in.len == t->block.ptr + count, "the input was not shortened from its begin");
  } while (status == MW_OK && !moves(t) && t->trace.events <= most);
  law(t, status != MW_NEED_MORE || in.len == 0, "it said NEED_MORE and left octets");
  t->taken += count - in.len;
  free(block);
  return status == MW_NEED_MORE && in.len > 0 ? MW_PAUSED : status;
}

/* Offers the chunk [taken, to) until the unit wants more. */
static mw_status offer(target *t, size_t to, bool ended)
{
  size_t per_octet = t->drive == DRIVE_ROOM ? 3 : t->ops->events_per_octet;
  size_t most = per_octet * t->vector->input.len + A_FEW;
  mw_status status = MW_OK;
  while (status == MW_OK || (status == MW_NEED_MORE && t->taken < to)) {
    size_t count = portion(t, to - t->taken);
    status = offer_block(t, count, ended && t->taken + count == to, most);
    if (t->trace.events > most) {
      law(t, false, "more events than octets allow");
      return MW_PAUSED;
    }
  }
  return status;
}

/* Reads the stream once, cut as the plan says. */
static void read_stream(target *t, const plan *p)
{
  mw_slice input = mw_slice_of(t->vector->input.ptr, t->vector->input.len);
  uint64_t state = 0;
  size_t to = 0;
  mw_status status = MW_NEED_MORE;
  bool ended = false;
  while (status == MW_NEED_MORE && !ended) {
    to = plan_chunk(p, input, to, &state);
    ended = to == input.len;
    status = offer(t, to, ended);
  }
  if (status < MW_OK) {
    trace_add(&t->trace, mw_status_name(status));
  }
  t->ops->end(t, rest_of(t));
  trace_flush(&t->trace);
}

static void run(target *t, const plan *p)
{
  if (begin_target(t)) {
    read_stream(t, p);
  }
}

static bool is_wiped(const target *t)
{
  size_t i = 0;
  while (i < t->storage_size && (t->storage[i] == 0 || (unsigned char)t->storage[i] == FILL)) {
    i++;
  }
  return i == t->storage_size;
}

/* The same reader once more, after reset(): it must have forgotten all. */
static void run_again(target *t, const plan *p)
{
  if (begin_target(t)) {
    read_stream(t, p);
    rewind_target(t);
    t->ops->reset(t);
    law(t, is_wiped(t), "reset() left octets in the storage");
    read_stream(t, p);
  }
}

static const char *next_line(const char *at, const char *end)
{
  const char *lf = memchr(at, '\n', (size_t)(end - at));
  return lf != NULL ? lf + 1 : end;
}

static void add_lines(text_buffer *message, const char *sign, const char *from, const char *to)
{
  while (from < to) {
    const char *next = next_line(from, to);
    text_add(message, sign);
    text_shorten(message, mw_slice_of(from, (size_t)(next - from)));
    from = next;
  }
}

/* The lines in which both differ, the expected ones with "-", the others with "+". */
static void add_difference(text_buffer *message, const text_buffer *expected,
                           const text_buffer *found)
{
  const char *e = expected->ptr;
  const char *e_end = e + expected->len;
  const char *f = found->ptr;
  const char *f_end = f + found->len;
  while (e < e_end && f < f_end) {
    size_t len = (size_t)(next_line(e, e_end) - e);
    if (len != (size_t)(next_line(f, f_end) - f) || memcmp(e, f, len) != 0) {
      break;
    }
    add_lines(message, "  ", e, e + len);
    e += len;
    f += len;
  }
  add_lines(message, "- ", e, e_end);
  add_lines(message, "+ ", f, f_end);
}

static void add_plan(text_buffer *message, const target *t, const plan *p)
{
  static const char *const drives[] = {"next()",
                                       "next(), the rest moved after each event",
                                       "feed()",
                                       "feed(), a pause after each event",
                                       "feed(), a pause after every second event",
                                       "mw_dot_encode()"};
  static const char *const kinds[] = {"whole", "byte by byte", "cuts at ", "random cuts, seed "};
  text_add(message, drives[t->drive]);
  if (t->drive == DRIVE_ROOM) {
    text_add(message, ", rooms of ");
    text_number(message, t->room);
  }
  text_add(message, ", ");
  text_add(message, kinds[p->kind]);
  if (p->kind == PLAN_PAIR) {
    text_number(message, p->first);
    text_add(message, " and ");
    text_number(message, p->second);
  } else if (p->kind == PLAN_RANDOM) {
    text_number(message, p->seed);
  }
  text_add(message, ":\n");
}

/* Whether the run that t has just made gave the expected events. */
static bool is_expected(const target *t, const plan *p, split_count *count, text_buffer *message)
{
  const text_buffer *expected = &t->vector->expected;
  const text_buffer *found = &t->trace.text;
  count->runs++;
  count->events += t->trace.events;
  if (found->len == expected->len && memcmp(found->ptr, expected->ptr, found->len) == 0) {
    return true;
  }
  add_plan(message, t, p);
  add_difference(message, expected, found);
  return false;
}

/* All plans in one way to drive. */
static bool check_drive(target *t, split_count *count, text_buffer *message)
{
  plan p = {PLAN_WHOLE, 0, 0, 0};
  do {
    run(t, &p);
    if (!is_expected(t, &p, count, message)) {
      return false;
    }
  } while (plan_next(&p, t->vector->input.len, t->vector->runs));
  return true;
}

static bool check_reset(target *t, split_count *count, text_buffer *message)
{
  static const plan plans[] = {{PLAN_WHOLE, 0, 0, 0}, {PLAN_BYTES, 0, 0, 0}};
  for (size_t i = 0; t->ops->resets && i < 2; i++) {
    run_again(t, &plans[i]);
    if (!is_expected(t, &plans[i], count, message)) {
      text_add(message, "(this was the second stream of the same reader, after reset())\n");
      return false;
    }
  }
  return true;
}

/* mw_dot_encode() into rooms of every size, for input whole and byte by byte. */
static bool check_rooms(target *t, split_count *count, text_buffer *message)
{
  static const plan plans[] = {
      {PLAN_WHOLE, 0, 0, 0}, {PLAN_BYTES, 0, 0, 0}, {PLAN_RANDOM, 0, 0, 1}};
  size_t most = 2 * t->vector->input.len + 6;
  for (t->room = 1; t->room <= most && t->room <= MOST_ROOM; t->room++) {
    for (size_t i = 0; i < 3; i++) {
      run(t, &plans[i]);
      if (!is_expected(t, &plans[i], count, message)) {
        return false;
      }
    }
  }
  return true;
}

bool split_check(const vector *v, split_count *count, text_buffer *message)
{
  target t;
  bool good;
  memset(&t, 0, sizeof t);
  t.vector = v;
  t.ops = unit_ops_of(v->unit);
  t.trace.fold = v->fold;
  count->vectors++;
  open_target(&t);
  good = check_drive(&t, count, message) && check_reset(&t, count, message);
  for (int d = DRIVE_MOVE; good && d <= (t.ops->feeds ? DRIVE_PAUSE_HALF : DRIVE_MOVE); d++) {
    t.drive = (drive)d;
    good = check_drive(&t, count, message);
  }
  if (good && v->unit == UNIT_DOT_ENCODE) {
    t.drive = DRIVE_ROOM;
    good = check_rooms(&t, count, message);
  }
  close_target(&t);
  return good;
}

void split_trace(const vector *v, const plan *p, int how, text_buffer *events)
{
  target t;
  memset(&t, 0, sizeof t);
  t.vector = v;
  t.ops = unit_ops_of(v->unit);
  t.trace.fold = v->fold;
  t.drive = (drive)how;
  t.room = 1 + v->octets % MOST_ROOM;
  open_target(&t);
  run(&t, p);
  close_target(&t);
  text_clear(events);
  text_put(events, t.trace.text.ptr, t.trace.text.len);
  trace_free(&t.trace);
}
