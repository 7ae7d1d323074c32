/* SPDX-License-Identifier: MIT */
/* The calls of the dialogue of POP3: what they refuse and leave alone, where one may stand. */
#include "support/assert_mw.h"

static char client_storage[64];
static char server_storage[64];
static mw_pop3_unit units[4];

static mw_pop3_dialogue_setup usual(void)
{
  mw_pop3_dialogue_setup s = {sizeof s,
                              client_storage,
                              sizeof client_storage,
                              server_storage,
                              sizeof server_storage,
                              units,
                              4,
                              0,
                              0,
                              MW_DIALOGUE_IN_ORDER};
  return s;
}

static mw_pop3_dialogue begun(unsigned options)
{
  mw_pop3_dialogue_setup s = usual();
  mw_pop3_dialogue d;
  s.options = options;
  assert_int_equal(mw_pop3_dialogue_init(&d, &s), MW_OK);
  return d;
}

/* Gives the text until the first of those items; the others are passed over. */
static mw_status feed_up_to(mw_pop3_dialogue *d, mw_direction direction, const char *text,
                            mw_pop3_item_kind kind, mw_pop3_item *item)
{
  mw_slice in = mw_slice_text(text);
  mw_status status;
  do {
    status = mw_pop3_dialogue_next(d, direction, 0, &in, item);
  } while (status == MW_OK && item->kind != kind);
  return status;
}

static void feed_all(mw_pop3_dialogue *d, mw_direction direction, const char *text)
{
  mw_pop3_item item;
  assert_int_equal(feed_up_to(d, direction, text, (mw_pop3_item_kind)0, &item), MW_NEED_MORE);
}

static void assert_setup_refused(const mw_pop3_dialogue_setup *s)
{
  mw_pop3_dialogue d;
  mw_pop3_dialogue before;
  memset(&d, 0x5a, sizeof d);
  memcpy(&before, &d, sizeof d);
  assert_int_equal(mw_pop3_dialogue_init(&d, s), MW_E_ARGUMENT);
  assert_memory_equal(&d, &before, sizeof d);
}

static void test_setups_that_are_none(void **state)
{
  mw_pop3_dialogue_setup s = usual();
  (void)state;
  assert_int_equal(mw_pop3_dialogue_init(NULL, &s), MW_E_ARGUMENT);
  assert_setup_refused(NULL);
  s.size = 8;
  assert_setup_refused(&s);
  s = usual();
  s.client = NULL;
  assert_setup_refused(&s);
  s = usual();
  s.server_size = 2;
  assert_setup_refused(&s);
  s = usual();
  s.ring = NULL;
  assert_setup_refused(&s);
  s = usual();
  s.ring_size = 1;
  assert_setup_refused(&s);
  s = usual();
  s.policies = 0x1000;
  assert_setup_refused(&s);
  s = usual();
  s.options = MW_DIALOGUE_HOLD_BDAT;
  assert_setup_refused(&s);
}

static void test_calls_that_are_none(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_pop3_dialogue before = d;
  mw_slice in = mw_slice_text("NOOP\r\n");
  mw_pop3_item item;
  (void)state;
  assert_int_equal(mw_pop3_dialogue_next(NULL, MW_FROM_CLIENT, 0, &in, &item), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_next(&d, (mw_direction)3, 0, &in, &item), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_next(&d, (mw_direction)0, 0, &in, &item), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_CLIENT, 0, NULL, &item), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_CLIENT, 0, &in, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_finish(NULL, MW_FROM_CLIENT, &item), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_finish(&d, (mw_direction)3, &item), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_finish(&d, MW_FROM_CLIENT, NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_gap(NULL, MW_FROM_CLIENT, 0, 5), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_gap(&d, (mw_direction)0, 0, 5), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_secured(NULL), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_secured(&d), MW_E_ARGUMENT);
  assert_false(mw_pop3_dialogue_waits(NULL, MW_FROM_CLIENT));
  assert_false(mw_pop3_dialogue_waits(&d, (mw_direction)3));
  assert_null(mw_pop3_dialogue_session(NULL));
  assert_memory_equal(&d, &before, sizeof d);
  assert_int_equal(in.len, 6);
  assert_string_equal(mw_pop3_item_name((mw_pop3_item_kind)0), "UNKNOWN");
  assert_string_equal(mw_pop3_item_name((mw_pop3_item_kind)99), "UNKNOWN");
}

