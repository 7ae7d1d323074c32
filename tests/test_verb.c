/* SPDX-License-Identifier: MIT */
/* Verbs by word, by number, by name; each look-up is held against a plain loop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include <mailwire/smtp_command.h>

typedef struct verb_word {
  mw_smtp_verb verb;
  int number;
  const char *keyword;
} verb_word;

static const verb_word words[] = {
#define MW_SMTP_VERB(id, number, keyword, form, standing, extension, success, intermediate,        \
                     failure, rfc)                                                                 \
  {MW_SMTP_##id, number, keyword},
#include <mailwire/tables/smtp_verb.def>
};

#define WORDS (sizeof words / sizeof words[0])

static int upper(int octet)
{
  return octet >= 'a' && octet <= 'z' ? octet - 'a' + 'A' : octet;
}

static bool same_word(const char *keyword, const char *ptr, size_t len)
{
  size_t i;
  if (strlen(keyword) != len) {
    return false;
  }
  for (i = 0; i < len; i++) {
    if (upper((unsigned char)ptr[i]) != upper((unsigned char)keyword[i])) {
      return false;
    }
  }
  return true;
}

/* The oracle: what the look-up has to say. */
static mw_smtp_verb plain_find(const char *ptr, size_t len)
{
  size_t i;
  for (i = 0; i < WORDS; i++) {
    if (same_word(words[i].keyword, ptr, len)) {
      return words[i].verb;
    }
  }
  return MW_SMTP_UNKNOWN;
}

/* Looks up a copy in a block of exactly its size: a sanitizer sees an octet read too many. */
static mw_smtp_verb find(const char *ptr, size_t len)
{
  char *block = malloc(len == 0 ? 1 : len);
  mw_smtp_verb verb;
  assert_non_null(block);
  memcpy(block, ptr, len);
  verb = mw_smtp_verb_find(mw_slice_of(len == 0 ? NULL : block, len));
  free(block);
  return verb;
}

static void agree(const char *ptr, size_t len)
{
  assert_int_equal(find(ptr, len), plain_find(ptr, len));
}

static void test_verb_is_found_in_any_case(void **state)
{
  size_t i;
  size_t k;
  unsigned mask;
  (void)state;
  assert_true(WORDS >= 26);
  for (i = 0; i < WORDS; i++) {
    size_t len = strlen(words[i].keyword);
    for (mask = 0; mask < 1u << len; mask++) {
      char text[16];
      for (k = 0; k < len; k++) {
        text[k] = (char)(words[i].keyword[k] | ((mask >> k & 1) != 0 ? 0x20 : 0));
      }
      assert_int_equal(find(text, len), words[i].verb);
    }
  }
}

static void test_verb_is_unknown_when_an_octet_differs(void **state)
{
  unsigned refused = 0;
  size_t i;
  size_t at;
  int octet;
  (void)state;
  for (i = 0; i < WORDS; i++) {
    size_t len = strlen(words[i].keyword);
    for (at = 0; at < len; at++) {
      for (octet = 0; octet < 256; octet++) {
        char text[16];
        memcpy(text, words[i].keyword, len);
        text[at] = (char)(unsigned char)octet;
        agree(text, len);
        refused += find(text, len) == MW_SMTP_UNKNOWN ? 1 : 0;
      }
    }
  }
  /* Nearly all of the 254 other octets at each place. */
  assert_true(refused > WORDS * 4 * 250);
}

static void test_verb_is_a_whole_word(void **state)
{
  static const char tails[] = {'X', ' ', '\0', '\r', '\n', '\t', '-', '@', '\x80', '\xFF'};
  size_t i;
  size_t len;
  size_t k;
  (void)state;
  for (i = 0; i < WORDS; i++) {
    char text[16];
    size_t whole = strlen(words[i].keyword);
    memcpy(text, words[i].keyword, whole);
    for (len = 0; len < whole; len++) {
      assert_int_equal(find(text, len), MW_SMTP_UNKNOWN);
      assert_int_equal(find(text + len + 1, whole - len - 1), MW_SMTP_UNKNOWN);
    }
    for (k = 0; k < sizeof tails; k++) {
      memset(text + whole, tails[k], sizeof text - whole);
      for (len = whole + 1; len <= sizeof text; len++) {
        assert_int_equal(find(text, len), MW_SMTP_UNKNOWN);
      }
    }
  }
}

static void test_verb_near_misses_are_unknown(void **state)
{
  static const struct {
    const char *text;
    size_t len;
  } misses[] = {
      {"", 0},         {"M", 1},          {"MAI", 3},
      {"MAILX", 5},    {"MA\0L", 4},      {"DATAX", 5},
      {"DATA\0", 5},   {"DATA\0\0\0", 8}, {"DATA    ", 8},
      {"\0\0\0\0", 4}, {"    ", 4},       {"STARTTLSX", 9},
      {"STARTTL", 7},  {"STARTTL\0", 8},  {"XCLIENT\0", 8},
      {"XCLIENT ", 8}, {"XCLIEN", 6},     {"QUIT\r", 5},
      {"MAILFROM", 8}, {"START-TL", 8},   {"STARTTLSSTARTTLS", 16},
      {"m\xC1il", 4},  {"UNKNOWN", 7},    {"RESERVED", 8},
  };
  size_t i;
  (void)state;
  for (i = 0; i < sizeof misses / sizeof misses[0]; i++) {
    assert_int_equal(find(misses[i].text, misses[i].len), MW_SMTP_UNKNOWN);
  }
  assert_int_equal(mw_smtp_verb_find(mw_slice_text(NULL)), MW_SMTP_UNKNOWN);
}

