/* SPDX-License-Identifier: MIT */
/* What a reply means where it stands: its verdict, and the row of the catalogue that it is. */
#include <string.h>

#include "known.h"
#include "smtp.h"

/* Of one side alone nobody knows what it answers: a command, most likely. The last chunk that was
 * taken is the message (RFC 3030 2, RFC 4468 3.2). */
static mw_place smtp_place(const conversation *c, const smtp_reply *r)
{
  if (r->greeting) {
    return MW_PLACE_GREETING;
  }
  if (!r->answered) {
    return c->recording->has_order && !r->doubtful ? MW_PLACE_NOTHING : MW_PLACE_COMMAND;
  }
  switch (r->answers.step.place) {
  case MW_SMTP_PLACE_AUTH_LINE: return MW_PLACE_AUTH_LINE;
  case MW_SMTP_PLACE_MESSAGE: return MW_PLACE_END_OF_DATA;
  default: break;
  }
  return r->first.line.code / 100 == 2 && r->final ? MW_PLACE_END_OF_DATA : MW_PLACE_COMMAND;
}

void smtp_judge(const conversation *c, const smtp_reply *r, mw_judgement *judgement)
{
  mw_smtp_exchange e;
  mw_catalog_match match;
  memset(&e, 0, sizeof e);
  e.place = smtp_place(c, r);
  e.verb = r->answered ? r->answers.step.verb : MW_SMTP_UNKNOWN;
  if (e.place == MW_PLACE_AUTH_LINE) {
    e.verb = MW_SMTP_AUTH;
  }
  e.code = r->first.line.code;
  e.enhanced = r->first.line.enhanced;
  e.lmtp = c->smtp->tally.lmtp;
  e.tls = c->tally.tls;
  e.row = smtp_rows_of(c, r, &match, 1) > 0 ? match.row : NULL;
  mw_smtp_verdict_of(&e, judgement);
}

mw_slice smtp_first_line(const conversation *c, const smtp_reply *r)
{
  mw_slice text = kept_text(c, &r->lines[0]);
  uint64_t begin = r->first.offset; /* the code and what separates it stand in front of the text */
  return mw_slice_of(c->recording->server.ptr + begin,
                     text.len > 0 ? (size_t)(r->lines[0].offset - begin) + text.len : 3);
}

size_t smtp_rows_of(const conversation *c, const smtp_reply *r, mw_catalog_match *rows, size_t most)
{
  return known_rows(smtp_first_line(c, r), rows, most);
}
