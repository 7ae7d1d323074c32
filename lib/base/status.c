/* SPDX-License-Identifier: MIT */
/* The names of the statuses. */
#include <mailwire/base.h>

const char *mw_status_name(mw_status status)
{
  switch (status) {
  case MW_OK: return "OK";
  case MW_NEED_MORE: return "NEED_MORE";
  case MW_PAUSED: return "PAUSED";
  case MW_E_ARGUMENT: return "E_ARGUMENT";
  case MW_E_SPACE: return "E_SPACE";
  case MW_E_ABORTED: return "E_ABORTED";
  default: return "UNKNOWN";
  }
}
