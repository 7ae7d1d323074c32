/* SPDX-License-Identifier: MIT */
/* Verdicts by text: lines that servers send, known by the catalogue, judged where they stand. */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/verdict.h>

typedef struct known_line {
  mw_place place;
  const char *verb;
  const char *line;
  const char *verdict;
  mw_outcome outcome;
  mw_retry retry;
  mw_connection connection;
} known_line;

#define LINE(place, verb, line, verdict, outcome, retry, connection)                               \
  {                                                                                                \
    MW_PLACE_##place, verb, line, verdict, MW_OUTCOME_##outcome, MW_RETRY_##retry,                 \
        MW_CONNECTION_##connection                                                                 \
  }

static const known_line smtp_lines[] = {
    /* RFC 5321 3.3, 4.1.4: what is missing is sent first; RSET only ends what is open. */
    LINE(COMMAND, "MAIL", "503 5.5.1 Error: nested MAIL command", "TRANSACTION_OPEN", PERMANENT,
         AFTER_RSET, USABLE),
    LINE(COMMAND, "MAIL", "503 sender already given", "TRANSACTION_OPEN", PERMANENT, AFTER_RSET,
         USABLE),
    LINE(COMMAND, "STARTTLS", "503 5.5.1 Error: MAIL transaction in progress", "TRANSACTION_OPEN",
         PERMANENT, AFTER_RSET, USABLE),
    LINE(COMMAND, "MAIL", "503 5.5.2 Send hello first", "HELLO_FIRST", PERMANENT, AFTER_HELLO,
         USABLE),
    LINE(COMMAND, "MAIL", "503 5.5.1 Error: send HELO/EHLO first", "HELLO_FIRST", PERMANENT,
         AFTER_HELLO, USABLE),
    LINE(COMMAND, "RCPT", "503 5.5.1 Error: need MAIL command", "MAIL_FIRST", PERMANENT, AFTER_MAIL,
         USABLE),
    LINE(COMMAND, "RCPT", "503 need MAIL before RCPT", "MAIL_FIRST", PERMANENT, AFTER_MAIL, USABLE),
    LINE(COMMAND, "", "503 MAIL first", "MAIL_FIRST", PERMANENT, AFTER_MAIL, USABLE),
    LINE(COMMAND, "", "503 MAIL first (#5.5.1)", "MAIL_FIRST", PERMANENT, AFTER_MAIL, USABLE),
    LINE(COMMAND, "DATA", "503 RCPT first", "RCPT_FIRST", PERMANENT, AFTER_RCPT, USABLE),
    LINE(COMMAND, "DATA", "503 RCPT first (#5.5.1)", "RCPT_FIRST", PERMANENT, AFTER_RCPT, USABLE),
    LINE(COMMAND, "DATA", "503 valid RCPT command must precede DATA", "RCPT_FIRST", PERMANENT,
         AFTER_RCPT, USABLE),
    LINE(COMMAND, "MAIL", "503 5.7.0 Error: access denied for unknown[192.0.2.1]", "PERMANENT",
         PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "", "503 5.5.1 Error: already authenticated", "AUTH_ALREADY", PERMANENT, NEVER,
         USABLE),
    LINE(COMMAND, "", "503 5.5.1 Error: TLS already active", "TLS_REFUSED", PERMANENT, NEVER,
         USABLE),
    LINE(COMMAND, "AUTH", "503 AUTH command used when not advertised", "NO_AUTH", PERMANENT,
         WITHOUT_EXTENSION, USABLE),
    LINE(COMMAND, "MAIL", "503 zzz", "OUT_OF_ORDER", PERMANENT, NEVER, USABLE),
    /* RFC 3207 4, RFC 4954 6: 530 stands for both, its text for one. */
    LINE(COMMAND, "MAIL", "530 5.7.0 Must issue a STARTTLS command first", "NEEDS_TLS", PERMANENT,
         AFTER_STARTTLS, USABLE),
    LINE(COMMAND, "MAIL", "530 5.7.0 Authentication required", "NEEDS_AUTH", PERMANENT, AFTER_AUTH,
         USABLE),
    LINE(COMMAND, "MAIL", "451 5.7.3 STARTTLS is required to send mail", "TLS_TO_SEND", TRANSIENT,
         AFTER_STARTTLS, USABLE),
    /* RFC 3030 2: what failed within a chunked message needs RSET. */
    LINE(COMMAND, "DATA", "503 5.5.1 Error: DATA after BDAT", "CHUNKS_OPEN", PERMANENT, AFTER_RSET,
         AFTER_RESET),
    LINE(COMMAND, "BDAT", "503 5.5.1 Error: need RCPT command", "CHUNK_OUT_OF_ORDER", PERMANENT,
         AFTER_RSET, AFTER_RESET),
    /* RFC 3463 3.3: a full mailbox, with the enhanced code or without. */
    LINE(COMMAND, "RCPT", "552 Mailbox full", "RECIPIENT_FULL", PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "", "552 5.2.2 Mailbox full", "RECIPIENT_FULL", PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "", "452 4.2.2 Mailbox full", "RECIPIENT_FULL_NOW", TRANSIENT, LATER, USABLE),
    LINE(END_OF_DATA, "", "552 Quota exceeded (mailbox for user is full)", "RECIPIENT_FULL",
         PERMANENT, NEVER, USABLE),
    LINE(END_OF_DATA, "", "452-4.2.2 The recipient's inbox is out of storage space.",
         "RECIPIENT_FULL_NOW", TRANSIENT, LATER, USABLE),
    /* RFC 5321 4.2.5: who says "queued" has the message, whether its command is known or not. */
    LINE(COMMAND, "", "250 2.0.0 Ok: queued as 4F2A9C", "MESSAGE_TAKEN", DONE, NO_NEED, USABLE),
    LINE(END_OF_DATA, "", "250 2.0.0 Ok: queued as 4F2A9C", "MESSAGE_TAKEN", DONE, NO_NEED, USABLE),
    LINE(COMMAND, "", "250 ok 1234567890 qp 12345", "MESSAGE_TAKEN", DONE, NO_NEED, USABLE),
    LINE(COMMAND, "DATA", "250 2.0.0 Ok: queued as 4F2A9C", "DONE_WITHOUT_DATA", PROTOCOL_ERROR,
         LATER, DOUBTFUL),
    LINE(COMMAND, "RCPT", "250 2.0.0 Ok: queued as 4F2A9C", "DONE", DONE, NO_NEED, USABLE),
    LINE(COMMAND, "BDAT", "250 2.0.0 Ok: queued as 4F2A9C", "CHUNK_TAKEN", DONE, NO_NEED, USABLE),
    /* Exim and Gmail close behind these. */
    LINE(COMMAND, "", "500 Too many unrecognized commands", "CLOSED_ON_ERROR", PERMANENT, NEVER,
         CLOSES),
    LINE(COMMAND, "NOOP", "502 5.5.1 Too many unrecognized commands, goodbye.", "CLOSED_ON_ERROR",
         PERMANENT, NEVER, CLOSES),
    LINE(COMMAND, "NOOP", "554 Too many nonmail commands", "CLOSED_ON_ERROR", PERMANENT, NEVER,
         CLOSES),
    /* RFC 5321 4.2: a code that servers use for other things than it is for; their text tells. */
    LINE(COMMAND, "RCPT", "552 1 Requested mail action aborted, mailbox not found",
         "RECIPIENT_REFUSED", PERMANENT, NEVER, USABLE),
    LINE(END_OF_DATA, "",
         "552 5.2.0 abc This message has been rejected due to content judged to be spam by the "
         "internet community",
         "MESSAGE_REFUSED", PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "RCPT", "504 5.5.2 <x>: Helo command rejected: need fully-qualified hostname",
         "PERMANENT", PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "EHLO", "504 5.5.2 <x>: Helo command rejected: need fully-qualified hostname",
         "PERMANENT", PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "RCPT",
         "504 5.5.2 <a@b>: Recipient address rejected: need fully-qualified address",
         "RECIPIENT_REFUSED", PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "RCPT", "504 5.5.2 <a@b>: Sender address rejected: need fully-qualified address",
         "PERMANENT", PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "MAIL", "555 5.5.2 Syntax error, goodbye. abc - gsmtp", "NOT_UNDERSTOOD",
         PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "EHLO", "500 5.5.1 Error: EHLO not allowed in LMTP server", "TRY_LHLO", PERMANENT,
         WITH_LHLO, USABLE),
    LINE(COMMAND, "MAIL", "553 5.7.1 <a@b.example>: Sender address rejected: not logged in",
         "NEEDS_AUTH", PERMANENT, AFTER_AUTH, USABLE),
    LINE(COMMAND, "RCPT",
         "503 This mail server requires authentication when attempting to send to a non-local "
         "e-mail address.",
         "NEEDS_AUTH", PERMANENT, AFTER_AUTH, USABLE),
    LINE(COMMAND, "", "521 5.5.1 Protocol error", "CLOSED_ON_ERROR", PERMANENT, NEVER, CLOSES),
    /* RFC 4954 6: 535 and 534 for what no other password, or one of another kind, can mend. */
    LINE(AUTH_LINE, "",
         "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the "
         "Tenant.",
         "PERMANENT", PERMANENT, NEVER, USABLE),
    LINE(AUTH_LINE, "",
         "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
         "MECHANISM_TOO_WEAK", PERMANENT, OTHER_MECHANISM, USABLE),
    LINE(AUTH_LINE, "", "534-5.7.9 Application-specific password required. Learn more at",
         "LOGIN_WRONG", PERMANENT, OTHER_CREDENTIALS, USABLE),
    /* Places with rules of their own. */
    LINE(GREETING, "", "503 5.5.2 Send hello first", "NO_SERVICE", PERMANENT, NEVER, QUIT_ONLY),
    LINE(NOTHING, "", "503 5.5.2 Send hello first", "UNASKED", PROTOCOL_ERROR, NO_NEED, DOUBTFUL),
    LINE(COMMAND, "QUIT", "503 5.5.2 Send hello first", "QUIT_REFUSED", PERMANENT, NO_NEED, CLOSES),
};

