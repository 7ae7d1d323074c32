/* SPDX-License-Identifier: MIT */
/* A session as a value: its names, compared, printed. */
#include <string.h>

#include "base/bits.h"
#include "base/writer.h"
#include "smtp/session.h"

static const char *const session_state_names[] = {
#define MW_SMTP_STATE(id, number, name, meaning) [number] = name,
#include <mailwire/tables/smtp_session.def>
};

const char *mw_smtp_state_name(mw_smtp_state state)
{
  size_t number = (size_t)state;
  if (number >= sizeof session_state_names / sizeof session_state_names[0] ||
      session_state_names[number] == NULL) {
    return "unknown";
  }
  return session_state_names[number];
}

const char *mw_smtp_place_name(mw_smtp_place place)
{
  switch (place) {
  case MW_SMTP_PLACE_COMMAND: return "COMMAND";
  case MW_SMTP_PLACE_GREETING: return "GREETING";
  case MW_SMTP_PLACE_AUTH_LINE: return "AUTH_LINE";
  case MW_SMTP_PLACE_MESSAGE: return "MESSAGE";
  default: return "UNKNOWN";
  }
}

static bool same_counts(const mw_smtp_session *a, const mw_smtp_session *b)
{
  return a->most == b->most && a->octets == b->octets && a->accepted == b->accepted &&
         a->answered == b->answered;
}

bool mw_smtp_session_equal(const mw_smtp_session *a, const mw_smtp_session *b)
{
  return a != NULL && b != NULL && memcmp(a->offered, b->offered, sizeof a->offered) == 0 &&
         same_counts(a, b) && a->policy == b->policy && a->flags == b->flags &&
         a->variant == b->variant && a->state == b->state;
}

/* ---- print ---------------------------------------------------------------------------------- */

static void print_text(mw_writer *w, const char *text)
{
  mwi_put(w, mw_slice_text(text));
}

static void print_count(mw_writer *w, const char *name, uint64_t value)
{
  print_text(w, name);
  mwi_put_number(w, value);
}

static const char *variant_word(unsigned variant)
{
  switch (variant) {
  case MW_SMTP_VARIANT_LMTP: return "lmtp ";
  case MW_SMTP_VARIANT_SUBMISSION: return "submission ";
  default: return "smtp ";
  }
}

static void print_flags(mw_writer *w, unsigned flags)
{
  static const char *const names[] = {" tls",         " auth",   " hello",   " offered",
                                      " transaction", " binary", " no-mail", " weak"};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    if ((flags >> i & 1) != 0) {
      print_text(w, names[i]);
    }
  }
}

static void print_listed(mw_writer *w, const char *head, const char *name, bool *first)
{
  print_text(w, *first ? head : ",");
  print_text(w, name);
  *first = false;
}

static void print_offers(mw_writer *w, const mw_smtp_session *s)
{
  bool first = true;
  size_t i;
  for (i = 0; i < (size_t)64 * MW_SMTP_EXT_WORDS; i++) {
    const mw_smtp_extension_info *row = mw_smtp_extension_row((mw_smtp_extension)i);
    if (mwi_has_bit(s->offered, i) && row != NULL) {
      print_listed(w, " offers=", row->keyword, &first);
    }
  }
}

static void print_policies(mw_writer *w, unsigned policies)
{
  static const struct {
    unsigned policy;
    const char *name;
  } rows[] = {
#define MW_SMTP_POLICY(id, bit, meaning, rfc) {MW_SMTP_POLICY_##id, #id},
#include <mailwire/tables/smtp_session.def>
  };
  bool first = true;
  size_t i;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if ((policies & rows[i].policy) != 0) {
      print_listed(w, " policies=", rows[i].name, &first);
    }
  }
}

void mw_smtp_session_print(const mw_smtp_session *s, mw_writer *w)
{
  size_t begin = mwi_item_begin(w);
  if (!mwi_may_write(w, s)) {
    return;
  }
  print_text(w, variant_word(s->variant));
  print_text(w, mw_smtp_state_name((mw_smtp_state)s->state));
  print_count(w, " recipients=", s->accepted);
  print_count(w, " answered=", s->answered);
  print_count(w, " octets=", s->octets);
  print_count(w, " most=", s->most);
  print_flags(w, s->flags);
  print_offers(w, s);
  print_policies(w, s->policy);
  mwi_item_end(w, begin);
}
