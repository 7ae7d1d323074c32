/* SPDX-License-Identifier: MIT */
/* Input to measure with, the same on every machine: made by a generator of fixed numbers. */
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Octets of a workload; on the heap, freed with workload_free(). */
typedef struct workload {
  char *octets;
  size_t len;
  size_t cap;
  uint64_t lines;
  uint64_t items; /* W2: replies; else lines */
  uint64_t state; /* of the generator */
} workload;

/* Makes the workload of that name, until it has at least size octets and is whole:
 *   w1       SMTP commands of whole sessions, without bodies
 *   w2       SMTP replies of whole sessions
 *   w5       MAIL and RCPT lines; size counts lines
 *   pop3-login, pop3-transaction   POP3 commands of sessions, up to the login and behind it
 *   list, uidl                     the answer to LIST and UIDL; size counts messages, as do items
 *   base64, prose, dot76, dot2, blank   bodies, dots added, with their end
 *   body-base64 ...                     the same before dots are added, without their end
 * False: there is no such name. */
bool workload_make(workload *w, const char *name, size_t size);

void workload_free(workload *w);

#endif
