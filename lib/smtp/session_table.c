/* SPDX-License-Identifier: MIT */
/* The rows of tables/smtp_session.def, and which of them a step meets. */
#include "smtp/session_rows.h"

#include "base/compiler.h"

/* Breaks the build when a number does not fit its field. */
#define MW_SMTP_STATE(id, number, name, meaning)                                                   \
  typedef char mwi_session_state_fits_##id[(number) > 0 && (number) < 64 ? 1 : -1];
#define MW_SMTP_POLICY(id, bit, meaning, rfc)                                                      \
  typedef char mwi_session_policy_fits_##id[(bit) < 14 ? 1 : -1];
#include <mailwire/tables/smtp_session.def>

static const mwi_session_row session_rows[] = {
#define MW_SMTP_STEP(state, event, when, situation, done, refused, rfc)                            \
  {MWI_EVENT_##event,                                                                              \
   MWI_AT_##state,                                                                                 \
   MWI_WHEN_##when,                                                                                \
   MW_SMTP_SITUATION_##situation,                                                                  \
   MWI_AT_##done,                                                                                  \
   MWI_AT_##refused,                                                                               \
   rfc},
#include <mailwire/tables/smtp_session.def>
};

static const struct {
  uint16_t event;
  uint8_t when;
} session_groups[] = {
#define MW_SMTP_GROUP(event, when, rfc) {MWI_EVENT_##event, MWI_WHEN_##when},
#include <mailwire/tables/smtp_session.def>
};

static const mwi_session_row session_other = {
    MWI_EVENT_ANY, MWI_AT_ANY, MWI_WHEN_ALWAYS, MW_SMTP_SITUATION_NONE, MWI_AT_SAME,
    MWI_AT_SAME,   ""};

/* ---- events --------------------------------------------------------------------------------- */

static uint16_t event_of_verb(mw_smtp_verb verb)
{
  switch (verb) {
  case MW_SMTP_MAIL:
  case MW_SMTP_RCPT:
  case MW_SMTP_DATA:
  case MW_SMTP_BDAT: return (uint16_t)verb;
  case MW_SMTP_SEND:
  case MW_SMTP_SOML:
  case MW_SMTP_SAML: return MWI_EVENT_MAIL;
  default:
    return mw_smtp_verb_row(verb) != NULL || verb == MW_SMTP_UNKNOWN ? (uint16_t)verb
                                                                     : MWI_EVENT_OWN;
  }
}

static uint16_t event_of(const mw_smtp_step *step)
{
  switch (step->place) {
  case MW_SMTP_PLACE_GREETING: return MWI_EVENT_GREETING;
  case MW_SMTP_PLACE_AUTH_LINE: return MWI_EVENT_AUTH_LINE;
  case MW_SMTP_PLACE_MESSAGE: return MWI_EVENT_MESSAGE;
  default: return event_of_verb(step->verb);
  }
}

/* ---- conditions ----------------------------------------------------------------------------- */

static bool holds_of_step(unsigned when, const mw_smtp_step *step)
{
  switch (when) {
  case MWI_WHEN_LAST: return (step->flags & MW_SMTP_STEP_LAST) != 0;
  case MWI_WHEN_NOT_LAST: return (step->flags & MW_SMTP_STEP_LAST) == 0;
  case MWI_WHEN_ONE_ROUND: return (step->flags & MW_SMTP_STEP_ONE_ROUND) != 0;
  default: return when == MWI_WHEN_ALWAYS;
  }
}

static bool is_lmtp(const mw_smtp_session *s)
{
  return s->variant == MW_SMTP_VARIANT_LMTP;
}

static bool is_open(const mw_smtp_session *s)
{
  return s->state == MW_SMTP_STATE_MAIL || s->state == MW_SMTP_STATE_RCPT ||
         s->state == MW_SMTP_STATE_BDAT;
}

static bool remembers(const mw_smtp_session *s, unsigned flag)
{
  return (s->flags & flag) != 0;
}

static bool wants(const mw_smtp_session *s, unsigned policy)
{
  return (s->policy & policy) != 0;
}

/* RFC 6409 4.3: submission wants it unless the site has another way. */
static bool needs_auth(const mw_smtp_session *s)
{
  bool submission = s->variant == MW_SMTP_VARIANT_SUBMISSION && !wants(s, MW_SMTP_POLICY_NO_AUTH);
  return !remembers(s, MWI_SESSION_AUTH) && (submission || wants(s, MW_SMTP_POLICY_AUTH_FIRST));
}

