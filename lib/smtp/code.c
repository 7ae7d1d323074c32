/* SPDX-License-Identifier: MIT */
/* What the three digits of a reply code say, and what the table knows of the code (RFC 5321 4.2).
 *
 *   Reply-code = %x32-35 %x30-35 %x30-39
 */
#include "smtp/code.h"

#include "base/lookup.h"

static const char *const class_texts[10] = {
#define MW_SMTP_CLASS(digit, text) [digit] = text,
#include <mailwire/tables/smtp_code.def>
};

static const char *const category_texts[10] = {
#define MW_SMTP_CATEGORY(digit, text) [digit] = text,
#include <mailwire/tables/smtp_code.def>
};

static const uint32_t code_keys[] = {
#define MW_SMTP_CODE(code, meaning, commands, rfc) code,
#include <mailwire/tables/smtp_code.def>
};

static const mw_smtp_code_info code_rows[] = {
#define MW_SMTP_CODE(code, meaning, commands, rfc) {code, meaning, commands, rfc},
#include <mailwire/tables/smtp_code.def>
};

/* The text of a digit; any number is fine. */
static const char *digit_text(const char *const texts[10], int digit)
{
  return digit < 0 || digit > 9 || texts[digit] == NULL ? "undefined" : texts[digit];
}

int mw_smtp_code_class(unsigned code)
{
  return code > 999 ? -1 : (int)(code / 100);
}

int mw_smtp_code_category(unsigned code)
{
  return code > 999 ? -1 : (int)(code / 10 % 10);
}

const char *mw_smtp_class_text(int digit)
{
  return digit_text(class_texts, digit);
}

const char *mw_smtp_category_text(int digit)
{
  return digit_text(category_texts, digit);
}

bool mw_smtp_code_is_regular(unsigned code)
{
  return mwi_code_is_regular(code);
}

const mw_smtp_code_info *mw_smtp_code_row(unsigned code)
{
  size_t count = sizeof code_keys / sizeof code_keys[0];
  size_t place = mwi_lookup(code_keys, count, code);

  return place == count ? NULL : &code_rows[place];
}
