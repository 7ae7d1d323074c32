/* SPDX-License-Identifier: MIT */
/* Which command of POP3 a word is: the look-up in tables/pop3_verb.def that each line passes.
 *
 *   Letters compare without regard to case (RFC 1939 3).
 *
 * Every keyword has three or four octets, so that a look-up is one load and a few comparisons.
 */
#ifndef MWI_POP3_VERB_H
#define MWI_POP3_VERB_H

#include <mailwire/pop3_command.h>

#include "base/word.h"

enum { MWI_POP3_VERB_SHORTEST = 3, MWI_POP3_VERB_LONGEST = 4 };

/* The verb of a word of four octets, or of three with a NUL behind them. */
static inline mw_pop3_verb mwi_pop3_verb_of_word(uint32_t octets)
{
  uint32_t word = mwi_fold_four(octets);
#define MW_POP3_VERB(id, number, keyword, form, answer, standing, states, capability, rfc)         \
  if (word == mwi_word_four(keyword "\0")) {                                                       \
    return MW_POP3_##id;                                                                           \
  }
#include <mailwire/tables/pop3_verb.def>
  return MW_POP3_UNKNOWN;
}

/* The form of a verb's argument; any text for verbs that the table does not have. */
static inline mw_pop3_form mwi_pop3_form_of(mw_pop3_verb verb)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
  return row != NULL ? row->form : MW_POP3_TAKES_TEXT;
}

#endif
