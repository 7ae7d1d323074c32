/* SPDX-License-Identifier: MIT */
/* The productions of arguments, for those who read them and those who write them. */
#ifndef MWI_POP3_ARGUMENT_H
#define MWI_POP3_ARGUMENT_H

#include "grammar/cursor.h"
#include "pop3/verb.h"

/* A name: VCHAR, UTF-8 where it is allowed, spaces where they are tolerated; up to end, not empty.
 */
bool mwi_take_pop3_name(mwi_cursor *c, const char *end, mw_slice *name);

/* 32( %x30-39 / %x61-66 ) up to the end. */
bool mwi_take_pop3_digest(mwi_cursor *c, mw_slice *digest);

/* 1*DIGIT that says at least that much; at most most, else NUMBER_TOO_LARGE. fault: it is none. */
bool mwi_take_pop3_number(mwi_cursor *c, uint64_t least, uint64_t most, mw_fault fault,
                          uint64_t *number);

/* "*" / language-range */
bool mwi_take_pop3_language(mwi_cursor *c, mw_slice *language);

#endif
