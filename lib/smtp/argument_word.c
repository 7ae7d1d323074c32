/* SPDX-License-Identifier: MIT */
/* Arguments that are words rather than paths.
 *
 *   String        = Atom / Quoted-string                          ; RFC 5321 4.1.2
 *   vrfy          = "VRFY" SP String [ SP "SMTPUTF8" ] CRLF       ; RFC 6531 3.7.4.2; EXPN likewise
 *   auth-command  = "AUTH" SP sasl-mech [ SP initial-response ]   ; RFC 4954 8
 *   bdat-cmd      = "BDAT" SP chunk-size [ SP "LAST" ] CRLF       ; RFC 3030 2
 *   burl-cmd      = "BURL" SP absolute-URI [ SP "LAST" ] CRLF     ; RFC 4468 3.5
 *   etrn          = "ETRN" SP [ "@" / "#" ] node-name CRLF        ; RFC 1985 5
 *   atrn          = "ATRN" [ SP domain *( "," domain ) ] CRLF     ; RFC 2645 5.2.1
 *   domain        = sub-domain 1*( "." sub-domain )               ; RFC 2645 8
 */
#include <string.h>

#include "base/slice.h"
#include "grammar/sasl.h"
#include "smtp/argument.h"
#include "text/hex.h"

static bool take_atom(mwi_cursor *c)
{
  const char *begin = c->at;
  for (;;) {
    c->at = mwi_run(c, MWI_CLASS_ATEXT);
    if (!mwi_sees_non_ascii(c)) {
      return c->at > begin || mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
    }
    if (!mwi_take_non_ascii(c)) {
      return false;
    }
  }
}

bool mwi_take_string(mwi_cursor *c)
{
  return mwi_sees(c, '"') ? mwi_take_quoted_string(c) : take_atom(c);
}

/* Whether what the cursor sees is that word, whatever its case, and nothing behind it. */
static bool sees_last_word(const mwi_cursor *c, const char *word)
{
  return mw_slice_equal_nocase(mwi_rest(c), mw_slice_text(word));
}

/* Whether a String and nothing else stands in [c->at, end); the finding is not touched. */
static bool is_string(const mwi_cursor *c, const char *end)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor try = *c;
  try.finding = &finding;
  try.end = end;
  return mwi_take_string(&try) && mwi_at_end(&try);
}

