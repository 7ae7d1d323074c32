/* SPDX-License-Identifier: MIT */
/* Values of JSON. */
#ifndef TOOL_JSON_H
#define TOOL_JSON_H

#include "conversation.h"

/* So many rows of the catalogue are named. */
enum { JSON_ROWS = 8 };

/* Text as JSON; octets that are no UTF-8 as the four characters \xNN. An absent slice: null. */
void json_put_string(mw_slice text);
void json_put_text(const char *text);

/* The same with ASCII letters in upper case. */
void json_put_upper(mw_slice text);

/* ,"key":value */
void json_put_member(const char *key, mw_slice text);
void json_put_number(const char *key, uint64_t value);
void json_put_known(const char *key, uint64_t value, bool known); /* null where it is not known */
void json_put_bool(const char *key, bool value);

/* ,"key":"base64" */
void json_put_base64(const char *key, mw_slice octets);

/* ,"fault":name or null, and its offset in the stream as "at" when there is one. */
void json_put_fault(mw_fault fault, uint64_t at);

/* ,"tolerated":[names] */
void json_put_tolerated(uint64_t word);

/* ,"verdict":name,"expected":bool,"retry":name,"connection":name; all null for NULL. */
void json_put_judgement(const mw_judgement *judgement);

/* ,"rows":[names of rows of the catalogue, each once] */
void json_put_rows(const mw_catalog_match *matches, size_t number);

/* An item from its brace to its last one. */
void json_begin_item(const char *type, char dir, uint64_t begin, uint64_t end);
void json_end_item(void);

/* The verb of a command and its argument, without the secret in it unless that is asked for. */
void json_put_verb(const conversation *c, mw_slice raw, mw_slice argument, mw_slice secret);

/* ,"lines":[text, ...] of lines of the server's. */
void json_put_lines(const conversation *c, const kept_line *lines, size_t number);

/* ,"key":{name:number, ...} */
void json_put_counts(const char *key, const count_list *counts);

/* The summary: what both protocols count; what stands between is the protocol's. */
void json_begin_summary(const conversation *c, const char *name, const char *protocol);
void json_end_summary(const conversation *c);

#endif
