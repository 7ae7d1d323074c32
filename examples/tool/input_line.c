/* SPDX-License-Identifier: MIT */
/* Lines of a file, and what they begin with. */
#include <string.h>

#include "conversation.h"
#include "input_build.h"

mw_slice slice_from(mw_slice text, size_t skip)
{
  size_t taken = skip < text.len ? skip : text.len;
  return mw_slice_of(text.ptr + taken, text.len - taken);
}

bool next_line(mw_slice *text, mw_slice *line)
{
  const char *lf;
  if (text->len == 0) {
    return false;
  }
  lf = memchr(text->ptr, '\n', text->len);
  *line = mw_slice_of(text->ptr, lf != NULL ? (size_t)(lf - text->ptr) : text->len);
  *text = slice_from(*text, line->len + 1);
  while (line->len > 0 && line->ptr[line->len - 1] == '\r') {
    line->len--;
  }
  return true;
}

bool begins_with(mw_slice line, const char *prefix)
{
  size_t len = strlen(prefix);
  return line.len >= len && memcmp(line.ptr, prefix, len) == 0;
}

bool has_prefix(mw_slice line, const char *prefix)
{
  size_t len = strlen(prefix);
  while (len > line.len && len > 1 && prefix[len - 1] == ' ') {
    len--;
  }
  return line.len >= len && memcmp(line.ptr, prefix, len) == 0;
}

size_t count_blanks(mw_slice text)
{
  size_t i = 0;
  while (i < text.len && (text.ptr[i] == ' ' || text.ptr[i] == '\t')) {
    i++;
  }
  return i;
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_reply(mw_slice line)
{
  return line.len >= 3 && line.ptr[0] >= '2' && line.ptr[0] <= '5' && is_digit(line.ptr[1]) &&
         is_digit(line.ptr[2]) && (line.len == 3 || line.ptr[3] == ' ' || line.ptr[3] == '-');
}

static bool is_response(mw_slice line)
{
  size_t len = begins_with(line, "+OK") ? 3 : begins_with(line, "-ERR") ? 4 : 0;
  if (len == 0) {
    return begins_with(line, "+ ");
  }
  return line.len == len || line.ptr[len] == ' ';
}

/* A verb that the tables have, in capitals or in small letters: as programs send it. */
static bool is_command(mw_slice line)
{
  char verb[20];
  bool small = false;
  bool capital = false;
  size_t i;
  verb_of_line(line, verb);
  for (i = 0; verb[i] != '\0' && i < line.len; i++) {
    small = small || (line.ptr[i] >= 'a' && line.ptr[i] <= 'z');
    capital = capital || (line.ptr[i] >= 'A' && line.ptr[i] <= 'Z');
  }
  return small != capital && (mw_smtp_verb_find(mw_slice_text(verb)) != MW_SMTP_UNKNOWN ||
                              mw_pop3_verb_find(mw_slice_text(verb)) != MW_POP3_UNKNOWN);
}

char said_by(mw_slice line)
{
  if (is_reply(line) || is_response(line)) {
    return 'S';
  }
  return is_command(line) ? 'C' : '\0';
}

unsigned weigh_said(mw_slice said)
{
  return said_by(said) != 0 ? 100 : 1;
}

unsigned weigh_lines(mw_slice text, unsigned (*weigh)(mw_slice line))
{
  unsigned sum = 0;
  mw_slice line;
  while (next_line(&text, &line)) {
    unsigned weight = weigh(line);
    sum += sum < 1u << 30 ? weight : 0;
  }
  return sum;
}

bool take_number(mw_slice *text, uint64_t *number)
{
  size_t i = 0;
  *number = 0;
  while (i < text->len && is_digit(text->ptr[i]) && *number < UINT64_C(100000000000000000)) {
    *number = *number * 10 + (uint64_t)(text->ptr[i] - '0');
    i++;
  }
  *text = slice_from(*text, i);
  return i > 0 && (text->len == 0 || !is_digit(text->ptr[0]));
}

int64_t take_millionths(mw_slice *text)
{
  uint64_t whole;
  int64_t part = 0;
  int64_t unit = 100000;
  size_t i = 1;
  if (!take_number(text, &whole) || whole > UINT64_C(1000000000000)) {
    return SEGMENT_NO_TIME;
  }
  if (text->len > 0 && text->ptr[0] == '.') {
    for (; i < text->len && is_digit(text->ptr[i]); i++) {
      part += unit * (text->ptr[i] - '0');
      unit /= 10;
    }
    *text = slice_from(*text, i);
  }
  return (int64_t)whole * 1000000 + part;
}

int hex_digit(char c)
{
  if (is_digit(c)) {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool take_hex(mw_slice *digits, buffer *octets)
{
  size_t i = 0;
  while (i + 1 < digits->len && hex_digit(digits->ptr[i]) >= 0 &&
         hex_digit(digits->ptr[i + 1]) >= 0) {
    *buffer_room(octets, 1) =
        (char)(hex_digit(digits->ptr[i]) * 16 + hex_digit(digits->ptr[i + 1]));
    octets->len++;
    i += 2;
  }
  *digits = slice_from(*digits, i);
  return digits->len == 0 || digits->ptr[0] == ' ' ||
         (digits->len == 1 && hex_digit(digits->ptr[0]) >= 0);
}
