/* SPDX-License-Identifier: MIT */
/* What commands say, in lines for a person. */
#include <inttypes.h>
#include <stdio.h>

#include "text.h"
#include "smtp.h"

static const char *host_words(mw_host_kind kind)
{
  switch (kind) {
  case MW_HOST_DOMAIN: return "domain";
  case MW_HOST_IPV4: return "IPv4 literal";
  case MW_HOST_IPV6: return "IPv6 literal";
  case MW_HOST_NUMBER: return "host number";
  default: return "address literal";
  }
}

static void put_host(const mw_host *host)
{
  printf("%s ", host_words(host->kind));
  text_put(host->text, TEXT_WIDEST);
}

static void put_local(const mw_path *path)
{
  buffer b = {NULL, 0, 0};
  mw_room room = {buffer_room(&b, path->local.len), path->local.len};
  mw_slice local = path->local;
  if (mw_local_unquote(local, &room) == MW_OK) {
    local = mw_slice_of(b.ptr, local.len - room.len);
  }
  fputs("local part ", stdout);
  text_put(local, TEXT_WIDEST);
  fputs(path->is_quoted ? " (was quoted)" : "", stdout);
  buffer_free(&b);
}

static void put_path(const smtp_command *t, const mw_smtp_command *command)
{
  const mw_path *path = &t->argument.path;
  text_begin_fact(command->verb == MW_SMTP_RCPT ? "recipient" : "sender");
  if (path->is_null) {
    puts("nobody: a notification, which is never answered by one");
    return;
  }
  put_local(path);
  if (path->host.kind == MW_HOST_NONE) {
    puts(path->is_postmaster ? ", whom every server has" : ", at this server");
  } else {
    fputs(", ", stdout);
    put_host(&path->host);
    puts(path->is_utf8 ? " (UTF-8)" : "");
  }
  if (path->route.ptr != NULL) {
    text_begin_fact("route");
    text_put(path->route, TEXT_WIDEST);
    puts(": to be ignored");
  }
}

/* "RFC6152 2; RFC3030 3" as far as its first semicolon. */
static void put_source(const char *rfc)
{
  mw_slice source = mw_slice_text(rfc);
  size_t len = 0;
  while (len < source.len && source.ptr[len] != ';') {
    len++;
  }
  printf(" (%.*s)", (int)len, rfc);
}

static void put_param(const smtp_param *p)
{
  const mw_smtp_param_info *row = mw_smtp_param_row(p->number);
  text_begin_fact_of(p->param.keyword);
  if (row != NULL && !p->faulty) {
    smtp_text_value(p);
    put_source(row->rfc);
    putchar('\n');
    return;
  }
  if (p->param.value.ptr != NULL) {
    text_put(p->param.value, TEXT_WIDEST);
    fputs(": ", stdout);
  }
  if (p->faulty) {
    puts(row != NULL ? "not a value that it takes" : "not a parameter");
  } else {
    puts("unknown for this command");
  }
}

static void put_params(const smtp_command *t)
{
  mw_slice rest = t->argument.params;
  smtp_param p;
  while (smtp_next_param(t, &rest, &p)) {
    put_param(&p);
  }
}

void smtp_text_command(const smtp_command *t, const mw_smtp_command *command)
{
  if (!t->good) {
    return;
  }
  if (t->takes_host && t->argument.host.kind != MW_HOST_NONE) {
    text_begin_fact("host");
    put_host(&t->argument.host);
    putchar('\n');
  }
  if (t->takes_path) {
    put_path(t, command);
    put_params(t);
  }
  if (command->verb == MW_SMTP_AUTH) {
    auth_text_command(t->argument.text, &t->initial);
  }
}
