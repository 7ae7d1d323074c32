/* SPDX-License-Identifier: MIT */
/* Dot-ended bodies: the message after DATA (RFC 5321 4.5.2) and multi-line POP3 responses
 * (RFC 1939 3). One machine for both, in both directions.
 *
 *   body = *( text-line ) "." CRLF
 *   text-line = [ "." ] *octet CRLF      ; the first dot of a line that has one was added
 *
 * Only CRLF "." CRLF ends a body, or "." CRLF as its first three octets. Everything that looks
 * like it to a careless reader stays data and is reported with its offset. No policy and no
 * tolerance moves the end, but MW_ALLOW_LF_DOT_END, which reports its use.
 */
#ifndef MAILWIRE_DOT_H
#define MAILWIRE_DOT_H

#include <mailwire/fault.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What becomes of a CR without LF, a LF without CR, a NUL and a line over the limit. The end of
 * the body is the same in all of them. A dot that nobody doubled (UNSTUFFED_DOT: the line was not
 * "." alone) is taken away and reported under every policy but KEEP; it does not refuse the body.
 */
typedef enum mw_dot_policy {
  MW_DOT_REFUSE = 0,   /* report the first one, deliver nothing more, and say so at the end */
  MW_DOT_REPORT = 1,   /* deliver the octets as they are, report each one */
  MW_DOT_KEEP = 2,     /* deliver the octets as they are, report nothing */
  MW_DOT_NORMALISE = 3 /* report each; a bare LF becomes CRLF, and so does a bare CR, but for one
                          right before a CR, which is left out */
} mw_dot_policy;

typedef enum mw_dot_kind {
  MW_DOT_OCTETS = 1, /* octets of the body, unstuffed */
  MW_DOT_FAULT = 2,  /* what is wrong at offset; in the order of the octets around it */
  MW_DOT_END = 3     /* the body is complete; fault tells why a refused one must be refused */
} mw_dot_kind;

/* One event of a decoder. Fields are public. */
typedef struct mw_dot_event {
  mw_dot_kind kind;
  mw_fault fault;     /* FAULT: which; END with MW_DOT_REFUSE: the first one found */
  mw_slice octets;    /* OCTETS: in the input, or constant octets of the library; valid until the
                         next call and no longer than the input */
  uint64_t offset;    /* in the dotted stream, from its first octet: OCTETS: of the first one;
                         FAULT: of the octet at fault; END: after the final CRLF */
  uint64_t tolerated; /* END: MW_ALLOW_LF_DOT_END when the strict end is elsewhere */
  size_t lines;       /* OCTETS: how many LF are among them */
  bool eight_bit;     /* OCTETS: one of them is above 127 */
} mw_dot_event;

/* Removes the dots. All fields are private. */
typedef struct mw_dot_decoder {
  uint64_t offset;
  uint32_t line;
  uint32_t limit;
  uint16_t fault;
  uint8_t state;
  uint8_t mode;
} mw_dot_decoder;

/* Prepares d for one body whose first octet comes next. limit: the longest text line in octets, its
 * CRLF included, the added dot not (1000 by RFC 5321 4.5.3.1.6); 0 for no limit. allow:
 * MW_ALLOW_LF_DOT_END matters, other bits do not. MW_E_ARGUMENT when d is NULL, policy is not a
 * policy, or limit is above 2^31. */
MW_API mw_status mw_dot_decoder_init(mw_dot_decoder *d, mw_dot_policy policy, size_t limit,
                                     uint64_t allow);

/* Stores the next event and shortens *in by what was taken. MW_NEED_MORE: all of *in was taken.
 * After END: MW_PAUSED, and nothing is taken, until init(). */
MW_API mw_status mw_dot_decoder_next(mw_dot_decoder *d, mw_slice *in, mw_dot_event *event);

/* The stream ended. MW_FAULT_NONE after END, MW_FAULT_UNFINISHED otherwise: whatever was delivered
 * is then not a message. *offset (may be NULL): the octets taken. */
MW_API mw_fault mw_dot_decoder_finish(const mw_dot_decoder *d, uint64_t *offset);

/* Adds the dots. All fields are private. */
typedef struct mw_dot_encoder {
  uint64_t offset;
  uint8_t state;
  uint8_t policy;
  uint8_t pending;
} mw_dot_encoder;

/* Prepares e for one body. MW_DOT_REFUSE: a bare CR, a bare LF or a NUL is refused.
 * MW_DOT_NORMALISE: a bare LF becomes CRLF before dots are added, and so does a bare CR, but for
 * one right before a CR, which is left out; a NUL is refused. No other policy: MW_E_ARGUMENT. */
MW_API mw_status mw_dot_encoder_init(mw_dot_encoder *e, mw_dot_policy policy);

/* Stores the next octets for the wire in *octets: of the input, or constant octets of the library;
 * valid until the next call and no longer than the input. *in is shortened by what was taken.
 * MW_OK: *octets was stored. MW_NEED_MORE: all of *in was taken. MW_E_ARGUMENT: the octet at
 * in->ptr (or a CR taken before it) is refused; it stays refused until init(). A refused body must
 * not be ended with finish(): close the connection. */
MW_API mw_status mw_dot_encoder_next(mw_dot_encoder *e, mw_slice *in, mw_slice *octets);

/* The body is complete: stores the octets that end it, with CRLF before the dot when the body did
 * not end in one. Constant octets, 3 or 5. MW_E_ARGUMENT: the body was refused, or ends in a bare
 * CR under MW_DOT_REFUSE. */
MW_API mw_status mw_dot_encoder_finish(mw_dot_encoder *e, mw_slice *octets);

/* The same with a copy, into a room of any size from 1 octet up: encodes from *in into *out until
 * one of them is used up. last: *in is the last of the body; its end is then written too. MW_OK:
 * *in is used up (and the end is written, if last). MW_E_SPACE: *out is full; call again with more
 * room and the rest of *in. MW_E_ARGUMENT as above. The output is the same for every sequence of
 * rooms, and at most 2 * octets + 5 long. */
MW_API mw_status mw_dot_encode(mw_dot_encoder *e, mw_slice *in, bool last, mw_room *out);

#ifdef __cplusplus
}
#endif

#endif
