/* SPDX-License-Identifier: MIT */
/* Which rows of tables/smtp_session.def can be met at all, by event, state and purpose: constants
 * that the compiler makes of the rows, so that none of them is looked at that cannot be meant. */
#include "smtp/session_rows.h"

#include "base/compiler.h"

/* Breaks the build when there are more rows than mwi_session_rows_met() has words. */
typedef char mwi_session_rows_fit[MWI_SESSION_ROW_WORDS == 2 ? 1 : -1];

static MWI_INLINE uint64_t rows_with_event(unsigned event, unsigned word)
{
  return 0
#define MW_SMTP_STEP(state, of, when, situation, done, refused, rfc)                               \
  | (MWI_EVENT_##of == event || MWI_EVENT_##of == MWI_EVENT_ANY                                    \
         ? MWI_ROW_BIT(ROW_##state##_##of##_##when, word)                                          \
         : 0)
#include <mailwire/tables/smtp_session.def>
      ;
}

static MWI_INLINE uint64_t rows_in_state(unsigned at, unsigned word)
{
  return 0
#define MW_SMTP_STEP(state, event, when, situation, done, refused, rfc)                            \
  | (MWI_AT_##state == at || MWI_AT_##state == MWI_AT_ANY                                          \
         ? MWI_ROW_BIT(ROW_##state##_##event##_##when, word)                                       \
         : 0)
#include <mailwire/tables/smtp_session.def>
      ;
}

/* Those that do not leave it to a later one. */
static MWI_INLINE uint64_t rows_for_way(mwi_session_way way, unsigned word)
{
  uint64_t done = 0
#define MW_SMTP_STEP(state, event, when, situation, done, refused, rfc)                            \
  | (MWI_AT_##done != MWI_AT_LATER ? MWI_ROW_BIT(ROW_##state##_##event##_##when, word) : 0)
#include <mailwire/tables/smtp_session.def>
      ;
  uint64_t refused = 0
#define MW_SMTP_STEP(state, event, when, situation, done, refused, rfc)                            \
  | (MWI_AT_##refused != MWI_AT_LATER ? MWI_ROW_BIT(ROW_##state##_##event##_##when, word) : 0)
#include <mailwire/tables/smtp_session.def>
      ;
  return way == MWI_TO_JUDGE ? UINT64_MAX : way == MWI_WHEN_DONE ? done : refused;
}

static MWI_INLINE uint64_t rows_of_event(uint16_t event, unsigned word)
{
  switch (event) {
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  case MWI_EVENT_##id:                                                                             \
    return rows_with_event(MWI_EVENT_##id, word);
#include <mailwire/tables/smtp_verb.def>
  case MWI_EVENT_UNKNOWN: return rows_with_event(MWI_EVENT_UNKNOWN, word);
  case MWI_EVENT_OWN: return rows_with_event(MWI_EVENT_OWN, word);
  case MWI_EVENT_GREETING: return rows_with_event(MWI_EVENT_GREETING, word);
  case MWI_EVENT_AUTH_LINE: return rows_with_event(MWI_EVENT_AUTH_LINE, word);
  case MWI_EVENT_MESSAGE: return rows_with_event(MWI_EVENT_MESSAGE, word);
  default: return rows_with_event(MWI_EVENT_ANY, word);
  }
}

static MWI_INLINE uint64_t rows_of_state(unsigned at, unsigned word)
{
  switch (at) {
#define MW_SMTP_STATE(id, number, name, meaning)                                                   \
  case MWI_AT_##id:                                                                                \
    return rows_in_state(MWI_AT_##id, word);
#include <mailwire/tables/smtp_session.def>
  default: return rows_in_state(MWI_AT_ANY, word);
  }
}

static MWI_INLINE uint64_t rows_of_word(uint16_t event, unsigned at, mwi_session_way way,
                                        unsigned word)
{
  return rows_of_event(event, word) & rows_of_state(at, word) & rows_for_way(way, word);
}

uint64_t mwi_session_rows_met(uint16_t event, unsigned at, mwi_session_way way, unsigned word)
{
  return word == 0 ? rows_of_word(event, at, way, 0) : rows_of_word(event, at, way, 1);
}
