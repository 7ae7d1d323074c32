/* SPDX-License-Identifier: MIT */
/* Each reply that a server owes in a state has a situation: smtp-state.tsv row by row.
 *
 * The situations of a row are written from the sections that it names, the usual one first. Each
 * must have one of the row's replies, each of its replies must have a situation, and where the row
 * names an enhanced status code, the first situation has it.
 */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/pop3_situation.h>
#include <mailwire/smtp_situation.h>
#include <stdio.h>

#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

/* Rows without an entry have "-" for a reply. */
static const struct {
  const char *id;
  const char *situations;
} answers[] = {
    {"st001", "GREETING"},
    {"st002", "NO_SERVICE"},
    {"st003", "NO_MAIL_HOST"},
    {"st004", "SHUTTING_DOWN"},
    {"st006", "GOODBYE"},
    {"st007", "OUT_OF_ORDER"},
    {"st008", "NO_MAIL_HOST"},
    {"st009", "HELLO"},
    {"st010", "HELLO"},
    {"st011", "BAD_HELLO BAD_HELLO_LINE NOT_IMPLEMENTED HELLO_REFUSED"},
    {"st012", "BAD_HELLO"},
    {"st013", "HELLO"},
    {"st014", "OK"},
    {"st015", "STATUS HELP"},
    {"st016", "RECIPIENT_OK WILL_FORWARD CANNOT_VERIFY UNKNOWN_USER"},
    {"st017", "RECIPIENT_OK CANNOT_VERIFY NO_MAILING_LIST"},
    {"st018", "OK"},
    {"st019", "GOODBYE"},
    {"st020", "OUT_OF_ORDER"},
    {"st021", "OUT_OF_ORDER"},
    {"st022", "OUT_OF_ORDER NO_RECIPIENTS"},
    {"st023", "OUT_OF_ORDER"},
    {"st024", "OUT_OF_ORDER"},
    {"st025", "HELLO"},
    {"st026", "HELLO"},
    {"st027", "SENDER_OK"},
    {"st028", "BAD_SENDER"},
    {"st029", "UNKNOWN_PARAM"},
    {"st030", "PARAM_NOT_NOW"},
    {"st031", "UNKNOWN_PARAM BAD_PARAM"},
    {"st032", "AUTH_NEEDED"},
    {"st033", "TLS_NEEDED"},
    {"st034", "OUT_OF_ORDER"},
    {"st035", "OUT_OF_ORDER NO_RECIPIENTS"},
    {"st036", "CHUNK_OUT_OF_ORDER"},
    {"st037", "OK"},
    {"st038", "NO_ARGUMENT_ALLOWED"},
    {"st039", "NO_ARGUMENT_ALLOWED"},
    {"st040", "OK"},
    {"st041", "NOT_IMPLEMENTED"},
    {"st042", "ETRN_STARTED ETRN_NOTHING ETRN_PENDING ETRN_COUNT"},
    {"st043", "OK"},
    {"st044", "AUTH_NEEDED"},
    {"st045", "UNKNOWN_VERB"},
    {"st046", "NOT_IMPLEMENTED"},
    {"st047", "NOT_IMPLEMENTED"},
    {"st048", "RECIPIENT_OK WILL_FORWARD"},
    {"st049",
     "UNKNOWN_USER USER_MOVED OVER_QUOTA BAD_MAILBOX_NAME UNKNOWN_PARAM "
     "DOMAIN_TAKES_NO_MAIL MAILBOX_BUSY GREYLISTED LOCAL_ERROR MAILBOX_FULL PARAM_NOT_NOW"},
    {"st050", "OUT_OF_ORDER"},
    {"st051", "OUT_OF_ORDER NO_RECIPIENTS"},
    {"st052", "CHUNK_OUT_OF_ORDER"},
    {"st053", "URL_NO_RECIPIENTS OUT_OF_ORDER"},
    {"st054", "HELLO"},
    {"st055", "OK"},
    {"st056", "RECIPIENT_OK WILL_FORWARD CANNOT_VERIFY"},
    {"st057", "OUT_OF_ORDER"},
    {"st058", "OUT_OF_ORDER"},
    {"st059", "OUT_OF_ORDER"},
    {"st060", "GOODBYE"},
    {"st061", "RECIPIENT_OK WILL_FORWARD"},
    {"st062", "TOO_MANY_RECIPIENTS"},
    {"st063", "OUT_OF_ORDER"},
    {"st064", "START_MAIL"},
    {"st065", "NO_ARGUMENT_ALLOWED"},
    {"st066", "CHUNK_OUT_OF_ORDER"},
    {"st067", "CHUNK_OK"},
    {"st068", "MESSAGE_OK"},
    {"st069", "MESSAGE_OK"},
    {"st070", "CHUNK_OK"},
    {"st071", "OK"},
    {"st073", "MESSAGE_OK"},
    {"st074", "MESSAGE_TOO_BIG TRANSACTION_FAILED LOCAL_ERROR NO_STORAGE MESSAGE_DEFERRED "
              "CONTENT_REFUSED"},
    {"st077", "CHUNK_OK"},
    {"st078", "MESSAGE_OK"},
    {"st079", "CHUNK_OUT_OF_ORDER"},
    {"st080", "OK"},
    {"st081", "LOCAL_ERROR NO_STORAGE MESSAGE_TOO_BIG TRANSACTION_FAILED"},
    {"st082", "OUT_OF_ORDER"},
    {"st083", "CHUNK_OUT_OF_ORDER"},
    {"st084", "OK"},
    {"st085", "AUTH_CHALLENGE AUTH_OK"},
    {"st086", "AUTH_UNKNOWN"},
    {"st087", "AUTH_DONE"},
    {"st088", "AUTH_SERVER_FIRST"},
    {"st089", "AUTH_CANCELLED"},
    {"st090", "AUTH_BAD_BASE64"},
    {"st091", "AUTH_LINE_TOO_LONG"},
    {"st092", "AUTH_FAILED"},
    {"st093", "AUTH_NOT_NOW"},
    {"st094", "AUTH_OK"},
    {"st095", "AUTH_OK"},
    {"st097", "TLS_READY"},
    {"st098", "TLS_NOT_AVAILABLE"},
    {"st099", "NO_ARGUMENT_ALLOWED"},
    {"st100", "TLS_ACTIVE TLS_TOO_WEAK"},
    {"st104", "TLS_TOO_WEAK"},
    {"st107", "SHUTTING_DOWN"},
    {"st108", "LINE_TOO_LONG"},
    {"st109", "NOT_ASCII BAD_ARGUMENT"},
    {"st111", "HELLO"},
    {"st112", "UNKNOWN_VERB"},
    {"st113", "UNKNOWN_VERB"},
    {"st114", "OUT_OF_ORDER"},
    {"st115", "START_MAIL"},
    {"st121", "AUTH_NEEDED"},
    {"st122", "TRANSACTION_FAILED"},
    {"st123", "BAD_SENDER"},
    {"st124", "RELAYING_DENIED"},
    {"st125", "POLICY_REFUSED"},
    {"st126", "NOT_IMPLEMENTED UNKNOWN_VERB"},
    {"st128", "NAME_TAKEN UNKNOWN_MAILBOX"},
    {"st129", "LOGGED_IN NOT_PERMITTED"},
    {"st130", "LOGGED_IN LOGIN_FAILED"},
    {"st131", "LOGGED_IN LOGIN_FAILED MAILDROP_IN_USE"},
    {"st132", "NO_NAME"},
    {"st133", "TLS_READY"},
    {"st134", "TLS_ACTIVE"},
    {"st135", "TLS_AFTER_UTF8"},
    {"st136", "CAPABILITIES"},
    {"st137", "UTF8_ON UTF8_REFUSED"},
    {"st138", "LANGUAGE_SET LANGUAGE_UNKNOWN LANGUAGES_NOT_LISTED"},
    {"st139", "GOODBYE"},
    {"st140", "WRONG_STATE"},
    {"st141", "WRONG_STATE"},
    {"st142", "WRONG_STATE"},
    {"st143", "WRONG_STATE"},
    {"st144", "WRONG_STATE"},
    {"st145", "WRONG_STATE"},
    {"st146", "WRONG_STATE"},
    {"st147", "WRONG_STATE"},
    {"st148", "DONE"},
    {"st149", "DONE"},
    {"st150", "DONE"},
    {"st151", "LISTING"},
    {"st152", "NO_SUCH_MESSAGE MESSAGE_DELETED"},
    {"st153", "MESSAGE"},
    {"st154", "NO_SUCH_MESSAGE MESSAGE_DELETED"},
    {"st155", "MESSAGE"},
    {"st156", "NO_SUCH_MESSAGE MESSAGE_DELETED"},
    {"st157", "LISTING"},
    {"st158", "NO_SUCH_MESSAGE MESSAGE_DELETED"},
    {"st159", "DONE"},
    {"st160", "NO_SUCH_MESSAGE MESSAGE_DELETED"},
    {"st161", "CAPABILITIES"},
    {"st162", "LANGUAGE_SET LANGUAGE_UNKNOWN"},
    {"st163", "WRONG_STATE"},
    {"st164", "WRONG_STATE"},
    {"st165", "WRONG_STATE"},
    {"st166", "WRONG_STATE"},
    {"st167", "WRONG_STATE"},
    {"st168", "WRONG_STATE"},
    {"st169", "GOODBYE SOME_NOT_REMOVED"},
    {"st172", "UNKNOWN_COMMAND"},
    {"st173", "AUTH_CANCELLED"},
    {"st174", "AUTH_BAD_BASE64"},
};

