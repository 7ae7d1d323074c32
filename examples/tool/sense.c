/* SPDX-License-Identifier: MIT */
/* What a reply means, for a person: once, and no longer than it has to be. */
#include "sense.h"

#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "text.h"

/* ---- phrases -------------------------------------------------------------------------------- */

static bool is_small(const char *word, size_t len)
{
  static const char small[] = " the and for was are that this now has ";
  char padded[8];
  if (len < 3) {
    return true;
  }
  if (len > 4) {
    return false;
  }
  snprintf(padded, sizeof padded, " %.*s ", (int)len, word);
  return strstr(small, padded) != NULL;
}

static bool has_word(const char *phrase, const char *word, size_t len)
{
  size_t left = strlen(phrase);
  for (; left >= len; phrase++, left--) {
    if (memcmp(phrase, word, len) == 0) {
      return true;
    }
  }
  return false;
}

/* Whether every word of a phrase that weighs anything is in the other one. Japanese has one. */
static bool is_said_by(const char *phrase, const char *other)
{
  while (*phrase != '\0') {
    size_t len = strcspn(phrase, " ,:;");
    if (!is_small(phrase, len) && !has_word(other, phrase, len)) {
      return false;
    }
    phrase += len;
    phrase += strspn(phrase, " ,:;");
  }
  return true;
}

/* The catalogue's phrase; "" where it has none, or where it says no more than "+OK". */
static const char *row_phrase(const conversation *c, const sense *s)
{
  mw_explanation e;
  if (s->row == NULL) {
    return "";
  }
  mw_explain_row(c->text, s->row, &e);
  return !s->refused && strcmp(e.phrase, text_phrase(c, MW_TOPIC_POP3_STATUS, "+OK")) == 0
             ? ""
             : e.phrase;
}

/* Of one side alone nobody knows whether a reply may stand there; of others a good reply is told by
 * its text where its place says nothing else. */
static bool row_tells_all(const conversation *c, const sense *s)
{
  if (!c->recording->has_order) {
    return true;
  }
  return !s->refused && s->judgement.expected &&
         s->judgement.outcome != MW_OUTCOME_PROTOCOL_ERROR &&
         s->judgement.connection != MW_CONNECTION_DOUBTFUL;
}

const mw_catalog_row *row_meant(const mw_catalog_row *row)
{
  return row != NULL && row->of != NULL
             ? mw_catalog_find(mw_catalog_standard(), mw_slice_text(row->of))
             : row;
}

/* Whether a row may come at that place. */
static bool row_fits(const mw_catalog_row *row, const char *place)
{
  const mw_catalog_row *meant = row_meant(row);
  mw_slice words = mw_slice_text(meant != NULL ? meant->commands : "");
  mw_slice word;
  bool fits = place == NULL || words.len == 0;
  while (!fits && mw_word_next(&words, &word)) {
    fits = mw_slice_equal(word, mw_slice_text(place)) || mw_slice_equal(word, mw_slice_text("any"));
  }
  return fits;
}

void sense_of(const conversation *c, sense *s, const char *place, bool refused, bool for_now)
{
  mw_outcome outcome = s->judgement.outcome;
  const char *verdict = text_phrase(c, MW_TOPIC_VERDICT, mw_verdict_name(s->judgement.verdict));
  const char *row;
  s->refused = refused || outcome == MW_OUTCOME_TRANSIENT || outcome == MW_OUTCOME_PERMANENT;
  s->for_now = outcome == MW_OUTCOME_TRANSIENT || (outcome != MW_OUTCOME_PERMANENT && for_now);
  if (s->row != NULL && !s->refused && !row_fits(s->row, place)) {
    s->row = NULL;
  }
  row = row_phrase(c, s);
  s->told = verdict;
  s->also = row;
  if (row[0] != '\0' && (row_tells_all(c, s) || is_said_by(verdict, row))) {
    s->told = row;
    s->also = "";
  } else if (is_said_by(row, verdict)) {
    s->also = "";
  }
}

/* ---- whether to try again ------------------------------------------------------------------- */

static void add_retry(buffer *words, const mw_text *text, mw_retry retry)
{
  switch (retry) {
  case MW_RETRY_NO_NEED: words_add(words, "%s", say(text, "nothing to retry", "再送は不要")); break;
  case MW_RETRY_NEVER:
    words_add(words, "%s", say(text, "do not retry unchanged", "そのままでは再送しない"));
    break;
  case MW_RETRY_LATER:
    words_add(words, "%s", say(text, "try again later", "時間をおいて再送する"));
    break;
  case MW_RETRY_WITHOUT_EXTENSION:
    words_add(words, "%s", say(text, "do without it", "使わずに続ける"));
    break;
  default:
    words_add(words, say(text, "try again %s", "%s再試行する"), speech_retry(text, retry));
    break;
  }
}

