/* SPDX-License-Identifier: MIT */
/* Octets from anywhere, so that a terminal takes none of them for a command. */
#include "visible.h"

#include <mailwire/codec.h>

#include "buffer.h"

/* Whether a terminal would take the octets that begin there for a command: C0, DEL, C1. */
static bool is_control(const char *octets, size_t left)
{
  unsigned char o = (unsigned char)octets[0];
  return o < 0x20 || o == 0x7f ||
         (o == 0xc2 && left > 1 && (unsigned char)octets[1] >= 0x80 &&
          (unsigned char)octets[1] < 0xa0);
}

char *visible(mw_slice octets)
{
  static const char hex[] = "0123456789ABCDEF";
  buffer text = {NULL, 0, 0};
  bool utf8 = mw_utf8_valid(octets);
  size_t i;
  for (i = 0; i < octets.len; i++) {
    unsigned char o = (unsigned char)octets.ptr[i];
    bool control = is_control(octets.ptr + i, octets.len - i);
    if (control && o == 0xc2) {
      o = (unsigned char)octets.ptr[++i];
    }
    if (control || (o >= 0x80 && !utf8)) {
      char made[4] = {'\\', 'x', hex[o >> 4], hex[o & 15]};
      buffer_add(&text, made, sizeof made);
    } else {
      buffer_add(&text, &octets.ptr[i], 1);
    }
  }
  buffer_add(&text, "", 1);
  return text.ptr;
}