static bool holds_of_session(unsigned when, const mw_smtp_session *s)
{
  switch (when) {
  case MWI_WHEN_LMTP: return is_lmtp(s);
  case MWI_WHEN_NOT_LMTP: return !is_lmtp(s);
  case MWI_WHEN_NO_MAIL_HOST: return remembers(s, MWI_SESSION_NO_MAIL);
  case MWI_WHEN_WEAK_TLS: return remembers(s, MWI_SESSION_WEAK);
  case MWI_WHEN_TLS_ACTIVE: return remembers(s, MWI_SESSION_TLS);
  case MWI_WHEN_AUTHENTICATED: return remembers(s, MWI_SESSION_AUTH);
  case MWI_WHEN_NOT_AUTHENTICATED: return !remembers(s, MWI_SESSION_AUTH);
  case MWI_WHEN_OPEN: return is_open(s);
  case MWI_WHEN_NOT_OPEN: return !is_open(s);
  case MWI_WHEN_BINARY: return remembers(s, MWI_SESSION_BINARY);
  case MWI_WHEN_NEEDS_TLS:
    return wants(s, MW_SMTP_POLICY_TLS_FIRST) && !remembers(s, MWI_SESSION_TLS);
  case MWI_WHEN_NEEDS_AUTH: return needs_auth(s);
  case MWI_WHEN_HELLO_AGAIN:
    return wants(s, MW_SMTP_POLICY_ONE_HELLO) && remembers(s, MWI_SESSION_HELLO);
  case MWI_WHEN_HELLO_MISSING: return !wants(s, MW_SMTP_POLICY_NO_HELLO);
  default: return false;
  }
}

/* A verb of RFC 5321 needs no announcement; one whose keyword no table has cannot be missed. */
static bool is_unoffered(const mw_smtp_session *s, mw_smtp_verb verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(verb);
  mw_smtp_extension extension;
  if (row == NULL || row->standing == MW_SMTP_CURRENT || !remembers(s, MWI_SESSION_OFFERED) ||
      wants(s, MW_SMTP_POLICY_UNANNOUNCED)) {
    return false;
  }
  extension = mw_smtp_extension_find(mw_slice_text(row->extension));
  return extension != MW_SMTP_EXT_UNKNOWN && !mwi_session_offers(s, extension);
}

static bool is_too_big(const mw_smtp_session *s, const mw_smtp_step *step)
{
  return s->most != 0 && (s->octets > s->most || step->octets > s->most - s->octets);
}

static bool holds_of_both(unsigned when, const mw_smtp_session *s, const mw_smtp_step *step)
{
  bool last = (step->flags & MW_SMTP_STEP_LAST) != 0;
  switch (when) {
  case MWI_WHEN_LAST_LMTP: return last && is_lmtp(s);
  case MWI_WHEN_LAST_ENDS: return last && (is_lmtp(s) || wants(s, MW_SMTP_POLICY_LAST_ENDS));
  case MWI_WHEN_ARGUMENT_821:
    return wants(s, MW_SMTP_POLICY_BARE_NOOP) && (step->flags & MW_SMTP_STEP_ARGUMENT) != 0;
  case MWI_WHEN_NAKED:
    return wants(s, MW_SMTP_POLICY_PLAIN_NEEDS_TLS) && !remembers(s, MWI_SESSION_TLS) &&
           (step->flags & MW_SMTP_STEP_PLAIN) != 0;
  case MWI_WHEN_UNOFFERED: return is_unoffered(s, step->verb);
  case MWI_WHEN_PARAMS_HELO:
    return !remembers(s, MWI_SESSION_HELLO) && (step->flags & MW_SMTP_STEP_PARAMS) != 0;
  case MWI_WHEN_TOO_BIG: return is_too_big(s, step);
  default: return false;
  }
}

