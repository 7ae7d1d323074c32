/* SPDX-License-Identifier: MIT */
/* The reply reader's push face: a loop over next() that calls a table of callbacks. */
#include <mailwire/smtp_reply_reader.h>
#include <string.h>

#include "smtp/reply_reader.h"

typedef mw_flow (*reply_callback)(void *, const mw_smtp_reply_event *);

static mw_flow call_one(reply_callback callback, void *user, const mw_smtp_reply_event *event)
{
  return callback != NULL ? callback(user, event) : MW_CONTINUE;
}

/* The callback for a whole reply, behind the one for its last line. A pause there still lets it be
 * called: it is the same event. */
static inline mw_flow call_reply(const mw_smtp_reply_callbacks *callbacks, void *user,
                                 const mw_smtp_reply_event *event, mw_flow flow)
{
  if (callbacks->on_reply != NULL && flow != MW_ABORT) {
    mw_flow second = callbacks->on_reply(user, event);
    return second > flow ? second : flow;
  }
  return flow;
}

static mw_flow call_line(const mw_smtp_reply_callbacks *callbacks, void *user,
                         const mw_smtp_reply_event *event)
{
  mw_flow flow = call_one(callbacks->on_line, user, event);
  return event->line.last ? call_reply(callbacks, user, event, flow) : flow;
}

static mw_flow call_on_reply_event(const mw_smtp_reply_callbacks *callbacks, void *user,
                                   const mw_smtp_reply_event *event)
{
  switch (event->kind) {
  case MW_SMTP_EVENT_GARBAGE: return call_one(callbacks->on_garbage, user, event);
  case MW_SMTP_EVENT_SERVER_LEFTOVER: return call_one(callbacks->on_leftover, user, event);
  default: return call_line(callbacks, user, event);
  }
}

/* What the flow of a callback means for feed(); MW_OK: go on. */
static mw_status obey_reply(mw_smtp_reply_reader *r, mw_flow flow)
{
  if (flow == MW_CONTINUE) {
    return MW_OK;
  }
  if (flow == MW_PAUSE) {
    return MW_PAUSED;
  }
  mwi_reply_mode(r, MWI_REPLY_MODE_ENDED, 0);
  return MW_E_ABORTED;
}

static mw_flow pass_over_reply(void *user, const mw_smtp_reply_event *event)
{
  (void)user;
  (void)event;
  return MW_CONTINUE;
}

/* Plain lines one after the other; the event is cleared once for all of them. Any other is left to
 * next(). */
static mw_status feed_plain_replies(mw_smtp_reply_reader *r, mw_slice *in,
                                    const mw_smtp_reply_callbacks *callbacks, void *user)
{
  reply_callback on_line = callbacks->on_line != NULL ? callbacks->on_line : pass_over_reply;
  mw_smtp_reply_event event;
  mw_flow flow = MW_CONTINUE;
  const char *begin = in->ptr;
  mwi_text_run run;
  if (r->plain == 0 || in->len == 0 || !mwi_line_fresh(&r->lines)) {
    return MW_OK;
  }
  mwi_text_run_begin(&run, begin, begin + in->len);
  mwi_reply_event_clear(&event);
  while (flow == MW_CONTINUE) {
    const char *at = mwi_text_run_scan(&run, begin);
    if (!mwi_reply_plain(r, begin, at, run.end, &event)) {
      break;
    }
    begin = at + 2;
    flow = on_line(user, &event);
    if (event.line.last) {
      flow = call_reply(callbacks, user, &event, flow);
    }
  }
  mwi_line_go_on(in, begin);
  return obey_reply(r, flow);
}

mw_status mw_smtp_reply_reader_feed(mw_smtp_reply_reader *r, mw_slice *in,
                                    const mw_smtp_reply_callbacks *callbacks, void *user)
{
  mw_smtp_reply_callbacks table = {0, NULL, NULL, NULL, NULL};
  mw_smtp_reply_event event;
  mw_status status;
  if (r == NULL || in == NULL || callbacks == NULL || callbacks->size < sizeof callbacks->size) {
    return MW_E_ARGUMENT;
  }
  memcpy(&table, callbacks, callbacks->size < sizeof table ? callbacks->size : sizeof table);
  do {
    status = feed_plain_replies(r, in, &table, user);
    if (status == MW_OK) {
      status = mwi_reply_next_other(r, in, &event);
    }
    if (status == MW_OK) {
      status = obey_reply(r, call_on_reply_event(&table, user, &event));
    }
  } while (status == MW_OK);
  return status;
}
