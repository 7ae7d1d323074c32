/* SPDX-License-Identifier: MIT */
/* How transcripts tell who said a line. */
#include "input_prefix.h"

#include <string.h>

static const struct {
  prefix_style style;
  char dir;
  const char *mark; /* a blank at its end may be missing with the rest of the line */
} marks[] = {
    {STYLE_LETTER, 'C', "C:"},
    {STYLE_LETTER, 'S', "S:"},
    {STYLE_WORDS, 'C', "CLIENT -> SERVER:"},
    {STYLE_WORDS, 'S', "SERVER -> CLIENT:"},
    {STYLE_WORDS, 'C', "CLIENT:"},
    {STYLE_WORDS, 'S', "SERVER:"},
    {STYLE_WORDS, 'C', "Client:"},
    {STYLE_WORDS, 'S', "Server:"},
    {STYLE_EXIM, '>', "SMTP>>"},
    {STYLE_EXIM, '>', "SMTP+>"},
    {STYLE_EXIM, '>', "SMTP|>"},
    {STYLE_EXIM, '<', "SMTP<<"},
    {STYLE_ANGLES, '>', ">>> "},
    {STYLE_ANGLES, '<', "<<< "},
    {STYLE_MSMTP, '>', "--> "},
    {STYLE_MSMTP, '<', "<-- "},
    {STYLE_NAMED, '>', "SMTP> "},
    {STYLE_NAMED, '<', "SMTP< "},
    {STYLE_NAMED, '>', "POP3> "},
    {STYLE_NAMED, '<', "POP3< "},
    {STYLE_NAMED, '>', "LMTP> "},
    {STYLE_NAMED, '<', "LMTP< "},
};

static size_t take(mw_slice text, const char *mark)
{
  return begins_with(text, mark) ? strlen(mark) : 0;
}

/* "C:" with one character or both in full width; how many octets it takes, 0: it is none. */
static size_t take_wide(mw_slice text, char *dir)
{
  size_t wide_c = take(text, "\xEF\xBC\xA3");
  size_t wide_s = take(text, "\xEF\xBC\xB3");
  size_t letter = wide_c + wide_s > 0 ? 3 : take(text, "C") + take(text, "S");
  size_t colon = take(slice_from(text, letter), "\xEF\xBC\x9A");
  if (letter == 0) {
    return 0;
  }
  if (colon == 0 && letter == 3) {
    colon = take(slice_from(text, letter), ":");
  }
  *dir = wide_c > 0 || text.ptr[0] == 'C' ? 'C' : 'S';
  return colon > 0 ? letter + colon : 0;
}

/* "4> " */
static size_t take_number_mark(mw_slice text, char *dir)
{
  mw_slice rest = text;
  uint64_t number;
  if (!take_number(&rest, &number) || number > 99 || rest.len == 0 ||
      (rest.len > 1 && rest.ptr[1] != ' ')) {
    return 0;
  }
  *dir = rest.ptr[0];
  return *dir == '>' || *dir == '<' ? text.len - rest.len + 1 : 0;
}

/* Ideographic spaces behind what is written in full width are blanks. */
static mw_slice without_wide_blanks(mw_slice text)
{
  size_t len;
  while ((len = take(text, "\xE3\x80\x80")) > 0) {
    text = slice_from(text, len);
  }
  return text;
}

static prefix mark_of(mw_slice text, prefix_style style)
{
  prefix p = {0, {text.ptr, 0}};
  size_t len = style == STYLE_MUTT     ? take_number_mark(text, &p.dir)
               : style == STYLE_LETTER ? take_wide(text, &p.dir)
                                       : 0;
  size_t i;
  for (i = 0; len == 0 && i < sizeof marks / sizeof marks[0]; i++) {
    if (marks[i].style == style && has_prefix(text, marks[i].mark)) {
      len = strlen(marks[i].mark);
      len -= marks[i].mark[len - 1] == ' ' ? 1 : 0;
      p.dir = marks[i].dir;
    }
  }
  p.dir = len > 0 ? p.dir : '\0';
  p.said = without_wide_blanks(slice_from(text, len));
  return p;
}