static const known_line pop3_lines[] = {
    /* RFC 1939 3: after a time-out, and after such words, the server closes. */
    LINE(COMMAND, "", "-ERR Disconnected for inactivity.", "POP3_CLOSED", TRANSIENT, LATER, CLOSES),
    LINE(NOTHING, "", "-ERR Disconnected for inactivity.", "POP3_CLOSED", TRANSIENT, LATER, CLOSES),
    LINE(NOTHING, "", "-ERR Too many invalid bad commands.", "POP3_CLOSED_ON_ERROR", PERMANENT,
         NEVER, CLOSES),
    LINE(COMMAND, "STAT", "-ERR Autologout; idle for too long", "POP3_CLOSED", TRANSIENT, LATER,
         CLOSES),
    LINE(COMMAND, "RETR", "-ERR Server shutting down.", "POP3_CLOSED", TRANSIENT, LATER, CLOSES),
    LINE(COMMAND, "", "-ERR Too many bad commands.", "POP3_CLOSED_ON_ERROR", PERMANENT, NEVER,
         CLOSES),
    LINE(COMMAND, "", "-ERR Input line too long, aborting.", "POP3_CLOSED_ON_ERROR", PERMANENT,
         NEVER, CLOSES),
    LINE(COMMAND, "AUTH", "-ERR Protocol error. Connection is closed. 10", "POP3_CLOSED_ON_ERROR",
         PERMANENT, NEVER, CLOSES),
    LINE(COMMAND, "PASS", "-ERR Invalid user name or password. Too many invalid logon attempts.",
         "POP3_LOGINS_OVER", PERMANENT, OTHER_CREDENTIALS, CLOSES),
    /* RFC 3206 4: whatever the words are, the code says that the password is not in question. */
    LINE(COMMAND, "PASS", "-ERR [SYS/TEMP] Authentication failed", "POP3_SYSTEM", TRANSIENT, LATER,
         USABLE),
    LINE(COMMAND, "PASS", "-ERR [SYS/PERM] login failed", "POP3_SYSTEM_BROKEN", PERMANENT, NEVER,
         USABLE),
    LINE(COMMAND, "PASS", "-ERR [AUTH] Authentication failed", "POP3_LOGIN_WRONG", PERMANENT,
         OTHER_CREDENTIALS, USABLE),
    LINE(COMMAND, "PASS", "-ERR Disk quota exceeded", "POP3_SYSTEM", TRANSIENT, LATER, USABLE),
    /* RFC 1939 4: a lock passes; the password was right. */
    LINE(COMMAND, "PASS", "-ERR maildrop already locked", "POP3_IN_USE", TRANSIENT, LATER, USABLE),
    LINE(COMMAND, "PASS", "-ERR Unable to lock maildrop: Mailbox is locked by POP server",
         "POP3_IN_USE", TRANSIENT, LATER, USABLE),
    LINE(COMMAND, "", "-ERR mailbox in use", "POP3_IN_USE", TRANSIENT, LATER, USABLE),
    LINE(COMMAND, "PASS", "-ERR maildrop is locked", "POP3_IN_USE", TRANSIENT, LATER, USABLE),
    LINE(COMMAND, "PASS", "-ERR Too many connections", "POP3_SYSTEM", TRANSIENT, LATER, USABLE),
    LINE(AUTH_LINE, "", "-ERR Temporary login failure", "POP3_SYSTEM", TRANSIENT, LATER, USABLE),
    /* RFC 1939 3: what is wrong with the command, not with the message or the password. */
    LINE(COMMAND, "RETR", "-ERR Invalid command.", "POP3_UNKNOWN_COMMAND", PERMANENT,
         WITHOUT_EXTENSION, USABLE),
    LINE(COMMAND, "PASS", "-ERR Unknown command.", "POP3_UNKNOWN_COMMAND", PERMANENT,
         WITHOUT_EXTENSION, USABLE),
    LINE(COMMAND, "USER", "-ERR Command is not valid in this state.", "POP3_WRONG_STATE", PERMANENT,
         NEVER, USABLE),
    LINE(COMMAND, "RETR", "-ERR Missing argument", "POP3_BAD_ARGUMENT", PERMANENT, NEVER, USABLE),
    LINE(COMMAND, "TOP", "-ERR There's no message 99.", "POP3_NO_MESSAGE", PERMANENT, NEVER,
         USABLE),
    LINE(COMMAND, "UIDL", "-ERR zzz", "POP3_MAYBE_NOT_OFFERED", PERMANENT, WITHOUT_EXTENSION,
         USABLE),
    LINE(COMMAND, "USER",
         "-ERR [AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
         "POP3_NEEDS_TLS", PERMANENT, AFTER_STARTTLS, USABLE),
    LINE(COMMAND, "PASS", "-ERR USER first", "POP3_USER_FIRST", PERMANENT, AFTER_USER, USABLE),
    LINE(COMMAND, "", "-ERR Authentication failed.", "POP3_LOGIN_WRONG", PERMANENT,
         OTHER_CREDENTIALS, USABLE),
    /* RFC 3206 4: with or without the code, the password was right and no other one helps. */
    LINE(COMMAND, "PASS", "-ERR POP access disabled", "POP3_SYSTEM_BROKEN", PERMANENT, NEVER,
         USABLE),
    LINE(COMMAND, "PASS", "-ERR No INBOX for user.", "POP3_SYSTEM_BROKEN", PERMANENT, NEVER,
         USABLE),
    LINE(COMMAND, "PASS", "-ERR Unable to open maildrop", "POP3_SYSTEM_BROKEN", PERMANENT, NEVER,
         USABLE),
    LINE(COMMAND, "", "-ERR STLS failed: no certificate", "POP3_NO_TLS", PERMANENT,
         WITHOUT_EXTENSION, USABLE),
    LINE(COMMAND, "", "-ERR TLS is already active.", "POP3_NO_TLS", PERMANENT, WITHOUT_EXTENSION,
         USABLE),
    LINE(COMMAND, "", "-ERR Unsupported authentication mechanism", "POP3_NO_MECHANISM", PERMANENT,
         OTHER_MECHANISM, USABLE),
    LINE(COMMAND, "", "-ERR APOP not enabled.", "POP3_NO_APOP", PERMANENT, OTHER_MECHANISM,
         DOUBTFUL),
    LINE(COMMAND, "", "+OK Logging out.", "POP3_GOODBYE", DONE, NO_NEED, CLOSES),
    /* Places with rules of their own. */
    LINE(GREETING, "", "-ERR Unknown command.", "POP3_NO_SERVICE", TRANSIENT, LATER, CLOSES),
    LINE(NOTHING, "", "-ERR Unknown command.", "POP3_UNASKED", PROTOCOL_ERROR, NO_NEED, DOUBTFUL),
    LINE(COMMAND, "QUIT", "-ERR Unknown command.", "POP3_QUIT_REFUSED", PERMANENT, NO_NEED, CLOSES),
    LINE(COMMAND, "STAT", "+OK Logging out.", "POP3_DONE", DONE, NO_NEED, USABLE),
};

