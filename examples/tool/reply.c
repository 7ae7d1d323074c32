/* SPDX-License-Identifier: MIT */
/* mailwire reply: one reply, written as it goes over the wire, or refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

enum { LINES = 64, REPLY_OCTETS = 65536 };

/* What the command line asks for. */
typedef struct request {
  const char *when;
  const char *row;
  const char *text;
  bool detail; /* the enhanced status code or response code is written */
  bool utf8;
  bool ehlo;
  bool pop3;
  int words;
  char **arguments;
} request;

static int refuse(const char *why)
{
  return fail("reply", why);
}

/* Why, with the name and the place that it is about. */
static int refuse_at(const char *name, const char *why, size_t offset)
{
  fprintf(stderr, "mailwire: reply: %s: %s at octet %lu\n", name, why, (unsigned long)offset);
  return 2;
}

static const char *words_for(mw_catalog_flaw_kind kind)
{
  switch (kind) {
  case MW_CATALOG_FLAW_NO_ROW: return "there is no such row; mailwire codes replies lists them";
  case MW_CATALOG_FLAW_BAD_CODE: return "that is no code that a reply may have";
  case MW_CATALOG_FLAW_BAD_DETAIL: return "the enhanced status code is none, or of another class";
  case MW_CATALOG_FLAW_MISSING: return "a value is missing for it";
  case MW_CATALOG_FLAW_SURPLUS: return "the row has no such placeholder, or has it once";
  case MW_CATALOG_FLAW_BAD_OCTET:
    return "an octet that no reply may hold (it would forge a line, or is not ASCII)";
  case MW_CATALOG_FLAW_BAD_VALUE: return "the value is empty, or not of that kind";
  case MW_CATALOG_FLAW_AMBIGUOUS: return "the line would be read as something else";
  case MW_CATALOG_FLAW_TOO_LONG: return "it is too long";
  default: return mw_catalog_flaw_name(kind);
  }
}

static int refuse_flaw(const mw_catalog_flaw *flaw)
{
  char name[64] = "the text";
  if (flaw->param.ptr != NULL) {
    snprintf(name, sizeof name, "%.*s", (int)(flaw->param.len < 60 ? flaw->param.len : 60),
             flaw->param.ptr);
  }
  return refuse_at(name, words_for(flaw->kind), flaw->offset);
}

