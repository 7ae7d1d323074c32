/* SPDX-License-Identifier: MIT */
/* mailwire explain FILE...: a recorded conversation, item by item. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__unix__) || defined(__APPLE__)
int isatty(int); /* POSIX; C99 has no name for it */
#else
static int isatty(int descriptor)
{
  (void)descriptor;
  return 0;
}
#endif

#include "command.h"
#include "odd.h"
#include "print.h"

/* The status when there are anomalies, and --check asks for it. */
enum { ANOMALIES = 1 };

/* Cells of a line. */
enum { COLUMNS_LEAST = 72, COLUMNS_ASSUMED = 100, COLUMNS_MOST = 400 };

/* What the command line asks for. */
typedef struct options {
  const printer *print;
  const char *colour;
  bool show_secrets;
  bool show_bodies;
  bool check;
  language speaks;
  const mw_text *text;
  feeding feed;
  input_form form;
} options;

/* A language by its name; UNKNOWN for other words. */
static language language_named(const char *name)
{
  static const char *const names[] = {
      [LANGUAGE_SMTP] = "smtp", [LANGUAGE_LMTP] = "lmtp", [LANGUAGE_POP3] = "pop3"};
  int i;
  for (i = LANGUAGE_SMTP; i <= LANGUAGE_POP3; i++) {
    if (strcmp(names[i], name) == 0) {
      return (language)i;
    }
  }
  return LANGUAGE_UNKNOWN;
}

static bool take_protocol(options *o, const char *argument)
{
  static const char option[] = "--protocol=";
  if (strncmp(argument, option, sizeof option - 1) != 0) {
    return false;
  }
  o->speaks = language_named(argument + sizeof option - 1);
  return o->speaks != LANGUAGE_UNKNOWN;
}

static bool take_input(options *o, const char *argument)
{
  const char *name = option_value(argument, "input");
  o->form = name != NULL ? input_form_named(name) : o->form;
  return name != NULL && o->form != INPUT_DETECT;
}

static bool take_language(options *o, const char *argument)
{
  const char *name = option_value(argument, "lang");
  const mw_text *text = NULL;
  if (name != NULL) {
    text = strcmp(name, "auto") == 0 ? speech_of_environment() : speech_named(name);
  }
  o->text = text != NULL ? text : o->text;
  return text != NULL;
}

/* For tests and the curious: in which order the dialogue gets what was recorded. */
static bool take_feed(options *o, const char *argument)
{
  static const char *const names[] = {[FEED_IN_ORDER] = "in-order",
                                      [FEED_STAMPED] = "stamped",
                                      [FEED_CLIENT_FIRST] = "client-first",
                                      [FEED_SERVER_FIRST] = "server-first",
                                      [FEED_RANDOM] = "random",
                                      [FEED_UNORDERED] = "unordered"};
  const char *value = option_value(argument, "feed");
  size_t i;
  for (i = 0; value != NULL && i < sizeof names / sizeof names[0]; i++) {
    size_t len = strlen(names[i]);
    if (strncmp(value, names[i], len) == 0 && (value[len] == '\0' || value[len] == ':')) {
      o->feed.order = (feed_order)i;
      o->feed.seed = value[len] == ':' ? (uint32_t)strtoul(value + len + 1, NULL, 10) : 1;
      return true;
    }
  }
  return false;
}

static bool take_option(options *o, const char *argument)
{
  if (strcmp(argument, "--format=text") == 0) {
    o->print = &print_text;
  } else if (strcmp(argument, "--format=jsonl") == 0) {
    o->print = &print_json;
  } else if (strcmp(argument, "--color=auto") == 0 || strcmp(argument, "--color=always") == 0 ||
             strcmp(argument, "--color=never") == 0) {
    o->colour = argument + strlen("--color=");
  } else if (strcmp(argument, "--show-secrets") == 0) {
    o->show_secrets = true;
  } else if (strcmp(argument, "--body") == 0) {
    o->show_bodies = true;
  } else if (strcmp(argument, "--check") == 0) {
    o->check = true;
  } else {
    return take_protocol(o, argument) || take_language(o, argument) || take_input(o, argument) ||
           take_feed(o, argument);
  }
  return true;
}

