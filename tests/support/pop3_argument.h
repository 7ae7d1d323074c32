/* SPDX-License-Identifier: MIT */
/* Arguments of POP3 commands, field by field, and what is written of them. */
#ifndef TESTS_POP3_ARGUMENT_H
#define TESTS_POP3_ARGUMENT_H

#include <mailwire/pop3_command.h>

/* An argument with all that the verb can have. */
mw_pop3_argument pop3_full(mw_pop3_verb verb);

/* The fields that are texts, by number: name, password, digest, mechanism, initial, language, text.
 */
enum { POP3_SLICES = 7, POP3_INITIAL = 4 };
mw_slice *pop3_slice_of(mw_pop3_argument *a, int which);

/* What is written of one command behind another one; empty when it is refused, and then the other
 * one must be there all the same. Valid until the next call. */
mw_slice pop3_written(mw_pop3_verb verb, const mw_pop3_argument *a, bool utf8);

#endif
