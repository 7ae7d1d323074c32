/* SPDX-License-Identifier: MIT */
/* Lines recognised: what fits what, which row comes first, and what stands in a placeholder. */
#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/catalog.h"

enum { ROOM = 16, HOSTILE = 65536 };

static mw_catalog_match found[ROOM];

static size_t match(const mw_catalog *catalog, const char *line)
{
  memset(found, 0x5a, sizeof found);
  return mw_catalog_match_line(catalog, mw_slice_text(line), found, ROOM);
}

/* Whether the one row of this text and code fits the line, and its first value, if it has one. */
static bool fits(uint16_t code, const char *text, const char *line, const char *value)
{
  mw_catalog_row row = SMTP_ROW("row", 0, "", NULL);
  mw_catalog catalog = {&row, 1, NULL};
  row.code = code;
  row.text = text;
  if (match(&catalog, line) == 0) {
    return false;
  }
  assert_ptr_equal(found[0].row, &row);
  assert_int_equal(found[0].count > 0, value != NULL);
  if (value != NULL) {
    assert_slices(found[0].params[0].value, mw_slice_text(value));
  }
  return true;
}

/* ---- the line ---------------------------------------------------------------------------------
 */

static void test_match_code_and_enhanced_code(void **state)
{
  (void)state;
  assert_true(fits(550, "No", "550 No", NULL));
  assert_true(fits(550, "No", "550-No", NULL));
  assert_false(fits(550, "No", "551 No", NULL));
  assert_true(fits(550, "No", "550 5.7.1 No", NULL));
  assert_true(fits(550, "No", "550 #5.7.1 No", NULL));
  assert_true(fits(250, "Ok", "250 2.0.0: Ok", NULL));
  assert_false(fits(250, "{a} Ok", "250 2.0.0: Ok", NULL));
  assert_false(fits(250, "Ok", "250 4.0.0: Ok", NULL));
  assert_false(fits(250, "Ok", "250 2.0.0 : Ok", NULL));
  assert_false(fits(250, "Ok", "250 2.0.0: 2.0.0: Ok", NULL));
  assert_true(fits(550, "{text}", "550 5.7.1 No", "No"));
  /* A code of another class is text, and is passed over where the row has none. */
  assert_true(fits(550, "No", "550 4.7.1 No", NULL));
  assert_true(fits(550, "{text}", "550 4.7.1 No", "4.7.1 No"));
  assert_false(fits(550, "No", "550 4.7.1  No", NULL));
  assert_false(fits(550, "No", "550 4.7.1", NULL));
  assert_true(fits(999, "No", "999 No", NULL));
  assert_true(fits(7, "No", "007 No", NULL));
  assert_false(fits(550, "No", "550", NULL));
  assert_false(fits(550, "No", "550\tNo", NULL));
  assert_false(fits(550, "No", "+OK No", NULL));
  assert_false(fits(550, "No", "", NULL));
}

/* RFC 2034 4: no enhanced code goes with the reply to EHLO. Any word could be a host. */
static void test_match_a_host_alone(void **state)
{
  static const mw_catalog_row detailed[] = {SMTP_ROW("bye", 221, "2.0.0", "{host}")};
  static const mw_catalog catalog = CATALOG_OF(detailed, NULL);
  (void)state;
  assert_true(fits(250, "{host}", "250 mx.example", "mx.example"));
  assert_true(fits(250, "{host}", "250-[192.0.2.1]", "[192.0.2.1]"));
  assert_false(fits(250, "{host}", "250 accepted", NULL));
  assert_false(fits(250, "{host}", "250 Done.", NULL));
  assert_false(fits(250, "{host}", "250 2.1.5 recipient", NULL));
  assert_false(fits(250, "{host}", "250 2.0.0 mx.example", NULL));
  assert_true(fits(250, "{host} here", "250 2.0.0 mx here", "mx"));
  assert_true(fits(250, "{text}", "250 2.0.0 accepted", "accepted"));
  assert_int_equal(match(&catalog, "221 2.0.0 mx.example"), 1);
  assert_int_equal(match(&catalog, "221 mx.example"), 1);
  assert_int_equal(match(&catalog, "221 2.0.0 fine"), 0);
}

