/* SPDX-License-Identifier: MIT */
/* xtext (RFC 3461 4): octets of any value in the value of a parameter.
 *
 *   xtext   = *( xchar / hexchar )
 *   xchar   = any ASCII CHAR between "!" (33) and "~" (126) inclusive, except for "+" and "="
 *   hexchar = ASCII "+" immediately followed by two upper case hexadecimal digits
 */
#include <mailwire/codec.h>

#include "base/slice.h"
#include "text/hex.h"

static bool is_xchar(char c)
{
  return c >= 33 && c <= 126 && c != '+' && c != '=';
}

/* Reads the octet that text begins with: how many characters stand for it, 0 when none do. */
static size_t octet_of(mw_slice text, bool lower_hex, char *octet)
{
  unsigned high;
  unsigned low;
  *octet = text.ptr[0];
  if (is_xchar(text.ptr[0])) {
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

mw_status mw_xtext_decode(mw_slice text, bool lower_hex, mw_room *out, mw_finding *finding)
{
  mw_slice rest = text;
  mw_room room = *out;
  finding->fault = MW_FAULT_NONE;
  finding->offset = 0;
  while (rest.len > 0) {
    char octet;
    size_t count = octet_of(rest, lower_hex, &octet);
    if (count == 0) {
      finding->fault = MW_FAULT_BAD_XTEXT;
      finding->offset = text.len - rest.len;
      return MW_OK;
    }
    if (room.len == 0) {
      return MW_E_SPACE;
    }
    if (mwi_is_control(octet) && finding->fault == MW_FAULT_NONE) {
      finding->fault = MW_FAULT_DECODED_CONTROL;
      finding->offset = text.len - rest.len;
    }
    *room.ptr++ = octet;
    room.len--;
    rest = mwi_slice_from(rest, count);
  }
  *out = room;
  return MW_OK;
}

mw_status mw_xtext_encode(mw_slice octets, mw_room *out)
{
  mw_room room = *out;
  size_t i;
  for (i = 0; i < octets.len; i++) {
    unsigned char octet = (unsigned char)octets.ptr[i];
    size_t count = is_xchar(octets.ptr[i]) ? 1 : 3;
    if (room.len < count) {
      return MW_E_SPACE;
    }
    room.ptr[0] = octets.ptr[i];
    if (count == 3) {
      room.ptr[0] = '+';
      room.ptr[1] = mwi_hex_digit(octet >> 4);
      room.ptr[2] = mwi_hex_digit(octet);
    }
    room.ptr += count;
    room.len -= count;
  }
  *out = room;
  return MW_OK;
}
