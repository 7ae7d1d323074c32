/* SPDX-License-Identifier: MIT */
/* The response reader: all that a POP3 server sends, octets to events.
 *
 * The octets alone do not tell whether lines follow a +OK: UIDL is answered by a listing, UIDL 1 by
 * one line. So the reader is told of each command when it is sent, by expect(), also of several
 * that are sent in one go (PIPELINING, RFC 2449 6.6); responses answer them in order. What nobody
 * asked for is an event of its own, and is never taken for the answer to a later command.
 *
 * A listing or message ends with CRLF "." CRLF alone. A server that ends its lines with LF is read
 * with MW_ALLOW_BARE_LF, but its dot line is then a line like others, unless MW_ALLOW_LF_DOT_END
 * lets it end a listing, too.
 */
#ifndef MAILWIRE_POP3_RESPONSE_READER_H
#define MAILWIRE_POP3_RESPONSE_READER_H

#include <mailwire/dot.h>
#include <mailwire/line.h>
#include <mailwire/pop3_command.h>
#include <mailwire/pop3_response.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mw_pop3_response_kind {
  MW_POP3_EVENT_GREETING = 1,   /* response: the first one of a connection, positive or not; see
                                   mw_pop3_greeting_parse() */
  MW_POP3_EVENT_RESPONSE = 2,   /* response: the status line that answers verb; more: lines or a
                                   message follow */
  MW_POP3_EVENT_CHALLENGE = 3,  /* response: a challenge to AUTH, which still waits */
  MW_POP3_EVENT_LINE = 4,       /* text: one line of a listing, a stuffed dot taken away */
  MW_POP3_EVENT_BODY = 5,       /* raw: octets of the message, unstuffed */
  MW_POP3_EVENT_BODY_FAULT = 6, /* fault, fault_offset: what is wrong in the message there */
  MW_POP3_EVENT_END = 7, /* the listing or message is complete; number: its lines or octets. Of a
                            listing it is the dot line; of a message it is empty and stands after
                            it, and under MW_DOT_REFUSE fault tells why it must be refused */
  MW_POP3_EVENT_UNSOLICITED = 8, /* response: a status line or challenge that nobody waits for;
                                    fault NOT_ASKED_FOR, or what is wrong with the line before */
  MW_POP3_EVENT_NO_RESPONSE = 9, /* raw: a line that is none, where a status line is due, or where
                                    nothing is; fault NOT_A_RESPONSE, or what is wrong with the line
                                    before. What was waited for is still waited for */
  MW_POP3_EVENT_SERVER_LEFTOVER = 10, /* raw: octets after an accepted STLS. Only the first of all
                                         is looked at: PLAINTEXT_LEFT unless it begins a TLS
                                         record */
  MW_POP3_EVENT_RESPONSE_UNFINISHED = 11 /* from finish() alone: raw is the line without its end, or
                                            empty; verb waits; more: inside of its lines or message;
                                            number: commands that wait, verb among them */
} mw_pop3_response_kind;

/* One event. Fields are public; slices are valid until the next call on the reader, and no longer
 * than the input. What a kind does not mention is zero. */
typedef struct mw_pop3_response_event {
  mw_pop3_response_kind kind;
  mw_line_end ending;        /* what ended the line */
  uint64_t offset;           /* of the first octet of this event in the stream */
  uint64_t end;              /* of the first octet after it, its line end included; too long: see
                                mw_line.end */
  mw_slice raw;              /* the line without its end; the octets */
  mw_slice text;             /* LINE: raw without a stuffed dot */
  mw_pop3_response response; /* GREETING RESPONSE CHALLENGE UNSOLICITED */
  int verb;                  /* what is answered: a mw_pop3_verb, or the number of the caller's own
                                command; MW_POP3_UNKNOWN for none */
  uint64_t number;       /* LINE: of this line in its listing, from 1; END, UNFINISHED: see there */
  uint64_t tolerated;    /* MW_ALLOW_* bits that were used */
  uint64_t fault_offset; /* in the stream, with a fault */
  mw_fault fault;        /* MW_FAULT_NONE, or what is wrong */
  bool more;             /* RESPONSE, UNFINISHED */
} mw_pop3_response_event;

/* A command that waits for its response. Fields are private. */
typedef struct mw_pop3_waiting {
  uint16_t verb;
  uint8_t answer;
  uint8_t form;
} mw_pop3_waiting;

/* The reader. All fields are private. */
typedef struct mw_pop3_response_reader {
  mw_line_framer lines;
  mw_dot_decoder dot;
  mw_pop3_waiting *ring;
  uint64_t number;
  uint32_t ring_size;
  uint32_t first;
  uint32_t count;
  uint32_t line_limit;
  uint32_t listing_limit;
  uint8_t mode;
  uint8_t policy;
  uint8_t flags;
} mw_pop3_response_reader;

