/* SPDX-License-Identifier: MIT */
/* Items that have no octets of their own: what answers, commands and ends bring about. */
#include "base/bits.h"
#include "smtp/command_reader.h"
#include "smtp/dialogue.h"

const char *mw_smtp_item_name(mw_smtp_item_kind kind)
{
  static const char *const names[] = {
      [MW_SMTP_ITEM_COMMAND] = "COMMAND",
      [MW_SMTP_ITEM_AUTH_LINE] = "AUTH_LINE",
      [MW_SMTP_ITEM_BODY] = "BODY",
      [MW_SMTP_ITEM_BODY_FAULT] = "BODY_FAULT",
      [MW_SMTP_ITEM_BODY_END] = "BODY_END",
      [MW_SMTP_ITEM_REPLY] = "REPLY",
      [MW_SMTP_ITEM_GARBAGE] = "GARBAGE",
      [MW_SMTP_ITEM_LEFTOVER] = "LEFTOVER",
      [MW_SMTP_ITEM_SKIPPED] = "SKIPPED",
      [MW_SMTP_ITEM_UNFINISHED] = "UNFINISHED",
      [MW_SMTP_ITEM_TRANSACTION] = "TRANSACTION",
      [MW_SMTP_ITEM_RECIPIENT] = "RECIPIENT",
      [MW_SMTP_ITEM_TRANSACTION_END] = "TRANSACTION_END",
      [MW_SMTP_ITEM_AUTH_BEGIN] = "AUTH_BEGIN",
      [MW_SMTP_ITEM_AUTH_END] = "AUTH_END",
      [MW_SMTP_ITEM_BODY_BEGIN] = "BODY_BEGIN",
      [MW_SMTP_ITEM_TLS] = "TLS",
      [MW_SMTP_ITEM_GAP] = "GAP",
      [MW_SMTP_ITEM_UNANSWERED] = "UNANSWERED",
      [MW_SMTP_ITEM_OVERFLOW] = "OVERFLOW",
      [MW_SMTP_ITEM_ASSUMED] = "ASSUMED",
  };
  size_t number = (size_t)kind;
  bool known = number < sizeof names / sizeof names[0] && names[number] != NULL;
  return known ? names[number] : "UNKNOWN";
}

/* Where the octets of the direction are that come next. */
static uint64_t next_place_of(const mw_smtp_dialogue *d, mw_direction direction)
{
  if (direction == MW_FROM_SERVER) {
    return d->replies.lines.offset;
  }
  return d->commands.mode == MWI_MODE_DATA || d->commands.mode == MWI_MODE_CHUNK
             ? d->body_at
             : d->commands.lines.offset;
}

/* ---- one function an item ------------------------------------------------------------------- */

/* Its place is where the client's next octets are. */
static void put_here(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  item->offset = item->end = next_place_of(d, MW_FROM_CLIENT);
}

/* Its own place is that of the unit that it is about. */
static void put_unit(mw_smtp_item *item, const mw_smtp_unit *u)
{
  item->unit = *u;
  item->offset = u->offset;
  item->end = u->end;
}

/* The unit that waits longest. */
static void put_oldest(const mw_smtp_dialogue *d, mw_smtp_item *item)
{
  static const mw_smtp_unit nameless = {0};
  put_unit(item, mwi_talk_is_nameless(d) ? &nameless : mwi_talk_oldest(d));
}

static void put_gap(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  bool server = mwi_talk_is(d, MWI_TALK_GAP_SERVER);
  mw_line_framer *lines = server ? &d->replies.lines : &d->commands.lines;
  item->direction = server ? MW_FROM_SERVER : MW_FROM_CLIENT;
  if (mwi_talk_is(d, MWI_TALK_DRIFTS)) {
    mwi_talk_begin_anew(d, item->direction);
  }
  item->offset = next_place_of(d, item->direction);
  item->end = item->offset + d->gap;
  lines->offset += d->gap;
  d->body_at += server ? 0 : d->gap;
  item->anomalies = MW_ANOMALY_BIT(GAP);
  mwi_talk_set(d, MWI_TALK_ADRIFT, mwi_talk_is(d, MWI_TALK_ADRIFT | MWI_TALK_DRIFTS));
  mwi_talk_set(d, MWI_TALK_DRIFTS | (server ? MWI_TALK_GAP_SERVER : MWI_TALK_GAP_CLIENT), false);
}

