/* SPDX-License-Identifier: MIT */
/* Values that are encoded text, addresses above all, and those that are words of somebody's own.
 *
 *   ENVID       = xtext of printable US-ASCII                            ; RFC 3461 4.4
 *   AUTH        = xtext of a Mailbox or "<>"                             ; RFC 4954 8
 *   SUBMITTER   = xtext of a Mailbox                                     ; RFC 4405 4
 *   ALT-ADDRESS = xtext of a Mailbox in ASCII                            ; RFC 5336 3.4
 *   ORCPT       = atom ";" xtext                                         ; RFC 3461 4.2
 *   ORCPT       =/ "utf-8;" utf-8-enc-addr                               ; RFC 6533 3
 *   SOLICIT     = word *( "," word )                                     ; RFC 3865 2.2
 *   word        = ALPHA *( "." / "-" / "_" / ":" / ALPHA / DIGIT )
 *   TRANSID     = "<" token "@" token ">"                                ; RFC 1845 2
 *   token       = atom *( "." atom )     ; its atom: VCHAR but "." and the tspecials of RFC 1521
 *
 * The digits of xtext are upper case in RFC 3461, of either case in RFC 4954.
 */
#include <mailwire/codec.h>
#include <string.h>

#include "base/slice.h"
#include "smtp/param_value.h"

/* More than a mailbox of the largest sizes (RFC 5321 4.5.3.1) can have. */
enum { DECODED_OCTETS = 512 };

/* Takes all that is left as xtext. Its octets go to *room; one without a ptr only checks, and sees
 * at once that nothing is encoded. */
static bool take_xtext(mwi_cursor *c, bool any_case, mw_room *room)
{
  mw_slice text = mwi_rest(c);
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mw_status status;
  if (room->ptr == NULL && mwi_run(c, MWI_CLASS_XCHAR) == c->end) {
    c->at = c->end;
    return true;
  }
  status = mw_xtext_decode(text, any_case, room, &found);
  if (found.fault == MW_FAULT_BAD_XTEXT && (c->allow & MW_ALLOW_LOWER_HEX) != 0) {
    status = mw_xtext_decode(text, true, room, &found);
    c->finding->tolerated |= found.fault != MW_FAULT_BAD_XTEXT ? MW_ALLOW_LOWER_HEX : 0;
  }
  if (found.fault != MW_FAULT_NONE) {
    return mwi_fail_at(c, found.fault, text.ptr + found.offset);
  }
  if (status != MW_OK && room->ptr != NULL) {
    return false;
  }
  c->at = c->end;
  return true;
}

/* Whether what was decoded is a Mailbox. An address without its domain is none, tolerance or not:
 * nobody could say whose it is. */
static bool is_mailbox(mwi_cursor *c, mw_slice octets, uint64_t without)
{
  mw_rules rules = *c->rules;
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  rules.allow = c->allow & ~(without | MW_ALLOW_UNQUALIFIED);
  if (!mw_mailbox_parse(octets, &rules, &path, &found)) {
    return false;
  }
  c->finding->tolerated |= found.tolerated;
  return true;
}

static bool is_null_path(mw_slice octets)
{
  return octets.len == 2 && octets.ptr[0] == '<' && octets.ptr[1] == '>';
}

/* Takes all that is left as the xtext of a Mailbox, or of "<>" where that may stand. */
static bool take_encoded_mailbox(mwi_cursor *c, bool of_auth, uint64_t without)
{
  char octets[DECODED_OCTETS];
  const char *begin = c->at;
  mw_room room = {octets, sizeof octets};
  mw_slice decoded;
  if (!take_xtext(c, of_auth, &room)) {
    return false;
  }
  decoded = mw_slice_of(octets, sizeof octets - room.len);
  return (of_auth && is_null_path(decoded)) || is_mailbox(c, decoded, without) ||
         mwi_fail_at(c, MW_FAULT_BAD_PARAM_VALUE, begin);
}

/* Whether what is left has no more than so many octets. */
static bool has_at_most(mwi_cursor *c, size_t octets)
{
  return mwi_rest(c).len <= octets || mwi_fail_at(c, MW_FAULT_BAD_PARAM_VALUE, c->at + octets);
}

