/* SPDX-License-Identifier: MIT */
/* What follows the keywords of EHLO: typed values and items, read, compared and written back. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include <stdio.h>

typedef struct announced {
  mw_smtp_extensions set;
  char raw[2048];
} announced;

static void add_text(announced *a, mw_slice text)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line line;
  memset(&line, 0, sizeof line);
  line.code = 250;
  line.text = text;
  mw_smtp_extensions_add(&a->set, &line, 0, &finding);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
}

/* The set of some lines, separated by LF. */
static void read_lines(announced *a, const char *lines)
{
  mw_smtp_extensions_init(&a->set, a->raw, sizeof a->raw);
  add_text(a, mw_slice_text("mx.example"));
  while (*lines != '\0') {
    size_t len = strcspn(lines, "\n");
    add_text(a, mw_slice_of(lines, len));
    lines += lines[len] == '\n' ? len + 1 : len;
  }
}

/* Writes the set, without its greeting. */
static const char *written(const announced *a)
{
  static char buffer[2048];
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, sizeof buffer - 1);
  mw_smtp_extensions_write(&w, mw_slice_text("mx.example"), mw_slice_text(NULL), &a->set);
  if (mw_writer_result(&w, &out) != MW_OK) {
    return NULL;
  }
  buffer[out.len] = '\0';
  return strchr(buffer, '\n') + 1;
}

/* One line, and what is written of it. */
static void becomes(const char *line, const char *wanted)
{
  announced a;
  announced b;
  const char *text;
  read_lines(&a, line);
  text = written(&a);
  assert_non_null(text);
  assert_memory_equal(text, "250 ", 4);
  assert_int_equal(strlen(text), strlen(wanted) + 6);
  assert_memory_equal(text + 4, wanted, strlen(wanted));
  read_lines(&b, wanted);
  assert_true(mw_smtp_extensions_equal(&a.set, &b.set));
  assert_true(mw_smtp_extensions_equal(&b.set, &a.set));
}

static void until(const char *line, uint32_t hold_for, int64_t hold_until)
{
  announced a;
  read_lines(&a, line);
  assert_true(mw_smtp_extensions_has(&a.set, MW_SMTP_EXT_FUTURERELEASE));
  assert_int_equal(a.set.hold_for, hold_for);
  assert_true(a.set.hold_until == hold_until);
}

/* RFC 4865 3, RFC 3339 5.6, 5.7. */
static void test_ehlo_value_future_release_is_an_interval_and_a_date(void **state)
{
  (void)state;
  until("FUTURERELEASE 86400 2030-01-01T00:00:00Z", 86400, INT64_C(1893456000));
  until("futurerelease 1 2000-02-29t23:59:59z", 1, INT64_C(951868799));
  until("FUTURERELEASE 999999999 9999-12-31T23:59:59Z", 999999999, INT64_C(253402300799));
  until("FUTURERELEASE 1 0001-01-01T00:00:00Z", 1, INT64_C(-62135596800));
  until("FUTURERELEASE 1 1969-12-31T23:59:59Z", 1, -1);
  until("FUTURERELEASE 1 2016-12-31T23:59:60Z", 1, INT64_C(1483228800));
  until("FUTURERELEASE 1 2100-03-01T00:00:00.75Z", 1, INT64_C(4107542400));
}

static void test_ehlo_value_future_release_is_whole_or_void(void **state)
{
  static const char *const lines[] = {"FUTURERELEASE",
                                      "FUTURERELEASE 86400",
                                      "FUTURERELEASE 0 2030-01-01T00:00:00Z",
                                      "FUTURERELEASE 01 2030-01-01T00:00:00Z",
                                      "FUTURERELEASE 1000000000 2030-01-01T00:00:00Z",
                                      "FUTURERELEASE 1x 2030-01-01T00:00:00Z",
                                      "FUTURERELEASE 1 2030-01-01T00:00:00+01:00",
                                      "FUTURERELEASE 1 2030-02-29T00:00:00Z",
                                      "FUTURERELEASE 1 2030-01-01T24:00:00Z",
                                      "FUTURERELEASE 1 1970-01-01T00:00:00Z",
                                      "FUTURERELEASE 1 2030-01-01",
                                      "FUTURERELEASE 1 2030-01-01T00:00:00Zx",
                                      "FUTURERELEASE 1 2030-01-01T00:00:00Z 1"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    until(lines[i], 0, 0);
    becomes(lines[i], "FUTURERELEASE");
  }
}

