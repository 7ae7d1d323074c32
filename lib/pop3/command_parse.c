/* SPDX-License-Identifier: MIT */
/* A command line taken apart, and a whole one read at once (RFC 1939 3, RFC 2449 3 and 4).
 *
 *   command = keyword [ SP argument ] CRLF      ; at most 255 octets
 *   keyword = 3*4VCHAR
 */
#include <string.h>

#include "grammar/command_words.h"
#include "pop3/command_split.h"
#include "wire/line.h"

void mw_pop3_command_split(mw_slice line, uint64_t allow, mw_pop3_command *command,
                           mw_finding *finding)
{
  mwi_command_words words;
  size_t len;
  bool word;
  if (command == NULL || finding == NULL) {
    return;
  }
  word = mwi_split_command(line, allow, &words, finding);
  memset(command, 0, sizeof *command);
  command->keyword = words.keyword;
  command->argument = words.argument;
  if (!word) {
    return;
  }
  len = words.keyword.len;
  if (len < MWI_POP3_VERB_SHORTEST || len > MWI_POP3_VERB_LONGEST) {
    mwi_deviate(finding, allow, MW_ALLOW_KEYWORD_LENGTH, MW_FAULT_BAD_KEYWORD,
                (size_t)(words.keyword.ptr - line.ptr));
  }
  command->verb = mw_pop3_verb_find(words.keyword);
  command->secret = mwi_pop3_secret(command->verb, command->argument);
}

bool mw_pop3_command_parse(mw_slice line, const mw_pop3_rules *rules, mw_pop3_command *command,
                           mw_pop3_argument *argument, mw_finding *finding)
{
  mw_finding part = {MW_FAULT_NONE, 0, 0};
  uint64_t allow = rules != NULL ? rules->allow : 0;
  size_t most = rules != NULL ? rules->line : MW_POP3_COMMAND_LINE;
  if (command == NULL || argument == NULL || finding == NULL) {
    return false;
  }
  mwi_line_judge_text(line, allow, finding);
  mw_pop3_command_split(line, allow, command, finding);
  (void)mw_pop3_argument_parse(command, rules, argument, &part);
  mwi_add_finding(finding, &part, (size_t)(command->keyword.ptr - line.ptr));
  if (line.len + 2 > most) {
    mwi_deviate(finding, allow, MW_ALLOW_LONG_LINE, MW_FAULT_LINE_TOO_LONG,
                most > 2 ? most - 2 : 0);
  }
  return finding->fault == MW_FAULT_NONE;
}
