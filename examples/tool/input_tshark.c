/* SPDX-License-Identifier: MIT */
/* tshark -z follow,tcp,raw: hexadecimal digits, behind a tab where they are the second node's. */
#include "input_peers.h"

#include <string.h>

static unsigned weigh(mw_slice line)
{
  return begins_with(line, "Follow: tcp,raw") ? 1u << 20 : 0;
}

unsigned tshark_raw_like(mw_slice text)
{
  return weigh_lines(text, weigh);
}

static bool take_head(peers *p, builder *b, mw_slice line)
{
  if (begins_with(line, "Follow: ")) {
    peers_end(p, b);
  } else if (begins_with(line, "Node 0:") || begins_with(line, "Node 1:")) {
    peers_port(p, line.ptr[5] - '0', line);
  } else {
    return begins_with(line, "====");
  }
  peers_add(p, b, PEER_NONE, line, SEGMENT_NO_TIME);
  return true;
}

static void take_line(peers *p, builder *b, mw_slice line)
{
  buffer octets = {NULL, 0, 0};
  bool second = begins_with(line, "\t");
  mw_slice digits = slice_from(line, second ? 1 : 0);
  if (take_hex(&digits, &octets) && (digits.len == 0 || digits.ptr[0] != ' ')) {
    peers_add(p, b, second ? 1 : 0, mw_slice_of(octets.ptr, octets.len), SEGMENT_NO_TIME);
  } else {
    peers_add(p, b, begins_with(line, "Filter: ") ? PEER_NONE : PEER_UNKNOWN, line,
              SEGMENT_NO_TIME);
  }
  buffer_free(&octets);
}

void tshark_raw_read(builder *b, mw_slice text)
{
  peers p;
  mw_slice line;
  memset(&p, 0, sizeof p);
  while (next_line(&text, &line)) {
    b->line++;
    if (line.len > 0 && !take_head(&p, b, line)) {
      take_line(&p, b, line);
    }
  }
  peers_end(&p, b);
}
