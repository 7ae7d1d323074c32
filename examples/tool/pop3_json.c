/* SPDX-License-Identifier: MIT */
/* POP3 as JSON Lines: commands, responses and the summary. */
#include <inttypes.h>
#include <stdio.h>

#include "known.h"
#include "lines.h"
#include "odd.h"
#include "json.h"
#include "pop3.h"

/* A number, or null where the command names none. */
static void put_count(const char *key, uint32_t number, bool good)
{
  if (good) {
    json_put_number(key, number);
  } else {
    json_put_member(key, mw_slice_text(NULL));
  }
}

static void put_message(const pop3_command *t)
{
  put_count("message", t->argument.message, t->good && t->argument.message > 0);
}

/* What the argument of the command says. */
static void put_argument(const pop3_command *t)
{
  switch (t->form) {
  case MW_POP3_TAKES_NAME:
  case MW_POP3_TAKES_DIGEST: json_put_member("name", t->argument.name); break;
  case MW_POP3_TAKES_MECHANISM:
    fputs(",\"auth\":{", stdout);
    auth_json(t->argument.mechanism, &t->initial, true);
    putchar('}');
    break;
  case MW_POP3_TAKES_MESSAGE:
  case MW_POP3_TAKES_MAYBE_MESSAGE: put_message(t); break;
  case MW_POP3_TAKES_LINES:
    put_message(t);
    put_count("lines", t->argument.lines, t->good);
    break;
  case MW_POP3_TAKES_MAYBE_LANGUAGE: json_put_member("language", t->argument.language); break;
  default: break;
  }
}

static void json_command(conversation *c, const mw_pop3_command_event *event, const pop3_command *t)
{
  json_begin_item("command", 'C', event->offset, event->end);
  json_put_verb(c, event->raw, event->command.argument, event->command.secret);
  put_argument(t);
  json_put_fault(t->fault, t->fault_offset);
  json_put_tolerated(t->tolerated);
  odd_json_word(c, t->anomalies);
  json_end_item();
}

static void put_answers(const pop3_reply *r)
{
  const char *answers = r->answered ? mw_pop3_verb_name(r->answers.verb) : NULL;
  json_put_member("answers", mw_slice_text(r->greeting ? "greeting" : answers));
}

/* What it means where it stands, and which lines of the catalogue it is. */
static void put_knowledge(const conversation *c, const pop3_reply *r)
{
  mw_catalog_match rows[JSON_ROWS];
  mw_judgement judgement;
  size_t fits = known_rows(kept_text(c, &r->status), rows, JSON_ROWS);
  pop3_judge(c, r, &judgement);
  json_put_judgement(&judgement);
  json_put_rows(rows, fits);
}

static void json_reply(conversation *c, const pop3_reply *r)
{
  json_begin_item("reply", 'S', r->offset, r->end);
  json_put_member("status", mw_slice_text(mw_pop3_status_name(r->response.status)));
  json_put_member("code", r->response.code);
  if (r->response.code.ptr != NULL) {
    json_put_bool("code_known", r->response.known != MW_POP3_CODE_UNKNOWN);
  }
  json_put_member("text", r->response.text);
  json_put_bool("multiline", r->more);
  json_put_lines(c, r->lines, r->count);
  json_put_fault(r->fault, r->fault_offset);
  json_put_tolerated(r->tolerated);
  put_answers(r);
  pop3_json_reply(c, r);
  put_knowledge(c, r);
  odd_json_word(c, r->anomalies);
  json_end_item();
}

/* "RETR 1"; of a listing the verb alone. */
static void put_part_command(const conversation *c, const pop3_part *part)
{
  mw_slice argument = client_text(c, &part->command.argument);
  const char *verb = mw_pop3_verb_name(part->command.verb);
  buffer b = {NULL, 0, 0};
  buffer_add(&b, verb, mw_slice_text(verb).len);
  if (part->message && argument.len > 0) {
    buffer_add(&b, " ", 1);
    buffer_add(&b, argument.ptr, argument.len);
  }
  fputs("{\"command\":", stdout);
  json_put_string(mw_slice_of(b.ptr, b.len));
  buffer_free(&b);
}

static void put_part(const conversation *c, const pop3_part *part)
{
  put_part_command(c, part);
  printf(",\"off\":[%" PRIu64 ",%" PRIu64 "]", part->offset, part->end);
  if (part->truncated) {
    json_put_bool("truncated", true);
  } else {
    json_put_number("bytes", part->octets);
    json_put_number("lines", part->lines);
  }
  putchar('}');
}

/* Messages, those cut off too; listings that are complete. */
static void put_parts(const conversation *c, const char *key, bool messages)
{
  const char *comma = "";
  size_t i;
  printf(",\"%s\":[", key);
  for (i = 0; i < c->pop3->part_count; i++) {
    const pop3_part *part = &c->pop3->parts[i];
    if (part->message == messages && (messages || !part->truncated)) {
      fputs(comma, stdout);
      put_part(c, part);
      comma = ",";
    }
  }
  putchar(']');
}

static void put_statuses(const pop3_half *half)
{
  mw_pop3_status status;
  fputs(",\"responses\":{", stdout);
  for (status = MW_POP3_STATUS_OK; status <= MW_POP3_STATUS_CHALLENGE; status++) {
    printf("%s\"%s\":%" PRIu64, status > MW_POP3_STATUS_OK ? "," : "", mw_pop3_status_name(status),
           half->statuses[status]);
  }
  putchar('}');
}

static void json_end(conversation *c, const char *name)
{
  const pop3_half *half = c->pop3;
  json_begin_summary(c, name, "pop3");
  put_statuses(half);
  json_put_known("unsolicited_responses", c->tally.unsolicited, c->recording->has_order);
  json_put_known("lines_out_of_place", half->garbage, c->recording->has_order);
  json_put_number("multiline", half->multiline);
  json_put_bool("response_truncated", c->tally.truncated);
  json_put_member("greeting",
                  half->welcome.len > 0 ? kept_text(c, &half->welcome) : mw_slice_text(NULL));
  put_parts(c, "messages", true);
  put_parts(c, "listings", false);
  json_end_summary(c);
}

const pop3_printer pop3_json = {json_command, json_reply, json_end};
