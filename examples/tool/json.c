/* SPDX-License-Identifier: MIT */
/* Values of JSON. */
#include "lines.h"
#include "odd.h"
#include "json.h"

#include <inttypes.h>
#include <stdio.h>

#include "facts.h"

/* How many octets the character has that text begins with; 0 where none is well formed. */
static size_t character(mw_slice text)
{
  size_t len = 1;
  while (len < 4 && len < text.len && !mw_utf8_valid(mw_slice_of(text.ptr, len))) {
    len++;
  }
  return mw_utf8_valid(mw_slice_of(text.ptr, len)) ? len : 0;
}

static void put_character(const char *ptr, size_t len)
{
  unsigned char c = (unsigned char)ptr[0];
  if (len == 0) {
    printf("\\\\x%02x", c);
  } else if (c == '"' || c == '\\') {
    printf("\\%c", c);
  } else if (c < 0x20 || c == 0x7f) {
    printf("\\u%04x", c);
  } else {
    fwrite(ptr, 1, len, stdout);
  }
}

static void put(mw_slice text, bool upper)
{
  if (text.ptr == NULL) {
    fputs("null", stdout);
    return;
  }
  putchar('"');
  while (text.len > 0) {
    size_t len = character(text);
    if (upper && *text.ptr >= 'a' && *text.ptr <= 'z') {
      putchar(*text.ptr - 'a' + 'A');
    } else {
      put_character(text.ptr, len);
    }
    len += len == 0 ? 1 : 0;
    text.ptr += len;
    text.len -= len;
  }
  putchar('"');
}

void json_put_string(mw_slice text)
{
  put(text, false);
}

void json_put_text(const char *text)
{
  put(mw_slice_text(text), false);
}

void json_put_upper(mw_slice text)
{
  put(text, true);
}

void json_put_member(const char *key, mw_slice text)
{
  printf(",\"%s\":", key);
  put(text, false);
}

void json_put_number(const char *key, uint64_t value)
{
  printf(",\"%s\":%" PRIu64, key, value);
}

void json_put_known(const char *key, uint64_t value, bool known)
{
  if (known) {
    json_put_number(key, value);
  } else {
    json_put_member(key, mw_slice_text(NULL));
  }
}

void json_put_bool(const char *key, bool value)
{
  printf(",\"%s\":%s", key, value ? "true" : "false");
}

void json_put_base64(const char *key, mw_slice octets)
{
  char text[1024];
  mw_base64_encoder e;
  mw_room room = {text, sizeof text};
  mw_base64_encoder_init(&e);
  printf(",\"%s\":\"", key);
  while (mw_base64_encode(&e, &octets, &room) != MW_OK && octets.len > 0) {
    fwrite(text, 1, sizeof text - room.len, stdout);
    room = (mw_room){text, sizeof text};
  }
  fwrite(text, 1, sizeof text - room.len, stdout);
  room = (mw_room){text, sizeof text};
  (void)mw_base64_encode_finish(&e, &room);
  fwrite(text, 1, sizeof text - room.len, stdout);
  putchar('"');
}

void json_put_fault(mw_fault fault, uint64_t at)
{
  if (fault == MW_FAULT_NONE) {
    fputs(",\"fault\":null", stdout);
  } else {
    printf(",\"fault\":\"%s\"", mw_fault_name(fault));
    json_put_number("at", at);
  }
}

void json_put_tolerated(uint64_t word)
{
  const char *comma = "";
  uint64_t bit;
  fputs(",\"tolerated\":[", stdout);
  for (bit = 1; bit != 0 && bit <= word; bit <<= 1) {
    if ((word & bit) != 0) {
      printf("%s\"%s\"", comma, mw_tolerance_name(bit));
      comma = ",";
    }
  }
  putchar(']');
}

void json_put_judgement(const mw_judgement *j)
{
  json_put_member("verdict", mw_slice_text(j != NULL ? mw_verdict_name(j->verdict) : NULL));
  if (j != NULL) {
    json_put_bool("expected", j->expected);
  } else {
    json_put_member("expected", mw_slice_text(NULL));
  }
  json_put_member("retry", mw_slice_text(j != NULL ? mw_retry_name(j->retry) : NULL));
  json_put_member("connection",
                  mw_slice_text(j != NULL ? mw_connection_name(j->connection) : NULL));
  if (j != NULL) {
    json_put_bool("contradicts", j->contradicts);
  } else {
    json_put_member("contradicts", mw_slice_text(NULL));
  }
}

