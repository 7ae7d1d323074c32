/* SPDX-License-Identifier: MIT */
/* What an answer changes in a dialogue: how the client is read on, the transaction, AUTH, TLS. */
#include <string.h>

#include "smtp/command_reader.h"
#include "smtp/dialogue_odd.h"
#include "smtp/reply_reader.h"
#include "smtp/session.h"

bool mwi_talk_has_chunks(const mw_smtp_dialogue *d)
{
  return mwi_session_offers(&d->session, MW_SMTP_EXT_CHUNKING) &&
         !mwi_talk_is(d, MWI_TALK_HOLD_BDAT);
}

static bool is_good(unsigned code)
{
  return code / 100 == 2;
}

/* Where TLS takes over the reply reader knows it: one of the reply's codes is enough. */
static bool begins_tls(const mw_smtp_dialogue *d, unsigned code)
{
  if (mwi_talk_is(d, MWI_TALK_DECRYPTED | MWI_TALK_ASSUMED)) {
    return is_good(code);
  }
  return d->replies.mode == MWI_REPLY_MODE_TLS;
}

/* What the answer to a held unit means for what follows it. */
static mw_smtp_expect expected(const mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code)
{
  mw_smtp_verb verb = u->step.place == MW_SMTP_PLACE_AUTH_LINE ? MW_SMTP_AUTH : u->step.verb;
  switch (verb) {
  case MW_SMTP_AUTH: return code == 334 ? MW_SMTP_EXPECT_AUTH : MW_SMTP_EXPECT_COMMAND;
  case MW_SMTP_DATA: return code == 354 ? MW_SMTP_EXPECT_DATA : MW_SMTP_EXPECT_COMMAND;
  case MW_SMTP_STARTTLS: return begins_tls(d, code) ? MW_SMTP_EXPECT_TLS : MW_SMTP_EXPECT_COMMAND;
  case MW_SMTP_BDAT:
    return is_good(code) || mwi_talk_has_chunks(d) ? MW_SMTP_EXPECT_CHUNK : MW_SMTP_EXPECT_COMMAND;
  default: return MW_SMTP_EXPECT_COMMAND;
  }
}

/* ---- transactions --------------------------------------------------------------------------- */

void mwi_talk_close(mw_smtp_dialogue *d, mw_transaction_end outcome)
{
  if (d->open != 0) {
    d->outcome = (uint8_t)outcome;
    d->pending |= MWI_NEXT_TRANSACTION_END;
  }
}

mw_transaction_end mwi_talk_left_at(const mw_smtp_dialogue *d)
{
  bool body = mwi_talk_is(d, MWI_TALK_BODY);
  bool known = d->outcome != MW_TRANSACTION_NONE && d->outcome != MW_TRANSACTION_NO_REPLY;
  if (known || (!body && d->outcome != MW_TRANSACTION_NONE)) {
    return (mw_transaction_end)d->outcome;
  }
  return body ? MW_TRANSACTION_NOT_TERMINATED : MW_TRANSACTION_UNFINISHED;
}

/* Whether octets of the unit's chunk are still to come: the transaction ends behind them. */
static bool is_chunk_open(const mw_smtp_dialogue *d, const mw_smtp_unit *u)
{
  return mwi_unit_is(u, MW_SMTP_BDAT) && mwi_talk_is_alone(d) &&
         (mwi_talk_is(d, MWI_TALK_BODY) || mw_smtp_command_reader_held(&d->commands));
}

/* The body that ended, or was cut, belongs to the unit that waits for its reply, or to the
 * transaction where that was the first to come. */
void mwi_talk_note_high(mw_smtp_dialogue *d)
{
  bool high = mwi_talk_is(d, MWI_TALK_CHUNK) ? mwi_talk_is(d, MWI_TALK_HIGH_BODY)
                                             : d->commands.eight_bit != 0;
  if (high && d->waiting > 0) {
    mwi_talk_newest(d)->eight_bit = true;
  } else if (high) {
    mwi_talk_set(d, MWI_TALK_HIGH, true);
  }
}

