/* SPDX-License-Identifier: MIT */
/* One run of a conversation through a dialogue, as its header tells callers to do it. */
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "script.h"

enum { RING = 64, STORAGE = 12288 };

typedef struct runner {
  const script_wire *wire;
  const script *t;
  const script_way *way;
  script_dialogue *d; /* elsewhere before each call */
  script_printer printer;
  script_law law;
  uint64_t random;
  size_t next[2];  /* the piece */
  size_t done[2];  /* octets of it */
  size_t chunk[2]; /* octets that are offered and not taken */
  bool blocked[2];
  bool ended[2];
  size_t stop; /* the pieces up to a TLS piece */
  script_room room;
  const char *broken;
} runner;

static void keep(runner *r, bool kept, const char *law)
{
  if (!kept && r->broken == NULL) {
    r->broken = law;
  }
}

static bool within(mw_slice slice, const char *block, size_t len)
{
  return slice.ptr == NULL || slice.len == 0 ||
         (slice.ptr >= block && slice.ptr + slice.len <= block + len);
}

/* Slices are in the input, in the storage, or a constant of at most two octets. */
static void check_slice(runner *r, mw_slice slice, mw_slice input)
{
  keep(r,
       slice.len <= 2 || within(slice, input.ptr, input.len) ||
           within(slice, r->room.client, r->room.storage) ||
           within(slice, r->room.server, r->room.storage),
       "a slice lies elsewhere");
}

static void take_item(runner *r, const script_any_item *item, mw_slice input)
{
  script_item fact = r->wire->fact(item);
  const char *broken;
  mw_slice slices[SCRIPT_SLICES];
  int i;
  fact.is_tls = fact.is_tls && (r->room.options & MW_DIALOGUE_DECRYPTED) == 0; /* it goes on */
  broken = script_law_item(&r->law, &fact, r->way->stamps);
  keep(r, broken == NULL, broken);
  memset(slices, 0, sizeof slices);
  r->wire->slices(item, slices);
  for (i = 0; i < SCRIPT_SLICES; i++) {
    check_slice(r, slices[i], input);
  }
  r->wire->print(&r->printer, item);
}

/* The dialogue may lie anywhere between calls. */
static void move(runner *r)
{
  script_dialogue *other = malloc(sizeof *other);
  memcpy(other, r->d, sizeof *other);
  memset(r->d, 0x5a, sizeof *r->d);
  free(r->d);
  r->d = other;
}

static mw_status next_item(runner *r, mw_direction direction, uint64_t stamp, mw_slice *in,
                           script_any_item *item)
{
  memset(item, 0x5a, sizeof *item);
  move(r);
  return r->wire->next(r->d, direction, r->way->stamps ? stamp : 0, in, item);
}

/* ---- offering ------------------------------------------------------------------------------- */

static mw_direction direction_of(int place)
{
  return place == 0 ? MW_FROM_CLIENT : MW_FROM_SERVER;
}

/* The next piece of that direction; NULL when there is none in this part. */
static const script_piece *next_piece(runner *r, int place)
{
  while (r->next[place] < r->stop &&
         (r->t->pieces[r->next[place]].direction != direction_of(place) ||
          r->t->pieces[r->next[place]].kind == SCRIPT_TLS)) {
    r->next[place]++;
  }
  return r->next[place] < r->stop ? &r->t->pieces[r->next[place]] : NULL;
}

static size_t chunk_of(runner *r, size_t left)
{
  switch (r->way->cut) {
  case SCRIPT_EACH_OCTET: return left > 0 ? 1 : 0;
  case SCRIPT_RANDOM: return left > 0 ? 1 + random_below(&r->random, (unsigned)left) : 0;
  default: return left;
  }
}

static void go_on(runner *r, int place, size_t taken, const script_piece *piece)
{
  r->done[place] += taken;
  if (r->done[place] == piece->len) {
    r->next[place]++;
    r->done[place] = 0;
  }
}

