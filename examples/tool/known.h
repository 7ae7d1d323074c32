/* SPDX-License-Identifier: MIT */
/* Which rows of the catalogue a line is known by: whole lines, and in front of them the phrase that
 * says more than they do, if there is one. */
#ifndef TOOL_KNOWN_H
#define TOOL_KNOWN_H

#include <mailwire/catalog.h>

/* Those of whole lines alone. */
const mw_catalog *known_lines(void);

/* Whether the row is a phrase: a server's own sentence is not known then. */
bool known_by_phrase(const mw_catalog_row *row);

/* Puts the phrase that fits the line in front of the count rows (room for `room`) when more of the
 * line is its own, or when it is in the reason that a row leaves open ("Recipient address rejected:
 * {reason}"): with the values of that row then, else without any, since its own are only what
 * stands around it. Returns how many rows there are now. */
size_t known_add_phrase(mw_slice line, mw_catalog_match *rows, size_t count, size_t room);

/* The rows of a line, room of them at most. Returns how many are stored. */
size_t known_rows(mw_slice line, mw_catalog_match *rows, size_t room);

#endif
