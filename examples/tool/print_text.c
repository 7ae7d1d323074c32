/* SPDX-License-Identifier: MIT */
/* Text for a person: what was said, and beside it what it means. ASCII alone, so that columns stay
 * columns. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "print.h"
#include "text.h"
#include "typed.h"

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

static void text_begin(conversation *c, const char *name)
{
  (void)c;
  printf("%s\n\n", name);
  if (c->assumed) {
    fputs("  (the server was not recorded: read as if each command had been accepted)\n", stdout);
  }
}

static const char *words_for(mw_protocol protocol)
{
  switch (protocol) {
  case MW_PROTOCOL_TLS: return "TLS from the first octet on";
  case MW_PROTOCOL_HTTP: return "HTTP";
  case MW_PROTOCOL_PROXY1: return "the PROXY protocol, version 1";
  case MW_PROTOCOL_PROXY2: return "the PROXY protocol, version 2";
  case MW_PROTOCOL_SSH: return "SSH";
  case MW_PROTOCOL_POP3: return "POP3";
  case MW_PROTOCOL_IMAP: return "IMAP";
  case MW_PROTOCOL_TELNET: return "TELNET";
  default: return mw_protocol_name(protocol);
  }
}

static void text_protocol(conversation *c, char dir, mw_protocol protocol)
{
  text_colour(c, "33");
  printf("     ! the %s begins with %s, which is not SMTP\n", dir == 'C' ? "client" : "server",
         words_for(protocol));
  text_colour(c, "0");
}

static void text_command(conversation *c, const mw_smtp_command_event *event,
                         const typed_command *t)
{
  mw_slice raw = event->raw;
  mw_slice secret = event->command.secret;
  int width = 5;
  fputs("  C  ", stdout);
  text_colour(c, "34");
  if (secret.ptr != NULL && !c->show_secrets) {
    raw.len = (size_t)(secret.ptr - raw.ptr);
  }
  width += text_put(raw, 400);
  if (secret.ptr != NULL && !c->show_secrets) {
    fputs("****", stdout);
    width += 4;
  }
  text_colour(c, "0");
  text_pad(width);
  puts(meaning_of(event->command.verb));
  typed_text_command(t, &event->command);
  text_deviations(c, t->fault, t->fault_offset, t->tolerated, event->offset);
}

static void text_auth(conversation *c, const mw_smtp_command_event *event, const typed_auth *a)
{
  int width = 5;
  fputs("  C  ", stdout);
  text_colour(c, "34");
  width += c->show_secrets ? text_put(event->raw, 400) : printf("****");
  text_colour(c, "0");
  text_pad(width);
  typed_text_auth(c, a);
  text_deviations(c, a->fault, a->fault_offset, event->tolerated, event->offset);
}

static void text_body(conversation *c, const body *b)
{
  int width;
  fputs("  C  ", stdout);
  text_colour(c, "34");
  width = 5 + printf("(%s: %" PRIu64 " octets, %" PRIu64 " lines)", b->chunk ? "chunk" : "message",
                     b->octets, b->lines);
  text_colour(c, "0");
  text_pad(width);
  puts(b->chunk ? "counted, as announced" : "up to the line with a single dot");
  fflush(stdout);
}

/* Green, cyan, yellow, red for 2yz to 5yz. */
static const char *class_colour(unsigned code)
{
  static const char *const colours[] = {"35", "35", "32", "36", "33", "31"};
  return colours[code / 100 <= 5 ? code / 100 : 0];
}

static void reply_head(conversation *c, const reply *r)
{
  const mw_smtp_reply_line *line = &r->first.line;
  int width = 5;
  fputs("  S  ", stdout);
  text_colour(c, class_colour(line->code));
  width += printf("%03u%s", line->code, r->count > 1 ? "-" : " ");
  width += text_put(kept_text(c, &r->lines[0]), 400);
  text_colour(c, "0");
  text_pad(width);
  printf("%s%s", mw_smtp_class_text(mw_smtp_code_class(line->code)),
         r->greeting ? " (greeting)" : "");
  if (r->count > 1) {
    printf(" (%lu lines)", (unsigned long)r->count);
  }
  putchar('\n');
}

static void explain_code(const reply *r)
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

static void text_reply(conversation *c, const reply *r)
{
  size_t i;
  reply_head(c, r);
  explain_code(r);
  for (i = 1; i < r->count; i++) {
    int width = printf("     %03u%c", r->first.line.code, i + 1 < r->count ? '-' : ' ');
    width += text_put(kept_text(c, &r->lines[i]), 400);
    typed_text_capability(r, kept_text(c, &r->lines[i]), width);
    putchar('\n');
  }
  if (r->answers == NULL && !r->greeting) {
    text_colour(c, "33");
    puts("     ! nothing waits for this reply");
    text_colour(c, "0");
  }
  text_deviations(c, r->fault, r->fault_offset, r->tolerated, r->offset);
}

static void text_fault(conversation *c, char dir, mw_fault fault, uint64_t at, uint64_t begin,
                       uint64_t end)
{
  const buffer *octets = dir == 'C' ? &c->recording->client : &c->recording->server;
  bool secret = dir == 'C' && c->secret_at > 0 && !c->show_secrets;
  printf("  %c  ", dir);
  if (secret) {
    text_put(mw_slice_of(octets->ptr + begin, (size_t)(c->secret_at - begin)), 60);
    fputs("****", stdout);
  } else if (end > begin && end <= octets->len) {
    text_put(mw_slice_of(octets->ptr + begin, (size_t)(end - begin)), 60);
  } else {
    fputs("(in the message)", stdout);
  }
  putchar('\n');
  text_deviations(c, fault, at, 0, begin);
}

static void text_tls(conversation *c, char dir, uint64_t begin, uint64_t end, bool plaintext)
{
  (void)c;
  printf("  %c  (%" PRIu64 " octets)", dir, end - begin);
  text_pad(20);
  puts(plaintext ? "! not TLS, although TLS was agreed on" : "TLS: cannot be read");
  fflush(stdout);
}

static void text_end(conversation *c, const char *name)
{
  const tally *t = &c->tally;
  (void)name;
  printf("\nsummary  %" PRIu64 " commands, %" PRIu64 " replies", t->commands, t->reply_count);
  if (t->unsolicited > 0) {
    printf(", %" PRIu64 " of them to nothing", t->unsolicited);
  }
  if (t->unanswered > 0) {
    printf(", %" PRIu64 " commands without a reply", t->unanswered);
  }
  fputs(t->lmtp ? ", LMTP\n\n" : "\n\n", stdout);
  fflush(stdout);
}

const printer print_text = {text_begin, text_protocol, text_command, text_auth, text_body,
                            text_reply, text_fault,    text_tls,     text_end};
