/* SPDX-License-Identifier: MIT */
/* Which version was linked, and what it was built with. */
#include <mailwire/version.h>

const char *mw_version(void)
{
  return MAILWIRE_VERSION_STRING;
}

uint32_t mw_version_number(void)
{
  return MAILWIRE_VERSION_NUMBER;
}

uint32_t mw_features(void)
{
#ifdef MAILWIRE_NO_TEXT_JA
  return 0;
#else
  return MW_FEATURE_TEXT_JA;
#endif
}
