/* SPDX-License-Identifier: MIT */
/* What a server announced, as a set: bits of table rows, typed values, and the lines as they were.
 *
 *   The lines lie in the caller's room one behind the other, a LF after each, which no line can
 * hold.
 */
#include <mailwire/smtp_extension.h>
#include <string.h>

#include "smtp/ehlo_value.h"
#include "smtp/extensions.h"

void mw_smtp_extensions_init(mw_smtp_extensions *set, char *raw, size_t size)
{
  if (set == NULL) {
    return;
  }
  memset(set, 0, sizeof *set);
  set->raw = raw;
  set->raw_size = raw != NULL ? size : 0;
}

bool mw_smtp_extensions_has(const mw_smtp_extensions *set, mw_smtp_extension extension)
{
  size_t number = (size_t)extension;
  return set != NULL && mw_smtp_extension_row(extension) != NULL &&
         (set->bits[number / 64] >> number % 64 & 1) != 0;
}

bool mw_smtp_extensions_has_sasl(const mw_smtp_extensions *set, mw_sasl_mechanism mechanism)
{
  size_t number = (size_t)mechanism;
  return set != NULL && mw_sasl_mechanism_row(mechanism) != NULL &&
         (set->sasl[number / 64] >> number % 64 & 1) != 0;
}

void mw_smtp_extensions_put(mw_smtp_extensions *set, mw_smtp_extension extension)
{
  size_t number = (size_t)extension;
  if (set != NULL && mw_smtp_extension_row(extension) != NULL) {
    set->bits[number / 64] |= UINT64_C(1) << number % 64;
  }
}

void mw_smtp_extensions_put_sasl(mw_smtp_extensions *set, mw_sasl_mechanism mechanism)
{
  size_t number = (size_t)mechanism;
  if (set != NULL && mw_sasl_mechanism_row(mechanism) != NULL) {
    set->sasl[number / 64] |= UINT64_C(1) << number % 64;
  }
}

/* ---- lines -------------------------------------------------------------------------------------
 */

static void keep_raw(mw_smtp_extensions *set, mw_slice text)
{
  if (set->overflow || text.len + 1 > set->raw_size - set->raw_used) {
    set->overflow = true;
    return;
  }
  memcpy(set->raw + set->raw_used, text.ptr, text.len);
  set->raw_used += text.len;
  set->raw[set->raw_used++] = '\n';
}

void mw_smtp_extensions_add(mw_smtp_extensions *set, const mw_smtp_reply_line *line, uint64_t allow,
                            mw_finding *finding)
{
  mw_smtp_ehlo_line parsed;
  if (set == NULL || line == NULL || finding == NULL || line->code != 250) {
    return;
  }
  if (!set->first_seen) {
    set->first_seen = true;
    return;
  }
  if (!mw_smtp_ehlo_line_parse(line->text, allow, &parsed, finding)) {
    return;
  }
  if (parsed.extension == MW_SMTP_EXT_UNKNOWN) {
    set->unknown++;
  }
  mw_smtp_extensions_put(set, parsed.extension);
  mwi_ehlo_read(set, &parsed);
  keep_raw(set, line->text);
}

bool mw_smtp_extensions_raw_next(const mw_smtp_extensions *set, size_t *at, mw_slice *line)
{
  const char *end;
  if (set == NULL || at == NULL || line == NULL || *at >= set->raw_used) {
    return false;
  }
  line->ptr = set->raw + *at;
  end = memchr(line->ptr, '\n', set->raw_used - *at);
  line->len = (size_t)(end - line->ptr);
  *at += line->len + 1;
  return true;
}

/* ---- compared ----------------------------------------------------------------------------------
 */

bool mwi_extension_line_next(const mw_smtp_extensions *set, mw_smtp_extension extension, size_t *at,
                             mw_slice *raw, mw_smtp_ehlo_line *line)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  while (mw_smtp_extensions_raw_next(set, at, raw)) {
    if (mw_smtp_ehlo_line_parse(*raw, MW_ALLOW_REPORTED, line, &unused) &&
        line->extension == extension) {
      return true;
    }
  }
  return false;
}

static bool has_unknown_line(const mw_smtp_extensions *set, mw_slice wanted)
{
  size_t at = 0;
  mw_slice raw;
  mw_smtp_ehlo_line line;
  while (mwi_extension_line_next(set, MW_SMTP_EXT_UNKNOWN, &at, &raw, &line)) {
    if (mw_slice_equal_nocase(raw, wanted)) {
      return true;
    }
  }
  return false;
}

/* Whether every unknown line of a stands in b. */
static bool knows_lines_of(const mw_smtp_extensions *b, const mw_smtp_extensions *a)
{
  size_t at = 0;
  mw_slice raw;
  mw_smtp_ehlo_line line;
  while (mwi_extension_line_next(a, MW_SMTP_EXT_UNKNOWN, &at, &raw, &line)) {
    if (!has_unknown_line(b, raw)) {
      return false;
    }
  }
  return true;
}

static bool same_values(const mw_smtp_extensions *a, const mw_smtp_extensions *b)
{
  return a->has_size == b->has_size && a->size == b->size && a->mail_max == b->mail_max &&
         a->rcpt_max == b->rcpt_max && a->rcpt_domain_max == b->rcpt_domain_max &&
         a->deliver_by == b->deliver_by && a->hold_for == b->hold_for &&
         a->hold_until == b->hold_until;
}

/* Whether every item of a stands in b. */
static bool has_items_of(const mw_smtp_extensions *b, const mw_smtp_extensions *a)
{
  unsigned number;
  for (number = 1; number < 64 * MW_SMTP_EXT_WORDS; number++) {
    mw_smtp_extension extension = (mw_smtp_extension)number;
    size_t at = 0;
    mw_slice item;
    while (mw_smtp_extensions_has(a, extension) &&
           mw_smtp_extensions_item_next(a, extension, &at, &item)) {
      if (!mwi_ehlo_has_item(b, extension, item, SIZE_MAX)) {
        return false;
      }
    }
  }
  return true;
}

bool mw_smtp_extensions_equal(const mw_smtp_extensions *a, const mw_smtp_extensions *b)
{
  if (a == NULL || b == NULL) {
    return false;
  }
  return memcmp(a->bits, b->bits, sizeof a->bits) == 0 &&
         memcmp(a->sasl, b->sasl, sizeof a->sasl) == 0 && same_values(a, b) &&
         (a->unknown_sasl == 0) == (b->unknown_sasl == 0) && knows_lines_of(a, b) &&
         knows_lines_of(b, a) && has_items_of(a, b) && has_items_of(b, a);
}
