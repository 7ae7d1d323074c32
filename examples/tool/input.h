/* SPDX-License-Identifier: MIT */
/* Recorded conversations, read from a file of one of several forms: both directions, in what order
 * their octets were seen, and what the form has lost. */
#ifndef TOOL_INPUT_H
#define TOOL_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buffer.h"

typedef enum input_form {
  INPUT_DETECT, /* the octets tell */
  INPUT_SEGMENTS,
  INPUT_TRANSCRIPT,
  INPUT_SWAKS,
  INPUT_CURL,
  INPUT_SMTPLIB,
  INPUT_TSHARK_RAW,
  INPUT_TSHARK_YAML,
  INPUT_RAW_CLIENT,
  INPUT_RAW_SERVER
} input_form;

#define SEGMENT_NO_TIME INT64_MIN

/* Octets seen together, in one direction. */
typedef struct segment {
  bool server;
  size_t begin; /* in the octets of its direction */
  size_t end;
  int64_t time; /* in microseconds, from a point that the form has chosen; or SEGMENT_NO_TIME */
  uint64_t gap; /* octets of its direction that are missing in front of it */
} segment;

typedef enum note_kind {
  NOTE_REMARK,    /* the recorder's own words */
  NOTE_UNKNOWN,   /* nobody's words: the form has no such line */
  NOTE_MISSING,   /* octets passed here that were not recorded */
  NOTE_LOOKALIKE, /* full-width characters that look like ASCII */
  NOTE_CLOSED     /* a side closed the connection */
} note_kind;

/* What a file says beside the conversation. */
typedef struct input_note {
  note_kind kind;
  char dir;        /* 'C', 'S'; 0: of neither */
  size_t line;     /* of the file, from 1 */
  size_t segment;  /* in front of which it stands */
  uint64_t octets; /* that are missing; 0: nobody counted them */
  size_t text;     /* in note_text */
  size_t len;
} input_note;

typedef struct recording {
  buffer client;
  buffer server;
  segment *segments;
  size_t count;
  input_form form;
  bool has_line_ends;  /* false: CRLF was put behind lines; nothing is known of how they ended */
  bool has_order;      /* false: one side alone; nothing is known of what came before what */
  bool lacks_greeting; /* it begins with the client, and the form has the order of lines */
  bool shows_tls;      /* recorded inside TLS: what follows STARTTLS or STLS can be read */
  input_note *notes;
  size_t note_count;
  buffer note_text;
} recording;

/* In the order of the file; none is empty. */
typedef struct recording_list {
  recording *list;
  size_t count;
} recording_list;

/* Reads the file at path, or stdin for "-". False, and *why is a sentence: it cannot be read, or
 * holds no conversation. */
bool recordings_read(recording_list *l, const char *path, input_form form, const char **why);
void recordings_free(recording_list *l);

/* "swaks"; and back, DETECT for other words. */
const char *input_form_name(input_form form);
input_form input_form_named(const char *name);

#endif
