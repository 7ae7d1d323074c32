/* SPDX-License-Identifier: MIT */
/* Text for a person: octets made visible, columns, colours. ASCII alone, so that columns stay
 * columns. */
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "words.h"

/* The widest name of a fact; of a key beside. */
enum { FACT = 12, KEY = 7 };

void text_colour(const conversation *c, const char *code)
{
  if (c->colour) {
    printf("\033[%sm", code);
  }
}

int text_put(mw_slice octets, int most)
{
  buffer words = {NULL, 0, 0};
  int width = words_octets(&words, octets, most);
  fputs(words_text(&words), stdout);
  buffer_free(&words);
  return width;
}

void text_pad(int width)
{
  if (width >= TEXT_COLUMN) {
    putchar('\n');
    width = 0;
  }
  printf("%*s", TEXT_COLUMN - width, "");
}

void text_column(const conversation *c, int width, int indent, buffer *words)
{
  text_pad(width);
  printf("%*s", indent, "");
  cells_put_paragraph(words_text(words), TEXT_COLUMN + indent, c->columns);
  buffer_free(words);
}

int text_secret_line(const conversation *c, mw_slice raw, mw_slice secret)
{
  bool masked = secret.ptr != NULL && !c->show_secrets;
  int width = 5;
  fputs("  C  ", stdout);
  text_colour(c, "34");
  if (masked) {
    raw.len = (size_t)(secret.ptr - raw.ptr);
  }
  width += text_put(raw, TEXT_LINE);
  if (masked) {
    width += printf("****");
  }
  text_colour(c, "0");
  return width;
}

void text_mark(const conversation *c, const char *colour, buffer *words)
{
  text_colour(c, colour);
  fputs("     ! ", stdout);
  cells_put_paragraph(words_text(words), 7, c->columns);
  text_colour(c, "0");
  buffer_free(words);
}

void text_note(const conversation *c, const char *note)
{
  buffer words = {NULL, 0, 0};
  words_add(&words, "%s", note);
  text_mark(c, "33", &words);
}

void text_begin_fact_of(mw_slice name)
{
  int width;
  fputs("       ", stdout);
  width = text_put(name, 40);
  do {
    putchar(' ');
  } while (++width < FACT);
}

void text_begin_fact(const char *name)
{
  fputs("       ", stdout);
  cells_put(name, FACT);
}

const char *text_phrase(const conversation *c, mw_topic topic, const char *key)
{
  mw_explanation e;
  mw_explain(c->text, topic, mw_slice_text(key), &e);
  return e.phrase;
}

void text_source(const mw_text *text, buffer *words, const char *rfc)
{
  if (strncmp(rfc, "RFC", 3) == 0) {
    words_add(words, say(text, " (%.*s)", "（%.*s）"), (int)strcspn(rfc, ";"), rfc);
  }
}

void text_beside(const conversation *c, const char *key, const char *phrase)
{
  text_pad(0);
  fputs("  ", stdout);
  if (key[0] != '\0') {
    cells_put(key, KEY);
  }
  cells_put_paragraph(phrase, TEXT_COLUMN + 2 + (key[0] != '\0' ? KEY : 0), c->columns);
}

void text_advice(const conversation *c, const char *advice)
{
  if (advice[0] != '\0') {
    text_beside(c, "", advice);
  }
}

void text_deviations(const conversation *c, mw_fault fault, uint64_t at, uint64_t tolerated,
                     uint64_t offset)
{
  uint64_t bit;
  buffer words = {NULL, 0, 0};
  if (fault != MW_FAULT_NONE) {
    words_add(&words,
              say(c->text, "octet %" PRIu64 ": %s (%s)", "%" PRIu64 "オクテット目: %s（%s）"), at,
              text_phrase(c, MW_TOPIC_FAULT, mw_fault_name(fault)), mw_fault_name(fault));
    text_mark(c, "33", &words);
  }
  for (bit = 1; bit != 0 && bit <= tolerated; bit <<= 1) {
    if ((tolerated & bit) != 0) {
      words_add(&words,
                say(c->text, "line at octet %" PRIu64 ": %s (%s)",
                    "%" PRIu64 "オクテット目からの行: %s（%s）"),
                offset, text_phrase(c, MW_TOPIC_TOLERANCE, mw_tolerance_name(bit)),
                mw_tolerance_name(bit));
      text_mark(c, "33", &words);
    }
  }
  fflush(stdout);
}
