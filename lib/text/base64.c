/* SPDX-License-Identifier: MIT */
/* base64 as AUTH wants it (RFC 4648 4, RFC 4954 8): the one alphabet, full padding, nothing else.
 *
 *   base64 = base64-terminal / ( 1*(4base64-char) [base64-terminal] )
 *   base64-terminal = (2base64-char "==") / (3base64-char "=")
 *
 * A last group whose unused bits are not zero is refused too (RFC 4648 3.5 allows it): so each
 * message has one form alone.
 */
#include <mailwire/codec.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The value of a character; 64 when it has none. */
static uint32_t value_of(char c)
{
  if (c >= 'A' && c <= 'Z') {
    return (uint32_t)(c - 'A');
  }
  if (c >= 'a' && c <= 'z') {
    return (uint32_t)(c - 'a') + 26;
  }
  if (c >= '0' && c <= '9') {
    return (uint32_t)(c - '0') + 52;
  }
  return c == '+' ? 62 : c == '/' ? 63 : 64;
}

void mw_base64_decoder_init(mw_base64_decoder *d)
{
  if (d == NULL) {
    return;
  }
  memset(d, 0, sizeof *d);
}

/* A padding character: the third or the fourth of a group, the bits before it all used up. */
static bool take_pad(mw_base64_decoder *d)
{
  uint32_t unused = d->count == 2 ? 0x0f : 0x03;
  if (d->count < 2 || (d->pads == 0 && (d->bits & unused) != 0)) {
    return false;
  }
  d->pads++;
  d->count = (uint8_t)(d->count + 1);
  return true;
}

/* Takes one character; *octet is set when it completes one (count > 1 then). */
static bool take_char(mw_base64_decoder *d, char c, char *octet)
{
  uint32_t value = value_of(c);
  if (d->count == 4) {
    if (d->pads > 0) {
      return false;
    }
    d->count = 0;
  }
  if (c == '=') {
    return take_pad(d);
  }
  if (value > 63 || d->pads > 0) {
    return false;
  }
  d->bits = (d->bits << 6 | value) & 0xffffff;
  d->count++;
  *octet = (char)(d->bits >> (8 - 2 * d->count) & 0xff);
  return true;
}

/* The loop of mw_base64_decode(). */
static mw_status decode_some(mw_base64_decoder *d, mw_slice *in, mw_room *out, mw_finding *finding)
{
  finding->fault = d->failed ? MW_FAULT_BAD_BASE64 : MW_FAULT_NONE;
  finding->offset = (size_t)d->offset;
  while (in->len > 0 && !d->failed) {
    bool whole = d->count % 4 != 0 && in->ptr[0] != '=';
    char octet = 0;
    if (whole && out->len == 0) {
      return MW_E_SPACE;
    }
    if (!take_char(d, in->ptr[0], &octet)) {
      d->failed = true;
      finding->fault = MW_FAULT_BAD_BASE64;
      finding->offset = (size_t)d->offset;
      return MW_OK;
    }
    if (whole) {
      *out->ptr++ = octet;
      out->len--;
    }
    in->ptr++;
    in->len--;
    d->offset++;
  }
  return MW_OK;
}

mw_status mw_base64_decode(mw_base64_decoder *d, mw_slice *in, mw_room *out, mw_finding *finding)
{
  if (d == NULL || in == NULL || out == NULL || finding == NULL) {
    return MW_E_ARGUMENT;
  }
  return decode_some(d, in, out, finding);
}

mw_fault mw_base64_decode_finish(const mw_base64_decoder *d)
{
  return d == NULL || d->failed || d->count % 4 != 0 ? MW_FAULT_BAD_BASE64 : MW_FAULT_NONE;
}

/* How many octets text stands for; 0 with a fault in *finding when it is not base64. */
static size_t base64_octets(mw_slice text, mw_finding *finding)
{
  mw_base64_decoder d;
  size_t at = 0;
  char octet;
  mw_base64_decoder_init(&d);
  while (at < text.len && take_char(&d, text.ptr[at], &octet)) {
    at++;
  }
  finding->fault = MW_FAULT_NONE;
  finding->offset = 0;
  if (at < text.len || d.count % 4 != 0) {
    finding->fault = MW_FAULT_BAD_BASE64;
    finding->offset = at;
    return 0;
  }
  return text.len / 4 * 3 - d.pads;
}

/* Measures first, so that neither bad text nor a small room leaves anything behind. */
mw_status mw_base64_decode_all(mw_slice text, mw_room *out, mw_finding *finding)
{
  mw_base64_decoder d;
  size_t count;
  if (out == NULL || finding == NULL) {
    return MW_E_ARGUMENT;
  }
  count = base64_octets(text, finding);
  if (count > out->len) {
    return MW_E_SPACE;
  }
  if (count == 0) {
    return MW_OK;
  }
  mw_base64_decoder_init(&d);
  return decode_some(&d, &text, out, finding);
}

void mw_base64_encoder_init(mw_base64_encoder *e)
{
  if (e == NULL) {
    return;
  }
  memset(e, 0, sizeof *e);
}

/* Writes the group of count octets that the encoder holds. */
static void put_group(const mw_base64_encoder *e, uint32_t bits, mw_room *out)
{
  out->ptr[0] = alphabet[bits >> 18 & 63];
  out->ptr[1] = alphabet[bits >> 12 & 63];
  out->ptr[2] = '=';
  out->ptr[3] = '=';
  if (e->count > 1) {
    out->ptr[2] = alphabet[bits >> 6 & 63];
  }
  if (e->count > 2) {
    out->ptr[3] = alphabet[bits & 63];
  }
  out->ptr += 4;
  out->len -= 4;
}

mw_status mw_base64_encode(mw_base64_encoder *e, mw_slice *in, mw_room *out)
{
  if (e == NULL || in == NULL || out == NULL) {
    return MW_E_ARGUMENT;
  }
  while (in->len > 0) {
    if (e->count == 2 && out->len < 4) {
      return MW_E_SPACE;
    }
    e->bits = (e->bits << 8 | (unsigned char)in->ptr[0]) & 0xffffff;
    e->count++;
    in->ptr++;
    in->len--;
    if (e->count == 3) {
      put_group(e, e->bits, out);
      e->count = 0;
    }
  }
  return MW_OK;
}

mw_status mw_base64_encode_finish(mw_base64_encoder *e, mw_room *out)
{
  if (e == NULL || out == NULL) {
    return MW_E_ARGUMENT;
  }
  if (e->count == 0) {
    return MW_OK;
  }
  if (out->len < 4) {
    return MW_E_SPACE;
  }
  put_group(e, e->bits << (e->count == 1 ? 16 : 8), out);
  e->count = 0;
  return MW_OK;
}