static void test_ehlo_value_future_release_is_written_from_its_values(void **state)
{
  announced a;
  (void)state;
  becomes("FUTURERELEASE 86400 2030-01-01t00:00:00.125z",
          "FUTURERELEASE 86400 2030-01-01T00:00:00Z");
  becomes("FUTURERELEASE 1 2000-02-29T23:59:59Z", "FUTURERELEASE 1 2000-02-29T23:59:59Z");
  becomes("FUTURERELEASE 1 0000-12-31T00:00:00Z", "FUTURERELEASE 1 0000-12-31T00:00:00Z");
  becomes("FUTURERELEASE 1 9999-12-31T23:59:59Z", "FUTURERELEASE 1 9999-12-31T23:59:59Z");
  becomes("FUTURERELEASE 1 2016-12-31T23:59:60Z", "FUTURERELEASE 1 2017-01-01T00:00:00Z");
  read_lines(&a, "FUTURERELEASE 86400 2030-01-01T00:00:00Z");
  a.set.hold_until = INT64_C(253402300800);
  assert_null(written(&a));
  a.set.hold_until = INT64_C(-62167219201);
  assert_null(written(&a));
  a.set.hold_until = 0;
  assert_null(written(&a));
  a.set.hold_until = 1;
  a.set.hold_for = 0;
  assert_null(written(&a));
  a.set.hold_for = 1000000000;
  assert_null(written(&a));
  mw_smtp_extensions_init(&a.set, NULL, 0);
  mw_smtp_extensions_put(&a.set, MW_SMTP_EXT_FUTURERELEASE);
  a.set.hold_for = 60;
  a.set.hold_until = INT64_C(951868799);
  assert_string_equal(written(&a), "250 FUTURERELEASE 60 2000-02-29T23:59:59Z\r\n");
}

/* Every day of four centuries, and the turn of each. */
static void test_ehlo_value_each_day_comes_back(void **state)
{
  announced a;
  announced b;
  int64_t day;
  (void)state;
  mw_smtp_extensions_init(&a.set, NULL, 0);
  mw_smtp_extensions_put(&a.set, MW_SMTP_EXT_FUTURERELEASE);
  a.set.hold_for = 1;
  for (day = -719528; day < -719528 + 146097 + 400; day += day % 7 == 0 ? 1 : 3) {
    const char *text;
    a.set.hold_until = day * 86400 + 86399;
    text = written(&a);
    assert_non_null(text);
    assert_memory_equal(text + strlen(text) - 12, "T23:59:59Z\r\n", 12);
    mw_smtp_extensions_init(&b.set, NULL, 0);
    add_text(&b, mw_slice_text("mx.example"));
    add_text(&b, mw_slice_of(text + 4, strlen(text) - 6));
    assert_true(b.set.hold_until == a.set.hold_until);
  }
}

/* The items of an extension, with "|" between them. */
static void items_are(const char *lines, mw_smtp_extension extension, const char *wanted)
{
  announced a;
  char text[256];
  size_t len = 0;
  size_t at = 0;
  mw_slice item;
  read_lines(&a, lines);
  while (mw_smtp_extensions_item_next(&a.set, extension, &at, &item)) {
    assert_true(item.ptr >= a.raw && item.ptr + item.len < a.raw + a.set.lines.used);
    len += (size_t)snprintf(text + len, sizeof text - len, "%s%.*s", len > 0 ? "|" : "",
                            (int)item.len, item.ptr);
  }
  text[len] = '\0';
  assert_string_equal(text, wanted);
}

static void test_ehlo_value_items_are_what_no_type_says(void **state)
{
  (void)state;
  /* RFC 4468 3.1: "imap" and "imap://server" are different promises, others are to be ignored. */
  items_are("SIZE 5\nBURL imap imap://imap.example.com x\nDSN", MW_SMTP_EXT_BURL,
            "imap|imap://imap.example.com|x");
  items_are("BURL", MW_SMTP_EXT_BURL, "");
  /* RFC 3865 2.2 */
  items_are("NO-SOLICITING net.example:ADV,org.example:ADV:ADLT", MW_SMTP_EXT_NO_SOLICITING,
            "net.example:ADV|org.example:ADV:ADLT");
  items_are("NO-SOLICITING 1a,b,,c/d,-,e", MW_SMTP_EXT_NO_SOLICITING, "b|e");
  /* RFC 6710 3 */
  items_are("MT-PRIORITY MIXER", MW_SMTP_EXT_MT_PRIORITY, "MIXER");
  items_are("MT-PRIORITY A.b-c_1 D\nMT-PRIORITY E", MW_SMTP_EXT_MT_PRIORITY, "A.b-c_1|D|E");
  items_are("MT-PRIORITY 123456789012345678901", MW_SMTP_EXT_MT_PRIORITY, "");
  items_are("MT-PRIORITY a:b", MW_SMTP_EXT_MT_PRIORITY, "");
  /* RFC 2852 2 */
  items_are("DELIVERBY 240,one,2two", MW_SMTP_EXT_DELIVERBY, "one|2two");
  items_are("DELIVERBY ,one", MW_SMTP_EXT_DELIVERBY, "one");
  /* RFC 9422 3, RFC 4954 3 */
  items_are("LIMITS RCPTMAX=20 FOO mailmax=3 BAR=x", MW_SMTP_EXT_LIMITS, "FOO|BAR=x");
  items_are("AUTH PLAIN X-OWN\nDSN\nAUTH LOGIN OTHER", MW_SMTP_EXT_AUTH, "X-OWN|OTHER");
  items_are("XCLIENT NAME ADDR\nXFORWARD PORT", MW_SMTP_EXT_XCLIENT, "NAME|ADDR");
  items_are("SIZE 5\nSMTPUTF8 x", MW_SMTP_EXT_SMTPUTF8, "");
  items_are("SIZE 5\nX-OTHER x", MW_SMTP_EXT_UNKNOWN, "");
}

