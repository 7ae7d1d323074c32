/* SPDX-License-Identifier: MIT */
/* Which reply answers what: in order, each the oldest that waits; one that was seen before its
 * command began answers nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "typed.h"

static unit *oldest(conversation *c)
{
  return c->unit_first < c->unit_count ? &c->units[c->unit_first] : NULL;
}

/* What the answer to a held command means for what follows. */
static void resolve_hold(conversation *c, mw_smtp_verb verb, unsigned code)
{
  mw_smtp_expect what = MW_SMTP_EXPECT_COMMAND;
  if (verb == MW_SMTP_DATA && code == 354) {
    what = MW_SMTP_EXPECT_DATA;
  } else if (verb == MW_SMTP_AUTH && code == 334) {
    what = MW_SMTP_EXPECT_AUTH;
  } else if (verb == MW_SMTP_STARTTLS && code == 220) {
    what = MW_SMTP_EXPECT_TLS;
    c->tally.tls = true;
    c->tally.tls_server = c->current.end;
  } else if (verb == MW_SMTP_BDAT && code / 100 == 2) {
    what = MW_SMTP_EXPECT_CHUNK;
  }
  (void)mw_smtp_command_reader_expect(&c->commands, what);
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
static void keep_extensions(conversation *c, const reply *r)
{
  size_t i;
  free(c->extensions);
  c->extensions = NULL;
  c->extension_count = 0;
  c->chunking = false;
  for (i = 1; i < r->count; i++) {
    c->extensions = grow(c->extensions, c->extension_count, sizeof *c->extensions);
    c->extensions[c->extension_count++] = r->lines[i];
    c->chunking = c->chunking || names_chunking(kept_text(c, &r->lines[i]));
  }
}

/* What the reply to a command changes. */
static void follow_reply(conversation *c, const unit *u, const reply *r)
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
  case MW_SMTP_MAIL: c->recipients = good ? 0 : c->recipients; break;
  case MW_SMTP_RCPT: c->recipients += good ? 1 : 0; break;
  default: break;
  }
}

/* How many replies are due is known when the first one comes: in LMTP one for each recipient that
 * was accepted, at least one; by PRDR 353, then one for each recipient, then one for the message.
 */
static void settle_due(const conversation *c, unit *u, unsigned code)
{
  if (u->due == 0) {
    u->due = c->tally.lmtp && c->recipients > 0 ? c->recipients : 1;
  }
  if (u->kind == UNIT_MESSAGE && code == 353) {
    u->due = c->recipients + 2;
  }
}

/* The reply answers the unit. */
static void answer(conversation *c, unit *u, reply *r)
{
  unsigned code = r->first.line.code;
  r->answers = u;
  if (u->got++ == 0) {
    settle_due(c, u, code);
    if (u->kind == UNIT_COMMAND) {
      follow_reply(c, u, r);
    }
    if (u->kind != UNIT_MESSAGE && mw_smtp_command_reader_held(&c->commands) &&
        u + 1 == c->units + c->unit_count) {
      resolve_hold(c, u->verb, code);
    }
  }
  if (u->got >= u->due) {
    c->unit_first++;
  }
}

/* Gives a reply its place, or leaves it to a command that is still being sent. */
static bool try_answer(conversation *c, reply *r)
{
  unit *u = oldest(c);
  if (u == NULL || u->offset >= r->client_seen) {
    return false;
  }
  answer(c, u, r);
  return true;
}

static void deliver(conversation *c, reply *r)
{
  if (r->answers == NULL && !r->greeting) {
    c->tally.unsolicited++;
  }
  tally_reply(c, r);
  typed_read_reply(c, r);
  c->print->reply(c, r);
  free(r->lines);
}

static bool is_greeting(const conversation *c, const reply *r)
{
  unsigned code = r->first.line.code;
  return !c->spoke &&
         (r->client_seen == 0 || code == 220 || code == 421 || code == 521 || code == 554);
}

void pair_reply(conversation *c, reply *r)
{
  r->greeting = is_greeting(c, r);
  c->spoke = true;
  if (r->greeting) {
    c->tally.greeting = (int)r->first.line.code;
    deliver(c, r);
    return;
  }
  if (c->waiting_first == c->waiting_count && try_answer(c, r)) {
    deliver(c, r);
  } else if (c->client_fed < r->client_seen || c->commands.lines.used > 0 || c->in_body) {
    /* A command or message that began before the reply is not complete yet. */
    c->waiting = grow(c->waiting, c->waiting_count, sizeof *c->waiting);
    c->waiting[c->waiting_count++] = *r;
  } else {
    deliver(c, r);
  }
}

/* LMTP: a server that sends fewer replies than there are recipients has sent them all when the
 * client goes on. */
static void close_message(conversation *c, uint64_t offset)
{
  const unit *u = oldest(c);
  if (u != NULL && u->got > 0 && u->got < u->due && conversation_segment(c, offset) > u->segment) {
    c->unit_first++;
  }
}

void pair_unit(conversation *c, unit_kind kind, mw_smtp_verb verb, uint64_t offset, unsigned due)
{
  unit *u;
  close_message(c, offset);
  c->units = grow(c->units, c->unit_count, sizeof *c->units);
  u = &c->units[c->unit_count++];
  memset(u, 0, sizeof *u);
  u->kind = kind;
  u->verb = verb;
  u->offset = offset;
  u->segment = c->segment;
  u->due = due;
  if (c->assumed) {
    return;
  }
  while (c->waiting_first < c->waiting_count && oldest(c) != NULL) {
    reply *r = &c->waiting[c->waiting_first++];
    (void)try_answer(c, r); /* seen too early for this one, it is too early for all */
    deliver(c, r);
  }
}

void pair_finish(conversation *c)
{
  while (c->waiting_first < c->waiting_count) {
    deliver(c, &c->waiting[c->waiting_first++]);
  }
  for (; c->unit_first < c->unit_count; c->unit_first++) {
    const unit *u = &c->units[c->unit_first];
    c->tally.unanswered += u->kind == UNIT_COMMAND && u->got == 0 ? 1 : 0;
  }
}
