/* SPDX-License-Identifier: MIT */
/* Whole command lines with their ends, and the String of VRFY. */
#include <string.h>

#include "productions/production.h"

bool only_line(mw_slice input, const mode *m, char *storage, size_t size, mw_line *line)
{
  mw_line_framer framer;
  size_t limit = m->limit != 0 ? m->limit : size;
  return mw_line_framer_init(&framer, storage, size, limit, m->rules.allow) == MW_OK &&
         mw_line_framer_next(&framer, &input, line) == MW_OK && input.len == 0 &&
         line->ending != MW_LINE_END_NONE;
}

/* A chunk size of digits alone, but beyond what counts octets: the grammar knows no bound. */
static bool is_huge_chunk(const mw_smtp_command *command, const mw_finding *finding)
{
  mw_slice text = command->argument;
  size_t digits = 0;
  if (command->verb != MW_SMTP_BDAT || finding->fault != MW_FAULT_BAD_CHUNK_SIZE) {
    return false;
  }
  while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9') {
    digits++;
  }
  return digits > 0 && digits == text.len;
}

static void fact_auth(facts *f, const mw_smtp_argument *argument)
{
  fact_upper(f, "mech", argument->text);
  fact_slice(f, "mech", argument->text);
  if (mw_slice_equal(argument->initial, mw_slice_of("=", 1))) {
    fact_text(f, "ir", "");
  } else if (argument->initial.ptr != NULL) {
    (void)fact_base64(f, "ir", argument->initial);
  }
  if (argument->initial.ptr != NULL) {
    fact_slice(f, "initial", argument->initial);
  }
}

static void fact_chunk(facts *f, const mw_smtp_command *command, const mw_smtp_argument *argument)
{
  if (argument->chunk.octets == MW_OCTETS_UNKNOWN) {
    fact_slice(f, "size", command->argument);
  } else {
    fact_number(f, "size", argument->chunk.octets);
  }
}

/* What the words of an argument are called. */
static void fact_words(facts *f, mw_smtp_form form, const mw_smtp_argument *argument)
{
  char option[2] = {argument->option, '\0'};
  switch (form) {
  case MW_SMTP_TAKES_STRING:
  case MW_SMTP_TAKES_MAYBE_STRING: fact_unquoted(f, "arg", argument->text); break;
  case MW_SMTP_TAKES_MECHANISM: fact_auth(f, argument); break;
  case MW_SMTP_TAKES_URL: fact_slice(f, "url", argument->text); break;
  case MW_SMTP_TAKES_NODE:
    fact_slice(f, "node", argument->text);
    fact_text(f, "option", option);
    break;
  case MW_SMTP_TAKES_DOMAINS: fact_slice(f, "domains", argument->text); break;
  case MW_SMTP_TAKES_ATTRIBUTES: fact_list(f, "attrs", argument->text); break;
  default: fact_slice(f, "arg", argument->text); break;
  }
}

static void fact_command(facts *f, const mw_smtp_command *command, const mw_smtp_argument *argument)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(command->verb);
  fact_upper(f, "verb", command->keyword);
  fact_slice(f, "argument", command->argument);
  fact_host(f, &argument->host);
  fact_slice(f, "host", argument->host.text);
  if (argument->path.is_null || argument->path.local.ptr != NULL) {
    fact_path(f, &argument->path, "path");
  }
  if (argument->params.ptr != NULL) {
    fact_slice(f, "params", argument->params);
  }
  if (argument->text.ptr != NULL) {
    fact_words(f, row->form, argument);
  }
  if (command->verb == MW_SMTP_BDAT) {
    fact_chunk(f, command, argument);
  }
  if (argument->last) {
    fact_text(f, "last", "yes");
  }
  if (argument->utf8) {
    fact_text(f, "utf8", "yes");
  }
}

bool read_command(mw_slice input, const mode *m, facts *f)
{
  static char storage[16384];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_params params;
  mw_line line;
  bool good;
  if (!only_line(input, m, storage, sizeof storage, &line)) {
    return false;
  }
  good = mw_smtp_command_parse(line.text, &m->rules, &command, &argument, &params, &finding);
  if ((!good && !is_huge_chunk(&command, &finding)) || command.verb == MW_SMTP_UNKNOWN) {
    return false;
  }
  fact_command(f, &command, &argument);
  fact_all_params(f, argument.params, &params, &m->rules);
  return true;
}

bool read_string(mw_slice input, const mode *m, facts *f)
{
  char line[1024] = "VRFY ";
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  if (input.len > 500) {
    return false;
  }
  memcpy(line + 5, input.ptr, input.len);
  if (!mw_smtp_command_parse(mw_slice_of(line, input.len + 5), &m->rules, &command, &argument, NULL,
                             &finding)) {
    return false;
  }
  fact_unquoted(f, "string", argument.text);
  return true;
}

bool read_auth_response(mw_slice input, const mode *m, facts *f)
{
  static const char *const kinds[] = {"", "response", "empty", "cancel", "bad"};
  static char storage[16384];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_sasl_line_kind kind;
  mw_line line;
  if (!only_line(input, m, storage, sizeof storage, &line)) {
    return false;
  }
  mw_line_judge(&line, m->rules.allow, &finding);
  kind = mw_sasl_line_parse(line.text, false, &finding);
  fact_text(f, "kind", kinds[kind]);
  fact_slice(f, "line", line.text);
  return kind != MW_SASL_LINE_BAD && finding.fault == MW_FAULT_NONE;
}
