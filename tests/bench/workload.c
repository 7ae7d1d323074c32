/* SPDX-License-Identifier: MIT */
/* The workloads: sessions and bodies drawn from fixed words by splitmix64. */
#include "workload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "workload_parts.h"

/* Each workload draws from a sequence of its own. */
enum {
  W1 = 1,
  W2 = 2,
  W5 = 5,
  BASE64 = 31,
  PROSE = 32,
  DOT76 = 33,
  DOT2 = 34,
  BLANK = 35,
  POP3_LOGIN = 41,
  POP3_TRANSACTION = 42,
  LIST = 43,
  UIDL = 44
};

static const char base64_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* splitmix64, and of its upper half a number below n. */
unsigned workload_draw(workload *w, unsigned n)
{
  uint64_t z = w->state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  z ^= z >> 31;
  return (unsigned)((z >> 32) * n >> 32);
}

void workload_put(workload *w, const char *octets, size_t count)
{
  if (w->cap - w->len < count) {
    w->cap += w->cap / 2 + count + 4096;
    w->octets = realloc(w->octets, w->cap);
    if (w->octets == NULL) {
      abort();
    }
  }
  memcpy(w->octets + w->len, octets, count);
  w->len += count;
}

void workload_text(workload *w, const char *s)
{
  workload_put(w, s, strlen(s));
}

void workload_number(workload *w, unsigned n)
{
  char digits[16];
  workload_put(w, digits, (size_t)snprintf(digits, sizeof digits, "%u", n));
}

void workload_end_line(workload *w)
{
  workload_put(w, "\r\n", 2);
  w->lines++;
}

static void line(workload *w, const char *s)
{
  workload_text(w, s);
  workload_end_line(w);
}

/* A verb, in lower case if the session's client is one that writes so. */
static void verb(workload *w, const char *s, bool lower)
{
  size_t begin = w->len;
  workload_text(w, s);
  for (; lower && begin < w->len; begin++) {
    char *c = &w->octets[begin];
    *c = *c >= 'A' && *c <= 'Z' ? (char)(*c | 0x20) : *c;
  }
}

void workload_address(workload *w)
{
  workload_text(w, workload_locals[workload_draw(w, 24)]);
  if (workload_draw(w, 3) == 0) {
    workload_number(w, workload_draw(w, 1000));
  }
  workload_text(w, "@");
  workload_text(w, workload_domains[workload_draw(w, 16)]);
}

/* An address as xtext. */
void workload_xtext_address(workload *w)
{
  size_t begin = w->len;
  char plain[128];
  size_t len;
  size_t i;
  workload_address(w);
  len = w->len - begin;
  memcpy(plain, w->octets + begin, len);
  w->len = begin;
  for (i = 0; i < len; i++) {
    if (plain[i] == '+') {
      workload_text(w, "+2B");
    } else if (plain[i] == '=') {
      workload_text(w, "+3D");
    } else {
      workload_put(w, plain + i, 1);
    }
  }
}

void workload_letters(workload *w, unsigned count)
{
  while (count-- > 0) {
    workload_put(w, &base64_letters[workload_draw(w, 64)], 1);
  }
}

/* ---- W1
 * ---------------------------------------------------------------------------------------------- */

static void mail_command(workload *w, bool lower)
{
  verb(w, "MAIL FROM:", lower);
  workload_text(w, "<");
  if (workload_draw(w, 50) != 0) {
    workload_address(w);
  }
  workload_text(w, ">");
  if (workload_draw(w, 10) < 6) {
    workload_text(w, " SIZE=");
    workload_number(w, 1000 + workload_draw(w, 5000000));
  }
  if (workload_draw(w, 10) < 4) {
    workload_text(w, " BODY=8BITMIME");
  }
  workload_end_line(w);
}

