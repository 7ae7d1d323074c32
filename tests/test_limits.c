/* SPDX-License-Identifier: MIT */
/* The limits that README names for the state of readers, and what the calls refuse: bad calls
 * change nothing. */
#include <stdio.h>

#include "support/assert_mw.h"

static void test_state_stays_small(void **state)
{
  (void)state;
  printf("octets of state: command reader %lu, reply reader %lu, dot decoder %lu, dot encoder %lu, "
         "framer %lu\n",
         (unsigned long)sizeof(mw_smtp_command_reader), (unsigned long)sizeof(mw_smtp_reply_reader),
         (unsigned long)sizeof(mw_dot_decoder), (unsigned long)sizeof(mw_dot_encoder),
         (unsigned long)sizeof(mw_line_framer));
  printf("POP3: command reader %lu, response reader %lu, a command that waits %lu\n",
         (unsigned long)sizeof(mw_pop3_command_reader),
         (unsigned long)sizeof(mw_pop3_response_reader), (unsigned long)sizeof(mw_pop3_waiting));
  printf("sessions: SMTP %lu, a step of it that waits %lu; POP3 %lu, a step %lu\n",
         (unsigned long)sizeof(mw_smtp_session), (unsigned long)sizeof(mw_smtp_step),
         (unsigned long)sizeof(mw_pop3_session), (unsigned long)sizeof(mw_pop3_step));
  printf("for captures: ledger %lu, reading %lu\n", (unsigned long)sizeof(mw_ledger),
         (unsigned long)sizeof(mw_reading));
  printf("dialogues: SMTP %lu, POP3 %lu\n", (unsigned long)sizeof(mw_smtp_dialogue),
         (unsigned long)sizeof(mw_pop3_dialogue));
  assert_true(sizeof(mw_smtp_dialogue) <= 512);
  assert_true(sizeof(mw_pop3_dialogue) <= 512);
  assert_true(sizeof(mw_ledger) <= 224);
  assert_true(sizeof(mw_reading) <= 128);
  printf("dialogue of SMTP: %lu, a unit of it that waits %lu\n",
         (unsigned long)sizeof(mw_smtp_dialogue), (unsigned long)sizeof(mw_smtp_unit));
  assert_true(sizeof(mw_smtp_dialogue) <= 512);
  assert_true(sizeof(mw_smtp_unit) <= 64);
  assert_true(sizeof(mw_smtp_session) <= 64);
  assert_true(sizeof(mw_smtp_step) <= 24);
  assert_true(sizeof(mw_pop3_session) <= 16);
  assert_true(sizeof(mw_pop3_step) <= 16);
  assert_true(sizeof(mw_smtp_command_reader) <= 128);
  assert_true(sizeof(mw_smtp_reply_reader) <= 128);
  assert_true(sizeof(mw_pop3_command_reader) <= 128);
  assert_true(sizeof(mw_pop3_response_reader) <= 128);
  assert_true(sizeof(mw_pop3_waiting) <= 4);
  assert_true(sizeof(mw_dot_decoder) <= 24);
  assert_true(sizeof(mw_dot_encoder) <= 24);
  assert_true(sizeof(mw_line_framer) <= 128);
}

static void test_command_reader_refuses_bad_calls(void **state)
{
  char storage[64];
  mw_smtp_command_reader r;
  mw_smtp_command_reader before;
  mw_smtp_command_event event;
  mw_slice in = mw_slice_text("NOOP\r\n");
  (void)state;
  assert_int_equal(mw_smtp_command_reader_init(NULL, storage, 64, 0, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_init(&r, NULL, 64, 0, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, 2, 0, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, 64, 0, 2), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, sizeof storage, 0, 0), MW_OK);
  memcpy(&before, &r, sizeof r);
  assert_int_equal(mw_smtp_command_reader_next(&r, NULL, &event), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_limits(&r, 2, 0, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_policy(&r, (mw_dot_policy)4), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_expect(&r, MW_SMTP_EXPECT_COMMAND), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_command_reader_expect_octets(&r, 5), MW_E_ARGUMENT);
  assert_memory_equal(&before, &r, sizeof r);
  assert_int_equal(in.len, 6);
}

/* A hold is ended only in a way that its command allows. */
static void test_command_reader_refuses_what_the_hold_does_not_allow(void **state)
{
  static const struct {
    const char *line;
    mw_smtp_expect what;
  } allowed[] = {{"DATA\r\n", MW_SMTP_EXPECT_DATA},
                 {"AUTH PLAIN\r\n", MW_SMTP_EXPECT_AUTH},
                 {"STARTTLS\r\n", MW_SMTP_EXPECT_TLS},
                 {"BDAT 5\r\n", MW_SMTP_EXPECT_CHUNK}};
  size_t i;
  int what;
  (void)state;
  for (i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
    for (what = MW_SMTP_EXPECT_COMMAND; what <= MW_SMTP_EXPECT_TLS; what++) {
      char storage[64];
      mw_smtp_command_reader r;
      mw_smtp_command_event event;
      mw_slice in = mw_slice_text(allowed[i].line);
      bool good = what == MW_SMTP_EXPECT_COMMAND || what == (int)allowed[i].what;
      assert_int_equal(
          mw_smtp_command_reader_init(&r, storage, sizeof storage, 0, MW_SMTP_HOLD_BDAT), MW_OK);
      assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
      assert_true(event.held);
      assert_true(mw_smtp_command_reader_held(&r));
      assert_int_equal(mw_smtp_command_reader_expect(&r, (mw_smtp_expect)what),
                       good ? MW_OK : MW_E_ARGUMENT);
      assert_int_equal(mw_smtp_command_reader_held(&r), !good);
    }
  }
}

static mw_flow abort_it(void *user, const mw_smtp_command_event *event)
{
  (void)user;
  (void)event;
  return MW_ABORT;
}

static void test_abort_lasts_until_reset(void **state)
{
  static const mw_smtp_command_callbacks callbacks = {
      sizeof callbacks, abort_it, NULL, NULL, NULL, NULL};
  char storage[64];
  mw_smtp_command_reader r;
  mw_smtp_command_event event;
  mw_slice in = mw_slice_text("NOOP\r\nNOOP\r\n");
  (void)state;
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, sizeof storage, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_command_reader_feed(&r, &in, &callbacks, NULL), MW_E_ABORTED);
  assert_int_equal(in.len, 6);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_E_ABORTED);
  assert_int_equal(in.len, 6);
  mw_smtp_command_reader_reset(&r);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
}