enum { ANSWERS = sizeof answers / sizeof answers[0] };

static tsv facts;

static const char *id(void)
{
  return tsv_field(&facts, "id");
}

static const char *answers_of(const char *row)
{
  size_t i;
  for (i = 0; i < ANSWERS; i++) {
    if (strcmp(answers[i].id, row) == 0) {
      return answers[i].situations;
    }
  }
  return NULL;
}

/* What the situation sends: the code, or the status. */
static void reply_of(const char *name, size_t len, char *reply, size_t size)
{
  mw_slice word = mw_slice_of(name, len);
  if (strcmp(tsv_field(&facts, "protocol"), "pop3") == 0) {
    const mw_pop3_situation_info *row = mw_pop3_situation_row(mw_pop3_situation_find(word));
    if (row == NULL) {
      fail_msg("%s: there is no situation %.*s", id(), (int)len, name);
      return;
    }
    (void)snprintf(reply, size, "%s", mw_pop3_status_name(row->status));
  } else {
    const mw_smtp_situation_info *row = mw_smtp_situation_row(mw_smtp_situation_find(word));
    if (row == NULL) {
      fail_msg("%s: there is no situation %.*s", id(), (int)len, name);
      return;
    }
    (void)snprintf(reply, size, "%u", row->code);
  }
}

