/* SPDX-License-Identifier: MIT */
/* Items of POP3 listings, capabilities, and lines of multi-line responses. */
#include "productions/production.h"

static void fact_extra(facts *f, mw_slice extra)
{
  if (extra.ptr != NULL) {
    fact_slice(f, "extra", extra);
  }
}

bool read_pop3_drop_listing(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_drop_listing item;
  if (!mw_pop3_drop_listing_parse(input, m->rules.allow, &item, &finding)) {
    return false;
  }
  fact_number(f, "count", item.messages);
  fact_number(f, "octets", item.octets);
  fact_extra(f, item.extra);
  return true;
}

bool read_pop3_scan_listing(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_scan_listing item;
  if (!mw_pop3_scan_listing_parse(input, m->rules.allow, &item, &finding)) {
    return false;
  }
  fact_number(f, "msg", item.message);
  fact_number(f, "octets", item.octets);
  fact_extra(f, item.extra);
  return true;
}

bool read_pop3_uidl(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_unique_id item;
  if (!mw_pop3_unique_id_parse(input, m->rules.allow, &item, &finding)) {
    return false;
  }
  fact_number(f, "msg", item.message);
  fact_slice(f, "uid", item.id);
  return true;
}

/* Files join the parameters by commas, or leave them as they stand. */
bool read_pop3_capability(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capability_line line;
  if (!mw_pop3_capability_parse(input, m->rules.allow, &line, &finding)) {
    return false;
  }
  fact_upper(f, "tag", line.tag);
  fact_list(f, "params", line.params);
  fact_slice(f, "params", line.params);
  return true;
}

/* What came of the lines of a message. */
typedef struct lines_read {
  text_buffer text;
  bool ended;
  bool good;
} lines_read;

static void take_line_event(lines_read *read, const mw_pop3_response_event *event)
{
  switch (event->kind) {
  case MW_POP3_EVENT_BODY: text_put(&read->text, event->raw.ptr, event->raw.len); break;
  case MW_POP3_EVENT_BODY_FAULT:
    read->good = read->good && event->fault == MW_FAULT_UNSTUFFED_DOT;
    break;
  case MW_POP3_EVENT_END:
    read->good = read->good && !read->ended;
    read->ended = true;
    break;
  default: read->good = false; break;
  }
}

/* Reads the input as what follows the +OK to a command. */
static bool follow(mw_slice input, const mode *m, lines_read *read)
{
  static char storage[16384];
  static mw_pop3_waiting ring[1];
  mw_slice status = mw_slice_text("+OK\r\n");
  mw_pop3_response_reader reader;
  mw_pop3_response_event event;
  if (mw_pop3_response_reader_init(&reader, storage, sizeof storage, ring, 1, m->rules.allow) !=
      MW_OK) {
    return false;
  }
  mw_pop3_response_reader_reset(&reader, false);
  if (mw_pop3_response_reader_expect(&reader, MW_POP3_RETR, true) != MW_OK ||
      mw_pop3_response_reader_next(&reader, &status, &event) != MW_OK || !event.more) {
    return false;
  }
  read->good = true;
  while (mw_pop3_response_reader_next(&reader, &input, &event) == MW_OK) {
    take_line_event(read, &event);
  }
  return read->good;
}

/* One line. A dot that nobody doubled is told, and taken away all the same (RFC 1939 3). */
bool read_pop3_multiline(mw_slice input, const mode *m, facts *f)
{
  lines_read read = {{NULL, 0, 0}, false, false};
  size_t len;
  bool good = follow(input, m, &read);
  if (read.ended) {
    fact_text(f, "end", "yes");
  }
  len = read.text.len;
  good = good && (read.ended ? len == 0
                             : len >= 2 && read.text.ptr[len - 2] == '\r' &&
                                   read.text.ptr[len - 1] == '\n');
  if (good) {
    fact_slice(f, "text", mw_slice_of(read.text.ptr, read.ended ? 0 : len - 2));
  }
  text_free(&read.text);
  return good;
}
