/* SPDX-License-Identifier: MIT */
/* The dialogue of SMTP: calls that are wrong and change nothing, what it is made of, who waits. */
#include "support/assert_mw.h"
#include "support/talk.h"

static mw_smtp_dialogue d;
static mw_smtp_item item;
static char client[512];
static char server[512];
static mw_smtp_unit ring[2];

static mw_smtp_dialogue_setup usual(void)
{
  mw_smtp_dialogue_setup s;
  memset(&s, 0, sizeof s);
  s.size = sizeof s;
  s.client = client;
  s.client_size = sizeof client;
  s.server = server;
  s.server_size = sizeof server;
  s.ring = ring;
  s.ring_size = 2;
  s.variant = MW_SMTP_VARIANT_SMTP;
  s.options = MW_DIALOGUE_IN_ORDER;
  return s;
}

static int begin(void **state)
{
  mw_smtp_dialogue_setup s = usual();
  (void)state;
  return mw_smtp_dialogue_init(&d, &s) == MW_OK ? 0 : -1;
}

static mw_status say(mw_direction direction, const char *text, uint64_t stamp)
{
  mw_slice in = mw_slice_text(text);
  mw_status status;
  while ((status = mw_smtp_dialogue_next(&d, direction, stamp, &in, &item)) == MW_OK) {
  }
  return status;
}

static void test_what_cannot_begin(void **state)
{
  mw_smtp_dialogue_setup s = usual();
  mw_smtp_dialogue other;
  mw_smtp_dialogue before;
  (void)state;
  memset(&other, 0x5a, sizeof other);
  memcpy(&before, &other, sizeof other);
  assert_int_equal(mw_smtp_dialogue_init(NULL, &s), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_dialogue_init(&other, NULL), MW_E_ARGUMENT);
#define WRONG(field, value)                                                                        \
  s = usual();                                                                                     \
  s.field = value;                                                                                 \
  assert_int_equal(mw_smtp_dialogue_init(&other, &s), MW_E_ARGUMENT)
  WRONG(size, sizeof s - 1);
  WRONG(client, NULL);
  WRONG(client_size, 0);
  WRONG(server, NULL);
  WRONG(server_size, 0);
  WRONG(ring, NULL);
  WRONG(ring_size, 1);
  WRONG(ring_size, SIZE_MAX);
  WRONG(variant, (mw_smtp_variant)0);
  WRONG(variant, (mw_smtp_variant)4);
  WRONG(policies, 0x4000);
  WRONG(options, 0x20);
#undef WRONG
  assert_memory_equal(&other, &before, sizeof other); /* nothing is written */
}

/* A wrong call, and the dialogue as it was. */
#define assert_refused(call, status)                                                               \
  do {                                                                                             \
    mw_smtp_dialogue as_it_was = d;                                                                \
    assert_int_equal(call, status);                                                                \
    assert_memory_equal(&as_it_was, &d, sizeof d);                                                 \
  } while (0)

