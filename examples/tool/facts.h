/* SPDX-License-Identifier: MIT */
/* Facts for a person: a label, and beside it what is said, in lines of a readable length. */
#ifndef TOOL_FACTS_H
#define TOOL_FACTS_H

#include "speech.h"

/* A label, and a value that may go over several lines. Nothing for an empty value. */
void facts_put(const mw_text *text, const char *label, const char *value);

/* A label alone, up to where its value begins. */
void facts_put_label(const mw_text *text, const char *label);

/* Whether a row before it has the same name: several spellings of one row are one row. */
bool facts_is_repeated(const mw_catalog_match *rows, size_t at);

#endif
