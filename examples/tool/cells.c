/* SPDX-License-Identifier: MIT */
/* Cells of a terminal: how wide a text is, and columns that stay columns. The C library knows the
 * width of Japanese only in some locales, so the ranges stand here. */
#include "cells.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Characters of two cells: East Asian Wide and Fullwidth. */
static const struct {
  uint32_t first;
  uint32_t last;
} wide[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},
    {0x4e00, 0x9fff},   {0xa000, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},
    {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6f},   {0xff01, 0xff60},
    {0xffe0, 0xffe6},   {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x2fffd},
    {0x30000, 0x3fffd},
};

/* The character that text begins with. *octets: how many it has. */
static uint32_t character_of(const char *text, size_t *octets)
{
  const unsigned char *t = (const unsigned char *)text;
  size_t len = t[0] < 0x80 ? 1 : t[0] < 0xe0 ? 2 : t[0] < 0xf0 ? 3 : 4;
  uint32_t c = len == 1 ? t[0] : t[0] & (0xffu >> (len + 1));
  size_t i;
  for (i = 1; i < len && (t[i] & 0xc0) == 0x80; i++) {
    c = c << 6 | (t[i] & 0x3f);
  }
  *octets = i;
  return c;
}

static int cells_of_character(uint32_t c)
{
  size_t i;
  if (c >= 0x300 && c <= 0x36f) {
    return 0; /* combining marks */
  }
  for (i = 0; i < sizeof wide / sizeof wide[0]; i++) {
    if (c >= wide[i].first && c <= wide[i].last) {
      return 2;
    }
  }
  return 1;
}

int cells_of(const char *text)
{
  int cells = 0;
  while (*text != '\0') {
    size_t octets;
    cells += cells_of_character(character_of(text, &octets));
    text += octets;
  }
  return cells;
}

void cells_put(const char *text, int width)
{
  int cells = cells_of(text);
  fputs(text, stdout);
  do {
    putchar(' ');
  } while (++cells < width);
}

static int is_one_of(uint32_t c, const uint32_t *characters)
{
  while (*characters != 0 && *characters != c) {
    characters++;
  }
  return *characters != 0;
}

/* Whether a line may not begin with that character: what closes or ends something. */
static int clings(uint32_t c)
{
  static const uint32_t closing[] = {0x3001, 0x3002, 0x3005, 0x300d, 0x300f, 0x3011, 0x3041, 0x3043,
                                     0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x30a1,
                                     0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30c3, 0x30e3, 0x30e5, 0x30e7,
                                     0x30fb, 0x30fc, 0xff01, 0xff09, 0xff1a, 0xff1f, 0};
  return is_one_of(c, closing);
}

/* Whether a line may not end with it. */
static int opens(uint32_t c)
{
  static const uint32_t opening[] = {0x300c, 0x300e, 0x3010, 0xff08, 0};
  return is_one_of(c, opening);
}

/* How many octets a short part in brackets has that text begins with; 0: none. */
static size_t bracket_of(const char *text)
{
  enum { SHORT = 30 };
  static const struct {
    const char *opening;
    const char *closing;
  } brackets[] = {{"(", ")"}, {"（", "）"}};
  size_t i;
  for (i = 0; i < sizeof brackets / sizeof brackets[0]; i++) {
    const char *closing;
    if (strncmp(text, brackets[i].opening, strlen(brackets[i].opening)) == 0 &&
        (closing = strstr(text, brackets[i].closing)) != NULL && closing - text < SHORT) {
      return (size_t)(closing - text) + strlen(brackets[i].closing);
    }
  }
  return 0;
}

/* How many octets of text stay together: a word, or a short part in brackets, with the blanks
 * before it, or one wide character with those that cling to it. */
static size_t unit_of(const char *text)
{
  size_t octets;
  size_t len = strspn(text, " ");
  uint32_t c;
  len += bracket_of(text + len);
  c = character_of(text + len, &octets);
  if (text[len] == '\0') {
    return len;
  }
  while (opens(c)) {
    len += octets;
    c = character_of(text + len, &octets);
  }
  if (cells_of_character(c) == 2) {
    len += octets;
  }
  while (cells_of_character(c) != 2 && text[len] != '\0' && text[len] != ' ') {
    len += octets;
    c = character_of(text + len, &octets);
  }
  while (clings(character_of(text + len, &octets))) {
    len += octets;
  }
  return len;
}

static int cells_of_octets(const char *text, size_t len)
{
  int cells = 0;
  size_t at = 0;
  while (at < len) {
    size_t octets;
    cells += cells_of_character(character_of(text + at, &octets));
    at += octets;
  }
  return cells;
}

void cells_put_paragraph(const char *text, int indent, int most)
{
  int column = indent;
  while (*text != '\0') {
    size_t len = unit_of(text);
    int cells = cells_of_octets(text, len);
    if (column + cells > most && column > indent) {
      size_t blanks = strspn(text, " ");
      printf("\n%*s", indent, "");
      text += blanks;
      len -= blanks;
      cells -= (int)blanks;
      column = indent;
    }
    fwrite(text, 1, len, stdout);
    column += cells;
    text += len;
  }
  putchar('\n');
}
