/* SPDX-License-Identifier: MIT */
/* The short way to a session's row finds what the plain one finds: every state, variant and kind of
 * step with every memory of the session and facts of the step, by every way, for codes of each
 * kind; policies one by one and drawn.
 */
#include "smtp/session.h"
#include "support/assert_mw.h"
#include "support/random.h"

enum { ROUNDS = 96, POLICIES = 12 };

static const unsigned codes[] = {0, 220, 235, 250, 334, 354, 421, 450, 503, 521, 554};

static const mwi_session_way ways[] = {MWI_TO_JUDGE, MWI_WHEN_DONE, MWI_WHEN_REFUSED};

/* What the session remembers amid a transaction. */
enum { USUAL = MWI_SESSION_HELLO | MWI_SESSION_OFFERED | MWI_SESSION_TRANSACTION };

static unsigned compared;

static void compare_step(const mw_smtp_session *s, const mw_smtp_step *step)
{
  size_t c;
  size_t w;
  for (c = 0; c < sizeof codes / sizeof codes[0]; c++) {
    for (w = 0; w < sizeof ways / sizeof ways[0]; w++) {
      const mwi_session_row *usual = mwi_session_usual(s, step, codes[c]);
      compared++;
      if (usual != NULL &&
          (usual != mwi_session_find_plain(s, step, codes[c], MWI_WHEN_DONE) ||
           mwi_session_find_plain(s, step, 0, MWI_TO_JUDGE)->situation != MW_SMTP_SITUATION_NONE)) {
        fail_msg("state %d verb %d place %d code %u: not usual", s->state, (int)step->verb,
                 (int)step->place, codes[c]);
      }
      if (mwi_session_find(s, step, codes[c], ways[w]) !=
          mwi_session_find_plain(s, step, codes[c], ways[w])) {
        fail_msg("state %d flags %#x policies %#x verb %d place %d code %u way %d", s->state,
                 s->flags, s->policy, (int)step->verb, (int)step->place, codes[c], (int)ways[w]);
      }
    }
  }
}

/* Steps of all kinds, with sizes around what EHLO announced. */
static void compare_steps(const mw_smtp_session *s, unsigned flags)
{
  mw_smtp_step step = {MW_SMTP_PLACE_COMMAND, MW_SMTP_UNKNOWN, MW_SMTP_SITUATION_NONE, 0, 0};
  int verb;
  int place;
  step.flags = flags;
  for (verb = 0; verb <= MW_SMTP_ONEX + 1; verb++) {
    step.verb = (mw_smtp_verb)verb;
    step.octets = s->most + (flags & 1);
    compare_step(s, &step);
  }
  for (place = MW_SMTP_PLACE_GREETING; place <= MW_SMTP_PLACE_MESSAGE; place++) {
    step.place = (mw_smtp_place)place;
    compare_step(s, &step);
  }
}

/* Every state and variant, and what else makes a difference, drawn. */
static void compare_sessions(unsigned policies, uint64_t *r)
{
  int state;
  int variant;
  for (state = MW_SMTP_STATE_CONNECT; state <= MW_SMTP_STATE_CLOSED; state++) {
    for (variant = MW_SMTP_VARIANT_SMTP; variant <= MW_SMTP_VARIANT_LMTP; variant++) {
      mw_smtp_session s;
      assert_int_equal(mw_smtp_session_init(&s, (mw_smtp_variant)variant, policies), MW_OK);
      s.state = (uint8_t)state;
      s.flags = (uint8_t)(random_below(r, 2) == 0 ? USUAL : random_below(r, 256));
      s.offered[0] = random_below(r, 3) == 0 ? 0 : ~(uint64_t)0;
      s.most = random_below(r, 2) == 0 ? 0 : 1000;
      s.octets = random_below(r, 4) == 0 ? 1001 : 0;
      compare_steps(&s, random_below(r, 128));
    }
  }
}

static void test_short_way_is_plain_way(void **state)
{
  uint64_t r = 91;
  unsigned i;
  (void)state;
  for (i = 0; i < ROUNDS; i++) {
    unsigned one = i % 3 == 0 ? 0u : 1u << random_below(&r, POLICIES);
    compare_sessions(i % 3 == 2 ? random_below(&r, 1u << POLICIES) : one, &r);
  }
  assert_true(compared > 1000000);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_short_way_is_plain_way)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
