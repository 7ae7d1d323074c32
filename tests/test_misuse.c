/* SPDX-License-Identifier: MIT */
/* Calls in an order that nobody should make: limits and finish() at the wrong moment never undo a hold, an
 * abort or a hand-over, and no number makes a writer forge a line. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

/* Octets come out of parts of an enhanced code only when they are three digits at most. */
static void test_misuse_no_enhanced_code_forges_a_line(void **state)
{
  unsigned part;
  (void)state;
  for (part = 0; part < 70000; part++) {
    char buffer[64];
    mw_enhanced subject = {5, (uint16_t)part, 1};
    mw_enhanced detail = {5, 1, (uint16_t)part};
    mw_writer w;
    mw_slice out;
    mw_writer_init(&w, buffer, sizeof buffer);
    mw_smtp_reply_write_line(&w, 550, part % 2 == 0 ? subject : detail, mw_slice_of("x", 1));
    assert_int_equal(mw_writer_result(&w, &out),
                     (uint16_t)part <= 999 ? MW_OK : MW_E_ARGUMENT);
    assert_int_equal(out.len > 0, (uint16_t)part <= 999);
  }
}

static void test_misuse_limits_leave_the_hand_over_to_tls(void **state)
{
  char storage[512];
  mw_smtp_reply_reader r;
  mw_smtp_reply_event event;
  mw_slice in = mw_slice_text("220 go\r\n250 injected\r\n");
  (void)state;
  assert_int_equal(mw_smtp_reply_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  assert_int_equal(mw_smtp_reply_reader_expect_tls(&r), MW_OK);
  assert_int_equal(mw_smtp_reply_reader_limits(&r, 512, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_reply_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_SMTP_EVENT_REPLY_LINE);
  assert_int_equal(mw_smtp_reply_reader_limits(&r, 0, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_reply_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_SMTP_EVENT_SERVER_LEFTOVER);
  assert_int_equal(event.fault, MW_FAULT_PLAINTEXT_LEFT);
}

static void test_misuse_tls_is_not_expected_within_a_line(void **state)
{
  char storage[512];
  mw_smtp_reply_reader r;
  mw_smtp_reply_event event;
  mw_slice in = mw_slice_text("250 o");
  (void)state;
  assert_int_equal(mw_smtp_reply_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  assert_int_equal(mw_smtp_reply_reader_next(&r, &in, &event), MW_NEED_MORE);
  assert_int_equal(mw_smtp_reply_reader_expect_tls(&r), MW_E_ARGUMENT);
}

static mw_flow abort_reply(void *user, const mw_smtp_reply_event *event)
{
  (void)user;
  (void)event;
  return MW_ABORT;
}

static mw_flow abort_command(void *user, const mw_smtp_command_event *event)
{
  (void)user;
  (void)event;
  return MW_ABORT;
}

static void test_misuse_only_reset_ends_an_abort(void **state)
{
  static const mw_smtp_reply_callbacks on = {sizeof on, abort_reply, NULL, NULL, NULL};
  char storage[512];
  mw_smtp_reply_reader r;
  mw_smtp_reply_event event;
  mw_slice in = mw_slice_text("250 ok\r\n250 ok\r\n");
  (void)state;
  assert_int_equal(mw_smtp_reply_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  assert_int_equal(mw_smtp_reply_reader_feed(&r, &in, &on, NULL), MW_E_ABORTED);
  assert_int_equal(mw_smtp_reply_reader_limits(&r, 0, 0, 0), MW_E_ABORTED);
  assert_int_equal(mw_smtp_reply_reader_finish(&r, &event), MW_E_ABORTED);
  assert_int_equal(mw_smtp_reply_reader_next(&r, &in, &event), MW_E_ABORTED);
  mw_smtp_reply_reader_reset(&r);
  assert_int_equal(mw_smtp_reply_reader_next(&r, &in, &event), MW_OK);
}

static void test_misuse_nothing_is_read_after_finish(void **state)
{
  static const mw_smtp_command_callbacks on = {sizeof on, abort_command, NULL, NULL, NULL, NULL};
  char storage[512];
  mw_smtp_command_reader r;
  mw_smtp_command_event event;
  mw_slice in = mw_slice_text("DATA\r\nabc\r\n");
  (void)state;
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, sizeof storage, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(mw_smtp_command_reader_expect(&r, MW_SMTP_EXPECT_DATA), MW_OK);
  while (mw_smtp_command_reader_next(&r, &in, &event) == MW_OK) {
  }
  assert_int_equal(mw_smtp_command_reader_finish(&r, &event), MW_OK);
  assert_int_equal(event.kind, MW_SMTP_EVENT_UNFINISHED);
  in = mw_slice_text("STARTTLS\r\n");
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_E_ABORTED);
  assert_int_equal(mw_smtp_command_reader_feed(&r, &in, &on, NULL), MW_E_ABORTED);
  assert_int_equal(mw_smtp_command_reader_finish(&r, &event), MW_E_ABORTED);
  assert_int_equal(in.len, 10);
}

/* The limit of the whole reply holds for its first line too, however the stream is cut. */
static void test_misuse_a_reply_smaller_than_its_line_is_seen_in_every_cut(void **state)
{
  size_t cut;
  (void)state;
  for (cut = 0; cut < 13; cut++) {
    char storage[512];
    mw_smtp_reply_reader r;
    mw_smtp_reply_event event;
    mw_slice first = mw_slice_of("550 5.1.1 y\r\n", cut);
    mw_slice rest = mw_slice_of(&"550 5.1.1 y\r\n"[cut], 13 - cut);
    assert_int_equal(mw_smtp_reply_reader_init(&r, storage, sizeof storage, 0), MW_OK);
    assert_int_equal(mw_smtp_reply_reader_limits(&r, 0, 0, 9), MW_OK);
    assert_int_equal(mw_smtp_reply_reader_next(&r, &first, &event), MW_NEED_MORE);
    assert_int_equal(mw_smtp_reply_reader_next(&r, &rest, &event), MW_OK);
    assert_int_equal(event.fault, MW_FAULT_REPLY_TOO_LONG);
  }
}

static void secret_is(const char *line, const char *secret)
{
  mw_smtp_command command;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_command_split(mw_slice_text(line), 0, &command, &finding);
  assert_slices(command.secret, mw_slice_text(secret));
}

static void test_misuse_secrets_are_marked_whatever_separates_them(void **state)
{
  char storage[512];
  mw_smtp_command_reader r;
  mw_smtp_command_event event;
  mw_slice in = mw_slice_text("AUTH PLAIN c2VjcmV0");
  (void)state;
  secret_is("AUTH PLAIN c2VjcmV0", "c2VjcmV0");
  secret_is("AUTH PLAIN\tc2VjcmV0", "c2VjcmV0");
  secret_is("AUTH\tPLAIN\tc2VjcmV0", "c2VjcmV0");
  secret_is("AUTH:PLAIN:c2VjcmV0", "c2VjcmV0");
  secret_is("AUTH  PLAIN c2VjcmV0", "c2VjcmV0");
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, sizeof storage, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_command_reader_next(&r, &in, &event), MW_NEED_MORE);
  assert_int_equal(mw_smtp_command_reader_finish(&r, &event), MW_OK);
  assert_slice(event.command.secret, "c2VjcmV0");
}

/* A table of callbacks from before the last ones were added. */
static void test_misuse_a_shorter_table_of_callbacks_works(void **state)
{
  static const mw_smtp_command_callbacks on = {offsetof(mw_smtp_command_callbacks, on_body),
                                               abort_command, NULL, NULL, NULL, NULL};
  char storage[512];
  mw_smtp_command_reader r;
  mw_slice in = mw_slice_text("NOOP\r\n");
  (void)state;
  assert_int_equal(mw_smtp_command_reader_init(&r, storage, sizeof storage, 0, 0), MW_OK);
  assert_int_equal(mw_smtp_command_reader_feed(&r, &in, &on, NULL), MW_E_ABORTED);
}

/* ---- POP3 ---- */

static mw_flow abort_pop3_command(void *user, const mw_pop3_command_event *event)
{
  (void)user;
  (void)event;
  return MW_ABORT;
}

static mw_flow abort_pop3_response(void *user, const mw_pop3_response_event *event)
{
  (void)user;
  (void)event;
  return MW_ABORT;
}

static void test_misuse_pop3_only_reset_ends_an_abort(void **state)
{
  static const mw_pop3_command_callbacks on = {sizeof on, abort_pop3_command, NULL, NULL};
  char storage[64];
  mw_pop3_command_reader r;
  mw_pop3_command_event event;
  mw_slice in = mw_slice_text("STLS\r\nNOOP\r\n");
  (void)state;
  assert_int_equal(mw_pop3_command_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  assert_int_equal(mw_pop3_command_reader_feed(&r, &in, &on, NULL), MW_E_ABORTED);
  assert_int_equal(in.len, 6);
  assert_false(mw_pop3_command_reader_held(&r));
  assert_int_equal(mw_pop3_command_reader_expect(&r, MW_POP3_EXPECT_COMMAND), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_command_reader_limits(&r, 200, 0), MW_OK);
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_E_ABORTED);
  assert_int_equal(mw_pop3_command_reader_feed(&r, &in, &on, NULL), MW_E_ABORTED);
  assert_int_equal(mw_pop3_command_reader_finish(&r, &event), MW_E_ABORTED);
  assert_int_equal(in.len, 6);
  mw_pop3_command_reader_reset(&r);
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.offset, 0);
}

static void test_misuse_pop3_nothing_is_read_after_finish(void **state)
{
  char storage[64];
  mw_pop3_command_reader r;
  mw_pop3_command_event event;
  mw_slice in = mw_slice_text("STLS\r\n");
  (void)state;
  assert_int_equal(mw_pop3_command_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(mw_pop3_command_reader_finish(&r, &event), MW_NEED_MORE);
  assert_false(mw_pop3_command_reader_held(&r));
  assert_int_equal(mw_pop3_command_reader_expect(&r, MW_POP3_EXPECT_TLS), MW_E_ARGUMENT);
  in = mw_slice_text("NOOP\r\n");
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_E_ABORTED);
  assert_int_equal(mw_pop3_command_reader_finish(&r, &event), MW_E_ABORTED);
  assert_int_equal(in.len, 6);
}

/* Limits are for lines that have not begun, and undo neither a hold nor the hand-over to TLS. */
static void test_misuse_pop3_limits_undo_nothing(void **state)
{
  char storage[64];
  mw_pop3_command_reader r;
  mw_pop3_command_event event;
  mw_slice in = mw_slice_text("STL");
  (void)state;
  assert_int_equal(mw_pop3_command_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_NEED_MORE);
  assert_int_equal(mw_pop3_command_reader_limits(&r, 100, 0), MW_E_ARGUMENT);
  in = mw_slice_text("S\r\nCAPA\r\n");
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(mw_pop3_command_reader_limits(&r, 100, 100), MW_OK);
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_PAUSED);
  assert_int_equal(mw_pop3_command_reader_expect(&r, MW_POP3_EXPECT_TLS), MW_OK);
  assert_int_equal(mw_pop3_command_reader_limits(&r, 100, 100), MW_OK);
  assert_int_equal(mw_pop3_command_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_POP3_EVENT_LEFTOVER);
  assert_int_equal(event.fault, MW_FAULT_PLAINTEXT_LEFT);
}

/* A ring that is full keeps what it holds. */
static void test_misuse_pop3_a_full_ring(void **state)
{
  char storage[64];
  mw_pop3_waiting ring[2];
  mw_pop3_response_reader r;
  mw_pop3_response_event event;
  mw_slice in = mw_slice_text("+OK hi\r\n+OK\r\n.\r\n-ERR\r\n");
  (void)state;
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, sizeof storage, ring, 2, 0), MW_OK);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_LIST, false), MW_OK);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_STLS, false), MW_OK);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_QUIT, false), MW_E_SPACE);
  assert_int_equal(mw_pop3_response_reader_waiting(&r), 2);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_POP3_EVENT_GREETING);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.verb, MW_POP3_LIST);
  assert_int_equal(mw_pop3_response_reader_waiting(&r), 2);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_QUIT, false), MW_E_SPACE);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_POP3_EVENT_END);
  assert_int_equal(mw_pop3_response_reader_waiting(&r), 1);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_QUIT, false), MW_OK);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.verb, MW_POP3_STLS);
  assert_int_equal(mw_pop3_response_reader_waiting(&r), 1);
}

