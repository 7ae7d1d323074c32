/* SPDX-License-Identifier: MIT */
/* The dialogue of POP3: what client and server said to each other.
 *
 * It joins the two readers and a session: which response answers which command, where listings and
 * messages begin and end, and what was remarkable. dialogue.h tells how it is fed.
 */
#ifndef MAILWIRE_POP3_DIALOGUE_H
#define MAILWIRE_POP3_DIALOGUE_H

#include <mailwire/dialogue.h>
#include <mailwire/pop3_command_reader.h>
#include <mailwire/pop3_response_reader.h>
#include <mailwire/pop3_session.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum mw_pop3_item_kind {
  /* from the client: command is set */
  MW_POP3_ITEM_COMMAND = 1,   /* a command line */
  MW_POP3_ITEM_AUTH_LINE = 2, /* a line of an AUTH exchange; all of it is secret */
  /* from the server: response is set */
  MW_POP3_ITEM_RESPONSE = 10,   /* a status line or a challenge; response.more: a listing or message
                                   begins with the next octet */
  MW_POP3_ITEM_LINE = 11,       /* a line of a listing */
  MW_POP3_ITEM_BODY = 12,       /* octets of a message, unstuffed */
  MW_POP3_ITEM_BODY_FAULT = 13, /* what is wrong in it, and where: no octets of its own */
  MW_POP3_ITEM_END = 14,        /* of a listing or message, the dot line: count of its lines or
                                   octets, lines */
  MW_POP3_ITEM_GARBAGE = 15,    /* a line where a status line was due, and that is none */
  /* from either; raw is set */
  MW_POP3_ITEM_LEFTOVER = 20, /* octets behind the hand-over to TLS */
  MW_POP3_ITEM_SKIPPED = 21,  /* a line behind a gap, before it is known what it is; of the client's
                                 it may be secret */
  MW_POP3_ITEM_UNFINISHED = 22, /* what stood without its end when the stream ended, or a gap came;
                                   of the client's command.command.secret is set, too */
  /* what follows from them: no octets of their own */
  MW_POP3_ITEM_AUTH_BEGIN = 33, /* unit is the AUTH; without a mechanism that is no exchange but
                                   where a challenge answers it */
  MW_POP3_ITEM_AUTH_END = 34,   /* status: OK, or ERR; NONE: nobody knows */
  MW_POP3_ITEM_TLS = 36,        /* offset: of the first octet of TLS from the server; unit.end: from
                                   the client */
  MW_POP3_ITEM_GAP = 37,        /* offset to end are missing */
  MW_POP3_ITEM_UNANSWERED = 38, /* unit had no response */
  MW_POP3_ITEM_OVERFLOW = 39,   /* more units wait than the ring holds: those in the middle are
                                   answered as commands of one line without being named */
  MW_POP3_ITEM_ASSUMED = 40     /* no server was seen: all is taken as accepted from here on */
} mw_pop3_item_kind;

/* "COMMAND", "AUTH_LINE" ...; "UNKNOWN" for a number that is none. Never NULL, static. */
MW_API const char *mw_pop3_item_name(mw_pop3_item_kind kind);

/* What waits for a response, or was answered. Fields are public, in an item; where they lie in a
 * ring they are the dialogue's. */
typedef struct mw_pop3_unit {
  mw_pop3_step step;
  uint64_t sequence; /* of its item; 0: none */
  uint64_t offset;   /* of its first octet in the client's stream */
  uint64_t end;      /* of the first octet after it */
} mw_pop3_unit;

/* One item. Fields are public; slices are valid until the next call on the dialogue, and no longer
 * than the input. What a kind does not mention is undefined, but for the fields up to `unit`. */
