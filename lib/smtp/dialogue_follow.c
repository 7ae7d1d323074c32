/* SPDX-License-Identifier: MIT */
/* What an answer changes in a dialogue: how the client is read on, the transaction, AUTH, TLS. */
#include <string.h>

#include "smtp/command_reader.h"
#include "smtp/dialogue.h"
#include "smtp/session.h"

static bool is_good(unsigned code)
{
  return code / 100 == 2;
}

/* ---- transactions --------------------------------------------------------------------------- */

void mwi_talk_close(mw_smtp_dialogue *d, mw_transaction_end outcome)
{
  if (mwi_talk_is(d, MWI_TALK_OPEN)) {
    d->outcome = (uint8_t)outcome;
    d->pending |= MWI_NEXT_TRANSACTION_END;
  }
}

mw_transaction_end mwi_talk_left_at(const mw_smtp_dialogue *d)
{
  if (d->outcome != MW_TRANSACTION_NONE) {
    return (mw_transaction_end)d->outcome;
  }
  if (mwi_talk_is(d, MWI_TALK_MESSAGE)) {
    return MW_TRANSACTION_NO_REPLY;
  }
  return mwi_talk_is(d, MWI_TALK_BODY) && !mwi_talk_is(d, MWI_TALK_CHUNK)
             ? MW_TRANSACTION_NOT_TERMINATED
             : MW_TRANSACTION_UNFINISHED;
}

/* One of the replies to the message. Of SMTP's the last one counts, of LMTP's any good one. */
static void follow_final(mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code)
{
  bool lmtp = d->session.variant == MW_SMTP_VARIANT_LMTP;
  if (is_good(code)) {
    d->outcome = MW_TRANSACTION_DELIVERED;
  } else if (code / 100 != 3 && (!lmtp || d->outcome != MW_TRANSACTION_DELIVERED)) {
    d->outcome = MW_TRANSACTION_REFUSED;
  }
  if (u->got >= u->due && (u->chunk || !mwi_unit_is(u, MW_SMTP_BDAT))) {
    mwi_talk_close(d, (mw_transaction_end)d->outcome);
  }
}

/* How many replies are due is known when the first one comes: in LMTP one for each recipient that
 * was accepted (RFC 2033 4.2); behind 353 one for each, and one for the message
 * (draft-hall-prdr). */
static void settle_due(const mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code)
{
  u->due = 1;
  if (!mwi_unit_is_final(u, code)) {
    return;
  }
  if (d->session.variant == MW_SMTP_VARIANT_LMTP && d->accepted > 0) {
    u->due = d->accepted;
  }
  if (code == 353 && u->step.place == MW_SMTP_PLACE_MESSAGE) {
    u->due = d->accepted + 2;
  }
}

void mwi_talk_answer_begins(mw_smtp_dialogue *d, unsigned code)
{
  mw_smtp_unit *u = mwi_talk_oldest(d);
  if (!mwi_talk_is_nameless(d) && u->got++ == 0) {
    settle_due(d, u, code);
  }
}

static void follow_rcpt(mw_smtp_dialogue *d, unsigned code)
{
  if (mwi_talk_is(d, MWI_TALK_OPEN)) {
    d->accepted += is_good(code);
    d->rejected += !is_good(code);
    d->pending |= MWI_NEXT_RECIPIENT;
  }
}

