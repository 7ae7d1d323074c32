/* SPDX-License-Identifier: MIT */
/* Anomalies: what only the other side, or what was said before, makes remarkable. */
#include "base/anomaly.h"
#include "base/compiler.h"
#include "grammar/sasl.h"
#include "smtp/argument.h"
#include "smtp/dialogue_odd.h"
#include "smtp/session.h"

/* ---- commands ------------------------------------------------------------------------------- */

/* The first of the extensions that was announced is enough; so is none to be named. */
static bool is_announced(const mw_smtp_dialogue *d, const char *extensions)
{
  mw_slice rest = mw_slice_text(extensions);
  mw_slice word;
  if (rest.len == 0) {
    return true;
  }
  while (mw_word_next(&rest, &word)) {
    mw_smtp_extension extension = mw_smtp_extension_find(word);
    if (extension == MW_SMTP_EXT_UNKNOWN || mwi_session_offers(&d->session, extension)) {
      return true;
    }
  }
  return false;
}

static bool is_param_announced(const mw_smtp_dialogue *d, mw_smtp_param param)
{
  const mw_smtp_param_info *row = mw_smtp_param_row(param);
  return row == NULL || is_announced(d, row->extension);
}

/* Nearly every parameter is one of two that were announced: those that are not. */
static uint64_t other_params(const mw_smtp_dialogue *d, uint64_t present)
{
  if (mwi_session_offers(&d->session, MW_SMTP_EXT_SIZE)) {
    present &= ~(UINT64_C(1) << MW_SMTP_PARAM_SIZE);
  }
  if (mwi_session_offers(&d->session, MW_SMTP_EXT_8BITMIME)) {
    present &= ~(UINT64_C(1) << MW_SMTP_PARAM_BODY);
  }
  return present;
}

/* EXPN and HELP need no announcement (RFC 5321 4.5.1). */
static bool is_verb_announced(const mw_smtp_dialogue *d, mw_smtp_verb verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(verb);
  return row == NULL || row->standing == MW_SMTP_CURRENT || is_announced(d, row->extension);
}

static uint64_t odd_params(const mw_smtp_dialogue *d, const mw_smtp_params *params)
{
  uint64_t left = other_params(d, params->present);
  uint64_t found = 0;
  for (; left != 0; left &= left - 1) {
    if (!is_param_announced(d, (mw_smtp_param)mwi_first_bit(left))) {
      found = MW_ANOMALY_BIT(UNANNOUNCED);
    }
  }
  if (MW_SMTP_HAS(params, SIZE) && d->session.most > 0 && params->size > d->session.most) {
    found |= MW_ANOMALY_BIT(SIZE_OVER_LIMIT);
  }
  return found;
}

/* An address that needs SMTPUTF8: the server has to announce it, its MAIL has to ask for it (RFC
 * 6531 3.4). */
static uint64_t odd_address(const mw_smtp_dialogue *d)
{
  uint64_t found = d->mail_ascii != 0 ? MW_ANOMALY_BIT(MALFORMED) : 0;
  if (mwi_odd_knows_offers(d) && !mwi_session_offers(&d->session, MW_SMTP_EXT_SMTPUTF8)) {
    found |= MW_ANOMALY_BIT(UNANNOUNCED);
  }
  return found;
}

/* MAIL and RCPT. */
static uint64_t read_envelope(mw_smtp_dialogue *d, mw_smtp_verb verb, const mw_rules *rules,
                              const mw_smtp_argument *argument, mw_smtp_step *step)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_params params;
  uint64_t found = 0;
  params.present = 0;
  if (argument->params.ptr != NULL) {
    mw_smtp_params_parse(argument->params,
                         verb == MW_SMTP_MAIL ? MW_SMTP_PARAMS_MAIL : MW_SMTP_PARAMS_RCPT, rules,
                         &params, &finding);
    mw_smtp_step_add(step, argument, &params);
    found = finding.fault != MW_FAULT_NONE ? MW_ANOMALY_BIT(MALFORMED) : 0;
    found |= mwi_odd_knows_offers(d) ? odd_params(d, &params) : 0;
  }
  if (verb == MW_SMTP_MAIL) {
    d->mail_ascii = finding.fault == MW_FAULT_NONE && !MW_SMTP_HAS(&params, SMTPUTF8);
  }
  return argument->path.is_utf8 ? found | odd_address(d) : found;
}

static uint64_t read_auth(const mw_smtp_dialogue *d, const mw_smtp_argument *argument,
                          mw_smtp_step *step)
{
  mw_sasl_mechanism mechanism = mw_sasl_mechanism_find(argument->text);
  bool initial = argument->initial.ptr != NULL;
  step->octets = mwi_sasl_lines(mechanism, initial);
  step->flags |= initial && mwi_sasl_takes_one_round(mechanism) ? MW_SMTP_STEP_ONE_ROUND : 0;
  if (mechanism != MW_SASL_PLAIN && mechanism != MW_SASL_LOGIN) {
    return 0;
  }
  step->flags |= MW_SMTP_STEP_PLAIN;
  return mw_smtp_session_is_tls(&d->session) ? 0 : MW_ANOMALY_BIT(PASSWORD_IN_CLEAR);
}

