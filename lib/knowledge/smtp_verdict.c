/* SPDX-License-Identifier: MIT */
/* Which verdict a reply of SMTP gets behind its command, and whether it was to be expected there.
 *
 * The rules are the rows of tables/verdict.def; the last one that fits decides, unless the text is
 * known and says more. What their column `when` may ask for stands here.
 */
#include "knowledge/verdict.h"

#include <string.h>

typedef enum smtp_when {
  SMTP_WHEN_ALWAYS,
  SMTP_WHEN_LMTP,         /* the protocol is LMTP */
  SMTP_WHEN_SMTP,         /* it is not */
  SMTP_WHEN_NOBODY,       /* no recipient was accepted */
  SMTP_WHEN_EXTENSION,    /* an extension has to announce the verb */
  SMTP_WHEN_TEXT,         /* never by a rule: only the text can tell */
  SMTP_WHEN_MAILBOX_FULL, /* the enhanced code is X.2.2 */
  SMTP_WHEN_TOO_LONG,     /* the enhanced code tells of the message's length: X.2.3, X.3.4 */
  SMTP_WHEN_LONG_LINE,    /* the enhanced code is X.5.6 */
  SMTP_WHEN_TLS_FIRST,    /* the enhanced code asks for encryption, or only that can be missing */
  SMTP_WHEN_AUTH_FIRST,   /* a login, or only that can be missing */
} smtp_when;

typedef struct smtp_rule {
  mw_verdict verdict;
  smtp_when when;
  const char *places;
  const char *verbs;
  const char *codes;
} smtp_rule;

static const smtp_rule smtp_rules[] = {
#define MW_SMTP_VERDICT(id, number, places, verbs, codes, when, outcome, retry, connection,        \
                        meaning, rfc)                                                              \
  {MW_VERDICT_##id, SMTP_WHEN_##when, places, verbs, codes},
#include <mailwire/tables/verdict.def>
};

/* Whether the enhanced code is one of that subject, and of one of two details. */
static bool enhanced_tells(const mw_smtp_exchange *of, unsigned subject, unsigned detail,
                           unsigned other)
{
  const mw_enhanced *enhanced = &of->enhanced;
  return enhanced->klass != 0 && enhanced->subject == subject &&
         (enhanced->detail == detail || enhanced->detail == other);
}

static bool needs_extension(mw_smtp_verb verb)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(verb);
  return row != NULL && row->extension[0] != '\0';
}

/* X.7.10 and X.7.11 say that encryption is missing; else a login is, once TLS is active, and TLS is
 * when the login was. */
static bool wants_tls(const mw_smtp_exchange *of)
{
  return enhanced_tells(of, 7, 10, 11) || (of->authenticated && !of->tls);
}

static bool wants_auth(const mw_smtp_exchange *of)
{
  return of->verb == MW_SMTP_ATRN || (of->tls && !of->authenticated);
}

static bool smtp_holds(smtp_when when, const mw_smtp_exchange *of)
{
  switch (when) {
  case SMTP_WHEN_LMTP: return of->lmtp;
  case SMTP_WHEN_SMTP: return !of->lmtp;
  case SMTP_WHEN_NOBODY: return of->recipients_known && of->recipients == 0;
  case SMTP_WHEN_EXTENSION: return needs_extension(of->verb);
  case SMTP_WHEN_TEXT: return false;
  case SMTP_WHEN_MAILBOX_FULL: return enhanced_tells(of, 2, 2, 2);
  case SMTP_WHEN_TOO_LONG: return enhanced_tells(of, 2, 3, 3) || enhanced_tells(of, 3, 4, 4);
  case SMTP_WHEN_LONG_LINE: return enhanced_tells(of, 5, 6, 6);
  case SMTP_WHEN_TLS_FIRST: return wants_tls(of);
  case SMTP_WHEN_AUTH_FIRST: return wants_auth(of);
  default: return true;
  }
}

/* Whether three digits are those of a word of codes: "5yz" is each that begins with 5. */
static bool fits_pattern(const char *word, const char *digits)
{
  size_t i;
  for (i = 0; i < 3; i++) {
    if (word[i] != digits[i] && word[i] != 'y' && word[i] != 'z') {
      return false;
    }
  }
  return true;
}

/* The words have three letters each; an empty list stands for any code. */
static bool has_reply_code(const char *list, const char *digits)
{
  size_t len = strlen(list);
  size_t at;
  for (at = 0; at + 3 <= len; at += 4) {
    if (fits_pattern(list + at, digits)) {
      return true;
    }
  }
  return len == 0;
}

/* Three digits, which a code above 999 does not have. */
static void reply_digits(unsigned code, char digits[4])
{
  bool odd = code > 999;
  digits[0] = odd ? '?' : (char)('0' + code / 100);
  digits[1] = odd ? '?' : (char)('0' + code / 10 % 10);
  digits[2] = odd ? '?' : (char)('0' + code % 10);
  digits[3] = '\0';
}

static bool smtp_rule_applies(const smtp_rule *rule, const mw_smtp_exchange *of, const char *digits)
{
  return has_reply_code(rule->codes, digits) &&
         mwi_words_fit(rule->places, mw_place_name(of->place)) &&
         mwi_words_fit(rule->verbs, mw_smtp_verb_name(of->verb)) && smtp_holds(rule->when, of);
}

/* ---- the text ------------------------------------------------------------------------------- */

/* Whether the text may decide there: the RFCs give other things a meaning of their own. */
static bool smtp_text_counts(const mw_smtp_exchange *of)
{
  switch (of->place) {
  case MW_PLACE_COMMAND: return of->verb != MW_SMTP_QUIT;
  case MW_PLACE_AUTH_LINE: return true;
  case MW_PLACE_END_OF_DATA: return !of->lmtp;
  default: return false;
  }
}

