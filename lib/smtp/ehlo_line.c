/* SPDX-License-Identifier: MIT */
/* One line of the reply to EHLO, one limit of LIMITS, and the greeting (RFC 5321 4.1.1.1, 4.2).
 *
 *   ehlo-line    = ehlo-keyword *( SP ehlo-param )
 *   ehlo-keyword = ( ALPHA / DIGIT ) *( ALPHA / DIGIT / "-" )
 *   ehlo-param   = 1*( %d33-126 )
 *   limit        = limit-name [ "=" limit-value ]                    ; RFC 9422 3
 *   limit-name   = 1*( ALPHA / DIGIT / "-" / "_" )
 *   limit-value  = 1*( %d33-58 / %d60-126 )
 *   Greeting     = "220" SP ( Domain / address-literal ) [ SP textstring ] CRLF
 */
#include <mailwire/smtp_extension.h>
#include <string.h>

#include "base/number.h"
#include "base/slice.h"
#include "grammar/cursor.h"

/* What separates words: one space, or any blanks where that is tolerated. False: it is a fault. */
static bool take_blanks(mwi_cursor *c)
{
  const char *begin = c->at;
  while (c->at < c->end && mwi_is_wsp(*c->at)) {
    c->at++;
  }
  if (mwi_since(c, begin) == 1 && *begin == ' ' && !mwi_at_end(c)) {
    return true;
  }
  return mwi_since(c, begin) > 0
             ? mwi_tolerates_at(c, MW_ALLOW_SEPARATOR, MW_FAULT_BAD_EHLO_LINE, begin)
             : mwi_fail(c, MW_FAULT_BAD_EHLO_LINE);
}

/* Nearly always one space, and no blank behind it. */
static inline bool take_blank(mwi_cursor *c)
{
  bool one = c->end - c->at > 1 && c->at[0] == ' ' && !mwi_is_wsp(c->at[1]);
  if (one) {
    c->at++;
  }
  return one || take_blanks(c);
}

static bool take_ehlo_params(mwi_cursor *c)
{
  while (!mwi_at_end(c)) {
    const char *begin = c->at;
    c->at = mwi_run(c, MWI_CLASS_VCHAR);
    if (c->at == begin) {
      return mwi_fail(c, MW_FAULT_BAD_EHLO_LINE);
    }
    if (!mwi_at_end(c) && !take_blank(c)) {
      return false;
    }
  }
  return true;
}

/* What follows the keyword. */
static bool take_behind_keyword(mwi_cursor *c, mw_smtp_extension extension)
{
  if (mwi_sees(c, '=') && extension == MW_SMTP_EXT_AUTH) {
    return mwi_tolerates(c, MW_ALLOW_AUTH_EQUALS, MW_FAULT_BAD_EHLO_LINE) && mwi_takes(c, '=');
  }
  return take_blank(c);
}

/* The octets of a keyword, an underscore among them where that is tolerated. */
static void take_ehlo_keyword(mwi_cursor *c)
{
  c->at = mwi_run(c, MWI_CLASS_LDH);
  while (c->at > c->begin && mwi_sees(c, '_') && (c->allow & MW_ALLOW_UNDERSCORE) != 0) {
    c->finding->tolerated |= MW_ALLOW_UNDERSCORE;
    c->at++;
    c->at = mwi_run(c, MWI_CLASS_LDH);
  }
}

bool mw_smtp_ehlo_line_parse(mw_slice text, uint64_t allow, mw_smtp_ehlo_line *line,
                             mw_finding *finding)
{
  mw_rules rules;
  mwi_cursor c;
  const char *params;
  if (line == NULL || finding == NULL) {
    return false;
  }
  memset(line, 0, sizeof *line);
  mw_rules_init(&rules, allow);
  c = mwi_cursor_of(text, &rules, finding);
  take_ehlo_keyword(&c);
  line->keyword = mwi_slice_since(&c, c.begin);
  if (line->keyword.len == 0 || !mwi_is_let_dig(line->keyword.ptr[0])) {
    return mwi_fail_at(&c, MW_FAULT_BAD_EHLO_LINE, c.begin);
  }
  line->extension = mw_smtp_extension_find(line->keyword);
  if (mwi_at_end(&c)) {
    return true;
  }
  if (!take_behind_keyword(&c, line->extension)) {
    return false;
  }
  params = c.at;
  if (!take_ehlo_params(&c)) {
    return false;
  }
  if (c.at > params) {
    line->params = mwi_slice_since(&c, params);
  }
  return true;
}

/* %x31-39 *5DIGIT, or 0. */
static uint32_t limit_of(mw_slice text)
{
  uint64_t value;
  if (text.len == 0 || text.len > 6 || text.ptr[0] == '0' ||
      mwi_number_parse(&text, 999999, &value) != MWI_NUMBER_OK || text.len > 0) {
    return 0;
  }
  return (uint32_t)value;
}

static bool is_limit_name(mw_slice name)
{
  static const char *const names[] = {"RCPTMAX", "MAILMAX", "RCPTDOMAINMAX"};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (mw_slice_equal_nocase(name, mw_slice_text(names[i]))) {
      return true;
    }
  }
  return false;
}

/* "=" limit-value, or nothing. */
static bool take_limit_value(mwi_cursor *c, mw_slice *text)
{
  const char *begin = c->at + 1;
  text->ptr = NULL;
  text->len = 0;
  if (!mwi_takes(c, '=')) {
    return true;
  }
  while (c->at < c->end && mwi_is_vchar(*c->at) && *c->at != ';') {
    c->at++;
  }
  *text = mwi_slice_since(c, begin);
  return text->len > 0;
}

bool mw_smtp_limit_parse(mw_slice param, mw_slice *name, uint32_t *value)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(param, NULL, &finding);
  mw_slice text;
  if (name == NULL || value == NULL) {
    return false;
  }
  while (c.at < c.end && (mwi_is_ldh(*c.at) || *c.at == '_')) {
    c.at++;
  }
  *name = mwi_slice_since(&c, c.begin);
  *value = 0;
  if (name->len == 0 || !take_limit_value(&c, &text)) {
    return false;
  }
  *value = is_limit_name(*name) ? limit_of(text) : 0;
  return mwi_at_end(&c);
}

/* The name of the server, and what it says behind it. */
static bool take_greeting(mwi_cursor *c, mw_host *host, mw_slice *text)
{
  c->allow &= ~MW_ALLOW_UTF8;
  if (mwi_at_end(c) || !mwi_take_host(c, host)) {
    c->finding->fault = MW_FAULT_BAD_GREETING;
    return false;
  }
  if (mwi_takes(c, ' ')) {
    *text = mwi_rest(c);
  }
  return text->ptr != NULL || mwi_at_end(c) || mwi_fail(c, MW_FAULT_BAD_GREETING);
}

bool mw_smtp_greeting_parse(const mw_smtp_reply_line *line, const mw_rules *rules, mw_host *host,
                            mw_slice *text, mw_finding *finding)
{
  mwi_cursor c;
  if (line == NULL || host == NULL || text == NULL || finding == NULL) {
    return false;
  }
  c = mwi_cursor_of(line->message, rules, finding);
  memset(host, 0, sizeof *host);
  text->ptr = NULL;
  text->len = 0;
  if (line->code / 100 != 2) {
    *text = line->message;
    return true;
  }
  return take_greeting(&c, host, text);
}
