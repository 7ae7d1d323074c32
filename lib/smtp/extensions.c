/* SPDX-License-Identifier: MIT */
/* What a server announced, as a set: bits of table rows, typed values, and the lines as they were.
 */
#include "smtp/extensions.h"

#include <string.h>

#include "base/bits.h"
#include "smtp/ehlo_value.h"

void mw_smtp_extensions_init(mw_smtp_extensions *set, char *room, size_t size)
{
  if (set == NULL) {
    return;
  }
  memset(set, 0, sizeof *set);
  mwi_announced_init(&set->lines, room, size);
}

bool mw_smtp_extensions_has(const mw_smtp_extensions *set, mw_smtp_extension extension)
{
  return set != NULL && mw_smtp_extension_row(extension) != NULL &&
         mwi_has_bit(set->bits, (size_t)extension);
}

void mw_smtp_extensions_put(mw_smtp_extensions *set, mw_smtp_extension extension)
{
  if (set != NULL && mw_smtp_extension_row(extension) != NULL) {
    mwi_put_bit(set->bits, (size_t)extension);
  }
}

/* ---- lines ---------------------------------------------------------------------------------- */

static bool read_ehlo_items(mw_slice text, unsigned *of, mw_slice *says)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_smtp_ehlo_line line;
  if (!mw_smtp_ehlo_line_parse(text, MW_ALLOW_REPORTED, &line, &unused)) {
    return false;
  }
  *of = (unsigned)line.extension;
  *says = line.extension == MW_SMTP_EXT_UNKNOWN ? text : line.params;
  return true;
}

static bool next_ehlo_item(unsigned of, mw_slice *says, mw_slice *item)
{
  if (of != MW_SMTP_EXT_UNKNOWN) {
    return mw_smtp_ehlo_item_next((mw_smtp_extension)of, says, item);
  }
  *item = *says;
  says->len = 0;
  return true;
}

const mwi_announced_kind mwi_ehlo_kind = {read_ehlo_items, next_ehlo_item};

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
  mwi_announced_keep(&set->lines, line->text, &mwi_ehlo_kind);
}

/* ---- compared ------------------------------------------------------------------------------- */

bool mwi_extension_line_next(const mw_smtp_extensions *set, mw_smtp_extension extension, size_t *at,
                             mw_slice *raw, mw_smtp_ehlo_line *line)
{
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  while (mw_announced_next(&set->lines, at, raw)) {
    if (mw_smtp_ehlo_line_parse(*raw, MW_ALLOW_REPORTED, line, &unused) &&
        line->extension == extension) {
      return true;
    }
  }
  return false;
}

static bool same_values(const mw_smtp_extensions *a, const mw_smtp_extensions *b)
{
  return a->has_size == b->has_size && a->size == b->size && a->mail_max == b->mail_max &&
         a->rcpt_max == b->rcpt_max && a->rcpt_domain_max == b->rcpt_domain_max &&
         a->deliver_by == b->deliver_by && a->hold_for == b->hold_for &&
         a->hold_until == b->hold_until;
}

bool mw_smtp_extensions_equal(const mw_smtp_extensions *a, const mw_smtp_extensions *b)
{
  if (a == NULL || b == NULL) {
    return false;
  }
  return memcmp(a->bits, b->bits, sizeof a->bits) == 0 && mw_sasl_set_equal(&a->sasl, &b->sasl) &&
         same_values(a, b) && mwi_announced_same(&a->lines, &b->lines, &mwi_ehlo_kind);
}
