/* SPDX-License-Identifier: MIT */
/* Text for a person: octets made visible, columns, colours. ASCII alone, so that columns stay
 * columns. */
#include "text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cells.h"

/* The widest name of a fact; of a key beside; where lines of text end. */
enum { FACT = 12, KEY = 7, TEXT_END = 100 };

void text_colour(const conversation *c, const char *code)
{
  if (c->colour) {
    printf("\033[%sm", code);
  }
}

/* One octet, made visible; how many columns it takes. */
static int put_octet(char octet)
{
  unsigned char o = (unsigned char)octet;
  if (o >= 0x20 && o < 0x7f && o != '\\') {
    putchar(o);
    return 1;
  }
  if (o == '\\') {
    fputs("\\\\", stdout);
    return 2;
  }
  printf("\\x%02X", o);
  return 4;
}

int text_put(mw_slice octets, int most)
{
  int width = 0;
  size_t i;
  for (i = 0; i < octets.len; i++) {
    if (width >= most) {
      fputs("...", stdout);
      return width + 3;
    }
    width += put_octet(octets.ptr[i]);
  }
  return width;
}

void text_pad(int width)
{
  do {
    putchar(' ');
  } while (++width < TEXT_COLUMN);
}

void text_secret_line(const conversation *c, mw_slice raw, mw_slice secret)
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
  text_pad(width);
}

void text_note(const conversation *c, const char *words)
{
  text_colour(c, "33");
  printf("     ! %s\n", words);
  text_colour(c, "0");
}

void text_end_counts(const conversation *c)
{
  const tally *t = &c->tally;
  if (!c->recording->has_order) { /* one side alone */
    return;
  }
  if (t->unsolicited > 0) {
    printf(say(c->text, ", %" PRIu64 " of them to nothing",
               "（うち%" PRIu64 "件は対応するコマンドなし）"),
           t->unsolicited);
  }
  if (t->unanswered > 0) {
    printf(
        say(c->text, ", %" PRIu64 " commands without a reply", "、応答のないコマンド%" PRIu64 "件"),
        t->unanswered);
  }
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

void text_source(const char *rfc)
{
  if (strncmp(rfc, "RFC", 3) == 0) {
    printf(" (%.*s)", (int)strcspn(rfc, ";"), rfc);
  }
}

void text_beside(const char *key, const char *phrase)
{
  text_pad(0);
  fputs("  ", stdout);
  cells_put(key, KEY);
  puts(phrase);
}

void text_advice(const char *advice)
{
  if (advice[0] != '\0') {
    text_pad(0);
    fputs("  ", stdout);
    cells_put_paragraph(advice, TEXT_COLUMN + 2, TEXT_END);
  }
}

void text_deviations(const conversation *c, mw_fault fault, uint64_t at, uint64_t tolerated,
                     uint64_t offset)
{
  uint64_t bit;
  text_colour(c, "33");
  if (fault != MW_FAULT_NONE) {
    printf(say(c->text, "     ! octet %" PRIu64 ": %s (%s)\n",
               "     ! %" PRIu64 "オクテット目: %s (%s)\n"),
           at, text_phrase(c, MW_TOPIC_FAULT, mw_fault_name(fault)), mw_fault_name(fault));
  }
  for (bit = 1; bit != 0 && bit <= tolerated; bit <<= 1) {
    if ((tolerated & bit) != 0) {
      printf(say(c->text, "     ! line at octet %" PRIu64 ": %s (%s)\n",
                 "     ! %" PRIu64 "オクテット目からの行: %s (%s)\n"),
             offset, text_phrase(c, MW_TOPIC_TOLERANCE, mw_tolerance_name(bit)),
             mw_tolerance_name(bit));
    }
  }
  text_colour(c, "0");
  fflush(stdout);
}
