/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP, LMTP and submission: what client and server said to each other.
 *
 * It joins the two readers and a session: replies decide how the client's next octets are read,
 * commands decide what the replies mean. Items tell which reply answers what, where transactions
 * and bodies begin and end, and what was remarkable. dialogue.h tells how it is fed.
 */
#ifndef MAILWIRE_SMTP_DIALOGUE_H
#define MAILWIRE_SMTP_DIALOGUE_H

#include <mailwire/dialogue.h>
#include <mailwire/smtp_command_reader.h>
#include <mailwire/smtp_reply_reader.h>
#include <mailwire/smtp_session.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mw_smtp_item_kind {
  /* from the client: command is set */
  MW_SMTP_ITEM_COMMAND = 1,    /* a command line */
  MW_SMTP_ITEM_AUTH_LINE = 2,  /* a line of an AUTH exchange; all of it is secret */
  MW_SMTP_ITEM_BODY = 3,       /* octets of a message or chunk, unstuffed */
  MW_SMTP_ITEM_BODY_FAULT = 4, /* what is wrong in it, and where: no octets of its own */
  MW_SMTP_ITEM_BODY_END = 5,   /* its end, with the dot line; octets and lines of all of it, those
                                  that a gap hides not counted */
  /* from the server: reply is set */
  MW_SMTP_ITEM_REPLY = 10,   /* one line of a reply; reply.line.last: the reply is complete */
  MW_SMTP_ITEM_GARBAGE = 11, /* a line that is no reply */
  /* from either; raw is set */
  MW_SMTP_ITEM_LEFTOVER = 20, /* octets behind the hand-over to TLS */
  MW_SMTP_ITEM_SKIPPED = 21,  /* a line behind a gap, before it is known what it is: of the client's
                                 it may be secret */
  MW_SMTP_ITEM_UNFINISHED = 22, /* what stood without its end when the stream ended, or a gap came;
                                   of the client's command.command.secret is set, too */
  /* what follows from them: no octets of their own */
  MW_SMTP_ITEM_TRANSACTION = 30,     /* MAIL was accepted; unit is the MAIL */
  MW_SMTP_ITEM_RECIPIENT = 31,       /* the fate of a RCPT: code; unit is the RCPT */
  MW_SMTP_ITEM_TRANSACTION_END = 32, /* outcome, accepted, rejected, octets */
  MW_SMTP_ITEM_AUTH_BEGIN = 33,      /* unit is the AUTH */
  MW_SMTP_ITEM_AUTH_END = 34,        /* code: 235, or why not; 0: nobody knows */
  MW_SMTP_ITEM_BODY_BEGIN = 35,      /* unit is the DATA or BDAT; octets: of a chunk */
  MW_SMTP_ITEM_TLS = 36,             /* offset: of the first octet of TLS from the server; unit.end:
                                        from the client */
  MW_SMTP_ITEM_GAP = 37,             /* offset to end are missing */
  MW_SMTP_ITEM_UNANSWERED = 38,      /* unit had no reply, or not all of them */
  MW_SMTP_ITEM_OVERFLOW = 39,        /* more units wait than the ring holds: those in the middle are
                                        answered without being named, and what they change is not known */
  MW_SMTP_ITEM_ASSUMED = 40          /* no server was seen: all is taken as accepted from here on */
} mw_smtp_item_kind;

/* "COMMAND", "AUTH_LINE" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_smtp_item_name(mw_smtp_item_kind kind);

/* What waits for a reply, or was answered: a command, a line of AUTH, a message. Fields are public,
 * in an item; where they lie in a ring they are the dialogue's. */
typedef struct mw_smtp_unit {
  mw_smtp_step step;
  uint64_t sequence; /* of its item; 0: none. Of a message: of the item of its end */
  uint64_t offset;   /* of its first octet in the client's stream */
  uint64_t end;      /* of the first octet after it; of a message: after its last dot line */
  uint32_t due;      /* replies, as far as is known: LMTP and PRDR have several to a message */
  uint32_t got;      /* replies so far, this one included */
  bool chunk;        /* BDAT: the octets behind it were read as a chunk */
  bool eight_bit;    /* a message, a chunk: octets above 127 are in it; of a chunk nobody looks for
                        them where its MAIL declared them */
} mw_smtp_unit;

