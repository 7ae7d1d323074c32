/* SPDX-License-Identifier: MIT */
/* A recorded conversation as items: what was said, by whom, in what order, and which reply answers
 * what.
 *
 * Both readers of a protocol run side by side. What the server answers drives the holds of the
 * command reader; what the client sent tells what its answer is. Here stands what both protocols
 * share; each has a half of its own: smtp.h, pop3.h.
 */
#ifndef TOOL_CONVERSATION_H
#define TOOL_CONVERSATION_H

#include <mailwire/mailwire.h>

#include "input.h"
#include "speech.h"

/* Any line fits: what a recording holds is to be shown. */
enum { LINE_STORAGE = 1 << 20 };

struct conversation;
struct printer;

typedef enum language { LANGUAGE_UNKNOWN, LANGUAGE_SMTP, LANGUAGE_LMTP, LANGUAGE_POP3 } language;

/* In which order the dialogue gets the two directions. What it tells is the same for all that keep
 * the stamps. */
typedef enum feed_order {
  FEED_IN_ORDER,     /* as recorded, and the dialogue is told so */
  FEED_STAMPED,      /* as recorded */
  FEED_CLIENT_FIRST, /* the client as far as it goes */
  FEED_SERVER_FIRST,
  FEED_RANDOM,   /* in random portions, which keep the stamp of each octet */
  FEED_UNORDERED /* without stamps */
} feed_order;

typedef struct feeding {
  feed_order order;
  uint32_t seed; /* of RANDOM */
  bool hold_bdat;
  bool lf_dot; /* a dot line behind any LF ends a message */
} feeding;

/* What reads a protocol. */
typedef struct protocol_half {
  const char *name;                           /* "SMTP" */
  mw_protocol own;                            /* a stream that begins like this is no surprise */
  const char *(*verb_name)(const char *name); /* the same, if it is a verb; else "" */
  void (*begin)(struct conversation *c);
  /* As mw_smtp_dialogue_next() and finish(), each until it says something else than MW_OK. */
  mw_status (*next)(struct conversation *c, mw_direction direction, uint64_t stamp, mw_slice *in);
  mw_status (*finish)(struct conversation *c, mw_direction direction);
  mw_status (*gap)(struct conversation *c, mw_direction direction, uint64_t stamp, uint64_t octets);
  void (*summarise)(struct conversation *c, const char *name);
  void (*end)(struct conversation *c);
} protocol_half;

/* Octets of a stream, kept by their place. */
typedef struct kept_line {
  uint64_t offset;
  size_t len;
} kept_line;

/* A message or chunk that is complete, or what there was of it. */
typedef struct body {
  char dir;
  uint64_t sequence;
  uint64_t command; /* sequence of what it belongs to */
  uint64_t offset;
  uint64_t end;
  uint64_t octets;
  uint64_t lines;
  const char *mode; /* "DATA", "BDAT", "RETR", "TOP" */
  uint64_t anomalies;
  uint64_t tolerated;
  mw_fault fault;
  uint64_t fault_offset;
  mw_ledger ledger;
  mw_reading readings; /* of DATA */
  buffer data;         /* its octets, if they are wanted */
} body;

/* Octets of a direction behind the hand-over to TLS; end 0: none. */
typedef struct tls_octets {
  uint64_t begin;
  uint64_t end;
  bool plaintext;
} tls_octets;

/* Where an anomaly was met. */
enum { ODD_PLACES = 64 };

typedef struct odd_place {
  uint64_t count, first, last;
} odd_place;

/* The body of a transaction as one rule reads it. */
typedef struct reading_body {
  bool present, delivered;
  uint64_t begin, end, octets;
  buffer data; /* if bodies are wanted */
} reading_body;

typedef struct reading {
  reading_body *list;
  size_t count;
} reading;

/* So many phrases and kinds of advice are remembered. */
enum { ADVICES = 128 };

/* What is counted for the summary. */
typedef struct count {
  char name[20];
  uint64_t number;
} count;

typedef struct count_list {
  count *list;
  size_t kinds;
} count_list;

