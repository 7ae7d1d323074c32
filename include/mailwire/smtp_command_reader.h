/* SPDX-License-Identifier: MIT */
/* The command reader: all that an SMTP, LMTP or submission client sends, octets to events.
 *
 * A server uses it, and so does everything that watches a client: a proxy, a filter, a reader of
 * captures. It knows four modes and goes from one to another like this:
 *
 *            ┌────────────────────── expect(COMMAND) ◄────────────────────┐
 *            ▼                                                            │
 *        commands ── DATA, AUTH, STARTTLS, a BDAT that is not clear ──► held
 *         │    ▲                                                          │
 *    BDAT n    └── end of body, end of chunk ── body, chunk ◄─ expect(DATA), expect(CHUNK)
 *         └──────────────────────────────────────► ▲       AUTH line ◄─ expect(AUTH), held again
 *                                                           leftover ◄─ expect(TLS), until reset()
 *
 * Held, next() takes nothing and says MW_PAUSED: what the client sends next depends on the reply,
 * so whoever sends or sees the reply tells the reader with expect(). To forget it costs a stop,
 * never a smuggled command.
 */
#ifndef MAILWIRE_SMTP_COMMAND_READER_H
#define MAILWIRE_SMTP_COMMAND_READER_H

#include <mailwire/dot.h>
#include <mailwire/line.h>
#include <mailwire/sasl.h>
#include <mailwire/smtp_command.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The longest command line in octets, its CRLF included (RFC 5321 4.5.3.1.4), before extensions add
 * to it: a server that announces some raises the limit to mw_smtp_command_line_limit(), or it calls
 * lines too long that mw_smtp_command_parse() takes; the longest text line (RFC 5321 4.5.3.1.6).
 * The longest line of an AUTH exchange is MW_SASL_LINE (RFC 4954 4). */
#define MW_SMTP_COMMAND_LINE 512
#define MW_SMTP_TEXT_LINE 1000

/* Options of a reader: bits. */
#define MW_SMTP_HOLD_BDAT 0x1u /* hold after every BDAT, not only after one that is not clear */

typedef enum mw_smtp_command_kind {
  MW_SMTP_EVENT_COMMAND = 1,    /* command: a command line, perhaps with a fault */
  MW_SMTP_EVENT_AUTH = 2,       /* raw: a line of an AUTH exchange; secret as a whole */
  MW_SMTP_EVENT_BODY = 3,       /* raw: octets of the message, unstuffed; octets: how many */
  MW_SMTP_EVENT_BODY_FAULT = 4, /* fault, fault_offset: what is wrong in the message there */
  MW_SMTP_EVENT_BODY_END = 5,   /* octets: of this body or chunk in all; last: it ends the message;
                                   fault: the message must be refused, and why */
  MW_SMTP_EVENT_LEFTOVER = 6,   /* raw: octets after an accepted STARTTLS. Only the first of all is
                                   looked at: PLAINTEXT_LEFT unless it begins a TLS record, on each
                                   portion, with that first octet's offset. A server
                                   that hands its connection over should take any for an attack */
  MW_SMTP_EVENT_UNFINISHED = 7  /* from finish() alone: raw is what stood without its end */
} mw_smtp_command_kind;

/* One event. Fields are public; slices are valid until the next call on the reader, and no longer
 * than the input. What a kind does not mention is zero. */
typedef struct mw_smtp_command_event {
  mw_smtp_command_kind kind;
  mw_line_end ending; /* what ended the line */
  uint64_t offset;    /* of the first octet of this event in the stream */
  uint64_t end; /* of the first octet after it, its line end included. A line that is too long is
                   handed out at its limit: end is then the limit, and the rest is skipped */
  mw_slice raw; /* the line without its end; the octets */
  mw_smtp_command command; /* COMMAND; of AUTH and UNFINISHED only secret */
  uint64_t octets;         /* BODY, BODY_END */
  uint64_t tolerated;      /* MW_ALLOW_* bits that were used */
  uint64_t fault_offset;   /* in the stream, with a fault; of BODY_END: its end */
  mw_fault fault;          /* MW_FAULT_NONE, or what is wrong */
  bool last;               /* BODY_END */
  bool held;               /* COMMAND, AUTH: the reader holds now, until expect(). So it does after
                              a DATA, AUTH, STARTTLS or BDAT with a fault: answer it, then
                              expect(COMMAND) */
} mw_smtp_command_event;

/* What comes next from the client, as the reply to its last command decides. */
typedef enum mw_smtp_expect {
  MW_SMTP_EXPECT_COMMAND = 1, /* a command line: the command was refused, or done */
  MW_SMTP_EXPECT_AUTH = 2,    /* a line of the AUTH exchange: 334 was sent */
  MW_SMTP_EXPECT_DATA = 3,    /* the message: 354 was sent */
  MW_SMTP_EXPECT_CHUNK = 4,   /* the octets that BDAT announced */
  MW_SMTP_EXPECT_TLS = 5      /* nothing: 220 was sent to STARTTLS, TLS takes over; then reset() */
} mw_smtp_expect;

