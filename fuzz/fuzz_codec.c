/* SPDX-License-Identifier: MIT */
/* Any octets through the codecs: what is encoded comes back, what is decoded encodes to the same text, and no room is
 * overrun.
 */
#include <mailwire/mailwire.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void base64(mw_slice octets)
{
  size_t need = (octets.len + 2) / 3 * 4;
  char *text = malloc(need + 1);
  char *back = malloc(octets.len + 1);
  mw_room room = {text, need};
  mw_room out = {back, octets.len};
  mw_slice in = octets;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_base64_encoder e;
  mw_base64_encoder_init(&e);
  must(mw_base64_encode(&e, &in, &room) == MW_OK && mw_base64_encode_finish(&e, &room) == MW_OK &&
           room.len == 0, "base64: the room is not exactly used");
  must(mw_base64_decode_all(mw_slice_of(text, need), &out, &finding) == MW_OK && out.len == 0 &&
           finding.fault == MW_FAULT_NONE && memcmp(back, octets.ptr, octets.len) == 0,
       "base64: it does not come back");
  free(text);
  free(back);
}

/* A text that decodes is the one text that encodes to it. */
static void base64_text(mw_slice text)
{
  char *octets = malloc(text.len + 1);
  char *again = malloc(text.len + 8);
  mw_room out = {octets, text.len};
  mw_room room = {again, text.len + 4};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  if (mw_base64_decode_all(text, &out, &finding) == MW_OK && finding.fault == MW_FAULT_NONE) {
    mw_slice in = mw_slice_of(octets, text.len - out.len);
    mw_base64_encoder e;
    mw_base64_encoder_init(&e);
    (void)mw_base64_encode(&e, &in, &room);
    (void)mw_base64_encode_finish(&e, &room);
    must(text.len + 4 - room.len == text.len && memcmp(again, text.ptr, text.len) == 0,
         "base64: two texts for the same octets");
  }
  free(octets);
  free(again);
}

static void xtext(mw_slice octets)
{
  char *text = malloc(octets.len * 3 + 1);
  char *back = malloc(octets.len + 1);
  mw_room room = {text, octets.len * 3};
  mw_room out = {back, octets.len};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  must(mw_xtext_encode(octets, &room) == MW_OK, "xtext: three times is not enough");
  must(mw_xtext_decode(mw_slice_of(text, octets.len * 3 - room.len), false, &out, &finding) == MW_OK &&
           out.len == 0 && finding.fault != MW_FAULT_BAD_XTEXT &&
           memcmp(back, octets.ptr, octets.len) == 0, "xtext: it does not come back");
  out.ptr = back;
  out.len = octets.len;
  must(mw_xtext_decode(octets, true, &out, &finding) == MW_OK, "xtext: the room is not enough");
  free(text);
  free(back);
}

static void utf8_addr(mw_slice octets)
{
  char *text = malloc(octets.len * 10 + 1);
  char *back = malloc(octets.len + 1);
  mw_room room = {text, octets.len * 10};
  mw_room out = {back, octets.len};
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  if (mw_utf8_addr_encode(octets, &room) == MW_OK) {
    must(mw_utf8_addr_decode(mw_slice_of(text, octets.len * 10 - room.len), false, &out, &finding) ==
                 MW_OK && out.len == 0 && memcmp(back, octets.ptr, octets.len) == 0,
         "utf-8-addr-xtext: it does not come back");
  }
  out.ptr = back;
  out.len = octets.len;
  must(mw_utf8_addr_decode(octets, true, &out, &finding) == MW_OK,
       "utf-8-addr-unitext: the room is not enough");
  free(text);
  free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *block = calloc(size + 1, 1);
  mw_slice octets = mw_slice_of(block, size);
  if (size > 0) {
    memcpy(block, data, size);
  }
  base64(octets);
  base64_text(octets);
  xtext(octets);
  utf8_addr(octets);
  free(block);
  return 0;
}
