/* SPDX-License-Identifier: MIT */
/* What a conversation is counted by. */
#include <stdio.h>
#include <string.h>

#include "conversation.h"

void tally_add(count_list *counts, const char *name)
{
  count *added;
  size_t i;
  for (i = 0; i < counts->kinds; i++) {
    if (strcmp(counts->list[i].name, name) == 0) {
      counts->list[i].number++;
      return;
    }
  }
  counts->list = grow(counts->list, counts->kinds, sizeof *counts->list);
  added = &counts->list[counts->kinds++];
  snprintf(added->name, sizeof added->name, "%s", name);
  added->number = 1;
}

/* An ASCII letter or digit in upper case; 0 for other octets. */
static char upper_alnum(char c)
{
  if (c >= 'a' && c <= 'z') {
    return (char)(c - 'a' + 'A');
  }
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : 0;
}

static bool is_blank(mw_slice raw)
{
  size_t i;
  for (i = 0; i < raw.len; i++) {
    if (strchr(" \t\r\n\v\f", raw.ptr[i]) == NULL || raw.ptr[i] == '\0') {
      return false;
    }
  }
  return true;
}

/* The line ends there, or a blank, tab or colon stands there. */
static bool ends_verb(mw_slice raw, size_t at)
{
  return at == raw.len || raw.ptr[at] == ' ' || raw.ptr[at] == '\t' || raw.ptr[at] == ':';
}

/* The part before the first blank, tab, colon or end, in upper case, when it is 1 to 16 letters or
 * digits. */
void verb_of_line(mw_slice raw, char name[20])
{
  size_t i = 0;
  if (is_blank(raw)) {
    strcpy(name, "(empty)");
    return;
  }
  while (i < raw.len && i < 17 && upper_alnum(raw.ptr[i]) != 0) {
    name[i] = upper_alnum(raw.ptr[i]);
    i++;
  }
  name[i] = '\0';
  if (i == 0 || i > 16 || !ends_verb(raw, i)) {
    strcpy(name, "(other)");
  }
}

void tally_command(tally *t, mw_slice raw, mw_line_end ending, bool (*known)(const char *verb))
{
  char name[20];
  verb_of_line(raw, name);
  tally_add(&t->verbs, name);
  t->commands++;
  t->unknown_verbs += known(name) ? 0 : 1;
  t->bare_lf_commands += ending == MW_LINE_END_LF ? 1 : 0;
}
