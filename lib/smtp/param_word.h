/* SPDX-License-Identifier: MIT */
/* Words of letters, digits and "-" compared eight octets at a time, without regard to case
 * (RFC 5321 2.4).
 */
#ifndef MWI_SMTP_PARAM_WORD_H
#define MWI_SMTP_PARAM_WORD_H

#include "smtp/verb.h"

/* Small letters become capital ones. Other octets may change too, but into no letter, digit or "-":
 * the bit 20 is taken from those that have the bit 40, as digits and "-" have not. */
static inline uint64_t mwi_fold_eight(uint64_t word)
{
  return word & ~((word & UINT64_C(0x4040404040404040)) >> 1);
}

#endif
