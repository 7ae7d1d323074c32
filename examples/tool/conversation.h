/* SPDX-License-Identifier: MIT */
/* A recorded conversation as items: what was said, by whom, in what order, and which reply answers
 * what.
 *
 * Both readers run side by side. The replies drive the holds of the command reader: what follows
 * DATA, AUTH, STARTTLS or BDAT is known when the reply to it was seen.
 */
#ifndef TOOL_CONVERSATION_H
#define TOOL_CONVERSATION_H

#include <mailwire/mailwire.h>

#include "input.h"

/* What waits for a reply. */
typedef enum unit_kind { UNIT_COMMAND, UNIT_AUTH, UNIT_MESSAGE } unit_kind;

typedef struct unit {
  unit_kind kind;
  mw_smtp_verb verb;
  uint64_t offset; /* of the first octet that must have been seen before the reply */
  size_t segment;  /* in which the unit ended */
  unsigned due;    /* replies; 0: one for each recipient, known later */
  unsigned got;
} unit;

/* One line of a reply, kept. */
typedef struct kept_line {
  uint64_t offset; /* of its text in the server's octets */
  size_t len;
} kept_line;

/* A whole reply. */
typedef struct reply {
  mw_smtp_reply_event first; /* of its first line; slices are not valid */
  uint64_t offset;
  uint64_t end;
  kept_line *lines;
  size_t count;
  mw_fault fault;
  uint64_t fault_offset;
  uint64_t tolerated;
  bool mixed_codes;
  unsigned bare_lf_lines;
  const unit *answers; /* NULL: nothing */
  bool greeting;
  uint64_t client_seen; /* octets of the client that were seen before the reply began */
} reply;

/* A body or chunk that is complete. */
typedef struct body {
  uint64_t offset;
  uint64_t end;
  uint64_t octets;
  uint64_t lines;
  bool chunk;
  mw_fault fault;
  uint64_t fault_offset;
} body;

struct conversation;

/* What items say beyond their words: typed.h. */
typedef struct typed_command typed_command;
typedef struct typed_auth typed_auth;

/* Where items go. */
typedef struct printer {
  void (*begin)(struct conversation *c, const char *name);
  void (*protocol)(struct conversation *c, char dir, mw_protocol protocol);
  void (*command)(struct conversation *c, const mw_smtp_command_event *event,
                  const typed_command *t);
  void (*auth)(struct conversation *c, const mw_smtp_command_event *event, const typed_auth *a);
  void (*body)(struct conversation *c, const body *b);
  void (*reply)(struct conversation *c, const reply *r);
  void (*fault)(struct conversation *c, char dir, mw_fault fault, uint64_t at, uint64_t begin,
                uint64_t end);
  void (*tls)(struct conversation *c, char dir, uint64_t begin, uint64_t end, bool plaintext);
  void (*end)(struct conversation *c, const char *name);
} printer;

/* What is counted for the summary. */
typedef struct count {
  char name[20];
  uint64_t number;
} count;

typedef struct tally {
  count *verbs;
  size_t verb_count;
  count *replies;
  size_t reply_kinds;
  uint64_t commands, unknown_verbs, auth_lines, bare_lf_commands, pipelined;
  uint64_t reply_count, reply_lines, multiline, mixed, bare_lf_lines, garbage;
  uint64_t unsolicited, unanswered, leftover;
  bool truncated, lmtp, tls, plaintext, bodies_open;
  int greeting; /* -1: none */
  uint64_t tls_client, tls_server;
} tally;

typedef struct conversation {
  const recording *recording;
  const printer *print;
  bool show_secrets, colour;
  mw_smtp_command_reader commands;
  mw_smtp_reply_reader replies;
  char *command_storage;
  char *reply_storage;
  size_t segment;       /* in progress */
  uint64_t client_fed;  /* octets given to the command reader */
  uint64_t client_seen; /* octets that were seen up to the segment in progress */
  bool assumed;         /* there is no server: every command is taken as accepted */
  unit *units;          /* unit_first .. unit_count wait for replies */
  size_t unit_first, unit_count;
  reply *waiting; /* replies that came in the middle of a command */
  size_t waiting_first, waiting_count;
  reply current;
  bool spoke;          /* the first reply was seen */
  bool chunking;       /* the last EHLO or LHLO reply announced CHUNKING */
  unsigned recipients; /* accepted in this transaction */
  kept_line *extensions;
  size_t extension_count;
  body open_body;
  bool in_body;
  uint64_t secret_at;  /* of a line without its end: where what is secret begins; 0: nothing */
  uint64_t body_begin; /* where a body begins, if one does: behind the last command */
  unsigned auth_left; /* lines of an AUTH exchange still to come, where no challenge was recorded */
  char mechanism[21]; /* of the last AUTH command; empty when it named none */
  size_t last_line_segment; /* + 1; 0: no line yet */
  tally tally;
} conversation;

/* Reads the whole recording and prints its items. */
void conversation_run(conversation *c, const char *name);

/* Pairing, in pairing.c. */
void pair_unit(conversation *c, unit_kind kind, mw_smtp_verb verb, uint64_t offset, unsigned due);
void pair_reply(conversation *c, reply *r);
void pair_finish(conversation *c);

/* Goes on with the client's octets. */
void conversation_client(conversation *c);

/* In which segment that octet of the client was seen. */
size_t conversation_segment(const conversation *c, uint64_t offset);

/* Counting, in tally.c. */
void tally_verb(tally *t, mw_slice raw);
void tally_reply(conversation *c, const reply *r);
void verb_of_line(mw_slice raw, char name[20]);
bool verb_is_known(const char *name);

/* The octets of a kept line. */
static inline mw_slice kept_text(const conversation *c, const kept_line *line)
{
  return mw_slice_of(c->recording->server.ptr + line->offset, line->len);
}

#endif