static void rcpt_command(workload *w, bool lower)
{
  verb(w, "RCPT TO:", lower);
  workload_text(w, "<");
  workload_address(w);
  workload_text(w, ">");
  if (workload_draw(w, 20) == 0) {
    workload_text(w, " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;");
    workload_xtext_address(w);
  }
  workload_end_line(w);
}

static void bare_command(workload *w, const char *s, bool lower)
{
  verb(w, s, lower);
  workload_end_line(w);
}

static void command_session(workload *w)
{
  bool lower = workload_draw(w, 10) == 0;
  unsigned transactions;
  verb(w, "EHLO ", lower);
  line(w, workload_hosts[workload_draw(w, 16)]);
  if (workload_draw(w, 4) == 0) {
    verb(w, "AUTH ", lower);
    workload_text(w, "PLAIN ");
    workload_letters(w, 4 * (7 + workload_draw(w, 5)));
    workload_end_line(w);
  }
  for (transactions = 1 + workload_draw(w, 3); transactions > 0; transactions--) {
    unsigned recipients;
    mail_command(w, lower);
    for (recipients = 1 + workload_draw(w, 5); recipients > 0; recipients--) {
      rcpt_command(w, lower);
    }
    bare_command(w, "DATA", lower);
    if (workload_draw(w, 10) == 0) {
      bare_command(w, "RSET", lower);
    }
    if (workload_draw(w, 20) == 0) {
      bare_command(w, "NOOP", lower);
    }
  }
  bare_command(w, "QUIT", lower);
}

/* ---- W2
 * ---------------------------------------------------------------------------------------------- */

static void reply(workload *w, const char *s)
{
  line(w, s);
  w->items++;
}

static void maybe_line(workload *w, const char *s)
{
  if (workload_draw(w, 2) != 0) {
    line(w, s);
  }
}

static void reply_to_ehlo(workload *w, const char *host)
{
  workload_text(w, "250-");
  line(w, host);
  line(w, "250-PIPELINING");
  workload_text(w, "250-SIZE ");
  workload_number(w, 10240000 + workload_draw(w, 40000000));
  workload_end_line(w);
  maybe_line(w, "250-VRFY");
  line(w, "250-ETRN");
  maybe_line(w, "250-STARTTLS");
  line(w, "250-AUTH PLAIN LOGIN CRAM-MD5");
  line(w, "250-ENHANCEDSTATUSCODES");
  line(w, "250-8BITMIME");
  line(w, "250-DSN");
  maybe_line(w, "250-SMTPUTF8");
  reply(w, "250 CHUNKING");
}

static void refusal(workload *w, const char *before, const char *behind)
{
  workload_text(w, before);
  workload_address(w);
  reply(w, behind);
}

static void reply_to_rcpt(workload *w)
{
  switch (workload_draw(w, 20)) {
  case 16:
    refusal(w, "450 4.2.0 <",
            ">: Recipient address rejected: Greylisted, see http://postgrey.example/help");
    break;
  case 17:
    refusal(w, "550 5.1.1 <",
            ">: Recipient address rejected: User unknown in virtual mailbox table");
    break;
  case 18:
    line(w, "550-5.7.26 This mail has been blocked because the sender is unauthenticated.");
    line(w, "550-5.7.26 The provider requires all senders to authenticate with SPF or DKIM.");
    reply(w, "550 5.7.26 For instructions, see https://support.example/mail/answer/81126");
    break;
  case 19: refusal(w, "452 4.2.2 <", ">: mailbox full"); break;
  default: reply(w, "250 2.1.5 Ok"); break;
  }
}

static void reply_session(workload *w)
{
  const char *host = workload_hosts[workload_draw(w, 16)];
  unsigned transactions;
  unsigned i;
  workload_text(w, "220 ");
  workload_text(w, host);
  reply(w, " ESMTP Postfix (Debian/GNU)");
  reply_to_ehlo(w, host);
  for (transactions = 1 + workload_draw(w, 3); transactions > 0; transactions--) {
    unsigned recipients;
    reply(w, "250 2.1.0 Ok");
    for (recipients = 1 + workload_draw(w, 5); recipients > 0; recipients--) {
      reply_to_rcpt(w);
    }
    reply(w, "354 End data with <CR><LF>.<CR><LF>");
    workload_text(w, "250 2.0.0 Ok: queued as ");
    for (i = 0; i < 10; i++) {
      workload_put(w, &"0123456789ABCDEF"[workload_draw(w, 16)], 1);
    }
    reply(w, "");
  }
  reply(w, "221 2.0.0 Bye");
}

