/* SPDX-License-Identifier: MIT */
/* The reply reader: all that an SMTP, LMTP or submission server sends, octets to events.
 *
 * A client uses it, and so does everything that watches a server. One event a line; the event of a
 * reply's last line also sums the reply up. Lines that belong to no reply are events too.
 */
#ifndef MAILWIRE_SMTP_REPLY_READER_H
#define MAILWIRE_SMTP_REPLY_READER_H

#include <mailwire/line.h>
#include <mailwire/smtp_reply.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mw_smtp_reply_kind {
  MW_SMTP_EVENT_REPLY_LINE = 1, /* line: one line of a reply */
  MW_SMTP_EVENT_GARBAGE = 2,    /* raw: a line that is none, between or inside replies; a reply that
                                   had begun goes on after it; line.text is the same */
  MW_SMTP_EVENT_SERVER_LEFTOVER =
      3, /* raw: octets after an accepted STARTTLS. Only the first of all
            is looked at: PLAINTEXT_LEFT unless it begins a TLS record */
  MW_SMTP_EVENT_REPLY_UNFINISHED = 4 /* from finish() alone: raw is the line without its end, or
                                        empty when lines of the reply are missing */
} mw_smtp_reply_kind;

/* One event. Fields are public; slices are valid until the next call on the reader, and no longer
 * than the input. What a kind does not mention is zero. */
typedef struct mw_smtp_reply_event {
  mw_smtp_reply_kind kind;
  mw_line_end ending;      /* what ended the line */
  uint64_t offset;         /* of the first octet of the line in the stream */
  uint64_t end;            /* of the first octet after it, its line end included; too long: see
                              mw_line.end */
  mw_slice raw;            /* the line without its end; the octets */
  mw_smtp_reply_line line; /* REPLY_LINE */
  unsigned code;           /* of the reply's first line */
  uint32_t number;         /* of this line in its reply, from 1 */
  uint64_t reply_offset;   /* of the first octet of the reply; outside of one: offset */
  uint64_t tolerated;      /* MW_ALLOW_* bits that were used */
  uint64_t fault_offset;   /* in the stream; with a fault */
  mw_fault fault;          /* MW_FAULT_NONE, or what is wrong; MIXED_CODES: line.code is not code */
  bool mixed_codes;    /* some line of the reply, up to this one, has another code than its first */
  bool mixed_enhanced; /* the same for the enhanced status codes, absent ones included */
} mw_smtp_reply_event;

/* The reader. All fields are private. */
typedef struct mw_smtp_reply_reader {
  mw_line_framer lines;
  uint64_t reply_offset;
  uint64_t allow;
  uint32_t line_limit;
  uint32_t max_lines;
  uint32_t max_octets;
  uint32_t number;
  uint32_t plain;
  uint16_t code;
  mw_enhanced enhanced;
  uint8_t mode;
  uint8_t flags;
} mw_smtp_reply_reader;

/* Prepares r at the begin of a stream. storage: size octets of the caller's for the life of r,
 * 12288 hold any line; it is used only for a line that a buffer's end cuts, but its size bounds all
 * lines. allow: MW_ALLOW_* bits, 0 is strict. Limits: 512 octets a line (12288 for 334, RFC 4954
 * 4), 1000 lines and 100000 octets a reply. MW_E_ARGUMENT as mw_line_framer_init(). */
MW_API mw_status mw_smtp_reply_reader_init(mw_smtp_reply_reader *r, char *storage, size_t size,
                                           uint64_t allow);

/* Other limits: octets of a line with its CRLF, lines and octets of a reply; 0 keeps the one in
 * force. Lines beyond a reply's limits are delivered all the same; the first of them has the fault
 * REPLY_TOO_LONG. MW_E_ARGUMENT in the middle of a reply, and for a line below 3. */
MW_API mw_status mw_smtp_reply_reader_limits(mw_smtp_reply_reader *r, size_t line, size_t lines,
                                             size_t octets);

/* STARTTLS was sent, and its reply is the next to begin: when its code is 2yz, nothing after it is
 * read as a reply, octets come as LEFTOVER until reset(). Where its lines have different codes, the
 * first or the last with 2yz is enough: rather too little is read as replies than too much.
 * MW_E_ARGUMENT in the middle of a reply. */
MW_API mw_status mw_smtp_reply_reader_expect_tls(mw_smtp_reply_reader *r);

/* Stores the next event; *in is shortened by what was taken. MW_OK: *event was stored.
 * MW_NEED_MORE: all of *in was taken. */
MW_API mw_status mw_smtp_reply_reader_next(mw_smtp_reply_reader *r, mw_slice *in,
                                           mw_smtp_reply_event *event);

/* Begins a new stream: offset 0, no partial line, the storage wiped; limits and tolerances stay. */
MW_API void mw_smtp_reply_reader_reset(mw_smtp_reply_reader *r);

/* The stream ended. MW_OK: *event is UNFINISHED with the fault of that name. MW_NEED_MORE: nothing
 * is missing. Only reset() is allowed afterwards. */
MW_API mw_status mw_smtp_reply_reader_finish(mw_smtp_reply_reader *r, mw_smtp_reply_event *event);

/* One callback for each kind of event; any may be NULL, its events are then passed over. size:
 * sizeof(mw_smtp_reply_callbacks) where the caller was compiled, so that the table can grow. */
typedef struct mw_smtp_reply_callbacks {
  size_t size;
  mw_flow (*on_line)(void *user, const mw_smtp_reply_event *event); /* each line */
  mw_flow (*on_reply)(void *user,
                      const mw_smtp_reply_event *event); /* the last line, after on_line */
  mw_flow (*on_garbage)(void *user, const mw_smtp_reply_event *event);
  mw_flow (*on_leftover)(void *user, const mw_smtp_reply_event *event);
} mw_smtp_reply_callbacks;

/* next() until *in is used up (MW_NEED_MORE), a callback stops it (MW_PAUSED) or aborts
 * (MW_E_ABORTED). user is handed to the callbacks. */
MW_API mw_status mw_smtp_reply_reader_feed(mw_smtp_reply_reader *r, mw_slice *in,
                                           const mw_smtp_reply_callbacks *callbacks, void *user);

#ifdef __cplusplus
}
#endif

#endif
