/* SPDX-License-Identifier: MIT */
/* The way that nearly all commands go. */
#ifndef MWI_SMTP_COMMAND_SPLIT_H
#define MWI_SMTP_COMMAND_SPLIT_H

#include <mailwire/smtp_command.h>

#include "grammar/command_words.h"
#include "smtp/verb.h"

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
