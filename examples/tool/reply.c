/* SPDX-License-Identifier: MIT */
/* mailwire reply: one reply, written as it goes over the wire, or refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "entry.h"
#include "reply.h"

enum { LINES = 64, REPLY_OCTETS = 65536 };

static int refuse(const char *english, const char *japanese)
{
  return fail_in("reply", english, japanese);
}

/* Octets to stdout, if all of them are there. */
static int send(const mw_writer *w)
{
  mw_slice written;
  if (mw_writer_result(w, &written) != MW_OK) {
    return refuse("a part of it is too long, or would be read as something else",
                  "長すぎる部分か、別の応答に読める部分があります");
  }
  fwrite(written.ptr, 1, written.len, stdout);
  return 0;
}

/* ---- by row ------------------------------------------------------------------------------------
 */

/* "name=value"; false: it is not of that form. */
static bool param_of(const char *argument, mw_catalog_param *param)
{
  const char *equals = strchr(argument, '=');
  if (equals == NULL) {
    return false;
  }
  param->name = mw_slice_of(argument, (size_t)(equals - argument));
  param->value = mw_slice_text(equals + 1);
  return true;
}

/* The value that the flaw is about. */
static mw_slice value_of(const mw_catalog_flaw *flaw, const mw_catalog_param *params, int count)
{
  int i;
  for (i = 0; i < count; i++) {
    if (flaw->param.ptr != NULL && mw_slice_equal(params[i].name, flaw->param)) {
      return params[i].value;
    }
  }
  return mw_slice_text("");
}

static int write_row(mw_writer *w, const request *r)
{
  mw_catalog_param params[MW_CATALOG_PARAMS];
  mw_catalog_flaw flaw;
  const char *row = entry_row_name(r->row);
  char name[64];
  int i;
  if (r->words > MW_CATALOG_PARAMS) {
    return refuse("no row has so many placeholders", "値の数が多すぎます");
  }
  for (i = 0; i < r->words; i++) {
    if (!param_of(r->arguments[i], &params[i])) {
      return fail_in(r->arguments[i], "a value is written as name=value",
                     "値は名前=値の形で書きます");
    }
  }
  if (mw_catalog_write(w, mw_catalog_standard(), mw_slice_text(row != NULL ? row : r->row),
                       r->detail, params, (size_t)r->words, &flaw)) {
    return send(w);
  }
  snprintf(name, sizeof name, "%.*s", (int)(flaw.param.len < 60 ? flaw.param.len : 60),
           flaw.param.ptr != NULL ? flaw.param.ptr : "");
  return reply_refuse_flaw(name[0] != '\0' ? name : r->row, &flaw,
                           value_of(&flaw, params, r->words), r->utf8);
}

/* ---- by situation ------------------------------------------------------------------------------
 */

static int write_situation(mw_writer *w, const request *r)
{
  mw_slice text = mw_slice_text(r->text);
  mw_smtp_situation smtp;
  mw_pop3_situation pop3;
  if (!reply_situation(r, &smtp, &pop3) ||
      (r->text != NULL && !reply_text_fits("--text", r->text, r->utf8))) {
    return 2;
  }
  if (r->pop3) {
    mw_pop3_situation_write(w, pop3, r->detail, text);
  } else if (text.ptr == NULL && mw_smtp_situation_row(smtp)->text[0] == '\0') {
    return fail_in(r->when, "that one needs a text of yours: --text=TEXT",
                   "この状況には文が要ります: --text=文");
  } else {
    mw_smtp_situation_write(w, smtp, r->detail, text);
  }
  return send(w);
}

/* ---- by code -----------------------------------------------------------------------------------
 */

static bool is_code(const char *text, unsigned *code)
{
  *code = (unsigned)strtoul(text, NULL, 10);
  return strlen(text) == 3 && strspn(text, "0123456789") == 3;
}

