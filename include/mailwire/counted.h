/* SPDX-License-Identifier: MIT */
/* Counted octets: the chunks of BDAT (RFC 3030 2).
 *
 *   bdat-cmd   = "BDAT" SP chunk-size [ SP end-marker ] CRLF
 *   chunk-size = 1*DIGIT
 *   end-marker = "LAST"
 *
 * A chunk is a number and nothing else: no octet in it means anything here.
 */
#ifndef MAILWIRE_COUNTED_H
#define MAILWIRE_COUNTED_H

#include <mailwire/fault.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a BDAT argument says. Fields are public. */
typedef struct mw_chunk {
  mw_fault fault;  /* MW_FAULT_NONE, BAD_CHUNK_SIZE or BAD_CHUNK_END */
  size_t at;       /* with a fault: where the argument stops being one, from its first octet */
  uint64_t octets; /* that follow the line, or MW_OCTETS_UNKNOWN. With BAD_CHUNK_END the size is
                      known all the same: that many are to be skipped, if the peer sends them */
  bool last;       /* LAST was there */
} mw_chunk;

/* Reads the argument of a BDAT line: what follows "BDAT" and one space. A size of 2^63 or more, a
 * sign, a blank in front, or no digit at all: BAD_CHUNK_SIZE, and how many octets follow cannot be
 * known. Anything after the size but " LAST": BAD_CHUNK_END, and the size is known. */
MW_API void mw_chunk_parse(mw_slice argument, mw_chunk *chunk);

/* Counts octets. All fields are private. */
typedef struct mw_counted {
  uint64_t left;
} mw_counted;

/* Prepares c for that many octets. */
MW_API void mw_counted_init(mw_counted *c, uint64_t octets);

/* Takes up to the count from *in, in place. MW_OK: *octets was stored, never empty.
 * MW_NEED_MORE: *in is empty and octets are still due. MW_PAUSED: the count is complete; what is
 * left of *in belongs to whatever comes next. */
MW_API mw_status mw_counted_next(mw_counted *c, mw_slice *in, mw_slice *octets);

/* How many octets are still due: at an early end, how many are missing. */
MW_API uint64_t mw_counted_left(const mw_counted *c);

#ifdef __cplusplus
}
#endif

#endif
