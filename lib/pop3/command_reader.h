/* SPDX-License-Identifier: MIT */
/* The modes of the command reader, and the way that nearly all commands go. */
#ifndef MWI_POP3_COMMAND_READER_H
#define MWI_POP3_COMMAND_READER_H

#include <mailwire/pop3_command_reader.h>

#include "base/compiler.h"
#include "pop3/command_split.h"
#include "wire/handover.h"

enum {
  MWI_POP3_COMMANDS, /* the line framer: commands */
  MWI_POP3_AUTHING,  /* the line framer: lines of an AUTH exchange */
  MWI_POP3_HELD,     /* nobody, until expect() */
  MWI_POP3_TLS,      /* nobody but for the first octet, until reset() */
  MWI_POP3_ENDED     /* nobody, until reset(): a callback said MW_ABORT, or finish() was called */
};

/* The one place where the mode changes. Lines are only read the plain way in mode COMMANDS, where
 * plain says how long they may be. */
static inline void mwi_pop3_command_mode(mw_pop3_command_reader *r, uint8_t mode)
{
  r->mode = mode;
  r->plain = 0;
}

/* Holds after the event of a verb that asks for it. */
static inline void mwi_pop3_follow(mw_pop3_command_reader *r, mw_pop3_command_event *event)
{
  mw_pop3_verb verb = event->command.verb;
  event->held = verb == MW_POP3_AUTH || verb == MW_POP3_STLS;
  if (event->held) {
    r->held_for = (uint8_t)verb;
    mwi_pop3_command_mode(r, MWI_POP3_HELD);
  }
}

/* The fields of an event that are the same for all plain commands. */
static inline void mwi_pop3_command_event_clear(mw_pop3_command_event *event)
{
  event->kind = MW_POP3_EVENT_COMMAND;
  event->ending = MW_LINE_END_CRLF;
  event->tolerated = 0;
  event->fault_offset = 0;
  event->fault = MW_FAULT_NONE;
}

/* A plain line with a known word, to an event that was cleared. A line must begin at `begin`; `at`
 * must be the first octet from there that is not plain, or the end. True: the line ends two octets
 * behind `at`. False: it is none of these, or commands are not read now (plain is then 0); nothing
 * was done that matters. */
static inline bool mwi_pop3_command_plain(mw_pop3_command_reader *r, const char *begin,
                                          const char *at, const char *end,
                                          mw_pop3_command_event *event)
{
  mw_slice text = {begin, (size_t)(at - begin)};
  if (!mwi_line_plain(begin, at, end, r->plain) || !mwi_pop3_split_plain(text, &event->command)) {
    return false;
  }
  event->offset = r->lines.offset;
  r->lines.offset += text.len + 2;
  event->end = r->lines.offset;
  event->raw = text;
  mwi_pop3_follow(r, event);
  return true;
}

/* Every other way: mw_pop3_command_reader_next() without its checks. */
mw_status mwi_pop3_command_next_other(mw_pop3_command_reader *r, mw_slice *in,
                                      mw_pop3_command_event *event);

#endif