typedef struct mw_pop3_item {
  mw_pop3_item_kind kind;
  mw_direction direction;
  uint64_t sequence;  /* counts, from 1, commands, lines of AUTH, responses and GARBAGE; a response
                         and all that belongs to it have one number. Others: 0 */
  uint64_t offset;    /* of the first octet in its direction's stream */
  uint64_t end;       /* of the first octet after it */
  uint64_t stamp;     /* with which its last octets came */
  uint64_t anomalies; /* MW_ANOMALY_BIT()s */
  bool greeting;      /* RESPONSE: the first of the connection; it answers no unit */
  bool answers;       /* RESPONSE, LINE, BODY, END: unit is what it answers */
  bool message;       /* RESPONSE, END: of a message, not of a listing */
  bool together;      /* COMMAND, AUTH_LINE: came with the stamp of the line before it */
  bool doubtful;      /* behind a gap: which response answers what is not known */
  mw_pop3_unit unit;
  mw_pop3_command_event command;
  mw_pop3_response_event response;
  mw_slice raw;          /* GARBAGE, SKIPPED, UNFINISHED, LEFTOVER */
  uint64_t count;        /* END: lines of the listing, octets of the message */
  uint64_t lines;        /* END: LF in the message */
  bool cut;              /* END: the stream, or what is known of it, ended first */
  mw_pop3_status status; /* AUTH_END */
} mw_pop3_item;

/* What a dialogue is given. All of it is the caller's for the life of the dialogue. */
typedef struct mw_pop3_dialogue_setup {
  size_t size;  /* sizeof(mw_pop3_dialogue_setup) where the caller was compiled */
  char *client; /* storage of the command reader: client_size octets, 12288 hold any line */
  size_t client_size;
  char *server; /* storage of the response reader, the same way */
  size_t server_size;
  mw_pop3_unit *ring; /* room for the units that wait for responses: 2 at least */
  size_t ring_size;
  uint64_t allow;    /* MW_ALLOW_*: of both readers. MW_ALLOW_LF_DOT_END ends listings and messages
                        of servers that end their lines with LF */
  unsigned policies; /* MW_POP3_POLICY_*: what counts as out of order */
  unsigned options;  /* MW_DIALOGUE_*, but for HOLD_BDAT */
} mw_pop3_dialogue_setup;

/* The dialogue. All fields are private. */
typedef struct mw_pop3_dialogue {
  mw_pop3_command_reader commands;
  mw_pop3_response_reader responses;
  mw_pop3_session session;
  mw_turns turns;
  mw_pop3_unit *ring;
  uint64_t gap;
  uint64_t sequence;
  uint64_t response_sequence;
  uint64_t body_at;
  uint64_t line_stamp;
  uint64_t stamp;
  uint64_t lines;
  uint64_t offered;
  uint32_t ring_size;
  uint32_t first;
  uint32_t waiting;
  uint32_t lost;
  uint32_t pending;
  uint32_t flags;
  mw_pop3_waiting slot;
  uint8_t status;
  uint8_t auth_left;
} mw_pop3_dialogue;

/* Prepares d. MW_E_ARGUMENT: a storage as mw_line_framer_init(), a ring of less than 2, a policy or
 * option that is none. */
MW_API mw_status mw_pop3_dialogue_init(mw_pop3_dialogue *d, const mw_pop3_dialogue_setup *setup);

/* As mw_smtp_dialogue_next(), finish(), secured() and waits(). secured() is refused, too, as long
 * as items wait, and when a direction ended. That a direction ended has no stamp: what finish()
 * tells stands where it is called. */
MW_API mw_status mw_pop3_dialogue_next(mw_pop3_dialogue *d, mw_direction direction, uint64_t stamp,
                                       mw_slice *in, mw_pop3_item *item);
MW_API mw_status mw_pop3_dialogue_finish(mw_pop3_dialogue *d, mw_direction direction,
                                         mw_pop3_item *item);
MW_API mw_status mw_pop3_dialogue_secured(mw_pop3_dialogue *d);
MW_API bool mw_pop3_dialogue_waits(const mw_pop3_dialogue *d, mw_direction direction);

/* The recording lost octets of that direction, as mw_smtp_dialogue_gap() has it. Behind it nobody
 * knows what the responses answer, nor whether lines of the server's are responses or text: they
 * come as SKIPPED until the client says a command that the table has, in a line that is whole. A
 * response that had begun when the client's octets were lost is read to its end, with its listing
 * or message; until then no command counts.
 * Where the order is not known none ever does. */
MW_API mw_status mw_pop3_dialogue_gap(mw_pop3_dialogue *d, mw_direction direction, uint64_t stamp,
                                      uint64_t octets);

/* Where the conversation stands, as far as responses told. Never NULL but for d NULL. */
MW_API const mw_pop3_session *mw_pop3_dialogue_session(const mw_pop3_dialogue *d);

#ifdef __cplusplus
}
#endif

#endif
