/* SPDX-License-Identifier: MIT */
/* What the server says, in a dialogue: its lines become items and answers; what an answer changes.
 */
#include "base/anomaly.h"
#include "base/bits.h"
#include "pop3/dialogue.h"
#include "pop3/response_reader.h"
#include "pop3/session.h"
#include "wire/scan_lines.h"

bool mwi_chat_in_response(const mw_pop3_dialogue *d)
{
  return mwi_chat_is(d, MWI_CHAT_MORE) || !mwi_line_fresh(&d->responses.lines);
}

/* ---- what a response answers ---------------------------------------------------------------- */

/* The client speaks first, and of messages: greeting and login were not recorded. */
static bool begins_later(const mw_pop3_dialogue *d)
{
  const mw_pop3_verb_info *row =
      d->waiting > 0 ? mw_pop3_verb_row(mwi_chat_oldest(d)->step.verb) : NULL;
  return mwi_turn_ordered(&d->turns) && mwi_chat_is(d, MWI_CHAT_EARLY) && row != NULL &&
         mw_slice_equal(mw_slice_text(row->states), mw_slice_text("transaction"));
}

/* Tells the reader of the first unit. A challenged AUTH waits in the reader on, for what answers
 * the lines of its exchange. */
static void tell_reader(mw_pop3_dialogue *d)
{
  const mw_pop3_unit *u = mwi_chat_oldest(d);
  bool nameless = mwi_chat_is_nameless(d);
  mw_pop3_verb verb = nameless ? MW_POP3_UNKNOWN : u->step.verb;
  bool argument = (u->step.flags & MW_POP3_STEP_ARGUMENT) != 0;
  if (u->step.place == MW_POP3_PLACE_AUTH_LINE && !nameless) {
    verb = MW_POP3_AUTH;
    argument = true;
  }
  if (verb == MW_POP3_STLS && mwi_chat_is(d, MWI_CHAT_DECRYPTED)) {
    verb = MW_POP3_NOOP; /* a line, too, and nothing is handed over */
  }
  if (mw_pop3_response_reader_waiting(&d->responses) == 0) {
    (void)mw_pop3_response_reader_expect(&d->responses, verb, argument);
  }
}

static void pop3_settle_place(mw_pop3_dialogue *d)
{
  bool answers = d->waiting > 0 && !mwi_chat_is(d, MWI_CHAT_ADRIFT);
  mwi_chat_set(d, MWI_CHAT_RESPONSE, true);
  mwi_chat_set(d, MWI_CHAT_ANSWERS, answers);
  mwi_chat_set(d, MWI_CHAT_DOUBT, mwi_chat_is(d, MWI_CHAT_ADRIFT));
  mwi_chat_set(d, MWI_CHAT_EARLY, mwi_turn_spoke(&d->turns, MW_FROM_CLIENT));
  if (!mwi_chat_is(d, MWI_CHAT_GREETED) && begins_later(d)) {
    mwi_chat_set(d, MWI_CHAT_GREETED | MWI_CHAT_MIDWAY, true);
    d->responses.flags &= (uint8_t)~MWI_POP3_GREETING_DUE;
    d->session.state = MW_POP3_STATE_TRANSACTION;
  }
  if (answers) {
    tell_reader(d);
  }
}

/* ---- what it changes ------------------------------------------------------------------------ */

static bool pop3_auth_goes_on(mw_pop3_dialogue *d)
{
  if (d->auth_left == 0) {
    return false;
  }
  d->auth_left--;
  return true;
}

/* TLS takes over; or its octets are those that are read. */
static void pop3_begin_tls(mw_pop3_dialogue *d)
{
  d->pending |= MWI_CHAT_NEXT_TLS;
  if (mwi_chat_is(d, MWI_CHAT_DECRYPTED)) {
    (void)mw_pop3_session_secured(&d->session, true);
  } else {
    mwi_chat_set(d, MWI_CHAT_TLS, true);
  }
}

static void pop3_resolve(mw_pop3_dialogue *d, const mw_pop3_unit *u, mw_pop3_status status)
{
  mw_pop3_expect what = MW_POP3_EXPECT_COMMAND;
  if (status == MW_POP3_STATUS_CHALLENGE) {
    what = MW_POP3_EXPECT_AUTH;
  } else if (mwi_chat_unit_is(u, MW_POP3_STLS) && status == MW_POP3_STATUS_OK) {
    what = mwi_chat_is(d, MWI_CHAT_DECRYPTED) ? MW_POP3_EXPECT_COMMAND : MW_POP3_EXPECT_TLS;
    pop3_begin_tls(d);
  }
  if (mw_pop3_command_reader_expect(&d->commands, what) != MW_OK) {
    (void)mw_pop3_command_reader_expect(&d->commands, MW_POP3_EXPECT_COMMAND);
  }
}