static void follow_data(mw_smtp_dialogue *d, mw_smtp_unit *u)
{
  if (!mwi_talk_is(d, MWI_TALK_OPEN)) {
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
  case MW_SMTP_STARTTLS: mwi_talk_close(d, MW_TRANSACTION_STARTTLS); break;
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
  d->body_begin = d->commands.lines.offset;
  d->lines = 0;
  d->pending |= MWI_NEXT_BODY_BEGIN;
  mwi_talk_set(d, MWI_TALK_BODY, true);
  mwi_talk_set(d, MWI_TALK_CHUNK, chunk);
}

/* What the answer to a held unit means for what follows it. */
static mw_smtp_expect expected(const mw_smtp_unit *u, unsigned code)
{
  if (u->step.place == MW_SMTP_PLACE_AUTH_LINE || mwi_unit_is(u, MW_SMTP_AUTH)) {
    return code == 334 ? MW_SMTP_EXPECT_AUTH : MW_SMTP_EXPECT_COMMAND;
  }
  if (mwi_unit_is(u, MW_SMTP_DATA)) {
    return code == 354 ? MW_SMTP_EXPECT_DATA : MW_SMTP_EXPECT_COMMAND;
  }
  if (mwi_unit_is(u, MW_SMTP_BDAT)) {
    return is_good(code) ? MW_SMTP_EXPECT_CHUNK : MW_SMTP_EXPECT_COMMAND;
  }
  return mwi_unit_is(u, MW_SMTP_STARTTLS) && code == 220 ? MW_SMTP_EXPECT_TLS
                                                         : MW_SMTP_EXPECT_COMMAND;
}

static void resolve(mw_smtp_dialogue *d, mw_smtp_unit *u, unsigned code)
{
  mw_smtp_expect what = expected(u, code);
  if (mw_smtp_command_reader_expect(&d->commands, what) != MW_OK) {
    (void)mw_smtp_command_reader_expect(&d->commands, MW_SMTP_EXPECT_COMMAND);
    return;
  }
  if (what == MW_SMTP_EXPECT_DATA) {
    follow_data(d, u);
  } else if (what == MW_SMTP_EXPECT_CHUNK) {
    mwi_talk_begin_body(d, u, true);
  } else if (what == MW_SMTP_EXPECT_TLS) {
    mwi_talk_set(d, MWI_TALK_TLS, true);
    d->pending |= MWI_NEXT_TLS;
  }
}

/* ---- answers -------------------------------------------------------------------------------- */

static void follow_command(mw_smtp_dialogue *d, const mw_smtp_unit *u, unsigned code)
{
  switch (u->step.verb) {
  case MW_SMTP_RCPT: follow_rcpt(d, code); break;
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
    }
  }
}

void mwi_talk_answered(mw_smtp_dialogue *d, unsigned code)
{
  mw_smtp_unit *u = mwi_talk_oldest(d);
  bool first = u->got == 1;
  d->code = (uint16_t)code;
  if (mwi_talk_is_nameless(d)) {
    mwi_talk_done(d);
    return;
  }
  if (u->step.place == MW_SMTP_PLACE_MESSAGE) {
    follow_final(d, u, code);
  } else if (u->step.place == MW_SMTP_PLACE_AUTH_LINE) {
    if (code != 334) {
      end_auth(d);
    }
  } else if (first) {
    follow_command(d, u, code);
  } else {
    follow_final(d, u, code);
  }
  if (first && mwi_talk_is_alone(d) && mw_smtp_command_reader_held(&d->commands)) {
    resolve(d, u, code);
  }
  if (u->got >= u->due) {
    mwi_talk_done(d);
  }
}

static bool is_hello(const mw_smtp_step *step)
{
  return step->place == MW_SMTP_PLACE_COMMAND &&
         (step->verb == MW_SMTP_EHLO || step->verb == MW_SMTP_LHLO);
}

bool mwi_talk_tell(mw_smtp_dialogue *d, const mw_smtp_step *step, unsigned code,
                   const mwi_session_row *usual)
{
  bool hello = step != NULL && is_hello(step) && is_good(code);
  bool fits;
  if (hello && step->verb == MW_SMTP_LHLO) {
    d->session.variant = MW_SMTP_VARIANT_LMTP;
  }
  fits = mwi_session_answer(&d->session, step, code, usual);
  if (hello) {
    mw_smtp_extensions set;
    mw_smtp_extensions_init(&set, NULL, 0);
    memcpy(set.bits, d->offered, sizeof set.bits);
    set.has_size = true;
    set.size = d->most;
    mw_smtp_session_offer(&d->session, &set);
  }
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
  if (mwi_unit_is_final(u, code) && mwi_talk_is(d, MWI_TALK_OPEN)) {
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
