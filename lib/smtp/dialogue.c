/* SPDX-License-Identifier: MIT */
/* The dialogue: which direction is read, and what is handed out first.
 *
 * The law of this machine:
 *   - What follows from earlier octets is handed out before any octet is taken.
 *   - Older octets first (wire/turns.h). Beyond that the client waits while its reader holds, for
 *     the reply decides how it goes on; the server waits where a reply is about to begin, nothing
 *     waits for one, and the client has begun a line that it may answer.
 *   - What a reply answers is settled with its first octet: the unit that waits longest. A unit is
 *     a command, a line of AUTH, or a message with its end.
 *   - Only answers change what is known: of the transaction, of AUTH, of TLS, of the session.
 *   - Every octet is in one item.
 */
#include "smtp/command_reader.h"
#include "smtp/dialogue_odd.h"
#include "smtp/dialogue_turn.h"

#include <string.h>

static mw_status begin_readers(mw_smtp_dialogue *d, const mw_smtp_dialogue_setup *setup)
{
  mw_status status = mw_smtp_command_reader_init(&d->commands, setup->client, setup->client_size,
                                                 setup->allow, MW_SMTP_HOLD_BDAT);
  if (status == MW_OK) {
    status = mw_smtp_command_reader_policy(&d->commands, MW_DOT_REPORT);
  }
  if (status == MW_OK) {
    status =
        mw_smtp_reply_reader_init(&d->replies, setup->server, setup->server_size, setup->allow);
  }
  return status;
}

static bool is_setup(const mw_smtp_dialogue_setup *setup)
{
  const unsigned options = MW_DIALOGUE_IN_ORDER | MW_DIALOGUE_HOLD_BDAT | MW_DIALOGUE_DECRYPTED |
                           MW_DIALOGUE_MIDWAY | MW_DIALOGUE_CHUNK_LINES;
  return setup != NULL && setup->size >= sizeof *setup && setup->ring != NULL &&
         setup->ring_size >= 2 && setup->ring_size <= UINT32_MAX / 2 &&
         (setup->options & ~options) == 0;
}

mw_status mw_smtp_dialogue_init(mw_smtp_dialogue *d, const mw_smtp_dialogue_setup *setup)
{
  mw_smtp_dialogue begun;
  if (d == NULL || !is_setup(setup)) {
    return MW_E_ARGUMENT;
  }
  memset(&begun, 0, sizeof begun);
  if (begin_readers(&begun, setup) != MW_OK ||
      mw_smtp_session_init(&begun.session, setup->variant, setup->policies) != MW_OK) {
    return MW_E_ARGUMENT;
  }
  *d = begun;
  d->ring = setup->ring;
  d->ring_size = (uint32_t)setup->ring_size;
  d->turns.in_order = (setup->options & MW_DIALOGUE_IN_ORDER) != 0;
  mwi_talk_set(d, MWI_TALK_HOLD_BDAT, (setup->options & MW_DIALOGUE_HOLD_BDAT) != 0);
  mwi_talk_set(d, MWI_TALK_DECRYPTED, (setup->options & MW_DIALOGUE_DECRYPTED) != 0);
  mwi_talk_set(d, MWI_TALK_CHUNK_LINES, (setup->options & MW_DIALOGUE_CHUNK_LINES) != 0);
  if ((setup->options & MW_DIALOGUE_MIDWAY) != 0) {
    mwi_talk_set(d, MWI_TALK_GREETED | MWI_TALK_MIDWAY, true);
    d->session.state = MW_SMTP_STATE_GREETED;
  }
  return MW_OK;
}

/* ---- units ---------------------------------------------------------------------------------- */

void mwi_talk_overflow(mw_smtp_dialogue *d)
{
  d->pending |= d->lost == 0 ? MWI_NEXT_OVERFLOW : 0;
  d->lost += d->lost < UINT32_MAX;
  mwi_talk_set(d, MWI_TALK_MIDWAY, true);
}

/* ---- waiting -------------------------------------------------------------------------------- */

bool mw_smtp_dialogue_waits(const mw_smtp_dialogue *d, mw_direction direction)
{
  if (d == NULL) {
    return false;
  }
  return direction == MW_FROM_SERVER ? mwi_talk_server_waits(d)
                                     : direction == MW_FROM_CLIENT && mwi_talk_client_waits(d);
}

