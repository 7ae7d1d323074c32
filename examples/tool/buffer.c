/* SPDX-License-Identifier: MIT */
/* Memory of the tool: the library needs none. */
#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *memory)
{
  if (memory == NULL) {
    fputs("mailwire: there is not enough memory\n", stderr);
    exit(2);
  }
  return memory;
}

char *buffer_room(buffer *b, size_t count)
{
  if (b->ptr == NULL || b->cap - b->len < count) {
    size_t cap = b->cap + b->cap / 2 + count + 64;
    b->ptr = must(realloc(b->ptr, cap));
    b->cap = cap;
  }
  return b->ptr + b->len;
}

void buffer_add(buffer *b, const void *octets, size_t count)
{
  if (count > 0) {
    memcpy(buffer_room(b, count), octets, count);
    b->len += count;
  }
}

void buffer_add_utf8(buffer *b, unsigned long code_point)
{
  int more = code_point < 0x80 ? 0 : code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  static const unsigned char first[] = {0, 0xC0, 0xE0, 0xF0};
  unsigned char octet = (unsigned char)(first[more] | code_point >> (6 * more));
  buffer_add(b, &octet, 1);
  while (more-- > 0) {
    octet = (unsigned char)(0x80 | (code_point >> (6 * more) & 0x3F));
    buffer_add(b, &octet, 1);
  }
}

void buffer_free(buffer *b)
{
  free(b->ptr);
  memset(b, 0, sizeof *b);
}

void *grow(void *array, size_t count, size_t size)
{
  /* Doubles at each power of two. */
  if ((count & (count - 1)) != 0) {
    return array;
  }
  return must(realloc(array, (count == 0 ? 1 : count * 2) * size));
}
