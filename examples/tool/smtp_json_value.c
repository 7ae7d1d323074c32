/* SPDX-License-Identifier: MIT */
/* The typed value of a parameter, as JSON. */
#include <inttypes.h>
#include <stdio.h>

#include "json.h"
#include "smtp.h"

/* Larger than 64 bits: RFC 1870 allows 20 digits. */
static void put_size(uint64_t size)
{
  if (size == UINT64_MAX) {
    fputs("null", stdout);
  } else {
    printf("%" PRIu64, size);
  }
}

static void put_decoded(mw_slice value)
{
  buffer b = smtp_decode(value, false);
  json_put_string(mw_slice_of(b.ptr, b.len));
  buffer_free(&b);
}

static void put_notify(unsigned notify)
{
  static const char *const names[] = {"NEVER", "SUCCESS", "FAILURE", "DELAY"};
  const char *comma = "";
  unsigned i;
  putchar('[');
  for (i = 0; i < 4; i++) {
    if ((notify >> i & 1) != 0) {
      printf("%s\"%s\"", comma, names[i]);
      comma = ",";
    }
  }
  putchar(']');
}

static void put_orcpt(const mw_smtp_params *value)
{
  bool utf8 = mw_slice_equal_nocase(value->orcpt_type, mw_slice_text("utf-8"));
  buffer b = smtp_decode(value->orcpt, utf8);
  fputs("{\"type\":", stdout);
  json_put_string(value->orcpt_type);
  json_put_member("address", mw_slice_of(b.ptr, b.len));
  putchar('}');
  buffer_free(&b);
}

static void put_by(const mw_smtp_params *value)
{
  printf("{\"seconds\":%" PRId32 ",\"mode\":\"%c\"", value->by_time, value->by_mode);
  json_put_bool("trace", value->by_trace);
  putchar('}');
}

static void put_mtrk(const mw_smtp_params *value)
{
  fputs("{\"certifier\":", stdout);
  json_put_string(value->mtrk);
  json_put_number("timeout", value->mtrk_timeout);
  putchar('}');
}

static void put_rrvs(const mw_smtp_params *value)
{
  fputs("{\"time\":", stdout);
  json_put_string(value->rrvs_time);
  printf(",\"action\":\"%c\"}", value->rrvs_action == 'C' ? 'C' : 'R');
}

static void put_solicit(mw_slice words)
{
  const char *comma = "";
  putchar('[');
  while (words.len > 0) {
    size_t len = 0;
    while (len < words.len && words.ptr[len] != ',') {
      len++;
    }
    fputs(comma, stdout);
    json_put_string(mw_slice_of(words.ptr, len));
    comma = ",";
    len += len < words.len ? 1 : 0;
    words.ptr += len;
    words.len -= len;
  }
  putchar(']');
}

static void put_body(mw_smtp_body type)
{
  static const char *const names[] = {NULL, "7BIT", "8BITMIME", "BINARYMIME"};
  json_put_text(names[type]);
}

static void put_ret(mw_smtp_ret ret)
{
  json_put_text(ret == MW_SMTP_RET_FULL ? "FULL" : "HDRS");
}

static void put_number_value(int32_t value)
{
  printf("%" PRId32, value);
}

/* The values of one number or one text; false: another. */
static bool put_simple(mw_smtp_param number, const mw_smtp_params *value)
{
  switch (number) {
  case MW_SMTP_PARAM_SIZE: put_size(value->size); return true;
  case MW_SMTP_PARAM_BODY: put_body(value->body); return true;
  case MW_SMTP_PARAM_RET: put_ret(value->ret); return true;
  case MW_SMTP_PARAM_HOLDFOR: put_number_value((int32_t)value->hold_for); return true;
  case MW_SMTP_PARAM_MT_PRIORITY: put_number_value(value->priority); return true;
  case MW_SMTP_PARAM_HOLDUNTIL: json_put_string(value->hold_until); return true;
  case MW_SMTP_PARAM_TRANSID: json_put_string(value->transid); return true;
  default: return false;
  }
}

/* A value that no field holds stays as it is. */
static void put_plain(mw_slice value)
{
  if (value.ptr != NULL) {
    json_put_string(value);
  } else {
    fputs("true", stdout);
  }
}

void smtp_json_value(const smtp_param *p)
{
  const mw_smtp_params *value = &p->value;
  if (put_simple(p->number, value)) {
    return;
  }
  switch (p->number) {
  case MW_SMTP_PARAM_ENVID: put_decoded(value->envid); break;
  case MW_SMTP_PARAM_AUTH: put_decoded(value->auth); break;
  case MW_SMTP_PARAM_SUBMITTER: put_decoded(value->submitter); break;
  case MW_SMTP_PARAM_ALT_ADDRESS: put_decoded(value->alt_address); break;
  case MW_SMTP_PARAM_NOTIFY: put_notify(value->notify); break;
  case MW_SMTP_PARAM_ORCPT: put_orcpt(value); break;
  case MW_SMTP_PARAM_BY: put_by(value); break;
  case MW_SMTP_PARAM_MTRK: put_mtrk(value); break;
  case MW_SMTP_PARAM_RRVS: put_rrvs(value); break;
  case MW_SMTP_PARAM_SOLICIT: put_solicit(value->solicit); break;
  default: put_plain(p->param.value); break;
  }
}