/* "4yz" stands for every code that begins so. */
static bool is_reply(const char *alternative, size_t len, const char *reply)
{
  if (len == 3 && memcmp(alternative + 1, "yz", 2) == 0) {
    return alternative[0] == reply[0];
  }
  return strlen(reply) == len && memcmp(alternative, reply, len) == 0;
}

/* Whether one of the words, separated by blanks, is a situation with that reply. */
static bool some_answer_is(const char *words, const char *alternative, size_t len)
{
  while (*words != '\0') {
    char reply[16];
    size_t span = strcspn(words, " ");
    reply_of(words, span, reply, sizeof reply);
    if (is_reply(alternative, len, reply)) {
      return true;
    }
    words += span;
    words += strspn(words, " ");
  }
  return false;
}

static bool some_alternative_is(const char *alternatives, const char *reply)
{
  while (*alternatives != '\0') {
    size_t len = strcspn(alternatives, "|");
    if (is_reply(alternatives, len, reply)) {
      return true;
    }
    alternatives += len + (alternatives[len] == '|');
  }
  return false;
}

/* A code, a class of codes, or a status. A challenge of POP3 ("+ ") is no situation. */
static bool is_answer(const char *alternative, size_t len)
{
  return (len == 3 && alternative[0] >= '2' && alternative[0] <= '5') ||
         (len == 3 && memcmp(alternative, "+OK", 3) == 0) ||
         (len == 4 && memcmp(alternative, "-ERR", 4) == 0);
}

