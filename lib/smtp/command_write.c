/* SPDX-License-Identifier: MIT */
/* Commands on their way out: every field is read by its own production before it is written.
 *
 *   command = keyword [ SP argument ] CRLF      ; RFC 5321 4.1.1
 */
#include <string.h>

#include "base/writer.h"
#include "grammar/address_write.h"
#include "grammar/sasl.h"
#include "smtp/argument.h"
#include "smtp/command_length.h"
#include "smtp/params_write.h"

/* The fields of an argument, a bit each. */
enum {
  FIELD_HOST = 1,
  FIELD_PATH = 2,
  FIELD_PARAMS = 4,
  FIELD_TEXT = 8,
  FIELD_INITIAL = 16,
  FIELD_CHUNK = 32,
  FIELD_OPTION = 64,
  FIELD_LAST = 128,
  FIELD_UTF8 = 256
};

static unsigned if_set(bool set, unsigned field)
{
  return set ? field : 0;
}

static bool has_path(const mw_path *path)
{
  return path->is_null || path->local.ptr != NULL || path->route.ptr != NULL ||
         path->host.kind != MW_HOST_NONE;
}

/* Which fields say something. */
static unsigned fields_of(const mw_smtp_argument *a)
{
  return if_set(a->host.kind != MW_HOST_NONE, FIELD_HOST) | if_set(has_path(&a->path), FIELD_PATH) |
         if_set(a->params.ptr != NULL, FIELD_PARAMS) | if_set(a->text.ptr != NULL, FIELD_TEXT) |
         if_set(a->initial.ptr != NULL, FIELD_INITIAL) | if_set(a->chunk.octets != 0, FIELD_CHUNK) |
         if_set(a->option != 0, FIELD_OPTION) | if_set(a->last || a->chunk.last, FIELD_LAST) |
         if_set(a->utf8, FIELD_UTF8);
}

/* A production, and the text that it must read as its own. */
typedef bool (*take_form)(mwi_cursor *c, mw_smtp_argument *argument);

static void put_space(mw_writer *w)
{
  mwi_put(w, mw_slice_of(" ", 1));
}

static mw_rules writer_rules(const mw_writer *w)
{
  mw_rules rules;
  mw_rules_init(&rules, w->utf8 ? MW_ALLOW_UTF8 : 0);
  return rules;
}

/* Writes text if the production reads it as its text and nothing else. */
static void put_read(mw_writer *w, take_form take, mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_rules rules = writer_rules(w);
  mwi_cursor c = mwi_cursor_of(text, &rules, &finding);
  mw_smtp_argument read;
  memset(&read, 0, sizeof read);
  if (text.ptr == NULL || !take(&c, &read) || !mwi_at_end(&c) || !mw_slice_equal(read.text, text) ||
      read.option != 0) {
    mwi_refuse(w);
    return;
  }
  put_space(w);
  mwi_put(w, text);
}

static void put_last(mw_writer *w, bool last)
{
  if (last) {
    mwi_put(w, mw_slice_of(" LAST", 5));
  }
}

static void put_nothing(mw_writer *w, const mw_smtp_argument *a)
{
  (void)w;
  (void)a;
}

static void put_any_text(mw_writer *w, const mw_smtp_argument *a)
{
  if (a->text.ptr != NULL) {
    put_space(w);
    mwi_put_text(w, a->text);
  }
}

static void put_host_argument(mw_writer *w, const mw_smtp_argument *a)
{
  put_space(w);
  mwi_put_host(w, &a->host, true);
}

static void put_domain_argument(mw_writer *w, const mw_smtp_argument *a)
{
  put_space(w);
  mwi_put_host(w, &a->host, false);
}

static void put_reverse_path(mw_writer *w, const mw_smtp_argument *a)
{
  mwi_put(w, mw_slice_of(" FROM:", 6));
  mwi_put_path(w, MW_PATH_REVERSE, &a->path);
}

