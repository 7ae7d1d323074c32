/* SPDX-License-Identifier: MIT */
/* JSON Lines: one object for each item, flushed, and a summary at the end. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "print.h"
#include "typed.h"

static void head(const char *type, char dir, uint64_t begin, uint64_t end)
{
  printf("{\"type\":\"%s\",\"dir\":\"%c\",\"off\":[%" PRIu64 ",%" PRIu64 "]", type, dir, begin,
         end);
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

static void json_protocol(conversation *c, char dir, mw_protocol protocol)
{
  (void)c;
  head("protocol", dir, 0, 0);
  json_put_member("protocol", mw_slice_text(mw_protocol_name(protocol)));
  close_item();
}

static void json_command(conversation *c, const mw_smtp_command_event *event,
                         const typed_command *t)
{
  char verb[20];
  mw_slice arg = event->command.argument;
  const mw_slice *secret = &event->command.secret;
  verb_of_line(event->raw, verb);
  head("command", 'C', event->offset, event->end);
  json_put_member("verb", mw_slice_text(verb));
  if (secret->ptr != NULL && !c->show_secrets) {
    arg.len = (size_t)(secret->ptr - arg.ptr);
    arg.len -= arg.len > 0 ? 1 : 0;
  }
  json_put_member("arg", arg);
  if (secret->ptr != NULL && !c->show_secrets) {
    fputs(",\"secret\":null", stdout);
  }
  typed_json_command(t, &event->command);
  json_put_fault(t->fault, t->fault_offset);
  json_put_tolerated(t->tolerated);
  close_item();
}

static void json_auth(conversation *c, const mw_smtp_command_event *event, const typed_auth *a)
{
  head("auth", 'C', event->offset, event->end);
  json_put_member("text", c->show_secrets ? event->raw : mw_slice_text(NULL));
  typed_json_exchange(c, a);
  json_put_fault(a->fault, a->fault_offset);
  json_put_tolerated(event->tolerated);
  close_item();
}

static void json_body(conversation *c, const body *b)
{
  (void)c;
  head("body", 'C', b->offset, b->end);
  printf(",\"octets\":%" PRIu64 ",\"lines\":%" PRIu64 ",\"mode\":\"%s\"", b->octets, b->lines,
         b->chunk ? "BDAT" : "DATA");
  json_put_fault(b->fault, b->fault_offset);
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
    json_put_text(mw_smtp_verb_name(r->answers->verb));
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
    json_put_string(kept_text(c, &r->lines[i]));
  }
  putchar(']');
  json_put_fault(r->fault, r->fault_offset);
  json_put_tolerated(r->tolerated);
  answers(r);
  typed_json_reply(c, r);
  close_item();
}

static void json_fault(conversation *c, char dir, mw_fault fault, uint64_t at, uint64_t begin,
                       uint64_t end)
{
  (void)c;
  head("fault", dir, begin, end);
  json_put_fault(fault, at);
  json_put_member("text", mw_slice_text(mw_fault_text(fault)));
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

static void extensions(const conversation *c)
{
  size_t i;
  fputs(",\"ehlo_extensions\":[", stdout);
  for (i = 0; i < c->extension_count; i++) {
    fputs(i > 0 ? "," : "", stdout);
    json_put_string(kept_text(c, &c->extensions[i]));
  }
  putchar(']');
}

static void json_end(conversation *c, const char *name)
{
  const tally *t = &c->tally;
  fputs("{\"type\":\"summary\",\"name\":", stdout);
  json_put_text(name);
  printf(",\"protocol\":\"%s\",\"assumed\":%s", t->lmtp ? "lmtp" : "smtp",
         c->assumed ? "true" : "false");
  counts("verbs", t->verbs, t->verb_count);
  json_put_number("command_count", t->commands);
  json_put_number("unknown_verbs", t->unknown_verbs);
  json_put_number("auth_responses", t->auth_lines);
  json_put_number("bare_lf_commands", t->bare_lf_commands);
  json_put_number("pipelined_commands", t->pipelined);
  json_put_number("c2s_leftover", t->leftover);
  counts("replies", t->replies, t->reply_kinds);
  json_put_number("reply_count", t->reply_count);
  json_put_number("reply_lines", t->reply_lines);
  json_put_number("multiline_replies", t->multiline);
  json_put_number("mixed_code_replies", t->mixed);
  json_put_number("bare_lf_reply_lines", t->bare_lf_lines);
  json_put_number("non_reply_lines", t->garbage);
  printf(",\"reply_truncated\":%s", t->truncated ? "true" : "false");
  json_put_number("unsolicited_replies", t->unsolicited);
  json_put_number("unanswered_commands", t->unanswered);
  if (t->greeting >= 0) {
    json_put_number("greeting", (uint64_t)t->greeting);
  } else {
    fputs(",\"greeting\":null", stdout);
  }
  extensions(c);
  if (t->tls) {
    printf(",\"tls\":{\"c2s_offset\":%" PRIu64 ",\"s2c_offset\":%" PRIu64
           ",\"plaintext_after\":%s}",
           t->tls_client, t->tls_server, t->plaintext ? "true" : "false");
  } else {
    fputs(",\"tls\":null", stdout);
  }
  json_put_number("c2s_bytes", c->recording->client.len);
  json_put_number("s2c_bytes", c->recording->server.len);
  json_put_number("segments", c->recording->count);
  close_item();
}

const printer print_json = {json_begin, json_protocol, json_command, json_auth, json_body,
                            json_reply, json_fault,    json_tls,     json_end};
