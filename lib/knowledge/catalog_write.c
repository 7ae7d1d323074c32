/* SPDX-License-Identifier: MIT */
/* A row and values made a line: every value checked, the line read again before it is written. */
#include <string.h>

#include "base/slice.h"
#include "base/writer.h"
#include "knowledge/catalog.h"
#include "smtp/reply_write.h"

static const mw_slice no_slice = {NULL, 0};

/* ---- the line ------------------------------------------------------------------------------- */

/* The enhanced status code of a row; klass 0 when none is sent. */
static mw_enhanced enhanced_of(const mw_catalog_row *row, bool detail)
{
  mw_enhanced enhanced;
  (void)mw_enhanced_parse(detail ? mw_slice_text(row->detail) : no_slice, &enhanced, NULL);
  return enhanced;
}

/* The response code of a row; ptr NULL when none is sent. */
static mw_slice response_code_of(const mw_catalog_row *row, bool detail)
{
  mw_slice code = mw_slice_text(row->detail);
  return detail && code.len > 0 ? code : no_slice;
}

/* What stands in front of the text. An alias of a whole line has nothing there. */
static void put_line_head(mw_writer *w, const mw_catalog_row *row, bool detail)
{
  mw_slice code = response_code_of(row, detail);
  if (row->code != 0) {
    unsigned number = row->code < 10 ? row->code * 100U : row->code;
    char digits[4];
    digits[0] = (char)('0' + number / 100 % 10);
    digits[1] = (char)('0' + number / 10 % 10);
    digits[2] = (char)('0' + number % 10);
    digits[3] = ' ';
    mwi_put(w, mw_slice_of(digits, sizeof digits));
  } else if (row->status != MW_POP3_STATUS_NONE) {
    mwi_put(w, mw_slice_text(mw_pop3_status_name(row->status)));
    mwi_put(w, mw_slice_of(" ", 1));
  }
  if (code.ptr != NULL) {
    mwi_put(w, mw_slice_text(row->code != 0 ? "" : "["));
    mwi_put(w, code);
    mwi_put(w, mw_slice_text(row->code != 0 ? " " : "] "));
  }
}

/* A literal with its braces single. */
static void put_literal(mw_writer *w, mw_slice literal)
{
  while (literal.len > 0) {
    const char *brace = memchr(literal.ptr, '{', literal.len);
    size_t len = brace != NULL ? (size_t)(brace - literal.ptr) + 1 : literal.len;
    mwi_put(w, mwi_slice_head(literal, len));
    literal = mwi_slice_from(literal, len + (brace != NULL ? 1 : 0));
  }
}

static bool same_place(mw_slice a, mw_slice b)
{
  return a.ptr == b.ptr && a.len == b.len;
}

/* Whether the line is read as the row, and each value at the place where it was put. */
static bool is_recognised(const mw_catalog_row *row, mw_slice octets, const mw_slice *places)
{
  mwi_catalog_line line;
  mw_catalog_match match;
  size_t i;
  mwi_catalog_line_read(octets, &line);
  if (!mwi_catalog_row_fits(row, &line, &match)) {
    return false;
  }
  for (i = 0; i < match.count; i++) {
    if (!same_place(match.params[i].value, places[i])) {
      return false;
    }
  }
  return true;
}

bool mwi_catalog_compose(const mw_catalog_row *row, const mwi_template *t, const mw_slice *values,
                         bool detail, mwi_catalog_composed *line, mw_catalog_flaw *flaw)
{
  mw_slice places[MW_CATALOG_PARAMS];
  mw_writer *w = &line->w;
  size_t i;
  mw_writer_init(w, line->octets, sizeof line->octets);
  put_line_head(w, row, detail);
  line->head = w->len;
  put_literal(w, t->literals[0]);
  for (i = 0; i < t->count; i++) {
    if (w->len > sizeof line->octets) {
      break;
    }
    places[i] = mw_slice_of(line->octets + w->len, values[i].len);
    mwi_put(w, values[i]);
    put_literal(w, t->literals[i + 1]);
  }
  if (w->status != MW_OK || w->len > sizeof line->octets || w->len - line->head > MW_CATALOG_TEXT) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_TOO_LONG, no_slice, 0);
  }
  return is_recognised(row, mw_slice_of(line->octets, w->len), places) ||
         mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_AMBIGUOUS, no_slice, 0);
}

/* ---- the writer ----------------------------------------------------------------------------- */

/* The lines of a text, which LF separates. Returns how many there are; those beyond most are not
 * stored. */
static size_t text_lines(mw_slice text, mw_slice *lines, size_t most)
{
  size_t count = 0;
  for (;;) {
    const char *end = text.len > 0 ? memchr(text.ptr, '\n', text.len) : NULL;
    size_t len = end != NULL ? (size_t)(end - text.ptr) : text.len;
    if (count < most) {
      lines[count] = mwi_slice_head(text, len);
    }
    count++;
    if (end == NULL) {
      return count;
    }
    text = mwi_slice_from(text, len + 1);
  }
}

/* Whether one of the lines that the text of a reply goes into would be read as if it began with an
 * enhanced status code. */
