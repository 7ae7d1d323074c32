/* SPDX-License-Identifier: MIT */
/* Lines looked up in the catalogue, whole lines before phrases. */
#include "known.h"

#include <stdio.h>
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

/* "550 <reason>", where a row leaves it to the reason behind it what is wrong; else nothing. */
static mw_slice reason_alone(const mw_catalog_match *whole, char *room, size_t size)
{
  static const char open_end[] = "Recipient address rejected: {reason}";
  size_t tail = sizeof open_end - 1;
  size_t len = whole->row != NULL ? strlen(whole->row->text) : 0;
  if (len <= tail || strcmp(whole->row->text + len - tail, open_end) != 0 || whole->count == 0) {
    return mw_slice_of(NULL, 0);
  }
  mw_slice reason = whole->params[whole->count - 1].value;
  int put = snprintf(room, size, "%d %.*s", whole->row->code, (int)reason.len, reason.ptr);
  return mw_slice_of(room, put > 0 && (size_t)put < size ? (size_t)put : 0);
}

/* The phrase that says more than the rows of whole lines do, with the values of those. */
static bool better_phrase(mw_slice line, const mw_catalog_match *whole, mw_catalog_match *phrase)
{
  const mw_catalog *phrases = mw_catalog_standard()->base;
  char room[MW_CATALOG_TEXT];
  mw_slice reason = reason_alone(whole, room, sizeof room);
  mw_catalog_match found;
  if ((mw_catalog_match_line(phrases, line, &found, 1) == 0 || found.literal <= whole->literal) &&
      mw_catalog_match_line(phrases, reason, &found, 1) == 0) {
    return false;
  }
  *phrase = *whole;
  phrase->row = found.row;
  phrase->count = reason.len > 0 ? whole->count : 0;
  return true;
}

size_t known_add_phrase(mw_slice line, mw_catalog_match *rows, size_t count, size_t room)
{
  static const mw_catalog_match none = {NULL, 0, 0, {{{NULL, 0}, {NULL, 0}}}};
  mw_catalog_match phrase;
  if (!better_phrase(line, count > 0 ? rows : &none, &phrase)) {
    return count;
  }
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
