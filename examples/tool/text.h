/* SPDX-License-Identifier: MIT */
/* Text for a person: octets made visible, columns, colours. */
#ifndef TOOL_TEXT_H
#define TOOL_TEXT_H

#include "conversation.h"
#include "words.h"

/* Where explanations begin. */
enum { TEXT_COLUMN = 48 };

/* More columns than this no value takes; nor does a line. */
enum { TEXT_WIDEST = 200, TEXT_LINE = 400 };

/* Colours of a terminal; none when they are off. */
void text_colour(const conversation *c, const char *code);

/* Octets in ASCII alone, cut after about `most` columns; returns how many were used. */
int text_put(mw_slice octets, int most);

/* Blanks up to TEXT_COLUMN; in the next line when that many cells leave no room. */
void text_pad(int width);

/* Words at TEXT_COLUMN and so many cells further, behind a line of that width, in as many lines as
 * they need. Frees them. */
void text_column(const conversation *c, int width, int indent, buffer *words);

/* Shows a line of the client's; returns how many columns it took. secret: part of it, not shown
 * unless asked for, nor is what follows it; ptr NULL: there is none. */
int text_secret_line(const conversation *c, mw_slice raw, mw_slice secret);

/* What is odd about an item: "! ...", in a colour. Frees the words. */
void text_mark(const conversation *c, const char *colour, buffer *words);
void text_note(const conversation *c, const char *note);

/* A line of what an item says: its name, then the caller's words. */
void text_begin_fact(const char *name);
void text_begin_fact_of(mw_slice name);

/* What a key of a table means, in one phrase; its source, as " (RFC5321 4.1)". */
const char *text_phrase(const conversation *c, mw_topic topic, const char *key);
void text_source(const mw_text *text, buffer *words, const char *rfc);

/* A line beside what was said: a key ("": none) and its phrase; a longer text. */
void text_beside(const conversation *c, const char *key, const char *phrase);
void text_advice(const conversation *c, const char *advice);

/* What was wrong with a line, and what was tolerated. */
void text_deviations(const conversation *c, mw_fault fault, uint64_t at, uint64_t tolerated,
                     uint64_t offset);

#endif
