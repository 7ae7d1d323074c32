/* SPDX-License-Identifier: MIT */
/* What the ledger and the models of readings are held against: the same questions, answered by
 * looking at the whole buffer again for each octet, each definition as it stands, and without the
 * library.
 */
#ifndef TESTS_NAIVE_H
#define TESTS_NAIVE_H

#include <mailwire/ledger.h>
#include <mailwire/reading.h>

/* A stream that lies whole in memory. Symbols are octets, or NAIVE_GAP where octets were lost. */
typedef struct naive_stream {
  const int *symbols;
  size_t len;
  uint64_t lost; /* how many octets each gap stands for */
  bool finished; /* nothing follows; otherwise it is not known what does */
} naive_stream;

enum { NAIVE_GAP = 256 };

/* The entry of that kind. limit: of a line, 0 for none. */
mw_ledger_entry naive_ledger(const naive_stream *s, mw_ledger_kind kind, size_t limit);

uint64_t naive_octets(const naive_stream *s);
uint64_t naive_line_ends(const naive_stream *s);
uint64_t naive_lines(const naive_stream *s);

/* The most octets of a body. */
enum { NAIVE_MOST = 4096 };

/* Where the reader of that name ends the body of the first len octets; NAIVE_OPEN: nowhere. Each is
 * written as such a reader would be: by lines, or by a search for the octets that it waits for. */
size_t naive_end(const char *body, size_t len, mw_reading_model model, bool finished);

#define NAIVE_OPEN SIZE_MAX

#endif
