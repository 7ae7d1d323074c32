/* SPDX-License-Identifier: MIT */
/* All that the tables know of one entry, a fact a line. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "codes.h"
#include "facts.h"

/* So many texts of a code are shown. */
enum { EXAMPLES = 5, DETAILS = 12 };

/* Each of the codes in words with what it means. */
static void put_codes(const mw_text *text, const char *name, const char *codes)
{
  mw_slice rest = mw_slice_text(codes);
  mw_slice code;
  bool first = true;
  while (mw_word_next(&rest, &code)) {
    mw_explanation e;
    mw_explain(text, MW_TOPIC_SMTP_CODE, code, &e);
    facts_put_label(text, first ? name : "");
    printf("%.*s  %s\n", (int)code.len, code.ptr, e.phrase);
    first = false;
  }
}

/* Words of the tables, in the language that is spoken. */
static void put_words(const mw_text *text, const char *name, const char *words,
                      const char *separator)
{
  char list[SPEECH_LIST];
  facts_put(text, name, speech_list(text, words, separator, list));
}

/* ---- what each topic knows ---------------------------------------------------------------------
 */

/* Whether a text was among the first count. */
static bool is_told(const char *const *told, size_t count, const char *text)
{
  while (count > 0 && strcmp(told[count - 1], text) != 0) {
    count--;
  }
  return count > 0;
}

/* The details that the catalogue has with the code or status, and some of its texts. */
static void put_catalog_of(const mw_text *text, unsigned code, mw_pop3_status status)
{
  const mw_catalog *c = mw_catalog_standard();
  const char *details[DETAILS];
  char line[DETAILS * 16] = "";
  size_t known = 0;
  size_t examples = 0;
  size_t i;
  for (i = 0; i < c->count; i++) {
    const mw_catalog_row *row = &c->rows[i];
    if (row->code != code || row->status != status || row->of != NULL) {
      continue;
    }
    if (row->detail[0] != '\0' && known < DETAILS && !is_told(details, known, row->detail)) {
      details[known++] = row->detail;
      strcat(line, known > 1 ? "  " : "");
      strcat(line, row->detail);
    }
    if (examples < EXAMPLES) {
      facts_put_label(text, examples++ == 0 ? say(text, "for example", "例") : "");
      puts(row->text);
    }
  }
  facts_put(text,
            code != 0 ? say(text, "usual x.y.z", "よく付く拡張コード")
                      : say(text, "response codes", "拡張応答コード"),
            line);
}

static void put_code_facts(const mw_text *text, const entry *e)
{
  unsigned code = entry_code(e);
  const mw_smtp_code_info *row = mw_smtp_code_row(code);
  facts_put(text, say(text, "retry", "再送"), codes_retry(text, code));
  put_words(text, say(text, "seen after", "返る場面"), row->commands, " ");
  put_catalog_of(text, code, MW_POP3_STATUS_NONE);
}

/* What may answer the message behind DATA; 421, 500 and 501 can come there, too. */
static void put_end_of_data(const mw_text *text)
{
  char codes[200] = "";
  const char *key;
  size_t i;
  for (i = 0; (key = mw_topic_key(MW_TOPIC_SMTP_CODE, i)) != NULL; i++) {
    const mw_smtp_code_info *row = mw_smtp_code_row((unsigned)strtoul(key, NULL, 10));
    if (strstr(row->commands, "end-of-data") != NULL && strlen(codes) + 5 < sizeof codes) {
      strcat(codes, codes[0] != '\0' ? " " : "");
      strcat(codes, key);
    }
  }
  put_codes(text, say(text, "after the text", "本文の後"), codes);
}

static void put_verb_facts(const mw_text *text, const entry *e)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(mw_smtp_verb_find(mw_slice_text(e->key)));
  facts_put(text, say(text, "announced by", "示す拡張"), row->extension);
  put_codes(text, say(text, "success", "成功"), row->success);
  put_codes(text, say(text, "goes on with", "続行"), row->intermediate);
  put_codes(text, say(text, "failure", "失敗"), row->failure);
  if (row->verb == MW_SMTP_DATA) {
    put_end_of_data(text);
  }
}

