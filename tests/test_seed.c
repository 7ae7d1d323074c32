/* SPDX-License-Identifier: MIT */
/* The table from which the project began, row by row: its commands are read and written, its
 * classes classify and their examples are recognised, its replies are recognised as printed and
 * corrected, classified, explained in both languages, and generated octet for octet. No row is
 * passed over.
 *
 * What an explanation has to say: the words of the columns says_en and says_ja, all those that
 * blanks separate, of each one of those that "|" separates.
 */
#include "support/assert_mw.h"

#include <mailwire/mailwire.h>
#include <stdlib.h>
#include <string.h>

#include "support/tsv.h"

enum { ROWS = 132, TEXT = 512, MATCHES = 16 };

static tsv facts;
static unsigned unsaid; /* words that an explanation lacks */

/* What stands for the placeholders of the table. */
static const struct {
  const char *name;
  const char *value;
} samples[] = {
    {"domain", "client.example"},
    {"reverse-path", "a@b.example"},
    {"forward-path", "c@d.example"},
    {"mail-parameters", "SIZE=1000 BODY=8BITMIME"},
    {"rcpt-parameters", "NOTIFY=NEVER"},
    {"string", "Smith"},
    {"mechanism", "PLAIN"},
    {"initial-response", "AGEAYg=="},
    {"msg", "3"},
    {"n", "10"},
    {"name", "bob"},
    {"digest", "c4c9334bac560ecc979e58001b3e22fb"},
    {"queue-id", "4F2A9C"},
    {"ip", "192.0.2.7"},
    {"client", "host.example[192.0.2.7]"},
    {"option", "BODY=BOGUS"},
    {"address", "foo@example.com"},
};

static const char *sample_of(const char *name, size_t len)
{
  size_t i;
  for (i = 0; i < sizeof samples / sizeof samples[0]; i++) {
    if (strlen(samples[i].name) == len && memcmp(samples[i].name, name, len) == 0) {
      return samples[i].value;
    }
  }
  fail_msg("no sample for %.*s", (int)len, name);
  return "";
}

/* The line of a corrected form: samples for the placeholders; what stands in brackets behind a
 * blank may be left out. */
static void line_of(const char *form, bool whole, char line[TEXT])
{
  size_t len = 0;
  while (*form != '\0') {
    if (form[0] == '[' && form[1] == ' ' && !whole) {
      form = strchr(form, ']') + 1;
    } else if ((form[0] == '[' && form[1] == ' ') || (form[0] == ']' && form[-1] == '}')) {
      form++;
    } else if (form[0] == '{') {
      size_t name = strcspn(form + 1, "}");
      const char *value = sample_of(form + 1, name);
      memcpy(line + len, value, strlen(value));
      len += strlen(value);
      form += name + 2;
    } else {
      line[len++] = *form++;
    }
    assert_true(len < TEXT - 64);
  }
  line[len] = '\0';
}

static bool is_smtp(void)
{
  return strcmp(tsv_field(&facts, "protocol"), "smtp") == 0;
}

/* ---- what is said ------------------------------------------------------------------------------
 */

static bool holds(const char *said, const char *word, size_t len)
{
  for (; *said != '\0'; said++) {
    size_t i = 0;
    while (i < len && (said[i] == word[i] || (said[i] | 0x20) == (word[i] | 0x20)) &&
           said[i] != '\0') {
      i++;
    }
    if (i == len) {
      return true;
    }
  }
  return false;
}

/* Whether one of the words between bars is there. */
static bool holds_one_of(const char *said, const char *words, size_t len)
{
  while (len > 0) {
    size_t one = strcspn(words, "|");
    one = one < len ? one : len;
    if (holds(said, words, one)) {
      return true;
    }
    words += one < len ? one + 1 : one;
    len -= one < len ? one + 1 : one;
  }
  return false;
}

