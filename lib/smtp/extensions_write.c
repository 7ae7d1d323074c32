/* SPDX-License-Identifier: MIT */
/* The reply to EHLO, written from a set (RFC 5321 4.1.1.1).
 *
 *   ehlo-ok-rsp = ( "250" SP Domain [ SP ehlo-greet ] CRLF ) /
 *                 ( "250-" Domain [ SP ehlo-greet ] CRLF
 *                   *( "250-" ehlo-line CRLF ) "250" SP ehlo-line CRLF )
 */
#include <mailwire/smtp_extension.h>
#include <string.h>

#include "base/slice.h"
#include "base/writer.h"
#include "grammar/date_time.h"
#include "grammar/sasl.h"
#include "smtp/ehlo_value.h"
#include "smtp/extensions.h"
#include "smtp/param_value.h"

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

static void put_no_value(mw_writer *w, const mw_smtp_extensions *set)
{
  (void)w;
  (void)set;
}

static void put_space_number(mw_writer *w, uint64_t number)
{
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_number(w, number);
}

static void put_size_value(mw_writer *w, const mw_smtp_extensions *set)
{
  if (set->has_size) {
    put_space_number(w, set->size);
  }
}

static void put_limit(mw_writer *w, const char *name, uint32_t value)
{
  if (value != 0) {
    mwi_put_word(w, mw_slice_text(name));
    mwi_put(w, mw_slice_of("=", 1));
    mwi_put_number(w, value);
    if (value > 999999) {
      mwi_refuse(w);
    }
  }
}

static void put_limits(mw_writer *w, const mw_smtp_extensions *set)
{
  put_limit(w, "RCPTMAX", set->rcpt_max);
  put_limit(w, "MAILMAX", set->mail_max);
  put_limit(w, "RCPTDOMAINMAX", set->rcpt_domain_max);
}

static void put_by_time_value(mw_writer *w, const mw_smtp_extensions *set)
{
  if (set->deliver_by > MWI_SECONDS_MOST) {
    mwi_refuse(w);
  }
  if (set->deliver_by != 0) {
    put_space_number(w, set->deliver_by);
  }
}

static void put_release(mw_writer *w, const mw_smtp_extensions *set)
{
  if (set->hold_for == 0 && set->hold_until == 0) {
    return;
  }
  if (set->hold_for == 0 || set->hold_for > MWI_SECONDS_MOST || set->hold_until == 0) {
    mwi_refuse(w);
  }
  put_space_number(w, set->hold_for);
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_date_time(w, set->hold_until);
}

static void put_mechanism_names(mw_writer *w, const mw_smtp_extensions *set)
{
  mwi_put_sasl_set(w, &set->sasl);
}

/* The typed fields of a form. */
static void (*const put_ehlo_typed[])(mw_writer *, const mw_smtp_extensions *) = {
    [MW_SMTP_SAYS_NOTHING] = put_no_value,
    [MW_SMTP_SAYS_WORDS] = put_no_value,
    [MW_SMTP_SAYS_LIST] = put_no_value,
    [MW_SMTP_SAYS_PROFILE] = put_no_value,
    [MW_SMTP_SAYS_SIZE] = put_size_value,
    [MW_SMTP_SAYS_LIMITS] = put_limits,
    [MW_SMTP_SAYS_BY_TIME] = put_by_time_value,
    [MW_SMTP_SAYS_RELEASE] = put_release,
    [MW_SMTP_SAYS_MECHANISMS] = put_mechanism_names,
};

/* What an extension says beside them, each item once. A token of DELIVERBY follows a comma even
 * where no number stands in front of it. A line that is too long already takes no more. */
static void put_items(ehlo_writer *e, const mw_smtp_extensions *set, mw_smtp_extension extension)
{
  mw_smtp_ehlo_form form = mwi_ehlo_form_of(extension);
  char separator = mwi_ehlo_separator(form);
  bool tokens = form == MW_SMTP_SAYS_BY_TIME;
  bool first = !tokens || set->deliver_by == 0;
  mwi_item_walk walk;
  memset(&walk, 0, sizeof walk);
  walk.lines = &set->lines;
  walk.kind = &mwi_ehlo_kind;
  while (mwi_item_next(&walk) && e->w->len - e->begin <= MW_SMTP_REPLY_LINE) {
    if (walk.of != (unsigned)extension || mwi_item_repeats(&walk)) {
      continue;
    }
    mwi_put(e->w, mw_slice_of(" ", first ? 1 : 0));
    mwi_put(e->w, mw_slice_of(&separator, tokens || !first ? 1 : 0));
    mwi_put(e->w, walk.text);
    first = false;
  }
}

static void put_extension(ehlo_writer *e, const mw_smtp_extensions *set,
                          mw_smtp_extension extension)
{
  begin_ehlo_line(e);
  mwi_put(e->w, mw_slice_text(mw_smtp_extension_name(extension)));
  put_ehlo_typed[mwi_ehlo_form_of(extension)](e->w, set);
  put_items(e, set, extension);
  end_ehlo_line(e);
}

/* A keyword that the table does not have, with single spaces; not one that was only tolerated. */
static void put_unknown(ehlo_writer *e, const mw_smtp_ehlo_line *line)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_smtp_ehlo_line strict;
  if (!mw_smtp_ehlo_line_parse(line->keyword, 0, &strict, &unused)) {
    mwi_refuse(e->w);
  }
  begin_ehlo_line(e);
  mwi_put(e->w, line->keyword);
  mwi_put_words(e->w, line->params);
  end_ehlo_line(e);
}

/* Whether the fields of a form say something, or contradict each other. */
static bool has_typed(const mw_smtp_extensions *set, mw_smtp_ehlo_form form)
{
  switch (form) {
  case MW_SMTP_SAYS_SIZE: return set->has_size || set->size != 0;
  case MW_SMTP_SAYS_MECHANISMS: return mwi_sasl_set_says(&set->sasl);
  case MW_SMTP_SAYS_LIMITS: return (set->mail_max | set->rcpt_max | set->rcpt_domain_max) != 0;
  case MW_SMTP_SAYS_BY_TIME: return set->deliver_by != 0;
  case MW_SMTP_SAYS_RELEASE: return set->hold_for != 0 || set->hold_until != 0;
  default: return false;
  }
}

/* Whether each typed value has its extension's bit, and no line was lost. */
static bool is_whole(const mw_smtp_extensions *set)
{
  unsigned number;
  for (number = 1; number < 64 * MW_SMTP_EXT_WORDS; number++) {
    mw_smtp_extension extension = (mw_smtp_extension)number;
    if (!mw_smtp_extensions_has(set, extension) && has_typed(set, mwi_ehlo_form_of(extension))) {
      return false;
    }
  }
  return !set->lines.lost && (set->has_size || set->size == 0);
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
  ehlo_writer e = {w, 0, 0};
  mw_smtp_ehlo_line line;
  mw_slice raw;
  size_t at = 0;
  unsigned number;
  if (!mwi_may_write(w, set)) {
    return;
  }
  if (!is_whole(set)) {
    mwi_refuse(w);
    return;
  }
  e.lines = count_lines(set);
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
