/* SPDX-License-Identifier: MIT */
/* POP3 commands written: each there and back, and random ones.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/pop3_argument.h"
#include "support/random.h"

static char buffer[1024];

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

static void refused(mw_pop3_verb verb, const mw_pop3_argument *a, bool utf8)
{
  mw_slice out = pop3_written(verb, a, utf8);
  if (out.len != 0) {
    fail_msg("%s was written", mw_pop3_verb_name(verb));
  }
}

/* Exactly one CRLF, at the end. */
static void assert_one_line(mw_slice out)
{
  assert_true(out.len > 2 && out.len <= MW_POP3_COMMAND_LINE);
  assert_memory_equal(out.ptr + out.len - 2, "\r\n", 2);
  assert_null(memchr(out.ptr, '\r', out.len - 2));
  assert_null(memchr(out.ptr, '\n', out.len - 2));
  assert_null(memchr(out.ptr, '\0', out.len));
}

static void assert_same(const mw_pop3_argument *a, const mw_pop3_argument *b)
{
  assert_slices(a->name, b->name);
  assert_slices(a->password, b->password);
  assert_slices(a->digest, b->digest);
  assert_slices(a->mechanism, b->mechanism);
  assert_slices(a->initial, b->initial);
  assert_slices(a->language, b->language);
  assert_slices(a->text, b->text);
  assert_int_equal(a->text.ptr == NULL, b->text.ptr == NULL);
  assert_int_equal(a->message, b->message);
  assert_int_equal(a->lines, b->lines);
}

/* What is written must read back to the same, strictly. */
static void reads_back(mw_slice out, mw_pop3_verb verb, const mw_pop3_argument *a, bool utf8)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_command command;
  mw_pop3_argument again;
  mw_pop3_rules rules;
  mw_pop3_rules_init(&rules, utf8 ? MW_ALLOW_UTF8 : 0);
  assert_one_line(out);
  assert_true(
      mw_pop3_command_parse(mw_slice_of(out.ptr, out.len - 2), &rules, &command, &again, &finding));
  assert_true((finding.tolerated & ~rules.allow) == 0);
  assert_int_equal(command.verb, verb);
  assert_same(a, &again);
}

static void test_pop3_write_brings_back_what_was_read(void **state)
{
  static const char *const lines[] = {
      "USER mrose@example.com",
      "PASS  my  secret \t ",
      "APOP mrose c4c9334bac560ecc979e58001b3e22fb",
      "AUTH PLAIN",
      "AUTH PLAIN =",
      "AUTH PLAIN AHRlc3QAdGVzdA==",
      "STLS",
      "CAPA",
      "UTF8",
      "LANG",
      "LANG *",
      "LANG en-GB",
      "QUIT",
      "STAT",
      "LIST",
      "LIST 1",
      "RETR 4294967295",
      "DELE 2",
      "NOOP",
      "RSET",
      "TOP 1 0",
      "TOP 1 4294967295",
      "UIDL",
      "UIDL 7",
      "LAST",
      "RPOP mrose",
      "XTND",
      "XTND ",
      "XTND  BBOARDS a ",
  };
  bool seen[256] = {false};
  size_t i;
  int rows = 0;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_pop3_command command;
    mw_pop3_argument argument;
    mw_slice out;
    assert_true(mw_pop3_command_parse(text(lines[i]), NULL, &command, &argument, &finding));
    out = pop3_written(command.verb, &argument, false);
    assert_int_equal(out.len, strlen(lines[i]) + 2);
    assert_memory_equal(out.ptr, lines[i], strlen(lines[i]));
    reads_back(out, command.verb, &argument, false);
    seen[command.verb] = true;
  }
  for (i = 0; i < 256; i++) {
    assert_int_equal(seen[i], mw_pop3_verb_row((mw_pop3_verb)i) != NULL);
    rows += seen[i];
  }
  assert_int_equal(rows, 20);
}

static void test_pop3_write_utf8_where_the_writer_allows_it(void **state)
{
  static const mw_pop3_verb verbs[] = {MW_POP3_USER, MW_POP3_PASS, MW_POP3_APOP};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
    mw_pop3_argument a = pop3_full(verbs[i]);
    mw_slice *field = a.name.ptr != NULL ? &a.name : &a.password;
    *field = text("p\xc3\xa4ss\xe3\x83\x91");
    refused(verbs[i], &a, false);
    reads_back(pop3_written(verbs[i], &a, true), verbs[i], &a, true);
    *field = text("a\xc3");
    refused(verbs[i], &a, true);
    *field = text("\xed\xa0\x80");
    refused(verbs[i], &a, true);
  }
}

/* RFC 2449 4: 255 octets, CRLF included. */
static void test_pop3_write_keeps_to_the_length_of_a_line(void **state)
{
  static const mw_pop3_verb verbs[] = {MW_POP3_USER, MW_POP3_PASS, MW_POP3_XTND};
  char octets[300];
  size_t i;
  size_t len;
  (void)state;
  memset(octets, 'a', sizeof octets);
  for (i = 0; i < 3; i++) {
    mw_pop3_argument a = pop3_full(verbs[i]);
    mw_slice *field = i == 0 ? &a.name : i == 1 ? &a.password : &a.text;
    *field = mw_slice_of(octets, 248);
    assert_int_equal(pop3_written(verbs[i], &a, false).len, 255);
    field->len = 249;
    refused(verbs[i], &a, false);
  }
  for (len = 232; len <= 260; len += 4) { /* "AUTH PLAIN " and CRLF are 13 octets */
    mw_pop3_argument a = pop3_full(MW_POP3_AUTH);
    a.initial = mw_slice_of(octets, len);
    assert_int_equal(pop3_written(MW_POP3_AUTH, &a, false).len, len + 13 <= 255 ? len + 13 : 0);
  }
}

