/* SPDX-License-Identifier: MIT */
/* What a server announces, in words beside each line of its reply. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "text.h"
#include "smtp.h"

/* What the rows of the table do not say; NULL where they say it all. */
static const char *purpose_of(mw_smtp_extension extension)
{
  switch (extension) {
  case MW_SMTP_EXT_PIPELINING: return "commands need not wait for replies";
  case MW_SMTP_EXT_ENHANCEDSTATUSCODES: return "replies carry codes of three parts";
  case MW_SMTP_EXT_8BITMIME: return "octets above 127 in lines";
  case MW_SMTP_EXT_BINARYMIME: return "any octets, in chunks";
  case MW_SMTP_EXT_CHUNKING: return "messages in counted chunks";
  case MW_SMTP_EXT_STARTTLS: return "can go on under TLS";
  case MW_SMTP_EXT_SMTPUTF8: return "UTF-8 in addresses and headers";
  case MW_SMTP_EXT_DSN: return "notifications as the sender wants them";
  case MW_SMTP_EXT_DELIVERBY: return "delivery within a time";
  case MW_SMTP_EXT_FUTURERELEASE: return "delivery later";
  default: return NULL;
  }
}

static const char *say(const char *between, const char *what)
{
  printf("%s%s", between, what);
  return "; ";
}

static const char *say_size(const char *between, const mw_smtp_extensions *set)
{
  if (!set->has_size) {
    return say(between, "the largest message is not said");
  }
  if (set->size == 0) {
    return say(between, "messages of any size");
  }
  printf("%smessages of at most %" PRIu64 " octets", between, set->size);
  return "; ";
}

static const char *say_limit(const char *between, const char *bound, uint32_t value, const char *of)
{
  if (value == 0) {
    return between;
  }
  printf("%sat %s %" PRIu32 " %s", between, bound, value, of);
  return "; ";
}

static const char *say_mechanisms(const char *between, mw_slice params)
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
  printf("%s%u mechanism%s", between, known + unknown, known + unknown == 1 ? "" : "s");
  if (unknown > 0) {
    printf(", %u of them unknown", unknown);
  }
  return "; ";
}

/* What the values say. */
static const char *say_typed(const char *between, mw_slice text, const mw_smtp_ehlo_line *line)
{
  mw_smtp_extensions set;
  smtp_set_of_line(text, &set);
  switch (line->extension) {
  case MW_SMTP_EXT_SIZE: return say_size(between, &set);
  case MW_SMTP_EXT_AUTH: return say_mechanisms(between, line->params);
  case MW_SMTP_EXT_DELIVERBY: return say_limit(between, "least", set.deliver_by, "seconds");
  case MW_SMTP_EXT_FUTURERELEASE: return say_limit(between, "most", set.hold_for, "seconds");
  case MW_SMTP_EXT_LIMITS:
    between = say_limit(between, "most", set.mail_max, "messages a connection");
    between = say_limit(between, "most", set.rcpt_max, "recipients a message");
    return say_limit(between, "most", set.rcpt_domain_max, "domains a connection");
  default: return between;
  }
}

static const char *say_added(const char *between, const char *before, const char *words)
{
  if (words[0] == '\0') {
    return between;
  }
  printf("%s%s%s", between, before, words);
  return "; ";
}

static void say_row(const char *between, const mw_smtp_extension_info *row)
{
  between = say_added(between, "command ", row->verbs);
  between = say_added(between, "MAIL takes ", row->mail_params);
  between = say_added(between, "RCPT takes ", row->rcpt_params);
  if (strcmp(row->standing, "current") != 0) {
    (void)say(between, row->standing);
  }
  if (strncmp(row->rfc, "RFC", 3) == 0) {
    printf(" (%.*s)", (int)strcspn(row->rfc, ";"), row->rfc);
  }
}

void smtp_text_capability(const smtp_reply *r, mw_slice text, int width)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  const mw_smtp_extension_info *row;
  const char *between = "";
  mw_smtp_ehlo_line line;
  if (!smtp_announces(r)) {
    return;
  }
  text_pad(width);
  if (!mw_smtp_ehlo_line_parse(text, MW_ALLOW_REPORTED, &line, &ignored)) {
    fputs("not a keyword with its parameters", stdout);
    return;
  }
  row = mw_smtp_extension_row(line.extension);
  if (row == NULL) {
    fputs("unknown: not in the table", stdout);
    return;
  }
  if (purpose_of(line.extension) != NULL) {
    between = say(between, purpose_of(line.extension));
  }
  between = say_typed(between, text, &line);
  say_row(between, row);
}
