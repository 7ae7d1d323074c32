/* SPDX-License-Identifier: MIT */
/* What "mailwire what" knows of one line, and the two ways of showing it. */
#ifndef TOOL_WHAT_H
#define TOOL_WHAT_H

#include "pasted.h"
#include "speech.h"

/* So many rows that fit a line are shown. */
enum { WHAT_ROWS = 16 };

typedef struct what {
  mw_slice line;
  pasted found;
  bool smtp, pop3; /* reply or response is filled in */
  mw_smtp_reply_line reply;
  mw_pop3_response response;
  mw_catalog_match rows[WHAT_ROWS];
  size_t count;
  bool guessed; /* the line has no code: the rows are those of its text */
  char *kept;   /* what the values of the rows point into, then */
} what;

void free_what(what *w);

/* What a language says of the line. False: nothing. */
bool what_explain(const mw_text *text, const what *w, mw_explanation *explained);

/* The verdict, by what the line itself tells of the place. False: there is no reply. */
bool what_judge(const what *w, mw_judgement *judgement);

/* The reply code: that of the line, else that of the row which fits its text best; 0: none. */
unsigned what_code(const what *w);

/* The enhanced status code, wherever it stands; klass 0: none. */
mw_enhanced what_enhanced(const what *w);

void what_put_text(const mw_text *text, const what *w);
void what_put_json(const what *w);

#endif
