/* SPDX-License-Identifier: MIT */
/* A status line of POP3, read from a block of exactly its size. */
#ifndef TESTS_SUPPORT_POP3_STATUS_LINE_H
#define TESTS_SUPPORT_POP3_STATUS_LINE_H

#include "assert_mw.h"
/* cmocka comes first. */
#include "text.h"

static mw_pop3_response response;
static mw_finding finding;

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

/* Reads a copy of the line in a block of exactly its size, which lives until the next call. */
static bool read_octets(mw_slice octets, uint64_t allow)
{
  mw_slice copy = text_exact(octets);
  memset(&response, 0xa5, sizeof response);
  memset(&finding, 0, sizeof finding);
  return mw_pop3_response_parse(copy, allow, &response, &finding);
}

static bool read_line(const char *line, uint64_t allow)
{
  return read_octets(text(line), allow);
}

#endif
