/* SPDX-License-Identifier: MIT */
/* Conversations: what client and server say by turns, piece by piece. */
#include "talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "workload_parts.h"

enum {
  TALK = 6,          /* the sequence to draw from */
  PIECE = 16384,     /* of a message */
  LINE = 78,         /* of base64, with its end */
  LARGE = 20 * 1024, /* messages */
  SMALL = 2 * 1024
};

/* ---- pieces --------------------------------------------------------------------------------- */

/* Who speaks from now on; what is written to the result is one piece. */
static workload *speaks(talk *t, mw_direction from)
{
  talk_piece *last;
  if (t->count == t->cap) {
    t->cap += t->cap / 2 + 64;
    t->pieces = realloc(t->pieces, t->cap * sizeof *t->pieces);
    if (t->pieces == NULL) {
      abort();
    }
  }
  last = &t->pieces[t->count++];
  last->from = from;
  last->opens = false;
  last->len = t->side[from - MW_FROM_CLIENT].len; /* where it begins, until settle() */
  return &t->side[from - MW_FROM_CLIENT];
}

/* The length of each piece, from where it begins. */
static void settle(talk *t, size_t first)
{
  size_t at[2];
  size_t i;
  at[0] = t->side[0].len;
  at[1] = t->side[1].len;
  for (i = t->count; i-- > first;) {
    talk_piece *p = &t->pieces[i];
    size_t begin = p->len;
    p->len = at[p->from - MW_FROM_CLIENT] - begin;
    at[p->from - MW_FROM_CLIENT] = begin;
  }
}

static void say(workload *w, const char *line)
{
  workload_text(w, line);
  workload_end_line(w);
}

/* ---- the parts of a session ----------------------------------------------------------------- */

static void greet(talk *t, const char *hello)
{
  static const char *const offers[] = {
      "PIPELINING",          "SIZE 52428800", "VRFY",     "ETRN",     "AUTH PLAIN LOGIN CRAM-MD5",
      "ENHANCEDSTATUSCODES", "8BITMIME",      "SMTPUTF8", "CHUNKING", "DSN"};
  const size_t count = sizeof offers / sizeof offers[0];
  const char *host = workload_hosts[workload_draw(&t->side[0], 16)];
  workload *server = speaks(t, MW_FROM_SERVER);
  workload *client;
  size_t i;
  t->pieces[t->count - 1].opens = true;
  workload_text(server, "220 mx1.provider.example");
  say(server, hello[0] == 'L' ? " LMTP ready" : " ESMTP Postfix (Debian/GNU)");
  client = speaks(t, MW_FROM_CLIENT);
  workload_text(client, hello);
  say(client, host);
  server = speaks(t, MW_FROM_SERVER);
  say(server, "250-mx1.provider.example");
  for (i = 0; i < count; i++) {
    workload_text(server, i + 1 < count ? "250-" : "250 ");
    say(server, offers[i]);
  }
}

static void quit(talk *t)
{
  say(speaks(t, MW_FROM_CLIENT), "QUIT");
  say(speaks(t, MW_FROM_SERVER), "221 2.0.0 Bye");
}

/* MAIL and RCPT, as a part of what is said now. */
static void envelope(workload *client, size_t recipients, size_t size)
{
  workload_text(client, "MAIL FROM:<");
  workload_address(client);
  workload_text(client, "> SIZE=");
  workload_number(client, (unsigned)size);
  say(client, " BODY=8BITMIME");
  while (recipients-- > 0) {
    workload_text(client, "RCPT TO:<");
    workload_address(client);
    say(client, ">");
  }
}

static void accept_envelope(workload *server, size_t recipients)
{
  say(server, "250 2.1.0 Ok");
  while (recipients-- > 0) {
    say(server, "250 2.1.5 Ok");
  }
}

/* Lines of base64, so many octets of them, in pieces. */
static workload *body(talk *t, workload *client, size_t size)
{
  size_t begin = client->len;
  size_t done;
  for (done = 0; done + LINE <= size; done += LINE) {
    if (client->len - begin + LINE > PIECE) {
      client = speaks(t, MW_FROM_CLIENT);
      begin = client->len;
    }
    workload_letters(client, LINE - 2);
    workload_end_line(client);
  }
  return client;
}

/* ---- sessions ------------------------------------------------------------------------------- */

/* The answer to a message; in LMTP one for each recipient. */
static void accept_messages(talk *t, workload *server, size_t answers)
{
  while (answers-- > 0) {
    workload_text(server, "250 2.0.0 Ok: queued as ");
    workload_number(server, 100000 + workload_draw(&t->side[0], 900000));
    say(server, "");
  }
}

