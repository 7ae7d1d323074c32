/* SPDX-License-Identifier: MIT */
/* Lines of a message, and messages with their end. */
#include "productions/production.h"

/* What came of a body. */
typedef struct body {
  text_buffer octets;
  bool ended;
  mw_fault fault; /* the first one that would refuse it */
} body;

static void read_body(mw_slice *in, size_t limit, body *b)
{
  mw_dot_decoder decoder;
  mw_dot_event event;
  (void)mw_dot_decoder_init(&decoder, MW_DOT_REPORT, limit, 0);
  while (!b->ended && mw_dot_decoder_next(&decoder, in, &event) == MW_OK) {
    if (event.kind == MW_DOT_OCTETS) {
      text_put(&b->octets, event.octets.ptr, event.octets.len);
    } else if (event.kind == MW_DOT_END) {
      b->ended = true;
    } else if (b->fault == MW_FAULT_NONE && event.fault != MW_FAULT_UNSTUFFED_DOT) {
      b->fault = event.fault;
    }
  }
}

bool read_data_line(mw_slice input, const mode *m, facts *f)
{
  body b = {{NULL, 0, 0}, false, MW_FAULT_NONE};
  mw_slice in = input;
  bool good;
  (void)m;
  read_body(&in, MW_SMTP_TEXT_LINE, &b);
  if (b.ended) {
    fact_text(f, "end", "yes");
  }
  good = b.fault == MW_FAULT_NONE && in.len == 0 &&
         (b.ended || (b.octets.len >= 2 && b.octets.ptr[b.octets.len - 1] == '\n'));
  if (good && !b.ended) {
    fact_slice(f, "text", mw_slice_of(b.octets.ptr, b.octets.len - 2));
    fact_number(f, "line-octets", b.octets.len);
  }
  text_free(&b.octets);
  return good;
}

/* The end of the message alone counts: what else is wrong with a body is told, and stays data. */
bool read_data_stream(mw_slice input, const mode *m, facts *f)
{
  body b = {{NULL, 0, 0}, false, MW_FAULT_NONE};
  mw_slice in = input;
  (void)m;
  read_body(&in, 0, &b);
  fact_slice(f, "content", mw_slice_of(b.octets.ptr, b.octets.len));
  text_free(&b.octets);
  return b.ended && in.len == 0;
}

/* A body on its way out; only mode lenient gives bare line ends the form of the wire. */
bool read_data_encode(mw_slice input, const mode *m, facts *f)
{
  mw_dot_policy policy =
      (m->rules.allow & MW_ALLOW_BARE_LF) != 0 ? MW_DOT_NORMALISE : MW_DOT_REFUSE;
  mw_dot_encoder encoder;
  text_buffer *to = fact_begin(f, "wire");
  mw_slice in = input;
  mw_slice octets;
  mw_status status;
  (void)mw_dot_encoder_init(&encoder, policy);
  while ((status = mw_dot_encoder_next(&encoder, &in, &octets)) == MW_OK) {
    text_put(to, octets.ptr, octets.len);
  }
  if (status != MW_NEED_MORE || mw_dot_encoder_finish(&encoder, &octets) != MW_OK) {
    return false;
  }
  text_put(to, octets.ptr, octets.len);
  return true;
}
