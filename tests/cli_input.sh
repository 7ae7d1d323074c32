#!/bin/sh
# SPDX-License-Identifier: MIT
# The tool: the forms in which a conversation is recorded. What programs printed is held against the segments that were
# captured meanwhile (inputs/NAME.txt, inputs/NAME.conv); what is written by hand, against inputs/basic.conv.
# usage: cli_input.sh MAILWIRE TESTS_FOLDER
set -eu
tool=$1 inputs=$2/inputs tests=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$tests/support/cli.sh"
unset MAILWIRE_LANG LC_ALL LC_MESSAGES LANG COLUMNS
json() { "$tool" explain --format=jsonl "$@" > "$work/items"; }
text() { "$tool" explain "$@" > "$work/items"; }

# What was said: verbs with their arguments, or codes and status with their texts; of one side, in its order.
said_by() { # C or S, file
  "$tool" explain --format=jsonl "$2" | if [ "$1" = C ]; then
    sed -n 's/^{"v":1,"type":"command".*"verb":\("[^"]*"\),"arg":\(null\|"[^"]*"\).*/\1 \2/p'
  else
    sed -n -e 's/^{"v":1,"type":"reply".*"code":\([0-9]*\),"class".*"lines":\(\[.*\]\),"fault":.*,"answers":\([^,]*\).*/\1 \2 \3/p' \
      -e 's/^{"v":1,"type":"reply".*"status":\("[^"]*"\),.*"text":\(null\|"[^"]*"\),.*/\1 \2/p'
  fi
}
bodies() { "$tool" explain --format=jsonl "$1" | sed -n 's/^{"v":1,"type":"body","dir":"C","off":\[[0-9,]*\],\(.*\),"seq":.*$/\1/p'; }
same() { # command, file, file
  "$1" ${4:-} "$2" > "$work/one"
  "$1" ${4:-} "$3" > "$work/other"
  [ -s "$work/one" ] && diff "$work/one" "$work/other"
}
said_alike() { # file, file
  for side in C S; do
    said_by $side "$1" > "$work/one"
    said_by $side "$2" > "$work/other"
    [ -s "$work/one" ] && diff "$work/one" "$work/other" || return 1
  done
}
is_form() { # form, how many conversations, file
  json "$3"
  [ "$(grep -c "\"type\":\"summary\".*\"input\":\"$1\"" "$work/items")" = "$2" ]
}

