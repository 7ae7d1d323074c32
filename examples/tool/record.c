/* SPDX-License-Identifier: MIT */
/* Records for other programs: named fields as JSON Lines, tab-separated values, or comma-separated
 * values (RFC 4180). */
#include "record.h"

#include <stdio.h>
#include <string.h>

#include "json.h"

bool record_format_named(const char *name, record_format *format)
{
  static const char *const names[] = {
      [RECORD_TEXT] = "text", [RECORD_JSONL] = "jsonl", [RECORD_TSV] = "tsv", [RECORD_CSV] = "csv"};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    if (strcmp(names[i], name) == 0) {
      *format = (record_format)i;
      return true;
    }
  }
  return false;
}

static void put_tsv(const char *text)
{
  for (; *text != '\0'; text++) {
    putchar(strchr("\t\r\n", *text) != NULL ? ' ' : *text);
  }
}

static void put_csv(const char *text)
{
  bool quoted = strpbrk(text, ",\"\r\n") != NULL;
  if (!quoted) {
    fputs(text, stdout);
    return;
  }
  putchar('"');
  for (; *text != '\0'; text++) {
    if (*text == '"') {
      putchar('"');
    }
    putchar(*text);
  }
  putchar('"');
}

static void put_value(record_format format, const char *text)
{
  if (format == RECORD_TSV) {
    put_tsv(text);
  } else {
    put_csv(text);
  }
}

static void put_json(const record_field *field)
{
  json_put_text(field->name);
  putchar(':');
  if (field->text != NULL && field->digits) {
    fputs(field->text, stdout);
  } else {
    json_put_text(field->text);
  }
}

void record_begin(record_format format, bool bom, const record_field *fields, size_t number)
{
  size_t i;
  if (bom) {
    fputs("\xef\xbb\xbf", stdout);
  }
  if (format != RECORD_TSV && format != RECORD_CSV) {
    return;
  }
  for (i = 0; i < number; i++) {
    fputs(i == 0 ? "" : format == RECORD_TSV ? "\t" : ",", stdout);
    put_value(format, fields[i].name);
  }
  fputs(format == RECORD_CSV ? "\r\n" : "\n", stdout);
}

void record_put(record_format format, const record_field *fields, size_t number)
{
  size_t i;
  fputs(format == RECORD_JSONL ? "{" : "", stdout);
  for (i = 0; i < number; i++) {
    if (format == RECORD_JSONL) {
      fputs(i == 0 ? "" : ",", stdout);
      put_json(&fields[i]);
    } else {
      fputs(i == 0 ? "" : format == RECORD_TSV ? "\t" : ",", stdout);
      put_value(format, fields[i].text != NULL ? fields[i].text : "");
    }
  }
  fputs(format == RECORD_JSONL ? "}\n" : format == RECORD_CSV ? "\r\n" : "\n", stdout);
}
