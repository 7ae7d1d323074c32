/* SPDX-License-Identifier: MIT */
/* The dialogue of POP3 as a run uses it (script_run.c). */
#include <string.h>

#include "pop3_chat.h"

/* Kinds that hold octets. */
static bool has_octets(mw_pop3_item_kind kind)
{
  switch (kind) {
  case MW_POP3_ITEM_AUTH_BEGIN:
  case MW_POP3_ITEM_AUTH_END:
  case MW_POP3_ITEM_BODY_FAULT:
  case MW_POP3_ITEM_TLS:
  case MW_POP3_ITEM_UNANSWERED:
  case MW_POP3_ITEM_OVERFLOW:
  case MW_POP3_ITEM_ASSUMED: return false;
  default: return true;
  }
}

/* Whether the line was handed out at its limit. */
static bool is_cut(const mw_pop3_item *item)
{
  switch (item->kind) {
  case MW_POP3_ITEM_COMMAND:
  case MW_POP3_ITEM_AUTH_LINE: return item->command.ending == MW_LINE_END_NONE;
  case MW_POP3_ITEM_RESPONSE:
  case MW_POP3_ITEM_LINE:
  case MW_POP3_ITEM_GARBAGE: return item->response.ending == MW_LINE_END_NONE;
  case MW_POP3_ITEM_SKIPPED: return true;
  default: return false;
  }
}

static bool may_follow_tls(mw_pop3_item_kind kind)
{
  switch (kind) {
  case MW_POP3_ITEM_LEFTOVER:
  case MW_POP3_ITEM_GAP:
  case MW_POP3_ITEM_UNANSWERED: return true;
  default: return false;
  }
}

static script_item fact_of(const script_any_item *any)
{
  const mw_pop3_item *item = &any->pop3;
  script_item fact;
  fact.name = mw_pop3_item_name(item->kind);
  fact.direction = item->direction;
  fact.has_octets = has_octets(item->kind);
  fact.is_cut = is_cut(item);
  fact.is_gap = item->kind == MW_POP3_ITEM_GAP;
  fact.is_tls = item->kind == MW_POP3_ITEM_TLS;
  fact.may_follow_tls = may_follow_tls(item->kind);
  fact.broken = NULL;
  fact.offset = item->offset;
  fact.end = item->end;
  fact.sequence = item->sequence;
  fact.stamp = item->stamp;
  return fact;
}

static void slices_of(const script_any_item *any, mw_slice slices[SCRIPT_SLICES])
{
  const mw_pop3_item *item = &any->pop3;
  switch (item->kind) {
  case MW_POP3_ITEM_COMMAND:
  case MW_POP3_ITEM_AUTH_LINE:
    slices[0] = item->command.raw;
    slices[1] = item->command.command.argument;
    slices[2] = item->command.command.secret;
    break;
  case MW_POP3_ITEM_RESPONSE:
    slices[0] = item->response.response.text;
    slices[1] = item->response.response.code;
    slices[2] = item->response.raw;
    break;
  case MW_POP3_ITEM_LINE: slices[0] = item->response.text; break;
  case MW_POP3_ITEM_BODY: slices[0] = item->response.raw; break;
  case MW_POP3_ITEM_SKIPPED:
  case MW_POP3_ITEM_UNFINISHED:
  case MW_POP3_ITEM_LEFTOVER:
  case MW_POP3_ITEM_GARBAGE: slices[0] = item->raw; break;
  default: break;
  }
}

static mw_status begin(script_dialogue *d, const script_setup *setup, const script_room *room)
{
  mw_pop3_dialogue_setup s;
  memset(&s, 0, sizeof s);
  s.size = sizeof s;
  s.client = room->client;
  s.server = room->server;
  s.client_size = s.server_size = room->storage;
  s.ring = room->ring;
  s.ring_size = room->units;
  s.allow = setup->allow;
  s.policies = setup->policies;
  s.options = room->options;
  return mw_pop3_dialogue_init(&d->pop3, &s);
}

static mw_status next(script_dialogue *d, mw_direction direction, uint64_t stamp, mw_slice *in,
                      script_any_item *item)
{
  return mw_pop3_dialogue_next(&d->pop3, direction, stamp, in, &item->pop3);
}

static mw_status gap(script_dialogue *d, mw_direction direction, uint64_t stamp, uint64_t octets)
{
  return mw_pop3_dialogue_gap(&d->pop3, direction, stamp, octets);
}

static mw_status finish(script_dialogue *d, mw_direction direction, script_any_item *item)
{
  return mw_pop3_dialogue_finish(&d->pop3, direction, &item->pop3);
}

static bool waits(const script_dialogue *d, mw_direction direction)
{
  return mw_pop3_dialogue_waits(&d->pop3, direction);
}

static mw_status secured(script_dialogue *d)
{
  return mw_pop3_dialogue_secured(&d->pop3);
}

static void print(script_printer *p, const script_any_item *item)
{
  chat_print(p, &item->pop3);
}

const script_wire chat_wire = {sizeof(mw_pop3_unit),
                               begin,
                               next,
                               gap,
                               finish,
                               waits,
                               secured,
                               fact_of,
                               slices_of,
                               print,
                               chat_flush};
