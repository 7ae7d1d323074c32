/* SPDX-License-Identifier: MIT */
/* The POP3 half of what is counted. Each returns how many lines or items were read; a workload that
 * is not read as it should ends the program. */
#ifndef BENCH_COUNT_H
#define BENCH_COUNT_H

#include "workload.h"

/* Commands: framed, verb found; full: each argument typed. */
uint64_t read_pop3_commands(const workload *w, bool full);

/* The answer to LIST or UIDL, each item typed. */
uint64_t read_pop3_listing(const workload *w, bool unique_ids);

#endif
