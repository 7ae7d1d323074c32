/* SPDX-License-Identifier: MIT */
/* Texts that say something else than their codes, by what RFC 3463 means with the codes. */
#include "support/assert_mw.h"

#include <mailwire/verdict.h>

typedef struct contradiction_case {
  bool contradicts;
  const char *line;
} contradiction_case;

static const contradiction_case contradiction_cases[] = {
    /* the text of a refusal with the code of success, and the reverse */
    {true, "250 User unknown"},
    {true, "250 2.0.0 Relay access denied"},
    {true, "550 Ok: queued as 4F2A9C"},
    {false, "550 User unknown"},
    {false, "250 Ok: queued as 4F2A9C"},
    /* transient against permanent */
    {true, "250 Mailbox full"},
    /* about an address by its text, about policy by its enhanced code (RFC 3463 3.8, RFC 7372) */
    {true, "550 5.7.26 No such user"},
    {true, "550 5.7.1 User unknown"},
    {false, "550 5.1.1 No such user"},
    {false, "550 5.0.0 No such user"},
    {false, "550 No such user"},
    /* texts that say nothing, lines that nobody knows, and what is no reply */
    {false, "550 Ok"},
    {false, "250 Ok"},
    {false, "554 5.7.1 <alice@example.test>: Recipient address rejected: Access denied"},
    {false, "550 5.7.1 something of a person's own"},
    {false, "+OK User unknown"},
    {false, "User unknown"},
    {false, ""},
};

static void test_contradiction_by_text_and_code(void **state)
{
  size_t i;
  (void)state;
  for (i = 0; i < sizeof contradiction_cases / sizeof contradiction_cases[0]; i++) {
    const contradiction_case *c = &contradiction_cases[i];
    if (mw_smtp_contradiction(mw_catalog_standard(), mw_slice_text(c->line)) != c->contradicts) {
      fail_msg("%s", c->line);
    }
  }
  assert_true(i > 10);
}

static void test_contradiction_without_a_catalogue(void **state)
{
  (void)state;
  assert_false(mw_smtp_contradiction(NULL, mw_slice_text("250 User unknown")));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_contradiction_by_text_and_code),
      cmocka_unit_test(test_contradiction_without_a_catalogue),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
