/* SPDX-License-Identifier: MIT */
/* Bodies that end in a dot, written (RFC 5321 4.5.2, RFC 1939 3): a dot before each dot at the
 * begin of a line, and nothing on the wire that a careless reader could take for the end.
 *
 * The law of this machine:
 *   - The state says what the last octets given were: LINE (the begin, or a line's end), TEXT, CR
 *     (which is held back until its LF is there), STUFFED (a dot was written for the dot that
 *     comes next), END, REFUSED.
 *   - Line ends are made right first, dots are added then.
 *   - All constant octets are a part of CRLF "." CRLF, so that what is left of them is two numbers.
 */
#include <mailwire/dot.h>
#include <string.h>

#include "wire/body_span.h"

enum { GAVE_LINE, GAVE_TEXT, GAVE_CR, GAVE_STUFFED, GAVE_END, GAVE_REFUSED };

static const char end_sequence[5] = {'\r', '\n', '.', '\r', '\n'};

/* Parts of end_sequence: the first octet in the upper four bits, the one behind the last in the
 * lower. */
enum { PART_NONE = 0, PART_CRLF = 0x02, PART_DOT = 0x23, PART_END = 0x25, PART_CRLF_END = 0x05 };

/* What a step came to. */
typedef enum dot_step {
  DOT_STEP_MORE,   /* nothing to write yet */
  DOT_STEP_OCTETS, /* octets of the input */
  DOT_STEP_PART,   /* constant octets: e->pending */
  DOT_STEP_REFUSED
} dot_step;

static void encode_take(mw_dot_encoder *e, mw_slice *in, size_t count)
{
  e->offset += count;
  in->ptr += count;
  in->len -= count;
}

static dot_step refuse(mw_dot_encoder *e)
{
  e->state = GAVE_REFUSED;
  return DOT_STEP_REFUSED;
}

static dot_step write_part(mw_dot_encoder *e, uint8_t part, uint8_t state)
{
  e->pending = part;
  e->state = state;
  return DOT_STEP_PART;
}

/* A CR is held back; the next octet is at in->ptr. */
static dot_step encode_after_cr(mw_dot_encoder *e, mw_slice *in)
{
  if (in->ptr[0] == '\n') {
    encode_take(e, in, 1);
    return write_part(e, PART_CRLF, GAVE_LINE);
  }
  if (e->policy == MW_DOT_REFUSE) {
    return refuse(e);
  }
  if (in->ptr[0] == '\r') {
    encode_take(e, in, 1);
    return DOT_STEP_MORE;
  }
  return write_part(e, PART_CRLF, GAVE_LINE);
}

/* An octet that needs a second look, at in->ptr. */
static dot_step encode_odd_octet(mw_dot_encoder *e, mw_slice *in)
{
  switch (in->ptr[0]) {
  case '.': return write_part(e, PART_DOT, GAVE_STUFFED);
  case '\r':
    encode_take(e, in, 1);
    e->state = GAVE_CR;
    return DOT_STEP_MORE;
  case '\n':
    if (e->policy == MW_DOT_REFUSE) {
      return refuse(e);
    }
    encode_take(e, in, 1);
    return write_part(e, PART_CRLF, GAVE_LINE);
  default: return refuse(e);
  }
}

static dot_step encode_step(mw_dot_encoder *e, mw_slice *in, mw_slice *octets)
{
  mwi_span s = {0, MWI_SPAN_NO_LIMIT, MWI_SPAN_NO_LIMIT, false, false, false, 0};
  size_t count;
  if (e->state >= GAVE_END) {
    return DOT_STEP_REFUSED;
  }
  if (e->state == GAVE_CR) {
    return encode_after_cr(e, in);
  }
  s.at_line = e->state == GAVE_LINE;
  count = mwi_span_take(&s, in->ptr, in->len);
  if (count == 0) {
    return encode_odd_octet(e, in);
  }
  octets->ptr = in->ptr;
  octets->len = count;
  encode_take(e, in, count);
  e->state = s.at_line ? GAVE_LINE : GAVE_TEXT;
  return DOT_STEP_OCTETS;
}

