/* SPDX-License-Identifier: MIT */
/* POP3 status lines, read and written (RFC 1939 3, RFC 2449 3 and 8, RFC 5034 4).
 *
 *   response  = ( "+OK" / "-ERR" ) [ SP text ] CRLF     ; at most 512 octets
 *   text      = *CHAR / resp-code *CHAR
 *   resp-code = "[" resp-level *( "/" resp-level ) "]"
 *   challenge = "+" SP [ base64 ] CRLF                  ; during an AUTH exchange alone
 *
 * Whether lines follow a +OK depends on the command that it answers: pop3_response_reader.h. The
 * table of response codes: tables/pop3_response_code.def.
 */
#ifndef MAILWIRE_POP3_RESPONSE_H
#define MAILWIRE_POP3_RESPONSE_H

#include <mailwire/fault.h>
#include <mailwire/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The longest status line in octets, its CRLF included (RFC 2449 4). */
#define MW_POP3_RESPONSE_LINE 512

typedef enum mw_pop3_status {
  MW_POP3_STATUS_NONE = 0,
  MW_POP3_STATUS_OK = 1,       /* +OK */
  MW_POP3_STATUS_ERR = 2,      /* -ERR */
  MW_POP3_STATUS_CHALLENGE = 3 /* + */
} mw_pop3_status;

/* "+OK", "-ERR", "+"; "NONE", or "UNKNOWN" for any other number. Never NULL, static. */
MW_API const char *mw_pop3_status_name(mw_pop3_status status);

/* ---- extended response codes (RFC 2449 8) --------------------------------------------------- */

/* One member for each row of tables/pop3_response_code.def: MW_POP3_CODE_IN_USE ... */
typedef enum mw_pop3_code {
  MW_POP3_CODE_UNKNOWN = 0,
#define MW_POP3_RESPONSE_CODE(id, number, code, capability, commands, meaning, action, rfc)        \
  MW_POP3_CODE_##id = number,
#include <mailwire/tables/pop3_response_code.def>
  MW_POP3_CODE_RESERVED = 0x7fff
} mw_pop3_code;

/* One row of the table. Static, constant. Fields are public. */
typedef struct mw_pop3_code_info {
  mw_pop3_code code;
  const char *text;       /* "SYS/TEMP" */
  const char *capability; /* the CAPA tag that announces it */
  const char *commands;   /* after which it comes; "any" */
  const char *meaning;    /* in one phrase */
  const char *action;     /* what a client does, in one phrase */
  const char *rfc;
} mw_pop3_code_info;

/* The code of a text without its brackets, ASCII case ignored. One that the table does not have is
 * taken for the nearest level above it that the table has: "SYS/DISK" for SYS (RFC 2449 8);
 * UNKNOWN if there is none. */
MW_API mw_pop3_code mw_pop3_code_find(mw_slice text);

/* The row; NULL for UNKNOWN and for numbers without a row. */
MW_API const mw_pop3_code_info *mw_pop3_code_row(mw_pop3_code code);

/* "SYS/TEMP"; "UNKNOWN" where mw_pop3_code_row() is NULL. Never NULL, static. */
MW_API const char *mw_pop3_code_name(mw_pop3_code code);

/* The next level of a code's text: "SYS/TEMP" gives "SYS", then "TEMP". *rest is advanced. False at
 * the end. Levels of a text that is no code may be empty. */
MW_API bool mw_pop3_code_level_next(mw_slice *rest, mw_slice *level);

/* ---- one status line ------------------------------------------------------------------------ */

/* Fields are public; slices point into the line. */
typedef struct mw_pop3_response {
  mw_pop3_status status;
  mw_slice text;       /* all that follows the status and one space; ptr NULL when nothing does */
  mw_slice code;       /* the response code's text, without its brackets; ptr NULL: there is none */
  mw_pop3_code known;  /* its row, or that of the nearest level above it; UNKNOWN */
  mw_fault code_fault; /* BAD_RESPONSE_CODE: the text begins with "[" and holds no code all the
                          same. The line is fine */
  mw_slice message; /* text without the code and one space after it; of a challenge: the base64 */
} mw_pop3_response;

/* Takes one line (without its CRLF) apart. True: it is a status line or a challenge; *response is
 * filled in, and of a challenge BARE_CHALLENGE (no space) or BAD_BASE64 may be added to *finding.
 * False: NOT_A_RESPONSE is added, and *response is all zero but for text, which is the line. */
MW_API bool mw_pop3_response_parse(mw_slice line, uint64_t allow, mw_pop3_response *response,
                                   mw_finding *finding);

/* Writes "+OK" or "-ERR", the code in brackets unless its ptr is NULL, and the text unless it is
 * empty. Refused, and nothing is written: another status; a code that is none; CR, LF, NUL or
 * another control character but TAB; octets above 127, unless the writer allows UTF-8 and they are
 * well formed; without a code, a text that begins with "[", for it would be read as one; more than
 * 512 octets. */
MW_API void mw_pop3_response_write(mw_writer *w, mw_pop3_status status, mw_slice code,
                                   mw_slice text);

/* Writes a challenge: "+ " and the octets as base64. Refused: more than 12288 octets of line. */
MW_API void mw_pop3_challenge_write(mw_writer *w, mw_slice octets);

/* ---- greeting (RFC 1939 4, 7) --------------------------------------------------------------- */

/* The first response of a connection. True: it is a greeting, which response->status says is
 * positive but with MW_ALLOW_NEGATIVE_GREETING. *timestamp is what an APOP digest is made of: the
 * first text in the greeting of the form "<" left "@" right ">", brackets included, where left and
 * right are printable octets besides "<", ">" and "@"; ptr NULL when there is none. With
 * MW_ALLOW_STAMP_WITHOUT_AT and no such text, the first "<" 1*VCHAR ">" is taken. False:
 * BAD_GREETING is added to *finding: it is no +OK; with MW_ALLOW_NEGATIVE_GREETING a -ERR is a
 * greeting, too. */
MW_API bool mw_pop3_greeting_parse(const mw_pop3_response *response, uint64_t allow,
                                   mw_slice *timestamp, mw_finding *finding);

/* Writes the greeting "+OK text timestamp". timestamp: with its brackets, or ptr NULL for a server
 * that does not offer APOP. Refused: a timestamp that is none, a text that holds one, and what
 * mw_pop3_response_write() refuses. */
MW_API void mw_pop3_greeting_write(mw_writer *w, mw_slice text, mw_slice timestamp);

#ifdef __cplusplus
}
#endif

#endif