/* Keywords of EHLO stand behind the host. */
static bool are_keywords(const request *r, int first)
{
  int i;
  for (i = first; i < r->words; i++) {
    mw_finding ignored = {MW_FAULT_NONE, 0, 0};
    mw_smtp_ehlo_line line;
    if (!mw_smtp_ehlo_line_parse(mw_slice_text(r->arguments[i]), 0, &line, &ignored)) {
      fail_in(r->arguments[i], "that is no keyword with its parameters",
              "キーワードとその値の形ではありません");
      return false;
    }
  }
  return true;
}

static int write_code(mw_writer *w, const request *r, unsigned code)
{
  mw_slice texts[LINES];
  mw_enhanced enhanced = {0, 0, 0};
  mw_slice second = mw_slice_text(r->words > 1 ? r->arguments[1] : "");
  size_t len = mw_enhanced_parse(second, &enhanced, NULL);
  int first = len > 0 && len == second.len ? 2 : 1;
  int i;
  if (!mw_smtp_code_is_regular(code)) {
    return reply_refuse_code(r->arguments[0]);
  }
  if (len > 0 && !mw_enhanced_fits(enhanced, code)) {
    return reply_refuse_detail(r->arguments[1]);
  }
  if (first == r->words || r->words - first > LINES) {
    return fail_in(r->arguments[0],
                   "it needs a text, of 64 lines at most; mailwire codes with the code has some",
                   "文が要ります（64行まで）。mailwire codes コード で例を表示します");
  }
  if (r->ehlo && !are_keywords(r, first + 1)) {
    return 2;
  }
  for (i = first; i < r->words; i++) {
    texts[i - first] = mw_slice_text(r->arguments[i]);
    if (!reply_text_fits(say_spoken("text", "文"), r->arguments[i], r->utf8)) {
      return 2;
    }
  }
  if (len > 0 && first == 1) {
    texts[0] = mw_slice_of(second.ptr + len + 1, second.len - len - 1);
  }
  mw_smtp_reply_write(w, code, enhanced, texts, (size_t)(r->words - first));
  return send(w);
}

/* Takes "[CODE]", alone or with a blank and the text behind it. *text: what is left, NULL for
 * nothing. */
static bool take_response_code(const char **text, mw_slice *code)
{
  const char *end = strchr(*text, ']');
  if (end == NULL || end - *text < 2 || (end[1] != '\0' && end[1] != ' ')) {
    fail_in(*text, "a response code stands in brackets, a blank and the text behind it",
            "応答コードは[]で囲み、空白を置いて文を続けます");
    return false;
  }
  *code = mw_slice_of(*text + 1, (size_t)(end - *text) - 1);
  *text = end[1] == ' ' ? end + 2 : NULL;
  return true;
}

/* "+OK" or "-ERR", a response code in brackets or none, a text or none. */
static int write_status(mw_writer *w, const request *r)
{
  mw_pop3_status status = r->arguments[0][0] == '+' ? MW_POP3_STATUS_OK : MW_POP3_STATUS_ERR;
  mw_slice code = mw_slice_text(NULL);
  const char *text = r->words > 1 ? r->arguments[1] : NULL;
  int words = 2;
  if (text != NULL && text[0] == '[') {
    if (!take_response_code(&text, &code)) {
      return 2;
    }
    if (text == NULL && r->words > words) {
      text = r->arguments[words++];
    }
  }
  if (r->words > words) {
    return refuse("a response of POP3 has one text", "POP3の応答の文は1つです");
  }
  if (text != NULL && !reply_text_fits(say_spoken("text", "文"), text, r->utf8)) {
    return 2;
  }
  mw_pop3_response_write(w, status, code, mw_slice_text(text));
  return send(w);
}

/* ---- the command -------------------------------------------------------------------------------
 */

static bool take_flag(request *r, const char *argument)
{
  if (strcmp(argument, "--no-enhanced") == 0) {
    r->detail = false;
  } else if (strcmp(argument, "--utf8") == 0) {
    r->utf8 = true;
  } else if (strcmp(argument, "--ehlo") == 0) {
    r->ehlo = true;
  } else if (strcmp(argument, "--pop3") == 0) {
    r->pop3 = true;
  } else {
    return false;
  }
  return true;
}

