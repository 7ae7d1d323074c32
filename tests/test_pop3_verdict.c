/* SPDX-License-Identifier: MIT */
/* Verdicts of POP3: each rule as its RFC has it, each response code, every answer everywhere. */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/verdict.h>

#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

enum { NUMBERS = 256, FIRST_OF_POP3 = 150, VERBS = 64, CODES = 32 };

/* Flags of a row below; ODD: the answer is not expected there. */
enum { TRANSACTION = 1, DUE = 2, ODD = 4 };

static const struct {
  mw_place place;
  const char *verb;
  const char *line;
  int flags;
  const char *verdict;
  mw_outcome outcome;
  mw_retry retry;
  mw_connection connection;
} rules[] = {
#define RULE(place, verb, line, flags, verdict, outcome, retry, connection)                        \
  {                                                                                                \
    MW_PLACE_##place, verb, line, flags, verdict, MW_OUTCOME_##outcome, MW_RETRY_##retry,          \
        MW_CONNECTION_##connection                                                                 \
  }
    /* RFC 1939 4: the greeting is +OK; who says -ERR instead serves nobody now. */
    RULE(GREETING, "", "+OK", 0, "POP3_GREETED", DONE, NO_NEED, USABLE),
    RULE(GREETING, "", "-ERR", ODD, "POP3_NO_SERVICE", TRANSIENT, LATER, CLOSES),
    RULE(GREETING, "", "-ERR [IN-USE]", ODD, "POP3_NO_SERVICE", TRANSIENT, LATER, CLOSES),
    RULE(GREETING, "", "-ERR [SYS/PERM]", ODD, "POP3_SERVICE_BROKEN", PERMANENT, NEVER, CLOSES),
    RULE(GREETING, "", "+ ", ODD, "POP3_CHALLENGE_UNASKED", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    RULE(GREETING, "", "220 mx", ODD, "POP3_NO_STATUS", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    /* RFC 1939 4, 7: the login. After its -ERR the server may close. */
    RULE(COMMAND, "USER", "+OK", 0, "POP3_NAME_TAKEN", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "USER", "-ERR", 0, "POP3_NAME_REFUSED", PERMANENT, OTHER_CREDENTIALS, USABLE),
    RULE(COMMAND, "PASS", "+OK", 0, "POP3_LOGGED_IN", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "PASS", "-ERR", 0, "POP3_LOGIN_REFUSED", PERMANENT, OTHER_CREDENTIALS, DOUBTFUL),
    RULE(COMMAND, "APOP", "-ERR", 0, "POP3_NO_APOP", PERMANENT, OTHER_MECHANISM, DOUBTFUL),
    /* RFC 2449 8.1, RFC 3206 4 and 5, RFC 6856 5. */
    RULE(COMMAND, "PASS", "-ERR [IN-USE]", 0, "POP3_IN_USE", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "PASS", "-ERR [in-use/x]", 0, "POP3_IN_USE", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "APOP", "-ERR [LOGIN-DELAY]", 0, "POP3_LOGIN_DELAY", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "PASS", "-ERR [SYS/TEMP]", 0, "POP3_SYSTEM", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "RETR", "-ERR [SYS/OTHER]", 0, "POP3_SYSTEM", TRANSIENT, LATER, USABLE),
    RULE(COMMAND, "PASS", "-ERR [SYS/PERM]", 0, "POP3_SYSTEM_BROKEN", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "PASS", "-ERR [AUTH]", 0, "POP3_LOGIN_WRONG", PERMANENT, OTHER_CREDENTIALS,
         USABLE),
    RULE(COMMAND, "RETR", "-ERR [UTF8]", 0, "POP3_NEEDS_UTF8", PERMANENT, WITH_UTF8, USABLE),
    RULE(COMMAND, "PASS", "-ERR [UTF8]", ODD, "POP3_NEEDS_UTF8", PERMANENT, WITH_UTF8, USABLE),
    RULE(COMMAND, "PASS", "-ERR [XNEW]", 0, "POP3_LOGIN_REFUSED", PERMANENT, OTHER_CREDENTIALS,
         DOUBTFUL),
    RULE(COMMAND, "PASS", "+OK [IN-USE]", ODD, "POP3_LOGGED_IN", DONE, NO_NEED, USABLE),
    /* RFC 5034 4. */
    RULE(COMMAND, "AUTH", "+ ", 0, "POP3_CHALLENGE", CONTINUE, NO_NEED, USABLE),
    RULE(AUTH_LINE, "", "+ dGV4dA==", 0, "POP3_CHALLENGE", CONTINUE, NO_NEED, USABLE),
    RULE(AUTH_LINE, "", "+OK", 0, "POP3_LOGGED_IN", DONE, NO_NEED, USABLE),
    RULE(AUTH_LINE, "", "-ERR", 0, "POP3_LOGIN_REFUSED", PERMANENT, OTHER_CREDENTIALS, DOUBTFUL),
    RULE(COMMAND, "AUTH", "-ERR", 0, "POP3_NO_MECHANISM", PERMANENT, OTHER_MECHANISM, USABLE),
    RULE(COMMAND, "AUTH", "+OK", 0, "POP3_LOGGED_IN", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "AUTH", "+OK", DUE | ODD, "POP3_DONE_TOO_SOON", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    RULE(COMMAND, "STAT", "+ ", ODD, "POP3_CHALLENGE_UNASKED", PROTOCOL_ERROR, NEVER, DOUBTFUL),
    /* RFC 2449 5, RFC 2595 4, RFC 6856 2 and 3, RFC 1939 7: what a server need not have. */
    RULE(COMMAND, "CAPA", "-ERR", 0, "POP3_NO_CAPA", PERMANENT, WITHOUT_EXTENSION, USABLE),
    RULE(COMMAND, "STLS", "-ERR", 0, "POP3_NO_TLS", PERMANENT, WITHOUT_EXTENSION, USABLE),
    RULE(COMMAND, "STLS", "+OK", 0, "POP3_TLS_BEGINS", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "UTF8", "-ERR", 0, "POP3_NOT_OFFERED", PERMANENT, WITHOUT_EXTENSION, USABLE),
    RULE(COMMAND, "UIDL", "-ERR", 0, "POP3_MAYBE_NOT_OFFERED", PERMANENT, WITHOUT_EXTENSION,
         USABLE),
    RULE(COMMAND, "TOP", "-ERR", 0, "POP3_MAYBE_NOT_OFFERED", PERMANENT, WITHOUT_EXTENSION, USABLE),
    /* RFC 1939 3, 5, 6. */
    RULE(COMMAND, "RETR", "-ERR", TRANSACTION, "POP3_NO_MESSAGE", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "DELE", "-ERR", TRANSACTION, "POP3_NO_MESSAGE", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "STAT", "-ERR", 0, "POP3_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "STAT", "+OK", 0, "POP3_DONE", DONE, NO_NEED, USABLE),
    RULE(COMMAND, "XYZ", "-ERR", 0, "POP3_REFUSED", PERMANENT, NEVER, USABLE),
    RULE(COMMAND, "QUIT", "+OK", TRANSACTION, "POP3_GOODBYE", DONE, NO_NEED, CLOSES),
    RULE(COMMAND, "QUIT", "-ERR", 0, "POP3_QUIT_REFUSED", PERMANENT, NO_NEED, CLOSES),
    RULE(COMMAND, "QUIT", "-ERR", TRANSACTION, "POP3_SOME_KEPT", TRANSIENT, LATER, CLOSES),
    RULE(COMMAND, "QUIT", "-ERR [SYS/TEMP]", TRANSACTION, "POP3_SOME_KEPT", TRANSIENT, LATER,
         CLOSES),
    RULE(NOTHING, "", "-ERR [SYS/TEMP]", ODD, "POP3_UNASKED", PROTOCOL_ERROR, NO_NEED, DOUBTFUL),
    RULE(NOTHING, "", "+OK", ODD, "POP3_UNASKED", PROTOCOL_ERROR, NO_NEED, DOUBTFUL),
#undef RULE
};

enum { RULES = sizeof rules / sizeof rules[0] };

static bool seen[NUMBERS];

static mw_pop3_exchange exchange_of(mw_place place, const char *verb, const char *line, int flags)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_response response;
  mw_pop3_exchange exchange;
  memset(&exchange, 0, sizeof exchange);
  (void)mw_pop3_response_parse(mw_slice_text(line), 0, &response, &finding);
  exchange.place = place;
  exchange.verb = mw_pop3_verb_find(mw_slice_text(verb));
  exchange.status = response.status;
  exchange.code = response.known;
  exchange.transaction = (flags & TRANSACTION) != 0;
  exchange.challenge_due = (flags & DUE) != 0;
  return exchange;
}

static void test_pop3_verdict_of_each_rule(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < RULES; i++) {
    mw_pop3_exchange exchange =
        exchange_of(rules[i].place, rules[i].verb, rules[i].line, rules[i].flags);
    mw_judgement found;
    assert_true(mw_pop3_verdict_of(&exchange, &found));
    if (strcmp(mw_verdict_name(found.verdict), rules[i].verdict) != 0 ||
        found.outcome != rules[i].outcome || found.retry != rules[i].retry ||
        found.connection != rules[i].connection ||
        found.expected != ((rules[i].flags & ODD) == 0)) {
      fail_msg("%s %s %s: %s, %s, %s, %s, expected %d, not %s", mw_place_name(rules[i].place),
               rules[i].verb, rules[i].line, mw_verdict_name(found.verdict),
               mw_outcome_name(found.outcome), mw_retry_name(found.retry),
               mw_connection_name(found.connection), found.expected, rules[i].verdict);
    }
  }
}

/* Each response code of the reference is expected behind the commands that it names. */
static void test_pop3_verdict_expects_codes_where_the_reference_has_them(void **state)
{
  static tsv facts;
  int codes = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("pop3-response-codes.tsv"));
  while (tsv_next(&facts)) {
    const char *commands = tsv_field(&facts, "commands");
    int number;
    mw_pop3_exchange exchange = {MW_PLACE_COMMAND,
                                 MW_POP3_UNKNOWN,
                                 MW_POP3_STATUS_ERR,
                                 MW_POP3_CODE_UNKNOWN,
                                 false,
                                 false,
                                 NULL};
    exchange.code = mw_pop3_code_find(mw_slice_text(tsv_field(&facts, "code")));
    assert_true(exchange.code != MW_POP3_CODE_UNKNOWN);
    for (number = 1; number < VERBS; number++) {
      const mw_pop3_verb_info *row = mw_pop3_verb_row((mw_pop3_verb)number);
      bool named =
          row != NULL && (strcmp(commands, "any") == 0 || strstr(commands, row->keyword) != NULL);
      mw_judgement found;
      if (row != NULL) {
        exchange.verb = row->verb;
        assert_true(mw_pop3_verdict_of(&exchange, &found));
        assert_int_equal(found.expected, named);
      }
    }
    codes++;
  }
  assert_int_equal(codes, 7);
}

/* +OK alone is done, -ERR alone refused; "+" goes on or is an error. */
static bool fits_the_status(const mw_pop3_exchange *of, const mw_judgement *found)
{
  switch (found->outcome) {
  case MW_OUTCOME_DONE: return of->status == MW_POP3_STATUS_OK && found->retry == MW_RETRY_NO_NEED;
  case MW_OUTCOME_CONTINUE: return of->status == MW_POP3_STATUS_CHALLENGE;
  case MW_OUTCOME_TRANSIENT:
    return of->status == MW_POP3_STATUS_ERR && found->retry == MW_RETRY_LATER;
  case MW_OUTCOME_PERMANENT:
    return of->status == MW_POP3_STATUS_ERR && found->retry != MW_RETRY_LATER;
  default:
    return found->outcome == MW_OUTCOME_PROTOCOL_ERROR && !found->expected &&
           found->connection != MW_CONNECTION_USABLE;
  }
}

static void check(const mw_pop3_exchange *of)
{
  mw_judgement found;
  assert_true(mw_pop3_verdict_of(of, &found));
  if (!fits_the_status(of, &found)) {
    fail_msg("%s %s %s: %s does not fit", mw_place_name(of->place), mw_pop3_verb_name(of->verb),
             mw_pop3_status_name(of->status), mw_verdict_name(found.verdict));
  }
  seen[found.verdict] = true;
}

static void check_answers(mw_pop3_exchange *of)
{
  int status;
  int code;
  for (status = MW_POP3_STATUS_NONE; status <= MW_POP3_STATUS_CHALLENGE; status++) {
    for (code = 0; code < CODES; code++) {
      of->status = (mw_pop3_status)status;
      of->code = (mw_pop3_code)code;
      of->transaction = false;
      of->challenge_due = false;
      check(of);
      of->transaction = true;
      check(of);
      of->challenge_due = true;
      check(of);
    }
  }
}

static void test_pop3_verdict_of_everything(void **state)
{
  static const mw_place places[] = {MW_PLACE_GREETING, MW_PLACE_COMMAND, MW_PLACE_AUTH_LINE,
                                    MW_PLACE_NOTHING};
  const mw_catalog *catalog = mw_catalog_standard();
  mw_pop3_exchange of;
  size_t i;
  int number;
  (void)state;
  memset(&of, 0, sizeof of);
  for (i = 0; i < sizeof places / sizeof places[0]; i++) {
    for (number = 0; number < VERBS; number++) {
      of.place = places[i];
      of.verb = (mw_pop3_verb)number;
      check_answers(&of);
    }
  }
  memset(&of, 0, sizeof of);
  of.place = MW_PLACE_COMMAND;
  for (i = 0; i < catalog->count; i++) {
    of.row = &catalog->rows[i];
    of.status = of.row->status;
    check(&of);
  }
  for (number = FIRST_OF_POP3; number < NUMBERS; number++) {
    if (mw_verdict_row((mw_verdict)number) != NULL && !seen[number]) {
      fail_msg("%s decides nowhere", mw_verdict_name((mw_verdict)number));
    }
  }
}

static void test_pop3_verdict_without_a_place(void **state)
{
  static const int places[] = {0, -1, MW_PLACE_END_OF_DATA, MW_PLACE_CHUNK, 7};
  mw_pop3_exchange of = {
      MW_PLACE_COMMAND, MW_POP3_STAT, MW_POP3_STATUS_OK, MW_POP3_CODE_UNKNOWN, false, false, NULL};
  mw_judgement found;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof places / sizeof places[0]; i++) {
    of.place = (mw_place)places[i];
    memset(&found, 0x55, sizeof found);
    assert_false(mw_pop3_verdict_of(&of, &found));
    assert_int_equal(found.verdict, MW_VERDICT_NONE);
  }
  assert_false(mw_pop3_verdict_of(NULL, &found));
  assert_false(mw_pop3_verdict_of(&of, NULL));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_verdict_of_each_rule),
      cmocka_unit_test(test_pop3_verdict_expects_codes_where_the_reference_has_them),
      cmocka_unit_test(test_pop3_verdict_of_everything),
      cmocka_unit_test(test_pop3_verdict_without_a_place),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
