/* SPDX-License-Identifier: MIT */
/* What the command lines of the tool's commands have in common. */
#include "command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "visible.h"

/* So many octets of a word are repeated when it is wrong. */
enum { FAIL_WORD = 160 };

int fail(const char *what, const char *why)
{
  mw_slice word = mw_slice_text(what);
  char *shown;
  bool cut = word.len > FAIL_WORD;
  word.len = cut ? FAIL_WORD : word.len;
  while (cut && ((unsigned char)word.ptr[word.len] & 0xc0) == 0x80) { /* amid a character */
    word.len--;
  }
  shown = visible(word.len > 0 ? word : mw_slice_text("\"\""));
  fprintf(stderr, "mailwire: %s%s: %s\n", shown, cut ? "..." : "", why);
  free(shown);
  return 2;
}

static const mw_text *spoken;

const mw_text *settings_speech(int words, char **arguments)
{
  const mw_text *text = speech_of_environment();
  int end = options_end(words, arguments);
  int i;
  for (i = 0; i < end; i++) {
    const char *name = option_value(arguments[i], "lang");
    const mw_text *named = name != NULL ? speech_named(name) : NULL;
    text = named != NULL ? named : text;
  }
  return text;
}

void settings_speak(const mw_text *text)
{
  spoken = text;
}

const char *say_spoken(const char *english, const char *japanese)
{
  return spoken != NULL ? say(spoken, english, japanese) : english;
}

int fail_in(const char *what, const char *english, const char *japanese)
{
  return fail(what, say_spoken(english, japanese));
}

void settings_init(settings *s)
{
  s->text = speech_of_environment();
  s->format = RECORD_TEXT;
  s->bom = false;
}

const char *option_value(const char *argument, const char *name)
{
  size_t len = strlen(name);
  if (strncmp(argument, "--", 2) != 0 || strncmp(argument + 2, name, len) != 0 ||
      argument[2 + len] != '=') {
    return NULL;
  }
  return argument + len + 3;
}

static bool take_language(settings *s, const char *name, const char **why)
{
  const mw_text *text = strcmp(name, "auto") == 0 ? speech_of_environment() : speech_named(name);
  if (text == NULL) {
    *why = say_spoken("the languages are en and, where it was built in, ja",
                      "言語はen、または組み込まれていればjaです");
    return false;
  }
  s->text = text;
  return true;
}

bool settings_take(settings *s, const char *argument, const char **why)
{
  const char *value;
  *why = NULL;
  if (strcmp(argument, "--bom") == 0) {
    s->bom = true;
    return true;
  }
  if ((value = option_value(argument, "lang")) != NULL) {
    return take_language(s, value, why);
  }
  if ((value = option_value(argument, "format")) != NULL) {
    *why =
        say(s->text, "the formats are text, jsonl, tsv and csv", "形式はtext、jsonl、tsv、csvです");
    return record_format_named(value, &s->format);
  }
  return false;
}

int fail_option(const char *argument)
{
  return fail_in(argument,
                 "there is no such option; values are written as --name=value; --help lists them",
                 "そのオプションはありません。値は--名前=値と書きます。--helpに一覧があります");
}

int settings_take_all(settings *s, int words, char **arguments)
{
  int end = options_end(words, arguments);
  int kept = 0;
  int i;
  for (i = 0; i < words; i++) {
    const char *why = NULL;
    bool option = i < end && strncmp(arguments[i], "--", 2) == 0;
    if (option && !settings_take(s, arguments[i], &why)) {
      why != NULL ? fail(arguments[i], why) : fail_option(arguments[i]);
      return -1;
    }
    if (!option && i != end) {
      arguments[kept++] = arguments[i];
    }
  }
  return kept;
}

int options_end(int words, char **arguments)
{
  int i = 0;
  while (i < words && strcmp(arguments[i], "--") != 0) {
    i++;
  }
  return i;
}

bool is_option(const char *argument)
{
  return argument[0] == '-' && argument[1] != '\0';
}
