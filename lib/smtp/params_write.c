/* SPDX-License-Identifier: MIT */
/* Typed parameters on their way out: each value is written so that its reader gives it back.
 *
 *   esmtp-params = *( SP esmtp-keyword [ "=" esmtp-value ] )             ; RFC 5321 4.1.2
 */
#include "smtp/params_write.h"

#include <string.h>

#include "base/writer.h"
#include "grammar/param.h"
#include "smtp/param_value.h"

static void put_text(mw_writer *w, const char *text)
{
  mwi_put(w, mw_slice_text(text));
}

/* What of the caller's octets stands in a value: the one way there. Whatever their own production
 * says, they must be an esmtp-value, or they would end this parameter and begin another. */
static void put_if(mw_writer *w, bool good, mw_slice value)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_rules rules;
  mwi_cursor c;
  mw_slice read;
  mw_rules_init(&rules, w->utf8 ? MW_ALLOW_UTF8 : 0);
  c = mwi_cursor_of(value, &rules, &finding);
  if (!good || !mwi_take_esmtp_value(&c, &read) || !mwi_at_end(&c)) {
    mwi_refuse(w);
    return;
  }
  mwi_put(w, value);
}

/* Reads a value strictly; *read has its fields. */
static bool reads_back(const mw_writer *w, mw_smtp_param param, mw_slice value,
                       mw_smtp_params *read)
{
  mw_finding finding = {MW_FAULT_NONE, 0, 0};
  mw_rules rules;
  mwi_cursor c;
  mw_rules_init(&rules, w->utf8 ? MW_ALLOW_UTF8 : 0);
  memset(read, 0, sizeof *read);
  c = mwi_cursor_of(value, &rules, &finding);
  return mwi_value_read(param, &c, read) && finding.fault == MW_FAULT_NONE;
}

/* A value that is one slice. */
static void put_slice(mw_writer *w, mw_smtp_param param, mw_slice value)
{
  mw_smtp_params read;
  put_if(w, reads_back(w, param, value, &read), value);
}

static void put_size(mw_writer *w, const mw_smtp_params *p)
{
  mwi_put_number(w, p->size);
}

static void put_body(mw_writer *w, const mw_smtp_params *p)
{
  switch (p->body) {
  case MW_SMTP_BODY_7BIT: put_text(w, "7BIT"); return;
  case MW_SMTP_BODY_8BITMIME: put_text(w, "8BITMIME"); return;
  case MW_SMTP_BODY_BINARYMIME: put_text(w, "BINARYMIME"); return;
  default: mwi_refuse(w);
  }
}

static void put_ret(mw_writer *w, const mw_smtp_params *p)
{
  switch (p->ret) {
  case MW_SMTP_RET_FULL: put_text(w, "FULL"); return;
  case MW_SMTP_RET_HDRS: put_text(w, "HDRS"); return;
  default: mwi_refuse(w);
  }
}

static void put_envid(mw_writer *w, const mw_smtp_params *p)
{
  put_slice(w, MW_SMTP_PARAM_ENVID, p->envid);
}

static void put_auth(mw_writer *w, const mw_smtp_params *p)
{
  put_slice(w, MW_SMTP_PARAM_AUTH, p->auth);
}

static void put_by(mw_writer *w, const mw_smtp_params *p)
{
  int32_t t = p->by_time;
  bool good = (p->by_mode == 'N' && t >= -MWI_SECONDS_MOST) || (p->by_mode == 'R' && t > 0);
  if (!good || t > MWI_SECONDS_MOST) {
    mwi_refuse(w);
    return;
  }
  put_text(w, t < 0 ? "-" : "");
  mwi_put_number(w, (uint64_t)(t < 0 ? -t : t));
  put_text(w, p->by_mode == 'N' ? ";N" : ";R");
  put_text(w, p->by_trace ? "T" : "");
}

