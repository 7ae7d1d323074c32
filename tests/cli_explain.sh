#!/bin/sh
# SPDX-License-Identifier: MIT
# The tool: recorded conversations against independent counts, its output formats, what it masks, how it fails.
# usage: cli_explain.sh MAILWIRE TESTS_FOLDER
set -eu
tool=$1 tests=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$tests/support/cli.sh"
unset MAILWIRE_LANG LC_ALL LC_MESSAGES LANG COLUMNS

# A summary has each of these counts.
has_counts() { # summary file, conversation
  case $2 in pop3-*) table=$tests/captures/facts_pop3.tsv ;; *) table=$tests/captures/facts.tsv ;; esac
  facts=$(awk -F '\t' -v name="$2" '$1 == name' "$table")
  [ -n "$facts" ] || { echo "no facts"; return 1; }
  header=$(grep '^name' "$table")
  column=2
  for key in $(echo "$header" | cut -f2-10); do
    value=$(echo "$facts" | cut -f$column)
    grep -q "\"$key\":$value[,}]" "$1" || { echo "$2: $key is not $value"; cat "$1"; return 1; }
    column=$((column + 1))
  done
  for entry in $(echo "$facts" | cut -f11-12 | tr ',\t' '  '); do
    grep -qF "$entry" "$1" || { echo "$2: $entry is missing"; cat "$1"; return 1; }
  done
}

# A few of those that captures.py knows all of; it needs Python.
conversations=0
for name in $(cut -f1 "$tests/captures/facts.tsv" "$tests/captures/facts_pop3.tsv" | grep -v '^#\|^name$'); do
  file=$tests/captures/$name.conv
  "$tool" explain --format=jsonl "$file" > "$work/items"
  tail -n 1 "$work/items" > "$work/summary"
  check "$name: counts" has_counts "$work/summary" "$name"
  check "$name: text" "$tool" explain "$file"
  conversations=$((conversations + 1))
done
check "conversations were read" [ "$conversations" -gt 30 ]

# The same conversation as a transcript, by stdin.
printf 'S: 220 mx\nC: EHLO a\nS: 250-mx\nS: 250 AUTH PLAIN\nC: AUTH PLAIN c2VjcmV0\nS: 235 2.7.0 ok\nC: DATA\nS: 354 go\nC: hi\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n' > "$work/transcript"
"$tool" explain --format=jsonl - < "$work/transcript" > "$work/items"
count() { [ "$(grep -c "$1" "$work/items")" = "$2" ]; }
check "transcript: commands" count '"type":"command"' 4
check "transcript: replies" count '"type":"reply"' 6
check "transcript: the body" count '"type":"body","dir":"C","off":\[35,42\],"octets":4,"lines":1' 1
check "transcript: classes" count '"code":354,"class":3,"category":5' 1
check "transcript: enhanced" count '"enh":"2.7.0","lines":\["2.7.0 ok"\]' 1
check "secrets are masked in JSON Lines" count 'c2VjcmV0' 0
"$tool" explain "$work/transcript" > "$work/items"
check "secrets are masked in text" count 'c2VjcmV0' 0
"$tool" explain --show-secrets "$work/transcript" > "$work/items"
check "secrets are shown when asked for" count 'c2VjcmV0' 1
check "no colours in a file" count "$(printf '\033')" 0
"$tool" explain --color=always "$work/transcript" > "$work/items"
check "colours when asked for" grep -q "$(printf '\033')" "$work/items"

# Nobody was recorded but the client.
printf 'C: HELO a\nC: DATA\nC: x\nC: .\nC: QUIT\n' | "$tool" explain --format=jsonl - > "$work/items"
check "one-sided: as if accepted" count '"assumed":true' 1
check "one-sided: the body is none of the commands" count '"type":"command"' 3

# Garbage, a forged end, an unfinished reply: each is told with its offset.
printf 'S: hello\nS: 220 mx\nC: DATA\nS: 354 go\n' > "$work/odd"
printf 'S 32323020780d0a\nC 444154410d0a\nS 33353420780d0a\nC 780a2e0d0a0d0a2e0d0a\nS 3235302d61\n' > "$work/odd2"
"$tool" explain --format=jsonl "$work/odd" > "$work/items"
check "garbage has its name" count '"fault":"NOT_A_REPLY","at":0' 1
"$tool" explain --format=jsonl "$work/odd2" > "$work/items"
check "a bare LF in the message has its offset" count '"fault":"BARE_LF","at":7' 1
check "the unfinished reply is told" count '"fault":"UNFINISHED"' 1