/* Prepares r at the begin of a connection: the greeting comes first. storage: size octets of the
 * caller's for the life of r, 12288 hold any line; it is used only for a line that a buffer's end
 * cuts, but its size bounds all lines. ring: room for count commands that wait at the same time, of
 * the caller's for the life of r; 1 is enough without pipelining. allow: MW_ALLOW_* bits, 0 is
 * strict. Limits: 512 octets a status line (RFC 2449 4), 12288 a challenge or a line of a
 * listing, none for the lines of a message. Messages are delivered with their faults
 * (MW_DOT_REPORT). MW_E_ARGUMENT as mw_line_framer_init(), or ring is NULL, or count is 0 or above
 * 2^16. */
MW_API mw_status mw_pop3_response_reader_init(mw_pop3_response_reader *r, char *storage,
                                              size_t size, mw_pop3_waiting *ring, size_t count,
                                              uint64_t allow);

/* Another limit for status lines and the lines of listings, in octets with the CRLF; challenges
 * have it too where it is larger than theirs. MW_E_ARGUMENT below 3, and in the middle of a line.
 */
MW_API mw_status mw_pop3_response_reader_limit(mw_pop3_response_reader *r, size_t line);

/* What becomes of bare CR, bare LF and NUL in the messages to come; one that has begun keeps its
 * policy. MW_E_ARGUMENT: no such policy. */
MW_API mw_status mw_pop3_response_reader_policy(mw_pop3_response_reader *r, mw_dot_policy policy);

/* A command was sent: its response comes after those of all commands told before; all of them may
 * be told before the greeting was read. has_argument: whether anything but blanks follows the
 * keyword; it decides for LIST, UIDL, LANG and AUTH. MW_POP3_UNKNOWN is a command that is answered
 * by one line. MW_E_SPACE: the ring is full, nothing changed. MW_E_ARGUMENT: no such verb, or TLS
 * has taken over. MW_E_ABORTED: after finish(). */
MW_API mw_status mw_pop3_response_reader_expect(mw_pop3_response_reader *r, mw_pop3_verb verb,
                                                bool has_argument);

/* The same for a command that was split, as a proxy or a monitor has it. */
MW_API mw_status mw_pop3_response_reader_expect_command(mw_pop3_response_reader *r,
                                                        const mw_pop3_command *command);

/* The same for a command of the caller's own, by the rule of its row. */
MW_API mw_status mw_pop3_response_reader_expect_own(mw_pop3_response_reader *r,
                                                    const mw_pop3_own_verb *row, bool has_argument);

/* How many commands wait for their response or for the rest of it. */
MW_API size_t mw_pop3_response_reader_waiting(const mw_pop3_response_reader *r);

/* Stores the next event; *in is shortened by what was taken. MW_OK: *event was stored.
 * MW_NEED_MORE: all of *in was taken. */
MW_API mw_status mw_pop3_response_reader_next(mw_pop3_response_reader *r, mw_slice *in,
                                              mw_pop3_response_event *event);

/* Begins a new stream: offset 0, no partial line, nothing waits (also what was told after STLS),
 * the storage wiped; limits, policy and tolerances stay. greeting: whether one comes first: true
 * for a new connection, false after TLS was negotiated (RFC 2595 4). */
MW_API void mw_pop3_response_reader_reset(mw_pop3_response_reader *r, bool greeting);

/* The stream ended. MW_OK: *event is UNFINISHED with the fault of that name: a line without its
 * end, a listing or message without its last line, a greeting or response that did not come.
 * MW_NEED_MORE: nothing is missing. Only reset() is allowed afterwards. */
MW_API mw_status mw_pop3_response_reader_finish(mw_pop3_response_reader *r,
                                                mw_pop3_response_event *event);

/* Callbacks; any may be NULL, its events are then passed over. size:
 * sizeof(mw_pop3_response_callbacks) where the caller was compiled, so that the table can grow. A
 * callback may call expect() and expect_own() on the reader, and nothing else. */
typedef struct mw_pop3_response_callbacks {
  size_t size;
  mw_flow (*on_greeting)(void *user, const mw_pop3_response_event *event);
  mw_flow (*on_response)(void *user, const mw_pop3_response_event *event);
  mw_flow (*on_challenge)(void *user, const mw_pop3_response_event *event);
  mw_flow (*on_line)(void *user, const mw_pop3_response_event *event);
  mw_flow (*on_body)(void *user, const mw_pop3_response_event *event); /* BODY and BODY_FAULT */
  mw_flow (*on_end)(void *user, const mw_pop3_response_event *event);
  mw_flow (*on_unexpected)(void *user,
                           const mw_pop3_response_event *event); /* UNSOLICITED, NO_RESPONSE */
  mw_flow (*on_leftover)(void *user, const mw_pop3_response_event *event);
} mw_pop3_response_callbacks;

/* next() until *in is used up (MW_NEED_MORE), a callback stops it (MW_PAUSED) or aborts
 * (MW_E_ABORTED). user is handed to the callbacks. */
MW_API mw_status mw_pop3_response_reader_feed(mw_pop3_response_reader *r, mw_slice *in,
                                              const mw_pop3_response_callbacks *callbacks,
                                              void *user);

#ifdef __cplusplus
}
#endif

#endif
