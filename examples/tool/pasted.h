/* SPDX-License-Identifier: MIT */
/* A reply as a person has it: within the words of a bounce message, a log, a transcript. */
#ifndef TOOL_PASTED_H
#define TOOL_PASTED_H

#include <mailwire/mailwire.h>

/* What was found in a text; slices point into it. */
typedef struct pasted {
  mw_slice reply;    /* the reply line; the whole text when there is none */
  mw_slice enhanced; /* an enhanced status code without a reply code; ptr NULL: none */
  bool has_code;     /* reply begins with a code or a status */
  mw_place place;    /* what it answers, where the text tells: COMMAND with verb, or END_OF_DATA */
  mw_smtp_verb verb;
} pasted;

/* Finds the reply in one line: at its begin, or where digits stand as a reply code does, rather
 * where an enhanced status code follows, or "said:", "smtp;", a quote stand in front. */
void pasted_find(mw_slice line, pasted *found);

#endif