static void put_forward_path(mw_writer *w, const mw_smtp_argument *a)
{
  mwi_put(w, mw_slice_of(" TO:", 4));
  mwi_put_path(w, MW_PATH_FORWARD, &a->path);
}

static void put_string_argument(mw_writer *w, const mw_smtp_argument *a)
{
  put_read(w, mwi_take_string_argument, a->text);
  if (a->utf8) {
    mwi_put(w, mw_slice_of(" SMTPUTF8", 9));
  }
}

static void put_maybe_string(mw_writer *w, const mw_smtp_argument *a)
{
  if (a->text.ptr != NULL) {
    put_read(w, mwi_take_maybe_string, a->text);
  }
}

static void put_mechanism(mw_writer *w, const mw_smtp_argument *a)
{
  mwi_put_auth_argument(w, a->text, a->initial);
}

static void put_chunk(mw_writer *w, const mw_smtp_argument *a)
{
  if (a->chunk.octets > INT64_MAX) {
    mwi_refuse(w);
  }
  put_space(w);
  mwi_put_number(w, a->chunk.octets);
  put_last(w, a->last || a->chunk.last);
}

static void put_url(mw_writer *w, const mw_smtp_argument *a)
{
  put_read(w, mwi_take_url, a->text);
  put_last(w, a->last);
}

/* Whether the text is the name of a queue: 1*VCHAR. */
static bool is_queue(mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(text, NULL, &finding);
  return text.len > 0 && mwi_run(&c, MWI_CLASS_VCHAR) == c.end;
}

static bool is_domain(mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_host host;
  return mw_domain_parse(text, NULL, &host, &finding);
}

/* Whether the host, where it is set, is the node. */
static bool is_host_of_node(const mw_smtp_argument *a)
{
  return a->host.kind == MW_HOST_NONE || (a->option != '#' && a->host.kind == MW_HOST_DOMAIN &&
                                          mw_slice_equal(a->host.text, a->text));
}

static void put_node(mw_writer *w, const mw_smtp_argument *a)
{
  if (!(a->option == '#' ? is_queue(a->text) : is_domain(a->text)) || !is_host_of_node(a)) {
    mwi_refuse(w);
  }
  put_space(w);
  if (a->option == '#' || a->option == '@') {
    mwi_put(w, mw_slice_of(&a->option, 1));
  } else if (a->option != 0) {
    mwi_refuse(w);
  }
  mwi_put(w, a->text);
}

static void put_domains(mw_writer *w, const mw_smtp_argument *a)
{
  if (a->text.ptr != NULL) {
    put_read(w, mwi_take_domains, a->text);
  }
}

static void put_attributes(mw_writer *w, const mw_smtp_argument *a)
{
  put_read(w, mwi_take_attributes, a->text);
}

/* One row a form: how it is written, and which fields it takes. */
static const struct {
  void (*put)(mw_writer *, const mw_smtp_argument *);
  unsigned fields;
} written_forms[] = {
    [MW_SMTP_TAKES_NOTHING] = {put_nothing, 0},
    [MW_SMTP_TAKES_TEXT] = {put_any_text, FIELD_TEXT},
    [MW_SMTP_TAKES_HOST] = {put_host_argument, FIELD_HOST},
    [MW_SMTP_TAKES_DOMAIN] = {put_domain_argument, FIELD_HOST},
    [MW_SMTP_TAKES_REVERSE_PATH] = {put_reverse_path, FIELD_PATH | FIELD_PARAMS},
    [MW_SMTP_TAKES_FORWARD_PATH] = {put_forward_path, FIELD_PATH | FIELD_PARAMS},
    [MW_SMTP_TAKES_STRING] = {put_string_argument, FIELD_TEXT | FIELD_UTF8},
    [MW_SMTP_TAKES_MAYBE_STRING] = {put_maybe_string, FIELD_TEXT},
    [MW_SMTP_TAKES_MECHANISM] = {put_mechanism, FIELD_TEXT | FIELD_INITIAL},
    [MW_SMTP_TAKES_CHUNK] = {put_chunk, FIELD_CHUNK | FIELD_LAST},
    [MW_SMTP_TAKES_URL] = {put_url, FIELD_TEXT | FIELD_LAST},
    [MW_SMTP_TAKES_NODE] = {put_node, FIELD_TEXT | FIELD_OPTION | FIELD_HOST},
    [MW_SMTP_TAKES_DOMAINS] = {put_domains, FIELD_TEXT},
    [MW_SMTP_TAKES_ATTRIBUTES] = {put_attributes, FIELD_TEXT},
};

