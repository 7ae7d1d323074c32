/* SPDX-License-Identifier: MIT */
/* mailwire codes WHAT...: the tables, for a person or for another program. */
#include "codes.h"

#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "command.h"

const char *codes_retry(const mw_text *text, unsigned code)
{
  switch (code / 100) {
  case 4: return say(text, "later", "後で");
  case 5: return say(text, "no", "しない");
  default: return "-";
  }
}

const char *codes_class(const mw_text *text, unsigned code)
{
  switch (code / 100) {
  case 1: return say(text, "prelim", "予備");
  case 2: return say(text, "done", "成功");
  case 3: return say(text, "go on", "続行");
  case 4: return say(text, "transient", "一時");
  case 5: return say(text, "permanent", "恒久");
  default: return say(text, "odd", "規格外");
  }
}

/* ---- tables ------------------------------------------------------------------------------------
 */

/* The widest key of a topic's entries. */
static int key_width(const entry *list, size_t count)
{
  int width = 6;
  size_t i;
  for (i = 0; i < count; i++) {
    int cells = cells_of(list[i].key);
    width = cells > width ? cells : width;
  }
  return width + 2;
}

static void put_head(const mw_text *text, const entry *e, int width)
{
  bool codes = e->topic == MW_TOPIC_SMTP_CODE;
  cells_put(codes ? say(text, "code", "コード") : say(text, "name", "名前"), width);
  if (codes) {
    cells_put(say(text, "class", "分類"), 13);
    cells_put(say(text, "retry", "再送"), 7);
  }
  puts(say(text, "meaning", "意味"));
}

static void put_row(const mw_text *text, const entry *e, int width)
{
  mw_explanation explained;
  unsigned code = entry_code(e);
  mw_explain(text, e->topic, mw_slice_text(e->key), &explained);
  cells_put(e->key, width);
  if (code != 0) {
    char klass[32];
    snprintf(klass, sizeof klass, "%u %s", code / 100, codes_class(text, code));
    cells_put(klass, 13);
    cells_put(codes_retry(text, code), 7);
  }
  puts(explained.phrase);
}

void codes_put_table(const mw_text *text, const entry *list, size_t count)
{
  while (count > 0) {
    size_t same = 0;
    size_t i;
    int width;
    while (same < count && list[same].topic == list[0].topic) {
      same++;
    }
    width = key_width(list, same);
    printf("# %s\n", entry_topic_title(text, list[0].topic));
    put_head(text, &list[0], width);
    for (i = 0; i < same; i++) {
      put_row(text, &list[i], width);
    }
    list += same;
    count -= same;
    fputs(count > 0 ? "\n" : "", stdout);
  }
}

/* ---- records -----------------------------------------------------------------------------------
 */

enum { FIELDS = 8 };

/* What a program gets of an entry; NULL: only the names. The texts live in buffers of the caller's.
 */
static void fields_of(const mw_text *text, const entry *e, char digits[2][2],
                      record_field fields[FIELDS])
{
  static const char *const names[FIELDS] = {"topic", "key",    "class",  "category",
                                            "retry", "phrase", "advice", "source"};
  mw_explanation explained = {NULL, NULL, NULL};
  unsigned code = e != NULL ? entry_code(e) : 0;
  size_t i;
  for (i = 0; i < FIELDS; i++) {
    fields[i].name = names[i];
    fields[i].text = NULL;
    fields[i].digits = i == 2 || i == 3;
  }
  if (e == NULL) {
    return;
  }
  mw_explain(text, e->topic, mw_slice_text(e->key), &explained);
  fields[0].text = mw_topic_name(e->topic);
  fields[1].text = e->key;
  if (code != 0) {
    digits[0][0] = e->key[0];
    digits[1][0] = e->key[1];
    digits[0][1] = digits[1][1] = '\0';
    fields[2].text = digits[0];
    fields[3].text = digits[1];
    fields[4].text = code / 100 == 4 ? "later" : code / 100 == 5 ? "no" : NULL;
  }
  fields[5].text = explained.phrase;
  fields[6].text = explained.advice;
  fields[7].text = explained.rfc;
}

