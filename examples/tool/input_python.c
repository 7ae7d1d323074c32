/* SPDX-License-Identifier: MIT */
/* Literals of Python, as repr() prints them. */
#include "input_python.h"

#include <string.h>

/* How many characters stand in front of the quote. */
static size_t letters(mw_slice text)
{
  return text.len > 0 && (text.ptr[0] == 'b' || text.ptr[0] == 'u') ? 1 : 0;
}

bool is_python_literal(mw_slice text)
{
  mw_slice rest = slice_from(text, letters(text));
  return begins_with(rest, "'") || begins_with(rest, "\"");
}

/* How many digits follow \x, \u or \U. */
static size_t digits_of(char letter)
{
  return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
}

/* \xNN and the like; returns how many octets it takes, 0 for other escapes. */
static size_t put_number(mw_slice at, bool text, buffer *octets)
{
  size_t digits = at.len > 1 ? digits_of(at.ptr[1]) : 0;
  unsigned long number = 0;
  size_t i;
  if (digits == 0 || at.len < 2 + digits) {
    return 0;
  }
  for (i = 2; i < 2 + digits; i++) {
    if (hex_digit(at.ptr[i]) < 0) {
      return 0;
    }
    number = number << 4 | (unsigned long)hex_digit(at.ptr[i]);
  }
  if (number > 0x10FFFF) {
    return 0;
  }
  if (text) {
    buffer_add_utf8(octets, number);
  } else {
    *buffer_room(octets, 1) = (char)(number & 0xFF);
    octets->len++;
  }
  return 2 + digits;
}

/* What begins with a backslash; one that says nothing stands for itself. */
static size_t put_escape(mw_slice at, bool text, buffer *octets)
{
  static const char letters_of[] = "rnt\\'\"abfv";
  static const char octets_of[] = "\r\n\t\\'\"\a\b\f\v";
  const char *known = at.len > 1 && at.ptr[1] != '\0' ? strchr(letters_of, at.ptr[1]) : NULL;
  size_t len = put_number(at, text, octets);
  if (len > 0) {
    return len;
  }
  buffer_add(octets, known != NULL ? &octets_of[known - letters_of] : at.ptr, 1);
  return known != NULL ? 2 : 1;
}

bool python_literal(mw_slice *text, buffer *octets)
{
  bool is_text = !begins_with(*text, "b");
  mw_slice at = slice_from(*text, letters(*text));
  char quote;
  if (!is_python_literal(*text)) {
    return false;
  }
  quote = at.ptr[0];
  at = slice_from(at, 1);
  while (at.len > 0 && at.ptr[0] != quote) {
    size_t len = 1;
    if (at.ptr[0] == '\\') {
      len = put_escape(at, is_text, octets);
    } else {
      buffer_add(octets, at.ptr, 1);
    }
    at = slice_from(at, len);
  }
  *text = slice_from(at, 1);
  return true;
}
