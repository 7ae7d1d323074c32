#!/bin/sh
# SPDX-License-Identifier: MIT
# The tool: the table browser, and replies written.
# usage: cli_codes.sh MAILWIRE TESTS_FOLDER
set -eu
tool=$1 tests=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$tests/support/cli.sh"
unset MAILWIRE_LANG LC_ALL LC_MESSAGES LANG
tells() { # text that the output holds, then arguments of codes
  want=$1
  shift
  "$tool" codes "$@" > "$work/items" || return 1
  grep -qF -- "$want" "$work/items" || { echo "no $want in:"; cat "$work/items"; return 1; }
}
writes() { # octets, as printf has them, then arguments of reply
  printf -- "$1" > "$work/want"
  shift
  "$tool" reply "$@" > "$work/items" || return 1
  cmp "$work/want" "$work/items"
}

check "all by itself" tells '550'
check "a code" tells '554  permanent' 554
check "codes of a kind" tells '556' 55x
check "codes of a kind, and no others" [ "$("$tool" codes 55x | grep -c '^[0-9]')" = 8 ]
check "a class by 5xx" tells '5yz' 5xx
check "a class by 5yz" tells '5yz' 5yz
check "a category" tells 'x3z' x3x
check "an enhanced code" tells '5.7.1' 5.7.1
check "enhanced codes of a kind" tells 'X.7.10' 5.7.xx
check "a verb, in small letters" tells 'RFC5321 4.1.1.3' rcpt
check "a word of several tables" [ "$("$tool" codes SIZE | grep -c '^SIZE')" = 2 ]
check "a POP3 status" tells '+OK' +OK
check "a negative one" tells '-ERR' -ERR
check "a response code" tells 'IN-USE' in-use
check "a fault, with hyphens" tells 'BARE_LF' bare-lf
check "a reading model" tells 'LF_DOT  (readings)' lf-dot
check "a kind of the ledger" tells 'LONE_DOT  (ledger)' lone-dot
check "a situation" tells '550 5.1.1 No such user here' unknown-user
check "a row of the catalogue" tells 'queued as {queue-id}' smtp.reply.250.queued
check "rows that begin so" tells 'smtp.reply.421.too-many-errors' smtp.reply.421.
check "a code that no table has: its class" tells '5yz' 599
check "an enhanced one: its subject" tells 'X.7.X' 5.7.99
check "a whole table" [ "$("$tool" codes verbs | grep -c RFC -)" = 0 ]
lacks() { # text that the output does not hold, then arguments of codes
  hidden=$1
  shift
  "$tool" codes "$@" > "$work/items" && ! grep -qF -- "$hidden" "$work/items"
}
check "a pattern of the second digit: its category first" [ "$("$tool" codes x0x | sed -n 3p | cut -c1-3)" = x0z ]
check "a pattern of the second digit: no classes" lacks 'yz' x0x
check "a pattern of the first digit: no categories" lacks '# categories' 5xx
check "letters stand for any number" tells 'X.7.10' 5.7.x
check "any subject" tells 'X.7.1 ' x.x.1
check "DATA: success" tells 'success         250' DATA
check "DATA: more" tells 'goes on with    354' DATA
check "DATA: failure" tells 'failure         503' DATA
check "DATA: the message itself" tells '552  too large' DATA
check "a code that is none: which one is meant" tells '241  no RFC defines it; see 214' 241
check "a code that is none, without digits of a class" fails "$tool" codes 999
while IFS='|' read -r want word; do
  check "as people write it: $word" tells "$want" "$word"
