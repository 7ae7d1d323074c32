/* SPDX-License-Identifier: MIT */
/* Events as text, one a line: what can be joined is joined. */
#include "trace.h"

#include <string.h>

#include "trace_parts.h"

void trace_free(trace *t)
{
  text_free(&t->text);
  text_free(&t->pending.body);
  text_free(&t->pending.note);
}

void trace_clear(trace *t)
{
  text_clear(&t->text);
  t->pending.kind = NULL;
  t->events = 0;
}

static mw_slice slice_of(const text_buffer *t)
{
  return mw_slice_of(t->ptr, t->len);
}

void trace_flush(trace *t)
{
  trace_pending *p = &t->pending;
  if (p->kind == NULL) {
    return;
  }
  text_add(&t->text, p->kind);
  text_add(&t->text, p->has_end ? " [" : " @");
  text_number(&t->text, p->offset);
  if (p->has_end) {
    text_add(&t->text, ",");
    text_number(&t->text, p->end);
    text_add(&t->text, ")");
  }
  text_put(&t->text, p->note.ptr, p->note.len);
  if (p->octets) {
    text_add(&t->text, " ");
    text_quote(&t->text, slice_of(&p->body));
  } else {
    text_put(&t->text, p->body.ptr, p->body.len);
  }
  if (p->times > 1) {
    text_add(&t->text, " x ");
    text_number(&t->text, p->times);
  }
  text_add(&t->text, "\n");
  p->kind = NULL;
}

/* Makes an empty event pending. */
static void open_event(trace *t, const char *kind, uint64_t offset, uint64_t end, bool has_end)
{
  trace_flush(t);
  t->pending.kind = kind;
  t->pending.octets = false;
  t->pending.has_end = has_end;
  t->pending.offset = offset;
  t->pending.end = end;
  t->pending.times = 1;
  text_clear(&t->pending.body);
  text_clear(&t->pending.note);
}

void trace_event(trace *t, const char *kind, uint64_t offset, uint64_t end, const text_buffer *body)
{
  trace_pending *p = &t->pending;
  t->events++;
  if (t->fold && p->kind != NULL && strcmp(p->kind, kind) == 0 && !p->octets && offset == p->end &&
      mw_slice_equal(slice_of(&p->body), slice_of(body))) {
    p->times++;
    p->end = end;
    return;
  }
  open_event(t, kind, offset, end, true);
  text_put(&p->body, body->ptr, body->len);
}

void trace_octets(trace *t, const char *kind, uint64_t offset, uint64_t end, bool has_end,
                  mw_slice octets, const char *note)
{
  trace_pending *p = &t->pending;
  t->events++;
  if (p->kind == NULL || !p->octets || strcmp(p->kind, kind) != 0 ||
      !mw_slice_equal(slice_of(&p->note), mw_slice_text(note))) {
    open_event(t, kind, offset, end, has_end);
    p->octets = true;
    text_add(&p->note, note != NULL ? note : "");
  }
  text_put(&p->body, octets.ptr, octets.len);
  p->end = end;
}

void trace_add(trace *t, const char *line)
{
  trace_flush(t);
  text_add(&t->text, line);
  text_add(&t->text, "\n");
}

void trace_at(trace *t, const char *kind, uint64_t offset)
{
  open_event(t, kind, offset, offset, false);
}

void part_number(text_buffer *body, const char *name, uint64_t number)
{
  text_add(body, name);
  text_number(body, number);
}

void part_slice(text_buffer *body, const char *name, mw_slice slice)
{
  text_add(body, name);
  text_quote(body, slice);
}

void part_offset(const trace *t, text_buffer *body, uint64_t offset, uint64_t base)
{
  text_add(body, t->fold ? "@+" : "@");
  text_number(body, t->fold ? offset - base : offset);
}

void part_fault(const trace *t, text_buffer *body, mw_fault fault, uint64_t offset, uint64_t base)
{
  if (fault != MW_FAULT_NONE) {
    text_add(body, " fault=");
    text_add(body, mw_fault_name(fault));
    part_offset(t, body, offset, base);
  }
}

void part_tolerated(text_buffer *body, uint64_t tolerated)
{
  const char *before = " tolerated=";
  for (unsigned bit = 0; bit < 64; bit++) {
    if ((tolerated >> bit & 1) != 0) {
      text_add(body, before);
      text_add(body, mw_tolerance_name(UINT64_C(1) << bit));
      before = ",";
    }
  }
}

void part_ending(text_buffer *body, mw_line_end ending)
{
  static const char *const names[] = {" ending=NONE", "", " ending=LF"};
  text_add(body, (unsigned)ending <= MW_LINE_END_LF ? names[ending] : " ending=UNKNOWN");
}

void part_command(text_buffer *body, const char *verb, mw_slice raw, mw_slice keyword,
                  mw_slice argument)
{
  text_add(body, " ");
  text_add(body, verb);
  part_slice(body, " raw=", raw);
  if (!mw_slice_equal(keyword, mw_slice_text(verb))) {
    part_slice(body, " keyword=", keyword);
  }
  if (argument.ptr != NULL) {
    part_slice(body, " argument=", argument);
  }
}

void part_secret(text_buffer *body, mw_slice secret)
{
  if (secret.ptr != NULL) {
    part_slice(body, " secret=", secret);
  }
}

void trace_faulty_octets(trace *t, const char *kind, uint64_t offset, uint64_t end, mw_slice octets,
                         mw_fault fault, uint64_t fault_offset)
{
  text_buffer note = {NULL, 0, 0};
  part_fault(t, &note, fault, fault_offset, 0);
  text_put(&note, "", 1);
  trace_octets(t, kind, offset, end, true, octets, note.ptr);
  text_free(&note);
}