static void test_nothing_comes_behind_the_end(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_slice in = mw_slice_text("NOOP\r\n");
  mw_pop3_item item;
  (void)state;
  assert_int_equal(mw_pop3_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_NEED_MORE);
  assert_int_equal(mw_pop3_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_NEED_MORE);
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_CLIENT, 0, &in, &item), MW_E_ABORTED);
  assert_int_equal(mw_pop3_dialogue_gap(&d, MW_FROM_CLIENT, 0, 5), MW_E_ABORTED);
  assert_int_equal(in.len, 6);
}

/* secured() may stand right behind the item; not before it, and once. */
static void test_secured_stands_behind_the_item(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_slice in = mw_slice_text("");
  mw_pop3_item item;
  (void)state;
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  feed_all(&d, MW_FROM_CLIENT, "STLS\r\n");
  assert_true(mw_pop3_dialogue_waits(&d, MW_FROM_CLIENT));
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "+OK\r\n", MW_POP3_ITEM_RESPONSE, &item), MW_OK);
  assert_int_equal(mw_pop3_dialogue_secured(&d), MW_E_ARGUMENT);
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_SERVER, 0, &in, &item), MW_OK);
  assert_int_equal(item.kind, MW_POP3_ITEM_TLS);
  assert_int_equal(item.offset, 10);
  assert_int_equal(item.unit.end, 6);
  assert_int_equal(mw_pop3_dialogue_secured(&d), MW_OK);
  assert_int_equal(mw_pop3_dialogue_secured(&d), MW_E_ARGUMENT);
  assert_true(mw_pop3_session_is_tls(mw_pop3_dialogue_session(&d)));
  feed_all(&d, MW_FROM_CLIENT, "NOOP\r\n");
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "-ERR\r\n", MW_POP3_ITEM_RESPONSE, &item), MW_OK);
  assert_true(item.answers);
  assert_int_equal(item.unit.step.verb, MW_POP3_NOOP);
  assert_int_equal(item.offset, 0);
}

/* What the client had sent ahead of TLS is not waited for in it. */
static void test_secured_forgets_what_was_offered(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_pop3_item item;
  (void)state;
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  assert_int_equal(feed_up_to(&d, MW_FROM_CLIENT, "STLS\r\n\x16\x03", MW_POP3_ITEM_LEFTOVER, &item),
                   MW_PAUSED);
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "+OK\r\n", MW_POP3_ITEM_TLS, &item), MW_OK);
  assert_int_equal(mw_pop3_dialogue_secured(&d), MW_OK);
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "+OK\r\n", MW_POP3_ITEM_RESPONSE, &item), MW_OK);
  assert_int_equal(item.anomalies, MW_ANOMALY_BIT(UNSOLICITED));
}

/* No octets, but a stamp: nothing older comes of that direction, and the other one may go on. */
static void test_a_stamp_alone(void **state)
{
  mw_pop3_dialogue d = begun(0);
  mw_slice in = mw_slice_text("+OK\r\n");
  mw_slice none = mw_slice_text("");
  mw_pop3_item item;
  (void)state;
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_SERVER, 5, &in, &item), MW_PAUSED);
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_CLIENT, 4, &none, &item), MW_NEED_MORE);
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_SERVER, 5, &in, &item), MW_PAUSED);
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_CLIENT, 6, &none, &item), MW_NEED_MORE);
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_SERVER, 5, &in, &item), MW_OK);
  assert_true(item.greeting);
  assert_int_equal(item.stamp, 5);
}

/* A copy goes its own way, with storage and ring of its own or none that is used. */
static void test_a_copy(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_pop3_dialogue copy;
  mw_pop3_item item;
  (void)state;
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  feed_all(&d, MW_FROM_CLIENT, "LIST\r\n");
  copy = d;
  memset(&d, 0x5a, sizeof d);
  assert_int_equal(feed_up_to(&copy, MW_FROM_SERVER, "+OK\r\n1 2\r\n", MW_POP3_ITEM_LINE, &item),
                   MW_OK);
  assert_true(item.answers);
}