uint64_t mwi_odd_argument(mw_smtp_dialogue *d, const mw_smtp_command *command, mw_smtp_step *step)
{
  mw_rules tolerant;
  const mw_rules *rules = NULL;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_argument argument;
  if (d->commands.lines.allow != 0) {
    mw_rules_init(&tolerant, d->commands.lines.allow);
    rules = &tolerant;
  }
  if (!mw_smtp_argument_parse(command, rules, &argument, &finding)) {
    d->mail_ascii = 0; /* of a MAIL nobody knows what it asks for */
    return MW_ANOMALY_BIT(MALFORMED);
  }
  if (command->verb == MW_SMTP_AUTH) {
    return read_auth(d, &argument, step);
  }
  if (command->verb == MW_SMTP_MAIL || command->verb == MW_SMTP_RCPT) {
    return read_envelope(d, command->verb, rules, &argument, step);
  }
  if (command->verb == MW_SMTP_BURL) {
    mw_smtp_step_add(step, &argument, NULL);
  }
  return 0;
}

uint64_t mwi_odd_command_other(const mw_smtp_dialogue *d, const mw_smtp_command_event *event,
                               uint64_t found)
{
  mw_smtp_verb verb = event->command.verb;
  if ((event->tolerated | event->fault) != 0) {
    found &= event->fault != 0 ? ~MW_ANOMALY_BIT(MALFORMED) : ~UINT64_C(0);
    found |= mwi_anomaly_of_line(event->fault, event->tolerated);
  }
  if (mwi_odd_knows_offers(d) && !mwi_verb_is_current(verb) && !is_verb_announced(d, verb)) {
    found |= MW_ANOMALY_BIT(UNANNOUNCED);
  }
  return mwi_talk_is(d, MWI_TALK_CLOSING) ? found | MW_ANOMALY_BIT(AFTER_END) : found;
}

/* ---- replies -------------------------------------------------------------------------------- */

/* RFC 2034 4: in every 2yz, 4yz and 5yz but the greeting and the replies to HELO and EHLO. */
static bool lacks_enhanced(const mw_smtp_dialogue *d, const mw_smtp_reply_event *event,
                           const mw_smtp_unit *u)
{
  return event->line.enhanced.klass == 0 && event->code / 100 != 3 && u != NULL &&
         mwi_session_offers(&d->session, MW_SMTP_EXT_ENHANCEDSTATUSCODES) &&
         !mwi_unit_is(u, MW_SMTP_HELO);
}

uint64_t mwi_odd_reply_other(const mw_smtp_dialogue *d, const mw_smtp_reply_event *event,
                             const mw_smtp_unit *u, bool announces)
{
  uint64_t found = 0;
  if ((event->tolerated | event->fault) != 0) {
    found = mwi_anomaly_of_line(event->fault, event->tolerated);
  }
  if (event->mixed_enhanced) {
    found |= MW_ANOMALY_BIT(MIXED_ENHANCED);
  }
  if (announces) {
    return found;
  }
  if (event->line.enhanced_fault == MW_FAULT_ENHANCED_CLASS) {
    found |= MW_ANOMALY_BIT(ENHANCED_CLASS);
  } else if (lacks_enhanced(d, event, u)) {
    found |= MW_ANOMALY_BIT(ENHANCED_MISSING);
  }
  return found;
}

/* Whether this reply is one that the session is not told: of PRDR's only the last counts. */
static bool is_in_part(const mw_smtp_dialogue *d, const mw_smtp_step *step)
{
  const mw_smtp_unit *u = mwi_talk_oldest(d);
  return step != NULL && step->place == MW_SMTP_PLACE_MESSAGE &&
         d->session.variant != MW_SMTP_VARIANT_LMTP && u->got < u->due;
}

/* Whether a step is refused because of where it stands, and not for what it is. */
static bool is_of_order(mw_smtp_situation situation)
{
  switch (situation) {
  case MW_SMTP_SITUATION_NONE:
  case MW_SMTP_SITUATION_UNKNOWN_VERB:
  case MW_SMTP_SITUATION_NOT_IMPLEMENTED:
  case MW_SMTP_SITUATION_NO_ARGUMENT_ALLOWED:
  case MW_SMTP_SITUATION_UNKNOWN_PARAM:
  case MW_SMTP_SITUATION_MESSAGE_TOO_BIG: return false;
  default: return true;
  }
}

static bool is_out_of_order(const mw_smtp_dialogue *d, const mw_smtp_step *step)
{
  return step != NULL && step->place == MW_SMTP_PLACE_COMMAND &&
         step->refused == MW_SMTP_SITUATION_NONE &&
         is_of_order(mw_smtp_session_command(&d->session, step));
}

/* What a command out of order shows. A client that pipelines cannot know that one in front of it
 * was refused (RFC 2920 3.1). */
static uint64_t odd_order(const mw_smtp_dialogue *d, bool good)
{
  bool excused = mwi_talk_is(d, MWI_TALK_REFUSED) && mwi_turn_ordered(&d->turns);
  if (good) {
    return MW_ANOMALY_BIT(ACCEPTED_OUT_OF_ORDER);
  }
  return excused ? 0 : MW_ANOMALY_BIT(OUT_OF_ORDER);
}

uint64_t mwi_odd_answer(mw_smtp_dialogue *d, const mw_smtp_step *step, unsigned code,
                        const mwi_session_row *usual)
{
  bool misplaced = usual == NULL && is_out_of_order(d, step);
  bool good = code / 100 == 2 || code / 100 == 3;
  bool fits;
  if (is_in_part(d, step)) {
    return 0;
  }
  fits = mwi_talk_tell(d, step, code, usual);
  if (step == NULL || mwi_talk_is(d, MWI_TALK_MIDWAY)) {
    return 0;
  }
  if (misplaced) {
    return odd_order(d, good);
  }
  return fits ? 0 : MW_ANOMALY_BIT(UNEXPECTED_REPLY);
}
