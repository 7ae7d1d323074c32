/* SPDX-License-Identifier: MIT */
/* The response to CAPA: written in the order of the table, so that it reads back, or refused. */
#include "support/assert_mw.h"
#include "support/assert_slice.h"

#include "support/pop3_filled.h"
#include "support/random.h"

static char buffer[8192];
static mw_finding finding;

static mw_slice text(const char *s)
{
  return mw_slice_text(s);
}

static mw_slice written(const char *words, const mw_pop3_capabilities *set, bool utf8)
{
  mw_writer w;
  mw_slice out;
  mw_status status;
  mw_writer_init(&w, buffer, sizeof buffer);
  mw_writer_allow_utf8(&w, utf8);
  mw_pop3_capabilities_write(&w, text(words), set);
  status = mw_writer_result(&w, &out);
  assert_int_equal(status, out.len == 0 ? MW_E_ARGUMENT : MW_OK);
  return out;
}

static void test_pop3_capability_set_written_in_the_order_of_the_table(void **state)
{
  filled f;
  (void)state;
  finding = fill(&f,
                 "X-Foo  a\tb\nuidl\nEXPIRE 5 user\nsasl X-OWN plain\nTop\nSASL x-2 LOGIN\n"
                 "IMPLEMENTATION  Foo   1\nUTF8 user\nLOGIN-DELAY abc\nTop",
                 MW_ALLOW_REPORTED);
  assert_slice(written("List follows", &f.set, false),
               "+OK List follows\r\nTOP\r\nSASL PLAIN LOGIN X-OWN x-2\r\nLOGIN-DELAY abc\r\n"
               "EXPIRE 5 USER\r\nUIDL\r\nIMPLEMENTATION Foo 1\r\nUTF8 USER\r\nX-Foo a b\r\n.\r\n");
  mw_pop3_capabilities_init(&f.set, NULL, 0);
  assert_slice(written("", &f.set, false), "+OK\r\n.\r\n");
}

static void test_pop3_capability_set_built_by_hand(void **state)
{
  mw_pop3_capabilities set;
  (void)state;
  mw_pop3_capabilities_init(&set, NULL, 0);
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_STLS);
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_UNKNOWN);
  mw_pop3_capabilities_put(&set, (mw_pop3_capability)63);
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_SASL);
  mw_sasl_set_put(&set.sasl, MW_SASL_PLAIN);
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_EXPIRE);
  set.has_expire = true;
  set.expire = MW_POP3_EXPIRE_NEVER;
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_LOGIN_DELAY);
  set.has_login_delay = true;
  set.login_delay = 300;
  set.login_delay_user = true;
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_UTF8);
  assert_slice(written("", &set, false),
               "+OK\r\nSASL PLAIN\r\nLOGIN-DELAY 300 USER\r\nEXPIRE NEVER\r\n"
               "STLS\r\nUTF8\r\n.\r\n");
  set.login_delay = MW_POP3_EXPIRE_NEVER; /* "NEVER" is no delay */
  assert_int_equal(written("", &set, false).len, 0);
}

/* Tags whose parameters the RFC demands, without any: no such line is written. */
static void test_pop3_capability_set_write_refuses_missing_parameters(void **state)
{
  static const mw_pop3_capability tags[] = {MW_POP3_CAP_SASL, MW_POP3_CAP_LOGIN_DELAY,
                                            MW_POP3_CAP_EXPIRE, MW_POP3_CAP_IMPLEMENTATION};
  mw_pop3_capabilities set;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof tags / sizeof tags[0]; i++) {
    mw_pop3_capabilities_init(&set, NULL, 0);
    mw_pop3_capabilities_put(&set, tags[i]);
    assert_int_equal(written("", &set, false).len, 0);
  }
}

static void test_pop3_capability_set_write_refuses_what_would_forge_a_line(void **state)
{
  static const char *const texts[] = {"a\r\n.", "\n", "\r", "\x01", "\xc3\xa9", "[x", "[IN-USE] x"};
  char octets[1024];
  filled f;
  size_t i;
  (void)state;
  finding = fill(&f, "TOP", 0);
  for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    assert_int_equal(written(texts[i], &f.set, false).len, 0);
  }
  memset(octets, 'a', sizeof octets);
  octets[506] = '\0';
  assert_int_equal(written(octets, &f.set, false).len, 512 + 5 + 3);
  octets[506] = 'a';
  octets[507] = '\0';
  assert_int_equal(written(octets, &f.set, false).len, 0);
  octets[507] = 'a';
  memcpy(octets, "X-F ", 4);
  octets[510] = '\0';
  finding = fill(&f, octets, 0);
  assert_int_equal(written("", &f.set, false).len, 5 + 512 + 3);
  octets[510] = 'a';
  octets[511] = '\0';
  finding = fill(&f, octets, 0);
  assert_int_equal(written("", &f.set, false).len, 0);
}

