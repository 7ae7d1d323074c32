/* SPDX-License-Identifier: MIT */
/* What the files of the dialogue share: what it remembers, what is still to be handed out, and the
 * units that wait.
 *
 *   dialogue          next, finish: who is read, and what is handed out first
 *   dialogue_client   the client's events to items; the units that they make
 *   dialogue_server   the server's events to items; what a reply answers
 *   dialogue_follow   what an answer changes: holds, transactions, the session
 *   dialogue_item     items without octets of their own
 *   dialogue_gap      what is known behind a gap
 *   dialogue_odd      anomalies (dialogue_odd.h)
 *   dialogue_offer    what EHLO announces
 */
#ifndef MWI_SMTP_DIALOGUE_H
#define MWI_SMTP_DIALOGUE_H

#include <mailwire/smtp_dialogue.h>

#include "base/compiler.h"
#include "smtp/command_reader.h"
#include "smtp/session.h"
#include "wire/turns.h"

/* Bits of flags. */
enum {
  MWI_TALK_GREETED = 0x1,      /* the first reply was seen */
  MWI_TALK_ASSUMED = 0x2,      /* there is no server: everything counts as accepted */
  MWI_TALK_TLS = 0x4,          /* handed over */
  MWI_TALK_BODY = 0x10,        /* a body was begun, and has not ended */
  MWI_TALK_CHUNK = 0x20,       /* it is a chunk */
  MWI_TALK_HIGH_BODY = 0x40,   /* the chunk has octets above 127 */
  MWI_TALK_AUTH = 0x80,        /* an AUTH exchange goes on */
  MWI_TALK_AUTH_STRAY = 0x100, /* nothing but lines of no verb came since AUTH, or a 334 to another:
                                they are secret */
  MWI_TALK_REPLY = 0x200,      /* what the reply in progress answers is settled */
  MWI_TALK_ANSWERS = 0x400,    /* it answers the first unit */
  MWI_TALK_EARLY = 0x800,      /* the client had spoken before it */
  MWI_TALK_GREETING = 0x1000,  /* it is the greeting */
  MWI_TALK_ADRIFT = 0x2000,    /* behind a gap */
  MWI_TALK_CALM = 0x4000,      /* adrift: the client is about to say something new */
  MWI_TALK_BLIND = 0x8000,     /* adrift: the client sends a message or a line of AUTH */
  MWI_TALK_TORN = 0x10000,     /* adrift: the client's next line has no beginning */
  MWI_TALK_MIDWAY = 0x20000,   /* part of what was said is unknown */
  MWI_TALK_EIGHT_BIT = 0x40000,  /* the transaction's MAIL declared octets above 127 */
  MWI_TALK_HIGH = 0x80000,       /* its message has some, as far as it was answered */
  MWI_TALK_HOLD_BDAT = 0x100000, /* option */
  MWI_TALK_POP = 0x200000,       /* the first unit goes when nothing is to be handed out */
  MWI_TALK_GAP_CLIENT = 0x400000,
  MWI_TALK_GAP_SERVER = 0x800000,
  MWI_TALK_ENDING = 0x2000000,       /* the client ended, and its reader was not told yet */
  MWI_TALK_CLOSING = 0x1000000,      /* 221 to QUIT, or 421: the connection is over */
  MWI_TALK_DRIFTS = 0x8000000,       /* adrift from the GAP on that is to be handed out */
  MWI_TALK_REPLY_TORN = 0x10000000,  /* adrift: the server's next line has no beginning */
  MWI_TALK_DECRYPTED = 0x20000000,   /* option */
  MWI_TALK_CHUNK_LINES = 0x40000000, /* option */
  MWI_TALK_REFUSED = 0x4000000       /* a unit was refused since nothing waited */
};

/* Bits of pending, the first to be handed out lowest. */
enum {
  MWI_NEXT_CUT = 0x1, /* what the gap left without its end */
  MWI_NEXT_BODY_END = 0x2,
  MWI_NEXT_GAP = 0x4,
  MWI_NEXT_ASSUMED = 0x8,
  MWI_NEXT_OVERFLOW = 0x10,
  MWI_NEXT_AUTH_END = 0x20,
  MWI_NEXT_RECIPIENT = 0x40,
  MWI_NEXT_UNANSWERED = 0x80, /* the first unit: it goes */
  MWI_NEXT_TRANSACTION_END = 0x100,
  MWI_NEXT_TRANSACTION = 0x200,
  MWI_NEXT_AUTH_BEGIN = 0x400,
  MWI_NEXT_BODY_BEGIN = 0x800,
  MWI_NEXT_TLS = 0x1000
};

/* What of a dot line is there that has not both its CRLFs, and that another reader may take for the
 * end of the message. */
enum {
  MWI_DOT_NONE,
  MWI_DOT_LINE_END, /* a CR or LF alone comes next */
  MWI_DOT_DOT,      /* it came */
  MWI_DOT_END       /* and the dot; or a dot at the begin of a line that is not stuffed */
};

