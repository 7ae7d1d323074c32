/* SPDX-License-Identifier: MIT */
/* Article 9 for replies: what is written parses back to the same value. A text that begins with an
 * enhanced code of the reply's class is that code, whichever way it came into the line.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static const mw_enhanced none = {0, 0, 0};

static bool same_code(mw_enhanced a, mw_enhanced b)
{
  return a.klass == b.klass && a.subject == b.subject && a.detail == b.detail;
}

/* One line written, without its CRLF. */
static mw_slice line_of(char *buffer, size_t cap, unsigned code, mw_enhanced enhanced,
                        const char *text)
{
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, cap);
  mw_smtp_reply_write_line(&w, code, enhanced, mw_slice_text(text));
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  assert_true(out.len >= 2);
  out.len -= 2;
  return out;
}

static mw_smtp_reply_line read_line(mw_slice line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line reply;
  assert_true(mw_smtp_reply_line_parse(line, 0, &reply, &finding));
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  return reply;
}

/* RFC 2034 3: the code is the text's first word, and nothing else marks it. */
static void test_reply_value_a_text_that_begins_with_a_code_is_the_code(void **state)
{
  const mw_enhanced bad_mailbox = {5, 1, 1};
  char first[64];
  char second[64];
  mw_slice as_text = line_of(first, sizeof first, 550, none, "5.1.1 x");
  mw_slice as_code = line_of(second, sizeof second, 550, bad_mailbox, "x");
  mw_smtp_reply_line reply = read_line(as_text);
  (void)state;
  assert_slice(as_text, "550 5.1.1 x");
  assert_true(mw_slice_equal(as_text, as_code));
  assert_true(same_code(reply.enhanced, bad_mailbox));
  assert_slice(reply.message, "x");
  assert_slice(reply.text, "5.1.1 x");
}

/* The text of the line is what was written, code and all; passed on as a text it stays as it is. */
static void test_reply_value_the_text_is_what_was_written(void **state)
{
  static const char *const texts[] = {
      "5.1.1 x", "5.1.1",         "5.1.1 ",   "5.1.1  x", "2.1.1 x",     "5.1.1000 x", "5.01.1 x",
      "5.1.1x",  "5.1.1 5.7.1 x", "#5.1.1 x", "x 5.1.1",  "192.0.2.1 x", "",           " 5.1.1"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    char first[64];
    char second[64];
    char text[64] = {0};
    mw_slice line = line_of(first, sizeof first, 550, none, texts[i]);
    mw_smtp_reply_line reply = read_line(line);
    assert_slices(reply.text, mw_slice_text(texts[i]));
    memcpy(text, reply.text.ptr, reply.text.len);
    assert_true(mw_slice_equal(line_of(second, sizeof second, 550, none, text), line));
  }
}

/* What was read, written with its code and message, is read as the same value again. */
static void test_reply_value_code_and_message_come_back(void **state)
{
  static const char *const texts[] = {"5.1.1 x",       "5.1.1",   "5.1.1  x",
                                      "5.1.1 5.7.1 x", "2.1.1 x", "x"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    char first[64];
    char second[64];
    char message[64] = {0};
    mw_smtp_reply_line a = read_line(line_of(first, sizeof first, 550, none, texts[i]));
    mw_smtp_reply_line b;
    memcpy(message, a.message.ptr, a.message.len);
    b = read_line(line_of(second, sizeof second, 550, a.enhanced, message));
    assert_true(same_code(a.enhanced, b.enhanced));
    assert_true(mw_slice_equal(a.message, b.message));
  }
}

/* A code of another class, or none by the grammar, is no code, and the message is the whole text.
 */
static void test_reply_value_other_words_are_no_code(void **state)
{
  char buffer[64];
  mw_smtp_reply_line reply = read_line(line_of(buffer, sizeof buffer, 550, none, "2.1.1 x"));
  (void)state;
  assert_int_equal(reply.enhanced.klass, 0);
  assert_int_equal(reply.enhanced_fault, MW_FAULT_ENHANCED_CLASS);
  assert_slice(reply.message, "2.1.1 x");
  reply = read_line(line_of(buffer, sizeof buffer, 354, none, "5.1.1 x"));
  assert_int_equal(reply.enhanced.klass, 0);
  assert_slice(reply.message, "5.1.1 x");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reply_value_a_text_that_begins_with_a_code_is_the_code),
      cmocka_unit_test(test_reply_value_the_text_is_what_was_written),
      cmocka_unit_test(test_reply_value_code_and_message_come_back),
      cmocka_unit_test(test_reply_value_other_words_are_no_code),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