bool mwi_value_envid(mwi_cursor *c, mw_smtp_params *params)
{
  char octets[MWI_ENVID_OCTETS];
  const char *begin = c->at;
  mw_room room = {octets, sizeof octets};
  size_t i;
  params->envid = mwi_rest(c);
  if (!has_at_most(c, MWI_ENVID_OCTETS) || !take_xtext(c, false, &room)) {
    return false;
  }
  for (i = 0; i < sizeof octets - room.len; i++) {
    if ((unsigned char)octets[i] >= 0x80) {
      return mwi_fail_at(c, MW_FAULT_BAD_PARAM_VALUE, begin);
    }
  }
  return true;
}

bool mwi_value_auth(mwi_cursor *c, mw_smtp_params *params)
{
  params->auth = mwi_rest(c);
  return has_at_most(c, MWI_AUTH_OCTETS) && take_encoded_mailbox(c, true, 0);
}

bool mwi_value_submitter(mwi_cursor *c, mw_smtp_params *params)
{
  params->submitter = mwi_rest(c);
  return take_encoded_mailbox(c, false, 0);
}

bool mwi_value_alt_address(mwi_cursor *c, mw_smtp_params *params)
{
  params->alt_address = mwi_rest(c);
  return take_encoded_mailbox(c, false, MW_ALLOW_UTF8 | MW_ALLOW_EIGHT_BIT);
}

/* utf-8-enc-addr: one of the two encoded forms, or a Mailbox as it is. */
static bool take_utf8_address(mwi_cursor *c)
{
  mw_slice text = mwi_rest(c);
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mw_room none = {NULL, 0};
  (void)mw_utf8_addr_decode(text, (c->allow & MW_ALLOW_UTF8) != 0, &none, &found);
  if (found.fault == MW_FAULT_BAD_XTEXT && is_mailbox(c, text, 0)) {
    found.fault = MW_FAULT_NONE;
  }
  if (found.fault != MW_FAULT_NONE) {
    return mwi_fail_at(c, found.fault, text.ptr + found.offset);
  }
  c->at = c->end;
  return true;
}

/* An rfc822 address is not held against Mailbox: it may be one of a foreign system that was mapped
 * (RFC 3461 4.2). */
bool mwi_value_orcpt(mwi_cursor *c, mw_smtp_params *params)
{
  static const mw_slice utf8 = {"utf-8", 5};
  const char *begin = c->at;
  mw_room none = {NULL, 0};
  if (!has_at_most(c, MWI_ORCPT_OCTETS)) {
    return false;
  }
  c->at = mwi_run(c, MWI_CLASS_ATEXT);
  params->orcpt_type = mwi_slice_since(c, begin);
  if (params->orcpt_type.len == 0 || !mwi_takes(c, ';')) {
    return false;
  }
  params->orcpt = mwi_rest(c);
  if (mw_slice_equal_nocase(params->orcpt_type, utf8)) {
    return take_utf8_address(c);
  }
  c->at = mwi_run(c, MWI_CLASS_XCHAR);
  return mwi_at_end(c) || take_xtext(c, false, &none);
}

static bool is_solicit_char(char octet)
{
  return mwi_is_let_dig(octet) || octet == '.' || octet == '-' || octet == '_' || octet == ':';
}

bool mwi_value_solicit(mwi_cursor *c, mw_smtp_params *params)
{
  params->solicit = mwi_rest(c);
  if (!has_at_most(c, MWI_SOLICIT_OCTETS)) {
    return false;
  }
  do {
    if (mwi_at_end(c) || !mwi_is_alpha(*c->at)) {
      return false;
    }
    while (c->at < c->end && is_solicit_char(*c->at)) {
      c->at++;
    }
  } while (mwi_takes(c, ','));
  return true;
}

static bool is_transid_char(char octet)
{
  return mwi_is_vchar(octet) && memchr("()<>@,;:\\\"/[]?=.", octet, 16) == NULL;
}

static bool take_token(mwi_cursor *c)
{
  do {
    const char *begin = c->at;
    while (c->at < c->end && is_transid_char(*c->at)) {
      c->at++;
    }
    if (c->at == begin) {
      return false;
    }
  } while (mwi_takes(c, '.'));
  return true;
}

bool mwi_value_transid(mwi_cursor *c, mw_smtp_params *params)
{
  params->transid = mwi_rest(c);
  return has_at_most(c, MWI_TRANSID_OCTETS) && mwi_takes(c, '<') && take_token(c) &&
         mwi_takes(c, '@') && take_token(c) && mwi_takes(c, '>');
}
