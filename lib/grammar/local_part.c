/* SPDX-License-Identifier: MIT */
/* The part in front of the "@" (RFC 5321 4.1.2; RFC 6531 3.3 adds UTF-8 to atext and qtextSMTP).
 *
 *   Local-part     = Dot-string / Quoted-string
 *   Dot-string     = Atom *( "." Atom )
 *   Quoted-string  = DQUOTE *QcontentSMTP DQUOTE
 *   QcontentSMTP   = qtextSMTP / quoted-pairSMTP
 *   quoted-pairSMTP = %d92 %d32-126
 */
#include <string.h>

#include "grammar/cursor.h"
#include "text/char_class.h"

/* A backslash and the octet that it quotes. */
static bool take_pair(mwi_cursor *c)
{
  if (c->end - c->at < 2 || *c->at != '\\' || !mwi_may_be_quoted(c->at[1])) {
    return mwi_fail(c, MW_FAULT_BAD_LOCAL_PART);
  }
  c->at += 2;
  return true;
}

/* How a dot_string_step through a Dot-string went. */
typedef enum dot_string_step { STEP_ON, STEP_END, STEP_FAULT } dot_string_step;

static dot_string_step dot_string_step_of(bool good)
{
  return good ? STEP_ON : STEP_FAULT;
}

/* The Dot-string ends here. */
static dot_string_step end_dot_string(mwi_cursor *c, const char *atom, const char *begin)
{
  if (c->at == begin) {
    mwi_fail(c, MW_FAULT_BAD_LOCAL_PART);
    return STEP_FAULT;
  }
  if (c->at == atom &&
      !mwi_tolerates_at(c, MW_ALLOW_LOOSE_DOTS, MW_FAULT_BAD_LOCAL_PART, c->at - 1)) {
    return STEP_FAULT;
  }
  return STEP_END;
}

static bool take_dot(mwi_cursor *c, const char *atom)
{
  if (c->at == atom && !mwi_tolerates(c, MW_ALLOW_LOOSE_DOTS, MW_FAULT_BAD_LOCAL_PART)) {
    return false;
  }
  c->at++;
  return true;
}

/* What stands behind the atext of an atom. */
static dot_string_step take_odd(mwi_cursor *c, const char *atom, const char *begin)
{
  if (mwi_sees(c, '.')) {
    return dot_string_step_of(take_dot(c, atom));
  }
  if (mwi_sees_non_ascii(c)) {
    return dot_string_step_of(mwi_take_non_ascii(c));
  }
  if (mwi_sees(c, '\\')) {
    return dot_string_step_of(mwi_tolerates(c, MW_ALLOW_BACKSLASH, MW_FAULT_BAD_LOCAL_PART) &&
                              take_pair(c));
  }
  return end_dot_string(c, atom, begin);
}

/* atom is where the atom began that stands in front of the cursor; the cursor's place when there is
 * none. */
static bool take_dot_string(mwi_cursor *c)
{
  const char *begin = c->at;
  const char *atom = c->at;
  dot_string_step went = STEP_ON;
  while (went == STEP_ON) {
    c->at = mwi_run(c, MWI_CLASS_ATEXT);
    if (mwi_sees(c, '@') && c->at != atom) {
      return true;
    }
    went = take_odd(c, atom, begin);
    atom = went == STEP_ON && c->at[-1] == '.' ? c->at : begin;
  }
  return went == STEP_END;
}

/* The octets between the quotes. */
static bool take_qcontent(mwi_cursor *c)
{
  while (c->at < c->end && *c->at != '"') {
    if (mwi_is_qtext_smtp(*c->at)) {
      c->at++;
    } else if (!(mwi_sees_non_ascii(c) ? mwi_take_non_ascii(c) : take_pair(c))) {
      return false;
    }
  }
  return true;
}

bool mwi_take_quoted_string(mwi_cursor *c)
{
  c->at++;
  return take_qcontent(c) && (mwi_takes(c, '"') || mwi_fail(c, MW_FAULT_BAD_LOCAL_PART));
}

bool mwi_take_local_part(mwi_cursor *c, mw_path *path)
{
  const char *begin = c->at;
  path->is_quoted = mwi_sees(c, '"');
  if (!(path->is_quoted ? mwi_take_quoted_string(c) : take_dot_string(c))) {
    return false;
  }
  path->local = mwi_slice_since(c, begin);
  path->is_postmaster = mwi_is_postmaster(path->local);
  path->is_utf8 = path->is_utf8 || mwi_has_non_ascii(c, path->local);
  return path->local.len <= c->rules->local_part ||
         mwi_tolerates_at(c, MW_ALLOW_LONG_PATH, MW_FAULT_PATH_TOO_LONG,
                          begin + c->rules->local_part);
}

bool mw_local_part_parse(mw_slice text, const mw_rules *rules, mw_path *path, mw_finding *finding)
{
  mwi_cursor c = mwi_cursor_of(text, rules, finding);
  if (path == NULL || finding == NULL) {
    return false;
  }
  memset(path, 0, sizeof *path);
  if (!mwi_take_local_part(&c, path)) {
    return false;
  }
  return mwi_at_end(&c) || mwi_fail(&c, MW_FAULT_BAD_LOCAL_PART);
}
