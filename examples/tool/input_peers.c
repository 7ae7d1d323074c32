/* SPDX-License-Identifier: MIT */
/* Which one of two peers is the client: their ports tell, else what they say. */
#include "input_peers.h"

#include <stdlib.h>
#include <string.h>

void peers_add(peers *p, const builder *b, int peer, mw_slice octets, int64_t time)
{
  peer_part *part;
  p->parts = grow(p->parts, p->count, sizeof *p->parts);
  part = &p->parts[p->count++];
  part->peer = peer;
  part->begin = p->octets.len;
  buffer_add(&p->octets, octets.ptr, octets.len);
  part->end = p->octets.len;
  part->time = time;
  part->line = b->line;
}

void peers_port(peers *p, int peer, mw_slice text)
{
  size_t at = text.len;
  while (at > 0 && text.ptr[at - 1] != ':' && text.ptr[at - 1] != ' ') {
    at--;
  }
  text = slice_from(text, at);
  (void)take_number(&text, &p->port[peer]);
}

static bool is_service(uint64_t port)
{
  static const unsigned short ports[] = {25, 465, 587, 2525, 24, 110, 995};
  size_t i;
  for (i = 0; i < sizeof ports / sizeof ports[0]; i++) {
    if (ports[i] == port) {
      return true;
    }
  }
  return false;
}

static mw_slice octets_of(const peers *p, const peer_part *part)
{
  return mw_slice_of(part->begin < part->end ? p->octets.ptr + part->begin : "",
                     part->end - part->begin);
}

/* A connection is opened by the first node, where nothing tells. */
static int server_of(const peers *p)
{
  size_t i;
  if (is_service(p->port[0]) != is_service(p->port[1])) {
    return is_service(p->port[0]) ? 0 : 1;
  }
  for (i = 0; i < p->count; i++) {
    mw_slice text = octets_of(p, &p->parts[i]);
    mw_slice line;
    char side = p->parts[i].peer >= 0 && next_line(&text, &line) ? said_by(line) : '\0';
    if (side != '\0') {
      return side == 'S' ? p->parts[i].peer : 1 - p->parts[i].peer;
    }
  }
  return 1;
}

void peers_end(peers *p, builder *b)
{
  int server = server_of(p);
  size_t line = b->line;
  size_t i;
  build_session(b);
  for (i = 0; i < p->count; i++) {
    const peer_part *part = &p->parts[i];
    b->line = part->line;
    if (part->peer >= 0) {
      build_octets(b, part->peer == server, octets_of(p, part), part->time);
    } else {
      build_note(b, part->peer == PEER_NONE ? NOTE_REMARK : NOTE_UNKNOWN, 0, octets_of(p, part));
    }
  }
  b->line = line;
  buffer_free(&p->octets);
  free(p->parts);
  memset(p, 0, sizeof *p);
}