/* Messages one after the other: each group of commands follows the message before it. */
static void by_data(talk *t, const char *hello, size_t messages, size_t recipients, size_t size)
{
  const size_t answers = hello[0] == 'L' ? recipients : 1;
  workload *client;
  workload *server;
  size_t i;
  greet(t, hello);
  client = speaks(t, MW_FROM_CLIENT);
  for (i = 0; i < messages; i++) {
    envelope(client, recipients, size);
    say(client, "DATA");
    server = speaks(t, MW_FROM_SERVER);
    accept_messages(t, server, i > 0 ? answers : 0);
    accept_envelope(server, recipients);
    say(server, "354 End data with <CR><LF>.<CR><LF>");
    client = body(t, speaks(t, MW_FROM_CLIENT), size);
    say(client, ".");
  }
  accept_messages(t, speaks(t, MW_FROM_SERVER), answers);
  quit(t);
}

static workload *chunk(talk *t, workload *client, size_t size, bool last)
{
  size_t whole = size / LINE * LINE;
  workload_text(client, "BDAT ");
  workload_number(client, (unsigned)whole);
  say(client, last ? " LAST" : "");
  return body(t, client, whole);
}

static void by_bdat(talk *t, size_t recipients, size_t size)
{
  workload *client;
  workload *server;
  greet(t, "EHLO ");
  envelope(speaks(t, MW_FROM_CLIENT), recipients, size);
  accept_envelope(speaks(t, MW_FROM_SERVER), recipients);
  client = chunk(t, speaks(t, MW_FROM_CLIENT), size / 2, false);
  (void)chunk(t, client, size / 2, true);
  server = speaks(t, MW_FROM_SERVER);
  say(server, "250 2.0.0 Ok: more");
  accept_messages(t, server, 1);
  quit(t);
}

static bool make_one(talk *t, const char *name)
{
  if (strcmp(name, "delivery") == 0) {
    by_data(t, "EHLO ", 1, 3, LARGE);
  } else if (strcmp(name, "small") == 0) {
    by_data(t, "EHLO ", 100, 1, SMALL);
  } else if (strcmp(name, "recipients") == 0) {
    by_data(t, "EHLO ", 1, 1000, SMALL);
  } else if (strcmp(name, "bdat") == 0) {
    by_bdat(t, 3, LARGE);
  } else if (strcmp(name, "lmtp") == 0) {
    by_data(t, "LHLO ", 10, 3, SMALL);
  } else {
    return false;
  }
  return true;
}

bool talk_make(talk *t, const char *name, size_t size)
{
  memset(t, 0, sizeof *t);
  t->side[0].state = t->side[1].state = UINT64_C(0x6D61696C77697265) + TALK;
  do {
    size_t first = t->count;
    if (!make_one(t, name)) {
      return false;
    }
    settle(t, first);
  } while (talk_octets(t) < size);
  return true;
}

/* ---- recorded ------------------------------------------------------------------------------- */

static int hex_value(int c)
{
  const char *digits = "0123456789abcdef";
  const char *at = c > 0 ? strchr(digits, c) : NULL;
  return at != NULL ? (int)(at - digits) : -1;
}

/* The octets of a line, up to what is no digit; what ends it. */
static int put_hex(workload *w, FILE *f)
{
  for (;;) {
    int high = getc(f);
    int low;
    char octet;
    if (hex_value(high) < 0) {
      return high;
    }
    low = getc(f);
    if (hex_value(low) < 0) {
      return low;
    }
    octet = (char)(hex_value(high) * 16 + hex_value(low));
    workload_put(w, &octet, 1);
  }
}

static void skip_line(FILE *f, int c)
{
  while (c != '\n' && c != EOF) {
    c = getc(f);
  }
}

bool talk_add_file(talk *t, const char *path)
{
  FILE *f = fopen(path, "r");
  size_t first = t->count;
  int c;
  if (f == NULL) {
    return false;
  }
  while ((c = getc(f)) != EOF) {
    if (c == 'C' || c == 'S') {
      workload *w = speaks(t, c == 'C' ? MW_FROM_CLIENT : MW_FROM_SERVER);
      t->pieces[t->count - 1].opens = t->count == first + 1;
      c = getc(f) == ' ' ? put_hex(w, f) : '\n';
    }
    skip_line(f, c);
  }
  settle(t, first);
  return fclose(f) == 0 && t->count > first;
}

/* ---- all ------------------------------------------------------------------------------------ */

size_t talk_octets(const talk *t)
{
  return t->side[0].len + t->side[1].len;
}

void talk_free(talk *t)
{
  workload_free(&t->side[0]);
  workload_free(&t->side[1]);
  free(t->pieces);
  memset(t, 0, sizeof *t);
}
