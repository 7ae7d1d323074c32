/* SPDX-License-Identifier: MIT */
/* Values of JSON. */
#ifndef TOOL_JSON_H
#define TOOL_JSON_H

#include <mailwire/mailwire.h>

/* Text as JSON; octets that are no UTF-8 as the four characters \xNN. An absent slice: null. */
void json_put_string(mw_slice text);
void json_put_text(const char *text);

/* The same with ASCII letters in upper case. */
void json_put_upper(mw_slice text);

/* ,"key":value */
void json_put_member(const char *key, mw_slice text);
void json_put_number(const char *key, uint64_t value);
void json_put_bool(const char *key, bool value);

/* ,"fault":name or null, and its offset in the stream as "at" when there is one. */
void json_put_fault(mw_fault fault, uint64_t at);

/* ,"tolerated":[names] */
void json_put_tolerated(uint64_t word);

#endif
