/* SPDX-License-Identifier: MIT */
/* Any octets to the ledger and the reading models: whole and at any cuts the same, and what plain
 * counting and plain readers say; STRICT and LF end where the dot decoder does. The first octet is
 * the limit of a line, the next eight say where to cut; of the first octet's upper half, whether
 * octets were lost, and how many.
 */
#include <mailwire/mailwire.h>
#include <string.h>

#include "must.h"
#include "support/naive.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 9, MOST = 512, LOST = 1000 };

/* A copy of its own and of exact size, freed when it was taken. */
static char *copied(const uint8_t *octets, size_t len)
{
  char *copy = malloc(len > 0 ? len : 1);
  must(copy != NULL, "no memory");
  memcpy(copy, octets, len);
  return copy;
}

static bool is_cut(const uint8_t *head, size_t i)
{
  return (head[1 + i / 8 % 8] >> i % 8 & 1) != 0;
}

/* Gives octets to both; cut where the head says. */
static void give(mw_ledger *l, mw_reading *r, const uint8_t *head, const uint8_t *octets,
                 size_t len)
{
  size_t from = 0;
  size_t i;
  for (i = 1; i <= len; i++) {
    if (i == len || is_cut(head, i)) {
      char *copy = copied(octets + from, i - from);
      mw_ledger_add(l, mw_slice_of(copy, i - from));
      (void)mw_reading_add(r, mw_slice_of(copy, i - from));
      free(copy);
      from = i;
    }
  }
}

/* The ledger of the octets, with the gap among them. */
static void compare_ledger(const mw_ledger *l, const uint8_t *octets, size_t len, size_t gap,
                           size_t limit)
{
  int symbols[MOST + 1];
  naive_stream s = {symbols, 0, LOST, true};
  size_t i;
  int kind;
  for (i = 0; i < len; i++) {
    if (i == gap) {
      symbols[s.len++] = NAIVE_GAP;
    }
    symbols[s.len++] = octets[i];
  }
  for (kind = 1; kind <= MW_LEDGER_KINDS; kind++) {
    mw_ledger_entry got = mw_ledger_get(l, (mw_ledger_kind)kind);
    mw_ledger_entry naive = naive_ledger(&s, (mw_ledger_kind)kind, limit);
    must(got.count == naive.count && got.first == naive.first && got.last == naive.last,
         "a kind is counted otherwise");
  }
  must(mw_ledger_octets(l) == len, "the octets are others");
  must(mw_ledger_line_ends(l) == naive_line_ends(&s), "the line ends are others");
  must(mw_ledger_lines(l) == naive_lines(&s), "the lines are others");
}

/* Where the decoder ends, NAIVE_OPEN: nowhere. */
static size_t decoded_end(const uint8_t *octets, size_t len, uint64_t allow)
{
  mw_dot_decoder d;
  mw_dot_event event;
  mw_slice in = mw_slice_of(octets, len);
  (void)mw_dot_decoder_init(&d, MW_DOT_KEEP, 0, allow);
  while (mw_dot_decoder_next(&d, &in, &event) == MW_OK) {
    if (event.kind == MW_DOT_END) {
      return (size_t)event.offset;
    }
  }
  return NAIVE_OPEN;
}

static size_t end_of(const mw_reading *r, mw_reading_model model)
{
  uint64_t offset;
  return mw_reading_get(r, model, &offset) == MW_READING_ENDED ? (size_t)offset : NAIVE_OPEN;
}

/* The ends in the octets before the gap, or in all of them. */
static void compare_reading(const mw_reading *r, const uint8_t *octets, size_t len, bool lost)
{
  const char *body = (const char *)octets;
  size_t first = NAIVE_OPEN;
  bool differ = false;
  int model;
  for (model = 1; model <= MW_READING_MODELS; model++) {
    size_t end = naive_end(body, len, (mw_reading_model)model, !lost);
    mw_reading_end known = mw_reading_get(r, (mw_reading_model)model, NULL);
    must(end_of(r, (mw_reading_model)model) == end, "a model ends elsewhere");
    must(end != NAIVE_OPEN || known == (lost ? MW_READING_UNKNOWN : MW_READING_OPEN),
         "a model that has not ended");
    first = model == 1 ? end : first;
    differ = differ || end != first;
  }
  must(mw_reading_differs(r) == differ, "whether they differ");
  must(end_of(r, MW_READING_STRICT) == decoded_end(octets, len, 0),
       "the strict decoder ends elsewhere");
  must(end_of(r, MW_READING_LF) == decoded_end(octets, len, MW_ALLOW_LF_DOT_END),
       "the other decoder ends elsewhere");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const uint8_t *octets = data + HEAD;
  size_t len = size - HEAD;
  size_t limit;
  size_t gap;
  mw_ledger l;
  mw_reading r;
  if (size < HEAD || len > MOST) {
    return 0;
  }
  limit = data[0] % 16 == 0 ? 0 : 2 + data[0] % 16;
  gap = data[0] >= 128 ? data[0] / 16 % 8 : len;
  gap = gap < len ? gap : len;
  must(mw_ledger_init(&l, limit) == MW_OK, "it does not begin");
  mw_reading_init(&r);
  give(&l, &r, data, octets, gap);
  if (gap < len) {
    mw_ledger_gap(&l, LOST);
    mw_reading_gap(&r, LOST);
  }
  give(&l, &r, data, octets + gap, len - gap);
  mw_ledger_finish(&l);
  (void)mw_reading_finish(&r);
  compare_ledger(&l, octets, len, gap, limit);
  compare_reading(&r, octets, gap, gap < len);
  return 0;
}
