/* SPDX-License-Identifier: MIT */
/* Bodies given to the models of readings in pieces, and where these end them. */
#ifndef TESTS_ASSERT_READING_H
#define TESTS_ASSERT_READING_H

#include "assert_mw.h"

/* A model that has not ended. */
enum { NONE = -1 };

/* Cut before each octet for which the mask has a bit. */
static inline void give_octets(mw_reading *r, const char *octets, size_t len, uint64_t cuts)
{
  size_t from = 0;
  size_t i;
  for (i = 1; i <= len; i++) {
    if (i == len || (cuts >> i % 64 & 1) != 0) {
      (void)mw_reading_add(r, mw_slice_of(octets + from, i - from));
      from = i;
    }
  }
}

static inline void assert_end(const mw_reading *r, int model, int expected)
{
  uint64_t offset;
  mw_reading_end end = mw_reading_get(r, (mw_reading_model)model, &offset);
  bool ended = expected != NONE;
  if ((end == MW_READING_ENDED) != ended || offset != (uint64_t)(ended ? expected : 0)) {
    fail_msg("%s: %d at %d, not at %d", mw_reading_model_name((mw_reading_model)model), end,
             (int)offset, expected);
  }
}

#endif
