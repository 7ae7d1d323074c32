/* SPDX-License-Identifier: MIT */
/* Sessions of SMTP, LMTP and submission walked by any octets, against a small model that knows no table: what may come,
 * how many replies are due, and where each reply leads must be the same; copies and prints of equal sessions are equal.
 *
 * The first octet says which variant; then three a step: its verb or place, its facts, and the code of its reply.
 */
#include <mailwire/mailwire.h>
#include <string.h>

#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the model remembers. */
typedef struct model {
  mw_smtp_variant variant;
  mw_smtp_state state;
  bool tls;
  bool authenticated;
  bool open; /* a transaction, broken or not */
  bool binary;
  bool helo; /* the last hello was HELO: no extension is there */
  uint32_t accepted;
  uint32_t answered;
} model;

enum { PLACES = 3 };

static bool lmtp(const model *m)
{
  return m->variant == MW_SMTP_VARIANT_LMTP;
}

static bool in_mail(const model *m)
{
  return m->state == MW_SMTP_STATE_MAIL || m->state == MW_SMTP_STATE_RCPT || m->state == MW_SMTP_STATE_BDAT;
}

static bool is_hello(const model *m, mw_smtp_verb verb)
{
  return lmtp(m) ? verb == MW_SMTP_LHLO : verb == MW_SMTP_EHLO || verb == MW_SMTP_HELO;
}

static bool is_last(const mw_smtp_step *step)
{
  return step->verb == MW_SMTP_BDAT && (step->flags & MW_SMTP_STEP_LAST) != 0;
}

/* ---- what may come ---------------------------------------------------------------------------- */

static bool mail_allowed(const model *m)
{
  bool needs = m->variant == MW_SMTP_VARIANT_SUBMISSION && !m->authenticated;
  return m->state == MW_SMTP_STATE_GREETED && !needs;
}

static bool text_allowed(const model *m, const mw_smtp_step *step)
{
  bool needs = m->variant == MW_SMTP_VARIANT_SUBMISSION && !m->authenticated;
  if (step->verb == MW_SMTP_DATA) {
    return m->state == MW_SMTP_STATE_RCPT && !m->binary && !needs;
  }
  if (m->helo) {
    return false;
  }
  if (m->state == MW_SMTP_STATE_MAIL) {
    return lmtp(m) && is_last(step);
  }
  return (m->state == MW_SMTP_STATE_RCPT || m->state == MW_SMTP_STATE_BDAT) && !needs;
}

static bool command_allowed(const model *m, const mw_smtp_step *step)
{
  bool needs = m->variant == MW_SMTP_VARIANT_SUBMISSION && !m->authenticated;
  bool broken = m->state == MW_SMTP_STATE_BROKEN;
  switch (step->verb) {
  case MW_SMTP_EHLO:
  case MW_SMTP_HELO:
  case MW_SMTP_LHLO: return is_hello(m, step->verb);
  case MW_SMTP_QUIT:
  case MW_SMTP_RSET: return true;
  case MW_SMTP_NOOP: return !broken;
  case MW_SMTP_VRFY: return !broken && !needs;
  case MW_SMTP_STARTTLS: return m->state == MW_SMTP_STATE_GREETED && !m->tls && !m->helo;
  case MW_SMTP_AUTH: return m->state == MW_SMTP_STATE_GREETED && !m->authenticated && !m->helo;
  case MW_SMTP_MAIL: return mail_allowed(m);
  case MW_SMTP_RCPT: return (m->state == MW_SMTP_STATE_MAIL || m->state == MW_SMTP_STATE_RCPT) && !needs;
  case MW_SMTP_DATA:
  case MW_SMTP_BDAT: return text_allowed(m, step);
  default: return false;
  }
}

static bool allowed(const model *m, const mw_smtp_step *step)
{
  switch (m->state) {
  case MW_SMTP_STATE_CONNECT: return step->place == MW_SMTP_PLACE_GREETING;
  case MW_SMTP_STATE_REJECTED: return step->place == MW_SMTP_PLACE_COMMAND && step->verb == MW_SMTP_QUIT;
  case MW_SMTP_STATE_DATA: return step->place == MW_SMTP_PLACE_MESSAGE;
  case MW_SMTP_STATE_AUTH: return step->place == MW_SMTP_PLACE_AUTH_LINE;
  case MW_SMTP_STATE_TLS:
  case MW_SMTP_STATE_CLOSED: return false;
  default: return step->place == MW_SMTP_PLACE_COMMAND && command_allowed(m, step);
  }
}

