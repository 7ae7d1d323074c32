/* SPDX-License-Identifier: MIT */
/* What commands say, in lines for a person. */
#include <inttypes.h>
#include <stdio.h>

#include "text.h"
#include "smtp.h"

static const char *host_words(const mw_text *text, mw_host_kind kind)
{
  switch (kind) {
  case MW_HOST_DOMAIN: return say(text, "domain", "ドメイン");
  case MW_HOST_IPV4: return say(text, "IPv4 literal", "IPv4アドレス");
  case MW_HOST_IPV6: return say(text, "IPv6 literal", "IPv6アドレス");
  case MW_HOST_NUMBER: return say(text, "host number", "ホスト番号");
  default: return say(text, "address literal", "アドレスリテラル");
  }
}

static void put_host(const mw_text *text, const mw_host *host)
{
  printf("%s ", host_words(text, host->kind));
  text_put(host->text, TEXT_WIDEST);
}

static void put_local(const mw_text *text, const mw_path *path)
{
  buffer b = {NULL, 0, 0};
  mw_room room = {buffer_room(&b, path->local.len), path->local.len};
  mw_slice local = path->local;
  if (mw_local_unquote(local, &room) == MW_OK) {
    local = mw_slice_of(b.ptr, local.len - room.len);
  }
  fputs(say(text, "local part ", "ローカル部 "), stdout);
  text_put(local, TEXT_WIDEST);
  fputs(path->is_quoted ? say(text, " (was quoted)", "（引用符付き）") : "", stdout);
  buffer_free(&b);
}

/* An address that is longer is not said again beside its line. */
enum { LONG_PATH = 40 };

static bool is_plain(const smtp_command *t, mw_smtp_verb verb)
{
  const mw_path *path = &t->argument.path;
  if (!t->good || !t->takes_path || path->is_null) {
    return t->good && t->takes_path;
  }
  return (verb == MW_SMTP_MAIL || verb == MW_SMTP_RCPT) && !path->is_quoted && !path->is_utf8 &&
         path->route.ptr == NULL && path->host.kind == MW_HOST_DOMAIN;
}

bool smtp_text_plain(const conversation *c, const smtp_command *t, const mw_smtp_command *command,
                     buffer *words)
{
  const mw_path *path = &t->argument.path;
  if (!is_plain(t, command->verb) || path->local.len + path->host.text.len > LONG_PATH) {
    return false;
  }
  if (path->is_null) {
    words_add(words, "%s",
              say(c->text, "no sender: a notification, which is never answered by one",
                  "差出人なし: 通知のメールで、これに通知は返さない"));
    return true;
  }
  words_add(words, "%s ",
            command->verb == MW_SMTP_RCPT ? say(c->text, "recipient", "宛先")
                                          : say(c->text, "sender", "差出人"));
  words_octets(words, path->local, TEXT_WIDEST);
  words_add(words, "@");
  words_octets(words, path->host.text, TEXT_WIDEST);
  return true;
}

static void put_path(const mw_text *text, const smtp_command *t, const mw_smtp_command *command)
{
  const mw_path *path = &t->argument.path;
  text_begin_fact(command->verb == MW_SMTP_RCPT ? say(text, "recipient", "宛先")
                                                : say(text, "sender", "差出人"));
  put_local(text, path);
  if (path->host.kind == MW_HOST_NONE) {
    puts(path->is_postmaster ? say(text, ", whom every server has", "、どのサーバーにもいる")
                             : say(text, ", at this server", "、このサーバー"));
  } else {
    fputs(say(text, ", ", "、"), stdout);
    put_host(text, &path->host);
    puts(path->is_utf8 ? " (UTF-8)" : "");
  }
  if (path->route.ptr != NULL) {
    text_begin_fact(say(text, "route", "経路"));
    text_put(path->route, TEXT_WIDEST);
    puts(say(text, ": to be ignored", ": 無視される"));
  }
}

static void put_param(const mw_text *text, const smtp_param *p)
{
  const mw_smtp_param_info *row = mw_smtp_param_row(p->number);
  buffer source = {NULL, 0, 0};
  text_begin_fact_of(p->param.keyword);
  if (row != NULL && !p->faulty) {
    smtp_text_value(text, p);
    text_source(text, &source, row->rfc);
    puts(words_text(&source));
    buffer_free(&source);
    return;
  }
  if (p->param.value.ptr != NULL) {
    text_put(p->param.value, TEXT_WIDEST);
    fputs(": ", stdout);
  }
  if (p->faulty) {
    puts(row != NULL ? say(text, "not a value that it takes", "認められない値")
                     : say(text, "not a parameter", "パラメーターではない"));
  } else {
    puts(say(text, "unknown for this command", "このコマンドでは未知"));
  }
}

static void put_params(const mw_text *text, const smtp_command *t)
{
  mw_slice rest = t->argument.params;
  smtp_param p;
  while (smtp_next_param(t, &rest, &p)) {
    put_param(text, &p);
  }
}

void smtp_text_command(const conversation *c, const smtp_command *t, const mw_smtp_command *command)
{
  if (!t->good) {
    return;
  }
  if (t->takes_host && t->argument.host.kind != MW_HOST_NONE &&
      t->argument.host.kind != MW_HOST_DOMAIN) {
    text_begin_fact(say(c->text, "host", "ホスト"));
    put_host(c->text, &t->argument.host);
    putchar('\n');
  }
  if (t->takes_path) {
    if (!is_plain(t, command->verb)) {
      put_path(c->text, t, command);
    }
    put_params(c->text, t);
  }
  if (command->verb == MW_SMTP_AUTH) {
    auth_text_command(c, t->argument.text, &t->initial);
  }
}
