/* SPDX-License-Identifier: MIT */
/* What is known behind a gap, and when both sides are in step again.
 *
 * The law:
 *   - A gap of no octets hides nothing.
 *   - A chunk is counted on, and nothing else is in doubt, as long as the gap does not reach beyond
 *     it.
 *   - Replies lost while nothing waits and the client sends a message hide nothing.
 *   - Otherwise both sides are adrift: what waited is forgotten, the transaction is lost, a line
 * may be a command or text.
 *   - 354 and 334 behind a gap say that a message or a line of AUTH follows: nothing that the
 * client says until the next reply is a command.
 *   - Replies that were due when the client's octets were lost are late ones: they tell nothing of
 *     what came behind.
 *   - Any other complete reply makes it calm: what the client says next is a command, if it is one
 *     that opens something, whole, and the first line behind the reply. It brings both in step.
 */
#include "base/anomaly.h"
#include "smtp/command_reader.h"
#include "smtp/dialogue_turn.h"
#include "smtp/reply_reader.h"

/* Whether what the client lost is of a chunk alone: what comes behind the gap is more of it, or
 * what follows it. */
static bool chunk_goes_on(mw_smtp_dialogue *d, uint64_t octets)
{
  uint64_t left = mw_counted_left(&d->commands.counted);
  if (d->commands.mode != MWI_MODE_CHUNK || octets > left) {
    return false;
  }
  mw_counted_init(&d->commands.counted, left - octets);
  return true;
}

static bool hides_nothing(mw_smtp_dialogue *d, mw_direction direction, uint64_t octets)
{
  if (octets == 0 || mwi_talk_is(d, MWI_TALK_TLS)) {
    return true;
  }
  if (direction == MW_FROM_CLIENT) {
    return octets != MW_OCTETS_UNKNOWN && chunk_goes_on(d, octets);
  }
  return mwi_talk_is(d, MWI_TALK_BODY) && d->waiting == 0 && !mwi_talk_in_reply(d);
}

/* Replies that are still to come to what waits: of LMTP's, several to a message (RFC 2033 4.2). */
static uint32_t still_due(const mw_smtp_dialogue *d)
{
  uint32_t due = d->lost;
  uint32_t i;
  for (i = 0; i < d->waiting; i++) {
    mw_smtp_unit u = d->ring[(d->first + i) % d->ring_size];
    uint32_t got = u.got;
    mwi_unit_answer_begins(d, &u, 250);
    due += u.due - got;
  }
  return due + (mwi_talk_is(d, MWI_TALK_ANSWERS) && d->replies.number > 0); /* its end is, too */
}

static void go_adrift(mw_smtp_dialogue *d, mw_direction direction)
{
  bool cut = direction == MW_FROM_CLIENT;
  d->owed += cut ? still_due(d) : 0;
  if (mwi_talk_is(d, MWI_TALK_BODY) && cut) {
    d->pending |= MWI_NEXT_BODY_END;
  }
  if (mwi_talk_is(d, MWI_TALK_AUTH)) {
    d->code = 0;
    d->pending |= MWI_NEXT_AUTH_END;
  }
  mwi_talk_close(d, MW_TRANSACTION_LOST);
  mwi_talk_set(d, MWI_TALK_AUTH | MWI_TALK_CALM | MWI_TALK_BLIND | MWI_TALK_POP | MWI_TALK_ANSWERS,
               false);
  mwi_talk_set(d, MWI_TALK_BODY, !cut && mwi_talk_is(d, MWI_TALK_BODY));
  mwi_talk_set(d, MWI_TALK_DRIFTS, true);
  d->waiting = 0;
  d->lost = 0;
  d->resolved = d->ahead = 0;
}

/* A gap waits as octets do: for the reply that tells what the missing ones were, for the end of a
 * line that a missing reply may answer. */
static bool may_be_lost(mw_smtp_dialogue *d, mw_direction direction, uint64_t stamp)
{
  bool other_waits = mw_smtp_dialogue_waits(d, mwi_turn_other(direction));
  bool may = mwi_turn_may(&d->turns, direction, stamp, other_waits);
  return may && !mw_smtp_dialogue_waits(d, direction) && d->pending == 0;
}

