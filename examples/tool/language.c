/* SPDX-License-Identifier: MIT */
/* What language a recording is in: the server's first line tells; where it does not, the first of
 * the client's verbs that only one protocol has. */
#include "conversation.h"

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* "+OK", "-ERR", "+ ", or "220" and the like. */
static language server_speaks(mw_slice first)
{
  if (first.len >= 1 && (first.ptr[0] == '+' || first.ptr[0] == '-')) {
    return LANGUAGE_POP3;
  }
  if (first.len >= 3 && is_digit(first.ptr[0]) && is_digit(first.ptr[1]) &&
      is_digit(first.ptr[2])) {
    return LANGUAGE_SMTP;
  }
  return LANGUAGE_UNKNOWN;
}

/* UNKNOWN where both have the verb, or none has. */
static language verb_is_of(mw_slice line)
{
  char name[20];
  bool smtp;
  bool pop3;
  verb_of_line(line, name);
  smtp = mw_smtp_verb_find(mw_slice_text(name)) != MW_SMTP_UNKNOWN;
  pop3 = mw_pop3_verb_find(mw_slice_text(name)) != MW_POP3_UNKNOWN;
  if (smtp == pop3) {
    return LANGUAGE_UNKNOWN;
  }
  return smtp ? LANGUAGE_SMTP : LANGUAGE_POP3;
}

static language client_speaks(mw_slice octets)
{
  while (octets.len > 0) {
    mw_slice line = mw_slice_of(octets.ptr, 0);
    language speaks;
    while (line.len < octets.len && octets.ptr[line.len] != '\n') {
      line.len++;
    }
    octets.ptr += line.len < octets.len ? line.len + 1 : line.len;
    octets.len -= line.len < octets.len ? line.len + 1 : line.len;
    line.len -= line.len > 0 && line.ptr[line.len - 1] == '\r' ? 1 : 0;
    speaks = verb_is_of(line);
    if (speaks != LANGUAGE_UNKNOWN) {
      return speaks;
    }
  }
  return LANGUAGE_UNKNOWN;
}

language language_of(const recording *r)
{
  language speaks = server_speaks(mw_slice_of(r->server.ptr, r->server.len));
  if (speaks == LANGUAGE_UNKNOWN) {
    speaks = client_speaks(mw_slice_of(r->client.ptr, r->client.len));
  }
  return speaks == LANGUAGE_UNKNOWN ? LANGUAGE_SMTP : speaks;
}
