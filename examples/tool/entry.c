/* SPDX-License-Identifier: MIT */
/* What a person can look up in the tables: a topic and one of its keys; and how it is asked for. */
#include "entry.h"

#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "speech.h"

/* The topics in the order in which they are looked through, and what the command line calls them.
 */
static const struct {
  mw_topic topic;
  const char *word;
  const char *japanese;
} topics[] = {
    {MW_TOPIC_SMTP_CLASS, "classes", "応答の分類"},
    {MW_TOPIC_SMTP_CATEGORY, "categories", "応答の区分"},
    {MW_TOPIC_SMTP_CODE, "codes", "応答コード"},
    {MW_TOPIC_ENHANCED_CLASS, "enhanced-classes", "拡張コードの分類"},
    {MW_TOPIC_ENHANCED_SUBJECT, "enhanced-subjects", "拡張コードの主題"},
    {MW_TOPIC_ENHANCED, "enhanced", "拡張ステータスコード"},
    {MW_TOPIC_SMTP_VERB, "verbs", "コマンド"},
    {MW_TOPIC_SMTP_EXTENSION, "extensions", "拡張"},
    {MW_TOPIC_SMTP_PARAM, "params", "パラメーター"},
    {MW_TOPIC_SASL_MECHANISM, "mechanisms", "認証方式"},
    {MW_TOPIC_SMTP_SITUATION, "situations", "状況"},
    {MW_TOPIC_SMTP_REPLY, "replies", "応答の文面"},
    {MW_TOPIC_POP3_STATUS, "pop3-statuses", "POP3の状態表示"},
    {MW_TOPIC_POP3_CODE, "pop3-codes", "POP3の応答コード"},
    {MW_TOPIC_POP3_VERB, "pop3-verbs", "POP3のコマンド"},
    {MW_TOPIC_POP3_CAPABILITY, "pop3-capabilities", "POP3の機能"},
    {MW_TOPIC_POP3_SITUATION, "pop3-situations", "POP3の状況"},
    {MW_TOPIC_POP3_REPLY, "pop3-replies", "POP3の応答の文面"},
    {MW_TOPIC_FAULT, "faults", "規則違反"},
    {MW_TOPIC_TOLERANCE, "tolerances", "許容"},
    {MW_TOPIC_VERDICT, "verdicts", "判定"},
    {MW_TOPIC_LEDGER, "ledger", "行末の台帳"},
    {MW_TOPIC_READING, "readings", "終わりの読み方"},
    {MW_TOPIC_ANOMALY, "anomalies", "異常"},
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

const char *entry_topic_title(const mw_text *text, mw_topic topic)
{
  size_t i;
  for (i = 0; i < TOPICS; i++) {
    if (topics[i].topic == topic) {
      return say(text, topics[i].word, topics[i].japanese);
    }
  }
  return "";
}

bool entry_topic_at(size_t index, mw_topic *topic)
{
  *topic = index < TOPICS ? topics[index].topic : (mw_topic)0;
  return index < TOPICS;
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

static bool is_any_letter(char c)
{
  return c != '\0' && strchr("xyzXYZ", c) != NULL;
}

/* Where part number index of a pattern begins, and how long it is: a digit of "55x", what stands
 * between the dots of "5.7.x". */
static const char *part_of(const char *pattern, size_t index, size_t *len)
{
  if (strchr(pattern, '.') == NULL) {
    *len = pattern[0] != '\0' ? 1 : 0;
    return pattern + index;
  }
  for (; index > 0; index--) {
    pattern += strcspn(pattern, ".");
    pattern += *pattern == '.' ? 1 : 0;
  }
  *len = strcspn(pattern, ".");
  return pattern;
}

/* Whether the part has a digit of its own. */
static bool is_fixed(const char *pattern, size_t index)
{
  size_t len;
  const char *part = part_of(pattern, index, &len);
  return strspn(part, "xyzXYZ") < len;
}

/* Letters alone fit any number, among digits any digit. */
static bool fits_part(const char *key, const char *pattern, size_t index)
{
  size_t len;
  size_t wanted;
  const char *of_key = part_of(key, index, &len);
  const char *part = part_of(pattern, index, &wanted);
  size_t i;
  if (!is_fixed(pattern, index)) {
    return true;
  }
  for (i = 0; i < len && i < wanted; i++) {
    if (!is_any_letter(part[i]) && part[i] != of_key[i]) {
      return false;
    }
  }
  return len == wanted;
}

/* Whether one part of the pattern decides of the key; a pattern of letters alone fits all. */
static bool is_above(const char *key, const char *pattern, size_t index)
{
  bool open = !is_fixed(pattern, 0) && !is_fixed(pattern, 1) && !is_fixed(pattern, 2);
  return open || (is_fixed(pattern, index) && fits_part(key, pattern, index));
}

static bool is_class(const char *key, const char *pattern)
{
  return is_above(key, pattern, 0);
}

static bool is_category(const char *key, const char *pattern)
{
  return is_above(key, pattern, 1);
}

static bool is_patterned(const char *key, const char *pattern)
{
  return (key[0] == 'X' || fits_part(key, pattern, 0)) && fits_part(key, pattern, 1) &&
         fits_part(key, pattern, 2);
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
  bool dotted = strchr(argument, '.') != NULL;
  size_t dots = 0;
  size_t i;
  for (i = 0; argument[i] != '\0'; i++) {
    dots += argument[i] == '.' ? 1 : 0;
  }
  if (strpbrk(argument, "xyzXYZ") == NULL || i != strspn(argument, "0123456789xyzXYZ.") ||
      (dotted ? dots != 2 : i != 3)) {
    return;
  }
  find_keys(found, dotted ? MW_TOPIC_ENHANCED_CLASS : MW_TOPIC_SMTP_CLASS, argument, is_class, 0);
  find_keys(found, dotted ? MW_TOPIC_ENHANCED_SUBJECT : MW_TOPIC_SMTP_CATEGORY, argument,
            is_category, 0);
  find_keys(found, dotted ? MW_TOPIC_ENHANCED : MW_TOPIC_SMTP_CODE, argument, is_patterned, 0);
}

/* What stands above a code that no table has: its class and category, its subject. */
static void find_above(entry_list *found, const char *argument)
{
  char key[] = "X.?.X";
  size_t len = strlen(argument);
  if (len == 3 && strspn(argument, "0123456789") == 3 && strchr("12345", argument[0]) != NULL) {
    key[0] = argument[0];
    memcpy(key + 1, "yz", 3);
    find_keys(found, MW_TOPIC_SMTP_CLASS, key, is_named, 0);
    key[0] = 'x';
    key[1] = argument[1];
    find_keys(found, MW_TOPIC_SMTP_CATEGORY, key, is_named, 0);
  } else if (len > 4 && len < sizeof found->undefined && strspn(argument, "0123456789.") == len &&
             argument[1] == '.' && argument[3] == '.') {
    key[2] = argument[2];
    find_keys(found, MW_TOPIC_ENHANCED_SUBJECT, key, is_named, 0);
  } else {
    return;
  }
  strcpy(found->undefined, argument);
}

/* The key behind a prefix: of "smtp.ehlo.SIZE" the keyword. */
static void find_behind(entry_list *found, mw_topic topic, const char *prefix, const char *argument)
{
  size_t len = strlen(prefix);
  if (strncmp(argument, prefix, len) == 0) {
    find_keys(found, topic, argument + len, is_named, 0);
  }
}

const char *entry_row_name(const char *argument)
{
  const mw_catalog *c = mw_catalog_standard();
  const char *alias = NULL;
  size_t i;
  for (i = 0; i < c->count; i++) {
    if (!is_named(c->rows[i].name, argument)) {
      continue;
    }
    if (c->rows[i].of == NULL) {
      return c->rows[i].name;
    }
    alias = c->rows[i].of;
  }
  return alias;
}

/* A name that a row of the catalogue has: an alias stands for its row, "smtp.situation.OK" for the
 * situation. */
static void find_row(entry_list *found, const char *argument)
{
  const char *name = entry_row_name(argument);
  if (name != NULL) {
    find_keys(found, MW_TOPIC_SMTP_REPLY, name, is_named, 0);
    find_keys(found, MW_TOPIC_POP3_REPLY, name, is_named, 0);
  }
  find_behind(found, MW_TOPIC_SMTP_SITUATION, "smtp.situation.", argument);
  find_behind(found, MW_TOPIC_POP3_SITUATION, "pop3.situation.", argument);
  find_behind(found, MW_TOPIC_SMTP_EXTENSION, "smtp.ehlo.", argument);
}

static void find_topic(entry_list *found, const char *argument)
{
  size_t i;
  for (i = 0; i < TOPICS; i++) {
    if (is_named(topics[i].word, argument) || strcmp(topics[i].japanese, argument) == 0 ||
        is_named("all", argument)) {
      find_keys(found, topics[i].topic, argument, is_any, 0);
    }
  }
}

/* What a key, a pattern, a topic asks for. */
static bool find_word(entry_list *found, const char *argument)
{
  size_t before = found->count;
  find_exact(found, argument);
  if (found->count == before && strchr(argument, '.') != NULL) {
    find_row(found, argument);
  }
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

bool entries_find(entry_list *found, const char *argument)
{
  char words[ENTRY_WORDS][ENTRY_WORD];
  size_t before = found->count;
  size_t count;
  size_t i;
  found->undefined[0] = '\0';
  if (argument[0] == '\0' || find_word(found, argument)) {
    return argument[0] != '\0';
  }
  count = entry_words(argument, words);
  for (i = 0; i < count; i++) {
    find_word(found, words[i]);
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
