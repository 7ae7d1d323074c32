/* SPDX-License-Identifier: MIT */
/* One side alone, octet for octet: a client's commands, or a server's replies. */
#include <string.h>

#include "input_build.h"

static unsigned like(mw_slice text, char side)
{
  mw_slice line;
  return next_line(&text, &line) && said_by(line) == side ? 100 : 0;
}

unsigned raw_client_like(mw_slice text)
{
  return like(text, 'C');
}

unsigned raw_server_like(mw_slice text)
{
  return like(text, 'S');
}

/* Where no CR is left, an editor has had the text: its line ends are none of the conversation's,
 * unless somebody says that they are. */
static void read_side(builder *b, bool server, mw_slice text)
{
  buffer octets = {NULL, 0, 0};
  mw_slice line;
  if (b->asked || memchr(text.ptr, '\r', text.len) != NULL) {
    build_octets(b, server, text, SEGMENT_NO_TIME);
    return;
  }
  b->line_ends = false;
  while (next_line(&text, &line)) {
    buffer_add(&octets, line.ptr, line.len);
    buffer_add(&octets, "\r\n", 2);
  }
  build_octets(b, server, mw_slice_of(octets.ptr, octets.len), SEGMENT_NO_TIME);
  buffer_free(&octets);
}

void raw_client_read(builder *b, mw_slice text)
{
  read_side(b, false, text);
}

void raw_server_read(builder *b, mw_slice text)
{
  read_side(b, true, text);
}
