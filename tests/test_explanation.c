/* SPDX-License-Identifier: MIT */
/* Explanations: every key of every topic in every language, what the texts may be made of, and what
 * is said of keys that no table has.
 */
#include "support/assert_mw.h"

#include <mailwire/mailwire.h>

#include "support/tsv.h"

enum { CELLS = 40, ADVICE_CELLS = 240 };

static const mw_text *languages[2];
static size_t language_count;

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

/* ---- all of them -------------------------------------------------------------------------------
 */

/* How many rows the language has for a key. */
static unsigned rows_of(const mw_text *t, mw_topic topic, const char *key)
{
  unsigned found = 0;
  size_t i;
  for (i = 0; i < t->count; i++) {
    found += t->rows[i].topic == topic && strcmp(t->rows[i].key, key) == 0;
  }
  return found;
}

static void test_explanation_each_key_has_one_row_in_each_language(void **state)
{
  size_t l;
  (void)state;
  for (l = 0; l < language_count; l++) {
    size_t keys = 0;
    int topic;
    for (topic = 1; strcmp(mw_topic_name((mw_topic)topic), "UNKNOWN") != 0; topic++) {
      const char *key;
      size_t i;
      for (i = 0; (key = mw_topic_key((mw_topic)topic, i)) != NULL; i++) {
        if (rows_of(languages[l], (mw_topic)topic, key) != 1) {
          fail_msg("%s: %s %s: %u rows", languages[l]->language, mw_topic_name((mw_topic)topic),
                   key, rows_of(languages[l], (mw_topic)topic, key));
        }
        keys++;
      }
      assert_true(i > 0);
    }
    assert_int_equal(topic, MW_TOPIC_ANOMALY + 1);
    assert_int_equal(keys, languages[l]->count); /* and there is no row without a key */
  }
}

static void test_explanation_is_that_of_the_language(void **state)
{
  size_t l;
  size_t i;
  (void)state;
  for (l = 0; l < language_count; l++) {
    for (i = 0; i < languages[l]->count; i++) {
      const mw_text_row *row = &languages[l]->rows[i];
      mw_explanation e;
      assert_true(mw_explain(languages[l], row->topic, text(row->key), &e));
      assert_string_equal(e.phrase, row->phrase);
      assert_string_equal(e.advice, row->advice);
      assert_non_null(e.rfc);
    }
  }
}

/* ---- what texts are made of --------------------------------------------------------------------
 */

/* One character of well-formed UTF-8. */
static uint32_t next_character(const char **s)
{
  const unsigned char *t = (const unsigned char *)*s;
  size_t len = t[0] < 0x80 ? 1 : t[0] < 0xe0 ? 2 : t[0] < 0xf0 ? 3 : 4;
  uint32_t c = len == 1 ? t[0] : t[0] & (0xffu >> (len + 1));
  size_t i;
  for (i = 1; i < len; i++) {
    c = c << 6 | (t[i] & 0x3f);
  }
  *s += len;
  return c;
}

/* The characters of two cells that a text may have: kana, kanji, and the marks of Japanese. None of
 * them is of ambiguous width (UAX #11), whatever the terminal. */
static bool is_japanese(uint32_t c)
{
  return (c >= 0x3041 && c <= 0x30ff) || (c >= 0x4e00 && c <= 0x9fff) || c == 0x3001 ||
         c == 0x3002 || c == 0x300c || c == 0x300d || c == 0x3005 || c == 0xff08 || c == 0xff09;
}

/* Cells of a terminal; fails for a character that no text may have. */
static int cells_of(const char *s, bool japanese)
{
  const char *whole = s;
  int cells = 0;
  assert_true(mw_utf8_valid(text(s)));
  while (*s != '\0') {
    uint32_t c = next_character(&s);
    bool ascii = c >= 0x20 && c < 0x7f;
    if (!ascii && !(japanese && is_japanese(c))) {
      fail_msg("U+%04X in: %s", (unsigned)c, whole);
    }
    cells += ascii ? 1 : 2;
  }
  return cells;
}

