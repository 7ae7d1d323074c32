/* SPDX-License-Identifier: MIT */
/* The typed value of a parameter, in words. */
#include <inttypes.h>
#include <stdio.h>

#include "text.h"
#include "smtp.h"

static void put_size(const mw_text *text, uint64_t size)
{
  if (size == UINT64_MAX) {
    fputs(say(text, "more octets than 64 bits count", "64ビットで数えられないオクテット数"),
          stdout);
  } else {
    printf(say(text, "%" PRIu64 " octets", "%" PRIu64 "オクテット"), size);
  }
}

static void put_decoded(mw_slice value, bool utf8_addr)
{
  buffer b = smtp_decode(value, utf8_addr);
  text_put(mw_slice_of(b.ptr, b.len), TEXT_WIDEST);
  buffer_free(&b);
}

static const char *body_words(const mw_text *text, mw_smtp_body type)
{
  switch (type) {
  case MW_SMTP_BODY_7BIT: return say(text, "7BIT: lines of ASCII", "7BIT: ASCIIの行");
  case MW_SMTP_BODY_8BITMIME:
    return say(text, "8BITMIME: lines with octets above 127", "8BITMIME: 8ビットを含む行");
  default:
    return say(text, "BINARYMIME: any octets, by BDAT alone",
               "BINARYMIME: 任意のオクテット、BDATのみ");
  }
}

static void put_notify(const mw_text *text, unsigned notify)
{
  const char *const names[] = {say(text, "never", "通知しない"), say(text, "on success", "成功時"),
                               say(text, "on failure", "失敗時"), say(text, "on delay", "遅延時")};
  const char *comma = "";
  unsigned i;
  for (i = 0; i < 4; i++) {
    if ((notify >> i & 1) != 0) {
      printf("%s%s", comma, names[i]);
      comma = say(text, ", ", "、");
    }
  }
}

static void put_orcpt(const mw_text *text, const mw_smtp_params *value)
{
  bool utf8 = mw_slice_equal_nocase(value->orcpt_type, mw_slice_text("utf-8"));
  put_decoded(value->orcpt, utf8);
  fputs(say(text, ", type ", "、種類 "), stdout);
  text_put(value->orcpt_type, TEXT_WIDEST);
}

static void put_by(const mw_text *text, const mw_smtp_params *value)
{
  printf(say(text, "within %" PRId32 " seconds, %s%s", "%" PRId32 "秒以内、%s%s"), value->by_time,
         value->by_mode == 'R' ? say(text, "or it is to be returned", "過ぎれば返送")
                               : say(text, "or the sender is to be told", "過ぎれば差出人に通知"),
         value->by_trace ? say(text, ", traced", "、経路を記録") : "");
}

static void put_mtrk(const mw_text *text, const mw_smtp_params *value)
{
  text_put(value->mtrk, TEXT_WIDEST);
  if (value->mtrk_timeout > 0) {
    printf(say(text, ", for %" PRIu32 " seconds", "、%" PRIu32 "秒間"), value->mtrk_timeout);
  }
}

static void put_rrvs(const mw_text *text, const mw_smtp_params *value)
{
  text_put(value->rrvs_time, TEXT_WIDEST);
  fputs(value->rrvs_action == 'C' ? say(text, ", else to go on", "、そうでなくても続行")
                                  : say(text, ", else to be rejected", "、そうでなければ拒否"),
        stdout);
}

/* The values that are a line of their own here; false: another. */
static bool put_number(const mw_text *text, mw_smtp_param number, const mw_smtp_params *value)
{
  switch (number) {
  case MW_SMTP_PARAM_SIZE: put_size(text, value->size); return true;
  case MW_SMTP_PARAM_HOLDFOR:
    printf(say(text, "held for %" PRIu32 " seconds", "%" PRIu32 "秒保留"), value->hold_for);
    return true;
  case MW_SMTP_PARAM_MT_PRIORITY:
    printf(say(text, "priority %d", "優先度%d"), value->priority);
    return true;
  case MW_SMTP_PARAM_BY: put_by(text, value); return true;
  case MW_SMTP_PARAM_MTRK: put_mtrk(text, value); return true;
  case MW_SMTP_PARAM_RRVS: put_rrvs(text, value); return true;
  default: return false;
  }
}

static bool put_words(const mw_text *text, mw_smtp_param number, const mw_smtp_params *value)
{
  const char *words;
  switch (number) {
  case MW_SMTP_PARAM_BODY: words = body_words(text, value->body); break;
  case MW_SMTP_PARAM_RET:
    words = value->ret == MW_SMTP_RET_FULL
                ? say(text, "FULL: the whole message returns", "FULL: メール全体を返す")
                : say(text, "HDRS: the headers alone return", "HDRS: ヘッダーだけを返す");
    break;
  case MW_SMTP_PARAM_SMTPUTF8:
    words = say(text, "addresses and headers may hold UTF-8", "アドレスとヘッダーにUTF-8を使う");
    break;
  case MW_SMTP_PARAM_REQUIRETLS:
    words = say(text, "under TLS on the whole way", "全経路でTLSを使う");
    break;
  case MW_SMTP_PARAM_CONPERM: words = say(text, "conversion is permitted", "変換してよい"); break;
  case MW_SMTP_PARAM_CONNEG:
    words = say(text, "asks what the recipient can show", "宛先の表示能力を尋ねる");
    break;
  default: return false;
  }
  fputs(words, stdout);
  return true;
}

void smtp_text_value(const mw_text *text, const smtp_param *p)
{
  const mw_smtp_params *value = &p->value;
  if (put_number(text, p->number, value) || put_words(text, p->number, value)) {
    return;
  }
  switch (p->number) {
  case MW_SMTP_PARAM_ENVID: put_decoded(value->envid, false); break;
  case MW_SMTP_PARAM_AUTH: put_decoded(value->auth, false); break;
  case MW_SMTP_PARAM_SUBMITTER: put_decoded(value->submitter, false); break;
  case MW_SMTP_PARAM_ALT_ADDRESS: put_decoded(value->alt_address, false); break;
  case MW_SMTP_PARAM_NOTIFY: put_notify(text, value->notify); break;
  case MW_SMTP_PARAM_ORCPT: put_orcpt(text, value); break;
  default: text_put(p->param.value, TEXT_WIDEST); break;
  }
}
