/* SPDX-License-Identifier: MIT */
/* The session of SMTP, LMTP and submission: what may come now, and what the replies make of it.
 *
 * One value tells where a session stands; server, client and whoever watches both keep the same
 * one, for it changes with replies alone, which both sides know. It has no pointer inside: it is
 * copied with =, compared with mw_smtp_session_equal(), printed with mw_smtp_session_print(). It
 * never sees an octet. The table: tables/smtp_session.def.
 *
 *   server    mw_smtp_session_command() says whether a command may come, or which situation refuses
 *             it; then mw_smtp_session_reply() is told what was answered.
 *   client    mw_smtp_session_may_send() says whether a command may go out now. The caller keeps
 *             the steps that wait for their reply, in order, and hands the first of them to
 *             mw_smtp_session_reply() with each reply. While steps wait, it keeps a second session
 *             "ahead": a copy that mw_smtp_session_suppose() was called on for each of them. When a
 *             reply refuses one, ahead is made anew.
 *   monitor   the same as the client, with the steps that it saw; mw_smtp_session_command() tells
 *             what was out of order.
 */
#ifndef MAILWIRE_SMTP_SESSION_H
#define MAILWIRE_SMTP_SESSION_H

#include <mailwire/smtp_argument.h>
#include <mailwire/smtp_extension.h>
#include <mailwire/smtp_situation.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row: MW_SMTP_STATE_CONN ... */
typedef enum mw_smtp_state {
  MW_SMTP_STATE_NONE = 0,
#define MW_SMTP_STATE(id, number, name, meaning) MW_SMTP_STATE_##id = number,
#include <mailwire/tables/smtp_session.def>
  MW_SMTP_STATE_RESERVED = 0x7fff
} mw_smtp_state;

/* "conn", "greeted" ...; "unknown" for a number that is none. Never NULL, static. */
MW_API const char *mw_smtp_state_name(mw_smtp_state state);

/* Views and requirements, each a bit: MW_SMTP_POLICY_TLS_FIRST ... 0 is what the RFCs in force ask
 * for (of submission: AUTH before mail). */
typedef enum mw_smtp_policy {
#define MW_SMTP_POLICY(id, bit, meaning, rfc) MW_SMTP_POLICY_##id = 1 << (bit),
#include <mailwire/tables/smtp_session.def>
  MW_SMTP_POLICY_RESERVED = 0x4000
} mw_smtp_policy;

typedef enum mw_smtp_variant {
  MW_SMTP_VARIANT_SMTP = 1,
  MW_SMTP_VARIANT_SUBMISSION = 2,
  MW_SMTP_VARIANT_LMTP = 3
} mw_smtp_variant;

/* ---- a step: what is answered --------------------------------------------------------------- */

typedef enum mw_smtp_place {
  MW_SMTP_PLACE_COMMAND = 0,   /* a command; with BDAT its octets, too */
  MW_SMTP_PLACE_GREETING = 1,  /* the connection: the greeting answers it */
  MW_SMTP_PLACE_AUTH_LINE = 2, /* a line of an AUTH exchange */
  MW_SMTP_PLACE_MESSAGE = 3    /* the message after a 354, with its last dot */
} mw_smtp_place;

/* "COMMAND", "GREETING" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_smtp_place_name(mw_smtp_place place);

/* Facts of a step: bits. */
#define MW_SMTP_STEP_ARGUMENT 0x1u /* an argument is there */
#define MW_SMTP_STEP_LAST 0x2u     /* BDAT, BURL: LAST */
#define MW_SMTP_STEP_BINARY 0x4u   /* MAIL: BODY=BINARYMIME */
#define MW_SMTP_STEP_PARAMS 0x8u   /* MAIL, RCPT: parameters are there */
#define MW_SMTP_STEP_PLAIN 0x10u   /* AUTH: the mechanism sends a password that can be read */
/* AUTH: an initial response is there, one round trip completes it, and no security layer follows
 * (RFC 4954 4). */