static bool is_level(mw_slice word)
{
  static const char *const levels[] = {"DEBUG", "INFO", "TRACE", "debug", "info", "trace"};
  size_t i;
  for (i = 0; i < sizeof levels / sizeof levels[0]; i++) {
    if (mw_slice_equal(word, mw_slice_text(levels[i]))) {
      return true;
    }
  }
  return false;
}

static bool is_time(mw_slice word)
{
  size_t i = 0;
  while (i < word.len && strchr("0123456789-:.,/+TZ", word.ptr[i]) != NULL && word.ptr[i] != '\0') {
    i++;
  }
  return i == word.len && word.len > 0 && word.ptr[0] >= '0' && word.ptr[0] <= '9';
}

/* The word that text begins with, up to a blank; "[...]" is one. */
static mw_slice first_word(mw_slice text)
{
  const char *end = NULL;
  size_t len = 0;
  if (begins_with(text, "[")) {
    end = memchr(text.ptr, ']', text.len);
    return mw_slice_of(text.ptr, end != NULL ? (size_t)(end - text.ptr) + 1 : 0);
  }
  while (len < text.len && text.ptr[len] != ' ' && text.ptr[len] != '\t') {
    len++;
  }
  return mw_slice_of(text.ptr, len);
}

/* What a log puts in front: "[...]", a time or a number, a level; where arrows mark the lines also
 * "name:". Returns how many octets it takes, with the blanks behind it; 0: none is there. */
static size_t take_lead(mw_slice text, bool arrows)
{
  mw_slice word = first_word(text);
  if (word.len == 0 || word.len == text.len) {
    return 0;
  }
  if (word.ptr[0] == '[' || is_level(word) || is_time(word) ||
      (arrows && word.ptr[word.len - 1] == ':')) {
    return word.len + count_blanks(slice_from(text, word.len));
  }
  return 0;
}

prefix prefix_of(mw_slice line, prefix_style style)
{
  mw_slice text = slice_from(line, count_blanks(line));
  prefix p = mark_of(text, style);
  int words = 0;
  while (p.dir == 0 && words++ < 6) {
    size_t len = take_lead(text, style != STYLE_LETTER && style != STYLE_WORDS);
    if (len == 0) {
      break;
    }
    text = slice_from(text, len);
    p = mark_of(text, style);
  }
  return p;
}

static mw_slice trimmed(mw_slice text)
{
  return slice_from(text, count_blanks(text));
}

static unsigned weigh_style(mw_slice text, prefix_style style)
{
  unsigned sum = 0;
  mw_slice line;
  while (next_line(&text, &line)) {
    prefix p = prefix_of(line, style);
    sum += p.dir != 0 && sum < 1u << 30 ? weigh_said(trimmed(p.said)) : 0;
  }
  return sum;
}

prefix_style style_of(mw_slice text, unsigned *weight)
{
  prefix_style best = STYLE_NONE;
  int i;
  *weight = 0;
  for (i = 0; i < STYLES; i++) {
    unsigned sum = weigh_style(text, (prefix_style)i);
    if (sum > *weight) {
      *weight = sum;
      best = (prefix_style)i;
    }
  }
  return best;
}

/* Lines marked ">" that a side could have said, less those marked "<". */
static int count_side(mw_slice text, prefix_style style, char side)
{
  int votes = 0;
  mw_slice line;
  while (next_line(&text, &line)) {
    prefix p = prefix_of(line, style);
    if ((p.dir == '>' || p.dir == '<') && said_by(trimmed(p.said)) == side) {
      votes += p.dir == '>' ? 1 : -1;
    }
  }
  return votes;
}

bool is_server_greater(mw_slice text, prefix_style style)
{
  int replies = count_side(text, style, 'S');
  /* Capabilities look like commands: those tell no more than there is. */
  return replies > 0 || (replies == 0 && count_side(text, style, 'C') < 0);
}

size_t prefix_indent(mw_slice text, prefix_style style)
{
  size_t least = SIZE_MAX;
  mw_slice line;
  while (next_line(&text, &line)) {
    prefix p = prefix_of(line, style);
    size_t blanks = count_blanks(p.said);
    if (p.dir != 0 && blanks < p.said.len && blanks < least) {
      least = blanks;
    }
  }
  return least == 0 || least == SIZE_MAX ? 1 : least;
}
