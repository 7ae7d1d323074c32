/* SPDX-License-Identifier: MIT */
/* What a response and its listing say, in lines for a person. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "pop3.h"
#include "text.h"

/* What the rows of the table do not say; NULL where they say it all. */
static const char *purpose_of(mw_pop3_capability capability)
{
  switch (capability) {
  case MW_POP3_CAP_TOP: return "headers without their messages";
  case MW_POP3_CAP_USER: return "login by name and password";
  case MW_POP3_CAP_RESP_CODES: return "texts may begin with [codes]";
  case MW_POP3_CAP_PIPELINING: return "commands need not wait for responses";
  case MW_POP3_CAP_UIDL: return "ids that stay the same";
  case MW_POP3_CAP_IMPLEMENTATION: return "the name of the server";
  case MW_POP3_CAP_STLS: return "can go on under TLS";
  case MW_POP3_CAP_AUTH_RESP_CODE: return "says why a login failed";
  case MW_POP3_CAP_UTF8: return "messages and texts in UTF-8";
  case MW_POP3_CAP_LANG: return "texts in several languages";
  default: return NULL;
  }
}

static void say_mechanisms(mw_slice params)
{
  mw_slice name;
  unsigned known = 0;
  unsigned unknown = 0;
  while (mw_word_next(&params, &name)) {
    if (mw_sasl_mechanism_find(name) != MW_SASL_UNKNOWN) {
      known++;
    } else {
      unknown++;
    }
  }
  printf("%u mechanism%s", known + unknown, known + unknown == 1 ? "" : "s");
  if (unknown > 0) {
    printf(", %u of them unknown", unknown);
  }
}

static void say_delay(const mw_pop3_capabilities *set)
{
  if (set->has_login_delay) {
    printf("%" PRIu32 " seconds between logins", set->login_delay);
  }
  fputs(set->login_delay_user ? ", or what each user has" : "", stdout);
}

static void say_expire(const mw_pop3_capabilities *set)
{
  if (set->expire == MW_POP3_EXPIRE_NEVER) {
    fputs("messages are kept for ever", stdout);
  } else if (set->has_expire) {
    printf("messages are kept for %" PRIu32 " days", set->expire);
  }
  fputs(set->expire_user ? ", or as each user has it" : "", stdout);
}

/* What the values say. */
static void say_values(mw_slice text, const mw_pop3_capability_line *line)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities set;
  mw_pop3_capabilities_init(&set, NULL, 0);
  mw_pop3_capabilities_add(&set, text, MW_ALLOW_REPORTED, &ignored);
  switch (line->capability) {
  case MW_POP3_CAP_LOGIN_DELAY: say_delay(&set); break;
  case MW_POP3_CAP_EXPIRE: say_expire(&set); break;
  default: say_mechanisms(line->params); break;
  }
}

static void say_capability(mw_slice text, const mw_pop3_capability_line *line)
{
  const mw_pop3_capability_info *row = mw_pop3_capability_row(line->capability);
  if (row == NULL) {
    fputs("unknown: not in the table", stdout);
    return;
  }
  if (purpose_of(line->capability) != NULL) {
    fputs(purpose_of(line->capability), stdout);
  } else {
    say_values(text, line);
  }
  if (row->commands[0] != '\0') {
    printf("; command%s %s", strchr(row->commands, ' ') != NULL ? "s" : "", row->commands);
  }
  printf(" (%.*s)", (int)strcspn(row->rfc, ";"), row->rfc);
}

static void say_extra(mw_slice extra)
{
  if (extra.ptr != NULL) {
    fputs(", and ", stdout);
    text_put(extra, TEXT_WIDEST);
  }
}

static void say_language(const mw_pop3_language *item)
{
  fputs("language ", stdout);
  text_put(item->tag, TEXT_WIDEST);
}

static void say_unique_id(const mw_pop3_unique_id *item)
{
  printf("message %" PRIu32 ": id ", item->message);
  text_put(item->id, TEXT_WIDEST);
}

static void say_mechanism(mw_slice name)
{
  fputs(mw_sasl_mechanism_find(name) != MW_SASL_UNKNOWN ? "a mechanism" : "an unknown mechanism",
        stdout);
}

static void say_entry(mw_slice text, const pop3_entry *entry)
{
  switch (entry->says) {
  case POP3_SAYS_DROP:
    printf("%" PRIu32 " messages, %" PRIu64 " octets", entry->is.drop.messages,
           entry->is.drop.octets);
    say_extra(entry->is.drop.extra);
    break;
  case POP3_SAYS_SCAN:
    printf("message %" PRIu32 ": %" PRIu64 " octets", entry->is.scan.message,
           entry->is.scan.octets);
    say_extra(entry->is.scan.extra);
    break;
  case POP3_SAYS_UNIQUE_ID: say_unique_id(&entry->is.unique_id); break;
  case POP3_SAYS_LANGUAGE: say_language(&entry->is.language); break;
  case POP3_SAYS_CAPABILITY: say_capability(text, &entry->is.capability); break;
  case POP3_SAYS_MECHANISM: say_mechanism(entry->is.mechanism); break;
  default: fputs("not what the command asks for", stdout); break;
  }
}

static void put_timestamp(mw_slice timestamp)
{
  text_begin_fact("timestamp");
  if (timestamp.ptr == NULL) {
    puts("none: APOP cannot be used");
  } else {
    text_put(timestamp, TEXT_WIDEST);
    puts(", for APOP");
  }
}

/* What the status line itself says. */
static void put_itself(const pop3_reply *r)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  pop3_entry entry;
  pop3_entry_of_reply(r, &entry, &ignored);
  if (r->greeting) {
    put_timestamp(entry.is.timestamp);
  } else if (pop3_says_itself(r) != POP3_SAYS_WORDS) {
    text_begin_fact("says");
    say_entry(r->response.text, &entry);
    putchar('\n');
  }
}

void pop3_text_reply(const conversation *c, const pop3_reply *r)
{
  pop3_says says = pop3_says_in_lines(r);
  size_t i;
  put_itself(r);
  for (i = 0; i < r->count; i++) {
    mw_finding ignored = {MW_FAULT_NONE, 0, 0};
    mw_slice text = kept_text(c, &r->lines[i]);
    int width = printf("     ");
    pop3_entry entry;
    width += text_put(text, TEXT_LINE);
    if (says != POP3_SAYS_WORDS) {
      text_pad(width);
      pop3_entry_of_line(says, text, &entry, &ignored);
      say_entry(text, &entry);
    }
    putchar('\n');
  }
}
