/* SPDX-License-Identifier: MIT */
/* The items of listings, read (RFC 1939 5 and 7, RFC 6856 3.2).
 *
 *   drop-listing = 1*DIGIT SP 1*DIGIT [ SP text ]
 *   scan-listing = message-number SP 1*DIGIT [ SP text ]
 *   unique-id    = message-number SP 1*70( %x21-7E )
 *   language     = language-tag [ SP text ]
 *
 * Nearly every item of LIST and UIDL goes a plain way, eight octets at a time; what that does not
 * know is left to the productions, which are its oracle.
 */
#include "pop3/listing.h"

#include <string.h>

#include "base/compiler.h"
#include "base/slice.h"
#include "base/word.h"
#include "pop3/argument.h"
#include "text/scan_digits.h"

/* ---- the plain way -------------------------------------------------------------------------- */

#if MWI_DIGITS
/* Two numbers of at most seven digits each and nothing else, in a text of 8 to 15 octets: the first
 * eight are digits but for one space, the last eight but for the same one. Returns both, the first
 * in the lower half, which is 0 when they are others. */
static inline uint64_t plain_pair(mw_slice text)
{
  const char *last;
  unsigned odd;
  unsigned space;
  unsigned again; /* where the space stands among the last eight octets, plus eight */
  if (text.len - 8 > 7) {
    return 0;
  }
  last = text.ptr + text.len - 8;
  odd = mwi_no_digits(text.ptr, last);
  space = (unsigned)__builtin_ctz(odd);
  again = space + 16 - (unsigned)text.len;
  if (again - 8 > 6 || (odd ^ 1u << space ^ 1u << again) != MWI_ABOVE_SIXTEEN ||
      text.ptr[space] != ' ') {
    return 0;
  }
  return mwi_two_numbers(text.ptr, space, last, again - 7);
}

/* Whether all octets are VCHAR, and there is one. */
static inline bool is_plain_id(const char *at, size_t len)
{
  uint64_t odd = 0;
  size_t i;
  if (len < 8 || len > MW_POP3_UNIQUE_ID) {
    return false;
  }
  for (i = 0; i + 8 < len; i += 8) {
    odd |= mwi_no_vchar(mwi_word_eight(at + i));
  }
  return (odd | mwi_no_vchar(mwi_word_eight(at + len - 8))) == 0;
}

static inline bool plain_unique_id(mw_slice text, mw_pop3_unique_id *item)
{
  unsigned space;
  if (text.len < 8) {
    return false;
  }
  space = (unsigned)__builtin_ctz(mwi_no_digits(text.ptr, text.ptr));
  if (space > 7 || text.ptr[space] != ' ' ||
      !is_plain_id(text.ptr + space + 1, text.len - space - 1)) {
    return false;
  }
  item->id = mwi_slice_from(text, space + 1);
  item->message = (uint32_t)mwi_two_numbers(text.ptr, space, text.ptr, 8);
  return item->message > 0;
}
#else
static inline uint64_t plain_pair(mw_slice text)
{
  (void)text;
  return 0;
}

static inline bool plain_unique_id(mw_slice text, mw_pop3_unique_id *item)
{
  (void)text;
  (void)item;
  return false;
}
#endif

/* ---- every other way ------------------------------------------------------------------------ */

static mwi_cursor listing_cursor(mw_slice text, uint64_t allow, mw_finding *finding)
{
  mwi_cursor c = mwi_cursor_of(text, NULL, finding);
  c.allow = allow;
  if ((allow & MW_ALLOW_TRAILING_SPACE) != 0 && text.len > 0 && mwi_is_wsp(c.end[-1])) {
    finding->tolerated |= MW_ALLOW_TRAILING_SPACE;
    while (c.end > c.at && mwi_is_wsp(c.end[-1])) {
      c.end--;
    }
  }
  return c;
}

static bool take_listed_number(mwi_cursor *c, uint64_t least, uint64_t most, uint64_t *number)
{
  return mwi_take_pop3_number(c, least, most, MW_FAULT_BAD_LISTING, number);
}

/* The one space between two words; a TAB and several where they are tolerated. */
static bool take_listing_gap(mwi_cursor *c)
{
  const char *begin = c->at;
  bool tab = false;
  while (c->at < c->end && mwi_is_wsp(*c->at)) {
    tab = tab || *c->at == '\t';
    c->at++;
  }
  if (mwi_since(c, begin) == 0) {
    return mwi_fail(c, MW_FAULT_BAD_LISTING);
  }
  return (!tab || mwi_tolerates_at(c, MW_ALLOW_SEPARATOR, MW_FAULT_BAD_LISTING, begin)) &&
         (mwi_since(c, begin) == 1 ||
          mwi_tolerates_at(c, MW_ALLOW_EXTRA_SPACE, MW_FAULT_BAD_LISTING, begin + 1));
}

/* The end, or one space and some text. */
static bool take_extra(mwi_cursor *c, mw_slice *extra)
{
  if (mwi_at_end(c)) {
    return true;
  }
  if (!take_listing_gap(c)) {
    return false;
  }
  *extra = mwi_rest(c);
  return extra->len > 0 || mwi_fail_at(c, MW_FAULT_BAD_LISTING, c->at - 1);
}