static void put_body_end(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  item->offset = d->body_at;
  item->end = d->commands.lines.offset;
  item->command.fault = MW_FAULT_UNFINISHED;
  item->command.fault_offset = item->end;
  item->command.tolerated = 0;
  item->command.last = false;
  item->anomalies = MW_ANOMALY_BIT(CUT_OFF);
  if (mwi_turn_ended(&d->turns, MW_FROM_CLIENT)) {
    item->stamp = mwi_turn_last(&d->turns, MW_FROM_CLIENT, d->stamp);
  }
  item->sequence = d->body_sequence;
  item->unit.sequence = d->body_command;
  item->octets = d->commands.octets;
  item->lines = mwi_talk_lines(d);
  mwi_talk_note_high(d);
}

static void put_recipient(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_oldest(d, item);
  item->code = d->code;
  if (d->rcpt_max > 0 && d->accepted + (item->code >= 400 ? 1 : 0) > d->rcpt_max) {
    item->anomalies = MW_ANOMALY_BIT(TOO_MANY_RECIPIENTS);
  }
}

static void put_unanswered(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_oldest(d, item);
  if (mwi_unit_is_final(&item->unit, 0) && d->outcome == MW_TRANSACTION_NONE && d->open != 0 &&
      !mwi_talk_is(d, MWI_TALK_BODY)) {
    mwi_talk_close(d, MW_TRANSACTION_NO_REPLY);
  }
  mwi_talk_set(d, MWI_TALK_HIGH, item->unit.eight_bit || mwi_talk_is(d, MWI_TALK_HIGH));
  item->anomalies =
      item->unit.due > 1 ? MW_ANOMALY_BIT(TOO_FEW_REPLIES) : MW_ANOMALY_BIT(UNANSWERED);
  mwi_talk_set(d, MWI_TALK_POP, false);
  mwi_talk_pop(d);
}

/* It begins here, for the one before it may have ended with the same answer. */
static void put_transaction(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_oldest(d, item);
  d->open = ++d->transaction;
  d->accepted = d->rejected = 0;
  d->octets = 0;
  d->outcome = MW_TRANSACTION_NONE;
  d->announced = item->unit.step.octets;
  mwi_talk_set(d, MWI_TALK_EIGHT_BIT, (item->unit.step.flags & MW_SMTP_STEP_EIGHT_BIT) != 0);
  item->transaction = d->transaction;
  if (d->mail_max > 0 && d->transaction > d->mail_max) {
    item->anomalies = MW_ANOMALY_BIT(TOO_MANY_MAILS);
  }
}

/* What only the whole message shows. */
static uint64_t odd_message(const mw_smtp_dialogue *d)
{
  uint64_t found = 0;
  if (d->announced > 0 && d->octets > d->announced) {
    found |= MW_ANOMALY_BIT(SIZE_DIFFERS);
  }
  if (d->session.most > 0 && d->octets > d->session.most) {
    found |= MW_ANOMALY_BIT(SIZE_OVER_LIMIT);
  }
  if (mwi_talk_is(d, MWI_TALK_HIGH) && !mwi_talk_is(d, MWI_TALK_EIGHT_BIT)) {
    found |= MW_ANOMALY_BIT(EIGHT_BIT);
  }
  return found;
}

static void put_transaction_end(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_here(d, item);
  item->transaction = d->transaction;
  item->outcome = (mw_transaction_end)d->outcome;
  item->accepted = d->accepted;
  item->rejected = d->rejected;
  item->octets = d->octets;
  item->anomalies = odd_message(d);
  d->open = 0;
  mwi_talk_set(d, MWI_TALK_EIGHT_BIT | MWI_TALK_HIGH, false);
}