static bool pop3_is_auth(const mw_pop3_unit *u)
{
  return u->step.place == MW_POP3_PLACE_AUTH_LINE || mwi_chat_unit_is(u, MW_POP3_AUTH);
}

/* Whether the exchange begins, or ends. A client that goes on with commands has none. */
static void pop3_follow_auth(mw_pop3_dialogue *d, mw_pop3_status status, bool held)
{
  bool goes_on = mwi_chat_is(d, MWI_CHAT_AUTH);
  if (status == MW_POP3_STATUS_CHALLENGE && !goes_on && held) {
    mwi_chat_begin_auth(d);
  } else if (status != MW_POP3_STATUS_CHALLENGE && goes_on) {
    mwi_chat_set(d, MWI_CHAT_AUTH, false);
    mwi_chat_set(d, MWI_CHAT_AUTH_STRAY, status != MW_POP3_STATUS_OK);
    d->pending |= MWI_CHAT_NEXT_AUTH_END;
  }
}

void mwi_chat_answered(mw_pop3_dialogue *d, mw_pop3_status status)
{
  const mw_pop3_unit *u = mwi_chat_oldest(d);
  d->status = (uint8_t)status;
  if (!mwi_chat_is_nameless(d)) {
    bool last = d->waiting == 1 && mw_pop3_command_reader_held(&d->commands);
    if (pop3_is_auth(u)) {
      pop3_follow_auth(d, status, last);
    }
    if (last) {
      pop3_resolve(d, u, status);
    }
  }
  mwi_chat_set(d, MWI_CHAT_POP, !mwi_chat_is(d, MWI_CHAT_MORE));
}

void mwi_chat_suppose(mw_pop3_dialogue *d)
{
  const mw_pop3_unit *u = mwi_chat_oldest(d);
  mw_pop3_status status = MW_POP3_STATUS_OK;
  if (!mwi_chat_is_nameless(d)) {
    status = pop3_is_auth(u) && pop3_auth_goes_on(d) ? MW_POP3_STATUS_CHALLENGE : status;
    (void)mw_pop3_session_reply(&d->session, &u->step, status);
  }
  mwi_chat_answered(d, status);
  d->status = MW_POP3_STATUS_NONE;
}

void mwi_chat_release(mw_pop3_dialogue *d)
{
  (void)mw_pop3_command_reader_expect(&d->commands, MW_POP3_EXPECT_COMMAND);
}

/* ---- what is announced ---------------------------------------------------------------------- */

/* A line of the answer to CAPA. */
static uint64_t pop3_take_offer(mw_pop3_dialogue *d, mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities set;
  mw_pop3_capabilities_init(&set, NULL, 0);
  mw_pop3_capabilities_add(&set, text, d->responses.lines.allow, &finding);
  d->offered |= set.bits[0];
  if (finding.fault != MW_FAULT_NONE) {
    return MW_ANOMALY_BIT(EHLO_KEYWORD);
  }
  return (mw_sasl_set_has(&set.sasl, MW_SASL_PLAIN) || mw_sasl_set_has(&set.sasl, MW_SASL_LOGIN)) &&
                 !mw_pop3_session_is_tls(&d->session)
             ? MW_ANOMALY_BIT(AUTH_OFFERED_IN_CLEAR)
             : 0;
}

static void pop3_offer(mw_pop3_dialogue *d)
{
  mw_pop3_capabilities set;
  mw_pop3_capabilities_init(&set, NULL, 0);
  set.bits[0] = d->offered;
  mw_pop3_session_offer(&d->session, &set);
}

/* ---- items ---------------------------------------------------------------------------------- */

static void pop3_put_response(mw_pop3_dialogue *d, mw_pop3_item *item, mw_pop3_item_kind kind)
{
  mwi_chat_item(d, item, kind, MW_FROM_SERVER);
  item->sequence = d->response_sequence;
  item->offset = item->response.offset;
  item->end = item->response.end;
  item->anomalies = mwi_anomaly_of_line(item->response.fault, item->response.tolerated);
  item->message = mwi_chat_is(d, MWI_CHAT_MESSAGE);
  item->answers = mwi_chat_is(d, MWI_CHAT_ANSWERS) && !mwi_chat_is_nameless(d);
  if (item->answers) {
    item->unit = *mwi_chat_oldest(d);
  }
}

