/* SPDX-License-Identifier: MIT */
/* A whole command line at once, and how long one may be (RFC 5321 4.5.3.1.4).
 *
 * The 512 octets are for the command itself: what an extension adds to MAIL and RCPT has its own
 * limits, and each of those RFCs raises the line's by as much.
 */
#include <string.h>

#include "smtp/argument.h"
#include "smtp/command_length.h"
#include "wire/line.h"

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
  mwi_line_judge_text(line, rules->allow, finding);
  mw_smtp_command_split(line, rules->allow, command, finding);
  (void)mw_smtp_argument_parse(command, rules, argument, &part);
  mwi_add_finding(finding, &part, (size_t)(command->keyword.ptr - line.ptr));
  form = mwi_form_of(command->verb);
  if (mwi_has_path(form) && argument->params.ptr != NULL) {
    memset(&part, 0, sizeof part);
    mw_smtp_params_parse(argument->params, mwi_params_of(form), rules, params, &part);
    mwi_add_finding(finding, &part, (size_t)(argument->params.ptr - line.ptr));
  }
  judge_length(line, command, argument, rules, finding);
  return finding->fault == MW_FAULT_NONE;
}
