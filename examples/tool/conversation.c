/* SPDX-License-Identifier: MIT */
/* Both directions of a recording, in the order in which they were seen. */
#include "lines.h"
#include "odd.h"
#include "conversation.h"

#include <stdlib.h>

#include "ends.h"
#include "pop3.h"
#include "print.h"
#include "smtp.h"

/* Units that may wait: those of more lines share the last place. */
enum { MOST_UNITS = 1 << 20 };

void conversation_tls(conversation *c, char dir, uint64_t begin, uint64_t end, mw_fault fault)
{
  tls_octets *t = dir == 'C' ? &c->client_tls : &c->server_tls;
  t->begin = t->end > 0 ? t->begin : begin;
  t->end = end;
  t->plaintext = t->plaintext || fault != MW_FAULT_NONE;
}

/* Portions of them say nothing: they are shown when all came. */
static void show_tls(conversation *c)
{
  c->tally.plaintext = c->client_tls.plaintext;
  if (c->client_tls.end > 0) {
    c->print->tls(c, 'C', c->client_tls.begin, c->client_tls.end, c->client_tls.plaintext);
  }
  if (c->server_tls.end > 0) {
    c->print->tls(c, 'S', c->server_tls.begin, c->server_tls.end, c->server_tls.plaintext);
  }
}

void conversation_skipped(conversation *c, char dir, uint64_t begin, uint64_t end, mw_slice text)
{
  bool shown = dir == 'S' || c->show_secrets;
  c->print->skipped(c, dir, begin, end, shown ? text : mw_slice_text(NULL));
}

void conversation_cut(conversation *c, uint64_t offset, mw_slice raw, mw_slice secret)
{
  if (raw.ptr != NULL && !c->tally.tls) {
    c->tally.leftover = raw.len;
  }
  if (secret.ptr != NULL) {
    c->secret_at = offset + (uint64_t)(secret.ptr - raw.ptr);
  }
}

unsigned conversation_options(const conversation *c)
{
  unsigned options = c->feed.order == FEED_IN_ORDER ? MW_DIALOGUE_IN_ORDER : 0;
  options |= c->recording->shows_tls ? MW_DIALOGUE_DECRYPTED : 0;
  options |= c->recording->lacks_greeting ? MW_DIALOGUE_MIDWAY : 0;
  return options;
}

size_t conversation_ring(const conversation *c)
{
  const buffer *client = &c->recording->client;
  size_t units = 2; /* a dialogue wants as many */
  size_t i;
  for (i = 0; i < client->len && units < MOST_UNITS; i++) {
    units += client->ptr[i] == '\n';
  }
  return units;
}

/* Says so when a stream begins like another protocol's. */
static void name_protocol(conversation *c, char dir, const buffer *octets)
{
  mw_protocol protocol = mw_protocol_detect(mw_slice_of(octets->ptr, octets->len));
  if (protocol != MW_PROTOCOL_NONE && protocol != c->half->own) {
    odd_note(c, dir, 0, MW_ANOMALY_BIT(OTHER_PROTOCOL));
    c->print->protocol(c, dir, protocol);
  }
}

static mw_slice readable(const buffer *octets, const tls_octets *tls)
{
  return mw_slice_of(octets->ptr, tls->end > 0 ? (size_t)tls->begin : octets->len);
}

static void read_ledgers(conversation *c)
{
  lines_of(&c->client_ledger, readable(&c->recording->client, &c->client_tls));
  lines_of(&c->server_ledger, readable(&c->recording->server, &c->server_tls));
}

void conversation_run(conversation *c, const char *name)
{
  if (c->speaks == LANGUAGE_UNKNOWN) {
    c->speaks = language_of(c->recording);
  }
  c->half = c->speaks == LANGUAGE_POP3 ? &pop3_reads : &smtp_reads;
  c->assumed = c->recording->server.len == 0;
  if (!c->recording->has_order) {
    c->feed.order = FEED_UNORDERED;
  }
  if (c->half == &smtp_reads) {
    ends_choose(c);
  }
  c->half->begin(c);
  c->print->begin(c, name);
  name_protocol(c, 'C', &c->recording->client);
  name_protocol(c, 'S', &c->recording->server);
  feed_conversation(c);
  conversation_notes(c, SIZE_MAX);
  show_tls(c);
  read_ledgers(c);
  c->half->summarise(c, name);
  c->half->end(c);
  reading_free(&c->other);
  free(c->tally.verbs.list);
}