static const char *class_word(const conversation *c, const sense *s)
{
  if (!s->refused) {
    return say(c->text, "UNEXPECTED", "想定外");
  }
  return s->for_now ? say(c->text, "TEMPORARY", "一時エラー")
                    : say(c->text, "PERMANENT", "恒久エラー");
}

/* Whether a reply that refuses nothing may not stand there. */
static bool is_unexpected(const conversation *c, const sense *s)
{
  return !s->refused && s->judgement.outcome == MW_OUTCOME_PROTOCOL_ERROR &&
         c->recording->has_order;
}

static void add_told(const sense *s, buffer *words)
{
  words_add(words, "%s%s%s", s->told, s->also[0] != '\0' ? ": " : "", s->also);
}

void sense_head(const conversation *c, const sense *s, int width, buffer *behind)
{
  buffer words = {NULL, 0, 0};
  if (!s->refused && !is_unexpected(c, s)) {
    add_told(s, &words);
    words_add(&words, "%s", words_text(behind));
    buffer_free(behind);
    text_column(c, width, 0, &words);
    return;
  }
  text_pad(width);
  text_colour(c, s->refused && !s->for_now ? "31" : "33");
  fputs(class_word(c, s), stdout);
  text_colour(c, "0");
  fputs("  ", stdout);
  if (s->refused) {
    add_retry(&words, c->text, s->judgement.retry);
  } else {
    add_told(s, &words);
  }
  words_add(&words, "%s", words_text(behind));
  cells_put_paragraph(words_text(&words), TEXT_COLUMN + cells_of(class_word(c, s)) + 2, c->columns);
  buffer_free(&words);
  buffer_free(behind);
}

/* ---- why, and what to do -------------------------------------------------------------------- */

/* Whether that was said before; from now on it was. */
static bool was_given(conversation *c, const char *phrase)
{
  size_t i;
  for (i = 0; i < ADVICES && c->advised[i] != NULL; i++) {
    if (strcmp(c->advised[i], phrase) == 0) {
      return true;
    }
  }
  if (i < ADVICES) {
    c->advised[i] = phrase;
  }
  return false;
}

/* An advice without the word that stands above it already. */
static void put_advice(const conversation *c, const sense *s, const char *advice)
{
  const char *class = s->for_now ? say(c->text, "Transient: ", "一時エラー。")
                                 : say(c->text, "Permanent: ", "恒久エラー。");
  size_t skipped = strlen(class);
  buffer words = {NULL, 0, 0};
  if (strncmp(advice, class, skipped) == 0) {
    advice += skipped;
  }
  words_add(&words, "%s", advice);
  if (words.len > 0 && words.ptr[0] >= 'a' && words.ptr[0] <= 'z') {
    words.ptr[0] = (char)(words.ptr[0] - 'a' + 'A');
  }
  text_advice(c, words_text(&words));
  buffer_free(&words);
}

static void put_told(const conversation *c, const sense *s)
{
  buffer words = {NULL, 0, 0};
  add_told(s, &words);
  text_beside(c, "", words_text(&words));
  buffer_free(&words);
}

static void put_reasons(const conversation *c, const sense *s, const sense_key *keys,
                        size_t key_count)
{
  bool told_by_key = false;
  size_t i;
  for (i = 0; i < key_count; i++) {
    told_by_key = told_by_key || (s->also[0] == '\0' && is_said_by(s->told, keys[i].phrase));
  }
  if (!told_by_key) {
    put_told(c, s);
  }
  for (i = 0; i < key_count; i++) {
    bool again = i > 0 && is_said_by(keys[i].phrase, keys[0].phrase);
    again = again || (!told_by_key &&
                      (is_said_by(keys[i].phrase, s->told) || is_said_by(keys[i].phrase, s->also)));
    if (!again) {
      text_beside(c, keys[i].key, keys[i].phrase);
    }
  }
}

void sense_below(conversation *c, const sense *s, const sense_key *keys, size_t key_count,
                 const char *advice)
{
  bool news = false;
  size_t i;
  if (!s->refused && !is_unexpected(c, s)) {
    return;
  }
  for (i = 0; i < key_count; i++) {
    news = !was_given(c, keys[i].phrase) || news;
  }
  if (s->refused && news) {
    put_reasons(c, s, keys, key_count);
  } else if (s->refused) {
    put_told(c, s);
  }
  if (advice[0] != '\0' && !was_given(c, advice)) {
    put_advice(c, s, advice);
  }
}
