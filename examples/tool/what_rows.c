/* SPDX-License-Identifier: MIT */
/* Which rows of the catalogue a reply is, or a text that lost its code. */
#include <stdlib.h>
#include <string.h>

#include "known.h"
#include "what.h"

static size_t rows_in(const mw_catalog *c, mw_slice line, mw_catalog_match *rows)
{
  size_t fits = mw_catalog_match_line(c, line, rows, WHAT_ROWS);
  return fits < WHAT_ROWS ? fits : WHAT_ROWS;
}

/* ---- with its code
 * ----------------------------------------------------------------------------- */

/* Without what large servers put behind their text: " [HOST DATE ...]". */
static mw_slice without_brackets(mw_slice line)
{
  size_t at = line.len;
  if (at == 0 || line.ptr[at - 1] != ']') {
    return line;
  }
  while (at > 1 && !(line.ptr[at - 2] == ' ' && line.ptr[at - 1] == '[')) {
    at--;
  }
  return at > 1 ? mw_slice_of(line.ptr, at - 2) : line;
}

/* Looks for the code with that text behind it; the values of the rows point into a copy. */
static void match_text(what *w, mw_slice text)
{
  if (w->count == 0) {
    w->looked_up.len = 0;
    buffer_add(&w->looked_up, w->found.reply.ptr, 3);
    buffer_add(&w->looked_up, " ", 1);
    buffer_add(&w->looked_up, text.ptr, text.len);
    w->count = rows_in(known_lines(), mw_slice_of(w->looked_up.ptr, w->looked_up.len), w->rows);
  }
}

/* The same for a phrase, which is taken when no row of a whole line has more octets of its own. */
static void match_phrase(what *w, mw_slice text)
{
  buffer line = {NULL, 0, 0};
  buffer_add(&line, w->found.reply.ptr, 3);
  buffer_add(&line, " ", 1);
  buffer_add(&line, text.ptr, text.len);
  w->count = known_add_phrase(mw_slice_of(line.ptr, line.len), w->rows, w->count, WHAT_ROWS);
  free(line.ptr);
}

/* Its lines joined by blanks, without an enhanced status code in brackets; as it stands; line by
 * line, since large servers fold their texts anywhere. */
static void match_smtp(what *w)
{
  mw_slice rest = w->found.reply;
  mw_slice joined = mw_slice_of(w->text.ptr, w->text.len);
  mw_slice line = what_take_line(&rest);
  size_t lines;
  if (rest.len > 0 || w->reply.enhanced.klass == 0) {
    match_text(w, joined);
  }
  if (w->count == 0) {
    w->count = rows_in(known_lines(), w->found.reply, w->rows);
  }
  if (without_brackets(joined).len < joined.len) {
    match_text(w, without_brackets(joined));
  }
  if (rest.len > 0 && line.len > 4) {
    match_text(w, pasted_from(line, 4));
  }
  for (lines = 1; rest.len > 0 && lines < MW_CATALOG_LINES; lines++) {
    match_text(w, what_take_line(&rest));
  }
  match_phrase(w, joined);
}

/* ---- by its text alone
 * ------------------------------------------------------------------------- */

/* So many octets of its own a row must have to be known without its code. */
enum { LITERAL_ENOUGH = 8 };

/* The rows of SMTP as though all of them had one code; released with the program. */
static const mw_catalog *texts_alone(void)
{
  static mw_catalog texts;
  const mw_catalog *standard = mw_catalog_standard();
  buffer rows = {NULL, 0, 0};
  size_t i;
  if (texts.rows != NULL) {
    return &texts;
  }
  for (i = 0; i < standard->count; i++) {
    mw_catalog_row row = standard->rows[i];
    if (row.code == 0 || strncmp(row.name, "smtp.ehlo.", 10) == 0) {
      row.text = "}"; /* fits nothing, and keeps its place */
    }
    row.code = 200;
    row.status = MW_POP3_STATUS_NONE;
    buffer_add(&rows, &row, sizeof row);
  }
  texts.rows = (const mw_catalog_row *)(const void *)rows.ptr;
  texts.count = standard->count;
  return &texts;
}

static const char *identity(const mw_catalog_row *row)
{
  return row->of != NULL ? row->of : row->name;
}

/* The first digit of its code, which may be all of an alias's. */
static unsigned class_of(const mw_catalog_row *row)
{
  return row->code < 10 ? row->code : row->code / 100U;
}

