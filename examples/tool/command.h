/* SPDX-License-Identifier: MIT */
/* The tool's commands, and what their command lines have in common. */
#ifndef TOOL_COMMAND_H
#define TOOL_COMMAND_H

#include "record.h"
#include "speech.h"

/* Each takes the words behind its name, and returns the exit status. */
int command_explain(int words, char **arguments);
int command_codes(int words, char **arguments);
int command_reply(int words, char **arguments);
int command_what(int words, char **arguments);

/* One sentence on stderr; 2, the exit status. */
int fail(const char *what, const char *why);

/* The language of what is said on stderr: that of --lang among the words, else the environment's.
 */
const mw_text *settings_speech(int words, char **arguments);
void settings_speak(const mw_text *text);

/* Words in the language that was set last, and fail() with them. */
const char *say_spoken(const char *english, const char *japanese);
int fail_in(const char *what, const char *english, const char *japanese);

/* Of an option that is none. */
int fail_option(const char *argument);

/* What most commands can be asked for. */
typedef struct settings {
  const mw_text *text;  /* --lang=en|ja; else what the environment says */
  record_format format; /* --format=text|jsonl|tsv|csv */
  bool bom;             /* --bom */
} settings;

void settings_init(settings *s);

/* Takes an argument that is one of them. False: it is none; *why is then NULL, or says what is
 * wrong with it. */
bool settings_take(settings *s, const char *argument, const char **why);

/* Takes them all out of the words; returns how many words are left, or -1 after it said on stderr
 * what is wrong. "--" ends the options, and "-ERR" is none. */
int settings_take_all(settings *s, int words, char **arguments);

/* "--name=value" gives value; NULL for other arguments. */
const char *option_value(const char *argument, const char *name);

/* Where options end: at "--", behind which no word is one, or with the words. */
int options_end(int words, char **arguments);

/* An argument that begins with "-" and is not "-" alone. */
bool is_option(const char *argument);

#endif
