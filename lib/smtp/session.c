/* SPDX-License-Identifier: MIT */
/* What replies make of a session of SMTP, LMTP or submission.
 *
 * The law of this machine:
 *   - It does not know which side it serves: all it learns is which reply answered which step.
 *   - The next state is what the row of tables/smtp_session.def says, for a positive answer or for
 *     a refusal. No other line changes it but those for TLS, a security layer, a lost connection
 *     and exchanged roles, which no reply tells.
 *   - 2yz is positive; 3yz is where the row's condition is MORE; all else refuses.
 *   - Recipients are counted while a transaction is open, and it is over in the states CONN,
 *     GREETED, TLS, REVERSED and CLOSED. In BROKEN they still count: LMTP answers for each of them.
 *   - A step with several replies has its effect with the last of them; each one but the last adds
 *     to `answered`.
 *   - Hello, TLS and a security layer make it forget what was offered.
 *
 *   connect ─220─► conn ─EHLO─► greeted ─MAIL─► mail ─RCPT─► rcpt ─DATA─► data ─►┐
 *      │ 554         ▲           ▲   ▲   │                     └─BDAT─► bdat ─────┤ greeted
 *      ▼             └── tls ◄───┤   │   └─AUTH─► auth ─► greeted       │ refused
 *   rejected           STARTTLS  │   └────── RSET, EHLO ── broken ◄─────┘
 *                                └─ATRN─► reversed           QUIT, 421 ─► closed, from anywhere
 */
#include "smtp/session.h"

#include <string.h>

#include "base/compiler.h"

static unsigned session_policies(void)
{
  return 0u
#define MW_SMTP_POLICY(id, bit, meaning, rfc) | MW_SMTP_POLICY_##id
#include <mailwire/tables/smtp_session.def>
      ;
}

mw_status mw_smtp_session_init(mw_smtp_session *s, mw_smtp_variant variant, unsigned policies)
{
  if (s == NULL || variant < MW_SMTP_VARIANT_SMTP || variant > MW_SMTP_VARIANT_LMTP ||
      (policies & ~session_policies()) != 0) {
    return MW_E_ARGUMENT;
  }
  memset(s, 0, sizeof *s);
  s->variant = (uint8_t)variant;
  s->policy = (uint16_t)policies;
  s->state = MW_SMTP_STATE_CONNECT;
  return MW_OK;
}

/* ---- what is remembered --------------------------------------------------------------------- */

static void end_transaction(mw_smtp_session *s)
{
  s->flags &= (uint8_t) ~(MWI_SESSION_TRANSACTION | MWI_SESSION_BINARY);
  s->octets = 0;
  s->accepted = 0;
  s->answered = 0;
}

void mwi_session_forget(mw_smtp_session *s, unsigned kept)
{
  end_transaction(s);
  s->flags &= (uint8_t)kept;
  memset(s->offered, 0, sizeof s->offered);
  s->most = 0;
}

static void begin_transaction(mw_smtp_session *s, const mw_smtp_step *step)
{
  end_transaction(s);
  s->flags |= MWI_SESSION_TRANSACTION;
  if ((step->flags & MW_SMTP_STEP_BINARY) != 0) {
    s->flags |= MWI_SESSION_BINARY;
  }
}

/* What is kept through hello, and through a security layer. */
enum { SECURED = MWI_SESSION_TLS | MWI_SESSION_AUTH | MWI_SESSION_WEAK };

static void note_command(mw_smtp_session *s, const mw_smtp_step *step, bool more)
{
  switch (step->verb) {
  case MW_SMTP_EHLO:
  case MW_SMTP_LHLO:
    mwi_session_forget(s, SECURED);
    s->flags |= MWI_SESSION_HELLO;
    break;
  case MW_SMTP_HELO:
    mwi_session_forget(s, SECURED);
    s->flags |= MWI_SESSION_OFFERED;
    break;
  case MW_SMTP_MAIL:
  case MW_SMTP_SEND:
  case MW_SMTP_SOML:
  case MW_SMTP_SAML: begin_transaction(s, step); break;
  case MW_SMTP_RCPT: s->accepted += s->accepted < UINT32_MAX; break;
  case MW_SMTP_BDAT:
    s->octets += step->octets < UINT64_MAX - s->octets ? step->octets : UINT64_MAX - s->octets;
    break;
  case MW_SMTP_AUTH: s->flags |= (uint8_t)(more ? 0 : MWI_SESSION_AUTH); break;
  case MW_SMTP_XCLIENT: mwi_session_forget(s, SECURED); break;
  default: break;
  }
}

