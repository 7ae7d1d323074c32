/* SPDX-License-Identifier: MIT */
/* What a server announces, in words beside each line of its reply. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "known.h"
#include "text.h"
#include "smtp.h"

static const char *add(const mw_text *text, buffer *words, const char *between, const char *what)
{
  words_add(words, "%s%s", between, what);
  return say(text, "; ", "、");
}

static const char *say_size(const mw_text *text, buffer *words, const char *between,
                            const mw_smtp_extensions *set)
{
  if (!set->has_size) {
    return add(text, words, between,
               say(text, "the largest message is not said", "上限は示されていない"));
  }
  if (set->size == 0) {
    return add(text, words, between, say(text, "messages of any size", "上限なし"));
  }
  words_add(words, say(text, "%sat most %" PRIu64 " octets", "%s最大%" PRIu64 "オクテット"),
            between, set->size);
  return say(text, "; ", "、");
}

static const char *say_limit(const mw_text *text, buffer *words, const char *between,
                             uint32_t value, const char *format)
{
  if (value == 0) {
    return between;
  }
  words_add(words, "%s", between);
  words_add(words, format, value);
  return say(text, "; ", "、");
}

/* Those that nobody knows; the others stand in the line. */
static const char *say_mechanisms(const mw_text *text, buffer *words, const char *between,
                                  mw_slice params)
{
  mw_slice name;
  unsigned unknown = 0;
  while (mw_word_next(&params, &name)) {
    unknown += mw_sasl_mechanism_find(name) == MW_SASL_UNKNOWN;
  }
  if (unknown == 0) {
    return between;
  }
  words_add(words, say(text, "%s%u of them unknown", "%sうち未知%uつ"), between, unknown);
  return say(text, "; ", "、");
}

/* What the values say. */
static const char *say_typed(const mw_text *text, buffer *words, const char *between,
                             mw_slice octets, const mw_smtp_ehlo_line *line)
{
  mw_smtp_extensions set;
  smtp_set_of_line(octets, &set);
  switch (line->extension) {
  case MW_SMTP_EXT_SIZE: return say_size(text, words, between, &set);
  case MW_SMTP_EXT_AUTH: return say_mechanisms(text, words, between, line->params);
  case MW_SMTP_EXT_DELIVERBY:
    return say_limit(text, words, between, set.deliver_by,
                     say(text, "at least %" PRIu32 " seconds", "最短%" PRIu32 "秒"));
  case MW_SMTP_EXT_FUTURERELEASE:
    return say_limit(text, words, between, set.hold_for,
                     say(text, "at most %" PRIu32 " seconds", "最長%" PRIu32 "秒"));
  case MW_SMTP_EXT_LIMITS:
    between = say_limit(
        text, words, between, set.mail_max,
        say(text, "at most %" PRIu32 " messages a connection", "1接続に最大%" PRIu32 "通"));
    between = say_limit(
        text, words, between, set.rcpt_max,
        say(text, "at most %" PRIu32 " recipients a message", "1通に最大%" PRIu32 "宛先"));
    return say_limit(
        text, words, between, set.rcpt_domain_max,
        say(text, "at most %" PRIu32 " domains a connection", "1接続に最大%" PRIu32 "ドメイン"));
  default: return between;
  }
}

static const char *say_added(const mw_text *text, buffer *words, const char *between,
                             const char *before, const char *names, const char *keyword)
{
  if (names[0] == '\0' || strcmp(names, keyword) == 0) {
    return between;
  }
  words_add(words, "%s%s%s", between, before, names);
  return say(text, "; ", "、");
}

static void say_row(const mw_text *text, buffer *words, const char *between,
                    const mw_smtp_extension_info *row)
{
  between =
      say_added(text, words, between, say(text, "command ", "コマンド "), row->verbs, row->keyword);
  between = say_added(text, words, between, say(text, "MAIL takes ", "MAILに "), row->mail_params,
                      row->keyword);
  between = say_added(text, words, between, say(text, "RCPT takes ", "RCPTに "), row->rcpt_params,
                      row->keyword);
  if (strcmp(row->standing, "current") != 0) {
    (void)add(text, words, between, speech_word(text, row->standing));
  }
  text_source(text, words, row->rfc);
}

/* No keyword of the table, but perhaps a line of the catalogue: code and separator stand in front
 * of the text. */
static void say_unknown(const conversation *c, mw_slice text, buffer *words)
{
  enum { BEFORE = 4 };
  mw_slice line = mw_slice_of(text.ptr - BEFORE, text.len + BEFORE);
  const char *phrase = say(c->text, "unknown: not in the table", "未知: 表にない");
  mw_catalog_match match;
  mw_explanation e;
  if (known_rows(line, &match, 1) > 0) {
    mw_explain_row(c->text, match.row, &e);
    phrase = e.phrase;
  }
  words_add(words, "%s", phrase);
}

void smtp_text_capability(const conversation *c, mw_slice text, buffer *words)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  const mw_smtp_extension_info *row;
  const char *between = "";
  mw_smtp_ehlo_line line;
  if (!mw_smtp_ehlo_line_parse(text, MW_ALLOW_REPORTED, &line, &ignored)) {
    words_add(words, "%s", say(c->text, "not a keyword with its parameters", "キーワードではない"));
    return;
  }
  row = mw_smtp_extension_row(line.extension);
  if (row == NULL) {
    say_unknown(c, text, words);
    return;
  }
  between = add(c->text, words, between, text_phrase(c, MW_TOPIC_SMTP_EXTENSION, row->keyword));
  between = say_typed(c->text, words, between, text, &line);
  say_row(c->text, words, between, row);
}
