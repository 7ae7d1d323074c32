/* SPDX-License-Identifier: MIT */
/* What of a command must not be shown, and the way that nearly all commands go. */
#ifndef MWI_POP3_COMMAND_SPLIT_H
#define MWI_POP3_COMMAND_SPLIT_H

#include "base/finding.h"
#include "base/slice.h"
#include "grammar/command_words.h"
#include "pop3/verb.h"

/* The last word of the argument of APOP, which may be a digest, and what follows it; all of it when
 * it is one word. */
static inline mw_slice mwi_pop3_last_word(mw_slice argument)
{
  size_t begin = argument.len;
  while (begin > 0 && (unsigned char)argument.ptr[begin - 1] <= 0x20) {
    begin--;
  }
  while (begin > 0 && (unsigned char)argument.ptr[begin - 1] > 0x20) {
    begin--;
  }
  return begin < argument.len ? mwi_slice_from(argument, begin) : argument;
}

/* The part of the argument that is secret; ptr NULL when none is. */
static inline mw_slice mwi_pop3_secret(mw_pop3_verb verb, mw_slice argument)
{
  mw_slice none = {NULL, 0};
  switch (verb) {
  case MW_POP3_PASS: return argument;
  case MW_POP3_APOP: return mwi_pop3_last_word(argument);
  case MW_POP3_AUTH: return mwi_behind_mechanism(argument);
  default: return none;
  }
}

/* A plain line with a word of three or four octets that the table has, and then its end or one
 * space. False: it is another; nothing was done that matters. */
static inline bool mwi_pop3_split_plain(mw_slice line, mw_pop3_command *command)
{
  size_t len = 4;
  uint32_t word;
  if (line.len < 4) {
    return false; /* TOP has an argument */
  }
  word = mwi_word_four(line.ptr);
  if (line.ptr[3] == ' ') {
    char three[4] = {line.ptr[0], line.ptr[1], line.ptr[2], '\0'};
    word = mwi_word_four(three);
    len = 3;
  } else if (line.len > 4 && line.ptr[4] != ' ') {
    return false;
  }
  command->verb = mwi_pop3_verb_of_word(word);
  command->keyword.ptr = line.ptr;
  command->keyword.len = len;
  command->argument.ptr = line.len > len ? line.ptr + len + 1 : NULL;
  command->argument.len = line.len > len ? line.len - len - 1 : 0;
  command->secret = mwi_pop3_secret(command->verb, command->argument);
  return command->verb != MW_POP3_UNKNOWN;
}

#endif
