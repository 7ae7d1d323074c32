/* SPDX-License-Identifier: MIT */
/* What a person can look up in the tables: a topic and one of its keys; and how it is asked for. */
#include "entry.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"

/* The topics in the order in which they are looked through, and what the command line calls them.
 */
static const struct {
  mw_topic topic;
  const char *word;
} topics[] = {
    {MW_TOPIC_SMTP_CLASS, "classes"},
    {MW_TOPIC_SMTP_CATEGORY, "categories"},
    {MW_TOPIC_SMTP_CODE, "codes"},
    {MW_TOPIC_ENHANCED_CLASS, "enhanced-classes"},
    {MW_TOPIC_ENHANCED_SUBJECT, "enhanced-subjects"},
    {MW_TOPIC_ENHANCED, "enhanced"},
    {MW_TOPIC_SMTP_VERB, "verbs"},
    {MW_TOPIC_SMTP_EXTENSION, "extensions"},
    {MW_TOPIC_SMTP_PARAM, "params"},
    {MW_TOPIC_SASL_MECHANISM, "mechanisms"},
    {MW_TOPIC_SMTP_SITUATION, "situations"},
    {MW_TOPIC_SMTP_REPLY, "replies"},
    {MW_TOPIC_POP3_STATUS, "pop3-statuses"},
    {MW_TOPIC_POP3_CODE, "pop3-codes"},
    {MW_TOPIC_POP3_VERB, "pop3-verbs"},
    {MW_TOPIC_POP3_CAPABILITY, "pop3-capabilities"},
    {MW_TOPIC_POP3_SITUATION, "pop3-situations"},
    {MW_TOPIC_POP3_REPLY, "pop3-replies"},
    {MW_TOPIC_FAULT, "faults"},
    {MW_TOPIC_TOLERANCE, "tolerances"},
    {MW_TOPIC_VERDICT, "verdicts"},
    {MW_TOPIC_LEDGER, "ledger"},
    {MW_TOPIC_READING, "readings"},
    {MW_TOPIC_ANOMALY, "anomalies"},
};

enum { TOPICS = sizeof topics / sizeof topics[0] };

static void entries_add(entry_list *found, mw_topic topic, const char *key, unsigned klass)
{
  entry *e;
  found->list = grow(found->list, found->count, sizeof *found->list);
  e = &found->list[found->count++];
  e->topic = topic;
  e->key = key;
  e->klass = klass;
}

void entries_free(entry_list *found)
{
  free(found->list);
  found->list = NULL;
  found->count = 0;
}

const char *entry_topic_word(mw_topic topic)
{
  size_t i;
  for (i = 0; i < TOPICS; i++) {
    if (topics[i].topic == topic) {
      return topics[i].word;
    }
  }
  return "";
}

unsigned entry_code(const entry *e)
{
  return e->topic == MW_TOPIC_SMTP_CODE ? (unsigned)strtoul(e->key, NULL, 10) : 0;
}

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Names on the command line may have "-" where the table has "_". */
static bool is_named(const char *key, const char *argument)
{
  while (*key != '\0' && (lower(*key) == lower(*argument) || (*key == '_' && *argument == '-'))) {
    key++;
    argument++;
  }
  return *key == '\0' && *argument == '\0';
}

/* A key that is written with digits fits a pattern of the same length in which x, y and z stand for
 * any digit or letter. */
static bool is_patterned(const char *key, const char *pattern)
{
  while (*key != '\0' && *pattern != '\0') {
    bool any = strchr("xyz", lower(*pattern)) != NULL || strchr("xyzXYZ", *key) != NULL;
    if (!any && *key != *pattern) {
      return false;
    }
    key++;
    pattern++;
  }
  return *key == '\0' && *pattern == '\0';
}

static bool begins(const char *key, const char *argument)
{
  return strncmp(key, argument, strlen(argument)) == 0;
}

/* Calls add for the keys of a topic that fit. */
static void find_keys(entry_list *found, mw_topic topic, const char *argument,
                      bool (*fits)(const char *key, const char *argument), unsigned klass)
{
  size_t i;
  const char *key;
  for (i = 0; (key = mw_topic_key(topic, i)) != NULL; i++) {
    if (fits(key, argument)) {
      entries_add(found, topic, key, klass);
    }
  }
}