# ---- each form is known by its octets
for file in "$inputs"/*.txt; do
  name=$(basename "$file" .txt)
  form=${name#two-}
  number=1
  case $name in
    two-*) number=2 ;;
  esac
  case $form in
    raw-client* | raw-server* | tshark-yaml) ;;
    tshark-raw*) form=tshark-raw ;;
    poplib*) form=smtplib ;;
    *) form=${form%%-*} ;;
  esac
  check "$name: $form" is_form "$form" "$number" "$file"
  check "$name: named, it is the same" sh -c '"$0" explain --format=jsonl --input="$1" "$2" | cmp - "$3"' \
    "$tool" "$form" "$file" "$work/items"
  check "$name: text" text "$file"
  check "$name: the first line" grep -q "^session 1   input: $form " "$work/items"
  check "$name: no secret in the text" items 'ecret' 0
  check "$name: nor its base64" items 'AHUAc2' 0
  json "$file"
  check "$name: no secret in JSON Lines" items ':"secret"' 0
  check "$name: nor its base64 there" items 'AHUAc2' 0
  check "$name: no fault that the form has made" [ "$(grep -c '"fault":"[A-Z]' "$work/items")" = 0 ]
done

# ---- what programs print is what passed
for name in swaks swaks-hidden swaks-pipeline smtplib smtplib-time transcript-phpmailer transcript-msmtp transcript-exim; do
  check "$name: as on the wire" said_alike "$inputs/$name.txt" "$inputs/$name.conv"
done
for name in swaks swaks-pipeline smtplib transcript-phpmailer transcript-msmtp; do
  check "$name: the message" same bodies "$inputs/$name.txt" "$inputs/$name.conv"
done
for name in tshark-raw tshark-yaml; do
  check "$name: as on the wire" said_alike "$inputs/$name.txt" "$inputs/swaks.conv"
  check "$name: the message" same bodies "$inputs/$name.txt" "$inputs/swaks.conv"
done
# Which node is the client: the ports tell, or else who replies.
sed 's/:39504/:49152/; s/2525/49153/' "$inputs/tshark-raw.txt" > "$work/ports"
check "tshark-raw: ports that tell nothing" said_alike "$work/ports" "$inputs/swaks.conv"
tab=$(printf '\t')
swap="s/^[0-9a-f]/$tab&/; t; s/^$tab//; s/^Node 0/Node 2/; s/^Node 1/Node 0/; s/^Node 2/Node 1/"
sed "$swap" "$work/ports" > "$work/swapped"
check "tshark-raw: the other node replies" said_alike "$work/swapped" "$inputs/swaks.conv"
printf 'Follow: tcp,raw\nNode 0: 192.0.2.1:465\nNode 1: 192.0.2.2:40000\n160301\n\t1603\n' > "$work/submissions"
json "$work/submissions"
check "tshark-raw: ports alone" items '"c2s_bytes":2,"s2c_bytes":3' 1
printf '# Packet 4\npeer1_0: !!binary |\n  MjIwIHgNCg==\n# Packet 6\npeer0_0: !!binary |\n  Tk9P\n  UA0K\n' > "$work/old"
json "$work/old"
check "tshark-yaml: older versions" items '"code":220' 1
check "tshark-yaml: base64 of several lines" items '"verb":"NOOP"' 1
printf 'Follow: tcp,ascii\nNode 0: 192.0.2.1:25\n\t7\n220 x\n' > "$work/ascii"
check "tshark in ASCII has lost octets: exit 2" fails "$tool" explain "$work/ascii"
check "it is said how to keep them" grep -q 'follow,tcp,raw' "$work/err"
# Less than what passed: the greeting before the log began, the end after it.
without() { # file, file, lines of each side that the first lacks: sed commands
  for side in C S; do
    said_by $side "$1" > "$work/one"
    said_by $side "$2" | sed "$3" > "$work/other"
    [ -s "$work/one" ] && diff "$work/one" "$work/other" || return 1
  done
}
check "poplib: as on the wire" without "$inputs/poplib.txt" "$inputs/poplib.conv" '/"ready <1.2/d'
check "poplib: the first level has the commands" same said_by "$inputs/poplib-commands.txt" "$inputs/poplib-commands.conv" C
check "fetchmail: as on the wire" said_alike "$inputs/transcript-fetchmail.txt" "$inputs/transcript-fetchmail.conv"
check "fetchmail, AUTH: as on the wire" said_alike "$inputs/transcript-fetchmail-auth.txt" "$inputs/transcript-fetchmail-auth.conv"
json "$inputs/transcript-fetchmail-auth.txt"
check "fetchmail, AUTH: what it says of the challenge is a note" items '"kind":"unknown","line":25,"dir":null,"text":"fetchmail: decoded as ' 1
check "fetchmail, AUTH: the answer is secret" items 'Ym9i' 0
check "fetchmail: the messages that it does not print" items '"octets":null,"lines":null,"mode":"RETR"' 3
check "mutt: all but the farewell" without "$inputs/transcript-mutt.txt" "$inputs/transcript-mutt.conv" '/^221/d'
check "curl: all but the farewell" without "$inputs/curl.txt" "$inputs/curl.conv" '/QUIT/d'
check "curl, POP3: all but the farewell" without "$inputs/curl-pop3.txt" "$inputs/curl-pop3.conv" '/QUIT/d; /"bye"/d'

# ---- what people write is what they mean
for name in segments transcript transcript-rfc transcript-wide transcript-debug transcript-screen; do
  check "$name: the conversation" said_alike "$inputs/$name.txt" "$inputs/basic.conv"
  check "$name: the message" same bodies "$inputs/$name.txt" "$inputs/basic.conv"
done
for name in transcript-sendmail transcript-opensmtpd; do
  check "$name: the conversation" said_alike "$inputs/$name.txt" "$inputs/basic.conv"
  json "$inputs/$name.txt"
  check "$name: the message is missing" items '"octets":null,"lines":null,"mode":"DATA"' 1
done
check "raw-client: the commands" same said_by "$inputs/raw-client.txt" "$inputs/basic.conv" C
check "raw-client: the message" same bodies "$inputs/raw-client.txt" "$inputs/basic.conv"
json "$inputs/raw-server.txt"
check "raw-server: the replies" items '"type":"reply"' 8
json "$inputs/transcript-bounce.txt"
check "a bounce: what the server said" items '"code":550,' 1
check "a bounce: what the reporter says is a note" items '"kind":"unknown","line":8,' 1

# ---- what a form has lost, and what it adds
json "$inputs/swaks.txt"
check "swaks: nothing of line ends" items '"bare_lf_commands":null' 1
check "swaks: nor of those of replies" items '"bare_lf_reply_lines":null' 1
check "swaks: it says so" items '"has_line_ends":false,"has_order":true' 1
check "swaks: remarks" items '{"v":1,"type":"note","kind":"remark","line":1,"dir":null,"text":"Trying 127.0.0.1:2525..."}' 1
check "swaks: the end" items '"kind":"closed"' 1
json "$inputs/swaks-hidden.txt"
check "swaks: lines that it did not print" items '"kind":"missing","line":16,"dir":"C","text":"8 lines sent"' 1
json "$inputs/curl.txt"
check "curl: octets that it did not print" items '"kind":"missing","line":16,"dir":"C","octets":30' 1
check "curl: the message" items '"octets":null,"lines":null,"mode":"DATA"' 1
json "$inputs/curl-pop3.txt"
check "curl: the server's message" items '"dir":"S","off":[89,92],"octets":null,"lines":null,"mode":"RETR"' 1
json "$inputs/curl-tls.txt"
check "curl: inside TLS" items '"verb":"EHLO"' 2
check "curl: heads of TLS records are no message" items '"kind":"missing"' 1
json "$inputs/swaks-tls.txt"
check "swaks: inside TLS" items '"tls":null' 1
json "$inputs/smtplib-tls.txt"
check "smtplib: inside TLS" items '"verb":"NOOP"' 1
check "smtplib: line ends are there" items '"bare_lf_commands":0' 1
json "$inputs/transcript-tls.txt"
check "a transcript: inside TLS" items '"verb":"NOOP"' 1
printf 'S: 220 x\nC: STARTTLS\nS: 220 go\nC: NOOP\n' > "$work/clear"
json "$work/clear"
check "a transcript: not inside TLS" items '"fault":"PLAINTEXT_LEFT"' 1
json "$inputs/smtplib-retcode.txt"
check "retcode alone: a reply of several lines" items '"lines":["mx.example.org","PIPELINING","SIZE 10485760"]' 1
check "retcode alone: a text without quotes" items '"lines":["2.1.0 Ok"]' 1
check "retcode alone: a quote in the other quotes" items '"verb":"MAIL","arg":"FROM:<o'"'"'neil@example.org>"' 1
check "retcode alone: characters of a text" items 'TO:<あé@example.org>' 1
check "retcode alone: nothing of line ends" items '"bare_lf_commands":null' 1
json "$inputs/smtplib.txt"
check "octets of an octet string" items '"type":"body","dir":"C","off":[119,175],"octets":52' 1
json "$inputs/segments.txt"
check "segments: who closed" items '"kind":"closed","line":17,"dir":"C","text":"C closed 22.5"' 1
json "$inputs/transcript-wide.txt"
check "full width: each line is noted" items '"kind":"lookalike"' 26
text "$inputs/transcript-wide.txt"
check "full width: which character, once" items '  #  full-width characters, read as ASCII, from this line on: Ｓ' 1
printf 'S: 220 x\nC: MAIL FROM:＜a@example.org＞\nS: 501 no\n' > "$work/wide"
json "$work/wide"
check "full width in what is said" items '"kind":"lookalike","line":2,"dir":"C","text":"＜"' 1
json "$inputs/raw-client.txt"
check "one side: no order" items '"pipelined_commands":null' 1
check "one side: it says so" items '"input":"raw-client","has_line_ends":true,"has_order":false' 1
json "$inputs/raw-server.txt"
check "one side: nothing of who asked" items '"unsolicited_replies":null' 1
check "one side: what the codes mean" items '"verdict":"RECIPIENT_FULL_NOW"' 1
text "$inputs/raw-server.txt"
check "one side: no reply is said to be unasked" [ "$(grep -c 'nobody waits\|answer nothing' "$work/items")" = 0 ]
printf '+OK a\r\n+OK 1 message\r\n1 50\r\n.\r\n-ERR no\r\n' > "$work/pop3"
json "$work/pop3"
check "one side, POP3: no answer is either" items '"fault":"NOT_ASKED_FOR"' 0
check "one side, POP3: a listing's lines are no faults" items '{"v":1,"type":"note","kind":"unknown","line":0,"dir":"S","text":"1 50"}' 1
printf '+OK a\r\n+OK\r\nCAPA\r\nTOP\r\nUSER\r\n.\r\n+OK\r\n-ERR no\r\n' > "$work/capa"
json "$work/capa"
check "one side, POP3: capabilities are no commands on a screen" items '"input":"raw-server"' 1
check "nor anything odd" items '"tls":null,"anomalies":[]' 1
check "they are the server's" items '"c2s_bytes":0,"s2c_bytes":46' 1
tr -d '\r' < "$inputs/raw-client.txt" > "$work/lf"
json "$work/lf"
check "one side without CR: a text, whose line ends are lost" items '"bare_lf_commands":null' 1
json --input=raw-client "$work/lf"
check "one side without CR, named: octets, and a message without its end" items '"bare_lf_commands":5' 1
json "$inputs/transcript-pop3.txt"
check "an RFC's directions are no commands" items '"kind":"remark"' 2
check "nor a message" items '"kind":"missing","line":13,"dir":"S","text":"<the server sends message 1>"' 1
check "which is not recorded" items '"octets":null,"lines":null,"mode":"RETR"' 1
printf 'S: +OK\nC: RETR 1\nS: +OK\nS: Subject: x\nS:\nS: <p class="x">\nS: .\n' > "$work/html"
json "$work/html"
check "a line of a message is no direction" items '"octets":29,"lines":3,"mode":"RETR"' 1

printf 'SERVER -> CLIENT: 334 VXNlcm5hbWU6\nCLIENT -> SERVER: [credentials hidden]\n' > "$work/hidden"
{ printf 'SERVER -> CLIENT: 220 x\nCLIENT -> SERVER: AUTH LOGIN\n'; cat "$work/hidden" "$work/hidden"; printf 'SERVER -> CLIENT: 235 ok\n'; } > "$work/phpmailer"
json "$work/phpmailer"
check "hidden credentials: lines of the exchange" items '"type":"auth"' 2
check "hidden credentials: of which nothing is known" items '"kind":null,"octets":null,"fault":null' 2
check "hidden credentials: and which are missing" items '"kind":"missing"' 2
text "$work/phpmailer"
check "hidden credentials: the text" items 'a response that was not recorded (LOGIN)' 2

# ---- several conversations
json "$inputs/two-swaks.txt"
check "two: their numbers" items '"session":2,"input":"swaks"' 1
check "two: a connection that failed is none" items '"text":"Error connecting to 127.0.0.1:2525:"' 1
json "$inputs/two-tshark-raw.txt"
check "two: each has its protocol" items '"protocol":"pop3"' 1
text "$inputs/two-transcript.txt"
check "two: the second's head" items 'session 2   input: transcript ' 1
sed 's/^C: QUIT$/C: NOOP/; s/^S: 221/S: 250/' "$inputs/two-transcript.txt" > "$work/one_session"
json "$work/one_session"
check "a greeting without an end before it begins no other" items '"type":"summary"' 1
# RFC 5321 4.3.2: no command but STARTTLS is answered by 220.
printf 'C: EHLO a\nS: 220 mx ESMTP\nS: 250 mx\nC: QUIT\nS: 221 bye\n' > "$work/early"
json "$work/early"
check "a greeting behind the first command" items '"unsolicited_replies":0,"unanswered_commands":0,"greeting":220' 1
# RFC 2920 3.1: DATA ends a group; the message waits for 354.
{
  printf 'S 323230206d780d0a\nC 45484c4f20610d0a\nS 323530206d780d0a\n'               # 220 mx, EHLO a, 250 mx
  printf 'C 444154410d0a780d0a2e0d0a\nS 33353420676f0d0a\nS 323530206f6b0d0a\n'       # DATA x . together, 354 go, 250 ok
} > "$work/ahead"
json "$work/ahead"
check "a message before its 354 says so itself" items '"mode":"DATA","fault":null,"seq":6,"anomalies":["pipelining"]' 1
printf 'C: STARTTLS\nS: 220 go\n' > "$work/late"
json "$work/late"
check "STARTTLS alone is answered by 220" items '"unsolicited_replies":0,"unanswered_commands":0,"greeting":null' 1
printf 'C: USER a\nC: PASS b\nC: DELE 1\nC: QUIT\nS: +OK\nS: +OK\nS: +OK\nS: +OK\nS: +OK\n' > "$work/pipelined"
json "$work/pipelined"
check "responses to pipelined commands begin no other" items '"type":"summary"' 1

printf 'S: +OK\nC: RETR 1\nC: RETR 2\nC: QUIT\nS: +OK\nS: 250 a\nS: 250 b\nS: .\nS: +OK\nS: 250 c\nS: .\nS: +OK bye\n' > "$work/digits"
json "$work/digits"
check "lines of messages that look like replies begin no other" items '"type":"summary"' 1
printf 'S: 220 a\nC: DATA\nS: 354 b\nC: .\nC: QUIT\nS: 250 c\nS: 221 d\nS: 220 e\nC: NOOP\nS: 250 f\n' > "$work/after"
json "$work/after"
check "221 ends a conversation, wherever QUIT stood" items '"type":"summary"' 2
printf -- '<-- +OK\n--> CAPA\n<-- +OK\n<-- USER\n<-- UIDL\n<-- TOP\n<-- STLS\n<-- .\n' > "$work/capa"
json "$work/capa"
check "capabilities do not turn the arrows" items '"type":"command"' 1
check "they are listed" items '"lines":["USER","UIDL","TOP","STLS"]' 1

# ---- lines that a form does not have, and files that have none
printf 'nonsense\n' | cat "$inputs/swaks.txt" - > "$work/unknown"
json "$work/unknown"
check "an unknown line is a note" items '"kind":"unknown","line":30,"dir":null,"text":"nonsense"' 1
text --color=always "$work/unknown"
check "it is dimmed" items "$(printf '\033[2m')  ?  nonsense" 1
check "a form that the file is not in: exit 2" fails "$tool" explain --input=swaks "$inputs/curl.txt"
check "a form that nobody knows: exit 2" fails "$tool" explain --input=pcap "$inputs/curl.txt"
printf 'Dear Sir,\n\n> how are you?\n=== End\n' > "$work/prose"
check "prose: exit 2" fails "$tool" explain "$work/prose"
printf '{"a": 1}\n' > "$work/other"
check "another file: exit 2" fails "$tool" explain "$work/other"

# ---- files of editors and shells elsewhere
reads_alike() { # file, form
  "$tool" explain --format=jsonl - < "$1" > "$work/plain"
  sed 's/$/\r/' "$1" > "$work/crlf"
  "$tool" explain --format=jsonl - < "$work/crlf" | cmp - "$work/plain" || return 1
  { printf '\357\273\277'; cat "$work/crlf"; } > "$work/mark"
  "$tool" explain --format=jsonl - < "$work/mark" | cmp - "$work/plain"
}
for file in "$inputs"/*.txt; do
  case $file in
    */raw-*) ;;
    *) check "$(basename "$file"): with CRLF, and behind a mark" reads_alike "$file" ;;
  esac