/* Octets above 127 that a tolerant reading kept go out only where the writer allows UTF-8. */
static void test_pop3_capability_set_write_refuses_octets_above_127(void **state)
{
  static const char *const lines[] = {"IMPLEMENTATION \xe3\x83\x91", "X-FOO \xe3\x83\x91",
                                      "SASL X\xe3\x83\x91", "TOP \xe3\x83\x91"};
  filled f;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
    finding = fill(&f, lines[i], MW_ALLOW_UTF8);
    assert_int_equal(finding.fault, MW_FAULT_NONE);
    assert_int_equal(written("", &f.set, false).len, 0);
    assert_int_not_equal(written("", &f.set, true).len, 0);
  }
  finding = fill(&f, "X-FOO \xff", MW_ALLOW_EIGHT_BIT);
  assert_int_equal(written("", &f.set, true).len, 0);
}

/* Lines that did not fit are lost: what would be written is another set. */
static void test_pop3_capability_set_write_refuses_half_a_set(void **state)
{
  char room[8];
  mw_pop3_capabilities set;
  (void)state;
  memset(&finding, 0, sizeof finding);
  mw_pop3_capabilities_init(&set, room, sizeof room);
  mw_pop3_capabilities_add(&set, text("X-FOO"), 0, &finding);
  assert_int_not_equal(written("", &set, false).len, 0);
  mw_pop3_capabilities_add(&set, text("X-BAR"), 0, &finding);
  assert_true(set.lines.overflow);
  assert_int_equal(written("", &set, false).len, 0);
}

/* ---- random ------------------------------------------------------------------------------------
 */

static uint64_t chance = 1;

/* Reads a response to CAPA as a client does; each line must be valid strictly. */
static void read_back(mw_slice out, filled *f)
{
  static char octets[8192];
  const char *end = out.ptr + out.len;
  size_t used = 0;
  const char *at = memchr(out.ptr, '\n', out.len);
  assert_non_null(at);
  at++;
  while (end - at > 3) {
    const char *stop = memchr(at, '\r', (size_t)(end - at));
    assert_non_null(stop);
    assert_int_equal(stop[1], '\n');
    assert_true(stop + 2 - at <= MW_POP3_RESPONSE_LINE);
    memcpy(octets + used, at, (size_t)(stop - at));
    used += (size_t)(stop - at);
    octets[used++] = '\n';
    at = stop + 2;
  }
  assert_memory_equal(at, ".\r\n", 3);
  octets[used] = '\0';
  finding = fill(f, octets, 0);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
}

static void test_pop3_capability_random_sets_read_back_equal(void **state)
{
  static const char *const words[] = {"TOP",  "uidl", "SASL", "sasl", "LOGIN-DELAY",   "EXPIRE",
                                      "UTF8", "X-A",  "x-b",  "LANG", "IMPLEMENTATION"};
  static const char *const params[] = {"USER", "PLAIN", "X-M", "x-n",        "5",
                                       "0",    "NEVER", "foo", "4294967294", "99999999999"};
  unsigned good = 0;
  unsigned bad = 0;
  int run;
  (void)state;
  for (run = 0; run < 20000; run++) {
    static filled f;
    static filled again;
    static filled twice;
    char lines[1024] = "";
    unsigned count = random_below(&chance, 8);
    mw_slice out;
    while (count-- > 0) {
      unsigned more = random_below(&chance, 4);
      strcat(lines, words[random_below(&chance, sizeof words / sizeof words[0])]);
      while (more-- > 0) {
        strcat(lines, random_below(&chance, 5) == 0 ? " \t" : " ");
        strcat(lines, params[random_below(&chance, sizeof params / sizeof params[0])]);
      }
      strcat(lines, "\n");
    }
    finding = fill(&f, lines, MW_ALLOW_REPORTED);
    out = written("Capability list follows", &f.set, false);
    if (out.len == 0) { /* the tags that need parameters, without any */
      bad++;
      continue;
    }
    read_back(out, &again);
    /* Of a tag that is announced twice with other parameters the first one is written. */
    if (mw_pop3_capabilities_equal(&f.set, &again.set)) {
      good++;
    }
    read_back(written("", &again.set, false), &twice);
    assert_true(mw_pop3_capabilities_equal(&again.set, &twice.set));
    assert_memory_equal(f.set.bits, again.set.bits, sizeof f.set.bits);
    assert_true(mw_sasl_set_equal(&f.set.sasl, &again.set.sasl));
    assert_int_equal(f.set.unknown, again.set.unknown);
    assert_int_equal(f.set.has_expire, again.set.has_expire);
    assert_true(!f.set.has_expire || f.set.expire == again.set.expire);
  }
  assert_true(good > 10000 && bad > 1000);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pop3_capability_set_written_in_the_order_of_the_table),
      cmocka_unit_test(test_pop3_capability_set_built_by_hand),
      cmocka_unit_test(test_pop3_capability_set_write_refuses_missing_parameters),
      cmocka_unit_test(test_pop3_capability_set_write_refuses_what_would_forge_a_line),
      cmocka_unit_test(test_pop3_capability_set_write_refuses_octets_above_127),
      cmocka_unit_test(test_pop3_capability_set_write_refuses_half_a_set),
      cmocka_unit_test(test_pop3_capability_random_sets_read_back_equal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
