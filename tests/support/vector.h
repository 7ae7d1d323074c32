/* SPDX-License-Identifier: MIT */
/* Vectors: an input, how to read it, and the events that must come of it. tests/README.md has the
 * format. */
#ifndef TESTS_VECTOR_H
#define TESTS_VECTOR_H

#include <mailwire/dot.h>
#include <mailwire/pop3_command.h>

#include "text.h"

typedef enum vector_unit {
  UNIT_NONE,
  UNIT_LINE,
  UNIT_DOT_DECODE,
  UNIT_DOT_ENCODE,
  UNIT_COUNTED,
  UNIT_COMMAND_READER,
  UNIT_REPLY_READER,
  UNIT_POP3_COMMAND_READER,
  UNIT_POP3_RESPONSE_READER
} vector_unit;

/* What to tell a reader that is held. */
typedef enum vector_answer_kind {
  ANSWER_COMMAND,
  ANSWER_AUTH,
  ANSWER_DATA,
  ANSWER_CHUNK,
  ANSWER_TLS,
  ANSWER_OCTETS
} vector_answer_kind;

typedef struct vector_answer {
  vector_answer_kind kind;
  uint64_t octets;
} vector_answer;

/* A command that the response reader is told of. */
typedef struct vector_command {
  mw_pop3_verb verb;
  mw_pop3_answer own; /* 0: verb; else a command of the caller's own with that answer */
  bool has_argument;
  size_t after; /* told as soon as so many answers are complete */
} vector_command;

enum { VECTOR_ANSWERS = 16, VECTOR_COMMANDS = 16, VECTOR_LIMITS = 3 };

typedef struct vector {
  vector_unit unit;
  uint64_t allow;
  mw_dot_policy policy;
  size_t limits[VECTOR_LIMITS]; /* of the unit, in the order of its head line; 0: not given */
  bool limited;                 /* limits were given */
  size_t storage;               /* octets; 0: not given */
  unsigned options;
  uint64_t octets; /* counted: how many are due */
  bool finish;     /* the stream ends */
  bool fold;       /* equal events side by side make one line */
  size_t runs;     /* with random cuts */
  vector_answer answers[VECTOR_ANSWERS];
  size_t answer_count;
  vector_command commands[VECTOR_COMMANDS]; /* in the order in which they are told */
  size_t command_count;
  size_t ring;      /* room for commands that wait; 0: for all */
  bool no_greeting; /* the stream begins behind TLS */
  char *file;
  unsigned line; /* of the vector's name in its file */
  char *name;    /* file, id and title */
  text_buffer input;
  text_buffer expected; /* lines */
} vector;

typedef struct vector_list {
  vector *items;
  size_t count;
} vector_list;

/* Adds the vectors of a file. False, with a message on stderr: it cannot be read, it is not in the
 * format, or it holds none. */
bool vector_read(vector_list *list, const char *path);

/* Frees all of them. */
void vector_list_free(vector_list *list);

#endif
