/* SPDX-License-Identifier: MIT */
/* Any fields in a command, a reply, an AUTH line: an error and nothing written, or whole lines that
 * are read back as the same command or code, with one CRLF at the end of each and no other CR, LF
 * or NUL.
 *
 *   input: verb, flags, code (2), enhanced (3), three lengths,
 *          then the octets that the fields share
 */
#include "lines.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { HEAD = 10 };

static char buffer[65536];

static void command(const uint8_t *head, mw_slice rest, bool utf8)
{
  mw_smtp_argument a;
  mw_smtp_command back;
  mw_smtp_argument again;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_rules rules;
  mw_writer w;
  mw_slice out;
  memset(&a, 0, sizeof a);
  a.text = field(&rest, head[7]);
  a.initial = field(&rest, head[8]);
  a.params = (head[1] & 2) != 0 ? field(&rest, head[9]) : a.params;
  (void)((head[1] & 4) != 0 && mw_mailbox_parse(rest, NULL, &a.path, &finding));
  if ((head[1] & 8) != 0) {
    a.host.kind = MW_HOST_DOMAIN;
    a.host.text = rest;
  }
  a.last = (head[1] & 16) != 0;
  a.option = (head[1] & 32) != 0 ? '@' : '\0';
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  mw_smtp_command_write(&w, (mw_smtp_verb)(head[0] % 32), &a, NULL);
  out = written(&w);
  if (out.len == 0) {
    return;
  }
  must(lines_of(out) == 1, "a command of several lines");
  mw_rules_init(&rules, utf8 ? MW_ALLOW_UTF8 : 0);
  memset(&finding, 0, sizeof finding);
  out.len -= 2;
  mw_smtp_command_split(out, rules.allow, &back, &finding);
  must(back.verb == (mw_smtp_verb)(head[0] % 32), "another verb comes back");
  must(mw_smtp_argument_parse(&back, &rules, &again, &finding), "the argument is not read back");
  must(mw_slice_equal(a.text, again.text) || back.verb == MW_SMTP_VERB || back.verb == MW_SMTP_ONEX,
       "another text comes back");
  must(mw_slice_equal(a.params, again.params) && mw_slice_equal(a.initial, again.initial) &&
           mw_slice_equal(a.path.local, again.path.local) && a.last == again.last &&
           a.option == again.option,
       "another argument comes back");
}

static void reply(const uint8_t *head, mw_slice rest, bool utf8)
{
  mw_slice texts[3];
  mw_enhanced enhanced = {(uint8_t)(head[4] & 7), (uint16_t)(head[5] * 5), (uint16_t)(head[6] * 5)};
  unsigned code = (unsigned)head[2] << 2 | (head[3] & 3);
  mw_writer w;
  mw_slice out;
  size_t lines = 0;
  texts[0] = field(&rest, head[7]);
  texts[1] = field(&rest, head[8]);
  texts[2] = rest;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  mw_smtp_reply_write(&w, code, enhanced, texts, head[9] % 4);
  out = written(&w);
  lines = lines_of(out);
  while (out.len > 0) {
    const char *end = memchr(out.ptr, '\n', out.len);
    mw_slice line = mw_slice_of(out.ptr, (size_t)(end - 1 - out.ptr));
    mw_smtp_reply_line back;
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    must(mw_smtp_reply_line_parse(line, 0, &back, &finding) && back.code == code, "no line of it");
    must(line.len + 2 <= MW_SMTP_REPLY_LINE, "a line over its limit");
    lines--;
    must(back.last == (lines == 0), "the last line is another");
    out.len -= line.len + 2;
    out.ptr = end + 1;
  }
}

static void auth(mw_slice octets)
{
  mw_writer w;
  mw_slice out;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_sasl_line_write(&w, octets);
  out = written(&w);
  if (out.len > 0) {
    must(lines_of(out) == 1, "an AUTH line of several");
    out.len -= 2;
    must(mw_sasl_line_parse(out, false, &finding) ==
             (octets.len > 0 ? MW_SASL_LINE_RESPONSE : MW_SASL_LINE_EMPTY),
         "another AUTH line");
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *block;
  mw_slice octets;
  if (size < HEAD) {
    return 0;
  }
  block = calloc(size > HEAD ? size - HEAD : 1, 1);
  octets = mw_slice_of(block, size - HEAD);
  if (size > HEAD) {
    memcpy(block, data + HEAD, size - HEAD);
  }
  command(data, octets, (data[1] & 1) != 0);
  reply(data, octets, (data[1] & 1) != 0);
  auth(octets);
  free(block);
  return 0;
}
