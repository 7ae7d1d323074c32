/* SPDX-License-Identifier: MIT */
/* What holds for the events of every unit: where their octets lie, and that they come in order. */
#include <string.h>

#include "unit.h"

/* What the lie of addresses means; comparing them as numbers is all that a test can do. */
static bool lies_in(mw_slice part, mw_slice whole)
{
  uintptr_t from = (uintptr_t)part.ptr;
  uintptr_t begin = (uintptr_t)whole.ptr;
  return from >= begin && from - begin <= whole.len && part.len <= whole.len - (from - begin);
}

void law(target *t, bool kept, const char *article)
{
  if (!kept) {
    text_buffer line = {NULL, 0, 0};
    text_add(&line, "LAW: ");
    text_put(&line, article, strlen(article) + 1);
    trace_add(&t->trace, line.ptr);
    text_free(&line);
  }
}

void law_octets(target *t, mw_slice octets, uint64_t offset, unsigned where)
{
  mw_slice storage = mw_slice_of(t->storage, t->storage_size);
  if (octets.len == 0) {
    return;
  }
  if (lies_in(octets, t->block)) {
    law(t, offset == t->at + (uint64_t)(octets.ptr - t->block.ptr),
        "the offset is not the place of the octets in the stream");
  } else if ((where & LIE_IN_STORAGE) == 0 || !lies_in(octets, storage)) {
    law(t, (where & LIE_IN_CONSTANTS) != 0 && octets.len <= 2,
        "octets lie neither in the input, nor in the storage, nor are they constant");
  }
}

void law_part(target *t, mw_slice part, mw_slice whole)
{
  law(t, part.ptr == NULL || lies_in(part, whole), "a part of the line lies outside of it");
}

void law_tail(target *t, mw_slice tail, mw_slice whole)
{
  law_part(t, tail, whole);
  law(t, tail.ptr == NULL || tail.ptr + tail.len == whole.ptr + whole.len,
      "a part that goes up to the end of the line does not");
}

void law_order(target *t, uint64_t offset, uint64_t end)
{
  law(t, offset >= t->passed, "an event begins before the end of the one in front of it");
  law(t, end >= offset, "an event ends before it begins");
  t->passed = end;
}

size_t unit_limit(const target *t, size_t index, size_t otherwise)
{
  return t->vector->limited ? t->vector->limits[index] : otherwise;
}

size_t unit_ring(const target *t)
{
  size_t all = t->vector->command_count > 0 ? t->vector->command_count : 1;
  return t->vector->ring > 0 ? t->vector->ring : all;
}

void unit_rest(target *t, mw_slice rest)
{
  if (rest.len > 0) {
    uint64_t end = (uint64_t)t->taken + rest.len;
    trace_octets(&t->trace, "REST", t->taken, end, true, rest, NULL);
  }
}

mw_flow unit_flow(target *t)
{
  law(t, !t->paused, "feed() called a callback after a pause");
  t->callbacks++;
  t->paused = t->drive == DRIVE_PAUSE || (t->drive == DRIVE_PAUSE_HALF && t->callbacks % 2 == 0);
  return t->paused ? MW_PAUSE : MW_CONTINUE;
}

void unit_fed(target *t, mw_status status, bool may_pause)
{
  law(t, status != MW_PAUSED || t->paused || may_pause, "feed() paused by itself");
  law(t, !t->paused || status == MW_PAUSED, "feed() did not pause");
  t->paused = false;
}

void law_hold(target *t, bool held, mw_status status, mw_slice before, mw_slice in)
{
  law(t, held == (status == MW_PAUSED), "held and MW_PAUSED do not go together");
  law(t, !held || (in.ptr == before.ptr && in.len == before.len), "a held reader took octets");
}

void unit_held(target *t, bool held)
{
  if (held) {
    trace_add(&t->trace, "HELD");
  }
}

void unit_expected(target *t, mw_status status)
{
  if (status != MW_OK) {
    trace_add(&t->trace, status == MW_E_ARGUMENT ? "EXPECT E_ARGUMENT"
                         : status == MW_E_SPACE  ? "EXPECT E_SPACE"
                                                 : "EXPECT failed");
  }
}

const unit_ops *unit_ops_of(vector_unit unit)
{
  static const unit_ops *const all[] = {NULL,
                                        &unit_line,
                                        &unit_dot_decode,
                                        &unit_dot_encode,
                                        &unit_counted,
                                        &unit_command_reader,
                                        &unit_reply_reader,
                                        &unit_pop3_command_reader,
                                        &unit_pop3_response_reader};
  return all[unit];
}
