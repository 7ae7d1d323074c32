/* SPDX-License-Identifier: MIT */
/* The reply to EHLO: the table against its reference, lines, typed values, sets compared and
 * written back. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/tsv.h"

#include <stdio.h>

/* A set and its room. */
typedef struct announced {
  mw_smtp_extensions set;
  char raw[2048];
  mw_finding finding;
} announced;

/* Reads a whole reply; tolerances as given. */
static void read_reply(announced *a, const char *reply, uint64_t allow)
{
  char storage[1024];
  mw_smtp_reply_reader r;
  mw_smtp_reply_event event;
  mw_slice in = mw_slice_text(reply);
  memset(&a->finding, 0, sizeof a->finding);
  mw_smtp_extensions_init(&a->set, a->raw, sizeof a->raw);
  assert_int_equal(mw_smtp_reply_reader_init(&r, storage, sizeof storage, 0), MW_OK);
  while (mw_smtp_reply_reader_next(&r, &in, &event) == MW_OK) {
    mw_smtp_extensions_add(&a->set, &event.line, allow, &a->finding);
  }
  assert_int_equal(in.len, 0);
}

static bool has(const announced *a, mw_smtp_extension extension)
{
  return mw_smtp_extensions_has(&a->set, extension);
}

static void test_extensions_each_row_of_the_reference_is_in_the_table(void **state)
{
  static tsv table;
  unsigned found = 0;
  (void)state;
  tsv_open(&table, MAILWIRE_TESTS_DIR "/reference/smtp-extensions.tsv");
  while (tsv_next(&table)) {
    const char *keyword = tsv_field(&table, "keyword");
    const mw_smtp_extension_info *info;
    if (strcmp(keyword, "X*") == 0) {
      continue;
    }
    info = mw_smtp_extension_row(mw_smtp_extension_find(mw_slice_text(keyword)));
    assert_non_null(info);
    assert_string_equal(info->keyword, keyword);
    assert_string_equal(info->standing, tsv_field(&table, "status"));
    assert_string_equal(info->rfc, tsv_field(&table, "rfc"));
    found++;
  }
  assert_int_equal(found, 38);
}

static void test_extensions_keywords_are_whole_words_of_any_case(void **state)
{
  (void)state;
  assert_int_equal(mw_smtp_extension_find(mw_slice_text("enhancedstatuscodes")),
                   MW_SMTP_EXT_ENHANCEDSTATUSCODES);
  assert_int_equal(mw_smtp_extension_find(mw_slice_text("ENHANCEDSTATUSCODEX")), 0);
  assert_int_equal(mw_smtp_extension_find(mw_slice_text("8bitmime")), MW_SMTP_EXT_8BITMIME);
  assert_int_equal(mw_smtp_extension_find(mw_slice_text("PRDR")), MW_SMTP_EXT_PRDR);
  assert_int_equal(mw_smtp_extension_find(mw_slice_text("PipeConnect")), MW_SMTP_EXT_PIPECONNECT);
  assert_int_equal(mw_smtp_extension_find(mw_slice_text("SIZ")), 0);
  assert_int_equal(mw_smtp_extension_find(mw_slice_text("SIZES")), 0);
  assert_int_equal(mw_smtp_extension_find(mw_slice_text("")), 0);
  assert_int_equal(mw_sasl_mechanism_find(mw_slice_text("scram-sha-256-plus")),
                   MW_SASL_SCRAM_SHA_256_PLUS);
  assert_int_equal(mw_sasl_mechanism_find(mw_slice_text("PLAI")), 0);
}

/* RFC 5321 4.1.1.1: the first line names the server, whatever it looks like. */
static void test_extensions_the_first_line_is_never_a_keyword(void **state)
{
  announced a;
  (void)state;
  read_reply(&a, "250-PIPELINING\r\n250 SIZE\r\n", 0);
  assert_false(has(&a, MW_SMTP_EXT_PIPELINING));
  assert_true(has(&a, MW_SMTP_EXT_SIZE));
  assert_false(a.set.has_size);
  read_reply(&a, "250 SIZE 5\r\n", 0);
  assert_false(has(&a, MW_SMTP_EXT_SIZE));
  read_reply(&a, "550-SIZE\r\n550 SIZE\r\n", 0);
  assert_false(has(&a, MW_SMTP_EXT_SIZE));
}

