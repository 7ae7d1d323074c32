/* SPDX-License-Identifier: MIT */
/* The reply to EHLO and LHLO, read line by line. */
#include <string.h>

#include "smtp.h"

bool smtp_announces(const smtp_reply *r)
{
  const mw_smtp_step *step = &r->answers.step;
  return r->answered && step->place == MW_SMTP_PLACE_COMMAND && r->first.line.code / 100 == 2 &&
         (step->verb == MW_SMTP_EHLO || step->verb == MW_SMTP_LHLO);
}

void smtp_read_reply(const conversation *c, smtp_reply *r)
{
  size_t i;
  if (!smtp_announces(r)) {
    return;
  }
  for (i = 1; i < r->count; i++) {
    mw_finding found = {MW_FAULT_NONE, 0, 0};
    mw_smtp_ehlo_line line;
    (void)mw_smtp_ehlo_line_parse(kept_text(c, &r->lines[i]), MW_ALLOW_REPORTED, &line, &found);
    r->tolerated |= found.tolerated;
    if (r->fault == MW_FAULT_NONE && found.fault != MW_FAULT_NONE) {
      r->fault = found.fault;
      r->fault_offset = r->lines[i].offset + found.offset;
    }
  }
}

/* Adds a line whatever 2yz code it stood behind. */
static void add_text(mw_smtp_extensions *set, mw_slice text)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line line;
  memset(&line, 0, sizeof line);
  line.code = 250;
  line.text = text;
  line.message = text;
  mw_smtp_extensions_add(set, &line, MW_ALLOW_REPORTED, &ignored);
}

void smtp_set_of_line(mw_slice text, mw_smtp_extensions *set)
{
  mw_smtp_extensions_init(set, NULL, 0);
  add_text(set, mw_slice_text("first"));
  add_text(set, text);
}

void smtp_set_of_reply(const conversation *c, const smtp_reply *r, mw_smtp_extensions *set)
{
  size_t i;
  mw_smtp_extensions_init(set, NULL, 0);
  for (i = 0; i < r->count; i++) {
    add_text(set, kept_text(c, &r->lines[i]));
  }
}

static bool is_among(const mw_slice *names, size_t len, mw_slice name)
{
  size_t i;
  for (i = 0; i < len; i++) {
    if (mw_slice_equal_nocase(names[i], name)) {
      return true;
    }
  }
  return false;
}

size_t smtp_mechanisms(const conversation *c, const smtp_reply *r, mw_slice *names, size_t most)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mw_smtp_ehlo_line line;
  size_t found = 0;
  size_t i;
  for (i = 1; i < r->count; i++) {
    mw_slice name;
    mw_slice text = kept_text(c, &r->lines[i]);
    if (!mw_smtp_ehlo_line_parse(text, MW_ALLOW_REPORTED, &line, &ignored) ||
        line.extension != MW_SMTP_EXT_AUTH) {
      continue;
    }
    while (found < most && mw_word_next(&line.params, &name)) {
      if (!is_among(names, found, name)) {
        names[found++] = name;
      }
    }
  }
  return found;
}
