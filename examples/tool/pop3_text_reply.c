/* SPDX-License-Identifier: MIT */
/* What a response and its listing say, in lines for a person. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "pop3.h"
#include "text.h"

/* Those that nobody knows; the others stand in the line. */
static void say_mechanisms(const mw_text *text, buffer *words, mw_slice params)
{
  mw_slice name;
  unsigned unknown = 0;
  while (mw_word_next(&params, &name)) {
    unknown += mw_sasl_mechanism_find(name) == MW_SASL_UNKNOWN;
  }
  if (unknown > 0) {
    words_add(words, say(text, "; %u of them unknown", "、うち未知%uつ"), unknown);
  }
}

static void say_delay(const mw_text *text, buffer *words, const mw_pop3_capabilities *set)
{
  if (set->has_login_delay) {
    words_add(words, say(text, "; %" PRIu32 " seconds between logins", "、%" PRIu32 "秒"),
              set->login_delay);
  }
  words_add(words, "%s",
            set->login_delay_user ? say(text, ", or what each user has", "、またはユーザーごと")
                                  : "");
}

static void say_expire(const mw_text *text, buffer *words, const mw_pop3_capabilities *set)
{
  if (set->expire == MW_POP3_EXPIRE_NEVER) {
    words_add(words, "%s", say(text, "; messages are kept for ever", "、無期限"));
  } else if (set->has_expire) {
    words_add(words, say(text, "; messages are kept for %" PRIu32 " days", "、%" PRIu32 "日"),
              set->expire);
  }
  words_add(words, "%s",
            set->expire_user ? say(text, ", or as each user has it", "、またはユーザーごと") : "");
}

/* What the values say. */
static void say_values(const mw_text *text, buffer *words, mw_slice octets,
                       const mw_pop3_capability_line *line)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities set;
  mw_pop3_capabilities_init(&set, NULL, 0);
  mw_pop3_capabilities_add(&set, octets, MW_ALLOW_REPORTED, &ignored);
  switch (line->capability) {
  case MW_POP3_CAP_LOGIN_DELAY: say_delay(text, words, &set); break;
  case MW_POP3_CAP_EXPIRE: say_expire(text, words, &set); break;
  case MW_POP3_CAP_SASL: say_mechanisms(text, words, line->params); break;
  default: break;
  }
}

static void say_capability(const conversation *c, buffer *words, mw_slice text,
                           const mw_pop3_capability_line *line)
{
  const mw_pop3_capability_info *row = mw_pop3_capability_row(line->capability);
  if (row == NULL) {
    words_add(words, "%s", say(c->text, "unknown: not in the table", "未知: 表にない"));
    return;
  }
  words_add(words, "%s", text_phrase(c, MW_TOPIC_POP3_CAPABILITY, row->tag));
  say_values(c->text, words, text, line);
  if (row->commands[0] != '\0' && strcmp(row->commands, row->tag) != 0) {
    words_add(words,
              strchr(row->commands, ' ') != NULL ? say(c->text, "; commands %s", "、コマンド %s")
                                                 : say(c->text, "; command %s", "、コマンド %s"),
              row->commands);
  }
  text_source(c->text, words, row->rfc);
}

static void say_extra(const mw_text *text, buffer *words, mw_slice extra)
{
  if (extra.ptr != NULL) {
    words_add(words, "%s", say(text, ", and ", "、ほかに "));
    words_octets(words, extra, TEXT_WIDEST);
  }
}

static void say_language(const mw_text *text, buffer *words, const mw_pop3_language *item)
{
  words_add(words, "%s", say(text, "language ", "言語 "));
  words_octets(words, item->tag, TEXT_WIDEST);
}

static void say_unique_id(const mw_text *text, buffer *words, const mw_pop3_unique_id *item)
{
  words_add(words, say(text, "message %" PRIu32 ": id ", "メール%" PRIu32 ": ID "), item->message);
  words_octets(words, item->id, TEXT_WIDEST);
}

static void say_mechanism(const mw_text *text, buffer *words, mw_slice name)
{
  words_add(words, "%s",
            mw_sasl_mechanism_find(name) != MW_SASL_UNKNOWN
                ? say(text, "a mechanism", "認証方式")
                : say(text, "an unknown mechanism", "未知の認証方式"));
}

static void say_entry(const conversation *c, buffer *words, mw_slice text, const pop3_entry *entry)
{
  switch (entry->says) {
  case POP3_SAYS_DROP:
    words_add(words,
              entry->is.drop.messages == 1
                  ? say(c->text, "%" PRIu32 " message, %" PRIu64 " octets",
                        "%" PRIu32 "通、%" PRIu64 "オクテット")
                  : say(c->text, "%" PRIu32 " messages, %" PRIu64 " octets",
                        "%" PRIu32 "通、%" PRIu64 "オクテット"),
              entry->is.drop.messages, entry->is.drop.octets);
    say_extra(c->text, words, entry->is.drop.extra);
    break;
  case POP3_SAYS_SCAN:
    words_add(words,
              say(c->text, "message %" PRIu32 ": %" PRIu64 " octets",
                  "メール%" PRIu32 ": %" PRIu64 "オクテット"),
              entry->is.scan.message, entry->is.scan.octets);
    say_extra(c->text, words, entry->is.scan.extra);
    break;
  case POP3_SAYS_UNIQUE_ID: say_unique_id(c->text, words, &entry->is.unique_id); break;
  case POP3_SAYS_LANGUAGE: say_language(c->text, words, &entry->is.language); break;
  case POP3_SAYS_CAPABILITY: say_capability(c, words, text, &entry->is.capability); break;
  case POP3_SAYS_MECHANISM: say_mechanism(c->text, words, entry->is.mechanism); break;
  default:
    words_add(words, "%s",
              say(c->text, "not what the command asks for", "コマンドが求める形ではない"));
    break;
  }
}

static void put_timestamp(const mw_text *text, mw_slice timestamp)
{
  text_begin_fact(say(text, "timestamp", "時刻印"));
  if (timestamp.ptr == NULL) {
    puts(say(text, "none: APOP cannot be used", "なし: APOPは使えない"));
  } else {
    text_put(timestamp, TEXT_WIDEST);
    puts(say(text, ", for APOP", "（APOP用）"));
  }
}

bool pop3_text_itself(const conversation *c, const pop3_reply *r, buffer *words)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  pop3_entry entry;
  if (r->greeting || pop3_says_itself(r) == POP3_SAYS_WORDS) {
    return false;
  }
  pop3_entry_of_reply(r, &entry, &ignored);
  say_entry(c, words, r->response.text, &entry);
  return true;
}

/* What only a greeting says. */
static void put_welcome(const conversation *c, const pop3_reply *r)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  pop3_entry entry;
  if (r->greeting) {
    pop3_entry_of_reply(r, &entry, &ignored);
    put_timestamp(c->text, entry.is.timestamp);
  }
}

void pop3_text_reply(const conversation *c, const pop3_reply *r)
{
  pop3_says says = pop3_says_in_lines(r);
  size_t i;
  put_welcome(c, r);
  for (i = 0; i < r->count; i++) {
    mw_finding ignored = {MW_FAULT_NONE, 0, 0};
    mw_slice text = kept_text(c, &r->lines[i]);
    int width = printf("     ");
    pop3_entry entry;
    width += text_put(text, TEXT_LINE);
    if (says != POP3_SAYS_WORDS) {
      buffer words = {NULL, 0, 0};
      pop3_entry_of_line(says, text, &entry, &ignored);
      say_entry(c, &words, text, &entry);
      text_column(c, width, 2, &words);
    } else {
      putchar('\n');
    }
  }
}
