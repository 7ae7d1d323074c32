/* SPDX-License-Identifier: MIT */
/* The form of a row's text: where its placeholders are, and what may stand in their place. */
#include "knowledge/template.h"

#include <mailwire/address.h>
#include <string.h>

#include "base/slice.h"
#include "text/char_class.h"

/* ---- the parts ------------------------------------------------------------------------------ */

/* Where the literal ends that begins at `at`: in front of a brace that is no doubled one. */
static size_t literal_end(mw_slice text, size_t at)
{
  while (at < text.len) {
    if (text.ptr[at] != '{') {
      at++;
    } else if (at + 1 < text.len && text.ptr[at + 1] == '{') {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

static bool is_name_octet(char octet)
{
  return (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || octet == '-';
}

/* Takes the placeholder whose brace stands at *at. */
static bool take_placeholder(mw_slice text, size_t *at, mwi_template *t)
{
  size_t begin = *at + 1;
  size_t end = begin;
  mw_slice name;
  while (end < text.len && is_name_octet(text.ptr[end])) {
    end++;
  }
  name = mw_slice_of(text.ptr + begin, end - begin);
  if (name.len == 0 || end == text.len || text.ptr[end] != '}' || t->count == MW_CATALOG_PARAMS ||
      mwi_template_find(t, name) < t->count) {
    return false;
  }
  t->names[t->count++] = name;
  *at = end + 1;
  return true;
}

bool mwi_template_split(mw_slice text, mwi_template *t, size_t *offset)
{
  size_t at = 0;
  t->count = 0;
  for (;;) {
    size_t begin = at;
    at = literal_end(text, begin);
    t->literals[t->count] = mw_slice_of(text.ptr + begin, at - begin);
    if (at == text.len) {
      return true;
    }
    *offset = at;
    if ((t->count > 0 && at == begin) || !take_placeholder(text, &at, t)) {
      return false;
    }
  }
}

size_t mwi_template_find(const mwi_template *t, mw_slice name)
{
  size_t i = 0;
  while (i < t->count && !mw_slice_equal(t->names[i], name)) {
    i++;
  }
  return i;
}

/* ---- literals ------------------------------------------------------------------------------- */

size_t mwi_literal_length(mw_slice literal)
{
  size_t len = 0;
  size_t i;
  for (i = 0; i < literal.len; i++) {
    i += literal.ptr[i] == '{';
    len++;
  }
  return len;
}

bool mwi_literal_is_at(mw_slice literal, const char *at)
{
  size_t i;
  for (i = 0; i < literal.len; i++, at++) {
    if (mwi_to_upper(literal.ptr[i]) != mwi_to_upper(*at)) {
      return false;
    }
    i += literal.ptr[i] == '{';
  }
  return true;
}

/* ---- values --------------------------------------------------------------------------------- */

typedef struct value_row {
  const char *name;
  mwi_value_kind kind;
} value_row;

static const value_row value_rows[] = {
#define MW_CATALOG_PARAM(name, kind) {name, MWI_VALUE_##kind},
#include <mailwire/tables/catalog_param.def>
};

mwi_value_kind mwi_value_kind_of(mw_slice name)
{
  size_t i;
  for (i = 0; i < sizeof value_rows / sizeof value_rows[0]; i++) {
    if (mw_slice_equal(name, mw_slice_text(value_rows[i].name))) {
      return value_rows[i].kind;
    }
  }
  return MWI_VALUE_WORD;
}

/* A name with an underscore is a host, and one in UTF-8: servers have such names. */
static bool is_host(mw_slice value, size_t *offset)
{
  mw_rules rules;
  mw_host host;
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  bool good;
  mw_rules_init(&rules, MW_ALLOW_UNDERSCORE | MW_ALLOW_UTF8);
  good = mw_host_parse(value, &rules, &host, &finding);
  *offset = finding.offset;
  return good;
}

/* Whether an octet may stand in a WORD or a NUMBER. */
static bool is_of_kind(mwi_value_kind kind, char octet)
{
  return kind == MWI_VALUE_NUMBER ? mwi_is_digit(octet) : !mwi_is_control(octet) && octet != ' ';
}

/* Whether what follows the text goes on with the domain of an address. */
static bool leads_into_address(mw_slice text)
{
  size_t i = text.len;
  while (i > 0 && (mwi_is_atext(text.ptr[i - 1]) || text.ptr[i - 1] == '.')) {
    i--;
  }
  return i > 0 && text.ptr[i - 1] == '@';
}

/* Whether the text goes on with the local part of an address, which has no two dots in a row. */
static bool follows_in_address(mw_slice text)
{
  size_t i = 0;
  while (i < text.len && (mwi_is_atext(text.ptr[i]) ||
                          (text.ptr[i] == '.' && (i == 0 || text.ptr[i - 1] != '.')))) {
    i++;
  }
  return i < text.len && text.ptr[i] == '@';
}

static bool is_value(mwi_value_kind kind, mw_slice value, size_t *offset)
{
  size_t i = 0;
  *offset = 0;
  if (value.len == 0) {
    return false;
  }
  switch (kind) {
  case MWI_VALUE_TEXT: return true;
  case MWI_VALUE_BEFORE: return !leads_into_address(value);
  case MWI_VALUE_BEHIND: return !follows_in_address(value);
  case MWI_VALUE_HOST: return is_host(value, offset);
  default: break;
  }
  while (i < value.len && is_of_kind(kind, value.ptr[i])) {
    i++;
  }
  *offset = i;
  return i == value.len;
}

bool mwi_template_is_host(const mwi_template *t)
{
  return t->count == 1 && t->literals[0].len == 0 && t->literals[1].len == 0 &&
         mwi_value_kind_of(t->names[0]) == MWI_VALUE_HOST;
}

bool mwi_template_takes(const mwi_template *t, size_t number, mw_slice value, size_t *offset)
{
  if (!is_value(mwi_value_kind_of(t->names[number]), value, offset)) {
    return false;
  }
  *offset = value.len;
  return !mwi_template_is_host(t) || value.ptr[0] == '[' ||
         memchr(value.ptr, '.', value.len) != NULL;
}
