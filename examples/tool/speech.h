/* SPDX-License-Identifier: MIT */
/* In which language the tool speaks. */
#ifndef TOOL_SPEECH_H
#define TOOL_SPEECH_H

#include <mailwire/mailwire.h>

/* What the environment asks for: MAILWIRE_LANG, then LC_ALL, LC_MESSAGES, LANG; their text, not
 * what the system has installed. English if nothing does. */
const mw_text *speech_of_environment(void);

/* The language of a name ("en", "ja"); NULL: there is none, or this build goes without it. */
const mw_text *speech_named(const char *name);

bool speech_is_japanese(const mw_text *text);

/* The tool's own words, in the language that is spoken. A format of printf() has the same
 * conversions, in the same order, in both. */
const char *say(const mw_text *text, const char *english, const char *japanese);

/* A word of the tables: a place ("greeting"), a state, a standing; others as they are. */
const char *speech_word(const mw_text *text, const char *name);

/* The name of a placeholder of the catalogue. */
mw_slice speech_placeholder(const mw_text *text, mw_slice name);

/* Words of the tables that a separator (" ", "; ") stands between, as a person reads them. Returns
 * list. */
enum { SPEECH_LIST = 512 };
const char *speech_list(const mw_text *text, const char *words, const char *separator,
                        char list[SPEECH_LIST]);

/* What a verdict says of trying again, and of the connection. */
const char *speech_retry(const mw_text *text, mw_retry retry);
const char *speech_connection(const mw_text *text, mw_connection connection);

/* What a reply of SMTP means and what to do: in the words of its row (NULL: it has none), else of
 * its enhanced status code where that says more than its class, else of its code. */
void speech_reply(const mw_text *text, const mw_catalog_row *row, unsigned code,
                  mw_enhanced enhanced, mw_explanation *e);

#endif
