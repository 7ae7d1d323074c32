/* SPDX-License-Identifier: MIT */
/* Lines looked up in the catalogue, whole lines before phrases. */
#include "known.h"

#include <string.h>

const mw_catalog *known_lines(void)
{
  static mw_catalog lines;
  lines = *mw_catalog_standard();
  lines.base = NULL;
  return &lines;
}

bool known_by_phrase(const mw_catalog_row *row)
{
  const mw_catalog *phrases = mw_catalog_standard()->base;
  return row >= phrases->rows && row < phrases->rows + phrases->count;
}

size_t known_add_phrase(mw_slice line, mw_catalog_match *rows, size_t count, size_t room)
{
  mw_catalog_match phrase;
  if (mw_catalog_match_line(mw_catalog_standard()->base, line, &phrase, 1) == 0 ||
      (count > 0 && phrase.literal <= rows[0].literal)) {
    return count;
  }
  phrase.count = 0;
  count = count < room ? count + 1 : room;
  memmove(rows + 1, rows, (count - 1) * sizeof *rows);
  rows[0] = phrase;
  return count;
}

size_t known_rows(mw_slice line, mw_catalog_match *rows, size_t room)
{
  size_t fits = mw_catalog_match_line(known_lines(), line, rows, room);
  return known_add_phrase(line, rows, fits < room ? fits : room, room);
}
