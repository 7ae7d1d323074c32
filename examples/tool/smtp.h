/* SPDX-License-Identifier: MIT */
/* The half that reads SMTP and LMTP with a dialogue: its items become what is shown, and what
 * commands, replies and AUTH lines say beyond their words: paths, parameters, hosts, capabilities.
 * The other half: pop3.h. */
#ifndef TOOL_SMTP_H
#define TOOL_SMTP_H

#include "auth.h"
#include "conversation.h"

/* A whole reply. */
typedef struct smtp_reply {
  mw_smtp_reply_event first; /* of its first line; slices are not valid */
  uint64_t offset;
  uint64_t end;
  kept_line *lines; /* their texts */
  size_t count;
  mw_fault fault;
  uint64_t fault_offset;
  uint64_t tolerated;
  bool mixed_codes;
  unsigned bare_lf_lines;
  uint64_t sequence;
  uint64_t anomalies;
  bool greeting;
  bool doubtful; /* behind a gap: nobody knows what it answers */
  bool answered; /* answers is what it answers */
  bool final;    /* it is one of those to the message */
  mw_smtp_unit answers;
} smtp_reply;

/* A transaction, as the summary tells it. */
typedef struct smtp_recipient {
  kept_line text; /* behind TO: */
  unsigned code;
} smtp_recipient;

typedef struct smtp_transaction {
  bool mail_known;
  kept_line mail; /* behind FROM: */
  smtp_recipient *recipients;
  size_t recipient_count;
  uint32_t accepted, rejected;
  uint32_t unanswered; /* recipients; they count as rejected */
  uint64_t *chunks;    /* announced sizes of chunks that were read */
  size_t chunk_count;
  size_t *bodies; /* places in smtp_half.bodies */
  size_t body_count;
  unsigned *final; /* codes of the replies to the message */
  size_t final_count;
  mw_transaction_end outcome;
} smtp_transaction;

typedef struct smtp_tally {
  count_list replies;
  uint64_t reply_count, reply_lines, multiline, mixed, bare_lf_lines, garbage;
  bool lmtp;
  int greeting; /* -1: none */
} smtp_tally;

typedef struct smtp_half {
  mw_smtp_dialogue dialogue;
  mw_smtp_item item; /* the last */
  char *command_storage;
  char *reply_storage;
  mw_smtp_unit *ring;
  smtp_reply current;
  kept_line *extensions;
  size_t extension_count;
  body *bodies; /* the last one may be open */
  size_t body_count;
  smtp_transaction *transactions; /* the last one may be open */
  size_t transaction_count;
  uint64_t late_chunk; /* sequence of a BDAT that was accepted before its octets came; 0: none */
  size_t late_transaction;
  uint64_t unexpected; /* replies that may not stand where they do */
  smtp_tally tally;
} smtp_half;

extern const protocol_half smtp_reads;

/* What items make of transactions, in smtp_transaction.c; and of them members of the summary. */
void smtp_take_transaction(conversation *c, const mw_smtp_item *item);
void smtp_json_transactions(const conversation *c);
void smtp_free_transactions(smtp_half *half);

/* The argument of a command. */
typedef struct smtp_command {
  mw_smtp_argument argument;
  auth_response initial; /* AUTH */
  mw_smtp_params_of of;
  bool good; /* argument is of the form that the verb takes */
  bool takes_path, takes_host;
  mw_fault fault; /* of the line, else of its argument, else of its parameters */
  uint64_t fault_offset;
  uint64_t tolerated;
  uint64_t anomalies;
} smtp_command;

/* smtp_typed.c */
void smtp_read_command(smtp_command *t, const mw_smtp_command_event *event);

/* The path as it stands in the line. */
mw_slice smtp_path_text(const smtp_command *t, const mw_smtp_command *command);

/* One parameter, its value alone in `value`. */
typedef struct smtp_param {
  mw_param param;
  mw_smtp_param number; /* UNKNOWN: the table does not have it for this command */
  mw_smtp_params value;
  bool faulty;
} smtp_param;

/* The next parameter of *rest; false at its end. */
bool smtp_next_param(const smtp_command *t, mw_slice *rest, smtp_param *p);

/* A value without its xtext; as it is where that cannot be. To be freed. */
buffer smtp_decode(mw_slice value, bool utf8_addr);

/* Whether it is a positive reply to EHLO or LHLO. smtp_typed_reply.c */
bool smtp_announces(const smtp_reply *r);

/* Reads the lines of such a reply; what is wrong with one of them is the reply's fault. */
void smtp_read_reply(const conversation *c, smtp_reply *r);

/* What such a reply, or one line of it behind the first, announces. */
void smtp_set_of_reply(const conversation *c, const smtp_reply *r, mw_smtp_extensions *set);
void smtp_set_of_line(mw_slice text, mw_smtp_extensions *set);

/* The mechanisms of all its AUTH lines, each once; returns how many, `most` at most. */
size_t smtp_mechanisms(const conversation *c, const smtp_reply *r, mw_slice *names, size_t most);

/* Members of the item that is being written: smtp_json_command.c, smtp_json_value.c,
 * smtp_json_reply.c. */
void smtp_json_command(const smtp_command *t, const mw_smtp_command *command);
void smtp_json_value(const smtp_param *p);
void smtp_json_reply(const conversation *c, const smtp_reply *r);

/* What stands beside a command whose path has nothing uncommon (false: another), and lines below
 * it; what stands beside a line of the reply to EHLO: smtp_text_command.c, smtp_text_value.c,
 * smtp_text_reply.c. */
bool smtp_text_plain(const conversation *c, const smtp_command *t, const mw_smtp_command *command,
                     buffer *words);
void smtp_text_command(const conversation *c, const smtp_command *t,
                       const mw_smtp_command *command);
void smtp_text_value(const mw_text *text, const smtp_param *p);
void smtp_text_capability(const conversation *c, mw_slice text, buffer *words);

/* The reply's first line, its code included. */
mw_slice smtp_first_line(const conversation *c, const smtp_reply *r);

/* What the reply means where it stands, and the rows of the catalogue that its first line is, the
 * best first, `most` at most. smtp_knowledge.c */
void smtp_judge(const conversation *c, const smtp_reply *r, mw_judgement *judgement);
size_t smtp_rows_of(const conversation *c, const smtp_reply *r, mw_catalog_match *rows,
                    size_t most);

/* Where its items go. */
typedef struct smtp_printer {
  void (*command)(conversation *c, const mw_smtp_command_event *event, const smtp_command *t);
  void (*reply)(conversation *c, const smtp_reply *r);
  void (*end)(conversation *c, const char *name);
} smtp_printer;

extern const smtp_printer smtp_text;
extern const smtp_printer smtp_json;

#endif
