/* SPDX-License-Identifier: MIT */
/* The writer: whole items or nothing at every capacity, and no octet that would forge a line. */
#include <stdlib.h>

#include "base/writer.h"
#include "support/assert_mw.h"

/* Three items: "first\r\n", "" and "=18446744073709551615!\r\n". */
static const char items[] = "first\r\n=18446744073709551615!\r\n";
enum { FIRST = 7, ITEMS = sizeof items - 1 };

static void put_items(mw_writer *w)
{
  size_t begin = mwi_item_begin(w);
  mwi_put_text(w, mw_slice_text("first"));
  mwi_put_crlf(w);
  mwi_item_end(w, begin);
  begin = mwi_item_begin(w);
  mwi_put_text(w, mw_slice_text(NULL));
  mwi_put(w, mw_slice_text(""));
  mwi_item_end(w, begin);
  begin = mwi_item_begin(w);
  mwi_put(w, mw_slice_text("="));
  mwi_put_number(w, UINT64_MAX);
  mwi_put(w, mw_slice_text("!"));
  mwi_put_crlf(w);
  mwi_item_end(w, begin);
}

static void test_writer_writes_whole_items_at_every_capacity(void **state)
{
  size_t cap;
  (void)state;
  for (cap = 0; cap <= ITEMS + 1; cap++) {
    char *block = malloc(cap + (cap == 0));
    size_t whole = cap >= ITEMS ? ITEMS : cap >= FIRST ? FIRST : 0;
    mw_writer w;
    mw_slice written;
    mw_writer_init(&w, block, cap);
    put_items(&w);
    assert_int_equal(mw_writer_result(&w, &written), cap >= ITEMS ? MW_OK : MW_E_SPACE);
    assert_int_equal(mw_writer_needed(&w), ITEMS);
    assert_ptr_equal(written.ptr, block);
    assert_int_equal(written.len, whole);
    assert_memory_equal(written.ptr, items, whole);
    free(block);
  }
}

static void test_writer_measures_without_a_buffer(void **state)
{
  mw_writer w;
  mw_slice written;
  (void)state;
  mw_writer_init(&w, NULL, 100);
  assert_int_equal(mw_writer_result(&w, NULL), MW_OK);
  put_items(&w);
  assert_int_equal(mw_writer_result(&w, &written), MW_E_SPACE);
  assert_int_equal(written.len, 0);
  assert_int_equal(mw_writer_needed(&w), ITEMS);
}

/* A later item that would fit must not follow one that is missing: the peer would read a hole. */
static void test_writer_leaves_no_hole(void **state)
{
  char block[8];
  mw_writer w;
  mw_slice written;
  (void)state;
  mw_writer_init(&w, block, sizeof block);
  mw_write_line(&w, mw_slice_text("ab"), 512);
  mw_write_line(&w, mw_slice_text("too long"), 512);
  mw_write_line(&w, mw_slice_text(""), 512);
  assert_int_equal(mw_writer_result(&w, &written), MW_E_SPACE);
  assert_octets(written, "ab\r\n");
  assert_int_equal(mw_writer_needed(&w), 4 + 10 + 2);
}

static void test_writer_stays_refused(void **state)
{
  char block[64];
  mw_writer w;
  mw_slice written;
  (void)state;
  memset(block, '#', sizeof block);
  mw_writer_init(&w, block, sizeof block);
  mw_write_line(&w, mw_slice_text("good"), 512);
  mw_write_line(&w, mw_slice_text("bad\r\nRSET"), 512);
  mw_write_line(&w, mw_slice_text("good again"), 512);
  put_items(&w);
  assert_int_equal(mw_writer_result(&w, &written), MW_E_ARGUMENT);
  assert_octets(written, "good\r\n");
  assert_int_equal(mw_writer_needed(&w), 6);
  assert_int_equal(block[6], '#');
}

