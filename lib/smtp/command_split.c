/* SPDX-License-Identifier: MIT */
/* A command line taken apart, and looked into where the reader must know more than the verb. */
#include "smtp/command_split.h"

#include <string.h>

#include "base/finding.h"

/* What the verb wants to be known of its argument, which begins at offset in the line. */
static void look_into(mw_smtp_command *command, size_t offset, mw_finding *finding)
{
  if (command->verb == MW_SMTP_AUTH) {
    command->secret = mwi_behind_mechanism(command->argument);
    return;
  }
  mw_chunk_parse(command->argument, &command->chunk);
  if (command->chunk.fault != MW_FAULT_NONE) {
    mwi_find_fault(finding, command->chunk.fault, offset + command->chunk.at);
  }
}

void mw_smtp_command_split(mw_slice line, uint64_t allow, mw_smtp_command *command,
                           mw_finding *finding)
{
  mwi_command_words words;
  const char *at;
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
  command->verb = mwi_verb_find(words.keyword.ptr, words.keyword.len);
  if (command->verb == MW_SMTP_BDAT || command->verb == MW_SMTP_AUTH) {
    at = words.argument.ptr != NULL ? words.argument.ptr : words.keyword.ptr + words.keyword.len;
    look_into(command, (size_t)(at - line.ptr), finding);
  }
}
