/* SPDX-License-Identifier: MIT */
/* Paths, mailboxes and hosts: what the reference vectors do not say. Where faults point, what
 * tolerances report, sizes on both sides of each limit, quoting, comparing. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include <mailwire/address.h>

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

/* Reads a path that must be refused, with that fault at that offset. */
static void refused(const char *in, mw_path_kind kind, mw_fault fault, size_t offset)
{
  mw_slice rest = text(in);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  assert_false(mw_path_parse(&rest, kind, NULL, &path, &finding));
  assert_int_equal(finding.fault, fault);
  assert_int_equal(finding.offset, offset);
  assert_slices(rest, text(in));
}

static void test_address_faults_point_at_the_octet(void **state)
{
  (void)state;
  refused("", MW_PATH_REVERSE, MW_FAULT_BAD_PATH, 0);
  refused("<>", MW_PATH_FORWARD, MW_FAULT_BAD_PATH, 1);
  refused("< a@b>", MW_PATH_REVERSE, MW_FAULT_BAD_PATH, 1);
  refused("<a..b@c>", MW_PATH_REVERSE, MW_FAULT_BAD_LOCAL_PART, 3);
  refused("<a.@c>", MW_PATH_REVERSE, MW_FAULT_BAD_LOCAL_PART, 2);
  refused("<a@b_c>", MW_PATH_REVERSE, MW_FAULT_BAD_PATH, 4);
  refused("<a@-b>", MW_PATH_REVERSE, MW_FAULT_BAD_DOMAIN, 3);
  refused("<a@b->", MW_PATH_REVERSE, MW_FAULT_BAD_DOMAIN, 4);
  refused("<a@b..c>", MW_PATH_REVERSE, MW_FAULT_BAD_DOMAIN, 5);
  refused("<a@[1.2.3.256]>", MW_PATH_REVERSE, MW_FAULT_BAD_LITERAL, 13);
  refused("<\"a@b>", MW_PATH_REVERSE, MW_FAULT_BAD_LOCAL_PART, 6);
  refused("<a@b", MW_PATH_REVERSE, MW_FAULT_BAD_PATH, 4);
  refused("<\xc3\xa9@b>", MW_PATH_REVERSE, MW_FAULT_EIGHT_BIT, 1);
}

/* Reads a path under one tolerance, which must be reported, and which alone must be. */
static mw_path tolerated(const char *in, mw_path_kind kind, uint64_t bit)
{
  mw_slice rest = text(in);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_rules rules;
  mw_path path;
  mw_rules_init(&rules, 0);
  assert_false(mw_path_parse(&rest, kind, &rules, &path, &finding) && rest.len == 0);
  memset(&finding, 0, sizeof finding);
  rest = text(in);
  mw_rules_init(&rules, bit);
  assert_true(mw_path_parse(&rest, kind, &rules, &path, &finding));
  assert_int_equal(rest.len, 0);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_true(finding.tolerated == bit);
  return path;
}

static void test_address_each_tolerance_reads_and_is_reported(void **state)
{
  (void)state;
  assert_slice(tolerated("<a..b@c>", MW_PATH_REVERSE, MW_ALLOW_LOOSE_DOTS).local, "a..b");
  assert_slice(tolerated("<.a@c>", MW_PATH_REVERSE, MW_ALLOW_LOOSE_DOTS).local, ".a");
  assert_slice(tolerated("<a\\,b@c>", MW_PATH_REVERSE, MW_ALLOW_BACKSLASH).local, "a\\,b");
  assert_slice(tolerated("<a@b.>", MW_PATH_REVERSE, MW_ALLOW_ROOT_DOT).host.text, "b");
  assert_slice(tolerated("<a@_b.c>", MW_PATH_REVERSE, MW_ALLOW_UNDERSCORE).host.text, "_b.c");
  assert_slice(tolerated("<a@#12>", MW_PATH_REVERSE, MW_ALLOW_HOST_NUMBER).host.content, "12");
  assert_slice(tolerated("<@[1.2.3.4]:a@b>", MW_PATH_REVERSE, MW_ALLOW_LITERAL).route,
               "@[1.2.3.4]");
  assert_slice(tolerated("a@b", MW_PATH_REVERSE, MW_ALLOW_NO_BRACKETS).local, "a");
  assert_slice(tolerated(" < a@b >", MW_PATH_REVERSE, MW_ALLOW_PATH_SPACE).local, "a");
  assert_slice(tolerated("<root>", MW_PATH_FORWARD, MW_ALLOW_UNQUALIFIED).local, "root");
  assert_true(tolerated("<\xc3\xa9@b>", MW_PATH_REVERSE, MW_ALLOW_UTF8).is_utf8);
  assert_true(tolerated("<a@\xc3\xa9.b>", MW_PATH_REVERSE, MW_ALLOW_UTF8).is_utf8);
  assert_true(tolerated("<\xe9@b>", MW_PATH_REVERSE, MW_ALLOW_EIGHT_BIT).is_utf8);
}

static void test_address_utf8_must_be_well_formed(void **state)
{
  mw_rules rules;
  mw_path path;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  (void)state;
  mw_rules_init(&rules, MW_ALLOW_UTF8);
  assert_false(mw_mailbox_parse(text("\xc3\xa9\xe9@b"), &rules, &path, &finding));
  assert_int_equal(finding.fault, MW_FAULT_BAD_UTF8);
  assert_int_equal(finding.offset, 2);
}

