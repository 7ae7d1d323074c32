/* SPDX-License-Identifier: MIT */
/* A recording given to a dialogue, in any order of its directions. */
#include "conversation.h"

/* How far one direction was given. */
typedef struct side {
  mw_direction direction;
  size_t segment; /* the next one, in the recording's list */
  size_t taken;   /* octets of it that were taken */
  bool bridged;   /* the gap in front of it was told */
  bool ended;
} side;

static bool is_servers(const side *s)
{
  return s->direction == MW_FROM_SERVER;
}

/* Goes on to the next segment of the direction; false when there is none. */
static bool find_segment(const conversation *c, side *s)
{
  const recording *r = c->recording;
  while (s->segment < r->count && r->segments[s->segment].server != is_servers(s)) {
    s->segment++;
  }
  return s->segment < r->count;
}

static uint32_t random_below(feeding *feed, uint32_t most)
{
  feed->seed = feed->seed * 1664525u + 1013904223u;
  return (feed->seed >> 8) % most;
}

static mw_slice rest_of(conversation *c, const side *s)
{
  const segment *seg = &c->recording->segments[s->segment];
  const buffer *octets = is_servers(s) ? &c->recording->server : &c->recording->client;
  mw_slice in = mw_slice_of(octets->ptr + seg->begin + s->taken, seg->end - seg->begin - s->taken);
  if (c->feed.order == FEED_RANDOM && in.len > 1) {
    size_t most = in.len < 40 ? in.len : 40;
    in.len = 1 + random_below(&c->feed, (uint32_t)most);
  }
  return in;
}

/* The end of a direction. */
static bool end_side(conversation *c, side *s)
{
  if (s->ended) {
    return false;
  }
  while (c->half->finish(c, s->direction) == MW_OK) {
  }
  s->ended = true;
  return true;
}

/* The gap in front of a segment; false while it has to wait. */
static bool bridge(conversation *c, side *s, uint64_t stamp)
{
  uint64_t gap = c->recording->segments[s->segment].gap;
  if (gap > 0 && !s->bridged) {
    mw_slice nothing = mw_slice_of("", 0);
    while (c->half->next(c, s->direction, 0, &nothing) == MW_OK) {
    }
    s->bridged = c->half->gap(c, s->direction, stamp, gap) == MW_OK;
    return s->bridged;
  }
  return true;
}

/* One portion of a direction, or its end; false when it could not go on. */
static bool advance(conversation *c, side *s)
{
  mw_slice in;
  size_t given;
  uint64_t stamp;
  size_t items = 0;
  mw_status status;
  if (!find_segment(c, s)) {
    return end_side(c, s);
  }
  in = rest_of(c, s);
  given = in.len;
  stamp = c->feed.order == FEED_UNORDERED ? 0 : (uint64_t)s->segment + 1;
  if (stamp == 0) {
    conversation_notes(c, s->segment);
  }
  if (!bridge(c, s, stamp)) {
    return false;
  }
  while ((status = c->half->next(c, s->direction, stamp, &in)) == MW_OK) {
    items++;
  }
  s->taken += given - in.len;
  if (s->taken ==
      c->recording->segments[s->segment].end - c->recording->segments[s->segment].begin) {
    s->segment++;
    s->taken = 0;
    s->bridged = false;
  }
  return items > 0 || in.len < given;
}

/* The direction that is to be tried first. */
static bool server_first(conversation *c, side *client, side *server)
{
  switch (c->feed.order) {
  case FEED_CLIENT_FIRST:
  case FEED_UNORDERED: return client->ended;
  case FEED_SERVER_FIRST: return !server->ended;
  case FEED_RANDOM: return random_below(&c->feed, 2) == 0;
  default:
    return find_segment(c, server) &&
           (!find_segment(c, client) || server->segment < client->segment);
  }
}

void feed_conversation(conversation *c)
{
  side client = {MW_FROM_CLIENT, 0, 0, false, false};
  side server = {MW_FROM_SERVER, 0, 0, false, false};
  int idle = 0; /* rounds in which nothing went on: each offer may release the other direction */
  while ((!client.ended || !server.ended) && idle < 3) {
    bool from_server = server_first(c, &client, &server);
    bool went = advance(c, from_server ? &server : &client);
    if (!went) {
      went = advance(c, from_server ? &client : &server);
    }
    idle = went ? 0 : idle + 1;
  }
}
