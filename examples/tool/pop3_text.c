/* SPDX-License-Identifier: MIT */
/* POP3 for a person: commands, responses and the summary. */
#include <inttypes.h>
#include <stdio.h>

#include "lines.h"
#include "odd.h"
#include "pop3.h"
#include "text.h"

/* What a command asks for. */
static const char *meaning_of(const conversation *c, mw_pop3_verb verb)
{
  return verb == MW_POP3_UNKNOWN
             ? say(c->text, "a command that is not in the table", "表にないコマンド")
             : text_phrase(c, MW_TOPIC_POP3_VERB, mw_pop3_verb_name(verb));
}

/* A name in front of its words. */
static void put_fact(const char *name, mw_slice text)
{
  if (text.ptr != NULL) {
    text_begin_fact(name);
    text_put(text, TEXT_WIDEST);
    putchar('\n');
  }
}

static void put_number(const char *name, uint32_t number, const char *of)
{
  text_begin_fact(name);
  printf("%" PRIu32 "%s\n", number, of);
}

static void put_argument(const conversation *c, const pop3_command *t, mw_pop3_verb verb)
{
  const mw_pop3_argument *argument = &t->argument;
  put_fact(verb == MW_POP3_RPOP ? say(c->text, "user", "ユーザー")
                                : say(c->text, "mailbox", "メールボックス"),
           argument->name);
  put_fact(say(c->text, "language", "言語"), argument->language);
  if (argument->digest.ptr != NULL) {
    text_begin_fact(say(c->text, "digest", "ダイジェスト"));
    puts(say(c->text, "of the timestamp and the password, not shown",
             "時刻印とパスワードのダイジェスト（非表示）"));
  }
  if (argument->message > 0) {
    put_number(say(c->text, "message", "メール番号"), argument->message, "");
  }
  if (verb == MW_POP3_TOP) {
    put_number(say(c->text, "lines", "行数"), argument->lines,
               say(c->text, " of its body", "行（本文）"));
  }
  if (argument->mechanism.ptr != NULL) {
    auth_text_command(c, argument->mechanism, &t->initial);
  }
}

static void text_command(conversation *c, const mw_pop3_command_event *event, const pop3_command *t)
{
  text_secret_line(c, event->raw, event->command.secret);
  puts(meaning_of(c, event->command.verb));
  if (t->good) {
    put_argument(c, t, event->command.verb);
  }
  text_deviations(c, t->fault, t->fault_offset, t->tolerated, event->offset);
  odd_text_marks(c, t->anomalies);
}

/* Green, red, cyan. */
static const char *status_colour(mw_pop3_status status)
{
  static const char *const colours[] = {"35", "32", "31", "36"};
  return colours[status];
}

static const char *status_words(const conversation *c, const pop3_reply *r)
{
  mw_judgement judgement;
  if (r->response.status == MW_POP3_STATUS_CHALLENGE) {
    return r->response.message.len > 0
               ? say(c->text, "a challenge", "チャレンジ")
               : say(c->text, "a challenge without octets", "空のチャレンジ");
  }
  pop3_judge(c, r, &judgement);
  return text_phrase(c, MW_TOPIC_VERDICT, mw_verdict_name(judgement.verdict));
}

static void reply_head(conversation *c, const pop3_reply *r)
{
  int width = 5;
  fputs("  S  ", stdout);
  text_colour(c, status_colour(r->response.status));
  width += text_put(kept_text(c, &r->status), TEXT_LINE);
  text_colour(c, "0");
  text_pad(width);
  fputs(status_words(c, r), stdout);
  if (r->message) {
    fputs(say(c->text, " (the message follows)", "（メールが続く）"), stdout);
  } else if (r->more) {
    printf(r->count == 1 ? say(c->text, " (%lu line)", "（%lu行）")
                         : say(c->text, " (%lu lines)", "（%lu行）"),
           (unsigned long)r->count);
  }
  putchar('\n');
}

static void explain_code(const conversation *c, const mw_pop3_response *response)
{
  const mw_pop3_code_info *row = mw_pop3_code_row(response->known);
  if (response->code_fault != MW_FAULT_NONE) {
    text_note(c, text_phrase(c, MW_TOPIC_FAULT, mw_fault_name(response->code_fault)));
  }
  if (response->code.ptr == NULL) {
    return;
  }
  text_pad(0);
  fputs("  ", stdout);
  text_put(response->code, TEXT_WIDEST);
  if (row == NULL) {
    puts(say(c->text, "  not in the table", "  表にない"));
    return;
  }
  if (!mw_slice_equal_nocase(response->code, mw_slice_text(row->text))) {
    printf(say(c->text, "  a kind of %s:", "  %sの一種:"), row->text);
  }
  printf("  %s\n", text_phrase(c, MW_TOPIC_POP3_CODE, row->text));
}

/* The row of the catalogue that the status line is; what to do about a refusal. */
static void explain_row(const conversation *c, const pop3_reply *r)
{
  mw_catalog_match match;
  mw_explanation e;
  if (mw_catalog_match_line(mw_catalog_standard(), kept_text(c, &r->status), &match, 1) > 0) {
    mw_explain_row(c->text, match.row, &e);
    text_beside("=", e.phrase);
    text_advice(r->response.status == MW_POP3_STATUS_ERR ? e.advice : "");
  }
}

static void text_reply(conversation *c, const pop3_reply *r)
{
  reply_head(c, r);
  explain_code(c, &r->response);
  explain_row(c, r);
  pop3_text_reply(c, r);
  text_deviations(c, r->fault, r->fault_offset, r->tolerated, r->offset);
  odd_text_marks(c, r->anomalies);
}

static void text_end(conversation *c, const char *name)
{
  const pop3_half *half = c->pop3;
  (void)name;
  printf(say(c->text, "\nsummary  %" PRIu64 " commands, %" PRIu64 " responses",
             "\nまとめ   コマンド%" PRIu64 "件、応答%" PRIu64 "件"),
         c->tally.commands,
         half->statuses[MW_POP3_STATUS_OK] + half->statuses[MW_POP3_STATUS_ERR] +
             half->statuses[MW_POP3_STATUS_CHALLENGE]);
  text_end_counts(c);
  fputs(say(c->text, ", POP3\n\n", "、POP3\n\n"), stdout);
  odd_text_end(c);
  fflush(stdout);
}

const pop3_printer pop3_text = {text_command, text_reply, text_end};
