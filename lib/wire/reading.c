/* SPDX-License-Identifier: MIT */
/* Where each model of a reader ends a body: one search for dots that stand alone, and a row for
 * each model that says which of them it takes for the end.
 *
 * The law of this machine:
 *   - It searches twice: among all octets, and among those that are no NUL.
 *   - The state of a search is what its last octet was (READING_LAST); while only CRs have followed
 *     a dot, what that dot stands behind (READING_DOT); and whether two CRs or more stand last
 *     (READING_MANY).
 *   - A bare CR ends a body when the octet behind it is seen; all else when its last octet is.
 *   - A model that has ended has its bit in `ended`, and its place never changes.
 */
#include <mailwire/reading.h>
#include <string.h>

#include "wire/scan_text.h"

/* What the last octet was. The first three are also what a dot can stand behind. */
enum { BEHIND_CRLF = 1, BEHIND_LF, BEHIND_CR, ON_DOT, ON_TEXT };

/* The parts of a search's state. */
enum { READING_LAST = 0x07, READING_DOT = 0x18, READING_DOT_SHIFT = 3, READING_MANY = 0x20 };

/* The searches, by what becomes of a NUL. */
enum { READING_KEPT, READING_DROPPED };

static const struct {
  const char *name;
  const char *sentence;
  uint8_t search;
  uint8_t ends[4]; /* MW_READING_BY_... by what the dot stands behind */
} reading_rows[] = {
#define MW_READING(id, number, nul, behind_crlf, behind_lf, behind_cr, sentence, source)           \
  [number] = {#id, sentence, READING_##nul, {0, behind_crlf, behind_lf, behind_cr}},
#include <mailwire/tables/reading.def>
};

/* A dot of the search was followed by one of MW_READING_BY_..., the last octet before offset. */
static void reading_meet(mw_reading *r, unsigned search, unsigned by, uint64_t offset)
{
  unsigned state = r->states[search];
  unsigned dot = (state & READING_DOT) >> READING_DOT_SHIFT;
  unsigned i;
  for (i = 0; dot != 0 && i < MW_READING_MODELS; i++) {
    bool open = (r->ended >> i & 1) == 0;
    if (open && reading_rows[i + 1].search == search && (reading_rows[i + 1].ends[dot] & by) != 0) {
      r->ended = (uint16_t)(r->ended | 1u << i);
      r->ends[i] = offset;
    }
  }
}

static void reading_lf(mw_reading *r, unsigned search)
{
  unsigned state = r->states[search];
  bool after_cr = (state & READING_LAST) == BEHIND_CR;
  if (!after_cr) {
    reading_meet(r, search, MW_READING_BY_LF, r->offset + 1);
  } else {
    reading_meet(r, search, (state & READING_MANY) != 0 ? MW_READING_BY_CRS : MW_READING_BY_CRLF,
                 r->offset + 1);
  }
  r->states[search] = after_cr ? BEHIND_CRLF : BEHIND_LF;
}

/* The octet at r->offset, or the end of the stream there, is no LF: a CR in front of it is bare. */
static void reading_settle(mw_reading *r, unsigned search)
{
  if ((r->states[search] & READING_LAST) == BEHIND_CR) {
    reading_meet(r, search, MW_READING_BY_CR, r->offset);
  }
}

static void reading_step(mw_reading *r, unsigned search, char octet)
{
  unsigned state = r->states[search];
  unsigned last = state & READING_LAST;
  if (octet == '\n') {
    reading_lf(r, search);
    return;
  }
  reading_settle(r, search);
  if (octet == '\r') {
    unsigned many = last == BEHIND_CR ? READING_MANY : 0;
    r->states[search] = (uint8_t)((state & READING_DOT) | many | BEHIND_CR);
  } else if (octet == '.' && last <= BEHIND_CR) {
    r->states[search] = (uint8_t)(last << READING_DOT_SHIFT | ON_DOT);
  } else {
    r->states[search] = ON_TEXT;
  }
}

static bool reading_all_ended(const mw_reading *r)
{
  return r->ended == (1u << MW_READING_MODELS) - 1;
}

static void reading_octet(mw_reading *r, char octet)
{
  reading_step(r, READING_KEPT, octet);
  if (octet != '\0') {
    reading_step(r, READING_DROPPED, octet);
  }
  r->offset++;
  r->over = reading_all_ended(r);
}

/* The first CR or LF. */
static const char *reading_pass(const char *at, const char *end)
{
  while ((at = mwi_scan_text(at, end)) < end && *at != '\r' && *at != '\n') {
    do {
      at++;
    } while (at < end && (unsigned char)*at > 0x7f);
  }
  return at;
}

bool mw_reading_add(mw_reading *r, mw_slice octets)
{
  const char *at = octets.ptr;
  const char *end = octets.len > 0 ? at + octets.len : at;
  if (r == NULL) {
    return false;
  }
  while (at < end && !r->over) {
    if (r->states[READING_KEPT] == ON_TEXT && r->states[READING_DROPPED] == ON_TEXT) {
      const char *next = reading_pass(at, end);
      r->offset += (uint64_t)(next - at);
      at = next;
    }
    if (at < end) {
      reading_octet(r, *at++);
    }
  }
  return reading_all_ended(r);
}

void mw_reading_gap(mw_reading *r, uint64_t octets)
{
  if (r != NULL && octets > 0 && !r->over) {
    r->unknown = (uint16_t)~r->ended;
    r->over = 1;
  }
}

bool mw_reading_finish(mw_reading *r)
{
  if (r == NULL) {
    return false;
  }
  if (!r->over) {
    reading_settle(r, READING_KEPT);
    reading_settle(r, READING_DROPPED);
    r->over = 1;
  }
  return reading_all_ended(r);
}

void mw_reading_init(mw_reading *r)
{
  if (r != NULL) {
    memset(r, 0, sizeof *r);
    r->states[READING_KEPT] = BEHIND_CRLF;
    r->states[READING_DROPPED] = BEHIND_CRLF;
  }
}

mw_reading_end mw_reading_get(const mw_reading *r, mw_reading_model model, uint64_t *offset)
{
  unsigned i = (unsigned)model - 1;
  mw_reading_end end = MW_READING_UNKNOWN;
  if (r != NULL && i < MW_READING_MODELS && (r->unknown >> i & 1) == 0) {
    end = (r->ended >> i & 1) != 0 ? MW_READING_ENDED : MW_READING_OPEN;
  }
  if (offset != NULL) {
    *offset = end == MW_READING_ENDED ? r->ends[i] : 0;
  }
  return end;
}

bool mw_reading_differs(const mw_reading *r)
{
  unsigned i;
  if (r == NULL || r->ended == 0) {
    return false;
  }
  if (!reading_all_ended(r)) {
    return true;
  }
  for (i = 1; i < MW_READING_MODELS; i++) {
    if (r->ends[i] != r->ends[0]) {
      return true;
    }
  }
  return false;
}

const char *mw_reading_model_name(mw_reading_model model)
{
  return (unsigned)model - 1u < MW_READING_MODELS ? reading_rows[model].name : "UNKNOWN";
}

const char *mw_reading_model_text(mw_reading_model model)
{
  return (unsigned)model - 1u < MW_READING_MODELS ? reading_rows[model].sentence
                                                  : "A model that this version does not know";
}

mw_reading_model mw_reading_model_find(mw_slice name)
{
  unsigned number;
  for (number = MW_READING_MODELS; number > 0; number--) {
    if (mw_slice_equal(name, mw_slice_text(reading_rows[number].name))) {
      break;
    }
  }
  return (mw_reading_model)number;
}
