/* SPDX-License-Identifier: MIT */
/* Why a reply is not written, in a sentence. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "reply.h"

typedef struct sentence {
  const char *english;
  const char *japanese;
  bool placed; /* the octet is told */
} sentence;

/* Of one octet: which sort it is. */
static sentence octet_sentence(mw_slice value, size_t offset, bool utf8)
{
  static const sentence line_end = {"a CR or LF would forge a second reply",
                                    "CRやLFは偽の応答を作るので書けません", true};
  static const sentence not_ascii = {
      "it is not ASCII; --utf8 allows it, where UTF-8 was agreed on",
      "ASCIIではありません。UTF-8に双方が合意していれば--utf8で書けます", true};
  static const sentence not_utf8 = {"it is not UTF-8", "UTF-8ではありません", true};
  static const sentence control = {"no reply may hold a control character",
                                   "制御文字は応答に書けません", true};
  unsigned char octet = offset < value.len ? (unsigned char)value.ptr[offset] : 0;
  if (octet == '\r' || octet == '\n') {
    return line_end;
  }
  if (octet >= 0x80) {
    return utf8 || !mw_utf8_valid(value) ? not_utf8 : not_ascii;
  }
  return control;
}

static sentence sentence_of(const mw_catalog_flaw *flaw, mw_slice value, bool utf8)
{
  static const struct {
    mw_catalog_flaw_kind kind;
    sentence said;
  } sentences[] = {
      {MW_CATALOG_FLAW_NO_ROW,
       {"there is no such row; mailwire codes replies lists them",
        "その行はありません。mailwire codes repliesに一覧があります", false}},
      {MW_CATALOG_FLAW_MISSING,
       {"a value is missing for it; write name=value", "値がありません。名前=値と書きます", false}},
      {MW_CATALOG_FLAW_SURPLUS,
       {"the row has no such placeholder, or has it once",
        "その行にその名前はないか、1回しか使えません", false}},
      {MW_CATALOG_FLAW_AMBIGUOUS,
       {"with it the line would be read as something else", "この値では別の応答に読めてしまいます",
        false}},
      {MW_CATALOG_FLAW_TOO_LONG, {"it is too long", "長すぎます", false}},
  };
  static const sentence bad_value = {"the value is not of that kind", "値の形が正しくありません",
                                     true};
  static const sentence empty = {"the value is empty", "値が空です", false};
  size_t i;
  if (flaw->kind == MW_CATALOG_FLAW_BAD_OCTET) {
    return octet_sentence(value, flaw->offset, utf8);
  }
  for (i = 0; i < sizeof sentences / sizeof sentences[0]; i++) {
    if (sentences[i].kind == flaw->kind) {
      return sentences[i].said;
    }
  }
  return value.len == 0 ? empty : bad_value;
}

int reply_refuse_flaw(const char *name, const mw_catalog_flaw *flaw, mw_slice value, bool utf8)
{
  sentence said = sentence_of(flaw, value, utf8);
  char what[160];
  if (said.placed) {
    snprintf(what, sizeof what,
             say_spoken("reply: %.60s: octet %lu", "reply: %.60s: %luオクテット目"), name,
             (unsigned long)flaw->offset);
  } else {
    snprintf(what, sizeof what, "reply: %.60s", name);
  }
  return fail_in(what, said.english, said.japanese);
}

int reply_refuse_code(const char *code)
{
  return fail_in(code, "a reply code is 200 to 599, its second digit 0 to 5",
                 "応答コードは200から599までで、2桁目は0から5です");
}

int reply_refuse_detail(const char *detail)
{
  return fail_in(detail, "the enhanced status code is not of the class of the reply code",
                 "拡張ステータスコードの分類が応答コードと違います");
}

bool reply_text_fits(const char *name, const char *text, bool utf8)
{
  static const mw_catalog_row any = {"text", NULL, 250, MW_POP3_STATUS_NONE, "", "{text}",
                                     "",     "",   ""};
  static const mw_catalog one = {&any, 1, NULL};
  mw_catalog_param param;
  mw_catalog_flaw flaw;
  mw_writer w;
  char nothing[1];
  param.name = mw_slice_text("text");
  param.value = mw_slice_text(text);
  mw_writer_init(&w, nothing, 0);
  mw_writer_allow_utf8(&w, utf8);
  if (mw_catalog_write(&w, &one, param.name, false, &param, 1, &flaw) ||
      flaw.kind != MW_CATALOG_FLAW_BAD_OCTET) {
    return true;
  }
  reply_refuse_flaw(name, &flaw, param.value, utf8);
  return false;
}
