/* SPDX-License-Identifier: MIT */
/* The dialogue: which direction is read, and what is handed out first.
 *
 * The law of this machine is that of SMTP's (smtp/dialogue.c), but that the client sends no bodies,
 * and that the response reader has to know what is answered before it reads: it is told of the
 * unit that waits longest, and of no other.
 */
#include "pop3/dialogue.h"

#include <string.h>

static bool pop3_is_setup(const mw_pop3_dialogue_setup *setup)
{
  return setup != NULL && setup->size >= sizeof *setup && setup->ring != NULL &&
         setup->ring_size >= 2 && setup->ring_size <= UINT32_MAX / 2 &&
         (setup->options & ~(MW_DIALOGUE_IN_ORDER | MW_DIALOGUE_DECRYPTED | MW_DIALOGUE_MIDWAY)) ==
             0;
}

mw_status mw_pop3_dialogue_init(mw_pop3_dialogue *d, const mw_pop3_dialogue_setup *setup)
{
  mw_pop3_dialogue begun;
  if (d == NULL || !pop3_is_setup(setup)) {
    return MW_E_ARGUMENT;
  }
  memset(&begun, 0, sizeof begun);
  if (mw_pop3_command_reader_init(&begun.commands, setup->client, setup->client_size,
                                  setup->allow) != MW_OK ||
      mw_pop3_response_reader_init(&begun.responses, setup->server, setup->server_size, &d->slot, 1,
                                   setup->allow) != MW_OK ||
      mw_pop3_session_init(&begun.session, setup->policies) != MW_OK) {
    return MW_E_ARGUMENT;
  }
  *d = begun;
  d->ring = setup->ring;
  d->ring_size = (uint32_t)setup->ring_size;
  d->turns.in_order = (setup->options & MW_DIALOGUE_IN_ORDER) != 0;
  mwi_chat_set(d, MWI_CHAT_DECRYPTED, (setup->options & MW_DIALOGUE_DECRYPTED) != 0);
  if ((setup->options & MW_DIALOGUE_MIDWAY) != 0) {
    mwi_chat_set(d, MWI_CHAT_GREETED | MWI_CHAT_MIDWAY, true);
    mw_pop3_response_reader_reset(&d->responses, false);
    d->session.state = MW_POP3_STATE_AUTHORIZATION;
  }
  return MW_OK;
}

/* ---- units ---------------------------------------------------------------------------------- */

mw_pop3_unit *mwi_chat_push(mw_pop3_dialogue *d)
{
  mw_pop3_unit *u;
  if (d->lost > 0 || d->waiting == d->ring_size) {
    d->pending |= d->lost == 0 ? MWI_CHAT_NEXT_OVERFLOW : 0;
    d->lost += d->lost < UINT32_MAX;
  } else {
    d->waiting++;
  }
  u = mwi_chat_newest(d);
  memset(u, 0, sizeof *u);
  return u;
}

void mwi_chat_pop(mw_pop3_dialogue *d)
{
  if (mwi_chat_is_nameless(d)) {
    d->lost--;
    return;
  }
  d->first = d->first + 1 < d->ring_size ? d->first + 1 : 0;
  if (--d->waiting == 0) {
    mwi_chat_set(d, MWI_CHAT_REFUSED, false);
  }
}

/* ---- waiting -------------------------------------------------------------------------------- */

/* A response is about to begin, and what it may answer is not complete yet. */
static bool pop3_server_waits(const mw_pop3_dialogue *d)
{
  if (d->waiting > 0 || mwi_turn_ended(&d->turns, MW_FROM_CLIENT) || mwi_chat_in_response(d) ||
      mwi_chat_is(d, MWI_CHAT_TLS | MWI_CHAT_ADRIFT)) {
    return false;
  }
  return !mwi_turn_ordered(&d->turns) || mwi_chat_in_command(d);
}

bool mw_pop3_dialogue_waits(const mw_pop3_dialogue *d, mw_direction direction)
{
  if (d == NULL) {
    return false;
  }
  if (direction == MW_FROM_SERVER) {
    return pop3_server_waits(d);
  }
  return direction == MW_FROM_CLIENT && mw_pop3_command_reader_held(&d->commands) &&
         !mwi_turn_ended(&d->turns, MW_FROM_SERVER);
}

/* ---- handing out ---------------------------------------------------------------------------- */

static bool pop3_settle(mw_pop3_dialogue *d)
{
  if (mwi_chat_is(d, MWI_CHAT_ASSUMED) && d->waiting > 0) {
    mwi_chat_suppose(d);
    return true;
  }
  if (mwi_turn_ended(&d->turns, MW_FROM_SERVER) && mw_pop3_command_reader_held(&d->commands)) {
    mwi_chat_release(d);
    return true;
  }
  return false;
}

static bool pop3_end_client(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  if (!mwi_chat_is(d, MWI_CHAT_ENDING) || mw_pop3_command_reader_held(&d->commands)) {
    return false;
  }
  mwi_chat_set(d, MWI_CHAT_ENDING, false);
  return mwi_chat_end_client(d, item);
}

static bool pop3_give_known(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  do {
    if (mwi_chat_follow(d, item)) {
      return true;
    }
  } while (pop3_settle(d));
  return pop3_end_client(d, item) || mwi_chat_follow(d, item);
}

