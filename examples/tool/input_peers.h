/* SPDX-License-Identifier: MIT */
/* A stream between two peers of whom nobody has said yet which one is the client. */
#ifndef TOOL_INPUT_PEERS_H
#define TOOL_INPUT_PEERS_H

#include "input_build.h"

/* Octets of a peer, or a line that is none's. */
typedef struct peer_part {
  int peer; /* 0, 1; PEER_NONE: a remark, PEER_UNKNOWN: a line that the form does not have */
  size_t begin;
  size_t end;
  int64_t time;
  size_t line;
} peer_part;

enum { PEER_NONE = -1, PEER_UNKNOWN = -2 };

typedef struct peers {
  uint64_t port[2];
  buffer octets;
  peer_part *parts;
  size_t count;
} peers;

/* time: of octets. */
void peers_add(peers *p, const builder *b, int peer, mw_slice octets, int64_t time);

/* The port at the end of "127.0.0.1:25". */
void peers_port(peers *p, int peer, mw_slice text);

/* All that was added is a conversation; then there is nothing. */
void peers_end(peers *p, builder *b);

#endif
