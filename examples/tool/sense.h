/* SPDX-License-Identifier: MIT */
/* What a reply means, for a person: once, and no longer than it has to be. */
#ifndef TOOL_SENSE_H
#define TOOL_SENSE_H

#include "conversation.h"
#include "words.h"

typedef struct sense {
  mw_judgement judgement;
  const mw_catalog_row *row; /* NULL: the text is none of the catalogue's */
  bool refused;
  bool for_now;     /* and may succeed later */
  const char *told; /* the phrase that says most */
  const char *also; /* one that says more; "" for none */
} sense;

/* The row itself, or of an alias the one whose spelling it is; NULL for NULL. */
const mw_catalog_row *row_meant(const mw_catalog_row *row);

/* judgement and row are set. place: what it answers, as a row of the catalogue has it ("RCPT",
 * "greeting", "end-of-data"); NULL: nobody knows. refused: by its code or status; for_now: by these
 * alone. */
void sense_of(const conversation *c, sense *s, const char *place, bool refused, bool for_now);

/* Beside the reply, which took that many columns: what it means, or whether to try again. Words
 * behind it, freed. */
void sense_head(const conversation *c, const sense *s, int width, buffer *behind);

/* Below: why it was refused, but for what was said already; what to do about it. The codes in words
 * and the advice stand once in a conversation. */
typedef struct sense_key {
  const char *key;
  const char *phrase;
} sense_key;

void sense_below(conversation *c, const sense *s, const sense_key *keys, size_t key_count,
                 const char *advice);

#endif