/* No server: the session is where the client thinks it is. */
static void test_session_of_a_client_alone(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_pop3_item item;
  (void)state;
  assert_int_equal(mw_pop3_dialogue_finish(&d, MW_FROM_SERVER, &item), MW_OK);
  assert_int_equal(item.kind, MW_POP3_ITEM_ASSUMED);
  feed_all(&d, MW_FROM_CLIENT, "USER a\r\nPASS b\r\n");
  assert_int_equal(mw_pop3_session_state(mw_pop3_dialogue_session(&d)), MW_POP3_STATE_TRANSACTION);
}

/* Units without a name are supposed to be accepted, and are not the newest one. */
static void test_units_without_a_name_are_supposed(void **state)
{
  mw_pop3_dialogue_setup s = usual();
  mw_pop3_dialogue d;
  mw_pop3_item item;
  (void)state;
  s.ring_size = 2;
  assert_int_equal(mw_pop3_dialogue_init(&d, &s), MW_OK);
  feed_all(&d, MW_FROM_CLIENT, "NOOP\r\nNOOP\r\nNOOP\r\nNOOP\r\n");
  assert_int_equal(feed_up_to(&d, MW_FROM_CLIENT, "AUTH LOGIN\r\n", MW_POP3_ITEM_AUTH_BEGIN, &item),
                   MW_OK);
  assert_int_equal(mw_pop3_dialogue_finish(&d, MW_FROM_SERVER, &item), MW_OK);
  assert_int_equal(item.kind, MW_POP3_ITEM_ASSUMED);
  assert_int_equal(feed_up_to(&d, MW_FROM_CLIENT, "QQ==\r\nQg==\r\n", MW_POP3_ITEM_AUTH_END, &item),
                   MW_OK);
  assert_int_equal(item.offset, 48);
}

/* What CAPA says is all that is offered, be it nothing (RFC 2449 5). */
static void test_what_is_offered_is_what_was_said_last(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_pop3_item item;
  (void)state;
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  feed_all(&d, MW_FROM_CLIENT, "CAPA\r\n");
  feed_all(&d, MW_FROM_SERVER, "+OK\r\nPIPELINING\r\nUSER\r\n.\r\n");
  feed_all(&d, MW_FROM_CLIENT, "CAPA\r\n");
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n.\r\n");
  feed_all(&d, MW_FROM_CLIENT, "USER a\r\n");
  assert_int_equal(feed_up_to(&d, MW_FROM_CLIENT, "USER b\r\n", MW_POP3_ITEM_COMMAND, &item),
                   MW_OK);
  assert_int_equal(item.anomalies, MW_ANOMALY_BIT(PIPELINING) | MW_ANOMALY_BIT(UNANNOUNCED));
}

/* Who waits for whom: never both. */
static void test_who_waits(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_pop3_item item;
  (void)state;
  assert_false(mw_pop3_dialogue_waits(&d, MW_FROM_SERVER));
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  feed_all(&d, MW_FROM_CLIENT, "ST");
  assert_true(mw_pop3_dialogue_waits(&d, MW_FROM_SERVER));
  assert_false(mw_pop3_dialogue_waits(&d, MW_FROM_CLIENT));
  feed_all(&d, MW_FROM_CLIENT, "LS\r\n");
  assert_false(mw_pop3_dialogue_waits(&d, MW_FROM_SERVER));
  assert_true(mw_pop3_dialogue_waits(&d, MW_FROM_CLIENT));
  assert_int_equal(feed_up_to(&d, MW_FROM_CLIENT, "x", MW_POP3_ITEM_LEFTOVER, &item), MW_PAUSED);
  feed_all(&d, MW_FROM_SERVER, "-ERR\r\n");
  assert_false(mw_pop3_dialogue_waits(&d, MW_FROM_CLIENT));
}

/* Without an order every response waits for its command, the greeting, too; until the client ended.
 */
static void test_who_waits_without_an_order(void **state)
{
  mw_pop3_dialogue d = begun(0);
  mw_pop3_item item;
  (void)state;
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "+OK\r\n", MW_POP3_ITEM_RESPONSE, &item),
                   MW_PAUSED);
  assert_true(mw_pop3_dialogue_waits(&d, MW_FROM_SERVER));
  assert_int_equal(mw_pop3_dialogue_finish(&d, MW_FROM_CLIENT, &item), MW_NEED_MORE);
  assert_false(mw_pop3_dialogue_waits(&d, MW_FROM_SERVER));
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "+OK\r\n", MW_POP3_ITEM_RESPONSE, &item), MW_OK);
  assert_true(item.greeting);
}

