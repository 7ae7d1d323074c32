/* SPDX-License-Identifier: MIT */
/* What a command says, by the form of its verb.
 *
 *   user  = "USER" SP name                                  ; RFC 1939 7
 *   pass  = "PASS" SP password                              ; spaces belong to it
 *   apop  = "APOP" SP name SP 32( %x30-39 / %x61-66 )
 *   auth  = "AUTH" SP sasl-mech [ SP initial-response ]     ; RFC 5034 4
 *   list  = ( "LIST" / "UIDL" ) [ SP message-number ]       ; RFC 1939 5, 7
 *   retr  = ( "RETR" / "DELE" ) SP message-number
 *   top   = "TOP" SP message-number SP line-count
 *   lang  = "LANG" [ SP ( "*" / language-range ) ]          ; RFC 6856 3
 *   name  = 1*VCHAR                                         ; RFC 2449 3
 *   language-range = 1*8ALPHA *( "-" 1*8( ALPHA / DIGIT ) ) ; RFC 4647 2.1
 *
 * Message numbers begin with 1 (RFC 1939 4).
 */
#include "pop3/argument.h"

#include <string.h>

#include "base/number.h"
#include "base/slice.h"
#include "grammar/sasl.h"

enum { DIGEST_DIGITS = 32, SUBTAG_OCTETS = 8 };