static const mw_catalog_row *row_of(const char *line)
{
  mw_catalog_match match;
  size_t fits = mw_catalog_match_line(mw_catalog_standard(), mw_slice_text(line), &match, 1);
  return fits > 0 ? match.row : NULL;
}

static void compare(const known_line *t, const mw_judgement *found)
{
  if (strcmp(mw_verdict_name(found->verdict), t->verdict) != 0 || found->outcome != t->outcome ||
      found->retry != t->retry || found->connection != t->connection) {
    fail_msg("%s %s %s: %s, %s, %s, %s, not %s", mw_place_name(t->place), t->verb, t->line,
             mw_verdict_name(found->verdict), mw_outcome_name(found->outcome),
             mw_retry_name(found->retry), mw_connection_name(found->connection), t->verdict);
  }
}

static mw_smtp_exchange smtp_exchange_of(const char *line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line reply;
  mw_smtp_exchange of;
  memset(&of, 0, sizeof of);
  assert_true(mw_smtp_reply_line_parse(mw_slice_text(line), 0, &reply, &finding));
  of.place = MW_PLACE_COMMAND;
  of.code = reply.code;
  of.enhanced = reply.enhanced;
  of.row = row_of(line);
  return of;
}

static void test_verdict_by_text_smtp(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < sizeof smtp_lines / sizeof smtp_lines[0]; i++) {
    const known_line *t = &smtp_lines[i];
    mw_smtp_exchange of = smtp_exchange_of(t->line);
    mw_judgement found;
    of.place = t->place;
    of.verb = mw_smtp_verb_find(mw_slice_text(t->verb));
    assert_true(mw_smtp_verdict_of(&of, &found));
    compare(t, &found);
  }
}

