/* SPDX-License-Identifier: MIT */
/* What a file says beside the conversation, in its place. */
#include "print.h"

void conversation_notes(conversation *c, size_t before)
{
  const recording *r = c->recording;
  while (c->notes < r->note_count && r->notes[c->notes].segment <= before) {
    const input_note *note = &r->notes[c->notes++];
    c->print->note(c, note,
                   mw_slice_of(note->len > 0 ? r->note_text.ptr + note->text : "", note->len));
  }
}

void conversation_reach(conversation *c, uint64_t stamp)
{
  if (stamp != 0) {
    conversation_notes(c, (size_t)stamp - 1);
  }
}

bool conversation_lacks(const conversation *c, char dir, uint64_t begin, uint64_t end)
{
  const recording *r = c->recording;
  size_t i = c->notes;
  while (i-- > 0) {
    const input_note *note = &r->notes[i];
    const segment *s = note->segment < r->count ? &r->segments[note->segment] : NULL;
    if (s != NULL && s->server == (dir == 'S')) {
      if (s->begin < begin) {
        return false;
      }
      if (note->kind == NOTE_MISSING && note->dir == dir && s->begin < end) {
        return true;
      }
    }
  }
  return false;
}

bool conversation_aside(conversation *c, mw_slice raw)
{
  input_note line = {NOTE_UNKNOWN, 'S', 0, 0, 0, 0, 0};
  if (!c->recording->has_order) {
    c->print->note(c, &line, raw);
  }
  return !c->recording->has_order;
}
