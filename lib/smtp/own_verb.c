/* SPDX-License-Identifier: MIT */
/* Verbs that the caller adds (RFC 5321 4.1.5). */
#include <mailwire/smtp_argument.h>

#include "base/own_verb.h"

int mw_smtp_own_verb_find(const mw_smtp_own_verb *rows, size_t count, mw_slice keyword)
{
  size_t i;
  for (i = 0; rows != NULL && i < count; i++) {
    if (mwi_is_own_verb(rows[i].keyword, rows[i].number, keyword)) {
      return rows[i].number;
    }
  }
  return MW_SMTP_UNKNOWN;
}
