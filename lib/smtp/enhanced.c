/* SPDX-License-Identifier: MIT */
/* Enhanced status codes: read, held against a reply code, explained (RFC 3463 2, RFC 2034 4).
 *
 *   status-code = class "." subject "." detail
 *   class       = "2" / "4" / "5"
 *   subject     = 1*3DIGIT                    ; no leading zero, and so for detail
 *   detail      = 1*3DIGIT
 */
#include "smtp/code.h"

#include "base/lookup.h"
#include "smtp/reply_parse.h"

static const char *const class_names[] = {
#define MW_ENHANCED_CLASS(digit, text) [digit] = text,
#include <mailwire/tables/smtp_enhanced.def>
};

static const char *const subject_names[] = {
#define MW_ENHANCED_SUBJECT(number, text) [number] = text,
#include <mailwire/tables/smtp_enhanced.def>
};

/* Both numbers as one that ascends with the rows: subject and detail are 999 at most. */
#define MWI_ENHANCED_KEY(subject, detail) ((uint32_t)(subject)*1000 + (uint32_t)(detail))

static const uint32_t enhanced_keys[] = {
#define MW_ENHANCED(subject, detail, classes, meaning, rfc) MWI_ENHANCED_KEY(subject, detail),
#include <mailwire/tables/smtp_enhanced.def>
};

static const mw_enhanced_info enhanced_rows[] = {
#define MW_ENHANCED(subject, detail, classes, meaning, rfc)                                        \
  {subject, detail, classes, meaning, rfc},
#include <mailwire/tables/smtp_enhanced.def>
};

/* The value of a digit; 10 or more when the octet is none. */
static unsigned digit_of(char octet)
{
  return (unsigned)(unsigned char)octet - '0';
}

/* Reads the part that begins at `at`, which is before end. Returns its end, NULL when no part is
 * there. A digit after a leading zero and a fourth digit are left: what has to follow is none. */
static const char *part_end(const char *at, const char *end, unsigned *value)
{
  unsigned number = digit_of(*at++);
  int more;

  if (number > 9) {
    return NULL;
  }
  for (more = number == 0 ? 0 : 2; more > 0 && at < end && digit_of(*at) <= 9; more--) {
    number = number * 10 + digit_of(*at++);
  }
  *value = number;
  return at;
}

/* Reads "subject.detail", which begins at `at`, which is before end. Returns its end, NULL when it
 * is not there whole. */
static const char *parts_end(const char *at, const char *end, unsigned *subject, unsigned *detail)
{
  const char *dot = part_end(at, end, subject);
  const char *last;

  if (dot == NULL || end - dot < 2 || *dot != '.') {
    return NULL;
  }
  last = part_end(dot + 1, end, detail);
  return last == NULL || last == end || *last == ' ' ? last : NULL;
}

/* Digits and a dot: meant as a status code, or as an address; a person has to look. */
static mw_fault fault_of(mw_slice text)
{
  size_t digits = 0;

  while (digits < text.len && digit_of(text.ptr[digits]) <= 9) {
    digits++;
  }
  return digits > 0 && digits < text.len && text.ptr[digits] == '.' ? MW_FAULT_ENHANCED_SYNTAX
                                                                    : MW_FAULT_NONE;
}

/* Whether "1.5" follows the class and its dot, and then a space or nothing: single digits, as
 * nearly all are. They are seen here without a loop. */
static bool is_short(mw_slice text)
{
  const char *ptr = text.ptr;

  return ptr[3] == '.' && digit_of(ptr[2]) <= 9 && digit_of(ptr[4]) <= 9 &&
         (text.len == 5 || ptr[5] == ' ');
}

/* As mw_enhanced_parse(); writes *enhanced only when it returns a length. */
static size_t status_code_length(mw_slice text, mw_enhanced *enhanced)
{
  unsigned subject;
  unsigned detail;
  const char *end;

  if (text.len < 5 || !mwi_is_enhanced_class(digit_of(text.ptr[0])) || text.ptr[1] != '.') {
    return 0;
  }
  if (is_short(text)) {
    subject = digit_of(text.ptr[2]);
    detail = digit_of(text.ptr[4]);
    end = text.ptr + 5;
  } else {
    end = parts_end(text.ptr + 2, text.ptr + text.len, &subject, &detail);
  }
  if (end == NULL) {
    return 0;
  }
  enhanced->klass = (uint8_t)digit_of(text.ptr[0]);
  enhanced->subject = (uint16_t)subject;
  enhanced->detail = (uint16_t)detail;
  return (size_t)(end - text.ptr);
}

size_t mwi_enhanced_parse(mw_slice text, mw_enhanced *enhanced, mw_fault *fault)
{
  size_t len = status_code_length(text, enhanced);
  mw_fault found = MW_FAULT_NONE;

  if (len == 0) {
    static const mw_enhanced none = {0, 0, 0};
    *enhanced = none;
    found = fault_of(text);
  }
  if (fault != NULL) {
    *fault = found;
  }
  return len;
}

size_t mw_enhanced_parse(mw_slice text, mw_enhanced *enhanced, mw_fault *fault)
{
  mw_enhanced unused;
  return mwi_enhanced_parse(text, enhanced != NULL ? enhanced : &unused, fault);
}

bool mw_enhanced_fits(mw_enhanced enhanced, unsigned code)
{
  return mwi_enhanced_fits(enhanced, code);
}

const mw_enhanced_info *mw_enhanced_row(mw_enhanced enhanced)
{
  size_t count = sizeof enhanced_keys / sizeof enhanced_keys[0];
  size_t place;

  if (enhanced.subject > 999 || enhanced.detail > 999) {
    return NULL;
  }
  place = mwi_lookup(enhanced_keys, count, MWI_ENHANCED_KEY(enhanced.subject, enhanced.detail));
  return place == count ? NULL : &enhanced_rows[place];
}

const char *mw_enhanced_class_text(unsigned klass)
{
  size_t count = sizeof class_names / sizeof class_names[0];

  return klass >= count || class_names[klass] == NULL ? "undefined" : class_names[klass];
}

const char *mw_enhanced_subject_text(unsigned subject)
{
  size_t count = sizeof subject_names / sizeof subject_names[0];

  return subject >= count || subject_names[subject] == NULL ? "undefined" : subject_names[subject];
}
