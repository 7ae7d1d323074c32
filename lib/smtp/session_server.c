/* SPDX-License-Identifier: MIT */
/* What a server asks a session: may the step come, which reply refuses it, how many are due. */
#include "smtp/session.h"

#include <string.h>

#include "base/bits.h"

mw_smtp_state mw_smtp_session_state(const mw_smtp_session *s)
{
  return s != NULL ? (mw_smtp_state)s->state : MW_SMTP_STATE_NONE;
}

uint32_t mw_smtp_session_recipients(const mw_smtp_session *s)
{
  return s != NULL ? s->accepted : 0;
}

bool mw_smtp_session_is_tls(const mw_smtp_session *s)
{
  return s != NULL && (s->flags & MWI_SESSION_TLS) != 0;
}

bool mw_smtp_session_is_authenticated(const mw_smtp_session *s)
{
  return s != NULL && (s->flags & MWI_SESSION_AUTH) != 0;
}

void mw_smtp_session_offer(mw_smtp_session *s, const mw_smtp_extensions *set)
{
  if (s == NULL || set == NULL) {
    return;
  }
  memcpy(s->offered, set->bits, sizeof s->offered);
  if (s->variant == MW_SMTP_VARIANT_SUBMISSION) { /* RFC 6409 7 */
    s->offered[MW_SMTP_EXT_ETRN / 64] &= ~(UINT64_C(1) << MW_SMTP_EXT_ETRN % 64);
  }
  s->most = set->has_size ? set->size : 0;
  s->flags |= MWI_SESSION_OFFERED;
}

/* ---- judgement ------------------------------------------------------------------------------ */

static bool takes_commands(const mw_smtp_session *s)
{
  switch (s->state) {
  case MW_SMTP_STATE_CONN:
  case MW_SMTP_STATE_GREETED:
  case MW_SMTP_STATE_MAIL:
  case MW_SMTP_STATE_RCPT:
  case MW_SMTP_STATE_BDAT:
  case MW_SMTP_STATE_BROKEN: return true;
  default: return false;
  }
}

/* Whether the line itself is what is wrong, so that its verb does not count. */
static bool is_bad_line(mw_smtp_situation refused)
{
  const mw_smtp_situation_info *row = mw_smtp_situation_row(refused);
  return row != NULL && row->code == 500;
}

/* RFC 5321 4.1.1.9: whatever stands behind NOOP is ignored. */
static bool is_ignored(const mw_smtp_session *s, const mw_smtp_step *step)
{
  return step->place == MW_SMTP_PLACE_COMMAND && step->verb == MW_SMTP_NOOP &&
         step->refused == MW_SMTP_SITUATION_BAD_ARGUMENT &&
         (s->policy & MW_SMTP_POLICY_BARE_NOOP) == 0;
}

static mw_smtp_situation situation_of_row(const mw_smtp_session *s, const mwi_session_row *row)
{
  if (row->refused == MWI_AT_BROKEN && row->situation == MW_SMTP_SITUATION_CHUNK_OUT_OF_ORDER &&
      (s->policy & MW_SMTP_POLICY_KEEP_503) != 0) {
    return MW_SMTP_SITUATION_OUT_OF_ORDER; /* no RSET is needed then */
  }
  return (mw_smtp_situation)row->situation;
}

/* A line that is wrong comes first, then the state, then what the caller found in the argument. */
static mw_smtp_situation judge_step(const mw_smtp_session *s, const mw_smtp_step *step,
                                    const char **source)
{
  const mwi_session_row *row = mwi_session_find(s, step, 0, MWI_TO_JUDGE);
  *source = "";
  if (step->refused != MW_SMTP_SITUATION_NONE &&
      ((takes_commands(s) && is_bad_line(step->refused)) ||
       (row->situation == MW_SMTP_SITUATION_NONE && !is_ignored(s, step)))) {
    return step->refused;
  }
  *source = row->rfc;
  return situation_of_row(s, row);
}

mw_smtp_situation mw_smtp_session_command(const mw_smtp_session *s, const mw_smtp_step *step)
{
  const char *source;
  return s != NULL && step != NULL ? judge_step(s, step, &source) : MW_SMTP_SITUATION_OUT_OF_ORDER;
}

const char *mw_smtp_session_source(const mw_smtp_session *s, const mw_smtp_step *step)
{
  const char *source = "";
  if (s != NULL && step != NULL) {
    (void)judge_step(s, step, &source);
  }
  return source;
}

/* ---- replies -------------------------------------------------------------------------------- */

/* Whether the step ends a message, as far as LMTP counts. */
static bool ends_message(const mw_smtp_session *s, const mw_smtp_step *step)
{
  if (step->place == MW_SMTP_PLACE_MESSAGE) {
    return s->state == MW_SMTP_STATE_DATA;
  }
  return step->place == MW_SMTP_PLACE_COMMAND &&
         (step->verb == MW_SMTP_BDAT || step->verb == MW_SMTP_BURL) &&
         (step->flags & MW_SMTP_STEP_LAST) != 0;
}

uint32_t mw_smtp_session_due(const mw_smtp_session *s, const mw_smtp_step *step)
{
  if (s == NULL || step == NULL) {
    return 0;
  }
  if (s->variant != MW_SMTP_VARIANT_LMTP || (s->flags & MWI_SESSION_TRANSACTION) == 0 ||
      !ends_message(s, step)) {
    return 1;
  }
  return s->accepted - s->answered;
}
