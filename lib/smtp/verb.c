/* SPDX-License-Identifier: MIT */
/* The verbs of SMTP as a table: by word, by number, by name. */
#include "smtp/verb.h"

/* Breaks the build when a keyword does not fit into a word. */
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  typedef char mwi_verb_fits_##id[sizeof(keyword) - 1 <= MWI_VERB_LONGEST ? 1 : -1];
#include <mailwire/tables/smtp_verb.def>

/* By number; a number without a row has keyword NULL. */
static const mw_smtp_verb_info verb_rows[] = {
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  [number] = {MW_SMTP_##id,                                                                        \
              MW_SMTP_TAKES_##form,                                                                \
              MW_SMTP_##standing,                                                                  \
              keyword,                                                                             \
              extension,                                                                           \
              success,                                                                             \
              intermediate,                                                                        \
              failure,                                                                             \
              rfc},
#include <mailwire/tables/smtp_verb.def>
};

mw_smtp_verb mwi_verb_find_other(const char *ptr, size_t len)
{
  char octets[MWI_VERB_LONGEST] = {0};
  uint64_t word;

  if (len == 0 || len > MWI_VERB_LONGEST) {
    return MW_SMTP_UNKNOWN;
  }
  memcpy(octets, ptr, len);
  word = mwi_word_eight(octets) & UINT64_C(0xDFDFDFDFDFDFDFDF);
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  if (len == sizeof(keyword) - 1 && word == mwi_word_eight(keyword "\0\0\0\0\0\0\0")) {            \
    return MW_SMTP_##id;                                                                           \
  }
#include <mailwire/tables/smtp_verb.def>
  return MW_SMTP_UNKNOWN;
}

mw_smtp_verb mw_smtp_verb_find(mw_slice keyword)
{
  return mwi_verb_find(keyword.ptr, keyword.len);
}

const mw_smtp_verb_info *mw_smtp_verb_row(mw_smtp_verb verb)
{
  size_t number = (size_t)verb;

  if (number >= sizeof verb_rows / sizeof verb_rows[0] || verb_rows[number].keyword == NULL) {
    return NULL;
  }
  return &verb_rows[number];
}

const char *mw_smtp_verb_name(mw_smtp_verb verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(verb);

  return row == NULL ? "UNKNOWN" : row->keyword;
}