/* Two numbers, and perhaps text. What a reading that failed tolerated on its way is nobody's. */
static bool take_listed_pair(mw_slice text, uint64_t allow, uint64_t least,
                             mw_pop3_scan_listing *item, mw_finding *finding)
{
  uint64_t before = finding->tolerated;
  mwi_cursor c = listing_cursor(text, allow, finding);
  uint64_t first;
  if (take_listed_number(&c, least, UINT32_MAX, &first) && take_listing_gap(&c) &&
      take_listed_number(&c, 0, UINT64_MAX, &item->octets) && take_extra(&c, &item->extra)) {
    item->message = (uint32_t)first;
    return true;
  }
  finding->tolerated = before;
  return false;
}

bool mw_pop3_drop_listing_parse(mw_slice text, uint64_t allow, mw_pop3_drop_listing *item,
                                mw_finding *finding)
{
  mw_pop3_scan_listing pair = {0, 0, {NULL, 0}};
  bool good;
  if (item == NULL || finding == NULL) {
    return false;
  }
  good = take_listed_pair(text, allow, 0, &pair, finding);
  item->messages = pair.message;
  item->octets = pair.octets;
  item->extra = pair.extra;
  return good;
}

/* A scan listing by its production. */
static MWI_RARE bool take_scan_listing(mw_slice text, uint64_t allow, mw_pop3_scan_listing *item,
                                       mw_finding *finding)
{
  if (item == NULL || finding == NULL) {
    return false;
  }
  memset(item, 0, sizeof *item);
  return take_listed_pair(text, allow, 1, item, finding);
}

bool mw_pop3_scan_listing_parse(mw_slice text, uint64_t allow, mw_pop3_scan_listing *item,
                                mw_finding *finding)
{
  uint64_t pair = plain_pair(text);
  if ((uint32_t)pair == 0 || item == NULL) {
    return take_scan_listing(text, allow, item, finding);
  }
  item->message = (uint32_t)pair;
  item->octets = pair >> 32;
  item->extra.ptr = NULL;
  item->extra.len = 0;
  return true;
}

/* Octets above 126 where they are tolerated. */
static bool is_id_octet(mwi_cursor *c)
{
  return mwi_is_vchar(*c->at) || ((unsigned char)*c->at > 0x7e &&
                                  mwi_tolerates(c, MW_ALLOW_ODD_UNIQUE_ID, MW_FAULT_BAD_UNIQUE_ID));
}

bool mwi_take_unique_id(mwi_cursor *c, mw_slice *id)
{
  const char *begin = c->at;
  while (c->at < c->end && is_id_octet(c)) {
    c->at++;
  }
  *id = mwi_slice_since(c, begin);
  if (id->len == 0) {
    return mwi_fail(c, MW_FAULT_BAD_UNIQUE_ID);
  }
  return id->len <= MW_POP3_UNIQUE_ID ||
         mwi_tolerates_at(c, MW_ALLOW_LONG_UNIQUE_ID, MW_FAULT_BAD_UNIQUE_ID,
                          begin + MW_POP3_UNIQUE_ID);
}

/* The end, or something that does not belong there. */
static bool ends_listing(mwi_cursor *c)
{
  if (mwi_at_end(c)) {
    return true;
  }
  return mwi_is_wsp(*c->at) ? mwi_tolerates(c, MW_ALLOW_EXTRA_TEXT, MW_FAULT_BAD_LISTING)
                            : mwi_fail(c, MW_FAULT_BAD_UNIQUE_ID);
}

/* A unique-id listing by its production. */
static MWI_RARE bool take_unique_id_item(mw_slice text, uint64_t allow, mw_pop3_unique_id *item,
                                         mw_finding *finding)
{
  uint64_t before;
  uint64_t message;
  mwi_cursor c;
  if (item == NULL || finding == NULL) {
    return false;
  }
  before = finding->tolerated;
  c = listing_cursor(text, allow, finding);
  memset(item, 0, sizeof *item);
  if (take_listed_number(&c, 1, UINT32_MAX, &message) && take_listing_gap(&c) &&
      mwi_take_unique_id(&c, &item->id) && ends_listing(&c)) {
    item->message = (uint32_t)message;
    return true;
  }
  finding->tolerated = before;
  return false;
}

bool mw_pop3_unique_id_parse(mw_slice text, uint64_t allow, mw_pop3_unique_id *item,
                             mw_finding *finding)
{
  return (item != NULL && plain_unique_id(text, item)) ||
         take_unique_id_item(text, allow, item, finding);
}

bool mwi_take_language_tag(mwi_cursor *c, mw_slice *tag)
{
  return !mwi_sees(c, '*') && mwi_take_pop3_language(c, tag);
}

bool mw_pop3_language_parse(mw_slice text, uint64_t allow, mw_pop3_language *item,
                            mw_finding *finding)
{
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = listing_cursor(text, allow, &found);
  if (item == NULL || finding == NULL) {
    return false;
  }
  memset(item, 0, sizeof *item);
  if (!mwi_take_language_tag(&c, &item->tag)) {
    mwi_find_fault(finding, MW_FAULT_BAD_LISTING, found.offset);
    return false;
  }
  if (!take_extra(&c, &item->text)) {
    mwi_add_finding(finding, &found, 0);
    return false;
  }
  finding->tolerated |= found.tolerated;
  return true;
}
