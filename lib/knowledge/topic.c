/* SPDX-License-Identifier: MIT */
/* What can be explained: for each topic the keys of its table, in their order. The tables are those
 * of include/mailwire/tables; a row that is added there is a key here.
 */
#include "knowledge/topic.h"

static const mwi_topic_key topic_smtp_verbs[] = {
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  {keyword, keyword, rfc},
#include <mailwire/tables/smtp_verb.def>
};

static const mwi_topic_key topic_smtp_classes[] = {
#define MW_SMTP_CLASS(digit, text) {#digit "yz", text, "RFC5321 4.2.1; RFC821 E"},
#include <mailwire/tables/smtp_code.def>
};

static const mwi_topic_key topic_smtp_categories[] = {
#define MW_SMTP_CATEGORY(digit, text) {"x" #digit "z", text, "RFC5321 4.2.1"},
#include <mailwire/tables/smtp_code.def>
};

static const mwi_topic_key topic_smtp_codes[] = {
#define MW_SMTP_CODE(code, meaning, commands, rfc) {#code, meaning, rfc},
#include <mailwire/tables/smtp_code.def>
};

static const mwi_topic_key topic_enhanced_classes[] = {
#define MW_ENHANCED_CLASS(digit, text) {#digit ".X.X", text, "RFC3463 3"},
#include <mailwire/tables/smtp_enhanced.def>
};

static const mwi_topic_key topic_enhanced_subjects[] = {
#define MW_ENHANCED_SUBJECT(number, text) {"X." #number ".X", text, "RFC3463 3"},
#include <mailwire/tables/smtp_enhanced.def>
};

static const mwi_topic_key topic_enhanced[] = {
#define MW_ENHANCED(subject, detail, classes, meaning, rfc)                                        \
  {"X." #subject "." #detail, meaning, rfc},
#include <mailwire/tables/smtp_enhanced.def>
};

static const mwi_topic_key topic_smtp_extensions[] = {
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail_params,         \
                          rcpt_params, rfc)                                                        \
  {keyword, keyword, rfc},
#include <mailwire/tables/smtp_extension.def>
};

static const mwi_topic_key topic_smtp_params[] = {
#define MW_SMTP_PARAM(id, number, keyword, mail, rcpt, extension, value, rfc)                      \
  {keyword, keyword, rfc},
#include <mailwire/tables/smtp_param.def>
};

static const mwi_topic_key topic_smtp_situations[] = {
#define MW_SMTP_SITUATION(id, number, code, enhanced, text, rfc) {#id, text, rfc},
#include <mailwire/tables/smtp_situation.def>
};

static const mwi_topic_key topic_smtp_replies[] = {
#define MW_SMTP_REPLY(name, code, enhanced, text, commands, servers, rfc) {name, text, rfc},
#include <mailwire/tables/smtp_catalog.def>
};

static const mwi_topic_key topic_sasl_mechanisms[] = {
#define MW_SASL_MECHANISM(id, number, name, client_first, source) {name, name, source},
#include <mailwire/tables/sasl_mechanism.def>
};

static const mwi_topic_key topic_pop3_verbs[] = {
#define MW_POP3_VERB(id, number, keyword, form, answer, standing, states, capability, rfc)         \
  {keyword, keyword, rfc},
#include <mailwire/tables/pop3_verb.def>
};

static const mwi_topic_key topic_pop3_statuses[] = {
    {"+OK", "it was done", "RFC1939 3"},
    {"-ERR", "it was refused", "RFC1939 3"},
    {"+", "go on with the exchange", "RFC5034 4"},
};

static const mwi_topic_key topic_pop3_codes[] = {
#define MW_POP3_RESPONSE_CODE(id, number, code, capability, commands, meaning, action, rfc)        \
  {code, meaning, rfc},
#include <mailwire/tables/pop3_response_code.def>
};

static const mwi_topic_key topic_pop3_capabilities[] = {
#define MW_POP3_CAPABILITY(id, number, tag, params, commands, affected, differs, valid_states,     \
                           rfc)                                                                    \
  {tag, tag, rfc},
#include <mailwire/tables/pop3_capability.def>
};

static const mwi_topic_key topic_pop3_situations[] = {
#define MW_POP3_SITUATION(id, number, status, code, text, rfc) {#id, text, rfc},
#include <mailwire/tables/pop3_situation.def>
};

static const mwi_topic_key topic_pop3_replies[] = {
#define MW_POP3_REPLY(name, status, code, text, commands, servers, rfc) {name, text, rfc},
#include <mailwire/tables/pop3_catalog.def>
};

static const mwi_topic_key topic_faults[] = {
#define MW_FAULT(id, number, sentence) {#id, sentence, ""},
#include <mailwire/tables/fault.def>
};

static const mwi_topic_key topic_tolerances[] = {
#define MW_TOLERANCE(id, bit, fault, sentence) {#id, sentence, ""},
#include <mailwire/tables/tolerance.def>
};

