/* SPDX-License-Identifier: MIT */
/* A dialogue of SMTP, given a conversation (script.h) in any order and any cuts; its items as
 * lines. */
#ifndef TESTS_SUPPORT_TALK_H
#define TESTS_SUPPORT_TALK_H

#include <mailwire/mailwire.h>

#include "script.h"

extern const script_wire talk_wire;

void talk_print(script_printer *p, const mw_smtp_item *item); /* talk_print.c has the form */
void talk_flush(script_printer *p);

/* script_check() as an assertion, with the usual setup. */
#define assert_talk(text, expected)                                                                \
  assert_true(script_check(&talk_wire, NULL, text, true, expected))
#define assert_talk_unordered(text, expected)                                                      \
  assert_true(script_check(&talk_wire, NULL, text, false, expected))
#define assert_talk_of(text, setup, expected)                                                      \
  assert_true(script_check(&talk_wire, setup, text, true, expected))

#endif
