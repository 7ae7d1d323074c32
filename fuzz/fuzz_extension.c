/* SPDX-License-Identifier: MIT */
/* Any lines as a reply to EHLO: the same lines in the other order make an equal set, and a set
 * without overflow is written and comes back equal.
 */
#include <mailwire/mailwire.h>
#include <stdlib.h>
#include <string.h>

#include "must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 64, ROOM = 16384 };

/* Up to LINES lines, separated by LF. */
static size_t split(mw_slice text, mw_slice *lines)
{
  size_t count = 0;
  const char *at = text.ptr;
  const char *end = text.ptr + text.len;
  while (at < end && count < LINES) {
    const char *stop = memchr(at, '\n', (size_t)(end - at));
    stop = stop != NULL ? stop : end;
    lines[count++] = mw_slice_of(at, (size_t)(stop - at));
    at = stop < end ? stop + 1 : end;
  }
  return count;
}

static void add(mw_smtp_extensions *set, mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line line;
  memset(&line, 0, sizeof line);
  line.code = 250;
  line.text = text;
  line.message = text;
  mw_smtp_extensions_add(set, &line, MW_ALLOW_AUTH_EQUALS | MW_ALLOW_SEPARATOR, &finding);
  must(finding.offset <= text.len, "a fault beyond the line");
}

/* Reads a reply that was written. */
static void read_back(mw_smtp_extensions *set, mw_slice in)
{
  static char storage[1024];
  mw_smtp_reply_reader reader;
  mw_smtp_reply_event event;
  (void)mw_smtp_reply_reader_init(&reader, storage, sizeof storage, 0);
  while (mw_smtp_reply_reader_next(&reader, &in, &event) == MW_OK) {
    must(event.kind == MW_SMTP_EVENT_REPLY_LINE && event.fault == MW_FAULT_NONE,
         "what was written is no reply");
    add(set, event.line.text);
  }
  must(in.len == 0 && mw_smtp_reply_reader_finish(&reader, &event) == MW_NEED_MORE,
       "the reply does not end");
}

static void comes_back(const mw_smtp_extensions *set)
{
  static char buffer[ROOM * 2];
  static char raw[ROOM];
  mw_smtp_extensions back;
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_extensions_write(&w, mw_slice_text("mx.example"), mw_slice_text("hello"), set);
  if (mw_writer_result(&w, &out) != MW_OK) {
    return; /* a line over 512 octets */
  }
  mw_smtp_extensions_init(&back, raw, sizeof raw);
  read_back(&back, out);
  must(mw_smtp_extensions_equal(set, &back), "another set comes back");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static char first[ROOM];
  static char second[ROOM];
  char *block = calloc(size > 0 ? size : 1, 1);
  mw_slice lines[LINES];
  mw_smtp_extensions a;
  mw_smtp_extensions b;
  size_t count;
  size_t i;
  if (size > 0) {
    memcpy(block, data, size);
  }
  count = split(mw_slice_of(block, size), lines);
  mw_smtp_extensions_init(&a, first, sizeof first);
  mw_smtp_extensions_init(&b, second, sizeof second);
  add(&a, mw_slice_text("mx.example"));
  add(&b, mw_slice_text("mx.example"));
  for (i = 0; i < count; i++) {
    add(&a, lines[i]);
    add(&b, lines[i]);
  }
  must(mw_smtp_extensions_equal(&a, &b) == !a.lines.lost, "not equal to itself");
  must(mw_smtp_extensions_equal(&b, &a) == !a.lines.lost, "equal in one direction");
  comes_back(&a);
  free(block);
  return 0;
}
