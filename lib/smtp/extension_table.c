/* SPDX-License-Identifier: MIT */
/* The keywords of EHLO as a table: by keyword, by number, by name.
 *
 *   Letters compare without regard to case (RFC 5321 2.4).
 */
#include <mailwire/smtp_extension.h>

#include "base/compiler.h"
#include "base/word.h"

enum { EXTENSION_MOST = 64 * MW_SMTP_EXT_WORDS };

/* Breaks the build when a number is no bit's place, or a keyword has more than three times eight
 * octets. */
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail_params,         \
                          rcpt_params, rfc)                                                        \
  typedef char mwi_extension_fits_##id                                                             \
      [(number) > 0 && (number) < EXTENSION_MOST && sizeof(keyword) - 1 <= 24 ? 1 : -1];
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
  size_t i;
  if (word.len >= sizeof octets) {
    return mwi_fold_eight(mwi_word_eight(word.ptr));
  }
  if (word.len >= 4) { /* from both ends */
    memcpy(octets, word.ptr, 4);
    memcpy(octets + word.len - 4, word.ptr + word.len - 4, 4);
    return mwi_fold_eight(mwi_word_eight(octets));
  }
  for (i = 0; i < word.len; i++) {
    octets[i] = word.ptr[i];
  }
  return mwi_fold_eight(mwi_word_eight(octets));
}

/* The last eight, of a word that has as many. */
static uint64_t end_of(mw_slice word)
{
  return word.len < 8 ? 0 : mwi_fold_eight(mwi_word_eight(word.ptr + word.len - 8));
}

#define WORD_PAD "\0\0\0\0\0\0\0"

/* Whether a keyword of so many octets ends so; folding makes no other octet one of its own. */
static MWI_INLINE bool has_end(const char *keyword, size_t len, uint64_t end)
{
  return len <= 8 || end == mwi_fold_eight(mwi_word_eight(keyword + len - 8));
}

/* The extension whose keyword is as long, begins so and ends so. */
static MWI_INLINE mw_smtp_extension find_by_ends(uint64_t begin, uint64_t end, size_t len)
{
#define MW_SMTP_EXTENSION(id, number, word, form, standing, params, verbs, mail_params,            \
                          rcpt_params, rfc)                                                        \
  if (len == sizeof(word) - 1 && begin == mwi_fold_eight(mwi_word_eight(word WORD_PAD)) &&         \
      has_end(word, sizeof(word) - 1, end)) {                                                      \
    return MW_SMTP_EXT_##id;                                                                       \
  }
#include <mailwire/tables/smtp_extension.def>
  return MW_SMTP_EXT_UNKNOWN;
}

/* Only those of the same length are compared; nearly all keywords have one of these. */
static MWI_INLINE mw_smtp_extension find_by_length(uint64_t begin, uint64_t end, size_t len)
{
  switch (len) {
  case 3: return find_by_ends(begin, end, 3);
  case 4: return find_by_ends(begin, end, 4);
  case 8: return find_by_ends(begin, end, 8);
  case 10: return find_by_ends(begin, end, 10);
  case 19: return find_by_ends(begin, end, 19);
  default: return find_by_ends(begin, end, len);
  }
}

/* Of a longer word the eight amid are compared, too. */
static bool has_middle(mw_slice word, const char *keyword)
{
  return mwi_fold_eight(mwi_word_eight(word.ptr + 8)) ==
         mwi_fold_eight(mwi_word_eight(keyword + 8));
}

mw_smtp_extension mw_smtp_extension_find(mw_slice keyword)
{
  mw_smtp_extension found = find_by_length(begin_of(keyword), end_of(keyword), keyword.len);
  if (keyword.len > 16 && found != MW_SMTP_EXT_UNKNOWN &&
      !has_middle(keyword, extension_rows[found].keyword)) {
    return MW_SMTP_EXT_UNKNOWN;
  }
  return found;
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
