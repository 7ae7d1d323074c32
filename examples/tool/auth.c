/* SPDX-License-Identifier: MIT */
/* AUTH exchanges, the same in both protocols. */
#include "auth.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "print.h"
#include "text.h"

void auth_begin(conversation *c, mw_slice mechanism)
{
  size_t len = mechanism.len < sizeof c->mechanism ? mechanism.len : 0;
  memset(c->mechanism, 0, sizeof c->mechanism);
  if (len > 0) {
    memcpy(c->mechanism, mechanism.ptr, len);
  }
}

/* What a line of base64 would be when decoded. */
static uint64_t decoded_octets(mw_slice base64)
{
  uint64_t octets = base64.len / 4 * 3;
  while (base64.len > 0 && base64.ptr[base64.len - 1] == '=') {
    base64.len--;
    octets--;
  }
  return octets;
}

static void read_response(auth_response *response, mw_slice line, bool initial, mw_finding *found)
{
  memset(response, 0, sizeof *response);
  response->present = true;
  response->kind = mw_sasl_line_parse(line, initial, found);
  response->octets = response->kind == MW_SASL_LINE_RESPONSE ? decoded_octets(line) : 0;
}

void auth_read_initial(auth_response *response, mw_slice initial)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  memset(response, 0, sizeof *response);
  if (initial.ptr != NULL) {
    read_response(response, initial, true, &ignored);
  }
}

void auth_take(conversation *c, auth_line *line)
{
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  c->tally.auth_lines++;
  read_response(&line->response, line->raw, false, &found);
  line->response.present = !conversation_lacks(c, 'C', line->offset, line->end);
  if (line->fault == MW_FAULT_NONE && found.fault != MW_FAULT_NONE) {
    line->fault = found.fault;
    line->fault_offset = line->offset + found.offset;
  }
  c->print->auth(c, line);
}

static const char *kind_of(const auth_response *response, bool initial)
{
  if (!response->present) {
    return NULL;
  }
  switch (response->kind) {
  case MW_SASL_LINE_EMPTY: return "empty";
  case MW_SASL_LINE_CANCEL: return "cancel";
  case MW_SASL_LINE_RESPONSE: return initial ? "initial" : "response";
  default: return "bad";
  }
}

/* Octets are those of an answer that was given: null where base64 does not tell. */
void auth_json(mw_slice mechanism, const auth_response *response, bool initial)
{
  bool told = response->present &&
              (response->kind == MW_SASL_LINE_RESPONSE || response->kind == MW_SASL_LINE_EMPTY);
  fputs("\"mechanism\":", stdout);
  json_put_upper(mechanism);
  json_put_member("kind", mw_slice_text(kind_of(response, initial)));
  if (told) {
    json_put_number("octets", response->octets);
  } else {
    fputs(",\"octets\":null", stdout);
  }
}

static void say_response(const conversation *c, const auth_response *response, buffer *words)
{
  switch (response->kind) {
  case MW_SASL_LINE_CANCEL:
    words_add(words, "%s", say(c->text, "cancels the authentication", "認証を取りやめる"));
    break;
  case MW_SASL_LINE_EMPTY:
    words_add(words, "%s", say(c->text, "an empty response", "空の返答"));
    break;
  case MW_SASL_LINE_RESPONSE:
    words_add(words,
              say(c->text, "a response of %" PRIu64 " octets, not shown",
                  "%" PRIu64 "オクテットの返答（非表示）"),
              response->octets);
    break;
  default:
    words_add(words, "%s", say(c->text, "not base64, not shown", "base64ではない（非表示）"));
    break;
  }
}

void auth_text(const conversation *c, const auth_response *response, int width)
{
  buffer words = {NULL, 0, 0};
  if (response->present) {
    say_response(c, response, &words);
  } else {
    words_add(&words, "%s",
              say(c->text, "a response that was not recorded", "記録されていない返答"));
  }
  if (c->mechanism[0] != '\0') {
    words_add(&words, "%s", say(c->text, " (", "（"));
    words_octets(&words, mw_slice_text(c->mechanism), TEXT_WIDEST);
    words_add(&words, "%s", say(c->text, ")", "）"));
  }
  text_column(c, width, 0, &words);
}

void auth_text_command(const conversation *c, mw_slice mechanism, const auth_response *initial)
{
  text_begin_fact(say(c->text, "mechanism", "認証方式"));
  text_put(mechanism, TEXT_WIDEST);
  if (!initial->present) {
    puts(say(c->text, ", without an initial response", "、最初の返答なし"));
  } else if (initial->kind == MW_SASL_LINE_EMPTY) {
    puts(say(c->text, ", with an empty initial response", "、最初の返答は空"));
  } else {
    printf(say(c->text, ", with an initial response of %" PRIu64 " octets, not shown\n",
               "、最初の返答は%" PRIu64 "オクテット（非表示）\n"),
           initial->octets);
  }
}
