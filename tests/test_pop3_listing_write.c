/* SPDX-License-Identifier: MIT */
/* Items of POP3 listings and other lines written: as the RFC has them, refused, there and back. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include "support/pop3_item.h"
#include "support/random.h"

static char buffer[2048];

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

static mw_slice result_of(mw_writer *w)
{
  mw_slice out;
  mw_status status = mw_writer_result(w, &out);
  assert_int_equal(status, out.len == 0 ? MW_E_ARGUMENT : MW_OK);
  return out;
}

static mw_slice write_item(listing which, const item *from, bool alone, bool utf8)
{
  mw_pop3_drop_listing drop;
  mw_pop3_scan_listing scan;
  mw_pop3_unique_id uidl;
  mw_pop3_language lang;
  mw_writer w;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  drop.messages = scan.message = uidl.message = from->number;
  drop.octets = scan.octets = from->octets;
  drop.extra = scan.extra = uidl.id = lang.text = from->text;
  lang.tag = from->tag;
  switch (which) {
  case DROP: mw_pop3_drop_listing_write(&w, &drop); break;
  case SCAN: mw_pop3_scan_listing_write(&w, &scan, alone); break;
  case UIDL: mw_pop3_unique_id_write(&w, &uidl, alone); break;
  default: mw_pop3_language_write(&w, &lang, alone); break;
  }
  return result_of(&w);
}

static item item_of(uint32_t number, uint64_t octets, const char *words, const char *tag)
{
  item i;
  i.number = number;
  i.octets = octets;
  i.text = text(words);
  i.tag = text(tag);
  return i;
}

static void test_pop3_listing_written(void **state)
{
  item i = item_of(2, 320, NULL, "de-AT");
  (void)state;
  assert_slice(write_item(DROP, &i, false, false), "+OK 2 320\r\n");
  assert_slice(write_item(SCAN, &i, false, false), "2 320\r\n");
  assert_slice(write_item(SCAN, &i, true, false), "+OK 2 320\r\n");
  assert_slice(write_item(LANG, &i, false, false), "de-AT\r\n");
  i.text = text("some words");
  assert_slice(write_item(DROP, &i, false, false), "+OK 2 320 some words\r\n");
  assert_slice(write_item(SCAN, &i, true, false), "+OK 2 320 some words\r\n");
  assert_slice(write_item(LANG, &i, true, false), "+OK de-AT some words\r\n");
  i.text = text("whqtswO00");
  assert_slice(write_item(UIDL, &i, false, false), "2 whqtswO00\r\n");
  assert_slice(write_item(UIDL, &i, true, false), "+OK 2 whqtswO00\r\n");
  i.number = UINT32_MAX;
  i.octets = UINT64_MAX;
  i.text = text(NULL);
  assert_slice(write_item(SCAN, &i, false, false), "4294967295 18446744073709551615\r\n");
}

static void test_pop3_listing_write_refuses(void **state)
{
  static const char *const texts[] = {"", " x", "\tx", "a\r\n.", "\n", "\x01", "\x7f"};
  static const char *const ids[] = {"", "a b", "a\r\n", "\x7f", "\xc3\xa9", "a\t"};
  static const char *const tags[] = {"", "*", "en_GB", "en ", "e2", "en-", "de\r\n"};
  char octets[600];
  item i;
  size_t k;
  (void)state;
  for (k = 0; k < sizeof texts / sizeof texts[0]; k++) {
    i = item_of(1, 1, texts[k], "de");
    assert_int_equal(write_item(DROP, &i, false, true).len, 0);
    assert_int_equal(write_item(SCAN, &i, k % 2 == 0, true).len, 0);
    assert_int_equal(write_item(LANG, &i, k % 2 == 0, true).len, 0);
  }
  for (k = 0; k < sizeof ids / sizeof ids[0]; k++) {
    i = item_of(1, 1, ids[k], "de");
    assert_int_equal(write_item(UIDL, &i, false, true).len, 0);
  }
  for (k = 0; k < sizeof tags / sizeof tags[0]; k++) {
    i = item_of(1, 1, "x", tags[k]);
    assert_int_equal(write_item(LANG, &i, false, true).len, 0);
  }
  i = item_of(0, 1, "x", NULL);
  assert_int_equal(write_item(SCAN, &i, false, false).len, 0);
  assert_int_equal(write_item(UIDL, &i, false, false).len, 0);
  assert_int_equal(write_item(LANG, &i, false, false).len, 0);
  assert_int_not_equal(write_item(DROP, &i, false, false).len, 0);
  i = item_of(1, 1, "\xe3\x83\x91", "ja");
  assert_int_equal(write_item(LANG, &i, false, false).len, 0);
  assert_slice(write_item(LANG, &i, false, true), "ja \xe3\x83\x91\r\n");
  memset(octets, 'a', sizeof octets);
  i.text = mw_slice_of(octets, 70);
  assert_int_not_equal(write_item(UIDL, &i, false, false).len, 0);
  i.text.len = 71;
  assert_int_equal(write_item(UIDL, &i, false, false).len, 0);
  i.text.len = 506;
  assert_int_equal(write_item(SCAN, &i, false, false).len, 512);
  assert_int_equal(write_item(SCAN, &i, true, false).len, 0);
  i.text.len = 502;
  assert_int_equal(write_item(SCAN, &i, true, false).len, 512);
  assert_int_equal(write_item(DROP, &i, true, false).len, 512);
}

static uint64_t chance = 1;

static void test_pop3_listing_random_items_read_back_or_are_refused(void **state)
{
  static char rooms[2][600];
  unsigned good[4] = {0, 0, 0, 0};
  unsigned bad = 0;
  int run;
  (void)state;
  for (run = 0; run < 200000; run++) {
    listing which = (listing)random_below(&chance, 4);
    bool alone = which == DROP || random_below(&chance, 2) == 0;
    bool utf8 = random_below(&chance, 2) == 0;
    item again;
    item i;
    mw_slice out;
    mw_finding finding;
    size_t head = alone ? 4 : 0;
    i.number = random_below(&chance, 3) << random_below(&chance, 31);
    i.octets = (uint64_t)random_below(&chance, 1000) << random_below(&chance, 60);
    i.text = random_slice(&chance, rooms[0],
                          random_below(&chance, 3) != 0 ? "ab.!" : "a \t\r\n\x7f\xc3\xa9",
                          random_below(&chance, 50) == 0 ? 600 : 8);
    i.tag = random_slice(&chance, rooms[1], random_below(&chance, 3) != 0 ? "abcd" : "a1-_* ", 10);
    if (which != UIDL && random_below(&chance, 4) == 0) {
      i.text = text(NULL);
    }
    out = write_item(which, &i, alone, utf8);
    if (out.len == 0) {
      bad++;
      continue;
    }
    good[which]++;
    assert_true(out.len <= 512);
    assert_memory_equal(out.ptr + out.len - 2, "\r\n", 2);
    assert_null(memchr(out.ptr, '\n', out.len - 1));
    assert_memory_equal(out.ptr, "+OK ", head);
    assert_true(
        read_item(which, mw_slice_of(out.ptr + head, out.len - head - 2), 0, &again, &finding));
    assert_slices(again.text, i.text);
    assert_int_equal(again.text.ptr == NULL, i.text.ptr == NULL);
    assert_true(which == LANG || again.number == i.number);
    assert_true(which == LANG || which == UIDL || again.octets == i.octets);
    assert_true(which != LANG || mw_slice_equal(again.tag, i.tag));
  }
  assert_true(good[DROP] > 5000 && good[SCAN] > 5000 && good[UIDL] > 5000 && good[LANG] > 5000);
  assert_true(bad > 5000);
}

/* ---- other lines -------------------------------------------------------------------------------
 */

