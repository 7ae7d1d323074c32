/* SPDX-License-Identifier: MIT */
/* A dialogue of SMTP, given a conversation (script.h) in any order and any cuts; its items as
 * lines. */
#ifndef TESTS_SUPPORT_TALK_H
#define TESTS_SUPPORT_TALK_H

#include <mailwire/mailwire.h>

#include "script.h"

/* What a dialogue is made of. All zero but `variant` is the usual. */
typedef struct talk_setup {
  mw_smtp_variant variant; /* 0: SMTP */
  unsigned options;        /* besides IN_ORDER; CHUNK_LINES here: they are not counted */
  unsigned policies;
  uint64_t allow;
  size_t ring;    /* 0: 64 */
  size_t storage; /* of both readers; 0: 12288 */
} talk_setup;

/* One run. NULL, and the items are added to *out; or which law was broken, a static text. */
const char *talk_run(const script *t, const talk_setup *setup, const script_way *way, unsigned form,
                     text_buffer *out);

/* One line for an item; bodies that lie side by side are one (see talk_print.c). */
typedef struct talk_printer {
  text_buffer *out;
  text_buffer body; /* octets of a body, or leftover, not yet written */
  mw_smtp_item first;
  unsigned form;
} talk_printer;
void talk_print(talk_printer *p, const mw_smtp_item *item);
void talk_print_end(talk_printer *p);

/* What the laws of items ask of it. */
script_item talk_fact(const mw_smtp_item *item);

/* Runs it in every way; prints what differs from the expected lines, or between ways. True: nothing
 * does. order: whether the order matters, so that the unordered way says something else. */
bool talk_check(const char *text, const talk_setup *setup, bool order, const char *expected);

/* The same as an assertion, with the usual setup. */
#define assert_talk(text, expected) assert_true(talk_check(text, NULL, true, expected))
#define assert_talk_unordered(text, expected) assert_true(talk_check(text, NULL, false, expected))
#define assert_talk_of(text, setup, expected) assert_true(talk_check(text, setup, true, expected))

#endif
