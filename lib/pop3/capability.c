/* SPDX-License-Identifier: MIT */
/* The capabilities of CAPA as a table, and one line of them (RFC 2449 3).
 *
 *   capability = capa-tag *( SP param )
 *   capa-tag   = 1*cchar
 *   cchar      = %x21-2D / %x2F-7E                ; no "."
 *   param      = 1*VCHAR
 *
 * Letters compare without regard to case (RFC 2449 5).
 */
#include <mailwire/pop3_capability.h>
#include <string.h>

#include "grammar/cursor.h"

enum { CAPABILITY_MOST = 64 * MW_POP3_CAP_WORDS };

/* Breaks the build when a number is no bit's place. */
#define MW_POP3_CAPABILITY(id, number, tag, params, commands, affected, differs, valid_states,     \
                           rfc)                                                                    \
  typedef char mwi_pop3_capability_fits_##id[(number) > 0 && (number) < CAPABILITY_MOST ? 1 : -1];
#include <mailwire/tables/pop3_capability.def>

/* By number; a number without a row has tag NULL. */
static const mw_pop3_capability_info capability_rows[] = {
#define MW_POP3_CAPABILITY(id, number, tag, params, commands, affected, differs, valid_states,     \
                           rfc)                                                                    \
  [number] = {MW_POP3_CAP_##id, differs, tag, params, commands, affected, valid_states, rfc},
#include <mailwire/tables/pop3_capability.def>
};

enum { CAPABILITY_ROWS = sizeof capability_rows / sizeof capability_rows[0] };

mw_pop3_capability mw_pop3_capability_find(mw_slice tag)
{
  size_t i;
  for (i = 0; i < CAPABILITY_ROWS; i++) {
    if (capability_rows[i].tag != NULL &&
        mw_slice_equal_nocase(tag, mw_slice_text(capability_rows[i].tag))) {
      return capability_rows[i].capability;
    }
  }
  return MW_POP3_CAP_UNKNOWN;
}

const mw_pop3_capability_info *mw_pop3_capability_row(mw_pop3_capability capability)
{
  size_t number = (size_t)capability;
  return number < CAPABILITY_ROWS && capability_rows[number].tag != NULL ? &capability_rows[number]
                                                                         : NULL;
}

const char *mw_pop3_capability_name(mw_pop3_capability capability)
{
  const mw_pop3_capability_info *row = mw_pop3_capability_row(capability);
  return row == NULL ? "UNKNOWN" : row->tag;
}

/* ---- one line ------------------------------------------------------------------------------- */

static bool take_tag(mwi_cursor *c, mw_slice *tag)
{
  const char *begin = c->at;
  while (c->at < c->end && mwi_is_vchar(*c->at) && *c->at != '.') {
    c->at++;
  }
  *tag = mwi_slice_since(c, begin);
  return tag->len > 0 || mwi_fail(c, MW_FAULT_BAD_CAPABILITY);
}

/* What separates words: one space, or any blanks where that is tolerated; at the end only where
 * that is. */
static bool take_capability_gap(mwi_cursor *c)
{
  const char *begin = c->at;
  while (c->at < c->end && mwi_is_wsp(*c->at)) {
    c->at++;
  }
  if (mwi_since(c, begin) == 0) {
    return mwi_fail(c, MW_FAULT_BAD_CAPABILITY);
  }
  if (mwi_at_end(c)) {
    return mwi_tolerates_at(c, MW_ALLOW_TRAILING_SPACE, MW_FAULT_BAD_CAPABILITY, begin);
  }
  return (mwi_since(c, begin) == 1 && *begin == ' ') ||
         mwi_tolerates_at(c, MW_ALLOW_SEPARATOR, MW_FAULT_BAD_CAPABILITY, begin);
}

/* 1*VCHAR, and UTF-8 in the name of an implementation where it is allowed. */
static bool take_capability_param(mwi_cursor *c)
{
  const char *begin = c->at;
  while (c->at < c->end) {
    if (mwi_sees_non_ascii(c)) {
      if (!mwi_take_non_ascii(c)) {
        return false;
      }
    } else if (mwi_is_vchar(*c->at)) {
      c->at++;
    } else {
      break;
    }
  }
  return c->at > begin || mwi_fail(c, MW_FAULT_BAD_CAPABILITY);
}

static bool take_capability(mwi_cursor *c, mw_pop3_capability_line *line)
{
  const char *params;
  if (!take_tag(c, &line->tag)) {
    return false;
  }
  line->capability = mw_pop3_capability_find(line->tag);
  if (mwi_at_end(c)) {
    return true;
  }
  params = NULL;
  while (!mwi_at_end(c)) {
    if (!take_capability_gap(c)) {
      return false;
    }
    params = params == NULL && !mwi_at_end(c) ? c->at : params;
    if (!mwi_at_end(c) && !take_capability_param(c)) {
      return false;
    }
  }
  if (params != NULL) {
    line->params = mwi_slice_since(c, params);
  }
  return true;
}

bool mw_pop3_capability_parse(mw_slice text, uint64_t allow, mw_pop3_capability_line *line,
                              mw_finding *finding)
{
  uint64_t before;
  mwi_cursor c;
  if (line == NULL || finding == NULL) {
    return false;
  }
  before = finding->tolerated;
  c = mwi_cursor_of(text, NULL, finding);
  c.allow = allow;
  memset(line, 0, sizeof *line);
  if (take_capability(&c, line)) {
    return true;
  }
  finding->tolerated = before;
  return false;
}
