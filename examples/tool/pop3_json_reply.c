/* SPDX-License-Identifier: MIT */
/* What a response and its listing say, as members of their object. */
#include <stdio.h>

#include "json.h"
#include "pop3.h"

static void put_numbers(const char *first, uint64_t number, uint64_t octets, mw_slice extra)
{
  json_put_text(first);
  printf(":%llu", (unsigned long long)number);
  json_put_number("octets", octets);
  json_put_member("extra", extra);
}

static void put_capability(const mw_pop3_capability_line *line)
{
  fputs("\"tag\":", stdout);
  json_put_upper(line->tag);
  json_put_member("params", line->params);
  json_put_bool("known", line->capability != MW_POP3_CAP_UNKNOWN);
}

/* The members of an object. */
static void put_members(const pop3_entry *entry)
{
  switch (entry->says) {
  case POP3_SAYS_DROP:
    put_numbers("messages", entry->is.drop.messages, entry->is.drop.octets, entry->is.drop.extra);
    break;
  case POP3_SAYS_SCAN:
    put_numbers("message", entry->is.scan.message, entry->is.scan.octets, entry->is.scan.extra);
    break;
  case POP3_SAYS_UNIQUE_ID:
    printf("\"message\":%lu", (unsigned long)entry->is.unique_id.message);
    json_put_member("id", entry->is.unique_id.id);
    break;
  case POP3_SAYS_LANGUAGE:
    fputs("\"tag\":", stdout);
    json_put_string(entry->is.language.tag);
    json_put_member("text", entry->is.language.text);
    break;
  case POP3_SAYS_CAPABILITY: put_capability(&entry->is.capability); break;
  default:
    fputs("\"mechanism\":", stdout);
    json_put_upper(entry->is.mechanism);
    break;
  }
}

/* null where the text is not what it ought to be. */
static void put_entry(const pop3_entry *entry)
{
  if (entry->says == POP3_SAYS_WORDS) {
    fputs("null", stdout);
    return;
  }
  putchar('{');
  put_members(entry);
  putchar('}');
}

static void put_lines(const conversation *c, const pop3_reply *r)
{
  size_t i;
  fputs(",\"entries\":[", stdout);
  for (i = 0; i < r->count; i++) {
    mw_finding ignored = {MW_FAULT_NONE, 0, 0};
    pop3_entry entry;
    pop3_entry_of_line(pop3_says_in_lines(r), kept_text(c, &r->lines[i]), &entry, &ignored);
    fputs(i > 0 ? "," : "", stdout);
    put_entry(&entry);
  }
  putchar(']');
}

static void put_sasl(const conversation *c, const pop3_reply *r)
{
  const char *comma = "";
  size_t i;
  fputs(",\"sasl\":[", stdout);
  for (i = 0; i < r->count; i++) {
    mw_finding ignored = {MW_FAULT_NONE, 0, 0};
    pop3_entry entry;
    mw_slice name;
    pop3_entry_of_line(POP3_SAYS_CAPABILITY, kept_text(c, &r->lines[i]), &entry, &ignored);
    while (entry.is.capability.capability == MW_POP3_CAP_SASL &&
           mw_word_next(&entry.is.capability.params, &name)) {
      fputs(comma, stdout);
      json_put_upper(name);
      comma = ",";
    }
  }
  putchar(']');
}

/* A value of the set; null where it has none. */
static void put_value(const char *key, bool has, uint64_t value)
{
  if (!has) {
    json_put_member(key, mw_slice_text(NULL));
  } else if (value == MW_POP3_EXPIRE_NEVER) {
    json_put_member(key, mw_slice_text("NEVER"));
  } else {
    json_put_number(key, value);
  }
}

static void put_set(const conversation *c, const pop3_reply *r)
{
  mw_pop3_capabilities set;
  pop3_set_of_reply(c, r, &set);
  put_sasl(c, r);
  put_value("login_delay", set.has_login_delay, set.login_delay);
  put_value("expire", set.has_expire, set.expire);
}

void pop3_json_reply(const conversation *c, const pop3_reply *r)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  pop3_entry entry;
  pop3_entry_of_reply(r, &entry, &ignored);
  if (r->greeting) {
    json_put_member("timestamp", entry.is.timestamp);
  } else if (pop3_says_itself(r) != POP3_SAYS_WORDS) {
    fputs(",\"entry\":", stdout);
    put_entry(&entry);
  }
  if (pop3_says_in_lines(r) != POP3_SAYS_WORDS) {
    put_lines(c, r);
  }
  if (pop3_says_in_lines(r) == POP3_SAYS_CAPABILITY) {
    put_set(c, r);
  }
}