bool mwi_take_pop3_name(mwi_cursor *c, const char *end, mw_slice *name)
{
  const char *begin = c->at;
  while (c->at < end) {
    if (mwi_sees_non_ascii(c)) {
      if (!mwi_take_non_ascii(c)) {
        return false;
      }
    } else if (mwi_is_vchar(*c->at) ||
               (*c->at == ' ' && mwi_tolerates(c, MW_ALLOW_NAME_SPACE, MW_FAULT_BAD_ARGUMENT))) {
      c->at++;
    } else {
      return mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
    }
  }
  *name = mwi_slice_since(c, begin);
  return name->len > 0 || mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

static bool take_user(mwi_cursor *c, mw_pop3_argument *argument)
{
  return mwi_take_pop3_name(c, c->end, &argument->name);
}

/* Any octets; what they are is looked at where the line is. */
static bool take_password(mwi_cursor *c, mw_pop3_argument *argument)
{
  const char *begin = c->at;
  while (!mwi_at_end(c)) {
    if (!mwi_sees_non_ascii(c)) {
      c->at++;
    } else if (!mwi_take_non_ascii(c)) {
      return false;
    }
  }
  argument->password = mwi_slice_since(c, begin);
  return argument->password.len > 0 || mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

/* A capital digit is one where that is tolerated. */
static bool take_hex_digit(mwi_cursor *c)
{
  char octet = mwi_at_end(c) ? '\0' : *c->at;
  if (!mwi_is_hexdig(octet)) {
    return mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
  }
  if (octet >= 'A' && octet <= 'F' &&
      !mwi_tolerates(c, MW_ALLOW_UPPER_DIGEST, MW_FAULT_BAD_ARGUMENT)) {
    return false;
  }
  c->at++;
  return true;
}

bool mwi_take_pop3_digest(mwi_cursor *c, mw_slice *digest)
{
  const char *begin = c->at;
  while (mwi_since(c, begin) < DIGEST_DIGITS) {
    if (!take_hex_digit(c)) {
      return false;
    }
  }
  *digest = mwi_slice_since(c, begin);
  return mwi_at_end(c) || mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

/* The one space between two words, or more where they are tolerated. */
static bool take_space(mwi_cursor *c)
{
  return mwi_takes(c, ' ') ? mwi_pass_spaces(c, MW_ALLOW_EXTRA_SPACE, MW_FAULT_BAD_ARGUMENT)
                           : mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

/* The digest follows the last space: names may hold some where that is tolerated. */
static bool take_apop(mwi_cursor *c, mw_pop3_argument *argument)
{
  const char *end = c->end;
  while (end > c->at && end[-1] != ' ') {
    end--;
  }
  while (end > c->at && end[-1] == ' ') {
    end--;
  }
  return mwi_take_pop3_name(c, end > c->at ? end : c->end, &argument->name) && take_space(c) &&
         mwi_take_pop3_digest(c, &argument->digest);
}

static bool take_auth(mwi_cursor *c, mw_pop3_argument *argument)
{
  return mwi_take_auth_argument(c, &argument->mechanism, &argument->initial);
}

bool mwi_take_pop3_number(mwi_cursor *c, uint64_t least, uint64_t most, mw_fault fault,
                          uint64_t *number)
{
  mw_slice rest = mwi_rest(c);
  mwi_number read = mwi_number_parse(&rest, most, number);
  if (read == MWI_NUMBER_TOO_LARGE) {
    return mwi_fail(c, MW_FAULT_NUMBER_TOO_LARGE);
  }
  if (read == MWI_NUMBER_NONE || *number < least) {
    return mwi_fail(c, fault);
  }
  c->at = rest.ptr;
  return true;
}

/* A number of an argument. */
static bool take_bounded(mwi_cursor *c, uint32_t least, uint32_t *number)
{
  uint64_t value;
  if (!mwi_take_pop3_number(c, least, UINT32_MAX, MW_FAULT_BAD_ARGUMENT, &value)) {
    return false;
  }
  *number = (uint32_t)value;
  return true;
}

static bool take_message(mwi_cursor *c, mw_pop3_argument *argument)
{
  return take_bounded(c, 1, &argument->message);
}

static bool take_top(mwi_cursor *c, mw_pop3_argument *argument)
{
  return take_message(c, argument) && take_space(c) && take_bounded(c, 0, &argument->lines);
}

/* 1*8 octets of the classes. */
static bool take_subtag(mwi_cursor *c, unsigned classes)
{
  const char *begin = c->at;
  c->at = mwi_run(c, classes);
  return (c->at > begin && mwi_since(c, begin) <= SUBTAG_OCTETS) ||
         mwi_fail_at(c, MW_FAULT_BAD_ARGUMENT, begin);
}

bool mwi_take_pop3_language(mwi_cursor *c, mw_slice *language)
{
  const char *begin = c->at;
  if (!mwi_takes(c, '*')) {
    if (!take_subtag(c, MWI_CLASS_ALPHA)) {
      return false;
    }
    while (mwi_takes(c, '-')) {
      if (!take_subtag(c, MWI_CLASS_LET_DIG)) {
        return false;
      }
    }
  }
  *language = mwi_slice_since(c, begin);
  return true;
}

static bool take_language(mwi_cursor *c, mw_pop3_argument *argument)
{
  return mwi_take_pop3_language(c, &argument->language);
}

static bool take_text(mwi_cursor *c, mw_pop3_argument *argument)
{
  argument->text = mwi_rest(c);
  c->at = c->end;
  return true;
}

static bool take_no_argument(mwi_cursor *c, mw_pop3_argument *argument)
{
  (void)argument;
  return mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

/* One row a form. */
static const struct {
  bool (*take)(mwi_cursor *, mw_pop3_argument *);
  bool without;  /* the argument may be absent */
  bool verbatim; /* spaces at its ends belong to it */
} pop3_argument_forms[] = {
    [MW_POP3_TAKES_NOTHING] = {take_no_argument, true, false},
    [MW_POP3_TAKES_TEXT] = {take_text, true, true},
    [MW_POP3_TAKES_NAME] = {take_user, false, false},
    [MW_POP3_TAKES_PASSWORD] = {take_password, false, true},
    [MW_POP3_TAKES_DIGEST] = {take_apop, false, false},
    [MW_POP3_TAKES_MECHANISM] = {take_auth, false, false},
    [MW_POP3_TAKES_MESSAGE] = {take_message, false, false},
    [MW_POP3_TAKES_MAYBE_MESSAGE] = {take_message, true, false},
    [MW_POP3_TAKES_LINES] = {take_top, false, false},
    [MW_POP3_TAKES_MAYBE_LANGUAGE] = {take_language, true, false},
};

/* Leaves space at the end out, where that is tolerated. True: nothing else stands there; the space
 * may also be the one behind the keyword. */
static bool trim_pop3(mwi_cursor *c)
{
  const char *end = c->end;
  if ((c->allow & MW_ALLOW_TRAILING_SPACE) == 0) {
    return false;
  }
  while (end > c->at && mwi_is_wsp(end[-1])) {
    end--;
  }
  if (end < c->end || end == c->at) {
    c->finding->tolerated |= MW_ALLOW_TRAILING_SPACE;
    c->end = end;
  }
  return mwi_at_end(c);
}

/* No argument stands there. */
static bool take_absent(mwi_cursor *c, mw_pop3_form form)
{
  return pop3_argument_forms[form].without ||
         (form == MW_POP3_TAKES_MECHANISM &&
          mwi_tolerates(c, MW_ALLOW_BARE_AUTH, MW_FAULT_BAD_ARGUMENT)) ||
         mwi_fail(c, MW_FAULT_BAD_ARGUMENT);
}

/* The argument that the cursor stands at. */
static bool take_present(mwi_cursor *c, mw_pop3_form form, mw_pop3_argument *argument)
{
  if (!pop3_argument_forms[form].verbatim) {
    if (trim_pop3(c)) {
      return take_absent(c, form);
    }
    if (!mwi_pass_spaces(c, MW_ALLOW_EXTRA_SPACE, MW_FAULT_BAD_ARGUMENT)) {
      return false;
    }
  }
  return pop3_argument_forms[form].take(c, argument) &&
         (mwi_at_end(c) || mwi_fail(c, MW_FAULT_BAD_ARGUMENT));
}

/* Whether each argument has at most that many octets. A space ends it, but in a password. */
static bool arguments_fit(mwi_cursor *c, size_t most, mw_slice text, bool one)
{
  size_t len = 0;
  size_t i;
  for (i = 0; i < text.len; i++) {
    len = text.ptr[i] == ' ' && !one ? 0 : len + 1;
    if (len > most) {
      return mwi_fail_at(c, MW_FAULT_BAD_ARGUMENT, text.ptr + i);
    }
  }
  return true;
}

void mw_pop3_rules_init(mw_pop3_rules *rules, uint64_t allow)
{
  if (rules != NULL) {
    rules->allow = allow;
    rules->line = MW_POP3_COMMAND_LINE;
    rules->argument = 0;
  }
}

bool mw_pop3_argument_parse(const mw_pop3_command *command, const mw_pop3_rules *rules,
                            mw_pop3_argument *argument, mw_finding *finding)
{
  size_t most = rules != NULL ? rules->argument : 0;
  mw_pop3_form form;
  mwi_cursor c;
  uint64_t before;
  bool good;
  if (command == NULL || argument == NULL || finding == NULL) {
    return false;
  }
  form = mwi_pop3_form_of(command->verb);
  c = mwi_cursor_of(command->keyword, NULL, finding);
  before = finding->tolerated;
  memset(argument, 0, sizeof *argument);
  c.allow = rules != NULL ? rules->allow : 0;
  c.at = c.end;
  if (command->argument.ptr == NULL) {
    return take_absent(&c, form);
  }
  c.at = command->argument.ptr;
  c.end = c.at + command->argument.len;
  good = take_present(&c, form, argument) &&
         (most == 0 || arguments_fit(&c, most, command->argument, form == MW_POP3_TAKES_PASSWORD));
  if (!good) { /* what a reading that failed tolerated on its way is nobody's */
    finding->tolerated = before;
  }
  return good;
}
