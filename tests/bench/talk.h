/* SPDX-License-Identifier: MIT */
/* Whole conversations to measure with: made from fixed numbers, or recorded. */
#ifndef BENCH_TALK_H
#define BENCH_TALK_H

#include <mailwire/smtp_dialogue.h>

#include "workload.h"

/* What one side sent at a time. */
typedef struct talk_piece {
  mw_direction from;
  size_t len;
  bool opens; /* the first of its connection */
} talk_piece;

/* Both streams, in the order of their pieces; the streams of all connections stand side by side. */
typedef struct talk {
  workload side[2];
  talk_piece *pieces;
  size_t count;
  size_t cap;
} talk;

/* Makes the conversations of that name, until they have at least size octets:
 *   delivery     EHLO, MAIL, 3 RCPT, DATA with 20 kB of base64, QUIT
 *   small        100 messages of 2 kB in one connection, pipelined
 *   recipients   1000 RCPT, pipelined, and a message of 2 kB
 *   bdat         as delivery, with two chunks
 *   lmtp         as small, by LMTP, 10 messages for 3 recipients
 * False: there is no such name. */
bool talk_make(talk *t, const char *name, size_t size);

/* Adds a recorded conversation: lines "C <hex>" and "S <hex>". False: it cannot be read. */
bool talk_add_file(talk *t, const char *path);

size_t talk_octets(const talk *t);

void talk_free(talk *t);

#endif
