/* SPDX-License-Identifier: MIT */
/* Recordings that grow. */
#include <stdlib.h>
#include <string.h>

#include "conversation.h"
#include "input_build.h"
#include "input_watch.h"

recording *build_recording(builder *b)
{
  recording_list *l = b->list;
  recording *r;
  if (l->count == 0 || b->fresh) {
    l->list = grow(l->list, l->count, sizeof *l->list);
    r = &l->list[l->count++];
    memset(r, 0, sizeof *r);
    r->form = b->form;
    r->has_line_ends = b->line_ends;
    r->has_order = b->order;
    r->shows_tls = b->shows_tls;
    b->fresh = false;
    memset(&b->now, 0, sizeof b->now);
  }
  return &l->list[l->count - 1];
}

static bool has_begun(const builder *b)
{
  return b->list->count > 0 && b->list->list[b->list->count - 1].count > 0;
}

/* Where a message passed that the form does not show, its end is put. */
static void put_end(builder *b, bool server)
{
  if (!b->now.gap) {
    build_missing(b, server ? 'S' : 'C', 0, mw_slice_of("", 0));
  }
  b->now.gap = false;
  build_octets(b, server, mw_slice_of(".\r\n", 3), SEGMENT_NO_TIME);
  watch_line(&b->now, server, mw_slice_of(".", 1));
}

/* A message of the client's that is answered has passed; one of the server's, too, where the form
 * does not show them. */
static void fill_gap(builder *b, bool server, mw_slice line)
{
  const watch *now = &b->now;
  if (server && now->body && now->lines == 0 && said_by(line) == 'S' && !begins_with(line, "421")) {
    put_end(b, false);
  } else if (!server && now->listing && now->lines == 0 && b->hides_messages) {
    put_end(b, true);
  }
}

void build_session(builder *b)
{
  if (has_begun(b)) {
    fill_gap(b, false, mw_slice_of("", 0));
    b->fresh = true;
  }
}

void build_gap(builder *b, bool server, uint64_t octets)
{
  b->gap[server ? 1 : 0] += octets;
}

/* Octets in place of those that are missing, so that all others are where they were. */
static uint64_t fill(builder *b, bool server, buffer *d)
{
  uint64_t gap = b->gap[server ? 1 : 0];
  memset(buffer_room(d, (size_t)gap), 0, (size_t)gap);
  d->len += (size_t)gap;
  b->gap[server ? 1 : 0] = 0;
  return gap;
}

void build_octets(builder *b, bool server, mw_slice octets, int64_t time)
{
  recording *r = build_recording(b);
  buffer *d = server ? &r->server : &r->client;
  segment *s;
  if (octets.len == 0) {
    return;
  }
  r->segments = grow(r->segments, r->count, sizeof *r->segments);
  s = &r->segments[r->count++];
  s->server = server;
  s->gap = fill(b, server, d);
  s->begin = d->len;
  buffer_add(d, octets.ptr, octets.len);
  s->end = d->len;
  s->time = time;
}

static void prepare(builder *b, bool server, mw_slice line)
{
  if (has_begun(b) && watch_begins(&b->now, server, line)) {
    build_session(b);
  }
  build_recording(b)->lacks_greeting |= server && watch_is_late(&b->now, line);
  fill_gap(b, server, line);
}

void build_line(builder *b, bool server, mw_slice line)
{
  buffer whole = {NULL, 0, 0};
  prepare(b, server, line);
  buffer_add(&whole, line.ptr, line.len);
  buffer_add(&whole, "\r\n", 2);
  build_octets(b, server, mw_slice_of(whole.ptr, whole.len), SEGMENT_NO_TIME);
  buffer_free(&whole);
  watch_line(&b->now, server, line);
}

void build_said(builder *b, bool server, mw_slice octets)
{
  mw_slice rest = octets;
  mw_slice line;
  if (!next_line(&rest, &line)) {
    return;
  }
  prepare(b, server, line);
  build_octets(b, server, octets, SEGMENT_NO_TIME);
  do {
    watch_line(&b->now, server, line);
  } while (next_line(&rest, &line));
}

static input_note *add_note(builder *b, note_kind kind, char dir, mw_slice text)
{
  recording *r = build_recording(b);
  input_note *n;
  r->notes = grow(r->notes, r->note_count, sizeof *r->notes);
  n = &r->notes[r->note_count++];
  memset(n, 0, sizeof *n);
  n->kind = kind;
  n->dir = dir;
  n->line = b->line;
  n->segment = r->count;
  n->text = r->note_text.len;
  n->len = text.len;
  buffer_add(&r->note_text, text.ptr, text.len);
  return n;
}

void build_note(builder *b, note_kind kind, char dir, mw_slice text)
{
  (void)add_note(b, kind, dir, text);
  b->now.ended = b->now.ended || (kind == NOTE_CLOSED && dir != 'C');
}

void build_missing(builder *b, char dir, uint64_t octets, mw_slice text)
{
  add_note(b, NOTE_MISSING, dir, text)->octets = octets;
  b->now.gap = true;
}

/* Notes behind the last conversation are its own. */
static void give_back_notes(builder *b, recording *last)
{
  size_t line = b->line;
  size_t i;
  b->list->count--;
  for (i = 0; i < last->note_count; i++) {
    const input_note *n = &last->notes[i];
    b->line = n->line;
    add_note(b, n->kind, n->dir, mw_slice_of(last->note_text.ptr + n->text, n->len))->octets =
        n->octets;
  }
  b->line = line;
}

void build_end(builder *b)
{
  build_session(b);
  b->fresh = false;
  if (b->list->count > 1 && !has_begun(b)) {
    recording last = b->list->list[b->list->count - 1];
    give_back_notes(b, &last);
    free(last.notes);
    buffer_free(&last.note_text);
  }
}