/* Octets to stdout, if all of them are there. */
static int send(const mw_writer *w)
{
  mw_slice written;
  if (mw_writer_result(w, &written) != MW_OK) {
    return refuse("that is no reply: nothing is written");
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

static int write_row(mw_writer *w, const request *r)
{
  mw_catalog_param params[MW_CATALOG_PARAMS];
  mw_catalog_flaw flaw;
  int i;
  if (r->words > MW_CATALOG_PARAMS) {
    return refuse("no row has so many placeholders");
  }
  for (i = 0; i < r->words; i++) {
    if (!param_of(r->arguments[i], &params[i])) {
      return fail(r->arguments[i], "a value is written as name=value");
    }
  }
  return mw_catalog_write(w, mw_catalog_standard(), mw_slice_text(r->row), r->detail, params,
                          (size_t)r->words, &flaw)
             ? send(w)
             : refuse_flaw(&flaw);
}

/* ---- by situation ------------------------------------------------------------------------------
 */

/* The name as the table has it: "unknown-user" is UNKNOWN_USER. */
static void table_name(const char *name, char upper[48])
{
  size_t i;
  for (i = 0; name[i] != '\0' && i < 47; i++) {
    upper[i] = name[i];
    if (name[i] == '-') {
      upper[i] = '_';
    } else if (name[i] >= 'a' && name[i] <= 'z') {
      upper[i] = (char)(name[i] - 'a' + 'A');
    }
  }
  upper[i] = '\0';
}

static int write_situation(mw_writer *w, const request *r)
{
  char name[48];
  mw_slice text = mw_slice_text(r->text);
  mw_smtp_situation smtp;
  mw_pop3_situation pop3;
  table_name(r->when, name);
  smtp = mw_smtp_situation_find(mw_slice_text(name));
  pop3 = mw_pop3_situation_find(mw_slice_text(name));
  if (r->pop3 ? pop3 == MW_POP3_SITUATION_NONE : smtp == MW_SMTP_SITUATION_NONE) {
    return fail(r->when,
                r->pop3 ? "there is no such situation; mailwire codes pop3-situations lists them"
                        : "there is no such situation; mailwire codes situations lists them");
  }
  if (r->pop3) {
    mw_pop3_situation_write(w, pop3, r->detail, text);
  } else if (text.ptr == NULL && mw_smtp_situation_row(smtp)->text[0] == '\0') {
    return fail(r->when, "that one needs a text of yours: --text=TEXT");
  } else {
    mw_smtp_situation_write(w, smtp, r->detail, text);
  }
  return send(w);
}

/* ---- by code -----------------------------------------------------------------------------------
 */

/* Where the text cannot be written; false: everywhere it can. */
static bool is_flawed(const char *text, bool utf8, mw_catalog_flaw *flaw)
{
  static const mw_catalog_row any = {"text", NULL, 250, MW_POP3_STATUS_NONE, "", "{text}",
                                     "",     "",   ""};
  static const mw_catalog one = {&any, 1, NULL};
  mw_catalog_param param;
  mw_writer w;
  char buffer[1];
  param.name = mw_slice_text("text");
  param.value = mw_slice_text(text);
  mw_writer_init(&w, buffer, 0);
  mw_writer_allow_utf8(&w, utf8);
  return !mw_catalog_write(&w, &one, param.name, false, &param, 1, flaw) &&
         flaw->kind == MW_CATALOG_FLAW_BAD_OCTET;
}

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
      fail(r->arguments[i], "that is no keyword with its parameters");
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
  int first = mw_enhanced_parse(second, &enhanced, NULL) == second.len && second.len > 0 ? 2 : 1;
  int i;
  if (!mw_smtp_code_is_regular(code)) {
    return fail(r->arguments[0], words_for(MW_CATALOG_FLAW_BAD_CODE));
  }
  if (first == 2 && !mw_enhanced_fits(enhanced, code)) {
    return fail(r->arguments[1], words_for(MW_CATALOG_FLAW_BAD_DETAIL));
  }
  if (first == r->words || r->words - first > LINES) {
    return fail(r->arguments[0], "which text? mailwire codes with the code shows what servers say");
  }
  if (r->ehlo && !are_keywords(r, first + 1)) {
    return 2;
  }
  for (i = first; i < r->words; i++) {
    mw_catalog_flaw flaw;
    texts[i - first] = mw_slice_text(r->arguments[i]);
    if (is_flawed(r->arguments[i], r->utf8, &flaw)) {
      return refuse_flaw(&flaw);
    }
  }
  mw_smtp_reply_write(w, code, enhanced, texts, (size_t)(r->words - first));
  return send(w);
}

/* "+OK" or "-ERR", a response code in brackets or none, a text or none. */
static int write_status(mw_writer *w, const request *r)
{
  mw_pop3_status status =
      strcmp(r->arguments[0], "+OK") == 0 ? MW_POP3_STATUS_OK : MW_POP3_STATUS_ERR;
  mw_slice code = mw_slice_text(NULL);
  int at = 1;
  if (at < r->words && r->arguments[at][0] == '[') {
    size_t len = strlen(r->arguments[at]);
    if (r->arguments[at][len - 1] != ']') {
      return fail(r->arguments[at], "a response code stands in brackets, alone");
    }
    code = mw_slice_of(r->arguments[at++] + 1, len - 2);
  }
  if (r->words - at > 1) {
    return refuse("a response of POP3 has one text");
  }
  if (at < r->words) {
    mw_catalog_flaw flaw;
    if (is_flawed(r->arguments[at], r->utf8, &flaw)) {
      return refuse_flaw(&flaw);
    }
  }
  mw_pop3_response_write(w, status, code, mw_slice_text(at < r->words ? r->arguments[at] : NULL));
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

static int write_request(mw_writer *w, const request *r)
{
  unsigned code;
  if (r->when != NULL || r->row != NULL) {
    if (r->when != NULL && (r->row != NULL || r->words > 0)) {
      return refuse("a situation, a row or a code, one of them");
    }
    return r->row != NULL ? write_row(w, r) : write_situation(w, r);
  }
  if (r->words == 0) {
    return refuse("by which code, situation or row? --help tells the rest");
  }
  if (strcmp(r->arguments[0], "+OK") == 0 || strcmp(r->arguments[0], "-ERR") == 0) {
    return write_status(w, r);
  }
  if (!is_code(r->arguments[0], &code)) {
    return fail(r->arguments[0], "a reply begins with three digits, +OK or -ERR");
  }
  return write_code(w, r, code);
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
    if (option && !take_request(&r, arguments[i])) {
      return fail(arguments[i], "there is no such option; --help lists them");
    }
    if (!option && i != end) {
      arguments[r.words++] = arguments[i];
    }
  }
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, r.utf8);
  return write_request(&w, &r);
}
