/* SPDX-License-Identifier: MIT */
/* A session of POP3 as a value: its names, compared, printed. */
#include "base/writer.h"
#include "pop3/session.h"

static const char *const pop3_state_names[] = {
#define MW_POP3_STATE(id, number, name, meaning) [number] = name,
#include <mailwire/tables/pop3_session.def>
};

const char *mw_pop3_state_name(mw_pop3_state state)
{
  size_t number = (size_t)state;
  if (number >= sizeof pop3_state_names / sizeof pop3_state_names[0] ||
      pop3_state_names[number] == NULL) {
    return "unknown";
  }
  return pop3_state_names[number];
}

const char *mw_pop3_place_name(mw_pop3_place place)
{
  switch (place) {
  case MW_POP3_PLACE_COMMAND: return "COMMAND";
  case MW_POP3_PLACE_GREETING: return "GREETING";
  case MW_POP3_PLACE_AUTH_LINE: return "AUTH_LINE";
  default: return "UNKNOWN";
  }
}

const char *mw_pop3_may_name(mw_pop3_may may)
{
  switch (may) {
  case MW_POP3_MAY_SEND: return "SEND";
  case MW_POP3_MAY_WAIT: return "WAIT";
  case MW_POP3_MAY_NOT: return "NOT";
  default: return "UNKNOWN";
  }
}

bool mw_pop3_session_equal(const mw_pop3_session *a, const mw_pop3_session *b)
{
  return a != NULL && b != NULL && a->offered == b->offered && a->policy == b->policy &&
         a->flags == b->flags && a->state == b->state;
}

static void print_word(mw_writer *w, const char *word)
{
  mwi_put_word(w, mw_slice_text(word));
}

static void print_pop3_flags(mw_writer *w, unsigned flags)
{
  static const char *const names[] = {"tls", "named", "utf8", "offered"};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    if ((flags >> i & 1) != 0) {
      print_word(w, names[i]);
    }
  }
}

static void print_one_of(mw_writer *w, const char *head, const char *name, bool *first)
{
  mwi_put(w, mw_slice_text(*first ? head : ","));
  mwi_put(w, mw_slice_text(name));
  *first = false;
}

static void print_capabilities(mw_writer *w, uint64_t offered)
{
  bool first = true;
  unsigned i;
  for (i = 1; i < 64; i++) {
    const mw_pop3_capability_info *row = mw_pop3_capability_row((mw_pop3_capability)i);
    if ((offered >> i & 1) != 0 && row != NULL) {
      print_one_of(w, " offers=", row->tag, &first);
    }
  }
}

static void print_pop3_policies(mw_writer *w, unsigned policies)
{
  static const struct {
    unsigned policy;
    const char *name;
  } rows[] = {
#define MW_POP3_POLICY(id, bit, meaning, rfc) {MW_POP3_POLICY_##id, #id},
#include <mailwire/tables/pop3_session.def>
  };
  bool first = true;
  size_t i;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if ((policies & rows[i].policy) != 0) {
      print_one_of(w, " policies=", rows[i].name, &first);
    }
  }
}

void mw_pop3_session_print(const mw_pop3_session *s, mw_writer *w)
{
  size_t begin = mwi_item_begin(w);
  if (!mwi_may_write(w, s)) {
    return;
  }
  mwi_put(w, mw_slice_text("pop3"));
  print_word(w, mw_pop3_state_name((mw_pop3_state)s->state));
  print_pop3_flags(w, s->flags);
  print_capabilities(w, s->offered);
  print_pop3_policies(w, s->policy);
  mwi_item_end(w, begin);
}