# What a conversation says, typed.
cat > "$work/typed" <<'END'
S: 220 mx.example ready
C: EHLO [192.0.2.1]
S: 250-mx.example
S: 250-SIZE 1000
S: 250-X-OWN 1
S: 250 AUTH PLAIN LOGIN
C: AUTH PLAIN AGEAYg==
S: 235 2.7.0 done
C: MAIL FROM:<"a b"@c.example> SIZE=100 BODY=8BITMIME X-ONE
S: 250 ok
C: RCPT TO:<d@e.example> NOTIFY=SUCCESS,DELAY
S: 250 ok
C: RCPT TO:<broken
S: 501 no
C: QUIT
S: 221 bye
END
"$tool" explain --format=jsonl "$work/typed" > "$work/items"
check "the host is a literal" items '"literal":"[192.0.2.1]"' 1
check "a quoted local part is unquoted" items '"local":"a b"' 1
check "the path has its domain" items '"domain":"c.example"' 1
check "a parameter in its place" items '"keyword":"SIZE","value":"100"' 1
check "an unknown parameter" items '"keyword":"X-ONE","value":null,"known":false' 1
check "NOTIFY" items '"NOTIFY","value":"SUCCESS,DELAY"' 1
check "a path that is none" items '"path":null' 1
check "its fault" items '"fault":"BAD_PATH"' 1
check "a keyword of EHLO" items '{"keyword":"SIZE","params":"1000","known":true}' 1
check "one that is unknown" items '{"keyword":"X-OWN","params":"1","known":false}' 1
check "the mechanisms" items '"auth":["PLAIN","LOGIN"]' 1
check "no secret" items 'AGEAYg' 0
"$tool" explain "$work/typed" > "$work/items"
check "no secret in the text" items 'AGEAYg' 0
check "the sender" items 'local part a b (was quoted), domain c.example' 1
printf 'C: EHLO a\nC: AUTH LOGIN\nC: dXNlcg==\nC: c2VjcmV0\nC: QUIT\n' > "$work/alone"
"$tool" explain --format=jsonl "$work/alone" > "$work/items"
check "no secret where no server was recorded" items 'c2VjcmV0' 0
check "the exchange is one" items '"type":"auth"' 2
printf 'S: 220 x\nC: AUTH LOGIN U0VDUkVU\nC: UEFTUw==\nS: 501 bad\n' > "$work/refused_auth"
check "a line for a challenge that never came is a secret" sh -c '! "$0" explain "$1" | grep -q UEFTUw && ! "$0" explain --format=jsonl "$1" | grep -q UEFTUw' "$tool" "$work/refused_auth"
printf 'S: 220 x\nC: AUTH LOGIN U0VDUkVU\nC: UEFTUw== x\nS: 501 bad\n' > "$work/refused_auth"
"$tool" explain --format=jsonl "$work/refused_auth" > "$work/items"
check "a line of which all is a secret has no argument" items '"verb":"(empty)","arg":"","secret":null' 1
check "version and help that nobody can read: exit 2" sh -c '"$0" --version > /dev/full 2>/dev/null; [ $? = 2 ] && { "$0" --help > /dev/full 2>/dev/null; [ $? = 2 ]; }' "$tool"
check "standard output that is full: exit 2" sh -c '"$0" explain "$1" > /dev/full 2>/dev/null; [ $? = 2 ]' "$tool" "$work/typed"

