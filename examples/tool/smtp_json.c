/* SPDX-License-Identifier: MIT */
/* SMTP as JSON Lines: commands, replies and the summary. */
#include <inttypes.h>
#include <stdio.h>

#include "lines.h"
#include "odd.h"
#include "json.h"
#include "smtp.h"

static void json_command(conversation *c, const mw_smtp_command_event *event, const smtp_command *t)
{
  json_begin_item("command", 'C', event->offset, event->end);
  json_put_verb(c, event->raw, event->command.argument, event->command.secret);
  smtp_json_command(t, &event->command);
  json_put_fault(t->fault, t->fault_offset);
  json_put_tolerated(t->tolerated);
  odd_json_word(c, t->anomalies);
  json_end_item();
}

static void answers(const smtp_reply *r)
{
  fputs(",\"answers\":", stdout);
  if (r->greeting) {
    fputs("\"greeting\"", stdout);
  } else if (!r->answered) {
    fputs("null", stdout);
  } else if (r->answers.step.place == MW_SMTP_PLACE_MESSAGE) {
    fputs("\"message\"", stdout);
  } else if (r->answers.step.place == MW_SMTP_PLACE_AUTH_LINE) {
    fputs("\"AUTH\"", stdout);
  } else {
    json_put_text(mw_smtp_verb_name(r->answers.step.verb));
  }
}

/* What it means where it stands, and which lines of the catalogue its first line is. */
static void put_knowledge(const conversation *c, const smtp_reply *r)
{
  mw_catalog_match rows[JSON_ROWS];
  mw_judgement judgement;
  smtp_judge(c, r, &judgement);
  json_put_judgement(&judgement);
  json_put_rows(rows, smtp_rows_of(c, r, rows, JSON_ROWS));
}

static void json_reply(conversation *c, const smtp_reply *r)
{
  const mw_smtp_reply_line *line = &r->first.line;
  json_begin_item("reply", 'S', r->offset, r->end);
  printf(",\"code\":%u,\"class\":%d,\"category\":%d,\"enh\":", line->code,
         mw_smtp_code_class(line->code), mw_smtp_code_category(line->code));
  if (line->enhanced.klass != 0) {
    printf("\"%u.%u.%u\"", line->enhanced.klass, line->enhanced.subject, line->enhanced.detail);
  } else {
    fputs("null", stdout);
  }
  json_put_lines(c, r->lines, r->count);
  json_put_fault(r->fault, r->fault_offset);
  json_put_tolerated(r->tolerated);
  answers(r);
  smtp_json_reply(c, r);
  put_knowledge(c, r);
  odd_json_word(c, r->anomalies);
  json_put_bool("doubtful", r->doubtful);
  json_end_item();
}

static void extensions(const conversation *c)
{
  size_t i;
  fputs(",\"ehlo_extensions\":[", stdout);
  for (i = 0; i < c->smtp->extension_count; i++) {
    fputs(i > 0 ? "," : "", stdout);
    json_put_string(kept_text(c, &c->smtp->extensions[i]));
  }
  putchar(']');
}

static void json_end(conversation *c, const char *name)
{
  const smtp_tally *t = &c->smtp->tally;
  json_begin_summary(c, name, t->lmtp ? "lmtp" : "smtp");
  json_put_counts("replies", &t->replies);
  json_put_number("reply_count", t->reply_count);
  json_put_number("reply_lines", t->reply_lines);
  json_put_number("multiline_replies", t->multiline);
  json_put_number("mixed_code_replies", t->mixed);
  json_put_known("bare_lf_reply_lines", t->bare_lf_lines, c->recording->has_line_ends);
  json_put_number("non_reply_lines", t->garbage);
  json_put_bool("reply_truncated", c->tally.truncated);
  json_put_known("unsolicited_replies", c->tally.unsolicited, c->recording->has_order);
  json_put_known("unanswered_commands", c->tally.unanswered, c->recording->has_order);
  if (t->greeting >= 0) {
    json_put_number("greeting", (uint64_t)t->greeting);
  } else {
    json_put_member("greeting", mw_slice_text(NULL));
  }
  extensions(c);
  smtp_json_transactions(c);
  json_end_summary(c);
}

const smtp_printer smtp_json = {json_command, json_reply, json_end};
