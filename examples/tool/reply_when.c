/* SPDX-License-Identifier: MIT */
/* Which situation a person means. */
#include <stdio.h>
#include <string.h>

#include "buffer.h"
#include "command.h"
#include "reply.h"

enum { NAME = 48 };

/* The name as the table has it: "unknown-user" is UNKNOWN_USER, "smtp.situation.OK" is OK. */
static void table_name(const char *name, char upper[NAME])
{
  static const char *const prefixes[] = {"smtp.situation.", "pop3.situation."};
  size_t i;
  for (i = 0; i < 2; i++) {
    name += strncmp(name, prefixes[i], strlen(prefixes[i])) == 0 ? strlen(prefixes[i]) : 0;
  }
  for (i = 0; name[i] != '\0' && i < NAME - 1; i++) {
    upper[i] = name[i];
    if (name[i] == '-' || name[i] == ' ') {
      upper[i] = '_';
    } else if (name[i] >= 'a' && name[i] <= 'z') {
      upper[i] = (char)(name[i] - 'a' + 'A');
    }
  }
  upper[i] = '\0';
}

/* Whether some words of a key are those of a name. */
static bool has_words(const char *key, const char *name)
{
  size_t len = strlen(name);
  const char *at = key;
  while (len > 0 && (at = strstr(at, name)) != NULL) {
    if ((at == key || at[-1] == '_') && (at[len] == '\0' || at[len] == '_')) {
      return true;
    }
    at++;
  }
  return false;
}

/* Whether a situation of POP3 answers with the response code of that name. */
static bool has_code(const char *key, const char *name)
{
  char code[NAME];
  mw_pop3_situation situation = mw_pop3_situation_find(mw_slice_text(key));
  table_name(mw_pop3_situation_row(situation)->code, code);
  return code[0] != '\0' && strcmp(code, name) == 0;
}

/* A key as it is written on the command line, behind those that are there. */
static void add_key(buffer *names, const char *key)
{
  buffer_add(names, ", ", names->len > 0 ? 2 : 0);
  for (; *key != '\0'; key++) {
    char c = *key == '_' ? '-' : *key >= 'A' && *key <= 'Z' ? (char)(*key - 'A' + 'a') : *key;
    buffer_add(names, &c, 1);
  }
}

static bool is_meant(mw_topic topic, const char *key, const char *name)
{
  return has_words(key, name) || (topic == MW_TOPIC_POP3_SITUATION && has_code(key, name));
}

/* The keys that are meant; with name NULL all of them. *first is the first one. */
static size_t add_keys(mw_topic topic, const char *name, buffer *names, const char **first)
{
  size_t count = 0;
  const char *key;
  size_t i;
  for (i = 0; (key = mw_topic_key(topic, i)) != NULL; i++) {
    if (name == NULL || is_meant(topic, key, name)) {
      *first = count++ == 0 ? key : *first;
      add_key(names, key);
    }
  }
  return count;
}

/* There is none of that name, or more than one: which ones there are. */
static void refuse_names(const request *r, const char *english, const char *japanese, buffer *names)
{
  buffer why = {NULL, 0, 0};
  const char *said = say_spoken(english, japanese);
  buffer_add(&why, said, strlen(said));
  buffer_add(&why, names->ptr, names->len);
  buffer_add(&why, "", 1);
  fail(r->when, why.ptr);
  buffer_free(&why);
}

/* The key of the situation; NULL: refused. */
static const char *key_of(const request *r, mw_topic topic, const char *name)
{
  buffer names = {NULL, 0, 0};
  const char *key = NULL;
  size_t count = add_keys(topic, name, &names, &key);
  if (count > 1) {
    refuse_names(r, "it is one of several situations: ", "複数の状況に当てはまります: ", &names);
  } else if (count == 0 && topic == MW_TOPIC_POP3_SITUATION) {
    add_keys(topic, NULL, &names, &key);
    refuse_names(r, "there is no such situation of POP3; there are: ",
                 "POP3にその状況はありません。あるもの: ", &names);
  } else if (count == 0 && add_keys(MW_TOPIC_POP3_SITUATION, name, &names, &key) > 0) {
    fail_in(r->when, "that is a situation of POP3; add --pop3",
            "それはPOP3の状況です。--pop3を付けてください");
  } else if (count == 0) {
    fail_in(r->when, "there is no such situation; mailwire codes situations lists them",
            "その状況はありません。mailwire codes situationsに一覧があります");
  }
  buffer_free(&names);
  return count == 1 ? key : NULL;
}

bool reply_situation(const request *r, mw_smtp_situation *smtp, mw_pop3_situation *pop3)
{
  char name[NAME];
  const char *key = name;
  table_name(r->when, name);
  *smtp = mw_smtp_situation_find(mw_slice_text(name));
  *pop3 = mw_pop3_situation_find(mw_slice_text(name));
  if (r->pop3 ? *pop3 != MW_POP3_SITUATION_NONE : *smtp != MW_SMTP_SITUATION_NONE) {
    return true;
  }
  key = key_of(r, r->pop3 ? MW_TOPIC_POP3_SITUATION : MW_TOPIC_SMTP_SITUATION, name);
  if (key != NULL) {
    *smtp = mw_smtp_situation_find(mw_slice_text(key));
    *pop3 = mw_pop3_situation_find(mw_slice_text(key));
  }
  return key != NULL;
}