/* The rows with their codes, of the class of the enhanced status code alone where there is one. */
static void restore_rows(what *w)
{
  unsigned klass = what_enhanced(w).klass;
  size_t kept = 0;
  size_t i;
  for (i = 0; i < w->count; i++) {
    const mw_catalog *standard = mw_catalog_standard();
    w->rows[i].row = &standard->rows[w->rows[i].row - texts_alone()->rows];
    if (klass == 0 || class_of(w->rows[i].row) == klass) {
      w->rows[kept++] = w->rows[i];
    }
  }
  w->count = kept;
}

/* Keeps the rows that fit best; none when they are different ones, or little of their own. */
static void keep_best(what *w)
{
  size_t best = 1;
  while (best < w->count && w->rows[best].literal == w->rows[0].literal) {
    if (strcmp(identity(w->rows[best].row), identity(w->rows[0].row)) != 0) {
      w->count = 0;
    }
    best++;
  }
  if (w->count > 0) {
    w->count = w->rows[0].literal >= LITERAL_ENOUGH ? best : 0;
  }
}

static bool match_alone(what *w, mw_slice text)
{
  if (text.len == 0) {
    return false;
  }
  w->looked_up.len = 0;
  buffer_add(&w->looked_up, "200 ", 4);
  buffer_add(&w->looked_up, text.ptr, text.len);
  w->count = rows_in(texts_alone(), mw_slice_of(w->looked_up.ptr, w->looked_up.len), w->rows);
  restore_rows(w);
  keep_best(w);
  return w->count > 0;
}

/* What stands behind word; none when it is not there. */
static mw_slice behind(mw_slice text, const char *word)
{
  size_t at = pasted_where(text, word);
  return at < text.len ? pasted_from(text, at + strlen(word)) : mw_slice_of(text.ptr, 0);
}

/* Of "stat=User unknown", "stat=Sent (Ok: queued as 4F2A)", as sendmail logs, what the server said.
 */
static mw_slice behind_stat(mw_slice line)
{
  mw_slice text = behind(line, "stat=");
  if (pasted_begins(text, "Sent (") && pasted_ends(text, ")")) {
    text = mw_slice_of(text.ptr + 6, text.len - 7);
  }
  return text;
}

/* What stands behind the enhanced status code; before it, where nothing stands behind. */
static mw_slice beside_enhanced(const what *w)
{
  mw_slice text = w->found.reply;
  const char *digits = w->found.enhanced.ptr;
  const char *end = digits + w->found.enhanced.len;
  mw_slice before = mw_slice_of(text.ptr, (size_t)(digits - text.ptr));
  text = mw_slice_of(end, (size_t)(text.ptr + text.len - end));
  while (text.len > 0 && memchr(" :)],", text.ptr[0], 5) != NULL) {
    text = pasted_from(text, 1);
  }
  while (before.len > 0 && memchr(" #([", before.ptr[before.len - 1], 4) != NULL) {
    before.len--;
  }
  return text.len > 0 ? text : before;
}

/* Of "X-Postfix; User unknown", as a delivery status has it, what the server said. */
static mw_slice behind_type(mw_slice line)
{
  size_t at = pasted_where(line, "; ");
  const char *blank = memchr(line.ptr, ' ', at);
  return blank == NULL && at < line.len ? pasted_from(line, at + 2) : mw_slice_of(line.ptr, 0);
}

/* A text without its code: a line that the catalogue has as it was printed; else the text where
 * programs put it, the whole line, the end of it. */
static void match_no_code(what *w)
{
  mw_slice line = w->found.reply;
  bool known;
  w->count = rows_in(known_lines(), line, w->rows);
  if (w->count > 0) {
    return;
  }
  known = match_alone(w, behind_stat(line)) || match_alone(w, behind_type(line));
  if (!known && w->found.enhanced.ptr != NULL) {
    known = match_alone(w, beside_enhanced(w));
  }
  if (!known && !match_alone(w, line)) {
    match_alone(w, behind(line, ": "));
  }
}

void what_find_rows(what *w)
{
  if (w->smtp) {
    match_smtp(w);
  } else if (w->pop3) {
    w->count = known_rows(w->found.reply, w->rows, WHAT_ROWS);
  } else {
    match_no_code(w);
  }
}
