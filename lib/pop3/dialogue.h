/* SPDX-License-Identifier: MIT */
/* What the files of the dialogue share: what it remembers, what is still to be handed out, and the
 * units that wait. They are cut as those of SMTP's dialogue are:
 *
 *   dialogue          next, finish: who is read, and what is handed out first
 *   dialogue_client   the client's events to items; the units that they make
 *   dialogue_server   the server's events to items; what a response answers, and changes
 *   dialogue_odd      what is odd about a command's place, and about the response to it
 *   dialogue_item     items without octets of their own
 *   dialogue_gap      what is known behind a gap
 */
#ifndef MWI_POP3_DIALOGUE_H
#define MWI_POP3_DIALOGUE_H

#include <mailwire/pop3_dialogue.h>

#include "wire/turns.h"

/* Bits of flags. */
enum {
  MWI_CHAT_GREETED = 0x1,     /* the first response was seen */
  MWI_CHAT_ASSUMED = 0x2,     /* there is no server: everything counts as accepted */
  MWI_CHAT_TLS = 0x4,         /* handed over */
  MWI_CHAT_AUTH = 0x8,        /* an AUTH exchange goes on */
  MWI_CHAT_AUTH_STRAY = 0x10, /* nothing but lines of no verb came since AUTH: they are secret */
  MWI_CHAT_RESPONSE = 0x20,   /* what the response in progress answers is settled */
  MWI_CHAT_ANSWERS = 0x40,    /* it answers the first unit */
  MWI_CHAT_EARLY = 0x80,      /* the client had spoken before it */
  MWI_CHAT_MORE = 0x100,      /* its listing or message goes on */
  MWI_CHAT_MESSAGE = 0x200,   /* it is a message */
  MWI_CHAT_ADRIFT = 0x400,    /* behind a gap */
  MWI_CHAT_TORN = 0x800,      /* adrift: the client's next line has no beginning */
  MWI_CHAT_MIDWAY = 0x1000,   /* what was said before the recording is unknown */
  MWI_CHAT_GAP_SERVER = 0x2000,
  MWI_CHAT_ENDING = 0x4000,     /* the client ended, and its reader was not told yet */
  MWI_CHAT_POP = 0x8000,        /* the first unit goes when nothing is to be handed out */
  MWI_CHAT_DOUBT = 0x10000,     /* the line in progress began adrift */
  MWI_CHAT_DECRYPTED = 0x20000, /* option */
  MWI_CHAT_PARTLY = 0x40000,    /* the server ended in the answer to the first unit */
  MWI_CHAT_REFUSED = 0x80000    /* since nothing waited, one that would have led elsewhere */
};

/* Bits of pending, the first to be handed out lowest. */
enum {
  MWI_CHAT_NEXT_CUT = 0x1, /* what the gap left without its end */
  MWI_CHAT_NEXT_END = 0x2, /* of a listing or message that was cut */
  MWI_CHAT_NEXT_GAP = 0x4,
  MWI_CHAT_NEXT_ASSUMED = 0x8,
  MWI_CHAT_NEXT_OVERFLOW = 0x10,
  MWI_CHAT_NEXT_AUTH_END = 0x20,
  MWI_CHAT_NEXT_UNANSWERED = 0x40, /* the first unit: it goes */
  MWI_CHAT_NEXT_AUTH_BEGIN = 0x80,
  MWI_CHAT_NEXT_TLS = 0x100
};

static inline bool mwi_chat_is(const mw_pop3_dialogue *d, uint32_t flag)
{
  return (d->flags & flag) != 0;
}

static inline void mwi_chat_set(mw_pop3_dialogue *d, uint32_t flag, bool on)
{
  d->flags = on ? d->flags | flag : d->flags & ~flag;
}

/* ---- units: the ring; what does not fit is counted, and stands before the newest */

static inline mw_pop3_unit *mwi_chat_oldest(const mw_pop3_dialogue *d)
{
  return &d->ring[d->first];
}

static inline mw_pop3_unit *mwi_chat_newest(const mw_pop3_dialogue *d)
{
  uint32_t place = d->first + d->waiting - 1;
  return &d->ring[place < d->ring_size ? place : place - d->ring_size];
}

