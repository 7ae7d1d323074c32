/* SPDX-License-Identifier: MIT */
/* What is known behind a gap, and when both sides are in step again.
 *
 * The law:
 *   - A response that had begun when the client's octets were lost goes on, with its listing or
 *     message.
 *   - Otherwise both sides are adrift: what waited is forgotten; a line from the server may be a
 *     response or text, one from the client a command or a line of AUTH.
 *   - The first line of the client's that is whole and of a verb of the table brings both in step,
 *     unless a response goes on, or the order is not known: what waits for a response is then that
 *     line alone.
 */
#include "base/anomaly.h"
#include "pop3/command_reader.h"
#include "pop3/dialogue.h"
#include "pop3/response_reader.h"

/* Whether it is known what the response in progress answers. */
static bool pop3_is_answering(const mw_pop3_dialogue *d)
{
  return mwi_chat_is(d, MWI_CHAT_RESPONSE) && mwi_chat_is(d, MWI_CHAT_ANSWERS) && d->waiting > 0 &&
         !mwi_chat_is_nameless(d);
}

static void pop3_go_adrift(mw_pop3_dialogue *d, bool server)
{
  bool goes_on = !server && pop3_is_answering(d);
  if (mwi_chat_is(d, MWI_CHAT_MORE) && !goes_on) {
    d->pending |= MWI_CHAT_NEXT_END;
  }
  if (mwi_chat_is(d, MWI_CHAT_AUTH)) {
    d->status = MW_POP3_STATUS_NONE;
    d->pending |= MWI_CHAT_NEXT_AUTH_END;
  }
  mwi_chat_set(d, MWI_CHAT_AUTH | MWI_CHAT_POP | MWI_CHAT_PARTLY | MWI_CHAT_REFUSED, false);
  mwi_chat_set(d, MWI_CHAT_RESPONSE | MWI_CHAT_ANSWERS, goes_on);
  mwi_chat_set(d, MWI_CHAT_ADRIFT, true);
  mwi_chat_set(d, MWI_CHAT_TORN, !server || mwi_chat_is(d, MWI_CHAT_TORN));
  if (!server && !goes_on) {
    d->responses.count = 0;
  }
  d->waiting = goes_on ? 1 : 0;
  d->lost = 0;
}

/* Whether the direction may lose octets now: where it would wait for the other, it does so. */
static bool pop3_may_lose(mw_pop3_dialogue *d, mw_direction direction, uint64_t stamp)
{
  bool other_waits = mw_pop3_dialogue_waits(d, mwi_turn_other(direction));
  bool may = mwi_turn_may(&d->turns, direction, stamp, other_waits);
  return may && d->pending == 0 && !mw_pop3_dialogue_waits(d, direction);
}

mw_status mw_pop3_dialogue_gap(mw_pop3_dialogue *d, mw_direction direction, uint64_t stamp,
                               uint64_t octets)
{
  bool server = direction == MW_FROM_SERVER;
  if (d == NULL || !mwi_turn_is(direction)) {
    return MW_E_ARGUMENT;
  }
  if (mwi_turn_ended(&d->turns, direction)) {
    return MW_E_ABORTED;
  }
  if (!pop3_may_lose(d, direction, stamp)) {
    return mwi_turn_end(&d->turns, direction, MW_PAUSED);
  }
  (void)mwi_turn_end(&d->turns, direction, MW_NEED_MORE);
  d->stamp = stamp;
  d->gap = octets != MW_OCTETS_UNKNOWN ? octets : 0;
  mwi_turn_speak(&d->turns, direction);
  d->pending |= MWI_CHAT_NEXT_GAP;
  mwi_chat_set(d, MWI_CHAT_GAP_SERVER, server);
  if (!mwi_chat_is(d, MWI_CHAT_TLS) && octets != 0) {
    d->pending |= MWI_CHAT_NEXT_CUT;
    pop3_go_adrift(d, server);
  }
  return MW_OK;
}

/* The readers begin anew behind what they took. Their storage stays: the line that was cut lies
 * there. */
static void pop3_begin_commands(mw_pop3_dialogue *d)
{
  d->commands.mode = MWI_POP3_HELD;
  (void)mw_pop3_command_reader_expect(&d->commands, MW_POP3_EXPECT_COMMAND);
}

static bool pop3_cut_client(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  bool line = mw_pop3_command_reader_finish(&d->commands, &item->command) == MW_OK;
  uint64_t at = line ? item->command.end : d->commands.lines.offset;
  if (line) {
    mwi_chat_hide_cut(d, &item->command);
  }
  item->raw = item->command.raw;
  item->offset = item->command.offset;
  pop3_begin_commands(d);
  d->commands.lines.offset = at;
  item->end = at;
  return line && item->raw.len > 0;
}

static bool pop3_cut_server(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  bool line = mw_pop3_response_reader_finish(&d->responses, &item->response) == MW_OK;
  uint64_t at = line ? item->response.end : d->responses.lines.offset;
  item->raw = item->response.raw;
  item->offset = item->response.offset;
  d->responses.mode = MWI_POP3_STATUS_DUE;
  d->responses.flags = 0;
  d->responses.count = 0;
  d->responses.lines.offset = at;
  item->end = at;
  mwi_chat_set(d, MWI_CHAT_GREETED, true);
  return line && item->raw.len > 0;
}

bool mwi_chat_cut(mw_pop3_dialogue *d, mw_direction direction, mw_pop3_item *item)
{
  d->responses.ring = &d->slot;
  mwi_chat_item(d, item, MW_POP3_ITEM_UNFINISHED, direction);
  item->anomalies = MW_ANOMALY_BIT(CUT_OFF);
  if (direction == MW_FROM_SERVER) {
    pop3_begin_commands(d); /* nobody knows whether an exchange goes on */
    return pop3_cut_server(d, item);
  }
  return pop3_cut_client(d, item);
}

void mwi_chat_forget_adrift(mw_pop3_dialogue *d)
{
  if (mwi_chat_is(d, MWI_CHAT_ADRIFT) && !mwi_chat_is(d, MWI_CHAT_RESPONSE)) {
    d->responses.count = 0;
    d->waiting = mwi_chat_is(d, MWI_CHAT_POP) ? d->waiting : 0;
  }
}

/* The state in which the command may be given. */
static uint8_t pop3_state_of(mw_pop3_verb verb)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
  bool login = mw_slice_equal(mw_slice_text(row->states), mw_slice_text("authorization"));
  return login ? MW_POP3_STATE_AUTHORIZATION : MW_POP3_STATE_TRANSACTION;
}

bool mwi_chat_line_adrift(mw_pop3_dialogue *d, const mw_pop3_command_event *event)
{
  bool known = event->fault == MW_FAULT_NONE && event->command.verb != MW_POP3_UNKNOWN;
  bool in_step =
      known && !mwi_chat_is(d, MWI_CHAT_TORN) && d->waiting == 0 && mwi_turn_ordered(&d->turns);
  mwi_chat_set(d, MWI_CHAT_TORN, false);
  if (in_step) {
    mwi_chat_set(d, MWI_CHAT_ADRIFT, false);
    mwi_chat_set(d, MWI_CHAT_GREETED | MWI_CHAT_MIDWAY, true);
    d->responses.flags &= (uint8_t)~MWI_POP3_GREETING_DUE;
    d->responses.count = 0;
    d->session.state = pop3_state_of(event->command.verb);
  }
  return in_step;
}
