/* SPDX-License-Identifier: MIT */
/* Text for a person: octets made visible, columns, colours. */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include "conversation.h"

/* Where explanations begin. */
enum { TEXT_COLUMN = 48 };

/* More columns than this no value takes; nor does a line. */
enum { TEXT_WIDEST = 200, TEXT_LINE = 400 };

/* Colours of a terminal; none when they are off. */
void text_colour(const conversation *c, const char *code);

/* Octets in ASCII alone, cut after about `most` columns; returns how many were used. */
int text_put(mw_slice octets, int most);

/* One blank at least, up to TEXT_COLUMN. */
void text_pad(int width);

/* Shows a line of the client's and pads up to what it means. secret: part of it, not shown unless
 * asked for, nor is what follows it; ptr NULL: there is none. */
void text_secret_line(const conversation *c, mw_slice raw, mw_slice secret);

/* What is odd about an item. */
void text_note(const conversation *c, const char *words);

/* How many replies answered nothing, and how many commands have none. */
void text_end_counts(const conversation *c);

/* A line of what an item says: its name, then the caller's words. */
void text_begin_fact(const char *name);
void text_begin_fact_of(mw_slice name);

/* What a key of a table means, in one phrase; its source, as " (RFC 5321 4.1)". */
const char *text_phrase(const conversation *c, mw_topic topic, const char *key);
void text_source(const char *rfc);

/* A line beside what was said: a key and its phrase; a longer text. */
void text_beside(const char *key, const char *phrase);
void text_advice(const char *advice);

/* What was wrong with a line, and what was tolerated. */
void text_deviations(const conversation *c, mw_fault fault, uint64_t at, uint64_t tolerated,
                     uint64_t offset);

#endif
