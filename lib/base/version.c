/* SPDX-License-Identifier: MIT */
/* Which version was linked. */
#include <mailwire/version.h>

const char *mw_version(void)
{
  return MAILWIRE_VERSION_STRING;
}

uint32_t mw_version_number(void)
{
  return MAILWIRE_VERSION_NUMBER;
}
