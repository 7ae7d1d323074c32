/* SPDX-License-Identifier: MIT */
/* What a dialogue makes of the lines of EHLO by its short ways is what a set of extensions says of
 * them: every keyword in any case, with parameters of all kinds, once and twice, under TLS and not.
 */
#include <mailwire/smtp_extension.h>

#include "smtp/dialogue_odd.h"
#include "support/assert_mw.h"
#include "support/random.h"

enum { ROUNDS = 200000, LINE = 160 };

static const char *const keywords[] = {
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail_params,         \
                          rcpt_params, rfc)                                                        \
  keyword,
#include <mailwire/tables/smtp_extension.def>
    "SIZE", "AUTH", "SIZE", "AUTH", "ENHANCEDSTATUSCODEX", "ENHANCEDxTATUSCODES", "XXXXXXXA", "X"};

static const char *const pieces[] = {" ",
                                     " ",
                                     "  ",
                                     "\t",
                                     "=",
                                     "10",
                                     "0",
                                     "007",
                                     "PLAIN",
                                     "LOGIN",
                                     "plain",
                                     "GSSAPI",
                                     "1x",
                                     "-",
                                     "",
                                     "LoGiN",
                                     "LOGIX",
                                     "PLAI",
                                     "PLAIN",
                                     "PLAIN-X",
                                     ";",
                                     "_",
                                     "x",
                                     "\x80",
                                     "18446744073709551615",
                                     "18446744073709551616"};

static size_t put(char *line, size_t len, const char *text, uint64_t *r)
{
  bool small = random_below(r, 4) == 0;
  for (; *text != '\0' && len < LINE; text++) {
    bool letter = *text >= 'A' && *text <= 'Z';
    line[len++] = (char)(small && letter ? *text + 32 : *text);
  }
  return len;
}

static mw_slice draw_line(char *line, uint64_t *r)
{
  size_t len = put(line, 0, keywords[random_below(r, sizeof keywords / sizeof keywords[0])], r);
  unsigned left;
  if (random_below(r, 3) > 0) {
    len = put(line, len, " ", r);
  }
  for (left = random_below(r, 6); left > 0; left--) {
    len = put(line, len, pieces[random_below(r, sizeof pieces / sizeof pieces[0])], r);
    len = put(line, len, left > 1 && random_below(r, 2) == 0 ? " " : "", r);
  }
  return mw_slice_of(line, len);
}

/* What the set says, as d would remember it. */
static uint64_t by_set(mw_smtp_dialogue *d, const mw_smtp_reply_line *line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_extensions set;
  uint64_t both = 0;
  uint64_t found;
  size_t i;
  mw_smtp_extensions_init(&set, NULL, 0);
  set.first_seen = true;
  mw_smtp_extensions_add(&set, line, d->replies.allow, &finding);
  for (i = 0; i < MW_SMTP_EXT_WORDS; i++) {
    both |= d->offered[i] & set.bits[i];
    d->offered[i] |= set.bits[i];
  }
  found = finding.fault != MW_FAULT_NONE ||
                  (both != 0 && !mw_smtp_extensions_has(&set, MW_SMTP_EXT_AUTH))
              ? MW_ANOMALY_BIT(EHLO_KEYWORD)
              : 0;
  if (set.unknown > 0 && line->text.len == 8 && memcmp(line->text.ptr, "XXXXXXXA", 8) == 0) {
    found |= MW_ANOMALY_BIT(STARTTLS_STRIPPED);
  }
  if ((mw_sasl_set_has(&set.sasl, MW_SASL_PLAIN) || mw_sasl_set_has(&set.sasl, MW_SASL_LOGIN)) &&
      !mw_smtp_session_is_tls(&d->session)) {
    found |= MW_ANOMALY_BIT(AUTH_OFFERED_IN_CLEAR);
  }
  d->most = set.has_size ? set.size : d->most;
  d->rcpt_max = set.rcpt_max != 0 ? set.rcpt_max : d->rcpt_max;
  d->mail_max = set.mail_max != 0 ? set.mail_max : d->mail_max;
  return found;
}

static void compare_line(const mw_smtp_dialogue *before, mw_slice text, unsigned code)
{
  mw_smtp_dialogue one = *before;
  mw_smtp_dialogue other = *before;
  mw_smtp_reply_event event;
  uint64_t found;
  memset(&event, 0, sizeof event);
  event.number = 2;
  event.line.code = code;
  event.line.text = event.line.message = text;
  found = mwi_odd_offer(&one, &event);
  if (found != by_set(&other, &event.line) || memcmp(&one, &other, sizeof one) != 0) {
    fail_msg("%u %.*s: not what the set says", code, (int)text.len, text.ptr);
  }
}

static void test_short_ways_are_the_set(void **state)
{
  static const uint64_t allowed[] = {0, MW_ALLOW_SEPARATOR | MW_ALLOW_AUTH_EQUALS, UINT64_MAX};
  uint64_t r = 2034;
  unsigned i;
  (void)state;
  for (i = 0; i < ROUNDS; i++) {
    char room[LINE];
    mw_smtp_dialogue d;
    mw_slice text = draw_line(room, &r);
    char *line = malloc(text.len);
    assert_non_null(line);
    memcpy(line, text.ptr, text.len);
    memset(&d, 0, sizeof d);
    d.replies.allow = allowed[random_below(&r, 3)];
    d.session.flags = random_below(&r, 2) == 0 ? MWI_SESSION_TLS : 0;
    d.offered[0] = random_below(&r, 2) == 0 ? ~(uint64_t)0 : 0;
    d.most = 5;
    compare_line(&d, mw_slice_of(line, text.len), random_below(&r, 8) == 0 ? 251 : 250);
    free(line);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_short_ways_are_the_set)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
