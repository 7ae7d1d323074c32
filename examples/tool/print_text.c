/* SPDX-License-Identifier: MIT */
/* Text for a person: what was said, and beside it what it means. ASCII alone, so that columns stay
 * columns. Here: the items that both protocols have. */
#include <inttypes.h>
#include <stdio.h>

#include "print.h"
#include "text.h"

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
  printf("     ! the %s begins with %s, which is not %s\n", dir == 'C' ? "client" : "server",
         words_for(protocol), c->half->name);
  text_colour(c, "0");
}

static void text_auth(conversation *c, const auth_line *line)
{
  text_secret_line(c, line->raw, line->raw);
  auth_text(c, &line->response);
  text_deviations(c, line->fault, line->fault_offset, line->tolerated, line->offset);
}

static void text_body(conversation *c, const body *b)
{
  int width;
  printf("  %c  ", b->dir);
  text_colour(c, "34");
  width = 5 + printf("(%s: %" PRIu64 " octets, %" PRIu64 " lines)", b->what, b->octets, b->lines);
  text_colour(c, "0");
  text_pad(width);
  puts(b->fault == MW_FAULT_UNFINISHED ? "the recording ends in it" : b->words);
  fflush(stdout);
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

const printer print_text = {text_begin, text_protocol, text_auth,  text_body,
                            text_fault, text_tls,      &smtp_text, &pop3_text};