/* A local part, domain and path of those octets, and whether they are taken. */
static bool takes_sizes(size_t local, size_t domain)
{
  char octets[400] = {0};
  mw_slice in = mw_slice_of(octets, local + domain + 3);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  octets[0] = '<';
  memset(octets + 1, 'a', local);
  octets[1 + local] = '@';
  memset(octets + 2 + local, 'b', domain);
  octets[2 + local + domain] = '>';
  if (mw_path_parse(&in, MW_PATH_REVERSE, NULL, &path, &finding)) {
    return true;
  }
  assert_int_equal(finding.fault, MW_FAULT_PATH_TOO_LONG);
  return false;
}

/* RFC 5321 4.5.3.1.1 to 4.5.3.1.3. */
static void test_address_sizes_end_where_the_rfc_says(void **state)
{
  (void)state;
  assert_true(takes_sizes(64, 1));
  assert_false(takes_sizes(65, 1));
  assert_true(takes_sizes(1, 252));
  assert_false(takes_sizes(1, 253));
  assert_false(takes_sizes(1, 256));
}

static void expect_quoted(mw_slice octets, const char *wire)
{
  char buffer[64];
  char back[64];
  mw_room room = {buffer, sizeof buffer};
  mw_room meant = {back, sizeof back};
  size_t len;
  assert_int_equal(mw_local_quote(octets, &room), MW_OK);
  len = sizeof buffer - room.len;
  assert_slices(mw_slice_of(buffer, len), text(wire));
  assert_int_equal(mw_local_unquote(mw_slice_of(buffer, len), &meant), MW_OK);
  assert_slices(mw_slice_of(back, sizeof back - meant.len), octets);
  room.ptr = buffer;
  room.len = len - 1;
  assert_int_equal(mw_local_quote(octets, &room), MW_E_SPACE);
  assert_ptr_equal(room.ptr, buffer);
}

static void test_address_quotes_only_where_it_must(void **state)
{
  (void)state;
  expect_quoted(text("first.last"), "first.last");
  expect_quoted(text("a..b"), "\"a..b\"");
  expect_quoted(text("a b"), "\"a b\"");
  expect_quoted(text("a\"b\\c"), "\"a\\\"b\\\\c\"");
  expect_quoted(text(""), "\"\"");
  expect_quoted(text("\xc3\xa9"), "\xc3\xa9");
  expect_quoted(text("\""), "\"\\\"\"");
}

static void test_address_refuses_to_quote_what_no_line_may_hold(void **state)
{
  char buffer[64];
  mw_room room = {buffer, sizeof buffer};
  (void)state;
  assert_int_equal(mw_local_quote(text("a\rb"), &room), MW_E_ARGUMENT);
  assert_int_equal(mw_local_quote(text("a\nb"), &room), MW_E_ARGUMENT);
  assert_int_equal(mw_local_quote(mw_slice_of("a\0b", 3), &room), MW_E_ARGUMENT);
  assert_int_equal(mw_local_quote(text("a\x7f"), &room), MW_E_ARGUMENT);
  assert_int_equal(mw_local_quote(text("\xff"), &room), MW_E_ARGUMENT);
  assert_int_equal(mw_local_quote(text("a"), NULL), MW_E_ARGUMENT);
  assert_int_equal(room.len, sizeof buffer);
}

static mw_path mailbox(const char *in)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  assert_true(mw_mailbox_parse(text(in), NULL, &path, &finding));
  return path;
}

static bool equal(const char *a, const char *b)
{
  mw_path x = mailbox(a);
  mw_path y = mailbox(b);
  bool same = mw_mailbox_equal(&x, &y);
  assert_int_equal(mw_mailbox_equal(&y, &x), same);
  return same;
}

static void test_address_compares_by_meaning(void **state)
{
  (void)state;
  assert_true(equal("a@B.example", "a@b.EXAMPLE"));
  assert_false(equal("A@b", "a@b"));
  assert_true(equal("\"a.b\"@c", "a.b@c"));
  assert_true(equal("\"\\a\"@c", "a@c"));
  assert_false(equal("\"a \"@c", "a@c"));
  assert_true(equal("PostMaster@c", "postmaster@c"));
  assert_true(equal("a@[IPv6:1::]", "a@[ipv6:1:0:0:0:0:0:0:0]"));
  assert_true(equal("a@[001.2.3.4]", "a@[1.2.3.4]"));
  assert_false(equal("a@[1.2.3.4]", "a@[1.2.3.5]"));
  assert_true(equal("a@[TAG:x]", "a@[tag:x]"));
  assert_false(equal("a@[tag:X]", "a@[tag:x]"));
}

static void test_address_route_hops_come_one_by_one(void **state)
{
  mw_slice route = text("@a.example,@b.example");
  mw_slice hop;
  (void)state;
  assert_true(mw_route_next(&route, &hop));
  assert_slice(hop, "a.example");
  assert_true(mw_route_next(&route, &hop));
  assert_slice(hop, "b.example");
  assert_false(mw_route_next(&route, &hop));
}

static void test_address_postmaster_takes_no_route(void **state)
{
  (void)state;
  refused("<@a:Postmaster>", MW_PATH_FORWARD, MW_FAULT_BAD_PATH, 14);
  tolerated("<@a:Postmaster>", MW_PATH_FORWARD, MW_ALLOW_UNQUALIFIED);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_address_faults_point_at_the_octet),
      cmocka_unit_test(test_address_each_tolerance_reads_and_is_reported),
      cmocka_unit_test(test_address_utf8_must_be_well_formed),
      cmocka_unit_test(test_address_sizes_end_where_the_rfc_says),
      cmocka_unit_test(test_address_quotes_only_where_it_must),
      cmocka_unit_test(test_address_refuses_to_quote_what_no_line_may_hold),
      cmocka_unit_test(test_address_compares_by_meaning),
      cmocka_unit_test(test_address_route_hops_come_one_by_one),
      cmocka_unit_test(test_address_postmaster_takes_no_route),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