static void test_explanation_texts_fit_a_terminal(void **state)
{
  size_t l;
  size_t i;
  (void)state;
  for (l = 0; l < language_count; l++) {
    bool japanese = strcmp(languages[l]->language, "ja") == 0;
    assert_true(languages[l]->count > 500);
    for (i = 0; i < languages[l]->count; i++) {
      const mw_text_row *row = &languages[l]->rows[i];
      int cells = cells_of(row->phrase, japanese);
      if (cells == 0 || cells > CELLS) {
        fail_msg("%s: %d cells: %s", row->key, cells, row->phrase);
      }
      cells = cells_of(row->advice, japanese);
      if (cells == 0 || cells > ADVICE_CELLS) {
        fail_msg("%s: %d cells: %s", row->key, cells, row->advice);
      }
      assert_true(!japanese || (int)strlen(row->phrase) > cells_of(row->phrase, true));
    }
  }
}

/* The words that examples/README.ja.md rules out. */
static void test_explanation_japanese_has_one_term_for_a_thing(void **state)
{
  static tsv terms;
  unsigned mixed = 0;
  (void)state;
  tsv_open(&terms, MAILWIRE_TESTS_DIR "/reference/terms-ja.tsv");
  while (tsv_next(&terms)) {
    const mw_text *t = languages[language_count - 1];
    const char *word = tsv_field(&terms, "not");
    size_t i;
    for (i = 0; i < t->count; i++) {
      if (strstr(t->rows[i].phrase, word) != NULL || strstr(t->rows[i].advice, word) != NULL) {
        print_error("%s: say %s, not %s\n", t->rows[i].key, tsv_field(&terms, "instead"), word);
        mixed++;
      }
    }
  }
  assert_int_equal(mixed, 0);
}

/* ---- what no table has -------------------------------------------------------------------------
 */

static void assert_same_phrase(const mw_explanation *e, mw_topic topic, const char *key)
{
  mw_explanation other;
  assert_true(mw_explain(languages[0], topic, text(key), &other));
  assert_string_equal(e->phrase, other.phrase);
}

static void test_explanation_unknown_keys_give_what_stands_above(void **state)
{
  mw_explanation e;
  (void)state;
  assert_false(mw_explain(languages[0], MW_TOPIC_SMTP_CODE, text("599"), &e));
  assert_same_phrase(&e, MW_TOPIC_SMTP_CLASS, "5yz");
  assert_false(mw_explain(languages[0], MW_TOPIC_ENHANCED, text("5.7.99"), &e));
  assert_same_phrase(&e, MW_TOPIC_ENHANCED_SUBJECT, "X.7.X");
  assert_false(mw_explain(languages[0], MW_TOPIC_SMTP_CODE, text("999"), &e));
  assert_string_equal(e.phrase, "unknown");
  assert_false(mw_explain(languages[0], MW_TOPIC_ENHANCED, text("5.77.99"), &e));
  assert_string_equal(e.phrase, "unknown");
  assert_false(mw_explain(languages[0], MW_TOPIC_ENHANCED, text("5"), &e));
  assert_false(mw_explain(languages[0], MW_TOPIC_ENHANCED, text(NULL), &e));
  assert_false(mw_explain(languages[0], MW_TOPIC_SMTP_VERB, text("XNONE"), &e));
  assert_string_equal(e.phrase, "unknown");
  assert_string_equal(e.advice, "");
  assert_string_equal(e.rfc, "");
}

static void test_explanation_keys_in_any_case_and_class(void **state)
{
  mw_explanation e;
  (void)state;
  assert_true(mw_explain(languages[0], MW_TOPIC_SMTP_VERB, text("rcpt"), &e));
  assert_same_phrase(&e, MW_TOPIC_SMTP_VERB, "RCPT");
  assert_string_equal(e.rfc, "RFC5321 4.1.1.3");
  assert_true(mw_explain(languages[0], MW_TOPIC_ENHANCED, text("4.2.2"), &e));
  assert_same_phrase(&e, MW_TOPIC_ENHANCED, "X.2.2");
  assert_same_phrase(&e, MW_TOPIC_ENHANCED, "x.2.2");
  assert_false(mw_explain(languages[0], MW_TOPIC_ENHANCED, text("Z.2.2"), &e));
  assert_false(mw_explain(languages[0], MW_TOPIC_ENHANCED, text("..2.2"), &e));
}