/* The String up to end, or any text where that is tolerated. */
static bool take_string_to(mwi_cursor *c, const char *end, mw_slice *text)
{
  const char *begin = c->at;
  if ((c->allow & MW_ALLOW_ANY_STRING) != 0 && !is_string(c, end) && end > begin) {
    c->finding->tolerated |= MW_ALLOW_ANY_STRING;
    c->at = end;
  } else if (!mwi_take_string(c)) {
    return false;
  }
  *text = mwi_slice_since(c, begin);
  return c->at == end || mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

/* Where SMTPUTF8 stands at the end, behind a space; NULL when it does not. */
static const char *utf8_word(const mwi_cursor *c)
{
  mwi_cursor word = *c;
  if (c->end - c->at < 10) {
    return NULL;
  }
  word.at = c->end - 8;
  return word.at[-1] == ' ' && sees_last_word(&word, "SMTPUTF8") ? word.at : NULL;
}

bool mwi_take_string_argument(mwi_cursor *c, mw_smtp_argument *argument)
{
  const char *word = utf8_word(c);
  if (!take_string_to(c, word != NULL ? word - 1 : c->end, &argument->text)) {
    return false;
  }
  argument->utf8 = word != NULL;
  c->at = c->end;
  return true;
}

bool mwi_take_maybe_string(mwi_cursor *c, mw_smtp_argument *argument)
{
  return take_string_to(c, c->end, &argument->text);
}

bool mwi_take_mechanism(mwi_cursor *c, mw_smtp_argument *argument)
{
  return mwi_take_auth_argument(c, &argument->text, &argument->initial);
}

bool mwi_take_chunk(mwi_cursor *c, mw_smtp_argument *argument)
{
  mw_chunk_parse(mwi_rest(c), &argument->chunk);
  if (argument->chunk.fault != MW_FAULT_NONE) {
    return mwi_fail_at(c, argument->chunk.fault, c->at + argument->chunk.at);
  }
  argument->last = argument->chunk.last;
  c->at = c->end;
  return true;
}

static bool is_scheme_char(char octet)
{
  return mwi_is_let_dig(octet) || octet == '+' || octet == '-' || octet == '.';
}

/* unreserved, sub-delims, and what separates the parts but the brackets of an IP-literal. */
static bool is_uri_char(char octet)
{
  return mwi_is_let_dig(octet) || memchr("-._~!$&\'()*+,;=:@/?", octet, 19) != NULL;
}

/* "%" HEXDIG HEXDIG */
static bool sees_pct_encoded(const mwi_cursor *c)
{
  return c->end - c->at > 2 && *c->at == '%' && mwi_hex_value(c->at[1], true) < 16 &&
         mwi_hex_value(c->at[2], true) < 16;
}

/* Octets of a URI; of an authority up to its end, with the brackets that only it may have. */
static void take_uri_octets(mwi_cursor *c, bool authority)
{
  while (c->at < c->end) {
    if (sees_pct_encoded(c)) {
      c->at += 3;
    } else if (authority ? (*c->at != '/' && *c->at != '?' && is_uri_char(*c->at)) ||
                               *c->at == '[' || *c->at == ']'
                         : is_uri_char(*c->at)) {
      c->at++;
    } else {
      return;
    }
  }
}

/* scheme ":" and at least one octet more (RFC 3986 4.3), without a fragment; what the scheme makes
 * of them is not looked at. */
static bool take_uri(mwi_cursor *c)
{
  const char *begin = c->at;
  const char *behind;
  while (c->at < c->end && is_scheme_char(*c->at)) {
    c->at++;
  }
  if (c->at == begin || !mwi_is_alpha(*begin) || !mwi_takes(c, ':')) {
    return mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
  }
  behind = c->at;
  if (mwi_takes(c, '/') && mwi_takes(c, '/')) {
    take_uri_octets(c, true);
  }
  take_uri_octets(c, false);
  return c->at > behind || mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

bool mwi_take_url(mwi_cursor *c, mw_smtp_argument *argument)
{
  const char *begin = c->at;
  if (!take_uri(c)) {
    return false;
  }
  argument->text = mwi_slice_since(c, begin);
  if (!mwi_takes(c, ' ')) {
    return true;
  }
  if (!sees_last_word(c, "LAST")) {
    return mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
  }
  argument->last = true;
  c->at = c->end;
  return true;
}

/* "#" names a queue, which is no domain. */
bool mwi_take_node(mwi_cursor *c, mw_smtp_argument *argument)
{
  const char *begin;
  if (mwi_sees(c, '@') || mwi_sees(c, '#')) {
    argument->option = *c->at++;
  }
  begin = c->at;
  c->allow &= ~MW_ALLOW_UTF8;
  if (argument->option == '#') {
    c->at = mwi_run(c, MWI_CLASS_VCHAR);
  } else if (!mwi_take_domain_or_tolerated(c, &argument->host)) {
    return false;
  }
  argument->text = mwi_slice_since(c, begin);
  return argument->text.len > 0 || mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

/* domain *( "," domain ) */
static bool take_domain_list(mwi_cursor *c)
{
  mw_host host;
  do {
    if (!mwi_take_domain(c, &host)) {
      return false;
    }
  } while (mwi_takes(c, ','));
  return true;
}

bool mwi_take_domains(mwi_cursor *c, mw_smtp_argument *argument)
{
  const mw_rules *rules = c->rules;
  mw_rules two_labels = *rules;
  const char *begin = c->at;
  bool good;
  if (two_labels.least_labels < 2) {
    two_labels.least_labels = 2;
  }
  c->rules = &two_labels;
  c->allow &= ~MW_ALLOW_UTF8;
  good = take_domain_list(c);
  c->rules = rules;
  argument->text = mwi_slice_since(c, begin);
  return good;
}

bool mwi_take_attributes(mwi_cursor *c, mw_smtp_argument *argument)
{
  mw_slice rest = mwi_rest(c);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_param attribute;
  argument->text = rest;
  while (rest.len > 0) {
    const char *at = rest.ptr;
    if (!mw_smtp_attribute_next(&rest, &attribute, &finding)) {
      break;
    }
    if (finding.fault != MW_FAULT_NONE) {
      return mwi_fail_at(c, finding.fault, at + finding.offset);
    }
  }
  c->at = c->end;
  return argument->text.len > 0 || mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}
