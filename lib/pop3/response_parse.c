/* SPDX-License-Identifier: MIT */
/* A status line taken apart (RFC 1939 3, RFC 2449 3, RFC 5034 4).
 *
 *   response   = ( "+OK" / "-ERR" ) [ SP text ]
 *   text       = *CHAR / "[" resp-level *( "/" resp-level ) "]" *CHAR
 *   resp-level = 1*rchar
 *   rchar      = %x21-2E / %x30-5C / %x5E-7E
 *   challenge  = "+" SP [ base64 ]
 *   timestamp  = "<" 1*tchar "@" 1*tchar ">"
 *   tchar      = %x21-3B / %x3D / %x3F / %x41-7E          ; no "<", ">", "@"
 */
#include "pop3/response.h"

#include <string.h>

#include "base/slice.h"
#include "grammar/sasl.h"

const char *mw_pop3_status_name(mw_pop3_status status)
{
  switch (status) {
  case MW_POP3_STATUS_NONE: return "NONE";
  case MW_POP3_STATUS_OK: return "+OK";
  case MW_POP3_STATUS_ERR: return "-ERR";
  case MW_POP3_STATUS_CHALLENGE: return "+";
  default: return "UNKNOWN";
  }
}

/* ---- response codes ------------------------------------------------------------------------- */

static bool is_rchar(char octet)
{
  return mwi_is_vchar(octet) && octet != '/' && octet != ']';
}

bool mwi_take_pop3_code(mwi_cursor *c, mw_slice *code)
{
  const char *begin = c->at;
  const char *level;
  do {
    level = c->at;
    while (c->at < c->end && is_rchar(*c->at)) {
      c->at++;
    }
    if (c->at == level) {
      return mwi_fail(c, MW_FAULT_BAD_RESPONSE_CODE);
    }
  } while (mwi_takes(c, '/'));
  *code = mwi_slice_since(c, begin);
  return true;
}

bool mwi_is_pop3_code(mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(text, NULL, &finding);
  mw_slice code;
  return mwi_take_pop3_code(&c, &code) && mwi_at_end(&c);
}

/* Splits the code off a text that begins with "[". */
static void split_code(mw_pop3_response *response)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(response->text, NULL, &finding);
  mw_slice code;
  c.at++;
  if (!mwi_take_pop3_code(&c, &code) || !mwi_takes(&c, ']')) {
    response->code_fault = MW_FAULT_BAD_RESPONSE_CODE;
    return;
  }
  (void)mwi_takes(&c, ' ');
  response->code = code;
  response->known = mw_pop3_code_find(code);
  response->message = mwi_rest(&c);
}

/* ---- the line ------------------------------------------------------------------------------- */

/* Whether the word ends there: with the line, or where no word goes on. */
static bool ends_status(mw_slice line, size_t len)
{
  return line.len == len || (line.len > len && !mwi_is_let_dig(line.ptr[len]));
}

/* Whether the line begins with the word, and a space or its end behind it. Behind "+" alone there
 * is nothing else to tell it by. */
static bool begins_with(mw_slice line, mw_slice word, uint64_t allow, mw_finding *finding)
{
  bool glued = line.len > word.len && line.ptr[word.len] != ' ';
  mw_slice head = line;
  uint64_t needed = glued ? MW_ALLOW_SEPARATOR : 0;
  head.len = word.len;
  if (!ends_status(line, word.len) || (glued && word.len == 1) ||
      !mw_slice_equal_nocase(head, word)) {
    return false;
  }
  needed |= mw_slice_equal(head, word) ? 0 : MW_ALLOW_STATUS_CASE;
  finding->tolerated |= (needed & ~allow) == 0 ? needed : 0;
  return (needed & ~allow) == 0;
}

/* The status that the line begins with, and its length. */
static mw_pop3_status status_of(mw_slice line, uint64_t allow, size_t *len, mw_finding *finding)
{
  mw_pop3_status status;
  for (status = MW_POP3_STATUS_OK; status <= MW_POP3_STATUS_CHALLENGE; status++) {
    mw_slice word = mw_slice_text(mw_pop3_status_name(status));
    if (begins_with(line, word, allow, finding)) {
      *len = word.len;
      return status;
    }
  }
  return MW_POP3_STATUS_NONE;
}

