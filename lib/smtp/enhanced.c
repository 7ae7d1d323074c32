/* SPDX-License-Identifier: MIT */
/* Enhanced status codes: read, held against a reply code, explained (RFC 3463 2, RFC 2034 4).
 *
 *   status-code = class "." subject "." detail
 *   class       = "2" / "4" / "5"
 *   subject     = 1*3DIGIT                    ; no leading zero, and so for detail
 *   detail      = 1*3DIGIT
 */
#include <mailwire/smtp_code.h>

#include "base/lookup.h"

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

static bool is_class(unsigned klass)
{
  return klass == 2 || klass == 4 || klass == 5;
}

/* The value of the digit there; 10 or more when none is there, or the text ends before it. */
static unsigned digit_at(mw_slice text, size_t at)
{
  return at < text.len ? (unsigned)(unsigned char)text.ptr[at] - '0' : 10;
}

/* Reads a part, which begins at `at`. Returns where it ends: `at` when none is there. */
static size_t part_end(mw_slice text, size_t at, uint16_t *value)
{
  unsigned number = digit_at(text, at);
  unsigned digit = digit_at(text, at + 1);
  size_t end = at + 1;

  if (number > 9 || (number == 0 && digit <= 9)) {
    return at;
  }
  while (digit <= 9 && end < at + 3) {
    number = number * 10 + digit;
    end++;
    digit = digit_at(text, end);
  }
  *value = (uint16_t)number;
  return end;
}

/* Reads ".subject.detail" behind the class. Returns its end, 0 when it is not there whole. */
static size_t parts_end(mw_slice text, mw_enhanced *enhanced)
{
  size_t dot;
  size_t end;

  if (text.len < 5 || text.ptr[1] != '.') {
    return 0;
  }
  dot = part_end(text, 2, &enhanced->subject);
  if (dot == 2 || dot >= text.len || text.ptr[dot] != '.') {
    return 0;
  }
  end = part_end(text, dot + 1, &enhanced->detail);
  if (end == dot + 1 || (end < text.len && text.ptr[end] != ' ')) {
    return 0;
  }
  return end;
}

/* Digits and a dot: meant as a status code, or as an address; a person has to look. */
static mw_fault fault_of(mw_slice text)
{
  size_t digits = 0;

  while (digit_at(text, digits) <= 9) {
    digits++;
  }
  return digits > 0 && digits < text.len && text.ptr[digits] == '.' ? MW_FAULT_ENHANCED_SYNTAX
                                                                    : MW_FAULT_NONE;
}

size_t mw_enhanced_parse(mw_slice text, mw_enhanced *enhanced, mw_fault *fault)
{
  mw_enhanced read = {0, 0, 0};
  unsigned klass = digit_at(text, 0);
  size_t end = is_class(klass) ? parts_end(text, &read) : 0;

  if (end == 0) {
    const mw_enhanced none = {0, 0, 0};
    read = none;
  } else {
    read.klass = (uint8_t)klass;
  }
  *enhanced = read;
  if (fault != NULL) {
    *fault = end == 0 ? fault_of(text) : MW_FAULT_NONE;
  }
  return end;
}

bool mw_enhanced_fits(mw_enhanced enhanced, unsigned code)
{
  return is_class(enhanced.klass) && code / 100 == enhanced.klass;
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
