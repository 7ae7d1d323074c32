/* SPDX-License-Identifier: MIT */
/* The command reader's push face: a loop over next() that calls a table of callbacks. */
#include <mailwire/smtp_command_reader.h>
#include <string.h>

#include "smtp/command_reader.h"

/* The callback for the event, if the table has one. */
static mw_flow call_on_command_event(const mw_smtp_command_callbacks *callbacks, void *user,
                                     const mw_smtp_command_event *event)
{
  mw_flow (*callback)(void *, const mw_smtp_command_event *) = NULL;
  switch (event->kind) {
  case MW_SMTP_EVENT_COMMAND: callback = callbacks->on_command; break;
  case MW_SMTP_EVENT_AUTH: callback = callbacks->on_auth; break;
  case MW_SMTP_EVENT_BODY:
  case MW_SMTP_EVENT_BODY_FAULT: callback = callbacks->on_body; break;
  case MW_SMTP_EVENT_BODY_END: callback = callbacks->on_body_end; break;
  default: callback = callbacks->on_leftover; break;
  }
  return callback != NULL ? callback(user, event) : MW_CONTINUE;
}

/* What the flow of a callback means for feed(); MW_OK: go on. */
static mw_status obey_command(mw_smtp_command_reader *r, mw_flow flow)
{
  if (flow == MW_CONTINUE) {
    return MW_OK;
  }
  if (flow == MW_PAUSE) {
    return MW_PAUSED;
  }
  mwi_command_mode(r, MWI_MODE_ENDED);
  return MW_E_ABORTED;
}

static mw_flow pass_over_command(void *user, const mw_smtp_command_event *event)
{
  (void)user;
  (void)event;
  return MW_CONTINUE;
}

/* Plain commands one after the other; the event is cleared once for all of them. Any other
 * is left to next(). */
static mw_status feed_plain_commands(mw_smtp_command_reader *r, mw_slice *in,
                                     const mw_smtp_command_callbacks *callbacks, void *user)
{
  mw_flow (*on_command)(void *, const mw_smtp_command_event *) =
      callbacks->on_command != NULL ? callbacks->on_command : pass_over_command;
  mw_smtp_command_event event;
  mw_flow flow = MW_CONTINUE;
  const char *begin = in->ptr;
  mwi_text_run run;
  if (r->plain == 0 || in->len == 0 || !mwi_line_fresh(&r->lines)) {
    return MW_OK;
  }
  mwi_text_run_begin(&run, begin, begin + in->len);
  mwi_command_event_clear(&event);
  while (flow == MW_CONTINUE) {
    const char *at = mwi_text_run_scan(&run, begin);
    if (!mwi_command_plain(r, begin, at, run.end, &event)) {
      break;
    }
    begin = at + 2;
    flow = on_command(user, &event);
    if (event.held) {
      mwi_command_event_unhold(&event);
    }
  }
  mwi_line_go_on(in, begin);
  return obey_command(r, flow);
}

mw_status mw_smtp_command_reader_feed(mw_smtp_command_reader *r, mw_slice *in,
                                      const mw_smtp_command_callbacks *callbacks, void *user)
{
  mw_smtp_command_callbacks table = {0, NULL, NULL, NULL, NULL, NULL};
  mw_smtp_command_event event;
  mw_status status;
  if (r == NULL || in == NULL || callbacks == NULL || callbacks->size < sizeof callbacks->size) {
    return MW_E_ARGUMENT;
  }
  memcpy(&table, callbacks, callbacks->size < sizeof table ? callbacks->size : sizeof table);
  do {
    status = feed_plain_commands(r, in, &table, user);
    if (status == MW_OK) {
      status = mwi_command_next_other(r, in, &event);
    }
    if (status == MW_OK) {
      status = obey_command(r, call_on_command_event(&table, user, &event));
    }
  } while (status == MW_OK);
  return status;
}
