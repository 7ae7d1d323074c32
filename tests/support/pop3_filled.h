/* SPDX-License-Identifier: MIT */
/* A set of capabilities with its room, filled from a text. */
#ifndef TESTS_POP3_FILLED_H
#define TESTS_POP3_FILLED_H

#include <mailwire/pop3_capability.h>
#include <string.h>

typedef struct filled {
  mw_pop3_capabilities set;
  char room[4096];
} filled;

/* Lines separated by LF; what is wrong with one of them. */
static inline mw_finding fill(filled *f, const char *lines, uint64_t allow)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities_init(&f->set, f->room, sizeof f->room);
  while (*lines != '\0') {
    size_t len = strcspn(lines, "\n");
    mw_pop3_capabilities_add(&f->set, mw_slice_of(lines, len), allow, &finding);
    lines += len + (lines[len] == '\n' ? 1 : 0);
  }
  return finding;
}

#endif
