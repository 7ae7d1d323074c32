/* SPDX-License-Identifier: MIT */
/* The production of unique-ids, for those who read them and those who write them. */
#ifndef MWI_POP3_LISTING_H
#define MWI_POP3_LISTING_H

#include <mailwire/pop3_listing.h>

#include "grammar/cursor.h"

/* 1*70( %x21-7E ) */
bool mwi_take_unique_id(mwi_cursor *c, mw_slice *id);

/* Up to the end of the text: a language tag. */
bool mwi_take_language_tag(mwi_cursor *c, mw_slice *tag);

#endif
