/* SPDX-License-Identifier: MIT */
/* Typed parameters written: what parses back to the same value, and nothing else. */
#include "support/assert_mw.h"
/* cmocka comes first. */
#include <mailwire/smtp_params.h>

#include "support/assert_slice.h"

#define BIT(id) (UINT64_C(1) << MW_SMTP_PARAM_##id)

static char buffer[2048];

static mw_status write_to(size_t cap, mw_smtp_params_of of, const mw_smtp_params *p, bool utf8,
                          mw_slice *written)
{
  mw_writer w;
  mw_writer_init(&w, buffer, cap);
  mw_writer_allow_utf8(&w, utf8);
  mw_smtp_params_write(&w, of, p);
  return mw_writer_result(&w, written);
}

/* text is in the form of the writer: in the table's order, in upper case. */
static void assert_round_trip(const char *text, mw_smtp_params_of of, bool utf8)
{
  mw_smtp_params p;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_rules rules;
  mw_slice written;
  mw_rules_init(&rules, utf8 ? MW_ALLOW_UTF8 : 0);
  mw_smtp_params_parse(mw_slice_text(text + 1), of, &rules, &p, &finding);
  assert_int_equal(finding.fault, MW_FAULT_NONE);
  assert_int_equal(p.unknown, 0);
  assert_int_equal(write_to(sizeof buffer, of, &p, utf8, &written), MW_OK);
  assert_slices(written, mw_slice_text(text));
}

static void test_params_write_mail(void **state)
{
  (void)state;
  assert_round_trip(" SIZE=18446744073709551615 BODY=8BITMIME RET=FULL ENVID=a+2Bb AUTH=<> SMTPUTF8"
                    " REQUIRETLS BY=-60;NT HOLDFOR=999999999 MTRK=abcdefghijklmnopqrstuvwxyz+:86400"
                    " MT-PRIORITY=-9 SOLICIT=org.example:ADV,a SUBMITTER=a@b.example TRANSID=<a@b>"
                    " CONPERM ALT-ADDRESS=a+2Bb@c.example",
                    MW_SMTP_PARAMS_MAIL, false);
  assert_round_trip(" SIZE=0 BODY=7BIT RET=HDRS AUTH=e+3Dmc2@example.com BY=1;R"
                    " HOLDUNTIL=2030-01-01T00:00:00Z MTRK=abcdefghijklmnopqrstuvwxyz/"
                    " MT-PRIORITY=0",
                    MW_SMTP_PARAMS_MAIL, false);
  assert_round_trip(" BODY=BINARYMIME BY=0;N MT-PRIORITY=9", MW_SMTP_PARAMS_MAIL, false);
}

static void test_params_write_rcpt(void **state)
{
  (void)state;
  assert_round_trip(" ALT-ADDRESS=a@b.example NOTIFY=SUCCESS,FAILURE,DELAY"
                    " ORCPT=rfc822;a+2Bb@example.com RRVS=2014-04-03T23:01:00+01:00;C CONNEG",
                    MW_SMTP_PARAMS_RCPT, false);
  assert_round_trip(" NOTIFY=NEVER ORCPT=x; RRVS=2014-04-03T23:01:00Z", MW_SMTP_PARAMS_RCPT, false);
  assert_round_trip(" ORCPT=utf-8;\xc3\xa9@example.com", MW_SMTP_PARAMS_RCPT, true);
}

static void test_params_write_nothing(void **state)
{
  mw_smtp_params p;
  mw_slice written;
  (void)state;
  memset(&p, 0, sizeof p);
  p.size = 5;
  p.unknown = 3;
  assert_int_equal(write_to(sizeof buffer, MW_SMTP_PARAMS_MAIL, &p, false, &written), MW_OK);
  assert_int_equal(written.len, 0);
}