/* The reader. All fields are private. */
typedef struct mw_smtp_command_reader {
  mw_line_framer lines;
  mw_dot_decoder dot;
  mw_counted counted;
  uint64_t octets;
  uint64_t body_lines;
  uint32_t command_limit;
  uint32_t auth_limit;
  uint32_t text_limit;
  uint32_t plain;
  uint32_t line_most;
  uint32_t plain_most;
  uint8_t mode;
  uint8_t held_for;
  uint8_t options;
  uint8_t policy;
  uint8_t flags;
  uint8_t eight_bit;
} mw_smtp_command_reader;

/* Prepares r at the begin of a stream. storage: size octets of the caller's for the life of r,
 * 12288 hold any line; it is used only for a line that a buffer's end cuts, but its size bounds all
 * lines. allow: MW_ALLOW_* bits, 0 is strict. options: MW_SMTP_HOLD_BDAT or 0. The body policy is
 * MW_DOT_REFUSE, the limits are those of the RFCs. MW_E_ARGUMENT as mw_line_framer_init(). */
MW_API mw_status mw_smtp_command_reader_init(mw_smtp_command_reader *r, char *storage, size_t size,
                                             uint64_t allow, unsigned options);

/* Other limits, in octets with the CRLF; 0 keeps the one in force (text_line: see
 * mw_dot_decoder_init(); MW_SMTP_NO_LIMIT for none). To be called when no line has begun. */
MW_API mw_status mw_smtp_command_reader_limits(mw_smtp_command_reader *r, size_t command_line,
                                               size_t auth_line, size_t text_line);
#define MW_SMTP_NO_LIMIT ((size_t)1 << 31)

/* What becomes of bare CR, bare LF, NUL and over-long lines in the bodies to come. */
MW_API mw_status mw_smtp_command_reader_policy(mw_smtp_command_reader *r, mw_dot_policy policy);

/* Stores the next event; *in is shortened by what was taken. MW_OK: *event was stored.
 * MW_NEED_MORE: all of *in was taken. MW_PAUSED: held; *in is untouched. */
MW_API mw_status mw_smtp_command_reader_next(mw_smtp_command_reader *r, mw_slice *in,
                                             mw_smtp_command_event *event);

/* Ends a hold. MW_E_ARGUMENT, and nothing changes: r is not held; DATA after anything but DATA,
 * AUTH after anything but AUTH, CHUNK after anything but a BDAT whose size is known, TLS after
 * anything but STARTTLS. */
MW_API mw_status mw_smtp_command_reader_expect(mw_smtp_command_reader *r, mw_smtp_expect what);

/* Ends the hold after a BDAT whose size cannot be used, by a caller that knows it (or wants to
 * skip): that many octets follow. They come as BODY, then BODY_END, as those after BAD_CHUNK_END
 * and expect(CHUNK) do: who answered the BDAT's fault already drops them and does not answer again.
 * MW_E_ARGUMENT when r is not held after a BDAT. */
MW_API mw_status mw_smtp_command_reader_expect_octets(mw_smtp_command_reader *r, uint64_t octets);

/* Whether r is held: next() says MW_PAUSED until expect(). */
MW_API bool mw_smtp_command_reader_held(const mw_smtp_command_reader *r);

/* Begins a new stream (TLS was negotiated, a new connection): offset 0, no partial line, the
 * storage wiped; limits, policy, tolerances and options stay. */
MW_API void mw_smtp_command_reader_reset(mw_smtp_command_reader *r);

/* The stream ended. MW_OK: *event is UNFINISHED with the fault of that name: a line without its
 * end, a body or chunk without its last octets (octets: of it so far). MW_NEED_MORE: nothing is
 * missing. Only reset() is allowed afterwards. */
MW_API mw_status mw_smtp_command_reader_finish(mw_smtp_command_reader *r,
                                               mw_smtp_command_event *event);

/* One callback for each kind of event; any may be NULL, its events are then passed over. size:
 * sizeof(mw_smtp_command_callbacks) where the caller was compiled, so that the table can grow. A
 * callback may call expect() and its kin on the reader, and nothing else. */
typedef struct mw_smtp_command_callbacks {
  size_t size;
  mw_flow (*on_command)(void *user, const mw_smtp_command_event *event);
  mw_flow (*on_auth)(void *user, const mw_smtp_command_event *event);
  mw_flow (*on_body)(void *user, const mw_smtp_command_event *event); /* BODY and BODY_FAULT */
  mw_flow (*on_body_end)(void *user, const mw_smtp_command_event *event);
  mw_flow (*on_leftover)(void *user, const mw_smtp_command_event *event);
} mw_smtp_command_callbacks;

/* next() until *in is used up (MW_NEED_MORE), a hold or a callback stops it (MW_PAUSED), or a
 * callback aborts (MW_E_ABORTED). A callback may call expect(). user is handed to the callbacks. */
MW_API mw_status mw_smtp_command_reader_feed(mw_smtp_command_reader *r, mw_slice *in,
                                             const mw_smtp_command_callbacks *callbacks,
                                             void *user);

#ifdef __cplusplus
}
#endif

#endif
