/* SPDX-License-Identifier: MIT */
/* What curl -v prints: "< " and "> ", notes behind "* ", and of messages only how long they are. */
#include "input_build.h"

/* The head of a record of TLS, which is reported on its own (RFC 8446 5.1). */
enum { TLS_HEAD = 5 };

static unsigned weigh(mw_slice line)
{
  bool said = begins_with(line, "> ") || begins_with(line, "< ");
  return said ? weigh_said(slice_from(line, 2)) : 0;
}

unsigned curl_like(mw_slice text)
{
  return weigh_lines(text, weigh);
}

/* "} [30 bytes data]": from the client; "{ ...": from the server. */
static bool take_data(builder *b, mw_slice line)
{
  mw_slice rest = slice_from(line, 3);
  uint64_t octets;
  bool record;
  if (!(begins_with(line, "} [") || begins_with(line, "{ [")) || !take_number(&rest, &octets) ||
      !begins_with(rest, " bytes data]")) {
    return false;
  }
  record = b->now.inside && octets == TLS_HEAD;
  if (!record && (line.ptr[0] == '}' ? b->now.body : b->now.listing)) {
    build_missing(b, line.ptr[0] == '}' ? 'C' : 'S', octets, line);
  } else {
    build_note(b, NOTE_REMARK, 0, line); /* of a TLS handshake */
  }
  return true;
}

static void take_remark(builder *b, mw_slice words)
{
  mw_slice trimmed = slice_from(words, count_blanks(words));
  if (begins_with(trimmed, "Trying ")) {
    build_session(b);
  }
  b->now.inside = b->now.inside || begins_with(trimmed, "SSL connection using ");
  if (begins_with(trimmed, "Closing connection") || begins_with(trimmed, "shutting down")) {
    build_note(b, NOTE_CLOSED, 0, trimmed);
  } else {
    build_note(b, NOTE_REMARK, 0, trimmed);
  }
}

void curl_read(builder *b, mw_slice text)
{
  mw_slice line;
  b->hides_messages = true;
  while (next_line(&text, &line)) {
    b->line++;
    if (has_prefix(line, "> ") || has_prefix(line, "< ")) {
      build_line(b, line.ptr[0] == '<', slice_from(line, 2));
    } else if (begins_with(line, "* ")) {
      take_remark(b, slice_from(line, 2));
    } else if (line.len > 0 && !take_data(b, line)) {
      build_note(b, NOTE_UNKNOWN, 0, line);
    }
  }
}
