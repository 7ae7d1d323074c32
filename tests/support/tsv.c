/* SPDX-License-Identifier: MIT */
/* Rows of tab-separated fields, and the notation of the fields (tests/reference/README.md). */
#include "tsv.h"

#include <stdlib.h>
#include <string.h>

static void fail(const char *what, const char *where, unsigned line)
{
  fprintf(stderr, "tsv: %s: %s (line %u)\n", what, where, line);
  exit(2);
}

/* Reads a line into text, without its LF. */
static bool read_line(tsv *t, char text[TSV_ROW])
{
  size_t len;

  if (fgets(text, TSV_ROW, t->file) == NULL) {
    return false;
  }
  t->number++;
  len = strlen(text);
  if (len == 0 || text[len - 1] != '\n') {
    fail("a line is too long, holds a NUL or lacks its LF", t->path, t->number);
  }
  text[len - 1] = '\0';
  return true;
}

/* Cuts text at its tabs. Returns the number of fields. */
static size_t cut(const tsv *t, char *text, const char *fields[TSV_COLUMNS])
{
  size_t count = 0;
  char *tab;

  for (;;) {
    if (count == TSV_COLUMNS) {
      fail("too many columns", t->path, t->number);
    }
    fields[count++] = text;
    tab = strchr(text, '\t');
    if (tab == NULL) {
      return count;
    }
    *tab = '\0';
    text = tab + 1;
  }
}

void tsv_open(tsv *t, const char *path)
{
  t->path = path;
  t->number = 0;
  t->file = fopen(path, "rb");
  if (t->file == NULL || !read_line(t, t->header)) {
    fail("cannot be read", path, 0);
  }
  t->columns = cut(t, t->header, t->names);
}

bool tsv_next(tsv *t)
{
  if (!read_line(t, t->row)) {
    if (ferror(t->file)) {
      fail("cannot be read", t->path, t->number);
    }
    fclose(t->file);
    t->file = NULL;
    return false;
  }
  if (cut(t, t->row, t->fields) != t->columns) {
    fail("another number of columns than the header", t->path, t->number);
  }
  return true;
}

const char *tsv_field(const tsv *t, const char *column)
{
  size_t i;

  for (i = 0; i < t->columns; i++) {
    if (strcmp(t->names[i], column) == 0) {
      return t->fields[i];
    }
  }
  fail("no such column", column, t->number);
  return NULL;
}

/* Reads "X*N}", which begins at open + 1 and whose brace is at close. Returns N and where X ends; 0
 * when it is something else. */
static size_t repetition(const char *out, size_t open, size_t close, size_t *end)
{
  size_t star = close;
  size_t times = 0;
  size_t i;

  while (star > open && out[star] != '*') {
    star--;
  }
  if (star <= open + 1 || star + 1 == close || close - star > 8) {
    return 0;
  }
  for (i = star + 1; i < close; i++) {
    if (out[i] < '0' || out[i] > '9') {
      return 0;
    }
    times = times * 10 + (size_t)(out[i] - '0');
  }
  *end = star;
  return times;
}

/* Replaces the octets open to close of the *len at out by X times N, if that stands there. */
static void repeat(char *out, size_t size, size_t open, size_t close, size_t *len)
{
  size_t end = open;
  size_t times = repetition(out, open, close, &end);
  size_t once = end - open - 1;
  size_t rest = *len - close - 1;
  size_t i;

  if (times == 0) {
    return;
  }
  if (times > size / once || open + once * times + rest > size) {
    fail("a repetition has no room", "field", 0);
  }
  memmove(out + open, out + open + 1, once);
  memmove(out + open + once * times, out + close + 1, rest);
  for (i = 1; i < times; i++) {
    memcpy(out + open + once * i, out + open, once);
  }
  *len = open + once * times + rest;
}

/* The place of the last brace before `at`; `at` when there is none. */
static size_t brace_before(const char *out, size_t at)
{
  size_t i = at;

  while (i > 0) {
    i--;
    if (out[i] == '{' || out[i] == '}') {
      return i;
    }
  }
  return at;
}

/* Innermost first: the brace before a closing one opens what it closes, or it closes nothing. The
 * octets that a repetition left hold no brace and are passed over once more. */
static size_t expand(char *out, size_t size, size_t len)
{
  size_t i;
  size_t open;

  for (i = 0; i < len; i++) {
    open = out[i] == '}' ? brace_before(out, i) : i;
    if (open < i && out[open] == '{') {
      size_t before = len;
      repeat(out, size, open, i, &len);
      i = len == before ? i : open;
    }
  }
  return len;
}

static unsigned hex_value(char digit)
{
  static const char digits[] = "0123456789ABCDEF";
  const char *place = digit == '\0' ? NULL : strchr(digits, digit);

  if (place == NULL) {
    fail("a bad \\x escape", "field", 0);
    return 0;
  }
  return (unsigned)(place - digits);
}

/* Reads the escape whose backslash is at text[0]; left octets are there. Returns its length. */
static size_t escape(const char *text, size_t left, char *octet)
{
  static const char letters[] = "rnt0\\";
  static const char octets[] = "\r\n\t\0\\";
  const char *place = left >= 2 && text[1] != '\0' ? strchr(letters, text[1]) : NULL;

  if (place != NULL) {
    *octet = octets[place - letters];
    return 2;
  }
  if (left < 4 || text[1] != 'x') {
    fail("a bad escape", text, 0);
  }
  *octet = (char)(unsigned char)(hex_value(text[2]) * 16 + hex_value(text[3]));
  return 4;
}

size_t tsv_octets(const char *field, char *out, size_t size)
{
  size_t len = strlen(field);
  size_t from = 0;
  size_t to = 0;

  if (len > size) {
    fail("a field has no room", field, 0);
  }
  memcpy(out, field, len);
  len = expand(out, size, len);
  while (from < len) {
    char octet = out[from];
    from += octet == '\\' ? escape(out + from, len - from, &octet) : 1;
    out[to++] = octet;
  }
  return to;
}
