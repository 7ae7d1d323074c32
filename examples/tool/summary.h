/* SPDX-License-Identifier: MIT */
/* A conversation in numbers, for a person. */
#ifndef TOOL_SUMMARY_H
#define TOOL_SUMMARY_H

#include "ends.h"
#include "words.h"

/* "6 commands, 7 replies, 1 transaction"; of POP3 without transactions. */
void summary_counts(const conversation *c, const ends_counts *counts, buffer *words);

/* The lines of the summary in front of the anomalies. */
void summary_text(const conversation *c, const ends_counts *counts);

/* By which rule messages end where readers differ, why, and what the other one reads; else
 * nothing. */
void summary_text_ends(const conversation *c);

#endif
