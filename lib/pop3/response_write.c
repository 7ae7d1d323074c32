/* SPDX-License-Identifier: MIT */
/* Status lines, challenges and greetings on their way out (RFC 1939 3, RFC 2449 3, RFC 5034 4).
 *
 *   response  = ( "+OK" / "-ERR" ) [ SP "[" resp-code "]" ] [ SP text ] CRLF
 *   challenge = "+" SP [ base64 ] CRLF
 */
#include "base/writer.h"
#include "grammar/sasl.h"
#include "pop3/response.h"

/* The code in its brackets, if it is one. */
static void put_response_code(mw_writer *w, mw_slice code)
{
  if (!mwi_is_pop3_code(code)) {
    mwi_refuse(w);
  }
  mwi_put(w, mw_slice_of(" [", 2));
  mwi_put(w, code);
  mwi_put(w, mw_slice_of("]", 1));
}

/* The line's end, and its length. */
static void end_response(mw_writer *w, size_t begin)
{
  mwi_put_crlf(w);
  if (w->len - begin > MW_POP3_RESPONSE_LINE) {
    mwi_refuse(w);
  }
  mwi_item_end(w, begin);
}

/* A text that begins like a code would be read as one. */
void mwi_put_pop3_status(mw_writer *w, mw_pop3_status status, mw_slice code, mw_slice text)
{
  bool like_code = text.len > 0 && text.ptr[0] == '[';
  if ((status != MW_POP3_STATUS_OK && status != MW_POP3_STATUS_ERR) ||
      (code.ptr == NULL && like_code)) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, mw_slice_text(mw_pop3_status_name(status)));
  if (code.ptr != NULL) {
    put_response_code(w, code);
  }
  if (text.len > 0) {
    mwi_put(w, mw_slice_of(" ", 1));
    mwi_put_text(w, text);
  }
}

void mw_pop3_response_write(mw_writer *w, mw_pop3_status status, mw_slice code, mw_slice text)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  mwi_put_pop3_status(w, status, code, text);
  end_response(w, begin);
}

void mw_pop3_challenge_write(mw_writer *w, mw_slice octets)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  mwi_put(w, mw_slice_of("+ ", 2));
  if (!mwi_put_base64(w, octets, 4)) {
    mwi_refuse(w);
  }
  mwi_put_crlf(w);
  mwi_item_end(w, begin);
}

void mw_pop3_greeting_write(mw_writer *w, mw_slice text, mw_slice timestamp)
{
  static const mw_slice no_code = {NULL, 0};
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  mwi_put_pop3_status(w, MW_POP3_STATUS_OK, no_code, text);
  if (mwi_pop3_timestamp(text, true).ptr != NULL) {
    mwi_refuse(w);
  }
  if (timestamp.ptr != NULL) {
    if (mwi_pop3_timestamp(timestamp, true).len != timestamp.len || timestamp.len == 0) {
      mwi_refuse(w);
    }
    mwi_put(w, mw_slice_of(" ", 1));
    mwi_put(w, timestamp);
  }
  end_response(w, begin);
}
