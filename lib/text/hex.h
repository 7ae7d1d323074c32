/* SPDX-License-Identifier: MIT */
/* Hexadecimal digits, as the ABNF has them: upper case, unless lower case is asked for. */
#ifndef MWI_TEXT_HEX_H
#define MWI_TEXT_HEX_H

#include <stdbool.h>

/* The value of a digit; 16 when it is none. */
static inline unsigned mwi_hex_value(char c, bool lower)
{
  if (c >= '0' && c <= '9') {
    return (unsigned)(c - '0');
  }
  if (c >= 'A' && c <= 'F') {
    return (unsigned)(c - 'A') + 10;
  }
  return lower && c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

static inline char mwi_hex_digit(unsigned value)
{
  return "0123456789ABCDEF"[value & 15];
}

#endif
