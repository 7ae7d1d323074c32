/* SPDX-License-Identifier: MIT */
/* Addresses with characters beyond ASCII in the value of ORCPT (RFC 6533 3).
 *
 *   utf-8-addr-xtext    = 1*( QCHAR / EmbeddedUnicodeChar )
 *   utf-8-addr-unitext  = 1*( QUCHAR / EmbeddedUnicodeChar )
 *   QCHAR               = %x21-2a / %x2c-3c / %x3e-5b / %x5d-7e
 *   QUCHAR              = QCHAR / UTF8-2 / UTF8-3 / UTF8-4
 *   EmbeddedUnicodeChar = %x5C.78 "{" HEXPOINT "}"
 *   HEXPOINT            = ( ( "0" / "1" ) %x31-39 ) / "10" / "20" / "2B" / "3D" / "7F" / "5C"
 *                       / ( HEXDIG8 HEXDIG ) / ( NZHEXDIG 2( HEXDIG ) )
 *                       / ( NZDHEXDIG 3( HEXDIG ) ) / ( "D" %x30-37 2( HEXDIG ) )
 *                       / ( NZHEXDIG 4( HEXDIG ) ) / ( "10" 4*HEXDIG )
 *   HEXDIG8             = %x38-39 / "A" / "B" / "C" / "D" / "E" / "F"
 *   NZHEXDIG            = %x31-39 / "A" / "B" / "C" / "D" / "E" / "F"
 *   NZDHEXDIG           = %x31-39 / "A" / "B" / "C" / "E" / "F"
 *
 * "4*HEXDIG" would be four or more; the prose says that HEXPOINT has two to six digits, so four it
 * is. NUL and the controls 0A-0F and 1A-1F have no HEXPOINT: no address can hold them.
 */
#include <mailwire/codec.h>
#include <string.h>

#include "base/finding.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "text/char_class.h"
#include "text/hex.h"

/* The longest EmbeddedUnicodeChar: "\x{10FFFF}". */
enum { EMBEDDED_OCTETS = 10 };

/* Code points below 80 that may be embedded: some controls, and what QCHAR leaves out. */
static bool may_embed_ascii(unsigned point)
{
  return (point >= 0x01 && point <= 0x09) || (point >= 0x10 && point <= 0x19) || point == 0x20 ||
         point == '+' || point == '=' || point == '\\' || point == 0x7f;
}

/* How many digits the HEXPOINT of a code point has. */
static size_t hexpoint_digits(unsigned point)
{
  size_t digits = 2;
  while (digits < 6 && point >> 4 * digits != 0) {
    digits++;
  }
  return digits;
}

/* Whether count digits are the HEXPOINT of that code point. */
static bool is_hexpoint(unsigned point, size_t count)
{
  if (count != hexpoint_digits(point) || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    return false;
  }
  return point >= 0x80 || may_embed_ascii(point);
}

/* Reads the EmbeddedUnicodeChar that text begins with: how long it is, 0 when there is none. */
static size_t embedded(mw_slice text, unsigned *point)
{
  size_t i = 3;
  unsigned digit;
  *point = 0;
  if (text.len < 6 || memcmp(text.ptr, "\\x{", 3) != 0) {
    return 0;
  }
  while (i < text.len && i < 9 && (digit = mwi_hex_value(text.ptr[i], false)) < 16) {
    *point = *point << 4 | digit;
    i++;
  }
  return i < text.len && text.ptr[i] == '}' && is_hexpoint(*point, i - 3) ? i + 1 : 0;
}

/* The octets of a code point in UTF-8. */
static size_t to_utf8(unsigned point, char octets[4])
{
  static const unsigned char lead[] = {0, 0x00, 0xc0, 0xe0, 0xf0};
  size_t count = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  size_t i;
  for (i = count; i-- > 1;) {
    octets[i] = (char)(0x80 | (point & 0x3f));
    point >>= 6;
  }
  octets[0] = (char)(lead[count] | point);
  return count;
}

