/* SPDX-License-Identifier: MIT */
/* The keywords of EHLO as a table: by keyword, by number, by name.
 *
 *   Letters compare without regard to case (RFC 5321 2.4).
 */
#include <mailwire/smtp_extension.h>

#include "base/word.h"

enum { EXTENSION_MOST = 64 * MW_SMTP_EXT_WORDS };

/* Breaks the build when a number is no bit's place. */
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail_params,         \
                          rcpt_params, rfc)                                                        \
  typedef char mwi_extension_fits_##id[(number) > 0 && (number) < EXTENSION_MOST ? 1 : -1];
#include <mailwire/tables/smtp_extension.def>

/* By number; a number without a row has keyword NULL. */
static const mw_smtp_extension_info extension_rows[] = {
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail_params,         \
                          rcpt_params, rfc)                                                        \
  [number] = {MW_SMTP_EXT_##id, MW_SMTP_SAYS_##form, keyword, standing, params, verbs,             \
              mail_params,      rcpt_params,         rfc},
#include <mailwire/tables/smtp_extension.def>
};

/* The first eight octets of a word in upper case, padded with NULs. */
static uint64_t begin_of(mw_slice word)
{
  char octets[8] = {0};
  if (word.len > 0) {
    memcpy(octets, word.ptr, word.len < sizeof octets ? word.len : sizeof octets);
  }
  return mwi_fold_eight(mwi_word_eight(octets));
}

#define WORD_PAD "\0\0\0\0\0\0\0"

mw_smtp_extension mw_smtp_extension_find(mw_slice keyword)
{
  uint64_t begin = begin_of(keyword);
  mw_smtp_extension found = MW_SMTP_EXT_UNKNOWN;
#define MW_SMTP_EXTENSION(id, number, word, form, standing, params, verbs, mail_params,            \
                          rcpt_params, rfc)                                                        \
  if (keyword.len == sizeof(word) - 1 && begin == mwi_fold_eight(mwi_word_eight(word WORD_PAD))) { \
    found = MW_SMTP_EXT_##id;                                                                      \
  } else
#include <mailwire/tables/smtp_extension.def>
  {
    return MW_SMTP_EXT_UNKNOWN;
  }
  return mw_slice_equal_nocase(keyword, mw_slice_text(extension_rows[found].keyword))
             ? found
             : MW_SMTP_EXT_UNKNOWN;
}

const mw_smtp_extension_info *mw_smtp_extension_row(mw_smtp_extension extension)
{
  size_t number = (size_t)extension;
  if (number >= sizeof extension_rows / sizeof extension_rows[0] ||
      extension_rows[number].keyword == NULL) {
    return NULL;
  }
  return &extension_rows[number];
}

const char *mw_smtp_extension_name(mw_smtp_extension extension)
{
  const mw_smtp_extension_info *row = mw_smtp_extension_row(extension);
  return row == NULL ? "UNKNOWN" : row->keyword;
}