/* ---- handing out ---------------------------------------------------------------------------- */

/* One step that takes no octets; false when there is none. */
static bool settle_one(mw_smtp_dialogue *d)
{
  if (mwi_talk_is(d, MWI_TALK_ASSUMED) && d->waiting > 0) {
    mwi_talk_suppose(d);
    return true;
  }
  if (mwi_turn_ended(&d->turns, MW_FROM_SERVER) && mw_smtp_command_reader_held(&d->commands)) {
    mwi_talk_release(d);
    return true;
  }
  return false;
}

/* What the client left unfinished. A client that is held is asked when the reply came that tells
 * what it was about. */
static bool end_client(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  if (!mwi_talk_is(d, MWI_TALK_ENDING) || mw_smtp_command_reader_held(&d->commands)) {
    return false;
  }
  mwi_talk_set(d, MWI_TALK_ENDING, false);
  return mwi_talk_end_client(d, item);
}

/* A chunk of which no octet is due ends before anything else is said. */
static bool end_chunk(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  return d->commands.mode == MWI_MODE_CHUNK && mw_counted_left(&d->commands.counted) == 0 &&
         mwi_talk_end_chunk(d, item);
}

/* What can be handed out without octets. */
static bool give_known(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  do {
    if (mwi_talk_follow(d, item) || end_chunk(d, item)) {
      return true;
    }
  } while (settle_one(d));
  return end_client(d, item) || mwi_talk_follow(d, item);
}

/* Whether give_known() has something to look at. */
static MWI_INLINE bool may_know(const mw_smtp_dialogue *d)
{
  return (d->pending | d->turns.ended) != 0 || d->commands.mode == MWI_MODE_CHUNK;
}

/* The client's octets go to who reads them. */
static MWI_INLINE mw_status read_client(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item)
{
  return d->commands.mode == MWI_MODE_DATA ? mwi_talk_take_message(d, in, item)
                                           : mwi_talk_take_line(d, in, item);
}

/* The same behind replies that say something of them. */
static MWI_APART mw_status read_behind(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item)
{
  if (mwi_talk_is_in_part(d) && mwi_talk_close_message(d)) {
    return mwi_talk_follow_first(d, item);
  }
  if (d->resolved != 0) {
    mwi_talk_note_ahead(d);
  }
  return read_client(d, in, item);
}

static MWI_INLINE mw_status take_client(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item)
{
  return d->resolved != 0 || mwi_talk_is_in_part(d) ? read_behind(d, in, item)
                                                    : read_client(d, in, item);
}

/* Octets of a direction, where nothing else is to be handed out. */
static MWI_INLINE mw_status next_in(mw_smtp_dialogue *d, mw_direction direction, uint64_t stamp,
                                    mw_slice *in, mw_smtp_item *item)
{
  if (in->len == 0) {
    mwi_turn_idle(&d->turns, direction, stamp);
    return MW_NEED_MORE;
  }
  if (!mwi_talk_may_take(d, direction, stamp)) {
    return mwi_turn_end(&d->turns, direction, MW_PAUSED);
  }
  d->stamp = stamp;
  return direction == MW_FROM_SERVER ? mwi_talk_take_server(d, in, item) : take_client(d, in, item);
}

/* What is known goes first, but in a direction that ended. */
static MWI_APART mw_status next_known(mw_smtp_dialogue *d, mw_direction direction, uint64_t stamp,
                                      mw_slice *in, mw_smtp_item *item)
{
  if (mwi_turn_ended(&d->turns, direction)) {
    return MW_E_ABORTED;
  }
  if (give_known(d, item)) {
    return MW_OK;
  }
  return direction == MW_FROM_SERVER ? next_in(d, MW_FROM_SERVER, stamp, in, item)
                                     : next_in(d, MW_FROM_CLIENT, stamp, in, item);
}

/* Whether an item that is pending is all that the next call can hand out. */
static MWI_INLINE bool must_follow(const mw_smtp_dialogue *d)
{
  return d->pending != 0 && (d->pending & MWI_NEXT_CUT) == 0 && d->turns.ended == 0;
}

