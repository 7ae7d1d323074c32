/* SPDX-License-Identifier: MIT */
/* The units of the wire: line framer, dot decoder, dot encoder, counted octets. */
#include <mailwire/counted.h>
#include <stdlib.h>

#include "unit.h"
#include "wire/scan_lines.h"

/* ---- line ---- */

static bool line_begin(target *t)
{
  return mw_line_framer_init(t->state, t->storage, t->storage_size, unit_limit(t, 0, 512),
                             t->vector->allow) == MW_OK;
}

static void line_event(target *t, const mw_line *line)
{
  law_octets(t, line->text, line->offset, LIE_IN_STORAGE);
  law_order(t, line->offset, line->end);
  trace_line(&t->trace, line, t->vector->allow);
}

static mw_status line_step(target *t, mw_slice *in, bool ended)
{
  mw_line line;
  mw_status status = mw_line_framer_next(t->state, in, &line);
  (void)ended;
  if (status == MW_OK) {
    line_event(t, &line);
  }
  return status;
}

static void line_end(target *t, mw_slice rest)
{
  mw_line line;
  unit_rest(t, rest);
  if (t->vector->finish && mw_line_framer_finish(t->state, &line) == MW_OK) {
    trace_add(&t->trace, "FINISH");
    line_event(t, &line);
  }
}

static void line_reset(target *t)
{
  mw_line_framer_reset(t->state);
}

const unit_ops unit_line = {
    sizeof(mw_line_framer), 1, false, true, line_begin, line_reset, line_step, line_end};

/* ---- dot_decode ---- */

static bool dot_begin(target *t)
{
  return mw_dot_decoder_init(t->state, t->vector->policy, unit_limit(t, 0, 1000),
                             t->vector->allow) == MW_OK;
}

/* Whether what the event tells of its octets is so. */
static bool tells_octets(const mw_dot_event *event)
{
  bool high = false;
  size_t lines = mwi_count_lines_plain(event->octets.ptr, event->octets.len, &high);
  return event->lines == lines && event->eight_bit == high;
}

static mw_status dot_step(target *t, mw_slice *in, bool ended)
{
  mw_dot_event event;
  mw_status status = mw_dot_decoder_next(t->state, in, &event);
  (void)ended;
  if (status == MW_OK) {
    if (event.kind == MW_DOT_OCTETS) {
      law(t, event.octets.len > 0, "octets are empty");
      law_octets(t, event.octets, event.offset, LIE_IN_CONSTANTS);
      law(t, event.fault == MW_FAULT_NONE && event.tolerated == 0, "octets carry a fault");
    } else {
      law(t, event.octets.len == 0, "a fault or an end carries octets");
    }
    law(t, tells_octets(&event), "lines or octets above 127 are told wrong");
    law_order(t, event.offset, event.offset);
    trace_dot(&t->trace, &event);
  }
  return status;
}

static void dot_end(target *t, mw_slice rest)
{
  uint64_t offset = 0;
  mw_fault fault = mw_dot_decoder_finish(t->state, &offset);
  unit_rest(t, rest);
  law(t, offset == t->taken, "finish() does not tell the octets taken");
  if (t->vector->finish && fault != MW_FAULT_NONE) {
    text_buffer line = {NULL, 0, 0};
    text_add(&line, "FINISH ");
    text_add(&line, mw_fault_name(fault));
    text_put(&line, "", 1);
    trace_at(&t->trace, line.ptr, offset);
    trace_flush(&t->trace);
    text_free(&line);
  }
}

const unit_ops unit_dot_decode = {
    sizeof(mw_dot_decoder), 3, false, false, dot_begin, NULL, dot_step, dot_end};

/* ---- dot_encode ---- */

static bool encode_begin(target *t)
{
  return mw_dot_encoder_init(t->state, t->vector->policy) == MW_OK;
}