static void put_extension_facts(const mw_text *text, const entry *e)
{
  const mw_smtp_extension_info *row =
      mw_smtp_extension_row(mw_smtp_extension_find(mw_slice_text(e->key)));
  char adds[160];
  facts_put(text, say(text, "standing", "位置づけ"), speech_word(text, row->standing));
  facts_put(text, say(text, "value", "値"), speech_word(text, row->params));
  snprintf(adds, sizeof adds, "%s%s%s%s%s", row->verbs,
           row->mail_params[0] != '\0' ? " MAIL: " : "", row->mail_params,
           row->rcpt_params[0] != '\0' ? " RCPT: " : "", row->rcpt_params);
  facts_put(text, say(text, "adds", "加わるもの"), adds + strspn(adds, " "));
}

static void put_param_facts(const mw_text *text, const entry *e)
{
  const mw_smtp_param_info *row = mw_smtp_param_row(mw_smtp_param_find(mw_slice_text(e->key)));
  facts_put(text, say(text, "stands in", "使う場所"),
            row->mail && row->rcpt ? "MAIL RCPT"
            : row->mail            ? "MAIL"
                                   : "RCPT");
  facts_put(text, say(text, "value", "値"), row->value);
  facts_put(text, say(text, "announced by", "示す拡張"), row->extension);
}

static void put_pop3_verb_facts(const mw_text *text, const entry *e)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(mw_pop3_verb_find(mw_slice_text(e->key)));
  put_words(text, say(text, "states", "使える状態"), row->states, " ");
  facts_put(text, say(text, "announced by", "示す拡張"), row->capability);
}

static void put_pop3_status_facts(const mw_text *text, const entry *e)
{
  if (e->key[1] != '\0') { /* texts of "+" are base64 */
    put_catalog_of(text, 0, e->key[0] == '-' ? MW_POP3_STATUS_ERR : MW_POP3_STATUS_OK);
  }
}

static void put_pop3_code_facts(const mw_text *text, const entry *e)
{
  const mw_pop3_code_info *row = mw_pop3_code_row(mw_pop3_code_find(mw_slice_text(e->key)));
  put_words(text, say(text, "seen after", "返る場面"), row->commands, " ");
  facts_put(text, say(text, "announced by", "示す拡張"), row->capability);
}

static void put_capability_facts(const mw_text *text, const entry *e)
{
  const mw_pop3_capability_info *row =
      mw_pop3_capability_row(mw_pop3_capability_find(mw_slice_text(e->key)));
  facts_put(text, say(text, "value", "値"), row->params);
  facts_put(text, say(text, "adds", "加わるもの"), row->commands);
  put_words(text, say(text, "states", "使える状態"), row->valid_states, " ");
}

static void put_mechanism_facts(const mw_text *text, const entry *e)
{
  const mw_sasl_mechanism_info *row =
      mw_sasl_mechanism_row(mw_sasl_mechanism_find(mw_slice_text(e->key)));
  facts_put(text, say(text, "first to speak", "先に送る側"),
            row->client_first ? say(text, "the client", "クライアント")
                              : say(text, "the server", "サーバー"));
}

static void put_reply_facts(const mw_text *text, const entry *e)
{
  const mw_catalog_row *row = mw_catalog_find(mw_catalog_standard(), mw_slice_text(e->key));
  char code[8];
  char line[600];
  bool smtp = row->code != 0;
  snprintf(code, sizeof code, "%u", (unsigned)row->code);
  snprintf(line, sizeof line, "%s %s%s%s%s%s", smtp ? code : mw_pop3_status_name(row->status),
           smtp || row->detail[0] == '\0' ? "" : "[", row->detail,
           smtp || row->detail[0] == '\0' ? "" : "]", row->detail[0] != '\0' ? " " : "", row->text);
  facts_put(text, say(text, "reply", "応答"), line);
  put_words(text, say(text, "seen after", "返る場面"), row->commands, " ");
  put_words(text, say(text, "known from", "確認した実装"), row->servers, "; ");
}