/* ---- languages of the caller's -----------------------------------------------------------------
 */

static void test_explanation_in_a_language_of_the_callers(void **state)
{
  static const mw_text_row rows[] = {{MW_TOPIC_SMTP_VERB, "RCPT", "un destinataire", "Un seul."}};
  static const mw_text french = {"fr", rows, 1};
  mw_explanation e;
  (void)state;
  assert_true(mw_explain(&french, MW_TOPIC_SMTP_VERB, text("RCPT"), &e));
  assert_string_equal(e.phrase, "un destinataire");
  /* What it does not have is told in the words of the table. */
  assert_true(mw_explain(&french, MW_TOPIC_FAULT, text("BARE_LF"), &e));
  assert_string_equal(e.phrase, mw_fault_text(MW_FAULT_BARE_LF));
  assert_string_equal(e.advice, "");
  assert_true(mw_explain(&french, MW_TOPIC_SMTP_CODE, text("450"), &e));
  assert_string_equal(e.phrase, mw_smtp_code_row(450)->meaning);
  assert_string_equal(e.rfc, mw_smtp_code_row(450)->rfc);
}

/* The phrase is never empty, the advice never NULL, whatever the caller's rows leave out. */
static void test_explanation_in_a_language_with_gaps(void **state)
{
  static const mw_text_row rows[] = {{MW_TOPIC_SMTP_CODE, "450", NULL, "Plus tard."},
                                     {MW_TOPIC_SMTP_CODE, "451", "", NULL},
                                     {MW_TOPIC_SMTP_CODE, NULL, "rien", "Rien."}};
  static const mw_text french = {"fr", rows, 3};
  static const mw_text missing = {"fr", NULL, 3};
  mw_explanation e;
  (void)state;
  assert_true(mw_explain(&french, MW_TOPIC_SMTP_CODE, text("450"), &e));
  assert_string_equal(e.phrase, mw_smtp_code_row(450)->meaning);
  assert_string_equal(e.advice, "Plus tard.");
  assert_true(mw_explain(&french, MW_TOPIC_SMTP_CODE, text("451"), &e));
  assert_string_equal(e.phrase, mw_smtp_code_row(451)->meaning);
  assert_string_equal(e.advice, "");
  assert_true(mw_explain(&missing, MW_TOPIC_SMTP_CODE, text("451"), &e));
  assert_string_equal(e.phrase, mw_smtp_code_row(451)->meaning);
}

/* ---- rows of a catalogue -----------------------------------------------------------------------
 */

static void test_explanation_of_every_row_of_the_catalogue(void **state)
{
  const mw_catalog *c = mw_catalog_standard();
  size_t l;
  size_t i;
  (void)state;
  assert_true(c->count > 300);
  for (l = 0; l < language_count; l++) {
    for (i = 0; i < c->count; i++) {
      mw_explanation e;
      if (!mw_explain_row(languages[l], &c->rows[i], &e)) {
        fail_msg("%s: no explanation", c->rows[i].name);
      }
      assert_true(e.advice[0] != '\0');
    }
  }
}

static void test_explanation_of_a_row_of_the_callers(void **state)
{
  static const mw_catalog_row own = {
      "house.closed", NULL, 450, MW_POP3_STATUS_NONE, "4.7.0", "Closed", "RCPT", "", ""};
  static const mw_catalog_row pop = {"house.pop", NULL, 0, MW_POP3_STATUS_ERR, "", "Closed",
                                     "",          "",   ""};
  static const mw_catalog_row other = {
      "house.ok", "smtp.reply.250.ok", 250, MW_POP3_STATUS_NONE, "", "Fine", "", "", ""};
  mw_explanation e;
  (void)state;
  assert_false(mw_explain_row(languages[0], &own, &e));
  assert_same_phrase(&e, MW_TOPIC_SMTP_CODE, "450");
  assert_false(mw_explain_row(languages[0], &pop, &e));
  assert_same_phrase(&e, MW_TOPIC_POP3_STATUS, "-ERR");
  assert_true(mw_explain_row(languages[0], &other, &e));
  assert_same_phrase(&e, MW_TOPIC_SMTP_REPLY, "smtp.reply.250.ok");
}

