/* SPDX-License-Identifier: MIT */
/* Paths written: what was read comes back, and a struct that contradicts itself is refused. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

static mw_path mailbox(const char *in)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  assert_true(mw_mailbox_parse(text(in), NULL, &path, &finding));
  return path;
}

/* Writes the path with that writer; "" when it was refused. */
static const char *written(const mw_path *path, mw_path_kind kind, bool utf8)
{
  static char buffer[400];
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, sizeof buffer - 1);
  mw_writer_allow_utf8(&w, utf8);
  mw_path_write(&w, kind, path);
  (void)mw_writer_result(&w, &out);
  buffer[out.len] = '\0';
  return buffer;
}

static void round_trip(const char *in, mw_path_kind kind)
{
  mw_slice rest = text(in);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_path path;
  assert_true(mw_path_parse(&rest, kind, NULL, &path, &finding));
  assert_string_equal(written(&path, kind, false), in);
}

static void test_address_writes_what_it_read(void **state)
{
  (void)state;
  round_trip("<>", MW_PATH_REVERSE);
  round_trip("<Postmaster>", MW_PATH_FORWARD);
  round_trip("<a@b.example>", MW_PATH_FORWARD);
  round_trip("<@x.example,@y.example:\"a b\"@[IPv6:::1]>", MW_PATH_REVERSE);
  round_trip("<a@[tag:x]>", MW_PATH_PLAIN);
}

static void test_address_refuses_to_write_what_would_not_be_read(void **state)
{
  mw_path path = mailbox("a@b");
  (void)state;
  path.local = text("a>\r\nRCPT TO:<b");
  assert_string_equal(written(&path, MW_PATH_FORWARD, false), "");
  path.local = text("a b");
  assert_string_equal(written(&path, MW_PATH_FORWARD, false), "");
  path.local = text("\xc3\xa9");
  path.is_utf8 = true;
  assert_string_equal(written(&path, MW_PATH_FORWARD, false), "");
  assert_string_equal(written(&path, MW_PATH_FORWARD, true), "<\xc3\xa9@b>");
  path = mailbox("a@b");
  path.host.text = text("b>");
  assert_string_equal(written(&path, MW_PATH_FORWARD, false), "");
  path = mailbox("a@b");
  path.route = text("@c:");
  assert_string_equal(written(&path, MW_PATH_FORWARD, false), "");
  path = mailbox("a@b");
  path.is_null = true;
  assert_string_equal(written(&path, MW_PATH_REVERSE, false), "");
  memset(&path, 0, sizeof path);
  assert_string_equal(written(&path, MW_PATH_REVERSE, false), "");
  path.is_null = true;
  assert_string_equal(written(&path, MW_PATH_FORWARD, false), "");
}

static mw_path path_of(const char *in, mw_path_kind kind)
{
  mw_slice rest = text(in);
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_rules rules;
  mw_path path;
  mw_rules_init(&rules, MW_ALLOW_UTF8);
  assert_true(mw_path_parse(&rest, kind, &rules, &path, &finding));
  assert_string_equal(written(&path, kind, true), in);
  return path;
}

static void test_address_a_route_in_utf8_needs_smtputf8(void **state)
{
  mw_path path = path_of("<@b\xc3\xbc.example:a@b>", MW_PATH_REVERSE);
  (void)state;
  assert_true(path.is_utf8);
  path = path_of("<@b.example:a@b>", MW_PATH_REVERSE);
  assert_false(path.is_utf8);
}

/* Every field says what the texts say, or nothing is written. */
static void test_address_contradictions_are_not_written(void **state)
{
  static const char *const texts[] = {"<a@b>",          "<a@[192.0.2.1]>", "<a@[IPv6:::1]>",
                                      "<a@[tag:text]>", "<\"a\"@b>",       "<postmaster@b>"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    mw_path path = path_of(texts[i], MW_PATH_REVERSE);
    mw_path other = path;
    other.host.kind = path.host.kind == MW_HOST_DOMAIN ? MW_HOST_IPV4 : MW_HOST_DOMAIN;
    assert_string_equal(written(&other, MW_PATH_REVERSE, true), "");
    other = path;
    other.host.octets[0] ^= 1;
    assert_string_equal(written(&other, MW_PATH_REVERSE, true), "");
    other = path;
    other.host.tag = text("x");
    assert_string_equal(written(&other, MW_PATH_REVERSE, true), "");
    other = path;
    other.host.content = text("x");
    assert_string_equal(written(&other, MW_PATH_REVERSE, true), "");
    other = path;
    other.is_quoted = !path.is_quoted;
    assert_string_equal(written(&other, MW_PATH_REVERSE, true), "");
    other = path;
    other.is_utf8 = true;
    assert_string_equal(written(&other, MW_PATH_REVERSE, true), "");
    other = path;
    other.is_postmaster = !path.is_postmaster;
    assert_string_equal(written(&other, MW_PATH_REVERSE, true), "");
    other = path;
    other.is_null = true;
    assert_string_equal(written(&other, MW_PATH_REVERSE, true), "");
  }
}

static void test_address_contradictions_of_paths_without_a_host(void **state)
{
  mw_path path = path_of("<>", MW_PATH_REVERSE);
  (void)state;
  path.host.text = text("b");
  assert_string_equal(written(&path, MW_PATH_REVERSE, true), "");
  path = path_of("<Postmaster>", MW_PATH_FORWARD);
  path.route = text("@a");
  assert_string_equal(written(&path, MW_PATH_FORWARD, true), "");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_address_writes_what_it_read),
      cmocka_unit_test(test_address_refuses_to_write_what_would_not_be_read),
      cmocka_unit_test(test_address_a_route_in_utf8_needs_smtputf8),
      cmocka_unit_test(test_address_contradictions_are_not_written),
      cmocka_unit_test(test_address_contradictions_of_paths_without_a_host),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