static void put_records(const settings *s, const entry_list *found)
{
  record_field fields[FIELDS];
  char digits[2][2];
  size_t i;
  fields_of(s->text, NULL, digits, fields);
  record_begin(s->format, s->bom, fields, FIELDS);
  for (i = 0; i < found->count; i++) {
    fields_of(s->text, &found->list[i], digits, fields);
    record_put(s->format, fields, FIELDS);
  }
}

/* ---- the command -------------------------------------------------------------------------------
 */

static int fail_unknown(const char *argument)
{
  return fail_in(argument, "no table has it; mailwire codes all shows them all",
                 "どの表にもありません。mailwire codes all で全部を表示します");
}

/* Of digits that are no code: that they are none, and which code may be meant. */
static void put_undefined(const mw_text *text, const char *digits)
{
  unsigned meant = strchr(digits, '.') == NULL ? entry_meant(digits) : 0;
  char key[12];
  mw_explanation e;
  printf(say(text, "%s  no RFC defines it", "%s  RFCにないコード"), digits);
  if (meant != 0) {
    snprintf(key, sizeof key, "%u", meant);
    mw_explain(text, MW_TOPIC_SMTP_CODE, mw_slice_text(key), &e);
    printf(say(text, "; see %s: %s", "。%sを参照: %s"), key, e.phrase);
  }
  puts(say(text, "; its digits say this:\n", "。数字からは次のことが分かる:\n"));
}

/* One thing that was asked for. */
static int look_up(const settings *s, const char *argument, bool first)
{
  entry_list found = {NULL, 0, false, ""};
  size_t i;
  if (!entries_find(&found, argument)) {
    return fail_unknown(argument);
  }
  fputs(first ? "" : "\n", stdout);
  if (found.undefined[0] != '\0') {
    put_undefined(s->text, found.undefined);
  }
  for (i = 0; found.exact && i < found.count; i++) {
    fputs(i > 0 ? "\n" : "", stdout);
    codes_put_block(s->text, &found.list[i]);
  }
  if (!found.exact) {
    codes_put_table(s->text, found.list, found.count);
  }
  entries_free(&found);
  return 0;
}

static int look_up_records(const settings *s, int words, char **arguments)
{
  entry_list found = {NULL, 0, false, ""};
  int status = 0;
  int i;
  if (words == 0) {
    entries_find(&found, "all");
  }
  for (i = 0; i < words; i++) {
    if (!entries_find(&found, arguments[i])) {
      status = fail_unknown(arguments[i]);
    }
  }
  if (status == 0) {
    put_records(s, &found);
  }
  entries_free(&found);
  return status;
}

/* The names of the tables, for whoever wants another one. */
static void put_topics(const mw_text *text)
{
  enum { NAME_CELLS = 19 };
  bool japanese = speech_is_japanese(text);
  mw_topic topic;
  size_t i;
  fputs(say(text, "\nmore of them:", "\n# ほかの表（mailwire codes 名前）\n"), stdout);
  for (i = 0; entry_topic_at(i, &topic); i++) {
    if (japanese) {
      cells_put(entry_topic_word(topic), NAME_CELLS);
      puts(entry_topic_title(text, topic));
    } else {
      printf("%s%s", i % 7 == 6 ? "\n" : " ", entry_topic_word(topic));
    }
  }
  puts(say(text, " all", "all                すべて"));
}

/* Without a word: what most people look for. */
static int show_default(const settings *s)
{
  entry_list found = {NULL, 0, false, ""};
  entries_default(&found);
  codes_put_table(s->text, found.list, found.count);
  entries_free(&found);
  put_topics(s->text);
  return 0;
}

int command_codes(int words, char **arguments)
{
  settings s;
  int status = 0;
  int i;
  settings_init(&s);
  words = settings_take_all(&s, words, arguments);
  if (words < 0) {
    return 2;
  }
  words = entry_join_words(words, arguments);
  if (s.format != RECORD_TEXT) {
    return look_up_records(&s, words, arguments);
  }
  if (words == 0) {
    return show_default(&s);
  }
  for (i = 0; i < words && status == 0; i++) {
    status = look_up(&s, arguments[i], i == 0);
  }
  return status;
}
