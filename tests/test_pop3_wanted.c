/* SPDX-License-Identifier: MIT */
/* Wanted behaviour and attacks of POP3 that are about one text or one writer rather than a stream:
 * the numbers are those of the list of wanted behaviour and of reference/attack-vectors.tsv.
 */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static char buffer[1024];
static mw_writer w;

static void begin(void)
{
  mw_writer_init(&w, buffer, sizeof buffer);
}

static void assert_refused(void)
{
  mw_slice out;
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
}

static mw_slice written(void)
{
  mw_slice out;
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  return out;
}

/* USER a\r\nDELE 1 */
static void test_T110_no_argument_brings_a_second_command(void **state)
{
  mw_pop3_argument argument;
  (void)state;
  memset(&argument, 0, sizeof argument);
  argument.name = mw_slice_text("a\r\nDELE 1");
  begin();
  mw_pop3_command_write(&w, MW_POP3_USER, &argument);
  assert_refused();
  memset(&argument, 0, sizeof argument);
  argument.password = mw_slice_text("x\nDELE 1");
  begin();
  mw_pop3_command_write(&w, MW_POP3_PASS, &argument);
  assert_refused();
}

static mw_slice stamp_of(const char *line, uint64_t allow, uint64_t *tolerated)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_response response;
  mw_slice stamp;
  assert_true(mw_pop3_response_parse(mw_slice_text(line), allow, &response, &finding));
  assert_true(mw_pop3_greeting_parse(&response, allow, &stamp, &finding));
  *tolerated = finding.tolerated;
  return stamp;
}

/* Which <...> is the timestamp: the first that has an at sign; without one, if asked for, the
 * first. */
static void test_T143_the_timestamp_by_rule(void **state)
{
  uint64_t tolerated;
  (void)state;
  assert_slice(stamp_of("+OK hello <1.2@h> and <x@y>", 0, &tolerated), "<1.2@h>");
  assert_slice(stamp_of("+OK <to> me <x@y>", MW_ALLOW_STAMP_WITHOUT_AT, &tolerated), "<x@y>");
  assert_true(tolerated == 0);
  assert_absent(stamp_of("+OK hello <a.b.c>", 0, &tolerated));
  assert_slice(stamp_of("+OK hello <a.b.c>", MW_ALLOW_STAMP_WITHOUT_AT, &tolerated), "<a.b.c>");
  assert_true(tolerated == MW_ALLOW_STAMP_WITHOUT_AT);
}

/* +OK <1.2@a: not closed, no timestamp. */
static void test_POP_14_an_open_bracket_is_no_timestamp(void **state)
{
  uint64_t tolerated;
  (void)state;
  assert_absent(stamp_of("+OK <1.2@a", MW_ALLOW_STAMP_WITHOUT_AT, &tolerated));
}

static void add(mw_pop3_capabilities *set, const char *line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities_add(set, mw_slice_text(line), 0, &finding);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
}

/* Two sets, and what differs. */
static void test_T146_capabilities_before_and_after_the_login(void **state)
{
  static char rooms[2][256];
  mw_pop3_capabilities before;
  mw_pop3_capabilities after;
  (void)state;
  mw_pop3_capabilities_init(&before, rooms[0], sizeof rooms[0]);
  mw_pop3_capabilities_init(&after, rooms[1], sizeof rooms[1]);
  add(&before, "STLS");
  add(&before, "EXPIRE 5 USER");
  add(&after, "EXPIRE 30");
  assert_false(mw_pop3_capabilities_equal(&before, &after));
  assert_true((before.bits[0] & ~after.bits[0]) == UINT64_C(1) << MW_POP3_CAP_STLS);
  assert_true(before.expire == 5 && before.expire_user && after.expire == 30 && !after.expire_user);
}

static void test_T148_a_command_without_argument_has_no_space_behind_it(void **state)
{
  (void)state;
  begin();
  mw_pop3_command_write(&w, MW_POP3_LIST, NULL);
  assert_slice(written(), "LIST\r\n");
}

/* What a sender puts on the wire for a message. */
static mw_slice stuffed(const char *message, mw_status *status)
{
  static char wire[256];
  mw_dot_encoder encoder;
  mw_slice in = mw_slice_text(message);
  mw_room room = {wire, sizeof wire};
  assert_int_equal(mw_dot_encoder_init(&encoder, MW_DOT_REFUSE), MW_OK);
  *status = mw_dot_encode(&encoder, &in, true, &room);
  return mw_slice_of(wire, sizeof wire - room.len);
}

static void test_T164_a_dot_alone_in_a_message_is_doubled(void **state)
{
  mw_status status;
  (void)state;
  assert_slice(stuffed("a\r\n.\r\nb\r\n", &status), "a\r\n..\r\nb\r\n.\r\n");
  assert_int_equal(status, MW_OK);
}

