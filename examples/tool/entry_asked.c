/* SPDX-License-Identifier: MIT */
/* What a person means who asks for an entry in other words than the tables have. */
#include <string.h>

#include "entry.h"
#include "pasted.h"

/* ---- as a person writes it
 * --------------------------------------------------------------------- */

static bool is_one_of(char c, const char *set)
{
  return c != '\0' && strchr(set, c) != NULL;
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

/* "#5.1.1", "(5.1.1)", "[IN-USE]", "550:" without what stands around it. */
static mw_slice without_marks(mw_slice t)
{
  while (t.len > 0 && is_one_of(t.ptr[0], " \t#([<\"'")) {
    t = pasted_from(t, 1);
  }
  while (t.len > 0 && is_one_of(t.ptr[t.len - 1], " \t)]>\"',;:")) {
    t.len--;
  }
  return t;
}

/* How many octets the first word has: "550-5.1.1" are two, "IN-USE" is one. */
static size_t word_len(mw_slice t)
{
  size_t len = 0;
  bool digits = t.len >= 4 && is_digit(t.ptr[0]) && is_digit(t.ptr[1]) && is_digit(t.ptr[2]) &&
                t.ptr[3] == '-';
  if (digits) {
    return 3;
  }
  while (len < t.len && !is_one_of(t.ptr[len], " \t:=<")) {
    len++;
  }
  return len;
}

static bool is_code(mw_slice t)
{
  size_t i;
  for (i = 0; i < t.len; i++) {
    if (!is_digit(t.ptr[i]) && t.ptr[i] != '.') {
      return false;
    }
  }
  return t.len > 0;
}

/* A verb that is written in two words; NULL: it is none. */
static char *verb_of_words(mw_slice t)
{
  static char verbs[][2][12] = {
      {"MAIL FROM", "MAIL"}, {"RCPT TO", "RCPT"}, {"START TLS", "STARTTLS"}};
  size_t i;
  for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    size_t len = strlen(verbs[i][0]);
    if (pasted_begins(t, verbs[i][0]) && (t.len == len || is_one_of(t.ptr[len], " :<"))) {
      return verbs[i][1];
    }
  }
  return NULL;
}

int entry_join_words(int words, char **arguments)
{
  int kept = 0;
  int i;
  for (i = 0; i < words; i++) {
    buffer both = {NULL, 0, 0};
    char *verb = NULL;
    if (i + 1 < words) {
      buffer_add(&both, arguments[i], strlen(arguments[i]));
      buffer_add(&both, " ", 1);
      buffer_add(&both, arguments[i + 1], strlen(arguments[i + 1]));
      verb = verb_of_words(mw_slice_of(both.ptr, both.len));
    }
    arguments[kept++] = verb != NULL ? verb : arguments[i];
    i += verb != NULL ? 1 : 0;
    buffer_free(&both);
  }
  return kept;
}

/* A word as a text ended by NUL; false: it is longer than any key. */
static bool copy_word(char word[ENTRY_WORD], mw_slice t)
{
  if (t.len == 0 || t.len >= ENTRY_WORD) {
    return false;
  }
  memcpy(word, t.ptr, t.len);
  word[t.len] = '\0';
  return true;
}

size_t entry_words(const char *argument, char words[ENTRY_WORDS][ENTRY_WORD])
{
  buffer narrow = {NULL, 0, 0};
  mw_slice t;
  const char *verb;
  size_t count = 0;
  pasted_narrow(&narrow, mw_slice_text(argument));
  t = without_marks(mw_slice_of(narrow.ptr, narrow.len));
  verb = verb_of_words(t);
  if (verb != NULL) {
    strcpy(words[count++], verb);
    t.len = 0;
  }
  while (t.len > 0 && count < ENTRY_WORDS) {
    mw_slice word = mw_slice_of(t.ptr, word_len(t));
    if ((count > 0 && !is_code(without_marks(word))) ||
        !copy_word(words[count], without_marks(word))) {
      break;
    }
    count++;
    t = pasted_from(t, word.len);
    t = t.len > 0 && t.ptr[0] == '-' ? pasted_from(t, 1) : t;
    t = without_marks(t);
  }
  buffer_free(&narrow);
  return count;
}

/* ---- a code that is none
 * ----------------------------------------------------------------------- */

unsigned entry_meant(const char *argument)
{
  size_t i;
  for (i = 2; i > 0; i--) { /* two digits changed places, the last ones sooner */
    char swapped[4];
    unsigned code;
    memcpy(swapped, argument, 4);
    swapped[i] = argument[i - 1];
    swapped[i - 1] = argument[i];
    code = (unsigned)((swapped[0] - '0') * 100 + (swapped[1] - '0') * 10 + (swapped[2] - '0'));
    if (mw_smtp_code_row(code) != NULL) {
      return code;
    }
  }
  return 0;
}