# The same for what is rare, and for what is wrong: offsets are counted by hand from the lines here.
cat > "$work/rare" <<'END'
S: 220 mx
C: LHLO [IPv6:2001:db8::1]
S: 250-mx
S: 250-AUTH=LOGIN
S: 250-LIMITS RCPTMAX=20 MAILMAX=5
S: 250-_odd
S: 250 AUTH login X-OWN
C: MAIL FROM:<@r.example:a@[192.0.2.1]> size=99999999999999999999 ENVID=a+2Bb BY=-60;NT MT-PRIORITY=-3 SMTPUTF8
S: 250 ok
C: RCPT TO:<Postmaster> NOTIFY=never ORCPT=utf-8;a\x{3B1}b@c.example SIZE=3
S: 250 ok
C: MAIL FROM: <>
S: 503 no
C: MAIL FROM:<a@b.example> SIZE=1k
S: 501 no
C: RCPT TO:<a@@b.example>
S: 501 no
C: QUIT now
S: 501 no
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YWJj
S: 334 UGFzc3dvcmQ6
C: Y
S: 501 no
C: AUTH PLAIN =
S: 334 
C: 
S: 334 
C: *
S: 501 no
END
"$tool" explain --format=jsonl "$work/rare" > "$work/items"
check "the host is an IPv6 literal" items '"literal":"[IPv6:2001:db8::1]","kind":"ipv6"' 1
check "limits" items '"limits":{"MAILMAX":5,"RCPTMAX":20,"RCPTDOMAINMAX":null}' 1
check "mechanisms stand once, in upper case" items '"auth":["LOGIN","X-OWN"]' 1
check "no SIZE" items '"size":null' 1
check "the fault of a line of EHLO" items '"fault":"BAD_EHLO_LINE","at":69,"tolerated":["AUTH_EQUALS"]' 1
check "a source route" items '"route":"@r.example","local":"a","domain":null,"literal":"[192.0.2.1]"' 1
check "20 digits" items '"keyword":"SIZE","value":"99999999999999999999","known":true,"typed":null' 1
check "ENVID" items '"typed":"a+b"' 1
check "BY" items '"typed":{"seconds":-60,"mode":"N","trace":true}' 1
check "a priority" items '"typed":-3' 1
check "a flag" items '"keyword":"SMTPUTF8","value":null,"known":true,"typed":true' 1
check "Postmaster has no domain" items '"local":"Postmaster","domain":null,"literal":null' 1
check "NOTIFY in lower case" items '"value":"never","known":true,"typed":["NEVER"]' 1
check "ORCPT" items '"typed":{"type":"utf-8","address":"aαb@c.example"}' 1
check "not a parameter of RCPT" items '"keyword":"SIZE","value":"3","known":false' 1
check "the null path, with a tolerance" items '"null":true,"quoted":false,"utf8":false},"params":[],"fault":null,"tolerated":["PATH_SPACE"]' 1
check "a bad value" items '"typed":null}],"fault":"BAD_PARAM_VALUE","at":254' 1
check "a bad domain" items '"path":null,"params":[],"fault":"BAD_DOMAIN","at":268' 1
check "an argument where none may be" items '"verb":"QUIT","arg":"now","fault":"BAD_ARGUMENT","at":286' 1
check "AUTH alone" items '"auth":{"mechanism":"LOGIN","kind":null,"octets":null}' 1
check "a response" items '"text":null,"mechanism":"LOGIN","kind":"response","octets":3' 1
check "no response" items '"kind":"bad","octets":null,"fault":"BAD_BASE64","at":310' 1
check "an empty initial response" items '"auth":{"mechanism":"PLAIN","kind":"empty","octets":0}' 1
check "an empty response" items '"text":null,"mechanism":"PLAIN","kind":"empty","octets":0' 1
check "a cancel" items '"text":null,"mechanism":"PLAIN","kind":"cancel","octets":null' 1
COLUMNS=400 "$tool" explain "$work/rare" > "$work/items"
check "text: the route" items '       route       @r.example: to be ignored' 1
check "text: a size" items '       size        more octets than 64 bits count (RFC1870 3)' 1
check "text: a capability" items '; at most 5 messages a connection; at most 20 recipients a message (RFC9422 3)' 1
check "text: no capability" items '     250-_odd                                     not a keyword with its parameters' 1
check "text: the fault" items '(BAD_DOMAIN)' 1
check "text: the tolerance" items '(PATH_SPACE)' 1

# A secret whose line does not end; another protocol.
printf 'S 323230206d780d0a\nC 4155544820504c41494e20633256' > "$work/cut"
"$tool" explain "$work/cut" > "$work/items"
check "an unfinished secret" items 'c2V' 0
check "an unfinished line" items 'AUTH PLAIN ****' 1
printf 'S: 220 mx\nC: GET / HTTP/1.1\nS: 500 no\n' > "$work/http"
"$tool" explain --format=jsonl "$work/http" > "$work/items"
check "another protocol" items '"type":"protocol","dir":"C","off":[0,0],"protocol":"HTTP"' 1
"$tool" explain "$work/http" > "$work/items"
check "another protocol in the text" items 'the client begins with HTTP' 1