/* Whether the rule is one for what the reply answers, as far as that is known. */
static bool smtp_place_allows(const smtp_rule *rule, const mw_smtp_exchange *of)
{
  return of->verb == MW_SMTP_UNKNOWN || (mwi_words_fit(rule->places, mw_place_name(of->place)) &&
                                         mwi_words_fit(rule->verbs, mw_smtp_verb_name(of->verb)));
}

/* The verdict of the row that the reply is; NONE when it has none, or none that fits there. */
static mw_verdict verdict_by_text(const mw_smtp_exchange *of)
{
  mw_verdict told = mwi_verdict_of_text(of->row);
  size_t i;
  if (told == MW_VERDICT_NONE || of->row->code / 100 != of->code / 100 || !smtp_text_counts(of)) {
    return MW_VERDICT_NONE;
  }
  for (i = 0; i < sizeof smtp_rules / sizeof smtp_rules[0]; i++) {
    if (smtp_rules[i].verdict == told) {
      return smtp_place_allows(&smtp_rules[i], of) ? told : MW_VERDICT_NONE;
    }
  }
  return MW_VERDICT_NONE;
}

/* ---- the rules ------------------------------------------------------------------------------ */

/* The first rule applies to every reply. */
static mw_verdict verdict_by_rules(const mw_smtp_exchange *of)
{
  size_t at = sizeof smtp_rules / sizeof smtp_rules[0];
  char digits[4];
  reply_digits(of->code, digits);
  do {
    at--;
  } while (at > 0 && !smtp_rule_applies(&smtp_rules[at], of, digits));
  return smtp_rules[at].verdict;
}

/* ---- expected ------------------------------------------------------------------------------- */

/* Whether the code's row names the verb, "greeting" or "end-of-data". */
static bool code_row_names(const mw_smtp_exchange *of, const char *word)
{
  const mw_smtp_code_info *row = mw_smtp_code_row(of->code);
  return row != NULL && mwi_words_have(row->commands, word);
}

/* 250 behind DATA answers the message, not the word. */
static bool verb_lists(const mw_smtp_exchange *of, const char *digits)
{
  const mw_smtp_verb_info *row = mw_smtp_verb_row(of->verb);
  return row != NULL && ((of->verb != MW_SMTP_DATA && mwi_words_have(row->success, digits)) ||
                         mwi_words_have(row->intermediate, digits) ||
                         mwi_words_have(row->failure, digits) || code_row_names(of, row->keyword));
}

/* What any command may be answered with (RFC 5321 4.3.2; RFC 4954 6, RFC 3207 4). Of an unknown
 * word 502, too (RFC 5321 4.2.4). */
static bool is_general_reply(const mw_smtp_exchange *of, const char *digits)
{
  if (mw_smtp_verb_row(of->verb) == NULL) {
    return mwi_words_have("421 500 501 502 530", digits);
  }
  switch (of->verb) {
  case MW_SMTP_EHLO:
  case MW_SMTP_HELO:
  case MW_SMTP_LHLO:
  case MW_SMTP_NOOP:
  case MW_SMTP_STARTTLS:
  case MW_SMTP_QUIT: return mwi_words_have("421 500 501", digits);
  default: return mwi_words_have("421 500 501 530", digits);
  }
}

static bool is_reply_expected(const mw_smtp_exchange *of)
{
  char digits[4];
  reply_digits(of->code, digits);
  switch (of->place) {
  case MW_PLACE_GREETING: return code_row_names(of, "greeting");
  case MW_PLACE_END_OF_DATA: return of->code == 421 || code_row_names(of, "end-of-data");
  case MW_PLACE_AUTH_LINE: /* the mechanism and the order were right (RFC 4954 4) */
    return !mwi_words_have("503 504", digits) && verb_lists(of, digits);
  case MW_PLACE_NOTHING: return of->code == 421;
  default: return verb_lists(of, digits) || is_general_reply(of, digits);
  }
}

/* ---- both ----------------------------------------------------------------------------------- */

/* The verb that a place stands for, and the place that a verb does. */
static void settle_exchange(mw_smtp_exchange *of)
{
  switch (of->place) {
  case MW_PLACE_COMMAND:
    if (of->verb == MW_SMTP_BDAT || of->verb == MW_SMTP_BURL) {
      of->place = MW_PLACE_CHUNK;
    }
    return;
  case MW_PLACE_CHUNK: of->verb = of->verb == MW_SMTP_BURL ? MW_SMTP_BURL : MW_SMTP_BDAT; return;
  case MW_PLACE_AUTH_LINE: of->verb = MW_SMTP_AUTH; return;
  case MW_PLACE_END_OF_DATA: of->verb = MW_SMTP_DATA; return;
  default: of->verb = MW_SMTP_UNKNOWN; return;
  }
}

bool mw_smtp_verdict_of(const mw_smtp_exchange *exchange, mw_judgement *judgement)
{
  mw_smtp_exchange of;
  mw_verdict told;
  if (judgement == NULL) {
    return false;
  }
  memset(judgement, 0, sizeof *judgement);
  if (exchange == NULL || exchange->place < MW_PLACE_GREETING ||
      exchange->place > MW_PLACE_NOTHING) {
    return false;
  }
  of = *exchange;
  settle_exchange(&of);
  told = verdict_by_text(&of);
  mwi_judge(told != MW_VERDICT_NONE ? told : verdict_by_rules(&of), is_reply_expected(&of),
            judgement);
  judgement->contradicts = of.enhanced.klass != 0 && of.enhanced.klass != of.code / 100;
  return true;
}
