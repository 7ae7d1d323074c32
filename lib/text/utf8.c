/* SPDX-License-Identifier: MIT */
/* UTF-8 in pieces (RFC 3629): whether a stream is well formed. */
#include "base/utf8.h"

#include <string.h>

#include "base/slice.h"

void mw_utf8_init(mw_utf8 *u)
{
  if (u == NULL) {
    return;
  }
  memset(u, 0, sizeof *u);
}

bool mw_utf8_next(mw_utf8 *u, mw_slice *in)
{
  if (u == NULL || in == NULL) {
    return false;
  }
  while (in->len > 0) {
    if (!mwi_utf8_step(u, (unsigned char)in->ptr[0])) {
      return false;
    }
    *in = mwi_slice_from(*in, 1);
  }
  return true;
}

bool mw_utf8_finish(const mw_utf8 *u)
{
  return u != NULL && u->need == 0;
}

bool mw_utf8_valid(mw_slice text)
{
  mw_utf8 u;
  mw_utf8_init(&u);
  return mw_utf8_next(&u, &text) && mw_utf8_finish(&u);
}
