/* SPDX-License-Identifier: MIT */
/* A dialogue of POP3, given a conversation (script.h) in any order and any cuts; its items as
 * lines. */
#ifndef TESTS_SUPPORT_CHAT_H
#define TESTS_SUPPORT_CHAT_H

#include <mailwire/mailwire.h>

#include "script.h"

/* What a dialogue is made of. All zero is the usual. */
typedef struct chat_setup {
  unsigned options; /* besides IN_ORDER */
  unsigned policies;
  uint64_t allow;
  size_t ring;    /* 0: 64 */
  size_t storage; /* of both readers; 0: 12288 */
} chat_setup;

/* One run. NULL, and the items are added to *out; or which law was broken, a static text. */
const char *chat_run(const script *t, const chat_setup *setup, const script_way *way, unsigned form,
                     text_buffer *out);

/* One line for an item; bodies that lie side by side are one (see chat_print.c). */
typedef struct chat_printer {
  text_buffer *out;
  text_buffer body; /* octets of a body, or leftover, not yet written */
  mw_pop3_item first;
  unsigned form;
} chat_printer;
void chat_print(chat_printer *p, const mw_pop3_item *item);
void chat_print_end(chat_printer *p);

/* What the laws of items ask of it. */
script_item chat_fact(const mw_pop3_item *item);

/* Runs it in every way; prints what differs from the expected lines, or between ways. True: nothing
 * does. order: whether the order matters, so that the unordered way says something else. */
bool chat_check(const char *text, const chat_setup *setup, bool order, const char *expected);

/* The same as an assertion, with the usual setup. */
#define assert_chat(text, expected) assert_true(chat_check(text, NULL, true, expected))
#define assert_chat_unordered(text, expected) assert_true(chat_check(text, NULL, false, expected))
#define assert_chat_of(text, setup, expected) assert_true(chat_check(text, setup, true, expected))

#endif