/* One of the replies to the message. Of SMTP's the last one counts, of LMTP's any good one; what is
 * not good refuses, but for 353 before others. */
static void follow_final(mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code)
{
  bool lmtp = d->session.variant == MW_SMTP_VARIANT_LMTP;
  if (is_good(code)) {
    d->outcome = MW_TRANSACTION_DELIVERED;
  } else if ((code / 100 != 3 || u->got >= u->due) &&
             (!lmtp || d->outcome != MW_TRANSACTION_DELIVERED)) {
    d->outcome = MW_TRANSACTION_REFUSED;
  }
  if (u->got >= u->due && !is_chunk_open(d, u)) {
    mwi_talk_close(d, (mw_transaction_end)d->outcome);
  }
}

/* How many replies are due is known when the first one comes: in LMTP one for each recipient that
 * was accepted (RFC 2033 4.2); behind 353 one for each, and one for the message
 * (draft-hall-prdr). */
void mwi_talk_settle_due(const mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code)
{
  u->chunk = u->chunk || (mwi_talk_is_alone(d) && mw_smtp_command_reader_held(&d->commands) &&
                          expected(d, u, code) == MW_SMTP_EXPECT_CHUNK);
  if (!mwi_unit_is_final(u, code)) {
    return;
  }
  if (d->session.variant == MW_SMTP_VARIANT_LMTP && d->accepted > 0 && d->open != 0) {
    u->due = d->accepted;
  }
  if (code == 353 && u->step.place == MW_SMTP_PLACE_MESSAGE) {
    u->due = d->accepted + 2;
  }
}

static void follow_rcpt(mw_smtp_dialogue *d, unsigned code)
{
  if (d->open != 0) {
    d->accepted += is_good(code);
    d->rejected += !is_good(code);
    d->pending |= MWI_NEXT_RECIPIENT;
  }
}

static void follow_data(mw_smtp_dialogue *d, mw_smtp_unit *u)
{
  if (d->open == 0) {
    d->pending |= MWI_NEXT_TRANSACTION;
  }
  mwi_talk_begin_body(d, u, false);
}

static void follow_bdat(mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code)
{
  if (is_good(code)) {
    d->octets += u->step.octets;
  }
  if (mwi_unit_is_final(u, code)) {
    follow_final(d, u, code);
  }
}

/* A positive answer that ends a transaction. */
static void follow_end(mw_smtp_dialogue *d, mw_smtp_verb verb)
{
  switch (verb) {
  case MW_SMTP_EHLO:
  case MW_SMTP_LHLO:
  case MW_SMTP_HELO: mwi_talk_close(d, MW_TRANSACTION_HELLO); break;
  case MW_SMTP_RSET: mwi_talk_close(d, MW_TRANSACTION_RESET); break;
  case MW_SMTP_QUIT: mwi_talk_close(d, MW_TRANSACTION_QUIT); break;
  case MW_SMTP_XCLIENT: mwi_talk_close(d, MW_TRANSACTION_XCLIENT); break;
  case MW_SMTP_MAIL:
    mwi_talk_close(d, MW_TRANSACTION_REPLACED);
    d->pending |= MWI_NEXT_TRANSACTION;
    break;
  default: break;
  }
}

static void end_auth(mw_smtp_dialogue *d)
{
  if (mwi_talk_is(d, MWI_TALK_AUTH)) {
    mwi_talk_set(d, MWI_TALK_AUTH, false);
    d->pending |= MWI_NEXT_AUTH_END;
  }
}

/* ---- how the client is read on --------------------------------------------------------------- */