/* reset() wipes what a cut AUTH line left in the storage. */
static void test_reset_wipes_secrets(void **state)
{
  char storage[64];
  mw_smtp_command_reader r;
  mw_smtp_command_event event;
  mw_slice in = mw_slice_text("AUTH PLAIN\r\n");
  size_t i;
  (void)state;
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, sizeof storage, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(mw_smtp_command_reader_expect(&r, MW_SMTP_EXPECT_AUTH), MW_OK);
  in = mw_slice_text("c2VjcmV0");
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_NEED_MORE);
  assert_memory_equal(storage, "c2VjcmV0", 8);
  mw_smtp_command_reader_reset(&r);
  for (i = 0; i < sizeof storage; i++) {
    assert_int_equal(storage[i], 0);
  }
}

static void test_reply_reader_refuses_bad_calls(void **state)
{
  char storage[64];
  mw_smtp_reply_reader r;
  mw_smtp_reply_event event;
  mw_slice in = mw_slice_text("250-a\r\n");
  (void)state;
  assert_int_equal(mw_smtp_reply_reader_init(NULL, storage, 64, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_reply_reader_init(&r, storage, 2, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_reply_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  assert_int_equal(mw_smtp_reply_reader_limits(&r, 2, 0, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_reply_reader_next(&r, &in, NULL), MW_E_ARGUMENT);
  assert_int_equal(in.len, 7);
  assert_int_equal(mw_smtp_reply_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(mw_smtp_reply_reader_expect_tls(&r), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_reply_reader_limits(&r, 64, 0, 0), MW_E_ARGUMENT);
}

static void test_pop3_command_reader_refuses_bad_calls(void **state)
{
  static const mw_pop3_command_callbacks no_size = {0, NULL, NULL, NULL};
  char storage[64];
  mw_pop3_command_reader r;
  mw_pop3_command_reader before;
  mw_pop3_command_event event;
  mw_slice in = mw_slice_text("NOOP\r\n");
  (void)state;
  assert_int_equal(mw_pop3_command_reader_init(NULL, storage, 64, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_init(&r, NULL, 64, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_init(&r, storage, 2, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  memcpy(&before, &r, sizeof r);
  assert_int_equal(mw_pop3_command_reader_next(NULL, &in, &event), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_next(&r, NULL, &event), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_feed(&r, &in, NULL, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_feed(&r, &in, &no_size, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_finish(&r, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_finish(NULL, &event), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_limits(NULL, 0, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_limits(&r, 2, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_limits(&r, 0, 2), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_limits(&r, ((size_t)1 << 31) + 1, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_expect(&r, MW_POP3_EXPECT_COMMAND), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_expect(NULL, MW_POP3_EXPECT_COMMAND), MW_E_ARGUMENT);
  assert_false(mw_pop3_command_reader_held(NULL));
  mw_pop3_command_reader_reset(NULL);
  assert_memory_equal(&before, &r, sizeof r);
  assert_int_equal(in.len, 6);
}

/* A hold is ended only in a way that its command allows. */
static void test_pop3_command_reader_refuses_what_the_hold_does_not_allow(void **state)
{
  static const struct {
    const char *line;
    mw_pop3_expect what;
  } allowed[] = {{"AUTH PLAIN\r\n", MW_POP3_EXPECT_AUTH}, {"STLS\r\n", MW_POP3_EXPECT_TLS}};
  size_t i;
  int what;
  (void)state;
  for (i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
    for (what = 0; what <= MW_POP3_EXPECT_TLS + 1; what++) {
      char storage[64];
      mw_pop3_command_reader r;
      mw_pop3_command_event event;
      mw_slice in = mw_slice_text(allowed[i].line);
      bool good = what == MW_POP3_EXPECT_COMMAND || what == (int)allowed[i].what;
      assert_int_equal(mw_pop3_command_reader_init(&r, storage, sizeof storage, 0), MW_OK);
      assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_OK);
      assert_true(event.held);
      assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_PAUSED);
      assert_int_equal(mw_pop3_command_reader_expect(&r, (mw_pop3_expect)what),
                       good ? MW_OK : MW_E_ARGUMENT);
      assert_int_equal(mw_pop3_command_reader_held(&r), !good);
    }
  }
}

/* reset() wipes what a cut password left in the storage. */
static void test_pop3_reset_wipes_secrets(void **state)
{
  char storage[64];
  mw_pop3_command_reader r;
  mw_pop3_command_event event;
  mw_slice in = mw_slice_text("PASS secret");
  size_t i;
  (void)state;
  assert_int_equal(mw_pop3_command_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_NEED_MORE);
  assert_memory_equal(storage, "PASS secret", 11);
  mw_pop3_command_reader_reset(&r);
  for (i = 0; i < sizeof storage; i++) {
    assert_int_equal(storage[i], 0);
  }
}

static void test_pop3_response_reader_refuses_bad_init(void **state)
{
  char storage[64];
  mw_pop3_waiting ring[2];
  mw_pop3_response_reader r;
  (void)state;
  assert_int_equal(mw_pop3_response_reader_init(NULL, storage, 64, ring, 2, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_init(&r, NULL, 64, ring, 2, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, 2, ring, 2, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, 64, NULL, 2, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, 64, ring, 0, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, 64, ring, ((size_t)1 << 16) + 1, 0),
                   MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_waiting(NULL), 0);
  mw_pop3_response_reader_reset(NULL, true);
}

static void test_pop3_response_reader_refuses_bad_calls(void **state)
{
  static const mw_pop3_response_callbacks no_size = {0};
  mw_pop3_own_verb own = {"XFOO", 0x3fff, MW_POP3_ANSWER_LINE};
  char storage[64];
  mw_pop3_waiting ring[2];
  mw_pop3_response_reader r;
  mw_pop3_response_reader before;
  mw_pop3_response_event event;
  mw_slice in = mw_slice_text("+OK\r\n");
  (void)state;
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, 64, ring, 2, 0), MW_OK);
  memcpy(&before, &r, sizeof r);
  assert_int_equal(mw_pop3_response_reader_next(NULL, &in, &event), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_next(&r, NULL, &event), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_feed(&r, &in, NULL, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_feed(&r, &in, &no_size, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_finish(&r, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_limit(NULL, 512), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_limit(&r, 0), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_limit(&r, 2), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_limit(&r, ((size_t)1 << 31) + 1), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_policy(&r, (mw_dot_policy)4), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_policy(NULL, MW_DOT_KEEP), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_expect(NULL, MW_POP3_STAT, false), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_expect(&r, (mw_pop3_verb)99, false), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_expect(&r, (mw_pop3_verb)-1, false), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_expect_own(&r, NULL, false), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_expect_own(&r, &own, false), MW_E_ARGUMENT);
  own.number = 0x4000;
  own.answer = (mw_pop3_answer)0;
  assert_int_equal(mw_pop3_response_reader_expect_own(&r, &own, false), MW_E_ARGUMENT);
  own.answer = (mw_pop3_answer)5;
  assert_int_equal(mw_pop3_response_reader_expect_own(&r, &own, false), MW_E_ARGUMENT);
  assert_memory_equal(&before, &r, sizeof r);
  assert_int_equal(in.len, 5);
  assert_int_equal(mw_pop3_response_reader_waiting(&r), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_state_stays_small),
      cmocka_unit_test(test_command_reader_refuses_bad_calls),
      cmocka_unit_test(test_command_reader_refuses_what_the_hold_does_not_allow),
      cmocka_unit_test(test_abort_lasts_until_reset),
      cmocka_unit_test(test_reset_wipes_secrets),
      cmocka_unit_test(test_reply_reader_refuses_bad_calls),
      cmocka_unit_test(test_pop3_command_reader_refuses_bad_calls),
      cmocka_unit_test(test_pop3_command_reader_refuses_what_the_hold_does_not_allow),
      cmocka_unit_test(test_pop3_reset_wipes_secrets),
      cmocka_unit_test(test_pop3_response_reader_refuses_bad_init),
      cmocka_unit_test(test_pop3_response_reader_refuses_bad_calls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
