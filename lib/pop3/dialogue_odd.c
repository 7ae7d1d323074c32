/* SPDX-License-Identifier: MIT */
/* What is odd about a command's place, and about the response to it. */
#include "base/anomaly.h"
#include "pop3/dialogue.h"

/* A line that is wrong itself is refused for that, and a word of no table has no place. */
static bool pop3_refuses(const mw_pop3_session *s, const mw_pop3_step *step)
{
  mw_pop3_situation situation;
  if (step->place != MW_POP3_PLACE_COMMAND || step->refused != MW_POP3_SITUATION_NONE) {
    return false;
  }
  situation = mw_pop3_session_command(s, step);
  return situation != MW_POP3_SITUATION_NONE &&
         (step->verb != MW_POP3_UNKNOWN || situation != MW_POP3_SITUATION_UNKNOWN_COMMAND);
}

bool mwi_chat_is_misplaced(const mw_pop3_dialogue *d, const mw_pop3_step *step)
{
  mw_pop3_session announced = d->session;
  announced.policy |= MW_POP3_POLICY_UNANNOUNCED;
  return pop3_refuses(&announced, step);
}

bool mwi_chat_is_unannounced(const mw_pop3_dialogue *d, const mw_pop3_step *step)
{
  return pop3_refuses(&d->session, step) && !mwi_chat_is_misplaced(d, step);
}

/* What the response makes of the session; whether it may stand there. A refusal that keeps those
 * that wait from where they were sent for is remembered. */
static bool pop3_tell_session(mw_pop3_dialogue *d, const mw_pop3_step *step, mw_pop3_status status)
{
  mw_pop3_session hoped = d->session;
  bool fits = mw_pop3_session_reply(&d->session, step, status);
  if (status == MW_POP3_STATUS_ERR && d->waiting > 1) {
    (void)mw_pop3_session_reply(&hoped, step, MW_POP3_STATUS_OK);
    mwi_chat_set(d, MWI_CHAT_REFUSED,
                 mwi_chat_is(d, MWI_CHAT_REFUSED) || !mw_pop3_session_equal(&hoped, &d->session));
  }
  return fits;
}

/* What a command out of order shows. A client that pipelines cannot know that one in front of it
 * was refused. */
static uint64_t pop3_odd_order(const mw_pop3_dialogue *d, mw_pop3_status status)
{
  bool excused = mwi_chat_is(d, MWI_CHAT_REFUSED) && mwi_turn_ordered(&d->turns);
  if (status != MW_POP3_STATUS_ERR) {
    return MW_ANOMALY_BIT(ACCEPTED_OUT_OF_ORDER);
  }
  return excused ? 0 : MW_ANOMALY_BIT(OUT_OF_ORDER);
}

uint64_t mwi_chat_odd_answer(mw_pop3_dialogue *d, const mw_pop3_step *step, mw_pop3_status status)
{
  bool misplaced = mwi_chat_is_misplaced(d, step);
  bool fits = pop3_tell_session(d, step, status);
  if (mwi_chat_is(d, MWI_CHAT_MIDWAY)) {
    return 0;
  }
  if (misplaced && (fits || status != MW_POP3_STATUS_CHALLENGE)) {
    return pop3_odd_order(d, status);
  }
  return fits ? 0 : MW_ANOMALY_BIT(UNEXPECTED_REPLY);
}
