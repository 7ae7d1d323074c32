/* SPDX-License-Identifier: MIT */
/* What the readers of the forms share: lines of a file, and recordings that grow. */
#ifndef TOOL_INPUT_BUILD_H
#define TOOL_INPUT_BUILD_H

#include <mailwire/mailwire.h>

#include "input.h"

/* Where a conversation of lines stands. */
typedef struct watch {
  bool spoke;    /* the server did */
  bool data;     /* DATA is the last command */
  bool many;     /* the last command is one of POP3 that is answered by lines */
  bool body;     /* the client's lines are those of a message */
  bool listing;  /* the server's lines are not status lines */
  bool auth;     /* the client's next line answers a challenge */
  bool asks_tls; /* STARTTLS or STLS is the last command */
  bool tls;      /* and was accepted */
  bool inside;   /* the form has said that this is inside TLS */
  bool quit;
  bool ended; /* QUIT was answered, or somebody closed */
  bool gap;   /* the form has said that octets are missing here */
  size_t lines;
  size_t waiting; /* commands without a reply */
} watch;

typedef struct builder {
  recording_list *list;
  input_form form;
  bool asked; /* the form was named, not detected */
  bool line_ends;
  bool order;
  bool shows_tls;
  bool hides_messages; /* the server's: the form does not show them */
  bool fresh;          /* what comes next is another conversation's */
  watch now;
  size_t line;     /* of the file */
  uint64_t gap[2]; /* octets of the client, of the server, that are missing here */
} builder;

/* The recording in progress. */
recording *build_recording(builder *b);

/* Another conversation begins; not where nothing was said yet. */
void build_session(builder *b);

/* Octets of that direction are missing here: so many stand in their place, and are not read. */
void build_gap(builder *b, bool server, uint64_t octets);

/* A segment as it was seen. */
void build_octets(builder *b, bool server, mw_slice octets, int64_t time);

/* What was said, in a form that is followed line by line: a greeting behind an end begins another
 * conversation, and where a message is missing its end is put in its place. In the first, CRLF is
 * put behind the line. */
void build_line(builder *b, bool server, mw_slice line);
void build_said(builder *b, bool server, mw_slice octets);

void build_note(builder *b, note_kind kind, char dir, mw_slice text);
void build_missing(builder *b, char dir, uint64_t octets, mw_slice text);

/* The file has ended. */
void build_end(builder *b);

/* The next line of a text, without LF and any CR in front of it. False: there is none. */
bool next_line(mw_slice *text, mw_slice *line);

/* 'S': a reply or response begins like this; 'C': a command does; else 0. */
char said_by(mw_slice line);

/* Two readings of a line's head. A blank at the prefix's end may have been lost with the line's. */
bool begins_with(mw_slice line, const char *prefix);
bool has_prefix(mw_slice line, const char *prefix);
mw_slice slice_from(mw_slice text, size_t skip);
size_t count_blanks(mw_slice text);

/* A number at the head of text, which is shortened by it. False: there is none that fits. */
bool take_number(mw_slice *text, uint64_t *number);

/* Seconds, or what else: "1234.5678" in millionths; moves on. SEGMENT_NO_TIME: it is none. */
int64_t take_millionths(mw_slice *text);

int hex_digit(char c);

/* The octets of a line of hexadecimal digits, which is shortened by them; it ends there,
 * inside of an octet, or at a blank. False: something else follows. */
bool take_hex(mw_slice *digits, buffer *octets);

/* A line's weight as one of a form: 0, it is none. */
unsigned segments_like(mw_slice text);
unsigned transcript_like(mw_slice text);
unsigned swaks_like(mw_slice text);
unsigned curl_like(mw_slice text);
unsigned smtplib_like(mw_slice text);
unsigned tshark_raw_like(mw_slice text);
unsigned tshark_yaml_like(mw_slice text);
unsigned raw_client_like(mw_slice text);
unsigned raw_server_like(mw_slice text);

/* Sums the weights of a text's lines. */
unsigned weigh_lines(mw_slice text, unsigned (*weigh)(mw_slice line));

/* What a line that has the form's prefix weighs: more when what follows was said by somebody. */
unsigned weigh_said(mw_slice said);

void segments_read(builder *b, mw_slice text);
void transcript_read(builder *b, mw_slice text);
void swaks_read(builder *b, mw_slice text);
void curl_read(builder *b, mw_slice text);
void smtplib_read(builder *b, mw_slice text);
void tshark_raw_read(builder *b, mw_slice text);
void tshark_yaml_read(builder *b, mw_slice text);
void raw_client_read(builder *b, mw_slice text);
void raw_server_read(builder *b, mw_slice text);

#endif
