/* SPDX-License-Identifier: MIT */
/* What commands, replies and AUTH lines say beyond their words: paths, parameters, hosts,
 * capabilities. */
#ifndef TOOL_TYPED_H
#define TOOL_TYPED_H

#include "conversation.h"

/* A line of an AUTH exchange, or the initial response of AUTH. */
struct typed_auth {
  bool present; /* false: AUTH has no initial response */
  mw_sasl_line_kind kind;
  uint64_t octets; /* when decoded, which is never done */
  mw_fault fault;  /* of the line, or of its base64 */
  uint64_t fault_offset;
};

/* The argument of a command. */
struct typed_command {
  mw_smtp_argument argument;
  typed_auth initial; /* AUTH */
  mw_smtp_params_of of;
  bool good; /* argument is of the form that the verb takes */
  bool takes_path, takes_host;
  mw_fault fault; /* of the line, else of its argument, else of its parameters */
  uint64_t fault_offset;
  uint64_t tolerated;
};

/* typed_read.c */
void typed_read_command(typed_command *t, const mw_smtp_command_event *event);
void typed_read_auth(typed_auth *a, const mw_smtp_command_event *event);

/* The path as it stands in the line. */
mw_slice typed_path_text(const typed_command *t, const mw_smtp_command *command);

/* One parameter, its value alone in `value`. */
typedef struct typed_param {
  mw_param param;
  mw_smtp_param number; /* UNKNOWN: the table does not have it for this command */
  mw_smtp_params value;
  bool faulty;
} typed_param;

/* The next parameter of *rest; false at its end. */
bool typed_next_param(const typed_command *t, mw_slice *rest, typed_param *p);

/* A value without its xtext; as it is where that cannot be. To be freed. */
buffer typed_decode(mw_slice value, bool utf8_addr);

/* Whether it is a positive reply to EHLO or LHLO. typed_reply.c */
bool typed_announces(const reply *r);

/* Reads the lines of such a reply; what is wrong with one of them is the reply's fault. */
void typed_read_reply(const conversation *c, reply *r);

/* What such a reply, or one line of it behind the first, announces. */
void typed_set_of_reply(const conversation *c, const reply *r, mw_smtp_extensions *set);
void typed_set_of_line(mw_slice text, mw_smtp_extensions *set);

/* The mechanisms of all its AUTH lines, each once; returns how many, `most` at most. */
size_t typed_mechanisms(const conversation *c, const reply *r, mw_slice *names, size_t most);

/* Members of the item that is being written: typed_json.c, typed_json_value.c, typed_json_reply.c.
 */
void typed_json_command(const typed_command *t, const mw_smtp_command *command);
void typed_json_value(const typed_param *p);
void typed_json_exchange(const conversation *c, const typed_auth *a);
void typed_json_reply(const conversation *c, const reply *r);

/* Lines below a command; what stands beside an AUTH line or a line of the reply to EHLO, which took
 * that many columns: typed_text.c, typed_text_value.c, typed_text_reply.c. */
void typed_text_command(const typed_command *t, const mw_smtp_command *command);
void typed_text_value(const typed_param *p);
void typed_text_auth(const conversation *c, const typed_auth *a);
void typed_text_capability(const reply *r, mw_slice text, int width);

#endif
