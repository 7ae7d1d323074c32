/* SPDX-License-Identifier: MIT */
/* Octets that grow, and their printable form: what vectors are read from and traces are written in.
 */
#ifndef TESTS_TEXT_H
#define TESTS_TEXT_H

#include <mailwire/base.h>

/* Octets on the heap. All zero is empty. */
typedef struct text_buffer {
  char *ptr;
  size_t len;
  size_t room;
} text_buffer;

void text_free(text_buffer *t);
void text_clear(text_buffer *t);
void text_put(text_buffer *t, const void *octets, size_t count);
void text_add(text_buffer *t, const char *string);
void text_number(text_buffer *t, uint64_t number);

/* Adds "..." with the octets in their printable form: \r \n \0 \t \\ \" and \xhh for what is not
 * plain ASCII, and for "{". */
void text_quote(text_buffer *t, mw_slice octets);

/* Adds source with every {X*N} replaced by N times X, the innermost first. Other braces stay.
 * False: a number is too large. */
bool text_expand(text_buffer *t, mw_slice source);

/* Adds the octets that source spells: \r \n \0 \t \\ \" \xhh. False: another escape. */
bool text_unescape(text_buffer *t, mw_slice source);

/* Adds source with long runs of one octet written as {X*N}: for messages to people. */
void text_shorten(text_buffer *t, mw_slice source);

/* A copy in a block of exactly its size, so that a look beyond it is seen; it lives until the next
 * call. */
mw_slice text_exact(mw_slice octets);

/* The lines, the last in the order of octets first; empty ones are left out. */
void text_sort_lines(text_buffer *out);

#endif