# What cannot be read or understood: one sentence on stderr, exit 2.
printf 'this is no conversation\n' > "$work/text"
printf '\001\002\377' > "$work/binary"
: > "$work/empty"
for file in text binary empty missing; do
  check "$file: exit 2" fails "$tool" explain "$work/$file"
done
# Files of editors elsewhere: the same conversation with CRLF, and behind the mark of UTF-8, is the same.
"$tool" explain --format=jsonl - < "$work/transcript" > "$work/plain"
same() { "$tool" explain --format=jsonl - < "$1" | cmp - "$2"; }
sed 's/$/\r/' "$work/transcript" > "$work/crlf"
check "a transcript with CRLF" same "$work/crlf" "$work/plain"
{ printf '\357\273\277'; cat "$work/crlf"; } > "$work/mark"
check "a transcript behind a mark of UTF-8" same "$work/mark" "$work/plain"
segments=$tests/captures/smtp-exim-auth.conv
"$tool" explain --format=jsonl - < "$segments" > "$work/plain"
{ printf '\357\273\277'; sed 's/$/\r/' "$segments"; } > "$work/crlf"
check "segments with CRLF behind a mark of UTF-8" same "$work/crlf" "$work/plain"
sed 's/^\([CS] [0-9a-f]*\).*/\1/' "$segments" > "$work/bare"
"$tool" explain --format=jsonl - < "$work/bare" > "$work/plain"
sed 's/$/\r/' "$work/bare" > "$work/crlf"
check "segments without times, with CRLF" same "$work/crlf" "$work/plain"
cp "$work/transcript" "$work/--help"
check "behind -- every word is a file" sh -c 'cd "$1" && "$0" explain --format=jsonl -- --help transcript > many &&
  [ "$(grep -c "\"type\":\"summary\"" many)" = 2 ]' "$(cd "$(dirname "$tool")" && pwd)/$(basename "$tool")" "$work"
check "-- alone names no file: exit 2" fails "$tool" explain --
check "an option behind -- is a file that is not there: exit 2" fails "$tool" explain -- --format=text
check "an unknown option: exit 2" fails "$tool" explain --nothing "$work/transcript"
check "no file: exit 2" fails "$tool" explain
check "no command: exit 2" fails "$tool"
check "an unknown command: exit 2" fails "$tool" sing
check "help" "$tool" --help
check "version" "$tool" --version

# The reply to the last chunk is that to the message (RFC 3030 2), the reply to the last BURL, too (RFC 4468 3.2).
printf 'S: 220 mx ESMTP\nC: EHLO a\nS: 250-mx\nS: 250-CHUNKING\nS: 250 BURL\nC: MAIL FROM:<a@b.example>\nS: 250 2.1.0 Ok\nC: RCPT TO:<c@d.example>\nS: 250 2.1.5 Ok\nC: BDAT 0\nS: 250 2.0.0 ok\nC: BURL imap://x.example/INBOX;uid=1 LAST\nS: 250 2.0.0 ok\nC: MAIL FROM:<a@b.example>\nS: 250 2.1.0 Ok\nC: RCPT TO:<c@d.example>\nS: 250 2.1.5 Ok\nC: BDAT 0 LAST\nS: 250 2.0.0 ok\nC: QUIT\nS: 221 2.0.0 Bye\n' > "$work/chunks"
"$tool" explain --format=jsonl "$work/chunks" > "$work/items"
check "a chunk that is not the last is taken" items '"verdict":"CHUNK_TAKEN"' 1
check "the last is the message" items '"verdict":"MESSAGE_TAKEN"' 2
check "its reply is the final one" sh -c 'tail -n 1 "$1" | grep -o "\"final\":\[250\]" | wc -l | grep -qx " *2"' - "$work/items"