static bool take_request(request *r, const char *argument)
{
  const char *value;
  if ((value = option_value(argument, "when")) != NULL) {
    r->when = value;
  } else if ((value = option_value(argument, "row")) != NULL) {
    r->row = value;
  } else if ((value = option_value(argument, "text")) != NULL) {
    r->text = value;
  } else {
    return take_flag(r, argument);
  }
  return true;
}

/* What is not asked for in this way. */
static int refuse_word(const char *word)
{
  if (strncmp(word, "smtp.", 5) == 0 || strncmp(word, "pop3.", 5) == 0) {
    return fail_in(word, "a row is named by --row=NAME", "行は--row=名前で指定します");
  }
  if (strchr(word, ' ') != NULL) {
    return fail_in(word, "the code and the text are arguments of their own",
                   "コードと文は別々の引数にします");
  }
  return fail_in(word, "a reply begins with three digits, +OK or -ERR; --when= names a situation",
                 "応答は3桁の数字、+OK、-ERRのどれかで始まります。状況は--when=で指定します");
}

static bool is_status(const char *word)
{
  mw_slice w = mw_slice_text(word);
  return mw_slice_equal_nocase(w, mw_slice_text("+OK")) ||
         mw_slice_equal_nocase(w, mw_slice_text("-ERR"));
}

/* Options that say nothing of what is asked for; 0: there are none. */
static int check_options(const request *r)
{
  if (r->text != NULL && r->when == NULL) {
    return refuse("--text is for --when; a code has its texts behind it",
                  "--textは--whenとだけ使えます。コードの文はその後に書きます");
  }
  if (r->ehlo && (r->words == 0 || strcmp(r->arguments[0], "250") != 0)) {
    return refuse("--ehlo is for the code 250", "--ehloはコード250とだけ使えます");
  }
  if (r->pop3 && r->words > 0 && r->row == NULL && !is_status(r->arguments[0])) {
    return refuse("--pop3 is for --when, +OK and -ERR", "--pop3は--when、+OK、-ERRとだけ使えます");
  }
  return 0;
}

/* By a code or a status. */
static int write_words(mw_writer *w, const request *r)
{
  unsigned code;
  if (r->words == 0) {
    return refuse("it needs a code, a situation or a row; --help tells the rest",
                  "コード、状況、行のどれかが要ります。詳しくは--help");
  }
  if (is_status(r->arguments[0])) {
    return write_status(w, r);
  }
  return is_code(r->arguments[0], &code) ? write_code(w, r, code) : refuse_word(r->arguments[0]);
}

static int write_request(mw_writer *w, const request *r)
{
  if (r->when != NULL && (r->row != NULL || r->words > 0)) {
    return refuse("it takes a situation, a row or a code, one of them",
                  "状況、行、コードのどれか1つを指定します");
  }
  if (check_options(r) != 0) {
    return 2;
  }
  if (r->row != NULL) {
    return write_row(w, r);
  }
  if (r->when != NULL) {
    return write_situation(w, r);
  }
  return write_words(w, r);
}

/* --lang is known to main() already. False: refused. */
static bool take_option(request *r, const char *argument)
{
  settings ignored;
  const char *why = NULL;
  settings_init(&ignored);
  if (take_request(r, argument)) {
    return true;
  }
  if (option_value(argument, "lang") == NULL) {
    fail_option(argument);
    return false;
  }
  if (!settings_take(&ignored, argument, &why)) {
    fail(argument, why);
    return false;
  }
  return true;
}

int command_reply(int words, char **arguments)
{
  static char buffer[REPLY_OCTETS];
  request r = {NULL, NULL, NULL, true, false, false, false, 0, NULL};
  mw_writer w;
  int end = options_end(words, arguments);
  int i;
  r.arguments = arguments;
  for (i = 0; i < words; i++) {
    bool option = i < end && strncmp(arguments[i], "--", 2) == 0;
    if (option && !take_option(&r, arguments[i])) {
      return 2;
    }
    if (!option && i != end) {
      arguments[r.words++] = arguments[i];
    }
  }
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, r.utf8);
  return write_request(&w, &r);
}
