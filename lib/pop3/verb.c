/* SPDX-License-Identifier: MIT */
/* The commands of POP3 as a table: by word, by number, by name; and those that the caller adds. */
#include "pop3/verb.h"

#include "base/own_verb.h"

/* Breaks the build when a keyword does not fit into a word, or a number into an octet. */
#define MW_POP3_VERB(id, number, keyword, form, answer, standing, states, capability, rfc)         \
  typedef char mwi_pop3_verb_fits_##id[sizeof(keyword) - 1 >= MWI_POP3_VERB_SHORTEST &&            \
                                               sizeof(keyword) - 1 <= MWI_POP3_VERB_LONGEST &&     \
                                               (number) > 0 && (number) < 256                      \
                                           ? 1                                                     \
                                           : -1];
#include <mailwire/tables/pop3_verb.def>

/* By number; a number without a row has keyword NULL. */
static const mw_pop3_verb_info pop3_verb_rows[] = {
#define MW_POP3_VERB(id, number, keyword, form, answer, standing, states, capability, rfc)         \
  [number] = {MW_POP3_##id,                                                                        \
              MW_POP3_TAKES_##form,                                                                \
              MW_POP3_ANSWER_##answer,                                                             \
              MW_POP3_##standing,                                                                  \
              keyword,                                                                             \
              states,                                                                              \
              capability,                                                                          \
              rfc},
#include <mailwire/tables/pop3_verb.def>
};

mw_pop3_verb mw_pop3_verb_find(mw_slice keyword)
{
  char octets[MWI_POP3_VERB_LONGEST] = {0};
  if (keyword.len < MWI_POP3_VERB_SHORTEST || keyword.len > MWI_POP3_VERB_LONGEST ||
      keyword.ptr[keyword.len - 1] == '\0') {
    return MW_POP3_UNKNOWN;
  }
  memcpy(octets, keyword.ptr, keyword.len);
  return mwi_pop3_verb_of_word(mwi_word_four(octets));
}

const mw_pop3_verb_info *mw_pop3_verb_row(mw_pop3_verb verb)
{
  size_t number = (size_t)verb;
  if (number >= sizeof pop3_verb_rows / sizeof pop3_verb_rows[0] ||
      pop3_verb_rows[number].keyword == NULL) {
    return NULL;
  }
  return &pop3_verb_rows[number];
}

const char *mw_pop3_verb_name(mw_pop3_verb verb)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
  return row == NULL ? "UNKNOWN" : row->keyword;
}

const mw_pop3_own_verb *mw_pop3_own_verb_find(const mw_pop3_own_verb *rows, size_t count,
                                              mw_slice keyword)
{
  size_t i;
  for (i = 0; rows != NULL && i < count; i++) {
    if (mwi_is_own_verb(rows[i].keyword, rows[i].number, keyword)) {
      return &rows[i];
    }
  }
  return NULL;
}
