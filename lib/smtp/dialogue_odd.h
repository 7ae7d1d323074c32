/* SPDX-License-Identifier: MIT */
/* Anomalies of a dialogue: of a command line, as its step tells; of one line of a reply; of the
 * answer that a complete reply is. What nearly all of them are is found out here. */
#ifndef MWI_SMTP_DIALOGUE_ODD_H
#define MWI_SMTP_DIALOGUE_ODD_H

#include "smtp/argument.h"
#include "smtp/dialogue.h"

/* What its argument says; *step gets it, too. */
uint64_t mwi_odd_argument(mw_smtp_dialogue *d, const mw_smtp_command *command, mw_smtp_step *step);
/* Beside that: found is what its argument shows. */
uint64_t mwi_odd_command_other(const mw_smtp_dialogue *d, const mw_smtp_command_event *event,
                               uint64_t found);
/* u: what it answers, or NULL; announces: it is a line of the reply to EHLO or LHLO. */
uint64_t mwi_odd_reply_other(const mw_smtp_dialogue *d, const mw_smtp_reply_event *event,
                             const mw_smtp_unit *u, bool announces);

/* Whether what the server offers is known. */
static inline bool mwi_odd_knows_offers(const mw_smtp_dialogue *d)
{
  return (d->session.flags & MWI_SESSION_OFFERED) != 0 && !mwi_talk_is(d, MWI_TALK_ASSUMED);
}

/* Whether it is known if PIPELINING was announced: who was there from the greeting on knows. */
static inline bool mwi_odd_knows_groups(const mw_smtp_dialogue *d)
{
  return mwi_odd_knows_offers(d) ||
         (mwi_talk_is(d, MWI_TALK_GREETED) && !mwi_talk_is(d, MWI_TALK_MIDWAY));
}

/* Whether a line was sent before a reply that it has to wait for (RFC 2920 3.1, RFC 4954 4): that
 * to the newest unit, or to the one that was held. Only the order tells that the reply was not
 * there. */
static MWI_INLINE bool mwi_odd_is_early(mw_smtp_dialogue *d, const mw_smtp_step *step)
{
  const mw_smtp_unit *u;
  if (d->waiting > 0 && !mwi_turn_is_over(&d->turns, MW_FROM_SERVER)) {
    u = mwi_talk_newest(d);
  } else if (d->ahead != 0) {
    d->ahead = 0;
    u = mwi_talk_former(d);
  } else {
    return false;
  }
  return mwi_turn_ordered(&d->turns) && mwi_odd_knows_groups(d) &&
         mwi_session_must_wait(&d->session, step, &u->step);
}

/* What BDAT says was read when the line was split; of a verb alone there is nothing to read. */
static MWI_INLINE bool mwi_odd_has_argument(const mw_smtp_command *command)
{
  return command->verb != MW_SMTP_UNKNOWN && command->verb != MW_SMTP_BDAT &&
         (command->argument.ptr != NULL || mwi_form_of(command->verb) != MW_SMTP_TAKES_NOTHING);
}

static MWI_INLINE uint64_t mwi_odd_command(mw_smtp_dialogue *d, const mw_smtp_command_event *event,
                                           mw_smtp_step *step)
{
  const mw_smtp_command *command = &event->command;
  uint64_t found = 0;
  mwi_step_put(step, command, event->fault);
  if (mwi_odd_has_argument(command)) {
    found = mwi_odd_argument(d, command, step);
  }
  if ((event->tolerated | event->fault) != 0 || !mwi_verb_is_current(command->verb) ||
      mwi_talk_is(d, MWI_TALK_CLOSING)) {
    found = mwi_odd_command_other(d, event, found);
  }
  return mwi_odd_is_early(d, step) ? found | MW_ANOMALY_BIT(PIPELINING) : found;
}

/* A line of the reply to EHLO or LHLO, its first or another, as the extension that it announces. */
uint64_t mwi_odd_offer(mw_smtp_dialogue *d, const mw_smtp_reply_event *event);

/* Whether nothing can be odd about the enhanced status code. */
static MWI_INLINE bool mwi_odd_plain_enhanced(const mw_smtp_dialogue *d,
                                              const mw_smtp_reply_event *event, bool announces)
{
  return event->line.enhanced_fault == MW_FAULT_NONE && !event->mixed_enhanced &&
         (announces || event->line.enhanced.klass != 0 ||
          !mwi_session_offers(&d->session, MW_SMTP_EXT_ENHANCEDSTATUSCODES));
}

/* A line of a reply; most have nothing to be looked at. */
static MWI_INLINE uint64_t mwi_odd_reply_line(mw_smtp_dialogue *d, const mw_smtp_reply_event *event,
                                              const mw_smtp_unit *u, bool announces)
{
  bool plain =
      (event->tolerated | event->fault) == 0 && mwi_odd_plain_enhanced(d, event, announces);
  uint64_t found = plain ? 0 : mwi_odd_reply_other(d, event, u, announces);
  return announces ? found | mwi_odd_offer(d, event) : found;
}

/* Nothing is announced. */
void mwi_odd_forget(mw_smtp_dialogue *d);

/* usual: as mwi_session_answer(). */
uint64_t mwi_odd_answer(mw_smtp_dialogue *d, const mw_smtp_step *step, unsigned code,
                        const mwi_session_row *usual);

#endif
