/* SPDX-License-Identifier: MIT */
/* Whether a reply's text says something else than its codes: the catalogue knows texts with the
 * codes that they come with. */
#include <mailwire/verdict.h>

#include "knowledge/catalog.h"

/* Shorter texts ("OK") come with any code. */
enum { TELLING = 6 };

/* The row's own code and detail; an alias has those of its row. */
static const mw_catalog_row *row_of_alias(const mw_catalog *catalog, const mw_catalog_row *row)
{
  const mw_catalog_row *own = mw_catalog_find(catalog, mw_slice_text(row->name));
  return own != NULL ? own : row;
}

/* "5.1.1": 1; 0 where there is no detail. */
static unsigned subject_of(const char *detail)
{
  return detail[0] >= '2' && detail[0] <= '5' && detail[1] == '.' && detail[2] >= '0' &&
                 detail[2] <= '9' && detail[3] == '.'
             ? (unsigned)(detail[2] - '0')
             : 0;
}

/* Whether one is about addresses and the other about security or policy (RFC 3463 3.2, 3.8): who
 * reads the one looks for the fault elsewhere than who reads the other. Other subjects are chosen
 * too freely. */
static bool is_far(unsigned subject, unsigned other)
{
  return (subject == 1 && other == 7) || (subject == 7 && other == 1);
}

/* Whether the text comes with reply codes of other classes alone. */
static bool is_of_other_class(const mw_catalog *catalog, const mwi_catalog_line *line)
{
  mwi_catalog_line any = *line;
  bool other = false;
  mw_catalog_match match;
  for (; catalog != NULL; catalog = catalog->base) {
    size_t i;
    for (i = 0; catalog->rows != NULL && i < catalog->count; i++) {
      const mw_catalog_row *row = &catalog->rows[i];
      any.code = row->code;
      if (row->code == 0 || !mwi_catalog_row_fits(row, &any, &match) || match.literal < TELLING) {
        continue;
      }
      if (row->code / 100 == line->code / 100) {
        return false;
      }
      other = true;
    }
  }
  return other;
}

/* Whether a value is any text, which may give the reason itself. */
static bool has_text(const mw_catalog_match *match)
{
  size_t i;
  for (i = 0; i < match->count; i++) {
    if (mwi_value_kind_of(match->params[i].name) == MWI_VALUE_TEXT) {
      return true;
    }
  }
  return false;
}

bool mw_smtp_contradiction(const mw_catalog *catalog, mw_slice text)
{
  mwi_catalog_line line;
  mw_catalog_match match;
  mw_smtp_reply_line reply;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  unsigned subject;
  mwi_catalog_line_read(text, &line);
  if (line.code == 0 ||
      !mw_smtp_reply_line_parse(line.whole, MW_ALLOW_REPORTED, &reply, &finding)) {
    return false;
  }
  if (mw_catalog_match_line(catalog, text, &match, 1) == 0) {
    return is_of_other_class(catalog, &line);
  }
  subject = subject_of(row_of_alias(catalog, match.row)->detail);
  return match.literal >= TELLING && !has_text(&match) && is_far(subject, reply.enhanced.subject);
}