/* Within a line there is no other limit; a policy in the middle of a message is for the next one.
 */
static void test_misuse_pop3_limit_and_policy_at_the_wrong_moment(void **state)
{
  char storage[64];
  mw_pop3_waiting ring[2];
  mw_pop3_response_reader r;
  mw_pop3_response_event event;
  mw_slice in = mw_slice_text("+OK hi\r\n+OK\r\na\nb\r\n.\r\n+O");
  (void)state;
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, sizeof storage, ring, 2, 0), MW_OK);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_RETR, true), MW_OK);
  do {
    assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  } while (event.kind != MW_POP3_EVENT_BODY);
  assert_octets(event.raw, "a");
  assert_int_equal(mw_pop3_response_reader_policy(&r, MW_DOT_KEEP), MW_OK);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_POP3_EVENT_BODY_FAULT); /* reported, as at init() */
  while (event.kind != MW_POP3_EVENT_END) {
    assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  }
  assert_int_equal(event.number, 5);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_NEED_MORE);
  assert_int_equal(mw_pop3_response_reader_limit(&r, 100), MW_E_ARGUMENT);
}

static void test_misuse_pop3_responses_after_an_abort(void **state)
{
  static const mw_pop3_response_callbacks on = {
      .size = offsetof(mw_pop3_response_callbacks, on_response), .on_greeting = abort_pop3_response};
  char storage[64];
  mw_pop3_waiting ring[1];
  mw_pop3_response_reader r;
  mw_pop3_response_event event;
  mw_slice in = mw_slice_text("+OK hi\r\n+OK\r\n");
  (void)state;
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, sizeof storage, ring, 1, 0), MW_OK);
  assert_int_equal(mw_pop3_response_reader_feed(&r, &in, &on, NULL), MW_E_ABORTED);
  assert_int_equal(in.len, 5);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_E_ABORTED);
  assert_int_equal(mw_pop3_response_reader_feed(&r, &in, &on, NULL), MW_E_ABORTED);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_STAT, false), MW_E_ABORTED);
  assert_int_equal(mw_pop3_response_reader_finish(&r, &event), MW_E_ABORTED);
  assert_int_equal(in.len, 5);
  mw_pop3_response_reader_reset(&r, false);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_STAT, false), MW_OK);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_POP3_EVENT_RESPONSE);
  assert_int_equal(event.offset, 0);
}

