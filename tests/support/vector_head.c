/* SPDX-License-Identifier: MIT */
/* The lines "key: value" of a vector: how its input is to be read. */
#include "vector_head.h"

#include <mailwire/smtp_command_reader.h>
#include <string.h>

static bool is(mw_slice found, const char *word)
{
  return mw_slice_equal(found, mw_slice_text(word));
}

/* The next word of *in, up to a blank. */
static bool next_word(mw_slice *in, mw_slice *word)
{
  while (in->len > 0 && in->ptr[0] == ' ') {
    in->ptr++;
    in->len--;
  }
  word->ptr = in->ptr;
  word->len = 0;
  while (in->len > 0 && in->ptr[0] != ' ') {
    in->ptr++;
    in->len--;
    word->len++;
  }
  return word->len > 0;
}

static bool read_number(mw_slice word, uint64_t *number)
{
  *number = 0;
  for (size_t i = 0; i < word.len; i++) {
    if (word.ptr[i] < '0' || word.ptr[i] > '9' || *number > UINT64_MAX / 10 - 1) {
      return false;
    }
    *number = *number * 10 + (uint64_t)(word.ptr[i] - '0');
  }
  return word.len > 0;
}

static bool read_size(mw_slice word, size_t *size)
{
  uint64_t number;
  bool good = read_number(word, &number);
  *size = (size_t)number;
  return good && *size == number;
}

/* The place of a word in a list, -1 if it is not there. */
static int find_word(mw_slice word, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    if (is(word, words[i])) {
      return (int)i;
    }
  }
  return -1;
}

static const char *const unit_words[] = {"line",
                                         "dot_decode",
                                         "dot_encode",
                                         "counted",
                                         "smtp_command_reader",
                                         "smtp_reply_reader",
                                         "pop3_command_reader",
                                         "pop3_response_reader"};

static bool read_unit(vector *v, mw_slice value)
{
  int at = find_word(value, unit_words, sizeof unit_words / sizeof *unit_words);
  v->unit = (vector_unit)(at + UNIT_LINE);
  return at >= 0;
}

static bool read_allow(vector *v, mw_slice value)
{
  mw_slice word;
  v->allow = 0;
  while (next_word(&value, &word)) {
    uint64_t bit = is(word, "reported") ? MW_ALLOW_REPORTED : mw_tolerance_find(word);
    if (bit == 0 && !is(word, "none")) {
      return false;
    }
    v->allow |= bit;
  }
  return true;
}

static bool read_policy(vector *v, mw_slice value)
{
  static const char *const words[] = {"refuse", "report", "keep", "normalise"};
  int at = find_word(value, words, 4);
  v->policy = (mw_dot_policy)at;
  return at >= 0;
}

/* "command=512 text=1000": the names depend on the unit. */
static bool read_limits(vector *v, mw_slice value)
{
  static const char *const names[][VECTOR_LIMITS] = {{"line", "", ""},
                                                     {"line", "", ""},
                                                     {"", "", ""},
                                                     {"", "", ""},
                                                     {"command", "auth", "text"},
                                                     {"line", "lines", "octets"},
                                                     {"command", "auth", ""},
                                                     {"line", "", ""}};
  mw_slice word;
  if (v->unit == UNIT_NONE) {
    return false;
  }
  v->limited = true;
  while (next_word(&value, &word)) {
    mw_slice name = word;
    mw_slice number = word;
    int at;
    for (name.len = 0; number.len > 0 && number.ptr[0] != '='; name.len++) {
      number.ptr++;
      number.len--;
    }
    number.ptr += number.len > 0 ? 1 : 0;
    number.len -= number.len > 0 ? 1 : 0;
    at = name.len > 0 ? find_word(name, names[v->unit - UNIT_LINE], VECTOR_LIMITS) : -1;
    if (at < 0 || !read_size(number, &v->limits[at])) {
      return false;
    }
  }
  return true;
}

