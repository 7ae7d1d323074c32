/* SPDX-License-Identifier: MIT */
/* The reply to EHLO, written from a set (RFC 5321 4.1.1.1).
 *
 *   ehlo-ok-rsp = ( "250" SP Domain [ SP ehlo-greet ] CRLF ) / ( "250-" Domain [ SP ehlo-greet ]
 * CRLF
 *                 *( "250-" ehlo-line CRLF ) "250" SP ehlo-line CRLF )
 */
#include <mailwire/smtp_extension.h>

#include "base/slice.h"
#include "base/writer.h"
#include "smtp/extensions.h"

/* A reply in the making: how many lines are still to come, the one being written among them. */
typedef struct ehlo_writer {
  mw_writer *w;
  size_t lines;
  size_t begin; /* of the line being written */
} ehlo_writer;

static void begin_ehlo_line(ehlo_writer *e)
{
  e->begin = e->w->len;
  mwi_put(e->w, mw_slice_text(e->lines > 1 ? "250-" : "250 "));
  e->lines--;
}

static void end_ehlo_line(ehlo_writer *e)
{
  mwi_put_crlf(e->w);
  if (e->w->len - e->begin > MW_SMTP_REPLY_LINE) {
    mwi_refuse(e->w);
  }
}

static void put_word(mw_writer *w, mw_slice word)
{
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put(w, word);
}

static void put_limit(mw_writer *w, const char *name, uint32_t value)
{
  if (value != 0) {
    put_word(w, mw_slice_text(name));
    mwi_put(w, mw_slice_of("=", 1));
    mwi_put_number(w, value);
    if (value > 999999) {
      mwi_refuse(w);
    }
  }
}

static void put_seconds(mw_writer *w, uint32_t seconds)
{
  if (seconds != 0) {
    mwi_put(w, mw_slice_of(" ", 1));
    mwi_put_number(w, seconds);
  }
}

static void put_mechanisms(mw_writer *w, const mw_smtp_extensions *set)
{
  mw_smtp_ehlo_line line;
  mw_slice raw;
  mw_slice name;
  size_t at = 0;
  unsigned number;
  for (number = 1; number < 64 * MW_SASL_WORDS; number++) {
    if (mw_smtp_extensions_has_sasl(set, (mw_sasl_mechanism)number)) {
      put_word(w, mw_slice_text(mw_sasl_mechanism_name((mw_sasl_mechanism)number)));
    }
  }
  while (mwi_extension_line_next(set, MW_SMTP_EXT_AUTH, &at, &raw, &line)) {
    while (mw_smtp_ehlo_param_next(&line.params, &name)) {
      if (mw_sasl_mechanism_find(name) == MW_SASL_UNKNOWN) {
        put_word(w, name);
      }
    }
  }
}

/* The parameters of an extension that has no typed ones, as they were announced first. */
static void put_raw_params(mw_writer *w, const mw_smtp_extensions *set, mw_smtp_extension extension)
{
  mw_smtp_ehlo_line line;
  mw_slice raw;
  mw_slice param;
  size_t at = 0;
  if (mwi_extension_line_next(set, extension, &at, &raw, &line)) {
    while (mw_smtp_ehlo_param_next(&line.params, &param)) {
      put_word(w, param);
    }
  }
}

static void put_extension(ehlo_writer *e, const mw_smtp_extensions *set,
                          mw_smtp_extension extension)
{
  begin_ehlo_line(e);
  mwi_put(e->w, mw_slice_text(mw_smtp_extension_name(extension)));
  switch (extension) {
  case MW_SMTP_EXT_SIZE:
    if (set->has_size) {
      mwi_put(e->w, mw_slice_of(" ", 1));
      mwi_put_number(e->w, set->size);
    }
    break;
  case MW_SMTP_EXT_AUTH: put_mechanisms(e->w, set); break;
  case MW_SMTP_EXT_LIMITS:
    put_limit(e->w, "RCPTMAX", set->rcpt_max);
    put_limit(e->w, "MAILMAX", set->mail_max);
    put_limit(e->w, "RCPTDOMAINMAX", set->rcpt_domain_max);
    break;
  case MW_SMTP_EXT_DELIVERBY: put_seconds(e->w, set->deliver_by); break;
  default: put_raw_params(e->w, set, extension); break;
  }
  end_ehlo_line(e);
}

/* A keyword that the table does not have, with single spaces. */
static void put_unknown(ehlo_writer *e, mw_smtp_ehlo_line *line)
{
  mw_slice param;
  begin_ehlo_line(e);
  mwi_put(e->w, line->keyword);
  while (mw_smtp_ehlo_param_next(&line->params, &param)) {
    put_word(e->w, param);
  }
  end_ehlo_line(e);
}

/* The lines of the reply, its first included. */
static size_t count_lines(const mw_smtp_extensions *set)
{
  mw_smtp_ehlo_line line;
  mw_slice raw;
  size_t at = 0;
  size_t lines = 1;
  unsigned number;
  for (number = 1; number < 64 * MW_SMTP_EXT_WORDS; number++) {
    lines += mw_smtp_extensions_has(set, (mw_smtp_extension)number) ? 1 : 0;
  }
  while (mwi_extension_line_next(set, MW_SMTP_EXT_UNKNOWN, &at, &raw, &line)) {
    lines++;
  }
  return lines;
}

static void put_greeting(ehlo_writer *e, mw_slice domain, mw_slice text)
{
  mw_host host;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  if (!mw_host_parse(domain, NULL, &host, &finding)) {
    mwi_refuse(e->w);
  }
  begin_ehlo_line(e);
  mwi_put(e->w, domain);
  if (text.len > 0) {
    mwi_put(e->w, mw_slice_of(" ", 1));
    mwi_put_text(e->w, text);
  }
  end_ehlo_line(e);
}

void mw_smtp_extensions_write(mw_writer *w, mw_slice domain, mw_slice text,
                              const mw_smtp_extensions *set)
{
  size_t begin = mwi_item_begin(w);
  ehlo_writer e = {w, count_lines(set), 0};
  mw_smtp_ehlo_line line;
  mw_slice raw;
  size_t at = 0;
  unsigned number;
  put_greeting(&e, domain, text);
  for (number = 1; number < 64 * MW_SMTP_EXT_WORDS; number++) {
    if (mw_smtp_extensions_has(set, (mw_smtp_extension)number)) {
      put_extension(&e, set, (mw_smtp_extension)number);
    }
  }
  while (mwi_extension_line_next(set, MW_SMTP_EXT_UNKNOWN, &at, &raw, &line)) {
    put_unknown(&e, &line);
  }
  mwi_item_end(w, begin);
}
