/* SPDX-License-Identifier: MIT */
/* What a server announces, as members of the reply to EHLO or LHLO. */
#include <stdio.h>

#include "json.h"
#include "smtp.h"

enum { MECHANISMS = 64 };

static void put_extension(const mw_smtp_ehlo_line *line)
{
  fputs("{\"keyword\":", stdout);
  json_put_upper(line->keyword);
  json_put_member("params", line->params);
  json_put_bool("known", line->extension != MW_SMTP_EXT_UNKNOWN);
  putchar('}');
}

/* A line that is none is the reply's fault and stands in its lines alone. */
static void put_extensions(const conversation *c, const smtp_reply *r)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_smtp_ehlo_line line;
  const char *comma = "";
  size_t i;
  fputs(",\"extensions\":[", stdout);
  for (i = 1; i < r->count; i++) {
    mw_slice text = kept_text(c, &r->lines[i]);
    if (mw_smtp_ehlo_line_parse(text, MW_ALLOW_REPORTED, &line, &ignored)) {
      fputs(comma, stdout);
      put_extension(&line);
      comma = ",";
    }
  }
  putchar(']');
}

static void put_mechanisms(const conversation *c, const smtp_reply *r)
{
  mw_slice names[MECHANISMS];
  size_t known = smtp_mechanisms(c, r, names, MECHANISMS);
  size_t i;
  fputs(",\"auth\":[", stdout);
  for (i = 0; i < known; i++) {
    fputs(i > 0 ? "," : "", stdout);
    json_put_upper(names[i]);
  }
  putchar(']');
}

static void put_limit(const char *comma, const char *name, uint32_t value)
{
  printf("%s\"%s\":", comma, name);
  if (value > 0) {
    printf("%lu", (unsigned long)value);
  } else {
    fputs("null", stdout);
  }
}

static void put_limits(const mw_smtp_extensions *set)
{
  if (!mw_smtp_extensions_has(set, MW_SMTP_EXT_LIMITS)) {
    fputs(",\"limits\":null", stdout);
    return;
  }
  fputs(",\"limits\":{", stdout);
  put_limit("", "MAILMAX", set->mail_max);
  put_limit(",", "RCPTMAX", set->rcpt_max);
  put_limit(",", "RCPTDOMAINMAX", set->rcpt_domain_max);
  putchar('}');
}

void smtp_json_reply(const conversation *c, const smtp_reply *r)
{
  mw_smtp_extensions set;
  if (!smtp_announces(r)) {
    return;
  }
  smtp_set_of_reply(c, r, &set);
  put_extensions(c, r);
  if (set.has_size) {
    json_put_number("size", set.size);
  } else {
    fputs(",\"size\":null", stdout);
  }
  put_mechanisms(c, r);
  put_limits(&set);
}
