/* SPDX-License-Identifier: MIT */
/* What workloads are made of. */
#ifndef BENCH_WORKLOAD_PARTS_H
#define BENCH_WORKLOAD_PARTS_H

#include "workload.h"

extern const char *const workload_hosts[16];
extern const char *const workload_locals[24];
extern const char *const workload_domains[16];
extern const char *const workload_words[64];

/* splitmix64, and of its upper half a number below n. */
unsigned workload_draw(workload *w, unsigned n);

void workload_put(workload *w, const char *octets, size_t count);
void workload_text(workload *w, const char *s);
void workload_number(workload *w, unsigned n);
void workload_end_line(workload *w);
void workload_address(workload *w);
void workload_xtext_address(workload *w);

/* Letters of base64. */
void workload_letters(workload *w, unsigned count);

/* One line of W5. */
void workload_envelope_line(workload *w);

/* One session of W4 before and after the login; a listing of that many messages. */
void workload_pop3_login(workload *w);
void workload_pop3_transaction(workload *w);
void workload_pop3_listing(workload *w, size_t messages, bool unique_ids);

#endif
