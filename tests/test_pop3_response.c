/* SPDX-License-Identifier: MIT */
/* POP3 status lines, response codes and challenges: read, written, there and back. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"
#include "support/pop3_status_line.h"

#include <stdlib.h>

#include "support/random.h"

static char buffer[20000];

/* ---- status lines ------------------------------------------------------------------------------
 */

static void test_pop3_response_status_and_text(void **state)
{
  (void)state;
  assert_true(read_line("+OK", 0));
  assert_int_equal(response.status, MW_POP3_STATUS_OK);
  assert_absent(response.text);
  assert_absent(response.message);
  assert_true(read_line("+OK ", 0));
  assert_non_null(response.text.ptr);
  assert_int_equal(response.text.len, 0);
  assert_true(read_line("-ERR  no such message ", 0));
  assert_int_equal(response.status, MW_POP3_STATUS_ERR);
  assert_slice(response.text, " no such message ");
  assert_slice(response.message, " no such message ");
  assert_absent(response.code);
  assert_int_equal(response.code_fault, MW_FAULT_NONE);
  assert_true(read_line("-ERR failed [IN-USE]", 0));
  assert_absent(response.code);
  assert_int_equal(response.code_fault, MW_FAULT_NONE);
  assert_int_equal(finding.tolerated, 0);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
}

static void test_pop3_response_lines_that_are_none(void **state)
{
  static const char *const lines[] = {"",       "OK",      "+",        "+OKAY",    "+O",     "-ER",
                                      "-ERROR", "-ERR\tx", "+OK\tx",   "+ok",      "-err x", " +OK",
                                      "+OK:",   "* OK",    "220 mail", "\x17\x03", "+-ERR",  "-"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    if (strcmp(lines[i], "+") == 0) {
      continue; /* a challenge */
    }
    assert_false(read_line(lines[i], 0));
    assert_int_equal(finding.fault, MW_FAULT_NOT_A_RESPONSE);
    assert_int_equal(finding.offset, 0);
    assert_slices(response.text, text(lines[i]));
    assert_int_equal(response.status, MW_POP3_STATUS_NONE);
    assert_absent(response.code);
    assert_absent(response.message);
    assert_int_equal(response.code_fault, MW_FAULT_NONE);
  }
}

static void test_pop3_response_case_is_tolerated(void **state)
{
  (void)state;
  assert_true(read_line("+ok x", MW_ALLOW_STATUS_CASE));
  assert_int_equal(response.status, MW_POP3_STATUS_OK);
  assert_true(finding.tolerated == MW_ALLOW_STATUS_CASE);
  assert_true(read_line("-Err", MW_ALLOW_STATUS_CASE));
  assert_int_equal(response.status, MW_POP3_STATUS_ERR);
  assert_true(read_line("+OK x", MW_ALLOW_REPORTED));
  assert_true(finding.tolerated == 0);
  assert_false(read_line("+okay", MW_ALLOW_REPORTED));
  assert_true(finding.tolerated == 0);
}

static void test_pop3_response_status_names(void **state)
{
  (void)state;
  assert_string_equal(mw_pop3_status_name(MW_POP3_STATUS_OK), "+OK");
  assert_string_equal(mw_pop3_status_name(MW_POP3_STATUS_ERR), "-ERR");
  assert_string_equal(mw_pop3_status_name(MW_POP3_STATUS_CHALLENGE), "+");
  assert_string_equal(mw_pop3_status_name(MW_POP3_STATUS_NONE), "NONE");
  assert_string_equal(mw_pop3_status_name((mw_pop3_status)4), "UNKNOWN");
  assert_string_equal(mw_pop3_status_name((mw_pop3_status)-1), "UNKNOWN");
}

/* ---- response codes (RFC 2449 8, RFC 3206) -----------------------------------------------------
 */

