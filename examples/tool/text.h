/* SPDX-License-Identifier: MIT */
/* Text for a person: octets made visible, columns, colours. */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include "conversation.h"

/* Where explanations begin. */
enum { TEXT_COLUMN = 48 };

/* Colours of a terminal; none when they are off. */
void text_colour(const conversation *c, const char *code);

/* Octets in ASCII alone, cut after about `most` columns; returns how many were used. */
int text_put(mw_slice octets, int most);

/* One blank at least, up to TEXT_COLUMN. */
void text_pad(int width);

/* A line of what an item says: its name, then the caller's words. */
void text_begin_fact(const char *name);
void text_begin_fact_of(mw_slice name);

/* What was wrong with a line, and what was tolerated. */
void text_deviations(const conversation *c, mw_fault fault, uint64_t at, uint64_t tolerated,
                     uint64_t offset);

#endif