static bool holds(unsigned when, const mw_smtp_session *s, const mw_smtp_step *step, unsigned code)
{
  if (when == MWI_WHEN_CLOSING || when == MWI_WHEN_MORE) {
    return when == MWI_WHEN_CLOSING ? code == 421 : code / 100 == MW_SMTP_CLASS_INTERMEDIATE;
  }
  return holds_of_step(when, step) || holds_of_session(when, s) || holds_of_both(when, s, step);
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* Whether the row leaves to a later one what is asked for. */
static bool leaves_it(const mwi_session_row *row, mwi_session_way way)
{
  return (way == MWI_WHEN_DONE && row->done == MWI_AT_LATER) ||
         (way == MWI_WHEN_REFUSED && row->refused == MWI_AT_LATER);
}

const mwi_session_row *mwi_session_find_plain(const mw_smtp_session *s, const mw_smtp_step *step,
                                              unsigned code, mwi_session_way way)
{
  uint16_t event = event_of(step);
  size_t i;
  for (i = 0; i < SESSION_ROWS; i++) {
    const mwi_session_row *row = &session_rows[i];
    bool here = (row->at == s->state || row->at == MWI_AT_ANY) &&
                (row->event == event || row->event == MWI_EVENT_ANY);
    if (here && !leaves_it(row, way) && holds(row->when, s, step, code)) {
      return row;
    }
  }
  return &session_other;
}

/* ---- by the rows that are left --------------------------------------------------------------- */

/* Whether a policy, or TLS that is too weak, stands in the way of nearly every step. */
static MWI_RARE bool is_missing(const mw_smtp_session *s)
{
  return remembers(s, MWI_SESSION_WEAK) || needs_auth(s) ||
         (wants(s, MW_SMTP_POLICY_TLS_FIRST) && !remembers(s, MWI_SESSION_TLS));
}

static MWI_INLINE bool is_in_the_way(const mw_smtp_session *s)
{
  const unsigned first = MW_SMTP_POLICY_TLS_FIRST | MW_SMTP_POLICY_AUTH_FIRST;
  return (s->variant == MW_SMTP_VARIANT_SUBMISSION || wants(s, first) ||
          remembers(s, MWI_SESSION_WEAK)) &&
         is_missing(s);
}

/* The first of those rows whose condition holds, or NULL. */
static const mwi_session_row *first_that_holds(uint64_t rows, const mwi_session_row *first,
                                               const mw_smtp_session *s, const mw_smtp_step *step,
                                               unsigned code)
{
  for (; rows != 0; rows &= rows - 1) {
    const mwi_session_row *row = first + mwi_first_bit(rows);
    if (row->when == MWI_WHEN_ALWAYS || holds(row->when, s, step, code)) {
      return row;
    }
  }
  return NULL;
}

/* Conditions of many events that do not hold: their rows need not be looked at. */
static MWI_INLINE uint64_t rows_off(const mw_smtp_session *s, const mw_smtp_step *step,
                                    unsigned code, unsigned word)
{
  uint64_t off = code != 421 ? mwi_session_rows_when(MWI_WHEN_CLOSING, word) : 0;
  if (!is_in_the_way(s)) {
    off |= mwi_session_rows_when(MWI_WHEN_WEAK_TLS, word) |
           mwi_session_rows_when(MWI_WHEN_NEEDS_TLS, word) |
           mwi_session_rows_when(MWI_WHEN_NEEDS_AUTH, word);
  }
  return mwi_verb_is_current(step->verb) ? off | mwi_session_rows_when(MWI_WHEN_UNOFFERED, word)
                                         : off;
}

/* mwi_session_find_plain() by these. */
static const mwi_session_row *find_among(const mw_smtp_session *s, const mw_smtp_step *step,
                                         unsigned code, mwi_session_way way)
{
  uint16_t event = event_of(step);
  uint64_t rows = mwi_session_rows_met(event, s->state, way, 0) & ~rows_off(s, step, code, 0);
  const mwi_session_row *row = first_that_holds(rows, session_rows, s, step, code);
  if (row == NULL) {
    rows = mwi_session_rows_met(event, s->state, way, 1) & ~rows_off(s, step, code, 1);
    row = first_that_holds(rows, session_rows + 64, s, step, code);
  }
  return row != NULL ? row : &session_other;
}

/* ---- the short way: what nearly every step is, where nothing general stands in its way. It knows
 * the place of a row and what must not hold of those before it; the plain way is its oracle. */

static bool has_params_of_helo(const mw_smtp_session *s, const mw_smtp_step *step)
{
  return (step->flags & MW_SMTP_STEP_PARAMS) != 0 && !remembers(s, MWI_SESSION_HELLO);
}

/* The place of its row, or SESSION_ROWS. */
static size_t short_mail(const mw_smtp_session *s, const mw_smtp_step *step)
{
  bool short_way =
      s->state == MW_SMTP_STATE_GREETED && !has_params_of_helo(s, step) && !is_too_big(s, step);
  return short_way ? ROW_ANY_MAIL_ALWAYS : SESSION_ROWS;
}

static size_t short_rcpt(const mw_smtp_session *s, const mw_smtp_step *step)
{
  bool short_way = (s->state == MW_SMTP_STATE_MAIL || s->state == MW_SMTP_STATE_RCPT) &&
                   !has_params_of_helo(s, step);
  return short_way ? ROW_ANY_RCPT_ALWAYS : SESSION_ROWS;
}

static size_t short_data(const mw_smtp_session *s, unsigned code, mwi_session_way way)
{
  if (s->state != MW_SMTP_STATE_RCPT || remembers(s, MWI_SESSION_BINARY)) {
    return SESSION_ROWS;
  }
  return way != MWI_WHEN_REFUSED && code / 100 == MW_SMTP_CLASS_INTERMEDIATE ? ROW_ANY_DATA_MORE
                                                                             : ROW_ANY_DATA_ALWAYS;
}

static size_t short_bdat(const mw_smtp_session *s, const mw_smtp_step *step)
{
  bool short_way = (s->state == MW_SMTP_STATE_RCPT || s->state == MW_SMTP_STATE_BDAT) &&
                   remembers(s, MWI_SESSION_OFFERED) &&
                   mwi_session_offers(s, MW_SMTP_EXT_CHUNKING) && !is_too_big(s, step);
  if (!short_way) {
    return SESSION_ROWS;
  }
  if ((step->flags & MW_SMTP_STEP_LAST) == 0) {
    return ROW_ANY_BDAT_ALWAYS;
  }
  return is_lmtp(s) || wants(s, MW_SMTP_POLICY_LAST_ENDS) ? ROW_ANY_BDAT_LAST_ENDS
                                                          : ROW_ANY_BDAT_LAST;
}

/* EHLO and QUIT. */
static size_t short_frame(const mw_smtp_session *s, mw_smtp_verb verb)
{
  if (s->state != MW_SMTP_STATE_CONN && s->state != MW_SMTP_STATE_GREETED) {
    return SESSION_ROWS;
  }
  if (verb == MW_SMTP_QUIT) {
    return ROW_ANY_QUIT_ALWAYS;
  }
  return is_lmtp(s) || wants(s, MW_SMTP_POLICY_ONE_HELLO) || remembers(s, MWI_SESSION_WEAK)
             ? SESSION_ROWS
             : ROW_ANY_EHLO_ALWAYS;
}

static size_t short_rset(const mw_smtp_session *s)
{
  if (remembers(s, MWI_SESSION_WEAK)) {
    return SESSION_ROWS;
  }
  switch (s->state) {
  case MW_SMTP_STATE_CONN: return ROW_CONN_RSET_ALWAYS;
  case MW_SMTP_STATE_GREETED:
  case MW_SMTP_STATE_MAIL:
  case MW_SMTP_STATE_RCPT: return ROW_ANY_RSET_ALWAYS;
  default: return SESSION_ROWS;
  }
}

static MWI_INLINE size_t short_command(const mw_smtp_session *s, const mw_smtp_step *step,
                                       unsigned code, mwi_session_way way)
{
  if (step->verb == MW_SMTP_EHLO || step->verb == MW_SMTP_QUIT) {
    return short_frame(s, step->verb);
  }
  if (is_in_the_way(s)) {
    return SESSION_ROWS;
  }
  switch (step->verb) {
  case MW_SMTP_RCPT: return short_rcpt(s, step);
  case MW_SMTP_MAIL: return short_mail(s, step);
  case MW_SMTP_DATA: return short_data(s, code, way);
  case MW_SMTP_BDAT: return short_bdat(s, step);
  case MW_SMTP_RSET: return short_rset(s);
  default: return SESSION_ROWS;
  }
}

static MWI_INLINE size_t short_place(const mw_smtp_session *s, const mw_smtp_step *step,
                                     unsigned code, mwi_session_way way)
{
  if (code == 421) {
    return SESSION_ROWS;
  }
  if (step->place == MW_SMTP_PLACE_COMMAND) {
    return short_command(s, step, code, way);
  }
  if (step->place == MW_SMTP_PLACE_MESSAGE && s->state == MW_SMTP_STATE_DATA) {
    return ROW_DATA_MESSAGE_ALWAYS;
  }
  return step->place == MW_SMTP_PLACE_GREETING && s->state == MW_SMTP_STATE_CONNECT
             ? ROW_CONNECT_GREETING_ALWAYS
             : SESSION_ROWS;
}

const mwi_session_row *mwi_session_usual(const mw_smtp_session *s, const mw_smtp_step *step,
                                         unsigned code)
{
  size_t place = short_place(s, step, code, MWI_WHEN_DONE);
  return place < SESSION_ROWS ? &session_rows[place] : NULL;
}

const mwi_session_row *mwi_session_find(const mw_smtp_session *s, const mw_smtp_step *step,
                                        unsigned code, mwi_session_way way)
{
  size_t place = short_place(s, step, code, way);
  return place < SESSION_ROWS ? &session_rows[place] : find_among(s, step, code, way);
}

bool mw_smtp_step_ends_group(const mw_smtp_step *step)
{
  uint16_t event = step != NULL ? event_of(step) : MWI_EVENT_ANY;
  size_t i;
  for (i = 0; step != NULL && i < sizeof session_groups / sizeof session_groups[0]; i++) {
    if (session_groups[i].event == event && holds_of_step(session_groups[i].when, step)) {
      return false;
    }
  }
  return step != NULL;
}