# What replies mean, in both languages.
printf 'S: 220 mx ESMTP\nC: EHLO a\nS: 500 5.5.1 Unknown\nC: HELO a\nS: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 250 2.1.0 Ok\nC: RCPT TO:<c@d.example>\nS: 552 5.5.3 Error: too many recipients\nC: QUIT\nS: 221 2.0.0 Bye\n' > "$work/means"
"$tool" explain --format=jsonl "$work/means" > "$work/items"
check "EHLO is refused: HELO" items '"verdict":"TRY_HELO","expected":true,"retry":"WITH_HELO","connection":"USABLE"' 1
check "552 to RCPT: later" items '"verdict":"TOO_MANY_RECIPIENTS","expected":true,"retry":"LATER"' 1
check "a row of the catalogue" items '"rows":["smtp.reply.221.bye"' 1
"$tool" explain --lang=en "$work/means" > "$work/items"
check "text: a refusal says what to do" grep -q 'too many recipients' "$work/items"
if speaks_japanese; then
  "$tool" explain --lang=ja "$work/means" > "$work/items"
  check "Japanese: a command" grep -q '宛先 c@d.example' "$work/items"
  check "Japanese: the summary" items 'まとめ   コマンド5件、応答6件' 1
  check "Japanese: no English left" [ "$(grep -c 'commands' "$work/items")" = 0 ]
  printf 'S: 220 mx\nC: LHLO a\nS: 250-mx\nS: 250-AUTH PLAIN\nS: 250-TURN\nS: 250 SIZE 1000\n' > "$work/announced"
  COLUMNS=400 "$tool" explain --lang=ja "$work/announced" > "$work/items"
  check "Japanese: what is announced, between its own commas" grep -q '、最大1000オクテット（RFC1870 3）' "$work/items"
  check "Japanese: the summary, too" grep -q '件、LMTP' "$work/items"
  check "Japanese: a standing" grep -q '、廃止' "$work/items"
  check "Japanese: no comma of English" [ "$(grep -cE '(件|つ|る)[,;]' "$work/items")" = 0 ]
  LC_ALL=ja_JP.UTF-8 "$tool" explain "$work/means" > "$work/items"
  check "Japanese by the environment" items 'まとめ' 1
fi
check "a language that is not there: exit 2" fails "$tool" explain --lang=xx "$work/means"

matches() { # pattern, how many lines of $work/items it matches
  found=$(grep -c -- "$1" "$work/items" || true)
  [ "$found" = "$2" ] || { echo "$found lines match $1, not $2"; return 1; }
}
# Columns: what a line means stands beside it, or below it when it is too long, in the same column.
cat > "$work/columns" <<'END'
S: 220 a.very.long.name.of.a.server.example.org ESMTP
C: EHLO a
S: 250-mx.example.org
S: 250-LIMITS RCPTMAX=20 MAILMAX=5
S: 250 DSN
C: MAIL FROM:<a@example.net>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@full.example>
S: 452 4.2.2 Mailbox full
C: RCPT TO:<carol@full.example>
S: 452 4.2.2 Mailbox full
C: RCPT TO:<nobody@example.org>
S: 550 5.1.1 No such user
C: DATA
S: 503 5.5.1 no valid recipients
C: QUIT
S: 221 2.0.0 Bye
END
"$tool" explain "$work/columns" > "$work/items"
check "a line that is too long leaves its column to the next one" sh -c 'grep -A 1 "a.very.long.name" "$1" | tail -n 1 | grep -q "^ \{48\}[^ ]"' - "$work/items"
check "a short line keeps its words beside it" items '  C  EHLO a                                     opens the session' 1
check "what is announced stands two cells further" items '     250 DSN                                      reports of delivery' 1
narrow() { # width, language
  COLUMNS=$1 "$tool" explain --lang=$2 "$work/columns" | grep '^  *[^ ]' | grep -v '^session\|^セッ' |
    LC_ALL=C.UTF-8 awk -v most="$1" 'length($0) > most {bad = 1; print} END {exit bad}'
}
check "lines end before column 100" narrow 100 en
printf 'S: 220 mx\nC: HELO a\nS: 250 mx\nC: MAIL FROM:<an.address.that.is.longer.than.a.column@b.example>\nS: 250 ok\n' > "$work/long"
"$tool" explain "$work/long" > "$work/items"
"$tool" explain "$tests/captures/smtp-exim-auth.conv" > "$work/wrapped"
check "a source is not broken" grep -q '^                                                  (RFC5321 3.5.2)$' "$work/wrapped"
"$tool" explain "$tests/captures/smtp-postfix-codes.conv" > "$work/wrapped"
check "each code of one wording is told in words" sh -c 'for code in 450 451 551 552 553; do grep -q "^ \{50\}$code  " "$1" || exit 1; done' - "$work/wrapped"
check "a long address is not said again" items 'an.address.that.is.longer' 1
"$tool" explain "$work/columns" > "$work/items"
check "COLUMNS is obeyed" narrow 80 en
check "COLUMNS that is no number counts as none" sh -c '[ "$(COLUMNS=x "$0" explain "$1")" = "$("$0" explain "$1")" ]' "$tool" "$work/columns"
COLUMNS=200 "$tool" explain "$work/columns" > "$work/wider"
check "a wide terminal wraps less" [ "$(wc -l < "$work/wider")" -lt "$(wc -l < "$work/items")" ]

