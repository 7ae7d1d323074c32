/* SPDX-License-Identifier: MIT */
/* The keys of all topics, as the explanations need them. */
#ifndef MWI_KNOWLEDGE_TOPIC_H
#define MWI_KNOWLEDGE_TOPIC_H

#include <mailwire/explanation.h>

/* A row of a topic's table: its key, what the table itself says of it, its sources. */
typedef struct mwi_topic_key {
  const char *key;
  const char *words;
  const char *rfc;
} mwi_topic_key;

/* The row of that key, letters compared without regard to case; NULL if there is none. */
const mwi_topic_key *mwi_topic_find(mw_topic topic, mw_slice key);

#endif