#define MW_SMTP_STEP_ONE_ROUND 0x20u
#define MW_SMTP_STEP_EIGHT_BIT 0x40u /* MAIL: BODY=8BITMIME, BODY=BINARYMIME, SMTPUTF8 */

/* What one reply answers (of LMTP's messages: several). All zero but a verb is a plain command.
 * Fields are public. */
typedef struct mw_smtp_step {
  mw_smtp_place place;
  mw_smtp_verb verb;         /* COMMAND: UNKNOWN, or a number of the caller's, too */
  mw_smtp_situation refused; /* what refuses it for reasons that no session knows: a fault in its
                                line or argument, an address, a mechanism; NONE */
  unsigned flags;
  uint64_t octets; /* BDAT: of the chunk; MAIL: SIZE=, 0 for none */
} mw_smtp_step;

/* The step of a command that was split: verb, argument, chunk; refused by
 * mw_smtp_situation_in() of the fault. */
MW_API mw_smtp_step mw_smtp_step_of(const mw_smtp_command *command, mw_fault fault);

/* Adds what the argument says (LAST of BURL, whether there are parameters) and, unless NULL, the
 * parameters of MAIL. */
MW_API void mw_smtp_step_add(mw_smtp_step *step, const mw_smtp_argument *argument,
                             const mw_smtp_params *params);

/* Whether a step must be the last in a pipelined group: a client waits for its reply, a server
 * sends all its replies at once (RFC 2920 3.1, 3.2). */
MW_API bool mw_smtp_step_ends_group(const mw_smtp_step *step);

/* ---- the session ---------------------------------------------------------------------------- */

/* All fields are private. */
typedef struct mw_smtp_session {
  uint64_t offered[MW_SMTP_EXT_WORDS];
  uint64_t most;
  uint64_t octets;
  uint32_t accepted;
  uint32_t answered;
  uint16_t policy;
  uint8_t flags;
  uint8_t variant;
  uint8_t state;
} mw_smtp_session;

/* Begins in state CONNECT. policies: MW_SMTP_POLICY_* bits. MW_E_ARGUMENT: a variant or a bit that
 * is none. */
MW_API mw_status mw_smtp_session_init(mw_smtp_session *s, mw_smtp_variant variant,
                                      unsigned policies);

MW_API mw_smtp_state mw_smtp_session_state(const mw_smtp_session *s);

/* How many recipients of the transaction were accepted, each as often as it was (RFC 2033 4.2). A
 * client that got 354 with none of them sends a dot alone (RFC 2920 3.1). */
MW_API uint32_t mw_smtp_session_recipients(const mw_smtp_session *s);

MW_API bool mw_smtp_session_is_tls(const mw_smtp_session *s);
MW_API bool mw_smtp_session_is_authenticated(const mw_smtp_session *s);

/* What the reply to EHLO or LHLO announced; after each such reply, by server and client. Until
 * then every extension but PIPELINING counts as offered; after HELO none does. */
MW_API void mw_smtp_session_offer(mw_smtp_session *s, const mw_smtp_extensions *set);

/* Server: whether the step may come now. NONE, or the situation that refuses it. In states CONNECT,
 * TLS, REVERSED and CLOSED nothing can be answered, and the situation only names what is wrong. In
 * state DATA the message is read, and in state AUTH lines; commands there are none. */
MW_API mw_smtp_situation mw_smtp_session_command(const mw_smtp_session *s,
                                                 const mw_smtp_step *step);

/* The source of what command() says: "RFC5321 4.1.4"; "" where no row says anything, or where
 * step->refused does. Never NULL, static. */
MW_API const char *mw_smtp_session_source(const mw_smtp_session *s, const mw_smtp_step *step);