/* Whether the first unit is one of those that the ring did not hold. */
static inline bool mwi_chat_is_nameless(const mw_pop3_dialogue *d)
{
  return d->lost > 0 && d->waiting == 1;
}

/* Room for one more, which is cleared; the first unit is done. */
mw_pop3_unit *mwi_chat_push(mw_pop3_dialogue *d);
void mwi_chat_pop(mw_pop3_dialogue *d);

static inline bool mwi_chat_unit_is(const mw_pop3_unit *u, mw_pop3_verb verb)
{
  return u->step.place == MW_POP3_PLACE_COMMAND && u->step.verb == verb;
}

/* ---- items */

/* The fields that every item has. */
void mwi_chat_item(const mw_pop3_dialogue *d, mw_pop3_item *item, mw_pop3_item_kind kind,
                   mw_direction direction);

/* What finish() tells of a direction has the stamp of that direction's last octets. */
static inline void mwi_chat_stamp_end(const mw_pop3_dialogue *d, mw_pop3_item *item,
                                      mw_direction direction)
{
  item->stamp = mwi_turn_last(&d->turns, direction, item->stamp);
}

/* The next item that follows from what was understood; false when there is none. */
bool mwi_chat_follow(mw_pop3_dialogue *d, mw_pop3_item *item);

/* ---- the directions */

mw_status mwi_chat_client(mw_pop3_dialogue *d, mw_slice *in, mw_pop3_item *item);
mw_status mwi_chat_server(mw_pop3_dialogue *d, mw_slice *in, mw_pop3_item *item);
bool mwi_chat_end_client(mw_pop3_dialogue *d, mw_pop3_item *item);
bool mwi_chat_end_server(mw_pop3_dialogue *d, mw_pop3_item *item);

/* Whether a line of the client has begun, or a response of the server. */
bool mwi_chat_in_command(const mw_pop3_dialogue *d);
bool mwi_chat_in_response(const mw_pop3_dialogue *d);

/* The first unit was answered with that status: how the client is read on. */
void mwi_chat_answered(mw_pop3_dialogue *d, mw_pop3_status status);

/* An exchange begins with the newest unit. */
static inline void mwi_chat_begin_auth(mw_pop3_dialogue *d)
{
  mwi_chat_set(d, MWI_CHAT_AUTH, true);
  d->pending |= MWI_CHAT_NEXT_AUTH_BEGIN;
}

/* What follows AUTH and is no command may be what it hides, also where it was cut. */
static inline void mwi_chat_hide_cut(const mw_pop3_dialogue *d, mw_pop3_command_event *event)
{
  if (mwi_chat_is(d, MWI_CHAT_AUTH_STRAY) && event->command.secret.ptr == NULL) {
    event->command.secret = event->raw;
  }
}

/* Whether the session refuses the command for its place, announced or not; and whether it does only
 * since it was not announced. */
bool mwi_chat_is_misplaced(const mw_pop3_dialogue *d, const mw_pop3_step *step);
bool mwi_chat_is_unannounced(const mw_pop3_dialogue *d, const mw_pop3_step *step);

/* The response answers the step: the session learns of it; the anomalies. */
uint64_t mwi_chat_odd_answer(mw_pop3_dialogue *d, const mw_pop3_step *step, mw_pop3_status status);

/* Supposes what the first unit hopes for; the server ended: a held client goes on. */
void mwi_chat_suppose(mw_pop3_dialogue *d);
void mwi_chat_release(mw_pop3_dialogue *d);

/* What a gap left of the line that it cut; false when there is nothing. */
bool mwi_chat_cut(mw_pop3_dialogue *d, mw_direction direction, mw_pop3_item *item);

/* A line came from the server: what waits no longer where it was adrift. */
void mwi_chat_forget_adrift(mw_pop3_dialogue *d);

/* A line of the client's behind a gap: whether it brings both sides in step again. */
bool mwi_chat_line_adrift(mw_pop3_dialogue *d, const mw_pop3_command_event *event);

#endif
