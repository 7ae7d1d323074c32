/* SPDX-License-Identifier: MIT */
/* Domains (RFC 5321 4.1.2; RFC 6531 3.3 adds U-labels).
 *
 *   Domain     = sub-domain *( "." sub-domain )
 *   sub-domain = Let-dig [ Ldh-str ]
 *
 * RFC 821 4.1.2 wanted a name to begin with a letter and to have three octets; it also knew "#"
 * 1*DIGIT.
 */
#include <string.h>

#include "base/slice.h"
#include "grammar/cursor.h"

/* Takes the octets of a label. */
static bool take_label_octets(mwi_cursor *c)
{
  for (;;) {
    c->at = mwi_run(c, MWI_CLASS_LDH);
    if (mwi_sees_non_ascii(c)) {
      if (!mwi_take_non_ascii(c)) {
        return false;
      }
    } else if (mwi_sees(c, '_') && (c->allow & MW_ALLOW_UNDERSCORE) != 0) {
      c->finding->tolerated |= MW_ALLOW_UNDERSCORE;
      c->at++;
    } else {
      return true;
    }
  }
}

/* Whether a label in ASCII or not keeps to RFC 821's <name>. */
static bool is_rfc821_name(mw_slice label)
{
  return label.len >= 3 && mwi_is_alpha(label.ptr[0]);
}

static bool take_label(mwi_cursor *c)
{
  const char *begin = c->at;
  mw_slice label;
  if (!take_label_octets(c)) {
    return false;
  }
  label = mwi_slice_since(c, begin);
  if (label.len == 0) {
    return mwi_fail(c, MW_FAULT_BAD_DOMAIN);
  }
  if (label.ptr[0] == '-') {
    return mwi_fail_at(c, MW_FAULT_BAD_DOMAIN, begin);
  }
  if (label.ptr[label.len - 1] == '-') {
    return mwi_fail_at(c, MW_FAULT_BAD_DOMAIN, c->at - 1);
  }
  if (c->rules->rfc821_names && !is_rfc821_name(label)) {
    return mwi_fail_at(c, MW_FAULT_BAD_DOMAIN, begin);
  }
  return c->rules->label == 0 || label.len <= c->rules->label ||
         mwi_tolerates_at(c, MW_ALLOW_LONG_PATH, MW_FAULT_PATH_TOO_LONG, begin + c->rules->label);
}

static bool begins_label(const mwi_cursor *c)
{
  return c->at < c->end && (mwi_is_ldh(*c->at) || mwi_sees_non_ascii(c) || *c->at == '_');
}

/* The labels; *end is where the name ends, in front of a root dot. */
static bool take_labels(mwi_cursor *c, unsigned *count, const char **end)
{
  *count = 0;
  do {
    if (!take_label(c)) {
      return false;
    }
    (*count)++;
    *end = c->at;
    if (!mwi_takes(c, '.')) {
      return true;
    }
  } while (begins_label(c));
  return !mwi_sees(c, '.') ? mwi_tolerates_at(c, MW_ALLOW_ROOT_DOT, MW_FAULT_BAD_DOMAIN, *end)
                           : mwi_fail(c, MW_FAULT_BAD_DOMAIN);
}

static bool take_host_number(mwi_cursor *c, mw_host *host)
{
  const char *begin = c->at;
  if (!mwi_tolerates(c, MW_ALLOW_HOST_NUMBER, MW_FAULT_BAD_DOMAIN)) {
    return false;
  }
  c->at++;
  c->at = mwi_run(c, MWI_CLASS_DIGIT);
  host->kind = MW_HOST_NUMBER;
  host->text = mwi_slice_since(c, begin);
  host->content = mwi_slice_from(host->text, 1);
  return host->content.len > 0 || mwi_fail(c, MW_FAULT_BAD_DOMAIN);
}

bool mwi_take_domain(mwi_cursor *c, mw_host *host)
{
  const char *begin = c->at;
  const char *end;
  unsigned labels;
  if (mwi_sees(c, '#')) {
    return take_host_number(c, host);
  }
  if (!take_labels(c, &labels, &end)) {
    return false;
  }
  if (labels < c->rules->least_labels) {
    return mwi_fail_at(c, MW_FAULT_BAD_DOMAIN, end);
  }
  host->kind = MW_HOST_DOMAIN;
  host->text.ptr = begin;
  host->text.len = (size_t)(end - begin);
  return host->text.len <= c->rules->domain ||
         mwi_tolerates_at(c, MW_ALLOW_LONG_PATH, MW_FAULT_PATH_TOO_LONG, begin + c->rules->domain);
}

bool mwi_take_host(mwi_cursor *c, mw_host *host)
{
  return mwi_sees(c, '[') ? mwi_take_literal(c, host) : mwi_take_domain(c, host);
}

bool mwi_take_domain_or_tolerated(mwi_cursor *c, mw_host *host)
{
  if (mwi_sees(c, '[') && !mwi_tolerates(c, MW_ALLOW_LITERAL, MW_FAULT_BAD_DOMAIN)) {
    return false;
  }
  return mwi_take_host(c, host);
}

bool mw_host_parse(mw_slice text, const mw_rules *rules, mw_host *host, mw_finding *finding)
{
  mwi_cursor c = mwi_cursor_of(text, rules, finding);
  if (host == NULL || finding == NULL) {
    return false;
  }
  memset(host, 0, sizeof *host);
  return mwi_take_host(&c, host) && (mwi_at_end(&c) || mwi_fail(&c, MW_FAULT_BAD_DOMAIN));
}

bool mw_domain_parse(mw_slice text, const mw_rules *rules, mw_host *host, mw_finding *finding)
{
  mwi_cursor c = mwi_cursor_of(text, rules, finding);
  if (host == NULL || finding == NULL) {
    return false;
  }
  memset(host, 0, sizeof *host);
  return mwi_take_domain_or_tolerated(&c, host) &&
         (mwi_at_end(&c) || mwi_fail(&c, MW_FAULT_BAD_DOMAIN));
}
