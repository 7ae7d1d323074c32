/* SPDX-License-Identifier: MIT */
/* The explanations in Japanese: a file of ja/ for each topic.
 *
 *   MW_TEXT(topic, key, phrase, advice)   mw_text_row
 */
#include <mailwire/explanation.h>

static const mw_text_row text_ja_rows[] = {
#define MW_TEXT(topic, key, phrase, advice) {MW_TOPIC_##topic, key, phrase, advice},
#include "knowledge/ja/smtp_verb.def"
#include "knowledge/ja/smtp_class.def"
#include "knowledge/ja/smtp_category.def"
#include "knowledge/ja/smtp_code.def"
#include "knowledge/ja/enhanced_class.def"
#include "knowledge/ja/enhanced_subject.def"
#include "knowledge/ja/enhanced.def"
#include "knowledge/ja/smtp_extension.def"
#include "knowledge/ja/smtp_param.def"
#include "knowledge/ja/smtp_situation.def"
#include "knowledge/ja/smtp_reply.def"
#include "knowledge/ja/sasl_mechanism.def"
#include "knowledge/ja/pop3_verb.def"
#include "knowledge/ja/pop3_status.def"
#include "knowledge/ja/pop3_code.def"
#include "knowledge/ja/pop3_capability.def"
#include "knowledge/ja/pop3_situation.def"
#include "knowledge/ja/pop3_reply.def"
#include "knowledge/ja/fault.def"
#include "knowledge/ja/tolerance.def"
#include "knowledge/ja/verdict.def"
#include "knowledge/ja/ledger.def"
#include "knowledge/ja/reading.def"
#include "knowledge/ja/anomaly.def"
#undef MW_TEXT
};

static const mw_text text_ja = {"ja", text_ja_rows, sizeof text_ja_rows / sizeof text_ja_rows[0]};

const mw_text *mw_text_ja(void)
{
  return &text_ja;
}