/* The octet at in is refused, or a CR that was taken before it. */
static mw_status encode_refused(target *t, mw_slice in)
{
  mw_slice input = {t->vector->input.ptr, t->vector->input.len};
  size_t at = (size_t)(t->at + (t->block.len - in.len));
  mw_slice octets;
  if (t->vector->policy == MW_DOT_REFUSE && at > 0 && input.ptr[at - 1] == '\r' &&
      (at == input.len || input.ptr[at] != '\n')) {
    at--;
  }
  trace_at(&t->trace, "REFUSED", at);
  t->refused = true;
  law(t, in.len == 0 || mw_dot_encoder_next(t->state, &in, &octets) == MW_E_ARGUMENT,
      "it does not stay refused");
  law(t, mw_dot_encoder_finish(t->state, &octets) == MW_E_ARGUMENT, "a refused body was ended");
  return MW_PAUSED;
}

/* One call with a room of its own on the heap. */
static mw_status encode_copy(target *t, mw_slice *in, bool ended)
{
  mw_room room = {malloc(t->room), t->room};
  char *begin = room.ptr;
  mw_status status;
  if (begin == NULL) {
    abort();
  }
  status = mw_dot_encode(t->state, in, ended && t->vector->finish, &room);
  law(t, room.ptr >= begin && room.ptr + room.len == begin + t->room, "the room was lost");
  if (room.ptr > begin) {
    mw_slice octets = {begin, (size_t)(room.ptr - begin)};
    trace_octets(&t->trace, "WIRE", 0, 0, false, octets, NULL);
  }
  free(begin);
  if (status == MW_E_SPACE) {
    law(t, room.len == 0, "room was left over");
    return MW_OK;
  }
  law(t, status != MW_OK || in->len == 0, "it said OK and left input");
  return status == MW_OK ? MW_NEED_MORE : status;
}

static mw_status encode_step(target *t, mw_slice *in, bool ended)
{
  mw_slice octets;
  mw_status status;
  if (t->drive == DRIVE_ROOM) {
    status = encode_copy(t, in, ended);
  } else {
    status = mw_dot_encoder_next(t->state, in, &octets);
    if (status == MW_OK) {
      law(t, octets.len > 0, "octets are empty");
      trace_octets(&t->trace, "WIRE", 0, 0, false, octets, NULL);
    }
  }
  return status == MW_E_ARGUMENT ? encode_refused(t, *in) : status;
}

static void encode_end(target *t, mw_slice rest)
{
  mw_slice octets;
  (void)rest;
  if (!t->vector->finish || t->refused || t->drive == DRIVE_ROOM) {
    return;
  }
  t->at = t->taken;
  t->block = mw_slice_of(NULL, 0);
  if (mw_dot_encoder_finish(t->state, &octets) != MW_OK) {
    (void)encode_refused(t, t->block);
    return;
  }
  law(t, octets.len == 3 || octets.len == 5, "the end has neither 3 nor 5 octets");
  trace_octets(&t->trace, "WIRE", 0, 0, false, octets, NULL);
}

const unit_ops unit_dot_encode = {sizeof(mw_dot_encoder), 3,    false,       false,
                                  encode_begin,           NULL, encode_step, encode_end};

/* ---- counted ---- */

static bool counted_begin(target *t)
{
  mw_counted_init(t->state, t->vector->octets);
  return true;
}

static mw_status counted_step(target *t, mw_slice *in, bool ended)
{
  mw_slice octets;
  mw_status status = mw_counted_next(t->state, in, &octets);
  (void)ended;
  if (status == MW_OK) {
    uint64_t offset = t->vector->octets - mw_counted_left(t->state) - octets.len;
    law(t, octets.len > 0, "octets are empty");
    law_octets(t, octets, offset, LIE_IN_BLOCK);
    trace_octets(&t->trace, "OCTETS", offset, 0, false, octets, NULL);
  }
  return status;
}

static void counted_end(target *t, mw_slice rest)
{
  uint64_t left = mw_counted_left(t->state);
  if (left > 0) {
    text_buffer line = {NULL, 0, 0};
    text_add(&line, "DUE ");
    text_number(&line, left);
    text_put(&line, "", 1);
    trace_add(&t->trace, line.ptr);
    text_free(&line);
  } else {
    trace_add(&t->trace, "COMPLETE");
  }
  unit_rest(t, rest);
}

const unit_ops unit_counted = {sizeof(mw_counted), 1,    false,        false,
                               counted_begin,      NULL, counted_step, counted_end};
