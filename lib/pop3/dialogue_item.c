/* SPDX-License-Identifier: MIT */
/* Items that have no octets of their own: what answers, commands and ends bring about. */
#include <string.h>

#include "pop3/dialogue.h"

const char *mw_pop3_item_name(mw_pop3_item_kind kind)
{
  static const char *const names[] = {
      [MW_POP3_ITEM_COMMAND] = "COMMAND",
      [MW_POP3_ITEM_AUTH_LINE] = "AUTH_LINE",
      [MW_POP3_ITEM_RESPONSE] = "RESPONSE",
      [MW_POP3_ITEM_LINE] = "LINE",
      [MW_POP3_ITEM_BODY] = "BODY",
      [MW_POP3_ITEM_BODY_FAULT] = "BODY_FAULT",
      [MW_POP3_ITEM_END] = "END",
      [MW_POP3_ITEM_GARBAGE] = "GARBAGE",
      [MW_POP3_ITEM_LEFTOVER] = "LEFTOVER",
      [MW_POP3_ITEM_SKIPPED] = "SKIPPED",
      [MW_POP3_ITEM_UNFINISHED] = "UNFINISHED",
      [MW_POP3_ITEM_AUTH_BEGIN] = "AUTH_BEGIN",
      [MW_POP3_ITEM_AUTH_END] = "AUTH_END",
      [MW_POP3_ITEM_TLS] = "TLS",
      [MW_POP3_ITEM_GAP] = "GAP",
      [MW_POP3_ITEM_UNANSWERED] = "UNANSWERED",
      [MW_POP3_ITEM_OVERFLOW] = "OVERFLOW",
      [MW_POP3_ITEM_ASSUMED] = "ASSUMED",
  };
  size_t number = (size_t)kind;
  bool known = number < sizeof names / sizeof names[0] && names[number] != NULL;
  return known ? names[number] : "UNKNOWN";
}

/* Where the octets of the direction are that come next. */
static uint64_t pop3_next_place_of(const mw_pop3_dialogue *d, mw_direction direction)
{
  if (direction == MW_FROM_CLIENT) {
    return d->commands.lines.offset;
  }
  return mwi_chat_is(d, MWI_CHAT_MESSAGE) ? d->body_at : d->responses.lines.offset;
}

void mwi_chat_item(const mw_pop3_dialogue *d, mw_pop3_item *item, mw_pop3_item_kind kind,
                   mw_direction direction)
{
  item->kind = kind;
  item->direction = direction;
  item->sequence = 0;
  item->stamp = d->stamp;
  item->offset = item->end = pop3_next_place_of(d, direction);
  item->anomalies = 0;
  item->greeting = false;
  item->answers = false;
  item->message = false;
  item->together = false;
  item->doubtful = mwi_chat_is(d, MWI_CHAT_ADRIFT);
}

/* ---- one function an item ------------------------------------------------------------------- */

static void pop3_put_unit(mw_pop3_item *item, const mw_pop3_unit *u)
{
  item->unit = *u;
  item->offset = u->offset;
  item->end = u->end;
}

static void pop3_put_oldest(const mw_pop3_dialogue *d, mw_pop3_item *item)
{
  mw_pop3_unit nameless;
  memset(&nameless, 0, sizeof nameless);
  pop3_put_unit(item, mwi_chat_is_nameless(d) ? &nameless : mwi_chat_oldest(d));
}

static void pop3_put_gap(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  bool server = mwi_chat_is(d, MWI_CHAT_GAP_SERVER);
  mw_line_framer *lines = server ? &d->responses.lines : &d->commands.lines;
  item->direction = server ? MW_FROM_SERVER : MW_FROM_CLIENT;
  item->offset = pop3_next_place_of(d, item->direction);
  item->end = item->offset + d->gap;
  lines->offset += d->gap;
  item->anomalies = MW_ANOMALY_BIT(GAP);
}

static void pop3_put_overflow(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  pop3_put_unit(item, mwi_chat_newest(d));
  item->anomalies = MW_ANOMALY_BIT(OVERFLOW);
}

