/* SPDX-License-Identifier: MIT */
/* The workloads: sessions and bodies drawn from fixed words by splitmix64. */
#include "workload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each workload draws from a sequence of its own. */
enum { W1 = 1, W2 = 2, BASE64 = 31, PROSE = 32, DOT76 = 33, DOT2 = 34, BLANK = 35 };

static const char *const hosts[16] = {
    "mail.example.com",          "mx1.provider.example",          "smtp-out-3.bulkmail.example",
    "client.example.net",        "[192.0.2.10]",                  "web01.internal.example.org",
    "a.io",                      "mta42.eu-west-1.cloud.example", "mailgw.uni-town.example.edu",
    "localhost",                 "relay.example.co.uk",           "[IPv6:2001:db8::25]",
    "laptop-7f3a.home.example",  "o1.email.shop.example",         "pm.mtasv.example",
    "mail-lf1-f173.big.example"};

static const char *const locals[24] = {
    "john.doe", "alice", "bob", "info", "sales", "no-reply", "bounce+4f7a2c=user", "j.smith",
    "maria.garcia-lopez", "support", "newsletter", "x", "k.o'brien", "first.last+tag", "webmaster",
    "postmaster", "orders", "hr.department", "d_jones", "team-alpha", "100200300", "billing",
    "SRS0=abc1=XY=example.org=joe", "very.long.local.part.name"};

static const char *const domains[16] = {
    "example.com", "example.org", "mail.example.net", "corp.example", "provider.example",
    "bigmail.example", "uni-town.example.edu", "shop.example.co.uk", "sub.domain.example.io", "t.co",
    "eu.customer-42.example", "lists.project.example", "xn--bcher-kva.example", "example.de",
    "backup.mx.example", "isp-12.example.fr"};

static const char *const words[64] = {
    "the", "of", "and", "a", "to", "in", "is", "you", "that", "it", "he", "was", "for", "on", "are",
    "as", "with", "his", "they", "I", "at", "be", "this", "have", "from", "or", "one", "had", "by",
    "word", "but", "not", "what", "all", "were", "we", "when", "your", "can", "said", "there", "use",
    "an", "each", "which", "she", "do", "how", "their", "if", "will", "up", "other", "about", "out",
    "many", "then", "them", "these", "so", "some", "her", "would", "message"};

static const char base64_letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* splitmix64, and of its upper half a number below n. */
static unsigned draw(workload *w, unsigned n)
{
  uint64_t z = w->state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  z ^= z >> 31;
  return (unsigned)((z >> 32) * n >> 32);
}

static void put(workload *w, const char *octets, size_t count)
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

static void text(workload *w, const char *s)
{
  put(w, s, strlen(s));
}

static void number(workload *w, unsigned n)
{
  char digits[16];
  put(w, digits, (size_t)snprintf(digits, sizeof digits, "%u", n));
}

static void end_line(workload *w)
{
  put(w, "\r\n", 2);
  w->lines++;
}

static void line(workload *w, const char *s)
{
  text(w, s);
  end_line(w);
}

/* A verb, in lower case if the session's client is one that writes so. */
static void verb(workload *w, const char *s, bool lower)
{
  size_t begin = w->len;
  text(w, s);
  for (; lower && begin < w->len; begin++) {
    char *c = &w->octets[begin];
    *c = *c >= 'A' && *c <= 'Z' ? (char)(*c | 0x20) : *c;
  }
}

static void address(workload *w)
{
  text(w, locals[draw(w, 24)]);
  if (draw(w, 3) == 0) {
    number(w, draw(w, 1000));
  }
  text(w, "@");
  text(w, domains[draw(w, 16)]);
}

/* An address as xtext. */
static void xtext_address(workload *w)
{
  size_t begin = w->len;
  char plain[128];
  size_t len;
  size_t i;
  address(w);
  len = w->len - begin;
  memcpy(plain, w->octets + begin, len);
  w->len = begin;
  for (i = 0; i < len; i++) {
    if (plain[i] == '+') {
      text(w, "+2B");
    } else if (plain[i] == '=') {
      text(w, "+3D");
    } else {
      put(w, plain + i, 1);
    }
  }
}

static void letters(workload *w, unsigned count)
{
  while (count-- > 0) {
    put(w, &base64_letters[draw(w, 64)], 1);
  }
}

/* ---- W1 ---------------------------------------------------------------------------------------------- */

static void mail_command(workload *w, bool lower)
{
  verb(w, "MAIL FROM:", lower);
  text(w, "<");
  if (draw(w, 50) != 0) {
    address(w);
  }
  text(w, ">");
  if (draw(w, 10) < 6) {
    text(w, " SIZE=");
    number(w, 1000 + draw(w, 5000000));
  }
  if (draw(w, 10) < 4) {
    text(w, " BODY=8BITMIME");
  }
  end_line(w);
}

static void rcpt_command(workload *w, bool lower)
{
  verb(w, "RCPT TO:", lower);
  text(w, "<");
  address(w);
  text(w, ">");
  if (draw(w, 20) == 0) {
    text(w, " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;");
    xtext_address(w);
  }
  end_line(w);
}

