/* SPDX-License-Identifier: MIT */
/* What is known behind a gap, and when both sides are in step again.
 *
 * The law:
 *   - A listing or message that was being answered when the client's octets were lost goes on.
 *   - Otherwise both sides are adrift: what waited is forgotten; a line from the server may be a
 *     response or text, one from the client a command or a line of AUTH.
 *   - The first line of the client's that is whole and of a verb of the table brings both in step;
 *     what waits for a response is then that line alone.
 */
#include "base/anomaly.h"
#include "pop3/command_reader.h"
#include "pop3/dialogue.h"
#include "pop3/response_reader.h"

static void pop3_go_adrift(mw_pop3_dialogue *d, bool server)
{
  bool goes_on = mwi_chat_is(d, MWI_CHAT_MORE) && !server && d->waiting > 0;
  if (mwi_chat_is(d, MWI_CHAT_MORE) && !goes_on) {
    d->pending |= MWI_CHAT_NEXT_END;
  }
  if (mwi_chat_is(d, MWI_CHAT_AUTH)) {
    d->status = MW_POP3_STATUS_NONE;
    d->pending |= MWI_CHAT_NEXT_AUTH_END;
  }
  mwi_chat_set(d, MWI_CHAT_AUTH | MWI_CHAT_POP, false);
  mwi_chat_set(d, MWI_CHAT_RESPONSE | MWI_CHAT_ANSWERS, goes_on);
  mwi_chat_set(d, MWI_CHAT_ADRIFT, true);
  d->waiting = goes_on ? 1 : 0;
  d->lost = 0;
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
  if (d->pending != 0 || !mwi_turn_may(&d->turns, direction, stamp,
                                       mw_pop3_dialogue_waits(d, mwi_turn_other(direction)))) {
    return MW_PAUSED;
  }
  d->stamp = stamp;
  d->gap = octets != MW_OCTETS_UNKNOWN ? octets : 0;
  d->turns.spoke |= (uint8_t)mwi_turn_bit(direction);
  d->pending |= MWI_CHAT_NEXT_GAP;
  mwi_chat_set(d, MWI_CHAT_GAP_SERVER, server);
  if (!mwi_chat_is(d, MWI_CHAT_TLS)) {
    d->pending |= MWI_CHAT_NEXT_CUT;
    pop3_go_adrift(d, server);
    mwi_chat_set(d, MWI_CHAT_TORN, !server);
  }
  return MW_OK;
}

/* The readers begin anew behind what they took. */
static bool pop3_cut_client(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  bool line = mw_pop3_command_reader_finish(&d->commands, &item->command) == MW_OK;
  uint64_t at = line ? item->command.end : d->commands.lines.offset;
  item->raw = item->command.raw;
  item->offset = item->command.offset;
  mw_pop3_command_reader_reset(&d->commands);
  d->commands.lines.offset = at;
  item->end = at;
  return line;
}

static bool pop3_cut_server(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  bool line = mw_pop3_response_reader_finish(&d->responses, &item->response) == MW_OK;
  uint64_t at = line ? item->response.end : d->responses.lines.offset;
  item->raw = item->response.raw;
  item->offset = item->response.offset;
  mw_pop3_response_reader_reset(&d->responses, false);
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
    if (mw_pop3_command_reader_held(&d->commands)) {
      (void)mw_pop3_command_reader_expect(&d->commands, MW_POP3_EXPECT_COMMAND);
    }
    return pop3_cut_server(d, item);
  }
  return pop3_cut_client(d, item);
}

bool mwi_chat_line_adrift(mw_pop3_dialogue *d, const mw_pop3_command_event *event)
{
  bool in_step = !mwi_chat_is(d, MWI_CHAT_TORN | MWI_CHAT_MORE) && event->fault == MW_FAULT_NONE &&
                 event->command.verb != MW_POP3_UNKNOWN;
  mwi_chat_set(d, MWI_CHAT_TORN, false);
  if (in_step) {
    mwi_chat_set(d, MWI_CHAT_ADRIFT | MWI_CHAT_RESPONSE, false);
    mwi_chat_set(d, MWI_CHAT_GREETED | MWI_CHAT_MIDWAY, true);
    d->session.state = MW_POP3_STATE_TRANSACTION;
  }
  return in_step;
}
