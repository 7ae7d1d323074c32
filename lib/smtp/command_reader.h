/* SPDX-License-Identifier: MIT */
/* The modes of the command reader, and the way that nearly all commands go. */
#ifndef MWI_SMTP_COMMAND_READER_H
#define MWI_SMTP_COMMAND_READER_H

#include <mailwire/smtp_command_reader.h>

#include "base/compiler.h"
#include "smtp/command_split.h"
#include "wire/line.h"

enum {
  MWI_MODE_COMMAND, /* the line framer: commands */
  MWI_MODE_AUTH,    /* the line framer: lines of an AUTH exchange */
  MWI_MODE_DATA,    /* the dot decoder */
  MWI_MODE_CHUNK,   /* the counter */
  MWI_MODE_HELD,    /* nobody, until expect() */
  MWI_MODE_TLS,     /* nobody but for the first octet, until reset() */
  MWI_MODE_ENDED    /* nobody, until reset(): a callback said MW_ABORT, or finish() was called */
};

/* Bits of flags. */
enum {
  MWI_COMMAND_LAST = 1 /* the chunk is the last of its message */
  /* and those of wire/handover.h */
};

/* The one place where the mode changes. Lines are only read the plain way in mode COMMAND, where
 * plain says how long they may be. */
static inline void mwi_command_mode(mw_smtp_command_reader *r, uint8_t mode)
{
  r->mode = mode;
  r->plain = 0;
}

/* Holds after the event, which the verb brought about. */
static inline void mwi_command_hold(mw_smtp_command_reader *r, mw_smtp_verb verb,
                                    mw_smtp_command_event *event)
{
  r->held_for = (uint8_t)verb;
  event->held = true;
  mwi_command_mode(r, MWI_MODE_HELD);
}

/* The fields of an event that are the same for all plain commands. */
static inline void mwi_command_event_clear(mw_smtp_command_event *event)
{
  event->kind = MW_SMTP_EVENT_COMMAND;
  event->ending = MW_LINE_END_CRLF;
  event->command.keyword.len = 4;
  event->command.secret.ptr = NULL;
  event->command.secret.len = 0;
  event->command.chunk.fault = MW_FAULT_NONE;
  event->command.chunk.at = 0;
  event->command.chunk.octets = 0;
  event->command.chunk.last = false;
  event->octets = 0;
  event->tolerated = 0;
  event->fault_offset = 0;
  event->fault = MW_FAULT_NONE;
  event->last = false;
  event->held = false;
}

/* What a plain command that holds leaves in the event, and the next one does not set. */
static inline void mwi_command_event_unhold(mw_smtp_command_event *event)
{
  event->held = false;
  event->command.secret.ptr = NULL;
  event->command.secret.len = 0;
}

/* A plain line with a verb of four letters, to an event that was cleared. A line must begin at
 * `begin`; `at` must be the first octet from there that is not plain, or the end. True: the line
 * ends two octets behind `at`. False: it is none of these, or commands are not read now (plain is
 * then 0, and no verb is that short); nothing was done that matters. */
static inline bool mwi_command_plain(mw_smtp_command_reader *r, const char *begin, const char *at,
                                     const char *end, mw_smtp_command_event *event)
{
  mw_slice text = {begin, (size_t)(at - begin)};
  if (!mwi_line_plain(begin, at, end, r->plain) ||
      !mwi_command_split_plain(text, &event->command)) {
    return false;
  }
  event->offset = r->lines.offset;
  r->lines.offset += text.len + 2;
  event->end = r->lines.offset;
  event->raw = text;
  if (event->command.verb == MW_SMTP_DATA) {
    mwi_command_hold(r, MW_SMTP_DATA, event);
  } else if (event->command.verb == MW_SMTP_AUTH) {
    event->command.secret = mwi_behind_mechanism(event->command.argument);
    mwi_command_hold(r, MW_SMTP_AUTH, event);
  }
  return true;
}

/* The longest line of the kind that is read now, in octets with its CRLF. */
uint32_t mwi_command_kind_limit(const mw_smtp_command_reader *r);

/* Into modes COMMAND and CHUNK. */
void mwi_command_enter_commands(mw_smtp_command_reader *r);
void mwi_command_enter_chunk(mw_smtp_command_reader *r, uint64_t octets);

/* Every way but the plain one. */
mw_status mwi_command_next_other(mw_smtp_command_reader *r, mw_slice *in,
                                 mw_smtp_command_event *event);

/* mw_smtp_command_reader_next() without its checks. */
static MWI_INLINE mw_status mwi_command_next(mw_smtp_command_reader *r, mw_slice *in,
                                             mw_smtp_command_event *event)
{
  if (r->plain != 0 && in->len > 0 && mwi_line_fresh(&r->lines)) {
    const char *at = mwi_line_scan(in, r->plain);
    mwi_command_event_clear(event);
    if (mwi_command_plain(r, in->ptr, at, in->ptr + in->len, event)) {
      mwi_line_go_on(in, at + 2);
      return MW_OK;
    }
  }
  return mwi_command_next_other(r, in, event);
}

#endif
