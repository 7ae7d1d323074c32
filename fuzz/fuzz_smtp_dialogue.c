/* SPDX-License-Identifier: MIT */
/* Conversations of any pieces given to the dialogue of SMTP: in every order the same items, and of
 * them the laws of tests/support/script_law.c.
 *
 *   octet 0: variant (modulo 3), HOLD_BDAT (bit 2), tolerances (3), ring (4, 5), storage (6),
 *   MIDWAY (7)
 *   octet 1: a seed of the random orders, CHUNK_LINES (bit 6), DECRYPTED (7)
 *   then pieces. Bits 0 to 5 of their first octet: a phrase, or what the table of phrases calls
 *   special; bit 6: together with the piece before it, if that is of the same direction
 */
#include <string.h>

#include "must.h"
#include "support/talk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first letter: whose, or TLS; "?" a gap; "|" octets of the input, as many as the next octet
 * says. */
static const char *const phrases[64] = {
    "CEHLO a\r\n",
    "CLHLO a\r\n",
    "CHELO a\r\n",
    "CMAIL FROM:<a@b>\r\n",
    "CMAIL FROM:<a@b> SIZE=5 BODY=8BITMIME\r\n",
    "CRCPT TO:<c@d>\r\n",
    "CDATA\r\n",
    "CBDAT 3\r\nabc",
    "CBDAT 3 LAST\r\nabc",
    "CBDAT 0 LAST\r\n",
    "CBDAT 9 LAST\r\n",
    "CBDAT x\r\n",
    "CRSET\r\n",
    "CNOOP\r\n",
    "CQUIT\r\n",
    "CSTARTTLS\r\n",
    "CAUTH PLAIN AGEAYg==\r\n",
    "CAUTH LOGIN\r\n",
    "CYWJj\r\n",
    "C*\r\n",
    "Ctext\r\n",
    "C.\r\n",
    "C..x\r\n",
    "C\n.\n",
    "C\xff\r\n",
    "Cxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxxxxxxx",
    "CMAI",
    "CL FROM:<a@b>\r\n",
    "CBURL imap://a/b LAST\r\n",
    "C\x16\x03\x01",
    "C\r\n",
    "C\r",
    "S220 mx\r\n",
    "S250 ok\r\n",
    "S250-mx\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n",
    "S250-mx\r\n",
    "S250 ENHANCEDSTATUSCODES\r\n",
    "S354 go\r\n",
    "S334 \r\n",
    "S235 ok\r\n",
    "S550 no\r\n",
    "S421 down\r\n",
    "S221 bye\r\n",
    "S503 order\r\n",
    "S250-a\r\n550 b\r\n",
    "Shello\r\n",
    "S25",
    "S0 ok\r\n",
    "S250 "
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    "xxxxxxxxxxxxxxx",
    "S353 each\r\n",
    "S454 no\r\n",
    "S\x16\x03\x03",
    "S250 2.0.0 x\r\n",
    "S220-mx\r\n",
    "S\r\n",
    "S250 ok\r\n250 ok\r\n250 ok\r\n",
    "C?",
    "S?",
    "C|",
    "S|",
    "CMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n",
    "S250 ok\r\n250 ok\r\n354 go\r\n",
    "C|",
    "T",
};

enum { HEAD = 2, PIECES = 200 };

static size_t add_gap(script_piece *piece, const uint8_t *data, size_t size)
{
  piece->kind = SCRIPT_GAP;
  piece->missing = size > 0 && data[0] < 200 ? data[0] % 8u : MW_OCTETS_UNKNOWN;
  return size > 0 ? 1 : 0;
}

static size_t add_octets(script *t, script_piece *piece, const uint8_t *data, size_t size)
{
  size_t len = size > 0 ? data[0] % 32u : 0;
  if (size < len + 1) {
    len = size > 0 ? size - 1 : 0;
  }
  text_put(&t->octets, data + 1, len);
  piece->len = len;
  return size > 0 ? len + 1 : 0;
}

/* One piece; how many octets of the input it used. */
static size_t add_piece(script *t, const uint8_t *data, size_t size)
{
  const char *phrase = phrases[data[0] & 63];
  mw_direction direction = phrase[0] == 'C' ? MW_FROM_CLIENT : MW_FROM_SERVER;
  const script_piece *last = t->count > 0 ? &t->pieces[t->count - 1] : NULL;
  bool gap = phrase[1] == '?';
  bool together = (data[0] & 64) != 0 && !gap && last != NULL && last->kind == SCRIPT_OCTETS &&
                  last->direction == direction;
  script_piece *piece = script_add(t, SCRIPT_OCTETS, direction,
                                   (last != NULL ? last->stamp : 0) + (together ? 0 : 1));
  if (phrase[0] == 'T') {
    piece->kind = SCRIPT_TLS;
    return 1;
  }
  if (gap) {
    return 1 + add_gap(piece, data + 1, size - 1);
  }
  if (phrase[1] == '|') {
    return 1 + add_octets(t, piece, data + 1, size - 1);
  }
  piece->len = strlen(phrase + 1);
  text_put(&t->octets, phrase + 1, piece->len);
  return 1;
}

