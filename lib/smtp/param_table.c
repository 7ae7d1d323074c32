/* SPDX-License-Identifier: MIT */
/* The parameters of MAIL and RCPT as a table: by keyword, by number, by name.
 *
 *   Letters compare without regard to case (RFC 5321 2.4).
 *
 * As in verb.h the rows become compile-time words: one for a keyword of four letters, two for all
 * others.
 */
#include <mailwire/smtp_params.h>

#include "base/word.h"

#define PARAM_PAD "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"

enum { PARAM_LONGEST = 16, PARAM_MOST = 64 };

/* Breaks the build when a keyword does not fit into two words, or a number is no bit's place. */
#define MW_SMTP_PARAM(id, number, keyword, mail, rcpt, extension, value, rfc)                      \
  typedef char                                                                                     \
      mwi_param_fits_##id[sizeof(keyword) - 1 <= PARAM_LONGEST && (number) < PARAM_MOST ? 1 : -1];
#include <mailwire/tables/smtp_param.def>

/* By number; a number without a row has keyword NULL. */
static const mw_smtp_param_info param_rows[] = {
#define MW_SMTP_PARAM(id, number, keyword, mail, rcpt, extension, value, rfc)                      \
  [number] = {MW_SMTP_PARAM_##id, mail, rcpt, keyword, extension, value, rfc},
#include <mailwire/tables/smtp_param.def>
};

static mw_smtp_param find_four(const char *ptr)
{
  uint32_t word = mwi_word_four(ptr) & UINT32_C(0xDFDFDFDF);
#define MW_SMTP_PARAM(id, number, keyword, mail, rcpt, extension, value, rfc)                      \
  if (sizeof(keyword) == 5 && word == mwi_word_four(keyword PARAM_PAD)) {                          \
    return MW_SMTP_PARAM_##id;                                                                     \
  }
#include <mailwire/tables/smtp_param.def>
  return MW_SMTP_PARAM_UNKNOWN;
}

static mw_smtp_param find_other(mw_slice word)
{
  const size_t length = word.len;
  char octets[PARAM_LONGEST] = {0};
  uint64_t low;
  uint64_t high;
  if (length == 0 || length > PARAM_LONGEST) {
    return MW_SMTP_PARAM_UNKNOWN;
  }
  memcpy(octets, word.ptr, length);
  low = mwi_fold_eight(mwi_word_eight(octets));
  high = mwi_fold_eight(mwi_word_eight(octets + 8));
#define MW_SMTP_PARAM(id, number, keyword, mail, rcpt, extension, value, rfc)                      \
  if (length == sizeof(keyword) - 1 && low == mwi_word_eight(keyword PARAM_PAD) &&                 \
      high == mwi_word_eight(&(keyword PARAM_PAD)[8])) {                                           \
    return MW_SMTP_PARAM_##id;                                                                     \
  }
#include <mailwire/tables/smtp_param.def>
  return MW_SMTP_PARAM_UNKNOWN;
}

mw_smtp_param mw_smtp_param_find(mw_slice keyword)
{
  return keyword.len == 4 ? find_four(keyword.ptr) : find_other(keyword);
}

const mw_smtp_param_info *mw_smtp_param_row(mw_smtp_param param)
{
  size_t number = (size_t)param;
  if (number >= sizeof param_rows / sizeof param_rows[0] || param_rows[number].keyword == NULL) {
    return NULL;
  }
  return &param_rows[number];
}

const char *mw_smtp_param_name(mw_smtp_param param)
{
  const mw_smtp_param_info *row = mw_smtp_param_row(param);
  return row == NULL ? "UNKNOWN" : row->keyword;
}
