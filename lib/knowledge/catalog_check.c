/* SPDX-License-Identifier: MIT */
/* A catalogue's rows checked: each by itself, against the others, against those it stands over. */
#include <string.h>

#include "base/slice.h"
#include "base/writer.h"
#include "knowledge/catalog.h"
#include "pop3/response.h"
#include "smtp/code.h"

static const mw_slice no_param = {NULL, 0};

/* ---- a row by itself ------------------------------------------------------------------------ */

static bool is_status(mw_pop3_status status)
{
  return status == MW_POP3_STATUS_OK || status == MW_POP3_STATUS_ERR;
}

/* A row that is written has a code that may be, or a status. An alias may have any three digits, or
 * neither. */
static bool has_code(const mw_catalog_row *row)
{
  if (row->code != 0) {
    return row->status == MW_POP3_STATUS_NONE &&
           (row->of != NULL ? row->code <= 999 : mwi_code_is_regular(row->code));
  }
  return is_status(row->status) || (row->of != NULL && row->status == MW_POP3_STATUS_NONE);
}

static bool has_detail(const mw_catalog_row *row)
{
  mw_slice detail = mw_slice_text(row->detail);
  mw_enhanced enhanced;
  if (detail.len == 0) {
    return true;
  }
  if (row->of != NULL) {
    return false;
  }
  if (row->code == 0) {
    return mwi_is_pop3_code(detail);
  }
  return mw_enhanced_parse(detail, &enhanced, NULL) == detail.len &&
         mw_enhanced_fits(enhanced, row->code);
}

/* How many octets of the text a line may hold, or several lines of SMTP. An alias is only read. */
static size_t good_octets(const mw_catalog_row *row, mw_slice text, bool utf8)
{
  size_t at = mwi_text_octets(text, utf8 || row->of != NULL);
  while (at < text.len && text.ptr[at] == '\n' && row->code != 0) {
    at++;
    at += mwi_text_octets(mwi_slice_from(text, at), utf8 || row->of != NULL);
  }
  return at;
}

bool mwi_catalog_row_sound(const mw_catalog_row *row, bool utf8, mwi_template *t,
                           mw_catalog_flaw *flaw)
{
  mw_slice text = mw_slice_text(row->text);
  size_t offset;
  if (text.len == 0 || mw_slice_text(row->name).len == 0) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_NO_NAME, no_param, 0);
  }
  if (!has_code(row)) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_BAD_CODE, no_param, 0);
  }
  if (!has_detail(row)) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_BAD_DETAIL, no_param, 0);
  }
  if (!mwi_template_split(text, t, &offset)) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_BAD_TEMPLATE, no_param, offset);
  }
  offset = good_octets(row, text, utf8);
  return offset == text.len || mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_BAD_OCTET, no_param, offset);
}

/* ---- a row among others --------------------------------------------------------------------- */

/* Whether the row is the first of its name. */
static bool is_first(const mw_catalog *catalog, const mw_catalog_row *row)
{
  return row->of != NULL || mw_catalog_find(catalog, mw_slice_text(row->name)) == row;
}

static bool is_of_something(const mw_catalog *catalog, const mw_catalog_row *row)
{
  return row->of == NULL || mw_catalog_find(catalog, mw_slice_text(row->of)) != NULL;
}

/* The same placeholders as the row that it replaces, if there is one. *param: one that only one of
 * them has. */
static bool keeps_params(const mw_catalog *catalog, const mw_catalog_row *row,
                         const mwi_template *t, mw_slice *param)
{
  const mw_catalog_row *base = mw_catalog_find(catalog->base, mw_slice_text(row->name));
  mwi_template b;
  size_t offset;
  size_t i;
  if (row->of != NULL || base == NULL ||
      !mwi_template_split(mw_slice_text(base->text), &b, &offset)) {
    return true;
  }
  for (i = 0; i < t->count; i++) {
    *param = t->names[i];
    if (mwi_template_find(&b, *param) == b.count) {
      return false;
    }
  }
  for (i = 0; i < b.count; i++) {
    *param = b.names[i];
    if (mwi_template_find(t, *param) == t->count) {
      return false;
    }
  }
  return true;
}

/* ---- a row tried ---------------------------------------------------------------------------- */

/* The shortest value that the placeholder may have. */
static mw_slice shortest_value(const mwi_template *t, size_t number)
{
  if (mwi_template_is_host(t)) {
    return mw_slice_text("x.x");
  }
  return mw_slice_text(mwi_value_kind_of(t->names[number]) == MWI_VALUE_NUMBER ? "0" : "x");
}

/* The shortest values that fit: with them a line is read as another only if it is so with all. */
static bool try_row(const mw_catalog_row *row, const mwi_template *t, bool detail,
                    mw_catalog_flaw *flaw)
{
  mw_slice values[MW_CATALOG_PARAMS];
  mwi_catalog_composed line;
  size_t i;
  for (i = 0; i < t->count; i++) {
    values[i] = shortest_value(t, i);
  }
  return mwi_catalog_compose(row, t, values, detail, &line, flaw) &&
         (row->of != NULL || mwi_catalog_may_put(row, detail, &line, flaw));
}

static bool check_catalog_row(const mw_catalog *catalog, const mw_catalog_row *row, bool utf8,
                              mw_catalog_flaw *flaw)
{
  mwi_template t;
  mw_slice param;
  flaw->row = row;
  if (!mwi_catalog_row_sound(row, utf8, &t, flaw)) {
    return false;
  }
  if (!is_first(catalog, row)) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_NAME_TWICE, no_param, 0);
  }
  if (!is_of_something(catalog, row)) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_BAD_ALIAS, no_param, 0);
  }
  if (!keeps_params(catalog, row, &t, &param)) {
    return mwi_catalog_flaw(flaw, MW_CATALOG_FLAW_PARAMS_DIFFER, param, 0);
  }
  return try_row(row, &t, false, flaw) && try_row(row, &t, true, flaw);
}

bool mw_catalog_check(const mw_catalog *catalog, bool utf8, mw_catalog_flaw *flaw)
{
  mw_catalog_flaw found;
  bool good = catalog != NULL && (catalog->rows != NULL || catalog->count == 0);
  size_t i;
  memset(&found, 0, sizeof found);
  found.kind = good ? MW_CATALOG_FLAW_NONE : MW_CATALOG_FLAW_NO_ROW;
  for (i = 0; good && i < catalog->count; i++) {
    good = check_catalog_row(catalog, &catalog->rows[i], utf8, &found);
  }
  if (good) {
    memset(&found, 0, sizeof found);
  }
  if (flaw != NULL) {
    *flaw = found;
  }
  return good;
}
