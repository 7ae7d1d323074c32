#!/bin/sh
# SPDX-License-Identifier: MIT
# The tool: what a pasted reply line means, as text and as JSON Lines; every row of the source table by its name.
# usage: cli_what.sh MAILWIRE TESTS_FOLDER
set -eu
tool=$1 tests=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$tests/support/cli.sh"
unset MAILWIRE_LANG LC_ALL LC_MESSAGES LANG
says() { # text that a line's JSON object holds, then the line
  want=$1
  shift
  "$tool" what --format=jsonl "$@" > "$work/items" || return 1
  grep -qF -- "$want" "$work/items" || { echo "no $want in:"; cat "$work/items"; return 1; }
}
tells() { # text that the text for a person holds, then arguments
  want=$1
  shift
  "$tool" what "$@" > "$work/items" || return 1
  grep -qF -- "$want" "$work/items" || { echo "no $want in:"; cat "$work/items"; return 1; }
}

# Each reply of the source table, as it was printed and as it is right, is known by its name.
rows=0
tab=$(printf '\t')
while IFS= read -r row; do
  id=$(printf '%s' "$row" | cut -f1) kind=$(printf '%s' "$row" | cut -f3)
  printed=$(printf '%s' "$row" | cut -f4)
  right=$(printf '%s' "$row" | cut -f5 | sed 's/{ip}/192.0.2.7/; s/{[a-z-]*}/x1/g')
  if [ "$kind" != command ] && [ "$kind" != kind ] && [ -n "$printed" ]; then
    check "$id, printed" says "\"$id\"" -- "$printed"
    check "$id, right" says "\"$id\"" -- "$right"
    rows=$((rows + 1))
  fi
done < "$tests/reference/seed.tsv"
check "the replies of the source table were read" [ "$rows" = 89 ]

# What a program gets.
check "one object a line" says '"line":"250 2.1.0 Ok","protocol":"smtp"' '250 2.1.0 Ok'
check "code, class, category" says '"code":452,"class":4,"category":5,"enh":"4.2.2"' '452 4.2.2 Mailbox full'
check "values" says '"params":{"queue-id":"4F2A9C"}' '250 2.0.0 OK: queued as 4F2A9C'
check "POP3" says '"protocol":"pop3","rows":["pop3.err.in-use-internal"' '-ERR [IN-USE] internal login failure'
check "POP3: status and code" says '"status":"-ERR","resp_code":"IN-USE"' '-ERR [IN-USE] internal login failure'
check "no SMTP numbers in POP3" says '"code":null,"class":null,"category":null' '+OK Logged in'
check "a phrase: one row, no values" says '"rows":["smtp.reply.550.client-blocked"],"params":{},"code":554' \
  '554 5.7.1 192.0.2.1 has been blocked by zen.spamhaus.org'
check "a phrase says more than a general line" says '"rows":["smtp.reply.550.user-unknown","smtp.reply.550.recipient-rejected-reason"]' \
  '550 5.1.1 <joe@example.com>: Recipient address rejected: User unknown. See below'
greylisted='"rows":["smtp.reply.450.greylisted-postgrey","smtp.reply.450.recipient-deferred-reason"]'
check "a phrase in the reason, with its values" says \
  "$greylisted,\"params\":{\"address\":\"joe@example.com\",\"reason\":\"example.com greylisted for a minute\"}" \
  '450 4.2.0 <joe@example.com>: Recipient address rejected: example.com greylisted for a minute'
check "where the line comes is the whole line's to say" says '"verdict":"RECIPIENT_REFUSED"' \
  '554 5.7.1 <joe@example.com>: Recipient address rejected: Access denied'
check "a reason that no phrase knows" says '"rows":["smtp.reply.550.recipient-rejected-reason"]' \
  '550 5.7.1 <joe@example.com>: Recipient address rejected: BLOCK-RCPT.'
check "an unknown line has its digits" says '"rows":[],"params":{},"code":599,"class":5,"category":9' '599 zzz qqq'
check "the verdict" says '"retry":"LATER","connection":"USABLE"' '450 4.2.0 zzz'
check "no reply at all" says '"rows":[],"params":{},"code":null' 'hello there'
check "octets that are no UTF-8" says '\\xff' "$(printf '550 \377')"
check "control characters" says '\u001b[2J' "$(printf '550 \033[2J')"

