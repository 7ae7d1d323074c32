/* SPDX-License-Identifier: MIT */
/* The productions of status lines, for those who read them and those who write them. */
#ifndef MWI_POP3_RESPONSE_H
#define MWI_POP3_RESPONSE_H

#include <mailwire/pop3_response.h>

#include <mailwire/writer.h>

#include "grammar/cursor.h"

/* resp-level *( "/" resp-level ) */
bool mwi_take_pop3_code(mwi_cursor *c, mw_slice *code);

/* Whether the whole text is a response code, without its brackets. */
bool mwi_is_pop3_code(mw_slice text);

/* "+OK [code] text" without its end. Refuses what mw_pop3_response_write() says, but its length. */
void mwi_put_pop3_status(mw_writer *w, mw_pop3_status status, mw_slice code, mw_slice text);

/* The first timestamp in a text; ptr NULL: there is none. at_sign: whether one must have an "@". */
mw_slice mwi_pop3_timestamp(mw_slice text, bool at_sign);

#endif