static uint32_t due(const model *m, const mw_smtp_step *step)
{
  bool message = step->place == MW_SMTP_PLACE_MESSAGE && m->state == MW_SMTP_STATE_DATA;
  bool chunk = step->place == MW_SMTP_PLACE_COMMAND && is_last(step);
  return lmtp(m) && m->open && (message || chunk) ? m->accepted - m->answered : 1;
}

/* ---- what becomes of it, for a step that may come and an honest server ------------------------- */

static void over(model *m, mw_smtp_state state)
{
  m->state = state;
  m->open = false;
  m->binary = false;
  m->accepted = 0;
  m->answered = 0;
}

static void chunk_answered(model *m, const mw_smtp_step *step, unsigned code)
{
  if (is_last(step) && (lmtp(m) || code / 100 == 2)) {
    over(m, MW_SMTP_STATE_GREETED);
  } else {
    m->state = code / 100 == 2 ? MW_SMTP_STATE_BDAT : MW_SMTP_STATE_BROKEN;
  }
}

static void command_done(model *m, const mw_smtp_step *step)
{
  switch (step->verb) {
  case MW_SMTP_EHLO:
  case MW_SMTP_HELO:
  case MW_SMTP_LHLO:
    over(m, MW_SMTP_STATE_GREETED);
    m->helo = step->verb == MW_SMTP_HELO;
    break;
  case MW_SMTP_RSET: over(m, m->state == MW_SMTP_STATE_CONN ? m->state : MW_SMTP_STATE_GREETED); break;
  case MW_SMTP_QUIT: over(m, MW_SMTP_STATE_CLOSED); break;
  case MW_SMTP_STARTTLS: over(m, MW_SMTP_STATE_TLS); break;
  case MW_SMTP_AUTH: m->authenticated = true; break;
  case MW_SMTP_MAIL:
    m->state = MW_SMTP_STATE_MAIL;
    m->open = true;
    m->binary = (step->flags & MW_SMTP_STEP_BINARY) != 0;
    break;
  case MW_SMTP_RCPT:
    m->state = MW_SMTP_STATE_RCPT;
    m->accepted++;
    break;
  default: break;
  }
}

static void command_answered(model *m, const mw_smtp_step *step, unsigned code)
{
  if (step->verb == MW_SMTP_BDAT) {
    chunk_answered(m, step, code);
  } else if (step->verb == MW_SMTP_DATA) {
    m->state = code / 100 == 3 ? MW_SMTP_STATE_DATA : m->state;
  } else if (step->verb == MW_SMTP_AUTH && code / 100 == 3) {
    m->state = MW_SMTP_STATE_AUTH;
  } else if (code / 100 == 2) {
    command_done(m, step);
  }
}

static void answered(model *m, const mw_smtp_step *step, unsigned code)
{
  switch (step->place) {
  case MW_SMTP_PLACE_GREETING: m->state = code / 100 == 2 ? MW_SMTP_STATE_CONN : MW_SMTP_STATE_REJECTED; break;
  case MW_SMTP_PLACE_AUTH_LINE:
    m->authenticated = m->authenticated || code / 100 == 2;
    m->state = code / 100 == 3 ? MW_SMTP_STATE_AUTH : MW_SMTP_STATE_GREETED;
    break;
  case MW_SMTP_PLACE_MESSAGE: over(m, MW_SMTP_STATE_GREETED); break;
  default: command_answered(m, step, code); break;
  }
}

/* A refused step changes nothing but what RFC 3030 says of chunks. */
static void refused(model *m, const mw_smtp_step *step)
{
  bool data_amid = step->verb == MW_SMTP_DATA && (m->state == MW_SMTP_STATE_BDAT || (m->binary && in_mail(m)));
  bool chunk = step->verb == MW_SMTP_BDAT && !m->helo && (m->state == MW_SMTP_STATE_GREETED || in_mail(m));
  bool needs = m->variant == MW_SMTP_VARIANT_SUBMISSION && !m->authenticated;
  if (step->place == MW_SMTP_PLACE_COMMAND &&
      (data_amid || (chunk && !(needs && m->state != MW_SMTP_STATE_GREETED && m->state != MW_SMTP_STATE_MAIL)))) {
    m->state = MW_SMTP_STATE_BROKEN;
  }
}

static void tell(model *m, const mw_smtp_step *step, unsigned code)
{
  if (code == 421) {
    if (m->state != MW_SMTP_STATE_CLOSED) {
      over(m, MW_SMTP_STATE_CLOSED);
    }
  } else if (due(m, step) > 1) {
    m->answered++;
  } else {
    if (code == 0 ? allowed(m, step) : false) {
      over(m, MW_SMTP_STATE_GREETED);
    } else if (code != 0 && allowed(m, step)) {
      answered(m, step, code);
    } else if (code != 0) {
      refused(m, step);
    }
    m->answered = 0;
  }
}

