/* SPDX-License-Identifier: MIT */
/* A command line taken apart into its word and its argument (RFC 5321 4.1.1).
 *
 *   command = keyword [ SP argument ]
 *
 * The word goes up to the first octet that no word can hold: a space, a control character, a colon.
 * So a word is recognised however a careless peer would split the line, and the reader holds after
 * it; that the octet is not a space is a fault of its own.
 */
#include <mailwire/smtp_command.h>
#include <string.h>

#include "base/finding.h"
#include "base/slice.h"
#include "smtp/command_split.h"

/* The length of the word that line begins with, and its verb. Nearly all verbs have four letters.
 */
static size_t word_of(mw_slice line, mw_smtp_verb *verb)
{
  size_t len = 0;
  if (line.len == 4 || (line.len > 4 && mwi_ends_word(line.ptr[4]))) {
    *verb = mwi_verb_find(line.ptr, 4);
    if (*verb != MW_SMTP_UNKNOWN) {
      return 4;
    }
  }
  while (len < line.len && !mwi_ends_word(line.ptr[len])) {
    len++;
  }
  *verb = mwi_verb_find(line.ptr, len);
  return len;
}

static size_t leading_space(mw_slice line)
{
  size_t n = 0;
  while (n < line.len && (line.ptr[n] == ' ' || line.ptr[n] == '\t')) {
    n++;
  }
  return n;
}

mw_slice mwi_initial_response(mw_slice argument)
{
  mw_slice secret = {NULL, 0};
  size_t len = 0;
  if (argument.len > 0 && mwi_ends_word(argument.ptr[0])) {
    len = leading_space(argument);
  }
  while (len < argument.len && !mwi_ends_word(argument.ptr[len])) {
    len++;
  }
  if (len < argument.len) {
    secret = mwi_slice_from(argument, len + 1);
  }
  return secret;
}

/* What the verb wants to be known of its argument, which begins at offset in the line. */
static void look_into(mw_smtp_command *command, size_t offset, mw_finding *finding)
{
  if (command->verb == MW_SMTP_AUTH) {
    command->secret = mwi_initial_response(command->argument);
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
  size_t begin = leading_space(line);
  if (command == NULL || finding == NULL) {
    return;
  }
  memset(command, 0, sizeof *command);
  if (begin == line.len) {
    mwi_find_fault(finding, MW_FAULT_EMPTY_LINE, 0);
    command->keyword.ptr = line.ptr;
    return;
  }
  if (begin > 0) {
    mwi_deviate(finding, allow, MW_ALLOW_LEADING_SPACE, MW_FAULT_LEADING_SPACE, 0);
  }
  command->keyword.ptr = line.ptr + begin;
  command->keyword.len = word_of(mwi_slice_from(line, begin), &command->verb);
  begin += command->keyword.len;
  if (begin < line.len) {
    if (line.ptr[begin] != ' ') {
      mwi_deviate(finding, allow, MW_ALLOW_SEPARATOR, MW_FAULT_BAD_SEPARATOR, begin);
    }
    command->argument.ptr = line.ptr + begin + 1;
    command->argument.len = line.len - begin - 1;
  }
  if (command->verb == MW_SMTP_BDAT || command->verb == MW_SMTP_AUTH) {
    look_into(command, begin < line.len ? begin + 1 : begin, finding);
  }
}