static void test_verb_agrees_with_the_plain_loop_on_random_words(void **state)
{
  static const char letters[] = "ADEHILMNOPQRSTUXadeilmt\0 @";
  uint64_t seed = UINT64_C(0x9E3779B97F4A7C15);
  unsigned known = 0;
  unsigned n;
  size_t i;
  (void)state;
  for (n = 0; n < 200000; n++) {
    char text[10];
    size_t len;
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    memcpy(text, words[(seed >> 33) % WORDS].keyword, 4);
    for (i = 0; i < sizeof text; i++) {
      seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      if (i >= 4 || (seed >> 60) == 0) {
        text[i] = letters[(seed >> 33) % (sizeof letters - 1)];
      }
    }
    len = 3 + (seed >> 40) % 7;
    agree(text, len);
    known += plain_find(text, len) != MW_SMTP_UNKNOWN ? 1 : 0;
  }
  assert_true(known > 1000);
}

static void test_verb_keywords_are_letters_and_numbers_are_single(void **state)
{
  size_t i;
  size_t k;
  (void)state;
  for (i = 0; i < WORDS; i++) {
    assert_in_range(strlen(words[i].keyword), 1, 8);
    for (k = 0; words[i].keyword[k] != '\0'; k++) {
      assert_in_range(words[i].keyword[k], 'A', 'Z');
    }
    assert_in_range(words[i].number, 1, 0x7ffe);
    for (k = 0; k < i; k++) {
      assert_int_not_equal(words[k].number, words[i].number);
      assert_string_not_equal(words[k].keyword, words[i].keyword);
    }
  }
}

/* The numbers are part of the binary interface: a change here breaks its users. */
static void test_verb_numbers_stay(void **state)
{
  (void)state;
  assert_int_equal(MW_SMTP_UNKNOWN, 0);
  assert_int_equal(MW_SMTP_HELO, 1);
  assert_int_equal(MW_SMTP_EHLO, 2);
  assert_int_equal(MW_SMTP_LHLO, 3);
  assert_int_equal(MW_SMTP_MAIL, 4);
  assert_int_equal(MW_SMTP_RCPT, 5);
  assert_int_equal(MW_SMTP_DATA, 6);
  assert_int_equal(MW_SMTP_RSET, 7);
  assert_int_equal(MW_SMTP_SEND, 8);
  assert_int_equal(MW_SMTP_SOML, 9);
  assert_int_equal(MW_SMTP_SAML, 10);
  assert_int_equal(MW_SMTP_VRFY, 11);
  assert_int_equal(MW_SMTP_EXPN, 12);
  assert_int_equal(MW_SMTP_HELP, 13);
  assert_int_equal(MW_SMTP_NOOP, 14);
  assert_int_equal(MW_SMTP_QUIT, 15);
  assert_int_equal(MW_SMTP_TURN, 16);
  assert_int_equal(MW_SMTP_AUTH, 17);
  assert_int_equal(MW_SMTP_STARTTLS, 18);
  assert_int_equal(MW_SMTP_BDAT, 19);
  assert_int_equal(MW_SMTP_BURL, 20);
  assert_int_equal(MW_SMTP_ETRN, 21);
  assert_int_equal(MW_SMTP_ATRN, 22);
  assert_int_equal(MW_SMTP_XCLIENT, 23);
  assert_int_equal(MW_SMTP_XFORWARD, 24);
  assert_int_equal(MW_SMTP_VERB, 25);
  assert_int_equal(MW_SMTP_ONEX, 26);
}

static void test_verb_row_and_name_are_total(void **state)
{
  int largest = 0;
  unsigned rows = 0;
  int number;
  size_t i;
  (void)state;
  for (i = 0; i < WORDS; i++) {
    const mw_smtp_verb_info *row = mw_smtp_verb_row(words[i].verb);
    assert_non_null(row);
    assert_int_equal(row->verb, words[i].verb);
    assert_string_equal(row->keyword, words[i].keyword);
    assert_string_equal(mw_smtp_verb_name(words[i].verb), words[i].keyword);
    largest = words[i].number > largest ? words[i].number : largest;
  }
  for (number = 0; number <= 0x7fff; number++) {
    rows += mw_smtp_verb_row((mw_smtp_verb)number) != NULL ? 1 : 0;
  }
  assert_int_equal(rows, WORDS);
  assert_null(mw_smtp_verb_row(MW_SMTP_UNKNOWN));
  assert_null(mw_smtp_verb_row((mw_smtp_verb)(largest + 1)));
  assert_null(mw_smtp_verb_row(MW_SMTP_VERB_RESERVED));
  assert_string_equal(mw_smtp_verb_name(MW_SMTP_UNKNOWN), "UNKNOWN");
  assert_string_equal(mw_smtp_verb_name((mw_smtp_verb)(largest + 1)), "UNKNOWN");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_verb_is_found_in_any_case),
      cmocka_unit_test(test_verb_is_unknown_when_an_octet_differs),
      cmocka_unit_test(test_verb_is_a_whole_word),
      cmocka_unit_test(test_verb_near_misses_are_unknown),
      cmocka_unit_test(test_verb_agrees_with_the_plain_loop_on_random_words),
      cmocka_unit_test(test_verb_keywords_are_letters_and_numbers_are_single),
      cmocka_unit_test(test_verb_numbers_stay),
      cmocka_unit_test(test_verb_row_and_name_are_total),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