/* Without an order nobody knows which responses are older than a command: a gap has no end. */
static void test_a_gap_without_an_order(void **state)
{
  mw_pop3_dialogue d = begun(0);
  mw_slice in = mw_slice_text("NOOP\r\n");
  mw_pop3_item item;
  (void)state;
  assert_int_equal(mw_pop3_dialogue_gap(&d, MW_FROM_CLIENT, 0, 5), MW_OK);
  feed_all(&d, MW_FROM_CLIENT, "NOOP\r\n");
  assert_int_equal(mw_pop3_dialogue_next(&d, MW_FROM_CLIENT, 0, &in, &item), MW_OK);
  assert_int_equal(item.kind, MW_POP3_ITEM_SKIPPED);
  assert_true(item.doubtful);
}

/* A recording that shows what TLS holds goes on behind STLS. */
static void test_decrypted(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER | MW_DIALOGUE_DECRYPTED);
  mw_pop3_item item;
  (void)state;
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  feed_all(&d, MW_FROM_CLIENT, "STLS\r\n");
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  feed_all(&d, MW_FROM_CLIENT, "USER a\r\n");
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "+OK\r\n", MW_POP3_ITEM_RESPONSE, &item), MW_OK);
  assert_true(item.answers);
  assert_int_equal(feed_up_to(&d, MW_FROM_CLIENT, "PASS b\r\n", MW_POP3_ITEM_COMMAND, &item),
                   MW_OK);
  assert_int_equal(item.anomalies, 0);
  assert_int_equal(item.offset, 14);
}

/* Each unit of many that wait is told of once, and each call takes its octets. */
static void test_many_units(void **state)
{
  enum { MANY = 100000 };
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_pop3_item item;
  unsigned unanswered = 0;
  unsigned i;
  (void)state;
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  for (i = 0; i < MANY; i++) {
    feed_all(&d, MW_FROM_CLIENT, "NOOP\r\n");
  }
  for (i = 0; i < MANY / 2; i++) {
    feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  }
  while (mw_pop3_dialogue_finish(&d, MW_FROM_SERVER, &item) == MW_OK) {
    unanswered++;
  }
  while (mw_pop3_dialogue_finish(&d, MW_FROM_CLIENT, &item) == MW_OK) {
    assert_int_equal(item.kind, MW_POP3_ITEM_UNANSWERED);
    unanswered++;
  }
  assert_int_equal(unanswered, MANY - MANY / 2);
}

/* Octets that were taken in the end are not waited for. */
static void test_what_was_offered_is_taken_later(void **state)
{
  mw_pop3_dialogue d = begun(MW_DIALOGUE_IN_ORDER);
  mw_pop3_item item;
  (void)state;
  feed_all(&d, MW_FROM_SERVER, "+OK\r\n");
  feed_all(&d, MW_FROM_CLIENT, "NO");
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "+OK\r\n", MW_POP3_ITEM_RESPONSE, &item),
                   MW_PAUSED);
  feed_all(&d, MW_FROM_CLIENT, "OP\r\n");
  assert_int_equal(feed_up_to(&d, MW_FROM_SERVER, "+OK\r\n", MW_POP3_ITEM_RESPONSE, &item), MW_OK);
  assert_true(item.answers);
  feed_all(&d, MW_FROM_CLIENT, "NOOP\r\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_setups_that_are_none),
      cmocka_unit_test(test_calls_that_are_none),
      cmocka_unit_test(test_nothing_comes_behind_the_end),
      cmocka_unit_test(test_secured_stands_behind_the_item),
      cmocka_unit_test(test_secured_forgets_what_was_offered),
      cmocka_unit_test(test_a_stamp_alone),
      cmocka_unit_test(test_a_copy),
      cmocka_unit_test(test_who_waits),
      cmocka_unit_test(test_who_waits_without_an_order),
      cmocka_unit_test(test_a_gap_without_an_order),
      cmocka_unit_test(test_decrypted),
      cmocka_unit_test(test_many_units),
      cmocka_unit_test(test_what_was_offered_is_taken_later),
      cmocka_unit_test(test_session_of_a_client_alone),
      cmocka_unit_test(test_units_without_a_name_are_supposed),
      cmocka_unit_test(test_what_is_offered_is_what_was_said_last),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
