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
