/* SPDX-License-Identifier: MIT */
/* Octets that grow. Running out of memory ends the program with a sentence. */
#ifndef TOOL_BUFFER_H
#define TOOL_BUFFER_H

#include <stddef.h>

typedef struct buffer {
  char *ptr;
  size_t len;
  size_t cap;
} buffer;

/* Room for count more octets behind len; returns where it begins. */
char *buffer_room(buffer *b, size_t count);
void buffer_add(buffer *b, const void *octets, size_t count);
void buffer_add_utf8(buffer *b, unsigned long code_point);
void buffer_free(buffer *b);

/* Room for one more element behind count elements of that size: the array, moved if need be. */
void *grow(void *array, size_t count, size_t size);

#endif