static void test_wrong_calls_change_nothing(void **state)
{
  mw_slice in = mw_slice_text("NOOP\r\n");
  mw_slice before = in;
  (void)state;
  assert_int_equal(mw_smtp_dialogue_next(NULL, MW_FROM_CLIENT, 1, &in, &item), MW_E_ARGUMENT);
  assert_refused(mw_smtp_dialogue_next(&d, MW_FROM_CLIENT, 1, NULL, &item), MW_E_ARGUMENT);
  assert_refused(mw_smtp_dialogue_next(&d, MW_FROM_CLIENT, 1, &in, NULL), MW_E_ARGUMENT);
  assert_refused(mw_smtp_dialogue_next(&d, (mw_direction)0, 1, &in, &item), MW_E_ARGUMENT);
  assert_refused(mw_smtp_dialogue_next(&d, (mw_direction)3, 1, &in, &item), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_dialogue_finish(NULL, MW_FROM_CLIENT, &item), MW_E_ARGUMENT);
  assert_refused(mw_smtp_dialogue_finish(&d, MW_FROM_CLIENT, NULL), MW_E_ARGUMENT);
  assert_refused(mw_smtp_dialogue_finish(&d, (mw_direction)0, &item), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_dialogue_gap(NULL, MW_FROM_CLIENT, 1, 1), MW_E_ARGUMENT);
  assert_refused(mw_smtp_dialogue_gap(&d, (mw_direction)0, 1, 1), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_dialogue_secured(NULL), MW_E_ARGUMENT);
  assert_refused(mw_smtp_dialogue_secured(&d), MW_E_ARGUMENT);
  assert_false(mw_smtp_dialogue_waits(NULL, MW_FROM_CLIENT));
  assert_false(mw_smtp_dialogue_waits(&d, (mw_direction)0));
  assert_null(mw_smtp_dialogue_session(NULL));
  assert_non_null(mw_smtp_dialogue_session(&d));
  assert_true(in.ptr == before.ptr && in.len == before.len);
}

static void test_after_finish(void **state)
{
  mw_slice in = mw_slice_text("NOOP\r\n");
  (void)state;
  assert_int_equal(say(MW_FROM_CLIENT, "NOOP\r\n", 1), MW_NEED_MORE);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_NEED_MORE);
  assert_refused(mw_smtp_dialogue_next(&d, MW_FROM_CLIENT, 2, &in, &item), MW_E_ABORTED);
  assert_refused(mw_smtp_dialogue_gap(&d, MW_FROM_CLIENT, 2, 9), MW_E_ABORTED);
  assert_refused(mw_smtp_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_SERVER, "220 mx\r\n250 ok\r\n", 3), MW_NEED_MORE);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_SERVER, &item), MW_NEED_MORE);
}

/* secured() is for behind the TLS item, once. */
static void test_secured_too_early_and_twice(void **state)
{
  mw_slice in = mw_slice_text("220 go\r\n");
  (void)state;
  assert_int_equal(say(MW_FROM_SERVER, "220 mx\r\n", 1), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_CLIENT, "STARTTLS\r\n", 2), MW_NEED_MORE);
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_SERVER, 3, &in, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_REPLY);
  assert_refused(mw_smtp_dialogue_secured(&d), MW_E_ARGUMENT);
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_SERVER, 3, &in, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_TLS);
  assert_int_equal(mw_smtp_dialogue_secured(&d), MW_OK);
  assert_true(mw_smtp_session_is_tls(mw_smtp_dialogue_session(&d)));
  assert_refused(mw_smtp_dialogue_secured(&d), MW_E_ARGUMENT);
}

/* What the client had sent ahead of TLS is not waited for in it. */
static void test_secured_forgets_what_was_offered(void **state)
{
  mw_slice go = mw_slice_text("220 go\r\n");
  mw_slice in = mw_slice_text("250 ok\r\n");
  (void)state;
  assert_int_equal(say(MW_FROM_SERVER, "220 mx\r\n", 0), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_CLIENT, "STARTTLS\r\n\x16\x03", 0), MW_PAUSED);
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_SERVER, 0, &go, &item), MW_OK);
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_SERVER, 0, &go, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_TLS);
  assert_int_equal(mw_smtp_dialogue_secured(&d), MW_OK);
  assert_int_equal(mw_smtp_dialogue_next(&d, MW_FROM_SERVER, 0, &in, &item), MW_OK);
  assert_int_equal(item.anomalies, MW_ANOMALY_BIT(UNSOLICITED));
}

/* What ends without its end has the stamp of its own octets, whatever the other side said since. */
static void test_stamps_of_what_is_unfinished(void **state)
{
  (void)state;
  assert_int_equal(say(MW_FROM_SERVER, "220 mx\r\n", 1), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_CLIENT, "DATA\r\n", 2), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_SERVER, "354 go\r\n25", 3), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_CLIENT, "x\r", 4), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_SERVER, "0", 5), MW_NEED_MORE);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_BODY_END);
  assert_int_equal(item.stamp, 4);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_SERVER, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_UNFINISHED);
  assert_int_equal(item.stamp, 5);
}

