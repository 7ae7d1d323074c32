/* SPDX-License-Identifier: MIT */
/* Octets that grow, and their printable form: what vectors are read from and traces are written in. */
#ifndef TESTS_TEXT_H
#define TESTS_TEXT_H

#include <mailwire/base.h>

/* Octets on the heap. All zero is empty. */
typedef struct text {
  char *ptr;
  size_t len;
  size_t room;
} text;

void text_free(text *t);
void text_clear(text *t);
void text_put(text *t, const void *octets, size_t count);
void text_add(text *t, const char *string);
void text_number(text *t, uint64_t number);

/* Adds "..." with the octets in their printable form: \r \n \0 \t \\ \" and \xhh for what is not plain
 * ASCII, and for "{". */
void text_quote(text *t, mw_slice octets);

/* Adds source with every {X*N} replaced by N times X, the innermost first. Other braces stay. False: a
 * number is too large. */
bool text_expand(text *t, mw_slice source);

/* Adds the octets that source spells: \r \n \0 \t \\ \" \xhh. False: another escape. */
bool text_unescape(text *t, mw_slice source);

/* Adds source with long runs of one octet written as {X*N}: for messages to people. */
void text_shorten(text *t, mw_slice source);

#endif
