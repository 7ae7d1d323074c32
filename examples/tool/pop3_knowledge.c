/* SPDX-License-Identifier: MIT */
/* What a response means where it stands: its verdict. */
#include <string.h>

#include "known.h"
#include "pop3.h"

/* Of one side alone nobody knows what it answers: a command, most likely. */
static mw_place pop3_place(const conversation *c, const pop3_reply *r)
{
  if (r->greeting) {
    return MW_PLACE_GREETING;
  }
  if (!r->answered) {
    return c->recording->has_order ? MW_PLACE_NOTHING : MW_PLACE_COMMAND;
  }
  return r->answers.auth ? MW_PLACE_AUTH_LINE : MW_PLACE_COMMAND;
}

void pop3_judge(const conversation *c, const pop3_reply *r, mw_judgement *judgement)
{
  mw_pop3_exchange e;
  mw_catalog_match match;
  memset(&e, 0, sizeof e);
  e.place = pop3_place(c, r);
  e.verb = r->answered ? r->answers.verb : MW_POP3_UNKNOWN;
  e.status = r->response.status;
  e.code = r->response.known;
  if (known_rows(kept_text(c, &r->status), &match, 1) > 0) {
    e.row = match.row;
  }
  mw_pop3_verdict_of(&e, judgement);
}
