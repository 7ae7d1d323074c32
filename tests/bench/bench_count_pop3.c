/* SPDX-License-Identifier: MIT */
/* Reads the POP3 workloads, for bench_count. */
#include "bench_count.h"

#include <mailwire/mailwire.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a callback knows. */
typedef struct pop3_reader {
  mw_pop3_argument argument;
  mw_pop3_scan_listing scan;
  mw_pop3_unique_id unique_id;
  mw_finding finding; /* over all lines: the workloads are strict, so nothing is found */
  uint64_t lines;
} pop3_reader;

static void must_be_good(const pop3_reader *r)
{
  if (r->finding.fault != MW_FAULT_NONE) {
    fputs("a line is faulty\n", stderr);
    exit(1);
  }
}

static mw_flow on_pop3_command(void *user, const mw_pop3_command_event *event)
{
  pop3_reader *r = user;
  (void)event;
  r->lines++;
  return MW_CONTINUE;
}

static mw_flow on_full_pop3_command(void *user, const mw_pop3_command_event *event)
{
  pop3_reader *r = user;
  (void)mw_pop3_argument_parse(&event->command, NULL, &r->argument, &r->finding);
  return on_pop3_command(user, event);
}

uint64_t read_pop3_commands(const workload *w, bool full)
{
  mw_pop3_command_callbacks callbacks = {sizeof callbacks,
                                         full ? on_full_pop3_command : on_pop3_command, NULL, NULL};
  static char storage[MW_SASL_LINE];
  mw_slice in = mw_slice_of(w->octets, w->len);
  mw_pop3_command_reader reader;
  pop3_reader r;
  memset(&r, 0, sizeof r);
  (void)mw_pop3_command_reader_init(&reader, storage, sizeof storage, 0);
  (void)mw_pop3_command_reader_feed(&reader, &in, &callbacks, &r);
  must_be_good(&r);
  return r.lines;
}

static mw_flow on_scan_listing(void *user, const mw_pop3_response_event *event)
{
  pop3_reader *r = user;
  r->lines += mw_pop3_scan_listing_parse(event->text, 0, &r->scan, &r->finding) ? 1 : 0;
  return MW_CONTINUE;
}

static mw_flow on_unique_id(void *user, const mw_pop3_response_event *event)
{
  pop3_reader *r = user;
  r->lines += mw_pop3_unique_id_parse(event->text, 0, &r->unique_id, &r->finding) ? 1 : 0;
  return MW_CONTINUE;
}

uint64_t read_pop3_listing(const workload *w, bool unique_ids)
{
  mw_pop3_response_callbacks callbacks;
  static char storage[MW_SASL_LINE];
  mw_slice in = mw_slice_of(w->octets, w->len);
  mw_pop3_response_reader reader;
  mw_pop3_waiting ring[1];
  pop3_reader r;
  memset(&r, 0, sizeof r);
  memset(&callbacks, 0, sizeof callbacks);
  callbacks.size = sizeof callbacks;
  callbacks.on_line = unique_ids ? on_unique_id : on_scan_listing;
  (void)mw_pop3_response_reader_init(&reader, storage, sizeof storage, ring, 1, 0);
  mw_pop3_response_reader_reset(&reader, false);
  (void)mw_pop3_response_reader_expect(&reader, unique_ids ? MW_POP3_UIDL : MW_POP3_LIST, false);
  (void)mw_pop3_response_reader_feed(&reader, &in, &callbacks, &r);
  must_be_good(&r);
  if (mw_pop3_response_reader_waiting(&reader) != 0) {
    fputs("the listing did not end\n", stderr);
    exit(1);
  }
  return r.lines;
}
