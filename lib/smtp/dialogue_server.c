/* SPDX-License-Identifier: MIT */
/* What the server says, in a dialogue: its lines become items, and answers to what waits. */
#include "base/anomaly.h"
#include "base/compiler.h"
#include "smtp/dialogue_odd.h"
#include "smtp/dialogue_turn.h"
#include "smtp/reply_reader.h"

/* A reply is about to begin: what does it answer? */
static void settle_place(mw_smtp_dialogue *d)
{
  bool answers = d->waiting > 0 && !mwi_talk_is(d, MWI_TALK_ADRIFT);
  uint32_t flags = d->flags & ~(uint32_t)(MWI_TALK_GREETING | MWI_TALK_ANSWERS | MWI_TALK_EARLY);
  flags |= MWI_TALK_REPLY | (answers ? MWI_TALK_ANSWERS : 0u);
  d->flags = flags | (mwi_turn_spoke(&d->turns, MW_FROM_CLIENT) ? MWI_TALK_EARLY : 0u);
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

/* What was said before is not known. */
static void begin_midway(mw_smtp_dialogue *d)
{
  mwi_talk_set(d, MWI_TALK_MIDWAY, true);
  d->session.state = MW_SMTP_STATE_GREETED;
}

/* The first reply of all greets if the server spoke first, or its code and the client's first line
 * say so. */
static MWI_RARE void settle_greeting(mw_smtp_dialogue *d, unsigned code)
{
  mwi_talk_set(d, MWI_TALK_GREETED, true);
  if (!mwi_talk_is(d, MWI_TALK_EARLY) || greets_talker(d, code)) {
    mwi_talk_set(d, MWI_TALK_GREETING, true);
    mwi_talk_set(d, MWI_TALK_ANSWERS, false);
  } else {
    begin_midway(d);
  }
}

static void begin_reply(mw_smtp_dialogue *d, unsigned code)
{
  d->reply_sequence = ++d->sequence;
  if (!mwi_talk_is(d, MWI_TALK_GREETED | MWI_TALK_ADRIFT)) {
    settle_greeting(d, code);
  }
  if (mwi_talk_is(d, MWI_TALK_ANSWERS) && !mwi_talk_is_nameless(d)) {
    mwi_unit_answer_begins(d, mwi_talk_oldest(d), code);
  }
}

/* Whether it is certain that the reply answers nothing. */
static bool is_unsolicited(const mw_smtp_dialogue *d)
{
  return !mwi_talk_is(d, MWI_TALK_GREETING | MWI_TALK_ANSWERS | MWI_TALK_ADRIFT);
}

/* The answer to a step that waited. */
static uint64_t odd_step(mw_smtp_dialogue *d, const mw_smtp_step *step, unsigned code)
{
  return mwi_odd_answer(d, step, code, mwi_session_usual(&d->session, step, code));
}

/* A recording that begins midway has other codes than a greeting: nothing behind it is misplaced
 * for that alone. */
static MWI_RARE uint64_t odd_greeting(mw_smtp_dialogue *d, unsigned code)
{
  static const mw_smtp_step greeting = {MW_SMTP_PLACE_GREETING, MW_SMTP_UNKNOWN,
                                        MW_SMTP_SITUATION_NONE, 0, 0};
  bool early = mwi_talk_is(d, MWI_TALK_EARLY) && mwi_turn_ordered(&d->turns);
  uint64_t found = (early ? MW_ANOMALY_BIT(EARLY_TALKER) : 0) | odd_step(d, &greeting, code);
  if (code >= 400 || code == 220) {
    return found;
  }
  begin_midway(d);
  return found | MW_ANOMALY_BIT(UNEXPECTED_REPLY);
}

static uint64_t odd_reply(mw_smtp_dialogue *d, const mw_smtp_reply_event *event)
{
  if (mwi_talk_is(d, MWI_TALK_ADRIFT)) {
    return 0;
  }
  if (mwi_talk_is(d, MWI_TALK_GREETING)) {
    return odd_greeting(d, event->code);
  }
  if (!mwi_talk_is(d, MWI_TALK_ANSWERS) || mwi_talk_is_nameless(d)) {
    return mwi_odd_answer(d, NULL, event->code, NULL);
  }
  return odd_step(d, &mwi_talk_oldest(d)->step, event->code);
}

/* The reply is complete, and leaves no trace. */
static void leave_reply(mw_smtp_dialogue *d)
{
  d->flags &= ~(uint32_t)(MWI_TALK_REPLY | MWI_TALK_ANSWERS | MWI_TALK_GREETING);
  if (d->session.state == MW_SMTP_STATE_CLOSED) {
    d->flags |= MWI_TALK_CLOSING;
  }
}

static MWI_APART void close_reply(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  item->anomalies |= odd_reply(d, &item->reply);
  item->anomalies |= mwi_talk_is(d, MWI_TALK_CLOSING) ? MW_ANOMALY_BIT(AFTER_END) : 0;
  if (mwi_talk_is(d, MWI_TALK_ANSWERS)) {
    mwi_talk_answered(d, item->reply.code);
  } else if (mwi_talk_is(d, MWI_TALK_ADRIFT)) {
    mwi_talk_reply_adrift(d, item->reply.code);
  }
  leave_reply(d);
}

/* What every line of a reply has. u: what it answers, or NULL. */
static MWI_INLINE void put_reply_line(mw_smtp_dialogue *d, mw_smtp_item *item,
                                      const mw_smtp_unit *u, bool announces)
{
  const mw_smtp_reply_event *event = &item->reply;
  mwi_talk_item(d, item, MW_SMTP_ITEM_REPLY, MW_FROM_SERVER);
  item->sequence = d->reply_sequence;
  item->offset = event->offset;
  item->end = event->end;
  item->code = event->code;
  item->anomalies = mwi_odd_reply_line(d, event, u, announces);
  if (u != NULL) {
    item->answers = true;
    item->unit = *u;
    item->final = mwi_unit_is_final(u, item->code);
  }
}

static MWI_INLINE void take_reply(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  mw_smtp_reply_event *event = &item->reply;
  const mw_smtp_unit *u = NULL;
  if (event->number == 1) {
    begin_reply(d, event->code);
  }
  if (mwi_talk_is(d, MWI_TALK_ANSWERS) && !mwi_talk_is_nameless(d)) {
    u = mwi_talk_oldest(d);
  }
  put_reply_line(d, item, u, u != NULL && mwi_talk_announces(&u->step, event->code));
  item->greeting = mwi_talk_is(d, MWI_TALK_GREETING);
  if (is_unsolicited(d)) {
    item->anomalies |= MW_ANOMALY_BIT(UNSOLICITED);
  }
  if (event->line.last) {
    close_reply(d, item);
  }
}

/* Whether the line that comes is one of a reply that answers the first unit, and nothing else is to
 * be known of it: one is about to begin, or goes on. */
static MWI_INLINE bool is_ordinary(const mw_smtp_dialogue *d)
{
  const uint32_t goes_on = MWI_TALK_GREETED | MWI_TALK_REPLY | MWI_TALK_ANSWERS;
  const uint32_t special = MWI_TALK_REPLY_TORN | MWI_TALK_ADRIFT | MWI_TALK_MIDWAY |
                           MWI_TALK_CLOSING | MWI_TALK_GREETING;
  uint32_t reply = d->flags & (goes_on | special);
  return (reply == MWI_TALK_GREETED || reply == goes_on) && d->waiting > 0 && d->lost == 0 &&
         mwi_talk_oldest(d)->step.verb != MW_SMTP_STARTTLS;
}

/* A reply by the usual row of the session, the last one to its unit: mwi_odd_answer() is its
 * oracle. */
static MWI_INLINE uint64_t odd_usual(mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code,
                                     bool announces)
{
  const mwi_session_row *usual = mwi_session_usual(&d->session, &u->step, code);
  if (announces || usual == NULL || u->got < u->due) {
    return mwi_odd_answer(d, &u->step, code, usual);
  }
  return mwi_session_answer(&d->session, &u->step, code, usual) ? 0
                                                                : MW_ANOMALY_BIT(UNEXPECTED_REPLY);
}

/* Such a line: take_reply() is its oracle. */
static MWI_INLINE void take_ordinary(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  mw_smtp_unit *u = mwi_talk_oldest(d);
  unsigned code = item->reply.code;
  bool announces;
  if (item->reply.number == 1) {
    d->reply_sequence = ++d->sequence;
    mwi_unit_answer_begins(d, u, code);
  }
  announces = mwi_talk_announces(&u->step, code);
  put_reply_line(d, item, u, announces);
  if (!item->reply.line.last) {
    d->flags |= MWI_TALK_REPLY | MWI_TALK_ANSWERS;
    return;
  }
  item->anomalies |= odd_usual(d, u, code, announces);
  mwi_talk_unit_answered(d, u, code);
  leave_reply(d);
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

/* What is no line of a reply. */
static MWI_APART void take_no_reply(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  if (mwi_talk_is(d, MWI_TALK_REPLY_TORN)) {
    take_torn(d, item);
  } else if (item->reply.kind == MW_SMTP_EVENT_GARBAGE) {
    take_garbage(d, item);
  } else {
    put_other(d, item, MW_SMTP_ITEM_LEFTOVER);
  }
}

static MWI_INLINE mw_status take_any_line(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  if (item->reply.kind == MW_SMTP_EVENT_REPLY_LINE && !mwi_talk_is(d, MWI_TALK_REPLY_TORN)) {
    take_reply(d, item);
  } else {
    take_no_reply(d, item);
  }
  return MW_OK;
}

static MWI_INLINE mw_status take_server(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item)
{
  bool ordinary = is_ordinary(d);
  mw_status status;
  if (!ordinary && !mwi_talk_is(d, MWI_TALK_REPLY)) {
    settle_place(d);
  }
  status = mwi_reply_next(&d->replies, in, &item->reply);
  if (ordinary) {
    if (status == MW_OK && item->reply.kind == MW_SMTP_EVENT_REPLY_LINE) {
      take_ordinary(d, item);
      return MW_OK;
    }
    if (!mwi_talk_is(d, MWI_TALK_REPLY)) {
      settle_place(d);
    }
  }
  mwi_turn_speak(&d->turns, MW_FROM_SERVER);
  return status == MW_OK ? take_any_line(d, item) : mwi_turn_end(&d->turns, MW_FROM_SERVER, status);
}

/* The rest of a line that is too long waits for nothing; the reply behind it may. */
static MWI_RARE mw_status skip_line(mw_smtp_dialogue *d, mw_slice *in)
{
  (void)mwi_line_skip(&d->replies.lines, in);
  if (in->len == 0) {
    return MW_NEED_MORE;
  }
  return mwi_talk_server_waits(d) ? MW_PAUSED : MW_OK;
}

mw_status mwi_talk_take_server(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item)
{
  mw_status status = MW_OK;
  if (mwi_line_skipping(&d->replies.lines)) {
    status = skip_line(d, in);
  }
  return status == MW_OK ? take_server(d, in, item)
                         : mwi_turn_end(&d->turns, MW_FROM_SERVER, status);
}

/* A reply of which only the first lines came is none. */
static void take_back_reply(mw_smtp_dialogue *d)
{
  if (mwi_talk_is(d, MWI_TALK_ANSWERS) && !mwi_talk_is_nameless(d) && d->replies.number > 0) {
    mwi_talk_oldest(d)->got--;
  }
}

bool mwi_talk_end_server(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  take_back_reply(d);
  if (mw_smtp_reply_reader_finish(&d->replies, &item->reply) != MW_OK) {
    return false;
  }
  put_other(d, item, MW_SMTP_ITEM_UNFINISHED);
  item->stamp = mwi_turn_last(&d->turns, MW_FROM_SERVER, d->stamp);
  return true;
}
