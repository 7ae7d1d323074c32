/* SPDX-License-Identifier: MIT */
/* Any conversation to the dialogue of POP3, in any order and any cuts.
 *
 *   input, the head:
 *     0..4   tolerances, the lowest octet first
 *     5      the ring: 2 units and bits 0 to 2; MIDWAY (bit 3), DECRYPTED (bit 4)
 *     6      storage: 3 octets and this many; 255: 12288
 *     7      policies (bits 0 to 3); the seed of cuts and orders
 *   then pieces, each up to an octet 0x1e, by their first octet:
 *     'C' 'S'  octets from client, from server
 *     'c' 's'  the same with the stamp of the piece before
 *     'G' 'g'  from server, from client octets are missing: the next octet says how many, 255 that
 *              nobody knows
 *     'T'      TLS took over
 *     others   octets, as 'C' or as 'S'
 *
 * What must hold: the laws of items (script_law.c); with stamps the same items in every order
 * and every cut, where both directions end behind all that was said.
 */
#include "must.h"

#include <string.h>

#include "oracle.h"
#include "support/pop3_chat.h"

enum { HEAD = 8, MOST = 4096, END = 0x1e };

static void add_octets(script *t, mw_direction direction, bool together, mw_slice octets)
{
  uint64_t last = t->count > 0 ? t->pieces[t->count - 1].stamp : 0;
  script_piece *piece;
  if (octets.len == 0) {
    return;
  }
  together = together && last != 0 && t->pieces[t->count - 1].kind != SCRIPT_TLS;
  piece = script_add(t, SCRIPT_OCTETS, direction, together ? last : last + 1);
  text_put(&t->octets, octets.ptr, octets.len);
  piece->len = octets.len;
}

static void add_gap(script *t, mw_direction direction, mw_slice octets)
{
  uint64_t last = t->count > 0 ? t->pieces[t->count - 1].stamp : 0;
  uint8_t missing = octets.len > 0 ? (uint8_t)octets.ptr[0] : 255;
  script_add(t, SCRIPT_GAP, direction, last + 1)->missing =
      missing == 255 ? MW_OCTETS_UNKNOWN : missing;
}

static void add_piece(script *t, mw_slice piece)
{
  char kind = piece.ptr[0];
  mw_slice rest = {piece.ptr + 1, piece.len - 1};
  switch (kind) {
  case 'G': add_gap(t, MW_FROM_SERVER, rest); break;
  case 'g': add_gap(t, MW_FROM_CLIENT, rest); break;
  case 'T':
    if (t->count > 0) {
      script_add(t, SCRIPT_TLS, MW_FROM_CLIENT, t->pieces[t->count - 1].stamp);
    }
    break;
  case 'C':
  case 'c': add_octets(t, MW_FROM_CLIENT, kind == 'c', rest); break;
  case 'S':
  case 's': add_octets(t, MW_FROM_SERVER, kind == 's', rest); break;
  default: add_octets(t, (kind & 1) != 0 ? MW_FROM_SERVER : MW_FROM_CLIENT, false, piece); break;
  }
}

static void read_pieces(script *t, const uint8_t *data, size_t size)
{
  size_t begin = 0;
  while (begin < size) {
    const uint8_t *end = memchr(data + begin, END, size - begin);
    size_t len = end != NULL ? (size_t)(end - data) - begin : size - begin;
    if (len > 0) {
      add_piece(t, mw_slice_of(data + begin, len));
    }
    begin += len + 1;
  }
}

static void say(const script_way *way, const char *broken, const text_buffer *a,
                const text_buffer *b)
{
  fprintf(stderr,
          "choice %d cut %d seed %d in_order %d stamps %d: %s\n---- plain\n%.*s---- here\n%.*s",
          (int)way->choice, (int)way->cut, (int)way->seed, way->in_order, way->stamps,
          broken != NULL ? broken : "other items", (int)a->len, a->len > 0 ? a->ptr : "",
          (int)b->len, b->len > 0 ? b->ptr : "");
}

