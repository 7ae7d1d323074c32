/* SPDX-License-Identifier: MIT */
/* Replies one behind the other: the first of them, or all. */
#include <stdio.h>

#include "productions/production.h"

/* What was read so far. Each line is written as "CODE-TEXT" or "CODE TEXT" and LF, the texts once
 * as they are and once without their enhanced codes. */
typedef struct seen {
  text_buffer wire;
  text_buffer messages;
  mw_enhanced enhanced;
  bool good;
  bool ended;
} seen;

static void put_line(text_buffer *to, const mw_smtp_reply_line *line, mw_slice text)
{
  char head[8];
  snprintf(head, sizeof head, "%03u%c", line->code, line->last ? ' ' : '-');
  text_add(to, head);
  if (text.len > 0) {
    text_put(to, text.ptr, text.len);
  }
  text_add(to, "\n");
}

static void take(seen *s, const mw_smtp_reply_event *event)
{
  if (event->kind != MW_SMTP_EVENT_REPLY_LINE || event->fault != MW_FAULT_NONE) {
    s->good = false;
    return;
  }
  put_line(&s->wire, &event->line, event->line.text);
  put_line(&s->messages, &event->line, event->line.message);
  s->enhanced = event->line.enhanced;
  s->ended = event->line.last;
}

static bool read_them(mw_slice input, const mode *m, facts *f, bool all)
{
  static char storage[16384];
  seen s = {{NULL, 0, 0}, {NULL, 0, 0}, {0, 0, 0}, true, false};
  mw_smtp_reply_reader reader;
  mw_smtp_reply_event event;
  if (mw_smtp_reply_reader_init(&reader, storage, sizeof storage, m->rules.allow) != MW_OK) {
    return false;
  }
  while ((all || !s.ended) && mw_smtp_reply_reader_next(&reader, &input, &event) == MW_OK) {
    take(&s, &event);
  }
  if (mw_smtp_reply_reader_finish(&reader, &event) != MW_NEED_MORE) {
    s.good = false;
  }
  fact_slice(f, "wire", mw_slice_of(s.wire.ptr, s.wire.len));
  fact_slice(f, "messages", mw_slice_of(s.messages.ptr, s.messages.len));
  fact_slice(f, "rest", input);
  fact_enhanced(f, &s.enhanced);
  text_free(&s.wire);
  text_free(&s.messages);
  return s.good && s.ended;
}

bool read_first_reply(mw_slice input, const mode *m, facts *f)
{
  return read_them(input, m, f, false);
}

bool read_replies(mw_slice input, const mode *m, facts *f)
{
  return read_them(input, m, f, true);
}