static void test_extensions_values_are_typed(void **state)
{
  announced a;
  (void)state;
  read_reply(&a,
             "250-mx.example hello\r\n250-Size 99999999999999999999999\r\n"
             "250-AUTH PLAIN x-own SCRAM-SHA-256\r\n250-LIMITS RCPTMAX=20 MAILMAX=5 FOO\r\n"
             "250-DELIVERBY 240\r\n250-FUTURERELEASE 86400 2030-01-01T00:00:00Z\r\n"
             "250-XXXXXXXA\r\n250 8BITMIME\r\n",
             0);
  assert_int_equal(a.finding.fault, MW_FAULT_NONE);
  assert_true(a.set.has_size);
  assert_true(a.set.size == UINT64_MAX);
  assert_true(mw_sasl_set_has(&a.set.sasl, MW_SASL_PLAIN));
  assert_true(mw_sasl_set_has(&a.set.sasl, MW_SASL_SCRAM_SHA_256));
  assert_false(mw_sasl_set_has(&a.set.sasl, MW_SASL_LOGIN));
  assert_int_equal(a.set.sasl.unknown, 1);
  assert_int_equal(a.set.rcpt_max, 20);
  assert_int_equal(a.set.mail_max, 5);
  assert_int_equal(a.set.rcpt_domain_max, 0);
  assert_int_equal(a.set.deliver_by, 240);
  assert_int_equal(a.set.hold_for, 86400);
  assert_int_equal(a.set.unknown, 1);
  assert_false(has(&a, MW_SMTP_EXT_STARTTLS));
}

/* RFC 9422 3: a list with one malformed limit is ignored; so is a value out of range. */
static void test_extensions_malformed_limits_are_void(void **state)
{
  announced a;
  (void)state;
  read_reply(&a, "250-mx.example\r\n250 LIMITS MAILMAX=7 RCPTMAX=20;x\r\n", 0);
  assert_true(has(&a, MW_SMTP_EXT_LIMITS));
  assert_int_equal(a.set.mail_max, 0);
  read_reply(&a, "250-mx.example\r\n250 LIMITS MAILMAX=0 RCPTMAX=1000000 RCPTDOMAINMAX=012\r\n", 0);
  assert_int_equal(a.set.mail_max + a.set.rcpt_max + a.set.rcpt_domain_max, 0);
  read_reply(&a, "250-mx.example\r\n250 SIZE 12k\r\n", 0);
  assert_false(a.set.has_size);
}

static void refused(const char *line, uint64_t bit, mw_smtp_extension extension)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_ehlo_line parsed;
  assert_false(mw_smtp_ehlo_line_parse(mw_slice_text(line), 0, &parsed, &finding));
  assert_int_equal(finding.fault, MW_FAULT_BAD_EHLO_LINE);
  memset(&finding, 0, sizeof finding);
  assert_int_equal(mw_smtp_ehlo_line_parse(mw_slice_text(line), bit, &parsed, &finding), bit != 0);
  assert_true(finding.tolerated == bit);
  if (bit != 0) {
    assert_int_equal(parsed.extension, extension);
  }
}

static void test_extensions_lines_that_are_none(void **state)
{
  (void)state;
  refused("", 0, 0);
  refused("-SIZE", 0, 0);
  refused("SIZE_X", 0, 0);
  refused("SIZE=5", 0, 0);
  refused("SIZE \x01", 0, 0);
  refused("AUTH=LOGIN PLAIN", MW_ALLOW_AUTH_EQUALS, MW_SMTP_EXT_AUTH);
  refused("SIZE  5", MW_ALLOW_SEPARATOR, MW_SMTP_EXT_SIZE);
  refused("PIPE_CONNECT", MW_ALLOW_UNDERSCORE, MW_SMTP_EXT_UNKNOWN);
  refused("SIZE\t5", MW_ALLOW_SEPARATOR, MW_SMTP_EXT_SIZE);
  refused("SIZE ", MW_ALLOW_SEPARATOR, MW_SMTP_EXT_SIZE);
}

static const char *const reply =
    "250-mx.example hello\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250-AUTH PLAIN X-OWN LOGIN\r\n"
    "250-NO-SOLICITING net.example:ADV\r\n250-X-SOMETHING 1 2\r\n250 LIMITS RCPTMAX=3\r\n";

