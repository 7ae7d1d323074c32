/* SPDX-License-Identifier: MIT */
/* Slices: making and comparing them. */
#include <mailwire/base.h>
#include <string.h>

#include "base/slice.h"

mw_slice mw_slice_of(const void *bytes, size_t len)
{
  mw_slice slice;
  slice.ptr = (const char *)bytes;
  slice.len = len;
  return slice;
}

mw_slice mw_slice_text(const char *text)
{
  return mw_slice_of(text, text != NULL ? strlen(text) : 0);
}

bool mw_slice_equal(mw_slice a, mw_slice b)
{
  return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool mw_slice_equal_nocase(mw_slice a, mw_slice b)
{
  size_t i;
  if (a.len != b.len) {
    return false;
  }
  for (i = 0; i < a.len; i++) {
    if (a.ptr[i] != b.ptr[i] && mwi_to_upper(a.ptr[i]) != mwi_to_upper(b.ptr[i])) {
      return false;
    }
  }
  return true;
}
