/* SPDX-License-Identifier: MIT */
/* What a server announced, as a set: bits of table rows, typed values, and the lines as they were
 * (RFC 2449 5, 6).
 */
#include <mailwire/pop3_capability.h>
#include <string.h>

#include "base/bits.h"
#include "base/number.h"
#include "grammar/announced.h"
#include "grammar/sasl.h"
#include "pop3/capabilities.h"

void mw_pop3_capabilities_init(mw_pop3_capabilities *set, char *room, size_t size)
{
  memset(set, 0, sizeof *set);
  mwi_announced_init(&set->lines, room, size);
}

bool mw_pop3_capabilities_has(const mw_pop3_capabilities *set, mw_pop3_capability capability)
{
  return mw_pop3_capability_row(capability) != NULL && mwi_has_bit(set->bits, (size_t)capability);
}

void mw_pop3_capabilities_put(mw_pop3_capabilities *set, mw_pop3_capability capability)
{
  if (mw_pop3_capability_row(capability) != NULL) {
    mwi_put_bit(set->bits, (size_t)capability);
  }
}

/* ---- typed values ------------------------------------------------------------------------------
 */

static bool is_user(mw_slice word)
{
  return mw_slice_equal_nocase(word, mw_slice_of("USER", 4));
}

/* ( number / "NEVER" ) [ SP "USER" ]; false: the words are not that, or the number is too large,
 * and nothing was stored. */
static bool read_days(mw_slice words, uint32_t *number, bool *user)
{
  mw_slice first;
  mw_slice second;
  mw_slice third;
  uint64_t value = MW_POP3_EXPIRE_NEVER;
  bool two;
  if (!mw_word_next(&words, &first)) {
    return false;
  }
  two = mw_word_next(&words, &second);
  if (two && (!is_user(second) || mw_word_next(&words, &third))) {
    return false;
  }
  if (!mw_slice_equal_nocase(first, mw_slice_of("NEVER", 5)) &&
      (mwi_number_parse(&first, MW_POP3_EXPIRE_NEVER - 1, &value) != MWI_NUMBER_OK ||
       first.len > 0)) {
    return false;
  }
  *number = (uint32_t)value;
  *user = two;
  return true;
}

static void read_login_delay(mw_pop3_capabilities *set, mw_slice words)
{
  uint32_t seconds;
  bool user;
  if (read_days(words, &seconds, &user) && seconds != MW_POP3_EXPIRE_NEVER) {
    set->has_login_delay = true;
    set->login_delay = seconds;
    set->login_delay_user = user;
  }
}

static void read_expire(mw_pop3_capabilities *set, mw_slice words)
{
  if (read_days(words, &set->expire, &set->expire_user)) {
    set->has_expire = true;
  }
}

static void read_utf8(mw_pop3_capabilities *set, mw_slice words)
{
  mw_slice word;
  set->utf8_user = set->utf8_user || (mw_word_next(&words, &word) && is_user(word));
}

void mw_pop3_capabilities_add(mw_pop3_capabilities *set, mw_slice text, uint64_t allow,
                              mw_finding *finding)
{
  mw_pop3_capability_line line;
  if (!mw_pop3_capability_parse(text, allow, &line, finding)) {
    return;
  }
  switch (line.capability) {
  case MW_POP3_CAP_SASL: mwi_sasl_set_read(&set->sasl, line.params); break;
  case MW_POP3_CAP_LOGIN_DELAY: read_login_delay(set, line.params); break;
  case MW_POP3_CAP_EXPIRE: read_expire(set, line.params); break;
  case MW_POP3_CAP_UTF8: read_utf8(set, line.params); break;
  case MW_POP3_CAP_UNKNOWN: set->unknown++; break;
  default: break;
  }
  mw_pop3_capabilities_put(set, line.capability);
  mwi_announced_keep(&set->lines, text);
}

/* ---- compared ----------------------------------------------------------------------------------
 */

bool mwi_pop3_capability_line_next(const mw_pop3_capabilities *set, mw_pop3_capability capability,
                                   size_t *at, mw_pop3_capability_line *line)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_slice text;
  while (mw_announced_next(&set->lines, at, &text)) {
    if (mw_pop3_capability_parse(text, MW_ALLOW_REPORTED, line, &unused) &&
        line->capability == capability) {
      return true;
    }
  }
  return false;
}

/* Whether bits and typed values tell all that the line says; names of mechanisms are looked at
 * apart. */
static bool is_told(const mw_pop3_capability_line *line)
{
  uint32_t number;
  bool user;
  switch (line->capability) {
  case MW_POP3_CAP_UNKNOWN: return false;
  case MW_POP3_CAP_SASL: return true;
  case MW_POP3_CAP_UTF8: return line->params.ptr == NULL || is_user(line->params);
  case MW_POP3_CAP_LOGIN_DELAY:
    return read_days(line->params, &number, &user) && number != MW_POP3_EXPIRE_NEVER;
  case MW_POP3_CAP_EXPIRE: return read_days(line->params, &number, &user);
  default: return line->params.ptr == NULL;
  }
}

/* Whether the line itself has to be compared. */
static bool is_line_of_its_own(mw_slice text)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capability_line line;
  return mw_pop3_capability_parse(text, MW_ALLOW_REPORTED, &line, &unused) && !is_told(&line);
}

static bool announces_mechanism(const mw_pop3_capabilities *set, mw_slice name)
{
  mw_pop3_capability_line line;
  mw_slice word;
  size_t at = 0;
  while (mwi_pop3_capability_line_next(set, MW_POP3_CAP_SASL, &at, &line)) {
    while (mw_word_next(&line.params, &word)) {
      if (mw_slice_equal_nocase(word, name)) {
        return true;
      }
    }
  }
  return false;
}

/* Whether every mechanism that a has and the table has not stands in b. */
static bool mechanisms_within(const mw_pop3_capabilities *a, const mw_pop3_capabilities *b)
{
  mw_pop3_capability_line line;
  mw_slice name;
  size_t at = 0;
  while (mwi_pop3_capability_line_next(a, MW_POP3_CAP_SASL, &at, &line)) {
    while (mw_word_next(&line.params, &name)) {
      if (mw_sasl_mechanism_find(name) == MW_SASL_UNKNOWN && !announces_mechanism(b, name)) {
        return false;
      }
    }
  }
  return true;
}

static bool same_typed(const mw_pop3_capabilities *a, const mw_pop3_capabilities *b)
{
  return a->has_login_delay == b->has_login_delay && a->login_delay == b->login_delay &&
         a->login_delay_user == b->login_delay_user && a->has_expire == b->has_expire &&
         a->expire == b->expire && a->expire_user == b->expire_user && a->utf8_user == b->utf8_user;
}

static bool lines_within(const mw_pop3_capabilities *a, const mw_pop3_capabilities *b)
{
  return mwi_announced_within(&a->lines, &b->lines, is_line_of_its_own) && mechanisms_within(a, b);
}

bool mw_pop3_capabilities_equal(const mw_pop3_capabilities *a, const mw_pop3_capabilities *b)
{
  return memcmp(a->bits, b->bits, sizeof a->bits) == 0 && mw_sasl_set_equal(&a->sasl, &b->sasl) &&
         same_typed(a, b) && (a->unknown == 0) == (b->unknown == 0) && lines_within(a, b) &&
         lines_within(b, a);
}
