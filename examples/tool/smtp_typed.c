/* SPDX-License-Identifier: MIT */
/* Commands, read by the rules of their verbs, with all tolerances that are reported. */
#include <stdlib.h>
#include <string.h>

#include "smtp.h"

/* What the argument was found to be becomes what is said of the line, unless the line itself had a
 * fault. */
static void take_finding(smtp_command *t, const mw_smtp_command_event *event, const char *from,
                         const mw_finding *found)
{
  t->tolerated |= found->tolerated;
  if (found->fault != MW_FAULT_NONE && t->fault == MW_FAULT_NONE) {
    t->fault = found->fault;
    t->fault_offset = event->offset + (uint64_t)(from - event->raw.ptr) + found->offset;
  }
}

static void read_params(smtp_command *t, const mw_smtp_command_event *event, const mw_rules *rules)
{
  mw_smtp_params all;
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mw_slice params = t->argument.params;
  t->of = event->command.verb == MW_SMTP_RCPT ? MW_SMTP_PARAMS_RCPT : MW_SMTP_PARAMS_MAIL;
  if (t->good && params.ptr != NULL) {
    mw_smtp_params_parse(params, t->of, rules, &all, &found);
    take_finding(t, event, params.ptr, &found);
  }
}

void smtp_read_command(smtp_command *t, const mw_smtp_command_event *event)
{
  const mw_smtp_command *command = &event->command;
  const mw_smtp_verb_info *row = mw_smtp_verb_row(command->verb);
  mw_smtp_form form = row != NULL ? row->form : MW_SMTP_TAKES_TEXT;
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mw_rules rules;
  memset(t, 0, sizeof *t);
  t->fault = event->fault;
  t->fault_offset = event->fault_offset;
  t->tolerated = event->tolerated;
  t->takes_path = form == MW_SMTP_TAKES_REVERSE_PATH || form == MW_SMTP_TAKES_FORWARD_PATH;
  t->takes_host = form == MW_SMTP_TAKES_HOST || form == MW_SMTP_TAKES_DOMAIN;
  mw_rules_init(&rules, MW_ALLOW_REPORTED);
  t->good = mw_smtp_argument_parse(command, &rules, &t->argument, &found);
  take_finding(t, event, command->keyword.ptr, &found);
  if (t->takes_path) {
    read_params(t, event, &rules);
  }
  auth_read_initial(&t->initial, t->argument.initial);
}

mw_slice smtp_path_text(const smtp_command *t, const mw_smtp_command *command)
{
  const char *begin = memchr(command->argument.ptr, ':', command->argument.len);
  const char *end = command->argument.ptr + command->argument.len;
  if (t->argument.params.ptr != NULL) {
    end = t->argument.params.ptr;
  }
  begin++;
  while (begin < end && (*begin == ' ' || *begin == '\t')) {
    begin++;
  }
  while (end > begin && (end[-1] == ' ' || end[-1] == '\t')) {
    end--;
  }
  return mw_slice_of(begin, (size_t)(end - begin));
}

bool smtp_next_param(const smtp_command *t, mw_slice *rest, smtp_param *p)
{
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mw_rules rules;
  mw_rules_init(&rules, MW_ALLOW_REPORTED);
  memset(p, 0, sizeof *p);
  if (!mw_param_next(rest, &rules, &p->param, &found)) {
    return false;
  }
  if (found.fault == MW_FAULT_NONE) {
    p->number = mw_smtp_param_read(&p->param, t->of, &rules, &p->value, &found);
  }
  p->faulty = found.fault != MW_FAULT_NONE;
  return true;
}

buffer smtp_decode(mw_slice value, bool utf8_addr)
{
  buffer b = {NULL, 0, 0};
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mw_room room = {buffer_room(&b, value.len), value.len};
  mw_status status = utf8_addr ? mw_utf8_addr_decode(value, true, &room, &found)
                               : mw_xtext_decode(value, true, &room, &found);
  if (status == MW_OK && found.fault != MW_FAULT_BAD_XTEXT) {
    b.len = value.len - room.len;
  } else {
    buffer_add(&b, value.ptr, value.len);
  }
  return b;
}
