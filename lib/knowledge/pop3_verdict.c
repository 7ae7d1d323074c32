/* SPDX-License-Identifier: MIT */
/* Which verdict an answer of POP3 gets behind its command, and whether it was to be expected there.
 *
 * The rules are the rows of tables/verdict.def; the last one that fits decides, unless the text is
 * known and says more. What their column `when` may ask for stands here.
 */
#include "knowledge/verdict.h"

#include <string.h>

typedef enum pop3_when {
  POP3_WHEN_ALWAYS,
  POP3_WHEN_TRANSACTION,   /* the login was before this command */
  POP3_WHEN_CHALLENGE_DUE, /* AUTH cannot have succeeded without a challenge */
  POP3_WHEN_TEXT,          /* never by a rule: only the text can tell */
} pop3_when;

typedef struct pop3_rule {
  mw_verdict verdict;
  pop3_when when;
  const char *places;
  const char *verbs;
  const char *statuses;
  const char *codes;
} pop3_rule;

static const pop3_rule pop3_rules[] = {
#define MW_POP3_VERDICT(id, number, places, verbs, statuses, codes, when, outcome, retry,          \
                        connection, meaning, rfc)                                                  \
  {MW_VERDICT_##id, POP3_WHEN_##when, places, verbs, statuses, codes},
#include <mailwire/tables/verdict.def>
};

static bool pop3_holds(pop3_when when, const mw_pop3_exchange *of)
{
  switch (when) {
  case POP3_WHEN_TRANSACTION: return of->transaction;
  case POP3_WHEN_CHALLENGE_DUE: return of->challenge_due;
  case POP3_WHEN_TEXT: return false;
  default: return true;
  }
}

/* The response code as on the wire; "" for none. */
static const char *code_text(const mw_pop3_exchange *of)
{
  const mw_pop3_code_info *row = mw_pop3_code_row(of->code);
  return row == NULL ? "" : row->text;
}

static bool pop3_applies(const pop3_rule *rule, const mw_pop3_exchange *of)
{
  return mwi_words_fit(rule->statuses, mw_pop3_status_name(of->status)) &&
         mwi_words_fit(rule->codes, code_text(of)) &&
         mwi_words_fit(rule->places, mw_place_name(of->place)) &&
         mwi_words_fit(rule->verbs, mw_pop3_verb_name(of->verb)) && pop3_holds(rule->when, of);
}

/* Whether the rule is one for what the line answers, as far as that is known. */
static bool pop3_place_allows(const pop3_rule *rule, const mw_pop3_exchange *of)
{
  return mwi_words_fit(rule->places, mw_place_name(of->place)) &&
         (of->verb == MW_POP3_UNKNOWN || mwi_words_fit(rule->verbs, mw_pop3_verb_name(of->verb)));
}

/* Whether the text may decide there. QUIT ends the session, whatever is said. */
static bool pop3_text_counts(const mw_pop3_exchange *of)
{
  return of->place != MW_PLACE_GREETING && of->verb != MW_POP3_QUIT;
}

/* Words about the login do not overrule a code that says that another thing is wrong (RFC 3206 4).
 */
static bool is_code_against(const mw_pop3_exchange *of, mw_verdict told)
{
  return told == MW_VERDICT_POP3_LOGIN_WRONG && of->code != MW_POP3_CODE_UNKNOWN &&
         of->code != MW_POP3_CODE_AUTH;
}

/* The verdict of the row that the line is; NONE when it has none, or none that fits there. */
static mw_verdict pop3_verdict_by_text(const mw_pop3_exchange *of)
{
  mw_verdict told = mwi_verdict_of_text(of->row);
  size_t i;
  if (told == MW_VERDICT_NONE || of->row->status != of->status || !pop3_text_counts(of) ||
      is_code_against(of, told)) {
    return MW_VERDICT_NONE;
  }
  for (i = 0; i < sizeof pop3_rules / sizeof pop3_rules[0]; i++) {
    if (pop3_rules[i].verdict == told) {
      return pop3_place_allows(&pop3_rules[i], of) ? told : MW_VERDICT_NONE;
    }
  }
  return MW_VERDICT_NONE;
}

/* The first rule applies to every answer. */
static mw_verdict pop3_verdict_by_rules(const mw_pop3_exchange *of)
{
  size_t at = sizeof pop3_rules / sizeof pop3_rules[0];
  do {
    at--;
  } while (at > 0 && !pop3_applies(&pop3_rules[at], of));
  return pop3_rules[at].verdict;
}

/* Response codes go with -ERR (RFC 2449 8.1, RFC 3206 4), and with the commands of their row. */
static bool is_code_expected(const mw_pop3_exchange *of)
{
  const mw_pop3_code_info *row = mw_pop3_code_row(of->code);
  if (row == NULL) {
    return true;
  }
  return of->status == MW_POP3_STATUS_ERR &&
         (mwi_words_have(row->commands, "any") ||
          mwi_words_have(row->commands, mw_pop3_verb_name(of->verb)));
}

static bool is_status_expected(const mw_pop3_exchange *of)
{
  switch (of->status) {
  case MW_POP3_STATUS_OK: return of->place != MW_PLACE_NOTHING;
  case MW_POP3_STATUS_ERR: return of->place == MW_PLACE_COMMAND || of->place == MW_PLACE_AUTH_LINE;
  case MW_POP3_STATUS_CHALLENGE: return of->verb == MW_POP3_AUTH;
  default: return false;
  }
}

static bool is_pop3_place(mw_place place)
{
  switch (place) {
  case MW_PLACE_GREETING:
  case MW_PLACE_COMMAND:
  case MW_PLACE_AUTH_LINE:
  case MW_PLACE_NOTHING: return true;
  default: return false;
  }
}

bool mw_pop3_verdict_of(const mw_pop3_exchange *exchange, mw_judgement *judgement)
{
  mw_pop3_exchange of;
  mw_verdict told;
  if (judgement == NULL) {
    return false;
  }
  memset(judgement, 0, sizeof *judgement);
  if (exchange == NULL || !is_pop3_place(exchange->place)) {
    return false;
  }
  of = *exchange;
  if (of.place != MW_PLACE_COMMAND) {
    of.verb = of.place == MW_PLACE_AUTH_LINE ? MW_POP3_AUTH : MW_POP3_UNKNOWN;
  }
  told = pop3_verdict_by_text(&of);
  mwi_judge(told != MW_VERDICT_NONE ? told : pop3_verdict_by_rules(&of),
            is_status_expected(&of) && is_code_expected(&of), judgement);
  if (judgement->outcome == MW_OUTCOME_PROTOCOL_ERROR) {
    judgement->expected = false;
  }
  return true;
}
