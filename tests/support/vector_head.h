/* SPDX-License-Identifier: MIT */
/* The lines "key: value" of a vector. */
#ifndef TESTS_VECTOR_HEAD_H
#define TESTS_VECTOR_HEAD_H

#include "vector.h"

/* Applies one. False: the key is unknown, or the value does not suit it. */
bool vector_head(vector *v, mw_slice key, mw_slice value);

#endif
