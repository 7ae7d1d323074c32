/* SPDX-License-Identifier: MIT */
#include "support/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

mw_smtp_step session_command(mw_smtp_verb verb)
{
  mw_smtp_step step;
  memset(&step, 0, sizeof step);
  step.verb = verb;
  return step;
}

mw_smtp_step session_place(mw_smtp_place place)
{
  mw_smtp_step step;
  memset(&step, 0, sizeof step);
  step.place = place;
  return step;
}

bool session_done(mw_smtp_session *s, mw_smtp_verb verb, unsigned flags, unsigned code)
{
  mw_smtp_step step = session_command(verb);
  step.flags = flags;
  return mw_smtp_session_reply(s, &step, code);
}

void session_offer_usual(mw_smtp_session *s, bool little)
{
  static const mw_smtp_extension usual[] = {
      MW_SMTP_EXT_CHUNKING, MW_SMTP_EXT_BINARYMIME, MW_SMTP_EXT_STARTTLS, MW_SMTP_EXT_AUTH,
      MW_SMTP_EXT_ETRN,     MW_SMTP_EXT_ATRN,       MW_SMTP_EXT_BURL,     MW_SMTP_EXT_XCLIENT,
      MW_SMTP_EXT_XFORWARD, MW_SMTP_EXT_8BITMIME};
  mw_smtp_extensions set;
  size_t i;
  mw_smtp_extensions_init(&set, NULL, 0);
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_PIPELINING);
  for (i = 0; !little && i < sizeof usual / sizeof usual[0]; i++) {
    mw_smtp_extensions_put(&set, usual[i]);
  }
  mw_smtp_session_offer(s, &set);
}

static mw_smtp_verb hello_of(mw_smtp_variant variant, unsigned by)
{
  if ((by & BY_HELO) != 0) {
    return MW_SMTP_HELO;
  }
  return variant == MW_SMTP_VARIANT_LMTP ? MW_SMTP_LHLO : MW_SMTP_EHLO;
}

static void put_hello(mw_smtp_session *s, mw_smtp_variant variant, unsigned by)
{
  session_done(s, hello_of(variant, by), MW_SMTP_STEP_ARGUMENT, 250);
  if ((by & BY_HELO) == 0) {
    session_offer_usual(s, (by & BY_LITTLE) != 0);
  }
}

static void put_tls(mw_smtp_session *s, mw_smtp_variant variant, unsigned by)
{
  if ((by & (BY_TLS | BY_WEAK_TLS)) != 0) {
    put_hello(s, variant, by);
    session_done(s, MW_SMTP_STARTTLS, 0, 220);
    mw_smtp_session_secured(s, (by & BY_TLS) != 0 ? MW_SMTP_TLS_DONE : MW_SMTP_TLS_WEAK);
  }
}

static void put_mail(mw_smtp_session *s, mw_smtp_state state, unsigned by)
{
  session_done(s, MW_SMTP_MAIL, (by & BY_BINARY) != 0 ? MW_SMTP_STEP_BINARY : 0, 250);
  if (state != MW_SMTP_STATE_MAIL) {
    session_done(s, MW_SMTP_RCPT, 0, 250);
  }
}

/* From GREETED on. */
static void put_on(mw_smtp_session *s, mw_smtp_state state, unsigned by)
{
  switch (state) {
  case MW_SMTP_STATE_MAIL:
  case MW_SMTP_STATE_RCPT: put_mail(s, state, by); break;
  case MW_SMTP_STATE_DATA:
    put_mail(s, state, by);
    session_done(s, MW_SMTP_DATA, 0, 354);
    break;
  case MW_SMTP_STATE_BDAT:
    put_mail(s, state, by);
    session_done(s, MW_SMTP_BDAT, 0, 250);
    break;
  case MW_SMTP_STATE_BROKEN:
    put_mail(s, state, by);
    session_done(s, MW_SMTP_BDAT, 0, 452);
    break;
  case MW_SMTP_STATE_AUTH: session_done(s, MW_SMTP_AUTH, MW_SMTP_STEP_ARGUMENT, 334); break;
  case MW_SMTP_STATE_TLS: session_done(s, MW_SMTP_STARTTLS, 0, 220); break;
  case MW_SMTP_STATE_REVERSED: session_done(s, MW_SMTP_ATRN, 0, 250); break;
  case MW_SMTP_STATE_CLOSED: session_done(s, MW_SMTP_QUIT, 0, 221); break;
  default: break;
  }
}

static void put_greeted(mw_smtp_session *s, mw_smtp_variant variant, unsigned by)
{
  put_hello(s, variant, by);
  if ((by & BY_AUTH) != 0) {
    session_done(s, MW_SMTP_AUTH, MW_SMTP_STEP_ARGUMENT | MW_SMTP_STEP_ONE_ROUND, 235);
  }
  if ((by & BY_LAST) != 0) {
    put_mail(s, MW_SMTP_STATE_RCPT, by);
    session_done(s, MW_SMTP_BDAT, MW_SMTP_STEP_LAST, 250);
  }
}

static void put_state(mw_smtp_session *s, mw_smtp_variant variant, mw_smtp_state state, unsigned by)
{
  mw_smtp_step greeting = session_place(MW_SMTP_PLACE_GREETING);
  if (state == MW_SMTP_STATE_CONNECT) {
    return;
  }
  if (state == MW_SMTP_STATE_REJECTED) {
    mw_smtp_session_reply(s, &greeting, (by & BY_521) != 0 ? 521 : 554);
    return;
  }
  mw_smtp_session_reply(s, &greeting, 220);
  put_tls(s, variant, by);
  if (state != MW_SMTP_STATE_CONN) {
    put_greeted(s, variant, by);
    put_on(s, state, by);
  }
}

void session_put(mw_smtp_session *s, mw_smtp_variant variant, unsigned policies,
                 mw_smtp_state state, unsigned by)
{
  if (mw_smtp_session_init(s, variant, policies) == MW_OK) {
    put_state(s, variant, state, by);
  }
  if (mw_smtp_session_state(s) != state) {
    fprintf(stderr, "no session came into state %s but %s\n", mw_smtp_state_name(state),
            mw_smtp_state_name(mw_smtp_session_state(s)));
    exit(1);
  }
}
