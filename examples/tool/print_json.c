/* SPDX-License-Identifier: MIT */
/* JSON Lines: one object for each item, flushed, and a summary at the end. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "print.h"

/* Writes text as JSON; octets that are no UTF-8 as the four characters \xNN. */
static void string(mw_slice text)
{
  putchar('"');
  while (text.len > 0) {
    unsigned char c = (unsigned char)text.ptr[0];
    size_t len = 1;
    while (len < 4 && len < text.len && !mw_utf8_valid(mw_slice_of(text.ptr, len))) {
      len++;
    }
    if (!mw_utf8_valid(mw_slice_of(text.ptr, len))) {
      printf("\\\\x%02X", c);
      len = 1;
    } else if (c == '"' || c == '\\') {
      printf("\\%c", c);
    } else if (c < 0x20 || c == 0x7f) {
      printf("\\u%04x", c);
    } else {
      fwrite(text.ptr, 1, len, stdout);
    }
    text.ptr += len;
    text.len -= len;
  }
  putchar('"');
}

static void text(const char *s)
{
  string(mw_slice_text(s));
}

static void fault_name(mw_fault fault)
{
  if (fault == MW_FAULT_NONE) {
    fputs("null", stdout);
  } else {
    text(mw_fault_name(fault));
  }
}

static void head(const char *type, char dir, uint64_t begin, uint64_t end)
{
  printf("{\"type\":\"%s\",\"dir\":\"%c\",\"off\":[%" PRIu64 ",%" PRIu64 "]", type, dir, begin, end);
}

static void tolerated(uint64_t word)
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

static void close_item(void)
{
  puts("}");
  fflush(stdout);
}

static void json_begin(conversation *c, const char *name)
{
  (void)c;
  (void)name;
}

static void json_command(conversation *c, const mw_smtp_command_event *event)
{
  char verb[20];
  mw_slice arg = event->command.argument;
  const mw_slice *secret = &event->command.secret;
  verb_of_line(event->raw, verb);
  head("command", 'C', event->offset, event->end);
  fputs(",\"verb\":", stdout);
  text(verb);
  fputs(",\"arg\":", stdout);
  if (secret->ptr != NULL && !c->show_secrets) {
    arg.len = (size_t)(secret->ptr - arg.ptr);
    arg.len -= arg.len > 0 ? 1 : 0;
  }
  if (arg.ptr != NULL) {
    string(arg);
  } else {
    fputs("null", stdout);
  }
  if (secret->ptr != NULL && !c->show_secrets) {
    fputs(",\"secret\":null", stdout);
  }
  fputs(",\"fault\":", stdout);
  fault_name(event->fault);
  tolerated(event->tolerated);
  close_item();
}

static void json_auth(conversation *c, const mw_smtp_command_event *event)
{
  head("auth", 'C', event->offset, event->end);
  fputs(",\"text\":", stdout);
  if (c->show_secrets) {
    string(event->raw);
  } else {
    fputs("null", stdout);
  }
  fputs(",\"fault\":", stdout);
  fault_name(event->fault);
  tolerated(event->tolerated);
  close_item();
}

static void json_body(conversation *c, const body *b)
{
  (void)c;
  head("body", 'C', b->offset, b->end);
  printf(",\"octets\":%" PRIu64 ",\"lines\":%" PRIu64 ",\"mode\":\"%s\",\"fault\":", b->octets,
         b->lines, b->chunk ? "BDAT" : "DATA");
  fault_name(b->fault);
  close_item();
}

static void answers(const reply *r)
{
  fputs(",\"answers\":", stdout);
  if (r->greeting) {
    fputs("\"greeting\"", stdout);
  } else if (r->answers == NULL) {
    fputs("null", stdout);
  } else if (r->answers->kind == UNIT_MESSAGE) {
    fputs("\"message\"", stdout);
  } else {
    text(mw_smtp_verb_name(r->answers->verb));
  }
}

