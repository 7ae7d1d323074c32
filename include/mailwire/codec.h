/* SPDX-License-Identifier: MIT */
/* Codecs of the arguments: base64 (AUTH), xtext (DSN and AUTH= parameters), utf-8-addr-xtext
 * (ORCPT), UTF-8. Strict, streaming where a stream can need it, never beyond the room given.
 */
#ifndef MAILWIRE_CODEC_H
#define MAILWIRE_CODEC_H

#include <mailwire/fault.h>
#include <mailwire/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- base64 (RFC 4648 4, as RFC 4954 8 wants it: full padding, no other octet) -------------- */

/* Decodes a stream. All fields are private. */
typedef struct mw_base64_decoder {
  uint64_t offset;
  uint32_t bits;
  uint8_t count;
  uint8_t pads;
  bool failed;
} mw_base64_decoder;

MW_API void mw_base64_decoder_init(mw_base64_decoder *d);

/* Decodes from *in into *out, both advanced. MW_OK: all of *in was taken, or a fault was met:
 * finding->fault (MW_FAULT_NONE or BAD_BASE64, sticky) and its offset in the stream are always
 * stored. MW_E_SPACE: *out is full; call again with more room. A room of 3 octets for each 4 begun
 * is always enough. */
MW_API mw_status mw_base64_decode(mw_base64_decoder *d, mw_slice *in, mw_room *out,
                                  mw_finding *finding);

/* The text ended: BAD_BASE64 when a group of four is not complete, or a fault was met before. */
MW_API mw_fault mw_base64_decode_finish(const mw_base64_decoder *d);

/* A whole text at once. MW_OK: *out was advanced by the octets written, or finding->fault tells why
 * not. MW_E_SPACE: nothing was written. */
MW_API mw_status mw_base64_decode_all(mw_slice text, mw_room *out, mw_finding *finding);

/* Encodes a stream. All fields are private. */
typedef struct mw_base64_encoder {
  uint32_t bits;
  uint8_t count;
} mw_base64_encoder;

MW_API void mw_base64_encoder_init(mw_base64_encoder *e);

/* Encodes from *in into *out, both advanced. MW_OK: all of *in was taken. MW_E_SPACE: *out has no
 * room for the next four octets. */
MW_API mw_status mw_base64_encode(mw_base64_encoder *e, mw_slice *in, mw_room *out);

/* Writes the last group with its padding (0 or 4 octets), or nothing and MW_E_SPACE. */
MW_API mw_status mw_base64_encode_finish(mw_base64_encoder *e, mw_room *out);

/* ---- xtext (RFC 3461 4) --------------------------------------------------------------------- */

/*   xtext = *( xchar / "+" 2HEXDIG )     ; upper case; xchar: 33-126 without "+" and "=" */

/* Decodes a whole text. lower_hex: also take lower-case digits, which RFC 4954 8 allows and RFC
 * 3461 does not. MW_OK: *out was advanced, or finding->fault is BAD_XTEXT with its offset and
 * nothing was written. DECODED_CONTROL: everything was written, and the first control character in
 * it comes from the text octet at that offset: do not copy the result into a line. MW_E_SPACE:
 * nothing was written; as much room as text has octets is always enough. */
MW_API mw_status mw_xtext_decode(mw_slice text, bool lower_hex, mw_room *out, mw_finding *finding);

/* Encodes any octets. MW_E_SPACE: nothing was written; three times the octets is always enough. */
MW_API mw_status mw_xtext_encode(mw_slice octets, mw_room *out);

/* ---- utf-8-addr-xtext and utf-8-addr-unitext (RFC 6533 3) ----------------------------------- */

/*   utf-8-addr-xtext   = 1*( QCHAR / EmbeddedUnicodeChar )
 *   utf-8-addr-unitext = 1*( QUCHAR / EmbeddedUnicodeChar )
 *   EmbeddedUnicodeChar = %x5C.78 "{" HEXPOINT "}"                                               */

/* Decodes a whole text to UTF-8. unitext: UTF-8 may also stand for itself. Results as
 * mw_xtext_decode(). */
MW_API mw_status mw_utf8_addr_decode(mw_slice text, bool unitext, mw_room *out,
                                     mw_finding *finding);

/* Encodes UTF-8 as utf-8-addr-xtext, in ASCII alone. MW_E_ARGUMENT: utf8 is empty, not well formed,
 * or holds a control character that the form cannot carry. MW_E_SPACE: nothing was written; ten
 * times the octets is always enough. */
MW_API mw_status mw_utf8_addr_encode(mw_slice utf8, mw_room *out);

/* ---- UTF-8 (RFC 3629), piece by piece ------------------------------------------------------- */

/* Between two pieces. All fields are private. */
typedef struct mw_utf8 {
  uint8_t need;
  uint8_t low;
  uint8_t high;
} mw_utf8;

MW_API void mw_utf8_init(mw_utf8 *u);

/* Takes *in up to its end or to the first octet that cannot stand there (overlong forms, surrogates
 * and code points above 10FFFF included). True: all of *in was taken. False: in->ptr is the octet.
 */
MW_API bool mw_utf8_next(mw_utf8 *u, mw_slice *in);

/* Whether no character is cut at the end. */
MW_API bool mw_utf8_finish(const mw_utf8 *u);

/* Whether text is well-formed UTF-8 as a whole. */
MW_API bool mw_utf8_valid(mw_slice text);

#ifdef __cplusplus
}
#endif

#endif