static void test_verdict_by_text_pop3(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < sizeof pop3_lines / sizeof pop3_lines[0]; i++) {
    const known_line *t = &pop3_lines[i];
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_pop3_response response;
    mw_pop3_exchange of;
    mw_judgement found;
    memset(&of, 0, sizeof of);
    assert_true(mw_pop3_response_parse(mw_slice_text(t->line), 0, &response, &finding));
    of.place = t->place;
    of.verb = mw_pop3_verb_find(mw_slice_text(t->verb));
    of.status = response.status;
    of.code = response.known;
    of.row = row_of(t->line);
    assert_true(mw_pop3_verdict_of(&of, &found));
    compare(t, &found);
  }
}

/* In LMTP each recipient has its own reply behind the message (RFC 2033 4.2). */
static void test_verdict_by_text_lmtp(void **state)
{
  mw_smtp_exchange of = smtp_exchange_of("552 5.2.2 Mailbox full");
  mw_judgement found;
  (void)state;
  of.place = MW_PLACE_END_OF_DATA;
  of.lmtp = true;
  assert_true(mw_smtp_verdict_of(&of, &found));
  assert_int_equal(found.verdict, MW_VERDICT_LMTP_REFUSED);
}

static const struct {
  const char *row;
  mw_verdict verdict;
} told[] = {
#define MW_VERDICT_BY_TEXT(row, id) {row, MW_VERDICT_##id},
#include <mailwire/tables/verdict.def>
};

