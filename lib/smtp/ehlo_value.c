/* SPDX-License-Identifier: MIT */
/* What follows a keyword in the reply to EHLO, by the form that its row names: typed fields, and
 * items where a type would say too little.
 *
 *   SIZE       = [ 1*DIGIT ]                                             ; RFC 1870 3
 *   MECHANISMS = sasl-mech *( SP sasl-mech )                             ; RFC 4954 3
 *   LIMITS     = limit *( SP limit )                                     ; RFC 9422 3
 *   BY-TIME    = [ [ 1*9DIGIT ] *( "," extension-token ) ]               ; RFC 2852 2
 *   RELEASE    = %x31-39 *8DIGIT SP date-time                            ; RFC 4865 3, in UTC
 *   LIST       = [ word *( "," word ) ]                                  ; RFC 3865 2
 *   word       = ALPHA *( ALPHA / DIGIT / "." / "-" / "_" / ":" )
 *   PROFILE    = [ 1*20( ALPHA / DIGIT / "-" / "_" / "." ) ]             ; RFC 6710 3
 */
#include "smtp/ehlo_value.h"

#include <string.h>

#include "base/number.h"
#include "base/slice.h"
#include "grammar/date_time.h"
#include "grammar/sasl.h"
#include "smtp/extensions.h"
#include "smtp/param_value.h"

enum { PROFILE_OCTETS = 20 }; /* RFC 6710 3 */

/* ---- typed fields --------------------------------------------------------------------------- */

static void read_nothing(mw_smtp_extensions *set, mw_slice params)
{
  (void)set;
  (void)params;
}

static void read_size(mw_smtp_extensions *set, mw_slice params)
{
  mw_slice param;
  uint64_t value;
  mwi_number read;
  if (!mw_word_next(&params, &param)) {
    return;
  }
  read = mwi_number_parse(&param, UINT64_MAX, &value);
  if (read == MWI_NUMBER_NONE || (read == MWI_NUMBER_OK && param.len > 0)) {
    return;
  }
  set->has_size = true;
  set->size = value;
}

static void read_mechanisms(mw_smtp_extensions *set, mw_slice params)
{
  mwi_sasl_set_read(&set->sasl, params);
}

static const struct {
  const char *name;
  size_t field;
} limit_fields[] = {{"MAILMAX", offsetof(mw_smtp_extensions, mail_max)},
                    {"RCPTMAX", offsetof(mw_smtp_extensions, rcpt_max)},
                    {"RCPTDOMAINMAX", offsetof(mw_smtp_extensions, rcpt_domain_max)}};

enum { LIMITS = sizeof limit_fields / sizeof limit_fields[0] };

/* Which limit has that name; LIMITS when none has. */
static size_t find_limit(mw_slice name)
{
  size_t i = 0;
  while (i < LIMITS && !mw_slice_equal_nocase(name, mw_slice_text(limit_fields[i].name))) {
    i++;
  }
  return i;
}

/* One malformed limit makes the whole list void (RFC 9422 3). */
static bool are_limits(mw_slice params)
{
  mw_slice param;
  mw_slice name;
  uint32_t value;
  while (mw_word_next(&params, &param)) {
    if (!mw_smtp_limit_parse(param, &name, &value)) {
      return false;
    }
  }
  return true;
}

static void read_limits(mw_smtp_extensions *set, mw_slice params)
{
  mw_slice param;
  mw_slice name;
  uint32_t value;
  if (!are_limits(params)) {
    return;
  }
  while (mw_word_next(&params, &param)) {
    if (mw_smtp_limit_parse(param, &name, &value) && value != 0) {
      memcpy((char *)set + limit_fields[find_limit(name)].field, &value, sizeof value);
    }
  }
}

static void read_by_time(mw_smtp_extensions *set, mw_slice params)
{
  uint64_t value;
  mw_slice param;
  mw_slice rest;
  if (!mw_word_next(&params, &param)) {
    return;
  }
  rest = param;
  if (mwi_number_parse(&rest, MWI_SECONDS_MOST, &value) == MWI_NUMBER_OK &&
      param.len - rest.len <= MWI_SECONDS_DIGITS && (rest.len == 0 || rest.ptr[0] == ',')) {
    set->deliver_by = (uint32_t)value;
  }
}

/* The whole of text as seconds, without a leading zero; 0 when it is no such number. */
static uint32_t interval_of(mw_slice text)
{
  uint64_t seconds;
  if (text.ptr[0] == '0' || mwi_number_parse(&text, MWI_SECONDS_MOST, &seconds) != MWI_NUMBER_OK ||
      text.len > 0) {
    return 0;
  }
  return (uint32_t)seconds;
}

/* The whole of text as a date-time in UTC; 0 when it is none. */
static int64_t date_of(mw_slice text)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(text, NULL, &unused);
  mwi_date_time t;
  return mwi_take_date_time(&c, &t) && mwi_at_end(&c) && t.utc ? mwi_date_time_seconds(&t) : 0;
}

/* Both, or it says neither. */
static void read_release(mw_smtp_extensions *set, mw_slice params)
{
  mw_slice interval;
  mw_slice until;
  mw_slice more;
  if (!mw_word_next(&params, &interval) || !mw_word_next(&params, &until) ||
      mw_word_next(&params, &more)) {
    return;
  }
  if (interval_of(interval) != 0 && date_of(until) != 0) {
    set->hold_for = interval_of(interval);
    set->hold_until = date_of(until);
  }
}

