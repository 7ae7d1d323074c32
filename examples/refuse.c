/* SPDX-License-Identifier: MIT */
/* A reply made of text that somebody else chose: what cannot be said safely is not said.
 *
 *   build/bin/refuse 'No such user'
 *   build/bin/refuse "$(printf 'hello\r\n250 forged')"
 */
#include <mailwire/mailwire.h>
#include <stdio.h>

/* README: refuse */
static int refuse(const char *why)
{
  char buffer[2048];
  mw_enhanced no_such_mailbox = {5, 1, 1};
  mw_writer w;
  mw_slice reply;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_reply_write_line(&w, 550, no_such_mailbox, mw_slice_text(why));
  if (mw_writer_result(&w, &reply) != MW_OK) {
    fputs("that text would forge a line, or is too long: nothing was written\n", stderr);
    return 2;
  }
  fwrite(reply.ptr, 1, reply.len, stdout); /* whole lines, each "550-5.1.1 ..." but the last */
  return 0;
}
/* end */

int main(int argc, char **argv)
{
  return refuse(argc > 1 ? argv[1] : "No such user here");
}
