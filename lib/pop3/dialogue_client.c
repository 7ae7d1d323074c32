/* SPDX-License-Identifier: MIT */
/* What the client says, in a dialogue: its events become items, and units that wait for responses.
 */
#include <mailwire/announced.h>

#include "base/anomaly.h"
#include "grammar/sasl.h"
#include "pop3/command_reader.h"
#include "pop3/dialogue.h"
#include "pop3/session.h"

bool mwi_chat_in_command(const mw_pop3_dialogue *d)
{
  uint8_t mode = d->commands.mode;
  return (mode == MWI_POP3_COMMANDS || mode == MWI_POP3_AUTHING) &&
         !mwi_line_fresh(&d->commands.lines) && !mwi_line_skipping(&d->commands.lines);
}

/* ---- anomalies ------------------------------------------------------------------------------ */

/* Whether it is known what the server had said before: not what was announced where the recording
 * may begin later, or has a gap. */
static bool pop3_knows_groups(const mw_pop3_dialogue *d)
{
  return mwi_chat_is(d, MWI_CHAT_GREETED) &&
         (!mwi_chat_is(d, MWI_CHAT_MIDWAY) || (d->session.flags & MWI_POP3_SESSION_OFFERED) != 0);
}

/* Whether it was sent before a response that it has to wait for (RFC 2449 6.6). */
static bool pop3_is_too_early(const mw_pop3_dialogue *d, const mw_pop3_step *step)
{
  return d->waiting > 0 && pop3_knows_groups(d) && mwi_turn_ordered(&d->turns) &&
         !mwi_turn_is_over(&d->turns, MW_FROM_SERVER) &&
         mw_pop3_session_may_send(&d->session, step, &mwi_chat_newest(d)->step, NULL) ==
             MW_POP3_MAY_WAIT;
}

/* Whether a password that can be read stands in the line, or will come. */
static bool pop3_shows_password(const mw_pop3_dialogue *d, mw_pop3_verb verb,
                                const mw_pop3_step *step)
{
  return (verb == MW_POP3_PASS || (step->flags & MW_POP3_STEP_PLAIN) != 0) &&
         !mw_pop3_session_is_tls(&d->session);
}

/* The server closes behind QUIT, done or not (RFC 1939 6); where it refused to serve nothing else
 * may come. */
static bool pop3_is_over(const mw_pop3_dialogue *d, mw_pop3_verb verb)
{
  mw_pop3_state state = mw_pop3_session_state(&d->session);
  return state == MW_POP3_STATE_UPDATE || state == MW_POP3_STATE_CLOSED ||
         (state == MW_POP3_STATE_REJECTED && verb != MW_POP3_QUIT);
}

/* Of a line that the reader found whole. */
static bool pop3_breaks_grammar(const mw_pop3_dialogue *d, const mw_pop3_command *command)
{
  mw_pop3_rules rules;
  mw_pop3_argument argument;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_rules_init(&rules, d->commands.lines.allow);
  return command->verb != MW_POP3_UNKNOWN &&
         !mw_pop3_argument_parse(command, &rules, &argument, &finding);
}

static uint64_t pop3_odd_command(const mw_pop3_dialogue *d, const mw_pop3_command_event *event,
                                 const mw_pop3_step *step)
{
  uint64_t found = mwi_anomaly_of_line(event->fault, event->tolerated);
  if (event->fault == MW_FAULT_NONE && pop3_breaks_grammar(d, &event->command)) {
    found |= MW_ANOMALY_BIT(MALFORMED);
  }
  if (pop3_shows_password(d, event->command.verb, step)) {
    found |= MW_ANOMALY_BIT(PASSWORD_IN_CLEAR);
  }
  if (pop3_is_too_early(d, step)) {
    found |= MW_ANOMALY_BIT(PIPELINING);
  }
  if (mwi_chat_is_unannounced(d, step)) {
    found |= MW_ANOMALY_BIT(UNANNOUNCED);
  }
  if (pop3_is_over(d, step->verb)) {
    found |= MW_ANOMALY_BIT(AFTER_END);
  }
  return found;
}

/* ---- lines ---------------------------------------------------------------------------------- */

static mw_pop3_unit *pop3_push_line(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  mw_pop3_unit *u = mwi_chat_push(d);
  item->sequence = ++d->sequence;
  item->offset = item->command.offset;
  item->end = item->command.end;
  item->together = d->stamp != 0 && d->stamp == d->line_stamp;
  d->line_stamp = d->stamp;
  u->sequence = item->sequence;
  u->offset = item->offset;
  u->end = item->end;
  return u;
}

