/* SPDX-License-Identifier: MIT */
/* In which language the tool speaks. */
#include "speech.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const mw_text *speech_named(const char *name)
{
  if (strcmp(name, "en") == 0) {
    return mw_text_en();
  }
#ifndef MAILWIRE_NO_TEXT_JA
  if (strcmp(name, "ja") == 0) {
    return mw_text_ja();
  }
#endif
  return NULL;
}

/* "ja", "ja_JP.UTF-8", "ja-JP" are Japanese; "C", "POSIX" and whatever else are English. */
static const mw_text *speech_of_locale(const char *locale)
{
  bool ja = strncmp(locale, "ja", 2) == 0 && strspn(locale + 2, "_-.@") == (locale[2] != '\0');
  const mw_text *text = ja ? speech_named("ja") : NULL;
  return text != NULL ? text : mw_text_en();
}

const mw_text *speech_of_environment(void)
{
  static const char *const names[] = {"MAILWIRE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
  size_t i;
  for (i = 0; i < sizeof names / sizeof names[0]; i++) {
    const char *value = getenv(names[i]);
    if (value != NULL && value[0] != '\0') {
      return speech_of_locale(value);
    }
  }
  return mw_text_en();
}

bool speech_is_japanese(const mw_text *text)
{
  return strcmp(text->language, "ja") == 0;
}

const char *say(const mw_text *text, const char *english, const char *japanese)
{
  return speech_is_japanese(text) ? japanese : english;
}

/* What has to be sent before. */
static const char *speech_retry_after(const mw_text *text, mw_retry retry)
{
  switch (retry) {
  case MW_RETRY_AFTER_RSET: return say(text, "at once, after RSET", "RSETの後、最初から");
  case MW_RETRY_AFTER_HELLO: return say(text, "at once, after EHLO", "EHLOの後すぐに");
  case MW_RETRY_AFTER_MAIL: return say(text, "at once, after MAIL", "MAILの後すぐに");
  case MW_RETRY_AFTER_RCPT: return say(text, "at once, after RCPT", "RCPTの後すぐに");
  case MW_RETRY_AFTER_USER: return say(text, "at once, after USER", "USERの後すぐに");
  default: return say(text, "in a session that begins with UTF8", "UTF8で始まる接続で");
  }
}

/* The ways that change what is sent. */
static const char *speech_retry_changed(const mw_text *text, mw_retry retry)
{
  switch (retry) {
  case MW_RETRY_AFTER_AUTH_OR_STARTTLS:
    return say(text, "at once, after AUTH or STARTTLS", "AUTHかSTARTTLSの後すぐに");
  case MW_RETRY_WITHOUT_PARAMETERS:
    return say(text, "at once, without the parameters", "パラメーターなしですぐに");
  case MW_RETRY_WITHOUT_EXTENSION: return say(text, "not by this extension", "この拡張を使わずに");
  case MW_RETRY_OTHER_ADDRESS: return say(text, "to the address in the text", "示された宛先へ");
  case MW_RETRY_OTHER_MECHANISM:
    return say(text, "at once, by another mechanism", "別の認証方式ですぐに");
  case MW_RETRY_OTHER_CREDENTIALS:
    return say(text, "with another name or password", "正しい名前とパスワードで");
  default: return speech_retry_after(text, retry);
  }
}

const char *speech_retry(const mw_text *text, mw_retry retry)
{
  switch (retry) {
  case MW_RETRY_NO_NEED: return say(text, "not needed", "不要");
  case MW_RETRY_NEVER: return say(text, "no, not unchanged", "そのままでは再送しない");
  case MW_RETRY_LATER: return say(text, "yes, later", "後で再送する");
  case MW_RETRY_WITH_HELO: return say(text, "at once, with HELO", "すぐにHELOで");
  case MW_RETRY_WITH_LHLO: return say(text, "at once, with LHLO", "すぐにLHLOで");
  case MW_RETRY_AFTER_STARTTLS: return say(text, "at once, after STARTTLS", "STARTTLSの後すぐに");
  case MW_RETRY_AFTER_AUTH: return say(text, "at once, after AUTH", "AUTHの後すぐに");
  default: return speech_retry_changed(text, retry);
  }
}

const char *speech_connection(const mw_text *text, mw_connection connection)
{
  switch (connection) {
  case MW_CONNECTION_USABLE: return say(text, "stays usable", "使える");
  case MW_CONNECTION_CLOSES: return say(text, "the server closes it", "サーバーが閉じる");
  case MW_CONNECTION_DOUBTFUL:
    return say(text, "out of step: better close it", "ずれの恐れがあり、閉じるのがよい");
  case MW_CONNECTION_QUIT_ONLY: return say(text, "only QUIT is left", "QUITだけ送れる");
  default: return say(text, "usable after RSET", "RSETの後に使える");
  }
}

/* 503 says that the order is wrong, which no X.5.X says as well. */
void speech_reply(const mw_text *text, const mw_catalog_row *row, unsigned code,
                  mw_enhanced enhanced, mw_explanation *e)
{
  char key[16];
  mw_explanation detailed;
  if (row != NULL) {
    mw_explain_row(text, row, e);
    return;
  }
  snprintf(key, sizeof key, "%03u", code % 1000);
  mw_explain(text, MW_TOPIC_SMTP_CODE, mw_slice_text(key), e);
  snprintf(key, sizeof key, "%u.%u.%u", (unsigned)enhanced.klass, (unsigned)enhanced.subject,
           (unsigned)enhanced.detail);
  if (enhanced.klass != 0 && (enhanced.detail != 0 || code == 0) &&
      !(code == 503 && enhanced.subject == 5) &&
      mw_explain(text, MW_TOPIC_ENHANCED, mw_slice_text(key), &detailed)) {
    e->phrase = detailed.phrase;
    e->rfc = detailed.rfc;
    if (enhanced.klass == 5 || code == 0) { /* of other classes the code knows what to do */
      e->advice = detailed.advice;
    }
  }
}
