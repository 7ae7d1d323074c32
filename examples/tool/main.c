/* SPDX-License-Identifier: MIT */
/* The tool: mailwire COMMAND ... */
#include <stdio.h>
#include <string.h>

#include "command.h"

static const char usage[] =
    "usage: mailwire explain [--format=text|jsonl] [--color=auto|always|never] [--show-secrets]\n"
    "                        [--body] [--check] [--protocol=smtp|lmtp|pop3] [--input=FORM]\n"
    "                        [--lang=en|ja] FILE...\n"
    "       mailwire codes   [--format=text|jsonl|tsv|csv] [--bom] [--lang=en|ja] [WHAT...]\n"
    "       mailwire what    [--format=text|jsonl] [--lang=en|ja] LINE...\n"
    "       mailwire reply   [--utf8] [--lang=en|ja] CODE [X.Y.Z] TEXT... | +OK|-ERR [[CODE]] "
    "[TEXT]\n"
    "                        | 250 --ehlo HOST [KEYWORD...] | [--pop3] --when=SITUATION "
    "[--text=TEXT]\n"
    "                        | --row=NAME [NAME=VALUE...]   [--no-enhanced]\n"
    "       mailwire --version\n"
    "\n"
    "explain: recorded SMTP, LMTP and POP3 conversations; - is stdin; behind -- every word is a\n"
    "FILE. The octets tell in which form they are, or else --input: segments (\"C 4845...\"),\n"
    "transcript (\"C: HELO x\", and what Exim, sendmail, mutt, msmtp, PHPMailer log), swaks, curl\n"
    "(-v), smtplib (poplib, too), tshark-raw, tshark-yaml (-z follow,tcp,raw), raw-client,\n"
    "raw-server. They tell which protocol it is, or else --protocol. --body shows messages, too;\n"
    "--check: exit 1 when there are anomalies. COLUMNS is the width of a line; NO_COLOR (or\n"
    "--color=never): no colours. Exit 2: a FILE cannot be read, or the call is wrong.\n"
    "codes: what a code, a verb, a keyword means: 554, 55x, 5.7.1, RCPT, SIZE, +OK, IN-USE; all, "
    "or\n"
    "verbs, enhanced, replies ... for whole tables.\n"
    "what: what a reply line means, as a bounce message, a log or a program's error has it; - "
    "reads\n"
    "lines from stdin.\n"
    "reply: writes a reply, or refuses to: by code, by situation (mailwire codes situations,\n"
    "pop3-situations), by row of the catalogue (mailwire codes replies).\n"
    "Languages: --lang, or MAILWIRE_LANG, LC_ALL, LC_MESSAGES, LANG in the environment.\n";

static const char usage_ja[] =
    "使い方: mailwire explain [--format=text|jsonl] [--color=auto|always|never] [--show-secrets]\n"
    "                         [--body] [--check] [--protocol=smtp|lmtp|pop3] [--input=形式]\n"
    "                         [--lang=en|ja] ファイル...\n"
    "        mailwire codes   [--format=text|jsonl|tsv|csv] [--bom] [--lang=en|ja] "
    "[調べるもの...]\n"
    "        mailwire what    [--format=text|jsonl] [--lang=en|ja] 応答の行...\n"
    "        mailwire reply   [--utf8] [--lang=en|ja] コード [X.Y.Z] 文... | +OK|-ERR [[コード]] "
    "[文]\n"
    "                         | 250 --ehlo ホスト [キーワード...] | [--pop3] --when=状況 "
    "[--text=文]\n"
    "                         | --row=名前 [名前=値...]   [--no-enhanced]\n"
    "        mailwire --version\n"
    "\n"
    "explain: 記録したSMTP、LMTP、POP3の通信を説明する。- は標準入力。形式は内容から分かる。\n"
    "違うときは --input で選ぶ: segments（\"C 4845...\"）、transcript（\"C: HELO x\" のほか、\n"
    "Exim、sendmail、mutt、msmtp、PHPMailerのログ）、swaks、curl（-v）、smtplib（poplibも）、\n"
    "tshark-raw、tshark-yaml（-z follow,tcp,raw）、raw-client、raw-server。\n"
    "--bodyはメールの本文も示す。--checkでは異常があると終了コード1。行の幅はCOLUMNS、色なしは\n"
    "NO_COLORか--color=never。読めないファイルや誤った使い方では終了コード2。\n"
    "codes: コード、コマンド、拡張などの意味。554、55x、5.7.1、RCPT、SIZE、+OK、IN-USEなど。\n"
    "表全体は verbs、enhanced、replies など、すべては all。\n"
    "what: エラーメール、ログ、プログラムのエラー表示にある応答の意味と対処。- は標準入力から\n"
    "行を読む。\n"
    "reply: 応答を1つ作る。偽の行を作る文は断る。状況は mailwire codes situations と\n"
    "pop3-situations に、行の名前は mailwire codes replies にある。\n"
    "言語: --lang、または環境変数 MAILWIRE_LANG、LC_ALL、LC_MESSAGES、LANG。\n";

static const struct {
  const char *name;
  int (*run)(int words, char **arguments);
} commands[] = {
    {"explain", command_explain},
    {"codes", command_codes},
    {"what", command_what},
    {"reply", command_reply},
};

/* The status, or that of output which went nowhere. */
static int written(int status)
{
  bool bad = fflush(stdout) != 0 || ferror(stdout) != 0;
  return bad ? fail_in("standard output", "it cannot be written", "標準出力に書き込めません")
             : status;
}

static bool asks_for_help(int words, char **arguments)
{
  int end = options_end(words, arguments);
  int i;
  for (i = 0; i < end; i++) {
    if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) {
      return true;
    }
  }
  return false;
}

int main(int argc, char **argv)
{
  const mw_text *text = settings_speech(argc - 1, argv + 1);
  size_t i;
  settings_speak(text);
  if (asks_for_help(argc - 1, argv + 1)) {
    fputs(say(text, usage, usage_ja), stdout);
    return written(0);
  }
  if (argc > 1 && strcmp(argv[1], "--version") == 0) {
    printf("mailwire %s\n", mw_version());
    return written(0);
  }
  for (i = 0; argc > 1 && i < sizeof commands / sizeof commands[0]; i++) {
    if (strcmp(argv[1], commands[i].name) == 0) {
      return written(commands[i].run(argc - 2, argv + 2));
    }
  }
  return fail_in(argc > 1 ? argv[1] : say(text, "no command", "コマンドなし"),
                 "the commands are explain, codes, what and reply; --help tells the rest",
                 "コマンドはexplain、codes、what、replyです。詳しくは--help");
}
