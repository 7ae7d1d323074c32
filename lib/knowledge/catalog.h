/* SPDX-License-Identifier: MIT */
/* What the files of the catalogue share: a line made ready, a row held against it, a flaw. */
#ifndef MWI_KNOWLEDGE_CATALOG_H
#define MWI_KNOWLEDGE_CATALOG_H

#include "knowledge/template.h"

/* The texts of a line that a row may fit: the message; where it begins with an enhanced status code
 * of another class, what follows that, too. */
enum { MWI_LINE_TEXTS = 2 };

/* A line made ready for rows. Without blanks at its end. */
typedef struct mwi_catalog_line {
  mw_slice whole;
  unsigned code;         /* 0: no reply of SMTP */
  mw_pop3_status status; /* NONE: no status line of POP3 */
  bool enhanced; /* an enhanced status code of the code's class stands in front of the text */
  size_t count;  /* 0 when it is neither */
  mw_slice texts[MWI_LINE_TEXTS];
} mwi_catalog_line;

void mwi_catalog_line_read(mw_slice octets, mwi_catalog_line *line);

/* Whether the row fits the line. *match is filled in when it does. */
bool mwi_catalog_row_fits(const mw_catalog_row *row, const mwi_catalog_line *line,
                          mw_catalog_match *match);

/* Says what is wrong. Always false. */
bool mwi_catalog_flaw(mw_catalog_flaw *flaw, mw_catalog_flaw_kind kind, mw_slice param,
                      size_t offset);

/* Whether a row, taken by itself, can be recognised and, if it is no alias, written. *t is its text
 * then. False: *flaw says why; its row is set by the caller. */
bool mwi_catalog_row_sound(const mw_catalog_row *row, bool utf8, mwi_template *t,
                           mw_catalog_flaw *flaw);

/* A line of a row with its values, without CRLF, as it is recognised. */
typedef struct mwi_catalog_composed {
  mw_writer w;
  size_t head; /* where the text begins */
  char octets[MW_CATALOG_TEXT + 64];
} mwi_catalog_composed;

/* Puts the values into the row's text, in the order of its placeholders, behind what the row's line
 * begins with. False: it is too long, or it is not recognised as that row with these values. */
bool mwi_catalog_compose(const mw_catalog_row *row, const mwi_template *t, const mw_slice *values,
                         bool detail, mwi_catalog_composed *line, mw_catalog_flaw *flaw);

/* What stands behind the line's head. */
static inline mw_slice mwi_catalog_text(const mwi_catalog_composed *line)
{
  return mw_slice_of(line->octets + line->head, line->w.len - line->head);
}

/* Whether a composed line of a row that is no alias can be written: what its one line as it is
 * recognised does not tell. */
bool mwi_catalog_may_put(const mw_catalog_row *row, bool detail, const mwi_catalog_composed *line,
                         mw_catalog_flaw *flaw);

#endif