static bool wants_colour(const options *o)
{
  const char *never = getenv("NO_COLOR");
  if (strcmp(o->colour, "auto") != 0) {
    return strcmp(o->colour, "always") == 0;
  }
  return (never == NULL || never[0] == '\0') && isatty(1) != 0;
}

/* How many cells a line has: what COLUMNS says, within reason. */
static int columns_of_environment(void)
{
  const char *value = getenv("COLUMNS");
  long columns = value != NULL ? strtol(value, NULL, 10) : 0;
  if (columns <= 0) {
    return COLUMNS_ASSUMED;
  }
  return columns < COLUMNS_LEAST  ? COLUMNS_LEAST
         : columns > COLUMNS_MOST ? COLUMNS_MOST
                                  : (int)columns;
}

/* Whether it is free of anomalies. */
static bool explain_session(const options *o, const char *path, const recording *r, size_t session)
{
  conversation c;
  memset(&c, 0, sizeof c);
  c.recording = r;
  c.session = session;
  c.print = o->print;
  c.show_secrets = o->show_secrets;
  c.show_bodies = o->show_bodies;
  c.colour = wants_colour(o);
  c.columns = columns_of_environment();
  c.speaks = o->speaks;
  c.text = o->text;
  c.feed = o->feed;
  conversation_run(&c, path);
  return odd_kinds(&c) == 0;
}

static int explain_file(const options *o, const char *path)
{
  recording_list l;
  const char *why = "";
  bool clean = true;
  bool good = recordings_read(&l, path, o->form, &why);
  size_t i;
  for (i = 0; good && i < l.count; i++) {
    clean = explain_session(o, path, &l.list[i], i + 1) && clean;
  }
  recordings_free(&l);
  if (!good) {
    return fail(path, why);
  }
  return o->check && !clean ? ANOMALIES : 0;
}

/* What an option can be asked for, when it was asked for something else. */
static const struct {
  const char *option;
  const char *english;
  const char *japanese;
} values[] = {
    {"--format=", "the formats are text and jsonl", "形式はtextとjsonlです"},
    {"--color=", "it is auto, always or never", "auto、always、neverのどれかです"},
    {"--protocol=", "the protocols are smtp, lmtp and pop3", "プロトコルはsmtp、lmtp、pop3です"},
    {"--lang=", "the languages are en and, where it was built in, ja",
     "言語はen、または組み込まれていればjaです"},
    {"--input=", "there is no such form of input; --help lists them",
     "その入力形式はありません。形式は--helpにあります"},
};

static int fail_value(const char *argument)
{
  size_t i;
  for (i = 0; i < sizeof values / sizeof values[0]; i++) {
    if (strncmp(argument, values[i].option, strlen(values[i].option)) == 0) {
      return fail_in(argument, values[i].english, values[i].japanese);
    }
  }
  return fail_option(argument);
}

int command_explain(int words, char **arguments)
{
  options o = {.print = &print_text, .colour = "auto", .text = speech_of_environment()};
  int status = 0;
  int files = 0;
  int end = options_end(words, arguments);
  int i;
  for (i = 0; i < end; i++) {
    if (is_option(arguments[i]) && !take_option(&o, arguments[i])) {
      return fail_value(arguments[i]);
    }
  }
  for (i = 0; i < words; i++) {
    if (i > end || (i < end && !is_option(arguments[i]))) {
      int one = explain_file(&o, arguments[i]);
      status = one > status ? one : status; /* what is wrong with the call weighs most */
      files++;
    }
  }
  return files > 0 ? status
                   : fail_in("explain", "which file? --help tells the rest",
                             "ファイルを指定してください。詳しくは--help");
}
