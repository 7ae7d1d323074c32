/* SPDX-License-Identifier: MIT */
/* What does not belong between the octets of a stream: kinds, counted with their first and last
 * place.
 *
 * The law of this machine:
 *   - The state says what the last octets taken were, and nothing else does:
 *       AT_CRLF    the begin, or CRLF; or a LF behind a gap, which may be that of a CRLF
 *       AT_LF      a bare LF
 *       AT_CR      a CR of which nothing is known yet
 *       AT_CRS     two of them
 *       AT_DOT_CR  AT_DOT, and a CR of which nothing is known yet
 *       AT_DOT     a dot in AT_CRLF
 *       AT_ODD     a dot behind a bare LF or a bare CR
 *       IN_TEXT    anything else
 *       AT_GAP     octets were lost, or the stream was said to have ended
 *   - An octet is counted as soon as those taken make it certain, and never later.
 *   - Runs of plain text are passed over by mwi_scan_text().
 */
#include <mailwire/ledger.h>
#include <string.h>

#include "wire/scan_text.h"

enum { AT_CRLF, AT_LF, AT_CR, AT_CRS, AT_DOT_CR, AT_DOT, AT_ODD, IN_TEXT, AT_GAP };

/* Bits of mw_ledger.mode. */
enum {
  LEDGER_LINE = 1, /* the line began at mw_ledger.line; otherwise nobody knows where */
  LEDGER_LONG = 2  /* it is over the limit, and that was counted */
};

static void ledger_note(mw_ledger *l, mw_ledger_kind kind, uint64_t offset, uint64_t count)
{
  mw_ledger_entry *entry = &l->entries[kind - 1];
  if (entry->count == 0) {
    entry->first = offset;
  }
  entry->count += count;
  entry->last = offset + count - 1;
}

static void ledger_begin_line(mw_ledger *l, uint64_t offset)
{
  l->line = offset;
  l->mode = LEDGER_LINE;
  l->lines++;
}

/* Whether the line that begins with the next octet was counted in advance. */
static bool ledger_line_is_due(const mw_ledger *l)
{
  return (l->mode & LEDGER_LINE) != 0 && l->line == l->offset;
}

/* The line has text up to that offset. */
static void ledger_measure(mw_ledger *l, uint64_t end)
{
  if (l->mode == LEDGER_LINE && l->limit != 0 && end - l->line > l->limit - 2) {
    l->mode |= LEDGER_LONG;
    ledger_note(l, MW_LEDGER_LONG_LINE, l->line, 1);
  }
}

static bool ledger_holds_cr(const mw_ledger *l)
{
  return l->state >= AT_CR && l->state <= AT_DOT_CR;
}

/* No LF comes behind the CRs of which nothing was known. */
static void ledger_settle(mw_ledger *l)
{
  if (l->state == AT_DOT_CR) {
    ledger_note(l, MW_LEDGER_LONE_DOT, l->offset - 2, 1);
  } else if (l->state == AT_CRS) {
    ledger_note(l, MW_LEDGER_BARE_CR, l->offset - 2, 1);
  }
  if (ledger_holds_cr(l)) {
    ledger_note(l, MW_LEDGER_BARE_CR, l->offset - 1, 1);
  }
}

static void ledger_crlf(mw_ledger *l)
{
  if (l->state == AT_CRS) {
    ledger_note(l, MW_LEDGER_CRCRLF, l->offset - 2, 1);
  }
  ledger_measure(l, l->offset - 1);
  l->line_ends++;
  ledger_begin_line(l, l->offset + 1);
  l->state = AT_CRLF;
}

static void ledger_lf(mw_ledger *l)
{
  if (ledger_holds_cr(l)) {
    ledger_crlf(l);
  } else if (l->state == AT_GAP) {
    l->state = AT_CRLF;
  } else {
    if (l->state == AT_DOT || l->state == AT_ODD) {
      ledger_note(l, MW_LEDGER_LONE_DOT, l->offset - 1, 1);
    }
    ledger_note(l, MW_LEDGER_BARE_LF, l->offset, 1);
    l->state = AT_LF;
  }
}

static void ledger_cr(mw_ledger *l)
{
  switch (l->state) {
  case AT_DOT: l->state = AT_DOT_CR; return;
  case AT_CR: l->state = AT_CRS; return;
  case AT_CRS: ledger_note(l, MW_LEDGER_BARE_CR, l->offset - 2, 1); return;
  case AT_DOT_CR:
    ledger_note(l, MW_LEDGER_LONE_DOT, l->offset - 2, 1);
    l->state = AT_CRS;
    return;
  case AT_ODD: ledger_note(l, MW_LEDGER_LONE_DOT, l->offset - 1, 1); break;
  default: break;
  }
  l->state = AT_CR;
}