static void json_reply(conversation *c, const reply *r)
{
  const mw_smtp_reply_line *line = &r->first.line;
  size_t i;
  head("reply", 'S', r->offset, r->end);
  printf(",\"code\":%u,\"class\":%d,\"category\":%d,\"enh\":", line->code,
         mw_smtp_code_class(line->code), mw_smtp_code_category(line->code));
  if (line->enhanced.klass != 0) {
    printf("\"%u.%u.%u\"", line->enhanced.klass, line->enhanced.subject, line->enhanced.detail);
  } else {
    fputs("null", stdout);
  }
  fputs(",\"lines\":[", stdout);
  for (i = 0; i < r->count; i++) {
    fputs(i > 0 ? "," : "", stdout);
    string(kept_text(c, &r->lines[i]));
  }
  fputs("],\"fault\":", stdout);
  fault_name(r->fault);
  tolerated(r->tolerated);
  answers(r);
  close_item();
}

static void json_fault(conversation *c, char dir, mw_fault fault, uint64_t at, uint64_t begin,
                       uint64_t end)
{
  (void)c;
  head("fault", dir, begin, end);
  fputs(",\"fault\":", stdout);
  fault_name(fault);
  printf(",\"at\":%" PRIu64 ",\"text\":", at);
  text(mw_fault_text(fault));
  close_item();
}

static void json_tls(conversation *c, char dir, uint64_t begin, uint64_t end, bool plaintext)
{
  (void)c;
  head("tls", dir, begin, end);
  printf(",\"fault\":%s", plaintext ? "\"PLAINTEXT_LEFT\"" : "null");
  close_item();
}

static void counts(const char *key, const count *list, size_t kinds)
{
  size_t i;
  printf(",\"%s\":{", key);
  for (i = 0; i < kinds; i++) {
    printf("%s\"%s\":%" PRIu64, i > 0 ? "," : "", list[i].name, list[i].number);
  }
  putchar('}');
}

static void number(const char *key, uint64_t value)
{
  printf(",\"%s\":%" PRIu64, key, value);
}

static void extensions(const conversation *c)
{
  size_t i;
  fputs(",\"ehlo_extensions\":[", stdout);
  for (i = 0; i < c->extension_count; i++) {
    fputs(i > 0 ? "," : "", stdout);
    string(kept_text(c, &c->extensions[i]));
  }
  putchar(']');
}

static void json_end(conversation *c, const char *name)
{
  const tally *t = &c->tally;
  fputs("{\"type\":\"summary\",\"name\":", stdout);
  text(name);
  printf(",\"protocol\":\"%s\",\"assumed\":%s", t->lmtp ? "lmtp" : "smtp",
         c->assumed ? "true" : "false");
  counts("verbs", t->verbs, t->verb_count);
  number("command_count", t->commands);
  number("unknown_verbs", t->unknown_verbs);
  number("auth_responses", t->auth_lines);
  number("bare_lf_commands", t->bare_lf_commands);
  number("pipelined_commands", t->pipelined);
  number("c2s_leftover", t->leftover);
  counts("replies", t->replies, t->reply_kinds);
  number("reply_count", t->reply_count);
  number("reply_lines", t->reply_lines);
  number("multiline_replies", t->multiline);
  number("mixed_code_replies", t->mixed);
  number("bare_lf_reply_lines", t->bare_lf_lines);
  number("non_reply_lines", t->garbage);
  printf(",\"reply_truncated\":%s", t->truncated ? "true" : "false");
  number("unsolicited_replies", t->unsolicited);
  number("unanswered_commands", t->unanswered);
  if (t->greeting >= 0) {
    number("greeting", (uint64_t)t->greeting);
  } else {
    fputs(",\"greeting\":null", stdout);
  }
  extensions(c);
  if (t->tls) {
    printf(",\"tls\":{\"c2s_offset\":%" PRIu64 ",\"s2c_offset\":%" PRIu64 ",\"plaintext_after\":%s}",
           t->tls_client, t->tls_server, t->plaintext ? "true" : "false");
  } else {
    fputs(",\"tls\":null", stdout);
  }
  number("c2s_bytes", c->recording->client.len);
  number("s2c_bytes", c->recording->server.len);
  number("segments", c->recording->count);
  close_item();
}

const printer print_json = {json_begin, json_command, json_auth, json_body,
                            json_reply, json_fault,   json_tls,  json_end};
