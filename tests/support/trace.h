/* SPDX-License-Identifier: MIT */
/* Events as text, one a line, in a form that does not depend on how the stream was cut: octets that
 * lie side by side are joined. tests/README.md has the form. */
#ifndef TESTS_TRACE_H
#define TESTS_TRACE_H

#include <mailwire/dot.h>
#include <mailwire/line.h>
#include <mailwire/pop3_command_reader.h>
#include <mailwire/pop3_response_reader.h>
#include <mailwire/smtp_command_reader.h>
#include <mailwire/smtp_reply_reader.h>

#include "text.h"

/* The event that is not yet written, since the next one may be joined to it. */
typedef struct trace_pending {
  const char *kind; /* NULL: none */
  bool octets;      /* body is octets, not text */
  bool has_end;
  uint64_t offset;
  uint64_t end;
  uint64_t times;
  text_buffer body;
  text_buffer note;
} trace_pending;

/* All zero is empty. */
typedef struct trace {
  text_buffer text;
  bool fold;     /* equal events side by side make one line; offsets behind "@" are then relative */
  size_t events; /* told so far */
  trace_pending pending;
} trace;

void trace_free(trace *t);

/* Forgets all; fold stays. */
void trace_clear(trace *t);

/* Writes what is pending: to be called before text is read. */
void trace_flush(trace *t);

/* Adds a line as it is. */
void trace_add(trace *t, const char *line);

/* Adds "kind @offset". */
void trace_at(trace *t, const char *kind, uint64_t offset);

/* Adds "kind [offset,end) octets", or joins the octets to the event before. has_end false: "kind
 * @offset". note: NULL, or text in front of the octets; only events of the same note are joined. */
void trace_octets(trace *t, const char *kind, uint64_t offset, uint64_t end, bool has_end,
                  mw_slice octets, const char *note);

/* The number of the first command of the caller's own that a vector tells of. */
enum { TRACE_OWN_VERB = 0x4000 };

/* Adds one event. */
void trace_line(trace *t, const mw_line *line, uint64_t allow);
void trace_dot(trace *t, const mw_dot_event *event);
void trace_command(trace *t, const mw_smtp_command_event *event);
void trace_reply(trace *t, const mw_smtp_reply_event *event);
void trace_pop3_command(trace *t, const mw_pop3_command_event *event);
void trace_pop3_response(trace *t, const mw_pop3_response_event *event);

#endif
