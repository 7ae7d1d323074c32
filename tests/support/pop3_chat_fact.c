/* SPDX-License-Identifier: MIT */
/* What the laws of items (script_law.c) ask of an item. */
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

script_item chat_fact(const mw_pop3_item *item)
{
  script_item fact;
  fact.name = mw_pop3_item_name(item->kind);
  fact.direction = item->direction;
  fact.has_octets = has_octets(item->kind);
  fact.is_cut = is_cut(item);
  fact.is_gap = item->kind == MW_POP3_ITEM_GAP;
  fact.is_tls = item->kind == MW_POP3_ITEM_TLS;
  fact.may_follow_tls = may_follow_tls(item->kind);
  fact.offset = item->offset;
  fact.end = item->end;
  fact.sequence = item->sequence;
  fact.stamp = item->stamp;
  return fact;
}
