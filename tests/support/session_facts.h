/* SPDX-License-Identifier: MIT */
/* The rows of reference/smtp-state.tsv, one after the other. */
#ifndef TESTS_SUPPORT_SESSION_FACTS_H
#define TESTS_SUPPORT_SESSION_FACTS_H

#include <mailwire/mailwire.h>

void facts_open(void);

/* Makes the next row the present one; false at the end. */
bool facts_next(void);

/* A field of the present row. */
const char *fact(const char *column);

/* Fails with the row's id, unless good. */
void must(bool good, const char *what, unsigned number);

/* The next of a list's items, behind which one of the separators stands; false at the end. */
bool next_item(const char **list, const char *separators, char *item, size_t size);

/* The code that an item of column reply stands for; of 4yz and 5yz one that RFC 3030 means. */
unsigned code_of(const char *item);

/* Whether the column reply has the code. */
bool lists_code(unsigned code);

/* The first or the last of the row's next states: where it has two, the last is the default view of
 * SMTP, and the first that of RFC 5321; in POP3 the last comes of +OK. Valid until the next call.
 */
const char *fact_next(bool first);
bool fact_has_views(void);

/* The first situation with that code. */
mw_smtp_situation situation_with(unsigned code);

#endif