static bool read_answers(vector *v, mw_slice value)
{
  static const char *const words[] = {"command", "auth", "data", "chunk", "tls", "octets"};
  mw_slice word;
  v->answer_count = 0;
  while (next_word(&value, &word)) {
    vector_answer *answer = &v->answers[v->answer_count];
    int at = find_word(word, words, 6);
    if (at < 0 || v->answer_count++ == VECTOR_ANSWERS) {
      return false;
    }
    answer->kind = (vector_answer_kind)at;
    if (answer->kind == ANSWER_OCTETS &&
        !(next_word(&value, &word) && read_number(word, &answer->octets))) {
      return false;
    }
  }
  return true;
}

/* One command: "LIST 3", "own XFOO LINES 1". */
static bool read_command(vector *v, mw_slice text, size_t after)
{
  static const char *const answers[] = {"LINE", "LINES", "MESSAGE", "LINES_IF_BARE"};
  vector_command *command = &v->commands[v->command_count];
  mw_slice word;
  if (v->command_count == VECTOR_COMMANDS || !next_word(&text, &word)) {
    return false;
  }
  v->command_count++;
  command->after = after;
  command->own = (mw_pop3_answer)0;
  command->verb = mw_pop3_verb_find(word);
  if (is(word, "own")) {
    int at = next_word(&text, &word) && next_word(&text, &word) ? find_word(word, answers, 4) : -1;
    command->own = (mw_pop3_answer)(at + 1);
    if (at < 0) {
      return false;
    }
  }
  command->has_argument = next_word(&text, &word);
  return true;
}

/* Commands with semicolons between them. */
static bool read_commands_after(vector *v, mw_slice value, size_t after)
{
  bool good = true;
  while (good && value.len > 0) {
    const char *stop = memchr(value.ptr, ';', value.len);
    size_t len = stop != NULL ? (size_t)(stop - value.ptr) : value.len;
    good = read_command(v, mw_slice_of(value.ptr, len), after);
    len += stop != NULL ? 1 : 0;
    value.ptr += len;
    value.len -= len;
  }
  return good;
}

static bool read_commands(vector *v, mw_slice value)
{
  v->command_count = 0;
  return read_commands_after(v, value, 0);
}

/* "2 RETR 1; QUIT" */
static bool read_then(vector *v, mw_slice value)
{
  mw_slice word;
  size_t after;
  return next_word(&value, &word) && read_size(word, &after) &&
         read_commands_after(v, value, after);
}

static bool read_options(vector *v, mw_slice value)
{
  v->options = MW_SMTP_HOLD_BDAT;
  return is(value, "hold_bdat");
}

static bool read_yes(mw_slice value, bool *yes)
{
  *yes = is(value, "yes");
  return *yes || is(value, "no");
}

static bool read_greeting(vector *v, mw_slice value)
{
  bool greets;
  bool good = read_yes(value, &greets);
  v->no_greeting = !greets;
  return good;
}

static bool read_numbers(vector *v, mw_slice key, mw_slice value)
{
  if (is(key, "octets")) {
    return read_number(value, &v->octets);
  }
  return read_size(value, is(key, "runs") ? &v->runs : is(key, "ring") ? &v->ring : &v->storage);
}

static bool read_flags(vector *v, mw_slice key, mw_slice value)
{
  return read_yes(value, is(key, "fold") ? &v->fold : &v->finish);
}

static bool read_nothing(vector *v, mw_slice value)
{
  (void)v;
  return value.len > 0;
}

bool vector_head(vector *v, mw_slice key, mw_slice value)
{
  static const struct {
    const char *key;
    bool (*read)(vector *, mw_slice);
  } keys[] = {{"unit", read_unit},         {"allow", read_allow},    {"policy", read_policy},
              {"limits", read_limits},     {"expect", read_answers}, {"options", read_options},
              {"commands", read_commands}, {"then", read_then},      {"greeting", read_greeting},
              {"rfc", read_nothing},       {"source", read_nothing}, {"note", read_nothing}};
  static const char *const numbers[] = {"octets", "runs", "ring", "storage"};
  static const char *const flags[] = {"finish", "fold"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    if (is(key, keys[i].key)) {
      return keys[i].read(v, value);
    }
  }
  if (find_word(key, numbers, 4) >= 0) {
    return read_numbers(v, key, value);
  }
  return find_word(key, flags, 2) >= 0 && read_flags(v, key, value);
}
