/* SPDX-License-Identifier: MIT */
/* Definitions of ledger.h and reading.h, one loop each. */
#include "naive.h"

#include <string.h>

/* ---- the ledger -------------------------------------------------------------------------------
 */

enum { NOTHING = 257 }; /* before the first octet, behind the last one of a finished stream */

/* Which symbol stands at i, which may be before the first. */
static int at(const naive_stream *s, long i)
{
  if (i < 0) {
    return NOTHING;
  }
  if ((size_t)i >= s->len) {
    return s->finished ? NOTHING : NAIVE_GAP;
  }
  return s->symbols[i];
}

static bool is(const naive_stream *s, long i, int octet)
{
  return at(s, i) == octet;
}

static bool is_break(const naive_stream *s, long i)
{
  return is(s, i, '\r') || is(s, i, '\n');
}

/* Whether it is certain that no such octet stands there. */
static bool is_not(const naive_stream *s, long i, int octet)
{
  return at(s, i) != octet && at(s, i) != NAIVE_GAP;
}

static bool bare_cr(const naive_stream *s, long i)
{
  if (!is(s, i, '\r') || !is_not(s, i + 1, '\n')) {
    return false;
  }
  return is_not(s, i + 1, '\r') || (is(s, i + 1, '\r') && is_not(s, i + 2, '\n'));
}

static bool bare_lf(const naive_stream *s, long i)
{
  return is(s, i, '\n') && is_not(s, i - 1, '\r');
}

static bool crcrlf(const naive_stream *s, long i)
{
  return is(s, i, '\r') && is(s, i + 1, '\r') && is(s, i + 2, '\n');
}

static bool lone_dot(const naive_stream *s, long i)
{
  bool begin = i == 0 || is_break(s, i - 1);
  bool bad_begin = is(s, i - 1, '\r') || (is(s, i - 1, '\n') && is_not(s, i - 2, '\r'));
  bool bad_end = is(s, i + 1, '\n') || (is(s, i + 1, '\r') && is_not(s, i + 2, '\n'));
  return is(s, i, '.') && begin && is_break(s, i + 1) && (bad_begin || bad_end);
}

static bool begins_line(const naive_stream *s, long i)
{
  bool octet = at(s, i) < NAIVE_GAP;
  return octet && (i == 0 || (is(s, i - 2, '\r') && is(s, i - 1, '\n')));
}

/* Whether the line that begins there is over the limit for certain. */
static bool long_line(const naive_stream *s, long i, size_t limit)
{
  long end = i;
  if (limit == 0 || !begins_line(s, i)) {
    return false;
  }
  while (at(s, end) < NAIVE_GAP &&
         !(is(s, end, '\r') && (is(s, end + 1, '\n') || is(s, end + 1, NAIVE_GAP)))) {
    end++;
  }
  return (size_t)(end - i) + 2 > limit;
}

static bool is_kind(const naive_stream *s, long i, mw_ledger_kind kind, size_t limit)
{
  switch (kind) {
  case MW_LEDGER_BARE_CR: return bare_cr(s, i);
  case MW_LEDGER_BARE_LF: return bare_lf(s, i);
  case MW_LEDGER_CRCRLF: return crcrlf(s, i);
  case MW_LEDGER_NUL: return is(s, i, 0);
  case MW_LEDGER_EIGHT_BIT: return at(s, i) > 127 && at(s, i) < NAIVE_GAP;
  case MW_LEDGER_LONG_LINE: return long_line(s, i, limit);
  case MW_LEDGER_LONE_DOT: return lone_dot(s, i);
  default: return false;
  }
}

mw_ledger_entry naive_ledger(const naive_stream *s, mw_ledger_kind kind, size_t limit)
{
  mw_ledger_entry entry = {0, 0, 0};
  uint64_t offset = 0;
  size_t i;
  for (i = 0; i < s->len; i++) {
    if (is_kind(s, (long)i, kind, limit)) {
      entry.first = entry.count == 0 ? offset : entry.first;
      entry.last = offset;
      entry.count++;
    }
    offset += s->symbols[i] == NAIVE_GAP ? s->lost : 1;
  }
  return entry;
}

uint64_t naive_octets(const naive_stream *s)
{
  uint64_t octets = 0;
  size_t i;
  for (i = 0; i < s->len; i++) {
    octets += s->symbols[i] != NAIVE_GAP;
  }
  return octets;
}

uint64_t naive_line_ends(const naive_stream *s)
{
  uint64_t ends = 0;
  size_t i;
  for (i = 1; i < s->len; i++) {
    ends += is(s, (long)i - 1, '\r') && is(s, (long)i, '\n');
  }
  return ends;
}

uint64_t naive_lines(const naive_stream *s)
{
  uint64_t lines = 0;
  size_t i;
  for (i = 0; i < s->len; i++) {
    lines += begins_line(s, (long)i);
  }
  return lines;
}

/* ---- readers ----------------------------------------------------------------------------------
 */

/* A reader by lines. It finds the end of the line that begins at `from`: how many octets the line's
 * text has, and in *next where the next one begins. False: the line does not end. */
typedef bool line_reader(const char *body, size_t len, size_t from, bool finished, size_t *text,
                         size_t *next);

