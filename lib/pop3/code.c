/* SPDX-License-Identifier: MIT */
/* Extended response codes as a table: by text, by number, by name (RFC 2449 8).
 *
 *   resp-code  = "[" resp-level *( "/" resp-level ) "]"
 *   resp-level = 1*rchar
 *
 * Letters compare without regard to case, and levels that are not known are left out.
 */
#include <mailwire/pop3_response.h>
#include <string.h>

#include "base/slice.h"

/* By number; a number without a row has text NULL. */
static const mw_pop3_code_info pop3_code_rows[] = {
#define MW_POP3_RESPONSE_CODE(id, number, code, capability, commands, meaning, action, rfc)        \
  [number] = {MW_POP3_CODE_##id, code, capability, commands, meaning, action, rfc},
#include <mailwire/tables/pop3_response_code.def>
};

enum { POP3_CODE_ROWS = sizeof pop3_code_rows / sizeof pop3_code_rows[0] };

static mw_pop3_code find_exactly(mw_slice text)
{
  size_t i;
  for (i = 0; i < POP3_CODE_ROWS; i++) {
    if (pop3_code_rows[i].text != NULL &&
        mw_slice_equal_nocase(text, mw_slice_text(pop3_code_rows[i].text))) {
      return pop3_code_rows[i].code;
    }
  }
  return MW_POP3_CODE_UNKNOWN;
}

/* The text without its last level; empty when it has one alone. */
static mw_slice level_above(mw_slice text)
{
  size_t len = text.len;
  while (len > 0 && text.ptr[len - 1] != '/') {
    len--;
  }
  return mwi_slice_head(text, len > 0 ? len - 1 : 0);
}

/* Rows have few levels: one with more than any of them is cut before it is looked for. */
static mw_slice first_levels(mw_slice text, unsigned most)
{
  size_t len = 0;
  while (len < text.len && (text.ptr[len] != '/' || --most > 0)) {
    len++;
  }
  return mwi_slice_head(text, len);
}

mw_pop3_code mw_pop3_code_find(mw_slice text)
{
  enum { LEVELS = 4 };
  mw_pop3_code found = MW_POP3_CODE_UNKNOWN;
  text = first_levels(text, LEVELS);
  while (text.len > 0 && found == MW_POP3_CODE_UNKNOWN) {
    found = find_exactly(text);
    text = level_above(text);
  }
  return found;
}

const mw_pop3_code_info *mw_pop3_code_row(mw_pop3_code code)
{
  size_t number = (size_t)code;
  return number < POP3_CODE_ROWS && pop3_code_rows[number].text != NULL ? &pop3_code_rows[number]
                                                                        : NULL;
}

const char *mw_pop3_code_name(mw_pop3_code code)
{
  const mw_pop3_code_info *row = mw_pop3_code_row(code);
  return row == NULL ? "UNKNOWN" : row->text;
}

bool mw_pop3_code_level_next(mw_slice *rest, mw_slice *level)
{
  size_t len = 0;
  if (rest == NULL || level == NULL || rest->len == 0) {
    return false;
  }
  while (len < rest->len && rest->ptr[len] != '/') {
    len++;
  }
  *level = mwi_slice_head(*rest, len);
  *rest = mwi_slice_from(*rest, len < rest->len ? len + 1 : len);
  return true;
}