static bool pop3_may_take(mw_pop3_dialogue *d, mw_direction direction, uint64_t stamp)
{
  bool other_waits = mw_pop3_dialogue_waits(d, mwi_turn_other(direction));
  return mwi_turn_may(&d->turns, direction, stamp, other_waits) &&
         !mw_pop3_dialogue_waits(d, direction);
}

/* No octets, but a stamp: what comes is not older. */
static mw_status pop3_nothing_older(mw_pop3_dialogue *d, mw_direction direction, uint64_t stamp)
{
  if (stamp != 0) {
    (void)mwi_turn_note(&d->turns, direction, stamp);
  }
  return MW_NEED_MORE;
}

static mw_status pop3_take(mw_pop3_dialogue *d, mw_direction direction, uint64_t stamp,
                           mw_slice *in, mw_pop3_item *item)
{
  mw_status status;
  d->stamp = stamp;
  d->responses.ring = &d->slot; /* wherever the dialogue lies now */
  status =
      direction == MW_FROM_SERVER ? mwi_chat_server(d, in, item) : mwi_chat_client(d, in, item);
  (void)mwi_turn_end(&d->turns, direction, in->len == 0 ? MW_NEED_MORE : status);
  return status;
}

mw_status mw_pop3_dialogue_next(mw_pop3_dialogue *d, mw_direction direction, uint64_t stamp,
                                mw_slice *in, mw_pop3_item *item)
{
  if (d == NULL || in == NULL || item == NULL || !mwi_turn_is(direction)) {
    return MW_E_ARGUMENT;
  }
  if (mwi_turn_ended(&d->turns, direction)) {
    return MW_E_ABORTED;
  }
  if (pop3_give_known(d, item)) {
    return MW_OK;
  }
  if (in->len == 0) {
    return pop3_nothing_older(d, direction, stamp);
  }
  if (!pop3_may_take(d, direction, stamp)) {
    return mwi_turn_end(&d->turns, direction, MW_PAUSED);
  }
  return pop3_take(d, direction, stamp, in, item);
}

/* ---- the end -------------------------------------------------------------------------------- */

static bool pop3_end_direction(mw_pop3_dialogue *d, mw_direction direction, mw_pop3_item *item)
{
  if (direction == MW_FROM_SERVER && !mwi_turn_spoke(&d->turns, MW_FROM_SERVER)) {
    mwi_chat_set(d, MWI_CHAT_ASSUMED, true);
    d->session.state = d->session.state == MW_POP3_STATE_CONNECT
                           ? (uint8_t)MW_POP3_STATE_AUTHORIZATION
                           : d->session.state;
    d->pending |= MWI_CHAT_NEXT_ASSUMED;
  }
  mwi_chat_set(d, MWI_CHAT_ENDING, direction == MW_FROM_CLIENT || mwi_chat_is(d, MWI_CHAT_ENDING));
  d->turns.ended |= (uint8_t)mwi_turn_bit(direction);
  return direction == MW_FROM_SERVER && mwi_chat_end_server(d, item);
}

/* Both ended: what remains, one by one. A unit that was answered in part has its response. */
static bool pop3_settle_end(mw_pop3_dialogue *d)
{
  if (d->turns.ended != 3) {
    return false;
  }
  if (mwi_chat_is(d, MWI_CHAT_PARTLY)) {
    mwi_chat_set(d, MWI_CHAT_PARTLY, false);
    mwi_chat_pop(d);
  }
  if (mwi_chat_is(d, MWI_CHAT_AUTH)) {
    mwi_chat_set(d, MWI_CHAT_AUTH, false);
    d->status = 0;
    d->pending |= MWI_CHAT_NEXT_AUTH_END;
  } else if (d->waiting > 0) {
    d->pending |= MWI_CHAT_NEXT_UNANSWERED;
  }
  return d->pending != 0;
}

mw_status mw_pop3_dialogue_finish(mw_pop3_dialogue *d, mw_direction direction, mw_pop3_item *item)
{
  if (d == NULL || item == NULL || !mwi_turn_is(direction)) {
    return MW_E_ARGUMENT;
  }
  d->responses.ring = &d->slot;
  if (pop3_give_known(d, item)) {
    return MW_OK;
  }
  if (!mwi_turn_ended(&d->turns, direction) && pop3_end_direction(d, direction, item)) {
    return MW_OK;
  }
  do {
    if (pop3_give_known(d, item)) {
      return MW_OK;
    }
  } while (pop3_settle_end(d));
  return MW_NEED_MORE;
}

/* ---- TLS ------------------------------------------------------------------------------------ */

mw_status mw_pop3_dialogue_secured(mw_pop3_dialogue *d)
{
  if (d == NULL || !mwi_chat_is(d, MWI_CHAT_TLS) || d->pending != 0 || d->turns.ended != 0) {
    return MW_E_ARGUMENT;
  }
  mw_pop3_command_reader_reset(&d->commands);
  mw_pop3_response_reader_reset(&d->responses, false);
  d->session.state = MW_POP3_STATE_TLS; /* also where STLS was accepted out of order */
  (void)mw_pop3_session_secured(&d->session, true);
  d->flags &= MWI_CHAT_GREETED | MWI_CHAT_DECRYPTED;
  d->turns.backlog = 0;
  d->waiting = 0;
  d->line_stamp = 0;
  return MW_OK;
}

const mw_pop3_session *mw_pop3_dialogue_session(const mw_pop3_dialogue *d)
{
  return d != NULL ? &d->session : NULL;
}