static inline bool mwi_talk_is(const mw_smtp_dialogue *d, uint32_t flag)
{
  return (d->flags & flag) != 0;
}

static inline void mwi_talk_set(mw_smtp_dialogue *d, uint32_t flag, bool on)
{
  d->flags = on ? d->flags | flag : d->flags & ~flag;
}

/* ---- units: the ring; what does not fit is counted, and stands before the newest */

static inline mw_smtp_unit *mwi_talk_oldest(const mw_smtp_dialogue *d)
{
  return &d->ring[d->first];
}

static inline mw_smtp_unit *mwi_talk_newest(const mw_smtp_dialogue *d)
{
  uint32_t place = d->first + d->waiting - 1;
  return &d->ring[place < d->ring_size ? place : place - d->ring_size];
}

/* The unit that was answered last, where none came since. */
static inline mw_smtp_unit *mwi_talk_former(const mw_smtp_dialogue *d)
{
  return &d->ring[(d->first > 0 ? d->first : d->ring_size) - 1];
}

/* Whether the first unit is one of those that the ring did not hold. */
static inline bool mwi_talk_is_nameless(const mw_smtp_dialogue *d)
{
  return d->lost > 0 && d->waiting == 1;
}

/* Whether the first unit is the last of all, so that its answer ends a hold. */
static inline bool mwi_talk_is_alone(const mw_smtp_dialogue *d)
{
  return d->waiting == 1 && d->lost == 0;
}

/* The ring is full: what comes now takes the newest one's place. */
void mwi_talk_overflow(mw_smtp_dialogue *d);

/* Room for one more, of which the step is not set. */
static inline mw_smtp_unit *mwi_talk_push(mw_smtp_dialogue *d, uint64_t sequence, uint64_t offset,
                                          uint64_t end)
{
  mw_smtp_unit *u;
  if (d->lost > 0 || d->waiting == d->ring_size) {
    mwi_talk_overflow(d);
  } else {
    d->waiting++;
  }
  u = mwi_talk_newest(d);
  u->sequence = sequence;
  u->offset = offset;
  u->end = end;
  u->due = u->got = 0;
  u->chunk = u->eight_bit = false;
  return u;
}

/* The first unit is done. */
static inline void mwi_talk_pop(mw_smtp_dialogue *d)
{
  if (mwi_talk_is_nameless(d)) {
    d->lost--;
    return;
  }
  d->first = d->first + 1 < d->ring_size ? d->first + 1 : 0;
  if (--d->waiting == 0) {
    d->flags &= ~(uint32_t)MWI_TALK_REFUSED;
  }
}

/* The first unit was answered: it goes, but not before all that follows from it is handed out. */
static inline void mwi_talk_done(mw_smtp_dialogue *d)
{
  mwi_talk_set(d, MWI_TALK_POP, d->pending != 0);
  if (d->pending == 0) {
    mwi_talk_pop(d);
  }
}

static inline bool mwi_unit_is(const mw_smtp_unit *u, mw_smtp_verb verb)
{
  return u->step.place == MW_SMTP_PLACE_COMMAND && u->step.verb == verb;
}

/* Whether its replies, of which the first has that code, are those to the message. A BDAT whose
 * octets were not read as a chunk, and will not be, is a command like others. */
static inline bool mwi_unit_is_final(const mw_smtp_unit *u, unsigned code)
{
  if ((u->step.flags & MW_SMTP_STEP_LAST) == 0) {
    return u->step.place == MW_SMTP_PLACE_MESSAGE;
  }
  return u->step.verb != MW_SMTP_BDAT || u->chunk || code / 100 == 2;
}

/* ---- items */

/* The fields that every item has; of those that have octets these tell the place. */
static inline void mwi_talk_item(const mw_smtp_dialogue *d, mw_smtp_item *item,
                                 mw_smtp_item_kind kind, mw_direction direction)
{
  item->kind = kind;
  item->direction = direction;
  item->sequence = 0;
  item->stamp = d->stamp;
  item->anomalies = 0;
  item->transaction = d->open;
  item->greeting = false;
  item->answers = false;
  item->final = false;
  item->together = false;
  item->doubtful = mwi_talk_is(d, MWI_TALK_ADRIFT);
}

/* The first item that is pending; false when it was nothing but a CUT that left nothing. */
bool mwi_talk_follow_any(mw_smtp_dialogue *d, mw_smtp_item *item);

/* The next item that follows from what was understood; false when there is none. */
static inline bool mwi_talk_follow(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  return d->pending != 0 && mwi_talk_follow_any(d, item);
}

/* The same where something is pending, and not CUT: MW_OK. */
mw_status mwi_talk_follow_first(mw_smtp_dialogue *d, mw_smtp_item *item);

/* ---- the directions: next() of each, where its octets may be taken */

