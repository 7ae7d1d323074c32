/* SPDX-License-Identifier: MIT */
/* Verdicts of SMTP: each rule as its RFC has it, each code of each verb, all codes everywhere. */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/verdict.h>
#include <stdlib.h>

#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

enum { CODES = 1000 };

/* Flags of a row below. */
enum { NOBODY = 1, SOMEBODY = 2, LMTP = 4, TLS = 8, LOGGED_IN = 16, ODD = 32 };

/* A reply as an RFC describes it. The enhanced code is part of the reply; ODD: the code is not
 * expected there. */
static const struct {
  mw_place place;
  const char *verb;
  const char *reply;
  int flags;
  const char *verdict;
  mw_outcome outcome;
  mw_retry retry;
  mw_connection connection;
} rules[] = {
#define RULE(place, verb, reply, flags, verdict, outcome, retry, connection)                       \
  {                                                                                                \
    MW_PLACE_##place, verb, reply, flags, verdict, MW_OUTCOME_##outcome, MW_RETRY_##retry,         \
        MW_CONNECTION_##connection                                                                 \
  }
    /* RFC 5321 3.1, 4.3.2; RFC 7504 3: the greeting. */
    RULE(GREETING, "", "220", 0, "GREETED", DONE, NO_NEED, USABLE),
    RULE(GREETING, "", "554", 0, "NO_SERVICE", PERMANENT, NEVER, QUIT_ONLY),
    RULE(GREETING, "", "521", 0, "GREETING_NEVER", PERMANENT, NEVER, QUIT_ONLY),
    RULE(GREETING, "", "421", 0, "CLOSING", TRANSIENT, LATER, CLOSES),
    RULE(GREETING, "", "250", ODD, "GREETING_ODD", DONE, NO_NEED, DOUBTFUL),
    RULE(GREETING, "", "450", ODD, "GREETING_DEFERRED", TRANSIENT, LATER, QUIT_ONLY),
    RULE(GREETING, "", "354", ODD, "MORE_UNASKED", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    /* RFC 5321 3.8: 421 closes wherever it comes. */
    RULE(COMMAND, "MAIL", "421", 0, "CLOSING", TRANSIENT, LATER, CLOSES),
    RULE(COMMAND, "DATA", "421", 0, "CLOSING", TRANSIENT, LATER, CLOSES),
    RULE(COMMAND, "BDAT", "421", 0, "CLOSING", TRANSIENT, LATER, CLOSES),
    RULE(COMMAND, "QUIT", "421", 0, "CLOSING", TRANSIENT, LATER, CLOSES),
    RULE(END_OF_DATA, "", "421", 0, "CLOSING", TRANSIENT, LATER, CLOSES),
    RULE(AUTH_LINE, "", "421", 0, "CLOSING", TRANSIENT, LATER, CLOSES),
    RULE(NOTHING, "", "421", 0, "CLOSING", TRANSIENT, LATER, CLOSES),
    RULE(NOTHING, "", "221", ODD, "CLOSING_UNASKED", PROTOCOL_ERROR, LATER, CLOSES),
    RULE(NOTHING, "", "250", ODD, "UNASKED", PROTOCOL_ERROR, NO_NEED, DOUBTFUL),
    RULE(COMMAND, "NOOP", "221", ODD, "CLOSING_UNASKED", PROTOCOL_ERROR, LATER, CLOSES),
    RULE(COMMAND, "QUIT", "221", 0, "GOODBYE", DONE, NO_NEED, CLOSES),
    RULE(COMMAND, "QUIT", "500", 0, "QUIT_REFUSED", PERMANENT, NO_NEED, CLOSES),
    /* RFC 5321 3.2, 4.1.4; RFC 2033 4.1: who does not take EHLO may take HELO; LMTP has LHLO. */
    RULE(COMMAND, "EHLO", "500", 0, "TRY_HELO", PERMANENT, WITH_HELO, USABLE),
    RULE(COMMAND, "EHLO", "502", 0, "TRY_HELO", PERMANENT, WITH_HELO, USABLE),
    RULE(COMMAND, "EHLO", "504", 0, "TRY_HELO", PERMANENT, WITH_HELO, USABLE),
    RULE(COMMAND, "EHLO", "550", 0, "TRY_HELO", PERMANENT, WITH_HELO, USABLE),
    RULE(COMMAND, "EHLO", "501", 0, "HELLO_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "HELO", "550", 0, "HELLO_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "EHLO", "500", LMTP, "TRY_LHLO", PERMANENT, WITH_LHLO, USABLE),
    RULE(COMMAND, "LHLO", "500", LMTP, "NO_LMTP", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "LHLO", "500", 0, "NO_LMTP", PERMANENT, NEVER, USABLE),
    /* RFC 5321 4.5.3.1.10: 552 to RCPT is taken for 452, unless it speaks of one mailbox. */
    RULE(COMMAND, "RCPT", "552", 0, "TOO_MANY_RECIPIENTS", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "RCPT", "552 5.5.3", 0, "TOO_MANY_RECIPIENTS", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "RCPT", "452", 0, "TOO_MANY_RECIPIENTS", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "RCPT", "552 5.2.2", 0, "RECIPIENT_FULL", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "RCPT", "452 4.2.2", 0, "RECIPIENT_FULL_NOW", TRANSIENT, LATER, USABLE),
    /* RFC 3463 3.3, 3.4: X.2.2 is a full mailbox wherever it comes, X.2.3 and X.3.4 a long message.
     */
    RULE(COMMAND, "MAIL", "552 5.2.2", 0, "RECIPIENT_FULL", PERMANENT, NEVER, USABLE),
    RULE(END_OF_DATA, "", "552 5.2.2", 0, "RECIPIENT_FULL", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "MAIL", "452 4.2.2", 0, "RECIPIENT_FULL_NOW", TRANSIENT, LATER, USABLE),
    RULE(END_OF_DATA, "", "452 4.2.2", 0, "RECIPIENT_FULL_NOW", TRANSIENT, LATER, USABLE),
    RULE(END_OF_DATA, "", "552 5.2.2", LMTP, "LMTP_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(END_OF_DATA, "", "552 5.2.3", 0, "TOO_BIG", PERMANENT, NEVER, USABLE),
    RULE(END_OF_DATA, "", "552 5.3.4", 0, "TOO_BIG", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "MAIL", "552 5.3.4", 0, "TOO_BIG", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "RCPT", "552 5.2.3", 0, "TOO_BIG_FOR_RECIPIENT", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "RCPT", "552 5.3.4", 0, "TOO_BIG_FOR_RECIPIENT", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "RCPT", "550", 0, "RECIPIENT_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "RCPT", "450", 0, "RECIPIENT_DEFERRED", TRANSIENT, LATER, USABLE),
    /* RFC 5321 3.4, 3.5.3; RFC 7504 4. */
    RULE(COMMAND, "RCPT", "251", 0, "FORWARDED", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "RCPT", "551", 0, "MOVED", PERMANENT, OTHER_ADDRESS, USABLE),
    RULE(COMMAND, "VRFY", "551", 0, "MOVED", PERMANENT, OTHER_ADDRESS, USABLE),
    RULE(COMMAND, "VRFY", "252", 0, "NOT_VERIFIED", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "RCPT", "252", ODD, "DONE", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "RCPT", "556", 0, "DOMAIN_TAKES_NO_MAIL", PERMANENT, NEVER, USABLE),
    /* RFC 5321 4.1.1.11; RFC 4141 4.2. */
    RULE(COMMAND, "MAIL", "555", 0, "PARAMS_REFUSED", PERMANENT, WITHOUT_PARAMETERS, USABLE),
    RULE(COMMAND, "RCPT", "504", 0, "PARAMS_REFUSED", PERMANENT, WITHOUT_PARAMETERS, USABLE),
    RULE(COMMAND, "MAIL", "455", 0, "PARAMS_LATER", TRANSIENT, LATER, USABLE),
    /* RFC 1870 6.1, RFC 1845 3, RFC 5321 4.1.4. */
    RULE(COMMAND, "MAIL", "552", 0, "TOO_BIG", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "MAIL", "452", 0, "NO_ROOM", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "MAIL", "355", 0, "RESUME", CONTINUE, NO_NEED, USABLE),
    RULE(COMMAND, "MAIL", "354", ODD, "MORE_UNASKED", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    RULE(COMMAND, "MAIL", "503", 0, "OUT_OF_ORDER", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "MAIL", "550", 0, "PERMANENT", PERMANENT, NEVER, USABLE),
    /* RFC 4954 6, RFC 3207 4: 530. What is missing is told by the enhanced code, or by what is
     * there already. */
    RULE(COMMAND, "MAIL", "530 5.7.0", 0, "NEEDS_AUTH_OR_TLS", PERMANENT, AFTER_AUTH_OR_STARTTLS,
         USABLE),
    RULE(COMMAND, "MAIL", "530 5.7.0", TLS, "NEEDS_AUTH", PERMANENT, AFTER_AUTH, USABLE),
    RULE(COMMAND, "MAIL", "530", LOGGED_IN, "NEEDS_TLS", PERMANENT, AFTER_STARTTLS, USABLE),
    RULE(COMMAND, "RCPT", "530 5.7.10", 0, "NEEDS_TLS", PERMANENT, AFTER_STARTTLS, USABLE),
    RULE(COMMAND, "ATRN", "530", 0, "NEEDS_AUTH", PERMANENT, AFTER_AUTH, USABLE),
    RULE(COMMAND, "NOOP", "530", ODD, "NEEDS_AUTH_OR_TLS", PERMANENT, AFTER_AUTH_OR_STARTTLS,
         USABLE),
    /* RFC 5321 3.3, 4.1.1.4; RFC 2920 3.1: DATA. */
    RULE(COMMAND, "DATA", "354", 0, "SEND_MESSAGE", CONTINUE, NO_NEED, USABLE),
    RULE(COMMAND, "DATA", "354", SOMEBODY, "SEND_MESSAGE", CONTINUE, NO_NEED, USABLE),
    RULE(COMMAND, "DATA", "354", NOBODY, "SEND_NOTHING", CONTINUE, NO_NEED, USABLE),
    RULE(COMMAND, "DATA", "355", ODD, "MORE_ODD", CONTINUE, NO_NEED, DOUBTFUL),
    RULE(COMMAND, "DATA", "250", ODD, "DONE_WITHOUT_DATA", PROTOCOL_ERROR, LATER, DOUBTFUL),
    RULE(COMMAND, "DATA", "503", NOBODY, "NO_RECIPIENTS", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "DATA", "554", NOBODY, "NO_RECIPIENTS", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "DATA", "503", SOMEBODY, "OUT_OF_ORDER", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "DATA", "451", 0, "TRANSIENT", TRANSIENT, LATER, USABLE),
    /* RFC 5321 4.3.2, 6.1; RFC 2033 4.2: the end of the message. */
    RULE(END_OF_DATA, "", "250", 0, "MESSAGE_TAKEN", DONE, NO_NEED, USABLE),
    RULE(END_OF_DATA, "", "451", 0, "MESSAGE_DEFERRED", TRANSIENT, LATER, USABLE),
    RULE(END_OF_DATA, "", "452", 0, "NO_ROOM", TRANSIENT, LATER, USABLE),
    RULE(END_OF_DATA, "", "552", 0, "TOO_BIG", PERMANENT, NEVER, USABLE),
    RULE(END_OF_DATA, "", "554", 0, "MESSAGE_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(END_OF_DATA, "", "354", ODD, "MORE_UNASKED", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    RULE(END_OF_DATA, "", "250", LMTP, "LMTP_TAKEN", DONE, NO_NEED, USABLE),
    RULE(END_OF_DATA, "", "452", LMTP, "LMTP_DEFERRED", TRANSIENT, LATER, USABLE),
    RULE(END_OF_DATA, "", "552", LMTP, "LMTP_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(END_OF_DATA, "", "421", LMTP, "CLOSING", TRANSIENT, LATER, CLOSES),
    /* RFC 3030 2: after a refused chunk only RSET helps; without CHUNKING its octets are lines. */
    RULE(CHUNK, "", "250", 0, "CHUNK_TAKEN", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "BDAT", "250", 0, "CHUNK_TAKEN", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "BDAT", "250", LMTP, "LMTP_TAKEN", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "BDAT", "452", 0, "CHUNK_DEFERRED", TRANSIENT, LATER, AFTER_RESET),
    RULE(COMMAND, "BDAT", "554", 0, "CHUNK_REFUSED", PERMANENT, NEVER, AFTER_RESET),
    RULE(COMMAND, "BDAT", "503", 0, "CHUNK_OUT_OF_ORDER", PERMANENT, AFTER_RSET, AFTER_RESET),
    RULE(COMMAND, "BDAT", "500", 0, "CHUNK_NOT_READ", PERMANENT, WITHOUT_EXTENSION, DOUBTFUL),
    RULE(COMMAND, "BURL", "554", 0, "CHUNK_REFUSED", PERMANENT, NEVER, AFTER_RESET),
    RULE(COMMAND, "BDAT", "354", ODD, "MORE_UNASKED", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    /* RFC 3207 4. */
    RULE(COMMAND, "STARTTLS", "220", 0, "TLS_BEGINS", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "STARTTLS", "454", 0, "TLS_LATER", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "STARTTLS", "503", 0, "TLS_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "STARTTLS", "502", 0, "EXTENSION_MISSING", PERMANENT, WITHOUT_EXTENSION, USABLE),
    /* RFC 4954 4, 6. */
    RULE(COMMAND, "AUTH", "235", 0, "AUTHENTICATED", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "AUTH", "334", 0, "CHALLENGE", CONTINUE, NO_NEED, USABLE),
    RULE(AUTH_LINE, "", "334", 0, "CHALLENGE", CONTINUE, NO_NEED, USABLE),
    RULE(AUTH_LINE, "", "354", ODD, "MORE_ODD", CONTINUE, NO_NEED, DOUBTFUL),
    RULE(COMMAND, "RCPT", "334", ODD, "CHALLENGE_UNASKED", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    RULE(AUTH_LINE, "", "432", 0, "NEW_PASSWORD", TRANSIENT, OTHER_MECHANISM, USABLE),
    RULE(AUTH_LINE, "", "454", 0, "AUTH_LATER", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "AUTH", "503", 0, "AUTH_ALREADY", PERMANENT, NEVER, USABLE),
    RULE(AUTH_LINE, "", "501", 0, "EXCHANGE_ENDED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "AUTH", "500", 0, "NO_AUTH", PERMANENT, WITHOUT_EXTENSION, USABLE),
    RULE(COMMAND, "AUTH", "500 5.5.6", 0, "AUTH_TOO_LONG", PERMANENT, OTHER_MECHANISM, USABLE),
    RULE(COMMAND, "AUTH", "504", 0, "MECHANISM_UNKNOWN", PERMANENT, OTHER_MECHANISM, USABLE),
    RULE(AUTH_LINE, "", "504", ODD, "MECHANISM_UNKNOWN", PERMANENT, OTHER_MECHANISM, USABLE),
    RULE(COMMAND, "AUTH", "534", 0, "MECHANISM_TOO_WEAK", PERMANENT, OTHER_MECHANISM, USABLE),
    RULE(AUTH_LINE, "", "535", 0, "LOGIN_WRONG", PERMANENT, OTHER_CREDENTIALS, USABLE),
    RULE(AUTH_LINE, "", "525", 0, "ACCOUNT_DISABLED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "AUTH", "538", 0, "AUTH_NEEDS_TLS", PERMANENT, AFTER_STARTTLS, USABLE),
    RULE(COMMAND, "AUTH", "530", 0, "AUTH_NEEDS_TLS", PERMANENT, AFTER_STARTTLS, USABLE),
    /* RFC 1985 5, RFC 2645 5.2.1, RFC 5321 4.1.1.5, 4.2.4. */
    RULE(COMMAND, "ETRN", "251", 0, "ETRN_NOTHING", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "ETRN", "252", 0, "ETRN_STARTED", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "ETRN", "253", 0, "ETRN_STARTED", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "ETRN", "458", 0, "ETRN_UNABLE", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "ETRN", "459", 0, "ETRN_NOT_ALLOWED", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "ETRN", "550", ODD, "ETRN_BROKEN", PERMANENT, WITHOUT_EXTENSION, USABLE),
    RULE(COMMAND, "ATRN", "453", 0, "ATRN_NO_MAIL", TRANSIENT, NO_NEED, USABLE),
    RULE(COMMAND, "ATRN", "250", 0, "REVERSED", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "XCLIENT", "220", 0, "RESTARTED", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "RSET", "501", 0, "RESET_REFUSED", PERMANENT, NEVER, DOUBTFUL),
    RULE(COMMAND, "EXPN", "502", 0, "EXTENSION_MISSING", PERMANENT, WITHOUT_EXTENSION, USABLE),
    RULE(COMMAND, "XYZZY", "500", 0, "NOT_UNDERSTOOD", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "XYZZY", "502", 0, "NOT_IMPLEMENTED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "NOOP", "521", ODD, "HOST_TAKES_NO_MAIL", PERMANENT, NEVER, QUIT_ONLY),
    /* RFC 5321 4.2.1, 4.3.2: the first digit alone. */
    RULE(COMMAND, "NOOP", "299", ODD, "DONE", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "MAIL", "472", ODD, "TRANSIENT", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "RCPT", "571", ODD, "PERMANENT", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "MAIL", "150", ODD, "PRELIMINARY", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    RULE(COMMAND, "MAIL", "650", ODD, "IRREGULAR", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    RULE(COMMAND, "MAIL", "000", ODD, "IRREGULAR", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    RULE(COMMAND, "MAIL", "2500", ODD, "IRREGULAR", PROTOCOL_ERROR, NEVER, DOUBTFUL),
#undef RULE
};

enum { RULES = sizeof rules / sizeof rules[0] };

static mw_judgement judge(const mw_smtp_exchange *exchange)
{
  mw_judgement judgement;
  assert_true(mw_smtp_verdict_of(exchange, &judgement));
  return judgement;
}

static mw_smtp_exchange exchange_of(mw_place place, const char *verb, const char *reply, int flags)
{
  mw_smtp_exchange exchange;
  char *rest;
  memset(&exchange, 0, sizeof exchange);
  exchange.place = place;
  exchange.verb = mw_smtp_verb_find(mw_slice_text(verb));
  exchange.code = (unsigned)strtoul(reply, &rest, 10);
  if (*rest == ' ') {
    assert_true(mw_enhanced_parse(mw_slice_text(rest + 1), &exchange.enhanced, NULL) > 0);
  }
  exchange.lmtp = (flags & LMTP) != 0;
  exchange.tls = (flags & TLS) != 0;
  exchange.authenticated = (flags & LOGGED_IN) != 0;
  exchange.recipients_known = (flags & (NOBODY | SOMEBODY)) != 0;
  exchange.recipients = (flags & SOMEBODY) != 0 ? 3 : 0;
  return exchange;
}

static void test_verdict_of_each_rule(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < RULES; i++) {
    mw_smtp_exchange exchange =
        exchange_of(rules[i].place, rules[i].verb, rules[i].reply, rules[i].flags);
    mw_judgement found = judge(&exchange);
    if (strcmp(mw_verdict_name(found.verdict), rules[i].verdict) != 0 ||
        found.outcome != rules[i].outcome || found.retry != rules[i].retry ||
        found.connection != rules[i].connection ||
        found.expected != ((rules[i].flags & ODD) == 0)) {
      fail_msg("%s %s %s: %s, %s, %s, %s, expected %d, not %s", mw_place_name(rules[i].place),
               rules[i].verb, rules[i].reply, mw_verdict_name(found.verdict),
               mw_outcome_name(found.outcome), mw_retry_name(found.retry),
               mw_connection_name(found.connection), found.expected, rules[i].verdict);
    }
  }
}

/* ---- the reference
 * ----------------------------------------------------------------------------- */

static bool has_word(const char *list, const char *word)
{
  size_t len = strlen(word);
  const char *at;
  for (at = strstr(list, word); at != NULL; at = strstr(at + 1, word)) {
    if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) {
      return true;
    }
  }
  return false;
}

/* What smtp-reply-codes.tsv says of each code. */
static char commands_of[CODES][256];

static void read_codes(void)
{
  static tsv facts;
  int codes = 0;
  tsv_open(&facts, REFERENCE("smtp-reply-codes.tsv"));
  while (tsv_next(&facts)) {
    if (strcmp(tsv_field(&facts, "kind"), "code") == 0) {
      unsigned long code = strtoul(tsv_field(&facts, "code"), NULL, 10);
      const char *commands = tsv_field(&facts, "commands");
      assert_true(code < CODES && strlen(commands) < sizeof commands_of[0]);
      strcpy(commands_of[code], commands);
      codes++;
    }
  }
  assert_true(codes > 40);
}

/* The place of a row of smtp-commands.tsv. */
static mw_place place_of(const char *verb)
{
  if (strcmp(verb, "<end-of-data>") == 0) {
    return MW_PLACE_END_OF_DATA;
  }
  return strcmp(verb, "<auth-response>") == 0 ? MW_PLACE_AUTH_LINE : MW_PLACE_COMMAND;
}

/* 250 in the row of DATA answers the message, which has a row of its own. */
static bool is_listed(const tsv *facts, const char *verb, const char *digits)
{
  return (has_word(tsv_field(facts, "success"), digits) && strcmp(verb, "DATA") != 0) ||
         has_word(tsv_field(facts, "intermediate"), digits) ||
         has_word(tsv_field(facts, "failure"), digits);
}

/* Besides its row: what any command may get (RFC 5321 4.3.2), what needs a login or TLS first (RFC
 * 4954 6, RFC 3207 4), codes that name the verb, and 502 to a word that is not known (4.2.4). */
static bool may_be(mw_place place, const char *verb, unsigned code)
{
  static const char *const never_530[] = {"EHLO", "HELO", "LHLO", "NOOP", "STARTTLS", "QUIT"};
  size_t i;
  if (place == MW_PLACE_END_OF_DATA) {
    return has_word(commands_of[code], "end-of-data");
  }
  if (place == MW_PLACE_AUTH_LINE) {
    return has_word(commands_of[code], "AUTH") && code != 503 && code != 504;
  }
  for (i = 0; i < sizeof never_530 / sizeof never_530[0]; i++) {
    if (code == 530 && strcmp(verb, never_530[i]) == 0) {
      return false;
    }
  }
  return code == 421 || code == 500 || code == 501 || code == 530 ||
         has_word(commands_of[code], verb) || (code == 502 && verb[0] == '<');
}

static int check_codes(const tsv *facts, const char *verb)
{
  mw_smtp_exchange exchange = exchange_of(place_of(verb), verb, "0", 0);
  int expected = 0;
  for (exchange.code = 0; exchange.code < CODES; exchange.code++) {
    char digits[16];
    bool known;
    (void)snprintf(digits, sizeof digits, "%03u", exchange.code);
    known = is_listed(facts, verb, digits) || may_be(exchange.place, verb, exchange.code);
    if (judge(&exchange).expected != known) {
      fail_msg("%s %s: expected %d", verb, digits, !known);
    }
    expected += known ? 1 : 0;
  }
  return expected;
}

static void test_verdict_expects_what_the_reference_lists(void **state)
{
  static tsv facts;
  int expected = 0;
  (void)state;
  read_codes();
  tsv_open(&facts, REFERENCE("smtp-commands.tsv"));
  while (tsv_next(&facts)) {
    const char *verb = tsv_field(&facts, "verb");
    if (strcmp(verb, "X*") != 0) {
      expected += check_codes(&facts, verb);
    }
  }
  assert_true(expected > 250);
}

static void test_verdict_expects_the_greetings(void **state)
{
  mw_smtp_exchange exchange = exchange_of(MW_PLACE_GREETING, "", "0", 0);
  int expected = 0;
  (void)state;
  for (exchange.code = 0; exchange.code < CODES; exchange.code++) {
    expected += judge(&exchange).expected ? 1 : 0;
  }
  assert_int_equal(expected, 4); /* 220 554, RFC 5321 4.3.2; 421; 521, RFC 7504 3 */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_verdict_of_each_rule),
      cmocka_unit_test(test_verdict_expects_what_the_reference_lists),
      cmocka_unit_test(test_verdict_expects_the_greetings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
