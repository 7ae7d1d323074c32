/* SPDX-License-Identifier: MIT */
/* One run of a conversation through a dialogue, as its header tells callers to do it. */
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "talk.h"

enum { RING = 64, STORAGE = 12288 };

typedef struct runner {
  const script *t;
  const script_way *way;
  mw_smtp_dialogue d;
  talk_printer printer;
  script_law law;
  uint64_t random;
  size_t next[2];  /* the piece */
  size_t done[2];  /* octets of it */
  size_t chunk[2]; /* octets that are offered and not taken */
  bool blocked[2];
  bool ended[2];
  size_t stop; /* the pieces up to a TLS piece */
  char *client;
  char *server;
  mw_smtp_unit *ring;
  size_t storage;
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
           within(slice, r->client, r->storage) || within(slice, r->server, r->storage),
       "a slice lies elsewhere");
}

static void check_slices(runner *r, const mw_smtp_item *item, mw_slice input)
{
  switch (item->kind) {
  case MW_SMTP_ITEM_COMMAND:
  case MW_SMTP_ITEM_AUTH_LINE:
    check_slice(r, item->command.raw, input);
    check_slice(r, item->command.command.argument, input);
    check_slice(r, item->command.command.secret, input);
    break;
  case MW_SMTP_ITEM_BODY: check_slice(r, item->command.raw, input); break;
  case MW_SMTP_ITEM_REPLY:
    check_slice(r, item->reply.raw, input);
    check_slice(r, item->reply.line.text, input);
    break;
  case MW_SMTP_ITEM_SKIPPED:
  case MW_SMTP_ITEM_UNFINISHED:
  case MW_SMTP_ITEM_LEFTOVER:
  case MW_SMTP_ITEM_GARBAGE: check_slice(r, item->raw, input); break;
  default: break;
  }
}

static void take_item(runner *r, const mw_smtp_item *item, mw_slice input)
{
  script_item fact = talk_fact(item);
  const char *broken = script_law_item(&r->law, &fact, r->way->stamps);
  keep(r, broken == NULL, broken);
  check_slices(r, item, input);
  talk_print(&r->printer, item);
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
    mw_smtp_item item;
    memset(&item, 0x5a, sizeof item);
    status = mw_smtp_dialogue_next(&r->d, piece->direction, r->way->stamps ? piece->stamp : 0, &in,
                                   &item);
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
  mw_smtp_item item;
  memset(&item, 0x5a, sizeof item);
  while (r->broken == NULL && mw_smtp_dialogue_next(&r->d, direction, 0, &none, &item) == MW_OK) {
    take_item(r, &item, none);
    memset(&item, 0x5a, sizeof item);
  }
}

static bool offer_gap(runner *r, int place, const script_piece *piece)
{
  mw_status status = mw_smtp_dialogue_gap(&r->d, piece->direction,
                                          r->way->stamps ? piece->stamp : 0, piece->missing);
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
  mw_smtp_item item;
  mw_status status;
  int items = 0;
  do {
    memset(&item, 0x5a, sizeof item);
    status = mw_smtp_dialogue_finish(&r->d, direction_of(place), &item);
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
  keep(r,
       !(mw_smtp_dialogue_waits(&r->d, MW_FROM_CLIENT) &&
         mw_smtp_dialogue_waits(&r->d, MW_FROM_SERVER)),
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
  mw_smtp_item item;
  int place;
  for (place = 0; r->way->stamps && place < 2; place++) {
    if (next_piece(r, place) == NULL) {
      (void)mw_smtp_dialogue_next(&r->d, direction_of(place), stamp, &none, &item);
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
  secured = next_piece(r, 0) == NULL && next_piece(r, 1) == NULL &&
            mw_smtp_dialogue_secured(&r->d) == MW_OK;
  keep(r, secured || r->t->any, "it is not secured");
  if (secured) {
    script_law_secured(&r->law);
  }
}

static bool begin(runner *r, const talk_setup *setup)
{
  mw_smtp_dialogue_setup s;
  size_t ring = setup->ring > 0 ? setup->ring : RING;
  memset(&s, 0, sizeof s);
  r->storage = setup->storage > 0 ? setup->storage : STORAGE;
  r->client = malloc(r->storage);
  r->server = malloc(r->storage);
  r->ring = malloc(ring * sizeof *r->ring);
  s.size = sizeof s;
  s.client = r->client;
  s.server = r->server;
  s.client_size = s.server_size = r->storage;
  s.ring = r->ring;
  s.ring_size = ring;
  s.allow = setup->allow;
  s.variant = setup->variant != 0 ? setup->variant : MW_SMTP_VARIANT_SMTP;
  s.policies = setup->policies;
  s.options = setup->options ^ MW_DIALOGUE_CHUNK_LINES;
  s.options |= r->way->in_order ? MW_DIALOGUE_IN_ORDER : 0;
  return mw_smtp_dialogue_init(&r->d, &s) == MW_OK;
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

const char *talk_run(const script *t, const talk_setup *setup, const script_way *way, unsigned form,
                     text_buffer *out)
{
  runner r;
  memset(&r, 0, sizeof r);
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
  talk_print_end(&r.printer);
  free(r.client);
  free(r.server);
  free(r.ring);
  return r.broken;
}

static const char *run_script(const script *t, const void *setup, const script_way *way,
                              unsigned form, text_buffer *out)
{
  return talk_run(t, setup, way, form, out);
}

bool talk_check(const char *text, const talk_setup *setup, bool order, const char *expected)
{
  static const talk_setup usual;
  return script_check(run_script, setup != NULL ? setup : &usual, text, order, expected);
}
