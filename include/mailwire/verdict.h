/* SPDX-License-Identifier: MIT */
/* Verdicts: what a reply means after the command that it answers, whether to try again and how,
 * and what the connection is good for now.
 *
 * For clients, and for whoever watches one. The first digit of a code decides (RFC 5321 4.3.2),
 * what stands between decides better: 552 to RCPT is transient, 500 to EHLO asks for HELO, 354
 * without a recipient wants a message that is empty. Best of all decides the text, once it is known
 * as a row of the catalogue (mw_catalog_match_line). The table: tables/verdict.def. What a
 * verdict means in words is told by explanation.h (MW_TOPIC_VERDICT).
 */
#ifndef MAILWIRE_VERDICT_H
#define MAILWIRE_VERDICT_H

#include <mailwire/catalog.h>
#include <mailwire/pop3_command.h>
#include <mailwire/pop3_response.h>
#include <mailwire/smtp_code.h>
#include <mailwire/smtp_command.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row: MW_VERDICT_TRY_HELO ... */
typedef enum mw_verdict {
  MW_VERDICT_NONE = 0,
#define MW_SMTP_VERDICT(id, number, places, verbs, codes, when, outcome, retry, connection,        \
                        meaning, rfc)                                                              \
  MW_VERDICT_##id = number,
#define MW_POP3_VERDICT(id, number, places, verbs, statuses, codes, when, outcome, retry,          \
                        connection, meaning, rfc)                                                  \
  MW_VERDICT_##id = number,
#include <mailwire/tables/verdict.def>
  MW_VERDICT_RESERVED = 0x7fff
} mw_verdict;

/* ---- what a verdict says -------------------------------------------------------------------- */

/* What became of the command. Numbers are never reused, here and below. */
typedef enum mw_outcome {
  MW_OUTCOME_DONE = 1,          /* it was done */
  MW_OUTCOME_CONTINUE = 2,      /* the server waits for the rest of it */
  MW_OUTCOME_TRANSIENT = 3,     /* refused for now */
  MW_OUTCOME_PERMANENT = 4,     /* refused */
  MW_OUTCOME_PROTOCOL_ERROR = 5 /* the reply makes no sense there: nothing may be taken as done */
} mw_outcome;

/* Whether to try again, and how. */
typedef enum mw_retry {
  MW_RETRY_NO_NEED = 1,        /* nothing is left to try */
  MW_RETRY_NEVER = 2,          /* not unchanged: a person or a program has to change something */
  MW_RETRY_LATER = 3,          /* the same, later */
  MW_RETRY_WITH_HELO = 4,      /* at once, with HELO, and without extensions */
  MW_RETRY_WITH_LHLO = 5,      /* at once, with LHLO */
  MW_RETRY_AFTER_STARTTLS = 6, /* at once, when TLS is active */
  MW_RETRY_AFTER_AUTH = 7,     /* at once, when logged in */
  MW_RETRY_AFTER_AUTH_OR_STARTTLS = 8, /* one of both; what EHLO announces tells which */
  MW_RETRY_WITHOUT_PARAMETERS = 9,     /* at once, without the parameters that need an extension */
  MW_RETRY_WITHOUT_EXTENSION = 10, /* not the command, but what it is for by other ones, or not */
  MW_RETRY_AFTER_RSET = 11,        /* at once, from the begin of the transaction, after RSET */
  MW_RETRY_OTHER_ADDRESS = 12,     /* to the address in the text, if the sender trusts it */
  MW_RETRY_OTHER_MECHANISM = 13,   /* at once, by another mechanism or another login command */
  MW_RETRY_OTHER_CREDENTIALS = 14, /* with another name or password: a person has to be asked */
  MW_RETRY_WITH_UTF8 = 15,         /* POP3: in a session that begins with UTF8 */
  MW_RETRY_AFTER_HELLO = 16,       /* at once, after EHLO, HELO or LHLO */
  MW_RETRY_AFTER_MAIL = 17,        /* at once, after a MAIL that was accepted */
  MW_RETRY_AFTER_RCPT = 18,        /* at once, after a RCPT that was accepted */
  MW_RETRY_AFTER_USER = 19         /* POP3: at once, after USER */
} mw_retry;

/* What the connection is good for. */
typedef enum mw_connection {
  MW_CONNECTION_USABLE = 1,
  MW_CONNECTION_CLOSES = 2,     /* the server closes it */
  MW_CONNECTION_DOUBTFUL = 3,   /* replies may be out of step: better close it */
  MW_CONNECTION_QUIT_ONLY = 4,  /* for QUIT alone */
  MW_CONNECTION_AFTER_RESET = 5 /* after RSET */
} mw_connection;

/* One row. Static, constant. Fields are public. */
typedef struct mw_verdict_info {
  mw_verdict verdict;
  mw_outcome outcome;
  mw_retry retry;
  mw_connection connection;
  const char *meaning; /* in one phrase */
  const char *rfc;
} mw_verdict_info;

