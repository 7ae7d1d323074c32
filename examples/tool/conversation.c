/* SPDX-License-Identifier: MIT */
/* Both directions of a recording, in the order in which they were seen. */
#include "conversation.h"

#include <stdlib.h>

#include "pop3.h"
#include "print.h"
#include "smtp.h"

size_t conversation_segment(const conversation *c, uint64_t offset)
{
  size_t low = 0;
  size_t i;
  for (i = 0; i < c->recording->count; i++) {
    const segment *s = &c->recording->segments[i];
    if (!s->server) {
      low = i;
      if (offset < s->end) {
        break;
      }
    }
  }
  return low;
}

mw_slice conversation_unread(const conversation *c)
{
  if (c->client_fed >= c->client_seen) { /* more was read than was seen: a line to its end */
    return mw_slice_of("", 0);
  }
  return mw_slice_of(c->recording->client.ptr + c->client_fed,
                     (size_t)(c->client_seen - c->client_fed));
}

void conversation_took(conversation *c, const mw_slice *rest)
{
  if (c->client_fed < c->client_seen) {
    c->client_fed = c->client_seen - rest->len;
  }
}

/* It may have ended in the same segment as the one before. */
void conversation_count_line(conversation *c, uint64_t end)
{
  size_t at = conversation_segment(c, end > 0 ? end - 1 : 0) + 1;
  c->tally.pipelined += at == c->last_line_segment ? 1 : 0;
  c->last_line_segment = at;
}

void conversation_tls(conversation *c, char dir, uint64_t begin, uint64_t end, mw_fault fault)
{
  bool plaintext = fault != MW_FAULT_NONE;
  c->tally.plaintext = c->tally.plaintext || (plaintext && dir == 'C');
  c->print->tls(c, dir, begin, end, plaintext);
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

/* Says so when a stream begins like another protocol's. */
static void name_protocol(conversation *c, char dir, const buffer *octets)
{
  mw_protocol protocol = mw_protocol_detect(mw_slice_of(octets->ptr, octets->len));
  if (protocol != MW_PROTOCOL_NONE && protocol != c->half->own) {
    c->print->protocol(c, dir, protocol);
  }
}

static void run_segments(conversation *c)
{
  size_t i;
  for (i = 0; i < c->recording->count; i++) {
    const segment *s = &c->recording->segments[i];
    c->segment = i;
    conversation_notes(c, i);
    if (s->server) {
      c->half->server(c, mw_slice_of(c->recording->server.ptr + s->begin, s->end - s->begin));
    } else {
      c->client_seen = s->end;
      c->half->client(c);
    }
  }
}

void conversation_run(conversation *c, const char *name)
{
  if (c->speaks == LANGUAGE_UNKNOWN) {
    c->speaks = language_of(c->recording);
  }
  c->half = c->speaks == LANGUAGE_POP3 ? &pop3_reads : &smtp_reads;
  c->assumed = c->recording->server.len == 0;
  c->half->begin(c);
  c->print->begin(c, name);
  name_protocol(c, 'C', &c->recording->client);
  name_protocol(c, 'S', &c->recording->server);
  run_segments(c);
  conversation_notes(c, SIZE_MAX);
  c->half->finish(c);
  c->half->summarise(c, name);
  c->half->end(c);
  free(c->tally.verbs.list);
}
