/* SPDX-License-Identifier: MIT */
/* The response reader's push face: a loop over next() that calls a table of callbacks. */
#include <string.h>

#include "pop3/response_reader.h"

typedef mw_flow (*pop3_response_callback)(void *, const mw_pop3_response_event *);

static mw_flow pass_over_response(void *user, const mw_pop3_response_event *event)
{
  (void)user;
  (void)event;
  return MW_CONTINUE;
}

/* The callback for the kind of event, if the table has one. */
static pop3_response_callback listed_callback(const mw_pop3_response_callbacks *callbacks,
                                              mw_pop3_response_kind kind)
{
  switch (kind) {
  case MW_POP3_EVENT_GREETING: return callbacks->on_greeting;
  case MW_POP3_EVENT_RESPONSE: return callbacks->on_response;
  case MW_POP3_EVENT_CHALLENGE: return callbacks->on_challenge;
  case MW_POP3_EVENT_LINE: return callbacks->on_line;
  case MW_POP3_EVENT_BODY:
  case MW_POP3_EVENT_BODY_FAULT: return callbacks->on_body;
  case MW_POP3_EVENT_END: return callbacks->on_end;
  case MW_POP3_EVENT_SERVER_LEFTOVER: return callbacks->on_leftover;
  default: return callbacks->on_unexpected;
  }
}

static pop3_response_callback callback_for(const mw_pop3_response_callbacks *callbacks,
                                           mw_pop3_response_kind kind)
{
  pop3_response_callback callback = listed_callback(callbacks, kind);
  return callback != NULL ? callback : pass_over_response;
}

/* What the flow of a callback means for feed(); MW_OK: go on. */
static mw_status obey_response(mw_pop3_response_reader *r, mw_flow flow)
{
  if (flow == MW_CONTINUE || flow == MW_PAUSE) {
    return flow == MW_CONTINUE ? MW_OK : MW_PAUSED;
  }
  r->mode = MWI_POP3_SERVER_ENDED;
  return MW_E_ABORTED;
}

/* Plain lines of a listing one after the other; the event is cleared once for all of them. Any
 * other is left to next(). */
static mw_status feed_plain_lines(mw_pop3_response_reader *r, mw_slice *in,
                                  pop3_response_callback on_line, void *user)
{
  mw_pop3_response_event event;
  mw_flow flow = MW_CONTINUE;
  const char *begin = in->ptr;
  uint32_t most = mwi_pop3_plain(r);
  mwi_text_run run;
  mwi_text_run_begin(&run, begin, begin + in->len);
  mwi_pop3_begin_lines(r, &event);
  while (flow == MW_CONTINUE) {
    const char *at = mwi_text_run_scan(&run, begin);
    if (!mwi_pop3_line_plain(begin, at, run.end, most, &event)) {
      break;
    }
    begin = at + 2;
    flow = on_line(user, &event);
  }
  if (begin > in->ptr) {
    mwi_pop3_end_lines(r, &event);
    mwi_line_go_on(in, begin);
  }
  return obey_response(r, flow);
}

mw_status mw_pop3_response_reader_feed(mw_pop3_response_reader *r, mw_slice *in,
                                       const mw_pop3_response_callbacks *callbacks, void *user)
{
  mw_pop3_response_callbacks table;
  mw_pop3_response_event event;
  mw_status status;
  if (r == NULL || in == NULL || callbacks == NULL || callbacks->size < sizeof callbacks->size) {
    return MW_E_ARGUMENT;
  }
  memset(&table, 0, sizeof table);
  memcpy(&table, callbacks, callbacks->size < sizeof table ? callbacks->size : sizeof table);
  do {
    status = MW_OK;
    if (mwi_pop3_lists(r, in)) {
      status = feed_plain_lines(r, in, callback_for(&table, MW_POP3_EVENT_LINE), user);
    }
    if (status == MW_OK) {
      status = mwi_pop3_response_next_other(r, in, &event);
    }
    if (status == MW_OK) {
      status = obey_response(r, callback_for(&table, event.kind)(user, &event));
    }
  } while (status == MW_OK);
  return status;
}