# As mailers and logs have it.
check "Postfix" says '"code":452' '<b@x.example>: host mx.x.example[192.0.2.1] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command)'
check "Postfix: what it answers" says '"verdict":"TOO_MANY_RECIPIENTS"' \
  '<b@x.example>: host mx.x.example[192.0.2.1] said: 552 too many recipients (in reply to RCPT TO command)'
check "a delivery status" says '"code":550,"class":5,"category":5,"enh":"5.1.1"' 'Diagnostic-Code: smtp; 550 5.1.1 User unknown'
check "a transcript" says '"code":554' '<<< 554 5.7.1 rejected'
check "quoted" says '"code":550' "Remote Server returned '550 5.1.1 zzz'"
check "a port is no code" says '"code":454' 'connect to mx.example[192.0.2.250]:250 failed: 454 4.7.0 TLS not available due to local problem'
check "an enhanced code alone" says '"enh":"5.7.1"' '#5.7.1 rejected'
check "a text alone" says '"rows":["smtp.reply.503.need-mail"' 'Error: need MAIL command'
check "a text alone has no code" says '"code":null,"class":null' 'Error: need MAIL command'
check "a text alone has no verdict" says '"verdict":null' 'X-Postfix; User unknown'
check "a text alone: what it is of" says '"rows":["smtp.reply.550.user-unknown"],"params":{},"code":null' 'X-Postfix; User unknown'
check "a text alone: its enhanced code" says '"code":null,"class":null,"category":null,"enh":"5.1.1"' '5.1.1 User unknown'
for line in 'Received: from 550 example' 'warning: 250 mails queued' 'warning: 550 mails queued' \
  '2024-03-14 554 things' 'Message size 250 exceeds 200 limit' 'Connection timed out after 300 seconds' \
  'Mar 14 10:00:00 mx postfix/smtpd[550]: connect' 'Mar 14 10:00:00 mx widget[12]: 550 widgets' \
  'Page 550 of 600' 'size is 250 - 300' 'Subject: 550 Recipes' 'range: 250-300' '+ hello'; do
  check "no reply: $line" says '"rows":[],"params":{},"code":null,"class":null,"category":null,"enh":null,"status":null' "$line"
done
while IFS='|' read -r want line; do
  [ -z "$want" ] || check "$line" says "$want" -- "$line"