/* Any octet but CR and LF. */
static void ledger_text(mw_ledger *l, char octet)
{
  ledger_settle(l);
  if (octet == '.' && l->state <= AT_DOT_CR) {
    l->state = l->state == AT_CRLF ? AT_DOT : AT_ODD;
    return;
  }
  l->state = IN_TEXT;
  if (octet == '\0') {
    ledger_note(l, MW_LEDGER_NUL, l->offset, 1);
  } else if ((unsigned char)octet > 0x7f) {
    ledger_note(l, MW_LEDGER_EIGHT_BIT, l->offset, 1);
  }
}

/* Passes over text, and counts its octets above 127: where the first other octet is. */
static const char *ledger_pass(mw_ledger *l, const char *at, const char *end)
{
  const char *begin = at;
  uint64_t offset = l->offset;
  for (;;) {
    const char *high = at = mwi_scan_text(at, end);
    while (at < end && (unsigned char)*at > 0x7f) {
      at++;
    }
    if (at == high) {
      break;
    }
    ledger_note(l, MW_LEDGER_EIGHT_BIT, offset + (uint64_t)(high - begin), (uint64_t)(at - high));
  }
  l->offset += (uint64_t)(at - begin);
  return at;
}

void mw_ledger_add(mw_ledger *l, mw_slice octets)
{
  const char *at = octets.ptr;
  const char *end;
  if (l == NULL || octets.len == 0) {
    return;
  }
  end = at + octets.len;
  while (at < end) {
    switch (*at) {
    case '\r': ledger_cr(l); break;
    case '\n': ledger_lf(l); break;
    default: ledger_text(l, *at); break;
    }
    l->offset++;
    at++;
    if (l->state == IN_TEXT) {
      at = ledger_pass(l, at, end);
    }
  }
  ledger_measure(l, l->offset - (end[-1] == '\r' ? 1 : 0));
}

/* What comes stands behind something that is not known. */
static void ledger_forget(mw_ledger *l)
{
  l->lines -= ledger_line_is_due(l) ? 1 : 0;
  l->mode = 0;
  l->state = AT_GAP;
}

void mw_ledger_gap(mw_ledger *l, uint64_t octets)
{
  if (l != NULL && octets > 0) {
    ledger_forget(l);
    l->offset += octets;
    l->lost += octets;
  }
}

void mw_ledger_finish(mw_ledger *l)
{
  if (l != NULL) {
    ledger_settle(l);
    ledger_measure(l, l->offset);
    ledger_forget(l);
  }
}

mw_status mw_ledger_init(mw_ledger *l, size_t limit)
{
  if (l == NULL || limit == 1 || limit == 2 || limit > (size_t)1 << 31) {
    return MW_E_ARGUMENT;
  }
  memset(l, 0, sizeof *l);
  l->limit = (uint32_t)limit;
  l->state = AT_CRLF;
  ledger_begin_line(l, 0);
  return MW_OK;
}

mw_ledger_entry mw_ledger_get(const mw_ledger *l, mw_ledger_kind kind)
{
  static const mw_ledger_entry nothing = {0, 0, 0};
  bool is_kind = (unsigned)kind - 1u < MW_LEDGER_KINDS;
  return l != NULL && is_kind ? l->entries[kind - 1] : nothing;
}

uint64_t mw_ledger_count(const mw_ledger *l, mw_ledger_kind kind)
{
  return mw_ledger_get(l, kind).count;
}

uint64_t mw_ledger_octets(const mw_ledger *l)
{
  return l != NULL ? l->offset - l->lost : 0;
}

uint64_t mw_ledger_line_ends(const mw_ledger *l)
{
  return l != NULL ? l->line_ends : 0;
}

uint64_t mw_ledger_lines(const mw_ledger *l)
{
  return l != NULL ? l->lines - (ledger_line_is_due(l) ? 1 : 0) : 0;
}

/* ---- the kinds ------------------------------------------------------------------------------ */

static const struct {
  const char *name;
  const char *sentence;
} ledger_rows[] = {
#define MW_LEDGER(id, number, sentence, rfc) [number] = {#id, sentence},
#include <mailwire/tables/ledger.def>
};

const char *mw_ledger_kind_name(mw_ledger_kind kind)
{
  return (unsigned)kind - 1u < MW_LEDGER_KINDS ? ledger_rows[kind].name : "UNKNOWN";
}

const char *mw_ledger_kind_text(mw_ledger_kind kind)
{
  return (unsigned)kind - 1u < MW_LEDGER_KINDS ? ledger_rows[kind].sentence
                                               : "A kind that this version does not know";
}

mw_ledger_kind mw_ledger_kind_find(mw_slice name)
{
  unsigned number;
  for (number = MW_LEDGER_KINDS; number > 0; number--) {
    if (mw_slice_equal(name, mw_slice_text(ledger_rows[number].name))) {
      break;
    }
  }
  return (mw_ledger_kind)number;
}
