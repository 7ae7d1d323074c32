/* SPDX-License-Identifier: MIT */
/* mailwire what LINE...: a reply line, as a person has it, explained. */
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "command.h"
#include "what.h"

/* ---- what a line is ----------------------------------------------------------------------------
 */

/* The best rows for a line; how many were stored. */
static size_t rows_of(mw_slice line, mw_catalog_match *matches)
{
  size_t fits = mw_catalog_match_line(mw_catalog_standard(), line, matches, WHAT_ROWS);
  return fits < WHAT_ROWS ? fits : WHAT_ROWS;
}

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

/* The code or status of the line. */
static void read_line(what *w)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_slice line = w->found.reply;
  if (line.len > 0 && (line.ptr[0] == '+' || line.ptr[0] == '-')) {
    w->pop3 = mw_pop3_response_parse(line, MW_ALLOW_REPORTED, &w->response, &ignored);
  } else {
    w->smtp = mw_smtp_reply_line_parse(line, MW_ALLOW_REPORTED, &w->reply, &ignored);
  }
}

/* So many octets of its own a row must have to be known without its code. */
enum { LITERAL_ENOUGH = 8 };

/* A text without its code: each code that the catalogue has may have been in front of it. */
static void match_any_code(what *w)
{
  const mw_catalog *c = mw_catalog_standard();
  buffer line = {NULL, 0, 0};
  size_t i;
  for (i = 0; i < c->count && w->count == 0; i++) {
    char code[8];
    int len = snprintf(code, sizeof code, "%u ", (unsigned)c->rows[i].code);
    if (c->rows[i].code == 0 || (i > 0 && c->rows[i].code == c->rows[i - 1].code)) {
      continue;
    }
    line.len = 0;
    buffer_add(&line, code, (size_t)len);
    buffer_add(&line, w->found.reply.ptr, w->found.reply.len);
    w->count = rows_of(mw_slice_of(line.ptr, line.len), w->rows);
    if (w->count > 0 && w->rows[0].literal < LITERAL_ENOUGH) {
      w->count = 0;
    }
  }
  w->guessed = w->count > 0;
  if (w->guessed) { /* the values point into the line */
    w->kept = line.ptr;
  } else {
    buffer_free(&line);
  }
}

static void understand(what *w, mw_slice line)
{
  memset(w, 0, sizeof *w);
  w->line = line;
  pasted_find(line, &w->found);
  if (w->found.has_code) {
    read_line(w);
  }
  w->count = rows_of(w->found.reply, w->rows);
  if (w->count == 0) {
    w->count = rows_of(without_brackets(w->found.reply), w->rows);
  }
  if (w->count == 0 && !w->found.has_code) {
    match_any_code(w);
  }
}

/* ---- the command -------------------------------------------------------------------------------
 */

static void explain_line(const settings *s, mw_slice line, bool first)
{
  what w;
  while (line.len > 0 && (line.ptr[line.len - 1] == '\r' || line.ptr[line.len - 1] == '\n')) {
    line.len--;
  }
  understand(&w, line);
  if (s->format == RECORD_JSONL) {
    what_put_json(&w);
  } else {
    fputs(first ? "" : "\n", stdout);
    what_put_text(s->text, &w);
  }
  free_what(&w);
}

/* A line that begins with a blank goes on with the one before it, as mailers fold. */
static bool goes_on(mw_slice text)
{
  return text.len > 0 && (text.ptr[0] == ' ' || text.ptr[0] == '\t');
}

/* The first line of *text, without its LF; *text is what follows. */
static mw_slice take_line(mw_slice *text)
{
  mw_slice line = mw_slice_of(text->ptr, 0);
  while (line.len < text->len && text->ptr[line.len] != '\n') {
    line.len++;
  }
  text->ptr += line.len < text->len ? line.len + 1 : line.len;
  text->len -= line.len < text->len ? line.len + 1 : line.len;
  return line;
}

/* Each line of a text; false: it has none. */
static bool explain_text(const settings *s, mw_slice text, bool first)
{
  buffer line = {NULL, 0, 0};
  bool any = false;
  while (text.len > 0) {
    mw_slice piece = take_line(&text);
    buffer_add(&line, piece.ptr, piece.len);
    if (goes_on(text)) {
      while (goes_on(text)) {
        text = mw_slice_of(text.ptr + 1, text.len - 1);
      }
      buffer_add(&line, " ", 1);
    } else if (line.len > 0) {
      explain_line(s, mw_slice_of(line.ptr, line.len), first && !any);
      any = true;
      line.len = 0;
    }
  }
  buffer_free(&line);
  return any;
}

static int explain_stdin(const settings *s, bool first)
{
  buffer all = {NULL, 0, 0};
  size_t got;
  bool any;
  do {
    got = fread(buffer_room(&all, 4096), 1, 4096, stdin);
    all.len += got;
  } while (got > 0);
  any = explain_text(s, mw_slice_of(all.ptr, all.len), first);
  buffer_free(&all);
  return any ? 0 : fail("-", "there is no line");
}

int command_what(int words, char **arguments)
{
  settings s;
  int status = 0;
  int i;
  settings_init(&s);
  words = settings_take_all(&s, words, arguments);
  if (words < 0) {
    return 2;
  }
  if (s.format == RECORD_TSV || s.format == RECORD_CSV) {
    return fail("what", "the formats are text and jsonl");
  }
  if (words == 0) {
    return fail("what", "which line? --help tells the rest");
  }
  for (i = 0; i < words && status == 0; i++) {
    if (strcmp(arguments[i], "-") == 0) {
      status = explain_stdin(&s, i == 0);
    } else if (!explain_text(&s, mw_slice_text(arguments[i]), i == 0)) {
      status = fail("what", "the line is empty");
    }
  }
  return status;
}
