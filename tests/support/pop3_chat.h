/* SPDX-License-Identifier: MIT */
/* A dialogue of POP3, given a conversation (script.h) in any order and any cuts; its items as
 * lines. */
#ifndef TESTS_SUPPORT_CHAT_H
#define TESTS_SUPPORT_CHAT_H

#include <mailwire/mailwire.h>

#include "script.h"

extern const script_wire chat_wire;

void chat_print(script_printer *p, const mw_pop3_item *item); /* pop3_chat_print.c has the form */
void chat_flush(script_printer *p);

/* script_check() as an assertion, with the usual setup. */
#define assert_chat(text, expected)                                                                \
  assert_true(script_check(&chat_wire, NULL, text, true, expected))
#define assert_chat_unordered(text, expected)                                                      \
  assert_true(script_check(&chat_wire, NULL, text, false, expected))
#define assert_chat_of(text, setup, expected)                                                      \
  assert_true(script_check(&chat_wire, setup, text, true, expected))

#endif
