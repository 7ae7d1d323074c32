/* SPDX-License-Identifier: MIT */
/* Facts for a person: a label, and beside it what is said, in lines of a readable length. */
#include "facts.h"

#include <stdio.h>
#include <string.h>

#include "cells.h"

enum { INDENT = 5, VALUE_EN = 21, VALUE_JA = 25, LINE_CELLS = 96 };

/* Where values begin. */
static int value_column(const mw_text *text)
{
  return speech_is_japanese(text) ? VALUE_JA : VALUE_EN;
}

void facts_put_label(const mw_text *text, const char *label)
{
  printf("%*s", INDENT, "");
  cells_put(label, value_column(text) - INDENT);
}

void facts_put(const mw_text *text, const char *label, const char *value)
{
  int column = value_column(text);
  if (value[0] == '\0') {
    return;
  }
  facts_put_label(text, label);
  if (INDENT + cells_of(label) >= column) { /* the label goes beyond its column */
    printf("\n%*s", column, "");
  }
  cells_put_paragraph(value, column, LINE_CELLS);
}

bool facts_is_repeated(const mw_catalog_match *rows, size_t at)
{
  size_t i;
  for (i = 0; i < at; i++) {
    if (strcmp(rows[i].row->name, rows[at].row->name) == 0) {
      return true;
    }
  }
  return false;
}