/* Hands pending octets out. */
static void encode_part(mw_dot_encoder *e, mw_slice *octets)
{
  octets->ptr = end_sequence + (e->pending >> 4);
  octets->len = (size_t)(e->pending & 15) - (e->pending >> 4);
  e->pending = PART_NONE;
}

mw_status mw_dot_encoder_init(mw_dot_encoder *e, mw_dot_policy policy)
{
  if (e == NULL || (policy != MW_DOT_REFUSE && policy != MW_DOT_NORMALISE)) {
    return MW_E_ARGUMENT;
  }
  memset(e, 0, sizeof *e);
  e->policy = (uint8_t)policy;
  return MW_OK;
}

mw_status mw_dot_encoder_next(mw_dot_encoder *e, mw_slice *in, mw_slice *octets)
{
  dot_step came = DOT_STEP_MORE;
  if (e == NULL || in == NULL || octets == NULL || e->state >= GAVE_END) {
    return MW_E_ARGUMENT;
  }
  while (came == DOT_STEP_MORE && in->len > 0) {
    came = encode_step(e, in, octets);
  }
  switch (came) {
  case DOT_STEP_MORE: return MW_NEED_MORE;
  case DOT_STEP_REFUSED: return MW_E_ARGUMENT;
  case DOT_STEP_PART: encode_part(e, octets); return MW_OK;
  default: return MW_OK;
  }
}

/* Makes the octets that end the body pending. False: the body cannot be ended. */
static bool encode_end(mw_dot_encoder *e)
{
  if (e->state >= GAVE_END || (e->state == GAVE_CR && e->policy == MW_DOT_REFUSE)) {
    return false;
  }
  (void)write_part(e, e->state == GAVE_LINE ? PART_END : PART_CRLF_END, GAVE_END);
  return true;
}

mw_status mw_dot_encoder_finish(mw_dot_encoder *e, mw_slice *octets)
{
  if (e == NULL || octets == NULL || !encode_end(e)) {
    return MW_E_ARGUMENT;
  }
  encode_part(e, octets);
  return MW_OK;
}

/* Copies pending octets. False: out is full and some are left. */
static bool copy_part(mw_dot_encoder *e, mw_room *out)
{
  while (e->pending != PART_NONE) {
    unsigned at = e->pending >> 4;
    if (out->len == 0) {
      return false;
    }
    *out->ptr++ = end_sequence[at];
    out->len--;
    at++;
    e->pending = at == (e->pending & 15u) ? PART_NONE : (uint8_t)(at << 4 | (e->pending & 15u));
  }
  return true;
}

/* Encodes and copies as much of *in as can fit. */
static dot_step copy_step(mw_dot_encoder *e, mw_slice *in, mw_room *out)
{
  mw_slice window = {in->ptr, in->len < out->len ? in->len : out->len};
  mw_slice octets = {NULL, 0};
  dot_step came = encode_step(e, &window, &octets);
  in->len -= (size_t)(window.ptr - in->ptr);
  in->ptr = window.ptr;
  if (came == DOT_STEP_OCTETS) {
    memcpy(out->ptr, octets.ptr, octets.len);
    out->ptr += octets.len;
    out->len -= octets.len;
  }
  return came;
}

/* One move of mw_dot_encode(); MW_NEED_MORE: there is more to do. */
static mw_status copy_some(mw_dot_encoder *e, mw_slice *in, bool last, mw_room *out)
{
  if (!copy_part(e, out)) {
    return MW_E_SPACE;
  }
  if (in->len > 0) {
    if (out->len == 0) {
      return MW_E_SPACE;
    }
    return copy_step(e, in, out) == DOT_STEP_REFUSED ? MW_E_ARGUMENT : MW_NEED_MORE;
  }
  if (!last || e->state == GAVE_END) {
    return MW_OK;
  }
  return encode_end(e) ? MW_NEED_MORE : MW_E_ARGUMENT;
}

mw_status mw_dot_encode(mw_dot_encoder *e, mw_slice *in, bool last, mw_room *out)
{
  mw_status status = MW_NEED_MORE;
  if (e == NULL || in == NULL || out == NULL || e->state == GAVE_REFUSED) {
    return MW_E_ARGUMENT;
  }
  while (status == MW_NEED_MORE) {
    status = copy_some(e, in, last, out);
  }
  return status;
}
