/* SPDX-License-Identifier: MIT */
/* What a client asks a session: may the step go out now, and what will be if all goes well. */
#include "smtp/session.h"

const char *mw_smtp_may_name(mw_smtp_may may)
{
  switch (may) {
  case MW_SMTP_MAY_SEND: return "SEND";
  case MW_SMTP_MAY_WAIT: return "WAIT";
  case MW_SMTP_MAY_NOT: return "NOT";
  default: return "UNKNOWN";
  }
}

static bool is_command(const mw_smtp_step *step, mw_smtp_verb verb)
{
  return step->place == MW_SMTP_PLACE_COMMAND && step->verb == verb;
}

static bool is_chunk(const mw_smtp_step *step)
{
  return is_command(step, MW_SMTP_BDAT) || is_command(step, MW_SMTP_BURL);
}

/* Whether only the reply to the last step tells if this one may be sent at all. */
static bool hangs_on_reply(const mw_smtp_step *step, const mw_smtp_step *last)
{
  return step->place == MW_SMTP_PLACE_AUTH_LINE || step->place == MW_SMTP_PLACE_MESSAGE ||
         last->place == MW_SMTP_PLACE_GREETING || is_command(last, MW_SMTP_STARTTLS);
}

/* RFC 2920 3.1; RFC 3030 2: chunks follow when MAIL and RCPT were answered. */
static bool breaks_group(const mw_smtp_session *s, const mw_smtp_step *step,
                         const mw_smtp_step *last)
{
  bool early = is_command(step, MW_SMTP_BDAT) && !is_chunk(last) &&
               (s->policy & MW_SMTP_POLICY_EARLY_CHUNKS) == 0;
  return early || !mwi_session_offers(s, MW_SMTP_EXT_PIPELINING) || mw_smtp_step_ends_group(last);
}

bool mwi_session_must_wait_other(const mw_smtp_session *s, const mw_smtp_step *step,
                                 const mw_smtp_step *last)
{
  return hangs_on_reply(step, last) ||
         ((s->policy & MW_SMTP_POLICY_LOOSE_GROUPS) == 0 && breaks_group(s, step, last));
}

mw_smtp_may mw_smtp_session_may_send(const mw_smtp_session *s, const mw_smtp_step *step,
                                     const mw_smtp_step *last, mw_smtp_situation *situation)
{
  mw_smtp_situation found = MW_SMTP_SITUATION_NONE;
  mw_smtp_may may = MW_SMTP_MAY_SEND;
  if (s == NULL || step == NULL) {
    return MW_SMTP_MAY_NOT;
  }
  if (last != NULL && mwi_session_must_wait(s, step, last)) {
    may = MW_SMTP_MAY_WAIT;
  } else {
    found = mw_smtp_session_command(s, step);
    may = found != MW_SMTP_SITUATION_NONE ? MW_SMTP_MAY_NOT : may;
  }
  if (situation != NULL) {
    *situation = found;
  }
  return may;
}

static unsigned hoped_for(const mw_smtp_step *step)
{
  if (step->place != MW_SMTP_PLACE_COMMAND) {
    return 250;
  }
  switch (step->verb) {
  case MW_SMTP_DATA: return 354;
  case MW_SMTP_AUTH: return (step->flags & MW_SMTP_STEP_ONE_ROUND) != 0 ? 235 : 334;
  default: return 250;
  }
}

void mw_smtp_session_suppose(mw_smtp_session *s, const mw_smtp_step *step)
{
  uint32_t due = mw_smtp_session_due(s, step);
  if (s == NULL || step == NULL) {
    return;
  }
  if (due > 1) {
    s->answered = s->accepted - 1;
  }
  (void)mw_smtp_session_reply(s, step, due > 0 ? hoped_for(step) : 0);
}
