/* SPDX-License-Identifier: MIT */
/* Where each SMTP situation is met, and that its code is one that the reference lists there.
 *
 * The places are written from the sections that the rows name: a verb, or a line that is none as
 * smtp-commands.tsv spells it; "greeting" for the first reply of a connection. A code fits when the
 * row of the place in smtp-commands.tsv lists it, or the row of the code in smtp-reply-codes.tsv
 * names the place or "any".
 */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/smtp_situation.h>
#include <stdio.h>

#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

/* The situations of each place; a situation may have several. */
static const struct {
  const char *place;
  const char *situations;
} places[] = {
    {"greeting", "GREETING NO_SERVICE NO_MAIL_HOST SHUTTING_DOWN TOO_MANY_CONNECTIONS"},
    {"HELO", "HELLO BAD_HELLO HELLO_REFUSED BAD_HELLO_LINE"},
    {"EHLO", "BAD_HELLO HELLO_REFUSED BAD_HELLO_LINE NOT_IMPLEMENTED"},
    {"LHLO", "BAD_HELLO HELLO_REFUSED BAD_HELLO_LINE"},
    {"NOOP", "OK BAD_SYNTAX BAD_CHARACTER BARE_NEWLINE BAD_UTF8 NOT_ASCII LINE_TOO_LONG "
             "SHUTTING_DOWN IDLE_TIMEOUT CONNECTION_LOST TOO_MANY_ERRORS"},
    {"<unknown>", "UNKNOWN_VERB OTHER_PROTOCOL"},
    {"RSET", "OK NO_ARGUMENT_ALLOWED"},
    {"QUIT", "GOODBYE NO_ARGUMENT_ALLOWED"},
    {"HELP", "STATUS HELP NOT_IMPLEMENTED PARAM_NOT_IMPLEMENTED"},
    {"VRFY", "UNKNOWN_USER WILL_FORWARD CANNOT_VERIFY USER_MOVED AMBIGUOUS_USER UTF8_REPLY "
             "UTF8_REPLY_REFUSED BAD_ARGUMENT PARAM_NOT_IMPLEMENTED"},
    {"EXPN", "CANNOT_VERIFY UTF8_REPLY UTF8_REPLY_REFUSED NO_MAILING_LIST BAD_ARGUMENT"},
    {"MAIL", "SENDER_OK SENDER_REFUSED SENDER_DOMAIN BAD_SENDER UTF8_SENDER OUT_OF_ORDER BAD_PARAM "
             "BAD_PARAM_VALUE PARAM_TWICE PARAM_CONFLICT UNKNOWN_PARAM PARAM_NOT_NOW PATH_TOO_LONG "
             "PARAM_NOT_IMPLEMENTED TLS_NEEDED TLS_TOO_WEAK AUTH_NEEDED MESSAGE_TOO_BIG NO_STORAGE "
             "LOCAL_ERROR SENDER_TAKES_NO_MAIL NO_REVERSE_NAME SPF_FAILED SPF_NOT_NOW RATE_LIMITED "
             "PRIORITY_TOO_LOW PRIORITY_TOO_BIG PRIORITY_CHANGED PRIORITY_NOT_NOW RESUME_AT "
             "SUBMITTER_REFUSED NO_REQUIRETLS BAD_ADDRESS"},
    {"RCPT",
     "RECIPIENT_OK WILL_FORWARD UNKNOWN_USER UNKNOWN_DOMAIN USER_MOVED USER_DISABLED "
     "MAILBOX_BUSY MAILBOX_FULL OVER_QUOTA BAD_MAILBOX_NAME AMBIGUOUS_USER GREYLISTED "
     "DOMAIN_TAKES_NO_MAIL RELAYING_DENIED TOO_MANY_RECIPIENTS BAD_RECIPIENT UTF8_RECIPIENT "
     "OWNER_CHANGED DOMAIN_CHANGED OWNER_UNKNOWN UNKNOWN_PARAM PARAM_NOT_NOW TLS_NEEDED "
     "AUTH_NEEDED OUT_OF_ORDER LOCAL_ERROR"},
    {"DATA", "START_MAIL NO_RECIPIENTS OUT_OF_ORDER CHUNK_OUT_OF_ORDER NO_ARGUMENT_ALLOWED"},
    {"<end-of-data>",
     "MESSAGE_OK MESSAGE_TOO_BIG NO_STORAGE LOCAL_ERROR TRANSACTION_FAILED BAD_CONTENT "
     "TEXT_LINE_TOO_LONG CONTENT_REFUSED ROUTING_LOOP CONVERSION_NEEDED UTF8_MESSAGE "
     "MESSAGE_DEFERRED POLICY_REFUSED DKIM_MISSING DKIM_NOT_ACCEPTED DKIM_OTHER_AUTHOR "
     "CHECKS_FAILED ARC_FAILED MESSAGE_CONVERTED SUBMITTER_DIFFERS SUBMITTER_UNVERIFIED "
     "PRIORITY_CHANGED OVER_QUOTA MAILBOX_FULL"},
    {"BDAT", "CHUNK_OK MESSAGE_OK CHUNK_OUT_OF_ORDER BAD_CHUNK MESSAGE_TOO_BIG NO_STORAGE"},
    {"BURL", "CHUNK_OK CONVERSION_NEEDED URL_NO_RECIPIENTS URL_FAILED URL_NOT_TRUSTED URL_REFUSED "
             "URL_NOT_NOW MESSAGE_CONVERTED OVER_QUOTA"},
    {"STARTTLS", "TLS_READY TLS_NOT_AVAILABLE TLS_ACTIVE NO_ARGUMENT_ALLOWED PLAINTEXT_LEFT"},
    {"AUTH", "AUTH_CHALLENGE AUTH_OK AUTH_FAILED AUTH_UNKNOWN AUTH_TOO_WEAK AUTH_NEEDS_TLS "
             "AUTH_NOT_NOW AUTH_DONE AUTH_BAD_BASE64 AUTH_LINE_TOO_LONG AUTH_NEW_PASSWORD "
             "AUTH_SERVER_FIRST AUTH_DISABLED"},
    {"<auth-response>", "AUTH_CHALLENGE AUTH_OK AUTH_FAILED AUTH_CANCELLED AUTH_NOT_NOW "
                        "AUTH_BAD_BASE64 AUTH_LINE_TOO_LONG"},
    {"ETRN", "ETRN_STARTED ETRN_NOTHING ETRN_PENDING ETRN_COUNT ETRN_UNABLE ETRN_NOT_ALLOWED"},
    {"ATRN", "ATRN_NO_MAIL ATRN_REFUSED LOCAL_ERROR NOT_IMPLEMENTED AUTH_NEEDED"},
    {"XCLIENT", "CLIENT_NOT_ALLOWED"},
    {"XFORWARD", "CLIENT_NOT_ALLOWED"},
};