done
printf '\377\376<\000-\000 \000 \0002\0002\0000\000 \000B0\r\000\n\000' > "$work/utf16"
json "$work/utf16"
check "UTF-16 behind its mark" items '"code":220,"class":2,"category":2,"enh":null,"lines":["あ"]' 1

# ---- nothing brings it down: each sample cut off at each octet, in its form; each in each form; octets of any kind
survives() { # options and files: done, or refused
  status=0
  "$tool" explain --format=jsonl "$@" > /dev/null 2>&1 || status=$?
  [ "$status" = 0 ] || [ "$status" = 2 ]
}
mkdir "$work/cut"
cuts=0
for name in segments transcript-rfc transcript-wide swaks-hidden curl curl-pop3 smtplib-retcode poplib tshark-raw tshark-yaml raw-client; do
  at=$(wc -c < "$inputs/$name.txt")
  while [ "$at" -gt 0 ]; do
    at=$((at - 1))
    head -c "$at" "$inputs/$name.txt" > "$work/cut/$at"
    cuts=$((cuts + 1))
  done
  check "$name, cut off" survives "$work"/cut/*
  rm "$work"/cut/*
done
check "samples were cut off" [ "$cuts" -gt 5000 ]
# Octets that were lost inside a message, before lines of it that look like commands: the transaction is lost, what is
# certain again is the first command behind the reply.
for feed in in-order stamped client-first server-first random:5; do
  json --feed=$feed "$inputs/gap.conv"
  check "a gap, $feed: where" items '"type":"anomaly","dir":"C","off":[82,122],"anomalies":["gap"]' 1
  check "a gap, $feed: what is left of the message" items '"off":[46,82],"octets":36,"lines":3,"mode":"DATA","fault":"UNFINISHED"' 1
  check "a gap, $feed: no command of the message" items '"verb":"RSET"' 0
  check "a gap, $feed: the next transaction is another" items '"mail":"<n@b>","rcpts":[["<m@d>",250]]' 1
  check "a gap, $feed: two transactions" items '"completed_transactions":1,"recipients_accepted":2' 1
done
head -c 200000 "$tool" > "$work/octets"
for form in segments transcript swaks curl smtplib tshark-raw tshark-yaml raw-client raw-server; do
  check "everything as $form" survives --input=$form "$work/octets" "$inputs"/*.txt "$inputs"/*.conv
done
end_checks