/* One item. Fields are public; slices are valid until the next call on the dialogue, and no longer
 * than the input. What a kind does not mention is undefined, but for the fields up to `unit`. */
typedef struct mw_smtp_item {
  mw_smtp_item_kind kind;
  mw_direction direction; /* whose octets. What follows from them is the client's, but for TLS: its
                             place is that of the unit, or where the client's next octets are */
  uint64_t sequence;      /* counts from 1 commands, lines of AUTH, bodies, replies and GARBAGE; all
                             lines of a reply have one number, all octets of a body too. Others: 0 */
  uint64_t offset;        /* of the first octet in its direction's stream */
  uint64_t end;           /* of the first octet after it */
  uint64_t stamp;         /* with which its last octets came */
  uint64_t anomalies;     /* MW_ANOMALY_BIT()s */
  uint32_t transaction;   /* number of the one that the replies so far have opened, from 1; 0: none.
                             A pipelined command, and what follows from it, may belong to the next, or
                             to none */
  bool greeting;          /* REPLY: the first of the connection; it answers no unit */
  bool answers;           /* REPLY: unit is what it answers */
  bool final;        /* REPLY with answers: it is one of those to the message, also to a BDAT or
                        BURL with LAST; a BDAT whose octets were not read as a chunk is none */
  bool together;     /* COMMAND, AUTH_LINE: came with the stamp of the line before it */
  bool doubtful;     /* behind a gap: which reply answers what is not known */
  mw_smtp_unit unit; /* REPLY with answers, and where the kind says so; of BODY, BODY_FAULT and
                        BODY_END sequence alone: of its command */
  mw_smtp_command_event command;
  mw_smtp_reply_event reply;
  mw_slice raw;    /* SKIPPED, UNFINISHED, LEFTOVER, GARBAGE */
  unsigned code;   /* REPLY (of its first line), RECIPIENT, AUTH_END; 0: none came */
  uint64_t octets; /* BODY_BEGIN, BODY_END; TRANSACTION_END: of the message as accepted */
  uint64_t lines;  /* BODY_END: LF in it; of a chunk 0 but with MW_DIALOGUE_CHUNK_LINES */
  mw_transaction_end outcome; /* TRANSACTION_END */
  uint32_t accepted;          /* TRANSACTION_END: recipients */
  uint32_t rejected;
} mw_smtp_item;

/* What a dialogue is given. All of it is the caller's for the life of the dialogue. */
typedef struct mw_smtp_dialogue_setup {
  size_t size;  /* sizeof(mw_smtp_dialogue_setup) where the caller was compiled */
  char *client; /* storage of the command reader: client_size octets, 12288 hold any line */
  size_t client_size;
  char *server; /* storage of the reply reader, the same way */
  size_t server_size;
  mw_smtp_unit *ring; /* room for the units that wait for replies: 2 at least */
  size_t ring_size;
  uint64_t allow;          /* MW_ALLOW_*: of both readers */
  mw_smtp_variant variant; /* an accepted LHLO makes it LMTP */
  unsigned policies;       /* MW_SMTP_POLICY_*: what counts as out of order */
  unsigned options;        /* MW_DIALOGUE_* */
} mw_smtp_dialogue_setup;

