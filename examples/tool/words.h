/* SPDX-License-Identifier: MIT */
/* Words for a person, gathered so that they can be broken into lines. */
#ifndef TOOL_WORDS_H
#define TOOL_WORDS_H

#include <mailwire/base.h>

#include "buffer.h"

/* Adds what printf() would print. */
void words_add(buffer *words, const char *format, ...);

/* Adds octets in ASCII alone, cut after about `most` columns; returns how many were used. */
int words_octets(buffer *words, mw_slice octets, int most);

/* What was gathered, as a text; "" for nothing. Valid until more is added. */
const char *words_text(buffer *words);

#endif
