/* SPDX-License-Identifier: MIT */
/* Addresses with characters beyond ASCII in the value of ORCPT (RFC 6533 3).
 *
 *   utf-8-addr-xtext    = 1*( QCHAR / EmbeddedUnicodeChar )
 *   utf-8-addr-unitext  = 1*( QUCHAR / EmbeddedUnicodeChar )
 *   QCHAR               = %x21-2a / %x2c-3c / %x3e-5b / %x5d-7e
 *   EmbeddedUnicodeChar = %x5C.78 "{" HEXPOINT "}"
 *   HEXPOINT = ( ( "0"/"1" ) %x31-39 ) / "10" / "20" / "2B" / "3D" / "7F" / "5C"
 *            / ( HEXDIG8 HEXDIG ) / ( NZHEXDIG 2( HEXDIG ) ) / ( NZHEXDIG 3( HEXDIG ) )
 *            / ( NZHEXDIG 4( HEXDIG ) ) / ( "10" 4( HEXDIG ) )       ; surrogates left out
 */
#include <mailwire/codec.h>
#include <string.h>

#include "base/finding.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "text/hex.h"

/* Characters that may stand for themselves. */
static bool is_qchar(char c)
{
  return c >= 0x21 && c <= 0x7e && c != '+' && c != '=' && c != '\\';
}

/* Code points below 80 that may be embedded: "01" to "09", "10", "11" to "19", and what QCHAR leaves out. */
static bool may_embed_ascii(unsigned point)
{
  return (point >= 0x01 && point <= 0x09) || (point >= 0x10 && point <= 0x19) || point == 0x20 ||
         point == '+' || point == '=' || point == '\\' || point == 0x7f;
}

/* Whether count digits are the form for that code point: as many as it needs, two at the least. */
static bool is_hexpoint(unsigned point, size_t count)
{
  size_t needed = point > 0xfffff ? 6 : point > 0xffff ? 5 : point > 0xfff ? 4 : point > 0xff ? 3 : 2;
  if (count != needed || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    return false;
  }
  return point >= 0x80 || may_embed_ascii(point);
}

/* Reads "\x{HEXPOINT}" at the begin of text: how many characters it has, 0 when it is none. */
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
  size_t count = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  static const unsigned char lead[] = {0, 0x00, 0xc0, 0xe0, 0xf0};
  size_t i;
  for (i = count; i-- > 1;) {
    octets[i] = (char)(0x80 | (point & 0x3f));
    point >>= 6;
  }
  octets[0] = (char)(lead[count] | point);
  return count;
}

static bool put(mw_room *room, const char *octets, size_t count)
{
  size_t i;
  if (room->len < count) {
    return false;
  }
  for (i = 0; i < count; i++) {
    *room->ptr++ = octets[i];
  }
  room->len -= count;
  return true;
}

/* One character of text to octets: how many characters of text it takes, 0 when it cannot stand there. */
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
  if (is_qchar(text.ptr[0])) {
    return 1;
  }
  taken = embedded(text, &point);
  if (taken > 0) {
    *count = to_utf8(point, octets);
  }
  return taken;
}

mw_status mw_utf8_addr_decode(mw_slice text, bool unitext, mw_room *out, mw_finding *finding)
{
  mw_slice rest = text;
  mw_room room = *out;
  mw_utf8 utf8 = {0, 0, 0};
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  size_t taken = text.len > 0 ? 1 : 0;
  while (rest.len > 0 && taken > 0) {
    char octets[4];
    size_t count;
    taken = read_char(rest, unitext, &utf8, octets, &count);
    if (taken > 0 && !put(&room, octets, count)) {
      return MW_E_SPACE;
    }
    if (taken > 1 && mwi_is_control(octets[0])) {
      mwi_find_fault(&found, MW_FAULT_DECODED_CONTROL, text.len - rest.len);
    }
    rest = mwi_slice_from(rest, taken);
  }
  *finding = found;
  if (taken > 0 && utf8.need == 0) {
    *out = room;
  } else {
    finding->fault = MW_FAULT_BAD_XTEXT;
    finding->offset = text.len - rest.len;
  }
  return MW_OK;
}

/* Reads one character of well-formed UTF-8. */
static unsigned from_utf8(mw_slice *in)
{
  unsigned char first = (unsigned char)in->ptr[0];
  size_t count = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
  unsigned point = first & mask[count];
  size_t i;
  for (i = 1; i < count; i++) {
    point = point << 6 | ((unsigned char)in->ptr[i] & 0x3f);
  }
  *in = mwi_slice_from(*in, count);
  return point;
}

/* "\x{...}" of a code point; how long it is. */
static size_t embed(unsigned point, char text[10])
{
  size_t count = 3;
  unsigned shift = point > 0xfffff ? 20 : point > 0xffff ? 16 : point > 0xfff ? 12 : point > 0xff ? 8 : 4;
  text[0] = '\\';
  text[1] = 'x';
  text[2] = '{';
  for (;; shift -= 4) {
    text[count++] = mwi_hex_digit(point >> shift);
    if (shift == 0) {
      break;
    }
  }
  text[count++] = '}';
  return count;
}

mw_status mw_utf8_addr_encode(mw_slice utf8, mw_room *out)
{
  mw_room room = *out;
  if (utf8.len == 0 || !mw_utf8_valid(utf8)) {
    return MW_E_ARGUMENT;
  }
  while (utf8.len > 0) {
    unsigned point = from_utf8(&utf8);
    char text[10];
    size_t count = 1;
    text[0] = (char)point;
    if (point >= 0x80 || !is_qchar((char)point)) {
      if (point < 0x80 && !may_embed_ascii(point)) {
        return MW_E_ARGUMENT;
      }
      count = embed(point, text);
    }
    if (!put(&room, text, count)) {
      return MW_E_SPACE;
    }
  }
  *out = room;
  return MW_OK;
}
