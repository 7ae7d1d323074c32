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
  buffer text;      /* what the reply says: its lines joined by blanks, without codes */
  buffer looked_up; /* what the values of the rows may point into */
} what;

void free_what(what *w);

/* The first line of *text, without its LF; *text is what follows. */
mw_slice what_take_line(mw_slice *text);

/* Fills in rows. A line without a code has those of its text, if no others fit as well.
 * what_rows.c */
void what_find_rows(what *w);

/* What a language says of the line. False: nothing. */
bool what_explain(const mw_text *text, const what *w, mw_explanation *explained);

/* The verdict, by what the line itself tells of the place. False: there is no code, nor status. */
bool what_judge(const what *w, mw_judgement *judgement);

/* The row that fits best, of an alias the row whose spelling it is; NULL: none fits. */
const mw_catalog_row *what_row(const what *w);

/* The enhanced status code, wherever it stands; klass 0: none. */
mw_enhanced what_enhanced(const what *w);

void what_put_text(const mw_text *text, const what *w);
void what_put_json(const what *w);

#endif
