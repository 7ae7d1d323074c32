/* SPDX-License-Identifier: MIT */
/* Values that are numbers and words.
 *
 *   SIZE        = 1*20DIGIT                                              ; RFC 1870 3
 *   BODY        = "7BIT" / "8BITMIME" / "BINARYMIME"                     ; RFC 6152 2, RFC 3030 3
 *   RET         = "FULL" / "HDRS"                                        ; RFC 3461 4.3
 *   NOTIFY      = "NEVER" / 1#( "SUCCESS" / "FAILURE" / "DELAY" )        ; RFC 3461 4.1
 *   BY          = ["-" / "+"] 1*9DIGIT ";" ( "N" / "R" ) ["T"]           ; RFC 2852 4
 *   HOLDFOR     = %x31-39 *8DIGIT                                        ; RFC 4865 3
 *   MT-PRIORITY = ( ["-"] %x31-39 ) / "0"                                ; RFC 6710 7
 *   MTRK        = certifier [ ":" 1*9DIGIT ]                             ; RFC 3885 3.1
 *
 * Words are without regard to case (RFC 5321 2.4, RFC 5234 2.3).
 */
#include <string.h>

#include "base/slice.h"
#include "grammar/param.h"
#include "smtp/param_value.h"
#include "base/word.h"

/* Takes the word of len octets, which is in upper case. */
static bool takes_octet_by_octet(mwi_cursor *c, const char *word, size_t len)
{
  size_t i;
  if ((size_t)(c->end - c->at) < len) {
    return false;
  }
  for (i = 0; i < len; i++) {
    if (mwi_to_upper(c->at[i]) != word[i]) {
      return false;
    }
  }
  c->at += len;
  return true;
}

/* Takes the word, which is in upper case and padded to eight octets with NULs; of longer ones the
 * first eight. Where as many are there, at once. */
static inline bool takes_eight(mwi_cursor *c, const char *word, size_t len)
{
  static const char all[] = "\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0\0";
  uint64_t kept = mwi_word_eight(all + 8 - len);
  if (c->end - c->at < 8) {
    return takes_octet_by_octet(c, word, len);
  }
  if ((mwi_fold_eight(mwi_word_eight(c->at)) & kept) != mwi_word_eight(word)) {
    return false;
  }
  c->at += len;
  return true;
}

/* A word of at most eight octets. */
#define TAKES(c, word) takes_eight(c, word "\0\0\0\0\0\0\0", sizeof(word) - 1)

bool mwi_value_body(mwi_cursor *c, mw_smtp_params *params)
{
  params->body = TAKES(c, "8BITMIME")                        ? MW_SMTP_BODY_8BITMIME
                 : TAKES(c, "7BIT")                          ? MW_SMTP_BODY_7BIT
                 : takes_octet_by_octet(c, "BINARYMIME", 10) ? MW_SMTP_BODY_BINARYMIME
                                                             : MW_SMTP_BODY_NONE;
  return params->body != MW_SMTP_BODY_NONE;
}

char mwi_take_one_of(mwi_cursor *c, const char *letters)
{
  char letter = mwi_at_end(c) ? '\0' : mwi_to_upper(*c->at);
  if (letter == '\0' || memchr(letters, letter, strlen(letters)) == NULL) {
    return '\0';
  }
  c->at++;
  return letter;
}

static bool value_ret(mwi_cursor *c, mw_smtp_params *params)
{
  params->ret = TAKES(c, "FULL")   ? MW_SMTP_RET_FULL
                : TAKES(c, "HDRS") ? MW_SMTP_RET_HDRS
                                   : MW_SMTP_RET_NONE;
  return params->ret != MW_SMTP_RET_NONE;
}

/* One word of NOTIFY; 0 when there is none. */
static unsigned take_notify_word(mwi_cursor *c)
{
  return TAKES(c, "SUCCESS")   ? MW_SMTP_NOTIFY_SUCCESS
         : TAKES(c, "FAILURE") ? MW_SMTP_NOTIFY_FAILURE
         : TAKES(c, "DELAY")   ? MW_SMTP_NOTIFY_DELAY
         : TAKES(c, "NEVER")   ? MW_SMTP_NOTIFY_NEVER
                               : 0;
}

/* A word that stands there twice changes nothing, but is reported. */
bool mwi_value_notify(mwi_cursor *c, mw_smtp_params *params)
{
  params->notify = 0;
  do {
    const char *begin = c->at;
    unsigned word = take_notify_word(c);
    if (word == 0) {
      return false;
    }
    if ((params->notify & word) != 0) {
      mwi_find_fault(c->finding, MW_FAULT_PARAM_TWICE, (size_t)(begin - c->begin));
    }
    params->notify |= word;
    if ((params->notify & MW_SMTP_NOTIFY_NEVER) != 0 && params->notify != MW_SMTP_NOTIFY_NEVER) {
      return mwi_fail_at(c, MW_FAULT_PARAM_CONFLICT, begin);
    }
  } while (mwi_takes(c, ','));
  return true;
}

