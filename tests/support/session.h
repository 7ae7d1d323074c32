/* SPDX-License-Identifier: MIT */
/* Sessions of SMTP put into a state by the calls that lead there. */
#ifndef TESTS_SUPPORT_SESSION_H
#define TESTS_SUPPORT_SESSION_H

#include <mailwire/mailwire.h>

/* How the session came into its state, beside what the state needs. Bits. */
enum {
  BY_HELO = 0x1,     /* greeted by HELO */
  BY_TLS = 0x2,      /* TLS is active */
  BY_WEAK_TLS = 0x4, /* TLS is active, and too weak */
  BY_AUTH = 0x8,     /* AUTH succeeded */
  BY_521 = 0x10,     /* the greeting was 521 */
  BY_BINARY = 0x20,  /* MAIL had BODY=BINARYMIME */
  BY_LAST = 0x40,    /* a BDAT LAST ended a transaction */
  BY_LITTLE = 0x80   /* EHLO announced PIPELINING alone */
};

/* A command without anything beside its verb. */
mw_smtp_step session_command(mw_smtp_verb verb);

/* The same for what is no command. */
mw_smtp_step session_place(mw_smtp_place place);

/* Tells the session of a command that was answered. */
bool session_done(mw_smtp_session *s, mw_smtp_verb verb, unsigned flags, unsigned code);

/* What EHLO announced: all that adds verbs but TURN, SEND, SOML, SAML, VERB and ONEX. */
void session_offer_usual(mw_smtp_session *s, bool little);

/* The session in that state, with one recipient where there are some. by: BY_* bits. */
void session_put(mw_smtp_session *s, mw_smtp_variant variant, unsigned policies,
                 mw_smtp_state state, unsigned by);

#endif
