/* SPDX-License-Identifier: MIT */
/* Parameters: of any keyword, and typed. */
#include <stdio.h>
#include <string.h>

#include "productions/production.h"

bool read_param(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_slice rest = input;
  mw_param param;
  if (!mw_param_next(&rest, &m->rules, &param, &finding) || finding.fault != MW_FAULT_NONE ||
      rest.len > 0) {
    return false;
  }
  fact_upper(f, "keyword", param.keyword);
  if (param.value.ptr != NULL) {
    fact_slice(f, "value", param.value);
  }
  return true;
}

/* The digits of SIZE without zeros in front: what is too large for a number is not to wrap. */
static void fact_size(facts *f, const mw_smtp_params *params, mw_slice digits)
{
  if (params->size != UINT64_MAX) {
    fact_number(f, "size", params->size);
    return;
  }
  while (digits.len > 1 && digits.ptr[0] == '0') {
    digits.ptr++;
    digits.len--;
  }
  fact_slice(f, "size", digits);
}

static void fact_notify(facts *f, unsigned notify, mw_slice value)
{
  static const char *const words[] = {"NEVER", "SUCCESS", "FAILURE", "DELAY"};
  text_buffer *to = fact_begin(f, "notify");
  size_t i;
  for (i = 0; i < sizeof words / sizeof words[0]; i++) {
    if ((notify >> i & 1) != 0) {
      text_add(to, to->len > 0 ? "," : "");
      text_add(to, words[i]);
    }
  }
  fact_upper(f, "notify", value);
}

static void fact_signed(facts *f, const char *key, long value)
{
  char digits[24];
  snprintf(digits, sizeof digits, "%ld", value);
  fact_text(f, key, digits);
}

static void fact_letter(facts *f, const char *key, char letter)
{
  fact_slice(f, key, mw_slice_of(&letter, 1));
}

/* Parameters of MAIL. */
static void fact_mail(facts *f, const mw_smtp_params *p, mw_slice value)
{
  static const char *const bodies[] = {"", "7BIT", "8BITMIME", "BINARYMIME"};
  static const char *const rets[] = {"", "FULL", "HDRS"};
  if (MW_SMTP_HAS(p, SIZE)) {
    fact_size(f, p, value);
  }
  if (MW_SMTP_HAS(p, BODY)) {
    fact_text(f, "body", bodies[p->body]);
  }
  if (MW_SMTP_HAS(p, RET)) {
    fact_text(f, "ret", rets[p->ret]);
  }
  if (MW_SMTP_HAS(p, ENVID)) {
    fact_slice(f, "envid", p->envid);
    (void)fact_xtext(f, "envid", p->envid, true);
  }
  if (MW_SMTP_HAS(p, BY)) {
    fact_signed(f, "time", p->by_time);
    fact_letter(f, "mode", p->by_mode);
    fact_text(f, "trace", p->by_trace ? "yes" : "no");
  }
  if (MW_SMTP_HAS(p, MT_PRIORITY)) {
    fact_signed(f, "priority", p->priority);
  }
}

/* Further ones of MAIL. */
static void fact_mail_more(facts *f, const mw_smtp_params *p)
{
  if (MW_SMTP_HAS(p, AUTH)) {
    if (mw_slice_equal(p->auth, mw_slice_of("<>", 2))) {
      fact_text(f, "identity", "none");
    }
    (void)fact_xtext(f, "identity", p->auth, true);
  }
  if (MW_SMTP_HAS(p, HOLDFOR)) {
    fact_number(f, "seconds", p->hold_for);
  }
  fact_slice(f, "until", p->hold_until);
  fact_slice(f, "certifier", p->mtrk);
  if (p->mtrk_timeout > 0) {
    fact_number(f, "timeout", p->mtrk_timeout);
  }
  fact_slice(f, "keywords", p->solicit);
  fact_slice(f, "transid", p->transid);
  if (MW_SMTP_HAS(p, SUBMITTER)) {
    (void)fact_xtext(f, "mailbox", p->submitter, true);
    (void)fact_xtext(f, "submitter", p->submitter, true);
  }
}

static void fact_rcpt(facts *f, const mw_smtp_params *p, mw_slice value)
{
  if (MW_SMTP_HAS(p, NOTIFY)) {
    fact_notify(f, p->notify, value);
  }
  if (MW_SMTP_HAS(p, ORCPT)) {
    fact_slice(f, "type", p->orcpt_type);
    fact_slice(f, "addr", p->orcpt);
    (void)fact_xtext(f, "addr", p->orcpt, true);
  }
  if (MW_SMTP_HAS(p, RRVS)) {
    fact_slice(f, "since", p->rrvs_time);
    fact_letter(f, "action", p->rrvs_action);
  }
}

void fact_params(facts *f, const mw_smtp_params *params, mw_slice value)
{
  fact_mail(f, params, value);
  fact_mail_more(f, params);
  fact_rcpt(f, params, value);
}

/* Each parameter as it stands, and the EHLO keywords that allow it: "SIZE=10 SIZE". */
static void fact_each(facts *f, mw_slice text, const mw_rules *rules)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  text_buffer *to = fact_begin(f, "each");
  mw_param param;
  while (mw_param_next(&text, rules, &param, &finding)) {
    const mw_smtp_param_info *row = mw_smtp_param_row(mw_smtp_param_find(param.keyword));
    text_put(to, param.keyword.ptr, param.keyword.len);
    if (param.value.ptr != NULL) {
      text_add(to, "=");
      text_put(to, param.value.ptr, param.value.len);
    }
    text_add(to, " ");
    text_add(to, row != NULL ? row->extension : "");
    text_add(to, "\n");
  }
}

void fact_all_params(facts *f, mw_slice text, const mw_smtp_params *params, const mw_rules *rules)
{
  fact_params(f, params, mw_slice_of(NULL, 0));
  fact_number(f, "unknown", params->unknown);
  fact_each(f, text, rules);
}

static bool read_params_of(mw_slice input, mw_smtp_params_of of, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_smtp_params params;
  mw_smtp_params_parse(input, of, &m->rules, &params, &finding);
  fact_all_params(f, input, &params, &m->rules);
  return finding.fault == MW_FAULT_NONE;
}

bool read_mail_params(mw_slice input, const mode *m, facts *f)
{
  return read_params_of(input, MW_SMTP_PARAMS_MAIL, m, f);
}

bool read_rcpt_params(mw_slice input, const mode *m, facts *f)
{
  return read_params_of(input, MW_SMTP_PARAMS_RCPT, m, f);
}

bool read_typed_param(mw_slice input, const mode *m, facts *f)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_finding unused = {MW_FAULT_NONE, 0, 0};
  mw_slice rest = input;
  mw_param param;
  mw_smtp_params params;
  const mw_smtp_param_info *row;
  if (!mw_param_next(&rest, &m->rules, &param, &unused)) {
    return false;
  }
  row = mw_smtp_param_row(mw_smtp_param_find(param.keyword));
  mw_smtp_params_parse(input, row != NULL && !row->mail ? MW_SMTP_PARAMS_RCPT : MW_SMTP_PARAMS_MAIL,
                       &m->rules, &params, &finding);
  if (finding.fault != MW_FAULT_NONE || params.unknown > 0 || rest.len > 0) {
    return false;
  }
  fact_upper(f, "keyword", param.keyword);
  fact_slice(f, "value", param.value);
  fact_params(f, &params, param.value);
  return true;
}