done << 'END'
MAIL  (verbs)|MAIL FROM
MAIL  (verbs)|mail from:
RCPT  (verbs)|RCPT TO:<a@b>
STARTTLS  (verbs)|START TLS
EHLO  (verbs)|EHLO client.example
SIZE  (params)|SIZE=1000
5.1.1  permanent|#5.1.1
5.1.1  permanent|(5.1.1)
5.1.1  permanent|550-5.1.1
550  permanent|550-5.1.1
550  permanent|550:
550  permanent|５５０
550  permanent|５５０：
5.1.1  permanent|５．１．１
IN-USE  (pop3-codes)|[IN-USE]
smtp.reply.354.end-data-2  (replies)|smtp.reply.354.end-data-2
smtp.reply.354.end-data-2  (replies)|SMTP.Reply.354.end-data-2
UNKNOWN_USER  (situations)|smtp.situation.UNKNOWN_USER
SIZE  (extensions)|smtp.ehlo.SIZE
END
check "two arguments that are one verb" [ "$("$tool" codes MAIL FROM: RCPT TO | grep -c '(verbs)')" = 2 ]
check "a challenge has no texts" lacks 'for example' +
if speaks_japanese; then
  check "Japanese: headings" tells '# 応答の分類' --lang=ja 55x
  check "Japanese: the topic of a key" tells 'RCPT  （コマンド）' --lang=ja RCPT
  check "Japanese: places" tells 'MAIL、RCPT、本文の終わり' --lang=ja 550
  check "Japanese: any place" tells 'どのコマンドでも、接続直後' --lang=ja 421
  check "Japanese: a standing" tells '位置づけ            現行' --lang=ja SIZE
  check "Japanese: states" tells 'ログイン前' --lang=ja USER
  check "Japanese: sources" tells 'IANAの登録簿（RFCなし）' --lang=ja VERB
  check "Japanese: a code that is none" tells '241  RFCにないコード。214を参照' --lang=ja 241
  check "a table by its Japanese name" tells '# verbs' コマンド
  check "Japanese: it fails in Japanese" fails "$tool" codes --lang=ja nothing-such
  check "Japanese: its words" grep -q 'どの表にもありません' "$work/err"
  check "Japanese: an option" fails "$tool" codes --lang=ja --zzz
  check "Japanese: its words" grep -q 'オプション' "$work/err"
  for key in 550 5.7.1 RCPT SIZE AUTH DATA VRFY bare-lf in-use; do
    "$tool" codes --lang=ja -- "$key"
  done > "$work/items"
  check "Japanese: no line begins with what closes" [ "$(grep -cE '^ *(、|。|）|」|』|ー|っ|ッ|ゃ|ゅ|ょ|ャ|ュ|ョ)' "$work/items")" = 0 ]
  check "Japanese: no line ends with what opens" [ "$(grep -cE '(（|「|『)$' "$work/items")" = 0 ]
  # Of what the tables say nothing but words of the protocols is left in ASCII.
  "$tool" codes --lang=ja all | grep -E ' (unknown|current|obsolete|vendor|historic|experimental|any|greeting)( |$)' > "$work/items" || true
  check "Japanese: no word of the tables is left" [ ! -s "$work/items" ]
  check "Japanese" tells '恒久' --lang=ja 554
  check "Japanese labels" tells '対処' --lang=ja RCPT
  check "English beside it" tells '英語' --lang=ja RCPT
else
  check "no Japanese" fails "$tool" codes --lang=ja 554
fi

# For programs.
"$tool" codes --format=tsv > "$work/items"
check "TSV: names" [ "$(head -n 1 "$work/items" | tr '\t' ' ')" = "topic key class category retry phrase advice source" ]
check "TSV: each line has its fields" [ "$(awk -F '\t' 'NF != 8' "$work/items" | wc -l)" = 0 ]
check "TSV: all tables" [ "$(cut -f1 "$work/items" | sort -u | wc -l)" = 25 ]
check "TSV: a code" grep -q "^SMTP_CODE$(printf '\t')554$(printf '\t')5$(printf '\t')5$(printf '\t')no" "$work/items"
"$tool" codes --format=jsonl 554 > "$work/items"
check "JSON Lines" items '{"topic":"SMTP_CODE","key":"554","class":5,"category":5,"retry":"no",' 1
"$tool" codes --format=csv --bom 554 > "$work/items"
check "CSV: begins with U+FEFF" [ "$(head -c 3 "$work/items" | od -An -tx1 | tr -d ' \n')" = efbbbf ]
check "CSV: lines end with CRLF" [ "$(tr -cd '\r' < "$work/items" | wc -c)" = 2 ]

