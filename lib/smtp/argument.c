/* SPDX-License-Identifier: MIT */
/* What a command says, by the form of its verb (RFC 5321 4.1.1): hosts and paths here, words in
 * argument_word.c.
 *
 *   ehlo = "EHLO" SP ( Domain / address-literal ) CRLF
 *   helo = "HELO" SP Domain CRLF
 *   mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF
 *   rcpt = "RCPT TO:" Forward-path [SP Rcpt-parameters] CRLF
 */
#include "smtp/argument.h"

#include <string.h>

#include "base/slice.h"

static bool take_nothing(mwi_cursor *c, mw_smtp_argument *argument)
{
  (void)c;
  (void)argument;
  return true;
}

/* Names of hosts are ASCII even where SMTPUTF8 is spoken (RFC 6531 3.7.1). */
static bool take_host_argument(mwi_cursor *c, mw_smtp_argument *argument)
{
  c->allow &= ~MW_ALLOW_UTF8;
  return mwi_take_host(c, &argument->host);
}

static bool take_domain_argument(mwi_cursor *c, mw_smtp_argument *argument)
{
  c->allow &= ~MW_ALLOW_UTF8;
  return mwi_take_domain_or_tolerated(c, &argument->host);
}

/* The word in front of the path; letters compare without regard to case. */
static bool take_word(mwi_cursor *c, const char *word, size_t len)
{
  size_t i;
  if ((size_t)(c->end - c->at) < len) {
    return mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
  }
  for (i = 0; i < len; i++) {
    if (mwi_to_upper(c->at[i]) != word[i]) {
      return mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
    }
  }
  c->at += len;
  return true;
}

/* The parameters as text, behind a space. */
static bool take_params(mwi_cursor *c, mw_smtp_argument *argument)
{
  if (mwi_at_end(c)) {
    return true;
  }
  if (!mwi_takes(c, ' ')) {
    return mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
  }
  if (!mwi_pass_spaces(c, MW_ALLOW_EXTRA_SPACE, MW_FAULT_BAD_ARGUMENT)) {
    return false;
  }
  argument->params = mwi_rest(c);
  c->at = c->end;
  return argument->params.len > 0 || mwi_fail_at(c, MW_FAULT_BAD_ARGUMENT, c->at - 1);
}

static bool take_reverse_path(mwi_cursor *c, mw_smtp_argument *argument)
{
  return take_word(c, "FROM:", 5) && mwi_take_path(c, MW_PATH_REVERSE, &argument->path) &&
         take_params(c, argument);
}

static bool take_forward_path(mwi_cursor *c, mw_smtp_argument *argument)
{
  return take_word(c, "TO:", 3) && mwi_take_path(c, MW_PATH_FORWARD, &argument->path) &&
         take_params(c, argument);
}

/* One row a form. */
static const struct {
  bool (*take)(mwi_cursor *, mw_smtp_argument *);
  bool without; /* the argument may be absent */
} argument_forms[] = {
    [MW_SMTP_TAKES_NOTHING] = {take_nothing, true},
    [MW_SMTP_TAKES_TEXT] = {take_nothing, true},
    [MW_SMTP_TAKES_HOST] = {take_host_argument, false},
    [MW_SMTP_TAKES_DOMAIN] = {take_domain_argument, false},
    [MW_SMTP_TAKES_REVERSE_PATH] = {take_reverse_path, false},
    [MW_SMTP_TAKES_FORWARD_PATH] = {take_forward_path, false},
    [MW_SMTP_TAKES_STRING] = {mwi_take_string_argument, false},
    [MW_SMTP_TAKES_MAYBE_STRING] = {mwi_take_maybe_string, true},
    [MW_SMTP_TAKES_MECHANISM] = {mwi_take_mechanism, false},
    [MW_SMTP_TAKES_CHUNK] = {mwi_take_chunk, false},
    [MW_SMTP_TAKES_URL] = {mwi_take_url, false},
    [MW_SMTP_TAKES_NODE] = {mwi_take_node, false},
    [MW_SMTP_TAKES_DOMAINS] = {mwi_take_domains, true},
    [MW_SMTP_TAKES_ATTRIBUTES] = {mwi_take_attributes, false},
};

mw_smtp_form mwi_form_of(mw_smtp_verb verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(verb);
  return row == NULL ? MW_SMTP_TAKES_TEXT : row->form;
}

/* Leaves space at the end out, where that is tolerated. False: nothing but such space was there. */
static bool trim(mwi_cursor *c)
{
  const char *end = c->end;
  if ((c->allow & MW_ALLOW_TRAILING_SPACE) == 0) {
    return true;
  }
  while (end > c->at && mwi_is_wsp(end[-1])) {
    end--;
  }
  if (end < c->end || end == c->at) {
    c->finding->tolerated |= MW_ALLOW_TRAILING_SPACE;
    c->end = end;
  }
  return end > c->at;
}

/* A cursor at the argument whose offsets count from the keyword. */
static mwi_cursor cursor_of(const mw_smtp_command *command, const mw_rules *rules,
                            mw_finding *finding)
{
  mwi_cursor c = mwi_cursor_of(command->keyword, rules, finding);
  c.at = c.end;
  if (command->argument.ptr != NULL) {
    c.at = command->argument.ptr;
    c.end = c.at + command->argument.len;
  }
  return c;
}

bool mw_smtp_argument_parse(const mw_smtp_command *command, const mw_rules *rules,
                            mw_smtp_argument *argument, mw_finding *finding)
{
  mw_smtp_form form = mwi_form_of(command->verb);
  mwi_cursor c = cursor_of(command, rules, finding);
  memset(argument, 0, sizeof *argument);
  if (form == MW_SMTP_TAKES_TEXT) {
    argument->text = command->argument;
    return true;
  }
  if (command->argument.ptr == NULL || !trim(&c)) {
    return argument_forms[form].without || mwi_fail(&c, MW_FAULT_BAD_ARGUMENT);
  }
  return mwi_pass_spaces(&c, MW_ALLOW_EXTRA_SPACE, MW_FAULT_BAD_ARGUMENT) &&
         argument_forms[form].take(&c, argument) &&
         ((mwi_at_end(&c) && form != MW_SMTP_TAKES_NOTHING) || mwi_fail(&c, MW_FAULT_BAD_ARGUMENT));
}
