/* SPDX-License-Identifier: MIT */
/* A whole command line at once, and how long one may be (RFC 5321 4.5.3.1.4).
 *
 * The 512 octets are for the command itself: what an extension adds to MAIL and RCPT has its own
 * limits, and each of those RFCs raises the line's by as much.
 */
#include <string.h>

#include <mailwire/line.h>

#include "smtp/argument.h"
#include "smtp/command_length.h"
#include "wire/scan_text.h"

/* Whether the table has the parameter for this command. */
static bool is_known(const mw_param *param, mw_smtp_params_of of)
{
  const mw_smtp_param_info *row = mw_smtp_param_row(mw_smtp_param_find(param->keyword));
  return row != NULL && (of == MW_SMTP_PARAMS_MAIL ? row->mail : row->rcpt);
}

size_t mwi_known_octets(mw_slice params, mw_smtp_params_of of, const mw_rules *rules)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_param param;
  size_t octets = 0;
  while (params.len > 0 && mw_param_next(&params, rules, &param, &finding)) {
    if (is_known(&param, of)) {
      octets += 1 + param.keyword.len + (param.value.ptr != NULL ? 1 + param.value.len : 0);
    }
  }
  return octets;
}

/* What stands in the line octet by octet; nothing but plain text is cheap to see. */
static void judge_octets(mw_slice line, uint64_t allow, mw_finding *finding)
{
  mw_line whole;
  if (line.len == 0 || mwi_scan_text(line.ptr, line.ptr + line.len) == line.ptr + line.len) {
    return;
  }
  memset(&whole, 0, sizeof whole);
  whole.text = line;
  whole.end = line.len;
  whole.ending = MW_LINE_END_CRLF;
  whole.marks =
      MW_LINE_BARE_CR | MW_LINE_BARE_LF | MW_LINE_NUL | MW_LINE_CONTROL | MW_LINE_EIGHT_BIT;
  mw_line_judge(&whole, allow, finding);
}

static void judge_length(mw_slice line, const mw_smtp_command *command,
                         const mw_smtp_argument *argument, const mw_rules *rules,
                         mw_finding *finding)
{
  mw_smtp_form form = mwi_form_of(command->verb);
  size_t known = 0;
  if (line.len + 2 <= MW_SMTP_COMMAND_LINE) {
    return;
  }
  if (mwi_has_path(form)) {
    known = mwi_known_octets(argument->params, mwi_params_of(form), rules);
  }
  if (line.len + 2 - known > MW_SMTP_COMMAND_LINE) {
    mwi_deviate(finding, rules->allow, MW_ALLOW_LONG_LINE, MW_FAULT_LINE_TOO_LONG,
                MW_SMTP_COMMAND_LINE - 2);
  }
}

/* Adds what was found in a part that begins at offset. */
static void add_finding(mw_finding *finding, const mw_finding *part, size_t offset)
{
  finding->tolerated |= part->tolerated;
  if (part->fault != MW_FAULT_NONE) {
    mwi_find_fault(finding, part->fault, offset + part->offset);
  }
}

bool mw_smtp_command_parse(mw_slice line, const mw_rules *rules, mw_smtp_command *command,
                           mw_smtp_argument *argument, mw_smtp_params *params, mw_finding *finding)
{
  mw_finding part = {MW_FAULT_NONE, 0, 0};
  mw_smtp_params unused;
  mw_smtp_form form;
  if (command == NULL || argument == NULL || finding == NULL) {
    return false;
  }
  rules = rules != NULL ? rules : &mwi_rules_strict;
  params = params != NULL ? params : &unused;
  memset(params, 0, sizeof *params);
  judge_octets(line, rules->allow, finding);
  mw_smtp_command_split(line, rules->allow, command, finding);
  (void)mw_smtp_argument_parse(command, rules, argument, &part);
  add_finding(finding, &part, (size_t)(command->keyword.ptr - line.ptr));
  form = mwi_form_of(command->verb);
  if (mwi_has_path(form) && argument->params.ptr != NULL) {
    memset(&part, 0, sizeof part);
    mw_smtp_params_parse(argument->params, mwi_params_of(form), rules, params, &part);
    add_finding(finding, &part, (size_t)(argument->params.ptr - line.ptr));
  }
  judge_length(line, command, argument, rules, finding);
  return finding->fault == MW_FAULT_NONE;
}
