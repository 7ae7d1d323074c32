/* SPDX-License-Identifier: MIT */
/* What the client says, in a dialogue: its events become items, and units that wait for replies. */
#include "base/anomaly.h"
#include "smtp/command_reader.h"
#include "smtp/dialogue_odd.h"
#include "smtp/dialogue_turn.h"
#include "smtp/session.h"
#include "wire/scan_lines.h"

/* A size of more digits is no size that anybody sends. */
#define CHUNK_MOST UINT64_C(999999999999)

/* ---- bodies --------------------------------------------------------------------------------- */

static void begin_chunk(mw_smtp_dialogue *d)
{
  (void)mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_CHUNK);
  mwi_talk_begin_body(d, mwi_talk_newest(d), true);
}

void mwi_talk_begin_chunk(mw_smtp_dialogue *d)
{
  if (mw_smtp_command_reader_held(&d->commands) && d->waiting > 0 &&
      mwi_unit_is(mwi_talk_newest(d), MW_SMTP_BDAT) && mwi_talk_has_chunks(d)) {
    begin_chunk(d);
  }
}

/* What is known of a held command before its reply. */
static void resolve_early(mw_smtp_dialogue *d, const mw_smtp_command_event *event)
{
  const mw_chunk *chunk = &event->command.chunk;
  if (event->command.verb != MW_SMTP_BDAT) {
    return;
  }
  if (chunk->fault != MW_FAULT_NONE || chunk->octets > CHUNK_MOST) {
    (void)mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_COMMAND);
  } else if (mwi_talk_has_chunks(d)) {
    begin_chunk(d);
  }
}

/* A fault that a lone dot line begins with, or ends with. */
static void note_lone_dot(mw_smtp_dialogue *d, mw_fault fault)
{
  if (fault == MW_FAULT_UNSTUFFED_DOT) {
    d->lone_dot = MWI_DOT_END;
  } else if ((fault == MW_FAULT_BARE_LF || fault == MW_FAULT_BARE_CR) &&
             d->lone_dot != MWI_DOT_END) {
    d->lone_dot = MWI_DOT_LINE_END;
  }
}

/* Whether a lone dot line ends in these octets (RFC 5321 4.1.1.4: only CRLF "." CRLF does end the
 * message). */
static MWI_APART bool has_lone_dot(mw_smtp_dialogue *d, mw_slice octets)
{
  bool found = false;
  size_t i;
  for (i = 0; d->lone_dot != MWI_DOT_NONE && i < octets.len; i++) {
    char octet = octets.ptr[i];
    if (d->lone_dot == MWI_DOT_DOT) {
      d->lone_dot = octet == '.' ? MWI_DOT_END : MWI_DOT_NONE;
    } else if (d->lone_dot == MWI_DOT_LINE_END) {
      d->lone_dot = MWI_DOT_DOT;
    } else {
      bool ends = octet == '\r' || octet == '\n';
      found = found || ends;
      d->lone_dot = ends ? MWI_DOT_DOT : MWI_DOT_NONE;
    }
  }
  return found;
}

/* What every item of a body has, but its place. */
static MWI_INLINE void put_body_part(mw_smtp_dialogue *d, mw_smtp_item *item,
                                     mw_smtp_item_kind kind)
{
  const mw_smtp_command_event *event = &item->command;
  mwi_talk_item(d, item, kind, MW_FROM_CLIENT);
  item->sequence = d->body_sequence;
  item->unit.sequence = d->body_command;
  item->end = event->end;
  if ((event->fault | event->tolerated) != 0) {
    item->anomalies = mwi_anomaly_of_body(event->fault, event->tolerated);
  }
}

/* Its octets lie side by side. */
static MWI_INLINE void put_octets_of(mw_smtp_dialogue *d, mw_smtp_item *item,
                                     mw_smtp_item_kind kind)
{
  put_body_part(d, item, kind);
  item->offset = d->body_at;
  d->body_at = item->end;
}

/* Whether the chunk is the open transaction's: no other unit waits, or one that is a chunk, too,
 * and not its last. */
static bool is_of_transaction(const mw_smtp_dialogue *d)
{
  const mw_smtp_unit *u = mwi_talk_oldest(d);
  return d->waiting <= 1 || (d->waiting == 2 && d->lost == 0 && mwi_unit_is(u, MW_SMTP_BDAT) &&
                             (u->step.flags & MW_SMTP_STEP_LAST) == 0);
}

/* Whether nobody asks for octets above 127 in a chunk: some were seen, or its MAIL declared them.
 */
static bool is_high_known(const mw_smtp_dialogue *d)
{
  return mwi_talk_is(d, MWI_TALK_HIGH_BODY) ||
         (mwi_talk_is(d, MWI_TALK_EIGHT_BIT) && is_of_transaction(d));
}

/* What the reader of chunks does not look at. */
static void look_at_chunk(mw_smtp_dialogue *d, mw_slice octets)
{
  bool known = is_high_known(d);
  bool high = false;
  if (mwi_talk_is(d, MWI_TALK_CHUNK_LINES)) {
    d->lines += mwi_count_lines(octets.ptr, octets.len, known ? NULL : &high);
  } else if (!known) {
    high = mwi_has_high(octets.ptr, octets.len);
  }
  d->flags |= high ? MWI_TALK_HIGH_BODY : 0;
}