enum { TOLD = sizeof told / sizeof told[0] };

/* Each names a row of its protocol that is no alias, once; and what it says is of the row's class.
 */
static void test_verdict_by_text_rows(void **state)
{
  size_t i;
  size_t k;
  (void)state;
  for (i = 0; i < TOLD; i++) {
    const mw_catalog_row *row = mw_catalog_find(mw_catalog_standard(), mw_slice_text(told[i].row));
    mw_outcome outcome = mw_verdict_row(told[i].verdict)->outcome;
    bool good;
    if (row == NULL) {
      fail_msg("%s is no row of the catalogue", told[i].row);
      return;
    }
    good = outcome == MW_OUTCOME_DONE
               ? row->code / 100 == 2 || row->status == MW_POP3_STATUS_OK
               : row->status == MW_POP3_STATUS_ERR ||
                     row->code / 100u == (outcome == MW_OUTCOME_TRANSIENT ? 4u : 5u);
    assert_int_equal(row->code == 0, strncmp(mw_verdict_name(told[i].verdict), "POP3_", 5) == 0);
    for (k = 0; k < i; k++) {
      good = good && strcmp(told[k].row, told[i].row) != 0;
    }
    if (!good) {
      fail_msg("%s cannot be %s, or is so twice", row->name, mw_verdict_name(told[i].verdict));
    }
  }
}

