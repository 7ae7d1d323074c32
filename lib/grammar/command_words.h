/* SPDX-License-Identifier: MIT */
/* A command line as a word and an argument: what SMTP and POP3 have in common. */
#ifndef MWI_GRAMMAR_COMMAND_WORDS_H
#define MWI_GRAMMAR_COMMAND_WORDS_H

#include <mailwire/fault.h>

/* The first octet that no word can hold ends it: a space, a control character, a colon. */
static inline bool mwi_ends_word(char octet)
{
  return (unsigned char)octet <= 0x20 || octet == ':' || octet == 0x7f;
}

/* The two, pointing into the line. */
typedef struct mwi_command_words {
  mw_slice keyword;
  mw_slice argument; /* all that follows the word and one octet; ptr NULL when none follows */
} mwi_command_words;

/* Takes a line apart. Adds EMPTY_LINE, LEADING_SPACE or BAD_SEPARATOR to *finding. False: no word
 * stands there; the keyword is empty then. */
bool mwi_split_command(mw_slice line, uint64_t allow, mwi_command_words *words,
                       mw_finding *finding);

/* What follows the mechanism in the argument of AUTH, whatever octet that no mechanism can hold
 * separates them. ptr NULL: nothing does. */
mw_slice mwi_behind_mechanism(mw_slice argument);

#endif
