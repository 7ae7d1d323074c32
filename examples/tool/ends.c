/* SPDX-License-Identifier: MIT */
/* Where messages end, if the recording alone does not say: it is read by each rule, and the one
 * that explains the replies better is taken.
 *
 * Strict readers end a message at CRLF "." CRLF alone, lenient ones at a dot line behind any LF.
 * The octets behind a refused BDAT are a chunk where CHUNKING was announced, and commands for a
 * server that did not read them.
 */
#include "ends.h"

#include <stdlib.h>
#include <string.h>

#include "pop3.h"
#include "print.h"
#include "smtp.h"

/* ---- nothing is shown ----------------------------------------------------------------------- */

static void no_name(conversation *c, const char *name)
{
  (void)c;
  (void)name;
}

static void no_protocol(conversation *c, char dir, mw_protocol protocol)
{
  (void)c;
  (void)dir;
  (void)protocol;
}

static void no_auth(conversation *c, const auth_line *line)
{
  (void)c;
  (void)line;
}

static void no_body(conversation *c, const body *b)
{
  (void)c;
  (void)b;
}

static void no_fault(conversation *c, char dir, mw_fault fault, uint64_t at, uint64_t begin,
                     uint64_t end)
{
  no_protocol(c, dir, MW_PROTOCOL_NONE);
  (void)fault;
  (void)at;
  (void)begin;
  (void)end;
}

static void no_tls(conversation *c, char dir, uint64_t begin, uint64_t end, bool plaintext)
{
  no_fault(c, dir, MW_FAULT_NONE, 0, begin, end);
  (void)plaintext;
}

static void no_skipped(conversation *c, char dir, uint64_t begin, uint64_t end, mw_slice text)
{
  no_fault(c, dir, MW_FAULT_NONE, 0, begin, end);
  (void)text;
}

static void no_odd(conversation *c, char dir, uint64_t begin, uint64_t end, uint64_t anomalies)
{
  no_fault(c, dir, MW_FAULT_NONE, 0, begin, end);
  (void)anomalies;
}

static void no_note(conversation *c, const input_note *note, mw_slice text)
{
  (void)c;
  (void)note;
  (void)text;
}

static void no_command(conversation *c, const mw_smtp_command_event *event, const smtp_command *t)
{
  (void)c;
  (void)event;
  (void)t;
}

static void no_reply(conversation *c, const smtp_reply *r)
{
  (void)c;
  (void)r;
}

static void no_pop3_command(conversation *c, const mw_pop3_command_event *event,
                            const pop3_command *t)
{
  (void)c;
  (void)event;
  (void)t;
}

static void no_pop3_reply(conversation *c, const pop3_reply *r)
{
  (void)c;
  (void)r;
}

static const smtp_printer no_smtp = {no_command, no_reply, no_name};
static const pop3_printer no_pop3 = {no_pop3_command, no_pop3_reply, no_name};
static const printer print_nothing = {no_name, no_protocol, no_auth, no_body,  no_fault, no_skipped,
                                      no_odd,  no_tls,      no_note, &no_smtp, &no_pop3};

void ends_count(const conversation *c, ends_counts *counts)
{
  conversation trial = *c;
  trial.print = &print_nothing;
  trial.show_bodies = false;
  trial.half->begin(&trial);
  feed_conversation(&trial);
  counts->commands = trial.tally.commands;
  counts->replies =
      trial.half == &pop3_reads ? pop3_responses(trial.pop3) : trial.smtp->tally.reply_count;
  counts->transactions = trial.half == &pop3_reads ? 0 : trial.smtp->transaction_count;
  trial.half->end(&trial);
  free(trial.tally.verbs.list);
}

/* ---- attempts ------------------------------------------------------------------------------- */

typedef struct attempt {
  uint64_t unexplained[4]; /* the weightiest first: replies that answer nothing, commands without
                              one, messages without an end, replies that may not stand there */
  reading bodies;
} attempt;

static void keep_bodies(const smtp_half *half, reading *all)
{
  size_t i;
  all->count = half->transaction_count;
  all->list = grow(NULL, 0, (all->count + 1) * sizeof *all->list);
  for (i = 0; i < all->count; i++) {
    const smtp_transaction *t = &half->transactions[i];
    reading_body *to = &all->list[i];
    size_t k;
    memset(to, 0, sizeof *to);
    to->present = t->body_count > 0 || t->chunk_count > 0;
    to->delivered = t->outcome == MW_TRANSACTION_DELIVERED;
    for (k = 0; k < t->body_count; k++) {
      const body *b = &half->bodies[t->bodies[k]];
      to->begin = k == 0 ? b->offset : to->begin;
      to->end = b->end;
      to->octets += b->octets;
      buffer_add(&to->data, b->data.ptr, b->data.len);
    }
  }
}

