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

/* Reads "X*N}", which begins at open + 1 and whose brace is at close. Returns N and where X ends; 0 when
 * it is something else. */
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

/* Replaces the octets open to close of the len at out by X times N. Returns the new length. */
static size_t repeat(char *out, size_t size, size_t len, size_t open, size_t close)
{
  size_t end = 0;
  size_t times = repetition(out, open, close, &end);
  size_t once = end - open - 1;
  size_t i;

  if (times == 0) {
    return len;
  }
  if (times > size / once || open + once * times + (len - close - 1) > size) {
    fail("a repetition has no room", "field", 0);
  }
  /* The first copy moves to its place; what follows goes behind the last one. */
  memmove(out + open, out + open + 1, once);
  memmove(out + open + once * times, out + close + 1, len - close - 1);
  for (i = 1; i < times; i++) {
    memcpy(out + open + once * i, out + open, once);
  }
  return open + once * times + (len - close - 1);
}

/* Innermost first: of each closing brace, the brace before it is its own, or it is no repetition. */
static size_t expand(char *out, size_t size, size_t len)
{
  size_t i = 0;

  while (i < len) {
    size_t open = i;
    size_t before = len;
    if (out[i] == '}') {
      do {
        open--;
      } while (open + 1 > 0 && out[open] != '{' && out[open] != '}');
      if (open + 1 > 0 && out[open] == '{') {
        len = repeat(out, size, len, open, i);
        i = len == before ? i : open;
      }
    }
    i++;
  }
  return len;
}
