/* SPDX-License-Identifier: MIT */
/* The explanations in English: a file of en/ for each topic.
 *
 *   MW_TEXT(topic, key, phrase, advice)   mw_text_row
 */
#include <mailwire/explanation.h>

static const mw_text_row text_en_rows[] = {
#define MW_TEXT(topic, key, phrase, advice) {MW_TOPIC_##topic, key, phrase, advice},
#include "knowledge/en/smtp_verb.def"
#include "knowledge/en/smtp_class.def"
#include "knowledge/en/smtp_category.def"
#include "knowledge/en/smtp_code.def"
#include "knowledge/en/enhanced_class.def"
#include "knowledge/en/enhanced_subject.def"
#include "knowledge/en/enhanced.def"
#include "knowledge/en/smtp_extension.def"
#include "knowledge/en/smtp_param.def"
#include "knowledge/en/smtp_situation.def"
#include "knowledge/en/smtp_reply.def"
#include "knowledge/en/sasl_mechanism.def"
#include "knowledge/en/pop3_verb.def"
#include "knowledge/en/pop3_status.def"
#include "knowledge/en/pop3_code.def"
#include "knowledge/en/pop3_capability.def"
#include "knowledge/en/pop3_situation.def"
#include "knowledge/en/pop3_reply.def"
#include "knowledge/en/fault.def"
#include "knowledge/en/tolerance.def"
#include "knowledge/en/verdict.def"
#include "knowledge/en/ledger.def"
#include "knowledge/en/reading.def"
#include "knowledge/en/anomaly.def"
#undef MW_TEXT
};

static const mw_text text_en = {"en", text_en_rows, sizeof text_en_rows / sizeof text_en_rows[0]};

const mw_text *mw_text_en(void)
{
  return &text_en;
}