/* A message that would end early, and bring responses of its own. */
static void test_INP_05_and_POP_04_a_message_cannot_end_early(void **state)
{
  mw_status status;
  (void)state;
  assert_slice(stuffed("x\r\n.\r\n+OK", &status), "x\r\n..\r\n+OK\r\n.\r\n");
  assert_int_equal(status, MW_OK);
  assert_slice(stuffed("\r\n.\r\n+OK 0 octets\r\n", &status), "\r\n..\r\n+OK 0 octets\r\n.\r\n");
  (void)stuffed("x\n.\n+OK", &status);
  assert_int_equal(status, MW_E_ARGUMENT);
  begin();
  mw_pop3_line_write(&w, mw_slice_text("x\r\n.\r\n+OK"));
  assert_refused();
}

static void test_INP_06_a_unique_id_that_is_none_is_not_written(void **state)
{
  mw_pop3_unique_id item = {1, mw_slice_text("a b")};
  (void)state;
  begin();
  mw_pop3_unique_id_write(&w, &item, false);
  assert_refused();
  item.id = mw_slice_text("");
  begin();
  mw_pop3_unique_id_write(&w, &item, false);
  assert_refused();
}

/* 4294967297 18446744073709551616 */
static void test_POP_08_numbers_do_not_wrap(void **state)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_drop_listing drop;
  (void)state;
  assert_false(mw_pop3_drop_listing_parse(mw_slice_text("4294967297 1"), 0, &drop, &finding));
  assert_true(finding.fault == MW_FAULT_NUMBER_TOO_LARGE && finding.offset == 0);
  memset(&finding, 0, sizeof finding);
  assert_false(
      mw_pop3_drop_listing_parse(mw_slice_text("1 18446744073709551616"), 0, &drop, &finding));
  assert_true(finding.fault == MW_FAULT_NUMBER_TOO_LARGE && finding.offset == 2);
}

/* A unique-id of 71 octets, one with a control character, one that looks like a path. */
static void test_POP_10_and_POP_11_unique_ids_are_opaque(void **state)
{
  char text[2 + 71];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_unique_id item;
  (void)state;
  memset(text, 'A', sizeof text);
  memcpy(text, "1 ", 2);
  assert_false(mw_pop3_unique_id_parse(mw_slice_of(text, sizeof text), 0, &item, &finding));
  assert_true(finding.fault == MW_FAULT_BAD_UNIQUE_ID && finding.offset == 72);
  assert_true(mw_pop3_unique_id_parse(mw_slice_of(text, sizeof text - 1), 0, &item, &finding));
  memset(&finding, 0, sizeof finding);
  assert_false(mw_pop3_unique_id_parse(mw_slice_text("1 a\x01"
                                                     "b"),
                                       MW_ALLOW_REPORTED, &item, &finding));
  assert_int_equal(finding.fault, MW_FAULT_BAD_UNIQUE_ID);
  assert_true(mw_pop3_unique_id_parse(mw_slice_text("1 ../../etc/x"), 0, &item, &finding));
  assert_slice(item.id, "../../etc/x");
}

static mw_fault fault_of(const char *line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_command command;
  mw_pop3_argument argument;
  (void)mw_pop3_command_parse(mw_slice_text(line), NULL, &command, &argument, &finding);
  return finding.fault;
}

/* A LF may end a line where that is tolerated; in a line that somebody else cut it is no octet of a
 * password. */
static void test_POP_16_a_whole_line_holds_no_line_end(void **state)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_rules rules;
  mw_pop3_command command;
  mw_pop3_argument argument;
  (void)state;
  mw_pop3_rules_init(&rules, MW_ALLOW_REPORTED);
  assert_false(mw_pop3_command_parse(mw_slice_text("PASS a\nDELE 1"), &rules, &command, &argument,
                                     &finding));
  assert_true(finding.fault == MW_FAULT_BARE_LF && finding.offset == 6);
}

static void test_POP_20_message_numbers_that_are_none(void **state)
{
  (void)state;
  assert_int_equal(fault_of("RETR 0"), MW_FAULT_BAD_ARGUMENT);
  assert_int_equal(fault_of("RETR -1"), MW_FAULT_BAD_ARGUMENT);
  assert_int_equal(fault_of("RETR 99999999999999999999"), MW_FAULT_NUMBER_TOO_LARGE);
  assert_int_equal(fault_of("TOP 1"), MW_FAULT_BAD_ARGUMENT);
  assert_int_equal(fault_of("TOP 1 -1"), MW_FAULT_BAD_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_T110_no_argument_brings_a_second_command),
      cmocka_unit_test(test_T143_the_timestamp_by_rule),
      cmocka_unit_test(test_POP_14_an_open_bracket_is_no_timestamp),
      cmocka_unit_test(test_T146_capabilities_before_and_after_the_login),
      cmocka_unit_test(test_T148_a_command_without_argument_has_no_space_behind_it),
      cmocka_unit_test(test_T164_a_dot_alone_in_a_message_is_doubled),
      cmocka_unit_test(test_INP_05_and_POP_04_a_message_cannot_end_early),
      cmocka_unit_test(test_INP_06_a_unique_id_that_is_none_is_not_written),
      cmocka_unit_test(test_POP_08_numbers_do_not_wrap),
      cmocka_unit_test(test_POP_10_and_POP_11_unique_ids_are_opaque),
      cmocka_unit_test(test_POP_16_a_whole_line_holds_no_line_end),
      cmocka_unit_test(test_POP_20_message_numbers_that_are_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
