/* SPDX-License-Identifier: MIT */
/* The forms that arguments have, each read by one function. */
#ifndef MWI_SMTP_ARGUMENT_H
#define MWI_SMTP_ARGUMENT_H

#include <mailwire/smtp_argument.h>

#include "grammar/cursor.h"

/* Each takes what its form allows; what is left afterwards is a fault. The cursor's offsets count
 * from the command's keyword. */
bool mwi_take_string_argument(mwi_cursor *c, mw_smtp_argument *argument);
bool mwi_take_maybe_string(mwi_cursor *c, mw_smtp_argument *argument);
bool mwi_take_mechanism(mwi_cursor *c, mw_smtp_argument *argument);
bool mwi_take_chunk(mwi_cursor *c, mw_smtp_argument *argument);
bool mwi_take_url(mwi_cursor *c, mw_smtp_argument *argument);
bool mwi_take_node(mwi_cursor *c, mw_smtp_argument *argument);
bool mwi_take_domains(mwi_cursor *c, mw_smtp_argument *argument);
bool mwi_take_attributes(mwi_cursor *c, mw_smtp_argument *argument);

/* Atom / Quoted-string (RFC 5321 4.1.2). */
bool mwi_take_string(mwi_cursor *c);

/* The form of a verb's argument; TEXT for verbs that the table does not have. */
mw_smtp_form mwi_form_of(mw_smtp_verb verb);

#endif
