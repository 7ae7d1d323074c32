/* SPDX-License-Identifier: MIT */
/* What commands say, as members of their objects. */
#include <stdio.h>

#include "json.h"
#include "smtp.h"

static const char *host_kind(mw_host_kind kind)
{
  switch (kind) {
  case MW_HOST_DOMAIN: return "domain";
  case MW_HOST_IPV4: return "ipv4";
  case MW_HOST_IPV6: return "ipv6";
  case MW_HOST_GENERAL: return "general";
  case MW_HOST_NUMBER: return "number";
  default: return NULL;
  }
}

static void put_host_members(const mw_host *host)
{
  mw_slice absent = {NULL, 0};
  bool domain = host->kind == MW_HOST_DOMAIN;
  bool literal = !domain && host->kind != MW_HOST_NONE;
  json_put_member("domain", domain ? host->text : absent);
  json_put_member("literal", literal ? host->text : absent);
  json_put_member("kind", mw_slice_text(host_kind(host->kind)));
}

static void put_host(const smtp_command *t)
{
  fputs(",\"host\":", stdout);
  if (!t->good || t->argument.host.kind == MW_HOST_NONE) {
    fputs("null", stdout);
    return;
  }
  fputs("{\"text\":", stdout);
  json_put_string(t->argument.host.text);
  put_host_members(&t->argument.host);
  putchar('}');
}

/* The local part without its quotes; null where there is none. */
static void put_local(const mw_path *path)
{
  buffer b = {NULL, 0, 0};
  mw_room room = {buffer_room(&b, path->local.len), path->local.len};
  mw_slice local = path->local;
  if (local.ptr != NULL && mw_local_unquote(local, &room) == MW_OK) {
    local = mw_slice_of(b.ptr, local.len - room.len);
  }
  json_put_member("local", local);
  buffer_free(&b);
}

static void put_path(const smtp_command *t, const mw_smtp_command *command)
{
  const mw_path *path = &t->argument.path;
  fputs(",\"path\":", stdout);
  if (!t->good) {
    fputs("null", stdout);
    return;
  }
  fputs("{\"text\":", stdout);
  json_put_string(smtp_path_text(t, command));
  json_put_member("route", path->route);
  put_local(path);
  put_host_members(&path->host);
  json_put_bool("null", path->is_null);
  json_put_bool("quoted", path->is_quoted);
  json_put_bool("utf8", path->is_utf8);
  putchar('}');
}

static void put_params(const smtp_command *t)
{
  mw_slice rest = t->argument.params;
  const char *comma = "";
  smtp_param p;
  fputs(",\"params\":[", stdout);
  while (t->good && smtp_next_param(t, &rest, &p)) {
    printf("%s{\"keyword\":", comma);
    json_put_upper(p.param.keyword);
    json_put_member("value", p.param.value);
    json_put_bool("known", p.number != MW_SMTP_PARAM_UNKNOWN);
    if (p.number != MW_SMTP_PARAM_UNKNOWN) {
      fputs(",\"typed\":", stdout);
      if (p.faulty) {
        fputs("null", stdout);
      } else {
        smtp_json_value(&p);
      }
    }
    putchar('}');
    comma = ",";
  }
  putchar(']');
}

void smtp_json_command(const smtp_command *t, const mw_smtp_command *command)
{
  if (t->takes_host) {
    put_host(t);
  }
  if (t->takes_path) {
    put_path(t, command);
    put_params(t);
  }
  if (command->verb == MW_SMTP_AUTH) {
    fputs(",\"auth\":{", stdout);
    auth_json(t->argument.text, &t->initial, true);
    putchar('}');
  }
}
