/* SPDX-License-Identifier: MIT */
/* Which octets belong to which rule of the ABNF: one table, and predicates with the rules' names.
 *
 *   ALPHA         = %x41-5A / %x61-7A                              ; RFC 5234 B.1
 *   DIGIT         = %x30-39                                        ; RFC 5234 B.1
 *   HEXDIG        = DIGIT / "A" / "B" / "C" / "D" / "E" / "F"      ; RFC 5234 B.1; 2.3: either case
 *   VCHAR         = %x21-7E                                        ; RFC 5234 B.1
 *   WSP           = SP / HTAB                                      ; RFC 5234 B.1
 *   atext         = ALPHA / DIGIT / "!" / "#" / "$" / "%" / "&" / "'" / "*" / "+" / "-" / "/" /
 *                   "=" / "?" / "^" / "_" / "`" / "{" / "|" / "}" / "~"    ; RFC 5322 3.2.3
 *   qtextSMTP     = %d32-33 / %d35-91 / %d93-126                   ; RFC 5321 4.1.2
 *   dcontent      = %d33-90 / %d94-126                             ; RFC 5321 4.1.3
 *   Let-dig       = ALPHA / DIGIT                                  ; RFC 5321 4.1.2
 *   Ldh-str       = *( ALPHA / DIGIT / "-" ) Let-dig               ; RFC 5321 4.1.2
 *   esmtp-keyword = ( ALPHA / DIGIT ) *( ALPHA / DIGIT / "-" )     ; RFC 5321 4.1.2
 *   esmtp-value   = 1*( %d33-60 / %d62-126 )                       ; RFC 5321 4.1.2
 *   textstring    = 1*( %d09 / %d32-126 )                          ; RFC 5321 4.2
 *   xchar         = %x21-2A / %x2C-3C / %x3E-7E                    ; RFC 3461 4, RFC 4954 8
 *   QCHAR         = %x21-2A / %x2C-3C / %x3E-5B / %x5D-7E          ; RFC 6533 3
 *   base64-char   = ALPHA / DIGIT / "+" / "/"                      ; RFC 4954 8
 *
 * Octets above 127 belong to none: what RFC 6531 3.3 adds to some rules is UTF-8, not an octet.
 */
#ifndef MWI_TEXT_CHAR_CLASS_H
#define MWI_TEXT_CHAR_CLASS_H

#include <stdbool.h>
#include <stdint.h>

enum {
  MWI_CLASS_ALPHA = 1 << 0,
  MWI_CLASS_DIGIT = 1 << 1,
  MWI_CLASS_HEXDIG = 1 << 2,
  MWI_CLASS_VCHAR = 1 << 3,
  MWI_CLASS_WSP = 1 << 4,
  MWI_CLASS_ATEXT = 1 << 5,
  MWI_CLASS_QTEXT_SMTP = 1 << 6,
  MWI_CLASS_DCONTENT = 1 << 7,
  MWI_CLASS_LET_DIG = 1 << 8,
  MWI_CLASS_LDH = 1 << 9,
  MWI_CLASS_ESMTP_VALUE = 1 << 10,
  MWI_CLASS_TEXTSTRING = 1 << 11,
  MWI_CLASS_XCHAR = 1 << 12,
  MWI_CLASS_QCHAR = 1 << 13,
  MWI_CLASS_BASE64 = 1 << 14
};

extern const uint16_t mwi_char_classes[256];

/* Whether the octet belongs to one of the classes, MWI_CLASS_* bits. */
static inline bool mwi_is_class(char octet, unsigned classes)
{
  return (mwi_char_classes[(unsigned char)octet] & classes) != 0;
}

static inline bool mwi_is_alpha(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_ALPHA);
}

static inline bool mwi_is_digit(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_DIGIT);
}

static inline bool mwi_is_hexdig(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_HEXDIG);
}

static inline bool mwi_is_vchar(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_VCHAR);
}

static inline bool mwi_is_wsp(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_WSP);
}

static inline bool mwi_is_atext(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_ATEXT);
}

static inline bool mwi_is_qtext_smtp(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_QTEXT_SMTP);
}

static inline bool mwi_is_dcontent(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_DCONTENT);
}

static inline bool mwi_is_let_dig(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_LET_DIG);
}

/* An octet of Ldh-str; its last one is a Let-dig too. */
static inline bool mwi_is_ldh(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_LDH);
}

/* An octet of mech-char (RFC 4422 3.1), in either case. */
static inline bool mwi_is_mech_char(char octet)
{
  return mwi_is_ldh(octet) || octet == '_';
}

/* An octet of esmtp-keyword or ehlo-keyword behind the first, which is a Let-dig. */
static inline bool mwi_is_esmtp_keyword(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_LDH);
}

static inline bool mwi_is_esmtp_value(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_ESMTP_VALUE);
}

static inline bool mwi_is_textstring(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_TEXTSTRING);
}

static inline bool mwi_is_xchar(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_XCHAR);
}

static inline bool mwi_is_qchar(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_QCHAR);
}

static inline bool mwi_is_base64(char octet)
{
  return mwi_is_class(octet, MWI_CLASS_BASE64);
}

#endif
