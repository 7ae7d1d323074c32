/* SPDX-License-Identifier: MIT */
/* A date and a time of day.
 *
 *   date-time    = full-date "T" full-time                               ; RFC 3339 5.6
 *   full-date    = 4DIGIT "-" 2DIGIT "-" 2DIGIT
 *   full-time    = 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 1*DIGIT ] time-offset
 *   time-offset  = "Z" / ( "+" / "-" ) 2DIGIT ":" 2DIGIT
 *
 * A day that the calendar does not have, or an hour that the clock does not have, is no date-time
 * (RFC 3339 5.7): a second 60 only ends the last minute of a day in UTC. "T" and "Z" may be small.
 */
#include "grammar/date_time.h"

#include "base/slice.h"
#include "base/writer.h"

enum {
  MINUTES_OF_DAY = 24 * 60,
  SECONDS_OF_DAY = MINUTES_OF_DAY * 60,
  DAYS_TO_1970 = 719528,  /* from 0000-01-01 */
  DAYS_TO_10000 = 3652425 /* from there as well */
};

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

static bool take_letter(mwi_cursor *c, char letter)
{
  if (mwi_at_end(c) || mwi_to_upper(*c->at) != letter) {
    return false;
  }
  c->at++;
  return true;
}

static bool is_leap(unsigned year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static unsigned days_of(unsigned year, unsigned month)
{
  static const unsigned char days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month] + (month == 2 && is_leap(year) ? 1u : 0u);
}

/* The days from 0000-01-01, in a leap year, to the first of January of that year. */
static unsigned days_before(unsigned year)
{
  return year * 365 + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
}

static bool take_date(mwi_cursor *c, mwi_date_time *t)
{
  unsigned year;
  unsigned month;
  unsigned day;
  if (!take_number(c, 4, 0, 9999, &year) || !mwi_takes(c, '-') ||
      !take_number(c, 2, 1, 12, &month) || !mwi_takes(c, '-') ||
      !take_number(c, 2, 1, days_of(year, month), &day)) {
    return false;
  }
  t->days = days_before(year) + day - 1;
  while (--month > 0) {
    t->days += days_of(year, month);
  }
  return true;
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

static bool take_fraction(mwi_cursor *c, mwi_date_time *t)
{
  const char *begin;
  t->fraction = mwi_takes(c, '.');
  begin = c->at;
  if (t->fraction) {
    c->at = mwi_run(c, MWI_CLASS_DIGIT);
  }
  return !t->fraction || c->at > begin;
}

static bool take_offset(mwi_cursor *c, mwi_date_time *t)
{
  bool behind = mwi_sees(c, '-');
  t->offset = 0;
  t->utc = take_letter(c, 'Z');
  if (t->utc) {
    return true;
  }
  if ((!mwi_takes(c, '-') && !mwi_takes(c, '+')) || !take_minutes(c, &t->offset)) {
    return false;
  }
  t->offset = behind ? MINUTES_OF_DAY - t->offset : t->offset;
  return true;
}

bool mwi_take_date_time(mwi_cursor *c, mwi_date_time *t)
{
  unsigned of_utc;
  if (!take_date(c, t) || !take_letter(c, 'T') || !take_minutes(c, &t->minutes) ||
      !mwi_takes(c, ':') || !take_number(c, 2, 0, 60, &t->second) || !take_fraction(c, t) ||
      !take_offset(c, t)) {
    return false;
  }
  of_utc = (t->minutes + MINUTES_OF_DAY - t->offset % MINUTES_OF_DAY) % MINUTES_OF_DAY;
  return t->second < 60 || of_utc == MINUTES_OF_DAY - 1;
}

int64_t mwi_date_time_seconds(const mwi_date_time *t)
{
  return ((int64_t)t->days - DAYS_TO_1970) * SECONDS_OF_DAY + (int64_t)t->minutes * 60 + t->second;
}

/* That many digits, with leading zeros, and the octet behind them. */
static void put_digits(mw_writer *w, unsigned value, size_t count, char behind)
{
  char octets[5];
  size_t i;
  for (i = count; i > 0; i--) {
    octets[i - 1] = (char)('0' + value % 10);
    value /= 10;
  }
  octets[count] = behind;
  mwi_put(w, mw_slice_of(octets, count + 1));
}

static void put_date(mw_writer *w, unsigned days)
{
  unsigned year = days / 366;
  unsigned month = 1;
  while (days_before(year + 1) <= days) {
    year++;
  }
  days -= days_before(year);
  while (days >= days_of(year, month)) {
    days -= days_of(year, month++);
  }
  put_digits(w, year, 4, '-');
  put_digits(w, month, 2, '-');
  put_digits(w, days + 1, 2, 'T');
}

void mwi_put_date_time(mw_writer *w, int64_t seconds)
{
  const int64_t before = (int64_t)DAYS_TO_1970 * SECONDS_OF_DAY;
  unsigned of_day;
  if (seconds < -before || seconds >= (int64_t)DAYS_TO_10000 * SECONDS_OF_DAY - before) {
    mwi_refuse(w);
    return;
  }
  seconds += before;
  of_day = (unsigned)(seconds % SECONDS_OF_DAY);
  put_date(w, (unsigned)(seconds / SECONDS_OF_DAY));
  put_digits(w, of_day / 3600, 2, ':');
  put_digits(w, of_day / 60 % 60, 2, ':');
  put_digits(w, of_day % 60, 2, 'Z');
}
