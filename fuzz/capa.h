/* SPDX-License-Identifier: MIT */
/* The answer to CAPA that a fuzzer wrote, read again. */
#ifndef FUZZ_CAPA_H
#define FUZZ_CAPA_H

#include "lines.h"

/* Adds what was written to a set. */
static inline void read_capabilities(mw_pop3_capabilities *set, mw_slice in, uint64_t allow)
{
  static char storage[1024];
  mw_pop3_waiting ring[1];
  mw_pop3_response_reader reader;
  mw_pop3_response_event event;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  (void)mw_pop3_response_reader_init(&reader, storage, sizeof storage, ring, 1, allow);
  mw_pop3_response_reader_reset(&reader, false);
  (void)mw_pop3_response_reader_expect(&reader, MW_POP3_CAPA, false);
  while (mw_pop3_response_reader_next(&reader, &in, &event) == MW_OK) {
    must(event.fault == MW_FAULT_NONE, "what was written is no answer to CAPA");
    if (event.kind == MW_POP3_EVENT_LINE) {
      mw_pop3_capabilities_add(set, event.text, 0, &finding);
    }
  }
  must(finding.fault == MW_FAULT_NONE, "a line that was written is no capability");
  must(in.len == 0 && mw_pop3_response_reader_finish(&reader, &event) == MW_NEED_MORE,
       "the answer does not end");
}

#endif