# How it fails.
check "what no table has" fails "$tool" codes nothing-such
check "no such format" fails "$tool" codes --format=xml
check "no such option" fails "$tool" codes --zzz

# Replies.
check "by code" writes '550 5.1.1 No such user\r\n' 550 5.1.1 'No such user'
check "by code, several lines" writes '250-a\r\n250 b\r\n' 250 a b
check "by situation" writes '550 5.1.1 No such user here\r\n' --when=unknown-user
check "by situation, as the table has it" writes '550 5.1.1 Gone\r\n' --when=UNKNOWN_USER --text=Gone
check "by situation, without the enhanced code" writes '550 Gone\r\n' --when=unknown-user --text=Gone --no-enhanced
check "by row" writes '250 2.0.0 OK: queued as 4F2A\r\n' --row=smtp.reply.250.queued queue-id=4F2A
check "to EHLO" writes '250-mx.example.org\r\n250-PIPELINING\r\n250 SIZE 10485760\r\n' \
  250 --ehlo mx.example.org PIPELINING 'SIZE 10485760'
check "by code, the enhanced code with the text" writes '550-5.1.1 No such user\r\n550 5.1.1 Gone\r\n' \
  550 '5.1.1 No such user' Gone
check "POP3" writes '-ERR [IN-USE] Locked\r\n' -ERR '[IN-USE]' Locked
check "POP3: the code with the text" writes "-ERR [IN-USE] Couldn't sync mailbox\r\n" \
  --pop3 -ERR "[IN-USE] Couldn't sync mailbox"
check "POP3: the code alone" writes '-ERR [IN-USE]\r\n' -ERR '[IN-USE]'
check "POP3 by situation" writes '-ERR [IN-USE] Another session has the maildrop open\r\n' --pop3 --when=maildrop-in-use
long=$(printf '%600s' '' | tr ' ' x)
"$tool" reply 250 "$long" > "$work/items"
check "a long text goes on in a second line" [ "$(wc -l < "$work/items")" = 2 ]
check "no line is longer than 512 octets" [ "$(awk '{if (length($0) > n) n = length($0)} END {print n + 1}' "$work/items")" = 512 ]

