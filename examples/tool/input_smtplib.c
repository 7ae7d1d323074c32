/* SPDX-License-Identifier: MIT */
/* What Python's smtplib and poplib print when they are debugged: literals of the language, behind
 * "send: " and "reply: ", or "*cmd* ", "*put* ", "*get* " and "*resp* ". */
#include <string.h>

#include "input_build.h"
#include "input_python.h"

/* Which of several reports of the same octets are read. */
typedef struct reports {
  bool puts;    /* "*put* " is there: "*cmd* " repeats it */
  bool gets;    /* "*get* " is there: "*resp* " repeats it */
  bool replied; /* a line of the reply is there: "retcode" repeats it */
} reports;

/* The time that the second level of debugging puts in front. */
static mw_slice without_time(mw_slice line)
{
  size_t i = 0;
  while (i < line.len && strchr("0123456789:.", line.ptr[i]) != NULL && line.ptr[i] != '\0') {
    i++;
  }
  return i >= 8 && i < line.len && line.ptr[i] == ' ' ? slice_from(line, i + 1) : line;
}

static unsigned weigh(mw_slice line)
{
  static const char *const heads[] = {"send: ", "reply: ", "*cmd* ",    "*put* ",
                                      "*get* ", "*resp* ", "*welcome* "};
  size_t i;
  line = without_time(line);
  for (i = 0; i < sizeof heads / sizeof heads[0]; i++) {
    if (begins_with(line, heads[i])) {
      mw_slice rest = slice_from(line, strlen(heads[i]));
      return is_python_literal(rest) || begins_with(rest, "retcode (") ? 100 : 0;
    }
  }
  return 0;
}

unsigned smtplib_like(mw_slice text)
{
  return weigh_lines(text, weigh);
}

/* Its line end was not printed. */
static void put_without_end(builder *b, bool server, mw_slice line)
{
  build_line(b, server, line);
  b->line_ends = false;
  build_recording(b)->has_line_ends = false;
}

/* An octet string that is said; whole: with its line ends. */
static void take_literal(builder *b, bool server, mw_slice rest, bool whole)
{
  buffer octets = {NULL, 0, 0};
  if (!python_literal(&rest, &octets)) {
    build_note(b, NOTE_UNKNOWN, 0, rest);
  } else if (whole) {
    build_said(b, server, mw_slice_of(octets.ptr, octets.len));
  } else {
    put_without_end(b, server, mw_slice_of(octets.ptr, octets.len));
  }
  buffer_free(&octets);
}

/* "retcode (250); Msg: b'a\nb'" is said as 250-a and 250 b. */
static void take_summary(builder *b, mw_slice rest)
{
  buffer message = {NULL, 0, 0};
  mw_slice code = mw_slice_of(rest.ptr, rest.len < 3 ? rest.len : 3);
  mw_slice text;
  mw_slice line;
  rest = slice_from(rest, 3);
  if (said_by(code) != 'S' || !begins_with(rest, "); Msg: ")) {
    build_note(b, NOTE_UNKNOWN, 0, rest);
    return;
  }
  rest = slice_from(rest, strlen("); Msg: "));
  if (!python_literal(&rest, &message)) {
    buffer_add(&message, rest.ptr, rest.len);
  }
  buffer_add(&message, "\n", 1);
  text = mw_slice_of(message.ptr, message.len);
  while (next_line(&text, &line)) {
    buffer said = {NULL, 0, 0};
    buffer_add(&said, code.ptr, code.len);
    buffer_add(&said, text.len > 0 ? "-" : " ", 1);
    buffer_add(&said, line.ptr, line.len);
    put_without_end(b, true, mw_slice_of(said.ptr, said.len));
    buffer_free(&said);
  }
  buffer_free(&message);
}

static void take_reply(builder *b, reports *seen, mw_slice rest)
{
  if (!begins_with(rest, "retcode (")) {
    seen->replied = true;
    take_literal(b, true, rest, true);
    return;
  }
  if (!seen->replied) {
    take_summary(b, slice_from(rest, strlen("retcode (")));
  }
  seen->replied = false;
}

static bool take_smtplib(builder *b, reports *seen, mw_slice line)
{
  if (begins_with(line, "send: ")) {
    seen->replied = false;
    take_literal(b, false, slice_from(line, 6), true);
  } else if (begins_with(line, "reply: ")) {
    take_reply(b, seen, slice_from(line, 7));
  } else if (begins_with(line, "connect: to") || begins_with(line, "connect: (")) {
    build_session(b);
    build_note(b, NOTE_REMARK, 0, line);
  } else { /* the reply to DATA or of the greeting, once more */
    return begins_with(line, "data: (") || begins_with(line, "connect: ");
  }
  return true;
}

/* The greeting, wherever the program asked for it. */
static void take_welcome(builder *b, mw_slice line)
{
  if (build_recording(b)->count == 0) {
    take_literal(b, true, slice_from(line, 10), false);
  } else {
    build_note(b, NOTE_REMARK, 0, line);
  }
}

static bool take_poplib(builder *b, const reports *seen, mw_slice line)
{
  if (begins_with(line, "*put* ") || (begins_with(line, "*cmd* ") && !seen->puts)) {
    take_literal(b, false, slice_from(line, 6), false);
  } else if (begins_with(line, "*get* ")) {
    take_literal(b, true, slice_from(line, 6), true);
  } else if (begins_with(line, "*resp* ") && !seen->gets) {
    take_literal(b, true, slice_from(line, 7), false);
  } else if (begins_with(line, "*welcome* ")) {
    take_welcome(b, line);
  } else if (begins_with(line, "*stat* ")) {
    build_note(b, NOTE_REMARK, 0, line); /* says the response to STAT once more */
  } else {
    return begins_with(line, "*cmd* ") || begins_with(line, "*resp* ");
  }
  return true;
}

static unsigned is_put(mw_slice line)
{
  return begins_with(line, "*put* ") ? 1 : 0;
}

static unsigned is_get(mw_slice line)
{
  return begins_with(line, "*get* ") ? 1 : 0;
}

void smtplib_read(builder *b, mw_slice text)
{
  reports seen = {weigh_lines(text, is_put) > 0, weigh_lines(text, is_get) > 0, false};
  mw_slice line;
  while (next_line(&text, &line)) {
    mw_slice report = without_time(line);
    b->line++;
    if (line.len > 0 && !take_smtplib(b, &seen, report) && !take_poplib(b, &seen, report)) {
      build_note(b, NOTE_UNKNOWN, 0, line);
    }
  }
}
