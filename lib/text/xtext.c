/* SPDX-License-Identifier: MIT */
/* xtext (RFC 3461 4): octets of any value in the value of a parameter.
 *
 *   xtext   = *( xchar / hexchar )
 *   xchar   = any ASCII CHAR between "!" (33) and "~" (126) inclusive, except for "+" and "="
 *   hexchar = ASCII "+" immediately followed by two upper case hexadecimal digits
 */
#include <mailwire/codec.h>

#include "base/finding.h"
#include "base/slice.h"
#include "text/char_class.h"
#include "text/hex.h"

/* Reads the octet that text begins with: how many characters stand for it, 0 when none do. */
static size_t octet_of(mw_slice text, bool lower_hex, char *octet)
{
  unsigned high;
  unsigned low;
  *octet = text.ptr[0];
  if (mwi_is_xchar(text.ptr[0])) {
    return 1;
  }
  if (text.ptr[0] != '+' || text.len < 3) {
    return 0;
  }
  high = mwi_hex_value(text.ptr[1], lower_hex);
  low = mwi_hex_value(text.ptr[2], lower_hex);
  *octet = (char)(high << 4 | low);
  return high < 16 && low < 16 ? 3 : 0;
}

/* How many octets text stands for; they go to `to` unless it is NULL. */
static size_t xtext_octets(mw_slice text, bool lower_hex, char *to, mw_finding *finding)
{
  size_t count = 0;
  size_t at = 0;
  finding->fault = MW_FAULT_NONE;
  finding->offset = 0;
  while (at < text.len) {
    char octet;
    size_t taken = octet_of(mwi_slice_from(text, at), lower_hex, &octet);
    if (taken == 0) {
      finding->fault = MW_FAULT_BAD_XTEXT;
      finding->offset = at;
      return 0;
    }
    if (mwi_is_control(octet)) {
      mwi_find_fault(finding, MW_FAULT_DECODED_CONTROL, at);
    }
    if (to != NULL) {
      to[count] = octet;
    }
    count++;
    at += taken;
  }
  return count;
}

/* Measures first, so that neither bad text nor a small room leaves anything behind. */
mw_status mw_xtext_decode(mw_slice text, bool lower_hex, mw_room *out, mw_finding *finding)
{
  size_t count;
  if (out == NULL || finding == NULL) {
    return MW_E_ARGUMENT;
  }
  count = xtext_octets(text, lower_hex, NULL, finding);
  if (count > out->len) {
    return MW_E_SPACE;
  }
  if (count > 0) {
    xtext_octets(text, lower_hex, out->ptr, finding);
    out->ptr += count;
    out->len -= count;
  }
  return MW_OK;
}

/* Whether the text of the octets fits into room; each takes one character or three. */
static bool xtext_fits(mw_slice octets, size_t room)
{
  size_t i;
  for (i = 0; i < octets.len; i++) {
    size_t count = mwi_is_xchar(octets.ptr[i]) ? 1 : 3;
    if (room < count) {
      return false;
    }
    room -= count;
  }
  return true;
}

mw_status mw_xtext_encode(mw_slice octets, mw_room *out)
{
  size_t i;
  char *to;
  if (out == NULL) {
    return MW_E_ARGUMENT;
  }
  if (!xtext_fits(octets, out->len)) {
    return MW_E_SPACE;
  }
  to = out->ptr;
  for (i = 0; i < octets.len; i++) {
    unsigned char octet = (unsigned char)octets.ptr[i];
    if (mwi_is_xchar(octets.ptr[i])) {
      *to++ = octets.ptr[i];
    } else {
      *to++ = '+';
      *to++ = mwi_hex_digit(octet >> 4);
      *to++ = mwi_hex_digit(octet);
    }
  }
  if (octets.len > 0) {
    out->len -= (size_t)(to - out->ptr);
    out->ptr = to;
  }
  return MW_OK;
}