static void pop3_greet(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  static const mw_pop3_step greeting = {MW_POP3_PLACE_GREETING, MW_POP3_UNKNOWN,
                                        MW_POP3_SITUATION_NONE, 0};
  mwi_chat_set(d, MWI_CHAT_GREETED, true);
  mwi_chat_set(d, MWI_CHAT_ANSWERS, false);
  pop3_put_response(d, item, MW_POP3_ITEM_RESPONSE);
  item->greeting = true;
  item->anomalies |= mwi_chat_odd_answer(d, &greeting, item->response.response.status);
  if (mwi_chat_is(d, MWI_CHAT_EARLY) && mwi_turn_ordered(&d->turns)) {
    item->anomalies |= MW_ANOMALY_BIT(EARLY_TALKER);
  }
}

static bool pop3_begins_message(const mw_pop3_item *item)
{
  return item->response.more &&
         (item->response.verb == MW_POP3_RETR || item->response.verb == MW_POP3_TOP);
}

/* A challenge to a command that has none answers it, as every status line does: what comes next is
 * the next command's. The reader lets that command wait. */
static void pop3_take_odd_challenge(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  if (item->response.kind == MW_POP3_EVENT_UNSOLICITED && mwi_chat_is(d, MWI_CHAT_ANSWERS) &&
      mwi_chat_is(d, MWI_CHAT_GREETED)) {
    d->responses.count = 0;
    item->response.kind = MW_POP3_EVENT_RESPONSE;
    if (item->response.fault == MW_FAULT_NOT_ASKED_FOR) {
      item->response.fault = MW_FAULT_NONE;
    }
  }
}

static void pop3_take_status(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  mw_pop3_status status = item->response.response.status;
  bool answers;
  pop3_take_odd_challenge(d, item);
  answers = mwi_chat_is(d, MWI_CHAT_ANSWERS) && item->response.kind != MW_POP3_EVENT_UNSOLICITED;
  mwi_chat_set(d, MWI_CHAT_ANSWERS, answers);
  mwi_chat_set(d, MWI_CHAT_MORE, item->response.more);
  mwi_chat_set(d, MWI_CHAT_MESSAGE, pop3_begins_message(item));
  d->lines = 0;
  d->offered = item->response.verb == MW_POP3_CAPA ? 0 : d->offered;
  d->body_at = item->response.end;
  pop3_put_response(d, item, MW_POP3_ITEM_RESPONSE);
  if (answers) {
    item->anomalies |=
        mwi_chat_is_nameless(d) ? 0 : mwi_chat_odd_answer(d, &mwi_chat_oldest(d)->step, status);
    mwi_chat_answered(d, status);
  } else {
    item->anomalies |= MW_ANOMALY_BIT(UNSOLICITED);
    (void)mw_pop3_session_reply(&d->session, NULL, status);
  }
}

static void pop3_take_response(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  d->response_sequence = ++d->sequence;
  if (item->response.kind == MW_POP3_EVENT_GREETING) {
    pop3_greet(d, item);
  } else {
    pop3_take_status(d, item);
  }
  mwi_chat_set(d, MWI_CHAT_RESPONSE, mwi_chat_is(d, MWI_CHAT_MORE));
}

static void pop3_take_line(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  pop3_put_response(d, item, MW_POP3_ITEM_LINE);
  if (item->response.verb == MW_POP3_CAPA) {
    item->anomalies |= pop3_take_offer(d, item->response.text);
  }
}

/* The octets begin where those before them ended: what was unstuffed is theirs. */
static void pop3_join_body(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  if (mwi_chat_is(d, MWI_CHAT_MESSAGE)) {
    item->offset = d->body_at;
    d->body_at = item->end;
  }
}

static void pop3_take_body(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  bool fault = item->response.kind == MW_POP3_EVENT_BODY_FAULT;
  bool high;
  pop3_put_response(d, item, fault ? MW_POP3_ITEM_BODY_FAULT : MW_POP3_ITEM_BODY);
  if (fault) {
    item->anomalies = mwi_anomaly_of_body(item->response.fault, item->response.tolerated);
  } else {
    pop3_join_body(d, item);
    d->lines += mwi_count_lines(item->response.raw.ptr, item->response.raw.len, &high);
  }
}

