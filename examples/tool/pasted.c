/* SPDX-License-Identifier: MIT */
/* A reply as a person has it: within the words of a bounce message, a log, a transcript. */
#include "pasted.h"

#include <string.h>

static bool digit_at(mw_slice t, size_t at, char low, char high)
{
  return at < t.len && t.ptr[at] >= low && t.ptr[at] <= high;
}

static mw_slice from(mw_slice t, size_t at)
{
  return mw_slice_of(t.ptr + at, t.len - at);
}

static bool is_word_octet(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '-' || c == '_' || c == '[' || c == '/' || c == '@' || c == '=';
}

/* Three digits of a reply, alone as a word or with "-" behind them: at the begin any, elsewhere
 * those that SMTP uses. */
static bool is_code_at(mw_slice t, size_t at)
{
  bool any = at == 0;
  return digit_at(t, at, any ? '0' : '2', any ? '9' : '5') &&
         digit_at(t, at + 1, '0', any ? '9' : '5') && digit_at(t, at + 2, '0', '9') &&
         (at + 3 == t.len || t.ptr[at + 3] == ' ' || t.ptr[at + 3] == '-') &&
         (at == 0 || !is_word_octet(t.ptr[at - 1]));
}

static bool is_status_at(mw_slice t, size_t at)
{
  mw_slice rest = from(t, at);
  return (at == 0 || !is_word_octet(t.ptr[at - 1])) &&
         ((rest.len >= 3 && memcmp(rest.ptr, "+OK", 3) == 0) ||
          (rest.len >= 4 && memcmp(rest.ptr, "-ERR", 4) == 0));
}

static bool ends_with(mw_slice t, const char *word)
{
  mw_slice w = mw_slice_text(word);
  return t.len >= w.len && mw_slice_equal_nocase(from(t, t.len - w.len), w);
}

/* What stands in front of a reply that someone quotes. */
static bool is_introduced(mw_slice before)
{
  static const char *const words[] = {"said:", "smtp;", "response:", "returned", "error:", "<<<",
                                      "'",     "\"",    "S:",        "<-",       "<**"};
  size_t i;
  while (before.len > 0 && before.ptr[before.len - 1] == ' ') {
    before.len--;
  }
  for (i = 0; i < sizeof words / sizeof words[0]; i++) {
    if (ends_with(before, words[i])) {
      return true;
    }
  }
  return false;
}

/* How sure it is that a reply begins there; 0: none does. */
static int worth_at(mw_slice t, size_t at)
{
  mw_enhanced enhanced;
  int worth = 0;
  if (is_status_at(t, at)) {
    return 2;
  }
  if (!is_code_at(t, at)) {
    return 0;
  }
  if (at + 4 < t.len && mw_enhanced_parse(from(t, at + 4), &enhanced, NULL) > 0) {
    worth += 2;
  }
  return 1 + worth + (is_introduced(mw_slice_of(t.ptr, at)) ? 2 : 0);
}

/* An enhanced status code that stands alone. */
static mw_slice enhanced_in(mw_slice t)
{
  mw_enhanced enhanced;
  size_t at;
  for (at = 0; at < t.len; at++) {
    mw_slice word = from(t, at);
    size_t len = 0;
    while (len < word.len &&
           ((word.ptr[len] >= '0' && word.ptr[len] <= '9') || word.ptr[len] == '.')) {
      len++;
    }
    word.len = len;
    if ((at == 0 || !is_word_octet(t.ptr[at - 1])) && len > 0 &&
        mw_enhanced_parse(word, &enhanced, NULL) == len) {
      return word;
    }
  }
  return mw_slice_text(NULL);
}

/* Where word stands in t; t.len when it does not. */
static size_t place_of(mw_slice t, const char *word)
{
  size_t len = strlen(word);
  size_t at = 0;
  while (at + len <= t.len && memcmp(t.ptr + at, word, len) != 0) {
    at++;
  }
  return at + len <= t.len ? at : t.len;
}

/* Without what a mailer says behind the reply: "(in reply to RCPT TO command)", the closing quote.
 */
static mw_slice without_tail(mw_slice t, char before)
{
  static const char tail[] = " (in reply to ";
  size_t at;
  for (at = 0; at + sizeof tail - 1 < t.len; at++) {
    if (memcmp(t.ptr + at, tail, sizeof tail - 1) == 0) {
      t.len = at;
    }
  }
  while (t.len > 0 && t.ptr[t.len - 1] == ' ') {
    t.len--;
  }
  if (t.len > 0 && (before == '\'' || before == '"') && t.ptr[t.len - 1] == before) {
    t.len--;
  }
  return t;
}

/* "in reply to RCPT TO command", "after end of data:": what the reply answers. */
static void find_place(mw_slice t, pasted *found)
{
  static const char *const words[] = {"in reply to ", "mail server after ", "while talking after "};
  size_t i;
  for (i = 0; i < sizeof words / sizeof words[0]; i++) {
    size_t at = place_of(t, words[i]);
    mw_slice rest;
    mw_slice word;
    if (at == t.len) {
      continue;
    }
    rest = from(t, at + strlen(words[i]));
    if (rest.len >= 6 && memcmp(rest.ptr, "end of", 6) == 0) {
      found->place = MW_PLACE_END_OF_DATA;
      found->verb = MW_SMTP_DATA;
    } else if (mw_word_next(&rest, &word)) {
      found->verb = mw_smtp_verb_find(word);
      found->place = found->verb != MW_SMTP_UNKNOWN ? MW_PLACE_COMMAND : (mw_place)0;
    }
  }
}

void pasted_find(mw_slice line, pasted *found)
{
  int best = 0;
  size_t begin = 0;
  size_t at;
  memset(found, 0, sizeof *found);
  while (line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t')) {
    line = from(line, 1);
  }
  best = worth_at(line, 0) > 0 ? 9 : 0;
  for (at = 1; at < line.len; at++) {
    int worth = worth_at(line, at);
    if (worth > best) {
      best = worth;
      begin = at;
    }
  }
  found->has_code = best > 0;
  find_place(line, found);
  found->reply = without_tail(from(line, begin), begin > 0 ? line.ptr[begin - 1] : '\0');
  if (!found->has_code) {
    found->enhanced = enhanced_in(line);
  }
}
