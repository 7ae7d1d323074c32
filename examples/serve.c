/* SPDX-License-Identifier: MIT */
/* A mail server's conversation on stdin and stdout that accepts every message and keeps none: the
 * push face of the command reader, its holds, and a reply for every situation.
 *
 *   printf 'EHLO me\r\nDATA\r\nhello\r\n.\r\nQUIT\r\n' | build/bin/serve
 */
#include <mailwire/mailwire.h>
#include <stdio.h>

static void answer(mw_smtp_situation situation)
{
  char buffer[MW_SMTP_REPLY_LINE];
  bool hello = situation == MW_SMTP_SITUATION_HELLO || situation == MW_SMTP_SITUATION_GREETING;
  mw_writer w;
  mw_slice written;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_situation_write(&w, situation, false, mw_slice_text(hello ? "serve.example" : NULL));
  if (mw_writer_result(&w, &written) == MW_OK) {
    fwrite(written.ptr, 1, written.len, stdout);
    fflush(stdout);
  }
}

/* What a good command is answered. */
static mw_smtp_situation answer_to(mw_smtp_verb verb)
{
  switch (verb) {
  case MW_SMTP_UNKNOWN: return MW_SMTP_SITUATION_UNKNOWN_VERB;
  case MW_SMTP_HELO:
  case MW_SMTP_EHLO: return MW_SMTP_SITUATION_HELLO;
  case MW_SMTP_MAIL: return MW_SMTP_SITUATION_SENDER_OK;
  case MW_SMTP_RCPT: return MW_SMTP_SITUATION_RECIPIENT_OK;
  case MW_SMTP_DATA: return MW_SMTP_SITUATION_START_MAIL;
  case MW_SMTP_RSET:
  case MW_SMTP_NOOP: return MW_SMTP_SITUATION_OK;
  case MW_SMTP_VRFY: return MW_SMTP_SITUATION_CANNOT_VERIFY;
  case MW_SMTP_QUIT: return MW_SMTP_SITUATION_GOODBYE;
  default: return MW_SMTP_SITUATION_NOT_IMPLEMENTED;
  }
}

/* What is wrong with the command: with its line, or with its argument. */
static mw_fault fault_of(const mw_smtp_command_event *event)
{
  mw_finding finding = {event->fault, 0, 0};
  mw_smtp_argument argument;
  if (event->fault == MW_FAULT_NONE) {
    (void)mw_smtp_argument_parse(&event->command, NULL, &argument, &finding);
  }
  return finding.fault;
}

/* What the client sends after a command that holds the reader, given the answer to it. */
static mw_smtp_expect follows(mw_smtp_verb verb, mw_fault fault)
{
  bool body = verb == MW_SMTP_DATA && fault == MW_FAULT_NONE;
  return body ? MW_SMTP_EXPECT_DATA : MW_SMTP_EXPECT_COMMAND;
}

static mw_flow tell(mw_smtp_command_reader *reader, mw_smtp_expect what)
{
  return mw_smtp_command_reader_expect(reader, what) == MW_OK ? MW_CONTINUE : MW_ABORT;
}

/* README: serve */
static mw_flow on_command(void *user, const mw_smtp_command_event *event)
{
  mw_smtp_verb verb = event->command.verb;
  mw_fault fault = fault_of(event);
  if (fault != MW_FAULT_NONE) { /* one call answers whatever is wrong with a line */
    answer(mw_smtp_situation_in(verb, fault));
  } else if (verb != MW_SMTP_BDAT) { /* a chunk is answered when it is complete */
    answer(answer_to(verb));
  }
  if (verb == MW_SMTP_QUIT || (verb == MW_SMTP_BDAT && event->held)) {
    return MW_ABORT; /* nobody knows where commands go on behind a chunk of unclear size */
  } /* after DATA and its like the reader holds until it is told what the answer lets follow: */
  return event->held ? tell(user, follows(verb, fault)) : MW_CONTINUE;
}
/* end */

/* A message or a chunk is complete: one answer. */
static mw_flow on_body_end(void *user, const mw_smtp_command_event *event)
{
  (void)user;
  if (event->fault != MW_FAULT_NONE) {
    answer(mw_smtp_situation_of_body(event->fault));
  } else {
    answer(event->last ? MW_SMTP_SITUATION_MESSAGE_OK : MW_SMTP_SITUATION_CHUNK_OK);
  }
  return MW_CONTINUE;
}

/* Up to the end of a line, NULs and all. */
static size_t read_some(char *buffer, size_t size)
{
  size_t len = 0;
  int octet = 0;
  while (len < size && octet != '\n' && (octet = getchar()) != EOF) {
    buffer[len++] = (char)octet;
  }
  return len;
}

int main(void)
{
  static const mw_smtp_command_callbacks callbacks = {sizeof callbacks, on_command, NULL, NULL,
                                                      on_body_end,      NULL};
  static char storage[MW_SMTP_COMMAND_LINE];
  mw_smtp_command_reader reader;
  char buffer[4096];
  size_t len = 1;
  mw_status status = mw_smtp_command_reader_init(&reader, storage, sizeof storage, 0, 0);
  answer(MW_SMTP_SITUATION_GREETING);
  while (status >= MW_OK && (len = read_some(buffer, sizeof buffer)) > 0) {
    mw_slice in = mw_slice_of(buffer, len);
    status = mw_smtp_command_reader_feed(&reader, &in, &callbacks, &reader);
  }
  return 0;
}
