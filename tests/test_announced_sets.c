/* SPDX-License-Identifier: MIT */
/* What servers announce, as sets of both protocols: compared, and written whole or not at all. */
#include <stdio.h>

#include "support/assert_mw.h"

enum { ROOM = 40000 };

/* Lines separated by LF, read with all tolerances into a set with that room. */
static void read_ehlo(mw_smtp_extensions *set, char *room, size_t size, const char *lines)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_reply_line line;
  memset(&line, 0, sizeof line);
  line.code = 250;
  mw_smtp_extensions_init(set, room, size);
  line.text = mw_slice_text("mx.example");
  mw_smtp_extensions_add(set, &line, MW_ALLOW_REPORTED, &finding);
  while (*lines != '\0') {
    line.text = mw_slice_of(lines, strcspn(lines, "\n"));
    mw_smtp_extensions_add(set, &line, MW_ALLOW_REPORTED, &finding);
    lines += line.text.len + (lines[line.text.len] == '\n');
  }
}

static void read_capa(mw_pop3_capabilities *set, char *room, size_t size, const char *lines)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_pop3_capabilities_init(set, room, size);
  while (*lines != '\0') {
    mw_slice line = mw_slice_of(lines, strcspn(lines, "\n"));
    mw_pop3_capabilities_add(set, line, MW_ALLOW_REPORTED, &finding);
    lines += line.len + (lines[line.len] == '\n');
  }
}

static bool ehlo_equal(const char *a, const char *b)
{
  static char rooms[2][ROOM];
  mw_smtp_extensions x;
  mw_smtp_extensions y;
  read_ehlo(&x, rooms[0], ROOM, a);
  read_ehlo(&y, rooms[1], ROOM, b);
  assert_int_equal(mw_smtp_extensions_equal(&x, &y), mw_smtp_extensions_equal(&y, &x));
  return mw_smtp_extensions_equal(&x, &y);
}

static bool capa_equal(const char *a, const char *b)
{
  static char rooms[2][ROOM];
  mw_pop3_capabilities x;
  mw_pop3_capabilities y;
  read_capa(&x, rooms[0], ROOM, a);
  read_capa(&y, rooms[1], ROOM, b);
  assert_int_equal(mw_pop3_capabilities_equal(&x, &y), mw_pop3_capabilities_equal(&y, &x));
  return mw_pop3_capabilities_equal(&x, &y);
}

static void test_announced_sets_ehlo_compared(void **state)
{
  (void)state;
  assert_false(ehlo_equal("AUTH FOO", "AUTH BAR"));
  assert_false(ehlo_equal("AUTH FOO", "AUTH FOO BAR"));
  assert_false(ehlo_equal("BURL imap", "BURL imap://x"));
  assert_false(ehlo_equal("MT-PRIORITY", "MT-PRIORITY MIXER"));
  assert_false(ehlo_equal("NO-SOLICITING", "NO-SOLICITING net.example:ADV"));
  assert_false(ehlo_equal("LIMITS FOO=1", "LIMITS FOO=2"));
  assert_false(
      ehlo_equal("FUTURERELEASE 5 2030-01-01T00:00:00Z", "FUTURERELEASE 5 2031-01-01T00:00:00Z"));
  assert_false(ehlo_equal("X-A b", "X-A c"));
  assert_false(ehlo_equal("X-A", "X-B"));
  assert_false(ehlo_equal("XCLIENT NAME", "XFORWARD NAME"));
  assert_true(ehlo_equal("X-A b", "x-a\tB  "));
  assert_true(ehlo_equal("AUTH FOO\nAUTH PLAIN FOO\nX-A\nDSN", "DSN\nX-A\nX-A\nAUTH=plain foo"));
}

static void test_announced_sets_capa_compared(void **state)
{
  (void)state;
  assert_false(capa_equal("SASL FOO", "SASL BAR"));
  assert_false(capa_equal("IMPLEMENTATION a", "IMPLEMENTATION b"));
  assert_false(capa_equal("IMPLEMENTATION a", "IMPLEMENTATION a b"));
  assert_false(capa_equal("X-A b", "X-A"));
  assert_true(capa_equal("IMPLEMENTATION a b\nTOP", "top\nimplementation\tA  b"));
  assert_true(capa_equal("SASL FOO PLAIN\nEXPIRE 5 USER", "EXPIRE\t5 user\nSASL PLAIN FOO FOO"));
}

/* Lines for which there is no room: known ones with nothing but typed values are no loss. */
static void test_announced_sets_lost_lines(void **state)
{
  mw_smtp_extensions x;
  mw_smtp_extensions y;
  char buffer[512];
  mw_writer w;
  (void)state;
  read_ehlo(&x, NULL, 0, "SIZE 5\nDSN\nAUTH PLAIN");
  read_ehlo(&y, NULL, 0, "AUTH PLAIN\nSIZE 5\nDSN");
  assert_true(x.lines.overflow && !x.lines.lost && mw_smtp_extensions_equal(&x, &y));
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_smtp_extensions_write(&w, mw_slice_text("a"), mw_slice_text(NULL), &x);
  assert_int_equal(mw_writer_result(&w, NULL), MW_OK);
  read_ehlo(&y, NULL, 0, "AUTH PLAIN FOO\nSIZE 5\nDSN");
  assert_true(y.lines.lost && !mw_smtp_extensions_equal(&x, &y) &&
              !mw_smtp_extensions_equal(&y, &x));
  mw_smtp_extensions_write(&w, mw_slice_text("a"), mw_slice_text(NULL), &y);
  assert_int_equal(mw_writer_result(&w, NULL), MW_E_ARGUMENT);
  read_ehlo(&x, NULL, 0, "X-A");
  read_ehlo(&y, NULL, 0, "X-B");
  assert_false(mw_smtp_extensions_equal(&x, &y));
}

