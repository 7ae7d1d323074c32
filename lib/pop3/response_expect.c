/* SPDX-License-Identifier: MIT */
/* What the response reader is told: how it begins, and which commands wait for their answers. */
#include <mailwire/announced.h>
#include <mailwire/sasl.h>
#include <string.h>

#include "base/own_verb.h"
#include "pop3/response_reader.h"

enum { MOST_WAITING = 1 << 16 };

/* Challenges are longer than other lines. */
static void settle_response_limit(mw_pop3_response_reader *r)
{
  uint32_t limit = r->line_limit > MW_SASL_LINE ? r->line_limit : MW_SASL_LINE;
  r->lines.limit = mwi_line_most(&r->lines, limit);
}

mw_status mw_pop3_response_reader_init(mw_pop3_response_reader *r, char *storage, size_t size,
                                       mw_pop3_waiting *ring, size_t count, uint64_t allow)
{
  mw_line_framer lines;
  mw_status status = mw_line_framer_init(&lines, storage, size, MW_SASL_LINE, allow);
  if (r == NULL || ring == NULL || count == 0 || count > MOST_WAITING || status != MW_OK) {
    return MW_E_ARGUMENT;
  }
  memset(r, 0, sizeof *r);
  r->lines = lines;
  r->ring = ring;
  r->ring_size = (uint32_t)count;
  r->line_limit = MW_POP3_RESPONSE_LINE;
  r->listing_limit = MW_SASL_LINE;
  r->policy = MW_DOT_REPORT;
  r->flags = MWI_POP3_GREETING_DUE;
  settle_response_limit(r);
  return MW_OK;
}

mw_status mw_pop3_response_reader_limit(mw_pop3_response_reader *r, size_t line)
{
  if (r == NULL || line == 0 || !mwi_line_limit_fits(line) || !mwi_line_fresh(&r->lines)) {
    return MW_E_ARGUMENT;
  }
  mwi_line_set_limit(&r->line_limit, line);
  mwi_line_set_limit(&r->listing_limit, line);
  settle_response_limit(r);
  return MW_OK;
}

mw_status mw_pop3_response_reader_policy(mw_pop3_response_reader *r, mw_dot_policy policy)
{
  if (r == NULL || (unsigned)policy > MW_DOT_NORMALISE) {
    return MW_E_ARGUMENT;
  }
  r->policy = (uint8_t)policy;
  return MW_OK;
}

/* The answer to a command with or without an argument. */
static mw_pop3_answer answer_to(mw_pop3_answer rule, bool has_argument)
{
  if (rule == MW_POP3_ANSWER_LINES_IF_BARE) {
    return has_argument ? MW_POP3_ANSWER_LINE : MW_POP3_ANSWER_LINES;
  }
  return rule;
}

static mw_status wait_for(mw_pop3_response_reader *r, int verb, mw_pop3_answer answer,
                          unsigned form)
{
  mw_pop3_waiting *command;
  size_t at;
  if (r->mode == MWI_POP3_SERVER_TLS) {
    return MW_E_ARGUMENT;
  }
  if (r->mode == MWI_POP3_SERVER_ENDED) {
    return MW_E_ABORTED;
  }
  if (r->count == r->ring_size) {
    return MW_E_SPACE;
  }
  at = (size_t)r->first + r->count;
  command = &r->ring[at < r->ring_size ? at : at - r->ring_size];
  command->verb = (uint16_t)verb;
  command->answer = (uint8_t)answer;
  command->form = (uint8_t)form;
  r->count++;
  return MW_OK;
}

mw_status mw_pop3_response_reader_expect(mw_pop3_response_reader *r, mw_pop3_verb verb,
                                         bool has_argument)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
  unsigned form = verb == MW_POP3_AUTH   ? MWI_POP3_MAY_CHALLENGE
                  : verb == MW_POP3_STLS ? MWI_POP3_MAY_START_TLS
                                         : 0;
  if (r == NULL || (row == NULL && verb != MW_POP3_UNKNOWN)) {
    return MW_E_ARGUMENT;
  }
  return wait_for(r, (int)verb,
                  row != NULL ? answer_to(row->answer, has_argument) : MW_POP3_ANSWER_LINE, form);
}

mw_status mw_pop3_response_reader_expect_command(mw_pop3_response_reader *r,
                                                 const mw_pop3_command *command)
{
  mw_slice words;
  mw_slice word;
  if (command == NULL) {
    return MW_E_ARGUMENT;
  }
  words = command->argument;
  return mw_pop3_response_reader_expect(r, command->verb, mw_word_next(&words, &word));
}

mw_status mw_pop3_response_reader_expect_own(mw_pop3_response_reader *r,
                                             const mw_pop3_own_verb *row, bool has_argument)
{
  if (r == NULL || row == NULL || !mwi_is_own_number(row->number) ||
      row->answer < MW_POP3_ANSWER_LINE || row->answer > MW_POP3_ANSWER_LINES_IF_BARE) {
    return MW_E_ARGUMENT;
  }
  return wait_for(r, row->number, answer_to(row->answer, has_argument), 0);
}

size_t mw_pop3_response_reader_waiting(const mw_pop3_response_reader *r)
{
  return r != NULL ? r->count : 0;
}

void mw_pop3_response_reader_reset(mw_pop3_response_reader *r, bool greeting)
{
  if (r != NULL) {
    mw_line_framer_reset(&r->lines);
    r->mode = MWI_POP3_STATUS_DUE;
    r->flags = greeting ? MWI_POP3_GREETING_DUE : 0;
    r->first = 0;
    r->count = 0;
  }
}