static void put_body_begin(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  bool chunk = mwi_talk_is(d, MWI_TALK_CHUNK);
  item->offset = item->end = d->commands.lines.offset;
  item->sequence = d->body_sequence;
  item->unit = chunk ? *mwi_talk_newest(d) : *mwi_talk_oldest(d);
  item->octets = chunk ? item->unit.step.octets : MW_OCTETS_UNKNOWN;
}

static void put_tls(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  item->unit = *mwi_talk_oldest(d);
  item->direction = MW_FROM_SERVER;
  item->offset = item->end = d->replies.lines.offset;
}

/* ---- in their order ------------------------------------------------------------------------- */

typedef struct follower {
  uint16_t bit;
  uint8_t kind; /* mw_smtp_item_kind */
  void (*put)(mw_smtp_dialogue *d, mw_smtp_item *item);
} follower;

static void put_overflow(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_unit(item, mwi_talk_newest(d));
  item->anomalies = MW_ANOMALY_BIT(OVERFLOW);
}

static void put_auth_begin(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_unit(item, mwi_talk_newest(d));
}

static void put_auth_end(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_here(d, item);
  item->code = d->code;
}

static const follower followers[] = {
    {MWI_NEXT_BODY_END, MW_SMTP_ITEM_BODY_END, put_body_end},
    {MWI_NEXT_GAP, MW_SMTP_ITEM_GAP, put_gap},
    {MWI_NEXT_ASSUMED, MW_SMTP_ITEM_ASSUMED, put_here},
    {MWI_NEXT_OVERFLOW, MW_SMTP_ITEM_OVERFLOW, put_overflow},
    {MWI_NEXT_AUTH_END, MW_SMTP_ITEM_AUTH_END, put_auth_end},
    {MWI_NEXT_RECIPIENT, MW_SMTP_ITEM_RECIPIENT, put_recipient},
    {MWI_NEXT_UNANSWERED, MW_SMTP_ITEM_UNANSWERED, put_unanswered},
    {MWI_NEXT_TRANSACTION_END, MW_SMTP_ITEM_TRANSACTION_END, put_transaction_end},
    {MWI_NEXT_TRANSACTION, MW_SMTP_ITEM_TRANSACTION, put_transaction},
    {MWI_NEXT_AUTH_BEGIN, MW_SMTP_ITEM_AUTH_BEGIN, put_auth_begin},
    {MWI_NEXT_BODY_BEGIN, MW_SMTP_ITEM_BODY_BEGIN, put_body_begin},
    {MWI_NEXT_TLS, MW_SMTP_ITEM_TLS, put_tls},
};

/* The rows stand in the order of their bits, behind MWI_NEXT_CUT. */
mw_status mwi_talk_follow_first(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  const follower *f = &followers[mwi_first_bit(d->pending) - 1];
  d->pending &= ~(uint32_t)f->bit;
  mwi_talk_item(d, item, (mw_smtp_item_kind)f->kind, MW_FROM_CLIENT);
  f->put(d, item);
  if (d->pending == 0 && mwi_talk_is(d, MWI_TALK_POP)) {
    d->flags &= ~(uint32_t)MWI_TALK_POP;
    mwi_talk_pop(d);
  }
  return MW_OK;
}

bool mwi_talk_follow_any(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  if ((d->pending & MWI_NEXT_CUT) != 0) {
    d->pending &= ~(uint32_t)MWI_NEXT_CUT;
    if (mwi_talk_cut(d, mwi_talk_is(d, MWI_TALK_GAP_SERVER) ? MW_FROM_SERVER : MW_FROM_CLIENT,
                     item)) {
      return true;
    }
  }
  return d->pending != 0 && mwi_talk_follow_first(d, item) == MW_OK;
}