# A refusal: its class, whether to try again; each thing once.
check "a refusal for now" items '  S  452 4.2.2 Mailbox full                     TEMPORARY  try again later' 2
check "a refusal for good" items '  S  550 5.1.1 No such user                     PERMANENT  do not retry unchanged' 1
check "its codes are told in words, once" items '                                                  4.2.2  mailbox is full' 1
check "the verdict that says the same is not, but the next time" matches '^ *the mailbox is full for now' 1
check "an advice is given once" items 'Only the recipient can' 1
check "its class is not said again" matches '^ *Transient: \|^ *Permanent: ' 0
check "a success is one line" sh -c 'grep -A 1 "250 2.1.0 Ok" "$1" | tail -n 1 | grep -q "^  C  RCPT"' - "$work/items"
"$tool" explain --color=always "$work/columns" > "$work/coloured"
check "yellow for now, red for good" sh -c 'grep -q "$1\[33mTEMPORARY" "$2" && grep -q "$1\[31mPERMANENT" "$2"' - "$(printf '\033')" "$work/coloured"
check "the session counts" matches '^session 1   input: transcript   .*   7 commands, 8 replies, 1 transaction$' 1
check "what became of messages and recipients" matches '^         0 of 1 message delivered (1 given up); 0 of 3 recipients accepted (2 refused for now, 1 for$' 1
printf 'S: 220 mx\nC: EHLO a\nS: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 250 ok\nC: RCPT TO:<c@d.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC: x\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n' > "$work/clean"
"$tool" explain "$work/clean" > "$work/items"
check "one that was delivered" matches '^         1 of 1 message delivered; 1 of 1 recipient accepted$' 1
printf 'S: +OK x\nC: STAT\nS: +OK 1 50\nC: LIST\nS: +OK\nS: 1 50\nS: .\nC: RETR 1\nS: +OK\nS: abc\nS: .\nC: QUIT\nS: +OK bye\n' > "$work/pop3"
"$tool" explain "$work/pop3" > "$work/items"
check "POP3: what was read" matches '^         1 message read (5 octets), 1 listing$' 1
check "POP3: a value beside its line" items '  S  +OK 1 50                                   1 message, 50 octets' 1

printf 'S: 220 mx\nC: HELO a\nS: 250 mx\nC: MAIL FROM:<a@b.example>\nS: 250 Accepted\nC: RCPT TO:<c@d.example>\nS: 250 Accepted\n' > "$work/accepted"
"$tool" explain "$work/accepted" > "$work/items"
check "a word that MAIL and RCPT share speaks of addresses" items '  S  250 Accepted                               this address is accepted' 2
printf 'S: 220 mx\nC: HELO a\nS: 250 mx\nC: NOOP\nS: 250 Flushed\nC: RSET\nS: 250 Flushed\n' > "$work/flushed"
"$tool" explain "$work/flushed" > "$work/items"
check "words of RSET say nothing of NOOP" items '  S  250 Flushed                                done as asked' 1
check "but of RSET" items '  S  250 Flushed                                the transaction is forgotten' 1
"$tool" explain "$tests/captures/lmtp-dovecot-bdat-ok.conv" > "$work/items"
check "LMTP: refused after the message" items '4 of 5 recipients accepted (1 refused for good, 1 refused after' 1

