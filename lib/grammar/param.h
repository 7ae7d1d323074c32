/* SPDX-License-Identifier: MIT */
/* One parameter, for those who read several or write a whole command. */
#ifndef MWI_GRAMMAR_PARAM_H
#define MWI_GRAMMAR_PARAM_H

#include <mailwire/param.h>

#include "grammar/cursor.h"

/* Takes a parameter and the space behind it. False: it is malformed, param->keyword is its text,
 * and the cursor stands behind it all the same. */
bool mwi_take_param(mwi_cursor *c, mw_param *param);

/* Takes a value, up to the first octet that no value holds. */
bool mwi_take_esmtp_value(mwi_cursor *c, mw_slice *value);

/* " KEYWORD" or " KEYWORD=value", as a part of an item. value.ptr NULL: no value. */
void mwi_put_param(mw_writer *w, mw_slice keyword, mw_slice value);

#endif