/* The first octets of a body were there before the reply that told how to read them. That to DATA
 * ends a group (RFC 2920 3.1). */
static uint64_t odd_first(mw_smtp_dialogue *d)
{
  d->ahead = 0;
  return !mwi_talk_is(d, MWI_TALK_CHUNK | MWI_TALK_ADRIFT | MWI_TALK_ASSUMED) &&
                 mwi_turn_ordered(&d->turns)
             ? MW_ANOMALY_BIT(PIPELINING)
             : 0;
}

/* Octets of a body that came early, or behind a dot line that lacks a part of its end. */
static MWI_APART uint64_t odd_body(mw_smtp_dialogue *d, mw_slice octets)
{
  uint64_t found = d->ahead != 0 ? odd_first(d) : 0;
  if (d->lone_dot != MWI_DOT_NONE && has_lone_dot(d, octets)) {
    found |= MW_ANOMALY_BIT(SMUGGLING);
  }
  return found;
}

static MWI_INLINE void take_body(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_octets_of(d, item, MW_SMTP_ITEM_BODY);
  if ((d->ahead | d->lone_dot) != 0) {
    item->anomalies |= odd_body(d, item->command.raw);
  }
}

/* The message is a unit of its own; of a chunk the command is. */
static void end_message(mw_smtp_dialogue *d, uint64_t end)
{
  mw_smtp_unit *u;
  if (mwi_talk_is(d, MWI_TALK_ADRIFT)) {
    return;
  }
  u = mwi_talk_push(d, d->body_sequence, d->body_begin, end);
  u->step = (mw_smtp_step){.place = MW_SMTP_PLACE_MESSAGE};
  d->octets = d->commands.octets;
}

static void take_body_end(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  put_octets_of(d, item, MW_SMTP_ITEM_BODY_END);
  item->anomalies |= d->ahead != 0 ? odd_first(d) : 0;
  item->octets = item->command.octets;
  item->lines = mwi_talk_lines(d);
  if (!mwi_talk_is(d, MWI_TALK_CHUNK)) {
    end_message(d, item->end);
  }
  mwi_talk_set(d, MWI_TALK_BODY, false);
  mwi_talk_note_high(d);
  if (d->waiting == 0 && d->outcome != MW_TRANSACTION_NONE) { /* its reply was the first to come */
    mwi_talk_close(d, (mw_transaction_end)d->outcome);
  }
}

/* ---- lines ---------------------------------------------------------------------------------- */

static void number_line(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  item->sequence = ++d->sequence;
  item->offset = item->command.offset;
  item->end = item->command.end;
  item->together = d->stamp != 0 && d->stamp == d->line_stamp;
  d->line_stamp = d->stamp;
}

/* It waits for its reply. */
static MWI_INLINE mw_smtp_unit *push_line(mw_smtp_dialogue *d, const mw_smtp_item *item)
{
  return mwi_talk_push(d, item->sequence, item->offset, item->end);
}

static void begin_auth(mw_smtp_dialogue *d, const mw_smtp_step *step)
{
  d->auth_left = step->octets < UINT8_MAX ? (uint8_t)step->octets : 0;
  d->pending |= MWI_NEXT_AUTH_BEGIN;
  mwi_talk_set(d, MWI_TALK_AUTH | MWI_TALK_AUTH_STRAY, true);
}

/* Lines that are no command may belong to an exchange that nobody understood. */
static void hide_stray(mw_smtp_dialogue *d, mw_smtp_command_event *event)
{
  if (event->command.verb != MW_SMTP_UNKNOWN) {
    mwi_talk_set(d, MWI_TALK_AUTH_STRAY, false);
  } else if (mwi_talk_is(d, MWI_TALK_AUTH_STRAY)) {
    event->command.secret = event->raw;
  }
}

static MWI_INLINE void take_command(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  mw_smtp_step step;
  mw_smtp_unit *u;
  mwi_talk_item(d, item, MW_SMTP_ITEM_COMMAND, MW_FROM_CLIENT);
  hide_stray(d, &item->command);
  item->anomalies = mwi_odd_command(d, &item->command, &step);
  number_line(d, item);
  u = push_line(d, item);
  u->step = step;
  if (item->command.command.verb == MW_SMTP_AUTH) {
    begin_auth(d, &step);
  }
  if (item->command.held) {
    resolve_early(d, &item->command);
  }
}

static void take_auth_line(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  static const mw_smtp_step step = {.place = MW_SMTP_PLACE_AUTH_LINE};
  mwi_talk_item(d, item, MW_SMTP_ITEM_AUTH_LINE, MW_FROM_CLIENT);
  item->anomalies = mwi_anomaly_of_line(item->command.fault, item->command.tolerated);
  item->anomalies |= mwi_odd_is_early(d, &step) ? MW_ANOMALY_BIT(PIPELINING) : 0;
  number_line(d, item);
  if (mwi_talk_is(d, MWI_TALK_ADRIFT)) { /* its reply will not be known */
    (void)mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_COMMAND);
  } else {
    push_line(d, item)->step = step;
  }
}

