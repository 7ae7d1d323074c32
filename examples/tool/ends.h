/* SPDX-License-Identifier: MIT */
/* Where messages end, if the recording alone does not say. */
#ifndef TOOL_ENDS_H
#define TOOL_ENDS_H

#include "conversation.h"

/* Chooses the rule by which an SMTP conversation is read, and keeps what the other one says. */
void ends_choose(conversation *c);

/* What is said in a recording, counted before any of it is shown. */
typedef struct ends_counts {
  uint64_t commands, replies, transactions;
} ends_counts;

void ends_count(const conversation *c, ends_counts *counts);

void reading_free(reading *all);

#endif
