/* SPDX-License-Identifier: MIT */
/* Any octets to the POP3 command reader, in any configuration. */
#include "oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  vector v;
  if (oracle_vector(&v, UNIT_POP3_COMMAND_READER, data, size)) {
    oracle_check(&v, true);
  }
  return 0;
}