/* All items that the octets make; in a block of its own and of exact size. */
static bool offer_octets(runner *r, int place, const script_piece *piece)
{
  size_t len = r->chunk[place] > 0 ? r->chunk[place] : chunk_of(r, piece->len - r->done[place]);
  char *block = malloc(len + 1);
  mw_slice input;
  mw_slice in;
  mw_status status;
  bool moved = false;
  if (len > 0) {
    memcpy(block + 1, r->t->octets.ptr + piece->at + r->done[place], len);
  }
  input = in = mw_slice_of(block + 1, len);
  do {
    size_t before = in.len;
    script_any_item item;
    status = next_item(r, piece->direction, piece->stamp, &in, &item);
    keep(r, in.len <= before && in.ptr == input.ptr + (input.len - in.len), "*in is no rest of it");
    keep(r, status == MW_OK || status == MW_NEED_MORE || status == MW_PAUSED, "an error");
    keep(r, status != MW_PAUSED || in.len > 0, "paused, it took all");
    keep(r, status != MW_NEED_MORE || in.len == 0, "it needs more, and left octets");
    moved = moved || status == MW_OK || in.len < before;
    if (status == MW_OK) {
      take_item(r, &item, input);
    }
  } while (status == MW_OK && r->broken == NULL);
  r->chunk[place] = in.len;
  go_on(r, place, len - in.len, piece);
  free(block);
  r->blocked[place] = status == MW_PAUSED;
  return moved;
}

static void take_pending(runner *r, mw_direction direction)
{
  mw_slice none = mw_slice_of("", 0);
  script_any_item item;
  while (r->broken == NULL && next_item(r, direction, 0, &none, &item) == MW_OK) {
    take_item(r, &item, none);
  }
}

static bool offer_gap(runner *r, int place, const script_piece *piece)
{
  mw_status status =
      r->wire->gap(r->d, piece->direction, r->way->stamps ? piece->stamp : 0, piece->missing);
  keep(r, status == MW_OK || status == MW_PAUSED, "a gap is refused");
  r->blocked[place] = status == MW_PAUSED;
  if (status == MW_OK) {
    r->next[place]++;
    take_pending(r, piece->direction);
  }
  return status == MW_OK;
}

static bool end_one(runner *r, int place)
{
  script_any_item item;
  mw_status status;
  int items = 0;
  do {
    memset(&item, 0x5a, sizeof item);
    move(r);
    status = r->wire->finish(r->d, direction_of(place), &item);
    if (status == MW_OK) {
      take_item(r, &item, mw_slice_of("", 0));
    }
    keep(r, ++items < 1000, "finish() does not end");
  } while (status == MW_OK && r->broken == NULL);
  keep(r, status == MW_NEED_MORE, "finish() fails");
  r->ended[place] = true;
  return true;
}

/* ---- the order ------------------------------------------------------------------------------ */

static bool is_last_part(const runner *r)
{
  return r->stop == r->t->count;
}

/* Whether the direction has something to offer, or can be ended. */
static bool is_able(runner *r, int place)
{
  if (r->ended[place] || r->blocked[place]) {
    return false;
  }
  if (next_piece(r, place) != NULL) {
    return true;
  }
  return is_last_part(r) && (!r->way->late || next_piece(r, 1 - place) == NULL);
}

static int earlier(runner *r)
{
  const script_piece *client = next_piece(r, 0);
  const script_piece *server = next_piece(r, 1);
  if (client == NULL || server == NULL) {
    return client == NULL ? 0 : 1; /* it ends before the other goes on */
  }
  return client < server ? 0 : 1;
}

/* Which direction is next; -1: none can go on. */
static int chosen(runner *r)
{
  bool able[2] = {is_able(r, 0), is_able(r, 1)};
  int place;
  if (r->way->late && next_piece(r, 0) == NULL && next_piece(r, 1) == NULL && is_last_part(r)) {
    return !r->ended[0] ? 0 : !r->ended[1] ? 1 : -1;
  }
  if (!able[0] && !able[1] && is_last_part(r)) { /* ending one lets the other go on */
    able[0] = !r->ended[0] && next_piece(r, 0) == NULL;
    able[1] = !r->ended[1] && next_piece(r, 1) == NULL;
  }
  if (!able[0] || !able[1]) {
    return able[0] ? 0 : able[1] ? 1 : -1;
  }
  place = earlier(r);
  switch (r->way->choice) {
  case SCRIPT_CLIENT_FIRST: return 0;
  case SCRIPT_SERVER_FIRST: return 1;
  case SCRIPT_ANY: return (int)random_below(&r->random, 2);
  default: return place;
  }
}

