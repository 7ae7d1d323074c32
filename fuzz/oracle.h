/* SPDX-License-Identifier: MIT */
/* What must hold for any octets: the same events whatever way they are cut and the reader is driven, and the law. */
#ifndef FUZZ_ORACLE_H
#define FUZZ_ORACLE_H

#include <stddef.h>
#include <stdint.h>

#include "support/vector.h"

/* The entry that fuzzers call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* How many octets of a fuzzer's input say how to read the rest. */
enum { ORACLE_HEAD = 12 };

/* Makes a vector of a fuzzer's input:
 *   0..3   tolerances, the lowest octet first; those beyond MW_ALLOW_LF_DOT_END do not matter
 *   4      policy (bits 0, 1), options (bit 2), finish (bit 3)
 *   5      storage: 3 octets and this many
 *   6, 7   limits: of the first and of the others, 3 octets and this many; 0: as they are
 *   8..11  answers at holds, two in each octet; the POP3 response reader has its own meaning
 * False: there are fewer octets. */
bool oracle_vector(vector *v, vector_unit unit, const uint8_t *data, size_t size);

/* Reads v whole; then octet by octet, and at random cuts, in every way to drive it. Says on stderr what differs, and
 * aborts. */
void oracle_check(vector *v, bool feeds);

#endif
