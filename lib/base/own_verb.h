/* SPDX-License-Identifier: MIT */
/* Commands that the caller adds: their numbers, and how their words compare. */
#ifndef MWI_BASE_OWN_VERB_H
#define MWI_BASE_OWN_VERB_H

#include <mailwire/base.h>

/* The numbers that are left to the caller. */
enum { MWI_OWN_VERB_FIRST = 0x4000, MWI_OWN_VERB_LAST = 0x7ffe };

static inline bool mwi_is_own_number(int number)
{
  return number >= MWI_OWN_VERB_FIRST && number <= MWI_OWN_VERB_LAST;
}

/* Whether the word is that of a row with such a keyword and number. */
static inline bool mwi_is_own_verb(const char *keyword, int number, mw_slice word)
{
  return word.len > 0 && mwi_is_own_number(number) &&
         mw_slice_equal_nocase(word, mw_slice_text(keyword));
}

#endif
