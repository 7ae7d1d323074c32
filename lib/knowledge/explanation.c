/* SPDX-License-Identifier: MIT */
/* Explanations, looked up: what a language says of a key, and what stands above a key that no table
 * has.
 */
#include <mailwire/explanation.h>
#include <string.h>

#include "base/slice.h"
#include "knowledge/topic.h"
#include "text/char_class.h"

/* What the language says; NULL if nothing. */
static const mw_text_row *text_row_of(const mw_text *text, mw_topic topic, mw_slice key)
{
  size_t i;
  for (i = 0; text != NULL && text->rows != NULL && i < text->count; i++) {
    const mw_text_row *row = &text->rows[i];
    if (row->topic == topic && mw_slice_equal_nocase(mw_slice_text(row->key), key)) {
      return row;
    }
  }
  return NULL;
}

static bool is_said(const char *words)
{
  return words != NULL && words[0] != '\0';
}

/* What the language leaves out is not told; a phrase is then that of the table. */
static void explain_said(const mw_text_row *said, const char *phrase, mw_explanation *e)
{
  e->phrase = said != NULL && is_said(said->phrase) ? said->phrase : phrase;
  e->advice = said != NULL && is_said(said->advice) ? said->advice : "";
}

/* False: the topic has no such key, and *e stays as it was. */
static bool explain_key(const mw_text *text, mw_topic topic, mw_slice key, mw_explanation *e)
{
  const mwi_topic_key *known = mwi_topic_find(topic, key);
  if (known == NULL) {
    return false;
  }
  explain_said(text_row_of(text, topic, key), is_said(known->words) ? known->words : known->key, e);
  e->rfc = known->rfc;
  return true;
}

/* "599" is of the class "5yz". */
static void explain_class(const mw_text *text, mw_slice code, mw_explanation *e)
{
  char key[] = "?yz";
  if (code.len == 3) {
    key[0] = code.ptr[0];
    explain_key(text, MW_TOPIC_SMTP_CLASS, mw_slice_text(key), e);
  }
}

/* Room for "X.999.999". */
enum { ENHANCED_OCTETS = 9 };

/* Any digit, or the letter that stands for it. */
static bool is_class(char octet)
{
  return mwi_is_digit(octet) || octet == 'X' || octet == 'x';
}

/* "5.7.99" is "X.7.99", and that is of the subject "X.7.X". */
static bool explain_enhanced(const mw_text *text, mw_slice code, mw_explanation *e)
{
  char any[ENHANCED_OCTETS];
  char subject[] = "X.?.X";
  if (code.len < 5 || code.len > sizeof any || code.ptr[1] != '.' || !is_class(code.ptr[0])) {
    return false;
  }
  memcpy(any, code.ptr, code.len);
  any[0] = 'X';
  if (explain_key(text, MW_TOPIC_ENHANCED, mw_slice_of(any, code.len), e)) {
    return true;
  }
  if (code.ptr[3] == '.') {
    subject[2] = code.ptr[2];
    explain_key(text, MW_TOPIC_ENHANCED_SUBJECT, mw_slice_text(subject), e);
  }
  return false;
}

bool mw_explain(const mw_text *text, mw_topic topic, mw_slice key, mw_explanation *explanation)
{
  if (explanation == NULL) {
    return false;
  }
  explanation->phrase = "unknown";
  explanation->advice = "";
  explanation->rfc = "";
  if (topic == MW_TOPIC_ENHANCED) {
    return explain_enhanced(text, key, explanation);
  }
  if (explain_key(text, topic, key, explanation)) {
    return true;
  }
  if (topic == MW_TOPIC_SMTP_CODE) {
    explain_class(text, key, explanation);
  }
  return false;
}

/* Which topic explains the rows of a catalogue whose names begin like this, and where the key
 * begins. */
static const struct {
  const char *prefix;
  mw_topic topic;
  bool whole;
} row_topics[] = {
    {"smtp.situation.", MW_TOPIC_SMTP_SITUATION, false},
    {"pop3.situation.", MW_TOPIC_POP3_SITUATION, false},
    {"smtp.ehlo.", MW_TOPIC_SMTP_EXTENSION, false},
    {"smtp.", MW_TOPIC_SMTP_REPLY, true},
    {"pop3.", MW_TOPIC_POP3_REPLY, true},
};

/* What is known of a row without words of its own: its code or status. */
static void explain_digits(const mw_text *text, const mw_catalog_row *row, mw_explanation *e)
{
  char code[3];
  code[0] = (char)('0' + row->code / 100 % 10);
  code[1] = (char)('0' + row->code / 10 % 10);
  code[2] = (char)('0' + row->code % 10);
  if (row->code != 0) {
    mw_explain(text, MW_TOPIC_SMTP_CODE, mw_slice_of(code, sizeof code), e);
  } else {
    mw_explain(text, MW_TOPIC_POP3_STATUS, mw_slice_text(mw_pop3_status_name(row->status)), e);
  }
}

/* The language's words for a row of the caller's own. */
static bool explain_own_row(const mw_text *text, const mw_catalog_row *row, mw_explanation *e)
{
  mw_topic topic = row->code != 0 ? MW_TOPIC_SMTP_REPLY : MW_TOPIC_POP3_REPLY;
  const mw_text_row *said =
      text_row_of(text, topic, mw_slice_text(row->of != NULL ? row->of : row->name));
  if (said == NULL || !is_said(said->phrase)) {
    return false;
  }
  explain_said(said, said->phrase, e);
  e->rfc = row->rfc != NULL ? row->rfc : "";
  return true;
}

bool mw_explain_row(const mw_text *text, const mw_catalog_row *row, mw_explanation *explanation)
{
  mw_slice name;
  size_t i;
  if (explanation == NULL || row == NULL) {
    return mw_explain(NULL, MW_TOPIC_FAULT, mw_slice_text(NULL), explanation);
  }
  name = mw_slice_text(row->of != NULL ? row->of : row->name);
  for (i = 0; i < sizeof row_topics / sizeof row_topics[0]; i++) {
    mw_slice prefix = mw_slice_text(row_topics[i].prefix);
    if (name.len > prefix.len && mw_slice_equal(mw_slice_of(name.ptr, prefix.len), prefix)) {
      mw_slice key = row_topics[i].whole ? name : mwi_slice_from(name, prefix.len);
      if (mw_explain(text, row_topics[i].topic, key, explanation)) {
        return true;
      }
    }
  }
  if (explain_own_row(text, row, explanation)) {
    return true;
  }
  explain_digits(text, row, explanation);
  return false;
}