static void put_hold_for(mw_writer *w, const mw_smtp_params *p)
{
  if (p->hold_for == 0 || p->hold_for > MWI_SECONDS_MOST || MW_SMTP_HAS(p, HOLDUNTIL)) {
    mwi_refuse(w);
  }
  mwi_put_number(w, p->hold_for);
}

static void put_hold_until(mw_writer *w, const mw_smtp_params *p)
{
  put_slice(w, MW_SMTP_PARAM_HOLDUNTIL, p->hold_until);
}

static void put_mtrk(mw_writer *w, const mw_smtp_params *p)
{
  mw_smtp_params read;
  bool good = reads_back(w, MW_SMTP_PARAM_MTRK, p->mtrk, &read) && read.mtrk.len == p->mtrk.len &&
              p->mtrk_timeout <= MWI_SECONDS_MOST;
  put_if(w, good, p->mtrk);
  if (p->mtrk_timeout > 0) {
    put_text(w, ":");
    mwi_put_number(w, p->mtrk_timeout);
  }
}

static void put_mt_priority(mw_writer *w, const mw_smtp_params *p)
{
  int priority = p->priority;
  if (priority < -9 || priority > 9) {
    mwi_refuse(w);
    return;
  }
  put_text(w, priority < 0 ? "-" : "");
  mwi_put_number(w, (uint64_t)(priority < 0 ? -priority : priority));
}

static void put_solicit(mw_writer *w, const mw_smtp_params *p)
{
  put_slice(w, MW_SMTP_PARAM_SOLICIT, p->solicit);
}

static void put_submitter(mw_writer *w, const mw_smtp_params *p)
{
  put_slice(w, MW_SMTP_PARAM_SUBMITTER, p->submitter);
}

static void put_transid(mw_writer *w, const mw_smtp_params *p)
{
  put_slice(w, MW_SMTP_PARAM_TRANSID, p->transid);
}

static void put_alt_address(mw_writer *w, const mw_smtp_params *p)
{
  put_slice(w, MW_SMTP_PARAM_ALT_ADDRESS, p->alt_address);
}

static void put_notify(mw_writer *w, const mw_smtp_params *p)
{
  static const struct {
    unsigned bit;
    const char *word;
  } words[] = {{MW_SMTP_NOTIFY_NEVER, ",NEVER"},
               {MW_SMTP_NOTIFY_SUCCESS, ",SUCCESS"},
               {MW_SMTP_NOTIFY_FAILURE, ",FAILURE"},
               {MW_SMTP_NOTIFY_DELAY, ",DELAY"}};
  const unsigned some = MW_SMTP_NOTIFY_SUCCESS | MW_SMTP_NOTIFY_FAILURE | MW_SMTP_NOTIFY_DELAY;
  bool first = true;
  size_t i;
  if (p->notify != MW_SMTP_NOTIFY_NEVER && (p->notify == 0 || (p->notify & ~some) != 0)) {
    mwi_refuse(w);
  }
  for (i = 0; i < sizeof words / sizeof words[0]; i++) {
    if ((p->notify & words[i].bit) != 0) {
      put_text(w, words[i].word + (first ? 1 : 0));
      first = false;
    }
  }
}

/* Both parts are read back as one value, so that neither can hold what belongs to the other. */
static void put_orcpt(mw_writer *w, const mw_smtp_params *p)
{
  char octets[MWI_ORCPT_OCTETS];
  size_t type = p->orcpt_type.len;
  size_t text = p->orcpt.len;
  mw_smtp_params read;
  if (type == 0 || type >= sizeof octets || text > sizeof octets - type - 1) {
    mwi_refuse(w);
    return;
  }
  memcpy(octets, p->orcpt_type.ptr, type);
  octets[type] = ';';
  if (text > 0) {
    memcpy(octets + type + 1, p->orcpt.ptr, text);
  }
  put_if(w,
         reads_back(w, MW_SMTP_PARAM_ORCPT, mw_slice_of(octets, type + 1 + text), &read) &&
             read.orcpt_type.len == type,
         mw_slice_of(octets, type + 1 + text));
}