/* CRLF or LF. */
static bool line_by_lf(const char *body, size_t len, size_t from, bool finished, size_t *text,
                       size_t *next)
{
  const char *lf = len > from ? memchr(body + from, '\n', len - from) : NULL;
  (void)finished;
  if (lf == NULL) {
    return false;
  }
  *next = (size_t)(lf - body) + 1;
  *text = *next - 1 - from;
  *text -= *text > 0 && body[from + *text - 1] == '\r';
  return true;
}

/* CRLF or LF; all CRs before it are dropped. */
static bool line_by_lf_stripped(const char *body, size_t len, size_t from, bool finished,
                                size_t *text, size_t *next)
{
  if (!line_by_lf(body, len, from, finished, text, next)) {
    return false;
  }
  while (*text > 0 && body[from + *text - 1] == '\r') {
    (*text)--;
  }
  return true;
}

/* CRLF; all CRs before it are dropped. */
static bool line_by_crlf_stripped(const char *body, size_t len, size_t from, bool finished,
                                  size_t *text, size_t *next)
{
  size_t i;
  (void)finished;
  for (i = from + 1; i < len; i++) {
    if (body[i - 1] == '\r' && body[i] == '\n') {
      *next = i + 1;
      *text = i - 1 - from;
      while (*text > 0 && body[from + *text - 1] == '\r') {
        (*text)--;
      }
      return true;
    }
  }
  return false;
}

/* CRLF or CR. Whether a CR at the end of the input is one of them is known when the stream has
 * ended. */
static bool line_by_cr(const char *body, size_t len, size_t from, bool finished, size_t *text,
                       size_t *next)
{
  const char *cr = len > from ? memchr(body + from, '\r', len - from) : NULL;
  if (cr == NULL || (cr + 1 == body + len && !finished)) {
    return false;
  }
  *text = (size_t)(cr - body) - from;
  *next = from + *text + (cr + 1 < body + len && cr[1] == '\n' ? 2 : 1);
  return true;
}

/* CRLF, CR or LF. */
static bool line_by_any(const char *body, size_t len, size_t from, bool finished, size_t *text,
                        size_t *next)
{
  size_t i = from;
  while (i < len && body[i] != '\r' && body[i] != '\n') {
    i++;
  }
  if (i == len || (body[i] == '\r' && i + 1 == len && !finished)) {
    return false;
  }
  *text = i - from;
  *next = i + (body[i] == '\r' && i + 1 < len && body[i + 1] == '\n' ? 2 : 1);
  return true;
}

static size_t by_lines(line_reader *reader, const char *body, size_t len, bool finished)
{
  size_t from = 0;
  size_t text;
  size_t next;
  while (reader(body, len, from, finished, &text, &next)) {
    if (text == 1 && body[from] == '.') {
      return next;
    }
    from = next;
  }
  return NAIVE_OPEN;
}

/* Where one of the endings is complete first, CRLF standing in front of the body. One that begins
 * with LF is about a bare one. */
static size_t by_search(const char *const *endings, const char *body, size_t len)
{
  char text[2 + NAIVE_MOST] = "\r\n";
  size_t end;
  size_t i;
  memcpy(text + 2, body, len);
  for (end = 3; end <= len + 2; end++) {
    for (i = 0; endings[i] != NULL; i++) {
      size_t n = strlen(endings[i]);
      bool there = n <= end && memcmp(text + end - n, endings[i], n) == 0;
      if (there && (endings[i][0] == '\r' || text[end - n - 1] != '\r')) {
        return end - 2;
      }
    }
  }
  return NAIVE_OPEN;
}

static const char *const strict_endings[] = {"\r\n.\r\n", NULL};
static const char *const dot_lf_endings[] = {"\r\n.\r\n", "\r\n.\n", NULL};
static const char *const lf_dot_endings[] = {"\r\n.\r\n", "\n.\r\n", NULL};
static const char *const lf_dot_lf_endings[] = {"\r\n.\r\n", "\n.\n", NULL};

/* The strict reader, of the octets without NULs. */
static size_t without_nuls(const char *body, size_t len)
{
  char copy[NAIVE_MOST];
  size_t kept = 0;
  size_t end;
  size_t i;
  for (i = 0; i < len; i++) {
    if (body[i] != '\0') {
      copy[kept++] = body[i];
    }
  }
  end = by_search(strict_endings, copy, kept);
  for (i = 0, kept = 0; end != NAIVE_OPEN && kept < end; i++) {
    kept += body[i] != '\0';
  }
  return end == NAIVE_OPEN ? end : i;
}

size_t naive_end(const char *body, size_t len, mw_reading_model model, bool finished)
{
  switch (model) {
  case MW_READING_STRICT: return by_search(strict_endings, body, len);
  case MW_READING_LF: return by_lines(line_by_lf, body, len, finished);
  case MW_READING_CR: return by_lines(line_by_cr, body, len, finished);
  case MW_READING_ANY: return by_lines(line_by_any, body, len, finished);
  case MW_READING_CRS: return by_lines(line_by_crlf_stripped, body, len, finished);
  case MW_READING_CRS_LF: return by_lines(line_by_lf_stripped, body, len, finished);
  case MW_READING_DOT_LF: return by_search(dot_lf_endings, body, len);
  case MW_READING_LF_DOT: return by_search(lf_dot_endings, body, len);
  case MW_READING_LF_DOT_LF: return by_search(lf_dot_lf_endings, body, len);
  case MW_READING_NO_NUL: return without_nuls(body, len);
  default: return NAIVE_OPEN;
  }
}
