/* SPDX-License-Identifier: MIT */
/* What the laws of items (script_law.c) ask of an item. */
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

script_item talk_fact(const mw_smtp_item *item)
{
  script_item fact;
  fact.name = mw_smtp_item_name(item->kind);
  fact.direction = item->direction;
  fact.has_octets = has_octets(item->kind);
  fact.is_cut = is_cut(item);
  fact.is_gap = item->kind == MW_SMTP_ITEM_GAP;
  fact.is_tls = item->kind == MW_SMTP_ITEM_TLS;
  fact.may_follow_tls = may_follow_tls(item->kind);
  fact.offset = item->offset;
  fact.end = item->end;
  fact.sequence = item->sequence;
  fact.stamp = item->stamp;
  return fact;
}