# What would forge a line is refused, with its place.
refused() { # text on stderr, then arguments
  want=$1
  shift
  fails "$tool" reply "$@" && grep -qF -- "$want" "$work/err"
}
check "CR and LF" refused 'octet 2' 220 "$(printf 'hi\r\n250 ok')"
check "a control character" refused 'octet 1' 220 "$(printf 'a\001')"
check "a value with LF" refused 'queue-id' --row=smtp.reply.250.queued "queue-id=$(printf '4\n250 x')"
check "a text with LF for a situation" refused '' --when=unknown-user "--text=$(printf 'a\nb')"
check "octets above 127" refused 'octet 0' 220 "$(printf '\303\244')"
check "unless they are agreed on" writes '220 \303\244\r\n' --utf8 220 "$(printf '\303\244')"
check "a value that is missing" refused 'queue-id' --row=smtp.reply.250.queued
check "a value too many" refused 'zzz' --row=smtp.reply.250.queued queue-id=1 zzz=2
check "no such row" refused '' --row=zzz
check "no such situation" refused 'zzz' --when=zzz
check "a situation that needs a text" refused '--text' --when=user-moved
check "no such code" refused '999' 999 x
check "an enhanced code of another class" refused '4.1.1' 550 4.1.1 x
check "an enhanced code of another class, with the text" refused '4.1.1' 550 '4.1.1 x'
check "a response code and no blank" refused 'a blank and the text behind it' -ERR '[IN-USE]x'
check "a text behind the code, and another" refused 'one text' -ERR '[IN-USE] a' b
check "no text" refused '550' 550
# Each refusal is one sentence that says what to do.
says_why() { # text on stderr, then text that is not there, then arguments
  want=$1 hidden=$2
  shift 2
  fails "$tool" reply "$@" && grep -qF -- "$want" "$work/err" && ! grep -qF -- "$hidden" "$work/err"
}
check "no place where there is none" says_why 'queue-id: a value is missing' 'octet' --row=smtp.reply.250.queued
check "a value that is empty" says_why 'queue-id: the value is empty' 'octet' --row=smtp.reply.250.queued queue-id=
check "the row that is none" says_why 'zzz: there is no such row' 'octet' --row=zzz
check "what is not ASCII" says_why '--utf8' 'forge' 220 "$(printf '\303\244')"
check "what is not ASCII, for a situation" says_why '--utf8' 'forge' --when=unknown-user "--text=$(printf '\303\244')"
check "what is no UTF-8" says_why 'not UTF-8' '--utf8 allows' --utf8 220 "$(printf '\377')"
check "what would forge a line" says_why 'forge' '--utf8' 220 "$(printf 'a\nb')"
check "one word for both" says_why 'arguments of their own' 'octet' '550 5.1.1 x'
check "a row without its option" says_why '--row' 'octet' smtp.reply.250.ok
check "a situation without its option" says_why '--when' 'octet' unknown-user
check "a text without a situation" says_why '--text' 'octet' --text=x
check "--ehlo with another code" says_why '--ehlo' 'octet' 550 --ehlo x
check "--pop3 with a code of SMTP" says_why '--pop3' 'octet' --pop3 550 x
check "a situation of POP3 without --pop3" says_why '--pop3' 'octet' --when=in-use
check "no such situation of POP3: those that there are" says_why 'maildrop-in-use, login-too-soon' 'octet' --pop3 --when=zzz
check "several situations" says_why 'tls-ready, tls-active' 'octet' --pop3 --when=tls
check "an empty situation" says_why '"": there is no such situation' 'octet' --when=
check "no such language" says_why 'languages' 'octet' --lang=xx 250 x
check "a control character is shown" says_why '\x1B[2J' "$(printf '\033')" "$(printf '\033[2J')"
check "a part of a situation's name" writes '-ERR [IN-USE] Another session has the maildrop open\r\n' --pop3 --when=in-use
check "a situation by its response code" writes '-ERR [LOGIN-DELAY] The last login was too short a time ago\r\n' --pop3 --when=login-delay
check "a situation as what names it" writes '550 5.1.1 No such user here\r\n' --when=smtp.situation.UNKNOWN_USER
check "an alias of a row" writes '354 End data with <CR><LF>.<CR><LF>\r\n' --row=smtp.reply.354.end-data-2
check "a status in small letters" writes '-ERR x\r\n' -err x
if speaks_japanese; then
  check "a language changes no octet" writes '550 5.1.1 No such user here\r\n' --lang=ja --when=unknown-user
  for row in '220 ä' '999 x' '550' '--row=zzz' '--when=zzz' '--pop3 --when=zzz' '--zzz' '--text=x' 'abc' '550 --ehlo x' \
    '--row=smtp.reply.250.queued' '--row=smtp.reply.250.queued queue-id=' '550 4.1.1 x' '-ERR [x y' '-ERR a b'; do
    check "Japanese: $row" says_why '' ' the ' --lang=ja $row
    check "Japanese: $row" env LC_ALL=C grep -q "$(printf '[\343-\351]')" "$work/err"
  done
fi
check "not a keyword of EHLO" refused '' 250 --ehlo mx '=bad'
check "nothing" fails "$tool" reply
end_checks
