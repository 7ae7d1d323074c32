/* SPDX-License-Identifier: MIT */
/* A recorded conversation, read from a file: both directions, and in what order their octets were
 * seen. */
#ifndef TOOL_INPUT_H
#define TOOL_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

/* Octets seen together, in one direction. */
typedef struct segment {
  bool server;
  size_t begin; /* in the octets of its direction */
  size_t end;
} segment;

typedef struct recording {
  buffer client;
  buffer server;
  segment *segments;
  size_t count;
} recording;

/* Reads the file at path, or stdin for "-". Two forms are understood:
 *   C 4845...  [ms]   a segment in hexadecimal digits; "#" begins a remark
 *   C: HELO x         a line; CRLF is put behind it
 * False, and *why is a sentence: it cannot be read, or is neither. */
bool recording_read(recording *r, const char *path, const char **why);
void recording_free(recording *r);

#endif