/* A step was answered positively. */
static void note_positive(mw_smtp_session *s, const mw_smtp_step *step, bool more)
{
  if (step->place == MW_SMTP_PLACE_COMMAND) {
    note_command(s, step, more);
  } else if (step->place == MW_SMTP_PLACE_AUTH_LINE && !more) {
    s->flags |= MWI_SESSION_AUTH;
  }
}

/* Whether no transaction is open in that state. */
static bool is_outside(unsigned at)
{
  const uint64_t outside = UINT64_C(1) << MWI_AT_CONN | UINT64_C(1) << MWI_AT_GREETED |
                           UINT64_C(1) << MWI_AT_TLS | UINT64_C(1) << MWI_AT_REVERSED |
                           UINT64_C(1) << MWI_AT_CLOSED;
  return (outside >> at & 1) != 0;
}

static void enter_state(mw_smtp_session *s, unsigned at)
{
  if (at >= MWI_AT_SAME) {
    return;
  }
  if (is_outside(at)) {
    end_transaction(s);
  }
  s->state = (uint8_t)at;
}

/* ---- replies -------------------------------------------------------------------------------- */

/* RFC 6409 7: a submission server takes mail. */
static bool is_refusal(const mw_smtp_session *s, const mw_smtp_step *step, unsigned code)
{
  int klass = mw_smtp_code_class(code);
  bool no_mail = step->place == MW_SMTP_PLACE_GREETING && code == 521;
  return (klass == MW_SMTP_CLASS_TRANSIENT || klass == MW_SMTP_CLASS_PERMANENT) &&
         !(no_mail && s->variant == MW_SMTP_VARIANT_SUBMISSION);
}

static bool answer_no(mw_smtp_session *s, const mw_smtp_step *step, unsigned code)
{
  unsigned at = mwi_session_find(s, step, code, MWI_WHEN_REFUSED)->refused;
  if (at == MWI_AT_BROKEN && code == 503 && (s->policy & MW_SMTP_POLICY_KEEP_503) != 0) {
    at = MWI_AT_SAME;
  }
  if (at == MWI_AT_REJECTED && code == 521) {
    s->flags |= MWI_SESSION_NO_MAIL;
  }
  enter_state(s, at);
  return is_refusal(s, step, code);
}

/* Whether a positive reply is one that the row completes by. */
static bool completes(const mwi_session_row *row, bool more)
{
  return more == (row->when == MWI_WHEN_MORE) && row->done != MWI_AT_NEVER;
}

/* The last reply to a step, or none where none was due. row: of a completion; NULL: to be found. */
static bool answer_last(mw_smtp_session *s, const mw_smtp_step *step, unsigned code,
                        const mwi_session_row *row)
{
  unsigned klass = code / 100;
  bool more = klass == MW_SMTP_CLASS_INTERMEDIATE;
  if (code == 0 && mw_smtp_session_command(s, step) != MW_SMTP_SITUATION_NONE) {
    return true;
  }
  if (code != 0 && klass != MW_SMTP_CLASS_COMPLETION && !more) {
    return answer_no(s, step, code);
  }
  row = row != NULL ? row : mwi_session_find(s, step, code, MWI_WHEN_DONE);
  if (!completes(row, more)) {
    (void)answer_no(s, step, code);
    return false;
  }
  note_positive(s, step, more);
  enter_state(s, row->done);
  return true;
}

/* One of several replies that is not the last. */
static bool answer_in_part(mw_smtp_session *s, unsigned code)
{
  int klass = mw_smtp_code_class(code);
  s->answered++;
  return klass == MW_SMTP_CLASS_COMPLETION || klass == MW_SMTP_CLASS_TRANSIENT ||
         klass == MW_SMTP_CLASS_PERMANENT;
}

