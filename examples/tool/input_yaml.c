/* SPDX-License-Identifier: MIT */
/* tshark -z follow,tcp,yaml: packets with their peer, their time, and their octets in base64. */
#include "input_peers.h"

#include <string.h>

/* The packet in progress. */
typedef struct packet {
  int peer;
  int64_t time;
  size_t indent; /* of "data:"; its lines stand further right */
  bool in_data;
  mw_base64_decoder decoder;
  buffer octets;
} packet;

/* "peer1_0: !!binary |": older versions have no list of packets, and no times. */
static bool is_old_packet(mw_slice line)
{
  mw_slice rest = slice_from(line, strlen("peer0_"));
  uint64_t number;
  return (begins_with(line, "peer0_") || begins_with(line, "peer1_")) &&
         take_number(&rest, &number) && begins_with(rest, ": !!binary");
}

static unsigned weigh(mw_slice line)
{
  mw_slice key = slice_from(line, count_blanks(line));
  if (begins_with(key, "data: !!binary") || is_old_packet(line)) {
    return 100;
  }
  return begins_with(line, "packets:") || begins_with(line, "peers:") ? 50 : 0;
}

unsigned tshark_yaml_like(mw_slice text)
{
  return weigh_lines(text, weigh);
}

static void end_packet(packet *k, peers *p, const builder *b)
{
  if (k->octets.len > 0) {
    peers_add(p, b, k->peer, mw_slice_of(k->octets.ptr, k->octets.len), k->time);
    k->time = SEGMENT_NO_TIME;
  }
  buffer_free(&k->octets);
  k->in_data = false;
}

static void begin_data(packet *k, size_t indent)
{
  k->in_data = true;
  k->indent = indent;
  mw_base64_decoder_init(&k->decoder);
}

/* False: it is no line of base64. */
static bool take_data(packet *k, mw_slice line)
{
  mw_slice in = slice_from(line, count_blanks(line));
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  size_t most = in.len + 3;
  mw_room out;
  if (count_blanks(line) <= k->indent) {
    return false;
  }
  out.ptr = buffer_room(&k->octets, most);
  out.len = most;
  (void)mw_base64_decode(&k->decoder, &in, &out, &finding);
  k->octets.len += most - out.len;
  return finding.fault == MW_FAULT_NONE;
}

/* The value behind a key: "port: " gives 25. */
static bool has_key(mw_slice entry, const char *key, mw_slice *value)
{
  *value = slice_from(entry, strlen(key));
  return begins_with(entry, key);
}

static bool take_key(packet *k, peers *p, mw_slice entry)
{
  mw_slice value;
  uint64_t number;
  if (has_key(entry, "peer: ", &value)) {
    k->peer = begins_with(value, "1") ? 1 : 0;
  } else if (has_key(entry, "port: ", &value)) {
    peers_port(p, k->peer, value);
  } else if (has_key(entry, "timestamp: ", &value)) {
    k->time = take_millionths(&value);
  } else if (has_key(entry, "packet: ", &value) || has_key(entry, "index: ", &value)) {
    return take_number(&value, &number);
  } else {
    return begins_with(entry, "packets:");
  }
  return true;
}

static void take_line(packet *k, peers *p, builder *b, mw_slice line)
{
  size_t indent = count_blanks(line);
  mw_slice entry = slice_from(line, indent);
  if (begins_with(entry, "- ")) {
    end_packet(k, p, b);
    entry = slice_from(entry, 2);
  }
  if (begins_with(line, "peers:")) {
    peers_end(p, b);
  } else if (is_old_packet(line)) {
    k->peer = line.ptr[4] - '0';
    begin_data(k, indent);
  } else if (begins_with(entry, "data: !!binary")) {
    begin_data(k, indent);
  } else if (!take_key(k, p, entry)) {
    peers_add(p, b,
              begins_with(entry, "host: ") || begins_with(line, "#") ? PEER_NONE : PEER_UNKNOWN,
              entry, SEGMENT_NO_TIME);
  }
}

void tshark_yaml_read(builder *b, mw_slice text)
{
  packet k;
  peers p;
  mw_slice line;
  memset(&k, 0, sizeof k);
  memset(&p, 0, sizeof p);
  k.time = SEGMENT_NO_TIME;
  while (next_line(&text, &line)) {
    b->line++;
    if (line.len == 0 || (k.in_data && take_data(&k, line))) {
      continue;
    }
    end_packet(&k, &p, b);
    take_line(&k, &p, b, line);
  }
  end_packet(&k, &p, b);
  peers_end(&p, b);
}
