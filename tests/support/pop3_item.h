/* SPDX-License-Identifier: MIT */
/* The four kinds of POP3 listings, read by one function into one struct. */
#ifndef TESTS_POP3_ITEM_H
#define TESTS_POP3_ITEM_H

#include <mailwire/pop3_listing.h>

typedef enum listing { DROP, SCAN, UIDL, LANG } listing;

typedef struct item {
  uint32_t number;
  uint64_t octets;
  mw_slice text; /* extra, id; the language's text */
  mw_slice tag;
} item;

/* Reads a copy of the octets in a block of exactly their size, which lives until the next call.
 * *finding is emptied first. */
bool read_item(listing which, mw_slice octets, uint64_t allow, item *read, mw_finding *finding);

#endif
