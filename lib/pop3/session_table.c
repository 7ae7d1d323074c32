/* SPDX-License-Identifier: MIT */
/* The rows of tables/pop3_session.def, and which of them a step meets. */
#include "pop3/session.h"

#include <string.h>

/* Breaks the build when a number does not fit its field. */
#define MW_POP3_STATE(id, number, name, meaning)                                                   \
  typedef char mwi_pop3_state_fits_##id[(number) > 0 && (number) < 64 ? 1 : -1];
#define MW_POP3_POLICY(id, bit, meaning, rfc)                                                      \
  typedef char mwi_pop3_policy_fits_##id[(bit) < 14 ? 1 : -1];
#include <mailwire/tables/pop3_session.def>

static const mwi_pop3_session_row pop3_session_rows[] = {
#define MW_POP3_STEP(state, event, when, situation, done, refused, rfc)                            \
  {MWI_POP3_EVENT_##event,                                                                         \
   MWI_POP3_AT_##state,                                                                            \
   MWI_POP3_WHEN_##when,                                                                           \
   MW_POP3_SITUATION_##situation,                                                                  \
   MWI_POP3_AT_##done,                                                                             \
   MWI_POP3_AT_##refused,                                                                          \
   rfc},
#include <mailwire/tables/pop3_session.def>
};

static const uint16_t pop3_alone[] = {
#define MW_POP3_ALONE(event, rfc) MWI_POP3_EVENT_##event,
#include <mailwire/tables/pop3_session.def>
};

static const mwi_pop3_session_row pop3_session_other = {MWI_POP3_EVENT_ANY,
                                                        MWI_POP3_AT_ANY,
                                                        MWI_POP3_WHEN_ALWAYS,
                                                        MW_POP3_SITUATION_NONE,
                                                        MWI_POP3_AT_SAME,
                                                        MWI_POP3_AT_SAME,
                                                        ""};

static uint16_t pop3_event_of(const mw_pop3_step *step)
{
  switch (step->place) {
  case MW_POP3_PLACE_GREETING: return MWI_POP3_EVENT_GREETING;
  case MW_POP3_PLACE_AUTH_LINE: return MWI_POP3_EVENT_AUTH_LINE;
  default:
    return mw_pop3_verb_row(step->verb) != NULL || step->verb == MW_POP3_UNKNOWN
               ? (uint16_t)step->verb
               : MWI_POP3_EVENT_OWN;
  }
}

/* ---- conditions ----------------------------------------------------------------------------- */

static bool pop3_remembers(const mw_pop3_session *s, unsigned flag)
{
  return (s->flags & flag) != 0;
}

/* Whether the list, words separated by blanks, has the word. */
static bool lists_word(const char *list, const char *word)
{
  size_t len = strlen(word);
  while (*list != '\0') {
    const char *blank = memchr(list, ' ', strlen(list));
    size_t here = blank != NULL ? (size_t)(blank - list) : strlen(list);
    if (here == len && memcmp(list, word, len) == 0) {
      return true;
    }
    list += here + (blank != NULL ? 1 : 0);
  }
  return false;
}

static bool is_elsewhere(const mw_pop3_session *s, mw_pop3_verb verb)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
  return row != NULL && !lists_word(row->states, mw_pop3_state_name((mw_pop3_state)s->state));
}

static bool pop3_is_unoffered(const mw_pop3_session *s, mw_pop3_verb verb)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
  mw_pop3_capability capability;
  if (row == NULL || !pop3_remembers(s, MWI_POP3_SESSION_OFFERED) ||
      (s->policy & MW_POP3_POLICY_UNANNOUNCED) != 0) {
    return false;
  }
  capability = mw_pop3_capability_find(mw_slice_text(row->capability));
  return capability != MW_POP3_CAP_UNKNOWN && (s->offered >> capability & 1) == 0;
}

static bool pop3_is_plain(const mw_pop3_step *step)
{
  switch (step->verb) {
  case MW_POP3_USER:
  case MW_POP3_PASS:
  case MW_POP3_RPOP: return true;
  default: return (step->flags & MW_POP3_STEP_PLAIN) != 0;
  }
}

static bool pop3_needs_tls(const mw_pop3_session *s, const mw_pop3_step *step)
{
  bool plain = (s->policy & MW_POP3_POLICY_PLAIN_NEEDS_TLS) != 0 && pop3_is_plain(step);
  return !pop3_remembers(s, MWI_POP3_SESSION_TLS) &&
         (plain || (s->policy & MW_POP3_POLICY_TLS_FIRST) != 0);
}

static bool pop3_is_so(unsigned when, const mw_pop3_session *s, const mw_pop3_step *step,
                       mw_pop3_status status)
{
  switch (when) {
  case MWI_POP3_WHEN_CHALLENGE: return status == MW_POP3_STATUS_CHALLENGE;
  case MWI_POP3_WHEN_BARE: return (step->flags & MW_POP3_STEP_ARGUMENT) == 0;
  case MWI_POP3_WHEN_ELSEWHERE: return is_elsewhere(s, step->verb);
  case MWI_POP3_WHEN_TLS_ACTIVE: return pop3_remembers(s, MWI_POP3_SESSION_TLS);
  case MWI_POP3_WHEN_UTF8_ON: return pop3_remembers(s, MWI_POP3_SESSION_UTF8);
  case MWI_POP3_WHEN_UNOFFERED: return pop3_is_unoffered(s, step->verb);
  case MWI_POP3_WHEN_NEEDS_TLS: return pop3_needs_tls(s, step);
  case MWI_POP3_WHEN_NAMELESS: return !pop3_remembers(s, MWI_POP3_SESSION_NAMED);
  default: return when == MWI_POP3_WHEN_ALWAYS;
  }
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* Whether the row leaves to a later one what is asked for. */
static bool pop3_leaves_it(const mwi_pop3_session_row *row, mwi_pop3_session_way way)
{
  return (way == MWI_POP3_WHEN_DONE && row->done == MWI_POP3_AT_LATER) ||
         (way == MWI_POP3_WHEN_REFUSED && row->refused == MWI_POP3_AT_LATER);
}

const mwi_pop3_session_row *mwi_pop3_session_find(const mw_pop3_session *s,
                                                  const mw_pop3_step *step, mw_pop3_status status,
                                                  mwi_pop3_session_way way)
{
  uint16_t event = pop3_event_of(step);
  size_t i;
  for (i = 0; i < sizeof pop3_session_rows / sizeof pop3_session_rows[0]; i++) {
    const mwi_pop3_session_row *row = &pop3_session_rows[i];
    bool here = (row->at == s->state || row->at == MWI_POP3_AT_ANY) &&
                (row->event == event || row->event == MWI_POP3_EVENT_ANY);
    if (here && !pop3_leaves_it(row, way) && pop3_is_so(row->when, s, step, status)) {
      return row;
    }
  }
  return &pop3_session_other;
}

bool mw_pop3_step_is_alone(const mw_pop3_step *step)
{
  size_t i;
  for (i = 0; step != NULL && i < sizeof pop3_alone / sizeof pop3_alone[0]; i++) {
    if (pop3_alone[i] == pop3_event_of(step)) {
      return true;
    }
  }
  return false;
}
