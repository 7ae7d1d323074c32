/* SPDX-License-Identifier: MIT */
/* What server and client ask a session of POP3: may the step come, may it go out. */
#include <mailwire/announced.h>

#include "pop3/session.h"

/* The state comes first, then what the caller found; what is wrong in the line of a word that is no
 * command counts before that. */
static mw_pop3_situation judge_pop3(const mw_pop3_session *s, const mw_pop3_step *step,
                                    const char **source)
{
  const mwi_pop3_session_row *row =
      mwi_pop3_session_find(s, step, MW_POP3_STATUS_NONE, MWI_POP3_TO_JUDGE);
  if (step->refused != MW_POP3_SITUATION_NONE &&
      (row->situation == MW_POP3_SITUATION_NONE ||
       row->situation == MW_POP3_SITUATION_UNKNOWN_COMMAND)) {
    *source = "";
    return step->refused;
  }
  *source = row->rfc;
  return (mw_pop3_situation)row->situation;
}

mw_pop3_situation mw_pop3_session_command(const mw_pop3_session *s, const mw_pop3_step *step)
{
  const char *source;
  return s != NULL && step != NULL ? judge_pop3(s, step, &source) : MW_POP3_SITUATION_WRONG_STATE;
}

const char *mw_pop3_session_source(const mw_pop3_session *s, const mw_pop3_step *step)
{
  const char *source = "";
  if (s != NULL && step != NULL) {
    (void)judge_pop3(s, step, &source);
  }
  return source;
}

mw_pop3_step mw_pop3_step_of(const mw_pop3_command *command, mw_fault fault)
{
  mw_pop3_step step = {MW_POP3_PLACE_COMMAND, MW_POP3_UNKNOWN, MW_POP3_SITUATION_NONE, 0};
  if (command != NULL) {
    mw_slice words = command->argument;
    mw_slice word;
    step.verb = command->verb;
    step.refused = mw_pop3_situation_of(fault);
    step.flags = mw_word_next(&words, &word) ? MW_POP3_STEP_ARGUMENT : 0;
  }
  return step;
}

/* ---- the client ----------------------------------------------------------------------------- */

static bool must_wait(const mw_pop3_session *s, const mw_pop3_step *step, const mw_pop3_step *last)
{
  bool groups = (s->policy & MW_POP3_POLICY_LOOSE_GROUPS) != 0 ||
                (s->offered >> MW_POP3_CAP_PIPELINING & 1) != 0;
  return last != NULL &&
         (!groups || mw_pop3_step_is_alone(last) || step->place == MW_POP3_PLACE_AUTH_LINE);
}

mw_pop3_may mw_pop3_session_may_send(const mw_pop3_session *s, const mw_pop3_step *step,
                                     const mw_pop3_step *last, mw_pop3_situation *situation)
{
  mw_pop3_situation found = MW_POP3_SITUATION_NONE;
  mw_pop3_may may = MW_POP3_MAY_WAIT;
  if (s == NULL || step == NULL) {
    return MW_POP3_MAY_NOT;
  }
  if (!must_wait(s, step, last)) {
    found = mw_pop3_session_command(s, step);
    may = found == MW_POP3_SITUATION_NONE ? MW_POP3_MAY_SEND : MW_POP3_MAY_NOT;
  }
  if (situation != NULL) {
    *situation = found;
  }
  return may;
}

void mw_pop3_session_suppose(mw_pop3_session *s, const mw_pop3_step *step)
{
  bool auth = step != NULL && step->place == MW_POP3_PLACE_COMMAND && step->verb == MW_POP3_AUTH &&
              (step->flags & MW_POP3_STEP_ARGUMENT) != 0;
  (void)mw_pop3_session_reply(s, step, auth ? MW_POP3_STATUS_CHALLENGE : MW_POP3_STATUS_OK);
}
