/* SPDX-License-Identifier: MIT */
/* The modes of the response reader, and the way that nearly all lines of listings go. */
#ifndef MWI_POP3_RESPONSE_READER_H
#define MWI_POP3_RESPONSE_READER_H

#include <mailwire/pop3_response_reader.h>

#include "base/compiler.h"
#include "wire/handover.h"

enum {
  MWI_POP3_STATUS_DUE,  /* the line framer: a status line, or nothing is due */
  MWI_POP3_LISTING,     /* the line framer: lines up to a dot alone */
  MWI_POP3_MESSAGE,     /* the dot decoder */
  MWI_POP3_SERVER_TLS,  /* nobody but for the first octet, until reset() */
  MWI_POP3_SERVER_ENDED /* nobody, until reset(): a callback said MW_ABORT, or finish() was called
                         */
};

/* Bits of flags. */
enum {
  MWI_POP3_GREETING_DUE = 1, /* the first response greets */
  MWI_POP3_AFTER_CRLF = 2    /* in a listing: the line before ended with CRLF */
  /* and those of wire/handover.h */
};

/* Bits of mw_pop3_waiting.form. */
enum {
  MWI_POP3_MAY_CHALLENGE = 1, /* AUTH */
  MWI_POP3_MAY_START_TLS = 2  /* STLS */
};

/* The longest plain line of a listing, in octets of text. */
static inline uint32_t mwi_pop3_plain(const mw_pop3_response_reader *r)
{
  uint32_t most = r->listing_limit - 2;
  return most < r->lines.limit ? most : r->lines.limit;
}

/* Whether lines of a listing may go the plain way now. */
static inline bool mwi_pop3_lists(const mw_pop3_response_reader *r, const mw_slice *in)
{
  return r->mode == MWI_POP3_LISTING && in->len > 0 && mwi_line_fresh(&r->lines);
}

/* The fields of an event that are the same for all plain lines. */
static inline void mwi_pop3_begin_lines(const mw_pop3_response_reader *r,
                                        mw_pop3_response_event *event)
{
  memset(event, 0, sizeof *event);
  event->kind = MW_POP3_EVENT_LINE;
  event->ending = MW_LINE_END_CRLF;
  event->number = r->number;
  event->verb = r->ring[r->first].verb;
}

/* A plain line of a listing, which does not begin with a dot, to the event of the line before. A
 * line must begin at `begin`, `offset` octets behind the begin of the stream; `at` must be the
 * first octet from there that is not plain, or the end. True: the line ends two octets behind `at`.
 * False: it is another, and the event is as it was. */
static inline bool mwi_pop3_line_plain(const char *begin, const char *at, const char *end,
                                       size_t most, uint64_t offset, mw_pop3_response_event *event)
{
  mw_slice text = {begin, (size_t)(at - begin)};
  if (!mwi_line_plain(begin, at, end, most) || *begin == '.') {
    return false;
  }
  event->offset = offset;
  event->end = offset + text.len + 2;
  event->raw = text;
  event->text = text;
  event->number++;
  return true;
}

/* Makes known what the last event told. */
static inline void mwi_pop3_end_lines(mw_pop3_response_reader *r,
                                      const mw_pop3_response_event *event)
{
  r->lines.offset = event->end;
  r->number = event->number;
  r->flags = MWI_POP3_AFTER_CRLF;
}

/* Every other way: mw_pop3_response_reader_next() without its checks. */
mw_status mwi_pop3_response_next_other(mw_pop3_response_reader *r, mw_slice *in,
                                       mw_pop3_response_event *event);

#endif