/* One character of text to count octets: how long it is in text, 0 when it cannot stand there. */
static size_t read_char(mw_slice text, bool unitext, mw_utf8 *utf8, char octets[4], size_t *count)
{
  unsigned char first = (unsigned char)text.ptr[0];
  unsigned point;
  size_t taken;
  *count = 1;
  octets[0] = text.ptr[0];
  if (first >= 0x80 || utf8->need != 0) {
    return unitext && first >= 0x80 && mwi_utf8_step(utf8, first) ? 1 : 0;
  }
  if (mwi_is_qchar(text.ptr[0])) {
    return 1;
  }
  taken = embedded(text, &point);
  if (taken > 0) {
    *count = to_utf8(point, octets);
  }
  return taken;
}

/* How many octets text stands for; they go to `to` unless it is NULL. */
static size_t utf8_addr_octets(mw_slice text, bool unitext, char *to, mw_finding *finding)
{
  mw_utf8 utf8 = {0, 0, 0};
  size_t total = 0;
  size_t at = 0;
  finding->fault = MW_FAULT_NONE;
  finding->offset = 0;
  while (at < text.len) {
    char octets[4];
    size_t count;
    size_t taken = read_char(mwi_slice_from(text, at), unitext, &utf8, octets, &count);
    if (taken == 0) {
      break;
    }
    if (mwi_is_control(octets[0])) {
      mwi_find_fault(finding, MW_FAULT_DECODED_CONTROL, at);
    }
    if (to != NULL) {
      memcpy(to + total, octets, count);
    }
    total += count;
    at += taken;
  }
  if (text.len > 0 && at == text.len && utf8.need == 0) {
    return total;
  }
  finding->fault = MW_FAULT_BAD_XTEXT;
  finding->offset = at;
  return 0;
}

/* Measures first, so that neither bad text nor a small room leaves anything behind. */
mw_status mw_utf8_addr_decode(mw_slice text, bool unitext, mw_room *out, mw_finding *finding)
{
  size_t count;
  if (out == NULL || finding == NULL) {
    return MW_E_ARGUMENT;
  }
  count = utf8_addr_octets(text, unitext, NULL, finding);
  if (count > out->len) {
    return MW_E_SPACE;
  }
  if (count > 0) {
    utf8_addr_octets(text, unitext, out->ptr, finding);
    out->ptr += count;
    out->len -= count;
  }
  return MW_OK;
}

/* Reads one character of well-formed UTF-8. */
static unsigned from_utf8(mw_slice *in)
{
  static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
  unsigned char first = (unsigned char)in->ptr[0];
  size_t count = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  unsigned point = first & mask[count];
  size_t i;
  for (i = 1; i < count; i++) {
    point = point << 6 | ((unsigned char)in->ptr[i] & 0x3f);
  }
  *in = mwi_slice_from(*in, count);
  return point;
}

/* A code point as QCHAR or EmbeddedUnicodeChar: how long it is, 0 when it can be neither. */
static size_t write_char(unsigned point, char text[EMBEDDED_OCTETS])
{
  size_t count = 3;
  size_t digits = hexpoint_digits(point);
  if (point < 0x80 && mwi_is_qchar((char)point)) {
    text[0] = (char)point;
    return 1;
  }
  if (point < 0x80 && !may_embed_ascii(point)) {
    return 0;
  }
  memcpy(text, "\\x{", 3);
  while (digits-- > 0) {
    text[count++] = mwi_hex_digit(point >> 4 * digits);
  }
  text[count++] = '}';
  return count;
}

/* How long the text of utf8 is, 0 when it has none; it goes to `to` unless that is NULL. */
static size_t utf8_addr_text(mw_slice utf8, char *to)
{
  size_t total = 0;
  while (utf8.len > 0) {
    char text[EMBEDDED_OCTETS];
    size_t count = write_char(from_utf8(&utf8), text);
    if (count == 0) {
      return 0;
    }
    if (to != NULL) {
      memcpy(to + total, text, count);
    }
    total += count;
  }
  return total;
}

mw_status mw_utf8_addr_encode(mw_slice utf8, mw_room *out)
{
  size_t count;
  if (out == NULL || !mw_utf8_valid(utf8)) {
    return MW_E_ARGUMENT;
  }
  count = utf8_addr_text(utf8, NULL);
  if (count == 0) {
    return MW_E_ARGUMENT;
  }
  if (count > out->len) {
    return MW_E_SPACE;
  }
  utf8_addr_text(utf8, out->ptr);
  out->ptr += count;
  out->len -= count;
  return MW_OK;
}
