/* SPDX-License-Identifier: MIT */
/* What a fuzzer claims of the library. */
#ifndef FUZZ_MUST_H
#define FUZZ_MUST_H

#include <stdio.h>
#include <stdlib.h>

static inline void must(int kept, const char *what)
{
  if (!kept) {
    fprintf(stderr, "%s\n", what);
    abort();
  }
}

#endif
