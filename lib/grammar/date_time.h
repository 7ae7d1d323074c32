/* SPDX-License-Identifier: MIT */
/* A date and a time of day (RFC 3339 5.6), read, counted in seconds, and written in UTC. */
#ifndef MWI_GRAMMAR_DATE_TIME_H
#define MWI_GRAMMAR_DATE_TIME_H

#include <mailwire/writer.h>

#include "grammar/cursor.h"

typedef struct mwi_date_time {
  unsigned days;    /* since 0000-01-01, as told */
  unsigned minutes; /* since midnight, as told */
  unsigned second;  /* 0 to 60 */
  unsigned offset;  /* minutes that it is ahead of UTC, modulo a day */
  bool fraction;
  bool utc; /* it ended in "Z" */
} mwi_date_time;

/* Takes a date-time. False: none stands there, and the cursor stands at the octet that is wrong. */
bool mwi_take_date_time(mwi_cursor *c, mwi_date_time *t);

/* The seconds since 1970 of one in UTC, a fraction left out. A second 60 is the next minute. */
int64_t mwi_date_time_seconds(const mwi_date_time *t);

/* Writes it in UTC. Refused: what is not within the years 0 to 9999. */
void mwi_put_date_time(mw_writer *w, int64_t seconds);

#endif