static void test_params_write_whole_or_not(void **state)
{
  mw_smtp_params p;
  mw_slice written;
  (void)state;
  memset(&p, 0, sizeof p);
  p.present = BIT(SIZE) | BIT(BODY);
  p.body = MW_SMTP_BODY_7BIT;
  assert_int_equal(write_to(16, MW_SMTP_PARAMS_MAIL, &p, false, &written), MW_E_SPACE);
  assert_int_equal(written.len, 0);
  assert_int_equal(write_to(17, MW_SMTP_PARAMS_MAIL, &p, false, &written), MW_OK);
  assert_slice(written, " SIZE=0 BODY=7BIT");
}

static void assert_refused(const mw_smtp_params *p, mw_smtp_params_of of)
{
  mw_slice written;
  assert_int_equal(write_to(sizeof buffer, of, p, false, &written), MW_E_ARGUMENT);
  assert_int_equal(written.len, 0);
}

static void test_params_write_where_they_may_stand(void **state)
{
  mw_smtp_params p;
  (void)state;
  memset(&p, 0, sizeof p);
  p.present = BIT(SIZE);
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p.present = BIT(CONNEG);
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p.present = 1;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p.present = UINT64_C(1) << 63;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
}

/* Every value that has a slice, with all others good. */
static mw_smtp_params with_text(uint64_t present, mw_slice text)
{
  mw_smtp_params p;
  memset(&p, 0, sizeof p);
  p.present = present;
  p.envid = p.auth = p.hold_until = p.mtrk = p.solicit = text;
  p.submitter = p.transid = p.alt_address = p.orcpt = p.rrvs_time = text;
  p.orcpt_type = mw_slice_text("rfc822");
  p.rrvs_action = 'R';
  return p;
}

static void test_params_write_refuses_text(void **state)
{
  static const uint64_t bits[] = {BIT(ENVID),   BIT(AUTH),      BIT(HOLDUNTIL), BIT(MTRK),
                                  BIT(SOLICIT), BIT(SUBMITTER), BIT(TRANSID),   BIT(ALT_ADDRESS),
                                  BIT(ORCPT),   BIT(RRVS)};
  static const char *const texts[] = {"x\r\nDATA",    "x y",      "a@b.example NOTIFY=NEVER",
                                      "x=y",          "\xc3\xa9", "x+0Ay",
                                      "<a@b> SIZE=1", "a+2"};
  size_t i;
  size_t k;
  (void)state;
  for (i = 0; i < sizeof bits / sizeof bits[0]; i++) {
    for (k = 0; k < sizeof texts / sizeof texts[0]; k++) {
      mw_smtp_params p = with_text(bits[i], mw_slice_text(texts[k]));
      bool rcpt = bits[i] == BIT(ORCPT) || bits[i] == BIT(RRVS);
      assert_refused(&p, rcpt ? MW_SMTP_PARAMS_RCPT : MW_SMTP_PARAMS_MAIL);
    }
  }
}

/* An absent text is a value only for ORCPT, whose type stands in front of it. */
static void test_params_write_refuses_nothing(void **state)
{
  static const uint64_t bits[] = {BIT(ENVID),   BIT(AUTH),      BIT(HOLDUNTIL), BIT(MTRK),
                                  BIT(SOLICIT), BIT(SUBMITTER), BIT(TRANSID),   BIT(ALT_ADDRESS)};
  mw_slice none = {NULL, 0};
  mw_smtp_params p;
  size_t i;
  (void)state;
  for (i = 0; i < sizeof bits / sizeof bits[0]; i++) {
    p = with_text(bits[i], none);
    assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  }
  p = with_text(BIT(RRVS), none);
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p = with_text(BIT(ORCPT), none);
  p.orcpt_type = none;
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
}

/* What is a part of one field cannot come in by another. */
static void test_params_write_keeps_fields_apart(void **state)
{
  mw_smtp_params p = with_text(BIT(MTRK), mw_slice_text("abcdefghijklmnopqrstuvwxyz/:5"));
  (void)state;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p = with_text(BIT(RRVS), mw_slice_text("2030-01-01T00:00:00Z;C"));
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p = with_text(BIT(ORCPT), mw_slice_text("b"));
  p.orcpt_type = mw_slice_text("rfc822;a");
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p.orcpt_type = mw_slice_text("rfc822");
  p.orcpt = mw_slice_of(memset(buffer + 1024, 'a', 488), 488);
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
}

