/* SPDX-License-Identifier: MIT */
/* A status line of POP3, read from a block of exactly its size. */
#ifndef TESTS_SUPPORT_POP3_STATUS_LINE_H
#define TESTS_SUPPORT_POP3_STATUS_LINE_H

#include <stdlib.h>

#include "assert_mw.h"

static mw_pop3_response response;
static mw_finding finding;

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

/* Reads a copy of the line in a block of exactly its size, which lives until the next call. */
static bool read_octets(mw_slice octets, uint64_t allow)
{
  static char *block;
  free(block);
  block = octets.len > 0 ? malloc(octets.len) : NULL;
  if (octets.len > 0) {
    assert_non_null(block);
    memcpy(block, octets.ptr, octets.len);
  }
  memset(&response, 0xa5, sizeof response);
  memset(&finding, 0, sizeof finding);
  return mw_pop3_response_parse(mw_slice_of(block, octets.len), allow, &response, &finding);
}

static bool read_line(const char *line, uint64_t allow)
{
  return read_octets(text(line), allow);
}

#endif