void reading_free(reading *all)
{
  size_t i;
  for (i = 0; i < all->count; i++) {
    buffer_free(&all->list[i].data);
  }
  free(all->list);
  memset(all, 0, sizeof *all);
}

static uint64_t unterminated(const smtp_half *half)
{
  uint64_t found = 0;
  size_t i;
  for (i = 0; i < half->transaction_count; i++) {
    found += half->transactions[i].outcome == MW_TRANSACTION_NOT_TERMINATED;
  }
  return found;
}

/* Reads the whole by one rule. */
static attempt try_rule(const conversation *c, bool lf_dot, bool hold_bdat)
{
  conversation trial = *c;
  attempt a;
  memset(&a, 0, sizeof a);
  trial.print = &print_nothing;
  trial.feed.lf_dot = lf_dot;
  trial.feed.hold_bdat = hold_bdat;
  trial.half->begin(&trial);
  feed_conversation(&trial);
  a.unexplained[0] = trial.tally.unsolicited;
  a.unexplained[1] = trial.tally.unanswered;
  a.unexplained[2] = unterminated(trial.smtp);
  a.unexplained[3] = trial.smtp->unexpected;
  keep_bodies(trial.smtp, &a.bodies);
  trial.half->end(&trial);
  free(trial.tally.verbs.list);
  return a;
}

/* ---- choices -------------------------------------------------------------------------------- */

/* Whether a dot line stands anywhere that only lenient readers take for the end. */
static bool has_lenient_end(const buffer *octets)
{
  const char *at = octets->ptr;
  const char *end = at + octets->len;
  while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
    bool after_crlf = at > octets->ptr && at[-1] == '\r';
    size_t left = (size_t)(end - at) - 1;
    bool lf = left >= 2 && memcmp(at + 1, ".\n", 2) == 0;
    bool crlf = left >= 3 && memcmp(at + 1, ".\r\n", 3) == 0;
    if (lf || (crlf && !after_crlf)) {
      return true;
    }
    at++;
  }
  return false;
}

static bool same_place(const reading_body *a, const reading_body *b)
{
  return a->present == b->present && a->begin == b->begin && a->end == b->end &&
         a->octets == b->octets;
}

static bool same_bodies(const reading *a, const reading *b)
{
  size_t i;
  for (i = 0; a->count == b->count && i < a->count; i++) {
    if (!same_place(&a->list[i], &b->list[i])) {
      return false;
    }
  }
  return a->count == b->count;
}

/* Whether a message that ends elsewhere by this rule was accepted. */
static bool accepts_other(const reading *these, const reading *others)
{
  size_t i;
  for (i = 0; i < these->count; i++) {
    bool same = i < others->count && same_place(&these->list[i], &others->list[i]);
    if (these->list[i].delivered && these->list[i].present && !same) {
      return true;
    }
  }
  return false;
}

static bool explains_more(const attempt *a, const attempt *b)
{
  size_t i;
  for (i = 0; i < sizeof a->unexplained / sizeof a->unexplained[0]; i++) {
    if (a->unexplained[i] != b->unexplained[i]) {
      return a->unexplained[i] < b->unexplained[i];
    }
  }
  return false;
}

static void choose_end(conversation *c)
{
  attempt strict = try_rule(c, false, c->feed.hold_bdat);
  attempt lenient = try_rule(c, true, c->feed.hold_bdat);
  c->ambiguous = !same_bodies(&strict.bodies, &lenient.bodies);
  c->feed.lf_dot =
      explains_more(&lenient, &strict) && accepts_other(&lenient.bodies, &strict.bodies);
  c->other = c->feed.lf_dot ? strict.bodies : lenient.bodies;
  reading_free(c->feed.lf_dot ? &lenient.bodies : &strict.bodies);
}

static void choose_chunks(conversation *c)
{
  attempt chunks = try_rule(c, false, false);
  if (chunks.unexplained[0] > 0) {
    attempt commands = try_rule(c, false, true);
    c->feed.hold_bdat = commands.unexplained[0] < chunks.unexplained[0];
    reading_free(&commands.bodies);
  }
  reading_free(&chunks.bodies);
}

static bool names_bdat(const buffer *octets)
{
  size_t i;
  for (i = 0; i + 4 <= octets->len; i++) {
    if (mw_slice_equal_nocase(mw_slice_of(octets->ptr + i, 4), mw_slice_text("BDAT"))) {
      return true;
    }
  }
  return false;
}

void ends_choose(conversation *c)
{
  if (names_bdat(&c->recording->client)) {
    choose_chunks(c);
  }
  if (has_lenient_end(&c->recording->client)) {
    choose_end(c);
  }
}