mw_status mw_smtp_dialogue_gap(mw_smtp_dialogue *d, mw_direction direction, uint64_t stamp,
                               uint64_t octets)
{
  bool server = direction == MW_FROM_SERVER;
  if (d == NULL || (direction != MW_FROM_CLIENT && !server)) {
    return MW_E_ARGUMENT;
  }
  if (mwi_turn_ended(&d->turns, direction)) {
    return MW_E_ABORTED;
  }
  if (!may_be_lost(d, direction, stamp)) {
    return mwi_turn_end(&d->turns, direction, MW_PAUSED);
  }
  (void)mwi_turn_end(&d->turns, direction, MW_NEED_MORE);
  d->stamp = stamp;
  d->gap = octets != MW_OCTETS_UNKNOWN ? octets : 0;
  mwi_turn_speak(&d->turns, direction);
  d->pending |= MWI_NEXT_GAP;
  mwi_talk_set(d, server ? MWI_TALK_GAP_SERVER : MWI_TALK_GAP_CLIENT, true);
  if (!hides_nothing(d, direction, octets)) {
    d->pending |= MWI_NEXT_CUT;
    go_adrift(d, direction);
    mwi_talk_set(d, server ? MWI_TALK_REPLY_TORN : MWI_TALK_TORN, true);
  }
  return MW_OK;
}

static bool cut_client(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  bool line = mw_smtp_command_reader_finish(&d->commands, &item->command) == MW_OK &&
              item->command.raw.ptr != NULL;
  item->raw = item->command.raw;
  item->offset = item->command.offset;
  d->commands.lines.offset = item->end = line ? item->command.end : d->commands.lines.offset;
  return line;
}

static bool cut_server(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  bool line = mw_smtp_reply_reader_finish(&d->replies, &item->reply) == MW_OK;
  item->raw = item->reply.raw;
  item->offset = item->reply.offset;
  d->replies.lines.offset = item->end = line ? item->reply.end : d->replies.lines.offset;
  mwi_talk_set(d, MWI_TALK_REPLY, false);
  return line;
}

void mwi_talk_begin_anew(mw_smtp_dialogue *d, mw_direction direction)
{
  if (direction == MW_FROM_SERVER) {
    uint64_t at = d->replies.lines.offset;
    mw_smtp_reply_reader_reset(&d->replies);
    d->replies.lines.offset = at;
  } else {
    uint64_t at = d->commands.lines.offset;
    mw_smtp_command_reader_reset(&d->commands);
    d->commands.lines.offset = at;
  }
}

bool mwi_talk_cut(mw_smtp_dialogue *d, mw_direction direction, mw_smtp_item *item)
{
  mwi_talk_item(d, item, MW_SMTP_ITEM_UNFINISHED, direction);
  item->anomalies = MW_ANOMALY_BIT(CUT_OFF);
  if (direction == MW_FROM_SERVER) {
    if (mw_smtp_command_reader_held(&d->commands)) {
      (void)mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_COMMAND);
    }
    return cut_server(d, item);
  }
  return cut_client(d, item);
}

static bool opens(mw_smtp_verb verb)
{
  switch (verb) {
  case MW_SMTP_EHLO:
  case MW_SMTP_HELO:
  case MW_SMTP_LHLO:
  case MW_SMTP_MAIL:
  case MW_SMTP_RSET:
  case MW_SMTP_QUIT: return true;
  default: return false;
  }
}

bool mwi_talk_line_adrift(mw_smtp_dialogue *d, const mw_smtp_command_event *event)
{
  bool in_step = mwi_talk_is(d, MWI_TALK_CALM) && !mwi_talk_is(d, MWI_TALK_TORN) &&
                 event->fault == MW_FAULT_NONE && opens(event->command.verb);
  mwi_talk_set(d, MWI_TALK_CALM | MWI_TALK_TORN, false);
  if (in_step) {
    mwi_talk_set(d, MWI_TALK_ADRIFT | MWI_TALK_BLIND, false);
    mwi_talk_set(d, MWI_TALK_GREETED | MWI_TALK_MIDWAY, true);
    d->session.state = MW_SMTP_STATE_GREETED;
  }
  return in_step;
}

void mwi_talk_reply_adrift(mw_smtp_dialogue *d, unsigned code)
{
  bool more = code == 354 || code == 334;
  bool late = d->owed > 0;
  d->owed -= late;
  mwi_talk_set(d, MWI_TALK_BLIND, more);
  mwi_talk_set(d, MWI_TALK_CALM,
               !more && !late && mwi_turn_ordered(&d->turns) && !mwi_talk_in_command(d));
}