static void test_match_status_and_response_code(void **state)
{
  static const mw_catalog_row rows[] = {POP3_ROW("pop3.ok", OK, "", "Done"),
                                        POP3_ROW("pop3.err", ERR, "IN-USE", "Done")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  (void)state;
  assert_int_equal(match(&catalog, "+OK done"), 1);
  assert_ptr_equal(found[0].row, &rows[0]);
  assert_int_equal(match(&catalog, "-ERR Done"), 1);
  assert_ptr_equal(found[0].row, &rows[1]);
  assert_int_equal(match(&catalog, "-ERR [SYS/TEMP] Done"), 1);
  assert_int_equal(match(&catalog, "-err [IN-USE] Done."), 1);
  assert_int_equal(match(&catalog, "-ERR [IN USE] Done"), 0);
  assert_int_equal(match(&catalog, "+ Done"), 0);
  assert_int_equal(match(&catalog, "+Done"), 0);
  assert_int_equal(match(&catalog, "250 Done"), 0);
}

static void test_match_whole_line_aliases(void **state)
{
  static const mw_catalog_row rows[] = {
      SMTP_ROW("smtp.bye", 221, "2.0.0", "Bye"), ALIAS_ROW("smtp.bye", 0, NONE, "22 1Bye"),
      ALIAS_ROW("smtp.bye", 0, NONE, "+ {text}"), ALIAS_ROW("smtp.bye", 221, NONE, "So long")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  (void)state;
  assert_int_equal(match(&catalog, "22 1Bye"), 1);
  assert_ptr_equal(found[0].row, &rows[1]);
  assert_string_equal(found[0].row->of, "smtp.bye");
  assert_int_equal(match(&catalog, "22 1BYE. "), 1);
  assert_int_equal(match(&catalog, "+ abc"), 1);
  assert_slice(found[0].params[0].value, "abc");
  assert_int_equal(match(&catalog, "221 2.0.0 So long"), 1);
  assert_ptr_equal(found[0].row, &rows[3]);
  assert_int_equal(match(&catalog, "221 22 1Bye"), 0);
  assert_int_equal(match(&catalog, "000 Bye"), 0);
}

static void test_match_case_dot_and_blanks(void **state)
{
  (void)state;
  assert_true(fits(250, "Message Accepted", "250 mESSAGE aCCEPTED", NULL));
  assert_true(fits(250, "Done", "250 Done.", NULL));
  assert_true(fits(250, "Done", "250 Done. \t ", NULL));
  assert_true(fits(250, "Done", "250 Done\t", NULL));
  assert_false(fits(250, "Done", "250 Done..", NULL));
  assert_false(fits(250, "Done", "250 Done .", NULL));
  assert_false(fits(250, "Done", "250  Done", NULL));
  /* A row that ends in a dot wants it. */
  assert_true(fits(250, "Done.", "250 Done.", NULL));
  assert_false(fits(250, "Done.", "250 Done", NULL));
  assert_false(fits(250, "Done.", "250 Done..", NULL));
  /* Letters beyond ASCII have no case, nor have other octets a bit apart. */
  assert_false(fits(250, "caf\xc3\xa9", "250 caf\xc3\x89", NULL));
  assert_false(fits(250, "[a]", "250 {a}", NULL));
  assert_true(fits(250, "a\nb", "250 A\nB", NULL));
}

/* ---- placeholders ------------------------------------------------------------------------------
 */

static void test_match_kinds(void **state)
{
  (void)state;
  assert_true(fits(250, "id {queue-id}", "250 id a.b", "a.b"));
  assert_true(fits(250, "id {queue-id}", "250 id a.b.", "a.b."));
  assert_false(fits(250, "id {queue-id}", "250 id a b", NULL));
  assert_false(fits(250, "id {queue-id}!", "250 id a\tb!", NULL));
  assert_false(fits(250, "id {queue-id}", "250 id ", NULL));
  assert_false(fits(250, "id{queue-id}", "250 id", NULL));
  assert_true(fits(250, "{size} octets", "250 0012 octets", "0012"));
  assert_false(fits(250, "{size} octets", "250 12k octets", NULL));
  assert_false(fits(250, "{size} octets", "250  octets", NULL));
  assert_true(fits(250, "up to {size}", "250 up to 12.", "12"));
  assert_true(fits(220, "{host} ready", "220 mx.example ready", "mx.example"));
  assert_true(fits(220, "{host} ready", "220 localhost ready", "localhost"));
  assert_true(fits(220, "{host} ready", "220 my_mx.example ready", "my_mx.example"));
  assert_true(fits(220, "{host} ready", "220 [192.0.2.1] ready", "[192.0.2.1]"));
  assert_true(fits(220, "{host} ready", "220 [IPv6:2001:db8::1] ready", "[IPv6:2001:db8::1]"));
  assert_false(fits(220, "{host} ready", "220 [192.0.2.1 ready", NULL));
  assert_false(fits(220, "{host} ready", "220 -mx ready", NULL));
  assert_false(fits(220, "{host} ready", "220 mx example ready", NULL));
  assert_true(fits(220, "hello {host}", "220 hello mx.example.", "mx.example"));
  assert_true(fits(450, "{reason}", "450 any \x01 octet\xff", "any \x01 octet\xff"));
  assert_false(fits(450, "{reason}", "450 ", NULL));
  assert_true(fits(450, "{reason}.", "450 x..", "x."));
}

/* The first place of a literal counts, the last literal stands at the end, and nothing is tried a
 * second time. */
static void test_match_places(void **state)
{
  (void)state;
  assert_true(fits(250, "{text}: {reason}", "250 a: b: c", "a"));
  assert_slice(found[0].params[1].value, "b: c");
  assert_slice(found[0].params[1].name, "reason");
  assert_true(fits(250, "{text}: c", "250 a: c: c", "a: c"));
  assert_true(fits(250, "<{text}>", "250 <a>b>", "a>b"));
  assert_true(fits(250, "{text}aa{reason}", "250 aaaa", "a"));
  assert_slice(found[0].params[1].value, "a");
  assert_false(fits(250, "{text}aa{reason}", "250 aaa", NULL));
  assert_false(fits(250, "{size}x{queue-id}", "250 1 x2x3", NULL));
  assert_true(fits(250, "{size}x{queue-id}y", "250 1x2yy", "1"));
  assert_slice(found[0].params[1].value, "2y");
  assert_true(fits(250, "{{{text}}", "250 {a}", "a"));
  assert_true(fits(250, "{{text}", "250 {text}", NULL));
  assert_int_equal(found[0].literal, 6);
  assert_true(fits(250, "{text}{{{{", "250 a{{", "a"));
  assert_int_equal(found[0].literal, 2);
}

static void test_match_texts_that_are_no_templates(void **state)
{
  static const char *const texts[] = {
      "",     "{",     "a{",           "{}",      "{a",
      "a{A}", "{a b}", "{text}{size}", "{a} {a}", "{a} {b} {c} {d} {e} {f} {g} {h} {i}"};
  size_t i;
  (void)state;
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    char line[64] = "250 ";
    strcat(line, texts[i]);
    assert_false(fits(250, texts[i], line, NULL));
  }
  assert_false(fits(250, NULL, "250 ", NULL));
  assert_true(fits(250, "{a} {b} {c} {d} {e} {f} {g} {h}", "250 1 2 3 4 5 6 7 8", "1"));
  assert_slice(found[0].params[7].value, "8");
}

/* ---- several rows ------------------------------------------------------------------------------
 */

static void test_match_best_first(void **state)
{
  static const mw_catalog_row below[] = {SMTP_ROW("f", 250, "", "{text}"),
                                         SMTP_ROW("g", 250, "", "Queued {queue-id} now"),
                                         SMTP_ROW("h", 250, "", "Queued as{text}")};
  static const mw_catalog base = CATALOG_OF(below, NULL);
  static const mw_catalog_row rows[] = {
      SMTP_ROW("a", 250, "", "{text}"), SMTP_ROW("b", 250, "", "Queued {text}"),
      SMTP_ROW("c", 250, "", "Queued as now"), SMTP_ROW("d", 250, "", "{text} now"),
      SMTP_ROW("e", 250, "", "queued {queue-id} now")};
  static const mw_catalog catalog = CATALOG_OF(rows, &base);
  static const char order[] = "cegh"
                              "bda"
                              "f";
  mw_catalog_match room[3];
  size_t i;
  (void)state;
  assert_int_equal(match(&catalog, "250 Queued as now"), 8);
  for (i = 0; i < 8; i++) {
    assert_int_equal(found[i].row->name[0], order[i]);
  }
  assert_int_equal(found[0].literal, 13);
  assert_int_equal(found[1].literal, 11);
  assert_int_equal(mw_catalog_match_line(&catalog, mw_slice_text("250 Queued as now"), room, 3), 8);
  for (i = 0; i < 3; i++) {
    assert_int_equal(room[i].row->name[0], order[i]);
  }
  assert_int_equal(mw_catalog_match_line(&catalog, mw_slice_text("250 Queued as now"), NULL, 0), 8);
}

static void test_match_standard(void **state)
{
  (void)state;
  assert_true(match(mw_catalog_standard(), "250 2.0.0 Ok: queued as 4bXyz") > 0);
  assert_string_equal(found[0].row->name, "smtp.reply.250.queued");
  assert_slice(found[0].params[0].value, "4bXyz");
  assert_true(match(mw_catalog_standard(), "250-SIZE 10240000") > 0);
  assert_string_equal(found[0].row->of, "smtp.ehlo.SIZE");
  assert_true(match(mw_catalog_standard(), "250 8bitmime") > 0);
  assert_string_equal(found[0].row->name, "smtp.ehlo.8BITMIME");
  assert_true(match(mw_catalog_standard(), "354 Start mail input; end with <CRLF>.<CRLF>") > 0);
  assert_non_null(mw_catalog_find(mw_catalog_standard(), mw_slice_text("smtp.situation.OK")));
  assert_non_null(
      mw_catalog_find(mw_catalog_standard(), mw_slice_text("pop3.situation.CAPABILITIES")));
  /* Situations without a text are no rows. */
  assert_null(mw_catalog_find(mw_catalog_standard(), mw_slice_text("smtp.situation.GREETING")));
  assert_int_equal(match(mw_catalog_standard(), "220 x"), match(mw_catalog_standard(), "220 y"));
  assert_int_equal(match(mw_catalog_standard(), "599 nothing says this"), 0);
}

/* The rows of all tables are there, each situation that has a text among them. */
static void test_match_standard_has_every_row(void **state)
{
  static const char *const situations[][2] = {
#define MW_SMTP_SITUATION(id, number, code, enhanced, text, rfc) {"smtp.situation." #id, text},
#include <mailwire/tables/smtp_situation.def>
#define MW_POP3_SITUATION(id, number, status, code, text, rfc) {"pop3.situation." #id, text},
#include <mailwire/tables/pop3_situation.def>
  };
  const mw_catalog *standard = mw_catalog_standard();
  size_t said = 0;
  size_t rows = 0;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof situations / sizeof situations[0]; i++) {
    const mw_catalog_row *row = mw_catalog_find(standard, mw_slice_text(situations[i][0]));
    assert_int_equal(row != NULL, situations[i][1][0] != '\0');
    if (row != NULL) {
      assert_string_equal(row->text, situations[i][1]);
      said++;
    }
  }
  for (i = 0; i < standard->count; i++) {
    rows += strstr(standard->rows[i].name, ".situation.") != NULL;
    assert_int_not_equal(standard->rows[i].text[0], '\0');
  }
  assert_true(said > 0);
  assert_int_equal(rows, said);
}

