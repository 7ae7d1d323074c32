/* SPDX-License-Identifier: MIT */
/* SMTP for a person: commands, replies and the summary. */
#include <inttypes.h>
#include <stdio.h>

#include "lines.h"
#include "odd.h"
#include "smtp.h"
#include "text.h"

/* What a command asks for. */
static const char *meaning_of(const conversation *c, mw_smtp_verb verb)
{
  return verb == MW_SMTP_UNKNOWN
             ? say(c->text, "a command that is not in the table", "表にないコマンド")
             : text_phrase(c, MW_TOPIC_SMTP_VERB, mw_smtp_verb_name(verb));
}

static void text_command(conversation *c, const mw_smtp_command_event *event, const smtp_command *t)
{
  text_secret_line(c, event->raw, event->command.secret);
  puts(meaning_of(c, event->command.verb));
  smtp_text_command(c, t, &event->command);
  text_deviations(c, t->fault, t->fault_offset, t->tolerated, event->offset);
  odd_text_marks(c, t->anomalies);
}

/* Green, cyan, yellow, red for 2yz to 5yz. */
static const char *class_colour(unsigned code)
{
  static const char *const colours[] = {"35", "35", "32", "36", "33", "31"};
  return colours[code / 100 <= 5 ? code / 100 : 0];
}

static void reply_head(conversation *c, const smtp_reply *r)
{
  const mw_smtp_reply_line *line = &r->first.line;
  mw_judgement judgement;
  int width = 5;
  fputs("  S  ", stdout);
  text_colour(c, class_colour(line->code));
  width += printf("%03u%s", line->code, r->count > 1 ? "-" : " ");
  width += text_put(kept_text(c, &r->lines[0]), TEXT_LINE);
  text_colour(c, "0");
  text_pad(width);
  smtp_judge(c, r, &judgement);
  puts(text_phrase(c, MW_TOPIC_VERDICT, mw_verdict_name(judgement.verdict)));
}

/* The digits, and the row of the catalogue that the first line is; what to do about a refusal. */
static void explain_reply(const conversation *c, const smtp_reply *r)
{
  const mw_smtp_reply_line *line = &r->first.line;
  mw_catalog_match match;
  mw_explanation e;
  bool known;
  char key[16];
  snprintf(key, sizeof key, "%03u", line->code);
  mw_explain(c->text, MW_TOPIC_SMTP_CODE, mw_slice_text(key), &e);
  text_beside(key, e.phrase);
  if (line->enhanced.klass != 0) {
    snprintf(key, sizeof key, "%u.%u.%u", line->enhanced.klass, line->enhanced.subject,
             line->enhanced.detail);
    mw_explain(c->text, MW_TOPIC_ENHANCED, mw_slice_text(key), &e);
    text_beside(key, e.phrase);
  }
  known = smtp_rows_of(c, r, &match, 1) > 0;
  speech_reply(c->text, known ? match.row : NULL, line->code, line->enhanced, &e);
  if (known) {
    text_beside("=", e.phrase);
  }
  if (line->code >= 400) {
    text_advice(e.advice);
  }
}

static void text_reply(conversation *c, const smtp_reply *r)
{
  size_t i;
  reply_head(c, r);
  explain_reply(c, r);
  for (i = 1; i < r->count; i++) {
    int width = printf("     %03u%c", r->first.line.code, i + 1 < r->count ? '-' : ' ');
    width += text_put(kept_text(c, &r->lines[i]), TEXT_LINE);
    smtp_text_capability(c, r, kept_text(c, &r->lines[i]), width);
    putchar('\n');
  }
  if (!r->answered && !r->greeting && c->recording->has_order) {
    text_note(c, say(c->text, "nothing waits for this reply", "この応答を待つものはない"));
  }
  text_deviations(c, r->fault, r->fault_offset, r->tolerated, r->offset);
  odd_text_marks(c, r->anomalies);
}

static void text_end(conversation *c, const char *name)
{
  const tally *t = &c->tally;
  (void)name;
  printf(say(c->text, "\nsummary  %" PRIu64 " commands, %" PRIu64 " replies",
             "\nまとめ   コマンド%" PRIu64 "件、応答%" PRIu64 "件"),
         t->commands, c->smtp->tally.reply_count);
  text_end_counts(c);
  fputs(c->smtp->tally.lmtp ? say(c->text, ", LMTP\n\n", "、LMTP\n\n") : "\n\n", stdout);
  odd_text_end(c);
  fflush(stdout);
}

const smtp_printer smtp_text = {text_command, text_reply, text_end};
