/* SPDX-License-Identifier: MIT */
/* A session of POP3 and its steps, as tests spell them. */
#ifndef TESTS_SUPPORT_POP3_SESSION_STEPS_H
#define TESTS_SUPPORT_POP3_SESSION_STEPS_H

#include "assert_mw.h"

static mw_pop3_session s;

static mw_pop3_step command(mw_pop3_verb verb)
{
  mw_pop3_step step = {MW_POP3_PLACE_COMMAND, verb, MW_POP3_SITUATION_NONE, MW_POP3_STEP_ARGUMENT};
  return step;
}

static mw_pop3_step place(mw_pop3_place at)
{
  mw_pop3_step step = {at, MW_POP3_UNKNOWN, MW_POP3_SITUATION_NONE, 0};
  return step;
}

static bool done(mw_pop3_verb verb, mw_pop3_status status)
{
  mw_pop3_step step = command(verb);
  return mw_pop3_session_reply(&s, &step, status);
}

static void begin(unsigned policies)
{
  mw_pop3_step greeting = place(MW_POP3_PLACE_GREETING);
  assert_int_equal(mw_pop3_session_init(&s, policies), MW_OK);
  assert_int_equal(mw_pop3_session_command(&s, &greeting), MW_POP3_SITUATION_NONE);
  assert_true(mw_pop3_session_reply(&s, &greeting, MW_POP3_STATUS_OK));
}

static void login(unsigned policies)
{
  begin(policies);
  assert_true(done(MW_POP3_USER, MW_POP3_STATUS_OK));
  assert_true(done(MW_POP3_PASS, MW_POP3_STATUS_OK));
  assert_int_equal(mw_pop3_session_state(&s), MW_POP3_STATE_TRANSACTION);
}

static void offer(bool pipelining)
{
  mw_pop3_capabilities set;
  mw_pop3_capabilities_init(&set, NULL, 0);
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_USER);
  mw_pop3_capabilities_put(&set, MW_POP3_CAP_STLS);
  if (pipelining) {
    mw_pop3_capabilities_put(&set, MW_POP3_CAP_PIPELINING);
  }
  mw_pop3_session_offer(&s, &set);
}

#endif