/* Each alternative has a situation. Returns how many there are. */
static int check_alternatives(const char *alternatives, const char *words)
{
  int count = 0;
  while (*alternatives != '\0') {
    size_t len = strcspn(alternatives, "|");
    if (is_answer(alternatives, len)) {
      if (words == NULL || !some_answer_is(words, alternatives, len)) {
        fail_msg("%s: no situation for %.*s", id(), (int)len, alternatives);
      }
      count++;
    }
    alternatives += len + (alternatives[len] == '|');
  }
  return count;
}

static void check_answers(const char *alternatives, const char *words)
{
  while (*words != '\0') {
    char reply[16];
    size_t span = strcspn(words, " ");
    reply_of(words, span, reply, sizeof reply);
    if (!some_alternative_is(alternatives, reply)) {
      fail_msg("%s: %.*s has %s, which is no reply there", id(), (int)span, words, reply);
    }
    words += span;
    words += strspn(words, " ");
  }
}

/* The enhanced code that the note of a row names, as a word of its own. */
static bool noted(mw_enhanced *enhanced)
{
  const char *at = tsv_field(&facts, "note");
  while (*at != '\0') {
    size_t span = strcspn(at, " ;");
    if (mw_enhanced_parse(mw_slice_of(at, span), enhanced, NULL) == span && span > 0) {
      return true;
    }
    at += span;
    at += strspn(at, " ;");
  }
  return false;
}

static int check_enhanced(const char *words)
{
  mw_enhanced enhanced;
  char text[16];
  mw_slice word = mw_slice_of(words, strcspn(words, " "));
  const mw_smtp_situation_info *row = mw_smtp_situation_row(mw_smtp_situation_find(word));
  if (row == NULL || !noted(&enhanced) || !mw_enhanced_fits(enhanced, row->code)) {
    return 0; /* no SMTP, or the section of an RFC */
  }
  (void)snprintf(text, sizeof text, "%u.%u.%u", enhanced.klass, enhanced.subject, enhanced.detail);
  if (strcmp(row->enhanced, text) != 0) {
    fail_msg("%s: %s has %s, not %s", id(), mw_smtp_situation_name(row->situation), row->enhanced,
             text);
  }
  return 1;
}

static void test_states_have_a_situation_for_each_reply(void **state)
{
  int replies = 0;
  int enhanced = 0;
  int rows = 0;
  (void)state;
  tsv_open(&facts, REFERENCE("smtp-state.tsv"));
  while (tsv_next(&facts)) {
    const char *words = answers_of(id());
    const char *alternatives = tsv_field(&facts, "reply");
    int count = check_alternatives(alternatives, words);
    assert_int_equal(count > 0, words != NULL);
    if (words != NULL) {
      check_answers(alternatives, words);
      enhanced += check_enhanced(words);
      rows++;
    }
    replies += count;
  }
  assert_int_equal(rows, ANSWERS);
  assert_int_equal(enhanced, 9);
  assert_true(replies > ANSWERS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_states_have_a_situation_for_each_reply),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
