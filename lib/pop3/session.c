/* SPDX-License-Identifier: MIT */
/* What responses make of a session of POP3.
 *
 * The law of this machine:
 *   - It does not know which side it serves: all it learns is which response answered which step.
 *   - The next state is what the row of tables/pop3_session.def says, for +OK or for -ERR. No other
 *     line changes it but those for TLS and a lost connection, which no response tells.
 *   - A challenge is positive where the row's condition is CHALLENGE, and refuses elsewhere.
 *   - A name holds for the very next step alone (RFC 1939 7).
 *   - TLS makes it forget what was offered, and all else but that TLS is active.
 *
 *   connect ──+OK──► authorization ──PASS, APOP, AUTH──► transaction ──QUIT──► update ─► closed
 *      │ -ERR          │       ▲ └───AUTH───► auth ──────────►┘
 *      ▼            STLS ► tls ┘   QUIT ► closed
 *   rejected ──QUIT──► closed
 */
#include "pop3/session.h"

#include <string.h>

static unsigned pop3_policies(void)
{
  return 0u
#define MW_POP3_POLICY(id, bit, meaning, rfc) | MW_POP3_POLICY_##id
#include <mailwire/tables/pop3_session.def>
      ;
}

mw_status mw_pop3_session_init(mw_pop3_session *s, unsigned policies)
{
  if (s == NULL || (policies & ~pop3_policies()) != 0) {
    return MW_E_ARGUMENT;
  }
  memset(s, 0, sizeof *s);
  s->policy = (uint16_t)policies;
  s->state = MW_POP3_STATE_CONNECT;
  return MW_OK;
}

mw_pop3_state mw_pop3_session_state(const mw_pop3_session *s)
{
  return s != NULL ? (mw_pop3_state)s->state : MW_POP3_STATE_NONE;
}

bool mw_pop3_session_is_tls(const mw_pop3_session *s)
{
  return s != NULL && (s->flags & MWI_POP3_SESSION_TLS) != 0;
}

bool mw_pop3_session_is_utf8(const mw_pop3_session *s)
{
  return s != NULL && (s->flags & MWI_POP3_SESSION_UTF8) != 0;
}

void mw_pop3_session_offer(mw_pop3_session *s, const mw_pop3_capabilities *set)
{
  if (s != NULL && set != NULL) {
    s->offered = set->bits[0];
    s->flags |= MWI_POP3_SESSION_OFFERED;
  }
}

/* ---- responses ------------------------------------------------------------------------------ */

static void enter_pop3(mw_pop3_session *s, unsigned at)
{
  if (at < MWI_POP3_AT_SAME) {
    s->state = (uint8_t)at;
  }
}

static void note_accepted(mw_pop3_session *s, const mw_pop3_step *step)
{
  if (step->place == MW_POP3_PLACE_COMMAND && step->verb == MW_POP3_USER) {
    s->flags |= MWI_POP3_SESSION_NAMED;
  }
  if (step->place == MW_POP3_PLACE_COMMAND && step->verb == MW_POP3_UTF8) {
    s->flags |= MWI_POP3_SESSION_UTF8;
  }
}

bool mw_pop3_session_reply(mw_pop3_session *s, const mw_pop3_step *step, mw_pop3_status status)
{
  bool challenge = status == MW_POP3_STATUS_CHALLENGE;
  const mwi_pop3_session_row *row;
  if (s == NULL || step == NULL || s->state == MW_POP3_STATE_CLOSED) {
    return false;
  }
  row = mwi_pop3_session_find(s, step, status, MWI_POP3_WHEN_DONE);
  if ((challenge || status == MW_POP3_STATUS_OK) && row->done != MWI_POP3_AT_NEVER &&
      challenge == (row->when == MWI_POP3_WHEN_CHALLENGE)) {
    s->flags &= (uint8_t)~MWI_POP3_SESSION_NAMED;
    note_accepted(s, step);
    enter_pop3(s, row->done);
    return true;
  }
  enter_pop3(s, mwi_pop3_session_find(s, step, status, MWI_POP3_WHEN_REFUSED)->refused);
  s->flags &= (uint8_t)~MWI_POP3_SESSION_NAMED;
  return status == MW_POP3_STATUS_ERR;
}

/* ---- what no response tells ----------------------------------------------------------------- */

mw_status mw_pop3_session_secured(mw_pop3_session *s, bool worked)
{
  if (s == NULL) {
    return MW_E_ARGUMENT;
  }
  if (s->state == MW_POP3_STATE_TLS) {
    s->state = worked ? MW_POP3_STATE_AUTHORIZATION : MW_POP3_STATE_CLOSED;
  } else if (s->state != MW_POP3_STATE_CONNECT || (s->flags & MWI_POP3_SESSION_TLS) != 0 ||
             !worked) {
    return MW_E_ARGUMENT;
  }
  s->offered = 0;
  s->flags = worked ? MWI_POP3_SESSION_TLS : 0;
  return MW_OK;
}

void mw_pop3_session_lost(mw_pop3_session *s)
{
  if (s != NULL) {
    s->state = MW_POP3_STATE_CLOSED;
  }
}