static void test_params_write_refuses_numbers(void **state)
{
  mw_smtp_params p;
  (void)state;
  memset(&p, 0, sizeof p);
  p.present = BIT(BODY);
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p.present = BIT(RET);
  p.ret = (mw_smtp_ret)3;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p.present = BIT(HOLDFOR);
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p.hold_for = 1000000000;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p.present = BIT(MT_PRIORITY);
  p.priority = -128;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p = with_text(BIT(MTRK), mw_slice_text("abcdefghijklmnopqrstuvwxyz/"));
  p.mtrk_timeout = 1000000000;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p = with_text(BIT(RRVS), mw_slice_text("2030-01-01T00:00:00Z"));
  p.rrvs_action = 'X';
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
}

static void assert_by_refused(int32_t time, char mode)
{
  mw_smtp_params p;
  memset(&p, 0, sizeof p);
  p.present = BIT(BY);
  p.by_time = time;
  p.by_mode = mode;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
}

static void test_params_write_refuses_by(void **state)
{
  (void)state;
  assert_by_refused(0, 'R');
  assert_by_refused(-1, 'R');
  assert_by_refused(1000000000, 'R');
  assert_by_refused(1000000000, 'N');
  assert_by_refused(-1000000000, 'N');
  assert_by_refused(INT32_MIN, 'N');
  assert_by_refused(5, 'n');
  assert_by_refused(5, 0);
}

static void test_params_write_refuses_conflicts(void **state)
{
  mw_smtp_params p =
      with_text(BIT(HOLDFOR) | BIT(HOLDUNTIL), mw_slice_text("2030-01-01T00:00:00Z"));
  (void)state;
  p.hold_for = 1;
  assert_refused(&p, MW_SMTP_PARAMS_MAIL);
  p.present = BIT(NOTIFY);
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p.notify = MW_SMTP_NOTIFY_NEVER | MW_SMTP_NOTIFY_DELAY;
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p.notify = 0x10;
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
}

/* What a parameter's own production takes may still be none that a line can carry. */
static void test_params_write_no_value_begins_another_parameter(void **state)
{
  mw_smtp_params p;
  mw_slice written;
  (void)state;
  memset(&p, 0, sizeof p);
  p.present = BIT(ORCPT);
  p.orcpt_type = mw_slice_text("utf-8");
  p.orcpt = mw_slice_text("\"a NOTIFY=NEVER\"@b.c");
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p.orcpt = mw_slice_text("a=b@c");
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p.orcpt = mw_slice_text("\"a\\\tb\"@c");
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p.orcpt = mw_slice_text("a@b.c");
  assert_int_equal(write_to(sizeof buffer, MW_SMTP_PARAMS_RCPT, &p, false, &written), MW_OK);
  assert_slice(written, " ORCPT=utf-8;a@b.c");
  p.orcpt_type = mw_slice_text("=");
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
  p.orcpt_type = mw_slice_text("BY=1");
  assert_refused(&p, MW_SMTP_PARAMS_RCPT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_params_write_mail),
      cmocka_unit_test(test_params_write_rcpt),
      cmocka_unit_test(test_params_write_nothing),
      cmocka_unit_test(test_params_write_whole_or_not),
      cmocka_unit_test(test_params_write_where_they_may_stand),
      cmocka_unit_test(test_params_write_refuses_text),
      cmocka_unit_test(test_params_write_refuses_nothing),
      cmocka_unit_test(test_params_write_keeps_fields_apart),
      cmocka_unit_test(test_params_write_refuses_numbers),
      cmocka_unit_test(test_params_write_refuses_by),
      cmocka_unit_test(test_params_write_refuses_conflicts),
      cmocka_unit_test(test_params_write_no_value_begins_another_parameter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