static bool value_by(mwi_cursor *c, mw_smtp_params *params)
{
  char sign = mwi_take_one_of(c, "+-");
  uint64_t seconds;
  if (!mwi_take_digits(c, MWI_SECONDS_DIGITS, &seconds) || !mwi_takes(c, ';')) {
    return false;
  }
  params->by_time = sign == '-' ? -(int32_t)seconds : (int32_t)seconds;
  if (params->by_time <= 0 && !mwi_at_end(c) && mwi_to_upper(*c->at) == 'R') {
    return false;
  }
  params->by_mode = mwi_take_one_of(c, "NR");
  params->by_trace = params->by_mode != '\0' && mwi_take_one_of(c, "T") != '\0';
  return params->by_mode != '\0';
}

static bool value_hold_for(mwi_cursor *c, mw_smtp_params *params)
{
  uint64_t seconds;
  if (mwi_sees(c, '0') || !mwi_take_digits(c, MWI_SECONDS_DIGITS, &seconds)) {
    return false;
  }
  params->hold_for = (uint32_t)seconds;
  return true;
}

static bool value_mt_priority(mwi_cursor *c, mw_smtp_params *params)
{
  bool minus = mwi_takes(c, '-');
  uint64_t priority;
  if ((minus && mwi_sees(c, '0')) || !mwi_take_digits(c, 1, &priority)) {
    return false;
  }
  params->priority = (int8_t)(minus ? -(int)priority : (int)priority);
  return true;
}

static bool value_mtrk(mwi_cursor *c, mw_smtp_params *params)
{
  const char *begin = c->at;
  uint64_t seconds = 0;
  c->at = mwi_run(c, MWI_CLASS_BASE64);
  params->mtrk = mwi_slice_since(c, begin);
  if (params->mtrk.len != MWI_CERTIFIER_OCTETS) {
    return false;
  }
  if (mwi_takes(c, ':') && !mwi_take_digits(c, MWI_SECONDS_DIGITS, &seconds)) {
    return false;
  }
  params->mtrk_timeout = (uint32_t)seconds;
  return true;
}

/* Any text: one for each row of that kind. */
#define MW_SMTP_PARAM_TEXT(id, number, keyword, mail, rcpt, extension, value, rfc)                 \
  static bool value_text_##id(mwi_cursor *c, mw_smtp_params *params)                               \
  {                                                                                                \
    return mwi_take_esmtp_value(c, &params->text_##id);                                            \
  }
#include <mailwire/tables/smtp_param.def>

/* By number. */
static bool (*const value_readers[])(mwi_cursor *, mw_smtp_params *) = {
    [MW_SMTP_PARAM_SIZE] = mwi_value_size,
    [MW_SMTP_PARAM_BODY] = mwi_value_body,
    [MW_SMTP_PARAM_RET] = value_ret,
    [MW_SMTP_PARAM_ENVID] = mwi_value_envid,
    [MW_SMTP_PARAM_AUTH] = mwi_value_auth,
    [MW_SMTP_PARAM_BY] = value_by,
    [MW_SMTP_PARAM_HOLDFOR] = value_hold_for,
    [MW_SMTP_PARAM_HOLDUNTIL] = mwi_value_hold_until,
    [MW_SMTP_PARAM_MTRK] = value_mtrk,
    [MW_SMTP_PARAM_MT_PRIORITY] = value_mt_priority,
    [MW_SMTP_PARAM_SOLICIT] = mwi_value_solicit,
    [MW_SMTP_PARAM_SUBMITTER] = mwi_value_submitter,
    [MW_SMTP_PARAM_TRANSID] = mwi_value_transid,
    [MW_SMTP_PARAM_ALT_ADDRESS] = mwi_value_alt_address,
    [MW_SMTP_PARAM_NOTIFY] = mwi_value_notify,
    [MW_SMTP_PARAM_ORCPT] = mwi_value_orcpt,
    [MW_SMTP_PARAM_RRVS] = mwi_value_rrvs,
#define MW_SMTP_PARAM_TEXT(id, number, keyword, mail, rcpt, extension, value, rfc)                 \
  [number] = value_text_##id,
#include <mailwire/tables/smtp_param.def>
};

bool mwi_value_read(mw_smtp_param param, mwi_cursor *c, mw_smtp_params *params)
{
  size_t number = (size_t)param;
  if (mwi_at_end(c)) {
    return mwi_fail(c, MW_FAULT_BAD_PARAM_VALUE);
  }
  if (number >= sizeof value_readers / sizeof value_readers[0] || value_readers[number] == NULL) {
    return true;
  }
  return (value_readers[number](c, params) && mwi_at_end(c)) ||
         mwi_fail(c, MW_FAULT_BAD_PARAM_VALUE);
}