mw_status mw_smtp_dialogue_next(mw_smtp_dialogue *d, mw_direction direction, uint64_t stamp,
                                mw_slice *in, mw_smtp_item *item)
{
  bool known;
  if (d == NULL || item == NULL) {
    return MW_E_ARGUMENT;
  }
  known = may_know(d);
  if (in == NULL) { /* not with the others: compilers make one long test of three */
    return MW_E_ARGUMENT;
  }
  if (known && mwi_turn_is(direction)) {
    return must_follow(d) ? mwi_talk_follow_first(d, item)
                          : next_known(d, direction, stamp, in, item);
  }
  if (direction == MW_FROM_SERVER) {
    return next_in(d, MW_FROM_SERVER, stamp, in, item);
  }
  return direction == MW_FROM_CLIENT ? next_in(d, MW_FROM_CLIENT, stamp, in, item) : MW_E_ARGUMENT;
}

/* ---- the end -------------------------------------------------------------------------------- */

static bool end_direction(mw_smtp_dialogue *d, mw_direction direction, mw_smtp_item *item)
{
  bool assumed = direction == MW_FROM_SERVER && !mwi_turn_spoke(&d->turns, MW_FROM_SERVER);
  if (assumed) {
    mwi_talk_set(d, MWI_TALK_ASSUMED, true);
    d->pending |= MWI_NEXT_ASSUMED;
  }
  mwi_talk_set(d, MWI_TALK_ENDING, direction == MW_FROM_CLIENT || mwi_talk_is(d, MWI_TALK_ENDING));
  d->turns.ended |= (uint8_t)mwi_turn_bit(direction);
  return direction == MW_FROM_SERVER && mwi_talk_end_server(d, item);
}

/* Both ended: what remains, one by one. */
static bool settle_end(mw_smtp_dialogue *d)
{
  if (d->turns.ended != 3) {
    return false;
  }
  if (mwi_talk_is(d, MWI_TALK_AUTH)) {
    mwi_talk_set(d, MWI_TALK_AUTH, false);
    d->code = 0;
    d->pending |= MWI_NEXT_AUTH_END;
  } else if (d->waiting > 0) {
    d->pending |= MWI_NEXT_UNANSWERED;
  } else if (d->open != 0) {
    mwi_talk_close(d, mwi_talk_left_at(d));
  }
  return d->pending != 0;
}

mw_status mw_smtp_dialogue_finish(mw_smtp_dialogue *d, mw_direction direction, mw_smtp_item *item)
{
  if (d == NULL || item == NULL || !mwi_turn_is(direction)) {
    return MW_E_ARGUMENT;
  }
  if (may_know(d) && give_known(d, item)) {
    return MW_OK;
  }
  if (!mwi_turn_ended(&d->turns, direction) && end_direction(d, direction, item)) {
    return MW_OK;
  }
  do {
    if (give_known(d, item)) {
      return MW_OK;
    }
  } while (settle_end(d));
  return MW_NEED_MORE;
}

/* ---- TLS ------------------------------------------------------------------------------------ */

mw_status mw_smtp_dialogue_secured(mw_smtp_dialogue *d)
{
  if (d == NULL || !mwi_talk_is(d, MWI_TALK_TLS) || d->pending != 0 || d->turns.ended != 0) {
    return MW_E_ARGUMENT;
  }
  mw_smtp_command_reader_reset(&d->commands);
  mw_smtp_reply_reader_reset(&d->replies);
  (void)mw_smtp_session_secured(&d->session, MW_SMTP_TLS_DONE);
  mwi_odd_forget(d);
  d->flags &= MWI_TALK_GREETED | MWI_TALK_HOLD_BDAT | MWI_TALK_DECRYPTED | MWI_TALK_CHUNK_LINES;
  d->turns.backlog = 0;
  d->waiting = 0;
  d->open = 0;
  d->line_stamp = 0;
  d->resolved = d->ahead = 0;
  return MW_OK;
}

const mw_smtp_session *mw_smtp_dialogue_session(const mw_smtp_dialogue *d)
{
  return d != NULL ? &d->session : NULL;
}