static void test_misuse_pop3_responses_after_finish_and_tls(void **state)
{
  char storage[64];
  mw_pop3_waiting ring[1];
  mw_pop3_response_reader r;
  mw_pop3_response_event event;
  mw_slice in = mw_slice_text("+OK hi\r\n+OK\r\n+OK\r\n");
  (void)state;
  assert_int_equal(mw_pop3_response_reader_init(&r, storage, sizeof storage, ring, 1, 0), MW_OK);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_STLS, false), MW_OK);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(mw_pop3_response_reader_limit(&r, 100), MW_OK);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_CAPA, false), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_OK);
  assert_int_equal(event.kind, MW_POP3_EVENT_SERVER_LEFTOVER);
  assert_int_equal(mw_pop3_response_reader_finish(&r, &event), MW_NEED_MORE);
  assert_int_equal(mw_pop3_response_reader_next(&r, &in, &event), MW_E_ABORTED);
  assert_int_equal(mw_pop3_response_reader_expect(&r, MW_POP3_CAPA, false), MW_E_ABORTED);
  assert_int_equal(mw_pop3_response_reader_finish(&r, &event), MW_E_ABORTED);
  mw_pop3_response_reader_reset(&r, true);
  assert_int_equal(mw_pop3_response_reader_finish(&r, &event), MW_OK);
  assert_int_equal(event.kind, MW_POP3_EVENT_RESPONSE_UNFINISHED);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_misuse_no_enhanced_code_forges_a_line),
      cmocka_unit_test(test_misuse_limits_leave_the_hand_over_to_tls),
      cmocka_unit_test(test_misuse_tls_is_not_expected_within_a_line),
      cmocka_unit_test(test_misuse_only_reset_ends_an_abort),
      cmocka_unit_test(test_misuse_nothing_is_read_after_finish),
      cmocka_unit_test(test_misuse_a_reply_smaller_than_its_line_is_seen_in_every_cut),
      cmocka_unit_test(test_misuse_secrets_are_marked_whatever_separates_them),
      cmocka_unit_test(test_misuse_a_shorter_table_of_callbacks_works),
      cmocka_unit_test(test_misuse_pop3_only_reset_ends_an_abort),
      cmocka_unit_test(test_misuse_pop3_nothing_is_read_after_finish),
      cmocka_unit_test(test_misuse_pop3_limits_undo_nothing),
      cmocka_unit_test(test_misuse_pop3_a_full_ring),
      cmocka_unit_test(test_misuse_pop3_limit_and_policy_at_the_wrong_moment),
      cmocka_unit_test(test_misuse_pop3_responses_after_an_abort),
      cmocka_unit_test(test_misuse_pop3_responses_after_finish_and_tls),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