static void test_pop3_listing_other_lines_are_stuffed(void **state)
{
  static const char *const refused[] = {"a\r\n", "\n", "a\r", "\x01", "\xc3\xa9", "\x7f"};
  mw_writer w;
  mw_slice out;
  size_t i;
  (void)state;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_line_write(&w, text("plain"));
  mw_pop3_line_write(&w, text(""));
  mw_pop3_line_write(&w, text("."));
  mw_pop3_line_write(&w, text("..x"));
  mw_pop3_line_write(&w, text("a.b"));
  mw_pop3_line_write(&w, text("\ttab"));
  mw_pop3_end_write(&w);
  assert_slice(result_of(&w), "plain\r\n\r\n..\r\n...x\r\na.b\r\n\ttab\r\n.\r\n");
  for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
    mw_writer_init(&w, buffer, sizeof buffer);
    mw_pop3_line_write(&w, text(refused[i]));
    assert_int_equal(result_of(&w).len, 0);
  }
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, true);
  mw_pop3_line_write(&w, text(".\xc3\xa9"));
  assert_slice(result_of(&w), "..\xc3\xa9\r\n");
  mw_writer_init(&w, buffer, 2); /* no room: nothing of it */
  mw_pop3_end_write(&w);
  assert_int_equal(mw_writer_result(&w, &out), MW_E_SPACE);
  assert_int_equal(out.len, 0);
  assert_int_equal(mw_writer_needed(&w), 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_listing_written),
      cmocka_unit_test(test_pop3_listing_write_refuses),
      cmocka_unit_test(test_pop3_listing_random_items_read_back_or_are_refused),
      cmocka_unit_test(test_pop3_listing_other_lines_are_stuffed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
