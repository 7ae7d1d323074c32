/* SPDX-License-Identifier: MIT */
/* Each cause for which a POP3 command may fail, and each response code, has a situation. */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/pop3_situation.h>

#include "support/tsv.h"

#define REFERENCE(name) MAILWIRE_TESTS_DIR "/reference/" name

static tsv facts;

/* Each cause that the reference names, and the situation that answers it with -ERR. */
static const struct {
  const char *cause;
  const char *situation;
} causes[] = {
    {"unknown mailbox", "UNKNOWN_MAILBOX"},
    {"wrong state", "WRONG_STATE"},
    {"argument missing", "BAD_ARGUMENT"},
    {"invalid password", "LOGIN_FAILED"},
    {"unable to lock maildrop ([IN-USE])", "MAILDROP_IN_USE"},
    {"no USER before", "NO_NAME"},
    {"permission denied", "NOT_PERMITTED"},
    {"digest malformed", "BAD_ARGUMENT"},
    {"unsupported mechanism", "MECHANISM_UNKNOWN"},
    {"cancel", "AUTH_CANCELLED"},
    {"bad base64", "AUTH_BAD_BASE64"},
    {"already authenticated", "WRONG_STATE"},
    {"security layer already active", "TLS_ACTIVE"},
    {"not supported", "NOT_IMPLEMENTED"},
    {"not implemented", "NOT_IMPLEMENTED"},
    {"refused by the server", "UTF8_REFUSED"},
    {"unknown language", "LANGUAGE_UNKNOWN"},
    {"cannot list", "LANGUAGES_NOT_LISTED"},
    {"some deleted messages not removed (transaction)", "SOME_NOT_REMOVED"},
    {"no such message", "NO_SUCH_MESSAGE"},
    {"deleted", "MESSAGE_DELETED"},
    {"already deleted", "MESSAGE_DELETED"},
    {"n missing or negative", "BAD_ARGUMENT"},
    {"source port not below 1024", "NOT_PERMITTED"},
    {"no such bboard", "UNKNOWN_MAILBOX"},
};

enum { CAUSES = sizeof causes / sizeof causes[0] };

static bool used[CAUSES];

static void check_cause(const char *cause, size_t len)
{
  size_t i;
  for (i = 0; i < CAUSES; i++) {
    if (strlen(causes[i].cause) == len && memcmp(causes[i].cause, cause, len) == 0) {
      mw_pop3_situation found = mw_pop3_situation_find(mw_slice_text(causes[i].situation));
      const mw_pop3_situation_info *row = mw_pop3_situation_row(found);
      assert_non_null(row);
      assert_int_equal(row->status, MW_POP3_STATUS_ERR);
      assert_true(strstr(causes[i].cause, "[IN-USE]") == NULL || strcmp(row->code, "IN-USE") == 0);
      used[i] = true;
      return;
    }
  }
  fail_msg("no situation for: %.*s", (int)len, cause);
}

static void test_causes_of_pop3_have_a_situation(void **state)
{
  size_t i;
  (void)state;
  tsv_open(&facts, REFERENCE("pop3-commands.tsv"));
  while (tsv_next(&facts)) {
    const char *at = tsv_field(&facts, "failure_cases");
    while (*at != '\0' && strcmp(at, "-") != 0) {
      size_t len = strcspn(at, ";");
      check_cause(at, len);
      at += len;
      at += strspn(at, "; ");
    }
  }
  for (i = 0; i < CAUSES; i++) {
    assert_true(used[i]);
  }
}

/* Each response code of the reference has a situation that sends it; SYS alone tells less than
 * the two below it. */
static void test_response_codes_of_pop3_have_a_situation(void **state)
{
  (void)state;
  tsv_open(&facts, REFERENCE("pop3-response-codes.tsv"));
  while (tsv_next(&facts)) {
    const char *code = tsv_field(&facts, "code");
    bool found = strcmp(code, "SYS") == 0;
    int number;
    for (number = 0; number < 256; number++) {
      const mw_pop3_situation_info *row = mw_pop3_situation_row((mw_pop3_situation)number);
      found = found || (row != NULL && strcmp(row->code, code) == 0);
    }
    if (!found) {
      fail_msg("no situation sends [%s]", code);
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_causes_of_pop3_have_a_situation),
      cmocka_unit_test(test_response_codes_of_pop3_have_a_situation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
