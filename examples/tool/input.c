/* SPDX-License-Identifier: MIT */
/* The two forms of a recorded conversation: segments and transcripts. */
#include "input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What came of a line. */
typedef enum line_kind { LINE_REMARK, LINE_SEGMENT, LINE_TEXT, LINE_UNKNOWN } line_kind;

static int hex_value(char c)
{
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool read_file(buffer *b, const char *path)
{
  bool is_stdin = strcmp(path, "-") == 0;
  FILE *file = is_stdin ? stdin : fopen(path, "rb");
  bool good;
  size_t count;
  if (file == NULL) {
    return false;
  }
  while ((count = fread(buffer_room(b, 65536), 1, 65536, file)) > 0) {
    b->len += count;
  }
  good = ferror(file) == 0;
  if (!is_stdin) {
    fclose(file);
  }
  return good;
}

static buffer *direction(recording *r, bool server)
{
  return server ? &r->server : &r->client;
}

static void add_segment(recording *r, bool server, size_t begin)
{
  segment *s;
  if (direction(r, server)->len == begin) {
    return;
  }
  r->segments = grow(r->segments, r->count, sizeof *r->segments);
  s = &r->segments[r->count++];
  s->server = server;
  s->begin = begin;
  s->end = direction(r, server)->len;
}

/* "C 4845... [ms]" */
static line_kind take_segment(recording *r, const char *line, size_t len)
{
  bool server = line[0] == 'S';
  buffer *b = direction(r, server);
  size_t begin = b->len;
  size_t i = 2;
  while (i + 1 < len && hex_value(line[i]) >= 0 && hex_value(line[i + 1]) >= 0) {
    *buffer_room(b, 1) = (char)(hex_value(line[i]) * 16 + hex_value(line[i + 1]));
    b->len++;
    i += 2;
  }
  if (i < len && line[i] != ' ') {
    b->len = begin;
    return LINE_UNKNOWN;
  }
  add_segment(r, server, begin);
  return LINE_SEGMENT;
}

/* "C: text" */
static line_kind take_text(recording *r, const char *line, size_t len)
{
  bool server = line[0] == 'S';
  buffer *b = direction(r, server);
  size_t begin = b->len;
  size_t skip = len > 2 && line[2] == ' ' ? 3 : 2;
  buffer_add(b, line + skip, len - skip);
  buffer_add(b, "\r\n", 2);
  add_segment(r, server, begin);
  return LINE_TEXT;
}

/* A CR at its end is the file's, not the conversation's. */
static line_kind take_line(recording *r, const char *line, size_t len)
{
  if (len > 0 && line[len - 1] == '\r') {
    len--;
  }
  if (len == 0 || line[0] == '#') {
    return LINE_REMARK;
  }
  if (len < 2 || (line[0] != 'C' && line[0] != 'S')) {
    return LINE_UNKNOWN;
  }
  if (line[1] == ':') {
    return take_text(r, line, len);
  }
  return line[1] == ' ' ? take_segment(r, line, len) : LINE_UNKNOWN;
}

static bool take_all(recording *r, const buffer *text, const char **why)
{
  const size_t mark = text->len >= 3 && memcmp(text->ptr, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  const char *at = text->ptr + mark; /* some editors write it in front of UTF-8 */
  const char *end = text->ptr + text->len;
  line_kind first = LINE_REMARK;
  *why = "it is neither recorded segments (\"C 4845...\") nor a transcript (\"C: ...\")";
  while (at < end) {
    const char *lf = memchr(at, '\n', (size_t)(end - at));
    size_t len = lf != NULL ? (size_t)(lf - at) : (size_t)(end - at);
    line_kind kind = take_line(r, at, len);
    if (kind == LINE_UNKNOWN || (kind != LINE_REMARK && first != LINE_REMARK && kind != first)) {
      return false;
    }
    first = kind != LINE_REMARK ? kind : first;
    at += len + 1;
  }
  return r->count > 0;
}

/* What stands in the first octets of a server that speaks POP3. */
static bool is_pop3(const recording *r)
{
  return r->server.len >= 3 &&
         (memcmp(r->server.ptr, "+OK", 3) == 0 || memcmp(r->server.ptr, "-ER", 3) == 0);
}

bool recording_read(recording *r, const char *path, const char **why)
{
  buffer text = {NULL, 0, 0};
  bool good;
  memset(r, 0, sizeof *r);
  if (!read_file(&text, path)) {
    *why = "it cannot be read";
    buffer_free(&text);
    return false;
  }
  good = text.len > 0 && take_all(r, &text, why);
  if (text.len == 0) {
    *why = "it is empty";
  }
  buffer_free(&text);
  if (good && is_pop3(r)) {
    *why = "it is a POP3 conversation, which this version does not explain";
    return false;
  }
  return good;
}

void recording_free(recording *r)
{
  buffer_free(&r->client);
  buffer_free(&r->server);
  free(r->segments);
  memset(r, 0, sizeof *r);
}
