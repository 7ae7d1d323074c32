/* SPDX-License-Identifier: MIT */
/* The way that nearly all reply lines go. */
#ifndef MWI_SMTP_REPLY_PARSE_H
#define MWI_SMTP_REPLY_PARSE_H

#include <mailwire/smtp_reply.h>

/* The value of three digits; 1000 or more when they are not. */
static inline unsigned mwi_code_of(const char *text)
{
  unsigned hundreds = (unsigned)(unsigned char)text[0] - '0';
  unsigned tens = (unsigned)(unsigned char)text[1] - '0';
  unsigned ones = (unsigned)(unsigned char)text[2] - '0';
  return hundreds <= 9 && tens <= 9 && ones <= 9 ? hundreds * 100 + tens * 10 + ones : 1000;
}

/* The same for the digits that SMTP uses: 2 to 5, 0 to 5, 0 to 9. */
static inline bool mwi_code_plain(const char *text, unsigned *code)
{
  unsigned hundreds = (unsigned)(unsigned char)text[0] - '2';
  unsigned tens = (unsigned)(unsigned char)text[1] - '0';
  unsigned ones = (unsigned)(unsigned char)text[2] - '0';
  *code = 200 + hundreds * 100 + tens * 10 + ones;
  return hundreds <= 3 && tens <= 5 && ones <= 9;
}

/* As mw_enhanced_parse(), for a code that is somewhere. */
size_t mwi_enhanced_parse(mw_slice text, mw_enhanced *enhanced, mw_fault *fault);

/* Splits the enhanced status code off, when one stands at `at` in the text and fits the code. */
void mwi_reply_split_enhanced(mw_smtp_reply_line *reply, size_t at);

/* Whether an enhanced status code, or something meant as one, may begin with the octet. */
static inline bool mwi_may_be_enhanced(char octet)
{
  return (octet >= '0' && octet <= '9') || octet == '#';
}

/* "x.y.z ", each one digit, of the reply's class: nearly all enhanced status codes. False: look
 * closely. */
static inline bool mwi_enhanced_plain(mw_smtp_reply_line *reply, char klass)
{
  const char *at = reply->text.ptr;
  unsigned subject;
  unsigned detail;
  if (reply->text.len < 6 || at[0] != klass || at[1] != '.' || at[3] != '.' || at[5] != ' ' ||
      klass == '3') {
    return false;
  }
  subject = (unsigned)(unsigned char)at[2] - '0';
  detail = (unsigned)(unsigned char)at[4] - '0';
  if (subject > 9 || detail > 9) {
    return false;
  }
  reply->enhanced.klass = (uint8_t)(klass - '0');
  reply->enhanced.subject = (uint16_t)subject;
  reply->enhanced.detail = (uint16_t)detail;
  reply->message.ptr = at + 6;
  reply->message.len = reply->text.len - 6;
  return true;
}

/* A line with a regular code and a separator, and without "#". False: it is left to
 * mw_smtp_reply_line_parse(). */
static inline bool mwi_reply_parse_plain(mw_slice line, mw_smtp_reply_line *reply)
{
  if (line.len < 4 || (line.ptr[3] != ' ' && line.ptr[3] != '-') ||
      !mwi_code_plain(line.ptr, &reply->code)) {
    return false;
  }
  reply->last = line.ptr[3] == ' ';
  reply->enhanced.klass = 0;
  reply->enhanced.subject = 0;
  reply->enhanced.detail = 0;
  reply->enhanced_fault = MW_FAULT_NONE;
  reply->text.ptr = line.ptr + 4;
  reply->text.len = line.len - 4;
  reply->message = reply->text;
  if (line.len == 4 || !mwi_may_be_enhanced(line.ptr[4]) ||
      mwi_enhanced_plain(reply, line.ptr[0])) {
    return true;
  }
  if (line.ptr[4] == '#') {
    return false;
  }
  mwi_reply_split_enhanced(reply, 0);
  return true;
}

#endif
