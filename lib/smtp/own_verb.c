/* SPDX-License-Identifier: MIT */
/* Verbs that the caller adds (RFC 5321 4.1.5). */
#include <mailwire/smtp_argument.h>

/* The numbers that are left to the caller. */
enum { OWN_VERB_FIRST = 0x4000, OWN_VERB_LAST = 0x7ffe };

int mw_smtp_own_verb_find(const mw_smtp_own_verb *rows, size_t count, mw_slice keyword)
{
  size_t i;
  if (rows == NULL || keyword.len == 0) {
    return MW_SMTP_UNKNOWN;
  }
  for (i = 0; i < count; i++) {
    bool own = rows[i].number >= OWN_VERB_FIRST && rows[i].number <= OWN_VERB_LAST;
    if (own && mw_slice_equal_nocase(keyword, mw_slice_text(rows[i].keyword))) {
      return rows[i].number;
    }
  }
  return MW_SMTP_UNKNOWN;
}
