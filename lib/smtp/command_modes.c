/* SPDX-License-Identifier: MIT */
/* How the command reader comes into each of its modes: at the begin, and as the caller tells it
 * what the reply was.
 */
#include <string.h>

#include "smtp/command_reader.h"

uint32_t mwi_command_kind_limit(const mw_smtp_command_reader *r)
{
  return r->mode == MWI_MODE_AUTH ? r->auth_limit : r->command_limit;
}

/* Settles what depends on limits and tolerances alone. */
static void settle_limits(mw_smtp_command_reader *r)
{
  uint32_t most = r->command_limit - 2;
  r->line_most = mwi_line_most(&r->lines, r->command_limit);
  r->plain_most = most < r->line_most ? most : r->line_most;
}

void mwi_command_enter_commands(mw_smtp_command_reader *r)
{
  mwi_command_mode(r, MWI_MODE_COMMAND);
  r->lines.limit = r->line_most;
  r->plain = r->plain_most;
}

static void enter_auth(mw_smtp_command_reader *r)
{
  mwi_command_mode(r, MWI_MODE_AUTH);
  r->lines.limit = mwi_line_most(&r->lines, r->auth_limit);
}

void mwi_command_enter_chunk(mw_smtp_command_reader *r, uint64_t octets)
{
  mw_counted_init(&r->counted, octets);
  r->octets = 0;
  mwi_command_mode(r, MWI_MODE_CHUNK);
}

static void enter_data(mw_smtp_command_reader *r)
{
  size_t limit = r->text_limit < MW_SMTP_NO_LIMIT ? r->text_limit : 0;
  (void)mw_dot_decoder_init(&r->dot, (mw_dot_policy)r->policy, limit, r->lines.allow);
  r->octets = 0;
  r->body_lines = 0;
  r->eight_bit = 0;
  r->flags = MWI_COMMAND_LAST;
  mwi_command_mode(r, MWI_MODE_DATA);
}

mw_status mw_smtp_command_reader_init(mw_smtp_command_reader *r, char *storage, size_t size,
                                      uint64_t allow, unsigned options)
{
  mw_line_framer lines;
  mw_status status = mw_line_framer_init(&lines, storage, size, MW_SMTP_COMMAND_LINE, allow);
  if (r == NULL || status != MW_OK || (options & ~MW_SMTP_HOLD_BDAT) != 0) {
    return MW_E_ARGUMENT;
  }
  memset(r, 0, sizeof *r);
  r->lines = lines;
  r->command_limit = MW_SMTP_COMMAND_LINE;
  r->auth_limit = MW_SASL_LINE;
  r->text_limit = MW_SMTP_TEXT_LINE;
  r->options = (uint8_t)options;
  settle_limits(r);
  mwi_command_enter_commands(r);
  return MW_OK;
}

mw_status mw_smtp_command_reader_limits(mw_smtp_command_reader *r, size_t command_line,
                                        size_t auth_line, size_t text_line)
{
  bool fit = mwi_line_limit_fits(command_line) && mwi_line_limit_fits(auth_line) &&
             mwi_line_limit_fits(text_line);
  if (r == NULL || !fit || !mwi_line_fresh(&r->lines)) {
    return MW_E_ARGUMENT;
  }
  mwi_line_set_limit(&r->command_limit, command_line);
  mwi_line_set_limit(&r->auth_limit, auth_line);
  mwi_line_set_limit(&r->text_limit, text_line);
  settle_limits(r);
  if (r->mode == MWI_MODE_COMMAND) {
    mwi_command_enter_commands(r);
  } else if (r->mode == MWI_MODE_AUTH) {
    enter_auth(r);
  }
  return MW_OK;
}

mw_status mw_smtp_command_reader_policy(mw_smtp_command_reader *r, mw_dot_policy policy)
{
  if (r == NULL || (unsigned)policy > MW_DOT_NORMALISE) {
    return MW_E_ARGUMENT;
  }
  r->policy = (uint8_t)policy;
  return MW_OK;
}

bool mw_smtp_command_reader_held(const mw_smtp_command_reader *r)
{
  return r != NULL && r->mode == MWI_MODE_HELD;
}

/* The verb after which a client may send that, MW_SMTP_UNKNOWN for any. */
static mw_smtp_verb verb_before(mw_smtp_expect what)
{
  switch (what) {
  case MW_SMTP_EXPECT_AUTH: return MW_SMTP_AUTH;
  case MW_SMTP_EXPECT_DATA: return MW_SMTP_DATA;
  case MW_SMTP_EXPECT_CHUNK: return MW_SMTP_BDAT;
  case MW_SMTP_EXPECT_TLS: return MW_SMTP_STARTTLS;
  default: return MW_SMTP_UNKNOWN;
  }
}

mw_status mw_smtp_command_reader_expect(mw_smtp_command_reader *r, mw_smtp_expect what)
{
  if (r == NULL || r->mode != MWI_MODE_HELD) {
    return MW_E_ARGUMENT;
  }
  if (what == MW_SMTP_EXPECT_COMMAND) {
    mwi_command_enter_commands(r);
    return MW_OK;
  }
  if (r->held_for != (uint8_t)verb_before(what)) {
    return MW_E_ARGUMENT;
  }
  switch (what) {
  case MW_SMTP_EXPECT_AUTH: enter_auth(r); break;
  case MW_SMTP_EXPECT_DATA: enter_data(r); break;
  case MW_SMTP_EXPECT_TLS:
    r->flags = 0;
    mwi_command_mode(r, MWI_MODE_TLS);
    break;
  default: return mw_smtp_command_reader_expect_octets(r, mw_counted_left(&r->counted));
  }
  return MW_OK;
}

mw_status mw_smtp_command_reader_expect_octets(mw_smtp_command_reader *r, uint64_t octets)
{
  if (r == NULL || r->mode != MWI_MODE_HELD || r->held_for != MW_SMTP_BDAT ||
      octets == MW_OCTETS_UNKNOWN) {
    return MW_E_ARGUMENT;
  }
  mwi_command_enter_chunk(r, octets);
  return MW_OK;
}

void mw_smtp_command_reader_reset(mw_smtp_command_reader *r)
{
  if (r != NULL) {
    mw_line_framer_reset(&r->lines);
    r->flags = 0;
    mwi_command_enter_commands(r);
  }
}
