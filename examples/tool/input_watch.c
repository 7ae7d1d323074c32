/* SPDX-License-Identifier: MIT */
/* Follows a conversation line by line. */
#include "input_watch.h"

#include <string.h>

#include "conversation.h"

static bool is_dot(mw_slice line)
{
  return line.len == 1 && line.ptr[0] == '.';
}

/* Commands of POP3 that are answered by lines: RETR, TOP and CAPA always, others when they stand
 * alone. */
static bool asks_for_lines(const char *verb, mw_slice line)
{
  static const char *const bare[] = {"LIST", "UIDL", "AUTH"};
  bool alone = line.len == strlen(verb);
  size_t i;
  for (i = 0; i < sizeof bare / sizeof bare[0]; i++) {
    if (strcmp(bare[i], verb) == 0) {
      return alone;
    }
  }
  return strcmp(verb, "RETR") == 0 || strcmp(verb, "TOP") == 0 || strcmp(verb, "CAPA") == 0;
}

static void end_lines(watch *w, bool *in)
{
  *in = false;
  w->gap = false;
  w->lines = 0;
}

static void watch_client(watch *w, mw_slice line)
{
  char verb[20];
  if (w->body) {
    w->lines++;
    if (is_dot(line)) {
      end_lines(w, &w->body);
      w->waiting++;
    }
    return;
  }
  w->waiting++;
  if (w->auth) {
    w->auth = false;
    return;
  }
  verb_of_line(line, verb);
  w->quit = strcmp(verb, "QUIT") == 0 && (w->waiting == 1 || !w->spoke); /* not amid others */
  w->many = asks_for_lines(verb, line);
  w->data = strcmp(verb, "DATA") == 0;
  w->asks_tls = strcmp(verb, "STARTTLS") == 0 || strcmp(verb, "STLS") == 0;
  w->tls = false;
  if (w->data && !w->spoke) { /* the server was not recorded */
    w->body = true;
    w->lines = 0;
  }
}

/* What the last command has asked for is there. */
static void watch_answer(watch *w, mw_slice line)
{
  bool good = begins_with(line, "+OK");
  if (w->data && begins_with(line, "354")) {
    w->body = true;
    w->lines = 0;
  }
  if (w->many && good) {
    w->listing = true;
    w->lines = 0;
  }
  w->tls = w->asks_tls && (good || begins_with(line, "220"));
  w->data = w->many = w->asks_tls = false;
}

/* Whether the server's first line greets a client that did not wait: of commands, STARTTLS alone is
 * answered by 220. */
static bool greets(const watch *w, mw_slice line)
{
  return !w->spoke && !w->asks_tls && begins_with(line, "220");
}

/* A status line of POP3, or the last line of a reply of SMTP. */
static void watch_status(watch *w, mw_slice line)
{
  w->auth = begins_with(line, "334") || begins_with(line, "+ ");
  if (w->waiting > 0 && (w->spoke || w->waiting == 1) && !greets(w, line)) {
    w->waiting--;
  }
  w->spoke = true;
  w->ended = (w->quit && w->waiting == 0 && begins_with(line, "+OK")) || begins_with(line, "221") ||
             begins_with(line, "421");
  if (w->waiting == 0 || begins_with(line, "354")) {
    watch_answer(w, line);
  }
}

static void watch_server(watch *w, mw_slice line)
{
  w->ended = false; /* a greeting would have begun another conversation */
  if (w->listing) {
    w->lines++;
    if (is_dot(line)) {
      end_lines(w, &w->listing);
    }
  } else if (said_by(line) == 'S' && !(line.len > 3 && line.ptr[3] == '-' && line.ptr[0] != '+')) {
    watch_status(w, line);
  }
}

void watch_line(watch *w, bool server, mw_slice line)
{
  if (server) {
    watch_server(w, line);
  } else {
    watch_client(w, line);
  }
}

bool watch_is_late(const watch *w, mw_slice line)
{
  return !w->spoke && w->waiting == 1 && !greets(w, line);
}

/* What a client says first. */
static bool is_opening(mw_slice line)
{
  static const char *const verbs[] = {"EHLO", "HELO", "LHLO", "USER", "APOP"};
  char verb[20];
  size_t i;
  verb_of_line(line, verb);
  for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    if (strcmp(verbs[i], verb) == 0) {
      return true;
    }
  }
  return false;
}

bool watch_begins(const watch *w, bool server, mw_slice line)
{
  if (server) {
    return w->ended && !w->listing && (begins_with(line, "220") || begins_with(line, "+OK"));
  }
  return !w->spoke && !w->body && w->quit && is_opening(line);
}
