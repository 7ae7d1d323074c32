/* SPDX-License-Identifier: MIT */
/* Which codes may be written, for those who write many of them. */
#ifndef MWI_SMTP_CODE_H
#define MWI_SMTP_CODE_H

#include <mailwire/smtp_code.h>

/* mw_smtp_code_is_regular() */
static inline bool mwi_code_is_regular(unsigned code)
{
  return code >= 200 && code <= 559 && code / 10 % 10 <= 5;
}

/* The first part of an enhanced status code (RFC 3463 2). */
static inline bool mwi_is_enhanced_class(unsigned klass)
{
  return klass == 2 || klass == 4 || klass == 5;
}

/* mw_enhanced_fits() */
static inline bool mwi_enhanced_fits(mw_enhanced enhanced, unsigned code)
{
  return mwi_is_enhanced_class(enhanced.klass) && code / 100 == enhanced.klass &&
         enhanced.subject <= 999 && enhanced.detail <= 999;
}

#endif
