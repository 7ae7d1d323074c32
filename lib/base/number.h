/* SPDX-License-Identifier: MIT */
/* Decimal numbers with an upper bound: digits only, no sign, no blanks, no locale. */
#ifndef MWI_BASE_NUMBER_H
#define MWI_BASE_NUMBER_H

#include <mailwire/base.h>

typedef enum mwi_number {
  MWI_NUMBER_OK,
  MWI_NUMBER_NONE,     /* no digit stands there */
  MWI_NUMBER_TOO_LARGE /* the digits say more than max */
} mwi_number;

/* Reads 1*DIGIT from *in, which is shortened by it only when the number is good. *value: the
 * number, or max when it is too large, or 0. */
mwi_number mwi_number_parse(mw_slice *in, uint64_t max, uint64_t *value);

#endif
