/* SPDX-License-Identifier: MIT */
/* The two ways in which "mailwire codes" shows entries to a person. */
#ifndef TOOL_CODES_H
#define TOOL_CODES_H

#include "entry.h"
#include "speech.h"

/* All that is known of one entry, a fact a line. codes_facts.c */
void codes_put_block(const mw_text *text, const entry *e);

/* A line for each entry, a table for each topic. codes.c */
void codes_put_table(const mw_text *text, const entry *list, size_t count);

/* Retry or not, for the first digit of a code. */
const char *codes_retry(const mw_text *text, unsigned code);

/* "permanent", for a person. */
const char *codes_class(const mw_text *text, unsigned code);

#endif
