/* SPDX-License-Identifier: MIT */
/* One octet of UTF-8 after the other (RFC 3629 4).
 *
 *   UTF8-2 = %xC2-DF UTF8-tail
 *   UTF8-3 = %xE0 %xA0-BF UTF8-tail / %xE1-EC 2( UTF8-tail ) / %xED %x80-9F UTF8-tail
 *          / %xEE-EF 2( UTF8-tail )
 *   UTF8-4 = %xF0 %x90-BF 2( UTF8-tail ) / %xF1-F3 3( UTF8-tail ) / %xF4 %x80-8F 2( UTF8-tail )
 *
 * It lies this low because the writer checks text with it.
 */
#ifndef MWI_BASE_UTF8_H
#define MWI_BASE_UTF8_H

#include <mailwire/codec.h>

/* The range of the second octet behind a lead: narrower behind some. */
static inline void mwi_utf8_range(mw_utf8 *u, unsigned char lead)
{
  u->low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  u->high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
}

/* Begins a character of more than one octet: how many follow, and the range of the next. */
static inline bool mwi_utf8_lead(mw_utf8 *u, unsigned char octet)
{
  if (octet < 0xc2 || octet > 0xf4) {
    return false;
  }
  u->need = octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
  mwi_utf8_range(u, octet);
  return true;
}

/* Whether the octet may come next; u knows it then. ASCII may come between two characters. */
static inline bool mwi_utf8_step(mw_utf8 *u, unsigned char octet)
{
  if (u->need == 0) {
    return octet < 0x80 || mwi_utf8_lead(u, octet);
  }
  if (octet < u->low || octet > u->high) {
    return false;
  }
  u->low = 0x80;
  u->high = 0xbf;
  u->need--;
  return true;
}

#endif