static void test_pop3_response_codes_are_hierarchical(void **state)
{
  static const struct {
    const char *line;
    const char *code;
    mw_pop3_code known;
    const char *message;
  } rows[] = {
      {"-ERR [IN-USE] busy", "IN-USE", MW_POP3_CODE_IN_USE, "busy"},
      {"-ERR [in-use]busy", "in-use", MW_POP3_CODE_IN_USE, "busy"},
      {"-ERR [SYS/TEMP]  later", "SYS/TEMP", MW_POP3_CODE_SYS_TEMP, " later"},
      {"-ERR [sys/perm]", "sys/perm", MW_POP3_CODE_SYS_PERM, ""},
      {"-ERR [SYS/TEMP/DISK/FULL] x", "SYS/TEMP/DISK/FULL", MW_POP3_CODE_SYS_TEMP, "x"},
      {"-ERR [SYS/DISK] x", "SYS/DISK", MW_POP3_CODE_SYS, "x"},
      {"-ERR [SYS/A/B/C/D/E/F] x", "SYS/A/B/C/D/E/F", MW_POP3_CODE_SYS, "x"},
      {"-ERR [SYSTEM] x", "SYSTEM", MW_POP3_CODE_UNKNOWN, "x"},
      {"-ERR [X-OWN/IN-USE] x", "X-OWN/IN-USE", MW_POP3_CODE_UNKNOWN, "x"},
      {"+OK [AUTH] [x] y", "AUTH", MW_POP3_CODE_AUTH, "[x] y"},
      {"-ERR [a[b] x", "a[b", MW_POP3_CODE_UNKNOWN, "x"},
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_true(read_line(rows[i].line, 0));
    assert_slices(response.code, text(rows[i].code));
    assert_int_equal(response.known, rows[i].known);
    assert_slices(response.message, text(rows[i].message));
    assert_non_null(response.message.ptr);
    assert_int_equal(response.code_fault, MW_FAULT_NONE);
    assert_int_equal(response.text.ptr[0], '[');
    assert_int_equal(mw_pop3_code_find(text(rows[i].code)), rows[i].known);
  }
  assert_int_equal(mw_pop3_code_find(text("")), MW_POP3_CODE_UNKNOWN);
  assert_int_equal(mw_pop3_code_find(text(NULL)), MW_POP3_CODE_UNKNOWN);
  assert_int_equal(mw_pop3_code_find(text("[SYS]")), MW_POP3_CODE_UNKNOWN);
}

static void test_pop3_response_texts_that_only_begin_like_a_code(void **state)
{
  static const char *const texts[] = {"[",       "[]",      "[] x",    "[IN-USE x",
                                      "[/A] x",  "[A/] x",  "[A//B]",  "[A B] x",
                                      "[A\t] x", "[IN-USE", "[\x7f] x"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    char line[64] = "-ERR ";
    strcat(line, texts[i]);
    assert_true(read_line(line, 0));
    assert_int_equal(response.status, MW_POP3_STATUS_ERR);
    assert_int_equal(response.code_fault, MW_FAULT_BAD_RESPONSE_CODE);
    assert_int_equal(finding.fault, MW_FAULT_NONE);
    assert_absent(response.code);
    assert_int_equal(response.known, MW_POP3_CODE_UNKNOWN);
    assert_slices(response.text, text(texts[i]));
    assert_slices(response.message, text(texts[i]));
  }
}

static void test_pop3_response_levels_of_a_code(void **state)
{
  mw_slice rest = text("SYS/TEMP/x");
  mw_slice level;
  (void)state;
  assert_true(mw_pop3_code_level_next(&rest, &level));
  assert_slice(level, "SYS");
  assert_true(mw_pop3_code_level_next(&rest, &level));
  assert_slice(level, "TEMP");
  assert_true(mw_pop3_code_level_next(&rest, &level));
  assert_slice(level, "x");
  assert_false(mw_pop3_code_level_next(&rest, &level));
  rest = text(NULL);
  assert_false(mw_pop3_code_level_next(&rest, &level));
}

/* ---- challenges (RFC 5034 4) -------------------------------------------------------------------
 */

