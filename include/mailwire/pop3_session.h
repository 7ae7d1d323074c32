/* SPDX-License-Identifier: MIT */
/* The session of POP3: what may come now, and what the responses make of it (RFC 1939 3).
 *
 * One value tells where a session stands, for server, client and whoever watches both: it changes
 * with responses alone. It has no pointer inside: it is copied with =, compared with
 * mw_pop3_session_equal(), printed with mw_pop3_session_print(). It never sees an octet. It is used
 * as that of SMTP is: smtp_session.h says how. The table: tables/pop3_session.def.
 */
#ifndef MAILWIRE_POP3_SESSION_H
#define MAILWIRE_POP3_SESSION_H

#include <mailwire/pop3_capability.h>
#include <mailwire/pop3_command.h>
#include <mailwire/pop3_situation.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row: MW_POP3_STATE_AUTHORIZATION ... */
typedef enum mw_pop3_state {
  MW_POP3_STATE_NONE = 0,
#define MW_POP3_STATE(id, number, name, meaning) MW_POP3_STATE_##id = number,
#include <mailwire/tables/pop3_session.def>
  MW_POP3_STATE_RESERVED = 0x7fff
} mw_pop3_state;

/* "authorization", "transaction" ...; "unknown" for a number that is none. Never NULL, static. */
MW_API const char *mw_pop3_state_name(mw_pop3_state state);

/* Requirements and tolerances, each a bit: MW_POP3_POLICY_TLS_FIRST ... 0 is what the RFCs ask for.
 */
typedef enum mw_pop3_policy {
#define MW_POP3_POLICY(id, bit, meaning, rfc) MW_POP3_POLICY_##id = 1 << (bit),
#include <mailwire/tables/pop3_session.def>
  MW_POP3_POLICY_RESERVED = 0x4000
} mw_pop3_policy;

typedef enum mw_pop3_place {
  MW_POP3_PLACE_COMMAND = 0,
  MW_POP3_PLACE_GREETING = 1, /* the connection: the greeting answers it */
  MW_POP3_PLACE_AUTH_LINE = 2 /* a line of an AUTH exchange */
} mw_pop3_place;

/* "COMMAND", "GREETING" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_pop3_place_name(mw_pop3_place place);

/* Facts of a step: bits. */
#define MW_POP3_STEP_ARGUMENT 0x1u /* an argument is there, more than blanks */
#define MW_POP3_STEP_PLAIN 0x2u    /* AUTH: the mechanism sends a password that can be read */

/* What one response answers. All zero but a verb is a command alone. Fields are public. */
typedef struct mw_pop3_step {
  mw_pop3_place place;
  mw_pop3_verb verb;         /* COMMAND: UNKNOWN, or a number of the caller's, too */
  mw_pop3_situation refused; /* what refuses it for reasons that no session knows: a fault, a
                                message that does not exist; NONE */
  unsigned flags;
} mw_pop3_step;

/* The step of a command that was split; refused by mw_pop3_situation_of() of the fault. */
MW_API mw_pop3_step mw_pop3_step_of(const mw_pop3_command *command, mw_fault fault);

/* Whether nothing may follow before the step is answered. */
MW_API bool mw_pop3_step_is_alone(const mw_pop3_step *step);

/* All fields are private. */
typedef struct mw_pop3_session {
  uint64_t offered;
  uint16_t policy;
  uint8_t flags;
  uint8_t state;
} mw_pop3_session;

/* Begins in state CONNECT. policies: MW_POP3_POLICY_* bits; MW_E_ARGUMENT for a bit that is none.
 */
MW_API mw_status mw_pop3_session_init(mw_pop3_session *s, unsigned policies);

MW_API mw_pop3_state mw_pop3_session_state(const mw_pop3_session *s);
MW_API bool mw_pop3_session_is_tls(const mw_pop3_session *s);

/* Whether UTF8 was accepted (RFC 6856 2). */
MW_API bool mw_pop3_session_is_utf8(const mw_pop3_session *s);

/* What CAPA announced. Until then every command counts as offered, and PIPELINING does not. */
MW_API void mw_pop3_session_offer(mw_pop3_session *s, const mw_pop3_capabilities *set);

/* Server: whether the step may come now. NONE, or the situation that refuses it. In states CONNECT,
 * TLS, UPDATE and CLOSED nothing can be answered, and the situation only names what is wrong. */
MW_API mw_pop3_situation mw_pop3_session_command(const mw_pop3_session *s,
                                                 const mw_pop3_step *step);

/* The source of what command() says; "" where no row says anything, or where step->refused does.
 * Never NULL, static. */
MW_API const char *mw_pop3_session_source(const mw_pop3_session *s, const mw_pop3_step *step);

/* A response was sent, or came, and answers the step; of one with lines its first line. step NULL:
 * no step waits for a response. True: it is one that may stand there. False: a challenge that
 * nobody asked for, a +OK where there can be none; the state is then that of a refusal, or the
 * same. */
MW_API bool mw_pop3_session_reply(mw_pop3_session *s, const mw_pop3_step *step,
                                  mw_pop3_status status);

typedef enum mw_pop3_may {
  MW_POP3_MAY_SEND = 1,
  MW_POP3_MAY_WAIT = 2, /* not before the steps that wait are answered */
  MW_POP3_MAY_NOT = 3   /* not in this state */
} mw_pop3_may;

/* "SEND", "WAIT", "NOT"; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_pop3_may_name(mw_pop3_may may);

/* Client: whether the step may go out now. s: what all steps that wait would make of the session;
 * last: the last of them, NULL when none waits. *situation (may be NULL): with NOT what a server
 * would answer, else NONE. */
MW_API mw_pop3_may mw_pop3_session_may_send(const mw_pop3_session *s, const mw_pop3_step *step,
                                            const mw_pop3_step *last, mw_pop3_situation *situation);

/* Changes s as if the step had been answered as its sender hopes: a challenge to AUTH, else +OK. */
MW_API void mw_pop3_session_suppose(mw_pop3_session *s, const mw_pop3_step *step);

/* TLS was negotiated: in state TLS, or in CONNECT where it is there from the first octet on.
 * Capabilities are forgotten (RFC 2595 4). worked false, in state TLS: over. MW_E_ARGUMENT, and
 * nothing changes: that cannot happen in this state. */
MW_API mw_status mw_pop3_session_secured(mw_pop3_session *s, bool worked);

/* The connection ended, or the server's autologout timer did: nothing is deleted (RFC 1939 3). */
MW_API void mw_pop3_session_lost(mw_pop3_session *s);

/* Whether both stand in the same place in every respect. */
MW_API bool mw_pop3_session_equal(const mw_pop3_session *a, const mw_pop3_session *b);

/* Writes one line without its end: "pop3 authorization named tls offers=TOP,UIDL". Sessions that
 * differ are printed differently. */
MW_API void mw_pop3_session_print(const mw_pop3_session *s, mw_writer *w);

#ifdef __cplusplus
}
#endif

#endif
