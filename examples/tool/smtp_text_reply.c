/* SPDX-License-Identifier: MIT */
/* What a server announces, in words beside each line of its reply. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"
#include "smtp.h"

static const char *add(const mw_text *text, const char *between, const char *what)
{
  printf("%s%s", between, what);
  return say(text, "; ", "、");
}

static const char *say_size(const mw_text *text, const char *between, const mw_smtp_extensions *set)
{
  if (!set->has_size) {
    return add(text, between, say(text, "the largest message is not said", "上限は示されていない"));
  }
  if (set->size == 0) {
    return add(text, between, say(text, "messages of any size", "上限なし"));
  }
  printf(say(text, "%smessages of at most %" PRIu64 " octets", "%s最大%" PRIu64 "オクテット"),
         between, set->size);
  return say(text, "; ", "、");
}

static const char *say_limit(const mw_text *text, const char *between, uint32_t value,
                             const char *format)
{
  if (value == 0) {
    return between;
  }
  fputs(between, stdout);
  printf(format, value);
  return say(text, "; ", "、");
}

static const char *say_mechanisms(const mw_text *text, const char *between, mw_slice params)
{
  mw_slice name;
  unsigned known = 0;
  unsigned unknown = 0;
  while (mw_word_next(&params, &name)) {
    if (mw_sasl_mechanism_find(name) != MW_SASL_UNKNOWN) {
      known++;
    } else {
      unknown++;
    }
  }
  printf(known + unknown == 1 ? say(text, "%s%u mechanism", "%s認証方式%uつ")
                              : say(text, "%s%u mechanisms", "%s認証方式%uつ"),
         between, known + unknown);
  if (unknown > 0) {
    printf(say(text, ", %u of them unknown", "、うち未知%uつ"), unknown);
  }
  return say(text, "; ", "、");
}

/* What the values say. */
static const char *say_typed(const mw_text *text, const char *between, mw_slice octets,
                             const mw_smtp_ehlo_line *line)
{
  mw_smtp_extensions set;
  smtp_set_of_line(octets, &set);
  switch (line->extension) {
  case MW_SMTP_EXT_SIZE: return say_size(text, between, &set);
  case MW_SMTP_EXT_AUTH: return say_mechanisms(text, between, line->params);
  case MW_SMTP_EXT_DELIVERBY:
    return say_limit(text, between, set.deliver_by,
                     say(text, "at least %" PRIu32 " seconds", "最短%" PRIu32 "秒"));
  case MW_SMTP_EXT_FUTURERELEASE:
    return say_limit(text, between, set.hold_for,
                     say(text, "at most %" PRIu32 " seconds", "最長%" PRIu32 "秒"));
  case MW_SMTP_EXT_LIMITS:
    between = say_limit(
        text, between, set.mail_max,
        say(text, "at most %" PRIu32 " messages a connection", "1接続に最大%" PRIu32 "通"));
    between = say_limit(
        text, between, set.rcpt_max,
        say(text, "at most %" PRIu32 " recipients a message", "1通に最大%" PRIu32 "宛先"));
    return say_limit(
        text, between, set.rcpt_domain_max,
        say(text, "at most %" PRIu32 " domains a connection", "1接続に最大%" PRIu32 "ドメイン"));
  default: return between;
  }
}

static const char *say_added(const mw_text *text, const char *between, const char *before,
                             const char *words)
{
  if (words[0] == '\0') {
    return between;
  }
  printf("%s%s%s", between, before, words);
  return say(text, "; ", "、");
}

static void say_row(const mw_text *text, const char *between, const mw_smtp_extension_info *row)
{
  between = say_added(text, between, say(text, "command ", "コマンド "), row->verbs);
  between = say_added(text, between, say(text, "MAIL takes ", "MAILに "), row->mail_params);
  between = say_added(text, between, say(text, "RCPT takes ", "RCPTに "), row->rcpt_params);
  if (strcmp(row->standing, "current") != 0) {
    (void)add(text, between, speech_word(text, row->standing));
  }
  text_source(row->rfc);
}

void smtp_text_capability(const conversation *c, const smtp_reply *r, mw_slice text, int width)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  const mw_smtp_extension_info *row;
  const char *between = "";
  mw_smtp_ehlo_line line;
  if (!smtp_announces(r)) {
    return;
  }
  text_pad(width);
  if (!mw_smtp_ehlo_line_parse(text, MW_ALLOW_REPORTED, &line, &ignored)) {
    fputs(say(c->text, "not a keyword with its parameters", "キーワードではない"), stdout);
    return;
  }
  row = mw_smtp_extension_row(line.extension);
  if (row == NULL) {
    fputs(say(c->text, "unknown: not in the table", "未知: 表にない"), stdout);
    return;
  }
  between = add(c->text, between, text_phrase(c, MW_TOPIC_SMTP_EXTENSION, row->keyword));
  between = say_typed(c->text, between, text, &line);
  say_row(c->text, between, row);
}
