/* SPDX-License-Identifier: MIT */
/* What the server says, in a dialogue: its lines become items, and answers to what waits. */
#include "base/anomaly.h"
#include "smtp/dialogue.h"
#include "smtp/reply_reader.h"

bool mwi_talk_in_reply(const mw_smtp_dialogue *d)
{
  return d->replies.number > 0 || !mwi_line_fresh(&d->replies.lines);
}

bool mwi_talk_skip(mw_smtp_dialogue *d, mw_slice *in)
{
  return mwi_line_skipping(&d->replies.lines) &&
         mwi_line_skip(&d->replies.lines, in) != MW_LINE_END_NONE;
}

/* A reply is about to begin: what does it answer? */
static void settle_place(mw_smtp_dialogue *d)
{
  bool answers = d->waiting > 0 && !mwi_talk_is(d, MWI_TALK_ADRIFT);
  mwi_talk_set(d, MWI_TALK_REPLY, true);
  mwi_talk_set(d, MWI_TALK_GREETING, false);
  mwi_talk_set(d, MWI_TALK_ANSWERS, answers);
  mwi_talk_set(d, MWI_TALK_EARLY, mwi_turn_spoke(&d->turns, MW_FROM_CLIENT));
  if (answers && !mwi_talk_is_nameless(d) && !mwi_talk_is(d, MWI_TALK_DECRYPTED) &&
      mwi_unit_is(mwi_talk_oldest(d), MW_SMTP_STARTTLS)) {
    (void)mw_smtp_reply_reader_expect_tls(&d->replies);
  }
}

/* Whether the first reply of all greets a client that spoke first: a recording that begins midway
 * has replies of these codes, too. */
static bool greets_talker(const mw_smtp_dialogue *d, unsigned code)
{
  const mw_smtp_unit *u = mwi_talk_oldest(d);
  if (d->waiting == 0) {
    return true;
  }
  if (code == 220) {
    return !mwi_unit_is(u, MW_SMTP_STARTTLS) && !mwi_unit_is(u, MW_SMTP_XCLIENT);
  }
  return (code == 421 || code == 521 || code == 554) &&
         (mwi_unit_is(u, MW_SMTP_EHLO) || mwi_unit_is(u, MW_SMTP_HELO) ||
          mwi_unit_is(u, MW_SMTP_LHLO) || mwi_unit_is(u, MW_SMTP_UNKNOWN));
}

/* The first reply of all greets if the server spoke first, or its code and the client's first line
 * say so. */
static void settle_greeting(mw_smtp_dialogue *d, unsigned code)
{
  if (mwi_talk_is(d, MWI_TALK_GREETED | MWI_TALK_ADRIFT)) {
    return;
  }
  mwi_talk_set(d, MWI_TALK_GREETED, true);
  if (!mwi_talk_is(d, MWI_TALK_EARLY) || greets_talker(d, code)) {
    mwi_talk_set(d, MWI_TALK_GREETING, true);
    mwi_talk_set(d, MWI_TALK_ANSWERS, false);
  } else {
    mwi_talk_set(d, MWI_TALK_MIDWAY, true);
    d->session.state = MW_SMTP_STATE_GREETED;
  }
}

static void begin_reply(mw_smtp_dialogue *d, unsigned code)
{
  d->reply_sequence = ++d->sequence;
  settle_greeting(d, code);
  if (mwi_talk_is(d, MWI_TALK_ANSWERS)) {
    mwi_talk_answer_begins(d, code);
  }
}

/* Whether it is certain that the reply answers nothing. */
static bool is_unsolicited(const mw_smtp_dialogue *d)
{
  return !mwi_talk_is(d, MWI_TALK_GREETING | MWI_TALK_ANSWERS | MWI_TALK_ADRIFT);
}

static uint64_t odd_reply(mw_smtp_dialogue *d, const mw_smtp_reply_event *event)
{
  static const mw_smtp_step greeting = {MW_SMTP_PLACE_GREETING, MW_SMTP_UNKNOWN,
                                        MW_SMTP_SITUATION_NONE, 0, 0};
  if (mwi_talk_is(d, MWI_TALK_ADRIFT)) {
    return 0;
  }
  if (mwi_talk_is(d, MWI_TALK_GREETING)) {
    uint64_t early = mwi_talk_is(d, MWI_TALK_EARLY) && mwi_turn_ordered(&d->turns)
                         ? MW_ANOMALY_BIT(EARLY_TALKER)
                         : 0;
    uint64_t odd = event->code < 400 && event->code != 220 ? MW_ANOMALY_BIT(UNEXPECTED_REPLY) : 0;
    return early | odd | mwi_odd_answer(d, &greeting, event->code);
  }
  if (!mwi_talk_is(d, MWI_TALK_ANSWERS) || mwi_talk_is_nameless(d)) {
    return mwi_odd_answer(d, NULL, event->code);
  }
  return mwi_odd_answer(d, &mwi_talk_oldest(d)->step, event->code);
}

