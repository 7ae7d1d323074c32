/* SPDX-License-Identifier: MIT */
/* The names of what dialogues tell. */
#include "wire/turns.h"

const char *mw_direction_name(mw_direction direction)
{
  switch (direction) {
  case MW_FROM_CLIENT: return "client";
  case MW_FROM_SERVER: return "server";
  default: return "unknown";
  }
}

const char *mw_transaction_end_name(mw_transaction_end outcome)
{
  static const char *const names[] = {
      [MW_TRANSACTION_NONE] = "none",
      [MW_TRANSACTION_DELIVERED] = "delivered",
      [MW_TRANSACTION_REFUSED] = "refused",
      [MW_TRANSACTION_RESET] = "reset",
      [MW_TRANSACTION_REPLACED] = "replaced",
      [MW_TRANSACTION_HELLO] = "hello",
      [MW_TRANSACTION_QUIT] = "quit",
      [MW_TRANSACTION_STARTTLS] = "starttls",
      [MW_TRANSACTION_XCLIENT] = "xclient",
      [MW_TRANSACTION_UNFINISHED] = "unfinished",
      [MW_TRANSACTION_NOT_TERMINATED] = "not terminated",
      [MW_TRANSACTION_NO_REPLY] = "no reply",
      [MW_TRANSACTION_LOST] = "lost",
  };
  size_t number = (size_t)outcome;
  return number < sizeof names / sizeof names[0] ? names[number] : "unknown";
}