static void test_writer_takes_a_refusal_in_the_middle_of_an_item(void **state)
{
  char block[64];
  mw_writer w;
  mw_slice written;
  size_t begin;
  (void)state;
  mw_writer_init(&w, block, sizeof block);
  begin = mwi_item_begin(&w);
  mwi_put_text(&w, mw_slice_text("250 "));
  mwi_refuse(&w);
  mwi_put_crlf(&w);
  mwi_item_end(&w, begin);
  assert_int_equal(mw_writer_result(&w, &written), MW_E_ARGUMENT);
  assert_int_equal(written.len, 0);
  assert_int_equal(mw_writer_needed(&w), 0);
}

/* Items of more octets than a size can count are refused, not wrapped. */
static void test_writer_does_not_wrap(void **state)
{
  mw_writer w;
  size_t begin;
  (void)state;
  mw_writer_init(&w, NULL, 0);
  w.len = SIZE_MAX - 2;
  begin = mwi_item_begin(&w);
  mwi_put(&w, mw_slice_text("ab"));
  mwi_item_end(&w, begin);
  assert_int_equal(mw_writer_result(&w, NULL), MW_E_SPACE);
  assert_true(mw_writer_needed(&w) == SIZE_MAX);
  begin = mwi_item_begin(&w);
  mwi_put(&w, mw_slice_text("c"));
  mwi_item_end(&w, begin);
  assert_int_equal(mw_writer_result(&w, NULL), MW_E_ARGUMENT);
  assert_true(mw_writer_needed(&w) == SIZE_MAX);
}

static void test_writer_keeps_to_the_limit_of_a_line(void **state)
{
  static const struct {
    const char *text;
    size_t limit;
    mw_status status;
  } cases[] = {{"abc", 5, MW_OK},         {"abc", 4, MW_E_ARGUMENT}, {"", 2, MW_OK},
               {"", 1, MW_E_ARGUMENT},    {"", 0, MW_E_ARGUMENT},    {"abc", 0, MW_E_ARGUMENT},
               {"abc", SIZE_MAX, MW_OK}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char block[8];
    mw_writer w;
    mw_writer_init(&w, block, sizeof block);
    mw_write_line(&w, mw_slice_text(cases[i].text), cases[i].limit);
    assert_int_equal(mw_writer_result(&w, NULL), cases[i].status);
  }
}

static void test_writer_writes_decimal_numbers(void **state)
{
  static const struct {
    uint64_t value;
    const char *text;
  } cases[] = {{0, "0"},
               {9, "9"},
               {10, "10"},
               {250, "250"},
               {UINT64_C(4294967296), "4294967296"},
               {UINT64_MAX, "18446744073709551615"}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char block[24];
    mw_writer w;
    mw_slice written;
    size_t begin;
    mw_writer_init(&w, block, sizeof block);
    begin = mwi_item_begin(&w);
    mwi_put_number(&w, cases[i].value);
    mwi_item_end(&w, begin);
    assert_int_equal(mw_writer_result(&w, &written), MW_OK);
    assert_true(mw_slice_equal(written, mw_slice_text(cases[i].text)));
  }
}

/* ---- text: the plain way, octet by octet, is the oracle of the fast one ------------------------------ */

/* Whether the writer takes the text, which lies in a block of exactly its size. */
static bool takes(const char *octets, size_t len, bool utf8)
{
  char *block = malloc(len + (len == 0));
  char *to = malloc(len + (len == 0));
  mw_writer w;
  mw_slice written;
  size_t begin;
  bool taken;
  assert_non_null(block);
  memcpy(block, octets, len);
  mw_writer_init(&w, to, len);
  mw_writer_allow_utf8(&w, utf8);
  begin = mwi_item_begin(&w);
  mwi_put_text(&w, mw_slice_of(block, len));
  mwi_item_end(&w, begin);
  taken = mw_writer_result(&w, &written) == MW_OK;
  assert_int_equal(written.len, taken ? len : 0);
  assert_memory_equal(written.ptr, octets, written.len);
  free(block);
  free(to);
  return taken;
}