/* NULL for a number without a row. */
MW_API const mw_verdict_info *mw_verdict_row(mw_verdict verdict);

/* "TRY_HELO"; "NONE" for NONE, "UNKNOWN" for a number without a row. Never NULL, static. */
MW_API const char *mw_verdict_name(mw_verdict verdict);

/* The verdict of that name (upper case); NONE if there is none. */
MW_API mw_verdict mw_verdict_find(mw_slice name);

/* "DONE" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_outcome_name(mw_outcome outcome);
MW_API const char *mw_retry_name(mw_retry retry);
MW_API const char *mw_connection_name(mw_connection connection);

/* ---- what is judged ------------------------------------------------------------------------- */

/* What a reply answers. */
typedef enum mw_place {
  MW_PLACE_GREETING = 1,    /* the connection itself: the first reply of all */
  MW_PLACE_COMMAND = 2,     /* a command */
  MW_PLACE_AUTH_LINE = 3,   /* a line of an AUTH exchange */
  MW_PLACE_END_OF_DATA = 4, /* the message after DATA; with LMTP once for each recipient */
  MW_PLACE_CHUNK = 5,       /* BDAT or BURL; the same as COMMAND with one of these verbs */
  MW_PLACE_NOTHING = 6      /* nothing: it came unasked */
} mw_place;

/* "GREETING" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_place_name(mw_place place);

/* A reply of SMTP, LMTP or submission and what it answers. All zero but for place and code is
 * enough; what else is known makes the verdict better. Fields are public. */
typedef struct mw_smtp_exchange {
  mw_place place;
  mw_smtp_verb verb;         /* COMMAND, CHUNK; MW_SMTP_UNKNOWN for any other word */
  unsigned code;             /* of the reply */
  mw_enhanced enhanced;      /* of the reply, of whatever class; klass 0: none */
  bool lmtp;                 /* the protocol is LMTP */
  bool tls;                  /* TLS is active */
  bool authenticated;        /* a login succeeded */
  bool recipients_known;     /* recipients is told */
  uint32_t recipients;       /* RCPT that were answered by 2yz in this transaction */
  const mw_catalog_row *row; /* which the reply is, an alias or not; NULL: none, or not known */
} mw_smtp_exchange;

/* An answer of POP3. Fields are public. */
typedef struct mw_pop3_exchange {
  mw_place place;
  mw_pop3_verb verb;         /* COMMAND; MW_POP3_UNKNOWN for any other word */
  mw_pop3_status status;     /* NONE: the line is no status line */
  mw_pop3_code code;         /* the response code, UNKNOWN for none */
  bool transaction;          /* the login was before this command */
  bool challenge_due;        /* AUTH: the mechanism needs a challenge before it can succeed */
  const mw_catalog_row *row; /* which the line is, an alias or not; NULL: none, or not known */
} mw_pop3_exchange;

/* What is found. Fields are public; all but expected and contradicts is that of the row. */
typedef struct mw_judgement {
  mw_verdict verdict;
  bool expected;    /* the RFCs list the code, or the answer, there */
  bool contradicts; /* SMTP: the enhanced code is of another class than the code, which decides */
  mw_outcome outcome;
  mw_retry retry;
  mw_connection connection;
} mw_judgement;

/* Judges a reply. Expected are: the codes of the verb's row, those whose row names the verb, 421,
 * 500 and 501 for any command (RFC 5321 4.3.2), 530 but for EHLO, HELO, LHLO, NOOP, STARTTLS and
 * QUIT (RFC 4954 6, RFC 3207 4); in the greeting, after a message and within AUTH those that are
 * listed there; unasked 421. False: the place is none; *judgement is then all zero. */
MW_API bool mw_smtp_verdict_of(const mw_smtp_exchange *exchange, mw_judgement *judgement);

/* Whether the text of a reply line (without its CRLF) says something else than its codes: a row of
 * the catalogue with the line's code fits it, and of the row's enhanced status code and the line's
 * one is about an address (X.1.X), the other about security or policy (X.7.X), unless it holds any
 * text that gives the reason itself; or rows fit it but
 * for their code, and all of them are of another class. Texts of less than 6 octets contradict
 * nothing. Programs go by the code. */
MW_API bool mw_smtp_contradiction(const mw_catalog *catalog, mw_slice line);

/* Judges an answer of POP3. Expected are: +OK for the greeting, +OK and -ERR for a command, a
 * challenge within AUTH; with a response code, when its row names the command. False: the place is
 * none, or one that POP3 does not have (END_OF_DATA, CHUNK). */
MW_API bool mw_pop3_verdict_of(const mw_pop3_exchange *exchange, mw_judgement *judgement);

#ifdef __cplusplus
}
#endif

#endif
