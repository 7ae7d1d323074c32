/* SPDX-License-Identifier: MIT */
/* SASL mechanisms: their names as a table, and the argument of AUTH that names one.
 *
 *   auth-argument = sasl-mech [ SP initial-response ]      ; RFC 4954 8, RFC 5034 5
 *   sasl-mech     = 1*20mech-char                          ; RFC 4422 3.1
 *   mech-char     = UPPER-ALPHA / DIGIT / HYPHEN / UNDERSCORE
 *
 * Letters compare without regard to case (RFC 4954 3).
 */
#include "grammar/sasl.h"

#include "base/slice.h"
#include "base/writer.h"

enum { SASL_MOST = 64 * MW_SASL_WORDS, MECHANISM_OCTETS = 20 };

/* Breaks the build when a number is no bit's place. */
#define MW_SASL_MECHANISM(id, number, name, client_first, source)                                  \
  typedef char mwi_sasl_fits_##id[(number) > 0 && (number) < SASL_MOST ? 1 : -1];
#include <mailwire/tables/sasl_mechanism.def>

/* By number; a number without a row has name NULL. */
static const mw_sasl_mechanism_info sasl_rows[] = {
#define MW_SASL_MECHANISM(id, number, name, client_first, source)                                  \
  [number] = {MW_SASL_##id, name, client_first, source},
#include <mailwire/tables/sasl_mechanism.def>
};

mw_sasl_mechanism mw_sasl_mechanism_find(mw_slice name)
{
#define MW_SASL_MECHANISM(id, number, word, client_first, source)                                  \
  if (name.len == sizeof(word) - 1 &&                                                              \
      mw_slice_equal_nocase(name, mw_slice_of(word, sizeof(word) - 1))) {                          \
    return MW_SASL_##id;                                                                           \
  }
#include <mailwire/tables/sasl_mechanism.def>
  return MW_SASL_UNKNOWN;
}

const mw_sasl_mechanism_info *mw_sasl_mechanism_row(mw_sasl_mechanism mechanism)
{
  size_t number = (size_t)mechanism;
  if (number >= sizeof sasl_rows / sizeof sasl_rows[0] || sasl_rows[number].name == NULL) {
    return NULL;
  }
  return &sasl_rows[number];
}

unsigned mwi_sasl_lines(mw_sasl_mechanism mechanism, bool initial)
{
  bool two = mechanism == MW_SASL_LOGIN ||
             (mechanism >= MW_SASL_SCRAM_SHA_1 && mechanism <= MW_SASL_SCRAM_SHA_512_PLUS);
  return (two ? 2u : 1u) - (initial ? 1u : 0u);
}

bool mwi_sasl_takes_one_round(mw_sasl_mechanism mechanism)
{
  return mechanism == MW_SASL_PLAIN || mechanism == MW_SASL_EXTERNAL ||
         mechanism == MW_SASL_ANONYMOUS;
}

const char *mw_sasl_mechanism_name(mw_sasl_mechanism mechanism)
{
  const mw_sasl_mechanism_info *row = mw_sasl_mechanism_row(mechanism);
  return row == NULL ? "UNKNOWN" : row->name;
}

bool mwi_take_sasl_mechanism(mwi_cursor *c, mw_slice *mechanism)
{
  const char *begin = c->at;
  while (c->at < c->end && mwi_is_mech_char(*c->at)) {
    c->at++;
  }
  *mechanism = mwi_slice_since(c, begin);
  return (mechanism->len > 0 && mechanism->len <= MECHANISM_OCTETS) ||
         mwi_fail_at(c, MW_FAULT_BAD_ARGUMENT, begin);
}

bool mwi_take_auth_argument(mwi_cursor *c, mw_slice *mechanism, mw_slice *initial)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  if (!mwi_take_sasl_mechanism(c, mechanism)) {
    return false;
  }
  if (!mwi_takes(c, ' ')) {
    return true;
  }
  *initial = mwi_rest(c);
  if (mw_sasl_line_parse(*initial, true, &finding) == MW_SASL_LINE_BAD) {
    return mwi_fail_at(c, finding.fault, c->at + finding.offset);
  }
  c->at = c->end;
  return true;
}

void mwi_put_auth_argument(mw_writer *w, mw_slice mechanism, mw_slice initial)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(mechanism, NULL, &finding);
  mw_slice taken;
  if (mechanism.ptr == NULL || !mwi_take_sasl_mechanism(&c, &taken) || !mwi_at_end(&c)) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put(w, mechanism);
  if (initial.ptr == NULL) {
    return;
  }
  if (mw_sasl_line_parse(initial, true, &finding) == MW_SASL_LINE_BAD) {
    mwi_refuse(w);
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put(w, initial);
}