static void show(const char *title, const text_buffer *text)
{
  fprintf(stderr, "---- %s\n%.*s", title, (int)text->len, text->len > 0 ? text->ptr : "");
}

static void check_way(const script *t, const script_setup *setup, const script_way *way,
                      unsigned form, const text_buffer *expected)
{
  text_buffer found = {NULL, 0, 0};
  const char *broken = script_run(&talk_wire, t, setup, way, form, &found);
  bool same =
      expected == NULL || (found.len == expected->len &&
                           (found.len == 0 || memcmp(found.ptr, expected->ptr, found.len) == 0));
  if (broken != NULL || !same) {
    fprintf(stderr, "choice %d cut %d seed %u in_order %d stamps %d late %d\n", (int)way->choice,
            (int)way->cut, (unsigned)way->seed, way->in_order, way->stamps, way->late);
    if (expected != NULL) {
      show("expected", expected);
    }
    show("found", &found);
  }
  must(broken == NULL, broken);
  must(same, "another order gives other items");
  text_free(&found);
}

static void check_orders(const script *t, const script_setup *setup, unsigned seed)
{
  static const script_way ways[] = {
      {SCRIPT_CLIENT_FIRST, SCRIPT_WHOLE, 1, false, true, false},
      {SCRIPT_SERVER_FIRST, SCRIPT_WHOLE, 1, false, true, false},
      {SCRIPT_CAPTURE, SCRIPT_EACH_OCTET, 1, true, true, false},
      {SCRIPT_CLIENT_FIRST, SCRIPT_EACH_OCTET, 1, false, true, false},
      {SCRIPT_SERVER_FIRST, SCRIPT_RANDOM, 1, false, true, false},
      {SCRIPT_ANY, SCRIPT_RANDOM, 1, false, true, false},
      {SCRIPT_CAPTURE, SCRIPT_RANDOM, 1, false, true, false},
  };
  script_way way = {SCRIPT_CAPTURE, SCRIPT_WHOLE, 0, true, true, false};
  text_buffer all = {NULL, 0, 0};
  size_t i;
  must(script_run(&talk_wire, t, setup, &way, 0, &all) == NULL ||
           (check_way(t, setup, &way, 0, NULL), false),
       "a law");
  for (i = 0; i < sizeof ways / sizeof ways[0]; i++) {
    way = ways[i];
    way.seed = seed + i;
    check_way(t, setup, &way, 0, &all);
  }
  way = (script_way){SCRIPT_CAPTURE, SCRIPT_WHOLE, seed, true, false, false};
  check_way(t, setup, &way, 0, NULL);
  way.cut = SCRIPT_RANDOM;
  way.late = true;
  check_way(t, setup, &way, 0, NULL);
  way = (script_way){SCRIPT_ANY, SCRIPT_RANDOM, seed, false, false, false};
  check_way(t, setup, &way, 0, NULL);
  text_free(&all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  script_setup setup;
  script t;
  size_t i = HEAD;
  if (size < HEAD) {
    return 0;
  }
  memset(&setup, 0, sizeof setup);
  memset(&t, 0, sizeof t);
  t.any = true;
  setup.variant = (mw_smtp_variant)(data[0] % 3 + 1);
  setup.options = ((data[0] & 4) != 0 ? MW_DIALOGUE_HOLD_BDAT : 0u) |
                  ((data[0] & 0x80) != 0 ? MW_DIALOGUE_MIDWAY : 0u) |
                  ((data[1] & 0x80) != 0 ? MW_DIALOGUE_DECRYPTED : 0u) |
                  ((data[1] & 0x40) != 0 ? MW_DIALOGUE_CHUNK_LINES : 0u);
  setup.allow =
      (data[0] & 8) != 0 ? MW_ALLOW_BARE_LF | MW_ALLOW_LF_DOT_END | MW_ALLOW_EIGHT_BIT : 0;
  setup.ring = (data[0] & 0x30) != 0 ? 2 + (data[0] >> 4 & 3) : 64;
  setup.storage = (data[0] & 0x40) != 0 ? 64 : 0;
  while (i < size && t.count < PIECES) {
    i += add_piece(&t, data + i, size - i);
    t.count -= t.pieces[t.count - 1].kind == SCRIPT_OCTETS && t.pieces[t.count - 1].len == 0;
  }
  check_orders(&t, &setup, data[1]);
  script_free(&t);
  return 0;
}
