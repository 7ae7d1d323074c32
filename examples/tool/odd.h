/* SPDX-License-Identifier: MIT */
/* Anomalies, gathered for the whole conversation. */
#ifndef TOOL_ODD_H
#define TOOL_ODD_H

#include "conversation.h"

/* Those of a word that can be told: of one side alone nobody knows who waits for what. */
uint64_t odd_tellable(const conversation *c, uint64_t word);

/* Counts the anomalies of a word, of octets from there on. */
void odd_note(conversation *c, char dir, uint64_t begin, uint64_t word);

/* How many kinds of them were met, each direction by itself. */
uint64_t odd_kinds(const conversation *c);

/* A line for each, below the item that has them; but for those that its faults say. */
void odd_text_marks(const conversation *c, uint64_t word);

/* The list behind the summary, the gravest first; nothing when there is none. */
void odd_text_end(const conversation *c);

/* ,"anomalies":[...]: of an item, names; of the summary, with their places. */
void odd_json_word(const conversation *c, uint64_t word);
void odd_json_list(const conversation *c);

#endif
