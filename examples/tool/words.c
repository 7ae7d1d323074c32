/* SPDX-License-Identifier: MIT */
/* Words for a person, gathered so that they can be broken into lines. */
#include "words.h"

#include <stdarg.h>
#include <stdio.h>

void words_add(buffer *words, const char *format, ...)
{
  va_list arguments;
  int len;
  va_start(arguments, format);
  len = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (len > 0) {
    char *room = buffer_room(words, (size_t)len + 1);
    va_start(arguments, format);
    (void)vsnprintf(room, (size_t)len + 1, format, arguments);
    va_end(arguments);
    words->len += (size_t)len;
  }
}

/* One octet, made visible; how many columns it takes. */
static int add_octet(buffer *words, char octet)
{
  static const char hex[] = "0123456789ABCDEF";
  unsigned char o = (unsigned char)octet;
  char made[4] = {'\\', 'x', hex[o >> 4], hex[o & 15]};
  if (o >= 0x20 && o < 0x7f && o != '\\') {
    buffer_add(words, &octet, 1);
    return 1;
  }
  if (o == '\\') {
    buffer_add(words, "\\\\", 2);
    return 2;
  }
  buffer_add(words, made, sizeof made);
  return (int)sizeof made;
}

int words_octets(buffer *words, mw_slice octets, int most)
{
  int width = 0;
  size_t i;
  for (i = 0; i < octets.len; i++) {
    if (width >= most) {
      buffer_add(words, "...", 3);
      return width + 3;
    }
    width += add_octet(words, octets.ptr[i]);
  }
  return width;
}

const char *words_text(buffer *words)
{
  *buffer_room(words, 1) = '\0';
  return words->ptr;
}
