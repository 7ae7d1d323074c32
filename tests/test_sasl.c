/* SPDX-License-Identifier: MIT */
/* AUTH exchange lines: what each is, and what is written. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include <mailwire/sasl.h>

static void assert_line(const char *line, bool initial, mw_sasl_line_kind kind, size_t offset)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  assert_int_equal(mw_sasl_line_parse(mw_slice_text(line), initial, &finding), kind);
  if (kind == MW_SASL_LINE_BAD) {
    assert_int_equal(finding.fault, MW_FAULT_BAD_BASE64);
    assert_int_equal(finding.offset, offset);
  } else {
    assert_int_equal(finding.fault, MW_FAULT_NONE);
  }
}

/* The examples of RFC 4954 4.1, and RFC 4954 8: continue-line. */
static void test_auth_line_of_the_exchange(void **state)
{
  (void)state;
  assert_line("dGVzdAB0ZXN0ADEyMzQ=", false, MW_SASL_LINE_RESPONSE, 0);
  assert_line("AHRlc3QAMTIzNA==", false, MW_SASL_LINE_RESPONSE, 0);
  assert_line("", false, MW_SASL_LINE_EMPTY, 0);
  assert_line("*", false, MW_SASL_LINE_CANCEL, 0);
  assert_line("=", false, MW_SASL_LINE_BAD, 0);
  assert_line("* ", false, MW_SASL_LINE_BAD, 0);
  assert_line("**", false, MW_SASL_LINE_BAD, 0);
  assert_line(" ", false, MW_SASL_LINE_BAD, 0);
}

static void test_auth_line_initial(void **state)
{
  (void)state;
  assert_line("dGVzdAB0ZXN0ADEyMzQ=", true, MW_SASL_LINE_RESPONSE, 0);
  assert_line("=", true, MW_SASL_LINE_EMPTY, 0);
  assert_line("*", true, MW_SASL_LINE_BAD, 0);
  assert_line("", true, MW_SASL_LINE_BAD, 0);
  assert_line("==", true, MW_SASL_LINE_BAD, 0);
}

/* RFC 4954 4: no other octets, the padding where it belongs and nowhere else. */
static void test_auth_line_bad_base64_tells_where(void **state)
{
  (void)state;
  assert_line("dGVz dA==", false, MW_SASL_LINE_BAD, 4);
  assert_line("dGVzdA", false, MW_SASL_LINE_BAD, 6);
  assert_line("dGVzdA=", false, MW_SASL_LINE_BAD, 7);
  assert_line("dGVzdA===", false, MW_SASL_LINE_BAD, 8);
  assert_line("dGVzdA==dGVzdA==", false, MW_SASL_LINE_BAD, 8);
  assert_line("d=Vz", false, MW_SASL_LINE_BAD, 1);
  assert_line("dGV-dA==", true, MW_SASL_LINE_BAD, 3);
}

static void test_auth_line_first_fault_stays(void **state)
{
  mw_finding finding = {MW_FAULT_LINE_TOO_LONG, 12286, 0};
  (void)state;
  assert_int_equal(mw_sasl_line_parse(mw_slice_text("-"), false, &finding), MW_SASL_LINE_BAD);
  assert_int_equal(finding.fault, MW_FAULT_LINE_TOO_LONG);
  assert_int_equal(finding.offset, 12286);
  assert_int_equal(mw_sasl_line_parse(mw_slice_text("*"), false, NULL), MW_SASL_LINE_BAD);
}

static void test_auth_line_written(void **state)
{
  char buffer[64];
  mw_slice written;
  mw_writer w;
  (void)state;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_sasl_line_write(&w, mw_slice_of("\0test\0001234", 10));
  mw_sasl_line_write(&w, mw_slice_of(NULL, 0));
  mw_sasl_cancel_write(&w);
  assert_int_equal(mw_writer_result(&w, &written), MW_OK);
  assert_slice(written, "AHRlc3QAMTIzNA==\r\n\r\n*\r\n");
}

