/* SPDX-License-Identifier: MIT */
/* ESMTP parameters of any keyword (RFC 5321 4.1.2; RFC 6531 3.3 adds UTF-8 to the value).
 *
 *   esmtp-params  = esmtp-param *( SP esmtp-param )
 *   esmtp-param   = esmtp-keyword [ "=" esmtp-value ]
 *   esmtp-keyword = ( ALPHA / DIGIT ) *( ALPHA / DIGIT / "-" )
 *   esmtp-value   = 1*( %d33-60 / %d62-126 )
 */
#include <mailwire/param.h>

#include "base/writer.h"
#include "grammar/param.h"

/* An octet of a value that only a tolerance, or SMTPUTF8, lets stand there. */
static bool take_odd_value(mwi_cursor *c)
{
  if (mwi_sees_non_ascii(c)) {
    return mwi_take_non_ascii(c);
  }
  if (!mwi_tolerates(c, *c->at == '=' ? MW_ALLOW_EQUALS_IN_VALUE : MW_ALLOW_DEL_IN_VALUE,
                     MW_FAULT_BAD_PARAMETER)) {
    return false;
  }
  c->at++;
  return true;
}

static bool is_odd_value(char octet)
{
  return octet == '=' || octet == 0x7f || (unsigned char)octet >= 0x80;
}

/* Up to the next space, which must be the first octet that no value holds. */
bool mwi_take_esmtp_value(mwi_cursor *c, mw_slice *value)
{
  const char *begin = c->at;
  for (;;) {
    c->at = mwi_run(c, MWI_CLASS_ESMTP_VALUE);
    if (mwi_at_end(c) || !is_odd_value(*c->at)) {
      break;
    }
    if (!take_odd_value(c)) {
      return false;
    }
  }
  *value = mwi_slice_since(c, begin);
  return value->len > 0 || mwi_fail(c, MW_FAULT_BAD_PARAMETER);
}

static bool take_keyword(mwi_cursor *c, mw_slice *keyword)
{
  const char *begin = c->at;
  if (mwi_at_end(c) || !mwi_is_let_dig(*begin)) {
    return mwi_fail(c, MW_FAULT_BAD_PARAMETER);
  }
  c->at = mwi_run(c, MWI_CLASS_LDH);
  *keyword = mwi_slice_since(c, begin);
  return true;
}

/* The space behind a parameter. Another parameter must follow it; blanks up to the end are a
 * deviation of their own. */
static bool take_separator(mwi_cursor *c)
{
  const char *blanks = c->at;
  while (c->at < c->end && mwi_is_wsp(*c->at)) {
    c->at++;
  }
  if (mwi_at_end(c)) {
    return c->at == blanks ||
           mwi_tolerates_at(c, MW_ALLOW_TRAILING_SPACE, MW_FAULT_BAD_PARAMETER, blanks);
  }
  c->at = blanks;
  return (mwi_takes(c, ' ') || mwi_fail(c, MW_FAULT_BAD_PARAMETER)) &&
         mwi_pass_spaces(c, MW_ALLOW_EXTRA_SPACE, MW_FAULT_BAD_PARAMETER);
}

static bool take_good(mwi_cursor *c, mw_param *param)
{
  param->value.ptr = NULL;
  param->value.len = 0;
  return take_keyword(c, &param->keyword) &&
         (!mwi_takes(c, '=') || mwi_take_esmtp_value(c, &param->value)) && take_separator(c);
}

bool mwi_take_param(mwi_cursor *c, mw_param *param)
{
  const char *begin = c->at;
  if (take_good(c, param)) {
    return true;
  }
  for (c->at = begin; c->at < c->end && *c->at != ' '; c->at++) {
  }
  param->keyword = mwi_slice_since(c, begin);
  param->value.ptr = NULL;
  param->value.len = 0;
  (void)mwi_takes(c, ' ');
  return false;
}

bool mw_param_next(mw_slice *rest, const mw_rules *rules, mw_param *param, mw_finding *finding)
{
  mwi_cursor c;
  if (rest == NULL || param == NULL || finding == NULL || rest->len == 0) {
    return false;
  }
  c = mwi_cursor_of(*rest, rules, finding);
  (void)mwi_take_param(&c, param);
  *rest = mwi_rest(&c);
  return true;
}

void mwi_put_param(mw_writer *w, mw_slice keyword, mw_slice value)
{
  mw_rules rules;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor at_keyword;
  mwi_cursor at_value;
  mw_slice read;
  mw_rules_init(&rules, w->utf8 ? MW_ALLOW_UTF8 : 0);
  at_keyword = mwi_cursor_of(keyword, NULL, &finding);
  at_value = mwi_cursor_of(value, &rules, &finding);
  if (!take_keyword(&at_keyword, &read) || !mwi_at_end(&at_keyword) ||
      (value.ptr != NULL && (!mwi_take_esmtp_value(&at_value, &read) || !mwi_at_end(&at_value)))) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put(w, keyword);
  if (value.ptr != NULL) {
    mwi_put(w, mw_slice_of("=", 1));
    mwi_put(w, value);
  }
}

void mw_param_write(mw_writer *w, const mw_param *param)
{
  size_t begin = mwi_item_begin(w);
  if (mwi_may_write(w, param)) {
    mwi_put_param(w, param->keyword, param->value);
    mwi_item_end(w, begin);
  }
}
