/* SPDX-License-Identifier: MIT */
/* The lines of an AUTH exchange, as a client sends them (RFC 4954 4, 8; RFC 5034 4, 5).
 *
 *   initial-response = base64 / "="
 *   continue-line    = [ base64 ] CRLF / "*" CRLF
 */
#include "grammar/sasl.h"

#include <mailwire/codec.h>

#include "base/finding.h"
#include "base/slice.h"
#include "base/writer.h"
#include "text/char_class.h"

/* Octets that are encoded at a time: a multiple of three. */
enum { AUTH_PIECE = 48 };

/* Whether a text is base64 without padding, as most of it is; the decoder judges the rest. */
static bool is_plain_base64(mw_slice text)
{
  size_t i = 0;
  while (i < text.len && mwi_is_base64(text.ptr[i])) {
    i++;
  }
  return i == text.len && i > 0 && i % 4 == 0;
}

bool mwi_is_base64_text(mw_slice text, mw_finding *finding)
{
  mw_room none = {NULL, 0};
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  if (is_plain_base64(text) || mw_base64_decode_all(text, &none, &found) == MW_E_SPACE) {
    return true;
  }
  mwi_find_fault(finding, MW_FAULT_BAD_BASE64, found.offset);
  return false;
}

mw_sasl_line_kind mw_sasl_line_parse(mw_slice line, bool initial, mw_finding *finding)
{
  if (finding == NULL) {
    return MW_SASL_LINE_BAD;
  }
  if (mw_slice_equal(line, initial ? mw_slice_of("=", 1) : mw_slice_of("", 0))) {
    return MW_SASL_LINE_EMPTY;
  }
  if (!initial && mw_slice_equal(line, mw_slice_of("*", 1))) {
    return MW_SASL_LINE_CANCEL;
  }
  return mwi_is_base64_text(line, finding) ? MW_SASL_LINE_RESPONSE : MW_SASL_LINE_BAD;
}

/* Writes the base64 of at most AUTH_PIECE octets, which is final unless they are as many. */
static void put_piece(mw_writer *w, mw_slice octets)
{
  char text[AUTH_PIECE / 3 * 4];
  mw_room room = {text, sizeof text};
  mw_base64_encoder encoder;
  mw_base64_encoder_init(&encoder);
  mw_base64_encode(&encoder, &octets, &room);
  mw_base64_encode_finish(&encoder, &room);
  mwi_put(w, mw_slice_of(text, sizeof text - room.len));
}

bool mwi_put_base64(mw_writer *w, mw_slice octets, size_t other)
{
  if (octets.len > (MW_SASL_LINE - other) / 4 * 3 || (octets.ptr == NULL && octets.len > 0)) {
    return false;
  }
  while (octets.len > 0) {
    size_t len = octets.len < AUTH_PIECE ? octets.len : AUTH_PIECE;
    put_piece(w, mwi_slice_head(octets, len));
    octets = mwi_slice_from(octets, len);
  }
  return true;
}

mw_status mw_sasl_initial_encode(mw_slice octets, mw_room *room)
{
  mw_base64_encoder encoder;
  if (room == NULL || (octets.ptr == NULL && octets.len > 0)) {
    return MW_E_ARGUMENT;
  }
  if (room->len == 0 || octets.len > room->len / 4 * 3) {
    return MW_E_SPACE;
  }
  if (octets.len == 0) {
    *room->ptr++ = '=';
    room->len--;
    return MW_OK;
  }
  mw_base64_encoder_init(&encoder);
  mw_base64_encode(&encoder, &octets, room);
  return mw_base64_encode_finish(&encoder, room);
}

void mw_sasl_line_write(mw_writer *w, mw_slice octets)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  if (!mwi_put_base64(w, octets, 2)) {
    mwi_refuse(w);
    return;
  }
  mwi_put_crlf(w);
  mwi_item_end(w, begin);
}

void mw_sasl_cancel_write(mw_writer *w)
{
  mw_write_line(w, mw_slice_of("*", 1), MW_SASL_LINE);
}
