/* SPDX-License-Identifier: MIT */
/* Any octets to the dot codec: the decoder and the encoder by themselves, and what the encoder made back through the
 * decoder, strict and lenient: one body, the same octets, nothing to report.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "oracle.h"

static void fail(const char *why)
{
  fprintf(stderr, "%s\n", why);
  abort();
}

/* Encodes all of it; the length, or 0 when it is refused. */
static size_t encode(const uint8_t *data, size_t size, mw_dot_policy policy, char *wire, size_t room)
{
  mw_dot_encoder e;
  mw_slice in = mw_slice_of(data, size);
  mw_room out = {wire, room};
  (void)mw_dot_encoder_init(&e, policy);
  if (mw_dot_encode(&e, &in, true, &out) != MW_OK) {
    return 0;
  }
  return room - out.len;
}

/* Decodes it; the length of the body, which must end where the wire does. */
static size_t decode(const char *wire, size_t len, uint64_t allow, char *body)
{
  mw_dot_decoder d;
  mw_slice in = mw_slice_of(wire, len);
  mw_dot_event event;
  size_t got = 0;
  (void)mw_dot_decoder_init(&d, MW_DOT_REFUSE, 0, allow);
  while (mw_dot_decoder_next(&d, &in, &event) == MW_OK) {
    if (event.kind == MW_DOT_FAULT) {
      fail("the encoder wrote what the decoder reports");
    }
    if (event.kind == MW_DOT_OCTETS) {
      memcpy(body + got, event.octets.ptr, event.octets.len);
      got += event.octets.len;
    }
  }
  if (in.len != 0 || mw_dot_decoder_finish(&d, NULL) != MW_FAULT_NONE) {
    fail("the body does not end where it was ended");
  }
  return got;
}

static void round_trip(const uint8_t *data, size_t size, mw_dot_policy policy)
{
  size_t room = 2 * size + 5;
  char *wire = malloc(room);
  char *body = malloc(room);
  char *lenient = malloc(room);
  size_t len = encode(data, size, policy, wire, room);
  if (len > 0) {
    size_t got = decode(wire, len, 0, body);
    if (got != decode(wire, len, MW_ALLOW_LF_DOT_END, lenient) || memcmp(body, lenient, got) != 0) {
      fail("a lenient reader reads another body");
    }
    if (policy == MW_DOT_REFUSE && (got < size || memcmp(body, data, size) != 0)) {
      fail("the body did not come back");
    }
  }
  free(wire);
  free(body);
  free(lenient);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  vector v;
  if (!oracle_vector(&v, UNIT_DOT_DECODE, data, size)) {
    return 0;
  }
  v.limits[0] = data[6] > 0 ? 3 + (size_t)data[6] : 0;
  oracle_check(&v, false);
  if (oracle_vector(&v, UNIT_DOT_ENCODE, data, size)) {
    v.policy = (data[4] & 1) != 0 ? MW_DOT_NORMALISE : MW_DOT_REFUSE;
    v.limited = false;
    oracle_check(&v, false);
  }
  round_trip(data + ORACLE_HEAD, size - ORACLE_HEAD, MW_DOT_REFUSE);
  round_trip(data + ORACLE_HEAD, size - ORACLE_HEAD, MW_DOT_NORMALISE);
  return 0;
}
