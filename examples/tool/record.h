/* SPDX-License-Identifier: MIT */
/* Records for other programs: named fields as JSON Lines, tab-separated or comma-separated values.
 */
#ifndef TOOL_RECORD_H
#define TOOL_RECORD_H

#include <mailwire/base.h>

typedef enum record_format {
  RECORD_TEXT, /* for a person: no records */
  RECORD_JSONL,
  RECORD_TSV,
  RECORD_CSV
} record_format;

/* The format of a name; false: there is none. */
bool record_format_named(const char *name, record_format *format);

/* One field. A number where digits is set. Absent (text NULL): null, or empty. */
typedef struct record_field {
  const char *name;
  const char *text;
  bool digits;
} record_field;

/* The line of names that TSV and CSV begin with. bom: U+FEFF in front, for spreadsheets. */
void record_begin(record_format format, bool bom, const record_field *fields, size_t number);

/* One record, a line. In TSV a tab or a line end in a value is a blank. */
void record_put(record_format format, const record_field *fields, size_t number);

#endif
