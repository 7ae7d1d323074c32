/* SPDX-License-Identifier: MIT */
/* Small things that many files do with slices. */
#ifndef MWI_BASE_SLICE_H
#define MWI_BASE_SLICE_H

#include <mailwire/base.h>

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

#endif
