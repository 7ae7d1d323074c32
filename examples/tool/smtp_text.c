/* SPDX-License-Identifier: MIT */
/* SMTP for a person: commands, replies and the summary. */
#include <inttypes.h>
#include <stdio.h>

#include "lines.h"
#include "odd.h"
#include "sense.h"
#include "smtp.h"
#include "summary.h"
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
  int width = text_secret_line(c, event->raw, event->command.secret);
  buffer words = {NULL, 0, 0};
  if (!smtp_text_plain(c, t, &event->command, &words)) {
    words_add(&words, "%s", meaning_of(c, event->command.verb));
  }
  text_column(c, width, 0, &words);
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

static void add_lines(const conversation *c, buffer *words, size_t lines)
{
  if (lines > 1) {
    words_add(words, say(c->text, " (%lu lines)", "（%lu行）"), (unsigned long)lines);
  }
}

/* What it answers, in a word of the catalogue. */
static const char *place_of(const smtp_reply *r)
{
  if (r->greeting) {
    return "greeting";
  }
  if (!r->answered) {
    return NULL;
  }
  switch (r->answers.step.place) {
  case MW_SMTP_PLACE_AUTH_LINE: return "AUTH";
  case MW_SMTP_PLACE_MESSAGE: return "end-of-data";
  default: return mw_smtp_verb_name(r->answers.step.verb);
  }
}

static void read_sense(const conversation *c, const smtp_reply *r, sense *s)
{
  unsigned code = r->first.line.code;
  mw_catalog_match match;
  smtp_judge(c, r, &s->judgement);
  s->row = smtp_rows_of(c, r, &match, 1) > 0 ? match.row : NULL;
  sense_of(c, s, place_of(r), code >= 400 && code < 600, code < 500);
}

static void reply_head(const conversation *c, const smtp_reply *r, const sense *s)
{
  const mw_smtp_reply_line *line = &r->first.line;
  buffer behind = {NULL, 0, 0};
  int width = 5;
  fputs("  S  ", stdout);
  text_colour(c, class_colour(line->code));
  width += printf("%03u%s", line->code, r->count > 1 ? "-" : " ");
  width += text_put(kept_text(c, &r->lines[0]), TEXT_LINE);
  text_colour(c, "0");
  add_lines(c, &behind, r->count);
  sense_head(c, s, width, &behind);
}

/* The digits, each in words; what to do about a refusal. */
static void explain_reply(conversation *c, const smtp_reply *r, const sense *s)
{
  const mw_smtp_reply_line *line = &r->first.line;
  char code[16];
  char enhanced[16];
  sense_key keys[2] = {{code, NULL}, {enhanced, NULL}};
  mw_explanation e;
  snprintf(code, sizeof code, "%03u", line->code);
  snprintf(enhanced, sizeof enhanced, "%u.%u.%u", line->enhanced.klass, line->enhanced.subject,
           line->enhanced.detail);
  keys[0].phrase = text_phrase(c, MW_TOPIC_SMTP_CODE, code);
  keys[1].phrase = text_phrase(c, MW_TOPIC_ENHANCED, enhanced);
  speech_reply(c->text, s->row, line->code, line->enhanced, &e);
  sense_below(c, s, keys, line->enhanced.detail != 0 ? 2 : 1, e.advice);
}

/* A line of a reply behind the first. */
static void text_line(const conversation *c, const smtp_reply *r, size_t i)
{
  mw_slice text = kept_text(c, &r->lines[i]);
  buffer words = {NULL, 0, 0};
  int width = printf("     %03u%c", r->first.line.code, i + 1 < r->count ? '-' : ' ');
  width += text_put(text, TEXT_LINE);
  if (smtp_announces(r)) {
    smtp_text_capability(c, text, &words);
    text_column(c, width, 2, &words);
  } else {
    putchar('\n');
  }
}

static void text_reply(conversation *c, const smtp_reply *r)
{
  sense s;
  size_t i;
  read_sense(c, r, &s);
  reply_head(c, r, &s);
  for (i = 1; i < r->count; i++) {
    text_line(c, r, i);
  }
  explain_reply(c, r, &s);
  text_deviations(c, r->fault, r->fault_offset, r->tolerated, r->offset);
  odd_text_marks(c, r->anomalies);
}

static void text_end(conversation *c, const char *name)
{
  ends_counts counts = {c->tally.commands, c->smtp->tally.reply_count, c->smtp->transaction_count};
  (void)name;
  summary_text(c, &counts);
  odd_text_end(c);
  fflush(stdout);
}

const smtp_printer smtp_text = {text_command, text_reply, text_end};
