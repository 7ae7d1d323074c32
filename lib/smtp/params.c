/* SPDX-License-Identifier: MIT */
/* The parameters of a command, one and all of them, into their typed fields. */
#include <string.h>

#include "base/slice.h"
#include "smtp/param_value.h"
#include "base/word.h"

static uint64_t bit_of(mw_smtp_param param)
{
  return UINT64_C(1) << param;
}

/* The row of the keyword if it may stand there. */
static const mw_smtp_param_info *row_for(mw_slice keyword, mw_smtp_params_of of)
{
  const mw_smtp_param_info *row = mw_smtp_param_row(mw_smtp_param_find(keyword));
  bool may = row != NULL && (of == MW_SMTP_PARAMS_RCPT ? row->rcpt : row->mail);
  return may ? row : NULL;
}

/* Reads the value of a parameter that has one. */
static bool read_typed(const mw_param *param, mw_smtp_param number, const mw_rules *rules,
                       mw_smtp_params *params, mw_finding *finding)
{
  size_t begin = param->keyword.len + 1;
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c = mwi_cursor_of(param->value, rules, &found);
  bool good = mwi_value_read(number, &c, params);
  finding->tolerated |= found.tolerated;
  if (found.fault != MW_FAULT_NONE) {
    mwi_find_fault(finding, found.fault, begin + found.offset);
  }
  return good;
}

static bool read_value(const mw_param *param, const mw_smtp_param_info *row, const mw_rules *rules,
                       mw_smtp_params *params, mw_finding *finding)
{
  bool wants_value = row->value[0] != '\0';
  if (wants_value != (param->value.ptr != NULL)) {
    mwi_find_fault(finding, MW_FAULT_BAD_PARAM_VALUE, param->keyword.len);
    return false;
  }
  return !wants_value || read_typed(param, row->param, rules, params, finding);
}

/* Two that exclude each other (RFC 4865 4.2 (9)). */
static bool conflicts(uint64_t present)
{
  uint64_t both = bit_of(MW_SMTP_PARAM_HOLDFOR) | bit_of(MW_SMTP_PARAM_HOLDUNTIL);
  return (present & both) == both;
}

mw_smtp_param mw_smtp_param_read(const mw_param *param, mw_smtp_params_of of, const mw_rules *rules,
                                 mw_smtp_params *params, mw_finding *finding)
{
  const mw_smtp_param_info *row;
  if (param == NULL || params == NULL || finding == NULL) {
    return MW_SMTP_PARAM_UNKNOWN;
  }
  row = row_for(param->keyword, of);
  if (row == NULL) {
    params->unknown++;
    return MW_SMTP_PARAM_UNKNOWN;
  }
  if ((params->present & bit_of(row->param)) != 0) {
    mwi_find_fault(finding, MW_FAULT_PARAM_TWICE, 0);
  } else if (read_value(param, row, rules, params, finding)) {
    params->present |= bit_of(row->param);
    if (conflicts(params->present)) {
      mwi_find_fault(finding, MW_FAULT_PARAM_CONFLICT, 0);
    }
  }
  return row->param;
}

/* Whether a parameter ends there: with the text, or with a single space, which is passed, in front
 * of another. */
static bool ends_well(mwi_cursor *c)
{
  return mwi_at_end(c) || (mwi_takes(c, ' ') && !mwi_at_end(c) && *c->at != ' ');
}

/* Takes SIZE or BODY, which nearly all parameters are, with the space behind it: its octets are
 * looked at once. False: it is another, or something is odd about it; nothing was taken. */
static bool take_frequent(mwi_cursor *c, mw_smtp_params *params)
{
  const char *begin = c->at;
  uint32_t word;
  bool size;
  uint64_t bit;
  if (c->end - begin < 6 || begin[4] != '=') {
    return false;
  }
  word = mwi_word_four(begin) & UINT32_C(0xDFDFDFDF);
  size = word == mwi_word_four("SIZE");
  bit = bit_of(size ? MW_SMTP_PARAM_SIZE : MW_SMTP_PARAM_BODY);
  if ((!size && word != mwi_word_four("BODY")) || (params->present & bit) != 0) {
    return false;
  }
  c->at = begin + 5;
  if (!(size ? mwi_value_size(c, params) : mwi_value_body(c, params)) || !ends_well(c)) {
    c->at = begin;
    return false;
  }
  params->present |= bit;
  return true;
}

