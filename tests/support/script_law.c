/* SPDX-License-Identifier: MIT */
/* What holds of the items of any dialogue. */
#include <string.h>

#include "script.h"

static const char *octets_of(script_law *law, const script_item *item)
{
  int place = item->direction == MW_FROM_CLIENT ? 0 : 1;
  if (item->end < item->offset) {
    return "an item ends before it begins";
  }
  if (item->offset < law->at[place] || (item->offset > law->at[place] && !law->cut[place])) {
    return "an item does not begin where the one before it ended";
  }
  law->at[place] = item->end;
  law->cut[place] =
      item->is_cut || (law->cut[place] && (item->end == item->offset || item->is_gap));
  return NULL;
}

static const char *number_of(script_law *law, const script_item *item)
{
  if (item->sequence > law->sequence + 1) {
    return "a number was left out";
  }
  law->sequence = item->sequence > law->sequence ? item->sequence : law->sequence;
  return NULL;
}

const char *script_law_item(script_law *law, const script_item *item, bool stamps)
{
  int place = item->direction == MW_FROM_CLIENT ? 0 : 1;
  const char *broken = item->has_octets ? octets_of(law, item) : NULL;
  bool taken = item->has_octets && item->end > item->offset;
  law->items++;
  if (broken == NULL) {
    broken = number_of(law, item);
  }
  if (broken == NULL && strcmp(item->name, "UNKNOWN") == 0) {
    broken = "an item of no kind";
  }
  if (broken == NULL) {
    broken = item->broken;
  }
  if (broken == NULL && law->tls && !item->may_follow_tls) {
    broken = "an item behind TLS";
  }
  if (broken == NULL && stamps && taken && item->stamp < law->stamp[place]) {
    broken = "stamps descend";
  }
  law->stamp[place] = taken ? item->stamp : law->stamp[place];
  law->tls = law->tls || item->is_tls;
  return broken;
}

void script_law_secured(script_law *law)
{
  law->octets += law->at[0] + law->at[1];
  law->at[0] = law->at[1] = 0;
  law->rest = law->rest || law->cut[0] || law->cut[1];
  law->cut[0] = law->cut[1] = false;
  law->tls = false;
}

const char *script_law_end(const script_law *law, const script *t)
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
