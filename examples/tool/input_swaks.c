/* SPDX-License-Identifier: MIT */
/* What swaks prints: "<-  " and " -> ", with "~" inside TLS, "**" where it did not expect that. */
#include <string.h>

#include "input_build.h"

static const struct {
  const char *prefix;
  char dir;
} prefixes[] = {{" -> ", 'C'}, {" ~> ", 'C'}, {"**> ", 'C'}, {"*~> ", 'C'}, {" ** ", 'C'},
                {"<-  ", 'S'}, {"<~  ", 'S'}, {"<** ", 'S'}, {"<~* ", 'S'}};

/* Whose line it is, and what was said; 0: nobody's. */
static char take_prefix(mw_slice line, mw_slice *said)
{
  size_t i;
  for (i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
    if (has_prefix(line, prefixes[i].prefix)) {
      *said = slice_from(line, strlen(prefixes[i].prefix));
      return prefixes[i].dir;
    }
  }
  return 0;
}

static unsigned weigh(mw_slice line)
{
  mw_slice said;
  return take_prefix(line, &said) != 0 ? weigh_said(said) : 0;
}

unsigned swaks_like(mw_slice text)
{
  return weigh_lines(text, weigh);
}

/* In place of what it was told not to print: "11 lines sent". */
static bool is_hidden(mw_slice said)
{
  uint64_t lines;
  return take_number(&said, &lines) && mw_slice_equal(said, mw_slice_text(" lines sent"));
}

static void take_note(builder *b, mw_slice line)
{
  mw_slice words = slice_from(line, 4);
  bool known = begins_with(line, "=== ") || begins_with(line, "*** ");
  if (begins_with(words, "Trying ")) {
    build_session(b);
  }
  if (begins_with(words, "Connection closed")) {
    build_note(b, NOTE_CLOSED, 0, words);
  } else {
    build_note(b, known ? NOTE_REMARK : NOTE_UNKNOWN, 0, known ? words : line);
  }
}

void swaks_read(builder *b, mw_slice text)
{
  mw_slice line;
  mw_slice said;
  while (next_line(&text, &line)) {
    char dir = take_prefix(line, &said);
    b->line++;
    if (dir == 'C' && b->now.body && is_hidden(said)) {
      build_missing(b, 'C', 0, said);
    } else if (dir != 0) {
      build_line(b, dir == 'S', said);
    } else if (line.len > 0) {
      take_note(b, line);
    }
  }
}
