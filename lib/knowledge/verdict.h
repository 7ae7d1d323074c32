/* SPDX-License-Identifier: MIT */
/* What the rules of both protocols share: the words of a rule's column, and a row as a judgement.
 */
#ifndef MWI_KNOWLEDGE_VERDICT_H
#define MWI_KNOWLEDGE_VERDICT_H

#include <mailwire/verdict.h>

/* Whether the list, words separated by single blanks, has the word. */
bool mwi_words_have(const char *list, const char *word);

/* The same where an empty list stands for any word. */
bool mwi_words_fit(const char *list, const char *word);

/* Fills in what the verdict's row says; there is one. */
void mwi_judge(mw_verdict verdict, bool expected, mw_judgement *judgement);

#endif