static void test_pop3_write_other_takes_words_of_the_caller(void **state)
{
  static const char *const bad[] = {"", "XY", "XYZWV", "X-Y", "X Y", "QUIT", "quit", "TOP", "XY\r"};
  static const char *const texts[] = {"a\r\nQUIT", "a\n", "\r", "a\x01", "\xc3\xa9", "a\x7f"};
  char octets[300];
  mw_writer w;
  mw_slice out;
  size_t i;
  (void)state;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_command_write_other(&w, text("XYZ"), text(" any\ttext "));
  mw_pop3_command_write_other(&w, text("x2y4"), text(NULL));
  mw_pop3_command_write_other(&w, text("XYZ"), text(""));
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  assert_slice(out, "XYZ  any\ttext \r\nx2y4\r\nXYZ \r\n");
  for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    mw_writer_init(&w, buffer, sizeof buffer);
    mw_pop3_command_write_other(&w, text(bad[i]), text(NULL));
    assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
    assert_int_equal(out.len, 0);
  }
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    mw_writer_init(&w, buffer, sizeof buffer);
    mw_pop3_command_write_other(&w, text("XYZ"), text(texts[i]));
    assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
    assert_int_equal(out.len, 0);
  }
  memset(octets, 'a', sizeof octets);
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_command_write_other(&w, text("XYZ"), mw_slice_of(octets, 249));
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  assert_int_equal(out.len, 255);
  mw_pop3_command_write_other(&w, text("XYZ"), mw_slice_of(octets, 250));
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 255);
}

/* ---- random ------------------------------------------------------------------------------------
 */

static uint64_t chance = 1;

/* Often a good value of some field, else octets that are likely to matter. */
static mw_slice some_text(char *room)
{
  static const char *const good[] = {
      "mrose", "a b",   "PLAIN", "AAAA",       "=", "c4c9334bac560ecc979e58001b3e22fb",
      "*",     "en-GB", "",      "p\xc3\xa4ss"};
  static const char octets[] = "aZ09 \t\r\n.=/+*-@<>\x7f\xc3\xa9";
  size_t len = random_below(&chance, random_below(&chance, 8) == 0 ? 290 : 12);
  size_t i;
  if (random_below(&chance, 3) == 0) {
    return text(good[random_below(&chance, sizeof good / sizeof good[0])]);
  }
  for (i = 0; i < len; i++) {
    room[i] = octets[random_below(&chance, random_below(&chance, 4) == 0 ? sizeof octets : 4)];
  }
  return mw_slice_of(room, len);
}

static void test_pop3_write_random_arguments_read_back_or_are_refused(void **state)
{
  static char rooms[POP3_SLICES][300];
  unsigned good = 0;
  unsigned bad = 0;
  int run;
  (void)state;
  for (run = 0; run < 200000; run++) {
    mw_pop3_verb verb = (mw_pop3_verb)random_below(&chance, 22);
    const mw_pop3_verb_info *row = mw_pop3_verb_row(verb);
    mw_pop3_argument a;
    bool utf8 = random_below(&chance, 2) == 0;
    mw_slice out;
    int field;
    memset(&a, 0, sizeof a);
    if (row != NULL) {
      a = pop3_full(verb);
    }
    for (field = 0; field < POP3_SLICES; field++) {
      if (pop3_slice_of(&a, field)->ptr != NULL || random_below(&chance, 50) == 0) {
        *pop3_slice_of(&a, field) = some_text(rooms[field]);
      }
    }
    a.message = random_below(&chance, 2) == 0
                    ? a.message
                    : random_below(&chance, 3) << random_below(&chance, 31);
    a.lines = random_below(&chance, 2) == 0 ? a.lines
                                            : random_below(&chance, 3) << random_below(&chance, 31);
    out = pop3_written(verb, &a, utf8);
    if (out.len > 0) {
      reads_back(out, verb, &a, utf8);
      good++;
    } else {
      bad++;
    }
  }
  assert_true(good > 20000 && bad > 20000);
}

/* A line that is valid strictly is written as it was; but for its keyword's case, and zeros in
 * front of numbers. */
static void test_pop3_write_random_lines_that_are_valid_can_be_written(void **state)
{
  static const char *const words[] = {"USER", "PASS", "APOP", "AUTH", "LANG", "LIST",
                                      "TOP",  "XTND", "UIDL", "NOOP", "RPOP", "DELE"};
  static const char octets[] = "aZ019 =*-";
  unsigned good = 0;
  int run;
  (void)state;
  for (run = 0; run < 100000; run++) {
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_pop3_command command;
    mw_pop3_argument argument;
    char line[64];
    size_t len;
    size_t more = random_below(&chance, 10);
    strcpy(line, words[random_below(&chance, sizeof words / sizeof words[0])]);
    len = strlen(line);
    line[len++] = ' ';
    while (more-- > 0) {
      line[len++] = octets[random_below(&chance, sizeof octets - 1)];
    }
    if (mw_pop3_command_parse(mw_slice_of(line, len), NULL, &command, &argument, &finding)) {
      reads_back(pop3_written(command.verb, &argument, false), command.verb, &argument, false);
      good++;
    }
  }
  assert_true(good > 10000);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_write_brings_back_what_was_read),
      cmocka_unit_test(test_pop3_write_utf8_where_the_writer_allows_it),
      cmocka_unit_test(test_pop3_write_keeps_to_the_length_of_a_line),
      cmocka_unit_test(test_pop3_write_other_takes_words_of_the_caller),
      cmocka_unit_test(test_pop3_write_random_arguments_read_back_or_are_refused),
      cmocka_unit_test(test_pop3_write_random_lines_that_are_valid_can_be_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
