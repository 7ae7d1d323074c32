/* SPDX-License-Identifier: MIT */
/* Which response answers what: in order, each the oldest that waits. */
#include <string.h>

#include "pop3.h"

const pop3_unit *pop3_oldest(const conversation *c)
{
  const pop3_half *half = c->pop3;
  return half->unit_first < half->unit_count ? &half->units[half->unit_first] : NULL;
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\t';
}

/* The argument without the blanks around it, by its place. */
static kept_line trimmed(const mw_pop3_command_event *event)
{
  mw_slice text = event->command.argument;
  kept_line kept = {event->end, 0};
  if (text.ptr == NULL) {
    return kept;
  }
  while (text.len > 0 && is_blank(text.ptr[0])) {
    text.ptr++;
    text.len--;
  }
  while (text.len > 0 && is_blank(text.ptr[text.len - 1])) {
    text.len--;
  }
  kept.offset = event->offset + (uint64_t)(text.ptr - event->raw.ptr);
  kept.len = text.len;
  return kept;
}

void pop3_add_unit(conversation *c, const mw_pop3_command_event *event)
{
  pop3_half *half = c->pop3;
  pop3_unit *u;
  half->units = grow(half->units, half->unit_count, sizeof *half->units);
  u = &half->units[half->unit_count++];
  memset(u, 0, sizeof *u);
  u->auth = event->kind == MW_POP3_EVENT_AUTH;
  u->verb = u->auth ? MW_POP3_AUTH : event->command.verb;
  u->line.offset = event->offset;
  u->line.len = event->raw.len;
  u->argument = trimmed(event);
}

/* What the answer to the command that holds the reader means for what follows. */
static void resolve_hold(conversation *c, const pop3_reply *r)
{
  mw_pop3_status status = r->response.status;
  mw_pop3_expect what = MW_POP3_EXPECT_COMMAND;
  if (status == MW_POP3_STATUS_CHALLENGE) {
    what = MW_POP3_EXPECT_AUTH;
  } else if (r->answers.verb == MW_POP3_STLS && status == MW_POP3_STATUS_OK &&
             !c->recording->shows_tls) {
    what = MW_POP3_EXPECT_TLS;
    c->tally.tls = true;
    c->tally.tls_server = r->end;
  }
  (void)mw_pop3_command_reader_expect(&c->pop3->commands, what);
  pop3_run_client(c);
}

void pop3_answer(conversation *c, pop3_reply *r)
{
  const pop3_unit *u = pop3_oldest(c);
  if (u == NULL) {
    return;
  }
  r->answers = *u;
  r->answered = true;
  c->pop3->unit_first++;
  if (mw_pop3_command_reader_held(&c->pop3->commands) && pop3_oldest(c) == NULL) {
    resolve_hold(c, r);
  }
}
