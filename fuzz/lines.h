/* SPDX-License-Identifier: MIT */
/* What the fuzzers of writers claim of what was written. */
#ifndef FUZZ_LINES_H
#define FUZZ_LINES_H

#include <mailwire/mailwire.h>
#include <string.h>

#include "must.h"

/* Whole lines, and how many: each ends in CRLF, and nothing else in them is CR, LF or NUL. */
static inline size_t lines_of(mw_slice out)
{
  size_t lines = 0;
  size_t i;
  for (i = 0; i < out.len; i++) {
    if (out.ptr[i] == '\r') {
      must(i + 1 < out.len && out.ptr[i + 1] == '\n', "a CR without LF");
      lines++;
      i++;
    } else {
      must(out.ptr[i] != '\n' && out.ptr[i] != '\0', "a LF or NUL inside a line");
    }
  }
  must(out.len == 0 || (out.len >= 2 && out.ptr[out.len - 1] == '\n'),
       "the last line does not end");
  return lines;
}

/* What was written: nothing if it was refused. */
static inline mw_slice written(const mw_writer *w)
{
  mw_slice out;
  mw_status status = mw_writer_result(w, &out);
  must(status == MW_OK || out.len == 0, "refused, but written");
  must(status != MW_OK || out.len > 0, "nothing written, but no error");
  return out;
}

/* The one line that was written, without its CRLF. False: it was refused. */
static inline bool written_line(const mw_writer *w, mw_slice *line)
{
  *line = written(w);
  if (line->len == 0) {
    return false;
  }
  must(lines_of(*line) == 1, "one item of several lines");
  line->len -= 2;
  return true;
}

/* The next count octets of *rest; absent when count is 255. */
static inline mw_slice field(mw_slice *rest, unsigned count)
{
  mw_slice text = {NULL, 0};
  if (count != 255) {
    text.ptr = rest->ptr;
    text.len = count < rest->len ? count : rest->len;
    rest->ptr += text.len;
    rest->len -= text.len;
  }
  return text;
}

/* Up to most lines, which LF separates. */
static inline size_t split_lines(mw_slice text, mw_slice *lines, size_t most)
{
  size_t count = 0;
  const char *at = text.ptr;
  const char *end = text.ptr + text.len;
  while (at < end && count < most) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    stop = stop != NULL ? stop : end;
    lines[count++] = mw_slice_of(at, (size_t)(stop - at));
    at = stop < end ? stop + 1 : end;
  }
  return count;
}

#endif