/* How many replies answer the step, once all in front of it are answered: in LMTP one for each
 * accepted recipient after the message and after a BDAT or BURL with LAST, as long as a
 * transaction is open, and those that already came do not count (RFC 2033 4.2, 4.3); else 1. */
MW_API uint32_t mw_smtp_session_due(const mw_smtp_session *s, const mw_smtp_step *step);

/* A reply was sent, or came, and answers the step. code 0: none, for none was due; to be called
 * then, too. step NULL: no step waits for a reply. True: it is a reply that may stand there, also
 * one that accepts what mw_smtp_session_command() would refuse, where the table has a way on.
 * False: one that may not: a 354 or 334 that nobody asked for, a completion where there can be
 * none, a reply that was not due, a number that is no code; the state is then that of a refusal, or
 * the same. 421 closes in every state. */
MW_API bool mw_smtp_session_reply(mw_smtp_session *s, const mw_smtp_step *step, unsigned code);

/* ---- the client ----------------------------------------------------------------------------- */

typedef enum mw_smtp_may {
  MW_SMTP_MAY_SEND = 1,
  MW_SMTP_MAY_WAIT = 2, /* not before the steps that wait are answered */
  MW_SMTP_MAY_NOT = 3   /* not in this state */
} mw_smtp_may;

/* "SEND", "WAIT", "NOT"; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_smtp_may_name(mw_smtp_may may);

/* Whether the step may go out now. s: what all steps that wait would make of the session; last: the
 * last of them, NULL when none waits. *situation (may be NULL): with NOT what a server would
 * answer, else NONE. A message, a line of AUTH and what follows STARTTLS always wait. */
MW_API mw_smtp_may mw_smtp_session_may_send(const mw_smtp_session *s, const mw_smtp_step *step,
                                            const mw_smtp_step *last, mw_smtp_situation *situation);

/* Changes s as if the step had been answered as its sender hopes: 354 to DATA, 334 to AUTH unless
 * one round trip is all, else completion. */
MW_API void mw_smtp_session_suppose(mw_smtp_session *s, const mw_smtp_step *step);

/* ---- what no reply tells -------------------------------------------------------------------- */

typedef enum mw_smtp_security {
  MW_SMTP_TLS_DONE = 1,   /* in state TLS: all but this is forgotten (RFC 3207 4.2). In state
                             CONNECT: TLS from the first octet on */
  MW_SMTP_TLS_WEAK = 2,   /* the same, but this side wants more: all but QUIT is refused */
  MW_SMTP_TLS_FAILED = 3, /* in state TLS: over */
  MW_SMTP_SASL_LAYER = 4  /* after a successful AUTH: all but AUTH and TLS is forgotten (RFC 4954
                             4) */
} mw_smtp_security;

/* MW_E_ARGUMENT, and nothing changes: that cannot happen in this state. */
MW_API mw_status mw_smtp_session_secured(mw_smtp_session *s, mw_smtp_security what);

/* The connection ended: a pending transaction is cancelled; replies that were due in LMTP count as
 * temporary failures (RFC 5321 4.1.1.10, RFC 2033 5). */
MW_API void mw_smtp_session_lost(mw_smtp_session *s);

/* In state REVERSED: begins anew in state CONNECT with the roles exchanged, over the same TLS.
 * MW_E_ARGUMENT in other states, and for policies that are none. */
MW_API mw_status mw_smtp_session_turn(mw_smtp_session *s, unsigned policies);

/* ---- a value -------------------------------------------------------------------------------- */

/* Whether both stand in the same place in every respect. */
MW_API bool mw_smtp_session_equal(const mw_smtp_session *a, const mw_smtp_session *b);

/* Writes one line without its end, for people and tests: "lmtp rcpt recipients=2 answered=0
 * octets=0 most=0 hello offers=PIPELINING,SIZE". Sessions that differ are printed differently. */
MW_API void mw_smtp_session_print(const mw_smtp_session *s, mw_writer *w);

#ifdef __cplusplus
}
#endif

#endif
