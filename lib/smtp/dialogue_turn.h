/* SPDX-License-Identifier: MIT */
/* Whose octets a dialogue takes now. */
#ifndef MWI_SMTP_DIALOGUE_TURN_H
#define MWI_SMTP_DIALOGUE_TURN_H

#include "smtp/dialogue.h"

/* Whether a line of the client has begun, or a reply. */
static inline bool mwi_talk_in_command(const mw_smtp_dialogue *d)
{
  uint8_t mode = d->commands.mode;
  return (mode == MWI_MODE_COMMAND || mode == MWI_MODE_AUTH) &&
         !mwi_line_fresh(&d->commands.lines) && !mwi_line_skipping(&d->commands.lines);
}

static inline bool mwi_talk_in_reply(const mw_smtp_dialogue *d)
{
  return d->replies.number > 0 || !mwi_line_fresh(&d->replies.lines);
}

/* A reply is about to begin, and what it may answer is not complete yet. */
static inline bool mwi_talk_server_waits(const mw_smtp_dialogue *d)
{
  if (d->waiting > 0 || mwi_turn_ended(&d->turns, MW_FROM_CLIENT) || mwi_talk_in_reply(d) ||
      mwi_talk_is(d, MWI_TALK_TLS | MWI_TALK_ADRIFT)) {
    return false;
  }
  return !mwi_turn_ordered(&d->turns) || mwi_talk_in_command(d);
}

static inline bool mwi_talk_client_waits(const mw_smtp_dialogue *d)
{
  return d->commands.mode == MWI_MODE_HELD && !mwi_turn_ended(&d->turns, MW_FROM_SERVER);
}

/* Whether the only unit had some of its replies, and others are due. A client that has sent more
 * went on without them. */
static MWI_INLINE bool mwi_talk_is_in_part(const mw_smtp_dialogue *d)
{
  const mw_smtp_unit *u;
  if (d->waiting != 1) {
    return false;
  }
  u = mwi_talk_oldest(d);
  return u->got > 0 && u->got < u->due && mwi_turn_ordered(&d->turns);
}

/* Whether octets of that stamp may be taken now. */
static MWI_INLINE bool mwi_talk_may_take(mw_smtp_dialogue *d, mw_direction direction,
                                         uint64_t stamp)
{
  bool server = direction == MW_FROM_SERVER;
  stamp = mwi_turn_note(&d->turns, direction, stamp);
  if (server ? mwi_talk_server_waits(d) : mwi_talk_client_waits(d)) {
    return false;
  }
  return mwi_turn_is_free(&d->turns, direction) ||
         (server ? mwi_talk_client_waits(d) : mwi_talk_server_waits(d)) ||
         mwi_turn_is_older(&d->turns, direction, stamp);
}

#endif