/* Whether all of text is parameters with good values, none of which is among the typed ones or
 * excludes one of them. */
static bool are_good_beside(mw_slice text, mw_smtp_params_of of, const mw_rules *rules,
                            const mw_smtp_params *typed)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_params all;
  mw_param param;
  bool some = text.len > 0;
  memset(&all, 0, sizeof all);
  if (typed != NULL) {
    all = *typed;
  }
  while (text.len > 0 && finding.fault == MW_FAULT_NONE) {
    if (mw_param_next(&text, rules, &param, &finding) && finding.fault == MW_FAULT_NONE) {
      (void)mw_smtp_param_read(&param, of, rules, &all, &finding);
    }
  }
  return some && finding.fault == MW_FAULT_NONE;
}

/* The typed parameters, then those that are a text. Returns the octets that do not count in the
 * line: those of extensions. */
static size_t put_all_params(mw_writer *w, mw_smtp_params_of of, mw_slice text,
                             const mw_smtp_params *typed)
{
  mw_rules rules = writer_rules(w);
  size_t begin = w->len;
  size_t octets;
  if (typed != NULL) {
    mwi_put_params(w, of, typed);
  }
  octets = w->len - begin;
  if (text.ptr == NULL) {
    return octets;
  }
  if (!are_good_beside(text, of, &rules, typed)) {
    mwi_refuse(w);
  }
  put_space(w);
  mwi_put(w, text);
  return octets + mwi_known_octets(text, of, &rules);
}

void mw_smtp_command_write(mw_writer *w, mw_smtp_verb verb, const mw_smtp_argument *argument,
                           const mw_smtp_params *params)
{
  static const mw_smtp_argument none;
  size_t begin = mwi_item_begin(w);
  const mw_smtp_argument *a = argument != NULL ? argument : &none;
  mw_smtp_form form = mwi_form_of(verb);
  size_t others = 0;
  if (w == NULL) {
    return;
  }
  if (mw_smtp_verb_row(verb) == NULL || (fields_of(a) & ~written_forms[form].fields) != 0 ||
      (params != NULL && !mwi_has_path(form))) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, mw_slice_text(mw_smtp_verb_name(verb)));
  written_forms[form].put(w, a);
  if (mwi_has_path(form)) {
    others = put_all_params(w, mwi_params_of(form), a->params, params);
  }
  mwi_put_crlf(w);
  if (w->len - begin > MW_SMTP_COMMAND_LINE + others) {
    mwi_refuse(w);
  }
  mwi_item_end(w, begin);
}

/* 1*12 ( ALPHA / DIGIT / "-" ), and none that the table has. */
static bool is_other_keyword(mw_slice keyword)
{
  size_t i;
  for (i = 0; i < keyword.len; i++) {
    if (!mwi_is_ldh(keyword.ptr[i])) {
      return false;
    }
  }
  return keyword.len > 0 && keyword.len <= 12 && mw_smtp_verb_find(keyword) == MW_SMTP_UNKNOWN;
}

void mw_smtp_command_write_other(mw_writer *w, mw_slice keyword, mw_slice argument)
{
  size_t begin = mwi_item_begin(w);
  if (w == NULL) {
    return;
  }
  if (!is_other_keyword(keyword)) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, keyword);
  if (argument.ptr != NULL) {
    put_space(w);
    mwi_put_text(w, argument);
  }
  mwi_put_crlf(w);
  if (w->len - begin > MW_SMTP_COMMAND_LINE) {
    mwi_refuse(w);
  }
  mwi_item_end(w, begin);
}
