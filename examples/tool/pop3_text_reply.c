/* SPDX-License-Identifier: MIT */
/* What a response and its listing say, in lines for a person. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "pop3.h"
#include "text.h"

static void say_mechanisms(const mw_text *text, mw_slice params)
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
  printf(known + unknown == 1 ? say(text, "; %u mechanism", "、認証方式%uつ")
                              : say(text, "; %u mechanisms", "、認証方式%uつ"),
         known + unknown);
  if (unknown > 0) {
    printf(say(text, ", %u of them unknown", "、うち未知%uつ"), unknown);
  }
}

static void say_delay(const mw_text *text, const mw_pop3_capabilities *set)
{
  if (set->has_login_delay) {
    printf(say(text, "; %" PRIu32 " seconds between logins", "、%" PRIu32 "秒"), set->login_delay);
  }
  fputs(set->login_delay_user ? say(text, ", or what each user has", "、またはユーザーごと") : "",
        stdout);
}

static void say_expire(const mw_text *text, const mw_pop3_capabilities *set)
{
  if (set->expire == MW_POP3_EXPIRE_NEVER) {
    fputs(say(text, "; messages are kept for ever", "、無期限"), stdout);
  } else if (set->has_expire) {
    printf(say(text, "; messages are kept for %" PRIu32 " days", "、%" PRIu32 "日"), set->expire);
  }
  fputs(set->expire_user ? say(text, ", or as each user has it", "、またはユーザーごと") : "",
        stdout);
}

/* What the values say. */
static void say_values(const mw_text *text, mw_slice octets, const mw_pop3_capability_line *line)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities set;
  mw_pop3_capabilities_init(&set, NULL, 0);
  mw_pop3_capabilities_add(&set, octets, MW_ALLOW_REPORTED, &ignored);
  switch (line->capability) {
  case MW_POP3_CAP_LOGIN_DELAY: say_delay(text, &set); break;
  case MW_POP3_CAP_EXPIRE: say_expire(text, &set); break;
  case MW_POP3_CAP_SASL: say_mechanisms(text, line->params); break;
  default: break;
  }
}

static void say_capability(const conversation *c, mw_slice text,
                           const mw_pop3_capability_line *line)
{
  const mw_pop3_capability_info *row = mw_pop3_capability_row(line->capability);
  if (row == NULL) {
    fputs(say(c->text, "unknown: not in the table", "未知: 表にない"), stdout);
    return;
  }
  fputs(text_phrase(c, MW_TOPIC_POP3_CAPABILITY, row->tag), stdout);
  say_values(c->text, text, line);
  if (row->commands[0] != '\0') {
    printf(strchr(row->commands, ' ') != NULL ? say(c->text, "; commands %s", "、コマンド %s")
                                              : say(c->text, "; command %s", "、コマンド %s"),
           row->commands);
  }
  text_source(row->rfc);
}

static void say_extra(const mw_text *text, mw_slice extra)
{
  if (extra.ptr != NULL) {
    fputs(say(text, ", and ", "、ほかに "), stdout);
    text_put(extra, TEXT_WIDEST);
  }
}

static void say_language(const mw_text *text, const mw_pop3_language *item)
{
  fputs(say(text, "language ", "言語 "), stdout);
  text_put(item->tag, TEXT_WIDEST);
}

static void say_unique_id(const mw_text *text, const mw_pop3_unique_id *item)
{
  printf(say(text, "message %" PRIu32 ": id ", "メール%" PRIu32 ": ID "), item->message);
  text_put(item->id, TEXT_WIDEST);
}

static void say_mechanism(const mw_text *text, mw_slice name)
{
  fputs(mw_sasl_mechanism_find(name) != MW_SASL_UNKNOWN
            ? say(text, "a mechanism", "認証方式")
            : say(text, "an unknown mechanism", "未知の認証方式"),
        stdout);
}

static void say_entry(const conversation *c, mw_slice text, const pop3_entry *entry)
{
  switch (entry->says) {
  case POP3_SAYS_DROP:
    printf(say(c->text, "%" PRIu32 " messages, %" PRIu64 " octets",
               "%" PRIu32 "通、%" PRIu64 "オクテット"),
           entry->is.drop.messages, entry->is.drop.octets);
    say_extra(c->text, entry->is.drop.extra);
    break;
  case POP3_SAYS_SCAN:
    printf(say(c->text, "message %" PRIu32 ": %" PRIu64 " octets",
               "メール%" PRIu32 ": %" PRIu64 "オクテット"),
           entry->is.scan.message, entry->is.scan.octets);
    say_extra(c->text, entry->is.scan.extra);
    break;
  case POP3_SAYS_UNIQUE_ID: say_unique_id(c->text, &entry->is.unique_id); break;
  case POP3_SAYS_LANGUAGE: say_language(c->text, &entry->is.language); break;
  case POP3_SAYS_CAPABILITY: say_capability(c, text, &entry->is.capability); break;
  case POP3_SAYS_MECHANISM: say_mechanism(c->text, entry->is.mechanism); break;
  default:
    fputs(say(c->text, "not what the command asks for", "コマンドが求める形ではない"), stdout);
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

/* What the status line itself says. */
static void put_itself(const conversation *c, const pop3_reply *r)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  pop3_entry entry;
  pop3_entry_of_reply(r, &entry, &ignored);
  if (r->greeting) {
    put_timestamp(c->text, entry.is.timestamp);
  } else if (pop3_says_itself(r) != POP3_SAYS_WORDS) {
    text_begin_fact(say(c->text, "says", "内容"));
    say_entry(c, r->response.text, &entry);
    putchar('\n');
  }
}

void pop3_text_reply(const conversation *c, const pop3_reply *r)
{
  pop3_says says = pop3_says_in_lines(r);
  size_t i;
  put_itself(c, r);
  for (i = 0; i < r->count; i++) {
    mw_finding ignored = {MW_FAULT_NONE, 0, 0};
    mw_slice text = kept_text(c, &r->lines[i]);
    int width = printf("     ");
    pop3_entry entry;
    width += text_put(text, TEXT_LINE);
    if (says != POP3_SAYS_WORDS) {
      text_pad(width);
      pop3_entry_of_line(says, text, &entry, &ignored);
      say_entry(c, text, &entry);
    }
    putchar('\n');
  }
}
