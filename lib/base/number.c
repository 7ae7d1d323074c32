/* SPDX-License-Identifier: MIT */
/* Decimal numbers that cannot wrap. */
#include "base/number.h"

mwi_number mwi_number_parse(mw_slice *in, uint64_t max, uint64_t *value)
{
  uint64_t n = 0;
  size_t i;
  *value = 0;
  for (i = 0; i < in->len; i++) {
    unsigned digit = (unsigned)(unsigned char)in->ptr[i] - '0';
    if (digit > 9) {
      break;
    }
    if (n > max / 10 || digit > max - n * 10) {
      *value = max;
      return MWI_NUMBER_TOO_LARGE;
    }
    n = n * 10 + digit;
  }
  if (i == 0) {
    return MWI_NUMBER_NONE;
  }
  in->ptr += i;
  in->len -= i;
  *value = n;
  return MWI_NUMBER_OK;
}