static void pop3_put_end(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  item->direction = MW_FROM_SERVER;
  item->offset = pop3_next_place_of(d, MW_FROM_SERVER);
  item->end = d->responses.lines.offset;
  item->sequence = d->response_sequence;
  item->message = mwi_chat_is(d, MWI_CHAT_MESSAGE);
  if (mwi_turn_ended(&d->turns, MW_FROM_SERVER)) {
    mwi_chat_stamp_end(d, item, MW_FROM_SERVER);
  }
  item->answers = d->waiting > 0;
  if (item->answers) {
    item->unit = *mwi_chat_oldest(d);
  }
  item->count = d->responses.number;
  item->lines = d->lines;
  item->cut = true;
  item->anomalies = MW_ANOMALY_BIT(CUT_OFF);
  memset(&item->response, 0, sizeof item->response);
  item->response.kind = MW_POP3_EVENT_END;
  item->response.offset = item->response.end = item->end;
  item->response.fault = MW_FAULT_UNFINISHED;
  item->response.fault_offset = item->end;
  mwi_chat_set(d, MWI_CHAT_MORE | MWI_CHAT_MESSAGE | MWI_CHAT_RESPONSE, false);
  mwi_chat_set(d, MWI_CHAT_PARTLY, d->waiting > 0);
}

static void pop3_put_auth_end(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  item->status = (mw_pop3_status)d->status;
}

static void pop3_put_unanswered(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  pop3_put_oldest(d, item);
  item->anomalies = MW_ANOMALY_BIT(UNANSWERED);
  mwi_chat_set(d, MWI_CHAT_POP, false);
  mwi_chat_pop(d);
}

static void pop3_put_auth_begin(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  pop3_put_unit(item, mwi_chat_newest(d));
}

static void pop3_put_tls(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  item->unit = *mwi_chat_oldest(d);
  item->direction = MW_FROM_SERVER;
  item->offset = item->end = d->responses.lines.offset;
}

/* ---- in their order ------------------------------------------------------------------------- */

typedef struct pop3_follower {
  uint32_t bit;
  mw_pop3_item_kind kind;
  void (*put)(mw_pop3_dialogue *d, mw_pop3_item *item); /* NULL: what every item has is enough */
} pop3_follower;

static const pop3_follower pop3_followers[] = {
    {MWI_CHAT_NEXT_END, MW_POP3_ITEM_END, pop3_put_end},
    {MWI_CHAT_NEXT_GAP, MW_POP3_ITEM_GAP, pop3_put_gap},
    {MWI_CHAT_NEXT_ASSUMED, MW_POP3_ITEM_ASSUMED, NULL},
    {MWI_CHAT_NEXT_OVERFLOW, MW_POP3_ITEM_OVERFLOW, pop3_put_overflow},
    {MWI_CHAT_NEXT_AUTH_END, MW_POP3_ITEM_AUTH_END, pop3_put_auth_end},
    {MWI_CHAT_NEXT_UNANSWERED, MW_POP3_ITEM_UNANSWERED, pop3_put_unanswered},
    {MWI_CHAT_NEXT_AUTH_BEGIN, MW_POP3_ITEM_AUTH_BEGIN, pop3_put_auth_begin},
    {MWI_CHAT_NEXT_TLS, MW_POP3_ITEM_TLS, pop3_put_tls},
};

static bool pop3_follow_first(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  size_t i;
  for (i = 0; i < sizeof pop3_followers / sizeof pop3_followers[0]; i++) {
    const pop3_follower *f = &pop3_followers[i];
    if ((d->pending & f->bit) != 0) {
      d->pending &= ~f->bit;
      mwi_chat_item(d, item, f->kind, MW_FROM_CLIENT);
      if (f->put != NULL) {
        f->put(d, item);
      }
      return true;
    }
  }
  return false;
}

bool mwi_chat_follow(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  if ((d->pending & MWI_CHAT_NEXT_CUT) != 0) {
    d->pending &= ~(uint32_t)MWI_CHAT_NEXT_CUT;
    if (mwi_chat_cut(d, mwi_chat_is(d, MWI_CHAT_GAP_SERVER) ? MW_FROM_SERVER : MW_FROM_CLIENT,
                     item)) {
      return true;
    }
  }
  if (d->pending != 0 && pop3_follow_first(d, item)) {
    return true;
  }
  if (mwi_chat_is(d, MWI_CHAT_POP)) {
    mwi_chat_set(d, MWI_CHAT_POP, false);
    mwi_chat_pop(d);
  }
  return false;
}
