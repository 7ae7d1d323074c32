/* SPDX-License-Identifier: MIT */
/* Which reply answers what: in order, each the oldest that waits; one that was seen before its
 * command began answers nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"

static smtp_unit *oldest(conversation *c)
{
  return c->smtp->unit_first < c->smtp->unit_count ? &c->smtp->units[c->smtp->unit_first] : NULL;
}

/* What the answer to a held command means for what follows. */
static void resolve_hold(conversation *c, mw_smtp_verb verb, unsigned code)
{
  mw_smtp_expect what = MW_SMTP_EXPECT_COMMAND;
  if (verb == MW_SMTP_DATA && code == 354) {
    what = MW_SMTP_EXPECT_DATA;
  } else if (verb == MW_SMTP_AUTH && code == 334) {
    what = MW_SMTP_EXPECT_AUTH;
  } else if (verb == MW_SMTP_STARTTLS && code == 220 && !c->recording->shows_tls) {
    what = MW_SMTP_EXPECT_TLS;
    c->tally.tls = true;
    c->tally.tls_server = c->smtp->current.end;
  } else if (verb == MW_SMTP_BDAT && code / 100 == 2) {
    what = MW_SMTP_EXPECT_CHUNK;
  }
  (void)mw_smtp_command_reader_expect(&c->smtp->commands, what);
}

static bool names_chunking(mw_slice text)
{
  size_t len = 0;
  while (len < text.len && text.ptr[len] != ' ') {
    len++;
  }
  return mw_slice_equal_nocase(mw_slice_of(text.ptr, len), mw_slice_text("CHUNKING"));
}

/* The extensions of a positive reply to EHLO or LHLO: all lines but the first. */
static void keep_extensions(conversation *c, const smtp_reply *r)
{
  size_t i;
  free(c->smtp->extensions);
  c->smtp->extensions = NULL;
  c->smtp->extension_count = 0;
  c->smtp->chunking = false;
  for (i = 1; i < r->count; i++) {
    c->smtp->extensions =
        grow(c->smtp->extensions, c->smtp->extension_count, sizeof *c->smtp->extensions);
    c->smtp->extensions[c->smtp->extension_count++] = r->lines[i];
    c->smtp->chunking = c->smtp->chunking || names_chunking(kept_text(c, &r->lines[i]));
  }
}

/* What the reply to a command changes. */
static void follow_reply(conversation *c, const smtp_unit *u, const smtp_reply *r)
{
  unsigned code = r->first.line.code;
  bool good = code / 100 == 2;
  switch (u->verb) {
  case MW_SMTP_EHLO:
  case MW_SMTP_LHLO:
    if (good) {
      keep_extensions(c, r);
    }
    break;
  case MW_SMTP_MAIL: c->smtp->recipients = good ? 0 : c->smtp->recipients; break;
  case MW_SMTP_RCPT: c->smtp->recipients += good ? 1 : 0; break;
  default: break;
  }
}

/* How many replies are due is known when the first one comes: in LMTP one for each recipient that
 * was accepted, at least one; by PRDR 353, then one for each recipient, then one for the message.
 */
static void settle_due(const conversation *c, smtp_unit *u, unsigned code)
{
  if (u->due == 0) {
    u->due = c->smtp->tally.lmtp && c->smtp->recipients > 0 ? c->smtp->recipients : 1;
  }
  if (u->kind == SMTP_UNIT_MESSAGE && code == 353) {
    u->due = c->smtp->recipients + 2;
  }
}

/* The reply answers the unit. */
static void answer(conversation *c, smtp_unit *u, smtp_reply *r)
{
  unsigned code = r->first.line.code;
  r->answers = u;
  if (u->got++ == 0) {
    settle_due(c, u, code);
    if (u->kind == SMTP_UNIT_COMMAND) {
      follow_reply(c, u, r);
    }
    if (u->kind != SMTP_UNIT_MESSAGE && mw_smtp_command_reader_held(&c->smtp->commands) &&
        u + 1 == c->smtp->units + c->smtp->unit_count) {
      resolve_hold(c, u->verb, code);
    }
  }
  if (u->got >= u->due) {
    c->smtp->unit_first++;
  }
}