static void test_ehlo_value_items_of_one_line(void **state)
{
  mw_slice params = mw_slice_text("a,b c");
  mw_slice item;
  (void)state;
  assert_true(mw_smtp_ehlo_item_next(MW_SMTP_EXT_NO_SOLICITING, &params, &item));
  assert_slice(item, "a");
  params = mw_slice_text("a,b c");
  assert_true(mw_smtp_ehlo_item_next(MW_SMTP_EXT_BURL, &params, &item));
  assert_slice(item, "a,b");
  assert_true(mw_smtp_ehlo_item_next(MW_SMTP_EXT_BURL, &params, &item));
  assert_slice(item, "c");
  assert_false(mw_smtp_ehlo_item_next(MW_SMTP_EXT_BURL, &params, &item));
  params = mw_slice_text("a");
  assert_false(mw_smtp_ehlo_item_next(MW_SMTP_EXT_DSN, &params, &item));
}

static void test_ehlo_value_lines_are_written_with_their_items(void **state)
{
  (void)state;
  becomes("BURL imap imap://a.example imap", "BURL imap imap://a.example");
  becomes("BURL imap\nBURL imap://a.example", "BURL imap imap://a.example");
  becomes("no-soliciting a:b,c", "NO-SOLICITING a:b,c");
  becomes("MT-PRIORITY MIXER", "MT-PRIORITY MIXER");
  becomes("DELIVERBY 240,one,two", "DELIVERBY 240,one,two");
  becomes("DELIVERBY ,one", "DELIVERBY ,one");
  becomes("DELIVERBY 240", "DELIVERBY 240");
  becomes("DELIVERBY 1234567890", "DELIVERBY");
  becomes("DELIVERBY 0000000240", "DELIVERBY");
  becomes("DELIVERBY 000000240", "DELIVERBY 240");
  becomes("LIMITS MAILMAX=5 FOO RCPTMAX=3", "LIMITS RCPTMAX=3 MAILMAX=5 FOO");
  becomes("AUTH X-OWN PLAIN", "AUTH PLAIN X-OWN");
  becomes("SMTPUTF8 x", "SMTPUTF8");
}

/* RFC 4468 3.1: what BURL announces may change after AUTH, and so may the others. */
static void test_ehlo_value_sets_with_other_items_differ(void **state)
{
  static const char *const pairs[][2] = {
      {"BURL", "BURL imap"},
      {"BURL imap", "BURL imap://a.example"},
      {"NO-SOLICITING a,b", "NO-SOLICITING a,c"},
      {"MT-PRIORITY A", "MT-PRIORITY B"},
      {"DELIVERBY 5,a", "DELIVERBY 5"},
      {"LIMITS FOO=1", "LIMITS FOO=2"},
      {"AUTH X-A", "AUTH X-B"},
      {"FUTURERELEASE 1 2030-01-01T00:00:00Z", "FUTURERELEASE 1 2030-01-01T00:00:01Z"}};
  announced a;
  announced b;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
    read_lines(&a, pairs[i][0]);
    read_lines(&b, pairs[i][1]);
    assert_false(mw_smtp_extensions_equal(&a.set, &b.set));
    assert_false(mw_smtp_extensions_equal(&b.set, &a.set));
    assert_true(mw_smtp_extensions_equal(&a.set, &a.set));
  }
  read_lines(&a, "NO-SOLICITING a,B");
  read_lines(&b, "no-soliciting b,A,b");
  assert_true(mw_smtp_extensions_equal(&a.set, &b.set));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ehlo_value_future_release_is_an_interval_and_a_date),
      cmocka_unit_test(test_ehlo_value_future_release_is_whole_or_void),
      cmocka_unit_test(test_ehlo_value_future_release_is_written_from_its_values),
      cmocka_unit_test(test_ehlo_value_each_day_comes_back),
      cmocka_unit_test(test_ehlo_value_items_are_what_no_type_says),
      cmocka_unit_test(test_ehlo_value_items_of_one_line),
      cmocka_unit_test(test_ehlo_value_lines_are_written_with_their_items),
      cmocka_unit_test(test_ehlo_value_sets_with_other_items_differ),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
