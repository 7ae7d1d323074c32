/* SPDX-License-Identifier: MIT */
/* The command reader: all that a POP3 client sends, octets to events.
 *
 * A server uses it, and so does everything that watches a client. After AUTH and STLS, their
 * argument faulty or not, it is held: next() takes nothing and says MW_PAUSED, since what the
 * client sends next depends on the response. Whoever sends or sees the response tells the reader
 * with expect(). To forget it costs a stop, never a smuggled command.
 *
 *   commands ── AUTH, STLS ──► held ── expect(COMMAND) ──► commands
 *                               │ ▲
 *                expect(AUTH) ──┘ └── a line of the exchange
 *                expect(TLS) ──► leftover, until reset()
 */
#ifndef MAILWIRE_POP3_COMMAND_READER_H
#define MAILWIRE_POP3_COMMAND_READER_H

#include <mailwire/line.h>
#include <mailwire/pop3_command.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mw_pop3_command_kind {
  MW_POP3_EVENT_COMMAND = 1,  /* command: a command line, perhaps with a fault */
  MW_POP3_EVENT_AUTH = 2,     /* raw: a line of an AUTH exchange; secret as a whole */
  MW_POP3_EVENT_LEFTOVER = 3, /* raw: octets after an accepted STLS. Only the first of all is looked
                                 at: PLAINTEXT_LEFT unless it begins a TLS record. A server that
                                 hands its connection over should take any for an attack */
  MW_POP3_EVENT_UNFINISHED = 4 /* from finish() alone: raw is the line that stood without its end */
} mw_pop3_command_kind;

/* One event. Fields are public; slices are valid until the next call on the reader, and no longer
 * than the input. What a kind does not mention is zero. */
typedef struct mw_pop3_command_event {
  mw_pop3_command_kind kind;
  mw_line_end ending; /* what ended the line */
  uint64_t offset;    /* of the first octet of this event in the stream */
  uint64_t end; /* of the first octet after it, its line end included. A line that is too long is
                   handed out at its limit: end is then the limit, and the rest is skipped */
  mw_slice raw; /* the line without its end; the octets */
  mw_pop3_command command; /* COMMAND; of AUTH and UNFINISHED only secret */
  uint64_t tolerated;      /* MW_ALLOW_* bits that were used */
  uint64_t fault_offset;   /* in the stream, with a fault */
  mw_fault fault;          /* MW_FAULT_NONE, or what is wrong */
  bool held;               /* COMMAND, AUTH: the reader holds now, until expect() */
} mw_pop3_command_event;

/* What comes next from the client, as the response to its last command decides. */
typedef enum mw_pop3_expect {
  MW_POP3_EXPECT_COMMAND = 1, /* a command line: the command was refused, or done */
  MW_POP3_EXPECT_AUTH = 2,    /* a line of the AUTH exchange: a challenge was sent */
  MW_POP3_EXPECT_TLS = 3      /* nothing: +OK was sent to STLS, TLS takes over; then reset() */
} mw_pop3_expect;

/* The reader. All fields are private. */
typedef struct mw_pop3_command_reader {
  mw_line_framer lines;
  uint64_t begin;
  uint32_t command_limit;
  uint32_t auth_limit;
  uint32_t plain;
  uint8_t mode;
  uint8_t held_for;
  uint8_t flags;
} mw_pop3_command_reader;

/* Prepares r at the begin of a stream. storage: size octets of the caller's for the life of r,
 * 12288 hold any line; it is used only for a line that a buffer's end cuts, but its size bounds all
 * lines. allow: MW_ALLOW_* bits, 0 is strict. Limits: 255 octets a command (RFC 2449 4), 12288 a
 * line of an AUTH exchange, which RFC 5034 4 leaves open. MW_E_ARGUMENT as mw_line_framer_init().
 */
MW_API mw_status mw_pop3_command_reader_init(mw_pop3_command_reader *r, char *storage, size_t size,
                                             uint64_t allow);

/* Other limits, in octets with the CRLF; 0 keeps the one in force. To be called when no line has
 * begun. */
MW_API mw_status mw_pop3_command_reader_limits(mw_pop3_command_reader *r, size_t command_line,
                                               size_t auth_line);

/* Stores the next event; *in is shortened by what was taken. MW_OK: *event was stored.
 * MW_NEED_MORE: all of *in was taken. MW_PAUSED: held; *in is untouched. */
MW_API mw_status mw_pop3_command_reader_next(mw_pop3_command_reader *r, mw_slice *in,
                                             mw_pop3_command_event *event);

/* Ends a hold. MW_E_ARGUMENT, and nothing changes: r is not held; AUTH after anything but AUTH, TLS
 * after anything but STLS. */
MW_API mw_status mw_pop3_command_reader_expect(mw_pop3_command_reader *r, mw_pop3_expect what);

/* Whether r is held: next() says MW_PAUSED until expect(). */
MW_API bool mw_pop3_command_reader_held(const mw_pop3_command_reader *r);

/* Begins a new stream (TLS was negotiated, a new connection): offset 0, no partial line, the
 * storage wiped; limits and tolerances stay. */
MW_API void mw_pop3_command_reader_reset(mw_pop3_command_reader *r);

/* The stream ended. MW_OK: *event is UNFINISHED with the fault of that name. MW_NEED_MORE: nothing
 * is missing. Only reset() is allowed afterwards. */
MW_API mw_status mw_pop3_command_reader_finish(mw_pop3_command_reader *r,
                                               mw_pop3_command_event *event);

/* One callback for each kind of event; any may be NULL, its events are then passed over. size:
 * sizeof(mw_pop3_command_callbacks) where the caller was compiled, so that the table can grow. A
 * callback may call expect() on the reader, and nothing else. */
typedef struct mw_pop3_command_callbacks {
  size_t size;
  mw_flow (*on_command)(void *user, const mw_pop3_command_event *event);
  mw_flow (*on_auth)(void *user, const mw_pop3_command_event *event);
  mw_flow (*on_leftover)(void *user, const mw_pop3_command_event *event);
} mw_pop3_command_callbacks;

/* next() until *in is used up (MW_NEED_MORE), a hold or a callback stops it (MW_PAUSED), or a
 * callback aborts (MW_E_ABORTED). user is handed to the callbacks. */
MW_API mw_status mw_pop3_command_reader_feed(mw_pop3_command_reader *r, mw_slice *in,
                                             const mw_pop3_command_callbacks *callbacks,
                                             void *user);

#ifdef __cplusplus
}
#endif

#endif