static void test_extensions_compare_without_order_and_case(void **state)
{
  announced a;
  announced b;
  (void)state;
  read_reply(&a, reply, 0);
  read_reply(&b,
             "250-other\r\n250-limits rcptmax=3\r\n250-x-something 1 2\r\n250-no-soliciting "
             "NET.example:adv\r\n"
             "250-size 1000\r\n250-size 1000\r\n250-auth LOGIN x-own\r\n250-auth PLAIN\r\n"
             "250 pipelining\r\n",
             0);
  assert_true(mw_smtp_extensions_equal(&a.set, &b.set));
  read_reply(&b, "250-mx.example\r\n250 PIPELINING\r\n", 0);
  assert_false(mw_smtp_extensions_equal(&a.set, &b.set));
  read_reply(&a, "250-mx.example\r\n250-PIPELINING\r\n250 X-ONE\r\n", 0);
  assert_false(mw_smtp_extensions_equal(&a.set, &b.set));
  read_reply(&b, "250-mx.example\r\n250-PIPELINING\r\n250 X-TWO\r\n", 0);
  assert_false(mw_smtp_extensions_equal(&a.set, &b.set));
}

static void test_extensions_write_what_reads_back_equal(void **state)
{
  announced a;
  announced b;
  char buffer[2048];
  mw_writer w;
  mw_slice out;
  (void)state;
  read_reply(&a, reply, 0);
  mw_writer_init(&w, buffer, sizeof buffer - 1);
  mw_smtp_extensions_write(&w, mw_slice_text("mx.example"), mw_slice_text("hello"), &a.set);
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  buffer[out.len] = '\0';
  read_reply(&b, buffer, 0);
  assert_int_equal(b.finding.fault, MW_FAULT_NONE);
  assert_true(mw_smtp_extensions_equal(&a.set, &b.set));
  assert_memory_equal(buffer, "250-mx.example hello\r\n250-", 26);
  assert_non_null(strstr(buffer, "\r\n250-NO-SOLICITING net.example:ADV\r\n"));
  assert_non_null(strstr(buffer, "\r\n250-AUTH PLAIN LOGIN X-OWN\r\n"));
  assert_non_null(strstr(buffer, "\r\n250 X-SOMETHING 1 2\r\n"));
}

static void write_refused(mw_slice domain, mw_slice text, const mw_smtp_extensions *set)
{
  char buffer[2048];
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_extensions_write(&w, domain, text, set);
  assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
  assert_int_equal(out.len, 0);
}

static void test_extensions_write_refuses_what_would_forge_a_line(void **state)
{
  mw_smtp_extensions set;
  char text[600];
  (void)state;
  mw_smtp_extensions_init(&set, NULL, 0);
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_LIMITS);
  write_refused(mw_slice_text("a\r\nb"), mw_slice_text(NULL), &set);
  write_refused(mw_slice_text("a b"), mw_slice_text(NULL), &set);
  write_refused(mw_slice_text("a"), mw_slice_text("x\r\n250 y"), &set);
  memset(text, 'x', sizeof text);
  write_refused(mw_slice_text("a"), mw_slice_of(text, sizeof text), &set);
  set.rcpt_max = 1000000;
  write_refused(mw_slice_text("a"), mw_slice_text(NULL), &set);
}

static void test_extensions_tell_when_the_room_is_full(void **state)
{
  mw_smtp_extensions set;
  char raw[8];
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line line;
  size_t at = 0;
  mw_slice kept;
  (void)state;
  memset(&line, 0, sizeof line);
  mw_smtp_extensions_init(&set, raw, sizeof raw);
  line.code = 250;
  line.text = mw_slice_text("mx.example");
  mw_smtp_extensions_add(&set, &line, 0, &finding);
  line.text = mw_slice_text("SIZE 12");
  mw_smtp_extensions_add(&set, &line, 0, &finding);
  assert_false(set.lines.overflow);
  line.text = mw_slice_text("DSN");
  mw_smtp_extensions_add(&set, &line, 0, &finding);
  assert_true(set.lines.overflow);
  assert_true(mw_smtp_extensions_has(&set, MW_SMTP_EXT_DSN));
  assert_true(mw_announced_next(&set.lines, &at, &kept));
  assert_slice(kept, "SIZE 12");
  assert_false(mw_announced_next(&set.lines, &at, &kept));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_extensions_each_row_of_the_reference_is_in_the_table),
      cmocka_unit_test(test_extensions_keywords_are_whole_words_of_any_case),
      cmocka_unit_test(test_extensions_the_first_line_is_never_a_keyword),
      cmocka_unit_test(test_extensions_values_are_typed),
      cmocka_unit_test(test_extensions_malformed_limits_are_void),
      cmocka_unit_test(test_extensions_lines_that_are_none),
      cmocka_unit_test(test_extensions_compare_without_order_and_case),
      cmocka_unit_test(test_extensions_write_what_reads_back_equal),
      cmocka_unit_test(test_extensions_write_refuses_what_would_forge_a_line),
      cmocka_unit_test(test_extensions_tell_when_the_room_is_full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
