/* SPDX-License-Identifier: MIT */
/* What a POP3 server answers when: one row for each situation that it meets, with the one status
 * line to it.
 *
 * Each fault names its situation, so that a server answers whatever a reader reports in one call.
 * The table: tables/pop3_situation.def.
 */
#ifndef MAILWIRE_POP3_SITUATION_H
#define MAILWIRE_POP3_SITUATION_H

#include <mailwire/pop3_response.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One member for each row: MW_POP3_SITUATION_UNKNOWN_COMMAND ... */
typedef enum mw_pop3_situation {
  MW_POP3_SITUATION_NONE = 0,
#define MW_POP3_SITUATION(id, number, status, code, text, rfc) MW_POP3_SITUATION_##id = number,
#include <mailwire/tables/pop3_situation.def>
  MW_POP3_SITUATION_RESERVED = 0x7fff
} mw_pop3_situation;

/* One row. Static, constant. Fields are public. */
typedef struct mw_pop3_situation_info {
  mw_pop3_situation situation;
  mw_pop3_status status;
  const char *code; /* "IN-USE"; "" when it has none */
  const char *text; /* "" when the caller has to give it */
  const char *rfc;
} mw_pop3_situation_info;

/* NULL for a number without a row. */
MW_API const mw_pop3_situation_info *mw_pop3_situation_row(mw_pop3_situation situation);

/* "UNKNOWN_COMMAND"; "NONE" for NONE, "UNKNOWN" for a number without a row. Never NULL, static. */
MW_API const char *mw_pop3_situation_name(mw_pop3_situation situation);

/* The situation of that name (upper case); NONE if there is none. */
MW_API mw_pop3_situation mw_pop3_situation_find(mw_slice name);

/* The situation that a fault of a client makes for a server; NONE for faults that only a server can
 * make, and for those of SMTP alone. */
MW_API mw_pop3_situation mw_pop3_situation_of(mw_fault fault);

/* Writes the status line of a situation. codes: whether the row's response code is sent: its
 * capability was announced (mw_pop3_code_info.capability). text: instead of the row's; ptr NULL for
 * the row's. Refused: no text where the row has none, a number without a row, and what
 * mw_pop3_response_write() refuses. */
MW_API void mw_pop3_situation_write(mw_writer *w, mw_pop3_situation situation, bool codes,
                                    mw_slice text);

#ifdef __cplusplus
}
#endif

#endif
