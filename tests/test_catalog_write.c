/* SPDX-License-Identifier: MIT */
/* Rows written: exact octets, what is recognised again, what is refused and where. */
#include <stdlib.h>

#include "support/assert_mw.h"
#include "support/catalog.h"

enum { ROOM = 64, OCTETS = 8192 };

static char buffer[OCTETS];
static mw_catalog_flaw flaw;

static mw_catalog_param param(const char *name, const char *value)
{
  mw_catalog_param p;
  p.name = mw_slice_text(name);
  p.value = mw_slice_text(value);
  return p;
}

/* What was written; empty when it was refused, and the flaw then tells why. */
static mw_slice written(const mw_catalog *catalog, const char *name, bool detail, bool utf8,
                        const mw_catalog_param *params, size_t count)
{
  mw_writer w;
  mw_slice out;
  bool done;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  memset(&flaw, 0x5a, sizeof flaw);
  done = mw_catalog_write(&w, catalog, mw_slice_text(name), detail, params, count, &flaw);
  assert_int_equal(mw_writer_result(&w, &out), done ? MW_OK : MW_E_ARGUMENT);
  assert_int_equal(out.len > 0, done);
  assert_true(done ? flaw.kind == MW_CATALOG_FLAW_NONE : flaw.kind != MW_CATALOG_FLAW_NONE);
  return out;
}

static void assert_refused(mw_slice out, mw_catalog_flaw_kind kind, const char *name, size_t offset)
{
  assert_int_equal(out.len, 0);
  assert_string_equal(mw_catalog_flaw_name(flaw.kind), mw_catalog_flaw_name(kind));
  assert_slices(flaw.param, mw_slice_text(name));
  assert_int_equal(flaw.offset, offset);
}

/* ---- exact octets ------------------------------------------------------------------------------
 */

static void test_write_gives_the_line(void **state)
{
  const mw_catalog *c = mw_catalog_standard();
  mw_catalog_param id = param("queue-id", "4F2A");
  (void)state;
  assert_octets(written(c, "smtp.reply.250.queued", false, false, &id, 1),
                "250 OK: queued as 4F2A\r\n");
  assert_octets(written(c, "smtp.reply.250.queued", true, false, &id, 1),
                "250 2.0.0 OK: queued as 4F2A\r\n");
  assert_octets(written(c, "pop3.err.in-use-sync", true, false, NULL, 0),
                "-ERR [IN-USE] Couldn't sync mailbox\r\n");
  assert_octets(written(c, "pop3.err.in-use-sync", false, false, NULL, 0),
                "-ERR Couldn't sync mailbox\r\n");
  assert_octets(written(c, "smtp.situation.UNKNOWN_USER", true, false, NULL, 0),
                "550 5.1.1 No such user here\r\n");
}

