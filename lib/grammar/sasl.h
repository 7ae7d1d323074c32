/* SPDX-License-Identifier: MIT */
/* AUTH as both protocols have it: its argument, and the octets of its lines. */
#ifndef MWI_GRAMMAR_SASL_H
#define MWI_GRAMMAR_SASL_H

#include <mailwire/sasl.h>

#include "grammar/cursor.h"

/* sasl-mech */
bool mwi_take_sasl_mechanism(mwi_cursor *c, mw_slice *mechanism);

/* sasl-mech [ SP initial-response ]; *initial is left alone when there is none. */
bool mwi_take_auth_argument(mwi_cursor *c, mw_slice *mechanism, mw_slice *initial);

/* The same with a space in front; initial.ptr NULL: none. */
void mwi_put_auth_argument(mw_writer *w, mw_slice mechanism, mw_slice initial);

/* Adds the mechanisms that words name. */
void mwi_sasl_set_read(mw_sasl_set *set, mw_slice words);

/* How many lines the client sends after AUTH where nobody answers: what the mechanism needs, less
 * the initial response; one that is not known is taken for one of a single response. */
unsigned mwi_sasl_lines(mw_sasl_mechanism mechanism, bool initial);

/* Whether the mechanism completes with its initial response, and brings no security layer. */
bool mwi_sasl_takes_one_round(mw_sasl_mechanism mechanism);

/* The next of *words that the table does not have. */
bool mwi_next_unknown_sasl(mw_slice *words, mw_slice *name);

/* Whether any mechanism is in the set. */
bool mwi_sasl_set_says(const mw_sasl_set *set);

/* The names of a set, each with a space in front. */
void mwi_put_sasl_set(mw_writer *w, const mw_sasl_set *set);

/* Adds BAD_BASE64 to *finding unless text, which is not empty, is base64. */
bool mwi_is_base64_text(mw_slice text, mw_finding *finding);

/* The octets as base64. False, and nothing is written: they are too many for a line that has
 * `other` octets besides. */
bool mwi_put_base64(mw_writer *w, mw_slice octets, size_t other);

#endif
