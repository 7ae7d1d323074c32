/* SPDX-License-Identifier: MIT */
/* The tool: mailwire explain FILE... */
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

#include "print.h"

/* What the command line asks for. */
typedef struct options {
  const printer *print;
  const char *colour;
  bool show_secrets;
  language speaks;
} options;

static const char usage[] =
    "usage: mailwire explain [--format=text|jsonl] "
    "[--color=auto|always|never] [--show-secrets]\n"
    "                        [--protocol=smtp|lmtp|pop3] FILE...\n"
    "       mailwire --version\n"
    "\n"
    "Explains recorded SMTP, LMTP and POP3 conversations. FILE holds segments "
    "(\"C 4845...\", \"S 3232...\") or a\n"
    "transcript (\"C: HELO x\", \"S: 250 y\"); - is stdin; behind -- every word is a FILE. The "
    "octets tell which\n"
    "protocol it is, or else --protocol.\n";

/* One sentence on stderr. */
static int fail(const char *what, const char *why)
{
  fprintf(stderr, "mailwire: %s: %s\n", what, why);
  return 2;
}

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
  } else {
    return take_protocol(o, argument);
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

static int explain_file(const options *o, const char *path)
{
  conversation c;
  recording r;
  const char *why = "";
  if (!recording_read(&r, path, &why)) {
    recording_free(&r);
    return fail(path, why);
  }
  memset(&c, 0, sizeof c);
  c.recording = &r;
  c.print = o->print;
  c.show_secrets = o->show_secrets;
  c.colour = wants_colour(o);
  c.speaks = o->speaks;
  conversation_run(&c, path);
  recording_free(&r);
  return 0;
}

/* "-" is a file. */
static bool is_option(const char *argument)
{
  return argument[0] == '-' && argument[1] != '\0';
}

/* Where options end: at "--", behind which all words are files, or with the words. */
static int options_end(int words, char **arguments)
{
  int i = 0;
  while (i < words && strcmp(arguments[i], "--") != 0) {
    i++;
  }
  return i;
}

static int explain(int words, char **arguments)
{
  options o = {&print_text, "auto", false, LANGUAGE_UNKNOWN};
  int status = 0;
  int files = 0;
  int end = options_end(words, arguments);
  int i;
  for (i = 0; i < end; i++) {
    if (is_option(arguments[i]) && !take_option(&o, arguments[i])) {
      return fail(arguments[i], "there is no such option; --help lists them");
    }
  }
  for (i = 0; i < words; i++) {
    if (i > end || (i < end && !is_option(arguments[i]))) {
      int one = explain_file(&o, arguments[i]);
      status = one != 0 ? one : status;
      files++;
    }
  }
  return files > 0 ? status : fail("explain", "which file? --help tells the rest");
}

/* The status, or that of output which went nowhere. */
static int written(int status)
{
  bool bad = fflush(stdout) != 0 || ferror(stdout) != 0;
  return bad ? fail("standard output", "it cannot be written") : status;
}

int main(int argc, char **argv)
{
  int end = options_end(argc, argv);
  int i;
  for (i = 1; i < end; i++) {
    if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
      fputs(usage, stdout);
      return written(0);
    }
  }
  if (argc > 1 && strcmp(argv[1], "--version") == 0) {
    printf("mailwire %s\n", mw_version());
    return written(0);
  }
  if (argc > 1 && strcmp(argv[1], "explain") == 0) {
    return written(explain(argc - 2, argv + 2));
  }
  return fail(argc > 1 ? argv[1] : "no command", "the command is explain; --help tells the rest");
}