/* What is wrong with a challenge. */
static void judge_challenge(const mw_pop3_response *response, uint64_t allow, mw_finding *finding)
{
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  if (response->text.ptr == NULL) {
    mwi_deviate(finding, allow, MW_ALLOW_BARE_CHALLENGE, MW_FAULT_BARE_CHALLENGE, 1);
  } else if (response->text.len > 0 && !mwi_is_base64_text(response->text, &found)) {
    mwi_add_finding(finding, &found, 2);
  }
}

bool mw_pop3_response_parse(mw_slice line, uint64_t allow, mw_pop3_response *response,
                            mw_finding *finding)
{
  size_t len = 0;
  if (response == NULL || finding == NULL) {
    return false;
  }
  memset(response, 0, sizeof *response);
  response->status = status_of(line, allow, &len, finding);
  if (response->status == MW_POP3_STATUS_NONE) {
    response->text = line;
    mwi_find_fault(finding, MW_FAULT_NOT_A_RESPONSE, 0);
    return false;
  }
  if (line.len > len) {
    bool blank = line.ptr[len] == ' ' || line.ptr[len] == '\t';
    response->text = mwi_slice_from(line, blank ? len + 1 : len);
    response->message = response->text;
  }
  if (response->status == MW_POP3_STATUS_CHALLENGE) {
    judge_challenge(response, allow, finding);
  } else if (response->text.len > 0 && response->text.ptr[0] == '[') {
    split_code(response);
  }
  return true;
}

/* ---- the greeting --------------------------------------------------------------------------- */

/* What may stand between the brackets. */
static bool is_stamp(mw_slice inside, bool at_sign)
{
  const char *sign = inside.len > 0 ? memchr(inside.ptr, '@', inside.len) : NULL;
  size_t left = sign != NULL ? (size_t)(sign - inside.ptr) : 0;
  size_t right = sign != NULL ? inside.len - left - 1 : 0;
  if (!at_sign) {
    return inside.len > 0;
  }
  return left > 0 && right > 0 && memchr(sign + 1, '@', right) == NULL;
}

static bool is_stamp_octet(char octet)
{
  return mwi_is_vchar(octet) && octet != '<' && octet != '>';
}

/* Each octet is looked at once as what stands in brackets: the search goes on where that ended. */
mw_slice mwi_pop3_timestamp(mw_slice text, bool at_sign)
{
  mw_slice none = {NULL, 0};
  size_t at = 0;
  while (at < text.len) {
    size_t begin = at++;
    if (text.ptr[begin] != '<') {
      continue;
    }
    while (at < text.len && is_stamp_octet(text.ptr[at])) {
      at++;
    }
    if (at < text.len && text.ptr[at] == '>' &&
        is_stamp(mw_slice_of(text.ptr + begin + 1, at - begin - 1), at_sign)) {
      return mw_slice_of(text.ptr + begin, at + 1 - begin);
    }
  }
  return none;
}

bool mw_pop3_greeting_parse(const mw_pop3_response *response, uint64_t allow, mw_slice *timestamp,
                            mw_finding *finding)
{
  if (response == NULL || timestamp == NULL || finding == NULL) {
    return false;
  }
  timestamp->ptr = NULL;
  timestamp->len = 0;
  if (response->status != MW_POP3_STATUS_OK) {
    if (response->status != MW_POP3_STATUS_ERR || (allow & MW_ALLOW_NEGATIVE_GREETING) == 0) {
      mwi_find_fault(finding, MW_FAULT_BAD_GREETING, 0);
      return false;
    }
    finding->tolerated |= MW_ALLOW_NEGATIVE_GREETING;
    return true;
  }
  *timestamp = mwi_pop3_timestamp(response->text, true);
  if (timestamp->ptr == NULL && (allow & MW_ALLOW_STAMP_WITHOUT_AT) != 0) {
    *timestamp = mwi_pop3_timestamp(response->text, false);
    finding->tolerated |= timestamp->ptr != NULL ? MW_ALLOW_STAMP_WITHOUT_AT : 0;
  }
  return true;
}
