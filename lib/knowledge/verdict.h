/* SPDX-License-Identifier: MIT */
/* What the rules of both protocols share: the words of a rule's column, the verdict of a text, and
 * a row as a judgement.
 */
#ifndef MWI_KNOWLEDGE_VERDICT_H
#define MWI_KNOWLEDGE_VERDICT_H

#include <mailwire/verdict.h>

/* Whether the list, words separated by single blanks, has the word. */
bool mwi_words_have(const char *list, const char *word);

/* The same where an empty list stands for any word. */
bool mwi_words_fit(const char *list, const char *word);

/* The verdict that the table has for a row of the catalogue, or for the one that it is an alias of;
 * NONE: it has none, or row is NULL. */
mw_verdict mwi_verdict_of_text(const mw_catalog_row *row);

/* Fills in what the verdict's row says; there is one. */
void mwi_judge(mw_verdict verdict, bool expected, mw_judgement *judgement);

#endif
