/* SPDX-License-Identifier: MIT */
/* Vector files, read.
 *
 *   file     = *( comment / head ) 1*vector        ; these heads hold for all vectors of the file
 *   vector   = "== " id " " title  *head 1*( "< " input )  *( "> " event )
 *   head     = key ": " value
 *   comment  = "#" text
 */
#include "vector.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vector_head.h"

enum { RANDOM_RUNS = 200 };

/* Where the reading of a file stands. */
typedef struct vector_file {
  vector_list *list;
  const char *path;
  unsigned line;
  vector common;   /* what holds for all */
  vector *now;     /* NULL before the first */
  text_buffer raw; /* its input, with escapes */
} vector_file;

static char *copy_string(mw_slice source)
{
  char *copy = malloc(source.len + 1);
  if (copy == NULL) {
    abort();
  }
  memcpy(copy, source.ptr, source.len);
  copy[source.len] = '\0';
  return copy;
}

static bool complain(const vector_file *f, const char *what)
{
  fprintf(stderr, "%s:%u: %s\n", f->path, f->line, what);
  return false;
}

static bool begins(mw_slice line, const char *prefix)
{
  size_t len = strlen(prefix);
  return line.len >= len && memcmp(line.ptr, prefix, len) == 0;
}

static mw_slice from(mw_slice line, size_t at)
{
  mw_slice rest = {line.ptr + at, line.len - at};
  return rest;
}

/* The vector is complete: is it one? */
static bool close_vector(vector_file *f)
{
  text_buffer expanded = {NULL, 0, 0};
  bool good;
  if (f->now == NULL) {
    return true;
  }
  mw_slice raw = {f->raw.ptr, f->raw.len};
  good = text_expand(&expanded, raw) &&
         text_unescape(&f->now->input, mw_slice_of(expanded.ptr, expanded.len));
  text_free(&expanded);
  if (!good) {
    return complain(f, "the input of the vector above cannot be read");
  }
  if (f->now->unit == UNIT_NONE || f->now->expected.len == 0) {
    return complain(f, "the vector above lacks its unit or its events");
  }
  text_put(&f->now->input, "", 1); /* so that even an empty input has a place */
  f->now->input.len--;
  text_clear(&f->raw);
  return true;
}

/* "tests/vectors/line/limits.txt" gives "line/limits". */
static mw_slice short_path(const char *path)
{
  const char *end = path + strlen(path);
  const char *begin = end;
  unsigned slashes = 0;
  while (begin > path && (slashes += begin[-1] == '/' ? 1 : 0) < 2) {
    begin--;
  }
  if (end - begin > 4 && memcmp(end - 4, ".txt", 4) == 0) {
    end -= 4;
  }
  return mw_slice_of(begin, (size_t)(end - begin));
}

static bool is_known(const vector_list *list, const char *name)
{
  size_t id = strcspn(strchr(name, ' ') + 1, " ");
  for (size_t i = 0; i < list->count; i++) {
    const char *other = strchr(list->items[i].name, ' ') + 1;
    if (strncmp(other, strchr(name, ' ') + 1, id) == 0 && other[id] == ' ') {
      return true;
    }
  }
  return false;
}

static bool open_vector(vector_file *f, mw_slice title)
{
  vector_list *list = f->list;
  mw_slice path = short_path(f->path);
  text_buffer name = {NULL, 0, 0};
  if (!close_vector(f)) {
    return false;
  }
  text_put(&name, path.ptr, path.len);
  text_add(&name, " ");
  text_put(&name, title.ptr, title.len);
  text_put(&name, "", 1);
  if (memchr(title.ptr, ' ', title.len) == NULL || is_known(list, name.ptr)) {
    text_free(&name);
    return complain(f, "a vector needs an id of its own and a title");
  }
  list->items = realloc(list->items, (list->count + 1) * sizeof *list->items);
  if (list->items == NULL) {
    abort();
  }
  f->now = &list->items[list->count++];
  *f->now = f->common;
  f->now->file = copy_string(mw_slice_text(f->path));
  f->now->line = f->line;
  f->now->name = name.ptr;
  return true;
}

static bool read_head(vector_file *f, mw_slice line)
{
  const char *colon = memchr(line.ptr, ':', line.len);
  vector *v = f->now != NULL ? f->now : &f->common;
  size_t at = colon != NULL ? (size_t)(colon - line.ptr) : 0;
  if (at == 0 || line.len < at + 2 || line.ptr[at + 1] != ' ' || v->expected.len > 0 ||
      !vector_head(v, mw_slice_of(line.ptr, at), from(line, at + 2))) {
    return complain(f, "this is no line of a vector, or its value does not suit");
  }
  return true;
}

static bool read_line(vector_file *f, mw_slice line)
{
  if (line.len == 0 || line.ptr[0] == '#') {
    return true;
  }
  if (begins(line, "== ")) {
    return open_vector(f, from(line, 3));
  }
  if (f->now != NULL && begins(line, "< ")) {
    text_put(&f->raw, line.ptr + 2, line.len - 2);
    return f->now->expected.len == 0 || complain(f, "input follows events");
  }
  if (f->now != NULL && begins(line, "> ")) {
    bool good = text_expand(&f->now->expected, from(line, 2));
    text_add(&f->now->expected, "\n");
    return good || complain(f, "too many repeats");
  }
  return read_head(f, line);
}

static bool read_all(const char *path, text_buffer *content)
{
  char block[4096];
  size_t got;
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    return false;
  }
  while ((got = fread(block, 1, sizeof block, file)) > 0) {
    text_put(content, block, got);
  }
  return fclose(file) == 0;
}

bool vector_read(vector_list *list, const char *path)
{
  vector_file f;
  text_buffer content = {NULL, 0, 0};
  size_t before = list->count;
  bool good = read_all(path, &content);
  mw_slice rest = {content.ptr, content.len};
  memset(&f, 0, sizeof f);
  f.list = list;
  f.path = path;
  f.common.finish = true;
  f.common.runs = RANDOM_RUNS;
  if (!good) {
    (void)complain(&f, "the file cannot be read");
  }
  while (good && rest.len > 0) {
    const char *lf = memchr(rest.ptr, '\n', rest.len);
    mw_slice line = {rest.ptr, lf != NULL ? (size_t)(lf - rest.ptr) : rest.len};
    f.line++;
    good = read_line(&f, line);
    rest = from(rest, lf != NULL ? line.len + 1 : line.len);
  }
  good = good && close_vector(&f);
  if (good && list->count == before) {
    good = complain(&f, "the file holds no vector");
  }
  text_free(&f.raw);
  text_free(&content);
  return good;
}

void vector_list_free(vector_list *list)
{
  for (size_t i = 0; i < list->count; i++) {
    free(list->items[i].file);
    free(list->items[i].name);
    text_free(&list->items[i].input);
    text_free(&list->items[i].expected);
  }
  free(list->items);
  list->items = NULL;
  list->count = 0;
}