/* RFC 5321 4.2: textstring = 1*( %d09 / %d32-126 ). */
static bool is_textstring(const char *octets, size_t len)
{
  size_t i;
  for (i = 0; i < len; i++) {
    unsigned char octet = (unsigned char)octets[i];
    if (octet != 9 && (octet < 32 || octet > 126)) {
      return false;
    }
  }
  return true;
}

static void test_writer_judges_every_octet_at_every_place(void **state)
{
  char text[40];
  size_t len;
  size_t at;
  unsigned octet;
  unsigned taken = 0;
  (void)state;
  for (len = 1; len <= sizeof text; len += len < 20 ? 1 : 5) {
    for (at = 0; at < len; at++) {
      for (octet = 0; octet < 256; octet++) {
        bool wanted;
        memset(text, 'x', sizeof text);
        text[at] = (char)octet;
        wanted = is_textstring(text, len);
        assert_int_equal(takes(text, len, false), wanted);
        assert_int_equal(takes(text, len, true), wanted);
        taken += wanted;
      }
    }
  }
  assert_true(taken > 0 && taken % 96 == 0);
}

/* Two octets that are no plain text, side by side or apart: one must not make up for the other. */
static void test_writer_judges_pairs_of_octets(void **state)
{
  static const unsigned char odd[] = {0x00, 0x01, 0x09, 0x0a, 0x0d, 0x1f, 0x20, 0x7e,
                                      0x7f, 0x80, 0x9f, 0xa0, 0xc3, 0xe0, 0xfe, 0xff};
  char text[17];
  size_t i;
  size_t j;
  size_t at;
  (void)state;
  for (i = 0; i < sizeof odd; i++) {
    for (j = 0; j < sizeof odd; j++) {
      for (at = 1; at < sizeof text; at++) {
        memset(text, '~', sizeof text);
        text[0] = (char)odd[i];
        text[at] = (char)odd[j];
        assert_int_equal(takes(text, sizeof text, false), is_textstring(text, sizeof text));
      }
    }
  }
}

static void test_writer_takes_utf8_only_where_it_is_allowed(void **state)
{
  static const struct {
    const char *text;
    bool good;
  } cases[] = {{"\xc3\xbc", true},
               {"gr\xc3\xbc\xc3\x9f" "e\tan \xe7\xa7\x81, \xf0\x9f\x93\xac.", true},
               {"seven 7\xc3\xbc", true},
               {"\xf4\x8f\xbf\xbf", true},
               {"\xc3", false},
               {"\xc3 ", false},
               {"\xc3\t\xbc", false},
               {"\xc3\r\xbc", false},
               {"\xbc", false},
               {"\xc0\xaf", false},
               {"\xe0\x80\xaf", false},
               {"\xed\xa0\x80", false},
               {"\xf4\x90\x80\x80", false},
               {"\xf5\x80\x80\x80", false},
               {"\xff", false},
               {"good \xc3\xbc\n", false},
               {"good \xc3\xbc, then bad \xe7\xa7", false}};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    size_t len = strlen(cases[i].text);
    assert_int_equal(takes(cases[i].text, len, true), cases[i].good);
    assert_false(takes(cases[i].text, len, false));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_writer_writes_whole_items_at_every_capacity),
      cmocka_unit_test(test_writer_measures_without_a_buffer),
      cmocka_unit_test(test_writer_leaves_no_hole),
      cmocka_unit_test(test_writer_stays_refused),
      cmocka_unit_test(test_writer_takes_a_refusal_in_the_middle_of_an_item),
      cmocka_unit_test(test_writer_does_not_wrap),
      cmocka_unit_test(test_writer_keeps_to_the_limit_of_a_line),
      cmocka_unit_test(test_writer_writes_decimal_numbers),
      cmocka_unit_test(test_writer_judges_every_octet_at_every_place),
      cmocka_unit_test(test_writer_judges_pairs_of_octets),
      cmocka_unit_test(test_writer_takes_utf8_only_where_it_is_allowed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
