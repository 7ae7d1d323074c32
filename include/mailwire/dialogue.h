/* SPDX-License-Identifier: MIT */
/* Dialogues: both directions of a conversation, joined. What both protocols share;
 * smtp_dialogue.h and pop3_dialogue.h have the rest.
 *
 * A dialogue is fed either direction, in any cuts, and hands out items in the order in which they
 * are understood. It buffers nothing: where a direction has to wait for the other, its input stays
 * with the caller, who gives it again later.
 *
 *   for (;;) {
 *     take the direction that has octets left, and does not wait;
 *     while (mw_smtp_dialogue_next(&d, direction, stamp, &in, &item) == MW_OK) {
 *       use the item
 *     }
 *     MW_NEED_MORE: its next octets; if there are none, mw_smtp_dialogue_finish()
 *     MW_PAUSED:    the other direction
 *   }
 *
 * Each call carries a stamp: when its octets were seen, as the number of a segment or a time, above
 * 0, never descending in one direction. With stamps the octets are taken in their order, so that
 * every order of feeding, even one whole direction after the other, gives the same items in the
 * same order: a direction waits while the other may still hold older octets. Of two that have the
 * same stamp the client goes first, except before the server's first octets: all those of the
 * stamp with which it begins. A call with a stamp and no octets says that what comes of that
 * direction is not older. With MW_DIALOGUE_IN_ORDER the calls themselves come in the order of the
 * wire, as a monitor's or a proxy's do: then a direction waits only for octets that were offered
 * before and not taken (offered again they must be the same, or have a stamp; what came behind them
 * counts as seen when it is offered), and stamp 0 is as good as any, except that it does not tell
 * which octets were seen together. With neither the order is unknown from the first stamp 0 on; a
 * reply then answers the oldest command that waits, and what depends on the order is not concluded
 * at all: pipelining, unsolicited replies while the client may go on, the end of a gap.
 */
#ifndef MAILWIRE_DIALOGUE_H
#define MAILWIRE_DIALOGUE_H

#include <mailwire/anomaly.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mw_direction { MW_FROM_CLIENT = 1, MW_FROM_SERVER = 2 } mw_direction;

/* "client", "server"; "unknown" for a number that is none. Never NULL, static. */
MW_API const char *mw_direction_name(mw_direction direction);

/* Options of a dialogue: bits. */
#define MW_DIALOGUE_IN_ORDER 0x1u  /* calls come in the order in which the octets were seen */
#define MW_DIALOGUE_DECRYPTED 0x4u /* behind STARTTLS or STLS is what TLS holds, to be read on */
#define MW_DIALOGUE_MIDWAY 0x8u    /* the greeting, and more, was not recorded */

/* SMTP: the octets behind BDAT are a chunk only if it was accepted. Else they are one, too, where
 * CHUNKING was announced, whatever the reply is (RFC 3030 2). */
#define MW_DIALOGUE_HOLD_BDAT 0x2u

#define MW_DIALOGUE_CHUNK_LINES 0x10u /* SMTP: the lines of chunks are counted, too */

/* How a transaction ended. */
typedef enum mw_transaction_end {
  MW_TRANSACTION_NONE = 0,
  MW_TRANSACTION_DELIVERED = 1,  /* the message was accepted; LMTP: for a recipient at least */
  MW_TRANSACTION_REFUSED = 2,    /* the message was not */
  MW_TRANSACTION_RESET = 3,      /* RSET */
  MW_TRANSACTION_REPLACED = 4,   /* another MAIL was accepted */
  MW_TRANSACTION_HELLO = 5,      /* EHLO, LHLO, HELO */
  MW_TRANSACTION_QUIT = 6,       /* QUIT */
  MW_TRANSACTION_STARTTLS = 7,   /* STARTTLS */
  MW_TRANSACTION_XCLIENT = 8,    /* XCLIENT */
  MW_TRANSACTION_UNFINISHED = 9, /* the recording ended before the message, or more of its chunks */
  MW_TRANSACTION_NOT_TERMINATED = 10, /* it ended inside the message */
  MW_TRANSACTION_NO_REPLY = 11,       /* it ended before the reply to the message */
  MW_TRANSACTION_LOST = 12            /* a gap hides it */
} mw_transaction_end;

/* "delivered", "refused" ...; "unknown" for a number that is none. Never NULL, static. */
MW_API const char *mw_transaction_end_name(mw_transaction_end outcome);

/* Whose octets may be taken next. All fields are private. */
typedef struct mw_turns {
  uint64_t front[2];
  uint64_t opening;
  uint8_t ended;
  uint8_t spoke;
  uint8_t in_order;
  uint8_t backlog;
  uint8_t unordered;
} mw_turns;

#ifdef __cplusplus
}
#endif

#endif
