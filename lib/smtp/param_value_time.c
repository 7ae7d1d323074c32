/* SPDX-License-Identifier: MIT */
/* Values that are a date and a time.
 *
 *   date-time    = full-date "T" full-time                               ; RFC 3339 5.6
 *   full-date    = 4DIGIT "-" 2DIGIT "-" 2DIGIT
 *   full-time    = 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 1*DIGIT ] time-offset
 *   time-offset  = "Z" / ( "+" / "-" ) 2DIGIT ":" 2DIGIT
 *   HOLDUNTIL    = date-time, in UTC                                     ; RFC 4865 3
 *   RRVS         = date-time without fraction [ ";" ( "C" / "R" ) ]      ; RFC 7293 3.1
 *
 * A day that the calendar does not have, or an hour that the clock does not have, is no date-time
 * (RFC 3339 5.7): a second 60 only ends the last minute of a day in UTC.
 */
#include "smtp/param_value.h"

typedef struct date_time {
  unsigned minutes; /* since midnight, as told */
  unsigned second;
  unsigned offset; /* minutes that it is ahead of UTC, modulo a day */
  bool fraction;
  bool utc; /* it ended in "Z" */
} date_time;

enum { MINUTES_OF_DAY = 24 * 60 };

/* count digits that say a number from least to most. */
static bool take_number(mwi_cursor *c, size_t count, unsigned least, unsigned most,
                        unsigned *number)
{
  const char *begin = c->at;
  unsigned n = 0;
  while (count > 0 && c->at < c->end && mwi_is_digit(*c->at)) {
    n = n * 10 + (unsigned)(*c->at++ - '0');
    count--;
  }
  *number = n;
  if (count > 0) {
    return false;
  }
  c->at = n >= least && n <= most ? c->at : begin;
  return c->at != begin;
}

static unsigned days_of(unsigned year, unsigned month)
{
  static const unsigned char days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return days[month] + (month == 2 && leap ? 1u : 0u);
}

static bool take_date(mwi_cursor *c)
{
  unsigned year;
  unsigned month;
  unsigned day;
  return take_number(c, 4, 0, 9999, &year) && mwi_takes(c, '-') &&
         take_number(c, 2, 1, 12, &month) && mwi_takes(c, '-') &&
         take_number(c, 2, 1, days_of(year, month), &day);
}

/* hh ":" mm */
static bool take_minutes(mwi_cursor *c, unsigned *minutes)
{
  unsigned hour;
  unsigned minute;
  if (!take_number(c, 2, 0, 23, &hour) || !mwi_takes(c, ':') ||
      !take_number(c, 2, 0, 59, &minute)) {
    return false;
  }
  *minutes = hour * 60 + minute;
  return true;
}

static bool take_fraction(mwi_cursor *c, date_time *t)
{
  const char *begin;
  t->fraction = mwi_takes(c, '.');
  begin = c->at;
  if (t->fraction) {
    c->at = mwi_run(c, MWI_CLASS_DIGIT);
  }
  return !t->fraction || c->at > begin;
}

static bool take_offset(mwi_cursor *c, date_time *t)
{
  char sign = mwi_take_one_of(c, "Z+-");
  t->utc = sign == 'Z';
  t->offset = 0;
  if (sign == '\0' || t->utc) {
    return t->utc;
  }
  if (!take_minutes(c, &t->offset)) {
    return false;
  }
  t->offset = sign == '-' ? MINUTES_OF_DAY - t->offset : t->offset;
  return true;
}

static bool take_date_time(mwi_cursor *c, date_time *t)
{
  unsigned of_utc;
  if (!take_date(c) || mwi_take_one_of(c, "T") == '\0' || !take_minutes(c, &t->minutes) ||
      !mwi_takes(c, ':') || !take_number(c, 2, 0, 60, &t->second) || !take_fraction(c, t) ||
      !take_offset(c, t)) {
    return false;
  }
  of_utc = (t->minutes + MINUTES_OF_DAY - t->offset % MINUTES_OF_DAY) % MINUTES_OF_DAY;
  return t->second < 60 || of_utc == MINUTES_OF_DAY - 1;
}

bool mwi_value_hold_until(mwi_cursor *c, mw_smtp_params *params)
{
  const char *begin = c->at;
  date_time t;
  if (!take_date_time(c, &t) || !t.utc) {
    return false;
  }
  params->hold_until = mwi_slice_since(c, begin);
  return true;
}

bool mwi_value_rrvs(mwi_cursor *c, mw_smtp_params *params)
{
  const char *begin = c->at;
  date_time t;
  if (!take_date_time(c, &t) || t.fraction) {
    return false;
  }
  params->rrvs_time = mwi_slice_since(c, begin);
  params->rrvs_action = mwi_takes(c, ';') ? mwi_take_one_of(c, "CR") : 'R';
  return params->rrvs_action != '\0';
}
