/* SPDX-License-Identifier: MIT */
/* Octets that grow, and their printable form. */
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_REPEATS = 1 << 24, SHORTEST_RUN = 24 };

void text_free(text_buffer *t)
{
  free(t->ptr);
  memset(t, 0, sizeof *t);
}

void text_clear(text_buffer *t)
{
  t->len = 0;
}

void text_put(text_buffer *t, const void *octets, size_t count)
{
  if (t->room - t->len < count) {
    size_t room = t->room + count > 2 * t->room ? t->room + count + 64 : 2 * t->room;
    char *ptr = realloc(t->ptr, room);
    if (ptr == NULL) {
      abort();
    }
    t->ptr = ptr;
    t->room = room;
  }
  if (count > 0) {
    memcpy(t->ptr + t->len, octets, count);
    t->len += count;
  }
}

void text_add(text_buffer *t, const char *string)
{
  text_put(t, string, strlen(string));
}

void text_number(text_buffer *t, uint64_t number)
{
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  text_put(t, digits + at, sizeof digits - at);
}

static void put_octet(text_buffer *t, unsigned char octet)
{
  static const char hex[] = "0123456789abcdef";
  char form[4] = {'\\', 'x', hex[octet >> 4], hex[octet & 15]};
  switch (octet) {
  case '\r': text_add(t, "\\r"); break;
  case '\n': text_add(t, "\\n"); break;
  case '\t': text_add(t, "\\t"); break;
  case '\0': text_add(t, "\\0"); break;
  case '\\': text_add(t, "\\\\"); break;
  case '"': text_add(t, "\\\""); break;
  default: text_put(t, form, 4); break;
  }
}

static bool is_plain(char octet)
{
  return octet >= ' ' && octet <= '~' && octet != '\\' && octet != '"' && octet != '{';
}

void text_quote(text_buffer *t, mw_slice octets)
{
  size_t at = 0;
  text_add(t, "\"");
  while (at < octets.len) {
    size_t from = at;
    while (at < octets.len && is_plain(octets.ptr[at])) {
      at++;
    }
    text_put(t, octets.ptr + from, at - from);
    if (at < octets.len) {
      put_octet(t, (unsigned char)octets.ptr[at++]);
    }
  }
  text_add(t, "\"");
}

/* The length of the braced text that source begins with, its braces included; 0 when none ends. */
static size_t braced(mw_slice source)
{
  size_t depth = 0;
  for (size_t i = 0; i < source.len; i++) {
    if (source.ptr[i] == '{') {
      depth++;
    } else if (source.ptr[i] == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return 0;
}

/* Whether inner is X*N: *times is N, and *count the length of X. */
static bool is_repeat(mw_slice inner, size_t *count, size_t *times)
{
  size_t at = inner.len;
  size_t scale = 1;
  *times = 0;
  while (at > 0 && inner.ptr[at - 1] >= '0' && inner.ptr[at - 1] <= '9' && scale <= MOST_REPEATS) {
    *times += scale * (size_t)(inner.ptr[--at] - '0');
    scale *= 10;
  }
  *count = at > 0 ? at - 1 : 0;
  return at > 0 && at < inner.len && inner.ptr[at - 1] == '*';
}

bool text_expand(text_buffer *t, mw_slice source)
{
  size_t at = 0;
  while (at < source.len) {
    mw_slice rest = {source.ptr + at, source.len - at};
    size_t len = rest.ptr[0] == '{' ? braced(rest) : 0;
    mw_slice inner = {rest.ptr + 1, len > 1 ? len - 2 : 0};
    size_t times;
    if (len > 1 && is_repeat(inner, &inner.len, &times)) {
      if (times > MOST_REPEATS) {
        return false;
      }
      for (; times > 0; times--) {
        if (!text_expand(t, inner)) {
          return false;
        }
      }
      at += len;
    } else {
      text_put(t, rest.ptr, 1);
      at++;
    }
  }
  return true;
}

static int hex_digit(char octet)
{
  static const char digits[] = "0123456789abcdefABCDEF";
  const char *found = octet != '\0' ? strchr(digits, octet) : NULL;
  int value = found != NULL ? (int)(found - digits) : -1;
  return value > 15 ? value - 6 : value;
}

/* One escape at the begin of source: its octet, and its length, 0 when it is none. */
static size_t escape(mw_slice source, char *octet)
{
  static const char names[] = "rn0t\\\"";
  static const char octets[] = {'\r', '\n', '\0', '\t', '\\', '"'};
  const char *name;
  if (source.len < 2 || source.ptr[1] == '\0') {
    return 0;
  }
  name = strchr(names, source.ptr[1]);
  if (name != NULL) {
    *octet = octets[name - names];
    return 2;
  }
  if (source.ptr[1] == 'x' && source.len >= 4 && hex_digit(source.ptr[2]) >= 0 &&
      hex_digit(source.ptr[3]) >= 0) {
    *octet = (char)(unsigned char)(hex_digit(source.ptr[2]) * 16 + hex_digit(source.ptr[3]));
    return 4;
  }
  return 0;
}

bool text_unescape(text_buffer *t, mw_slice source)
{
  size_t at = 0;
  while (at < source.len) {
    mw_slice rest = {source.ptr + at, source.len - at};
    char octet = rest.ptr[0];
    size_t len = octet == '\\' ? escape(rest, &octet) : 1;
    if (len == 0) {
      return false;
    }
    text_put(t, &octet, 1);
    at += len;
  }
  return true;
}

void text_shorten(text_buffer *t, mw_slice source)
{
  size_t at = 0;
  while (at < source.len) {
    size_t run = 1;
    while (at + run < source.len && source.ptr[at + run] == source.ptr[at]) {
      run++;
    }
    if (run >= SHORTEST_RUN) {
      text_add(t, "{");
      text_put(t, source.ptr + at, 1);
      text_add(t, "*");
      text_number(t, run);
      text_add(t, "}");
    } else {
      text_put(t, source.ptr + at, run);
    }
    at += run;
  }
}

static int compare_lines(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

void text_sort_lines(text_buffer *out)
{
  text_buffer copy = {NULL, 0, 0};
  char **lines = malloc((out->len + 1) * sizeof *lines);
  size_t count = 0;
  char *at;
  text_put(&copy, out->len > 0 ? out->ptr : "", out->len);
  text_put(&copy, "", 1);
  for (at = strtok(copy.ptr, "\n"); at != NULL && lines != NULL; at = strtok(NULL, "\n")) {
    lines[count++] = at;
  }
  qsort(lines, count, sizeof *lines, compare_lines);
  text_clear(out);
  while (count > 0) {
    text_add(out, lines[--count]);
    text_add(out, "\n");
  }
  free(lines);
  text_free(&copy);
}

mw_slice text_exact(mw_slice octets)
{
  static char *block;
  free(block);
  block = octets.len > 0 ? malloc(octets.len) : NULL;
  if (octets.len > 0 && block == NULL) {
    abort();
  }
  if (octets.len > 0) {
    memcpy(block, octets.ptr, octets.len);
  }
  return mw_slice_of(block, octets.len);
}