static void close_reply(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  item->anomalies |= odd_reply(d, &item->reply);
  item->anomalies |= mwi_talk_is(d, MWI_TALK_CLOSING) ? MW_ANOMALY_BIT(AFTER_END) : 0;
  if (mwi_talk_is(d, MWI_TALK_ANSWERS)) {
    mwi_talk_answered(d, item->reply.code);
  } else if (mwi_talk_is(d, MWI_TALK_ADRIFT)) {
    mwi_talk_reply_adrift(d, item->reply.code);
  }
  mwi_talk_set(d, MWI_TALK_CLOSING,
               mwi_talk_is(d, MWI_TALK_CLOSING) || d->session.state == MW_SMTP_STATE_CLOSED);
  mwi_talk_set(d, MWI_TALK_REPLY, false);
}

static void take_reply(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  mw_smtp_reply_event *event = &item->reply;
  if (event->number == 1) {
    begin_reply(d, event->code);
  }
  mwi_talk_item(d, item, MW_SMTP_ITEM_REPLY, MW_FROM_SERVER);
  item->sequence = d->reply_sequence;
  item->offset = event->offset;
  item->end = event->end;
  item->code = event->code;
  item->greeting = mwi_talk_is(d, MWI_TALK_GREETING);
  item->answers = mwi_talk_is(d, MWI_TALK_ANSWERS) && !mwi_talk_is_nameless(d);
  item->anomalies = mwi_odd_reply_line(d, event);
  if (item->answers) {
    item->unit = *mwi_talk_oldest(d);
  }
  if (is_unsolicited(d)) {
    item->anomalies |= MW_ANOMALY_BIT(UNSOLICITED);
  }
  if (event->line.last) {
    close_reply(d, item);
  }
}

static void put_other(mw_smtp_dialogue *d, mw_smtp_item *item, mw_smtp_item_kind kind)
{
  mwi_talk_item(d, item, kind, MW_FROM_SERVER);
  item->raw = item->reply.raw;
  item->offset = item->reply.offset;
  item->end = item->reply.end;
  item->anomalies = mwi_anomaly_of_line(item->reply.fault, 0);
}

static void take_garbage(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_other(d, item, MW_SMTP_ITEM_GARBAGE);
  item->anomalies |= MW_ANOMALY_BIT(NOT_A_REPLY);
  item->sequence = ++d->sequence;
  if (item->reply.number == 0) {
    mwi_talk_set(d, MWI_TALK_REPLY, false);
  }
}

/* The end of a line of which nobody knows the begin: it says nothing. */
static void take_torn(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_other(d, item, MW_SMTP_ITEM_SKIPPED);
  item->anomalies = 0;
  d->replies.number = 0;
  mwi_talk_set(d, MWI_TALK_REPLY | MWI_TALK_REPLY_TORN, false);
}

mw_status mwi_talk_server(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item)
{
  mw_status status;
  if (in->len == 0) {
    return MW_NEED_MORE;
  }
  if (!mwi_talk_is(d, MWI_TALK_REPLY)) {
    settle_place(d);
  }
  status = mw_smtp_reply_reader_next(&d->replies, in, &item->reply);
  mwi_turn_speak(&d->turns, MW_FROM_SERVER);
  if (status != MW_OK) {
    return status;
  }
  if (mwi_talk_is(d, MWI_TALK_REPLY_TORN)) {
    take_torn(d, item);
    return MW_OK;
  }
  switch (item->reply.kind) {
  case MW_SMTP_EVENT_REPLY_LINE: take_reply(d, item); break;
  case MW_SMTP_EVENT_GARBAGE: take_garbage(d, item); break;
  default: put_other(d, item, MW_SMTP_ITEM_LEFTOVER);
  }
  return MW_OK;
}

bool mwi_talk_end_server(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  if (mw_smtp_reply_reader_finish(&d->replies, &item->reply) != MW_OK) {
    return false;
  }
  put_other(d, item, MW_SMTP_ITEM_UNFINISHED);
  return true;
}
