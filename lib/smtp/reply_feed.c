/* SPDX-License-Identifier: MIT */
/* The reply reader's push face: a loop over next() that calls a table of callbacks. */
#include <mailwire/smtp_reply_reader.h>

#include "smtp/reply_reader.h"

typedef mw_flow (*reply_callback)(void *, const mw_smtp_reply_event *);

static mw_flow call_one(reply_callback callback, void *user, const mw_smtp_reply_event *event)
{
  return callback != NULL ? callback(user, event) : MW_CONTINUE;
}

/* The callbacks for the event. A pause after on_line still lets on_reply be called: it is the same
 * event. */
static mw_flow call(const mw_smtp_reply_callbacks *callbacks, void *user,
                    const mw_smtp_reply_event *event)
{
  mw_flow flow;
  mw_flow second = MW_CONTINUE;
  if (event->kind == MW_SMTP_EVENT_GARBAGE) {
    return call_one(callbacks->on_garbage, user, event);
  }
  if (event->kind == MW_SMTP_EVENT_SERVER_LEFTOVER) {
    return call_one(callbacks->on_leftover, user, event);
  }
  flow = call_one(callbacks->on_line, user, event);
  if (event->line.last && flow != MW_ABORT) {
    second = call_one(callbacks->on_reply, user, event);
  }
  return second > flow ? second : flow;
}

mw_status mw_smtp_reply_reader_feed(mw_smtp_reply_reader *r, mw_slice *in,
                                    const mw_smtp_reply_callbacks *callbacks, void *user)
{
  mw_smtp_reply_event event;
  mw_status status;
  if (r == NULL || in == NULL || callbacks == NULL || callbacks->size < sizeof *callbacks) {
    return MW_E_ARGUMENT;
  }
  while ((status = mw_smtp_reply_reader_next(r, in, &event)) == MW_OK) {
    mw_flow flow = call(callbacks, user, &event);
    if (flow == MW_PAUSE) {
      return MW_PAUSED;
    }
    if (flow != MW_CONTINUE) {
      r->mode = MWI_REPLY_MODE_ABORTED;
      return MW_E_ABORTED;
    }
  }
  return status;
}
