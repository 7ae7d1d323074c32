/* SPDX-License-Identifier: MIT */
/* Values that are a date and a time.
 *
 *   HOLDUNTIL    = date-time, in UTC                                     ; RFC 4865 3
 *   RRVS         = date-time without fraction [ ";" ( "C" / "R" ) ]      ; RFC 7293 3.1
 */
#include "grammar/date_time.h"
#include "smtp/param_value.h"

bool mwi_value_hold_until(mwi_cursor *c, mw_smtp_params *params)
{
  const char *begin = c->at;
  mwi_date_time t;
  if (!mwi_take_date_time(c, &t) || !t.utc) {
    return false;
  }
  params->hold_until = mwi_slice_since(c, begin);
  return true;
}

bool mwi_value_rrvs(mwi_cursor *c, mw_smtp_params *params)
{
  const char *begin = c->at;
  mwi_date_time t;
  if (!mwi_take_date_time(c, &t) || t.fraction) {
    return false;
  }
  params->rrvs_time = mwi_slice_since(c, begin);
  params->rrvs_action = mwi_takes(c, ';') ? mwi_take_one_of(c, "CR") : 'R';
  return params->rrvs_action != '\0';
}
