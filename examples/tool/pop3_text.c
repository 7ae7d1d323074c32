/* SPDX-License-Identifier: MIT */
/* POP3 for a person: commands, responses and the summary. */
#include <inttypes.h>
#include <stdio.h>

#include "pop3.h"
#include "text.h"

/* What a verb asks for. */
static const char *meaning_of(mw_pop3_verb verb, bool bare)
{
  switch (verb) {
  case MW_POP3_USER: return "the name of a mailbox";
  case MW_POP3_PASS: return "and its password";
  case MW_POP3_APOP: return "a mailbox, and a digest for its password";
  case MW_POP3_AUTH: return bare ? "which mechanisms are there?" : "wants to authenticate";
  case MW_POP3_STLS: return "wants to go on under TLS";
  case MW_POP3_CAPA: return "what can the server do?";
  case MW_POP3_UTF8: return "wants to go on in UTF-8";
  case MW_POP3_LANG: return bare ? "which languages are there?" : "wants texts in a language";
  case MW_POP3_QUIT: return "wants to close; deletes what was marked";
  case MW_POP3_STAT: return "how many messages, how many octets?";
  case MW_POP3_LIST: return bare ? "how large is each message?" : "how large is this message?";
  case MW_POP3_UIDL: return bare ? "what is each message's id?" : "what is this message's id?";
  case MW_POP3_RETR: return "wants a message";
  case MW_POP3_TOP: return "wants a header and the first lines";
  case MW_POP3_DELE: return "marks a message as deleted";
  case MW_POP3_NOOP: return "nothing";
  case MW_POP3_RSET: return "takes all marks away";
  case MW_POP3_UNKNOWN: return "a command that is not in the table";
  default: return "historic";
  }
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

static void put_argument(const pop3_command *t, mw_pop3_verb verb)
{
  const mw_pop3_argument *argument = &t->argument;
  put_fact(verb == MW_POP3_RPOP ? "user" : "mailbox", argument->name);
  put_fact("language", argument->language);
  if (argument->digest.ptr != NULL) {
    put_fact("digest", mw_slice_text("of the timestamp and the password, not shown"));
  }
  if (argument->message > 0) {
    put_number("message", argument->message, "");
  }
  if (verb == MW_POP3_TOP) {
    put_number("lines", argument->lines, " of its body");
  }
  if (argument->mechanism.ptr != NULL) {
    auth_text_command(argument->mechanism, &t->initial);
  }
}

static void text_command(conversation *c, const mw_pop3_command_event *event, const pop3_command *t)
{
  mw_slice left = event->command.argument;
  mw_slice word;
  text_secret_line(c, event->raw, event->command.secret);
  puts(meaning_of(event->command.verb, !mw_word_next(&left, &word)));
  if (t->good) {
    put_argument(t, event->command.verb);
  }
  text_deviations(c, t->fault, t->fault_offset, t->tolerated, event->offset);
}

/* Green, red, cyan. */
static const char *status_colour(mw_pop3_status status)
{
  static const char *const colours[] = {"35", "32", "31", "36"};
  return colours[status];
}

static const char *status_words(const pop3_reply *r)
{
  switch (r->response.status) {
  case MW_POP3_STATUS_OK: return "positive";
  case MW_POP3_STATUS_ERR: return "negative";
  default: return r->response.message.len > 0 ? "a challenge" : "a challenge without octets";
  }
}

static void reply_head(conversation *c, const pop3_reply *r)
{
  int width = 5;
  fputs("  S  ", stdout);
  text_colour(c, status_colour(r->response.status));
  width += text_put(kept_text(c, &r->status), TEXT_LINE);
  text_colour(c, "0");
  text_pad(width);
  printf("%s%s", status_words(r), r->greeting ? " (greeting)" : "");
  if (r->message) {
    fputs(" (the message follows)", stdout);
  } else if (r->more) {
    printf(" (%lu line%s)", (unsigned long)r->count, r->count == 1 ? "" : "s");
  }
  putchar('\n');
}

static void explain_code(const conversation *c, const mw_pop3_response *response)
{
  const mw_pop3_code_info *row = mw_pop3_code_row(response->known);
  if (response->code_fault != MW_FAULT_NONE) {
    text_note(c, mw_fault_text(response->code_fault));
  }
  if (response->code.ptr == NULL) {
    return;
  }
  text_pad(0);
  fputs("  ", stdout);
  text_put(response->code, TEXT_WIDEST);
  if (row == NULL) {
    puts("  not in the table");
    return;
  }
  if (!mw_slice_equal_nocase(response->code, mw_slice_text(row->text))) {
    printf("  a kind of %s:", row->text);
  }
  printf("  %s; the client: %s\n", row->meaning, row->action);
}

static void text_reply(conversation *c, const pop3_reply *r)
{
  reply_head(c, r);
  explain_code(c, &r->response);
  pop3_text_reply(c, r);
  text_deviations(c, r->fault, r->fault_offset, r->tolerated, r->offset);
}

static void text_end(conversation *c, const char *name)
{
  const pop3_half *half = c->pop3;
  (void)name;
  printf("\nsummary  %" PRIu64 " commands, %" PRIu64 " responses", c->tally.commands,
         half->statuses[MW_POP3_STATUS_OK] + half->statuses[MW_POP3_STATUS_ERR] +
             half->statuses[MW_POP3_STATUS_CHALLENGE]);
  text_end_counts(&c->tally);
  fputs(", POP3\n\n", stdout);
  fflush(stdout);
}

const pop3_printer pop3_text = {text_command, text_reply, text_end};