done << 'END'
"code":450,"class":4,"category":5,"enh":"4.2.0"|SMTP Error (450): Failed to add recipient "b@x.example" (4.2.0 <b@x.example>: Recipient address rejected: Greylisted)
"params":{"address":"b@x.example"}|SMTP Error (450): Failed to add recipient "b@x.example" (4.2.0 <b@x.example>: Recipient address rejected: Greylisted)
"code":null,"class":null,"category":null,"enh":"5.1.1"|t1: to=<x@y.example>, relay=mx.y.example. [192.0.2.1], dsn=5.1.1, stat=User unknown
"rows":["smtp.reply.550.user-unknown"]|t1: to=<x@y.example>, relay=mx.y.example. [192.0.2.1], dsn=5.1.1, stat=User unknown
"params":{"queue-id":"4F2A"}|dsn=2.0.0, stat=Sent (Ok: queued as 4F2A)
"verdict":"RECIPIENT_REFUSED","expected":true|status=bounced (host mx[1.2.3.4] said: 550 5.1.1 <x>: zzz (in reply to RCPT TO command))
"text":"<x>: zzz"|status=bounced (host mx[1.2.3.4] said: 550 5.1.1 <x>: zzz (in reply to RCPT TO command))
"code":421|status=deferred (host mx[1.2.3.4] refused to talk to me: 421 4.7.0 Too many (busy))
"text":"Too many (busy)"|status=deferred (host mx[1.2.3.4] refused to talk to me: 421 4.7.0 Too many (busy))
"text":"<x@y.example>: Relay access denied"|NOQUEUE: reject: RCPT from u[192.0.2.250]: 554 5.7.1 <x@y.example>: Relay access denied; from=<a@b> to=<x@y.example> proto=ESMTP helo=<550>
"verdict":"RECIPIENT_REFUSED"|SMTP error from remote mail server after RCPT TO:<x@y.example>: 550 zzz
"verdict":"RECIPIENT_REFUSED"|SMTP error from remote mail server after pipelined RCPT TO:<x@y.example>: 550 zzz
"code":554|SMTP error from remote mail server after end of data: 554 zzz
"status":"-ERR","resp_code":"IN-USE"|fetchmail[99]: POP3< -ERR [IN-USE] Mailbox locked
"status":"+OK"|pop3-client: remote replied: +OK Logged in
"status":"-ERR","resp_code":"AUTH"|poplib.error_proto: b'-ERR [AUTH] Username and password not accepted.'
"protocol":"pop3","rows":[],"params":{},"code":null,"class":null,"category":null,"enh":null,"status":"+"|+ UGFzc3dvcmQ6
"status":"+"|+ 
"verdict":"POP3_CHALLENGE"|S: + UGFzc3dvcmQ6
"verdict":"RECIPIENT_REFUSED"|curl: (55) RCPT failed: 550
"code":530|curl: (67) Access denied: 530
"text":"User unknown"|(550, b'5.1.1 User unknown')
"enh":"5.1.1"|(550, b'5.1.1 User unknown')
"params":{"address":"x@y.example"},"code":550|smtplib.SMTPRecipientsRefused: {'x@y.example': (550, b'5.1.1 <x@y.example> User unknown')}
"text":"Not accepted. Go to https://x.example/"|smtplib.SMTPAuthenticationError: (535, b'5.7.8 Not accepted. Go to\n5.7.8  https://x.example/')
"text":"It's over"|smtplib.SMTPSenderRefused: (552, b"5.3.4 It's over", 'me@example.org')
"code":550,"class":5,"category":5,"enh":"5.1.1"|reply: retcode (550); Msg: b'5.1.1 zzz'
"text":"zzz"|reply: b'550 5.1.1 zzz\r\n'
"code":550|Error: Can't send mail - all recipients were rejected: 550 zzz
"verdict":"RECIPIENT_REFUSED"|SMTP ERROR: RCPT TO command failed: 550 5.1.1 zzz
"text":"zzz"|{"code":"EENVELOPE","response":"550 5.1.1 zzz","responseCode":550,"command":"RCPT TO"}
"text":"RESOLVER.ADR.RecipNotFound; not found"|#< #5.1.1 smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found> #SMTP#
"text":"a b"|S: 550-a\n550 b
"code":550|2024-03-14 10:11:12 <- 550 zzz
"code":550|<** 550 zzz
"code":550|< 550 zzz
"code":550|mx.y.example [192.0.2.1]: 550 zzz
"code":550|SMTP Error 550: zzz
"code":550|javax.mail.SendFailedException: 550 zzz
"enh":"5.1.1"|550 550 5.1.1 zzz
"params":{},"code":550,"class":5,"category":5,"enh":"5.1.1"|550 (5.1.1) User unknown
"text":"User unknown"|550 (5.1.1) User unknown
"enh":"5.1.1"|550: 5.1.1 zzz
"enh":"5.1.1"|550-5.1.1
"code":550,"class":5,"category":5,"enh":"5.1.1"|５５０　５．１．１ User unknown
"code":550|エラー：550 zzz
"code":550,"class":5,"category":5,"enh":null|550：User unknown
"code":550,"class":5,"category":5,"enh":null|エラーコード550が返りました
"code":550,"class":5,"category":5,"enh":null|送信エラー（550）
"text":"User unknown"|応答は「550 5.1.1 User unknown」でした
"text":"User unknown"|送信エラー（550 5.1.1 User unknown）
"text":"User unknown"|failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_User_unknown/Giving_up_on_192.0.2.1./
"text":"User unknown"|2024-03-14T10:00:00Z,SMTP,08DC,5,192.0.2.2:25,192.0.2.1:999,<,550 5.1.1 User unknown,
"text":"User unknown"|Expected response code 250 but got code "550", with message "550 5.1.1 User unknown"
"text":"Authentication failed"|{"level":"error","msg":"smtp: 535 5.7.8 Authentication failed"}
"code":null,"class":null,"category":null,"enh":"5.1.1"|Sorry, no mailbox here by that name. (#5.1.1)
"rows":[]|smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server.
"rows":[],"params":{},"code":null|550件のメールがあります
"rows":[],"params":{},"code":null|メールが550件あります
"params":{"address":"a,b@y.example"}|550 5.1.1 <a,b@y.example>: Recipient address rejected: User unknown in local recipient table
"params":{"queue-id":"4F2A(9C)"}|status=sent (250 2.0.0 Ok: queued as 4F2A(9C))
"detail":"192.0.2.1      12"|550 5.7.1 [192.0.2.1      12] Our system has detected that this message is likely unsolicited mail
END
printf 'host x said: 550\n  5.1.1 User unknown\n250 Ok\n' | "$tool" what --format=jsonl - > "$work/items"
check "stdin: a folded line is one" [ "$(wc -l < "$work/items")" = 2 ]
check "stdin: folded" items '"enh":"5.1.1"' 1

printf 'S: 550-5.1.1 No such\r\nS: 550-5.1.1 user\r\nS: 550 5.1.1 here\r\nS: 550 x\n' | "$tool" what --format=jsonl - > "$work/items"
check "stdin: a reply of several lines is one" [ "$(wc -l < "$work/items")" = 2 ]
check "stdin: its text" items '"text":"No such user here"' 1
check "stdin: its rows" items '"smtp.reply.550.user-unknown"' 1
check "an argument of several lines" says '"text":"a b"' -- "$(printf '550-a\n550 b')"
check "a line that was not quoted" says '"line":"550 5.1.1 User unknown"' 550 5.1.1 User unknown
check "a code and its enhanced code" says '"line":"550 5.1.1"' 550 5.1.1
check "several codes" [ "$("$tool" what --format=jsonl 550 554 | wc -l)" = 2 ]
check "several lines" [ "$("$tool" what --format=jsonl '550 x' '554 y' | wc -l)" = 2 ]
check "another code is another reply" [ "$("$tool" what --format=jsonl -- "$(printf '550-a\n551 b')" | wc -l)" = 2 ]
printf '<x@y.example>: host mx.y.example[192.0.2.1] said: 550-5.1.1 The\n    account 550-5.1.1 is\n    550 5.1.1 gone (in reply to RCPT TO command)\n' |
  "$tool" what --format=jsonl - > "$work/items"
check "stdin: several lines, folded" items '"text":"The account is gone"' 1
printf '    SMTP error from remote mail server after RCPT TO:<x@y.example>:\n    550-No such\n    550 user here\n' |
  "$tool" what --format=jsonl - > "$work/items"
check "stdin: several lines, indented" items '"text":"No such user here"' 1

printf '550 a\000b\n250 Ok\n' | "$tool" what --format=jsonl - > "$work/items"
check "stdin: a NUL ends no line" items '"line":"550 a\u0000b"' 1
check "stdin: and what follows is read" items '"line":"250 Ok"' 1

# Spellings that one row stands for, and what the row says of them.
first() { # row that comes first, then the line
  says "\"rows\":[\"$1\"" -- "$2"
}
check "a recipient and no blank" first smtp.reply.554.relay-denied '554 <foo@example.com>:Relay access denied'
check "a recipient and a blank" first smtp.reply.554.relay-denied '554 <foo@example.com>: Relay access denied'
check "RCPT is missing" first smtp.reply.503.rcpt-required '503 RCPT first'
check "RCPT is missing, qmail" first smtp.reply.503.rcpt-required '503 RCPT first (#5.5.1)'
check "MAIL is missing" first smtp.reply.503.mail-needed '503 MAIL first'
check "MAIL is missing, qmail" first smtp.reply.503.qmail-mail-first '503 MAIL first (#5.5.1)'
check "MAIL is missing, Sendmail" tells 'MAIL comes first' '503 need MAIL before RCPT'
check "hello is missing" tells 'EHLO has to come first' '503 5.5.2 Send hello first'
check "a host alone" first smtp.reply.250.hello-host '250 mx.example'
check "a word is no host" says '"rows":[]' '250 2.1.5 zzz'
check "an extension of Exim" first smtp.ehlo.PRDR '250-PRDR'
check "another, as once spelled" first smtp.ehlo.PIPECONNECT '250-X_PIPE_CONNECT'
check "nothing is to be repeated out of order" says '"retry":"NEVER"' '503 5.5.1 zzz'

# The text decides, once it is known.
check "POP3: who closes" says '"verdict":"POP3_CLOSED"' '-ERR Disconnected for inactivity.'
check "POP3: a lock passes" says '"retry":"LATER","connection":"USABLE"' '-ERR maildrop already locked'
check "POP3: a command that is unknown" says '"verdict":"POP3_UNKNOWN_COMMAND"' '-ERR Invalid command.'
check "POP3: a greeting" says '"verdict":"POP3_GREETED"' '+OK Dovecot ready.'
check "EHLO is missing" says '"retry":"AFTER_HELLO"' '503 5.5.2 Send hello first'
check "503 goes before 5.5.2" says 'command out of order' '503 5.5.2 zzz'
check "STARTTLS, by a 451" says '"retry":"AFTER_STARTTLS"' '451 5.7.3 STARTTLS is required to send mail'
check "RCPT is what is missing" tells 'at once, after RCPT' '503 RCPT first'
check "a transaction is open" says '"retry":"AFTER_RSET"' '503 5.5.1 Error: nested MAIL command'
check "access is denied" says '"retry":"NEVER"' '503 5.7.0 Error: access denied for unknown[192.0.2.1]'
check "a full mailbox" says '"verdict":"RECIPIENT_FULL"' '552 5.2.2 Mailbox full'
check "queued is taken" says '"verdict":"MESSAGE_TAKEN"' '250 2.0.0 Ok: queued as 4F2A9C'
check "classes that contradict" says '"contradicts":true' '550 4.7.1 Denied'
check "classes that contradict, said" tells 'the reply code decides' '451 5.7.3 zzz'
check "classes that do not" says '"contradicts":false' '550 5.7.1 Denied'

# What a person gets.
check "text" tells 'Transient' '452 4.2.2 Mailbox full'
check "text: the row" tells 'smtp.reply.421.too-many-errors' '421 4.7.0 mx.example Error: too many errors'
check "text: what is unknown" tells 'the digits say all that is known' '599 zzz'
check "text: no reply" tells 'there is no reply in this line' 'warning: 250 mails queued'
printf 'Hello,\nyour mail was not delivered.\n\n550 5.1.1 User unknown\n--\nthe postmaster\n' > "$work/bounce"
"$tool" what - < "$work/bounce" > "$work/items"
check "text: of a message, the lines with a reply" items 'there is no reply' 0
check "text: how many were passed over" items '(lines without a reply, not shown: 4)' 1
check "text: the reply" items 'known as' 1
printf 'Hello,\nyour mail was not delivered.\n' | "$tool" what - > "$work/items"
check "text: of a message without one, that there is none" [ "$(cat "$work/items")" = '(lines without a reply, not shown: 2)' ]
check "JSON Lines: all of them" [ "$("$tool" what --format=jsonl - < "$work/bounce" | wc -l)" = 5 ]
check "text: the usual code" tells 'usual code      550' 'X-Postfix; User unknown'
check "text: C1 controls are shown" tells '550 \x9B2J' "$(printf '550 \302\2332J')"
check "text: control characters are shown" tells '550 \x1B[2J' "$(printf '550 \033[2J')"
if speaks_japanese; then
  check "Japanese" tells '一時エラー' --lang=ja '452 4.2.2 Mailbox full'
  check "Japanese by the environment" env LC_ALL=ja_JP.UTF-8 "$tool" what '452 4.2.2 Mailbox full'
  LC_ALL=ja_JP.UTF-8 "$tool" what '452 4.2.2 Mailbox full' > "$work/items"
  check "Japanese: LC_ALL" items '一時エラー' 2
  MAILWIRE_LANG=en LC_ALL=ja_JP.UTF-8 "$tool" what '452 4.2.2 Mailbox full' > "$work/items"
  check "MAILWIRE_LANG goes first" items '一時エラー' 0
  check "Japanese: no reply" tells 'この行に応答はない' --lang=ja 'hello there'
  check "Japanese: what nobody knows" tells '不明' --lang=ja '999 x'
  check "Japanese: and not in English" [ "$("$tool" what --lang=ja '999 x' '550 9.9.9 x' | grep -c unknown)" = 0 ]
  check "Japanese: no unknown in JSON" says '"explain_ja":"不明。"' '999 x'
  check "Japanese: placeholders" tells 'キューID            4F2A' --lang=ja '250 2.0.0 OK: queued as 4F2A'
  check "Japanese: lists" tells 'Postfix、nodemailer、Haraka' --lang=ja '250 2.0.0 OK: queued as 4F2A'
  check "Japanese: an enhanced code without a detail" tells 'セキュリティー' --lang=ja 'x 4.7.0 y'
  check "Japanese: a response without digits" tells '状態表示の意味だけ' --lang=ja '-ERR zzz'
  check "Japanese: it fails in Japanese" fails "$tool" what --lang=ja ''
  check "Japanese: its words" grep -q '行が空です' "$work/err"
  check "both languages" says '"explain_ja":"' '450 4.2.0 zzz'
else
  check "no Japanese: null" says '"explain_ja":null' '450 4.2.0 zzz'
fi

# Whatever comes: no octet that a terminal would obey, and an end.
printf '550 \033]0;x\007\302\233 \377\000\n\000\n' | "$tool" what - > "$work/items"
check "no control character in text" [ "$(LC_ALL=C tr -d '\n\040-\176\200-\377' < "$work/items" | wc -c)" = 0 ]
printf '550 \033]0;x\007 \377\000\n\000\n' | "$tool" what --format=jsonl - > "$work/items"
check "none in JSON" [ "$(LC_ALL=C tr -d '\n\040-\176\200-\377' < "$work/items" | wc -c)" = 0 ]
for piece in '550 ' '550-5.1.1 x' "550 '" ')' '5.1.1 ' 'x: 550 ' '+ ' '\' "'550 \\" '５５０'; do
  yes "$piece" | head -n 20000 | tr -d '\n' | "$tool" what --format=jsonl - > "$work/items"
  check "a long line of $piece" [ "$(wc -l < "$work/items")" = 1 ]
done
yes '  550-x' | head -n 20000 | "$tool" what --format=jsonl - > "$work/items"
check "many lines that are one" [ "$(wc -l < "$work/items")" = 1 ]
yes '550 x' | head -n 20000 | "$tool" what --format=jsonl - > "$work/items"
check "many lines" [ "$(wc -l < "$work/items")" = 20000 ]
if [ -c /dev/full ]; then
  for words in 'what 550' 'codes' 'codes --format=csv' 'reply 550 x' '--help'; do
    status=0
    "$tool" $words > /dev/full 2> "$work/err" || status=$?
    check "output that goes nowhere: $words" [ "$status $(wc -l < "$work/err")" = "2 1" ]
  done
fi

# How it fails.
check "an argument is shown without control characters" fails "$tool" what --format="$(printf '\033[2J')" 550
check "and what it was is shown" grep -qF '\x1B[2J' "$work/err"
check "no line" fails "$tool" what
check "an empty line" fails "$tool" what ''
check "no such option" fails "$tool" what --zzz '250 Ok'
check "no such language" fails "$tool" what --lang=xx '250 Ok'
check "no such format" fails "$tool" what --format=tsv '250 Ok'
# Misprints of the source table: each has the code that it was to have.
"$tool" what --format=jsonl '22 1Bye' '554<foo@example.com>:Relay access denied' > "$work/items"
check "a misprint has its code" items '"rows":["smtp.class.2xx"],"params":{},"code":221,"class":2,"category":2' 1
check "a missing blank, too" items '"address":"foo@example.com"},"code":554,"class":5,"category":5' 1
# RFC 3206 4: the code says that the credentials are not in question.
check "a response code goes before words about the login" says '"explain_en":"a fault of the server that will pass' '-ERR [SYS/TEMP] Authentication failed'
check "with [AUTH] the words count" says '"explain_en":"name or password is wrong' '-ERR [AUTH] Authentication failed'
end_checks