typedef struct tally {
  count_list verbs;
  uint64_t commands, unknown_verbs, auth_lines, bare_lf_commands, pipelined;
  uint64_t leftover, unsolicited, unanswered;
  bool truncated, tls, plaintext;
  uint64_t tls_client, tls_server;
} tally;

typedef struct conversation {
  const recording *recording;
  size_t session; /* in its file, from 1 */
  size_t notes;   /* of the recording that were shown */
  const struct printer *print;
  bool show_secrets, show_bodies, colour;
  int columns;         /* cells of a line of text */
  const mw_text *text; /* the language for a person */
  language speaks;     /* as asked for; else what the octets tell */
  const protocol_half *half;
  struct smtp_half *smtp; /* what that half keeps; NULL: the other one speaks */
  struct pop3_half *pop3;
  bool assumed; /* there is no server: every command is taken as accepted */
  feeding feed;
  bool ambiguous; /* strict and lenient readers find other messages; what the one that was not taken
                     finds: */
  reading other;
  uint64_t secret_at;           /* of a line without its end: where a secret begins; 0: nothing */
  char mechanism[21];           /* of the last AUTH command; empty when it named none */
  odd_place odd[2][ODD_PLACES]; /* of the client, of the server */
  const char *advised[ADVICES]; /* what was told of refusals; behind the last: NULL */
  mw_ledger client_ledger, server_ledger; /* of what can be read */
  tls_octets client_tls, server_tls;
  tally tally;
} conversation;

/* Gives the whole recording to the half that reads it. feed.c */
void feed_conversation(conversation *c);

/* The options of a dialogue that the recording asks for. */
unsigned conversation_options(const conversation *c);

/* Room for as many units as may wait: no more than the client says lines. */
size_t conversation_ring(const conversation *c);

/* Reads the whole recording and prints its items. */
void conversation_run(conversation *c, const char *name);

/* Octets behind the hand-over to TLS. */
void conversation_tls(conversation *c, char dir, uint64_t begin, uint64_t end, mw_fault fault);

/* Whether octets behind the hand-over came in that direction. */
static inline bool conversation_is_tls(const conversation *c, char dir)
{
  return (dir == 'C' ? c->client_tls.end : c->server_tls.end) > 0;
}

/* A line behind a gap, of which nobody knows what it is. The client's may be a secret: without its
 * text then. */
void conversation_skipped(conversation *c, char dir, uint64_t begin, uint64_t end, mw_slice text);

/* A client's last line that has no end. secret: part of it. */
void conversation_cut(conversation *c, uint64_t offset, mw_slice raw, mw_slice secret);

/* Shows the notes that stand in front of a segment. notes.c */
void conversation_notes(conversation *c, size_t before);

/* An item of that stamp is to be printed: the notes in front of its octets come first, however the
 * dialogue is fed. Without a stamp nothing is known of that. */
void conversation_reach(conversation *c, uint64_t stamp);

/* A line of the server's that is no answer: of a listing or a message, most likely, where the
 * client was not recorded. Shows it as a note then. notes.c */
bool conversation_aside(conversation *c, mw_slice raw);

/* Whether a note that was shown says that octets between these were not recorded. notes.c */
bool conversation_lacks(const conversation *c, char dir, uint64_t begin, uint64_t end);

/* What language the recording is in. language.c */
language language_of(const recording *r);

/* Counting, in tally.c. known: whether the table of the protocol has the verb. */
void tally_add(count_list *counts, const char *name);
void tally_command(tally *t, mw_slice raw, mw_line_end ending, bool (*known)(const char *verb));
void verb_of_line(mw_slice raw, char name[20]);

/* The octets that a line kept has. */
static inline mw_slice client_text(const conversation *c, const kept_line *line)
{
  return mw_slice_of(c->recording->client.ptr + line->offset, line->len);
}

static inline mw_slice kept_text(const conversation *c, const kept_line *line)
{
  return mw_slice_of(c->recording->server.ptr + line->offset, line->len);
}

#endif