/* The dialogue. All fields are private. */
typedef struct mw_smtp_dialogue {
  mw_smtp_command_reader commands;
  mw_smtp_reply_reader replies;
  mw_smtp_session session;
  mw_turns turns;
  mw_smtp_unit *ring;
  uint64_t gap;
  uint64_t sequence;
  uint64_t reply_sequence;
  uint64_t body_sequence;
  uint64_t body_command;
  uint64_t body_begin;
  uint64_t body_at;
  uint64_t line_stamp;
  uint64_t stamp;
  uint64_t octets;
  uint64_t lines;
  uint64_t announced;
  uint64_t resolved;
  uint64_t offered[MW_SMTP_EXT_WORDS];
  uint64_t most;
  uint32_t rcpt_max;
  uint32_t mail_max;
  uint32_t ring_size;
  uint32_t first;
  uint32_t waiting;
  uint32_t lost;
  uint32_t owed;
  uint32_t transaction;
  uint32_t open;
  uint32_t accepted;
  uint32_t rejected;
  uint32_t pending;
  uint32_t flags;
  uint16_t code;
  uint8_t outcome;
  uint8_t auth_left;
  uint8_t lone_dot;
  uint8_t ahead;
  uint8_t mail_ascii;
} mw_smtp_dialogue;

/* Prepares d. MW_E_ARGUMENT: a storage as mw_line_framer_init(), a ring of less than 2, a variant,
 * policy or option that is none. */
MW_API mw_status mw_smtp_dialogue_init(mw_smtp_dialogue *d, const mw_smtp_dialogue_setup *setup);

/* Stores the next item; *in, octets of that direction, is shortened by what was taken. An item that
 * only follows from earlier ones takes none. MW_OK: *item was stored. MW_NEED_MORE: all of *in was
 * taken. MW_PAUSED: this direction waits for the other; *in holds the rest. MW_E_ABORTED: behind
 * finish() of this direction. */
MW_API mw_status mw_smtp_dialogue_next(mw_smtp_dialogue *d, mw_direction direction, uint64_t stamp,
                                       mw_slice *in, mw_smtp_item *item);

/* That direction ended. To be called until it says MW_NEED_MORE; each MW_OK stored an item: what is
 * unfinished and, once both directions ended, what is unanswered, and the open transaction's end.
 * The other direction no longer waits for this one. A server that ended before its first octet
 * counts as one that accepts everything: item ASSUMED. */
MW_API mw_status mw_smtp_dialogue_finish(mw_smtp_dialogue *d, mw_direction direction,
                                         mw_smtp_item *item);

/* The recording lost `octets` of that direction, behind what was taken of it and before what comes
 * with that stamp; MW_OCTETS_UNKNOWN: nobody knows how many, and offsets go on as if none. Of 0
 * octets there is a GAP, and nothing is in doubt.
 * MW_OK: the items come with the next calls, the cut line or body and the GAP first. MW_PAUSED:
 * this direction waits for the other, or items are still to be fetched; nothing was done.
 *
 * A chunk is counted on as long as the gap does not reach beyond it. Otherwise nobody knows what
 * the replies answer, and whether octets are commands or a message: the open transaction ends as
 * LOST, the client's lines come as SKIPPED, and so does the first of the server's behind a gap of
 * its own; replies are doubtful, until a command that opens something (EHLO, HELO, LHLO, MAIL,
 * RSET, QUIT) is the first that the client says after a complete reply that is no 354 and no 334,
 * and comes after as many as were due when the client's octets were lost. Where the order is not
 * known that is never concluded. */
MW_API mw_status mw_smtp_dialogue_gap(mw_smtp_dialogue *d, mw_direction direction, uint64_t stamp,
                                      uint64_t octets);

/* TLS took over in both directions, and what is fed from now on is what it holds: new streams, each
 * from offset 0. MW_E_ARGUMENT when no TLS item came before, as long as items wait, and when a
 * direction ended. */
MW_API mw_status mw_smtp_dialogue_secured(mw_smtp_dialogue *d);

/* Whether that direction takes nothing before the other goes on, whatever its stamps are. */
MW_API bool mw_smtp_dialogue_waits(const mw_smtp_dialogue *d, mw_direction direction);

/* Where the conversation stands, as far as replies told. Never NULL but for d NULL. */
MW_API const mw_smtp_session *mw_smtp_dialogue_session(const mw_smtp_dialogue *d);

#ifdef __cplusplus
}
#endif

#endif