static void test_stamps_of_unfinished_lines(void **state)
{
  (void)state;
  assert_int_equal(say(MW_FROM_SERVER, "220 mx\r\n", 1), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_CLIENT, "NOOP\r\n", 2), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_SERVER, "25", 3), MW_NEED_MORE);
  assert_int_equal(say(MW_FROM_CLIENT, "NO", 4), MW_NEED_MORE);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_SERVER, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_UNFINISHED);
  assert_int_equal(item.stamp, 3);
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_UNFINISHED);
  assert_int_equal(item.stamp, 4);
}

/* The client waits for the reply to DATA, whatever its stamps are; the server for a line that its
 * reply may answer. Never both. */
static void test_who_waits(void **state)
{
  (void)state;
  assert_false(mw_smtp_dialogue_waits(&d, MW_FROM_CLIENT));
  assert_int_equal(say(MW_FROM_CLIENT, "DA", 1), MW_NEED_MORE);
  assert_true(mw_smtp_dialogue_waits(&d, MW_FROM_SERVER));
  assert_int_equal(say(MW_FROM_SERVER, "220 mx\r\n", 2), MW_PAUSED);
  assert_false(mw_smtp_dialogue_waits(&d, MW_FROM_CLIENT));
  assert_int_equal(say(MW_FROM_CLIENT, "TA\r\n", 3), MW_NEED_MORE);
  assert_true(mw_smtp_dialogue_waits(&d, MW_FROM_CLIENT));
  assert_false(mw_smtp_dialogue_waits(&d, MW_FROM_SERVER));
  assert_int_equal(say(MW_FROM_CLIENT, "x\r\n", 3), MW_PAUSED);
  assert_int_equal(say(MW_FROM_SERVER, "220 mx\r\n503 no\r\n", 2), MW_NEED_MORE);
  assert_false(mw_smtp_dialogue_waits(&d, MW_FROM_CLIENT));
}

/* A gap waits where octets would. */
static void test_gap_waits(void **state)
{
  (void)state;
  assert_int_equal(say(MW_FROM_CLIENT, "DATA\r\n", 1), MW_NEED_MORE);
  assert_int_equal(mw_smtp_dialogue_gap(&d, MW_FROM_CLIENT, 2, 9), MW_PAUSED);
  assert_int_equal(say(MW_FROM_SERVER, "220 mx\r\n503 no\r\n", 3), MW_NEED_MORE);
  assert_int_equal(mw_smtp_dialogue_gap(&d, MW_FROM_CLIENT, 2, 9), MW_OK);
  assert_int_equal(mw_smtp_dialogue_gap(&d, MW_FROM_CLIENT, 2, 9), MW_PAUSED); /* its item first */
  assert_int_equal(mw_smtp_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_OK);
  assert_int_equal(item.kind, MW_SMTP_ITEM_GAP);
}

static void test_state_is_fixed(void **state)
{
  (void)state;
  assert_true(sizeof(mw_smtp_dialogue) <= 512);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_what_cannot_begin),
      cmocka_unit_test_setup(test_wrong_calls_change_nothing, begin),
      cmocka_unit_test_setup(test_after_finish, begin),
      cmocka_unit_test_setup(test_secured_too_early_and_twice, begin),
      cmocka_unit_test_setup(test_secured_forgets_what_was_offered, begin),
      cmocka_unit_test_setup(test_stamps_of_what_is_unfinished, begin),
      cmocka_unit_test_setup(test_stamps_of_unfinished_lines, begin),
      cmocka_unit_test_setup(test_who_waits, begin),
      cmocka_unit_test_setup(test_gap_waits, begin),
      cmocka_unit_test(test_state_is_fixed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
