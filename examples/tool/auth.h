/* SPDX-License-Identifier: MIT */
/* AUTH exchanges, the same in both protocols. What a mechanism says is never decoded. */
#ifndef TOOL_AUTH_H
#define TOOL_AUTH_H

#include "conversation.h"

/* A line of an exchange, or the initial response of AUTH. */
typedef struct auth_response {
  bool present; /* false: AUTH has no initial response */
  mw_sasl_line_kind kind;
  uint64_t octets; /* when decoded */
} auth_response;

/* A line of an exchange as an item. */
typedef struct auth_line {
  uint64_t offset;
  uint64_t end;
  mw_slice raw;
  auth_response response;
  mw_fault fault; /* of the line, or of its base64 */
  uint64_t fault_offset;
  uint64_t tolerated;
  uint64_t anomalies;
} auth_line;

/* An AUTH command: its mechanism is what the lines to come belong to. */
void auth_begin(conversation *c, mw_slice mechanism);

/* Reads the initial response of the command; ptr NULL: there is none. */
void auth_read_initial(auth_response *response, mw_slice initial);

/* Counts, reads and prints a line whose other fields are set. */
void auth_take(conversation *c, auth_line *line);

/* Members of JSON; words beside the line, which took that many columns, and below the command. */
void auth_json(mw_slice mechanism, const auth_response *response, bool initial);
void auth_text(const conversation *c, const auth_response *response, int width);
void auth_text_command(const conversation *c, mw_slice mechanism, const auth_response *initial);

#endif