static void assert_says(const mw_explanation *e, const char *column)
{
  char said[2 * TEXT];
  const char *words = tsv_field(&facts, column);
  assert_true(strlen(e->phrase) + strlen(e->advice) + 2 < sizeof said);
  strcpy(said, e->phrase);
  strcat(said, " ");
  strcat(said, e->advice);
  assert_true(e->phrase[0] != '\0' && e->advice[0] != '\0');
  assert_true(words[0] != '\0');
  while (*words != '\0') {
    size_t len = strcspn(words, " ");
    if (!holds_one_of(said, words, len)) {
      print_error("%s: nothing of \"%.*s\" in: %s\n", tsv_field(&facts, "row_id"), (int)len, words,
                  said);
      unsaid++;
    }
    words += len + (words[len] == ' ');
  }
}

static void assert_explained(mw_topic topic, const char *key)
{
  mw_explanation e;
  assert_true(mw_explain(mw_text_en(), topic, mw_slice_text(key), &e));
  assert_says(&e, "says_en");
#ifndef MAILWIRE_NO_TEXT_JA
  assert_true(mw_explain(mw_text_ja(), topic, mw_slice_text(key), &e));
  assert_says(&e, "says_ja");
#endif
}

static void assert_row_explained(const mw_catalog_row *row)
{
  mw_explanation e;
  assert_true(mw_explain_row(mw_text_en(), row, &e));
  assert_says(&e, "says_en");
#ifndef MAILWIRE_NO_TEXT_JA
  assert_true(mw_explain_row(mw_text_ja(), row, &e));
  assert_says(&e, "says_ja");
#endif
}

/* ---- commands ----------------------------------------------------------------------------------
 */

/* The octets that were written are the line. */
static void assert_line(const mw_writer *w, const char *line)
{
  mw_slice out;
  assert_int_equal(mw_writer_result(w, &out), MW_OK);
  assert_int_equal(out.len, strlen(line) + 2);
  assert_memory_equal(out.ptr, line, strlen(line));
  assert_memory_equal(out.ptr + strlen(line), "\r\n", 2);
}

static void smtp_command_there_and_back(const char *line, const char *verb)
{
  char buffer[TEXT];
  mw_smtp_command command;
  mw_smtp_argument argument;
  mw_smtp_params params;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_writer w;
  assert_true(
      mw_smtp_command_parse(mw_slice_text(line), NULL, &command, &argument, &params, &finding));
  assert_string_equal(mw_smtp_verb_name(command.verb), verb);
  assert_true(finding.tolerated == 0);
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_command_write(&w, command.verb, &argument, NULL);
  assert_line(&w, line);
}

static void pop3_command_there_and_back(const char *line, const char *verb)
{
  char buffer[TEXT];
  mw_pop3_command command;
  mw_pop3_argument argument;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_writer w;
  assert_true(mw_pop3_command_parse(mw_slice_text(line), NULL, &command, &argument, &finding));
  assert_string_equal(mw_pop3_verb_name(command.verb), verb);
  assert_true(finding.tolerated == 0);
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_command_write(&w, command.verb, &argument);
  assert_line(&w, line);
}

static void check_command(void)
{
  const char *verb = strrchr(tsv_field(&facts, "row_id"), '.') + 1;
  char line[TEXT];
  int whole;
  for (whole = 0; whole < 2; whole++) {
    line_of(tsv_field(&facts, "corrected"), whole != 0, line);
    if (is_smtp()) {
      smtp_command_there_and_back(line, verb);
    } else {
      pop3_command_there_and_back(line, verb);
    }
  }
  assert_explained(is_smtp() ? MW_TOPIC_SMTP_VERB : MW_TOPIC_POP3_VERB, verb);
}

/* ---- replies -----------------------------------------------------------------------------------
 */

/* The row of that name among those that fit the line; the first of all when first is asked for. */
static const mw_catalog_match *recognised(const char *line, const char *name)
{
  static mw_catalog_match matches[MATCHES];
  size_t count =
      mw_catalog_match_line(mw_catalog_standard(), mw_slice_text(line), matches, MATCHES);
  size_t i;
  for (i = 0; i < count && i < MATCHES; i++) {
    if (strcmp(matches[i].row->name, name) == 0) {
      return &matches[i];
    }
  }
  fail_msg("%s is not recognised in: %s", name, line);
  return NULL;
}

