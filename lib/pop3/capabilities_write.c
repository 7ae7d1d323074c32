/* SPDX-License-Identifier: MIT */
/* The response to CAPA, written from a set (RFC 2449 5).
 *
 *   capa-resp = "+OK" [ SP text ] CRLF *( capability CRLF ) "." CRLF
 */
#include <mailwire/pop3_capability.h>
#include <string.h>

#include "base/writer.h"
#include "grammar/sasl.h"
#include "pop3/capabilities.h"
#include "pop3/response.h"

/* A line in the making. */
typedef struct capability_writer {
  mw_writer *w;
  size_t begin;
} capability_writer;

static void begin_capability(capability_writer *c, mw_slice tag)
{
  c->begin = c->w->len;
  mwi_put(c->w, tag);
}

static void end_capability(capability_writer *c)
{
  mwi_put_crlf(c->w);
  if (c->w->len - c->begin > MW_POP3_RESPONSE_LINE) {
    mwi_refuse(c->w);
  }
}

static void put_user_word(mw_writer *w, bool user)
{
  if (user) {
    mwi_put(w, mw_slice_of(" USER", 5));
  }
}

static mwi_item_walk capa_walk(const mw_pop3_capabilities *set)
{
  mwi_item_walk walk;
  memset(&walk, 0, sizeof walk);
  walk.lines = &set->lines;
  walk.kind = &mwi_capa_kind;
  return walk;
}

/* Names that the table does not have, each once. A line that is too long already takes no more. */
static void put_unknown_names(capability_writer *c, const mw_pop3_capabilities *set)
{
  mwi_item_walk walk = capa_walk(set);
  while (mwi_item_next(&walk) && c->w->len - c->begin <= MW_POP3_RESPONSE_LINE) {
    if (walk.of == MW_POP3_CAP_SASL && !mwi_item_repeats(&walk)) {
      mwi_put_words(c->w, walk.text);
    }
  }
}

static void put_login_delay(mw_writer *w, const mw_pop3_capabilities *set)
{
  if (set->login_delay == MW_POP3_EXPIRE_NEVER) {
    mwi_refuse(w);
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_number(w, set->login_delay);
  put_user_word(w, set->login_delay_user);
}

static void put_expire(mw_writer *w, const mw_pop3_capabilities *set)
{
  mwi_put(w, mw_slice_of(" ", 1));
  if (set->expire == MW_POP3_EXPIRE_NEVER) {
    mwi_put(w, mw_slice_of("NEVER", 5));
  } else {
    mwi_put_number(w, set->expire);
  }
  put_user_word(w, set->expire_user);
}

/* What fields say of a tag; nothing when they say nothing. */
static void put_typed_params(capability_writer *c, const mw_pop3_capabilities *set,
                             mw_pop3_capability capability)
{
  if (capability == MW_POP3_CAP_SASL) {
    mwi_put_sasl_set(c->w, &set->sasl);
    put_unknown_names(c, set);
  } else if (capability == MW_POP3_CAP_LOGIN_DELAY && set->has_login_delay) {
    put_login_delay(c->w, set);
  } else if (capability == MW_POP3_CAP_EXPIRE && set->has_expire) {
    put_expire(c->w, set);
  } else if (capability == MW_POP3_CAP_UTF8) {
    put_user_word(c->w, set->utf8_user);
  }
}

static bool has_typed_params(const mw_pop3_capabilities *set, mw_pop3_capability capability)
{
  return capability == MW_POP3_CAP_SASL ||
         (capability == MW_POP3_CAP_LOGIN_DELAY && set->has_login_delay) ||
         (capability == MW_POP3_CAP_EXPIRE && set->has_expire) ||
         (capability == MW_POP3_CAP_UTF8 && set->utf8_user);
}

/* A line with the tag and what fields say, or those words. Parameters that the table has without
 * brackets must be there. */
static void put_capability(capability_writer *c, const mw_pop3_capabilities *set,
                           mw_pop3_capability capability, const mw_slice *words)
{
  const mw_pop3_capability_info *row = mw_pop3_capability_row(capability);
  size_t before;
  begin_capability(c, mw_slice_text(row->tag));
  before = c->w->len;
  if (words != NULL) {
    mwi_put_words(c->w, *words);
  } else {
    put_typed_params(c, set, capability);
  }
  if (row->params[0] != '\0' && row->params[0] != '[' && c->w->len == before) {
    mwi_refuse(c->w);
  }
  end_capability(c);
}

/* The lines of a tag: one for what fields say, and one for each text of parameters besides that was
 * announced; among very many of them what repeats is not looked for. */
static void put_capability_lines(capability_writer *c, const mw_pop3_capabilities *set,
                                 mw_pop3_capability capability)
{
  mwi_item_walk walk = capa_walk(set);
  bool some = has_typed_params(set, capability);
  if (some) {
    put_capability(c, set, capability, NULL);
  }
  while (capability != MW_POP3_CAP_SASL && mwi_item_next(&walk)) {
    if (walk.of == (unsigned)capability &&
        (walk.steps > MWI_ANNOUNCED_MOST || !mwi_item_repeats(&walk))) {
      put_capability(c, set, capability, &walk.text);
      some = true;
    }
  }
  if (!some) {
    put_capability(c, set, capability, NULL);
  }
}

static void put_unknown_tags(capability_writer *c, const mw_pop3_capabilities *set)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capability_line line;
  mw_slice text;
  size_t at = 0;
  while (mw_announced_next(&set->lines, &at, &text)) {
    if (mw_pop3_capability_parse(text, MW_ALLOW_REPORTED, &line, &unused) &&
        line.capability == MW_POP3_CAP_UNKNOWN) {
      begin_capability(c, line.tag);
      mwi_put_words(c->w, line.params);
      end_capability(c);
    }
  }
}

/* Whether each typed value has its tag's bit, and no line was lost. */
static bool is_whole_set(const mw_pop3_capabilities *set)
{
  return !set->lines.lost &&
         (mw_pop3_capabilities_has(set, MW_POP3_CAP_SASL) || !mwi_sasl_set_says(&set->sasl)) &&
         (mw_pop3_capabilities_has(set, MW_POP3_CAP_LOGIN_DELAY) || !set->has_login_delay) &&
         (mw_pop3_capabilities_has(set, MW_POP3_CAP_EXPIRE) || !set->has_expire) &&
         (mw_pop3_capabilities_has(set, MW_POP3_CAP_UTF8) || !set->utf8_user);
}

void mw_pop3_capabilities_write(mw_writer *w, mw_slice text, const mw_pop3_capabilities *set)
{
  static const mw_slice no_code = {NULL, 0};
  size_t begin = mwi_item_begin(w);
  capability_writer c = {w, begin};
  unsigned number;
  if (!mwi_may_write(w, set)) {
    return;
  }
  if (!is_whole_set(set)) {
    mwi_refuse(w);
    return;
  }
  mwi_put_pop3_status(w, MW_POP3_STATUS_OK, no_code, text);
  end_capability(&c);
  for (number = 1; number < 64 * MW_POP3_CAP_WORDS; number++) {
    if (mw_pop3_capabilities_has(set, (mw_pop3_capability)number)) {
      put_capability_lines(&c, set, (mw_pop3_capability)number);
    }
  }
  put_unknown_tags(&c, set);
  mwi_put(w, mw_slice_of(".\r\n", 3));
  mwi_item_end(w, begin);
}