void mwi_talk_begin_body(mw_smtp_dialogue *d, mw_smtp_unit *u, bool chunk)
{
  u->chunk = chunk;
  d->body_sequence = ++d->sequence;
  d->body_command = u->sequence;
  d->body_begin = d->body_at = d->commands.lines.offset;
  d->lines = 0;
  d->lone_dot = MWI_DOT_NONE;
  mwi_talk_set(d, MWI_TALK_HIGH_BODY, false);
  d->pending |= MWI_NEXT_BODY_BEGIN;
  mwi_talk_set(d, MWI_TALK_BODY, true);
  mwi_talk_set(d, MWI_TALK_CHUNK, chunk);
}

/* TLS begins where the reply reader says so: one of the reply's codes is enough. */
static void follow_tls(mw_smtp_dialogue *d, const mw_smtp_unit *u)
{
  if (d->session.state != MW_SMTP_STATE_TLS) {
    (void)mw_smtp_session_reply(&d->session, &u->step, 220);
  }
  mwi_talk_close(d, MW_TRANSACTION_STARTTLS);
  d->pending |= MWI_NEXT_TLS;
  if (mwi_talk_is(d, MWI_TALK_DECRYPTED)) { /* the octets of TLS are those that are read */
    mwi_command_enter_commands(&d->commands);
    (void)mw_smtp_session_secured(&d->session, MW_SMTP_TLS_DONE);
    mwi_odd_forget(d);
  } else {
    mwi_talk_set(d, MWI_TALK_TLS, true);
  }
}

/* What the client says next may have been there before: the stamps tell, or that some was offered.
 */
static MWI_INLINE void note_resolved(mw_smtp_dialogue *d)
{
  if (d->turns.in_order == 0 || (d->turns.backlog & mwi_turn_bit(MW_FROM_CLIENT)) != 0) {
    d->resolved = mwi_turn_front(&d->turns, MW_FROM_SERVER);
  }
}

static MWI_APART void resolve(mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code)
{
  mw_smtp_expect what = expected(d, u, code);
  note_resolved(d);
  if (mw_smtp_command_reader_expect(&d->commands, what) != MW_OK) {
    (void)mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_COMMAND);
    return;
  }
  if (what == MW_SMTP_EXPECT_DATA) {
    follow_data(d, u);
  } else if (what == MW_SMTP_EXPECT_CHUNK) {
    mwi_talk_begin_body(d, u, true);
  } else if (what == MW_SMTP_EXPECT_TLS) {
    follow_tls(d, u);
  }
}

/* ---- answers -------------------------------------------------------------------------------- */

static void follow_command(mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code)
{
  switch (u->step.verb) {
  case MW_SMTP_BDAT:
  case MW_SMTP_BURL: follow_bdat(d, u, code); break;
  case MW_SMTP_AUTH:
    if (code != 334) {
      end_auth(d);
    }
    break;
  default:
    if (is_good(code)) {
      follow_end(d, u->step.verb);
    } else if (code == 334) { /* a verb of its own, as X-EXPS, that does what AUTH does */
      mwi_talk_set(d, MWI_TALK_AUTH_STRAY, true);
    }
  }
}

static MWI_APART void follow_unit(mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code)
{
  if (u->step.place == MW_SMTP_PLACE_MESSAGE || u->got > 1) {
    follow_final(d, u, code);
  } else if (u->step.place == MW_SMTP_PLACE_COMMAND) {
    follow_command(d, u, code);
  } else if (code != 334) {
    end_auth(d);
  }
}

static void note_answer(mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code)
{
  d->code = (uint16_t)code;
  if (u->eight_bit) {
    d->flags |= MWI_TALK_HIGH;
  }
  if (code >= 400) {
    d->flags |= MWI_TALK_REFUSED;
  }
}

static MWI_INLINE void follow_answer(mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code)
{
  note_answer(d, u, code);
  if (mwi_unit_is(u, MW_SMTP_RCPT)) {
    follow_rcpt(d, code);
  } else {
    follow_unit(d, u, code);
  }
}

