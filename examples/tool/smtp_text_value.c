/* SPDX-License-Identifier: MIT */
/* The typed value of a parameter, in words. */
#include <inttypes.h>
#include <stdio.h>

#include "text.h"
#include "smtp.h"

static void put_size(uint64_t size)
{
  if (size == UINT64_MAX) {
    fputs("more octets than 64 bits count", stdout);
  } else {
    printf("%" PRIu64 " octets", size);
  }
}

static void put_decoded(mw_slice value, bool utf8_addr)
{
  buffer b = smtp_decode(value, utf8_addr);
  text_put(mw_slice_of(b.ptr, b.len), TEXT_WIDEST);
  buffer_free(&b);
}

static const char *body_words(mw_smtp_body type)
{
  switch (type) {
  case MW_SMTP_BODY_7BIT: return "7BIT: lines of ASCII";
  case MW_SMTP_BODY_8BITMIME: return "8BITMIME: lines with octets above 127";
  default: return "BINARYMIME: any octets, by BDAT alone";
  }
}

static void put_notify(unsigned notify)
{
  static const char *const names[] = {"never", "on success", "on failure", "on delay"};
  const char *comma = "";
  unsigned i;
  for (i = 0; i < 4; i++) {
    if ((notify >> i & 1) != 0) {
      printf("%s%s", comma, names[i]);
      comma = ", ";
    }
  }
}

static void put_orcpt(const mw_smtp_params *value)
{
  bool utf8 = mw_slice_equal_nocase(value->orcpt_type, mw_slice_text("utf-8"));
  put_decoded(value->orcpt, utf8);
  fputs(", type ", stdout);
  text_put(value->orcpt_type, TEXT_WIDEST);
}

static void put_by(const mw_smtp_params *value)
{
  printf("within %" PRId32 " seconds, %s%s", value->by_time,
         value->by_mode == 'R' ? "or it is to be returned" : "or the sender is to be told",
         value->by_trace ? ", traced" : "");
}

static void put_mtrk(const mw_smtp_params *value)
{
  text_put(value->mtrk, TEXT_WIDEST);
  if (value->mtrk_timeout > 0) {
    printf(", for %" PRIu32 " seconds", value->mtrk_timeout);
  }
}

static void put_rrvs(const mw_smtp_params *value)
{
  text_put(value->rrvs_time, TEXT_WIDEST);
  fputs(value->rrvs_action == 'C' ? ", else to go on" : ", else to be rejected", stdout);
}

/* The values that are a line of their own here; false: another. */
static bool put_number(mw_smtp_param number, const mw_smtp_params *value)
{
  switch (number) {
  case MW_SMTP_PARAM_SIZE: put_size(value->size); return true;
  case MW_SMTP_PARAM_HOLDFOR: printf("held for %" PRIu32 " seconds", value->hold_for); return true;
  case MW_SMTP_PARAM_MT_PRIORITY: printf("priority %d", value->priority); return true;
  case MW_SMTP_PARAM_BY: put_by(value); return true;
  case MW_SMTP_PARAM_MTRK: put_mtrk(value); return true;
  case MW_SMTP_PARAM_RRVS: put_rrvs(value); return true;
  default: return false;
  }
}

static bool put_words(mw_smtp_param number, const mw_smtp_params *value)
{
  const char *words;
  switch (number) {
  case MW_SMTP_PARAM_BODY: words = body_words(value->body); break;
  case MW_SMTP_PARAM_RET:
    words = value->ret == MW_SMTP_RET_FULL ? "FULL: the whole message returns"
                                           : "HDRS: the headers alone return";
    break;
  case MW_SMTP_PARAM_SMTPUTF8: words = "addresses and headers may hold UTF-8"; break;
  case MW_SMTP_PARAM_REQUIRETLS: words = "under TLS on the whole way"; break;
  case MW_SMTP_PARAM_CONPERM: words = "conversion is permitted"; break;
  case MW_SMTP_PARAM_CONNEG: words = "asks what the recipient can show"; break;
  default: return false;
  }
  fputs(words, stdout);
  return true;
}

void smtp_text_value(const smtp_param *p)
{
  const mw_smtp_params *value = &p->value;
  if (put_number(p->number, value) || put_words(p->number, value)) {
    return;
  }
  switch (p->number) {
  case MW_SMTP_PARAM_ENVID: put_decoded(value->envid, false); break;
  case MW_SMTP_PARAM_AUTH: put_decoded(value->auth, false); break;
  case MW_SMTP_PARAM_SUBMITTER: put_decoded(value->submitter, false); break;
  case MW_SMTP_PARAM_ALT_ADDRESS: put_decoded(value->alt_address, false); break;
  case MW_SMTP_PARAM_NOTIFY: put_notify(value->notify); break;
  case MW_SMTP_PARAM_ORCPT: put_orcpt(value); break;
  default: text_put(p->param.value, TEXT_WIDEST); break;
  }
}