/* atom ";" and xtext of which nothing is encoded, up to a space or the end. An atom may hold "=",
 * but no value may. */
static bool take_plain_orcpt(mwi_cursor *c, mw_smtp_params *params)
{
  const char *begin = c->at;
  c->at = mwi_run(c, MWI_CLASS_ATEXT);
  params->orcpt_type = mwi_slice_since(c, begin);
  if (params->orcpt_type.len == 0 || params->orcpt_type.ptr[0] == 'u' ||
      params->orcpt_type.ptr[0] == 'U' || !mwi_takes(c, ';') ||
      memchr(params->orcpt_type.ptr, '=', params->orcpt_type.len) != NULL) {
    return false;
  }
  params->orcpt.ptr = c->at;
  c->at = mwi_run(c, MWI_CLASS_XCHAR);
  params->orcpt.len = mwi_since(c, params->orcpt.ptr);
  return mwi_since(c, begin) <= MWI_ORCPT_OCTETS;
}

/* Which of the two parameters of RCPT a word of eight octets begins with. */
static mw_smtp_param frequent_rcpt(uint64_t word)
{
  if ((word & mwi_word_eight("\xff\xff\xff\xff\xff\xff\xff\0")) == mwi_word_eight("NOTIFY=\0")) {
    return MW_SMTP_PARAM_NOTIFY;
  }
  return (word & mwi_word_eight("\xff\xff\xff\xff\xff\xff\0\0")) == mwi_word_eight("ORCPT=\0\0")
             ? MW_SMTP_PARAM_ORCPT
             : MW_SMTP_PARAM_UNKNOWN;
}

/* The same for the two parameters of RCPT. What was stored of one that is not taken is stored again
 * by its reader, or is not marked as present. */
static bool take_frequent_rcpt(mwi_cursor *c, mw_smtp_params *params)
{
  const char *begin = c->at;
  mw_smtp_param param;
  uint64_t word;
  bool good;
  if (c->end - begin < 8) {
    return false;
  }
  word = mwi_fold_eight(mwi_word_eight(begin));
  param = frequent_rcpt(word);
  if (param == MW_SMTP_PARAM_UNKNOWN || (params->present & bit_of(param)) != 0) {
    return false;
  }
  c->at = begin + (param == MW_SMTP_PARAM_NOTIFY ? 7 : 6);
  good = param == MW_SMTP_PARAM_NOTIFY ? mwi_value_notify(c, params) : take_plain_orcpt(c, params);
  if (!good || !ends_well(c) || c->finding->fault != MW_FAULT_NONE) {
    c->at = begin;
    c->finding->fault = MW_FAULT_NONE;
    return false;
  }
  params->present |= bit_of(param);
  return true;
}

/* Reads the next one of *rest, whatever it is. begin: offsets count from there. */
static void read_next(mw_slice *rest, const char *begin, mw_smtp_params_of of,
                      const mw_rules *rules, mw_smtp_params *params, mw_finding *finding)
{
  mw_finding found = {MW_FAULT_NONE, 0, 0};
  size_t offset = (size_t)(rest->ptr - begin);
  mw_param param;
  if (mw_param_next(rest, rules, &param, &found) && found.fault == MW_FAULT_NONE) {
    offset = (size_t)(param.keyword.ptr - begin);
    (void)mw_smtp_param_read(&param, of, rules, params, &found);
  }
  finding->tolerated |= found.tolerated;
  if (found.fault != MW_FAULT_NONE) {
    mwi_find_fault(finding, found.fault, offset + found.offset);
  }
}

void mw_smtp_params_parse(mw_slice text, mw_smtp_params_of of, const mw_rules *rules,
                          mw_smtp_params *params, mw_finding *finding)
{
  mw_finding ignored = {MW_FAULT_NONE, 0, 0};
  mwi_cursor c;
  if (params == NULL || finding == NULL) {
    return;
  }
  mwi_clear(params, sizeof *params);
  c = mwi_cursor_of(text, rules, &ignored);
  while (!mwi_at_end(&c)) {
    if (!(of == MW_SMTP_PARAMS_RCPT ? take_frequent_rcpt(&c, params) : take_frequent(&c, params))) {
      mw_slice rest = mwi_rest(&c);
      read_next(&rest, c.begin, of, rules, params, finding);
      c.at = c.end - rest.len;
    }
  }
}