/* ---- items ---------------------------------------------------------------------------------- */

static bool is_none(mw_slice item)
{
  (void)item;
  return false;
}

static bool is_any(mw_slice item)
{
  (void)item;
  return true;
}

static bool is_unknown_mechanism(mw_slice item)
{
  return mw_sasl_mechanism_find(item) == MW_SASL_UNKNOWN;
}

static bool is_unknown_limit(mw_slice item)
{
  mw_slice name;
  uint32_t value;
  return mw_smtp_limit_parse(item, &name, &value) && find_limit(name) == LIMITS;
}

/* Not the least seconds. */
static bool is_token(mw_slice item)
{
  uint64_t value;
  return mwi_number_parse(&item, UINT64_MAX, &value) == MWI_NUMBER_NONE || item.len > 0;
}

/* How many octets from the first on are letters, digits or one of others. */
static size_t run_of(mw_slice item, const char *others)
{
  size_t len = 0;
  while (len < item.len &&
         (mwi_is_let_dig(item.ptr[len]) || memchr(others, item.ptr[len], strlen(others)) != NULL)) {
    len++;
  }
  return len;
}

static bool is_soliciting_word(mw_slice item)
{
  return mwi_is_alpha(item.ptr[0]) && run_of(item, ".-_:") == item.len;
}

static bool is_profile(mw_slice item)
{
  return item.len <= PROFILE_OCTETS && run_of(item, "-_.") == item.len;
}

/* One row a form. */
static const struct {
  void (*read)(mw_smtp_extensions *, mw_slice params);
  bool (*is_item)(mw_slice);
  char separator;
} ehlo_forms[] = {
    [MW_SMTP_SAYS_NOTHING] = {read_nothing, is_none, ' '},
    [MW_SMTP_SAYS_WORDS] = {read_nothing, is_any, ' '},
    [MW_SMTP_SAYS_LIST] = {read_nothing, is_soliciting_word, ','},
    [MW_SMTP_SAYS_PROFILE] = {read_nothing, is_profile, ' '},
    [MW_SMTP_SAYS_SIZE] = {read_size, is_none, ' '},
    [MW_SMTP_SAYS_MECHANISMS] = {read_mechanisms, is_unknown_mechanism, ' '},
    [MW_SMTP_SAYS_LIMITS] = {read_limits, is_unknown_limit, ' '},
    [MW_SMTP_SAYS_BY_TIME] = {read_by_time, is_token, ','},
    [MW_SMTP_SAYS_RELEASE] = {read_release, is_none, ' '},
};

mw_smtp_ehlo_form mwi_ehlo_form_of(mw_smtp_extension extension)
{
  const mw_smtp_extension_info *row = mw_smtp_extension_row(extension);
  return row != NULL ? row->form : MW_SMTP_SAYS_NOTHING;
}

char mwi_ehlo_separator(mw_smtp_ehlo_form form)
{
  return ehlo_forms[form].separator;
}

void mwi_ehlo_read(mw_smtp_extensions *set, const mw_smtp_ehlo_line *line)
{
  ehlo_forms[mwi_ehlo_form_of(line->extension)].read(set, line->params);
}

/* What stands up to the next blank, or up to the separator; empty at the end. */
static mw_slice take_item_text(mw_slice *params, char separator)
{
  mw_slice part;
  size_t len = 0;
  while (params->len > 0 && (mwi_is_wsp(params->ptr[0]) || params->ptr[0] == separator)) {
    *params = mwi_slice_from(*params, 1);
  }
  while (len < params->len && !mwi_is_wsp(params->ptr[len]) && params->ptr[len] != separator) {
    len++;
  }
  part = mwi_slice_head(*params, len);
  if (len > 0) {
    *params = mwi_slice_from(*params, len);
  }
  return part;
}

bool mw_smtp_ehlo_item_next(mw_smtp_extension extension, mw_slice *params, mw_slice *item)
{
  mw_smtp_ehlo_form form = mwi_ehlo_form_of(extension);
  if (params == NULL || item == NULL) {
    return false;
  }
  do {
    *item = take_item_text(params, ehlo_forms[form].separator);
  } while (item->len > 0 && !ehlo_forms[form].is_item(*item));
  return item->len > 0;
}

/* Whether that place of the raw octets is not where a line begins. */
static bool is_within_line(const mw_smtp_extensions *set, size_t at)
{
  return at > 0 && at <= set->lines.used && set->lines.room[at - 1] != '\n';
}

bool mw_smtp_extensions_item_next(const mw_smtp_extensions *set, mw_smtp_extension extension,
                                  size_t *at, mw_slice *item)
{
  mw_smtp_ehlo_line line;
  mw_slice raw;
  bool within;
  if (set == NULL || at == NULL || item == NULL) {
    return false;
  }
  within = is_within_line(set, *at);
  if (within) {
    (void)mw_announced_next(&set->lines, at, &raw);
    line.params = raw;
    within = mw_smtp_ehlo_item_next(extension, &line.params, item);
  }
  while (!within) {
    if (!mwi_extension_line_next(set, extension, at, &raw, &line)) {
      return false;
    }
    within = mw_smtp_ehlo_item_next(extension, &line.params, item);
  }
  if (line.params.len > 0) { /* the rest of this line comes next */
    *at = (size_t)(line.params.ptr - set->lines.room);
  }
  return true;
}
