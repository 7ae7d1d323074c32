/* SPDX-License-Identifier: MIT */
/* What a server says when: one row for each situation that it meets, with the one reply to it.
 *
 * Each fault names its situation, so that a server answers whatever a reader reports in one call.
 * The table: tables/smtp_situation.def.
 */
#ifndef MAILWIRE_SMTP_SITUATION_H
#define MAILWIRE_SMTP_SITUATION_H

#include <mailwire/smtp_command.h>
#include <mailwire/smtp_reply.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row: MW_SMTP_SITUATION_UNKNOWN_VERB ... */
typedef enum mw_smtp_situation {
  MW_SMTP_SITUATION_NONE = 0,
#define MW_SMTP_SITUATION(id, number, code, enhanced, text, rfc) MW_SMTP_SITUATION_##id = number,
#include <mailwire/tables/smtp_situation.def>
  MW_SMTP_SITUATION_RESERVED = 0x7fff
} mw_smtp_situation;

/* One row. Static, constant. Fields are public. */
typedef struct mw_smtp_situation_info {
  mw_smtp_situation situation;
  unsigned code;
  const char *enhanced; /* "5.5.2"; "" when it takes none */
  const char *text;     /* "" when the caller has to give it */
  const char *rfc;
} mw_smtp_situation_info;

/* NULL for a number without a row. */
MW_API const mw_smtp_situation_info *mw_smtp_situation_row(mw_smtp_situation situation);

/* "UNKNOWN_VERB"; "NONE" for NONE, "UNKNOWN" for a number without a row. Never NULL, static. */
MW_API const char *mw_smtp_situation_name(mw_smtp_situation situation);

/* The situation of that name (upper case); NONE if there is none. */
MW_API mw_smtp_situation mw_smtp_situation_find(mw_slice name);

/* The situation that a fault makes for a server; NONE for faults of replies. */
MW_API mw_smtp_situation mw_smtp_situation_of(mw_fault fault);

/* The same where the verb of the command is known: a bad address is BAD_SENDER in MAIL,
 * BAD_RECIPIENT in RCPT, BAD_HELLO in HELO, EHLO and LHLO, BAD_ARGUMENT elsewhere; octets above 127
 * are UTF8_SENDER or UTF8_RECIPIENT in MAIL and RCPT (RFC 6531 3.5); an argument to DATA, RSET,
 * QUIT and their like is NO_ARGUMENT_ALLOWED; a line too long in AUTH, or of its exchange, is
 * AUTH_LINE_TOO_LONG. Whatever is wrong with the line of a HELO, EHLO or LHLO that is whole has a
 * row without an enhanced code (RFC 2034 4); who answers one of them with another situation, such
 * as CONNECTION_LOST, writes it with enhanced false. */
MW_API mw_smtp_situation mw_smtp_situation_in(mw_smtp_verb verb, mw_fault fault);

/* The same for the fault of a BODY_END: what a server answers at the end of the message or of the
 * chunk, with a code that RFC 5321 4.3.2 lists there. BAD_CONTENT, TEXT_LINE_TOO_LONG; NONE when
 * there is no fault. */
MW_API mw_smtp_situation mw_smtp_situation_of_body(mw_fault fault);

/* Writes the reply of a situation. enhanced: whether ENHANCEDSTATUSCODES was announced. text:
 * instead of the row's; ptr NULL for the row's. Refused: no text where the row has none (those that
 * machines read), one of GREETING or HELLO that does not begin with a host, one of AUTH_CHALLENGE
 * that is neither empty nor base64, one of RESUME_AT that does not begin with an octet's number, a
 * number without a row, and what mw_smtp_reply_write() refuses. The reply to EHLO with its
 * extensions: mw_smtp_extensions_write(). */
MW_API void mw_smtp_situation_write(mw_writer *w, mw_smtp_situation situation, bool enhanced,
                                    mw_slice text);

#ifdef __cplusplus
}
#endif

#endif