static void test_pop3_response_challenges(void **state)
{
  (void)state;
  assert_true(read_line("+ ", 0));
  assert_int_equal(response.status, MW_POP3_STATUS_CHALLENGE);
  assert_int_equal(response.message.len, 0);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_true(read_line("+ dGVzdA==", 0));
  assert_slice(response.message, "dGVzdA==");
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_true(read_line("+", 0));
  assert_int_equal(finding.fault, MW_FAULT_BARE_CHALLENGE);
  assert_int_equal(finding.offset, 1);
  assert_true(read_line("+", MW_ALLOW_BARE_CHALLENGE));
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_true(finding.tolerated == MW_ALLOW_BARE_CHALLENGE);
  assert_int_equal(response.message.len, 0);
  assert_true(read_line("+ AAA!", 0));
  assert_int_equal(finding.fault, MW_FAULT_BAD_BASE64);
  assert_int_equal(finding.offset, 5);
  assert_true(read_line("+  AAAA", 0));
  assert_int_equal(finding.fault, MW_FAULT_BAD_BASE64);
  assert_int_equal(finding.offset, 2);
  assert_true(read_line("+ OK", 0));
  assert_int_equal(response.status, MW_POP3_STATUS_CHALLENGE);
  assert_int_equal(finding.fault, MW_FAULT_BAD_BASE64);
}

static void test_pop3_response_challenges_written(void **state)
{
  static char octets[9300];
  size_t len;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof octets; i++) {
    octets[i] = (char)(i * 7);
  }
  for (len = 0; len < sizeof octets; len = len < 300 ? len + 1 : len + 211) {
    mw_writer w;
    mw_slice out;
    char decoded[9400];
    mw_room room = {decoded, sizeof decoded};
    mw_writer_init(&w, buffer, sizeof buffer);
    mw_pop3_challenge_write(&w, mw_slice_of(octets, len));
    if ((len + 2) / 3 * 4 + 4 > MW_SASL_LINE) {
      assert_int_equal(mw_writer_result(&w, &out), MW_E_ARGUMENT);
      assert_int_equal(out.len, 0);
      continue;
    }
    assert_int_equal(mw_writer_result(&w, &out), MW_OK);
    assert_int_equal(out.len, (len + 2) / 3 * 4 + 4);
    assert_memory_equal(out.ptr + out.len - 2, "\r\n", 2);
    assert_true(read_octets(mw_slice_of(out.ptr, out.len - 2), 0));
    assert_int_equal(response.status, MW_POP3_STATUS_CHALLENGE);
    assert_int_equal(finding.fault, MW_FAULT_NONE);
    if (len > 0) {
      assert_int_equal(mw_base64_decode_all(response.message, &room, &finding), MW_OK);
      assert_int_equal(sizeof decoded - room.len, len);
      assert_memory_equal(decoded, octets, len);
    }
  }
  assert_true(len > 9213);
}

/* ---- written -----------------------------------------------------------------------------------
 */

/* What was written; empty when it was refused. */
static mw_slice written(mw_pop3_status status, mw_slice code, mw_slice words, bool utf8)
{
  mw_writer w;
  mw_slice out;
  mw_status result;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  mw_pop3_response_write(&w, status, code, words);
  result = mw_writer_result(&w, &out);
  assert_int_equal(result, out.len == 0 ? MW_E_ARGUMENT : MW_OK);
  return out;
}

static void test_pop3_response_written(void **state)
{
  (void)state;
  assert_slice(written(MW_POP3_STATUS_OK, text(NULL), text(NULL), false), "+OK\r\n");
  assert_slice(written(MW_POP3_STATUS_OK, text(NULL), text(""), false), "+OK\r\n");
  assert_slice(written(MW_POP3_STATUS_ERR, text("SYS/TEMP"), text("try\tlater"), false),
               "-ERR [SYS/TEMP] try\tlater\r\n");
  assert_slice(written(MW_POP3_STATUS_ERR, text("X-own"), text(""), false), "-ERR [X-own]\r\n");
  assert_slice(written(MW_POP3_STATUS_ERR, text("A"), text("[b] c"), false), "-ERR [A] [b] c\r\n");
  assert_slice(written(MW_POP3_STATUS_OK, text(NULL), text("\xe3\x83\x91"), true),
               "+OK \xe3\x83\x91\r\n");
}