/* Values go where their names stand, in whatever order they are given. */
static void test_write_takes_values_in_any_order(void **state)
{
  static const mw_catalog_row rows[] = {SMTP_ROW("two", 450, "", "{b-1} after {a}, {{x}")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  mw_catalog_param params[2];
  (void)state;
  params[0] = param("a", "first");
  params[1] = param("b-1", "second");
  assert_octets(written(&catalog, "two", false, false, params, 2),
                "450 second after first, {x}\r\n");
}

static void test_write_several_lines(void **state)
{
  static const mw_catalog_row rows[] = {SMTP_ROW("lines", 550, "5.7.1", "No {what}\nSee {url}"),
                                        POP3_ROW("pop", ERR, "", "a\nb")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  mw_catalog_param params[2];
  (void)state;
  params[0] = param("what", "spam");
  params[1] = param("url", "http://x.example/");
  assert_octets(written(&catalog, "lines", true, false, params, 2),
                "550-5.7.1 No spam\r\n550 5.7.1 See http://x.example/\r\n");
  assert_int_equal(written(&catalog, "pop", false, false, NULL, 0).len, 0);
}

/* RFC 5321 4.5.3.1.5: no line is longer than 512 octets. */
static void test_write_wraps_long_texts(void **state)
{
  static const mw_catalog_row rows[] = {SMTP_ROW("long", 550, "5.7.1", "Because {text}")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  char value[1200];
  mw_catalog_param p;
  mw_slice out;
  size_t lines = 0;
  (void)state;
  memset(value, 'x', sizeof value);
  p.name = mw_slice_text("text");
  p.value = mw_slice_of(value, sizeof value);
  out = written(&catalog, "long", true, false, &p, 1);
  while (out.len > 0) {
    const char *end = memchr(out.ptr, '\n', out.len);
    size_t len = (size_t)(end + 1 - out.ptr);
    assert_true(len <= 512);
    assert_memory_equal(out.ptr, len < out.len ? "550-5.7.1 " : "550 5.7.1 ", 10);
    out = mw_slice_of(end + 1, out.len - len);
    lines++;
  }
  assert_int_equal(lines, 3); /* 8 + 1200 octets, 500 a line */
}

/* ---- refusals ----------------------------------------------------------------------------------
 */

static void test_write_refuses_values_that_forge_lines(void **state)
{
  static const char bad[] = {'\r', '\n', '\0', 0x01, 0x1b, 0x7f};
  const mw_catalog *c = mw_catalog_standard();
  size_t i;
  (void)state;
  for (i = 0; i < sizeof bad; i++) {
    char value[] = "4F?250 x";
    mw_catalog_param id;
    value[2] = bad[i];
    id.name = mw_slice_text("queue-id");
    id.value = mw_slice_of(value, 4);
    assert_refused(written(c, "smtp.reply.250.queued", false, false, &id, 1),
                   MW_CATALOG_FLAW_BAD_OCTET, "queue-id", 2);
  }
}

static void test_write_refuses_octets_above_127_unless_agreed_on(void **state)
{
  const mw_catalog *c = mw_catalog_standard();
  mw_catalog_param id = param("queue-id", "a\xc3\xa4");
  mw_catalog_param bad = param("queue-id", "a\xc3");
  (void)state;
  assert_refused(written(c, "smtp.reply.250.queued", false, false, &id, 1),
                 MW_CATALOG_FLAW_BAD_OCTET, "queue-id", 1);
  assert_octets(written(c, "smtp.reply.250.queued", false, true, &id, 1),
                "250 OK: queued as a\xc3\xa4\r\n");
  assert_int_equal(written(c, "smtp.reply.250.queued", false, true, &bad, 1).len, 0);
}

static void test_write_wants_each_value_once(void **state)
{
  const mw_catalog *c = mw_catalog_standard();
  mw_catalog_param params[2];
  (void)state;
  params[0] = param("queue-id", "1");
  params[1] = param("other", "2");
  assert_refused(written(c, "smtp.reply.250.queued", false, false, NULL, 0),
                 MW_CATALOG_FLAW_MISSING, "queue-id", 0);
  assert_refused(written(c, "smtp.reply.250.queued", false, false, params, 2),
                 MW_CATALOG_FLAW_SURPLUS, "other", 0);
  params[1] = param("queue-id", "2");
  assert_refused(written(c, "smtp.reply.250.queued", false, false, params, 2),
                 MW_CATALOG_FLAW_SURPLUS, "queue-id", 0);
  assert_int_equal(written(c, "smtp.reply.none", false, false, NULL, 0).len, 0);
  assert_int_equal(flaw.kind, MW_CATALOG_FLAW_NO_ROW);
}

static void test_write_wants_values_of_their_kind(void **state)
{
  static const mw_catalog_row rows[] = {SMTP_ROW("kinds", 452, "", "{octets} of {host} by {who}."),
                                        SMTP_ROW("alone", 250, "", "{host}")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  mw_catalog_param params[3];
  (void)state;
  params[0] = param("host", "accepted"); /* alone, it could be any word */
  assert_refused(written(&catalog, "alone", false, false, params, 1), MW_CATALOG_FLAW_BAD_VALUE,
                 "host", 8);
  params[0] = param("octets", "12x");
  params[1] = param("host", "mx.example");
  params[2] = param("who", "me");
  assert_refused(written(&catalog, "kinds", false, false, params, 3), MW_CATALOG_FLAW_BAD_VALUE,
                 "octets", 2);
  params[0] = param("octets", "12");
  params[1] = param("host", "mx..example");
  assert_int_equal(written(&catalog, "kinds", false, false, params, 3).len, 0);
  params[1] = param("host", "mx.example");
  params[2] = param("who", "");
  assert_int_equal(written(&catalog, "kinds", false, false, params, 3).len, 0);
  assert_int_equal(flaw.kind, MW_CATALOG_FLAW_BAD_VALUE);
  params[2] = param("who", "a b");
  assert_int_equal(written(&catalog, "kinds", false, false, params, 3).len, 0);
  params[2] = param("who", "me");
  assert_octets(written(&catalog, "kinds", false, false, params, 3),
                "452 12 of mx.example by me.\r\n");
}

/* What would be read as another value, or as a code, is no text of that row. */
static void test_write_refuses_what_reads_as_something_else(void **state)
{
  static const mw_catalog_row rows[] = {SMTP_ROW("pair", 550, "", "{a}: {text}"),
                                        POP3_ROW("pop", ERR, "", "{text}")};
  static const mw_catalog catalog = CATALOG_OF(rows, NULL);
  mw_catalog_param params[2];
  (void)state;
  params[0] = param("a", "5.1.1");
  params[1] = param("text", "x");
  assert_int_equal(written(&catalog, "pair", false, false, params, 2).len, 0);
  assert_int_equal(flaw.kind, MW_CATALOG_FLAW_AMBIGUOUS);
  params[0] = param("a", "4.1.1");
  assert_octets(written(&catalog, "pair", false, false, params, 2), "550 4.1.1: x\r\n");
  params[0] = param("text", "[IN-USE] x");
  assert_int_equal(written(&catalog, "pop", false, false, params, 1).len, 0);
  assert_int_equal(flaw.kind, MW_CATALOG_FLAW_AMBIGUOUS);
}

/* ---- the caller's own --------------------------------------------------------------------------
 */

static void test_write_in_the_words_of_the_house(void **state)
{
  static const mw_catalog_row rows[] = {
      SMTP_ROW("smtp.reply.250.queued", 250, "2.6.0", "Angenommen als {queue-id}")};
  static const mw_catalog ours = {rows, 1, NULL};
  mw_catalog over = {rows, 1, NULL};
  mw_catalog_param id = param("queue-id", "7");
  (void)state;
  over.base = mw_catalog_standard();
  assert_true(mw_catalog_check(&over, false, NULL));
  assert_octets(written(&over, "smtp.reply.250.queued", true, false, &id, 1),
                "250 2.6.0 Angenommen als 7\r\n");
  assert_octets(written(&over, "smtp.reply.221.bye", false, false, NULL, 0), "221 Bye\r\n");
  assert_int_equal(written(&ours, "smtp.reply.221.bye", false, false, NULL, 0).len, 0);
}

static void test_write_without_a_writer_checks_alone(void **state)
{
  const mw_catalog *c = mw_catalog_standard();
  mw_catalog_param id = param("queue-id", "7");
  mw_slice name = mw_slice_text("smtp.reply.250.queued");
  (void)state;
  assert_true(mw_catalog_write(NULL, c, name, true, &id, 1, NULL));
  assert_false(mw_catalog_write(NULL, c, name, true, NULL, 0, NULL));
  assert_false(mw_catalog_write(NULL, NULL, name, true, &id, 1, &flaw));
  assert_false(mw_catalog_write(NULL, c, name, true, NULL, 1, &flaw));
}

/* Room that is too small is no refusal. */
static void test_write_measures(void **state)
{
  mw_catalog_param id = param("queue-id", "7");
  mw_writer w;
  mw_slice out;
  (void)state;
  mw_writer_init(&w, buffer, 5);
  assert_true(mw_catalog_write(&w, mw_catalog_standard(), mw_slice_text("smtp.reply.250.queued"),
                               false, &id, 1, NULL));
  assert_int_equal(mw_writer_result(&w, &out), MW_E_SPACE);
  assert_int_equal(out.len, 0);
  assert_int_equal(mw_writer_needed(&w), strlen("250 OK: queued as 7\r\n"));
}

/* ---- every row ---------------------------------------------------------------------------------
 */

/* The names of a row's placeholders, as its text has them. */
static size_t names_of(const mw_catalog_row *row, mw_catalog_param *params)
{
  const char *at = row->text;
  size_t count = 0;
  while ((at = strchr(at, '{')) != NULL) {
    if (at[1] == '{') {
      at += 2;
      continue;
    }
    params[count].name = mw_slice_of(at + 1, strcspn(at + 1, "}"));
    at += params[count].name.len + 2;
    count++;
  }
  return count;
}

/* Tries values until the row takes them: what a placeholder's kind wants is the row's affair. */
static bool write_somehow(const mw_catalog_row *row, mw_catalog_param *params, size_t count)
{
  unsigned tries;
  size_t i;
  for (i = 0; i < count; i++) {
    params[i].value = mw_slice_text("x1");
  }
  for (tries = 0; tries < 3 * MW_CATALOG_PARAMS; tries++) {
    if (written(mw_catalog_standard(), row->name, false, false, params, count).len > 0) {
      return true;
    }
    for (i = 0; i < count; i++) {
      if (mw_slice_equal(flaw.param, params[i].name)) {
        params[i].value = mw_slice_text(params[i].value.ptr[0] == 'x' ? "7" : "mx.example");
      }
    }
  }
  return false;
}

static void test_write_every_row_is_recognised_again(void **state)
{
  const mw_catalog *c = mw_catalog_standard();
  size_t rows = 0;
  size_t i;
  (void)state;
  for (i = 0; i < c->count; i++) {
    static mw_catalog_match matches[ROOM];
    static char room[OCTETS];
    mw_catalog_param params[MW_CATALOG_PARAMS];
    const mw_catalog_match *match;
    size_t count;
    size_t k;
    mw_slice line;
    if (c->rows[i].of != NULL) {
      continue;
    }
    count = names_of(&c->rows[i], params);
    if (!write_somehow(&c->rows[i], params, count)) {
      fail_msg("%s cannot be written: %s", c->rows[i].name, mw_catalog_flaw_name(flaw.kind));
    }
    line = written(c, c->rows[i].name, true, false, params, count);
    line = catalog_line(line, false, room);
    match = catalog_match_of(matches, mw_catalog_match_line(c, line, matches, ROOM), &c->rows[i]);
    assert_non_null(match);
    assert_int_equal(match->count, count);
    for (k = 0; k < count; k++) {
      assert_slices(match->params[k].name, params[k].name);
      assert_slices(match->params[k].value, params[k].value);
    }
    rows++;
  }
  print_message("%u rows\n", (unsigned)rows);
  assert_true(rows > 500);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_write_gives_the_line),
      cmocka_unit_test(test_write_takes_values_in_any_order),
      cmocka_unit_test(test_write_several_lines),
      cmocka_unit_test(test_write_wraps_long_texts),
      cmocka_unit_test(test_write_refuses_values_that_forge_lines),
      cmocka_unit_test(test_write_refuses_octets_above_127_unless_agreed_on),
      cmocka_unit_test(test_write_wants_each_value_once),
      cmocka_unit_test(test_write_wants_values_of_their_kind),
      cmocka_unit_test(test_write_refuses_what_reads_as_something_else),
      cmocka_unit_test(test_write_in_the_words_of_the_house),
      cmocka_unit_test(test_write_without_a_writer_checks_alone),
      cmocka_unit_test(test_write_measures),
      cmocka_unit_test(test_write_every_row_is_recognised_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
