/* SPDX-License-Identifier: MIT */
/* What several productions take: spaces that do not belong there, and UTF-8. */
#include "grammar/cursor.h"

#include "base/utf8.h"

const mw_rules mwi_rules_strict = {0, 64, 255, 256, 0, 1, false};

void mw_rules_init(mw_rules *rules, uint64_t allow)
{
  if (rules == NULL) {
    return;
  }
  *rules = mwi_rules_strict;
  rules->allow = allow;
}

bool mwi_pass_spaces(mwi_cursor *c, uint64_t bit, mw_fault fault)
{
  if (!mwi_sees(c, ' ')) {
    return true;
  }
  if (!mwi_tolerates(c, bit, fault)) {
    return false;
  }
  while (mwi_sees(c, ' ')) {
    c->at++;
  }
  return true;
}

/* The end of the octets above 127 that stand next; *bad: the character that is not UTF-8, or NULL.
 */
static const char *non_ascii_end(const mwi_cursor *c, const char **bad)
{
  const char *character = c->at;
  const char *at;
  mw_utf8 utf8 = {0, 0, 0};
  *bad = NULL;
  for (at = c->at; at < c->end && (unsigned char)*at >= 0x80; at++) {
    if (utf8.need == 0) {
      character = at;
    }
    if (*bad == NULL && !mwi_utf8_step(&utf8, (unsigned char)*at)) {
      *bad = character;
    }
  }
  if (*bad == NULL && utf8.need != 0) {
    *bad = character;
  }
  return at;
}

bool mwi_take_non_ascii(mwi_cursor *c)
{
  const char *bad;
  const char *end = non_ascii_end(c, &bad);
  if ((c->allow & MW_ALLOW_UTF8) == 0) {
    if (!mwi_tolerates(c, MW_ALLOW_EIGHT_BIT, MW_FAULT_EIGHT_BIT)) {
      return false;
    }
  } else if (bad == NULL) {
    c->finding->tolerated |= MW_ALLOW_UTF8;
  } else if (!mwi_tolerates_at(c, MW_ALLOW_EIGHT_BIT, MW_FAULT_BAD_UTF8, bad)) {
    return false;
  }
  c->at = end;
  return true;
}

bool mwi_has_non_ascii(const mwi_cursor *c, mw_slice text)
{
  size_t i = 0;
  if ((c->finding->tolerated & (MW_ALLOW_UTF8 | MW_ALLOW_EIGHT_BIT)) == 0) {
    return false;
  }
  while (i < text.len && (unsigned char)text.ptr[i] < 0x80) {
    i++;
  }
  return i < text.len;
}
