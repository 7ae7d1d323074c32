/* SPDX-License-Identifier: MIT */
/* POP3 for a person: commands, responses and the summary. */
#include <inttypes.h>
#include <stdio.h>

#include "known.h"
#include "lines.h"
#include "odd.h"
#include "pop3.h"
#include "sense.h"
#include "summary.h"
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

/* What the line itself does not tell. */
static void put_argument(const conversation *c, const pop3_command *t, mw_pop3_verb verb)
{
  const mw_pop3_argument *argument = &t->argument;
  if (argument->digest.ptr != NULL) {
    put_fact(say(c->text, "mailbox", "メールボックス"), argument->name);
    text_begin_fact(say(c->text, "digest", "ダイジェスト"));
    puts(say(c->text, "of the timestamp and the password, not shown",
             "時刻印とパスワードのダイジェスト（非表示）"));
  }
  if (verb == MW_POP3_TOP) {
    text_begin_fact(say(c->text, "lines", "行数"));
    printf(say(c->text, "%" PRIu32 " of its body\n", "%" PRIu32 "行（本文）\n"), argument->lines);
  }
  if (argument->mechanism.ptr != NULL) {
    auth_text_command(c, argument->mechanism, &t->initial);
  }
}

static void text_command(conversation *c, const mw_pop3_command_event *event, const pop3_command *t)
{
  int width = text_secret_line(c, event->raw, event->command.secret);
  buffer words = {NULL, 0, 0};
  words_add(&words, "%s", meaning_of(c, event->command.verb));
  text_column(c, width, 0, &words);
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

static void read_sense(const conversation *c, const pop3_reply *r, sense *s)
{
  const char *place = NULL;
  mw_catalog_match match;
  mw_slice line = kept_text(c, &r->status);
  pop3_judge(c, r, &s->judgement);
  s->row = known_rows(line, &match, 1) > 0 ? match.row : NULL;
  if (r->answered) {
    place = r->answers.auth ? "AUTH" : mw_pop3_verb_name(r->answers.verb);
  }
  sense_of(c, s, r->greeting ? "greeting" : place, r->response.status == MW_POP3_STATUS_ERR, false);
}

static void add_more(const conversation *c, const pop3_reply *r, const sense *s, buffer *words)
{
  if (r->message && s->row == NULL) {
    words_add(words, "%s", say(c->text, " (the message follows)", "（メールが続く）"));
  } else if (r->more && !r->message) {
    words_add(words,
              r->count == 1 ? say(c->text, " (%lu line)", "（%lu行）")
                            : say(c->text, " (%lu lines)", "（%lu行）"),
              (unsigned long)r->count);
  }
}

static void reply_head(const conversation *c, const pop3_reply *r, const sense *s)
{
  buffer words = {NULL, 0, 0};
  int width = 5;
  fputs("  S  ", stdout);
  text_colour(c, status_colour(r->response.status));
  width += text_put(kept_text(c, &r->status), TEXT_LINE);
  text_colour(c, "0");
  if (r->response.status == MW_POP3_STATUS_CHALLENGE) {
    words_add(&words, "%s",
              r->response.message.len > 0
                  ? say(c->text, "a challenge", "チャレンジ")
                  : say(c->text, "a challenge without octets", "空のチャレンジ"));
    text_column(c, width, 0, &words);
    return;
  }
  if (!s->refused && pop3_text_itself(c, r, &words)) {
    add_more(c, r, s, &words);
    text_column(c, width, 0, &words);
    return;
  }
  add_more(c, r, s, &words);
  sense_head(c, s, width, &words);
}

static void explain_code(const conversation *c, const mw_pop3_response *response)
{
  const mw_pop3_code_info *row = mw_pop3_code_row(response->known);
  buffer words = {NULL, 0, 0};
  if (response->code_fault != MW_FAULT_NONE) {
    text_note(c, text_phrase(c, MW_TOPIC_FAULT, mw_fault_name(response->code_fault)));
  }
  if (response->code.ptr == NULL) {
    return;
  }
  words_octets(&words, response->code, TEXT_WIDEST);
  if (row == NULL) {
    words_add(&words, "  %s", say(c->text, "not in the table", "表にない"));
  } else {
    if (!mw_slice_equal_nocase(response->code, mw_slice_text(row->text))) {
      words_add(&words, say(c->text, "  a kind of %s:", "  %sの一種:"), row->text);
    }
    words_add(&words, "  %s", text_phrase(c, MW_TOPIC_POP3_CODE, row->text));
  }
  text_column(c, 0, 2, &words);
}

/* Why it was refused, and what to do. */
static void explain_reply(conversation *c, const pop3_reply *r, const sense *s)
{
  mw_explanation e = {"", "", ""};
  if (s->row != NULL) {
    mw_explain_row(c->text, s->row, &e);
  }
  explain_code(c, &r->response);
  sense_below(c, s, NULL, 0, e.advice);
}

static void text_reply(conversation *c, const pop3_reply *r)
{
  bool told = r->fault == MW_FAULT_NOT_ASKED_FOR && /* the anomaly says the same */
              (r->anomalies & MW_ANOMALY_BIT(UNSOLICITED)) != 0;
  sense s;
  read_sense(c, r, &s);
  reply_head(c, r, &s);
  explain_reply(c, r, &s);
  pop3_text_reply(c, r);
  text_deviations(c, told ? MW_FAULT_NONE : r->fault, r->fault_offset, r->tolerated, r->offset);
  odd_text_marks(c, r->anomalies);
}

static void text_end(conversation *c, const char *name)
{
  ends_counts counts = {c->tally.commands, pop3_responses(c->pop3), 0};
  (void)name;
  summary_text(c, &counts);
  odd_text_end(c);
  fflush(stdout);
}

const pop3_printer pop3_text = {text_command, text_reply, text_end};
