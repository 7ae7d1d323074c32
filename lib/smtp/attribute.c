/* SPDX-License-Identifier: MIT */
/* The attributes of XCLIENT and XFORWARD, one after the other (vendor: Postfix XCLIENT_README).
 *
 *   attributes = attribute *( SP attribute )
 *   attribute  = attribute-name "=" xtext          ; the name in the form of an esmtp-keyword
 */
#include <mailwire/codec.h>
#include <mailwire/smtp_argument.h>
#include <string.h>

#include "base/finding.h"
#include "base/slice.h"
#include "text/char_class.h"

/* Where the octet stands; the length of text when it does not. */
static size_t place_of(mw_slice text, char octet)
{
  const char *found = text.len > 0 ? memchr(text.ptr, octet, text.len) : NULL;
  return found == NULL ? text.len : (size_t)(found - text.ptr);
}

/* How many octets of text could begin an attribute's name. */
static size_t attribute_name_octets(mw_slice text)
{
  size_t len = 0;
  if (text.len > 0 && mwi_is_let_dig(text.ptr[0])) {
    while (len < text.len && mwi_is_ldh(text.ptr[len])) {
      len++;
    }
  }
  return len;
}

/* Takes "name=value" apart. False: what is wrong stands at *wrong. */
static bool attribute_split(mw_slice text, mw_param *attribute, size_t *wrong)
{
  mw_room none = {NULL, 0};
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  size_t name = attribute_name_octets(text);
  *wrong = name;
  if (name == 0 || name == text.len || text.ptr[name] != '=') {
    return false;
  }
  attribute->keyword = mwi_slice_head(text, name);
  attribute->value = mwi_slice_from(text, name + 1);
  mw_xtext_decode(attribute->value, false, &none, &found);
  *wrong = name + 1 + found.offset;
  return found.fault != MW_FAULT_BAD_XTEXT;
}

/* A space that nothing follows is left: it is the next malformed text. */
bool mw_smtp_attribute_next(mw_slice *rest, mw_param *attribute, mw_finding *finding)
{
  mw_slice text;
  size_t wrong;
  if (rest == NULL || attribute == NULL || finding == NULL || rest->len == 0) {
    return false;
  }
  text = mwi_slice_head(*rest, place_of(*rest, ' '));
  if (!attribute_split(text, attribute, &wrong)) {
    mwi_find_fault(finding, MW_FAULT_BAD_PARAMETER, wrong);
    attribute->keyword = text;
    attribute->value = mw_slice_of(NULL, 0);
  }
  *rest = mwi_slice_from(*rest, text.len);
  if (rest->len > 1 || text.len == 0) {
    *rest = mwi_slice_from(*rest, 1);
  }
  return true;
}
