/* SPDX-License-Identifier: MIT */
/* POP3 greetings: which text is the timestamp of APOP, read and written (RFC 1939 4, 7). */
#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/pop3_status_line.h"

#include <time.h>

#include "support/random.h"

static char buffer[2048];

static mw_slice stamp_of(const char *line, uint64_t allow)
{
  mw_slice timestamp = {"x", 1};
  assert_true(read_line(line, allow));
  assert_true(mw_pop3_greeting_parse(&response, allow, &timestamp, &finding));
  return timestamp;
}

static void test_pop3_greeting_timestamp_by_rule(void **state)
{
  (void)state;
  assert_slice(stamp_of("+OK POP3 server ready <1896.697170952@dbc.mtview.ca.us>", 0),
               "<1896.697170952@dbc.mtview.ca.us>");
  assert_slice(stamp_of("+OK <a@b> and <c@d>", 0), "<a@b>");
  assert_slice(stamp_of("+OK <no> and <c@d>", 0), "<c@d>");
  assert_slice(stamp_of("+OK <a<b@c>", 0), "<b@c>");
  assert_slice(stamp_of("+OK <<b@c>>", 0), "<b@c>");
  assert_slice(stamp_of("+OK <a b@c> <d@e", 0), "");
  assert_slice(stamp_of("+OK <a@b> x<", 0), "<a@b>");
  assert_slice(stamp_of("+OK [X] <a@b>", 0), "<a@b>");
  assert_absent(stamp_of("+OK", 0));
  assert_absent(stamp_of("+OK ready", 0));
  assert_absent(stamp_of("+OK <>", 0));
  assert_absent(stamp_of("+OK <@>", 0));
  assert_absent(stamp_of("+OK <a@>", 0));
  assert_absent(stamp_of("+OK <@b>", 0));
  assert_absent(stamp_of("+OK <a@b@c>", 0));
  assert_absent(stamp_of("+OK <a@b", 0));
  assert_absent(stamp_of("+OK a@b>", 0));
  assert_absent(stamp_of("+OK <a@\xc3\xa9>", MW_ALLOW_UTF8));
  assert_absent(stamp_of("+OK <no-at>", 0));
  assert_true(finding.tolerated == 0);
}

static void test_pop3_greeting_tolerances(void **state)
{
  mw_slice timestamp = {"x", 1};
  (void)state;
  assert_slice(stamp_of("+OK <no-at> ready", MW_ALLOW_STAMP_WITHOUT_AT), "<no-at>");
  assert_true(finding.tolerated == MW_ALLOW_STAMP_WITHOUT_AT);
  assert_slice(stamp_of("+OK <no-at> <a@b>", MW_ALLOW_STAMP_WITHOUT_AT), "<a@b>");
  assert_true(finding.tolerated == 0);
  assert_absent(stamp_of("+OK <> ready", MW_ALLOW_STAMP_WITHOUT_AT));
  assert_true(finding.tolerated == 0);
  assert_absent(stamp_of("-ERR busy <a@b>", MW_ALLOW_NEGATIVE_GREETING));
  assert_true(finding.tolerated == MW_ALLOW_NEGATIVE_GREETING);
  assert_true(read_line("-ERR busy", 0));
  assert_false(mw_pop3_greeting_parse(&response, 0, &timestamp, &finding));
  assert_int_equal(finding.fault, MW_FAULT_BAD_GREETING);
  assert_absent(timestamp);
  assert_true(read_line("+ ", 0));
  assert_false(mw_pop3_greeting_parse(&response, MW_ALLOW_REPORTED, &timestamp, &finding));
  assert_int_equal(finding.fault, MW_FAULT_BAD_GREETING);
  assert_true(finding.tolerated == 0);
  (void)read_line("* OK IMAP4rev1 ready", 0);
  assert_false(mw_pop3_greeting_parse(&response, MW_ALLOW_REPORTED, &timestamp, &finding));
}

/* Each octet is looked at a bounded number of times: 500 times the octets cost 500 times as much,
 * not 250000 times. */
