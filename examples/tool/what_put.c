/* SPDX-License-Identifier: MIT */
/* What a reply line means, for a person and as a JSON object. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "json.h"
#include "known.h"
#include "sense.h"
#include "visible.h"
#include "what.h"

void free_what(what *w)
{
  pasted_free(&w->found);
  buffer_free(&w->text);
  buffer_free(&w->looked_up);
}

mw_enhanced what_enhanced(const what *w)
{
  mw_enhanced e = w->reply.enhanced;
  if (e.klass == 0 && w->found.enhanced.ptr != NULL) {
    mw_enhanced_parse(w->found.enhanced, &e, NULL);
  }
  return e;
}

static const mw_catalog_row *row_at(const what *w, size_t i)
{
  return row_meant(i < w->count ? w->rows[i].row : NULL);
}

const mw_catalog_row *what_row(const what *w)
{
  return row_at(w, 0);
}

static void code_text(unsigned code, char text[12])
{
  snprintf(text, 12, "%03u", code % 1000);
}

static void enhanced_text(mw_enhanced e, char text[16])
{
  snprintf(text, 16, "%u.%u.%u", (unsigned)e.klass, (unsigned)e.subject, (unsigned)e.detail);
}

static bool explain_code(const mw_text *text, unsigned code, mw_explanation *e)
{
  char key[12];
  code_text(code, key);
  return mw_explain(text, MW_TOPIC_SMTP_CODE, mw_slice_text(key), e);
}

static bool explain_enhanced(const mw_text *text, mw_enhanced enhanced, mw_explanation *e)
{
  char key[16];
  enhanced_text(enhanced, key);
  return mw_explain(text, MW_TOPIC_ENHANCED, mw_slice_text(key), e);
}

/* Whether the row blames the login, and the response code something else, which counts. */
static bool is_row_overruled(const what *w)
{
  mw_pop3_exchange e;
  mw_judgement row;
  mw_judgement whole;
  memset(&e, 0, sizeof e);
  e.place = MW_PLACE_COMMAND;
  e.row = what_row(w);
  e.status = w->response.status;
  if (!w->pop3 || !mw_pop3_verdict_of(&e, &row)) {
    return false;
  }
  e.code = w->response.known;
  return mw_pop3_verdict_of(&e, &whole) && row.verdict == MW_VERDICT_POP3_LOGIN_WRONG &&
         whole.verdict != row.verdict;
}

bool what_explain(const mw_text *text, const what *w, mw_explanation *e)
{
  bool told = w->count > 0 && !is_row_overruled(w);
  if (told || w->smtp || what_enhanced(w).klass != 0) {
    speech_reply(text, told ? w->rows[0].row : NULL, w->reply.code, what_enhanced(w), e);
    return true;
  }
  if (w->pop3 && w->response.known != MW_POP3_CODE_UNKNOWN) {
    return mw_explain(text, MW_TOPIC_POP3_CODE, mw_slice_text(mw_pop3_code_name(w->response.known)),
                      e);
  }
  return w->pop3 && mw_explain(text, MW_TOPIC_POP3_STATUS,
                               mw_slice_text(mw_pop3_status_name(w->response.status)), e);
}

/* The row that tells where the reply comes: not the phrase in a reason, but the one behind it. */
static const mw_catalog_row *placing_row(const what *w)
{
  bool behind = w->count > 1 && known_by_phrase(w->rows[0].row) && w->rows[0].count > 0;
  return row_at(w, behind ? 1 : 0);
}

/* What the reply answers: as the text tells; else where its row, or its code, can only come. */
static void place_of_reply(const what *w, mw_smtp_exchange *e)
{
  const mw_smtp_code_info *code = mw_smtp_code_row(e->code);
  const mw_catalog_row *row = placing_row(w);
  bool told = row != NULL && strcmp(row->commands, "any") != 0;
  const char *commands = told ? row->commands : code != NULL ? code->commands : "";
  e->place = w->found.place != 0 ? w->found.place : MW_PLACE_COMMAND;
  e->verb = w->found.verb;
  if (w->found.place != 0) {
    return;
  }
  if (strcmp(commands, "greeting") == 0) {
    e->place = MW_PLACE_GREETING;
  } else if (strcmp(commands, "end-of-data") == 0) {
    e->place = MW_PLACE_END_OF_DATA;
    e->verb = MW_SMTP_DATA;
  } else {
    e->verb = mw_smtp_verb_find(mw_slice_text(commands));
  }
}

/* The same of POP3. */
static void place_of_response(const what *w, mw_pop3_exchange *e)
{
  const mw_catalog_row *row = what_row(w);
  const char *commands = row != NULL ? row->commands : "";
  e->place = MW_PLACE_COMMAND;
  if (w->response.status == MW_POP3_STATUS_CHALLENGE) {
    e->place = MW_PLACE_AUTH_LINE;
  } else if (strcmp(commands, "greeting") == 0) {
    e->place = MW_PLACE_GREETING;
  } else {
    e->verb = mw_pop3_verb_find(mw_slice_text(commands));
  }
}