/* A row of the caller's that bears the name of another protocol's decides nothing. */
static void test_verdict_by_text_of_a_strange_row(void **state)
{
  static const mw_catalog_row strange = {
      "pop3.err.timeout", NULL, 550, MW_POP3_STATUS_ERR, "", "zzz", "any", "", ""};
  static const mw_catalog_row other = {
      "smtp.reply.503.need-mail", NULL, 0, MW_POP3_STATUS_ERR, "", "zzz", "any", "", ""};
  static const mw_catalog_row unnamed = {NULL, NULL, 550, MW_POP3_STATUS_NONE, "", "zzz",
                                         "",   "",   ""};
  mw_smtp_exchange smtp;
  mw_pop3_exchange pop3;
  mw_judgement found;
  (void)state;
  memset(&smtp, 0, sizeof smtp);
  memset(&pop3, 0, sizeof pop3);
  smtp.place = pop3.place = MW_PLACE_COMMAND;
  smtp.code = 550;
  smtp.row = &strange;
  assert_true(mw_smtp_verdict_of(&smtp, &found));
  assert_int_equal(found.verdict, MW_VERDICT_PERMANENT);
  smtp.row = &unnamed;
  assert_true(mw_smtp_verdict_of(&smtp, &found));
  assert_int_equal(found.verdict, MW_VERDICT_PERMANENT);
  pop3.status = MW_POP3_STATUS_ERR;
  pop3.row = &other;
  assert_true(mw_pop3_verdict_of(&pop3, &found));
  assert_int_equal(found.verdict, MW_VERDICT_POP3_REFUSED);
}

/* RFC 2034 4: the first digits of both codes are the same. The code decides (RFC 5321 4.2.1). */
static void test_verdict_of_codes_that_contradict(void **state)
{
  static const struct {
    unsigned code;
    mw_enhanced enhanced;
    bool contradicts;
    mw_outcome outcome;
  } codes[] = {
      {550, {4, 7, 1}, true, MW_OUTCOME_PERMANENT},  {451, {5, 7, 3}, true, MW_OUTCOME_TRANSIENT},
      {250, {5, 0, 0}, true, MW_OUTCOME_DONE},       {550, {5, 7, 1}, false, MW_OUTCOME_PERMANENT},
      {550, {0, 0, 0}, false, MW_OUTCOME_PERMANENT}, {250, {2, 1, 0}, false, MW_OUTCOME_DONE},
  };
  mw_smtp_exchange of;
  mw_judgement found;
  size_t i;
  (void)state;
  memset(&of, 0, sizeof of);
  of.place = MW_PLACE_COMMAND;
  for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
    of.code = codes[i].code;
    of.enhanced = codes[i].enhanced;
    assert_true(mw_smtp_verdict_of(&of, &found));
    assert_int_equal(found.contradicts, codes[i].contradicts);
    assert_int_equal(found.outcome, codes[i].outcome);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_verdict_by_text_smtp),
      cmocka_unit_test(test_verdict_by_text_pop3),
      cmocka_unit_test(test_verdict_by_text_lmtp),
      cmocka_unit_test(test_verdict_by_text_rows),
      cmocka_unit_test(test_verdict_by_text_of_a_strange_row),
      cmocka_unit_test(test_verdict_of_codes_that_contradict),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