/* The values of a match are the samples. */
static void assert_values(const mw_catalog_match *match)
{
  size_t i;
  for (i = 0; i < match->count; i++) {
    const mw_catalog_param *p = &match->params[i];
    mw_slice sample = mw_slice_text(sample_of(p->name.ptr, p->name.len));
    assert_true(mw_slice_equal(p->value, sample));
  }
}

static void assert_classified(const char *line)
{
  mw_smtp_reply_line reply;
  mw_pop3_response response;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  if (is_smtp()) {
    assert_true(mw_smtp_reply_line_parse(mw_slice_text(line), 0, &reply, &finding));
    assert_int_equal(mw_smtp_code_class(reply.code), line[0] - '0');
    assert_int_equal(mw_smtp_code_category(reply.code), line[1] - '0');
    assert_non_null(mw_smtp_code_row(reply.code));
  } else {
    assert_true(mw_pop3_response_parse(mw_slice_text(line), 0, &response, &finding));
    assert_int_equal(response.status, line[0] == '+' ? MW_POP3_STATUS_OK : MW_POP3_STATUS_ERR);
  }
  assert_int_equal(finding.fault, MW_FAULT_NONE);
}

/* The row with those values gives the line. A response code is part of it. */
static void assert_generated(const mw_catalog_match *match, const char *line)
{
  char buffer[TEXT];
  mw_catalog_flaw flaw;
  mw_writer w;
  const char *name = match->row->of != NULL ? match->row->of : match->row->name;
  mw_writer_init(&w, buffer, sizeof buffer);
  assert_true(mw_catalog_write(&w, mw_catalog_standard(), mw_slice_text(name), !is_smtp(),
                               match->params, match->count, &flaw));
  assert_line(&w, line);
}

static void check_reply(void)
{
  const char *name = tsv_field(&facts, "row_id");
  const mw_catalog_match *match;
  char line[TEXT];
  line_of(tsv_field(&facts, "corrected"), true, line);
  assert_classified(line);
  match = recognised(line, name);
  assert_values(match);
  assert_generated(match, line);
  assert_row_explained(match->row);
  match = recognised(tsv_field(&facts, "printed"), name);
  assert_row_explained(match->row);
}

/* ---- classes -----------------------------------------------------------------------------------
 */

static void check_class(void)
{
  const char *name = tsv_field(&facts, "row_id");
  const char *word = strrchr(name, '.') + 1; /* "4xx", "x5x" */
  bool subclass = word[0] == 'x';
  char key[] = "?yz";
  char line[TEXT];
  if (subclass) {
    key[0] = 'x';
    key[1] = word[1];
    assert_true(mw_smtp_category_text(word[1] - '0')[0] != '\0');
  } else {
    key[0] = word[0];
    assert_true(mw_smtp_class_text(word[0] - '0')[0] != '\0');
  }
  assert_explained(subclass ? MW_TOPIC_SMTP_CATEGORY : MW_TOPIC_SMTP_CLASS, key);
  if (tsv_field(&facts, "printed")[0] == '\0') {
    return; /* the source says that it has no example */
  }
  line_of(tsv_field(&facts, "corrected"), true, line);
  assert_classified(line);
  assert_int_equal(line[subclass ? 1 : 0], word[subclass ? 1 : 0]);
  assert_generated(recognised(line, name), line);
  recognised(tsv_field(&facts, "printed"), name);
}

static void test_seed_every_row_of_the_source(void **state)
{
  unsigned commands = 0;
  unsigned classes = 0;
  unsigned replies = 0;
  (void)state;
  tsv_open(&facts, MAILWIRE_TESTS_DIR "/reference/seed.tsv");
  while (tsv_next(&facts)) {
    const char *kind = tsv_field(&facts, "kind");
    if (strcmp(kind, "command") == 0) {
      check_command();
      commands++;
    } else if (strcmp(kind, "reply") == 0) {
      check_reply();
      replies++;
    } else {
      check_class();
      classes++;
    }
  }
  assert_int_equal(unsaid, 0);
  assert_int_equal(commands, 40);
  assert_int_equal(classes, 11);
  assert_int_equal(replies, 81);
  assert_int_equal(commands + classes + replies, ROWS);
  print_message("%u commands, %u classes, %u replies\n", commands, classes, replies);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_seed_every_row_of_the_source),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
