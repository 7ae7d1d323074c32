/* SPDX-License-Identifier: MIT */
/* cmocka with its own needs, and assertions on slices. */
#ifndef TEST_ASSERT_MW_H
#define TEST_ASSERT_MW_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <mailwire/mailwire.h>

/* The slice holds exactly the octets of the string. */
#define assert_octets(slice, text)                                                                  \
  do {                                                                                              \
    assert_int_equal((slice).len, sizeof(text) - 1);                                                \
    assert_memory_equal((slice).ptr, text, sizeof(text) - 1);                                       \
  } while (0)

#endif
