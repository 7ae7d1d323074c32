/* SPDX-License-Identifier: MIT */
/* The parts that the lines of a trace are made of. */
#ifndef TESTS_TRACE_PARTS_H
#define TESTS_TRACE_PARTS_H

#include "trace.h"

/* Tells an event of lines: body is the text behind its offsets. */
void trace_event(trace *t, const char *kind, uint64_t offset, uint64_t end,
                 const text_buffer *body);

/* Add one part to body. name has the blank in front and the "=" behind it. Offsets count from base
 * when the trace is folded. */
void part_number(text_buffer *body, const char *name, uint64_t number);
void part_slice(text_buffer *body, const char *name, mw_slice slice);
void part_offset(const trace *t, text_buffer *body, uint64_t offset, uint64_t base);
void part_fault(const trace *t, text_buffer *body, mw_fault fault, uint64_t offset, uint64_t base);
void part_tolerated(text_buffer *body, uint64_t tolerated);
void part_ending(text_buffer *body, mw_line_end ending);

/* A command line: its verb's name, keyword and argument where they tell more, and its secret. */
void part_command(text_buffer *body, const char *verb, mw_slice raw, mw_slice keyword,
                  mw_slice argument);
void part_secret(text_buffer *body, mw_slice secret);

/* Tells octets, with a fault that all of them carry. */
void trace_faulty_octets(trace *t, const char *kind, uint64_t offset, uint64_t end, mw_slice octets,
                         mw_fault fault, uint64_t fault_offset);

#endif
