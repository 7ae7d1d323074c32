/* SPDX-License-Identifier: MIT */
/* Text for a person: octets made visible, columns, colours. ASCII alone, so that columns stay
 * columns. */
#include "text.h"

#include <inttypes.h>
#include <stdio.h>

/* The widest name of a fact. */
enum { FACT = 12 };

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

void text_end_counts(const tally *t)
{
  if (t->unsolicited > 0) {
    printf(", %" PRIu64 " of them to nothing", t->unsolicited);
  }
  if (t->unanswered > 0) {
    printf(", %" PRIu64 " commands without a reply", t->unanswered);
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
  text_begin_fact_of(mw_slice_text(name));
}

void text_deviations(const conversation *c, mw_fault fault, uint64_t at, uint64_t tolerated,
                     uint64_t offset)
{
  uint64_t bit;
  text_colour(c, "33");
  if (fault != MW_FAULT_NONE) {
    printf("     ! octet %" PRIu64 ": %s (%s)\n", at, mw_fault_text(fault), mw_fault_name(fault));
  }
  for (bit = 1; bit != 0 && bit <= tolerated; bit <<= 1) {
    if ((tolerated & bit) != 0) {
      printf("     ! line at octet %" PRIu64 ": %s (%s)\n", offset, mw_tolerance_text(bit),
             mw_tolerance_name(bit));
    }
  }
  text_colour(c, "0");
  fflush(stdout);
}
