/* SPDX-License-Identifier: MIT */
/* What the lines of the reply to EHLO or LHLO announce, in a dialogue, and what is odd about them.
 *
 * Nearly every line is a keyword alone, SIZE with a number, or AUTH with mechanisms: these are read
 * without a set of extensions. take_offer() reads all lines, and is the oracle of the three.
 */
#include <string.h>

#include "base/anomaly.h"
#include "base/number.h"
#include "base/slice.h"
#include "base/word.h"
#include "smtp/dialogue_odd.h"
#include "text/char_class.h"

void mwi_odd_forget(mw_smtp_dialogue *d)
{
  memset(d->offered, 0, sizeof d->offered);
  d->most = 0;
  d->rcpt_max = d->mail_max = 0;
}

/* ---- the short ways ------------------------------------------------------------------------- */

/* The extensions that say no more than their keyword: a bit for each. */
static uint64_t bare_extensions(void)
{
  return 0
#define MW_SMTP_EXTENSION(id, number, keyword, form, standing, params, verbs, mail_params,         \
                          rcpt_params, rfc)                                                        \
  | (MW_SMTP_SAYS_##form == MW_SMTP_SAYS_NOTHING && (number) < 64 ? UINT64_C(1) << (number) % 64   \
                                                                  : 0)
#include <mailwire/tables/smtp_extension.def>
      ;
}

/* Most lines: a keyword alone, of such an extension. */
static MWI_INLINE bool take_bare_offer(mw_smtp_dialogue *d, const mw_smtp_reply_line *line,
                                       uint64_t *found)
{
  unsigned extension = (unsigned)mw_smtp_extension_find(line->text);
  if (extension >= 64 || (bare_extensions() >> extension & 1) == 0 || line->code != 250) {
    return false;
  }
  *found = mwi_has_bit(d->offered, extension) ? MW_ANOMALY_BIT(EHLO_KEYWORD) : 0;
  mwi_put_bit(d->offered, extension);
  return true;
}

/* Whether the line is that keyword of four letters, a space, and more. */
static MWI_INLINE bool offers_more(const mw_smtp_reply_line *line, const char *keyword)
{
  mw_slice text = line->text;
  return text.len > 5 && text.ptr[4] == ' ' && line->code == 250 &&
         mwi_fold_four(mwi_word_four(text.ptr)) == mwi_fold_four(mwi_word_four(keyword));
}

/* SIZE with a number. */
static MWI_APART bool take_size_offer(mw_smtp_dialogue *d, const mw_smtp_reply_line *line,
                                      uint64_t *found)
{
  mw_slice rest = mwi_slice_from(line->text, 5);
  uint64_t size;
  if (mwi_number_parse(&rest, UINT64_MAX, &size) != MWI_NUMBER_OK || rest.len > 0) {
    return false;
  }
  *found = mwi_has_bit(d->offered, MW_SMTP_EXT_SIZE) ? MW_ANOMALY_BIT(EHLO_KEYWORD) : 0;
  mwi_put_bit(d->offered, MW_SMTP_EXT_SIZE);
  d->most = size;
  return true;
}

static bool sends_password(mw_slice mechanism)
{
  return mechanism.len == 5 && (mw_slice_equal_nocase(mechanism, mw_slice_of("PLAIN", 5)) ||
                                mw_slice_equal_nocase(mechanism, mw_slice_of("LOGIN", 5)));
}

/* AUTH with mechanisms, one space in front of each. */
static MWI_APART bool take_auth_offer(mw_smtp_dialogue *d, const mw_smtp_reply_line *line,
                                      uint64_t *found)
{
  const char *end = line->text.ptr + line->text.len;
  const char *at = line->text.ptr + 4;
  bool plain = false;
  while (at < end && *at == ' ') {
    const char *word = ++at;
    while (at < end && mwi_is_vchar(*at)) {
      at++;
    }
    if (at == word) {
      return false;
    }
    plain = plain || sends_password(mw_slice_of(word, (size_t)(at - word)));
  }
  if (at < end) {
    return false;
  }
  *found =
      plain && !mw_smtp_session_is_tls(&d->session) ? MW_ANOMALY_BIT(AUTH_OFFERED_IN_CLEAR) : 0;
  mwi_put_bit(d->offered, MW_SMTP_EXT_AUTH);
  return true;
}

/* ---- every line ----------------------------------------------------------------------------- */

/* "XXXXXXXA": what devices in between write over STARTTLS. */
static bool is_stripped(mw_slice keyword)
{
  const size_t len = sizeof "STARTTLS" - 1;
  return keyword.len == len && memcmp(keyword.ptr, "XXXXXXX", len - 1) == 0 &&
         (keyword.ptr[len - 1] == 'X' || keyword.ptr[len - 1] == 'A');
}

static void keep_offer(mw_smtp_dialogue *d, const mw_smtp_extensions *set)
{
  size_t i;
  for (i = 0; i < MW_SMTP_EXT_WORDS; i++) {
    d->offered[i] |= set->bits[i];
  }
  d->most = set->has_size ? set->size : d->most;
  d->rcpt_max = set->rcpt_max != 0 ? set->rcpt_max : d->rcpt_max;
  d->mail_max = set->mail_max != 0 ? set->mail_max : d->mail_max;
}

static bool is_twice(const mw_smtp_dialogue *d, const mw_smtp_extensions *set)
{
  uint64_t both = 0;
  size_t i;
  for (i = 0; i < MW_SMTP_EXT_WORDS; i++) {
    both |= d->offered[i] & set->bits[i];
  }
  return both != 0 && !mw_smtp_extensions_has(set, MW_SMTP_EXT_AUTH);
}

/* Any other line of the reply to EHLO behind its first. */
static MWI_APART uint64_t take_offer(mw_smtp_dialogue *d, const mw_smtp_reply_line *line)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_extensions set;
  uint64_t found = 0;
  mw_smtp_extensions_init(&set, NULL, 0);
  set.lines.overflow = set.lines.lost = true; /* nobody asks for the lines */
  set.first_seen = true;
  mw_smtp_extensions_add(&set, line, d->replies.allow, &finding);
  if (finding.fault != MW_FAULT_NONE || is_twice(d, &set)) {
    found = MW_ANOMALY_BIT(EHLO_KEYWORD);
  }
  if (set.unknown > 0 && is_stripped(line->text)) {
    found |= MW_ANOMALY_BIT(STARTTLS_STRIPPED);
  }
  if ((mw_sasl_set_has(&set.sasl, MW_SASL_PLAIN) || mw_sasl_set_has(&set.sasl, MW_SASL_LOGIN)) &&
      !mw_smtp_session_is_tls(&d->session)) {
    found |= MW_ANOMALY_BIT(AUTH_OFFERED_IN_CLEAR);
  }
  keep_offer(d, &set);
  return found;
}

/* Whether a short way took the line. */
static MWI_INLINE bool take_usual_offer(mw_smtp_dialogue *d, const mw_smtp_reply_line *line,
                                        uint64_t *found)
{
  if (offers_more(line, "SIZE")) {
    return take_size_offer(d, line, found);
  }
  return offers_more(line, "AUTH") ? take_auth_offer(d, line, found)
                                   : take_bare_offer(d, line, found);
}

uint64_t mwi_odd_offer(mw_smtp_dialogue *d, const mw_smtp_reply_event *event)
{
  uint64_t found;
  if (event->number == 1) {
    mwi_odd_forget(d);
    return 0;
  }
  return take_usual_offer(d, &event->line, &found) ? found : take_offer(d, &event->line);
}