static const mwi_topic_key topic_verdicts[] = {
#define MW_SMTP_VERDICT(id, number, places, verbs, codes, when, outcome, retry, connection,        \
                        meaning, rfc)                                                              \
  {#id, meaning, rfc},
#define MW_POP3_VERDICT(id, number, places, verbs, statuses, codes, when, outcome, retry,          \
                        connection, meaning, rfc)                                                  \
  {#id, meaning, rfc},
#include <mailwire/tables/verdict.def>
};

static const mwi_topic_key topic_ledger[] = {
#define MW_LEDGER(id, number, sentence, rfc) {#id, sentence, rfc},
#include <mailwire/tables/ledger.def>
};

static const mwi_topic_key topic_readings[] = {
#define MW_READING(id, number, nul, behind_crlf, behind_lf, behind_cr, sentence, source)           \
  {#id, sentence, source},
#include <mailwire/tables/reading.def>
};

static const mwi_topic_key topic_anomalies[] = {
#define MW_ANOMALY(id, bit, name, severity, sentence, source) {name, sentence, source},
#include <mailwire/tables/anomaly.def>
};

/* By the topic's number. */
static const struct {
  const char *name;
  const mwi_topic_key *keys;
  size_t count;
} topics[] = {
#define TOPIC(topic, keys)                                                                         \
  {                                                                                                \
#topic, keys, sizeof keys / sizeof keys[0]                                                     \
  }
    [MW_TOPIC_SMTP_VERB] = TOPIC(SMTP_VERB, topic_smtp_verbs),
    [MW_TOPIC_SMTP_CLASS] = TOPIC(SMTP_CLASS, topic_smtp_classes),
    [MW_TOPIC_SMTP_CATEGORY] = TOPIC(SMTP_CATEGORY, topic_smtp_categories),
    [MW_TOPIC_SMTP_CODE] = TOPIC(SMTP_CODE, topic_smtp_codes),
    [MW_TOPIC_ENHANCED_CLASS] = TOPIC(ENHANCED_CLASS, topic_enhanced_classes),
    [MW_TOPIC_ENHANCED_SUBJECT] = TOPIC(ENHANCED_SUBJECT, topic_enhanced_subjects),
    [MW_TOPIC_ENHANCED] = TOPIC(ENHANCED, topic_enhanced),
    [MW_TOPIC_SMTP_EXTENSION] = TOPIC(SMTP_EXTENSION, topic_smtp_extensions),
    [MW_TOPIC_SMTP_PARAM] = TOPIC(SMTP_PARAM, topic_smtp_params),
    [MW_TOPIC_SMTP_SITUATION] = TOPIC(SMTP_SITUATION, topic_smtp_situations),
    [MW_TOPIC_SMTP_REPLY] = TOPIC(SMTP_REPLY, topic_smtp_replies),
    [MW_TOPIC_SASL_MECHANISM] = TOPIC(SASL_MECHANISM, topic_sasl_mechanisms),
    [MW_TOPIC_POP3_VERB] = TOPIC(POP3_VERB, topic_pop3_verbs),
    [MW_TOPIC_POP3_STATUS] = TOPIC(POP3_STATUS, topic_pop3_statuses),
    [MW_TOPIC_POP3_CODE] = TOPIC(POP3_CODE, topic_pop3_codes),
    [MW_TOPIC_POP3_CAPABILITY] = TOPIC(POP3_CAPABILITY, topic_pop3_capabilities),
    [MW_TOPIC_POP3_SITUATION] = TOPIC(POP3_SITUATION, topic_pop3_situations),
    [MW_TOPIC_POP3_REPLY] = TOPIC(POP3_REPLY, topic_pop3_replies),
    [MW_TOPIC_FAULT] = TOPIC(FAULT, topic_faults),
    [MW_TOPIC_TOLERANCE] = TOPIC(TOLERANCE, topic_tolerances),
    [MW_TOPIC_VERDICT] = TOPIC(VERDICT, topic_verdicts),
    [MW_TOPIC_LEDGER] = TOPIC(LEDGER, topic_ledger),
    [MW_TOPIC_READING] = TOPIC(READING, topic_readings),
    [MW_TOPIC_ANOMALY] = TOPIC(ANOMALY, topic_anomalies),
#undef TOPIC
};

static bool is_topic(mw_topic topic)
{
  return (size_t)topic < sizeof topics / sizeof topics[0] && topics[topic].name != NULL;
}

const char *mw_topic_name(mw_topic topic)
{
  return is_topic(topic) ? topics[topic].name : "UNKNOWN";
}

const char *mw_topic_key(mw_topic topic, size_t index)
{
  return is_topic(topic) && index < topics[topic].count ? topics[topic].keys[index].key : NULL;
}

const mwi_topic_key *mwi_topic_find(mw_topic topic, mw_slice key)
{
  size_t i;
  for (i = 0; is_topic(topic) && i < topics[topic].count; i++) {
    if (mw_slice_equal_nocase(mw_slice_text(topics[topic].keys[i].key), key)) {
      return &topics[topic].keys[i];
    }
  }
  return NULL;
}
