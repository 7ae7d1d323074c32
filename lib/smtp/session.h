/* SPDX-License-Identifier: MIT */
/* Which row of tables/smtp_session.def a step meets in a session. */
#ifndef MWI_SMTP_SESSION_H
#define MWI_SMTP_SESSION_H

#include <mailwire/smtp_session.h>

#include "base/bits.h"
#include "base/compiler.h"

/* What the session remembers beside its state and counts. */
enum {
  MWI_SESSION_TLS = 0x1,
  MWI_SESSION_AUTH = 0x2,         /* AUTH succeeded */
  MWI_SESSION_HELLO = 0x4,        /* EHLO or LHLO was the last hello */
  MWI_SESSION_OFFERED = 0x8,      /* what is offered is known */
  MWI_SESSION_TRANSACTION = 0x10, /* MAIL was accepted, and nothing ended it */
  MWI_SESSION_BINARY = 0x20,      /* its BODY=BINARYMIME */
  MWI_SESSION_NO_MAIL = 0x40,     /* the greeting was 521 */
  MWI_SESSION_WEAK = 0x80         /* TLS is too weak for this side */
};

/* What meets a row: the verbs by their numbers, and what is no command of the table. */
typedef enum mwi_session_event {
  MWI_EVENT_UNKNOWN = 0,
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  MWI_EVENT_##id = number,
#include <mailwire/tables/smtp_verb.def>
  MWI_EVENT_ANY = 64, /* no verb of the table has such a number */
  MWI_EVENT_OWN,
  MWI_EVENT_GREETING,
  MWI_EVENT_AUTH_LINE,
  MWI_EVENT_MESSAGE
} mwi_session_event;

/* The states, and what rows say in place of one. */
typedef enum mwi_session_at {
  MWI_AT_ANY = 0,
#define MW_SMTP_STATE(id, number, name, meaning) MWI_AT_##id = number,
#include <mailwire/tables/smtp_session.def>
  MWI_AT_SAME = 0xfd,
  MWI_AT_LATER = 0xfe,
  MWI_AT_NEVER = 0xff
} mwi_session_at;

/* The conditions; ALWAYS is 0. */
typedef enum mwi_session_when {
#define MW_SMTP_WHEN(id, meaning) MWI_WHEN_##id,
#include <mailwire/tables/smtp_session.def>
  MWI_WHEN_COUNT
} mwi_session_when;

/* A row. */
typedef struct mwi_session_row {
  uint16_t event;
  uint8_t at;
  uint8_t when;
  uint8_t situation;
  uint8_t done;
  uint8_t refused;
  const char *rfc;
} mwi_session_row;

/* How a row is looked for: by the first that fits (a command is judged), or by the first that says
 * what becomes of a reply. */
typedef enum mwi_session_way { MWI_TO_JUDGE, MWI_WHEN_DONE, MWI_WHEN_REFUSED } mwi_session_way;

/* The row that the step meets; one that allows it and changes nothing when the table has none.
 * code: of the reply, 0 when the step is judged. */
const mwi_session_row *mwi_session_find(const mw_smtp_session *s, const mw_smtp_step *step,
                                        unsigned code, mwi_session_way way);

/* The same row by row: the oracle of the short way that the former tries first. */
const mwi_session_row *mwi_session_find_plain(const mw_smtp_session *s, const mw_smtp_step *step,
                                              unsigned code, mwi_session_way way);

/* The row that says what becomes of the step, if the short way knows it: then it is in order. */
const mwi_session_row *mwi_session_usual(const mw_smtp_session *s, const mw_smtp_step *step,
                                         unsigned code);

/* mw_smtp_session_reply(), with that row or NULL. */
bool mwi_session_answer(mw_smtp_session *s, const mw_smtp_step *step, unsigned code,
                        const mwi_session_row *usual);

/* Whether the extension was announced, for certain. */
static inline bool mwi_session_offers(const mw_smtp_session *s, mw_smtp_extension extension)
{
  return mwi_has_bit(s->offered, (size_t)extension);
}

/* Whether the step has to wait for the reply to the last that waits: what
 * mw_smtp_session_may_send() asks first. */
bool mwi_session_must_wait_other(const mw_smtp_session *s, const mw_smtp_step *step,
                                 const mw_smtp_step *last);

/* The verbs behind which a group always goes on: a bit for each. */
static inline uint64_t mwi_session_groups(void)
{
  return 0
#define MW_SMTP_GROUP(event, when, rfc)                                                            \
  | (MWI_EVENT_##event < 64 && MWI_WHEN_##when == MWI_WHEN_ALWAYS                                  \
         ? UINT64_C(1) << (MWI_EVENT_##event & 63)                                                 \
         : 0)
#include <mailwire/tables/smtp_session.def>
      ;
}

/* Whether a group always goes on behind a message. */
static inline bool mwi_session_groups_messages(void)
{
  return false
#define MW_SMTP_GROUP(event, when, rfc)                                                            \
  || (MWI_EVENT_##event == MWI_EVENT_MESSAGE && MWI_WHEN_##when == MWI_WHEN_ALWAYS)
#include <mailwire/tables/smtp_session.def>
      ;
}

/* Whether a group goes on behind the step, whatever it says. */
static MWI_INLINE bool mwi_session_goes_on(const mw_smtp_step *last)
{
  if (last->place == MW_SMTP_PLACE_MESSAGE) {
    return mwi_session_groups_messages();
  }
  return last->place == MW_SMTP_PLACE_COMMAND && (unsigned)last->verb < 64 &&
         (mwi_session_groups() >> last->verb & 1) != 0;
}

static MWI_INLINE bool mwi_session_must_wait(const mw_smtp_session *s, const mw_smtp_step *step,
                                             const mw_smtp_step *last)
{
  bool goes_on = step->place == MW_SMTP_PLACE_COMMAND && step->verb != MW_SMTP_BDAT &&
                 mwi_session_goes_on(last) && mwi_session_offers(s, MW_SMTP_EXT_PIPELINING);
  return !goes_on && mwi_session_must_wait_other(s, step, last);
}

/* Whether the verb needs no announcement, and is in a table: a bit for each that RFC 5321 has. */
static inline bool mwi_verb_is_current(mw_smtp_verb verb)
{
  const uint64_t current = 0
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  | (MW_SMTP_##standing == MW_SMTP_CURRENT ? UINT64_C(1) << (number) : 0)
#include <mailwire/tables/smtp_verb.def>
      ;
  return (unsigned)verb < 64 && (current >> verb & 1) != 0;
}

/* mw_smtp_step_of(). */
static MWI_INLINE void mwi_step_put(mw_smtp_step *step, const mw_smtp_command *command,
                                    mw_fault fault)
{
  step->place = MW_SMTP_PLACE_COMMAND;
  step->verb = command->verb;
  step->refused =
      fault != MW_FAULT_NONE ? mw_smtp_situation_in(command->verb, fault) : MW_SMTP_SITUATION_NONE;
  step->flags = command->argument.ptr != NULL ? MW_SMTP_STEP_ARGUMENT : 0;
  step->octets = 0;
  if (command->verb == MW_SMTP_BDAT) {
    step->flags |= command->chunk.last ? MW_SMTP_STEP_LAST : 0;
    step->octets = command->chunk.octets == MW_OCTETS_UNKNOWN ? 0 : command->chunk.octets;
  }
}

/* Everything that the peers told each other is forgotten but the kept flags. */
void mwi_session_forget(mw_smtp_session *s, unsigned kept);

#endif
