/* SPDX-License-Identifier: MIT */
/* Which verb a word is: the look-up in tables/smtp_verb.def that each command line passes.
 *
 *   Letters compare without regard to case (RFC 5321 2.4).
 *
 * The rows become compile-time words of four or eight octets, so that a look-up is one load, one
 * AND and a few comparisons. 0xDF makes a letter upper case and no other octet a letter. So a
 * keyword has letters only, and eight at most: verb.c and test_verb.c see to it.
 */
#ifndef MWI_SMTP_VERB_H
#define MWI_SMTP_VERB_H

#include <mailwire/smtp_command.h>

#include "base/word.h"

#define MWI_VERB_LONGEST 8

static inline mw_smtp_verb mwi_verb_find_four(const char *ptr)
{
  uint32_t word = mwi_word_four(ptr) & UINT32_C(0xDFDFDFDF);
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  if (sizeof(keyword) == 5 && word == mwi_word_four(keyword "\0\0\0")) {                           \
    return MW_SMTP_##id;                                                                           \
  }
#include <mailwire/tables/smtp_verb.def>
  return MW_SMTP_UNKNOWN;
}

/* Any length but four. */
mw_smtp_verb mwi_verb_find_other(const char *ptr, size_t len);

/* The verb of the len octets at ptr, none beyond them being read. */
static inline mw_smtp_verb mwi_verb_find(const char *ptr, size_t len)
{
  if (len == 4) {
    return mwi_verb_find_four(ptr);
  }
  return mwi_verb_find_other(ptr, len);
}

#endif
