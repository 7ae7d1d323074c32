/* SPDX-License-Identifier: MIT */
/* The command reader's push face: a loop over next() that calls a table of callbacks. */
#include <string.h>

#include "pop3/command_reader.h"

typedef mw_flow (*pop3_command_callback)(void *, const mw_pop3_command_event *);

static mw_flow pass_over_pop3_command(void *user, const mw_pop3_command_event *event)
{
  (void)user;
  (void)event;
  return MW_CONTINUE;
}

/* The callback for the kind of event. */
static pop3_command_callback pop3_callback_of(const mw_pop3_command_callbacks *callbacks,
                                              mw_pop3_command_kind kind)
{
  pop3_command_callback callback = kind == MW_POP3_EVENT_COMMAND ? callbacks->on_command
                                   : kind == MW_POP3_EVENT_AUTH  ? callbacks->on_auth
                                                                 : callbacks->on_leftover;
  return callback != NULL ? callback : pass_over_pop3_command;
}

/* What the flow of a callback means for feed(); MW_OK: go on. */
static mw_status obey_pop3_command(mw_pop3_command_reader *r, mw_flow flow)
{
  if (flow == MW_CONTINUE || flow == MW_PAUSE) {
    return flow == MW_CONTINUE ? MW_OK : MW_PAUSED;
  }
  mwi_pop3_command_mode(r, MWI_POP3_ENDED);
  return MW_E_ABORTED;
}

/* Plain commands one after the other; the event is cleared once for all of them. Any other is left
 * to next(). */
static mw_status feed_plain_pop3_commands(mw_pop3_command_reader *r, mw_slice *in,
                                          pop3_command_callback on_command, void *user)
{
  mw_pop3_command_event event;
  mw_flow flow = MW_CONTINUE;
  const char *begin = in->ptr;
  mwi_text_run run;
  if (r->plain == 0 || in->len == 0 || !mwi_line_fresh(&r->lines)) {
    return MW_OK;
  }
  mwi_text_run_begin(&run, begin, begin + in->len);
  mwi_pop3_command_event_clear(&event);
  while (flow == MW_CONTINUE) {
    const char *at = mwi_text_run_scan(&run, begin);
    if (!mwi_pop3_command_plain(r, begin, at, run.end, &event)) {
      break;
    }
    begin = at + 2;
    flow = on_command(user, &event);
  }
  mwi_line_go_on(in, begin);
  return obey_pop3_command(r, flow);
}

mw_status mw_pop3_command_reader_feed(mw_pop3_command_reader *r, mw_slice *in,
                                      const mw_pop3_command_callbacks *callbacks, void *user)
{
  mw_pop3_command_callbacks table = {0, NULL, NULL, NULL};
  mw_pop3_command_event event;
  pop3_command_callback on_command;
  mw_status status;
  if (r == NULL || in == NULL || callbacks == NULL || callbacks->size < sizeof callbacks->size) {
    return MW_E_ARGUMENT;
  }
  memcpy(&table, callbacks, callbacks->size < sizeof table ? callbacks->size : sizeof table);
  on_command = pop3_callback_of(&table, MW_POP3_EVENT_COMMAND);
  do {
    status = feed_plain_pop3_commands(r, in, on_command, user);
    if (status == MW_OK) {
      status = mwi_pop3_command_next_other(r, in, &event);
    }
    if (status == MW_OK) {
      status = obey_pop3_command(r, pop3_callback_of(&table, event.kind)(user, &event));
    }
  } while (status == MW_OK);
  return status;
}
