/* SPDX-License-Identifier: MIT */
/* What "mailwire reply" is asked for, and its refusals: each a sentence on stderr and status 2. */
#ifndef TOOL_REPLY_H
#define TOOL_REPLY_H

#include <mailwire/mailwire.h>

typedef struct request {
  const char *when;
  const char *row;
  const char *text;
  bool detail; /* the enhanced status code or response code is written */
  bool utf8;
  bool ehlo;
  bool pop3;
  int words;
  char **arguments;
} request;

/* Why a row, or a value for it, cannot be written. utf8: UTF-8 was allowed. reply_flaw.c */
int reply_refuse_flaw(const char *name, const mw_catalog_flaw *flaw, mw_slice value, bool utf8);

/* What is said of a code, or an enhanced status code, that cannot be written. */
int reply_refuse_code(const char *code);
int reply_refuse_detail(const char *detail);

/* Where the text holds an octet that no line may hold: refused, and false. */
bool reply_text_fits(const char *name, const char *text, bool utf8);

/* The situation that a person means: "unknown-user", "UNKNOWN_USER", a part that one situation
 * alone has, the response code that one alone answers with. False: refused, with the names that
 * there are. reply_when.c */
bool reply_situation(const request *r, mw_smtp_situation *smtp, mw_pop3_situation *pop3);

#endif