/* Every length, so that each border of the pieces is passed: it decodes to the same octets. */
static void test_auth_line_round_trip(void **state)
{
  char octets[300];
  size_t len;
  (void)state;
  for (len = 0; len < sizeof octets; len++) {
    octets[len] = (char)(len * 7 + 3);
  }
  for (len = 1; len <= sizeof octets; len++) {
    char buffer[512];
    char decoded[sizeof octets];
    mw_room room = {decoded, sizeof decoded};
    mw_finding finding = {MW_FAULT_NONE, 0, 0};
    mw_slice line;
    mw_writer w;
    mw_writer_init(&w, buffer, sizeof buffer);
    mw_sasl_line_write(&w, mw_slice_of(octets, len));
    assert_int_equal(mw_writer_result(&w, &line), MW_OK);
    line.len -= 2;
    assert_memory_equal(line.ptr + line.len, "\r\n", 2);
    assert_int_equal(mw_sasl_line_parse(line, false, &finding), MW_SASL_LINE_RESPONSE);
    assert_int_equal(mw_base64_decode_all(line, &room, &finding), MW_OK);
    assert_slices(mw_slice_of(decoded, sizeof decoded - room.len), mw_slice_of(octets, len));
  }
}

/* 12288 octets of line with its CRLF (RFC 4954 4): 3071 groups of four, so 9213 octets. */
static void test_auth_line_longest(void **state)
{
  static const char octets[9214] = {0};
  static char buffer[12300];
  mw_slice written;
  mw_writer w;
  (void)state;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_sasl_line_write(&w, mw_slice_of(octets, 9213));
  assert_int_equal(mw_writer_result(&w, &written), MW_OK);
  assert_int_equal(written.len, 12286);
  mw_sasl_line_write(&w, mw_slice_of(octets, 9214));
  assert_int_equal(mw_writer_result(&w, &written), MW_E_ARGUMENT);
  assert_int_equal(written.len, 12286);
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_sasl_line_write(&w, mw_slice_of(NULL, 1));
  assert_int_equal(mw_writer_result(&w, &written), MW_E_ARGUMENT);
}

static void test_auth_line_without_room(void **state)
{
  char buffer[17];
  mw_slice written;
  mw_writer w;
  (void)state;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_sasl_line_write(&w, mw_slice_of("\0test\0001234", 10));
  assert_int_equal(mw_writer_result(&w, &written), MW_E_SPACE);
  assert_int_equal(written.len, 0);
  assert_int_equal(mw_writer_needed(&w), 18);
}

static void test_sasl_initial_response_of_octets(void **state)
{
  char text[8];
  mw_room room = {text, sizeof text};
  mw_room small = {text, 3};
  (void)state;
  assert_int_equal(mw_sasl_initial_encode(mw_slice_of("\0a\0b", 4), &room), MW_OK);
  assert_int_equal(room.len, 0);
  assert_memory_equal(text, "AGEAYg==", 8);
  room = (mw_room){text, sizeof text};
  assert_int_equal(mw_sasl_initial_encode(mw_slice_text(NULL), &room), MW_OK);
  assert_int_equal(room.len, 7);
  assert_int_equal(text[0], '=');
  assert_int_equal(mw_sasl_initial_encode(mw_slice_of("a", 1), &small), MW_E_SPACE);
  assert_int_equal(small.len, 3);
  assert_int_equal(mw_sasl_initial_encode(mw_slice_of("a", 1), NULL), MW_E_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_auth_line_of_the_exchange),
      cmocka_unit_test(test_auth_line_initial),
      cmocka_unit_test(test_auth_line_bad_base64_tells_where),
      cmocka_unit_test(test_auth_line_first_fault_stays),
      cmocka_unit_test(test_auth_line_written),
      cmocka_unit_test(test_auth_line_round_trip),
      cmocka_unit_test(test_auth_line_longest),
      cmocka_unit_test(test_auth_line_without_room),
      cmocka_unit_test(test_sasl_initial_response_of_octets),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
