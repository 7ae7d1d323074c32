/* SPDX-License-Identifier: MIT */
/* A mail server's conversation on stdin and stdout that accepts everything and keeps nothing: the push
 * face of the command reader, its holds, and the reply writer.
 *
 *   printf 'EHLO me\r\nDATA\r\nhello\r\n.\r\nQUIT\r\n' | build/bin/serve
 */
#include <mailwire/mailwire.h>
#include <stdio.h>

static void say(unsigned code, const char *text)
{
  char buffer[MW_SMTP_REPLY_LINE];
  mw_writer w;
  mw_slice written;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_reply_write_line(&w, code, (mw_enhanced){0, 0, 0}, mw_slice_text(text));
  if (mw_writer_result(&w, &written) == MW_OK) {
    fwrite(written.ptr, 1, written.len, stdout);
    fflush(stdout);
  }
}

/* README: serve */
static mw_flow on_command(void *user, const mw_smtp_command_event *event)
{
  mw_smtp_verb verb = event->command.verb;
  if (event->fault != MW_FAULT_NONE || verb == MW_SMTP_UNKNOWN) {
    say(500, mw_fault_text(event->fault));
  } else if (verb == MW_SMTP_DATA) {
    say(354, "Go ahead"); /* the reader holds after DATA until it is told: */
    return mw_smtp_command_reader_expect(user, MW_SMTP_EXPECT_DATA) == MW_OK ? MW_CONTINUE : MW_ABORT;
  } else {
    say(verb == MW_SMTP_QUIT ? 221 : 250, "Ok");
  }
  (void)mw_smtp_command_reader_expect(user, MW_SMTP_EXPECT_COMMAND);
  return verb == MW_SMTP_QUIT ? MW_ABORT : MW_CONTINUE;
}
/* end */

static mw_flow on_body_end(void *user, const mw_smtp_command_event *event)
{
  (void)user;
  say(event->fault == MW_FAULT_NONE ? 250 : 554, mw_fault_text(event->fault));
  return MW_CONTINUE;
}

int main(void)
{
  static const mw_smtp_command_callbacks callbacks = {
      sizeof callbacks, on_command, NULL, NULL, on_body_end, NULL};
  static char storage[MW_SMTP_COMMAND_LINE];
  mw_smtp_command_reader reader;
  char buffer[4096];
  mw_status status = mw_smtp_command_reader_init(&reader, storage, sizeof storage, 0, 0);
  say(220, "serve.example ready");
  while (status >= MW_OK && fgets(buffer, sizeof buffer, stdin) != NULL) {
    mw_slice in = mw_slice_text(buffer);
    status = mw_smtp_command_reader_feed(&reader, &in, &callbacks, &reader);
  }
  return 0;
}
