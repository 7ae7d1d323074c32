/* SPDX-License-Identifier: MIT */
/* Which row of tables/pop3_session.def a step meets in a session. */
#ifndef MWI_POP3_SESSION_H
#define MWI_POP3_SESSION_H

#include <mailwire/pop3_session.h>

/* What the session remembers beside its state. */
enum {
  MWI_POP3_SESSION_TLS = 0x1,
  MWI_POP3_SESSION_NAMED = 0x2, /* the step before was a USER that was accepted */
  MWI_POP3_SESSION_UTF8 = 0x4,
  MWI_POP3_SESSION_OFFERED = 0x8 /* CAPA was answered */
};

typedef enum mwi_pop3_event {
  MWI_POP3_EVENT_UNKNOWN = 0,
#define MW_POP3_VERB(id, number, keyword, form, answer, standing, states, capability, rfc)         \
  MWI_POP3_EVENT_##id = number,
#include <mailwire/tables/pop3_verb.def>
  MWI_POP3_EVENT_ANY = 0xfffc,
  MWI_POP3_EVENT_OWN = 0xfffd,
  MWI_POP3_EVENT_GREETING = 0xfffe,
  MWI_POP3_EVENT_AUTH_LINE = 0xffff
} mwi_pop3_event;

/* The states, and what rows say in place of one. */
typedef enum mwi_pop3_at {
  MWI_POP3_AT_ANY = 0,
#define MW_POP3_STATE(id, number, name, meaning) MWI_POP3_AT_##id = number,
#include <mailwire/tables/pop3_session.def>
  MWI_POP3_AT_SAME = 0xfd,
  MWI_POP3_AT_LATER = 0xfe,
  MWI_POP3_AT_NEVER = 0xff
} mwi_pop3_at;

/* The conditions; ALWAYS is 0. */
typedef enum mwi_pop3_when {
#define MW_POP3_WHEN(id, meaning) MWI_POP3_WHEN_##id,
#include <mailwire/tables/pop3_session.def>
  MWI_POP3_WHEN_COUNT
} mwi_pop3_when;

/* A row. */
typedef struct mwi_pop3_session_row {
  uint16_t event;
  uint8_t at;
  uint8_t when;
  uint8_t situation;
  uint8_t done;
  uint8_t refused;
  const char *rfc;
} mwi_pop3_session_row;

/* How a row is looked for: by the first that fits (a command is judged), or by the first that says
 * what becomes of a response. */
typedef enum mwi_pop3_session_way {
  MWI_POP3_TO_JUDGE,
  MWI_POP3_WHEN_DONE,
  MWI_POP3_WHEN_REFUSED
} mwi_pop3_session_way;

/* The row that the step meets; one that allows it and changes nothing when the table has none.
 * status: of the response, NONE when the step is judged. */
const mwi_pop3_session_row *mwi_pop3_session_find(const mw_pop3_session *s,
                                                  const mw_pop3_step *step, mw_pop3_status status,
                                                  mwi_pop3_session_way way);

#endif