static void pop3_take_end(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  pop3_put_response(d, item, MW_POP3_ITEM_END);
  pop3_join_body(d, item);
  item->count = item->response.number;
  item->lines = d->lines;
  item->cut = false;
  item->anomalies = item->message
                        ? mwi_anomaly_of_body(item->response.fault, item->response.tolerated)
                        : mwi_anomaly_of_line(item->response.fault, item->response.tolerated);
  if (item->response.verb == MW_POP3_CAPA) {
    pop3_offer(d);
  }
  mwi_chat_set(d, MWI_CHAT_MORE | MWI_CHAT_MESSAGE | MWI_CHAT_RESPONSE, false);
  mwi_chat_set(d, MWI_CHAT_POP, d->waiting > 0);
}

/* A line that is none, or one behind a gap. */
static void pop3_put_other(mw_pop3_dialogue *d, mw_pop3_item *item, mw_pop3_item_kind kind)
{
  mwi_chat_item(d, item, kind, MW_FROM_SERVER);
  item->raw = item->response.raw;
  item->offset = item->response.offset;
  item->end = item->response.end;
  item->anomalies = kind == MW_POP3_ITEM_SKIPPED ? 0 : mwi_anomaly_of_line(item->response.fault, 0);
}

static void pop3_take_garbage(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  pop3_put_other(d, item, MW_POP3_ITEM_GARBAGE);
  item->anomalies |= MW_ANOMALY_BIT(NOT_A_REPLY);
  item->sequence = ++d->sequence;
  mwi_chat_set(d, MWI_CHAT_RESPONSE, false);
}

/* Whether a response begins with the next octet, or goes on. The rest of a line that was too long
 * is none of it. */
static mw_status pop3_reach_response(mw_pop3_dialogue *d, mw_slice *in)
{
  if (mwi_chat_is(d, MWI_CHAT_RESPONSE)) {
    return MW_OK;
  }
  if (mwi_line_skipping(&d->responses.lines)) {
    (void)mwi_line_skip(&d->responses.lines, in);
    if (in->len == 0) {
      return MW_NEED_MORE;
    }
    if (mw_pop3_dialogue_waits(d, MW_FROM_SERVER)) {
      return MW_PAUSED;
    }
  }
  pop3_settle_place(d);
  return MW_OK;
}

mw_status mwi_chat_server(mw_pop3_dialogue *d, mw_slice *in, mw_pop3_item *item)
{
  mw_status status = pop3_reach_response(d, in);
  if (status != MW_OK) {
    return status;
  }
  status = mw_pop3_response_reader_next(&d->responses, in, &item->response);
  mwi_turn_speak(&d->turns, MW_FROM_SERVER);
  if (status != MW_OK) {
    return status;
  }
  switch (item->response.kind) {
  case MW_POP3_EVENT_LINE: pop3_take_line(d, item); break;
  case MW_POP3_EVENT_BODY:
  case MW_POP3_EVENT_BODY_FAULT: pop3_take_body(d, item); break;
  case MW_POP3_EVENT_END: pop3_take_end(d, item); break;
  case MW_POP3_EVENT_SERVER_LEFTOVER: pop3_put_other(d, item, MW_POP3_ITEM_LEFTOVER); break;
  default:
    if (mwi_chat_is(d, MWI_CHAT_DOUBT)) {
      pop3_put_other(d, item, MW_POP3_ITEM_SKIPPED);
      mwi_chat_set(d, MWI_CHAT_RESPONSE, false);
    } else if (item->response.kind == MW_POP3_EVENT_NO_RESPONSE) {
      pop3_take_garbage(d, item);
    } else {
      pop3_take_response(d, item);
    }
  }
  mwi_chat_forget_adrift(d);
  return MW_OK;
}

bool mwi_chat_end_server(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  bool more = mwi_chat_is(d, MWI_CHAT_MORE);
  if (more) {
    d->pending |= MWI_CHAT_NEXT_END;
  }
  mwi_chat_set(d, MWI_CHAT_RESPONSE, false);
  if (mw_pop3_response_reader_finish(&d->responses, &item->response) != MW_OK) {
    return false;
  }
  d->responses.lines.offset = item->response.end;
  if (item->response.raw.len == 0) {
    return false;
  }
  pop3_put_other(d, item, MW_POP3_ITEM_UNFINISHED);
  mwi_chat_stamp_end(d, item, MW_FROM_SERVER);
  return true;
}
