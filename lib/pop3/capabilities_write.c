/* SPDX-License-Identifier: MIT */
/* The response to CAPA, written from a set (RFC 2449 5).
 *
 *   capa-resp = "+OK" [ SP text ] CRLF *( capability CRLF ) "." CRLF
 */
#include "base/writer.h"
#include "grammar/announced.h"
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

/* The end of a line, which may be the status line. */
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

/* The parameters of the first line with that tag, as they were announced. */
static void put_announced(mw_writer *w, const mw_pop3_capabilities *set,
                          mw_pop3_capability capability)
{
  mw_pop3_capability_line line;
  size_t at = 0;
  if (mwi_pop3_capability_line_next(set, capability, &at, &line)) {
    mwi_put_words(w, line.params);
  }
}

/* Names of the table, then those of all lines that the table does not have. */
static void put_mechanism_names(mw_writer *w, const mw_pop3_capabilities *set)
{
  mw_pop3_capability_line line;
  size_t at = 0;
  mwi_put_sasl_set(w, &set->sasl);
  while (mwi_pop3_capability_line_next(set, MW_POP3_CAP_SASL, &at, &line)) {
    mwi_put_unknown_sasl(w, line.params);
  }
}

static void put_login_delay(mw_writer *w, const mw_pop3_capabilities *set)
{
  if (!set->has_login_delay) {
    put_announced(w, set, MW_POP3_CAP_LOGIN_DELAY);
    return;
  }
  if (set->login_delay == MW_POP3_EXPIRE_NEVER) {
    mwi_refuse(w);
  }
  mwi_put(w, mw_slice_of(" ", 1));
  mwi_put_number(w, set->login_delay);
  put_user_word(w, set->login_delay_user);
}

static void put_expire(mw_writer *w, const mw_pop3_capabilities *set)
{
  if (!set->has_expire) {
    put_announced(w, set, MW_POP3_CAP_EXPIRE);
    return;
  }
  mwi_put(w, mw_slice_of(" ", 1));
  if (set->expire == MW_POP3_EXPIRE_NEVER) {
    mwi_put(w, mw_slice_of("NEVER", 5));
  } else {
    mwi_put_number(w, set->expire);
  }
  put_user_word(w, set->expire_user);
}

/* What follows the tag. */
static void put_capability_params(mw_writer *w, const mw_pop3_capabilities *set,
                                  mw_pop3_capability capability)
{
  switch (capability) {
  case MW_POP3_CAP_SASL: put_mechanism_names(w, set); break;
  case MW_POP3_CAP_LOGIN_DELAY: put_login_delay(w, set); break;
  case MW_POP3_CAP_EXPIRE: put_expire(w, set); break;
  case MW_POP3_CAP_UTF8: put_user_word(w, set->utf8_user); break;
  default: put_announced(w, set, capability); break;
  }
}

/* Parameters that the table has without brackets must be there. */
static void put_capability(capability_writer *c, const mw_pop3_capabilities *set,
                           mw_pop3_capability capability)
{
  const mw_pop3_capability_info *row = mw_pop3_capability_row(capability);
  size_t before;
  begin_capability(c, mw_slice_text(row->tag));
  before = c->w->len;
  put_capability_params(c->w, set, capability);
  if (row->params[0] != '\0' && row->params[0] != '[' && c->w->len == before) {
    mwi_refuse(c->w);
  }
  end_capability(c);
}

static void put_unknown_tags(capability_writer *c, const mw_pop3_capabilities *set)
{
  mw_pop3_capability_line line;
  size_t at = 0;
  while (mwi_pop3_capability_line_next(set, MW_POP3_CAP_UNKNOWN, &at, &line)) {
    begin_capability(c, line.tag);
    mwi_put_words(c->w, line.params);
    end_capability(c);
  }
}

void mw_pop3_capabilities_write(mw_writer *w, mw_slice text, const mw_pop3_capabilities *set)
{
  static const mw_slice no_code = {NULL, 0};
  size_t begin = mwi_item_begin(w);
  capability_writer c = {w, begin};
  unsigned number;
  if (set->lines.overflow) {
    mwi_refuse(w);
  }
  mwi_put_pop3_status(w, MW_POP3_STATUS_OK, no_code, text);
  end_capability(&c);
  for (number = 1; number < 64 * MW_POP3_CAP_WORDS; number++) {
    if (mw_pop3_capabilities_has(set, (mw_pop3_capability)number)) {
      put_capability(&c, set, (mw_pop3_capability)number);
    }
  }
  put_unknown_tags(&c, set);
  mwi_put(w, mw_slice_of(".\r\n", 3));
  mwi_item_end(w, begin);
}