/* ---- W3
 * ---------------------------------------------------------------------------------------------- */

static void prose_line(workload *w, const char *dot)
{
  size_t begin;
  size_t width;
  if (workload_draw(w, 8) == 0) {
    return;
  }
  width = 40 + workload_draw(w, 39);
  begin = w->len;
  if (workload_draw(w, 500) == 0) {
    workload_text(w, dot);
    workload_text(w, ".");
  }
  while (w->len - begin + 8 < width) {
    workload_text(w, workload_words[workload_draw(w, 64)]);
    if (workload_draw(w, 12) == 0) {
      workload_text(w, workload_draw(w, 2) != 0 ? "." : ",");
    }
    workload_text(w, " ");
  }
}

/* One line of a body; dot is what is put before one that begins with a dot. */
static void body_line(workload *w, int kind, const char *dot)
{
  switch (kind) {
  case BASE64: workload_letters(w, 76); break;
  case PROSE: prose_line(w, dot); break;
  case DOT76:
    workload_text(w, dot);
    workload_text(w, ".");
    workload_letters(w, 75);
    break;
  case DOT2:
    workload_text(w, dot);
    workload_text(w, ".");
    break;
  default: break;
  }
  workload_end_line(w);
}

/* ---- all
 * -----------------------------------------------------------------------------------------------
 */

static bool is_body(int kind)
{
  return kind >= BASE64 && kind <= BLANK;
}

/* One session, or one line. */
static void make_piece(workload *w, int kind, const char *dot)
{
  switch (kind) {
  case W1: command_session(w); break;
  case W2: reply_session(w); break;
  case W5: workload_envelope_line(w); break;
  case POP3_LOGIN: workload_pop3_login(w); break;
  case POP3_TRANSACTION: workload_pop3_transaction(w); break;
  default: body_line(w, kind, dot); break;
  }
}

static void make(workload *w, int kind, size_t size, const char *dot)
{
  w->state = UINT64_C(0x6D61696C77697265) + (uint64_t)kind;
  if (kind == LIST || kind == UIDL) {
    workload_pop3_listing(w, size, kind == UIDL);
    return;
  }
  while ((kind == W5 ? w->lines : w->len) < size) {
    make_piece(w, kind, dot);
  }
  w->items = kind == W2 ? w->items : w->lines;
  if (is_body(kind) && dot[0] != '\0') {
    workload_put(w, ".\r\n", 3);
  }
}

bool workload_make(workload *w, const char *name, size_t size)
{
  static const struct {
    const char *name;
    int kind;
  } kinds[] = {{"w1", W1},
               {"w2", W2},
               {"w5", W5},
               {"base64", BASE64},
               {"prose", PROSE},
               {"dot76", DOT76},
               {"dot2", DOT2},
               {"blank", BLANK},
               {"pop3-login", POP3_LOGIN},
               {"pop3-transaction", POP3_TRANSACTION},
               {"list", LIST},
               {"uidl", UIDL}};
  bool bare = strncmp(name, "body-", 5) == 0;
  size_t i;
  memset(w, 0, sizeof *w);
  for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (strcmp(name + (bare ? 5 : 0), kinds[i].name) == 0 && (!bare || is_body(kinds[i].kind))) {
      make(w, kinds[i].kind, size, bare ? "" : ".");
      return true;
    }
  }
  return false;
}

void workload_free(workload *w)
{
  free(w->octets);
  memset(w, 0, sizeof *w);
}
