/* SPDX-License-Identifier: MIT */
/* Assertions on slices, for tests with cmocka, which must be included first. */
#ifndef TESTS_ASSERT_SLICE_H
#define TESTS_ASSERT_SLICE_H

#include <mailwire/base.h>
#include <stdlib.h>

#include "text.h"

static inline void assert_slice_at(mw_slice found, mw_slice expected, const char *file, int line)
{
  if (!mw_slice_equal(found, expected)) {
    text_buffer message = {NULL, 0, 0};
    text_quote(&message, found);
    text_add(&message, " is not ");
    text_quote(&message, expected);
    text_put(&message, "", 1);
    print_error("%s\n", message.ptr);
    text_free(&message);
    _fail(file, line);
  }
}

/* The slice holds the octets of a string literal, which may hold NULs. */
#define assert_slice(found, literal)                                                               \
  assert_slice_at((found), mw_slice_of((literal), sizeof(literal) - 1), __FILE__, __LINE__)

/* Both hold the same octets. */
#define assert_slices(found, expected) assert_slice_at((found), (expected), __FILE__, __LINE__)

/* The slice is absent: not even empty. */
#define assert_absent(found) assert_null((found).ptr)

#endif
