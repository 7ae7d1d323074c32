/* SPDX-License-Identifier: MIT */
/* SMTP for a person: commands, replies and the summary. */
#include <inttypes.h>
#include <stdio.h>

#include "smtp.h"
#include "text.h"

/* What a verb asks for. */
static const char *meaning_of(mw_smtp_verb verb)
{
  switch (verb) {
  case MW_SMTP_HELO: return "hello";
  case MW_SMTP_EHLO: return "hello, with extensions";
  case MW_SMTP_LHLO: return "hello, local delivery";
  case MW_SMTP_MAIL: return "begins a message: its sender";
  case MW_SMTP_RCPT: return "a recipient";
  case MW_SMTP_DATA: return "the message is to follow";
  case MW_SMTP_BDAT: return "a chunk of the message follows";
  case MW_SMTP_BURL: return "a part of the message lies at a URL";
  case MW_SMTP_RSET: return "forgets this message";
  case MW_SMTP_VRFY: return "is this a user?";
  case MW_SMTP_EXPN: return "who is on this list?";
  case MW_SMTP_HELP: return "asks for help";
  case MW_SMTP_NOOP: return "nothing";
  case MW_SMTP_QUIT: return "wants to close";
  case MW_SMTP_AUTH: return "wants to authenticate";
  case MW_SMTP_STARTTLS: return "wants to go on under TLS";
  case MW_SMTP_ETRN: return "asks for the mail of a host";
  case MW_SMTP_ATRN: return "asks for mail, roles reversed";
  case MW_SMTP_XCLIENT: return "speaks for another client";
  case MW_SMTP_XFORWARD: return "tells of another client";
  case MW_SMTP_UNKNOWN: return "a command that is not in the table";
  default: return "obsolete or vendor's own";
  }
}

static void text_command(conversation *c, const mw_smtp_command_event *event, const smtp_command *t)
{
  text_secret_line(c, event->raw, event->command.secret);
  puts(meaning_of(event->command.verb));
  smtp_text_command(t, &event->command);
  text_deviations(c, t->fault, t->fault_offset, t->tolerated, event->offset);
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
  int width = 5;
  fputs("  S  ", stdout);
  text_colour(c, class_colour(line->code));
  width += printf("%03u%s", line->code, r->count > 1 ? "-" : " ");
  width += text_put(kept_text(c, &r->lines[0]), TEXT_LINE);
  text_colour(c, "0");
  text_pad(width);
  printf("%s%s", mw_smtp_class_text(mw_smtp_code_class(line->code)),
         r->greeting ? " (greeting)" : "");
  if (r->count > 1) {
    printf(" (%lu lines)", (unsigned long)r->count);
  }
  putchar('\n');
}

static void explain_code(const smtp_reply *r)
{
  const mw_smtp_reply_line *line = &r->first.line;
  const mw_smtp_code_info *code = mw_smtp_code_row(line->code);
  const mw_enhanced_info *enhanced = mw_enhanced_row(line->enhanced);
  text_pad(0);
  printf("  %03u    %s; %s\n", line->code, code != NULL ? code->meaning : "not in the table",
         mw_smtp_category_text(mw_smtp_code_category(line->code)));
  if (line->enhanced.klass != 0) {
    text_pad(0);
    printf("  %u.%u.%u  %s; %s\n", line->enhanced.klass, line->enhanced.subject,
           line->enhanced.detail, enhanced != NULL ? enhanced->meaning : "not in the table",
           mw_enhanced_subject_text(line->enhanced.subject));
  }
}

static void text_reply(conversation *c, const smtp_reply *r)
{
  size_t i;
  reply_head(c, r);
  explain_code(r);
  for (i = 1; i < r->count; i++) {
    int width = printf("     %03u%c", r->first.line.code, i + 1 < r->count ? '-' : ' ');
    width += text_put(kept_text(c, &r->lines[i]), TEXT_LINE);
    smtp_text_capability(r, kept_text(c, &r->lines[i]), width);
    putchar('\n');
  }
  if (r->answers == NULL && !r->greeting) {
    text_note(c, "nothing waits for this reply");
  }
  text_deviations(c, r->fault, r->fault_offset, r->tolerated, r->offset);
}

static void text_end(conversation *c, const char *name)
{
  const tally *t = &c->tally;
  (void)name;
  printf("\nsummary  %" PRIu64 " commands, %" PRIu64 " replies", t->commands,
         c->smtp->tally.reply_count);
  text_end_counts(t);
  fputs(c->smtp->tally.lmtp ? ", LMTP\n\n" : "\n\n", stdout);
  fflush(stdout);
}

const smtp_printer smtp_text = {text_command, text_reply, text_end};
