/* SPDX-License-Identifier: MIT */
/* Where messages end, if the recording alone does not say. */
#ifndef TOOL_ENDS_H
#define TOOL_ENDS_H

#include "conversation.h"

/* Chooses the rule by which an SMTP conversation is read, and keeps what the other one says. */
void ends_choose(conversation *c);

void reading_free(reading *all);

#endif