/* The exchange: what its mechanism shows, and how long it is where nobody answers. Without a
 * mechanism it begins with a challenge, if one comes. */
static void pop3_begin_auth(mw_pop3_dialogue *d, const mw_pop3_command *command, mw_pop3_step *step)
{
  mw_slice words = command->argument;
  mw_slice word;
  mw_sasl_mechanism mechanism;
  mwi_chat_set(d, MWI_CHAT_AUTH_STRAY, true);
  d->auth_left = 0;
  if (!mw_word_next(&words, &word)) {
    return;
  }
  mwi_chat_begin_auth(d);
  mechanism = mw_sasl_mechanism_find(word);
  d->auth_left = (uint8_t)mwi_sasl_lines(mechanism, mw_word_next(&words, &word));
  if (mechanism == MW_SASL_PLAIN || mechanism == MW_SASL_LOGIN) {
    step->flags |= MW_POP3_STEP_PLAIN;
  }
}

static void pop3_hide_stray(mw_pop3_dialogue *d, mw_pop3_command_event *event)
{
  if (event->command.verb != MW_POP3_UNKNOWN) {
    mwi_chat_set(d, MWI_CHAT_AUTH_STRAY, false);
  } else if (mwi_chat_is(d, MWI_CHAT_AUTH_STRAY)) {
    event->command.secret = event->raw;
  }
}

static void pop3_take_command(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  mw_pop3_step step = mw_pop3_step_of(&item->command.command, item->command.fault);
  mwi_chat_item(d, item, MW_POP3_ITEM_COMMAND, MW_FROM_CLIENT);
  pop3_hide_stray(d, &item->command);
  if (item->command.command.verb == MW_POP3_AUTH) {
    pop3_begin_auth(d, &item->command.command, &step);
  }
  item->anomalies = pop3_odd_command(d, &item->command, &step);
  pop3_push_line(d, item)->step = step;
}

static void pop3_take_auth_line(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  mwi_chat_item(d, item, MW_POP3_ITEM_AUTH_LINE, MW_FROM_CLIENT);
  item->anomalies = mwi_anomaly_of_line(item->command.fault, item->command.tolerated);
  pop3_push_line(d, item)->step.place = MW_POP3_PLACE_AUTH_LINE;
}

static void pop3_put_raw(const mw_pop3_dialogue *d, mw_pop3_item *item, mw_pop3_item_kind kind)
{
  mwi_chat_item(d, item, kind, MW_FROM_CLIENT);
  item->raw = item->command.raw;
  item->offset = item->command.offset;
  item->end = item->command.end;
  item->anomalies = kind != MW_POP3_ITEM_SKIPPED ? mwi_anomaly_of_line(item->command.fault, 0) : 0;
}

static void pop3_take_adrift(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  if (mwi_chat_line_adrift(d, &item->command)) {
    pop3_take_command(d, item);
    return;
  }
  pop3_put_raw(d, item, MW_POP3_ITEM_SKIPPED);
  if (item->command.held) { /* nobody knows whether it was a command at all */
    (void)mw_pop3_command_reader_expect(&d->commands, MW_POP3_EXPECT_COMMAND);
  }
}

mw_status mwi_chat_client(mw_pop3_dialogue *d, mw_slice *in, mw_pop3_item *item)
{
  mw_status status = mw_pop3_command_reader_next(&d->commands, in, &item->command);
  mwi_turn_speak(&d->turns, MW_FROM_CLIENT);
  if (status != MW_OK) {
    return status;
  }
  if (item->command.kind == MW_POP3_EVENT_LEFTOVER) {
    pop3_put_raw(d, item, MW_POP3_ITEM_LEFTOVER);
  } else if (mwi_chat_is(d, MWI_CHAT_ADRIFT)) {
    pop3_take_adrift(d, item);
  } else if (item->command.kind == MW_POP3_EVENT_AUTH) {
    pop3_take_auth_line(d, item);
  } else {
    pop3_take_command(d, item);
  }
  return MW_OK;
}

bool mwi_chat_end_client(mw_pop3_dialogue *d, mw_pop3_item *item)
{
  if (mw_pop3_command_reader_finish(&d->commands, &item->command) != MW_OK ||
      item->command.raw.len == 0) {
    return false;
  }
  mwi_chat_hide_cut(d, &item->command);
  pop3_put_raw(d, item, MW_POP3_ITEM_UNFINISHED);
  mwi_chat_stamp_end(d, item, MW_FROM_CLIENT);
  return true;
}
