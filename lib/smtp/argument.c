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

#include "base/compiler.h"
#include "base/slice.h"
#include "grammar/scan_path.h"
#include "smtp/command_length.h"
#include "smtp/verb.h"

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

/* By verb. */
static const uint8_t verb_forms[] = {
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  [number] = MW_SMTP_TAKES_##form,
#include <mailwire/tables/smtp_verb.def>
    [MW_SMTP_UNKNOWN] = MW_SMTP_TAKES_TEXT};

mw_smtp_form mwi_form_of(mw_smtp_verb verb)
{
  return (size_t)verb < sizeof verb_forms ? (mw_smtp_form)verb_forms[verb] : MW_SMTP_TAKES_TEXT;
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

#if MWI_SCAN_PATH
static bool is_host_form(mw_smtp_form form)
{
  return form == MW_SMTP_TAKES_HOST || form == MW_SMTP_TAKES_DOMAIN;
}

/* Whether the rules leave what is plain to its grammar alone. */
static bool are_usual(const mw_rules *rules)
{
  return rules == NULL || (rules->local_part >= MWI_NAME_WINDOW &&
                           rules->domain >= MWI_NAME_WINDOW && rules->path >= MWI_NAME_WINDOW + 3 &&
                           rules->label == 0 && rules->least_labels <= 1 && !rules->rfc821_names);
}

/* Where the path begins behind "FROM:<" or "TO:<"; NULL when it does not. */
static const char *behind_word(mw_slice text, mw_smtp_form form)
{
  static const char fold[] = "\xDF\xDF\xFF\xFF";
  uint32_t word;
  if (text.len < 8) {
    return NULL;
  }
  word = mwi_word_four(text.ptr);
  if (form == MW_SMTP_TAKES_FORWARD_PATH) {
    return (word & mwi_word_four(fold)) == mwi_word_four("TO:<") ? text.ptr + 4 : NULL;
  }
  return (word & UINT32_C(0xDFDFDFDF)) == mwi_word_four("FROM") && text.ptr[4] == ':' &&
                 text.ptr[5] == '<'
             ? text.ptr + 6
             : NULL;
}

/* Nearly every MAIL and RCPT: a plain path, and parameters that a single space parts from it.
 * False: it is another, and nothing was stored. */
static bool take_plain_path(const mw_smtp_command *command, mw_smtp_form form,
                            mw_smtp_argument *argument)
{
  mw_slice text = command->argument;
  const char *end = text.ptr + text.len;
  const char *at = behind_word(text, form);
  mw_slice local;
  mw_slice domain;
  if (at == NULL) {
    return false;
  }
  at = mwi_plain_path(command->keyword.ptr, at, end, &local, &domain);
  if (at == NULL) {
    return false;
  }
  if (at < end) {
    if (*at != ' ' || end - at < 2 || at[1] == ' ' || mwi_is_wsp(end[-1])) {
      return false;
    }
    argument->params.ptr = at + 1;
    argument->params.len = (size_t)(end - at - 1);
  }
  argument->path.local = local;
  argument->path.host.kind = MW_HOST_DOMAIN;
  argument->path.host.text = domain;
  argument->path.is_postmaster = mwi_is_postmaster(local);
  return true;
}

/* The same for a host, which nearly always is a plain domain. */
static bool take_plain_host(const mw_smtp_command *command, mw_smtp_argument *argument)
{
  mw_slice text = command->argument;
  if (text.len == 0 ||
      mwi_plain_domain(command->keyword.ptr, text.ptr, text.ptr + text.len) != text.len) {
    return false;
  }
  argument->host.kind = MW_HOST_DOMAIN;
  argument->host.text = text;
  return true;
}

static bool take_plain(const mw_smtp_command *command, mw_smtp_form form,
                       mw_smtp_argument *argument)
{
  return mwi_has_path(form) ? take_plain_path(command, form, argument)
                            : is_host_form(form) && take_plain_host(command, argument);
}
#endif

/* Every other argument, by its production. */
static MWI_RARE bool take_other(const mw_smtp_command *command, const mw_rules *rules,
                                mw_smtp_argument *argument, mw_finding *finding)
{
  mw_smtp_form form = mwi_form_of(command->verb);
  mwi_cursor c = cursor_of(command, rules, finding);
  uint64_t before = finding->tolerated;
  bool good;
  if (!trim(&c)) {
    return argument_forms[form].without || mwi_fail(&c, MW_FAULT_BAD_ARGUMENT);
  }
  good = mwi_pass_spaces(&c, MW_ALLOW_EXTRA_SPACE, MW_FAULT_BAD_ARGUMENT) &&
         argument_forms[form].take(&c, argument) &&
         ((mwi_at_end(&c) && form != MW_SMTP_TAKES_NOTHING) || mwi_fail(&c, MW_FAULT_BAD_ARGUMENT));
  if (!good) { /* what a reading that failed tolerated on its way is nobody's */
    finding->tolerated = before;
  }
  return good;
}

/* An argument that is there, of a form that has rules. */
static MWI_APART bool take_argument(const mw_smtp_command *command, mw_smtp_form form,
                                    const mw_rules *rules, mw_smtp_argument *argument,
                                    mw_finding *finding)
{
#if MWI_SCAN_PATH
  if (are_usual(rules) && take_plain(command, form, argument)) {
    return true;
  }
#else
  (void)form;
#endif
  return take_other(command, rules, argument, finding);
}

bool mw_smtp_argument_parse(const mw_smtp_command *command, const mw_rules *rules,
                            mw_smtp_argument *argument, mw_finding *finding)
{
  mw_smtp_form form = mwi_form_of(command->verb);
  mwi_clear(argument, sizeof *argument);
  if (form == MW_SMTP_TAKES_TEXT) {
    argument->text = command->argument;
    return true;
  }
  if (command->argument.ptr == NULL) {
    if (!argument_forms[form].without) {
      mwi_find_fault(finding, MW_FAULT_BAD_ARGUMENT, command->keyword.len);
    }
    return argument_forms[form].without;
  }
  return take_argument(command, form, rules, argument, finding);
}
