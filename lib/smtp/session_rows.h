/* SPDX-License-Identifier: MIT */
/* The places of the rows of tables/smtp_session.def, and sets of them. */
#ifndef MWI_SMTP_SESSION_ROWS_H
#define MWI_SMTP_SESSION_ROWS_H

#include "smtp/session.h"

/* A row's place, by what it is met with. */
enum {
#define MW_SMTP_STEP(state, event, when, situation, done, refused, rfc)                            \
  ROW_##state##_##event##_##when,
#include <mailwire/tables/smtp_session.def>
  SESSION_ROWS
};

enum { MWI_SESSION_ROW_WORDS = (SESSION_ROWS + 63) / 64 };

/* A row's bit in the word of it; in others 0. */
#define MWI_ROW_BIT(row, word) ((row) / 64 == (word) ? UINT64_C(1) << (row) % 64 : 0)

/* The rows with that condition; a constant where both are. */
static MWI_INLINE uint64_t mwi_session_rows_when(mwi_session_when condition, unsigned word)
{
  return 0
#define MW_SMTP_STEP(state, event, when, situation, done, refused, rfc)                            \
  | (MWI_WHEN_##when == condition ? MWI_ROW_BIT(ROW_##state##_##event##_##when, word) : 0)
#include <mailwire/tables/smtp_session.def>
      ;
}

/* The rows that such an event can meet in that state, and that do not leave to a later one what is
 * asked for: of each 64 rows a word, a bit for each. */
uint64_t mwi_session_rows_met(uint16_t event, unsigned at, mwi_session_way way, unsigned word);

#endif