/* What an offer did to both. Two that are paused in turn, and take nothing, would wait for ever. */
static void note_offer(runner *r, int place, bool moved, unsigned *stalls)
{
  r->blocked[1 - place] = false;
  *stalls = moved ? 0 : *stalls + 1;
  keep(r, *stalls < 5, "both directions are paused");
  keep(r, !(r->wire->waits(r->d, MW_FROM_CLIENT) && r->wire->waits(r->d, MW_FROM_SERVER)),
       "both directions wait");
}

static void run_part(runner *r)
{
  unsigned stalls = 0;
  int place;
  for (place = 0; place < 2; place++) { /* what says nothing more ends before the other goes on */
    if (is_last_part(r) && !r->way->late && next_piece(r, place) == NULL) {
      note_offer(r, place, end_one(r, place), &stalls);
    }
  }
  while (r->broken == NULL && (place = chosen(r)) >= 0) {
    const script_piece *piece = next_piece(r, place);
    bool moved;
    if (piece == NULL) {
      moved = end_one(r, place);
    } else if (piece->kind == SCRIPT_GAP) {
      moved = offer_gap(r, place, piece);
    } else {
      moved = offer_octets(r, place, piece);
    }
    note_offer(r, place, moved || (piece != NULL && !r->blocked[place]), &stalls);
  }
}

/* What offered all that it has says that nothing older than that comes. */
static void say_nothing_older(runner *r, uint64_t stamp)
{
  mw_slice none = mw_slice_of("", 0);
  script_any_item item;
  int place;
  for (place = 0; r->way->stamps && place < 2; place++) {
    if (next_piece(r, place) == NULL) {
      (void)next_item(r, direction_of(place), stamp, &none, &item);
    }
    r->blocked[place] = false;
  }
}

/* TLS took over: nothing older comes from either. */
static void secure(runner *r, const script_piece *piece)
{
  bool secured;
  say_nothing_older(r, piece->stamp + 1);
  run_part(r);
  say_nothing_older(r, piece->stamp + 1);
  run_part(r);
  secured = next_piece(r, 0) == NULL && next_piece(r, 1) == NULL && r->wire->secured(r->d) == MW_OK;
  keep(r, secured || r->t->any, "it is not secured");
  if (secured) {
    script_law_secured(&r->law);
  }
}

static bool begin(runner *r, const script_setup *setup)
{
  script_room *room = &r->room;
  room->units = setup->ring > 0 ? setup->ring : RING;
  room->storage = setup->storage > 0 ? setup->storage : STORAGE;
  room->client = malloc(room->storage);
  room->server = malloc(room->storage);
  room->ring = malloc(room->units * r->wire->unit_size);
  room->options = setup->options | (r->way->in_order ? MW_DIALOGUE_IN_ORDER : 0);
  r->d = malloc(sizeof *r->d);
  return r->wire->begin(r->d, setup, room) == MW_OK;
}

static void run_all(runner *r)
{
  size_t i;
  for (i = 0; i < r->t->count && r->broken == NULL; i++) {
    if (r->t->pieces[i].kind == SCRIPT_TLS) {
      r->stop = i;
      run_part(r);
      secure(r, &r->t->pieces[i]);
    }
  }
  r->stop = r->t->count;
  run_part(r);
  if (r->broken == NULL) {
    keep(r, r->ended[0] && r->ended[1], "a direction cannot end");
    r->broken = r->broken != NULL ? r->broken : script_law_end(&r->law, r->t);
  }
}

/* What was not yet written is. */
static void end_lines(runner *r)
{
  r->wire->flush(&r->printer);
  text_free(&r->printer.body);
  if ((r->printer.form & SCRIPT_SORTED) != 0) {
    text_sort_lines(r->printer.out);
  }
}

const char *script_run(const script_wire *wire, const script *t, const script_setup *setup,
                       const script_way *way, unsigned form, text_buffer *out)
{
  runner r;
  memset(&r, 0, sizeof r);
  r.wire = wire;
  r.t = t;
  r.way = way;
  r.random = way->seed * 2654435761u + 88172645463325252u;
  r.printer.out = out;
  r.printer.form = form;
  if (begin(&r, setup)) {
    run_all(&r);
  } else {
    r.broken = "it does not begin";
  }
  end_lines(&r);
  free(r.d);
  free(r.room.client);
  free(r.room.server);
  free(r.room.ring);
  return r.broken;
}