static bool is_any(const char *key, const char *argument)
{
  (void)key;
  (void)argument;
  return true;
}

/* "5.7.1" is the key "X.7.1". */
static void find_enhanced(entry_list *found, const char *argument)
{
  char any[12];
  unsigned klass = (unsigned)(argument[0] - '0');
  if (strlen(argument) >= sizeof any || strchr("245", argument[0]) == NULL || argument[1] != '.') {
    return;
  }
  strcpy(any, argument);
  any[0] = 'X';
  find_keys(found, MW_TOPIC_ENHANCED, any, is_named, klass);
}

static void find_exact(entry_list *found, const char *argument)
{
  size_t i;
  for (i = 0; i < TOPICS; i++) {
    find_keys(found, topics[i].topic, argument, is_named, 0);
  }
  find_enhanced(found, argument);
}

/* "55x", "x5z", "5xx"; "5.7.x". */
static void find_patterned(entry_list *found, const char *argument)
{
  static const mw_topic three[] = {MW_TOPIC_SMTP_CLASS, MW_TOPIC_SMTP_CATEGORY, MW_TOPIC_SMTP_CODE};
  static const mw_topic dotted[] = {MW_TOPIC_ENHANCED_CLASS, MW_TOPIC_ENHANCED_SUBJECT,
                                    MW_TOPIC_ENHANCED};
  bool many = strpbrk(argument, "xyzXYZ") != NULL;
  const mw_topic *in = strchr(argument, '.') == NULL ? three : dotted;
  size_t i;
  if (!many || strspn(argument, "0123456789xyzXYZ.") != strlen(argument)) {
    return;
  }
  for (i = 0; i < 3; i++) {
    find_keys(found, in[i], argument, is_patterned, 0);
  }
}

/* What stands above a code that no table has: its class and category, its subject. */
static void find_above(entry_list *found, const char *argument)
{
  char key[] = "X.?.X";
  size_t len = strlen(argument);
  if (len == 3 && strspn(argument, "0123456789") == 3) {
    key[0] = argument[0];
    memcpy(key + 1, "yz", 3);
    find_keys(found, MW_TOPIC_SMTP_CLASS, key, is_named, 0);
    key[0] = 'x';
    key[1] = argument[1];
    find_keys(found, MW_TOPIC_SMTP_CATEGORY, key, is_named, 0);
  } else if (len > 4 && strspn(argument, "0123456789.") == len && argument[1] == '.' &&
             argument[3] == '.') {
    key[2] = argument[2];
    find_keys(found, MW_TOPIC_ENHANCED_SUBJECT, key, is_named, 0);
  }
}

static void find_topic(entry_list *found, const char *argument)
{
  size_t i;
  for (i = 0; i < TOPICS; i++) {
    if (is_named(topics[i].word, argument) || is_named("all", argument)) {
      find_keys(found, topics[i].topic, argument, is_any, 0);
    }
  }
}

bool entries_find(entry_list *found, const char *argument)
{
  size_t before = found->count;
  find_exact(found, argument);
  found->exact = found->count > before;
  if (found->count == before) {
    find_patterned(found, argument);
  }
  if (found->count == before) {
    find_topic(found, argument);
  }
  if (found->count == before) {
    find_above(found, argument);
  }
  if (found->count == before && strchr(argument, '.') != NULL) {
    find_keys(found, MW_TOPIC_SMTP_REPLY, argument, begins, 0);
    find_keys(found, MW_TOPIC_POP3_REPLY, argument, begins, 0);
  }
  return found->count > before;
}

void entries_default(entry_list *found)
{
  static const mw_topic shown[] = {MW_TOPIC_SMTP_CLASS, MW_TOPIC_SMTP_CATEGORY, MW_TOPIC_SMTP_CODE,
                                   MW_TOPIC_POP3_STATUS, MW_TOPIC_POP3_CODE};
  size_t i;
  for (i = 0; i < sizeof shown / sizeof shown[0]; i++) {
    find_keys(found, shown[i], "", is_any, 0);
  }
}