static void test_pop3_response_write_refuses(void **state)
{
  static const char *const codes[] = {"",   "/",     "A/",       "/A",    "A//B", "A B",
                                      "A]", "A\r\n", "\xc3\xa9", "A\x7f", "A\tB"};
  static const char *const texts[] = {"a\r\n+OK", "\n", "a\r", "\x01", "\x7f", "[", "[IN-USE] x"};
  char octets[600];
  size_t i;
  (void)state;
  for (i = 0; i < sizeof codes / sizeof codes[0]; i++) {
    assert_int_equal(written(MW_POP3_STATUS_ERR, text(codes[i]), text("x"), true).len, 0);
  }
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    assert_int_equal(written(MW_POP3_STATUS_OK, text(NULL), text(texts[i]), true).len, 0);
  }
  assert_int_equal(written(MW_POP3_STATUS_OK, text(NULL), mw_slice_of("a\0b", 3), true).len, 0);
  assert_int_equal(written(MW_POP3_STATUS_OK, text(NULL), text("\xc3\xa9"), false).len, 0);
  assert_int_equal(written(MW_POP3_STATUS_OK, text(NULL), text("\xc3"), true).len, 0);
  assert_int_equal(written(MW_POP3_STATUS_NONE, text(NULL), text("x"), true).len, 0);
  assert_int_equal(written(MW_POP3_STATUS_CHALLENGE, text(NULL), text(""), true).len, 0);
  memset(octets, 'a', sizeof octets);
  assert_int_equal(written(MW_POP3_STATUS_OK, text(NULL), mw_slice_of(octets, 506), false).len,
                   512);
  assert_int_equal(written(MW_POP3_STATUS_OK, text(NULL), mw_slice_of(octets, 507), false).len, 0);
  assert_int_equal(written(MW_POP3_STATUS_ERR, mw_slice_of(octets, 503), text(""), false).len, 512);
  assert_int_equal(written(MW_POP3_STATUS_ERR, mw_slice_of(octets, 504), text(""), false).len, 0);
}

static uint64_t chance = 1;

static void test_pop3_response_random_ones_read_back_or_are_refused(void **state)
{
  static char rooms[2][600];
  unsigned good = 0;
  unsigned coded = 0;
  unsigned bad = 0;
  int run;
  (void)state;
  for (run = 0; run < 200000; run++) {
    mw_pop3_status status = (mw_pop3_status)random_below(&chance, 4);
    bool utf8 = random_below(&chance, 2) == 0;
    mw_slice code = random_slice(&chance, rooms[0],
                                 random_below(&chance, 4) != 0 ? "SYTEMP-/" : "A/] [\r\x80", 8);
    mw_slice words = random_slice(&chance, rooms[1],
                                  random_below(&chance, 4) != 0 ? "ab []" : "a [\r\n\t\xc3\xa9",
                                  random_below(&chance, 100) == 0 ? 600 : 6);
    mw_slice out;
    if (random_below(&chance, 2) == 0) {
      code = text(NULL);
    }
    out = written(status, code, words, utf8);
    if (out.len == 0) {
      bad++;
      continue;
    }
    assert_true(out.len <= MW_POP3_RESPONSE_LINE);
    assert_memory_equal(out.ptr + out.len - 2, "\r\n", 2);
    assert_null(memchr(out.ptr, '\r', out.len - 2));
    assert_null(memchr(out.ptr, '\n', out.len - 2));
    assert_true(read_octets(mw_slice_of(out.ptr, out.len - 2), 0));
    assert_int_equal(response.status, status);
    assert_int_equal(response.code_fault, MW_FAULT_NONE);
    assert_slices(response.code, code);
    assert_int_equal(response.code.ptr == NULL, code.ptr == NULL);
    assert_slices(response.message, words);
    coded += code.ptr != NULL;
    good++;
  }
  assert_true(good > 20000 && bad > 20000 && coded > 5000);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_response_status_and_text),
      cmocka_unit_test(test_pop3_response_lines_that_are_none),
      cmocka_unit_test(test_pop3_response_case_is_tolerated),
      cmocka_unit_test(test_pop3_response_status_names),
      cmocka_unit_test(test_pop3_response_codes_are_hierarchical),
      cmocka_unit_test(test_pop3_response_texts_that_only_begin_like_a_code),
      cmocka_unit_test(test_pop3_response_levels_of_a_code),
      cmocka_unit_test(test_pop3_response_challenges),
      cmocka_unit_test(test_pop3_response_challenges_written),
      cmocka_unit_test(test_pop3_response_written),
      cmocka_unit_test(test_pop3_response_write_refuses),
      cmocka_unit_test(test_pop3_response_random_ones_read_back_or_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