enum { PLACES = sizeof places / sizeof places[0], NUMBERS = 256 };

static tsv facts;

/* Whether the list, words separated by blanks, has the word. */
static bool has_word(const char *list, const char *word)
{
  size_t len = strlen(word);
  while (*list != '\0') {
    size_t span = strcspn(list, " ");
    if (span == len && memcmp(list, word, len) == 0) {
      return true;
    }
    list += span;
    list += strspn(list, " ");
  }
  return false;
}

static bool find_fact(const char *path, const char *column, const char *text)
{
  bool found = false;
  tsv_open(&facts, path);
  while (!found && tsv_next(&facts)) {
    found = strcmp(tsv_field(&facts, column), text) == 0;
  }
  if (found) {
    fclose(facts.file);
  }
  return found;
}

static bool verb_lists(const char *place, const char *code)
{
  return find_fact(REFERENCE("smtp-commands.tsv"), "verb", place) &&
         (has_word(tsv_field(&facts, "success"), code) ||
          has_word(tsv_field(&facts, "intermediate"), code) ||
          has_word(tsv_field(&facts, "failure"), code));
}

static bool code_names(const char *code, const char *place)
{
  const char *commands;
  assert_true(find_fact(REFERENCE("smtp-reply-codes.tsv"), "code", code));
  commands = tsv_field(&facts, "commands");
  return has_word(commands, place) || has_word(commands, "any");
}

static void check_place(const char *place, const char *name)
{
  const mw_smtp_situation_info *row =
      mw_smtp_situation_row(mw_smtp_situation_find(mw_slice_text(name)));
  char code[16];
  if (row == NULL) {
    fail_msg("%s: there is no situation %s", place, name);
    return;
  }
  (void)snprintf(code, sizeof code, "%u", row->code);
  if (!verb_lists(place, code) && !code_names(code, place)) {
    fail_msg("%s: the reference does not know the code %s there", name, code);
  }
}

static void test_places_list_the_code_of_each_situation(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < PLACES; i++) {
    const char *at = places[i].situations;
    while (*at != '\0') {
      char name[64];
      size_t span = strcspn(at, " ");
      assert_true(span > 0 && span < sizeof name);
      memcpy(name, at, span);
      name[span] = '\0';
      check_place(places[i].place, name);
      at += span;
      at += strspn(at, " ");
    }
  }
}

