/* SPDX-License-Identifier: MIT */
/* The lines of an AUTH exchange, as a client sends them (RFC 4954 4, 8).
 *
 *   initial-response = base64 / "="
 *   continue-line    = [ base64 ] CRLF / "*" CRLF
 */
#include <mailwire/codec.h>
#include <mailwire/smtp_argument.h>

#include "base/finding.h"
#include "base/slice.h"
#include "base/writer.h"
#include "text/char_class.h"

/* The longest line in octets, its CRLF included (RFC 4954 4), and the octets that it can carry. */
enum { AUTH_LINE = 12288, AUTH_OCTETS = (AUTH_LINE - 2) / 4 * 3 };

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

/* Adds BAD_BASE64 to *finding unless text, which is not empty, is base64. */
static bool is_base64_text(mw_slice text, mw_finding *finding)
{
  mw_room none = {NULL, 0};
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  if (is_plain_base64(text) || mw_base64_decode_all(text, &none, &found) == MW_E_SPACE) {
    return true;
  }
  mwi_find_fault(finding, MW_FAULT_BAD_BASE64, found.offset);
  return false;
}

mw_smtp_auth_kind mw_smtp_auth_line_parse(mw_slice line, bool initial, mw_finding *finding)
{
  if (finding == NULL) {
    return MW_SMTP_AUTH_BAD;
  }
  if (mw_slice_equal(line, initial ? mw_slice_of("=", 1) : mw_slice_of("", 0))) {
    return MW_SMTP_AUTH_EMPTY;
  }
  if (!initial && mw_slice_equal(line, mw_slice_of("*", 1))) {
    return MW_SMTP_AUTH_CANCEL;
  }
  return is_base64_text(line, finding) ? MW_SMTP_AUTH_RESPONSE : MW_SMTP_AUTH_BAD;
}

/* Writes the base64 of at most AUTH_PIECE octets, which is final unless they are as many. */
static void put_base64(mw_writer *w, mw_slice octets)
{
  char text[AUTH_PIECE / 3 * 4];
  mw_room room = {text, sizeof text};
  mw_base64_encoder encoder;
  mw_base64_encoder_init(&encoder);
  mw_base64_encode(&encoder, &octets, &room);
  mw_base64_encode_finish(&encoder, &room);
  mwi_put(w, mw_slice_of(text, sizeof text - room.len));
}

void mw_smtp_auth_line_write(mw_writer *w, mw_slice octets)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  if (octets.len > AUTH_OCTETS || (octets.ptr == NULL && octets.len > 0)) {
    mwi_refuse(w);
    return;
  }
  while (octets.len > 0) {
    size_t len = octets.len < AUTH_PIECE ? octets.len : AUTH_PIECE;
    put_base64(w, mwi_slice_head(octets, len));
    octets = mwi_slice_from(octets, len);
  }
  mwi_put_crlf(w);
  mwi_item_end(w, begin);
}

void mw_smtp_auth_cancel_write(mw_writer *w)
{
  mw_write_line(w, mw_slice_of("*", 1), AUTH_LINE);
}