/* The only unit had some of its replies: a client that goes on has all that will come, of a server
 * of LMTP that sends fewer than one for each recipient. False: it only ends a line. */
bool mwi_talk_close_message(mw_smtp_dialogue *d);

/* A reply told how to read the client's octets that come: were they there before it? */
MWI_RARE void mwi_talk_note_ahead(mw_smtp_dialogue *d);

/* The client's: octets of a message; anything else. */
mw_status mwi_talk_take_message(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item);
mw_status mwi_talk_take_line(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item);
mw_status mwi_talk_take_server(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item);

/* The end of a chunk that has all its octets. */
bool mwi_talk_end_chunk(mw_smtp_dialogue *d, mw_smtp_item *item);

/* The end of a direction; true: *item is what is unfinished. */
bool mwi_talk_end_client(mw_smtp_dialogue *d, mw_smtp_item *item);
bool mwi_talk_end_server(mw_smtp_dialogue *d, mw_smtp_item *item);

/* ---- what answers change */

/* How many replies the unit gets that is no plain command: its first one's code is known. */
void mwi_talk_settle_due(const mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code);

/* The unit gets a reply, of which the first line was seen. */
static inline void mwi_unit_answer_begins(const mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code)
{
  if (u->got++ > 0) {
    return;
  }
  u->due = 1;
  if (u->step.place != MW_SMTP_PLACE_COMMAND || u->step.verb == MW_SMTP_BDAT ||
      u->step.verb == MW_SMTP_BURL) {
    mwi_talk_settle_due(d, u, code);
  }
}

/* That reply is complete. */
void mwi_talk_answered(mw_smtp_dialogue *d, unsigned code);

/* The same where the first unit is u, and not nameless. */
void mwi_talk_unit_answered(mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code);

/* Whether the reply announces: to EHLO or LHLO, and positive. */
static inline bool mwi_talk_announces(const mw_smtp_step *step, unsigned code)
{
  return (step->verb == MW_SMTP_EHLO || step->verb == MW_SMTP_LHLO) &&
         step->place == MW_SMTP_PLACE_COMMAND && code / 100 == 2;
}

/* The same for a reply that announces. */
bool mwi_talk_tell_hello(mw_smtp_dialogue *d, const mw_smtp_step *step, unsigned code,
                         const mwi_session_row *usual);

/* Tells the session of a complete reply; false: it may not stand there. usual: as
 * mwi_session_answer(). */
static inline bool mwi_talk_tell(mw_smtp_dialogue *d, const mw_smtp_step *step, unsigned code,
                                 const mwi_session_row *usual)
{
  return step != NULL && mwi_talk_announces(step, code)
             ? mwi_talk_tell_hello(d, step, code, usual)
             : mwi_session_answer(&d->session, step, code, usual);
}

/* A held BDAT need not wait for its reply where CHUNKING was announced. */
void mwi_talk_begin_chunk(mw_smtp_dialogue *d);

/* The replies that the unit still has to get will not come: the session counts them as temporary
 * failures (RFC 2033 5). */
void mwi_talk_abandon(mw_smtp_dialogue *d, const mw_smtp_unit *u);

/* The server ended: a held client is read in the way that fits. */
void mwi_talk_release(mw_smtp_dialogue *d);

/* Supposes what the first unit hopes for. */
void mwi_talk_suppose(mw_smtp_dialogue *d);

/* Whether a chunk follows any BDAT, whatever its reply is. */
bool mwi_talk_has_chunks(const mw_smtp_dialogue *d);

/* The octets of a message, or of a chunk, follow. */
void mwi_talk_begin_body(mw_smtp_dialogue *d, mw_smtp_unit *u, bool chunk);

/* Its lines so far. */
static inline uint64_t mwi_talk_lines(const mw_smtp_dialogue *d)
{
  return mwi_talk_is(d, MWI_TALK_CHUNK) ? d->lines : d->commands.body_lines;
}

/* A body ended, or was cut: remembers whether it has octets above 127. */
void mwi_talk_note_high(mw_smtp_dialogue *d);

/* The transaction ends, if one is open. */
void mwi_talk_close(mw_smtp_dialogue *d, mw_transaction_end outcome);

/* How it ended where nothing more is known. */
mw_transaction_end mwi_talk_left_at(const mw_smtp_dialogue *d);

/* ---- gaps */

/* A line from the client, or the code of a complete reply, behind a gap. The former: whether it
 * brings both sides in step again. */
bool mwi_talk_line_adrift(mw_smtp_dialogue *d, const mw_smtp_command_event *event);
void mwi_talk_reply_adrift(mw_smtp_dialogue *d, unsigned code);

/* What a gap left of the line that it cut; false when there is nothing. */
bool mwi_talk_cut(mw_smtp_dialogue *d, mw_direction direction, mw_smtp_item *item);

/* The reader of that direction begins anew behind what it took. */
void mwi_talk_begin_anew(mw_smtp_dialogue *d, mw_direction direction);

#endif