void json_put_rows(const mw_catalog_match *matches, size_t number)
{
  const char *comma = "";
  size_t i;
  fputs(",\"rows\":[", stdout);
  for (i = 0; i < number; i++) {
    if (!facts_is_repeated(matches, i)) {
      fputs(comma, stdout);
      json_put_text(matches[i].row->name);
      comma = ",";
    }
  }
  putchar(']');
}

void json_begin_item(const char *type, char dir, uint64_t begin, uint64_t end)
{
  printf("{\"v\":1,\"type\":\"%s\",\"dir\":\"%c\",\"off\":[%" PRIu64 ",%" PRIu64 "]", type, dir,
         begin, end);
}

void json_end_item(void)
{
  puts("}");
  fflush(stdout);
}

void json_put_verb(const conversation *c, mw_slice raw, mw_slice argument, mw_slice secret)
{
  bool masked = secret.ptr != NULL && !c->show_secrets;
  char verb[20];
  verb_of_line(raw, verb);
  json_put_member("verb", mw_slice_text(verb));
  if (masked) {
    argument.len = argument.ptr < secret.ptr ? (size_t)(secret.ptr - argument.ptr) - 1 : 0;
  }
  json_put_member("arg", argument);
  if (masked) {
    fputs(",\"secret\":null", stdout);
  }
}

void json_put_lines(const conversation *c, const kept_line *lines, size_t number)
{
  size_t i;
  fputs(",\"lines\":[", stdout);
  for (i = 0; i < number; i++) {
    fputs(i > 0 ? "," : "", stdout);
    json_put_string(kept_text(c, &lines[i]));
  }
  putchar(']');
}

void json_put_counts(const char *key, const count_list *counts)
{
  size_t i;
  printf(",\"%s\":{", key);
  for (i = 0; i < counts->kinds; i++) {
    const count *one = &counts->list[i];
    printf("%s\"%s\":%" PRIu64, i > 0 ? "," : "", one->name, one->number);
  }
  putchar('}');
}

void json_begin_summary(const conversation *c, const char *name, const char *protocol)
{
  const tally *t = &c->tally;
  fputs("{\"v\":1,\"type\":\"summary\",\"name\":", stdout);
  json_put_text(name);
  json_put_member("protocol", mw_slice_text(protocol));
  json_put_bool("assumed", c->assumed);
  json_put_counts("verbs", &t->verbs);
  json_put_number("command_count", t->commands);
  json_put_number("unknown_verbs", t->unknown_verbs);
  json_put_number("auth_responses", t->auth_lines);
  json_put_known("bare_lf_commands", t->bare_lf_commands, c->recording->has_line_ends);
  json_put_known("pipelined_commands", t->pipelined, c->recording->has_order);
  json_put_number("c2s_leftover", t->leftover);
}

void json_end_summary(const conversation *c)
{
  const tally *t = &c->tally;
  if (t->tls) {
    printf(",\"tls\":{\"c2s_offset\":%" PRIu64 ",\"s2c_offset\":%" PRIu64, t->tls_client,
           t->tls_server);
    json_put_bool("plaintext_after", t->plaintext);
    putchar('}');
  } else {
    json_put_member("tls", mw_slice_text(NULL));
  }
  odd_json_list(c);
  if (c->recording->has_line_ends) {
    fputs(",\"ledger\":{", stdout);
    lines_json("c2s", &c->client_ledger, 0);
    putchar(',');
    lines_json("s2c", &c->server_ledger, 0);
    putchar('}');
  }
  json_put_number("c2s_bytes", c->recording->client.len);
  json_put_number("s2c_bytes", c->recording->server.len);
  json_put_number("segments", c->recording->count);
  json_put_number("session", c->session);
  json_put_member("input", mw_slice_text(input_form_name(c->recording->form)));
  json_put_bool("has_line_ends", c->recording->has_line_ends);
  json_put_bool("has_order", c->recording->has_order);
  json_end_item();
}
