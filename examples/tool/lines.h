/* SPDX-License-Identifier: MIT */
/* Line ends, and where readers end a message. */
#ifndef TOOL_LINES_H
#define TOOL_LINES_H

#include "conversation.h"

void lines_of(mw_ledger *ledger, mw_slice octets);

/* Fills in the ledger of a body, and of DATA where readers end it. Whether they differ. */
bool lines_of_message(const conversation *c, body *b);

/* A line for each kind that was met, its octets counted from `at`; for each reader, where they
 * differ. */
void lines_text(const conversation *c, const mw_ledger *ledger, uint64_t at);
void lines_text_readings(const conversation *c, const body *b);

/* "key":{kind:{count,first,last},...}; ,"readings":{model:octet,...} where they differ. */
void lines_json(const char *key, const mw_ledger *ledger, uint64_t at);
void lines_json_readings(const body *b);

#endif
