/* SPDX-License-Identifier: MIT */
/* Small things that many files do with slices. */
#ifndef MWI_BASE_SLICE_H
#define MWI_BASE_SLICE_H

#include <mailwire/base.h>
#include <string.h>

/* ASCII letters alone change; no locale. */
static inline char mwi_to_upper(char octet)
{
  return octet >= 'a' && octet <= 'z' ? (char)(octet - ('a' - 'A')) : octet;
}

/* A control character of ASCII. */
static inline bool mwi_is_control(char octet)
{
  return (unsigned char)octet < 0x20 || octet == 0x7f;
}

/* What follows the first count octets. count must not be above slice.len. */
static inline mw_slice mwi_slice_from(mw_slice slice, size_t count)
{
  slice.ptr += count;
  slice.len -= count;
  return slice;
}

/* The first count octets. */
static inline mw_slice mwi_slice_head(mw_slice slice, size_t count)
{
  slice.len = count;
  return slice;
}

/* Makes a struct of at most 320 octets zero, in parts so small that compilers write each without a
 * loop or a call. count must be a constant. */
static inline void mwi_clear(void *octets, size_t count)
{
  enum { PART = 64 };
  char *at = octets;
  memset(at, 0, count < PART ? count : PART);
  if (count > PART) {
    memset(at + PART, 0, count - PART < PART ? count - PART : PART);
  }
  if (count > 2 * PART) {
    memset(at + 2 * PART, 0, count - 2 * PART < PART ? count - 2 * PART : PART);
  }
  if (count > 3 * PART) {
    memset(at + 3 * PART, 0, count - 3 * PART < PART ? count - 3 * PART : PART);
  }
  if (count > 4 * PART) {
    memset(at + 4 * PART, 0, count - 4 * PART);
  }
}

#endif