/* The enhanced status code for a judgement: one of another class, too, which is text to the rest.
 */
static mw_enhanced judged_enhanced(const what *w)
{
  mw_enhanced e = what_enhanced(w);
  if (w->reply.enhanced_fault == MW_FAULT_ENHANCED_CLASS) {
    mw_enhanced_parse(w->reply.message, &e, NULL);
  }
  return e;
}

bool what_judge(const what *w, mw_judgement *judgement)
{
  mw_smtp_exchange smtp;
  mw_pop3_exchange pop3;
  memset(&smtp, 0, sizeof smtp);
  memset(&pop3, 0, sizeof pop3);
  if (w->smtp) {
    smtp.code = w->reply.code;
    place_of_reply(w, &smtp);
    smtp.enhanced = judged_enhanced(w);
    smtp.row = what_row(w);
    return mw_smtp_verdict_of(&smtp, judgement);
  }
  place_of_response(w, &pop3);
  pop3.row = what_row(w);
  pop3.status = w->response.status;
  pop3.code = w->response.known;
  return w->pop3 && mw_pop3_verdict_of(&pop3, judgement);
}

/* ---- for a person ------------------------------------------------------------------------------
 */

static void put_shown(const mw_text *text, const char *label, mw_slice octets)
{
  char *value = visible(octets);
  facts_put(text, label, value);
  free(value);
}

/* "5.X.X", where no reply code says the same. */
static void put_class(const mw_text *text, const what *w)
{
  mw_explanation e;
  char key[] = "?.X.X";
  key[0] = (char)('0' + what_enhanced(w).klass);
  if (!w->smtp && mw_explain(text, MW_TOPIC_ENHANCED_CLASS, mw_slice_text(key), &e)) {
    facts_put(text, key, speech_word(text, e.phrase));
  }
}

/* "550 5.1.1": what the digits say. */
static void put_digits(const mw_text *text, const what *w)
{
  mw_explanation e;
  char key[16];
  if (w->smtp) {
    char klass[] = "?yz";
    code_text(w->reply.code, key);
    klass[0] = key[0];
    mw_explain(text, MW_TOPIC_SMTP_CLASS, mw_slice_text(klass), &e);
    facts_put(text, klass, speech_word(text, e.phrase));
    explain_code(text, w->reply.code, &e);
    facts_put(text, key, speech_word(text, e.phrase));
  }
  if (what_enhanced(w).klass != 0) {
    put_class(text, w);
    enhanced_text(what_enhanced(w), key);
    explain_enhanced(text, what_enhanced(w), &e);
    facts_put(text, key, speech_word(text, e.phrase));
  }
  if (w->pop3) {
    const char *status = mw_pop3_status_name(w->response.status);
    mw_explain(text, MW_TOPIC_POP3_STATUS, mw_slice_text(status), &e);
    facts_put(text, status, e.phrase);
  }
  if (w->pop3 && w->response.known != MW_POP3_CODE_UNKNOWN) {
    const char *code = mw_pop3_code_name(w->response.known);
    mw_explain(text, MW_TOPIC_POP3_CODE, mw_slice_text(code), &e);
    facts_put(text, code, e.phrase);
  }
}

static void put_rows(const mw_text *text, const what *w)
{
  char list[SPEECH_LIST];
  size_t i;
  for (i = 0; i < w->rows[0].count; i++) {
    char *name = visible(speech_placeholder(text, w->rows[0].params[i].name));
    put_shown(text, name, w->rows[0].params[i].value);
    free(name);
  }
  for (i = 0; i < w->count; i++) {
    if (!facts_is_repeated(w->rows, i)) {
      facts_put(text, i == 0 ? say(text, "known as", "既知の応答") : "", w->rows[i].row->name);
    }
  }
  if (!known_by_phrase(w->rows[0].row)) {
    facts_put(text, say(text, "known from", "確認した実装"),
              speech_list(text, what_row(w)->servers, "; ", list));
  }
}

/* Of a challenge there is no row at all: its text is base64. */
static void put_no_row(const mw_text *text, const what *w)
{
  if (w->response.status != MW_POP3_STATUS_CHALLENGE) {
    facts_put(text, say(text, "known as", "既知の応答"),
              w->pop3 ? say(text, "not in the catalogue: the status says all that is known",
                            "カタログにない応答。状態表示の意味だけが手がかり")
                      : say(text, "not in the catalogue: the digits say all that is known",
                            "カタログにない応答。数字の意味だけが手がかり"));
  }
}

