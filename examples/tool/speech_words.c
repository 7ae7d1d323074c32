/* SPDX-License-Identifier: MIT */
/* The words of the tables that a person reads, in the language that is spoken. */
#include <stdio.h>
#include <string.h>

#include "speech.h"

typedef struct word {
  const char *word; /* as the tables have it */
  const char *english;
  const char *japanese;
} word;

/* Places, states, standings, sources. */
static const word table_words[] = {
    {"any", "any command", "どのコマンドでも"},
    {"greeting", "greeting", "接続直後"},
    {"end-of-data", "end of data", "本文の終わり"},
    {"-", "not told", "定めなし"},
    {"authorization", "before the login", "ログイン前"},
    {"transaction", "after the login", "ログイン後"},
    {"all", "any", "いつでも"},
    {"current", "current", "現行"},
    {"experimental", "experimental", "実験的"},
    {"historic", "historic", "歴史的"},
    {"obsolete", "obsolete", "廃止"},
    {"vendor", "vendor", "独自"},
    {"policy", "policy", "運用の方針"},
    {"others", "others", "その他"},
    {"various", "various", "各種"},
    {"IANA registry (no RFC)", "IANA registry (no RFC)", "IANAの登録簿（RFCなし）"},
    {"[keywords separated by commas]", "[keywords separated by commas]", "[コンマで区切った語]"},
    {"unknown", "unknown", "不明"},
};

/* Placeholders of the catalogue's texts. */
static const word placeholders[] = {
    {"action", NULL, "操作"},
    {"address", NULL, "アドレス"},
    {"bl", NULL, "ブロックリスト"},
    {"challenge", NULL, "課題"},
    {"check", NULL, "検査"},
    {"client", NULL, "クライアント"},
    {"code", NULL, "コード"},
    {"command", NULL, "コマンド"},
    {"count", NULL, "件数"},
    {"date", NULL, "日時"},
    {"detail", NULL, "詳細"},
    {"domain", NULL, "ドメイン"},
    {"field", NULL, "ヘッダー"},
    {"file", NULL, "ファイル"},
    {"forward-path", NULL, "宛先"},
    {"helo", NULL, "名乗った名前"},
    {"host", NULL, "ホスト"},
    {"id", NULL, "識別子"},
    {"ip", NULL, "IPアドレス"},
    {"limit", NULL, "上限"},
    {"list", NULL, "リスト"},
    {"login", NULL, "ログイン名"},
    {"maker", NULL, "製造元"},
    {"mechanism", NULL, "認証方式"},
    {"message-id", NULL, "メッセージID"},
    {"messages", NULL, "メール数"},
    {"minutes", NULL, "分"},
    {"more", NULL, "続き"},
    {"name", NULL, "名前"},
    {"next", NULL, "転送先"},
    {"number", NULL, "番号"},
    {"octets", NULL, "オクテット数"},
    {"option", NULL, "オプション"},
    {"param", NULL, "パラメーター"},
    {"pid", NULL, "プロセス番号"},
    {"port", NULL, "ポート"},
    {"prefix", NULL, "前置き"},
    {"priority", NULL, "優先度"},
    {"queue-id", NULL, "キューID"},
    {"reason", NULL, "理由"},
    {"region", NULL, "地域"},
    {"resource", NULL, "対象"},
    {"score", NULL, "点数"},
    {"seconds", NULL, "秒"},
    {"sender", NULL, "差出人"},
    {"server", NULL, "サーバー"},
    {"session", NULL, "セッション"},
    {"size", NULL, "大きさ"},
    {"system", NULL, "システム"},
    {"table", NULL, "表"},
    {"target", NULL, "渡した先"},
    {"text", NULL, "文面"},
    {"time", NULL, "時間"},
    {"timestamp", NULL, "タイムスタンプ"},
    {"token", NULL, "トークン"},
    {"topic", NULL, "項目"},
    {"tss", NULL, "TSSコード"},
    {"type", NULL, "種類"},
    {"unique-id", NULL, "一意のID"},
    {"url", NULL, "URL"},
    {"user", NULL, "利用者"},
    {"value", NULL, "値"},
    {"verb", NULL, "コマンド"},
    {"version", NULL, "版"},
    {"virus", NULL, "ウイルス"},
    {"year", NULL, "年"},
};

static const word *word_of(const word *words, size_t count, mw_slice name)
{
  size_t i;
  for (i = 0; i < count; i++) {
    if (mw_slice_equal(mw_slice_text(words[i].word), name)) {
      return &words[i];
    }
  }
  return NULL;
}

static const word *table_word(mw_slice name)
{
  return word_of(table_words, sizeof table_words / sizeof table_words[0], name);
}

const char *speech_word(const mw_text *text, const char *name)
{
  const word *found = table_word(mw_slice_text(name));
  return found != NULL ? say(text, found->english, found->japanese) : name;
}

mw_slice speech_placeholder(const mw_text *text, mw_slice name)
{
  const word *found =
      speech_is_japanese(text)
          ? word_of(placeholders, sizeof placeholders / sizeof placeholders[0], name)
          : NULL;
  return found != NULL ? mw_slice_text(found->japanese) : name;
}

/* Adds octets to what stands in list; what finds no room is cut off. */
static void add(char list[SPEECH_LIST], mw_slice octets)
{
  size_t len = strlen(list);
  size_t room = SPEECH_LIST - 1 - len;
  size_t most = octets.len < room ? octets.len : room;
  memcpy(list + len, octets.ptr, most);
  list[len + most] = '\0';
}

static void add_word(const mw_text *text, char list[SPEECH_LIST], mw_slice name)
{
  static const char vendor[] = "vendor: ";
  const word *found = table_word(name);
  if (found != NULL) {
    name = mw_slice_text(say(text, found->english, found->japanese));
  } else if (name.len >= sizeof vendor && memcmp(name.ptr, vendor, sizeof vendor - 1) == 0) {
    add(list, mw_slice_text(say(text, vendor, "独自: ")));
    name = mw_slice_of(name.ptr + sizeof vendor - 1, name.len - sizeof vendor + 1);
  }
  add(list, name);
}

const char *speech_list(const mw_text *text, const char *words, const char *separator,
                        char list[SPEECH_LIST])
{
  size_t skipped = strlen(separator);
  list[0] = '\0';
  while (*words != '\0') {
    const char *end = strstr(words, separator);
    size_t len = end != NULL ? (size_t)(end - words) : strlen(words);
    add_word(text, list, mw_slice_of(words, len));
    words += len;
    if (end != NULL) {
      add(list, mw_slice_text(say(text, strcmp(separator, " ") == 0 ? ", " : separator, "、")));
      words += skipped;
    }
  }
  return list;
}