# What recorded servers announce is known.
"$tool" explain "$tests/captures/lmtp-cyrus-swaks.conv" > "$work/items"
check "IGNOREQUOTA of Cyrus" items '     250-IGNOREQUOTA                              RCPT may ignore a full mailbox' 1
check "its last line, which is no keyword" sh -c 'grep -A 1 "^     250 Ok SESSIONID=" "$1" | grep -q "^ *LMTP: done, with a session id$"' - "$work/items"
"$tool" explain "$tests/captures/pop3-dovecot-basic.conv" > "$work/items"
check "CAPA of Dovecot" items '     CAPA                                         CAPA itself' 2

# Anomalies: marks below what has them, a list, and --check.
status() { expected=$1; shift; got=0; "$@" > "$work/out" 2> "$work/err" || got=$?; [ "$got" = "$expected" ]; }
check "--check: nothing odd" status 0 "$tool" explain --check "$work/clean"
smuggled=$tests/captures/smtp-postfix-smuggle2.conv
check "--check: anomalies" status 1 "$tool" explain --check "$smuggled"
check "--check: anomalies, of one file of two" status 1 "$tool" explain --check "$smuggled" "$work/clean"
check "--check: what cannot be read weighs more" status 2 "$tool" explain --check "$smuggled" "$work/missing"
check "no --check: 0" status 0 "$tool" explain "$smuggled"
check "--check: JSON Lines, too" status 1 "$tool" explain --check --format=jsonl "$smuggled"
"$tool" explain --body "$work/clean" > "$work/items"
check "--body shows a message" items '     | x' 1
"$tool" explain "$work/clean" > "$work/items"
check "else it is hidden" items '     | x' 0
"$tool" explain "$smuggled" > "$work/items"
check "a mark" items '     ! smuggling: servers may end it elsewhere' 1
check "the ledger of a message" items '     ! a LF alone, without CR before it, at octet 239' 1
check "a reading" items '       DOT_LF    ends it before octet 240: ' 1
check "the strict one" items '       STRICT    ends it before octet 263: ' 1
check "which rule was taken" items '     ! messages end at a dot line behind any LF here' 1
check "what the other one reads" items 'find messages of: 169 octets' 1
check "the list: the gravest first" sh -c 'grep "^anomaly" "$1" | head -n 1 | grep -q "C octet 238     smuggling  .*(danger)"' - "$work/items"
check "the list: how often" sh -c 'grep -A 1 "^anomaly  C octet 244     pipelining" "$1" | tr -d "\n" | tr -s " " | grep -q "(deviation, 5 times)"' - "$work/items"
check "advice for what is grave" items 'than a strict one and takes what follows for' 1
check "a command without a reply is named" items '4 commands have no reply' 1
"$tool" explain --format=jsonl "$smuggled" > "$work/items"
check "the same in JSON Lines" items '{"name":"smuggling","dir":"C","severity":"danger","count":1,"first":238,"last":238}' 1
printf 'S: 220 mx\nC: EHLO a\nS: 250 mx\nC: DATA\nC: NOOP\n' > "$work/unanswered"
"$tool" explain "$work/unanswered" > "$work/items"
check "an unanswered command has its name" items 'a command without a reply (C, DATA, octet 8)' 1
"$tool" explain "$tests/captures/smtp-postfix-starttls-inject.conv" > "$work/items"
check "where TLS begins" items 'encrypted from octet 36 of the client and octet 418 of the server' 1
"$tool" explain "$tests/captures/pop3-cyrus-stls-inject.conv" > "$work/items"
check "one advice for both sides" items 'Octets that were sent before TLS would count' 1
printf 'S 32323020780d0a\nC 4e4f4f50205c1b5b33316d0d0a\nS 353030201b5d303b780d0a\n' > "$work/hostile"
"$tool" explain "$work/hostile" > "$work/items"
check "no control character reaches the terminal" sh -c '! tr -d "\n" < "$1" | LC_ALL=C grep -q "[[:cntrl:]]"' - "$work/items"

cp "$work/clean" "$work/$(printf 'a\033[31m')"
"$tool" explain "$work/$(printf 'a\033[31m')" > "$work/items"
check "nor does one of a file's name" items "$(printf '\033')" 0
"$tool" explain "$tests/captures/smtp-opensmtpd-smuggle.conv" > "$work/items"
check "the strict rule, where lenient readers differ" items '     ! messages end at CRLF dot CRLF alone here' 1
check "what those read" items 'find messages of: 148 octets' 1

