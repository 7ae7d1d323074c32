/* SPDX-License-Identifier: MIT */
/* Segments in hexadecimal digits: "C 4845... [ms]"; "#" begins a remark. */
#include "input_build.h"
#include "input_watch.h"

static bool is_segment(mw_slice line)
{
  return line.len >= 2 && (line.ptr[0] == 'C' || line.ptr[0] == 'S') && line.ptr[1] == ' ';
}

static unsigned weigh(mw_slice line)
{
  size_t i = 2;
  if (!is_segment(line)) {
    return 0;
  }
  while (i < line.len && hex_digit(line.ptr[i]) >= 0) {
    i++;
  }
  return i > 2 && i % 2 == 0 && (i == line.len || line.ptr[i] == ' ') ? 100 : 0;
}

unsigned segments_like(mw_slice text)
{
  return weigh_lines(text, weigh);
}

static int64_t take_time(mw_slice rest)
{
  int64_t time;
  rest = slice_from(rest, count_blanks(rest));
  time = take_millionths(&rest);
  return time == SEGMENT_NO_TIME ? time : time / 1000; /* of a millisecond */
}

/* Behind the server's end, a greeting is another connection's. */
static void take_segment(builder *b, mw_slice line)
{
  buffer octets = {NULL, 0, 0};
  mw_slice rest = slice_from(line, 2);
  bool server = line.ptr[0] == 'S';
  if (!take_hex(&rest, &octets)) {
    build_note(b, NOTE_UNKNOWN, 0, line);
  } else {
    mw_slice whole = mw_slice_of(octets.ptr, octets.len);
    if (server && watch_begins(&b->now, true, whole)) {
      build_session(b);
    }
    build_octets(b, server, whole, take_time(rest));
    if (rest.len == 1 && rest.ptr[0] != ' ') { /* half of an octet */
      build_note(b, NOTE_UNKNOWN, 0, rest);
    }
  }
  buffer_free(&octets);
}

/* A gap has at most so many octets: their places are kept. */
enum { GAP_MOST = 1 << 24 };

/* "C gap 120" */
static bool take_gap(builder *b, mw_slice text)
{
  mw_slice rest = slice_from(text, text.len < 6 ? text.len : 6);
  uint64_t octets = 0;
  if (!begins_with(text, "C gap ") && !begins_with(text, "S gap ")) {
    return false;
  }
  while (rest.len > 0 && rest.ptr[0] >= '0' && rest.ptr[0] <= '9' && octets < GAP_MOST) {
    octets = octets * 10 + (uint64_t)(rest.ptr[0] - '0');
    rest = slice_from(rest, 1);
  }
  if (rest.len > 0 || octets == 0 || octets > GAP_MOST) {
    return false;
  }
  build_missing(b, text.ptr[0], octets, text);
  build_gap(b, text.ptr[0] == 'S', octets);
  return true;
}

/* "# C closed t", "# C gap 120" */
static void take_remark(builder *b, mw_slice line)
{
  mw_slice text = slice_from(line, 1);
  text = slice_from(text, count_blanks(text));
  if (take_gap(b, text)) {
    return;
  }
  if (begins_with(text, "C closed") || begins_with(text, "S closed")) {
    build_note(b, NOTE_CLOSED, text.ptr[0], text);
  } else {
    build_note(b, NOTE_REMARK, 0, text);
  }
}

void segments_read(builder *b, mw_slice text)
{
  mw_slice line;
  while (next_line(&text, &line)) {
    b->line++;
    if (begins_with(line, "#")) {
      take_remark(b, line);
    } else if (is_segment(line)) {
      take_segment(b, line);
    } else if (count_blanks(line) < line.len) {
      build_note(b, NOTE_UNKNOWN, 0, line);
    }
  }
}
