/* SPDX-License-Identifier: MIT */
/* Commands, status lines and listings, read with all tolerances that are reported. */
#include <string.h>

#include "pop3.h"

void pop3_read_command(pop3_command *t, const mw_pop3_command_event *event)
{
  const mw_pop3_verb_info *row = mw_pop3_verb_row(event->command.verb);
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mw_pop3_rules rules;
  memset(t, 0, sizeof *t);
  t->form = row != NULL ? row->form : MW_POP3_TAKES_TEXT;
  mw_pop3_rules_init(&rules, MW_ALLOW_REPORTED);
  t->good = mw_pop3_argument_parse(&event->command, &rules, &t->argument, &found);
  t->fault = event->fault;
  t->fault_offset = event->fault_offset;
  t->tolerated = event->tolerated | found.tolerated;
  if (t->fault == MW_FAULT_NONE && found.fault != MW_FAULT_NONE) {
    t->fault = found.fault;
    t->fault_offset =
        event->offset + found.offset + (uint64_t)(event->command.keyword.ptr - event->raw.ptr);
  }
  auth_read_initial(&t->initial, t->argument.initial);
}

/* What the positive answer to the command says. */
static pop3_says says(const pop3_reply *r)
{
  if (!r->answered || r->answers.auth || r->response.status != MW_POP3_STATUS_OK) {
    return POP3_SAYS_WORDS;
  }
  switch (r->answers.verb) {
  case MW_POP3_STAT: return POP3_SAYS_DROP;
  case MW_POP3_LIST: return POP3_SAYS_SCAN;
  case MW_POP3_UIDL: return POP3_SAYS_UNIQUE_ID;
  case MW_POP3_LANG: return POP3_SAYS_LANGUAGE;
  case MW_POP3_CAPA: return POP3_SAYS_CAPABILITY;
  case MW_POP3_AUTH: return r->more ? POP3_SAYS_MECHANISM : POP3_SAYS_WORDS;
  default: return POP3_SAYS_WORDS;
  }
}

pop3_says pop3_says_itself(const pop3_reply *r)
{
  if (r->greeting) {
    return POP3_SAYS_TIMESTAMP;
  }
  return r->more ? POP3_SAYS_WORDS : says(r);
}

pop3_says pop3_says_in_lines(const pop3_reply *r)
{
  return r->more && !r->message ? says(r) : POP3_SAYS_WORDS;
}

void pop3_entry_of_line(pop3_says what, mw_slice text, pop3_entry *entry, mw_finding *found)
{
  const uint64_t allow = MW_ALLOW_REPORTED;
  bool good = false;
  memset(entry, 0, sizeof *entry);
  switch (what) {
  case POP3_SAYS_DROP:
    good = mw_pop3_drop_listing_parse(text, allow, &entry->is.drop, found);
    break;
  case POP3_SAYS_SCAN:
    good = mw_pop3_scan_listing_parse(text, allow, &entry->is.scan, found);
    break;
  case POP3_SAYS_UNIQUE_ID:
    good = mw_pop3_unique_id_parse(text, allow, &entry->is.unique_id, found);
    break;
  case POP3_SAYS_LANGUAGE:
    good = mw_pop3_language_parse(text, allow, &entry->is.language, found);
    break;
  case POP3_SAYS_CAPABILITY:
    good = mw_pop3_capability_parse(text, allow, &entry->is.capability, found);
    break;
  case POP3_SAYS_MECHANISM: good = mw_word_next(&text, &entry->is.mechanism); break;
  default: break;
  }
  entry->says = good ? what : POP3_SAYS_WORDS;
}

void pop3_entry_of_reply(const pop3_reply *r, pop3_entry *entry, mw_finding *found)
{
  pop3_says what = pop3_says_itself(r);
  mw_slice text = r->response.text;
  if (what == POP3_SAYS_TIMESTAMP) {
    memset(entry, 0, sizeof *entry);
    entry->says = what;
    (void)mw_pop3_greeting_parse(&r->response, MW_ALLOW_REPORTED, &entry->is.timestamp, found);
    return;
  }
  pop3_entry_of_line(what, text.ptr != NULL ? text : mw_slice_of("", 0), entry, found);
}

/* Adds what was found in a text of the response, which begins at that place. */
static void take_finding(pop3_reply *r, const mw_finding *found, uint64_t at)
{
  r->tolerated |= found->tolerated;
  if (r->fault == MW_FAULT_NONE && found->fault != MW_FAULT_NONE) {
    r->fault = found->fault;
    r->fault_offset = at + found->offset;
  }
}

void pop3_read_reply(const conversation *c, pop3_reply *r)
{
  const char *line = c->recording->server.ptr + r->status.offset;
  mw_slice text = r->response.text;
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  pop3_entry entry;
  size_t i;
  if (r->fault == MW_FAULT_NOT_ASKED_FOR && !c->recording->has_order) { /* the client is missing */
    r->fault = MW_FAULT_NONE;
  }
  pop3_entry_of_reply(r, &entry, &found);
  take_finding(r, &found,
               r->status.offset + (text.ptr != NULL ? (uint64_t)(text.ptr - line) : r->status.len));
  for (i = 0; i < r->count; i++) {
    memset(&found, 0, sizeof found);
    pop3_entry_of_line(pop3_says_in_lines(r), kept_text(c, &r->lines[i]), &entry, &found);
    take_finding(r, &found, r->lines[i].offset);
  }
}

void pop3_set_of_reply(const conversation *c, const pop3_reply *r, mw_pop3_capabilities *set)
{
  size_t i;
  mw_pop3_capabilities_init(set, NULL, 0);
  for (i = 0; i < r->count; i++) {
    mw_finding ignored = {MW_FAULT_NONE, 0, 0};
    mw_pop3_capabilities_add(set, kept_text(c, &r->lines[i]), MW_ALLOW_REPORTED, &ignored);
  }
}

/* ---- what is answered ------------------------------------------------------------------------ */

static bool is_blank(char c)
{
  return c == ' ' || c == '\t';
}

pop3_unit pop3_unit_of(const conversation *c, const mw_pop3_unit *u)
{
  const char *octets = c->recording->client.ptr;
  uint64_t end = u->end;
  uint64_t at = u->offset;
  pop3_unit unit;
  memset(&unit, 0, sizeof unit);
  unit.auth = u->step.place == MW_POP3_PLACE_AUTH_LINE;
  unit.verb = unit.auth ? MW_POP3_AUTH : u->step.verb;
  end -= end > at && octets[end - 1] == '\n';
  end -= end > at && octets[end - 1] == '\r';
  unit.line.offset = at;
  unit.line.len = (size_t)(end - at);
  while (at < end && !is_blank(octets[at])) {
    at++;
  }
  while (at < end && is_blank(octets[at])) {
    at++;
  }
  while (end > at && is_blank(octets[end - 1])) {
    end--;
  }
  unit.argument.offset = at;
  unit.argument.len = (size_t)(end - at);
  return unit;
}
