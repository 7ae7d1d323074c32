/* SPDX-License-Identifier: MIT */
/* Which direction of a dialogue may be read next: the older octets first.
 *
 * The law:
 *   - front[d] is the stamp of the octets that direction d last offered, taken or not: what is
 *     still to come of it is not older. Once it ended nothing is.
 *   - A direction may go on while the other can hold nothing older; of equal stamps the client's go
 *     first, but for the server's first octets: those of the stamp with which it began.
 *   - Where calls come in order, only octets that were offered and not taken can be older; those
 *     without a stamp get one that counts the calls.
 *   - Elsewhere stamp 0 has no order: from then on any octets may go.
 */
#ifndef MWI_WIRE_TURNS_H
#define MWI_WIRE_TURNS_H

#include <mailwire/dialogue.h>

static inline bool mwi_turn_is(mw_direction direction)
{
  return direction == MW_FROM_CLIENT || direction == MW_FROM_SERVER;
}

/* The stamp of the newest octets of that direction that were offered. */
static inline uint64_t mwi_turn_front(const mw_turns *turns, mw_direction direction)
{
  return turns->front[direction - MW_FROM_CLIENT];
}

/* The bit of a direction. */
static inline unsigned mwi_turn_bit(mw_direction direction)
{
  return 1u << (direction - MW_FROM_CLIENT);
}

static inline mw_direction mwi_turn_other(mw_direction direction)
{
  return direction == MW_FROM_CLIENT ? MW_FROM_SERVER : MW_FROM_CLIENT;
}

static inline bool mwi_turn_ended(const mw_turns *turns, mw_direction direction)
{
  return (turns->ended & mwi_turn_bit(direction)) != 0;
}

/* Whether any octet of that direction was taken. */
static inline bool mwi_turn_spoke(const mw_turns *turns, mw_direction direction)
{
  return (turns->spoke & mwi_turn_bit(direction)) != 0;
}

/* Whether that direction had ended when what the other says now was seen. */
static inline bool mwi_turn_is_over(const mw_turns *turns, mw_direction direction)
{
  return mwi_turn_ended(turns, direction) &&
         mwi_turn_front(turns, direction) < mwi_turn_front(turns, mwi_turn_other(direction));
}

/* The stamp of that direction's last octets, for what finish() tells of it; 0 where those that were
 * taken last have none. */
static inline uint64_t mwi_turn_last(const mw_turns *turns, mw_direction direction, uint64_t stamp)
{
  return stamp != 0 ? mwi_turn_front(turns, direction) : 0;
}

/* Octets of that direction are taken. */
static inline void mwi_turn_speak(mw_turns *turns, mw_direction direction)
{
  if (direction == MW_FROM_SERVER && !mwi_turn_spoke(turns, direction)) {
    turns->opening = mwi_turn_front(turns, direction);
  }
  turns->spoke |= (uint8_t)mwi_turn_bit(direction);
}

/* Whether it is known what was seen before what. */
static inline bool mwi_turn_ordered(const mw_turns *turns)
{
  return turns->unordered == 0;
}

/* The stamp of octets that have none, where calls come in order. */
static inline uint64_t mwi_turn_count(const mw_turns *turns, mw_direction direction)
{
  uint64_t own = mwi_turn_front(turns, direction);
  uint64_t other = mwi_turn_front(turns, mwi_turn_other(direction));
  if ((turns->backlog & mwi_turn_bit(direction)) != 0) {
    return own;
  }
  return (own > other ? own : other) + 1;
}

/* Notes the stamp of octets that are offered; returns it. */
static inline uint64_t mwi_turn_note(mw_turns *turns, mw_direction direction, uint64_t stamp)
{
  uint64_t *front = &turns->front[direction - MW_FROM_CLIENT];
  if (stamp == 0 && turns->in_order != 0) {
    stamp = mwi_turn_count(turns, direction);
  }
  if (stamp == 0) {
    turns->unordered = 1;
  }
  if (stamp > *front) {
    *front = stamp;
  }
  return stamp;
}

/* Whether that direction may go on whatever the other's octets are. */
static inline bool mwi_turn_is_free(const mw_turns *turns, mw_direction direction)
{
  unsigned other = mwi_turn_bit(mwi_turn_other(direction));
  return (turns->in_order != 0 && (turns->backlog & other) == 0) || turns->unordered != 0 ||
         (turns->ended & other) != 0;
}

/* Whether octets of that stamp, which was noted, go before what the other direction holds. */
static inline bool mwi_turn_is_older(const mw_turns *turns, mw_direction direction, uint64_t stamp)
{
  uint64_t front = mwi_turn_front(turns, mwi_turn_other(direction));
  bool first = (direction == MW_FROM_SERVER) ==
               (!mwi_turn_spoke(turns, MW_FROM_SERVER) || turns->opening == stamp);
  return stamp < front || (stamp == front && first);
}

/* Whether octets of that stamp may be taken now. other_waits: the other direction takes nothing
 * until this one goes on. */
static inline bool mwi_turn_may(mw_turns *turns, mw_direction direction, uint64_t stamp,
                                bool other_waits)
{
  stamp = mwi_turn_note(turns, direction, stamp);
  return other_waits || mwi_turn_is_free(turns, direction) ||
         mwi_turn_is_older(turns, direction, stamp);
}

/* No octets, but a stamp: what comes is not older. */
static inline void mwi_turn_idle(mw_turns *turns, mw_direction direction, uint64_t stamp)
{
  if (stamp != 0) {
    (void)mwi_turn_note(turns, direction, stamp);
  }
  turns->backlog &= (uint8_t)~mwi_turn_bit(direction);
}

/* Remembers how a call went: whether octets stayed with the caller. */
static inline mw_status mwi_turn_end(mw_turns *turns, mw_direction direction, mw_status status)
{
  if (status == MW_OK) {
    return status;
  }
  if (status == MW_PAUSED) {
    turns->backlog |= (uint8_t)mwi_turn_bit(direction);
  } else if (status == MW_NEED_MORE) {
    turns->backlog &= (uint8_t)~mwi_turn_bit(direction);
  }
  return status;
}

#endif