static void put_rrvs(mw_writer *w, const mw_smtp_params *p)
{
  mw_smtp_params read;
  bool good = reads_back(w, MW_SMTP_PARAM_RRVS, p->rrvs_time, &read) &&
              read.rrvs_time.len == p->rrvs_time.len &&
              (p->rrvs_action == 'C' || p->rrvs_action == 'R');
  put_if(w, good, p->rrvs_time);
  put_text(w, p->rrvs_action == 'C' ? ";C" : "");
}

/* Any text: one for each row of that kind. */
#define MW_SMTP_PARAM_TEXT(id, number, keyword, mail, rcpt, extension, value, rfc)                 \
  static void put_text_##id(mw_writer *w, const mw_smtp_params *p)                                 \
  {                                                                                                \
    put_slice(w, MW_SMTP_PARAM_##id, p->text_##id);                                                \
  }
#include <mailwire/tables/smtp_param.def>

/* By number. */
static void (*const value_writers[])(mw_writer *, const mw_smtp_params *) = {
    [MW_SMTP_PARAM_SIZE] = put_size,        [MW_SMTP_PARAM_BODY] = put_body,
    [MW_SMTP_PARAM_RET] = put_ret,          [MW_SMTP_PARAM_ENVID] = put_envid,
    [MW_SMTP_PARAM_AUTH] = put_auth,        [MW_SMTP_PARAM_BY] = put_by,
    [MW_SMTP_PARAM_HOLDFOR] = put_hold_for, [MW_SMTP_PARAM_HOLDUNTIL] = put_hold_until,
    [MW_SMTP_PARAM_MTRK] = put_mtrk,        [MW_SMTP_PARAM_MT_PRIORITY] = put_mt_priority,
    [MW_SMTP_PARAM_SOLICIT] = put_solicit,  [MW_SMTP_PARAM_SUBMITTER] = put_submitter,
    [MW_SMTP_PARAM_TRANSID] = put_transid,  [MW_SMTP_PARAM_ALT_ADDRESS] = put_alt_address,
    [MW_SMTP_PARAM_NOTIFY] = put_notify,    [MW_SMTP_PARAM_ORCPT] = put_orcpt,
    [MW_SMTP_PARAM_RRVS] = put_rrvs,
#define MW_SMTP_PARAM_TEXT(id, number, keyword, mail, rcpt, extension, value, rfc)                 \
  [number] = put_text_##id,
#include <mailwire/tables/smtp_param.def>
};

static void put_param(mw_writer *w, mw_smtp_params_of of, const mw_smtp_params *params,
                      mw_smtp_param number)
{
  const mw_smtp_param_info *row = mw_smtp_param_row(number);
  size_t writers = sizeof value_writers / sizeof value_writers[0];
  if (row == NULL || !(of == MW_SMTP_PARAMS_RCPT ? row->rcpt : row->mail)) {
    mwi_refuse(w);
    return;
  }
  put_text(w, " ");
  put_text(w, row->keyword);
  if (row->value[0] == '\0') {
    return;
  }
  put_text(w, "=");
  if ((size_t)number < writers && value_writers[number] != NULL) {
    value_writers[number](w, params);
  } else {
    mwi_refuse(w);
  }
}

void mwi_put_params(mw_writer *w, mw_smtp_params_of of, const mw_smtp_params *params)
{
  unsigned number;
  for (number = 0; number < 64; number++) {
    if ((params->present >> number & 1) != 0) {
      put_param(w, of, params, (mw_smtp_param)number);
    }
  }
}

void mw_smtp_params_write(mw_writer *w, mw_smtp_params_of of, const mw_smtp_params *params)
{
  size_t begin = mwi_item_begin(w);
  if (mwi_may_write(w, params)) {
    mwi_put_params(w, of, params);
    mwi_item_end(w, begin);
  }
}