static bool has_line_like_code(const mw_catalog_row *row, mw_slice text)
{
  while (text.len > 0) {
    mw_enhanced enhanced;
    if (mw_enhanced_parse(text, &enhanced, NULL) > 0 && mw_enhanced_fits(enhanced, row->code)) {
      return true;
    }
    text = mwi_slice_from(text, mwi_reply_cut(text, MW_SMTP_REPLY_LINE - 6));
  }
  return false;
}

/* The same for the text of a status line, too. */
static bool is_like_code(const mw_catalog_row *row, mw_slice text)
{
  return row->code != 0 ? has_line_like_code(row, text) : text.len > 0 && text.ptr[0] == '[';
}

/* Writes the line in full; w may refuse it for its length alone. */
static void put_row(mw_writer *w, const mw_catalog_row *row, bool detail, mw_slice text)
{
  mw_slice lines[MW_CATALOG_LINES];
  if (row->code != 0) {
    size_t count = text_lines(text, lines, MW_CATALOG_LINES);
    mw_smtp_reply_write(w, row->code, enhanced_of(row, detail), lines, count);
  } else {
    mw_pop3_response_write(w, row->status, response_code_of(row, detail), text);
  }
}

bool mwi_catalog_may_put(const mw_catalog_row *row, bool detail, const mwi_catalog_composed *line,
                         mw_catalog_flaw *flaw)
{
  mw_slice text = mwi_catalog_text(line);
  mw_slice lines[MW_CATALOG_LINES];
  size_t count = text_lines(text, lines, MW_CATALOG_LINES);
  mw_writer w;
  size_t i;
  if (count > MW_CATALOG_LINES) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_TOO_LONG, no_slice, 0);
  }
  for (i = 0; i < count; i++) {
    if (response_code_of(row, detail).ptr == NULL && is_like_code(row, lines[i])) {
      return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_AMBIGUOUS, no_slice, 0);
    }
  }
  mw_writer_init(&w, NULL, 0);
  mw_writer_allow_utf8(&w, true);
  put_row(&w, row, detail, text);
  return w.status == MW_OK || mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_TOO_LONG, no_slice, 0);
}

/* ---- values --------------------------------------------------------------------------------- */

/* One value for each placeholder, put into their order. */
static bool order_values(const mwi_template *t, const mw_catalog_param *params, size_t count,
                         mw_slice *values, mw_catalog_flaw *flaw)
{
  bool given[MW_CATALOG_PARAMS] = {false};
  size_t i;
  if (params == NULL && count > 0) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_SURPLUS, no_slice, 0);
  }
  for (i = 0; i < count; i++) {
    size_t at = mwi_template_find(t, params[i].name);
    if (at == t->count || given[at]) {
      return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_SURPLUS, params[i].name, 0);
    }
    given[at] = true;
    values[at] = params[i].value;
  }
  for (i = 0; i < t->count; i++) {
    if (!given[i]) {
      return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_MISSING, t->names[i], 0);
    }
  }
  return true;
}

/* Each value holds octets that a line may hold, and is of its kind. */
static bool check_values(const mwi_template *t, const mw_slice *values, bool utf8,
                         mw_catalog_flaw *flaw)
{
  size_t i;
  for (i = 0; i < t->count; i++) {
    size_t offset = mwi_text_octets(values[i], utf8);
    if (offset < values[i].len) {
      return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_BAD_OCTET, t->names[i], offset);
    }
    if (!mwi_template_takes(t, i, values[i], &offset)) {
      return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_BAD_VALUE, t->names[i], offset);
    }
  }
  return true;
}

static bool write_row(mw_writer *w, const mw_catalog_row *row, bool detail,
                      const mw_catalog_param *params, size_t count, mw_catalog_flaw *flaw)
{
  bool utf8 = w != NULL && w->utf8;
  mw_slice values[MW_CATALOG_PARAMS];
  mwi_template t;
  mwi_catalog_composed line;
  if (row == NULL) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_NO_ROW, no_slice, 0);
  }
  if (!mwi_catalog_row_sound(row, utf8, &t, flaw) ||
      !order_values(&t, params, count, values, flaw) || !check_values(&t, values, utf8, flaw) ||
      !mwi_catalog_compose(row, &t, values, detail, &line, flaw) ||
      !mwi_catalog_may_put(row, detail, &line, flaw)) {
    return false;
  }
  put_row(w, row, detail, mwi_catalog_text(&line));
  return true;
}

bool mw_catalog_write(mw_writer *w, const mw_catalog *catalog, mw_slice name, bool detail,
                      const mw_catalog_param *params, size_t count, mw_catalog_flaw *flaw)
{
  mw_catalog_flaw found;
  memset(&found, 0, sizeof found);
  found.row = mw_catalog_find(catalog, name);
  (void)write_row(w, found.row, detail, params, count, &found);
  if (flaw != NULL) {
    *flaw = found;
  }
  if (w != NULL && found.kind != MW_CATALOG_FLAW_NONE) {
    mwi_refuse(w);
  }
  return found.kind == MW_CATALOG_FLAW_NONE;
}