/* One run; the same items. */
static void check_same(const script *t, const script_setup *setup, const script_way *way,
                       const text_buffer *expected)
{
  text_buffer found = {NULL, 0, 0};
  const char *broken = script_run(&chat_wire, t, setup, way, 0, &found);
  bool same =
      mw_slice_equal(mw_slice_of(expected->ptr, expected->len), mw_slice_of(found.ptr, found.len));
  if (broken != NULL || !same) {
    say(way, broken, expected, &found);
  }
  must(broken == NULL, "a law is broken");
  must(same, "other items");
  text_free(&found);
}

/* What is said of TLS at another time than where it took over. */
static bool is_untimely(const char *broken)
{
  return broken != NULL && strcmp(broken, "it is not secured") == 0;
}

/* One run; the laws alone. */
static void check(const script *t, const script_setup *setup, const script_way *way, unsigned form)
{
  text_buffer found = {NULL, 0, 0};
  const char *broken = script_run(&chat_wire, t, setup, way, form, &found);
  if (broken != NULL && !is_untimely(broken)) {
    say(way, broken, &found, &found);
  }
  must(broken == NULL || is_untimely(broken), "a law is broken");
  text_free(&found);
}

static void check_stamped(const script *t, const script_setup *setup, const script_way *plain)
{
  text_buffer all = {NULL, 0, 0};
  script_way way = *plain;
  int choice;
  int cut;
  (void)script_run(&chat_wire, t, setup, plain, 0, &all);
  for (choice = SCRIPT_CAPTURE; choice <= SCRIPT_ANY; choice++) {
    for (cut = SCRIPT_WHOLE; cut <= SCRIPT_RANDOM; cut++) {
      way.choice = (script_choice)choice;
      way.cut = (script_cut)cut;
      check_same(t, setup, &way, &all);
      way.seed++;
    }
  }
  way = *plain;
  way.in_order = true;
  way.cut = SCRIPT_RANDOM;
  check(t, setup, &way, 0);
  way.late = way.in_order = false;
  way.choice = SCRIPT_ANY;
  check(t, setup, &way, 0);
  text_free(&all);
}

/* What waits is then only known to be old as far as it was offered. */
static void check_without_stamps(const script *t, const script_setup *setup,
                                 const script_way *plain)
{
  script_way way = *plain;
  int cut;
  way.stamps = false;
  for (cut = SCRIPT_WHOLE; cut <= SCRIPT_RANDOM; cut++) {
    way.in_order = true;
    way.choice = SCRIPT_CAPTURE;
    way.cut = (script_cut)cut;
    check(t, setup, &way, 0);
    way.in_order = false;
    way.choice = (script_choice)((plain->seed + (unsigned)cut) % 4);
    check(t, setup, &way, 0);
  }
}

/* Whether TLS takes over where the input says so. */
static bool is_conversation(const script *t, const script_setup *setup, const script_way *plain)
{
  text_buffer all = {NULL, 0, 0};
  const char *broken = script_run(&chat_wire, t, setup, plain, 0, &all);
  bool untimely = is_untimely(broken);
  if (broken != NULL && !untimely) {
    say(plain, broken, &all, &all);
  }
  must(broken == NULL || untimely, "a law is broken");
  text_free(&all);
  return !untimely;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  script_way plain = {SCRIPT_CAPTURE, SCRIPT_WHOLE, 0, false, true, true};
  script_setup setup;
  script t;
  size_t i;
  if (size < HEAD || size > MOST) {
    return 0;
  }
  memset(&setup, 0, sizeof setup);
  memset(&t, 0, sizeof t);
  for (i = 0; i < 5; i++) {
    setup.allow |= (uint64_t)data[i] << (8 * i);
  }
  setup.ring = 2 + (data[5] & 7);
  setup.options = ((data[5] & 8) != 0 ? MW_DIALOGUE_MIDWAY : 0u) |
                  ((data[5] & 16) != 0 ? MW_DIALOGUE_DECRYPTED : 0u);
  setup.storage = data[6] != 255 ? (size_t)3 + data[6] : 0;
  setup.policies = data[7] & 15;
  plain.seed = 1 + data[7];
  read_pieces(&t, data + HEAD, size - HEAD);
  if (is_conversation(&t, &setup, &plain)) {
    check_stamped(&t, &setup, &plain);
    check_without_stamps(&t, &setup, &plain);
  }
  script_free(&t);
  return 0;
}