static void test_announced_sets_capa_lost_lines(void **state)
{
  mw_pop3_capabilities x;
  mw_pop3_capabilities y;
  char buffer[512];
  mw_writer w;
  (void)state;
  read_capa(&x, NULL, 0, "TOP\nEXPIRE 5\nSASL PLAIN");
  read_capa(&y, NULL, 0, "SASL PLAIN\nTOP\nEXPIRE 5");
  assert_true(mw_pop3_capabilities_equal(&x, &y));
  read_capa(&y, NULL, 0, "SASL PLAIN\nTOP\nEXPIRE 5\nX-A");
  assert_false(mw_pop3_capabilities_equal(&x, &y));
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_capabilities_write(&w, mw_slice_text(NULL), &x);
  assert_int_equal(mw_writer_result(&w, NULL), MW_OK);
  mw_pop3_capabilities_write(&w, mw_slice_text(NULL), &y);
  assert_int_equal(mw_writer_result(&w, NULL), MW_E_ARGUMENT);
}

/* What was written of the set; "" when it was refused. */
static const char *ehlo_written(const mw_smtp_extensions *set)
{
  static char buffer[2048];
  mw_writer w;
  mw_slice out;
  mw_writer_init(&w, buffer, sizeof buffer - 1);
  mw_smtp_extensions_write(&w, mw_slice_text("a"), mw_slice_text(NULL), set);
  (void)mw_writer_result(&w, &out);
  buffer[out.len] = '\0';
  return buffer;
}

static void test_announced_sets_ehlo_written(void **state)
{
  static char room[ROOM];
  mw_smtp_extensions set;
  (void)state;
  read_ehlo(&set, room, ROOM, "PIPE_CONNECT");
  assert_string_equal(ehlo_written(&set), "");
  read_ehlo(&set, room, ROOM, "AUTH FOO\nAUTH foo PLAIN\nLIMITS RCPTMAX=5 FOO=1");
  assert_string_equal(ehlo_written(&set),
                      "250-a\r\n250-AUTH PLAIN FOO\r\n250 LIMITS RCPTMAX=5 FOO=1\r\n");
  mw_smtp_extensions_init(&set, NULL, 0);
  mw_sasl_set_put(&set.sasl, MW_SASL_PLAIN);
  assert_string_equal(ehlo_written(&set), "");
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_AUTH);
  assert_string_equal(ehlo_written(&set), "250-a\r\n250 AUTH PLAIN\r\n");
  set.size = 5;
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_SIZE);
  assert_string_equal(ehlo_written(&set), "");
  set.has_size = true;
  assert_int_not_equal(ehlo_written(&set)[0], 0);
  set.deliver_by = 5;
  assert_string_equal(ehlo_written(&set), "");
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_DELIVERBY);
  set.deliver_by = 4000000000u;
  assert_string_equal(ehlo_written(&set), "");
  set.deliver_by = 0;
  set.hold_for = 5;
  mw_smtp_extensions_put(&set, MW_SMTP_EXT_FUTURERELEASE);
  assert_string_equal(ehlo_written(&set), "");
}

static void test_announced_sets_capa_written(void **state)
{
  static char room[ROOM];
  char buffer[512];
  mw_pop3_capabilities set;
  mw_writer w;
  mw_slice out;
  (void)state;
  read_capa(&set, room, ROOM, "SASL FOO PLAIN\nSASL foo");
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_pop3_capabilities_write(&w, mw_slice_text(NULL), &set);
  assert_int_equal(mw_writer_result(&w, &out), MW_OK);
  assert_octets(out, "+OK\r\nSASL PLAIN FOO\r\n.\r\n");
  mw_pop3_capabilities_init(&set, NULL, 0);
  set.has_expire = true;
  mw_pop3_capabilities_write(&w, mw_slice_text(NULL), &set);
  assert_int_equal(mw_writer_result(&w, NULL), MW_E_ARGUMENT);
}

/* 32 KiB of lines: compared at once, and equal only in the same order. */
static void test_announced_sets_many_lines_take_no_time(void **state)
{
  static char text[ROOM];
  static char turned[ROOM];
  size_t len = 0;
  unsigned i;
  (void)state;
  for (i = 0; i < 6500; i++) {
    len += (size_t)snprintf(text + len, sizeof text - len, "%04x\n", i);
  }
  memcpy(turned, text + 5, len - 5);
  memcpy(turned + len - 5, text, 5);
  assert_true(ehlo_equal(text, text));
  assert_false(ehlo_equal(text, turned));
  assert_false(ehlo_equal(text, "0000"));
  turned[5 * 100] = '\0';
  text[5 * 100] = '\0';
  assert_false(ehlo_equal(text, turned));
  memcpy(turned + 5 * 99, text, 5);
  assert_true(ehlo_equal(text, turned));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_announced_sets_ehlo_compared),
      cmocka_unit_test(test_announced_sets_capa_compared),
      cmocka_unit_test(test_announced_sets_lost_lines),
      cmocka_unit_test(test_announced_sets_capa_lost_lines),
      cmocka_unit_test(test_announced_sets_ehlo_written),
      cmocka_unit_test(test_announced_sets_capa_written),
      cmocka_unit_test(test_announced_sets_many_lines_take_no_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