if speaks_japanese; then
  "$tool" explain --lang=ja "$work/columns" > "$work/items"
  check "Japanese: a refusal for now" items '  S  452 4.2.2 Mailbox full                     一時エラー  時間をおいて再送する' 2
  check "Japanese: one for good" items '  S  550 5.1.1 No such user                     恒久エラー  そのままでは再送しない' 1
  check "Japanese: the column" sh -c 'grep -A 1 "a.very.long.name" "$1" | tail -n 1 | grep -q "^ \{48\}[^ ]"' - "$work/items"
  check "Japanese: an address" items '宛先 bob@full.example' 1
  check "Japanese: the session" matches '^セッション1 .*   コマンド7件、応答8件、トランザクション1件$' 1
  check "Japanese: what became of it" items 'メールの配送0通（全1通）（取りやめ1通）。宛先の受け付け0件（全3件）（一時エラー2件、' 1
  check "Japanese: its own brackets" matches '([A-Z]\|。)' 0
  "$tool" explain --lang=ja "$smuggled" > "$work/items"
  check "Japanese: the ledger" matches '、オクテット239$' 1
  check "Japanese: a reading" items '       DOT_LF    オクテット240の前で終わる: ' 1
  check "Japanese: which rule was taken" items '     ! 本文の終わりは、' 1
  check "Japanese: the list" sh -c 'grep "^異常" "$1" | head -n 1 | grep -q "C 位置238       smuggling  .*（危険）"' - "$work/items"
  "$tool" explain --lang=ja "$work/pop3" > "$work/items"
  check "Japanese: POP3" matches '^         読んだメール1通（5オクテット）、一覧1件$' 1
fi

# What is wrong with a call, and help, in the language that is spoken.
says() { "$tool" explain "$@" > "$work/out" 2> "$work/err" && return 1; cat "$work/err"; }
complains() { wanted=$1; shift; says "$@" | grep -q "$wanted"; }
check "help names --check and --body" sh -c '"$0" --help | grep -q -e "--check: exit 1" && "$0" --help | grep -q -e "--body"' "$tool"
check "a format that is none" complains 'the formats are text and jsonl' --lang=en --format=tsv "$work/clean"
check "a colour that is none" complains 'auto, always or never' --lang=en --color=red "$work/clean"
check "a file that is not there" complains 'it cannot be read' --lang=en "$work/missing"
if speaks_japanese; then
  check "Japanese: help" sh -c '"$0" --lang=ja --help | grep -q -e "--checkでは" && "$0" --lang=ja --help | grep -q -e "--bodyは"' "$tool"
  check "Japanese: no file" complains 'ファイルを指定' --lang=ja
  check "Japanese: an option that is none" complains 'そのオプションはありません' --lang=ja --nothing
  check "Japanese: a format that is none" complains '形式はtextとjsonl' --lang=ja --format=tsv "$work/clean"
  check "Japanese: a file that is not there" complains '読み込めません' --lang=ja "$work/missing"
  check "Japanese: an empty file" complains '空です' --lang=ja "$work/empty"
  check "Japanese: prose" complains '知られている形式ではありません' --lang=ja "$work/text"
fi
if command -v script > /dev/null && script -qc true /dev/null > /dev/null 2>&1; then
  check "a terminal has colours" sh -c 'script -qc "$0 explain $1" /dev/null | grep -q "$2"' "$tool" "$work/clean" "$(printf '\033')"
  check "NO_COLOR: none" sh -c 'NO_COLOR=1 script -qc "$0 explain $1" /dev/null > "$1.tty"; ! grep -q "$2" "$1.tty"' "$tool" "$work/clean" "$(printf '\033')"
fi

# ---- however many commands are sent ahead, each has its own reply
{ printf 'S: 220 x\nC: EHLO x\nS: 250-x\nS: 250 PIPELINING\n'; yes 'C: RSET' | head -n 5000; yes 'S: 250 ok' | head -n 4999
  printf 'S: 250 last\nC: QUIT\nS: 221 bye\n'; } > "$work/ahead"
"$tool" explain --format=jsonl "$work/ahead" > "$work/items"
check "5000 commands ahead" [ "$(grep -c '"lines":\["last"\].*"answers":"RSET"' "$work/items")" = 1 ]
check "no reply is one too many" items '"unsolicited_replies":0' 1
end_checks