/* ---- the walk --------------------------------------------------------------------------------- */

static mw_smtp_step step_of(const uint8_t *octets)
{
  static const mw_smtp_verb verbs[] = {MW_SMTP_EHLO, MW_SMTP_HELO, MW_SMTP_LHLO,     MW_SMTP_MAIL,   MW_SMTP_RCPT,
                                       MW_SMTP_DATA, MW_SMTP_BDAT, MW_SMTP_RSET,     MW_SMTP_NOOP,   MW_SMTP_QUIT,
                                       MW_SMTP_VRFY, MW_SMTP_AUTH, MW_SMTP_STARTTLS, MW_SMTP_UNKNOWN};
  const unsigned count = sizeof verbs / sizeof verbs[0];
  unsigned which = octets[0] % (count + PLACES);
  mw_smtp_step step;
  memset(&step, 0, sizeof step);
  if (which < count) {
    step.verb = verbs[which];
  } else {
    step.place = (mw_smtp_place)(which - count + 1);
  }
  step.flags = octets[1] & (MW_SMTP_STEP_LAST | MW_SMTP_STEP_BINARY);
  return step;
}

/* A code that a server may give there: a step that is refused gets a refusal. */
static unsigned code_of(const mw_smtp_session *s, const mw_smtp_step *step, unsigned octet)
{
  static const unsigned refusals[] = {452, 503, 550, 421};
  bool may = mw_smtp_session_command(s, step) == MW_SMTP_SITUATION_NONE;
  bool more =
      step->place == MW_SMTP_PLACE_AUTH_LINE || (step->place == MW_SMTP_PLACE_COMMAND && step->verb == MW_SMTP_AUTH);
  bool data = step->place == MW_SMTP_PLACE_COMMAND && step->verb == MW_SMTP_DATA;
  if (mw_smtp_session_due(s, step) == 0) {
    return octet % 8 == 7 ? 421 : 0;
  }
  if (!may || octet % 4 == 3) {
    return refusals[octet / 4 % 4];
  }
  return data || (more && octet % 4 == 1) ? 354 : 250;
}

static void compare(const mw_smtp_session *s, const model *m)
{
  char buffer[2][512];
  mw_smtp_session copy = *s;
  mw_slice text[2];
  mw_writer w;
  must(mw_smtp_session_state(s) == m->state, "the state is another");
  must(mw_smtp_session_recipients(s) == m->accepted, "the recipients are others");
  must(mw_smtp_session_is_tls(s) == m->tls, "TLS is another");
  must(mw_smtp_session_is_authenticated(s) == m->authenticated, "AUTH is another");
  mw_writer_init(&w, buffer[0], sizeof buffer[0]);
  mw_smtp_session_print(s, &w);
  must(mw_writer_result(&w, &text[0]) == MW_OK, "it is not printed");
  mw_writer_init(&w, buffer[1], sizeof buffer[1]);
  mw_smtp_session_print(&copy, &w);
  must(mw_writer_result(&w, &text[1]) == MW_OK && mw_slice_equal(text[0], text[1]) && mw_smtp_session_equal(s, &copy),
       "a copy is another");
}

static void walk(mw_smtp_session *s, model *m, const uint8_t *octets)
{
  mw_smtp_step step = step_of(octets);
  unsigned code = code_of(s, &step, octets[2]);
  must((mw_smtp_session_command(s, &step) == MW_SMTP_SITUATION_NONE) == allowed(m, &step), "what may come is another");
  must(mw_smtp_session_due(s, &step) == due(m, &step), "other replies are due");
  tell(m, &step, code);
  (void)mw_smtp_session_reply(s, &step, code);
  if (m->state == MW_SMTP_STATE_TLS && octets[1] % 2 == 0) {
    must(mw_smtp_session_secured(s, MW_SMTP_TLS_DONE) == MW_OK, "TLS cannot begin");
    m->state = MW_SMTP_STATE_CONN;
    m->tls = true;
    m->helo = false;
    m->authenticated = false;
  }
  compare(s, m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  mw_smtp_session s;
  model m;
  size_t i;
  memset(&m, 0, sizeof m);
  m.variant = (mw_smtp_variant)(size > 0 ? data[0] % 3 + 1 : 1);
  m.state = MW_SMTP_STATE_CONNECT;
  must(mw_smtp_session_init(&s, m.variant, 0) == MW_OK, "it does not begin");
  for (i = 1; i + 3 <= size; i += 3) {
    walk(&s, &m, data + i);
  }
  return 0;
}