static void bare_command(workload *w, const char *s, bool lower)
{
  verb(w, s, lower);
  end_line(w);
}

static void command_session(workload *w)
{
  bool lower = draw(w, 10) == 0;
  unsigned transactions;
  verb(w, "EHLO ", lower);
  line(w, hosts[draw(w, 16)]);
  if (draw(w, 4) == 0) {
    verb(w, "AUTH ", lower);
    text(w, "PLAIN ");
    letters(w, 4 * (7 + draw(w, 5)));
    end_line(w);
  }
  for (transactions = 1 + draw(w, 3); transactions > 0; transactions--) {
    unsigned recipients;
    mail_command(w, lower);
    for (recipients = 1 + draw(w, 5); recipients > 0; recipients--) {
      rcpt_command(w, lower);
    }
    bare_command(w, "DATA", lower);
    if (draw(w, 10) == 0) {
      bare_command(w, "RSET", lower);
    }
    if (draw(w, 20) == 0) {
      bare_command(w, "NOOP", lower);
    }
  }
  bare_command(w, "QUIT", lower);
}

/* ---- W2 ---------------------------------------------------------------------------------------------- */

static void reply(workload *w, const char *s)
{
  line(w, s);
  w->items++;
}

static void maybe_line(workload *w, const char *s)
{
  if (draw(w, 2) != 0) {
    line(w, s);
  }
}

static void reply_to_ehlo(workload *w, const char *host)
{
  text(w, "250-");
  line(w, host);
  line(w, "250-PIPELINING");
  text(w, "250-SIZE ");
  number(w, 10240000 + draw(w, 40000000));
  end_line(w);
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
  text(w, before);
  address(w);
  reply(w, behind);
}

static void reply_to_rcpt(workload *w)
{
  switch (draw(w, 20)) {
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
  const char *host = hosts[draw(w, 16)];
  unsigned transactions;
  unsigned i;
  text(w, "220 ");
  text(w, host);
  reply(w, " ESMTP Postfix (Debian/GNU)");
  reply_to_ehlo(w, host);
  for (transactions = 1 + draw(w, 3); transactions > 0; transactions--) {
    unsigned recipients;
    reply(w, "250 2.1.0 Ok");
    for (recipients = 1 + draw(w, 5); recipients > 0; recipients--) {
      reply_to_rcpt(w);
    }
    reply(w, "354 End data with <CR><LF>.<CR><LF>");
    text(w, "250 2.0.0 Ok: queued as ");
    for (i = 0; i < 10; i++) {
      put(w, &"0123456789ABCDEF"[draw(w, 16)], 1);
    }
    reply(w, "");
  }
  reply(w, "221 2.0.0 Bye");
}

/* ---- W3 ---------------------------------------------------------------------------------------------- */

static void prose_line(workload *w, const char *dot)
{
  size_t begin;
  size_t width;
  if (draw(w, 8) == 0) {
    return;
  }
  width = 40 + draw(w, 39);
  begin = w->len;
  if (draw(w, 500) == 0) {
    text(w, dot);
    text(w, ".");
  }
  while (w->len - begin + 8 < width) {
    text(w, words[draw(w, 64)]);
    if (draw(w, 12) == 0) {
      text(w, draw(w, 2) != 0 ? "." : ",");
    }
    text(w, " ");
  }
}

/* One line of a body; dot is what is put before one that begins with a dot. */
static void body_line(workload *w, int kind, const char *dot)
{
  switch (kind) {
  case BASE64: letters(w, 76); break;
  case PROSE: prose_line(w, dot); break;
  case DOT76:
    text(w, dot);
    text(w, ".");
    letters(w, 75);
    break;
  case DOT2:
    text(w, dot);
    text(w, ".");
    break;
  default: break;
  }
  end_line(w);
}

/* ---- all ----------------------------------------------------------------------------------------------- */

static void make(workload *w, int kind, size_t size, const char *dot)
{
  w->state = UINT64_C(0x6D61696C77697265) + (uint64_t)kind;
  while (w->len < size) {
    if (kind == W1) {
      command_session(w);
    } else if (kind == W2) {
      reply_session(w);
    } else {
      body_line(w, kind, dot);
    }
  }
  w->items = kind == W2 ? w->items : w->lines;
  if (kind > W2 && dot[0] != '\0') {
    put(w, ".\r\n", 3);
  }
}

bool workload_make(workload *w, const char *name, size_t size)
{
  static const struct {
    const char *name;
    int kind;
  } kinds[] = {{"w1", W1},       {"w2", W2},     {"base64", BASE64}, {"prose", PROSE},
               {"dot76", DOT76}, {"dot2", DOT2}, {"blank", BLANK}};
  bool bare = strncmp(name, "body-", 5) == 0;
  size_t i;
  memset(w, 0, sizeof *w);
  for (i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
    if (strcmp(name + (bare ? 5 : 0), kinds[i].name) == 0 && !(bare && kinds[i].kind <= W2)) {
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
