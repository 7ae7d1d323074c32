/* SPDX-License-Identifier: MIT */
/* The values of the parameters that have a type, each as a production.
 *
 * A reader takes its value from the cursor and stores it. False: it is no such value; the cursor
 * then stands at the octet that is wrong, or the finding already says more.
 */
#ifndef MWI_SMTP_PARAM_VALUE_H
#define MWI_SMTP_PARAM_VALUE_H

#include <string.h>

#include <mailwire/smtp_params.h>

#include "grammar/cursor.h"

/* What a parameter may have at most; RFC 3461 counts the keyword and the "=" too. */
enum {
  MWI_SIZE_DIGITS = 20,                         /* RFC 1870 3 */
  MWI_SECONDS_DIGITS = 9,                       /* RFC 2852 4, RFC 3885 3.1, RFC 4865 3 */
  MWI_SECONDS_MOST = 999999999,                 /* as many digits */
  MWI_ENVID_OCTETS = 100 - sizeof "ENVID=" + 1, /* RFC 3461 4.4 */
  MWI_ORCPT_OCTETS = 500 - sizeof "ORCPT=" + 1, /* RFC 3461 4.2 */
  MWI_AUTH_OCTETS = 500 - sizeof " AUTH=" + 1,  /* RFC 4954 3 */
  MWI_SOLICIT_OCTETS = 1000,                    /* RFC 3865 2.2 */
  MWI_TRANSID_OCTETS = 80,                      /* RFC 1845 2 */
  MWI_CERTIFIER_OCTETS = 27                     /* RFC 3885 3.2: SHA-1 in base64, unpadded */
};

/* The digits that stand next. Too many, or none, is no number. */
static inline bool mwi_take_digits(mwi_cursor *c, size_t most, uint64_t *value)
{
  const char *begin = c->at;
  const char *end = c->end;
  const char *at = begin;
  uint64_t n = 0;
  unsigned digit;
  while (at < end && (digit = (unsigned)(unsigned char)*at - '0') <= 9) {
    n = n * 10 + digit;
    at++;
  }
  c->at = at;
  *value = n;
  if ((size_t)(at - begin) > most) {
    return mwi_fail_at(c, MW_FAULT_NUMBER_TOO_LARGE, begin);
  }
  return at > begin;
}

/* Stops at the first octet that is no digit. What does not fit becomes UINT64_MAX. */
static inline bool mwi_value_size(mwi_cursor *c, mw_smtp_params *params)
{
  static const char largest[] = "18446744073709551615";
  const char *begin = c->at;
  if (!mwi_take_digits(c, MWI_SIZE_DIGITS, &params->size)) {
    return false;
  }
  if (mwi_since(c, begin) == MWI_SIZE_DIGITS && memcmp(begin, largest, MWI_SIZE_DIGITS) > 0) {
    params->size = UINT64_MAX;
  }
  return true;
}

/* Stops behind the word. */
bool mwi_value_body(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_notify(mwi_cursor *c, mw_smtp_params *params);

/* The others expect the end of the value where it ends. */
bool mwi_value_hold_until(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_rrvs(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_envid(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_auth(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_submitter(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_alt_address(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_orcpt(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_solicit(mwi_cursor *c, mw_smtp_params *params);
bool mwi_value_transid(mwi_cursor *c, mw_smtp_params *params);

/* Takes an octet of the word, whatever the case of a letter; 0 when none of them stands next. The
 * word is in upper case. */
char mwi_take_one_of(mwi_cursor *c, const char *letters);

/* Reads the whole value of a row of the table that has one. False: the finding says why not. A
 * fault that leaves a value (a NOTIFY that says the same twice) may be there with true. */
bool mwi_value_read(mw_smtp_param param, mwi_cursor *c, mw_smtp_params *params);

#endif
