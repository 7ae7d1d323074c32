/* SPDX-License-Identifier: MIT */
/* What users of mail systems asked of writers; what they asked of readers is in tests/vectors. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <mailwire/smtp_reply.h>

#include "support/assert_slice.h"

static const mw_enhanced no_enhanced = {0, 0, 0};

/* What one reply of these texts becomes; *status: how it went. */
static mw_slice written(char *buffer, size_t cap, unsigned code, const mw_slice *texts,
                        size_t count, mw_status *status)
{
  mw_writer w;
  mw_slice slice;
  mw_writer_init(&w, buffer, cap);
  mw_smtp_reply_write(&w, code, no_enhanced, texts, count);
  *status = mw_writer_result(&w, &slice);
  return slice;
}

/* A text with that octet in its middle, behind a reply that stands already. */
static void refuses(char octet)
{
  char buffer[64];
  char evil[] = "ok? 250 evil";
  mw_writer w;
  mw_slice slice;
  evil[2] = octet;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_reply_write_line(&w, 220, no_enhanced, mw_slice_text("first"));
  mw_smtp_reply_write_line(&w, 250, no_enhanced, mw_slice_of(evil, sizeof evil - 1));
  mw_smtp_reply_write_line(&w, 221, no_enhanced, mw_slice_text("third"));
  assert_int_equal(mw_writer_result(&w, &slice), MW_E_ARGUMENT);
  assert_slice(slice, "220 first\r\n");
}

static void t59_a_text_cannot_end_its_line(void **state)
{
  (void)state;
  refuses('\r');
  refuses('\n');
}

static void t59_crlf_in_a_text_injects_nothing(void **state)
{
  char buffer[64];
  mw_slice text = mw_slice_text("ok\r\n250 evil");
  mw_status status;
  (void)state;
  assert_slice(written(buffer, sizeof buffer, 250, &text, 1, &status), "");
  assert_int_equal(status, MW_E_ARGUMENT);
}

static void t59_a_nul_is_refused(void **state)
{
  (void)state;
  refuses('\0');
}

static void t59_one_bad_text_of_many_refuses_the_reply(void **state)
{
  char buffer[64];
  mw_slice texts[3];
  mw_status status;
  (void)state;
  texts[0] = mw_slice_text("a");
  texts[1] = mw_slice_of("b\0", 2);
  texts[2] = mw_slice_text("c");
  assert_slice(written(buffer, sizeof buffer, 250, texts, 3, &status), "");
  assert_int_equal(status, MW_E_ARGUMENT);
}

static void t59_an_empty_text_leaves_code_and_space(void **state)
{
  char buffer[64];
  mw_slice text = {NULL, 0};
  mw_status status;
  (void)state;
  assert_slice(written(buffer, sizeof buffer, 250, &text, 1, &status), "250 \r\n");
  assert_int_equal(status, MW_OK);
}

static void t59_no_text_leaves_code_and_space(void **state)
{
  char buffer[64];
  mw_status status;
  (void)state;
  assert_slice(written(buffer, sizeof buffer, 250, NULL, 0, &status), "250 \r\n");
  assert_int_equal(status, MW_OK);
}

static void t59_too_little_room_writes_nothing(void **state)
{
  char buffer[] = "++++++++++++";
  mw_slice text = mw_slice_text("hello");
  mw_status status;
  (void)state;
  assert_slice(written(buffer, 10, 250, &text, 1, &status), "");
  assert_int_equal(status, MW_E_SPACE);
  assert_memory_equal(buffer + 10, "++", 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(t59_a_text_cannot_end_its_line),
      cmocka_unit_test(t59_crlf_in_a_text_injects_nothing),
      cmocka_unit_test(t59_a_nul_is_refused),
      cmocka_unit_test(t59_one_bad_text_of_many_refuses_the_reply),
      cmocka_unit_test(t59_an_empty_text_leaves_code_and_space),
      cmocka_unit_test(t59_no_text_leaves_code_and_space),
      cmocka_unit_test(t59_too_little_room_writes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
