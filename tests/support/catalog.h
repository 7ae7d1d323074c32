/* SPDX-License-Identifier: MIT */
/* Catalogues of tests: rows in short, and a reply's lines put together for recognising. cmocka must
 * be included first. */
#ifndef TESTS_CATALOG_H
#define TESTS_CATALOG_H

#include <mailwire/catalog.h>
#include <string.h>

#include "support/assert_slice.h"

#define SMTP_ROW(name, code, detail, text)                                                         \
  {                                                                                                \
    name, NULL, code, MW_POP3_STATUS_NONE, detail, text, "any", "", "RFC5321 4.2.2"                \
  }
#define POP3_ROW(name, status, detail, text)                                                       \
  {                                                                                                \
    name, NULL, 0, MW_POP3_STATUS_##status, detail, text, "any", "", "RFC1939 3"                   \
  }
#define ALIAS_ROW(of, code, status, text)                                                          \
  {                                                                                                \
    of, of, code, MW_POP3_STATUS_##status, "", text, "", "", ""                                    \
  }
#define CATALOG_OF(rows, base)                                                                     \
  {                                                                                                \
    rows, sizeof(rows) / sizeof(rows)[0], base                                                     \
  }

/* The lines that were written as one, as mw_catalog_match_line() takes several: the first without
 * its CRLF, of the others the text behind LF. Lines that a long text was cut into are put together
 * without LF where glued says so. */
static inline mw_slice catalog_line(mw_slice out, bool glued, char *room)
{
  size_t len = 0;
  bool first = true;
  bool enhanced = false;
  while (out.len > 0) {
    const char *end = memchr(out.ptr, '\r', out.len);
    mw_slice line = mw_slice_of(out.ptr, (size_t)(end - out.ptr));
    mw_smtp_reply_line reply;
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    out = mw_slice_of(end + 2, out.len - line.len - 2);
    if (!first || line.ptr[0] != '+') {
      (void)mw_smtp_reply_line_parse(line, 0, &reply, &finding);
    }
    if (first) {
      enhanced = reply.enhanced.klass != 0;
    } else {
      line = enhanced ? reply.message : reply.text;
      if (!glued) {
        room[len++] = '\n';
      }
    }
    if (line.len > 0) {
      memcpy(room + len, line.ptr, line.len);
    }
    len += line.len;
    first = false;
  }
  return mw_slice_of(room, len);
}

/* The match of that row; NULL when it is none of them. */
static inline const mw_catalog_match *catalog_match_of(const mw_catalog_match *matches,
                                                       size_t count, const mw_catalog_row *row)
{
  size_t i;
  for (i = 0; i < count; i++) {
    if (matches[i].row == row) {
      return &matches[i];
    }
  }
  return NULL;
}

#endif