static void test_pop3_greeting_costs_linear_time(void **state)
{
  static char line[1000004];
  static const char fillers[] = "<@a";
  size_t kind;
  size_t i;
  (void)state;
  for (kind = 0; kind < 3; kind++) {
    mw_slice timestamp;
    clock_t begin = clock();
    memcpy(line, "+OK ", 4);
    for (i = 4; i < sizeof line; i++) {
      line[i] = kind < 2 ? fillers[kind] : i % 2 == 0 ? '<' : 'a';
    }
    line[4] = '<';
    assert_true(read_octets(mw_slice_of(line, 2004), 0));
    assert_true(mw_pop3_greeting_parse(&response, MW_ALLOW_REPORTED, &timestamp, &finding));
    assert_absent(timestamp);
    assert_true(read_octets(mw_slice_of(line, sizeof line), 0));
    assert_true(mw_pop3_greeting_parse(&response, MW_ALLOW_REPORTED, &timestamp, &finding));
    assert_absent(timestamp);
    assert_true(clock() - begin < 5 * CLOCKS_PER_SEC); /* quadratic: hours */
  }
}

static mw_slice greeting(const char *words, mw_slice timestamp)
{
  mw_writer w;
  mw_slice out;
  mw_status result;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_greeting_write(&w, text(words), timestamp);
  result = mw_writer_result(&w, &out);
  assert_int_equal(result, out.len == 0 ? MW_E_ARGUMENT : MW_OK);
  return out;
}

static void test_pop3_greeting_written(void **state)
{
  static const char *const stamps[] = {"",        "<>",        "a@b",     "<a@b",
                                       "<a@b> ",  " <a@b>",    "<a b@c>", "<a@b@c>",
                                       "<no-at>", "<a@b>\r\n", "<<a@b>"};
  static const char *const texts[] = {"<a@b>", "x <a@b> y",  "<<a@b>",  "a\r\n",
                                      "[x",    "[IN-USE] x", "\xc3\xa9"};
  char octets[600];
  mw_slice stamp;
  size_t i;
  (void)state;
  assert_slice(greeting("ready", text(NULL)), "+OK ready\r\n");
  assert_slice(greeting("", text(NULL)), "+OK\r\n");
  assert_slice(greeting("", text("<a@b>")), "+OK <a@b>\r\n");
  assert_slice(greeting("a <b> <c", text("<a@b>")), "+OK a <b> <c <a@b>\r\n");
  for (i = 0; i < sizeof stamps / sizeof stamps[0]; i++) {
    assert_int_equal(greeting("ready", text(stamps[i])).len, 0);
  }
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    assert_int_equal(greeting(texts[i], text("<a@b>")).len, 0);
    assert_int_equal(greeting(texts[i], text(NULL)).len, 0);
  }
  memset(octets, 'a', sizeof octets);
  octets[0] = '<';
  octets[3] = '@';
  octets[505] = '>';
  stamp = mw_slice_of(octets, 506);
  assert_int_equal(greeting("", stamp).len, 512);
  assert_int_equal(greeting("x", stamp).len, 0);
}

static uint64_t chance = 1;

static void test_pop3_greeting_random_ones_read_back_or_are_refused(void **state)
{
  static char rooms[2][64];
  unsigned good = 0;
  unsigned stamped = 0;
  int run;
  (void)state;
  for (run = 0; run < 200000; run++) {
    mw_writer w;
    mw_slice out;
    mw_slice timestamp;
    mw_slice words = random_slice(&chance, rooms[0], "<>@a [", 7);
    mw_slice stamp = random_slice(&chance, rooms[1], "<>@ab", 6);
    if (random_below(&chance, 2) == 0) {
      stamp = random_below(&chance, 2) == 0 ? text("<a@b>") : text(NULL);
    }
    mw_writer_init(&w, buffer, sizeof buffer);
    mw_pop3_greeting_write(&w, words, stamp);
    if (mw_writer_result(&w, &out) != MW_OK) {
      assert_int_equal(out.len, 0);
      continue;
    }
    assert_true(read_octets(mw_slice_of(out.ptr, out.len - 2), 0));
    assert_true(mw_pop3_greeting_parse(&response, 0, &timestamp, &finding));
    assert_slices(timestamp, stamp);
    assert_int_equal(timestamp.ptr == NULL, stamp.ptr == NULL);
    assert_int_equal(response.code_fault, MW_FAULT_NONE);
    assert_absent(response.code);
    good++;
    stamped += stamp.ptr != NULL;
  }
  assert_true(good > 10000 && stamped > 5000);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_greeting_timestamp_by_rule),
      cmocka_unit_test(test_pop3_greeting_tolerances),
      cmocka_unit_test(test_pop3_greeting_costs_linear_time),
      cmocka_unit_test(test_pop3_greeting_written),
      cmocka_unit_test(test_pop3_greeting_random_ones_read_back_or_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
