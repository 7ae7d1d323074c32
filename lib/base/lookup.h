/* SPDX-License-Identifier: MIT */
/* Finding a number in a table whose keys ascend. */
#ifndef MWI_BASE_LOOKUP_H
#define MWI_BASE_LOOKUP_H

#include <stddef.h>
#include <stdint.h>

/* Where key stands among the count ascending keys; count when it does not. */
static inline size_t mwi_lookup(const uint32_t *keys, size_t count, uint32_t key)
{
  size_t low = 0;
  size_t high = count;

  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (keys[middle] < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < count && keys[low] == key ? low : count;
}

#endif
