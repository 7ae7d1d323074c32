/* SPDX-License-Identifier: MIT */
/* What a conversation is counted by. */
#include <stdio.h>
#include <string.h>

#include "conversation.h"

static const char *const known_verbs[] = {
    "HELO", "EHLO", "LHLO", "MAIL", "RCPT",    "DATA",     "BDAT",     "BURL", "RSET",
    "QUIT", "NOOP", "VRFY", "EXPN", "HELP",    "AUTH",     "STARTTLS", "ETRN", "ATRN",
    "TURN", "SEND", "SOML", "SAML", "XCLIENT", "XFORWARD", "VERB",     "ONEX"};

static void add(count **counts, size_t *kinds, const char *name)
{
  size_t i;
  for (i = 0; i < *kinds; i++) {
    if (strcmp((*counts)[i].name, name) == 0) {
      (*counts)[i].number++;
      return;
    }
  }
  *counts = grow(*counts, *kinds, sizeof **counts);
  snprintf((*counts)[*kinds].name, sizeof(*counts)[0].name, "%s", name);
  (*counts)[(*kinds)++].number = 1;
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

bool verb_is_known(const char *name)
{
  size_t i;
  for (i = 0; i < sizeof known_verbs / sizeof known_verbs[0]; i++) {
    if (strcmp(known_verbs[i], name) == 0) {
      return true;
    }
  }
  return false;
}

void tally_verb(tally *t, mw_slice raw)
{
  char name[20];
  verb_of_line(raw, name);
  add(&t->verbs, &t->verb_count, name);
  t->commands++;
  t->unknown_verbs += verb_is_known(name) ? 0 : 1;
}

void tally_reply(conversation *c, const reply *r)
{
  tally *t = &c->tally;
  char name[20];
  snprintf(name, sizeof name, "%03u", r->first.line.code);
  add(&t->replies, &t->reply_kinds, name);
  t->reply_count++;
  t->reply_lines += r->count;
  t->multiline += r->count > 1 ? 1 : 0;
  t->mixed += r->mixed_codes ? 1 : 0;
  t->bare_lf_lines += r->bare_lf_lines;
}