static MWI_APART bool answer_other(mw_smtp_session *s, const mw_smtp_step *step, unsigned code,
                                   const mwi_session_row *usual)
{
  bool fits;
  uint32_t due;
  if (s == NULL || s->state == MW_SMTP_STATE_CLOSED) {
    return false;
  }
  due = s->variant != MW_SMTP_VARIANT_LMTP && step != NULL ? 1 : mw_smtp_session_due(s, step);
  if (step == NULL || (due == 0) != (code == 0)) {
    enter_state(s, code == 421 ? MWI_AT_CLOSED : MWI_AT_SAME);
    return code == 421;
  }
  if (due > 1 && code != 421) {
    return answer_in_part(s, code);
  }
  fits = answer_last(s, step, code, usual);
  s->answered = 0;
  return fits;
}

/* A positive answer by the usual row, the only one that is due, goes the short way; the other is
 * its oracle. */
bool mwi_session_answer(mw_smtp_session *s, const mw_smtp_step *step, unsigned code,
                        const mwi_session_row *usual)
{
  bool more = code / 100 == MW_SMTP_CLASS_INTERMEDIATE;
  if (usual == NULL || s->variant == MW_SMTP_VARIANT_LMTP ||
      (!more && code / 100 != MW_SMTP_CLASS_COMPLETION) || !completes(usual, more)) {
    return answer_other(s, step, code, usual);
  }
  note_positive(s, step, more);
  enter_state(s, usual->done);
  s->answered = 0;
  return true;
}

bool mw_smtp_session_reply(mw_smtp_session *s, const mw_smtp_step *step, unsigned code)
{
  return mwi_session_answer(s, step, code, NULL);
}

/* ---- what no reply tells -------------------------------------------------------------------- */

static mw_status begin_tls(mw_smtp_session *s, unsigned flags)
{
  if (s->state == MW_SMTP_STATE_TLS) {
    mwi_session_forget(s, 0);
    s->state = MW_SMTP_STATE_CONN;
  } else if (s->state != MW_SMTP_STATE_CONNECT || (s->flags & MWI_SESSION_TLS) != 0) {
    return MW_E_ARGUMENT;
  }
  s->flags |= (uint8_t)flags;
  return MW_OK;
}

static mw_status begin_layer(mw_smtp_session *s)
{
  if (s->state != MW_SMTP_STATE_GREETED || (s->flags & MWI_SESSION_AUTH) == 0) {
    return MW_E_ARGUMENT;
  }
  mwi_session_forget(s, SECURED);
  s->state = MW_SMTP_STATE_CONN;
  return MW_OK;
}

mw_status mw_smtp_session_secured(mw_smtp_session *s, mw_smtp_security what)
{
  if (s == NULL) {
    return MW_E_ARGUMENT;
  }
  switch (what) {
  case MW_SMTP_TLS_DONE: return begin_tls(s, MWI_SESSION_TLS);
  case MW_SMTP_TLS_WEAK: return begin_tls(s, MWI_SESSION_TLS | MWI_SESSION_WEAK);
  case MW_SMTP_SASL_LAYER: return begin_layer(s);
  case MW_SMTP_TLS_FAILED:
    if (s->state == MW_SMTP_STATE_TLS) {
      enter_state(s, MWI_AT_CLOSED);
      return MW_OK;
    }
    return MW_E_ARGUMENT;
  default: return MW_E_ARGUMENT;
  }
}

void mw_smtp_session_lost(mw_smtp_session *s)
{
  if (s != NULL) {
    enter_state(s, MWI_AT_CLOSED);
  }
}

mw_status mw_smtp_session_turn(mw_smtp_session *s, unsigned policies)
{
  unsigned kept;
  mw_status status;
  if (s == NULL || s->state != MW_SMTP_STATE_REVERSED) {
    return MW_E_ARGUMENT;
  }
  kept = s->flags & (MWI_SESSION_TLS | MWI_SESSION_WEAK);
  status = mw_smtp_session_init(s, (mw_smtp_variant)s->variant, policies);
  if (status == MW_OK) {
    s->flags = (uint8_t)kept;
  }
  return status;
}