static void put_raw(mw_smtp_item *item)
{
  item->raw = item->command.raw;
  item->offset = item->command.offset;
  item->end = item->command.end;
  item->anomalies = mwi_anomaly_of_line(item->command.fault, 0);
}

static void take_leftover(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  mwi_talk_item(d, item, MW_SMTP_ITEM_LEFTOVER, MW_FROM_CLIENT);
  put_raw(item);
}

static MWI_APART void take_adrift(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  if (mwi_talk_line_adrift(d, &item->command)) {
    take_command(d, item);
    return;
  }
  mwi_talk_item(d, item, MW_SMTP_ITEM_SKIPPED, MW_FROM_CLIENT);
  put_raw(item);
  item->anomalies = 0;
  if (item->command.held) { /* nobody knows whether it was a command at all */
    (void)mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_COMMAND);
  }
}

/* ---- the next item -------------------------------------------------------------------------- */

bool mwi_talk_close_message(mw_smtp_dialogue *d)
{
  const mw_smtp_unit *u = mwi_talk_oldest(d);
  if (!mwi_line_fresh(&d->commands.lines)) {
    return false;
  }
  mwi_talk_close(d, mwi_talk_left_at(d));
  mwi_talk_abandon(d, u);
  d->pending |= MWI_NEXT_UNANSWERED;
  return true;
}

/* What is no command, or one that comes behind a gap. */
static MWI_APART void take_uncommon(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  switch (item->command.kind) {
  case MW_SMTP_EVENT_BODY:
    take_body(d, item);
    look_at_chunk(d, item->command.raw);
    break;
  case MW_SMTP_EVENT_BODY_FAULT:
    put_body_part(d, item, MW_SMTP_ITEM_BODY_FAULT);
    item->offset = item->command.offset;
    note_lone_dot(d, item->command.fault);
    break;
  case MW_SMTP_EVENT_BODY_END: take_body_end(d, item); break;
  case MW_SMTP_EVENT_AUTH: take_auth_line(d, item); break;
  case MW_SMTP_EVENT_LEFTOVER: take_leftover(d, item); break;
  default: take_adrift(d, item);
  }
}

/* Were the client's octets there before that reply? */
void mwi_talk_note_ahead(mw_smtp_dialogue *d)
{
  d->ahead = mwi_turn_front(&d->turns, MW_FROM_CLIENT) < d->resolved;
  d->resolved = 0;
}

mw_status mwi_talk_take_line(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item)
{
  mw_status status = mwi_command_next(&d->commands, in, &item->command);
  mwi_turn_speak(&d->turns, MW_FROM_CLIENT);
  if (status != MW_OK) {
    return mwi_turn_end(&d->turns, MW_FROM_CLIENT, status);
  }
  if (item->command.kind == MW_SMTP_EVENT_COMMAND && !mwi_talk_is(d, MWI_TALK_ADRIFT)) {
    take_command(d, item);
  } else {
    take_uncommon(d, item);
  }
  return MW_OK;
}

mw_status mwi_talk_take_message(mw_smtp_dialogue *d, mw_slice *in, mw_smtp_item *item)
{
  mw_status status = mwi_command_next_other(&d->commands, in, &item->command);
  mwi_turn_speak(&d->turns, MW_FROM_CLIENT);
  if (status != MW_OK) {
    return mwi_turn_end(&d->turns, MW_FROM_CLIENT, status);
  }
  if (item->command.kind == MW_SMTP_EVENT_BODY) {
    take_body(d, item);
  } else {
    take_uncommon(d, item);
  }
  return MW_OK;
}

bool mwi_talk_end_chunk(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  mw_slice none = {NULL, 0};
  if (mwi_talk_is_in_part(d) && mwi_talk_close_message(d)) {
    return mwi_talk_follow_first(d, item) == MW_OK;
  }
  if (mwi_command_next_other(&d->commands, &none, &item->command) != MW_OK) {
    return false;
  }
  mwi_turn_speak(&d->turns, MW_FROM_CLIENT);
  take_uncommon(d, item);
  return true;
}

/* ---- the end -------------------------------------------------------------------------------- */

bool mwi_talk_end_client(mw_smtp_dialogue *d, mw_smtp_item *item)
{
  bool body = mwi_talk_is(d, MWI_TALK_BODY);
  if (mw_smtp_command_reader_finish(&d->commands, &item->command) != MW_OK) {
    return false;
  }
  if (body && item->command.raw.ptr == NULL) {
    d->pending |= MWI_NEXT_BODY_END;
    return false;
  }
  mwi_talk_item(d, item, MW_SMTP_ITEM_UNFINISHED, MW_FROM_CLIENT);
  item->stamp = mwi_turn_last(&d->turns, MW_FROM_CLIENT, d->stamp);
  put_raw(item);
  return true;
}
