/* SPDX-License-Identifier: MIT */
/* What holds of the items of any dialogue. */
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

static const char *octets_of(talk_law *law, const mw_smtp_item *item)
{
  int place = item->direction == MW_FROM_CLIENT ? 0 : 1;
  if (item->end < item->offset) {
    return "an item ends before it begins";
  }
  if (item->offset < law->at[place] || (item->offset > law->at[place] && !law->cut[place])) {
    return "an item does not begin where the one before it ended";
  }
  law->at[place] = item->end;
  law->cut[place] = is_cut(item) || (law->cut[place] &&
                                     (item->end == item->offset || item->kind == MW_SMTP_ITEM_GAP));
  return NULL;
}

static const char *number_of(talk_law *law, const mw_smtp_item *item)
{
  if (item->sequence > law->sequence + 1) {
    return "a number was left out";
  }
  law->sequence = item->sequence > law->sequence ? item->sequence : law->sequence;
  return NULL;
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

const char *talk_law_item(talk_law *law, const mw_smtp_item *item, bool stamps)
{
  int place = item->direction == MW_FROM_CLIENT ? 0 : 1;
  const char *broken = has_octets(item->kind) ? octets_of(law, item) : NULL;
  bool taken = has_octets(item->kind) && item->end > item->offset;
  law->items++;
  if (broken == NULL) {
    broken = number_of(law, item);
  }
  if (broken == NULL && strcmp(mw_smtp_item_name(item->kind), "UNKNOWN") == 0) {
    broken = "an item of no kind";
  }
  if (broken == NULL && is_final_in_vain(item)) {
    broken = "a reply that is final, or is not, where it has to be otherwise";
  }
  if (broken == NULL && law->tls && !may_follow_tls(item->kind)) {
    broken = "an item behind TLS";
  }
  if (broken == NULL && stamps && taken && item->stamp < law->stamp[place]) {
    broken = "stamps descend";
  }
  law->stamp[place] = taken ? item->stamp : law->stamp[place];
  law->tls = law->tls || item->kind == MW_SMTP_ITEM_TLS;
  return broken;
}

void talk_law_secured(talk_law *law)
{
  law->octets += law->at[0] + law->at[1];
  law->at[0] = law->at[1] = 0;
  law->rest = law->rest || law->cut[0] || law->cut[1];
  law->cut[0] = law->cut[1] = false;
  law->tls = false;
}

const char *talk_law_end(const talk_law *law, const script *t)
{
  uint64_t octets = law->octets + law->at[0] + law->at[1];
  uint64_t missing = 0;
  uint64_t gaps = 0;
  size_t i;
  for (i = 0; i < t->count; i++) {
    gaps += t->pieces[i].kind == SCRIPT_GAP;
    if (t->pieces[i].kind == SCRIPT_GAP && t->pieces[i].missing != MW_OCTETS_UNKNOWN) {
      missing += t->pieces[i].missing;
    }
  }
  if (octets > t->octets.len + missing ||
      (octets < t->octets.len + missing && !law->cut[0] && !law->cut[1] && !law->rest)) {
    return "not all octets were in an item";
  }
  return law->items <= 4 * t->octets.len + 16 * gaps + 64 ? NULL : "too many items";
}