static bool has_place(const char *name)
{
  size_t i;
  for (i = 0; i < PLACES; i++) {
    if (has_word(places[i].situations, name)) {
      return true;
    }
  }
  return false;
}

static void test_places_know_each_situation(void **state)
{
  int number;
  int rows = 0;
  (void)state;
  for (number = 1; number < NUMBERS; number++) {
    if (mw_smtp_situation_row((mw_smtp_situation)number) != NULL) {
      const char *name = mw_smtp_situation_name((mw_smtp_situation)number);
      if (!has_place(name)) {
        fail_msg("%s has no place in this test", name);
      }
      rows++;
    }
  }
  assert_true(rows > 100);
}

/* ---- smtp-params.tsv ----------------------------------------------------------------------------
 */

/* The line that an example of a parameter makes. */
static void line_of(const tsv *params, const char *example, char *line, size_t size)
{
  const char *on = tsv_field(params, "on");
  if (strcmp(example, "RET=FULL twice") == 0) {
    example = "RET=FULL RET=FULL";
  }
  if (strncmp(example, "AUTH ", 5) == 0 || strncmp(example, "VRFY ", 5) == 0) {
    (void)snprintf(line, size, "%s", example);
  } else if (has_word(on, "RCPT")) {
    (void)snprintf(line, size, "RCPT TO:<a@example.com> %s", example);
  } else {
    (void)snprintf(line, size, "MAIL FROM:<a@example.com> %s", example);
  }
}

/* The answer of a server that reads the line: by its fault, or UNKNOWN_PARAM for parameters that
 * nobody knows. */
static mw_smtp_situation answer_to(mw_slice line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_params params;
  if (!mw_smtp_command_parse(line, NULL, &command, &argument, &params, &finding)) {
    return mw_smtp_situation_in(command.verb, finding.fault);
  }
  return (command.verb == MW_SMTP_MAIL || command.verb == MW_SMTP_RCPT) && params.unknown > 0
             ? MW_SMTP_SITUATION_UNKNOWN_PARAM
             : MW_SMTP_SITUATION_NONE;
}

/* RFC 5321 4.1.1.11 gives 555 to what is not recognized; what is no parameter by the grammar of
 * 4.1.2 is a syntax error, 501 (4.3.2). No value holds a blank (4.1.2): what follows one is a
 * parameter of its own, and one that nobody knows. */
static bool is_reply(const tsv *params, const char *example, unsigned code)
{
  char text[16];
  const char *reply = tsv_field(params, "reply_invalid");
  if (strcmp(tsv_field(params, "name"), "<unknown>") == 0) {
    assert_string_equal(reply, "555");
    return code == (strcmp(example, tsv_field(params, "valid_examples")) == 0 ? 555u : 501u);
  }
  if (strcmp(example, "NOTIFY=SUCCESS FAILURE") == 0 || strcmp(example, "ORCPT=rfc822;a b") == 0) {
    return code == 555;
  }
  (void)snprintf(text, sizeof text, "%u", code);
  return has_word(reply, text);
}

static int check_examples(const tsv *params, const char *column)
{
  const char *at = tsv_field(params, column);
  int count = 0;
  while (at != NULL) {
    static char line[TSV_ROW];
    static char octets[TSV_ROW];
    char example[512];
    const char *end = strstr(at, " | ");
    size_t len = end != NULL ? (size_t)(end - at) : strlen(at);
    const mw_smtp_situation_info *row;
    assert_true(len < sizeof example);
    memcpy(example, at, len);
    example[len] = '\0';
    line_of(params, example, line, sizeof line);
    len = tsv_octets(line, octets, sizeof octets);
    row = mw_smtp_situation_row(answer_to(mw_slice_of(octets, len)));
    if (row == NULL || !is_reply(params, example, row->code)) {
      fail_msg("%s: the answer is %u", line, row == NULL ? 0 : row->code);
    }
    count++;
    at = end != NULL ? end + 3 : NULL;
  }
  return count;
}

static void test_params_that_are_wrong_get_their_reply(void **state)
{
  static tsv params;
  int examples = 0;
  (void)state;
  tsv_open(&params, REFERENCE("smtp-params.tsv"));
  while (tsv_next(&params)) {
    examples += check_examples(&params, "invalid_examples");
    if (strcmp(tsv_field(&params, "name"), "<unknown>") == 0) {
      examples += check_examples(&params, "valid_examples");
    }
  }
  assert_true(examples > 70);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_places_list_the_code_of_each_situation),
      cmocka_unit_test(test_places_know_each_situation),
      cmocka_unit_test(test_params_that_are_wrong_get_their_reply),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
