/* SPDX-License-Identifier: MIT */
/* Where a command's word ends, and the way that nearly all commands go. */
#ifndef MWI_SMTP_COMMAND_SPLIT_H
#define MWI_SMTP_COMMAND_SPLIT_H

#include <mailwire/smtp_command.h>

#include "smtp/verb.h"

static inline bool mwi_ends_word(char octet)
{
  return (unsigned char)octet <= 0x20 || octet == ':' || octet == 0x7f;
}

/* What follows the mechanism in an AUTH argument, whatever octet separates them: the initial
 * response (RFC 4954 4). */
mw_slice mwi_initial_response(mw_slice argument);

/* A verb of four letters, and then the line's end or one space; BDAT, whose argument is looked
 * into, is left to mw_smtp_command_split(). False: so is this line. The rest of *command must be
 * zero, but for the keyword's length, 4. */
static inline bool mwi_command_split_plain(mw_slice line, mw_smtp_command *command)
{
  mw_smtp_verb verb;
  if (line.len < 5) {
    if (line.len != 4) {
      return false;
    }
    command->argument.ptr = NULL;
    command->argument.len = 0;
  } else {
    if (line.ptr[4] != ' ') {
      return false;
    }
    command->argument.ptr = line.ptr + 5;
    command->argument.len = line.len - 5;
  }
  verb = mwi_verb_find_four(line.ptr);
  command->verb = verb;
  command->keyword.ptr = line.ptr;
  return verb != MW_SMTP_UNKNOWN && verb != MW_SMTP_BDAT;
}

#endif