/* Of a line without a code: that it has none, and which one its text usually has. */
static void put_no_code(const mw_text *text, const what *w)
{
  mw_explanation e;
  char key[12];
  char line[160];
  facts_put(text, say(text, "reply code", "応答コード"),
            say(text, "none in this line", "この行にはない"));
  if (w->count > 0) {
    code_text(w->rows[0].row->code, key);
    explain_code(text, w->rows[0].row->code, &e);
    snprintf(line, sizeof line, "%s  %s", key, e.phrase);
    facts_put(text, say(text, "usual code", "よく付くコード"), line);
  }
}

/* The line as it was given, a reply of several lines in as many. */
static void put_lines(mw_slice rest)
{
  while (rest.len > 0) {
    char *line = visible(what_take_line(&rest));
    puts(line);
    free(line);
  }
  putchar('\n');
}

void what_put_text(const mw_text *text, const what *w)
{
  mw_explanation e;
  mw_judgement judgement;
  char list[SPEECH_LIST];
  put_lines(w->line);
  if (!what_explain(text, w, &e)) {
    facts_put(text, say(text, "meaning", "意味"),
              say(text, "there is no reply in this line", "この行に応答はない"));
    return;
  }
  facts_put(text, say(text, "meaning", "意味"), speech_word(text, e.phrase));
  facts_put(text, say(text, "what to do", "対処"), e.advice);
  if (!w->smtp && !w->pop3) {
    put_no_code(text, w);
  }
  if (what_judge(w, &judgement)) {
    facts_put(text, say(text, "retry", "再送"), speech_retry(text, judgement.retry));
    facts_put(text, say(text, "connection", "接続"), speech_connection(text, judgement.connection));
    if (judgement.contradicts) {
      facts_put(text, say(text, "note", "注意"),
                say(text, "the enhanced code is of another class; the reply code decides",
                    "拡張ステータスコードの1桁目が違う。応答コードに従う"));
    }
  }
  put_digits(text, w);
  if (w->count > 0) {
    put_rows(text, w);
  } else {
    put_no_row(text, w);
  }
  facts_put(text, say(text, "defined in", "出典"), speech_list(text, e.rfc, "; ", list));
}

/* ---- as JSON -----------------------------------------------------------------------------------
 */

static void json_put_params(const what *w)
{
  size_t i;
  fputs(",\"params\":{", stdout);
  for (i = 0; w->count > 0 && i < w->rows[0].count; i++) {
    fputs(i > 0 ? "," : "", stdout);
    json_put_string(w->rows[0].params[i].name);
    putchar(':');
    json_put_string(w->rows[0].params[i].value);
  }
  putchar('}');
}

/* Absent values are null, so that each object has the same keys. */
static void json_put_numbers(const what *w)
{
  mw_enhanced e = what_enhanced(w);
  char enhanced[16];
  enhanced_text(e, enhanced);
  if (w->smtp) {
    json_put_number("code", w->reply.code);
    json_put_number("class", w->reply.code / 100);
    json_put_number("category", w->reply.code / 10 % 10);
  } else {
    fputs(",\"code\":null,\"class\":null,\"category\":null", stdout);
  }
  json_put_member("enh", mw_slice_text(e.klass != 0 ? enhanced : NULL));
  json_put_member("status",
                  mw_slice_text(w->pop3 ? mw_pop3_status_name(w->response.status) : NULL));
  json_put_member("resp_code", w->pop3 ? w->response.code : mw_slice_text(NULL));
}

/* "phrase. advice" */
static void json_put_explanation(const char *key, const mw_text *text, const what *w)
{
  mw_explanation e;
  char line[800];
  bool japanese = text != NULL && speech_is_japanese(text);
  if (text == NULL || !what_explain(text, w, &e)) {
    json_put_member(key, mw_slice_text(NULL));
    return;
  }
  snprintf(line, sizeof line, "%s%s%s", speech_word(text, e.phrase),
           japanese ? "\xe3\x80\x82" : ". ", e.advice);
  json_put_member(key, mw_slice_text(line));
}

void what_put_json(const what *w)
{
  mw_judgement judgement;
  fputs("{\"line\":", stdout);
  json_put_string(w->line);
  json_put_member("protocol", mw_slice_text(w->pop3                   ? "pop3"
                                            : w->smtp || w->count > 0 ? "smtp"
                                                                      : NULL));
  json_put_rows(w->rows, w->count);
  json_put_params(w);
  json_put_numbers(w);
  json_put_member("text", w->smtp || w->pop3
                              ? mw_slice_of(w->text.len > 0 ? w->text.ptr : "", w->text.len)
                              : mw_slice_text(NULL));
  json_put_judgement(what_judge(w, &judgement) ? &judgement : NULL);
  json_put_explanation("explain_en", mw_text_en(), w);
  json_put_explanation("explain_ja", speech_named("ja"), w);
  json_end_item();
}
