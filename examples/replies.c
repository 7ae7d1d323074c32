/* SPDX-License-Identifier: MIT */
/* The server's side of a captured conversation on stdin, one line for each reply: the pull face of
 * the reply reader with all reporting tolerances, and the tables.
 *
 *   printf '220 mx\r\n550-5.7.1 no\r\n550 5.7.1 never\r\n' | build/bin/replies
 */
#include <inttypes.h>
#include <mailwire/mailwire.h>
#include <stdio.h>

/* README: replies */
static void read_some(mw_smtp_reply_reader *reader, mw_slice in)
{
  mw_smtp_reply_event event;
  while (mw_smtp_reply_reader_next(reader, &in, &event) == MW_OK) {
    if (event.kind == MW_SMTP_EVENT_REPLY_LINE && event.line.last) {
      const mw_smtp_code_info *known = mw_smtp_code_row(event.code);
      printf("%u %s: %s\n", event.code, mw_smtp_class_text(mw_smtp_code_class(event.code)),
             known != NULL ? known->meaning : "a code of its own");
    }
    if (event.fault != MW_FAULT_NONE) {
      printf("! octet %" PRIu64 ": %s\n", event.fault_offset, mw_fault_text(event.fault));
    }
  }
}
/* end */

int main(void)
{
  static char storage[MW_SMTP_REPLY_LINE];
  mw_smtp_reply_reader reader;
  char buffer[4096];
  size_t count;
  if (mw_smtp_reply_reader_init(&reader, storage, sizeof storage, MW_ALLOW_REPORTED) != MW_OK) {
    return 2;
  }
  while ((count = fread(buffer, 1, sizeof buffer, stdin)) > 0) {
    read_some(&reader, mw_slice_of(buffer, count));
  }
  return 0;
}
