/* SPDX-License-Identifier: MIT */
/* What a person can look up in the tables: a topic and one of its keys; and how it is asked for. */
#ifndef TOOL_ENTRY_H
#define TOOL_ENTRY_H

#include <mailwire/mailwire.h>

typedef struct entry {
  mw_topic topic;
  const char *key;
  unsigned klass; /* of an enhanced status code that was asked for with its class; else 0 */
} entry;

typedef struct entry_list {
  entry *list;
  size_t count;
  bool exact;         /* what was asked for is a key; else it stands for many */
  char undefined[16]; /* a code that no table has: found is what stands above it; else "" */
} entry_list;

/* Adds what argument asks for, letters in either case; of a code that no table has, its class and
 * category, or its subject:
 *   a key: 554, 5.7.1, RCPT, SIZE, +OK, IN-USE, bare-lf, smtp.reply.250.queued
 *   many: 55x, 5xx or 5yz, x5x or x5z, 5.7.x, smtp.reply.250. (what begins so), or a topic: verbs,
 *   codes, enhanced, extensions ...; "all"
 *   as people write it: "MAIL FROM:", "START TLS", "550-5.1.1", "(5.1.1)", full-width digits
 * False: there is nothing of that name. */
bool entries_find(entry_list *found, const char *argument);

/* The codes, classes and categories of SMTP, and what POP3 answers: what "codes" alone shows. */
void entries_default(entry_list *found);

void entries_free(entry_list *found);

/* Makes one word of two that are a verb: "MAIL" and "FROM:<a@b>". Returns how many are left.
 * entry_asked.c */
int entry_join_words(int words, char **arguments);

/* Of three digits that are no code the one that is meant, if two digits changed places; 0: none.
 * entry_asked.c */
unsigned entry_meant(const char *argument);

/* The keys that a person has put into one argument; how many. entry_asked.c */
enum { ENTRY_WORDS = 4, ENTRY_WORD = 100 };
size_t entry_words(const char *argument, char words[ENTRY_WORDS][ENTRY_WORD]);

/* The topic's name for the command line: "verbs". */
const char *entry_topic_word(mw_topic topic);

/* The same for a heading, in the language that is spoken. */
const char *entry_topic_title(const mw_text *text, mw_topic topic);

/* The topics one after another, from 0; false behind the last. */
bool entry_topic_at(size_t index, mw_topic *topic);

/* The name of the row of the catalogue that has this name, letters in either case; of an alias that
 * of its row. NULL: there is none. */
const char *entry_row_name(const char *argument);

/* The digits of a key of SMTP_CODE; 0 of others. */
unsigned entry_code(const entry *e);

#endif