/* Gives a reply its place, or leaves it to a command that is still being sent. */
static bool try_answer(conversation *c, smtp_reply *r)
{
  smtp_unit *u = oldest(c);
  if (u == NULL || u->offset >= r->client_seen) {
    return false;
  }
  answer(c, u, r);
  return true;
}

static void tally_reply(smtp_tally *t, const smtp_reply *r)
{
  char name[20];
  snprintf(name, sizeof name, "%03u", r->first.line.code);
  tally_add(&t->replies, name);
  t->reply_count++;
  t->reply_lines += r->count;
  t->multiline += r->count > 1 ? 1 : 0;
  t->mixed += r->mixed_codes ? 1 : 0;
  t->bare_lf_lines += r->bare_lf_lines;
}

static void deliver(conversation *c, smtp_reply *r)
{
  if (r->answers == NULL && !r->greeting) {
    c->tally.unsolicited++;
  }
  tally_reply(&c->smtp->tally, r);
  smtp_read_reply(c, r);
  c->print->smtp->reply(c, r);
  free(r->lines);
}

static bool is_greeting(const conversation *c, const smtp_reply *r)
{
  unsigned code = r->first.line.code;
  return !c->smtp->spoke &&
         (r->client_seen == 0 || code == 220 || code == 421 || code == 521 || code == 554);
}

void smtp_pair_reply(conversation *c, smtp_reply *r)
{
  r->greeting = is_greeting(c, r);
  c->smtp->spoke = true;
  if (r->greeting) {
    c->smtp->tally.greeting = (int)r->first.line.code;
    deliver(c, r);
    return;
  }
  if (c->smtp->waiting_first == c->smtp->waiting_count && try_answer(c, r)) {
    deliver(c, r);
  } else if (c->client_fed < r->client_seen || c->smtp->commands.lines.used > 0 ||
             c->smtp->in_body) {
    /* A command or message that began before the reply is not complete yet. */
    c->smtp->waiting = grow(c->smtp->waiting, c->smtp->waiting_count, sizeof *c->smtp->waiting);
    c->smtp->waiting[c->smtp->waiting_count++] = *r;
  } else {
    deliver(c, r);
  }
}

/* LMTP: a server that sends fewer replies than there are recipients has sent them all when the
 * client goes on. */
static void close_message(conversation *c, uint64_t offset)
{
  const smtp_unit *u = oldest(c);
  if (u != NULL && u->got > 0 && u->got < u->due && conversation_segment(c, offset) > u->segment) {
    c->smtp->unit_first++;
  }
}

void smtp_pair_unit(conversation *c, smtp_unit_kind kind, mw_smtp_verb verb, uint64_t offset,
                    unsigned due)
{
  smtp_unit *u;
  close_message(c, offset);
  c->smtp->units = grow(c->smtp->units, c->smtp->unit_count, sizeof *c->smtp->units);
  u = &c->smtp->units[c->smtp->unit_count++];
  memset(u, 0, sizeof *u);
  u->kind = kind;
  u->verb = verb;
  u->offset = offset;
  u->segment = c->segment;
  u->due = due;
  if (c->assumed) {
    return;
  }
  while (c->smtp->waiting_first < c->smtp->waiting_count && oldest(c) != NULL) {
    smtp_reply *r = &c->smtp->waiting[c->smtp->waiting_first++];
    (void)try_answer(c, r); /* seen too early for this one, it is too early for all */
    deliver(c, r);
  }
}

void smtp_pair_finish(conversation *c)
{
  while (c->smtp->waiting_first < c->smtp->waiting_count) {
    deliver(c, &c->smtp->waiting[c->smtp->waiting_first++]);
  }
  for (; c->smtp->unit_first < c->smtp->unit_count; c->smtp->unit_first++) {
    const smtp_unit *u = &c->smtp->units[c->smtp->unit_first];
    c->tally.unanswered += u->kind == SMTP_UNIT_COMMAND && u->got == 0 ? 1 : 0;
  }
}