/* An alias for all codes that begin with its digit; a row has a code of its own. */
static void test_match_all_codes_of_a_class(void **state)
{
  static const mw_catalog_row rows[] = {SMTP_ROW("busy", 450, "", "Busy"),
                                        ALIAS_ROW("busy", 4, NONE, "{text}busy")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  mw_catalog_row row = rows[0];
  const mw_catalog one = {&row, 1, NULL};
  (void)state;
  assert_true(mw_catalog_check(&catalog, false, NULL));
  assert_int_equal(match(&catalog, "421 4.3.2 very busy."), 1);
  assert_int_equal(match(&catalog, "499 very busy"), 1);
  assert_int_equal(match(&catalog, "550 very busy"), 0);
  assert_int_equal(match(&catalog, "-ERR very busy"), 0);
  row.code = 4;
  assert_int_equal(match(&one, "421 Busy"), 0);
  assert_false(mw_catalog_check(&one, false, NULL));
}

/* ---- hostile -----------------------------------------------------------------------------------
 */

/* A matcher that tried other places for its literals would look at 64 KiB to the power of seven
 * places, and never end. */
static void test_match_hostile_lines(void **state)
{
  static const mw_catalog_row rows[] = {
      SMTP_ROW("a", 250, "", "{a}x{b}x{c}x{d}x{e}x{f}x{g}x{h}xy"),
      SMTP_ROW("b", 250, "", "{text}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy{reason}"),
      SMTP_ROW("c", 250, "", "{host}x{text}"),
      SMTP_ROW("d", 250, "", "{text}"),
  };
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  char *line = malloc(HOSTILE);
  static const char octets[] = "x.5 \n\xff[-{";
  size_t i;
  (void)state;
  for (i = 0; i < sizeof octets; i++) {
    size_t count;
    memset(line, octets[i], HOSTILE);
    (void)mw_catalog_match_line(mw_catalog_standard(), mw_slice_of(line, HOSTILE), found, ROOM);
    memcpy(line, "250 ", 4);
    count = mw_catalog_match_line(&catalog, mw_slice_of(line, 4 + MW_CATALOG_TEXT), found, ROOM);
    assert_int_equal(count, octets[i] == ' ' ? 0 : octets[i] == 'x' ? 2 : 1);
    count = mw_catalog_match_line(&catalog, mw_slice_of(line, 5 + MW_CATALOG_TEXT), found, ROOM);
    assert_int_equal(count, 0);
    (void)mw_catalog_match_line(mw_catalog_standard(), mw_slice_of(line, HOSTILE), found, ROOM);
  }
  free(line);
}

static void test_match_null(void **state)
{
  static const mw_catalog_row rows[] = {SMTP_ROW("a", 250, "", "{text}")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  const mw_slice none = {NULL, 0};
  (void)state;
  assert_int_equal(mw_catalog_match_line(NULL, mw_slice_text("250 x"), found, ROOM), 0);
  assert_int_equal(mw_catalog_match_line(&catalog, mw_slice_text("250 x"), NULL, 1), 0);
  assert_int_equal(mw_catalog_match_line(&catalog, none, found, ROOM), 0);
  assert_null(mw_catalog_find(NULL, mw_slice_text("a")));
  assert_null(mw_catalog_find(&catalog, none));
  assert_null(mw_catalog_find(&catalog, mw_slice_text("A")));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_match_code_and_enhanced_code),
      cmocka_unit_test(test_match_a_host_alone),
      cmocka_unit_test(test_match_status_and_response_code),
      cmocka_unit_test(test_match_whole_line_aliases),
      cmocka_unit_test(test_match_case_dot_and_blanks),
      cmocka_unit_test(test_match_kinds),
      cmocka_unit_test(test_match_places),
      cmocka_unit_test(test_match_texts_that_are_no_templates),
      cmocka_unit_test(test_match_best_first),
      cmocka_unit_test(test_match_standard),
      cmocka_unit_test(test_match_standard_has_every_row),
      cmocka_unit_test(test_match_all_codes_of_a_class),
      cmocka_unit_test(test_match_hostile_lines),
      cmocka_unit_test(test_match_null),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