/* Words that a language of the caller's has for rows of the caller's. */
static void test_explanation_of_a_row_and_language_of_the_callers(void **state)
{
  static const mw_text_row words[] = {
      {MW_TOPIC_SMTP_REPLY, "house.closed", "la maison est close", "Demain."},
      {MW_TOPIC_POP3_REPLY, "house.pop", "la poste est close", NULL},
  };
  static const mw_text french = {"fr", words, 2};
  static const mw_catalog_row own = {
      "house.closed", NULL, 450, MW_POP3_STATUS_NONE, "4.7.0", "Closed", "RCPT", "", "policy"};
  static const mw_catalog_row alias = {
      "house.shut", "house.closed", 450, MW_POP3_STATUS_NONE, "", "Shut", NULL, NULL, NULL};
  static const mw_catalog_row pop = {"house.pop", NULL, 0,   MW_POP3_STATUS_ERR, "", "Closed",
                                     NULL,        NULL, NULL};
  mw_explanation e;
  (void)state;
  assert_true(mw_explain_row(&french, &own, &e));
  assert_string_equal(e.phrase, "la maison est close");
  assert_string_equal(e.advice, "Demain.");
  assert_string_equal(e.rfc, "policy");
  assert_true(mw_explain_row(&french, &alias, &e));
  assert_string_equal(e.phrase, "la maison est close");
  assert_string_equal(e.rfc, "");
  assert_true(mw_explain_row(&french, &pop, &e));
  assert_string_equal(e.phrase, "la poste est close");
  assert_string_equal(e.advice, "");
}

/* ---- misuse ------------------------------------------------------------------------------------
 */

static void test_explanation_of_nothing(void **state)
{
  mw_explanation e;
  (void)state;
  assert_false(mw_explain(languages[0], MW_TOPIC_SMTP_VERB, text("RCPT"), NULL));
  assert_true(mw_explain(NULL, MW_TOPIC_SMTP_VERB, text("RCPT"), &e));
  assert_string_equal(e.phrase, "RCPT");
  assert_false(mw_explain(languages[0], (mw_topic)0, text("RCPT"), &e));
  assert_false(mw_explain(languages[0], (mw_topic)999, text("RCPT"), &e));
  assert_false(mw_explain_row(languages[0], NULL, &e));
  assert_false(mw_explain_row(languages[0], &mw_catalog_standard()->rows[0], NULL));
  assert_null(mw_topic_key((mw_topic)0, 0));
  assert_null(mw_topic_key((mw_topic)-1, 0));
  assert_string_equal(mw_topic_name((mw_topic)0), "UNKNOWN");
  assert_string_equal(mw_topic_name(MW_TOPIC_FAULT), "FAULT");
}

static void test_explanation_features_tell_the_languages(void **state)
{
  (void)state;
  assert_int_equal(language_count, (mw_features() & MW_FEATURE_TEXT_JA) != 0 ? 2 : 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_explanation_each_key_has_one_row_in_each_language),
      cmocka_unit_test(test_explanation_is_that_of_the_language),
      cmocka_unit_test(test_explanation_texts_fit_a_terminal),
      cmocka_unit_test(test_explanation_japanese_has_one_term_for_a_thing),
      cmocka_unit_test(test_explanation_unknown_keys_give_what_stands_above),
      cmocka_unit_test(test_explanation_keys_in_any_case_and_class),
      cmocka_unit_test(test_explanation_in_a_language_of_the_callers),
      cmocka_unit_test(test_explanation_in_a_language_with_gaps),
      cmocka_unit_test(test_explanation_of_every_row_of_the_catalogue),
      cmocka_unit_test(test_explanation_of_a_row_of_the_callers),
      cmocka_unit_test(test_explanation_of_a_row_and_language_of_the_callers),
      cmocka_unit_test(test_explanation_of_nothing),
      cmocka_unit_test(test_explanation_features_tell_the_languages),
  };
  languages[language_count++] = mw_text_en();
#ifndef MAILWIRE_NO_TEXT_JA
  languages[language_count++] = mw_text_ja();
#endif
  return cmocka_run_group_tests(tests, NULL, NULL);
}