/* The same where the client waits, perhaps for this answer. */
static MWI_APART void follow_held(mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code)
{
  follow_answer(d, u, code);
  if (u->got == 1 && mwi_talk_is_alone(d)) {
    resolve(d, u, code);
  }
  if (u->got >= u->due) {
    mwi_talk_done(d);
  }
  if (d->commands.held_for == MW_SMTP_BDAT) {
    mwi_talk_begin_chunk(d);
  }
}

void mwi_talk_unit_answered(mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code)
{
  if (d->commands.mode == MWI_MODE_HELD &&
      (d->waiting == 1 || d->commands.held_for == MW_SMTP_BDAT)) {
    follow_held(d, u, code);
    return;
  }
  follow_answer(d, u, code);
  if (u->got >= u->due) {
    mwi_talk_done(d);
  }
}

void mwi_talk_answered(mw_smtp_dialogue *d, unsigned code)
{
  mw_smtp_unit *u = mwi_talk_oldest(d);
  if (!mwi_talk_is_nameless(d)) {
    mwi_talk_unit_answered(d, u, code);
    return;
  }
  d->code = (uint16_t)code;
  mwi_talk_set(d, MWI_TALK_REFUSED, code >= 400 || mwi_talk_is(d, MWI_TALK_REFUSED));
  mwi_talk_done(d);
}

void mwi_talk_abandon(mw_smtp_dialogue *d, const mw_smtp_unit *u)
{
  uint32_t left = d->session.variant == MW_SMTP_VARIANT_LMTP ? u->due - u->got : 1;
  for (; left > 0; left--) {
    (void)mw_smtp_session_reply(&d->session, &u->step, 451);
  }
}

bool mwi_talk_tell_hello(mw_smtp_dialogue *d, const mw_smtp_step *step, unsigned code,
                         const mwi_session_row *usual)
{
  mw_smtp_extensions set;
  bool fits;
  if (step->verb == MW_SMTP_LHLO) {
    d->session.variant = MW_SMTP_VARIANT_LMTP;
  }
  fits = mwi_session_answer(&d->session, step, code, usual);
  mw_smtp_extensions_init(&set, NULL, 0);
  memcpy(set.bits, d->offered, sizeof set.bits);
  set.has_size = true;
  set.size = d->most;
  mw_smtp_session_offer(&d->session, &set);
  return fits;
}

/* ---- where no reply tells ------------------------------------------------------------------- */

/* Whether another line of AUTH is supposed to come. */
static bool auth_goes_on(mw_smtp_dialogue *d)
{
  if (d->auth_left == 0) {
    return false;
  }
  d->auth_left--;
  return true;
}

static unsigned supposed_code(mw_smtp_dialogue *d, const mw_smtp_unit *u)
{
  if (mwi_unit_is(u, MW_SMTP_DATA)) {
    return 354;
  }
  if (mwi_unit_is(u, MW_SMTP_AUTH) || u->step.place == MW_SMTP_PLACE_AUTH_LINE) {
    return auth_goes_on(d) ? 334 : 235;
  }
  return mwi_unit_is(u, MW_SMTP_STARTTLS) ? 220 : 250;
}

/* What became of a message is not supposed. */
void mwi_talk_suppose(mw_smtp_dialogue *d)
{
  mw_smtp_unit *u = mwi_talk_oldest(d);
  unsigned code = supposed_code(d, u);
  u->got = u->due = 1;
  (void)mwi_talk_tell(d, &u->step, code, NULL);
  mwi_talk_answered(d, code);
  if (mwi_unit_is_final(u, code) && d->open != 0) {
    d->outcome = MW_TRANSACTION_NO_REPLY;
  }
  d->code = 0;
}

void mwi_talk_release(mw_smtp_dialogue *d)
{
  mw_smtp_unit *u = mwi_talk_newest(d);
  bool chunk = d->waiting > 0 && mwi_unit_is(u, MW_SMTP_BDAT) &&
               mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_CHUNK) == MW_OK;
  if (chunk) {
    mwi_talk_begin_body(d, u, true);
  } else {
    (void)mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_COMMAND);
  }
}