static void put_situation_facts(const mw_text *text, const entry *e)
{
  char line[300];
  if (e->topic == MW_TOPIC_SMTP_SITUATION) {
    const mw_smtp_situation_info *row =
        mw_smtp_situation_row(mw_smtp_situation_find(mw_slice_text(e->key)));
    snprintf(line, sizeof line, "%u %s%s%s", row->code, row->enhanced,
             row->enhanced[0] != '\0' ? " " : "", row->text);
  } else {
    const mw_pop3_situation_info *row =
        mw_pop3_situation_row(mw_pop3_situation_find(mw_slice_text(e->key)));
    snprintf(line, sizeof line, "%s %s%s%s%s", mw_pop3_status_name(row->status),
             row->code[0] != '\0' ? "[" : "", row->code, row->code[0] != '\0' ? "] " : "",
             row->text);
  }
  facts_put(text, say(text, "reply", "応答"), line);
}

static const struct {
  mw_topic topic;
  void (*put)(const mw_text *text, const entry *e);
} topic_facts[] = {
    {MW_TOPIC_SASL_MECHANISM, put_mechanism_facts},
    {MW_TOPIC_POP3_STATUS, put_pop3_status_facts},
    {MW_TOPIC_POP3_CODE, put_pop3_code_facts},
    {MW_TOPIC_POP3_CAPABILITY, put_capability_facts},
    {MW_TOPIC_SMTP_CODE, put_code_facts},
    {MW_TOPIC_SMTP_VERB, put_verb_facts},
    {MW_TOPIC_SMTP_EXTENSION, put_extension_facts},
    {MW_TOPIC_SMTP_PARAM, put_param_facts},
    {MW_TOPIC_POP3_VERB, put_pop3_verb_facts},
    {MW_TOPIC_SMTP_REPLY, put_reply_facts},
    {MW_TOPIC_POP3_REPLY, put_reply_facts},
    {MW_TOPIC_SMTP_SITUATION, put_situation_facts},
    {MW_TOPIC_POP3_SITUATION, put_situation_facts},
};

/* ---- the block ---------------------------------------------------------------------------------
 */

/* "554  permanent failure / mail system" and what stands for it elsewhere. */
static void put_title(const mw_text *text, const entry *e)
{
  unsigned code = entry_code(e);
  mw_explanation klass;
  mw_explanation category;
  char key[] = "?yz";
  if (e->klass != 0) {
    char shown[] = "?.X.X";
    shown[0] = (char)('0' + e->klass);
    mw_explain(text, MW_TOPIC_ENHANCED_CLASS, mw_slice_text(shown), &klass);
    printf("%u%s  %s\n", e->klass, e->key + 1, klass.phrase);
    return;
  }
  if (code == 0) {
    printf(say(text, "%s  (%s)\n", "%s  （%s）\n"), e->key, entry_topic_title(text, e->topic));
    return;
  }
  key[0] = (char)('0' + code / 100);
  mw_explain(text, MW_TOPIC_SMTP_CLASS, mw_slice_text(key), &klass);
  key[0] = 'x';
  key[1] = (char)('0' + code / 10 % 10);
  mw_explain(text, MW_TOPIC_SMTP_CATEGORY, mw_slice_text(key), &category);
  printf(say(text, "%u  %s / %s (%uyz, x%uz)\n", "%u  %s／%s（%uyz、x%uz）\n"), code, klass.phrase,
         category.phrase, code / 100, code / 10 % 10);
}

void codes_put_block(const mw_text *text, const entry *e)
{
  mw_explanation said;
  mw_explanation english;
  size_t i;
  mw_explain(text, e->topic, mw_slice_text(e->key), &said);
  put_title(text, e);
  facts_put(text, say(text, "meaning", "意味"), said.phrase);
  if (speech_is_japanese(text)) {
    mw_explain(mw_text_en(), e->topic, mw_slice_text(e->key), &english);
    facts_put(text, say(text, "in English", "英語"), english.phrase);
  }
  facts_put(text, say(text, "what to do", "対処"), said.advice);
  for (i = 0; i < sizeof topic_facts / sizeof topic_facts[0]; i++) {
    if (topic_facts[i].topic == e->topic) {
      topic_facts[i].put(text, e);
    }
  }
  put_words(text, say(text, "defined in", "出典"), said.rfc, "; ");
}
