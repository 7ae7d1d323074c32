/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP as a run uses it (script_run.c). */
#include <string.h>

#include "talk.h"

/* Kinds that hold octets. */
static bool has_octets(mw_smtp_item_kind kind)
{
  switch (kind) {
  case MW_SMTP_ITEM_COMMAND:
  case MW_SMTP_ITEM_AUTH_LINE:
  case MW_SMTP_ITEM_BODY:
  case MW_SMTP_ITEM_BODY_END:
  case MW_SMTP_ITEM_REPLY:
  case MW_SMTP_ITEM_GARBAGE:
  case MW_SMTP_ITEM_LEFTOVER:
  case MW_SMTP_ITEM_SKIPPED:
  case MW_SMTP_ITEM_UNFINISHED:
  case MW_SMTP_ITEM_GAP: return true;
  default: return false;
  }
}

/* Whether the line was handed out at its limit. */
static bool is_cut(const mw_smtp_item *item)
{
  switch (item->kind) {
  case MW_SMTP_ITEM_COMMAND:
  case MW_SMTP_ITEM_AUTH_LINE: return item->command.ending == MW_LINE_END_NONE;
  case MW_SMTP_ITEM_REPLY:
  case MW_SMTP_ITEM_GARBAGE: return item->reply.ending == MW_LINE_END_NONE;
  case MW_SMTP_ITEM_SKIPPED: return true;
  default: return false;
  }
}

static bool may_follow_tls(mw_smtp_item_kind kind)
{
  switch (kind) {
  case MW_SMTP_ITEM_LEFTOVER:
  case MW_SMTP_ITEM_GAP:
  case MW_SMTP_ITEM_UNFINISHED:
  case MW_SMTP_ITEM_UNANSWERED:
  case MW_SMTP_ITEM_TRANSACTION_END: return true;
  default: return false;
  }
}

/* The replies to a message, to BDAT or BURL with LAST, and no others. */
static bool is_final_in_vain(const mw_smtp_item *item)
{
  const mw_smtp_step *step = &item->unit.step;
  if (!item->final) {
    return item->answers && step->place == MW_SMTP_PLACE_MESSAGE;
  }
  return !item->answers ||
         (step->place != MW_SMTP_PLACE_MESSAGE && (step->flags & MW_SMTP_STEP_LAST) == 0);
}

static script_item fact_of(const script_any_item *any)
{
  const mw_smtp_item *item = &any->smtp;
  script_item fact;
  fact.name = mw_smtp_item_name(item->kind);
  fact.direction = item->direction;
  fact.has_octets = has_octets(item->kind);
  fact.is_cut = is_cut(item);
  fact.is_gap = item->kind == MW_SMTP_ITEM_GAP;
  fact.is_tls = item->kind == MW_SMTP_ITEM_TLS;
  fact.may_follow_tls = may_follow_tls(item->kind);
  fact.broken = is_final_in_vain(item)
                    ? "a reply that is final, or is not, where it has to be otherwise"
                    : NULL;
  fact.offset = item->offset;
  fact.end = item->end;
  fact.sequence = item->sequence;
  fact.stamp = item->stamp;
  return fact;
}

static void slices_of(const script_any_item *any, mw_slice slices[SCRIPT_SLICES])
{
  const mw_smtp_item *item = &any->smtp;
  switch (item->kind) {
  case MW_SMTP_ITEM_COMMAND:
  case MW_SMTP_ITEM_AUTH_LINE:
    slices[0] = item->command.raw;
    slices[1] = item->command.command.argument;
    slices[2] = item->command.command.secret;
    break;
  case MW_SMTP_ITEM_BODY: slices[0] = item->command.raw; break;
  case MW_SMTP_ITEM_REPLY:
    slices[0] = item->reply.raw;
    slices[1] = item->reply.line.text;
    break;
  case MW_SMTP_ITEM_SKIPPED:
  case MW_SMTP_ITEM_UNFINISHED:
  case MW_SMTP_ITEM_LEFTOVER:
  case MW_SMTP_ITEM_GARBAGE: slices[0] = item->raw; break;
  default: break;
  }
}

static mw_status begin(script_dialogue *d, const script_setup *setup, const script_room *room)
{
  mw_smtp_dialogue_setup s;
  memset(&s, 0, sizeof s);
  s.size = sizeof s;
  s.client = room->client;
  s.server = room->server;
  s.client_size = s.server_size = room->storage;
  s.ring = room->ring;
  s.ring_size = room->units;
  s.allow = setup->allow;
  s.variant = setup->variant != 0 ? setup->variant : MW_SMTP_VARIANT_SMTP;
  s.policies = setup->policies;
  s.options = room->options ^ MW_DIALOGUE_CHUNK_LINES;
  return mw_smtp_dialogue_init(&d->smtp, &s);
}

static mw_status next(script_dialogue *d, mw_direction direction, uint64_t stamp, mw_slice *in,
                      script_any_item *item)
{
  return mw_smtp_dialogue_next(&d->smtp, direction, stamp, in, &item->smtp);
}

static mw_status gap(script_dialogue *d, mw_direction direction, uint64_t stamp, uint64_t octets)
{
  return mw_smtp_dialogue_gap(&d->smtp, direction, stamp, octets);
}

static mw_status finish(script_dialogue *d, mw_direction direction, script_any_item *item)
{
  return mw_smtp_dialogue_finish(&d->smtp, direction, &item->smtp);
}

static bool waits(const script_dialogue *d, mw_direction direction)
{
  return mw_smtp_dialogue_waits(&d->smtp, direction);
}

static mw_status secured(script_dialogue *d)
{
  return mw_smtp_dialogue_secured(&d->smtp);
}

static void print(script_printer *p, const script_any_item *item)
{
  talk_print(p, &item->smtp);
}

const script_wire talk_wire = {sizeof(mw_smtp_unit),
                               begin,
                               next,
                               gap,
                               finish,
                               waits,
                               secured,
                               fact_of,
                               slices_of,
                               print,
                               talk_flush};
